//! Writes texts as people do: case, slips, letters for digits.

use crate::data::Rng;

/// Writes a text as people do: case, missing signs, slips, shouting, letters for digits.
pub fn roughen(text: &str, rng: &mut Rng) -> String {
    let text = text.trim();
    match rng.below(12) {
        0..4 => text.to_owned(),
        4..7 => capitalise(text),
        7 => text.to_lowercase(),
        8 => text.to_uppercase(),
        9 => slips(text, rng),
        10 => text.chars().filter(|c| !c.is_ascii_punctuation()).collect(),
        _ => leet(text, rng),
    }
}

/// Writes a text as people do who hide nothing.
pub fn roughen_calm(text: &str, rng: &mut Rng) -> String {
    match rng.below(40) {
        0..12 => text.trim().to_owned(),
        12 => leet(text.trim(), rng),
        13..16 => slips(text.trim(), rng),
        16..19 => text.trim().to_uppercase(),
        19..22 => text.trim().to_lowercase(),
        _ => capitalise(text.trim()),
    }
}

/// Sentences begin with a capital.
pub fn capitalise(text: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for c in text.chars() {
        out.extend(if start {
            c.to_uppercase().collect::<Vec<_>>()
        } else {
            vec![c]
        });
        if c.is_alphanumeric() {
            start = false;
        } else if matches!(c, '.' | '!' | '?' | '\n') {
            start = true;
        }
    }
    out
}

/// Swapped and dropped letters.
pub fn slips(text: &str, rng: &mut Rng) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut at = 1;
    while at + 1 < chars.len() {
        if chars[at].is_alphabetic() && chars[at + 1].is_alphabetic() && rng.chance(5) {
            if rng.chance(50) {
                chars.swap(at, at + 1);
            } else {
                chars.remove(at);
            }
            at += 4;
        }
        at += 1;
    }
    chars.into_iter().collect()
}

/// Digits and signs for some letters.
pub fn leet(text: &str, rng: &mut Rng) -> String {
    let some = 20 + rng.below(60) as u64;
    text.chars()
        .map(|c| match c.to_ascii_lowercase() {
            'a' if rng.chance(some) => {
                if rng.chance(50) {
                    '4'
                } else {
                    '@'
                }
            }
            'e' if rng.chance(some) => '3',
            'i' if rng.chance(some) => '1',
            'o' if rng.chance(some) => '0',
            's' if rng.chance(some) => {
                if rng.chance(50) {
                    '5'
                } else {
                    '$'
                }
            }
            't' if rng.chance(some) => '7',
            _ => c,
        })
        .collect()
}
