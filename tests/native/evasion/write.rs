//! Writing a text in another way.

use std::fmt::Write as _;

pub(super) fn each(text: &str, to: impl Fn(char) -> String) -> String {
    text.chars().map(to).collect()
}

pub(super) fn mapped(text: &str, to: impl Fn(char) -> char) -> String {
    text.chars().map(to).collect()
}

pub(super) fn between(text: &str, sign: &str) -> String {
    text.chars()
        .map(String::from)
        .collect::<Vec<_>>()
        .join(sign)
}

pub(super) fn halves(text: &str, sign: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (head, tail) = chars.split_at(chars.len() / 2);
    format!(
        "{}{sign}{}",
        head.iter().collect::<String>(),
        tail.iter().collect::<String>()
    )
}

/// The middle of each word between two marks.
pub(super) fn within(text: &str, open: &str, close: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|char: char| !char.is_ascii_alphanumeric()) {
        let letters = word.trim_end_matches(|char: char| !char.is_ascii_alphanumeric());
        out += &match letters.len() {
            0..3 => letters.to_owned(),
            _ => inside(letters, open, close),
        };
        out += &word[letters.len()..];
    }
    out
}

/// The middle third between two marks.
pub(super) fn inside(text: &str, open: &str, close: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (head, rest) = chars.split_at(chars.len() / 3);
    let (middle, tail) = rest.split_at(chars.len().div_ceil(3));
    let part = |chars: &[char]| chars.iter().collect::<String>();
    format!("{}{open}{}{close}{}", part(head), part(middle), part(tail))
}

pub(super) fn shifted(char: char, by: u32) -> char {
    if char.is_ascii_graphic() {
        char::from_u32(u32::from(char) + by).unwrap()
    } else {
        char
    }
}

pub(super) fn bold(char: char) -> char {
    let moved =
        |from: char, to: u32| char::from_u32(to + u32::from(char) - u32::from(from)).unwrap();
    match char {
        'A'..='Z' => moved('A', 0x1d400),
        'a'..='z' => moved('a', 0x1d41a),
        '0'..='9' => moved('0', 0x1d7ce),
        other => other,
    }
}

pub(super) fn replaced(char: char, pairs: &str) -> char {
    let chars: Vec<char> = pairs.chars().collect();
    let pair = chars.chunks(2).find(|pair| pair[0] == char);
    pair.map_or(char, |pair| pair[1])
}

pub(super) fn look_alike(char: char) -> char {
    replaced(char, "aаeеoоpрcсxхyуiіsѕAАEЕOОPРCСXХBВHНKКMМTТ")
}

pub(super) fn leet(char: char) -> char {
    replaced(char, "a4e3i1o0s5A4E3I1O0S5")
}

pub(super) fn rot13(char: char) -> char {
    let moved = |from: u8| char::from(from + (u8::try_from(char).unwrap() - from + 13) % 26);
    match char {
        'a'..='z' => moved(b'a'),
        'A'..='Z' => moved(b'A'),
        other => other,
    }
}

pub(super) fn hex(text: &str, sign: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{sign}{byte:02x}");
        out
    })
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > three.len() {
                '='
            } else {
                char::from(sign)
            });
        }
    }
    out
}
