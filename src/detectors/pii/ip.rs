//! IPv4 and IPv6 addresses, and the hardware addresses that look alike.

use super::bytes::Bytes;
use super::context::{Near, tag};
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::why;

/// IPv4 at the start of a run of digits: the end of the address, or of the dotted number that is none.
pub(super) enum Dotted {
    Address(usize),
    Other(usize),
    No,
}

/// Reads four numbers with dots between them.
pub(super) fn dotted(bytes: Bytes<'_>, start: usize) -> Dotted {
    let mut at = start;
    let (mut parts, mut fits) = (0, true);
    loop {
        let end = bytes.run(at, 20, |byte| byte.is_ascii_digit());
        let value = bytes.slice(at, end).iter().fold(0u32, |sum, byte| {
            (sum * 10 + u32::from(byte - b'0')).min(999)
        });
        fits &= end - at <= 3 && value <= 255;
        parts += 1;
        at = end;
        if parts > 8 || bytes.at(at) != b'.' || !bytes.at(at + 1).is_ascii_digit() {
            break;
        }
        at += 1;
    }
    let before = bytes.before(start);
    let joined = is_name(before) || matches!(before, b'.' | b'@') || is_name(bytes.at(at));
    match (parts, fits && !joined) {
        (4, true) => Dotted::Address(at),
        (4.., _) => Dotted::Other(at),
        _ => Dotted::No,
    }
}

/// Notes an IPv4 address.
pub(super) fn note_v4(scan: &mut Scan<'_>, start: usize, end: usize) {
    let bytes = scan.bytes;
    let near = scan.context.near(start, end);
    let address = bytes.slice(start, end);
    let octets = || address.split(|byte| *byte == b'.');
    let short = octets().all(|octet| octet.len() == 1);
    let padded = octets().any(|octet| octet.len() > 1 && octet.starts_with(b"0"));
    let local = address.starts_with(b"10.")
        || address.starts_with(b"127.")
        || address.starts_with(b"192.168.");
    let round = address.ends_with(b".0.0") && !local;
    let product = bytes.before(start) == b'/' && bytes.before(start - 1) != b'/'
        || bytes.before(start) == b'-';
    let whole = start == 0 && end == bytes.len();
    let of = Opinion {
        base: if (short || padded || round || product) && !whole {
            0.4
        } else {
            0.75
        },
        named: near.any(tag::IP) && !near.named(tag::VERSION) || bytes.at(end) == b'/' && !product,
        denied: near.any(tag::VERSION),
    };
    scan.note(
        Kind::Ip,
        (start, end),
        why!("four octets of an IPv4 address"),
        of,
    );
}

/// At a `:` that starts no scheme: IPv6, or a hardware address. Gives the place to go on.
pub(super) fn colon(scan: &mut Scan<'_>, place: usize) -> usize {
    let bytes = scan.bytes;
    let hex = |byte: u8| byte.is_ascii_hexdigit();
    let start = bytes.run_back(place, 5, hex);
    let opens = hex(bytes.at(place + 1)) || bytes.at(place + 1) == b':';
    // The first colon of a run looks at all of it.
    if !opens || place - start > 4 || bytes.before(start) == b':' {
        return place + 1;
    }
    let end = bytes.run(place, 64, |byte| {
        byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')
    });
    let mut stop = end;
    while stop > place
        && (bytes.before(stop) == b'.'
            || bytes.before(stop) == b':' && bytes.before(stop - 1) != b':')
    {
        stop -= 1;
    }
    let free = !is_name(bytes.before(start)) && !is_name(bytes.at(end));
    if !free {
        return place + 1;
    }
    let text = bytes.slice(start, stop);
    if is_mac(text, b':') {
        note_mac(scan, start, stop);
        return stop;
    }
    if let Some(groups) = v6_groups(text) {
        note_v6(scan, start, stop, groups);
        return stop;
    }
    place + 1
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// How many groups an IPv6 address spells; none when it is not one.
fn v6_groups(text: &[u8]) -> Option<usize> {
    let gaps = text.windows(2).filter(|pair| *pair == b"::").count();
    let shortened = gaps == 1 && !text.windows(3).any(|each| each == b":::");
    if gaps > 1 || gaps == 1 && !shortened {
        return None;
    }
    let mut groups = 0;
    let mut pieces = text.split(|byte| *byte == b':').peekable();
    while let Some(piece) = pieces.next() {
        if piece.contains(&b'.') {
            let dotted =
                matches!(dotted(Bytes(piece), 0), Dotted::Address(end) if end == piece.len());
            if pieces.peek().is_some() || !dotted {
                return None;
            }
            groups += 2;
        } else if piece.len() > 4 {
            return None;
        } else {
            groups += usize::from(!piece.is_empty());
        }
    }
    let outer = text.starts_with(b":") && !text.starts_with(b"::")
        || text.ends_with(b":") && !text.ends_with(b"::");
    let whole = if shortened { groups <= 7 } else { groups == 8 };
    (whole && !outer).then_some(groups)
}

fn note_v6(scan: &mut Scan<'_>, start: usize, end: usize, groups: usize) {
    let bytes = scan.bytes;
    let text = bytes.slice(start, end);
    let near: Near = scan.context.near(start, end);
    let first = text.split(|byte| *byte == b':').next().unwrap_or_default();
    let routed = first.len() == 4
        && matches!(first.first(), Some(b'2' | b'3' | b'f' | b'F'))
        && text.iter().any(u8::is_ascii_digit);
    let of = Opinion {
        base: match groups {
            8 => 0.9,
            _ if text.contains(&b'.') => 0.8,
            4.. => 0.7,
            2.. if routed => 0.7,
            // `f32::f64`, `::`, `a::b` are rather names in a program.
            _ if text == b"::" => 0.25,
            _ if text == b"::1" || routed => 0.55,
            _ => 0.35,
        },
        named: near.any(tag::IP),
        denied: false,
    };
    // A zone (`%eth0`) belongs to the address.
    let mut stop = end;
    if bytes.at(end) == b'%' && bytes.at(end + 1).is_ascii_alphanumeric() {
        stop = bytes.run(end + 1, 16, |byte| byte.is_ascii_alphanumeric());
    }
    scan.note(
        Kind::Ip,
        (start, stop),
        why!("the groups of an IPv6 address"),
        of,
    );
}

/// Six pairs of hexadecimal digits.
fn is_mac(text: &[u8], sign: u8) -> bool {
    text.len() == 17
        && text.iter().enumerate().all(|(place, byte)| {
            if place % 3 == 2 {
                *byte == sign
            } else {
                byte.is_ascii_hexdigit()
            }
        })
}

fn note_mac(scan: &mut Scan<'_>, start: usize, end: usize) {
    let near = scan.context.near(start, end);
    let digits = scan
        .bytes
        .slice(start, end)
        .iter()
        .filter(|byte| byte.is_ascii_digit())
        .count();
    let of = Opinion {
        base: if digits == 12 { 0.5 } else { 0.75 },
        named: near.any(tag::MAC | tag::IP),
        denied: false,
    };
    scan.note(
        Kind::Mac,
        (start, end),
        why!("six pairs of a hardware address"),
        of,
    );
}

/// `00-1a-2b-3c-4d-5e` or `001a.2b3c.4d5e` around a token that holds a digit. Gives the end.
pub(super) fn mac_around(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    let bytes = scan.bytes;
    let from = bytes.run_back(start, 15, |byte| {
        byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'.')
    });
    let end = bytes.run(from, 20, |byte| {
        byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'.')
    });
    let text = bytes.slice(from, end);
    let cisco = text.len() == 14
        && text.iter().enumerate().all(|(place, byte)| {
            if place % 5 == 4 {
                *byte == b'.'
            } else {
                byte.is_ascii_hexdigit()
            }
        });
    if (is_mac(text, b'-') || cisco && text.iter().any(u8::is_ascii_alphabetic))
        && !is_name(bytes.before(from))
        && !is_name(bytes.at(end))
    {
        note_mac(scan, from, end);
        return Some(end);
    }
    None
}
