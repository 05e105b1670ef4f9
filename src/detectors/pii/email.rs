//! E-mail addresses, internationalised ones included.

use crate::detectors::pii::why::why;
use crate::text::json::BORDER;

use super::bytes::Bytes;
use super::hosts::{is_file_ending, is_top_level};
use super::kinds::Kind;
use super::scan::{Opinion, Scan};

const LOCAL: usize = 64;
const DOMAIN: usize = 253;

/// At an `@`. Gives the place to go on.
pub(super) fn at(scan: &mut Scan<'_>, place: usize) -> usize {
    let bytes = scan.bytes;
    let Some(start) = local_start(bytes, place) else {
        return place + 1;
    };
    let (end, opinion) = if bytes.at(place + 1) == b'[' {
        match literal_end(bytes, place + 2) {
            Some(end) => (end, 0.8),
            None => return place + 1,
        }
    } else {
        match domain_end(bytes, place + 1) {
            Some((end, known)) => (end, if known { 0.9 } else { 0.6 }),
            None => return place + 1,
        }
    };
    if is_user_info(bytes, start) {
        return place + 1;
    }
    let of = Opinion {
        base: if is_remote(bytes, start, place, end) {
            0.3
        } else {
            opinion
        },
        named: false,
        denied: false,
    };
    scan.note(
        Kind::Email,
        (start, end),
        why!("the form of an e-mail address"),
        of,
    );
    end
}

/// `https://user:word@host`: not an address.
fn is_user_info(bytes: Bytes<'_>, start: usize) -> bool {
    let from = bytes.run_back(start, LOCAL, |byte| {
        !byte.is_ascii_whitespace() && byte != b'@' && byte != BORDER
    });
    bytes
        .slice(from, start)
        .windows(3)
        .any(|each| each == b"://")
}

/// `git@host:path`: a place, not a person.
fn is_remote(bytes: Bytes<'_>, start: usize, place: usize, end: usize) -> bool {
    bytes.slice(start, place) == b"git" && bytes.at(end) == b':'
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'.' | b'_' | b'%' | b'+' | b'-' | b'\'' | b'!' | b'$' | b'^' | b'~'
        )
}

/// Where the part before the `@` starts: at least one letter or digit, no empty piece between dots.
fn local_start(bytes: Bytes<'_>, place: usize) -> Option<usize> {
    let ascii = bytes.run_back(place, LOCAL, is_local);
    let mut start = bytes.run_back(place, LOCAL, |byte| is_local(byte) || byte >= 0x80);
    if start < ascii && ascii < place {
        // Scripts without spaces run into what follows them: only letters that go with Latin ones are kept.
        let beyond = std::str::from_utf8(bytes.slice(start, ascii)).ok();
        let foreign = beyond.is_none_or(|text| text.chars().any(is_unspaced));
        if foreign {
            start = ascii;
        }
    }
    while start < place
        && !(bytes.at(start).is_ascii_alphanumeric()
            || bytes.at(start) >= 0x80
            || bytes.at(start) == b'_')
    {
        if bytes.at(start) == b'.' && !bytes.slice(start, place).starts_with(b"...") {
            return None;
        }
        start += if bytes.at(start) == b'.' { 3 } else { 1 };
    }
    // Not in the middle of a character, when the bound cut one.
    while start < place && bytes.at(start) & 0xc0 == 0x80 {
        start += 1;
    }
    let local = bytes.slice(start, place);
    let empty =
        local.is_empty() || local.ends_with(b".") || local.windows(2).any(|each| each == b"..");
    (!empty).then_some(start)
}

/// Chinese, Japanese, Korean, Thai and their like.
fn is_unspaced(letter: char) -> bool {
    matches!(u32::from(letter), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x9fff | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x20000..)
}

/// Where a host name ends, and whether its last label is known.
pub(super) fn domain_end(bytes: Bytes<'_>, start: usize) -> Option<(usize, bool)> {
    let ascii = bytes.at(start) < 0x80;
    let limit = start + DOMAIN;
    let mut at = start;
    let mut best = None;
    loop {
        let keep =
            |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' || byte >= 0x80;
        let mut label = bytes.run(at, 64, keep);
        if ascii && !bytes.slice(at, label).is_ascii() {
            // `a@b.com` runs into a script without spaces; other letters belong to the name.
            label = cut_unspaced(bytes, at, label);
        }
        while label > at && bytes.before(label) == b'-' {
            label -= 1;
        }
        if label == at
            || label > limit
            || bytes.at(at) == b'-'
            || bytes.slice(at, label).contains(&b'_')
        {
            break;
        }
        // A name alone is no host.
        if at == start && bytes.at(label) != b'.' {
            return None;
        }
        let text = bytes.slice(at, label);
        if at > start && is_last_label(text) {
            best = Some((label, is_top_level(text)));
        } else {
            best = None;
        }
        if bytes.at(label) != b'.' || !(keep(bytes.at(label + 1))) {
            break;
        }
        at = label + 1;
    }
    // `name@2x.png` is a file.
    let file = |end: usize| {
        let dot = bytes.run_back(end, 64, |byte| byte != b'.');
        is_file_ending(bytes.slice(dot, end))
    };
    best.filter(|(end, _)| {
        !file(*end) && !bytes.at(*end).is_ascii_alphanumeric() && bytes.at(*end) != b'_'
    })
}

fn cut_unspaced(bytes: Bytes<'_>, start: usize, end: usize) -> usize {
    let Ok(text) = std::str::from_utf8(bytes.slice(start, end)) else {
        return bytes.run(start, 64, |byte| {
            byte < 0x80 && (byte.is_ascii_alphanumeric() || byte == b'-')
        });
    };
    text.char_indices()
        .find(|(_, letter)| is_unspaced(*letter))
        .map_or(end, |(place, _)| start + place)
}

fn is_last_label(label: &[u8]) -> bool {
    let letters = label
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    (2..=24).contains(&label.len()) && letters
        || label.len() > 4
            && label
                .get(..4)
                .is_some_and(|head| head.eq_ignore_ascii_case(b"xn--"))
}

/// `[129.126.118.1]`, from after the bracket.
fn literal_end(bytes: Bytes<'_>, start: usize) -> Option<usize> {
    let end = bytes.run(start, 48, |byte| {
        byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'I' | b'P' | b'v')
    });
    let body = bytes.slice(start, end);
    let dots = body.split(|byte| *byte == b'.').count();
    (bytes.at(end) == b']' && (dots == 4 || body.contains(&b':'))).then_some(end + 1)
}
