//! `name = value`, where the name is a word for a credential and the value looks like one.

mod code;
mod flag;
pub(super) mod joint;
mod judge;
mod words;

use crate::detectors::pii::bytes::Bytes;
use crate::text::json::BORDER;

use super::values::{is_placeholder, is_reference, is_uuid};
use super::{Found, entropy};
use joint::{Joint, joint, value_end};
use judge::{is_wordy, judge, password};
use words::is_innocent;
pub(super) use words::{SERVICES, WORDS, is_listed};

/// The ids that this file gives.
pub(super) const IDS: [&str; 3] = [
    "secret.generic_password",
    "secret.generic_secret",
    "secret.generic_api_key",
];

/// What a word for credentials leads one to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Chosen by people: may be short and plain.
    Password,
    /// Random, and seldom anything else.
    Secret,
    /// Often something else: sorting keys, map keys, tokens of text.
    Key,
    /// Before the value of a header.
    Scheme,
    /// A flag of a command line: `-u name -p value`, `-u name:value`.
    Flag,
    /// A service whose name alone leads its tokens: `wandb: 4f1c...`.
    Service,
}

/// Where the last value was looked for: a name with several words is one name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words {
    seen: usize,
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

impl Words {
    /// The value that belongs to the word at `place`.
    pub(super) fn value(&mut self, bytes: Bytes<'_>, place: usize, word: Word) -> Option<Found> {
        if word == Word::Scheme {
            return self.header(bytes, place);
        }
        if place < self.seen {
            return None;
        }
        match word {
            Word::Service => return service(bytes, place),
            Word::Flag => return flag::value(bytes, place),
            _ => {}
        }
        // `_path` is no personal access token.
        let length = if bytes.has(place, b"_pass") { 5 } else { 4 };
        if bytes.at(place) == b'_' && bytes.at(place + length).is_ascii_alphabetic() {
            return None;
        }
        // `bypass = ...`, `compass: ...`.
        let short =
            bytes.has(place, b"pass") && !b"wp".contains(&bytes.at(place + 4).to_ascii_lowercase());
        if short && bytes.before(place).is_ascii_alphanumeric() {
            return None;
        }
        let (start, end) = name(bytes, place)?;
        if word == Word::Key && !is_hump(bytes, place) {
            return None;
        }
        self.seen = end;
        let name = bytes.slice(start, end);
        // `"AWS::EC2::KeyPair": ...`: the name of a type.
        if bytes.slice(start.saturating_sub(2), start) == b"::" {
            return None;
        }
        if is_innocent(name) {
            return None;
        }
        let (from, joint, quote) = joint(bytes, end)?;
        let loose = matches!(joint, Joint::Loose | Joint::Says);
        let to = value_end(bytes, from, quote);
        let value = bytes.slice(from, to);
        if quote == 0 && value.len() > 12 {
            // What stands in a long value is no name of its own; a short one may be the next word of the name.
            self.seen = self.seen.max(to);
        }
        let address = bytes.at(end) == b'.' && value.contains(&b'/');
        if value.len() < 3 || address || is_reference(value) {
            return None;
        }
        let strong = if contains(name, b"pass") || contains(name, b"pwd") {
            Word::Password
        } else {
            word
        };
        let (score, id, why) = if strong == Word::Password {
            password(bytes, (start, end), (from, to), joint, quote)?
        } else {
            // `newsapi KEY ...`: a word before a bare `key` says whose it is.
            let owner = word_before(bytes, start);
            if is_innocent(owner) {
                return None;
            }
            judge(
                strong,
                name,
                value,
                (if loose { Joint::Loose } else { joint }, quote != 0),
                loose && owner.len() > 2 || owner.len() > 5,
            )?
        };
        if is_placeholder(value) {
            return None;
        }
        self.seen = self.seen.max(to);
        let shown = if strong == Word::Password || value.len() < 20 {
            0
        } else {
            3
        };
        Some(Found {
            start: from,
            end: to,
            id,
            provider: "",
            score,
            why,
            shown,
        })
    }

    /// `Authorization: Bearer ...`.
    fn header(&mut self, bytes: Bytes<'_>, place: usize) -> Option<Found> {
        if bytes.before(place).is_ascii_alphanumeric() {
            return None;
        }
        let basic = bytes.has(place, b"basic ");
        let from = bytes.run(place, 8, |byte| byte != b' ') + 1;
        let to = bytes.run(from, 2_048, |byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
        });
        let value = bytes.slice(from, to);
        let led = contains(bytes.slice(place.saturating_sub(24), place), b"uth")
            || matches!(bytes.before(place), b'"' | b'\'' | BORDER);
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
        let least = if led { 12 } else { 16 };
        let random = value.len() >= least && digits > 0 && entropy::per_byte(value) >= 280
            || basic
                && led
                && value.len() >= 8
                && is_mixed(value)
                && (digits > 0 || value.ends_with(b"="));
        if !random || is_placeholder(value) || !led && digits < 3 {
            return None;
        }
        self.seen = to;
        Some(Found {
            start: from,
            end: to,
            id: "secret.generic_secret",
            provider: "",
            score: 0.7,
            why: "a credential in an authorization header",
            shown: 0,
        })
    }
}

/// The token right after the name of a service: long, with several digits, and neither a word nor a part of a path.
fn service(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    if bytes.before(place).is_ascii_alphanumeric() {
        return None;
    }
    let end = bytes.run(place, 24, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'.'
    });
    let end = bytes.run(end, 1, |byte| byte == b'_');
    // Between them a sign for values, or one space.
    let (from, joint, quote) = joint(bytes, end)?;
    let spaced = from == end + 1 && bytes.at(end) == b' ';
    if joint == Joint::Loose && !spaced {
        return None;
    }
    let to = value_end(bytes, from, quote);
    let value = bytes.slice(from, to);
    let plain = value.iter().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'=')
    });
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = value.iter().any(u8::is_ascii_alphabetic);
    let random = (20..=160).contains(&value.len())
        && digits > 2
        && letters
        && entropy::per_byte(value) >= 300;
    if !plain || !random || is_wordy(value) && !is_uuid(value) || is_placeholder(value) {
        return None;
    }
    Some(Found {
        start: from,
        end: to,
        id: "secret.generic_api_key",
        provider: "",
        score: 0.6,
        why: "a random value after the name of a service",
        shown: 0,
    })
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .any(|each| each.eq_ignore_ascii_case(word))
}

/// The name around a word: at most 40 bytes before and 32 after.
fn name(bytes: Bytes<'_>, place: usize) -> Option<(usize, usize)> {
    let start = bytes.run_back(place, 40, is_name);
    let mut end = bytes.run(place, 32, |byte| {
        byte.is_ascii_alphabetic() || matches!(byte, b'_')
    });
    if bytes.at(end).is_ascii_digit() && end - place < 32 {
        end = bytes.run(end, 2, |byte| byte.is_ascii_digit() || byte == b'_');
    }
    // `private key`, `Auth-User-Service-Key`: a name in several words.
    for _ in 0..3 {
        let next = bytes.run(end + 1, 12, |byte| byte.is_ascii_alphabetic());
        let word = bytes.slice(end + 1, next);
        let goes_on = match bytes.at(end) {
            b' ' => ["key", "token", "secret", "password"]
                .iter()
                .any(|each| word.eq_ignore_ascii_case(each.as_bytes())),
            b'-' => matches!(
                bytes.at(next),
                b'-' | b'=' | b':' | b' ' | b'"' | b'\'' | BORDER
            ),
            _ => false,
        };
        if word.is_empty() || !goes_on {
            break;
        }
        end = next;
    }
    // What goes on in letters or digits beyond that is no name.
    (!bytes.at(end).is_ascii_alphanumeric()).then_some((start, end))
}

/// `key`, `auth` and `access` as a word or a hump of a name, not inside another word.
fn is_hump(bytes: Bytes<'_>, place: usize) -> bool {
    let before = bytes.before(place);
    let first = bytes.at(place);
    let apart =
        !before.is_ascii_alphabetic() || first.is_ascii_uppercase() && before.is_ascii_lowercase();
    let joined = || {
        [
            "api",
            "access",
            "secret",
            "private",
            "app",
            "auth",
            "license",
            "licence",
            "account",
            "client",
            "ssh",
            "encryption",
            "master",
            "signing",
            "admin",
            "service",
            "license",
            "pass",
            "server",
            "consumer",
        ]
        .iter()
        .any(|word| place >= word.len() && bytes.has(place - word.len(), word.as_bytes()))
    };
    let length = if bytes.has(place, b"access") {
        6
    } else if bytes.has(place, b"auth") {
        4
    } else {
        3
    };
    let after = bytes.at(place + length);
    let ends = !after.is_ascii_lowercase()
        || first.is_ascii_uppercase() && bytes.at(place + 1).is_ascii_uppercase()
        || after == b's' && !bytes.at(place + length + 1).is_ascii_lowercase()
        || ["key", "token", "secret", "orization"]
            .iter()
            .any(|word| bytes.has(place + length, word.as_bytes()));
    (apart || joined()) && ends
}

/// The word before a name, on the same line.
fn word_before(bytes: Bytes<'_>, start: usize) -> &[u8] {
    let end = bytes.run_back(start, 2, |byte| matches!(byte, b' ' | b'"' | BORDER));
    bytes.slice(
        bytes.run_back(end, 24, |byte| byte.is_ascii_alphanumeric()),
        end,
    )
}

fn is_mixed(value: &[u8]) -> bool {
    let lower = value.iter().any(u8::is_ascii_lowercase);
    let upper = value.iter().any(u8::is_ascii_uppercase);
    let digit = value.iter().any(u8::is_ascii_digit);
    u8::from(lower) + u8::from(upper) + u8::from(digit) >= 2
}
