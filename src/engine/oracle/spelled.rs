//! A literal in spaced and leet letters, by the rules that `prefilter::spelled` states, tried at every letter.

/// Letters of the shortest literal.
const LEAST: usize = 3;
/// Letters of one that may stand inside a longer word or row.
const LONG: usize = 5;
/// Bytes between two letters at most.
const GAP: usize = 3;
/// Single letters that make a row.
const ROW: usize = 3;
/// Bytes around what looks disguised that are read with it.
const MARGIN: usize = 256;

/// Where the literal stands, and how.
#[derive(Debug)]
pub(super) struct Disguised {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spaced: bool,
    pub(super) leet: bool,
}

/// Every place of a literal in disguise.
pub(super) fn find(view: &[u8], literal: &str) -> Vec<Disguised> {
    if !literal.is_ascii() {
        return Vec::new();
    }
    let letters: Vec<(u8, bool)> = letters(literal);
    let alphabetic = letters.iter().filter(|each| each.0.is_ascii_alphabetic());
    if alphabetic.count() < LEAST {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (from, to) in stretches(view) {
        let row: Vec<usize> = (from..to).filter(|at| is_letter(view, *at)).collect();
        for first in 0..row.len() {
            let places = row.get(first..first + letters.len()).unwrap_or_default();
            if places.is_empty() {
                break;
            }
            let before = first.checked_sub(1).and_then(|at| row.get(at)).copied();
            let after = row.get(first + letters.len()).copied();
            found.extend(judge(view, &letters, places, (before, after)));
        }
    }
    found
}

/// The letters of a literal, each with whether something else stands before it.
fn letters(literal: &str) -> Vec<(u8, bool)> {
    let mut letters = Vec::new();
    let mut gap = false;
    for byte in literal.bytes() {
        if byte.is_ascii_alphanumeric() {
            letters.push((byte.to_ascii_lowercase(), std::mem::take(&mut gap)));
        } else {
            gap = true;
        }
    }
    letters
}

fn judge(
    view: &[u8],
    letters: &[(u8, bool)],
    places: &[usize],
    (before, after): (Option<usize>, Option<usize>),
) -> Option<Disguised> {
    let byte = |at: usize| view.get(at).copied().unwrap_or_default();
    let (first, last) = (*places.first()?, *places.last()?);
    let mut leet = 0;
    for (place, (letter, _)) in places.iter().zip(letters) {
        let sign = byte(*place).to_ascii_lowercase();
        let stands = sign == *letter || !sign.is_ascii_alphabetic() && read(sign) == read(*letter);
        if !stands {
            return None;
        }
        leet += usize::from(sign != *letter);
    }
    let mut gaps: Vec<&[u8]> = Vec::new();
    let mut widest = 0;
    for (two, (_, own)) in places.windows(2).zip(letters.iter().skip(1)) {
        let [one, next] = two else { continue };
        let gap = view.get(one + 1..*next)?;
        if gap.len() > GAP {
            return None;
        }
        widest = widest.max(gap.len());
        if !own {
            gaps.push(gap);
        }
    }
    let spaced = gaps.iter().any(|gap| !gap.is_empty());
    if spaced && gaps.iter().any(|gap| gap.is_empty()) {
        return None;
    }
    let length = letters.len();
    let free = before.is_none_or(|at| at + 1 < first) && after.is_none_or(|at| last + 1 < at);
    let exact = length - leet;
    let right = if spaced {
        let even = gaps.windows(2).all(|two| two.first() == two.last());
        let ends = |next: Option<usize>, own: usize| {
            next.is_none_or(|next| next.abs_diff(own) - 1 > widest || !stands_alone(view, next))
        };
        let whole = even && ends(before, first) && ends(after, last);
        free && (length >= LONG || whole) && 2 * exact >= length && (leet == 0 || length > LEAST)
    } else {
        let enough = if length == LEAST {
            2
        } else {
            length.div_ceil(3)
        };
        let measure = length == LEAST && byte(first).is_ascii_digit();
        leet > 0 && exact >= enough && !measure && (free || length >= LONG)
    };
    right.then_some(Disguised {
        start: first,
        end: last + 1,
        spaced,
        leet: leet > 0,
    })
}

fn is_sign(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'@' | b'$' | b'!' | b'|')
}

/// What is read: the surroundings of words of letters and signs, and of rows of single letters.
fn stretches(view: &[u8]) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut singles = 0;
    let mut at = 0;
    while at < view.len() {
        let word: Vec<u8> = view
            .iter()
            .skip(at)
            .copied()
            .take_while(|byte| byte.is_ascii_alphabetic() || is_sign(*byte))
            .collect();
        if word.is_empty() {
            at += 1;
            continue;
        }
        let end = at + word.len();
        singles = if word.len() == 1 { singles + 1 } else { 0 };
        let mixed = word.iter().any(u8::is_ascii_alphabetic) && word.iter().any(|b| is_sign(*b));
        if mixed || singles >= ROW {
            let (from, to) = (at.saturating_sub(MARGIN), (end + MARGIN).min(view.len()));
            match stretches.last_mut().filter(|last| from <= last.1) {
                Some(last) => last.1 = to,
                None => stretches.push((from, to)),
            }
        }
        at = end;
    }
    stretches
}

fn is_letter(view: &[u8], at: usize) -> bool {
    let beside = |at: Option<usize>| at.and_then(|at| view.get(at)).copied().unwrap_or(b' ');
    let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'@');
    match beside(Some(at)) {
        byte if byte.is_ascii_alphanumeric() => true,
        b'!' | b'|' => word(before) && word(after),
        b'$' => !after.is_ascii_digit() || before.is_ascii_alphabetic(),
        b'@' => !is_address(view, at),
        _ => false,
    }
}

/// A name before it; behind it, within 64 bytes, letters, a dot and two more.
fn is_address(view: &[u8], at: usize) -> bool {
    let letter = |at: usize| {
        view.get(at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
    };
    let more = |at: usize| letter(at) || view.get(at) == Some(&b'.');
    let name = at > 0 && view.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
    name && (at + 2..at + 63)
        .filter(|dot| view.get(*dot) == Some(&b'.'))
        .any(|dot| (at + 1..dot).all(letter) && more(dot + 1) && more(dot + 2))
}

fn stands_alone(view: &[u8], at: usize) -> bool {
    let word = |at: Option<usize>| {
        at.and_then(|at| view.get(at))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    !word(at.checked_sub(1)) && !word(Some(at + 1))
}

/// The letter that a sign is read as; `i` and `l` are one.
fn read(sign: u8) -> u8 {
    match sign.to_ascii_lowercase() {
        b'4' | b'@' => b'a',
        b'8' => b'b',
        b'3' => b'e',
        b'6' | b'9' => b'g',
        b'1' | b'l' | b'!' | b'|' => b'i',
        b'0' => b'o',
        b'5' | b'$' => b's',
        b'7' => b't',
        b'2' => b'z',
        other => other,
    }
}
