//! Addresses of resources: with a scheme, with `www.`, or a bare host name whose last label is known.

use super::bytes::Bytes;
use super::context::tag;
use super::email::domain_end;
use super::hosts::is_doubtful;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::why;

/// The longest address that is read, in bytes.
const LONGEST: usize = 900;
static SCHEMES: &[&[u8]] = &[
    b"http", b"https", b"ftp", b"ftps", b"sftp", b"ssh", b"ws", b"wss", b"git", b"file", b"s3",
    b"gs", b"ldap", b"ldaps", b"rtsp", b"rtmp", b"smb", b"magnet", b"irc", b"ircs", b"svn",
    b"hxxp", b"hxxps",
];

/// At a `:` before a `/`.
pub(super) fn scheme(scan: &mut Scan<'_>, place: usize) -> usize {
    let bytes = scan.bytes;
    let start = bytes.run_back(place, 12, |byte| byte.is_ascii_alphanumeric());
    let name = bytes.slice(start, place);
    if bytes.at(place + 2) != b'/' || !SCHEMES.iter().any(|each| each.eq_ignore_ascii_case(name)) {
        return place + 1;
    }
    let body = place + 3;
    if place < scan.address_end {
        // Inside an address that was read already.
        return body;
    }
    let end = address_end(bytes, body);
    scan.address_end = end;
    if !names_a_host(bytes, body, end) {
        return body;
    }
    let of = Opinion {
        base: 0.9,
        named: false,
        denied: false,
    };
    if scan.kinds.has(Kind::Url) {
        scan.note(
            Kind::Url,
            (start, end),
            why!("a scheme and a host name"),
            of,
        );
    }
    scan.url_end = end;
    body
}

/// Whether what follows the scheme starts with a host: a name with a dot, `localhost`, an IP address.
fn names_a_host(bytes: Bytes<'_>, body: usize, end: usize) -> bool {
    let authority = bytes
        .run(body, LONGEST, |byte| !matches!(byte, b'/' | b'?' | b'#'))
        .min(end);
    let host = bytes
        .slice(body, authority)
        .iter()
        .rposition(|byte| *byte == b'@')
        .map_or(body, |at| body + at + 1);
    let name_end = bytes.run(host, 253, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') || byte >= 0x80
    });
    let name = bytes.slice(host, name_end.min(end));
    let last = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    name.eq_ignore_ascii_case(b"localhost")
        || bytes.at(host) == b'['
        || domain_end(bytes, host).is_some()
        || name.len() > last.len()
            && last.len() > 1
            && last
                .iter()
                .any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
        || name.split(|byte| *byte == b'.').count() == 4
            && name
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// Where an address ends: at a space or a sign that addresses do not hold, and not in closing punctuation.
fn address_end(bytes: Bytes<'_>, start: usize) -> usize {
    let stop = |byte: u8| {
        byte <= b' '
            || byte >= 0x7f
            || matches!(
                byte,
                b'<' | b'>' | b'"' | b'`' | b'{' | b'}' | b'|' | b'\\' | b'^'
            )
    };
    let mut end = bytes.run(start, LONGEST, |byte| !stop(byte));
    let count = |sign: u8| {
        bytes
            .slice(start, end)
            .iter()
            .filter(|byte| **byte == sign)
            .fold(0, |sum: usize, _| sum + 1)
    };
    let mut unopened = count(b')').saturating_sub(count(b'('));
    let bracketed = count(b'[') > 0;
    while end > start {
        let cut = match bytes.before(end) {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' => true,
            b')' if unopened > 0 => {
                unopened -= 1;
                true
            }
            b']' => !bracketed,
            _ => false,
        };
        if !cut {
            break;
        }
        end -= 1;
    }
    end
}

/// At a `.`: a host name without a scheme. Gives the place to go on.
pub(super) fn dot(scan: &mut Scan<'_>, place: usize) -> usize {
    let bytes = scan.bytes;
    if !scan.kinds.has(Kind::Url)
        || place < scan.url_end
        || !bytes.at(place + 1).is_ascii_alphanumeric()
        || !bytes.before(place).is_ascii_alphanumeric()
    {
        return place + 1;
    }
    let start = bytes.run_back(place, 63, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'-'
    });
    if matches!(
        bytes.before(start),
        b'@' | b'.' | b'/' | b'_' | b'\\' | b'$' | b'%' | b'#' | b'-'
    ) {
        return place + 1;
    }
    let Some((host, known)) = domain_end(bytes, start) else {
        return place + 1;
    };
    if !known || matches!(bytes.at(host), b'@' | b'(' | b'_' | b'=' | b'[') {
        return host;
    }
    let last = bytes.run_back(host, 24, |byte| byte != b'.');
    let path = bytes.at(host) == b'/';
    let end = if path || matches!(bytes.at(host), b':' | b'?' | b'#') {
        address_end(bytes, start)
    } else {
        host
    };
    let www = bytes.has(start, b"www.");
    let near = scan.context.near(start, end);
    let doubtful = is_doubtful(bytes.slice(last, host));
    let time = bytes
        .slice(start, host)
        .first()
        .is_some_and(u8::is_ascii_digit)
        && host - start < 6;
    let of = Opinion {
        base: match (www, doubtful) {
            (true, _) => 0.9,
            (false, false) if !time => 0.6,
            _ if path && !time => 0.55,
            _ => 0.3,
        },
        named: near.any(tag::URL),
        denied: time,
    };
    scan.note(
        Kind::Url,
        (start, end),
        why!("a host name with a known last label"),
        of,
    );
    scan.url_end = scan.url_end.max(end);
    end
}
