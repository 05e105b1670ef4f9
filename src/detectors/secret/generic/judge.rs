//! Whether a value after a word for credentials is one.

use crate::detectors::pii::bytes::Bytes;

use super::super::entropy;
use super::super::values::{is_sequence, is_uuid};
use super::code;
use super::joint::{Joint, is_quote};
use super::{Word, contains};

/// Score, id and reason of a find.
pub(super) type Verdict = Option<(f64, &'static str, &'static str)>;

/// Whether a value is a secret of that kind: score, id, why.
pub(super) fn judge(
    word: Word,
    name: &[u8],
    value: &[u8],
    (joint, quoted): (Joint, bool),
    led: bool,
) -> Verdict {
    let length = value.len();
    if length < 12 {
        return None;
    }
    if quoted && joint == Joint::Sign && contains(name, b"secret") && is_generated(value) {
        return Some((0.6, "secret.generic_secret", WHY));
    }
    if !value.iter().copied().all(is_sign) {
        return None;
    }
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = value
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    let hex = value.iter().all(u8::is_ascii_hexdigit);
    let strong = word == Word::Secret
        || [
            "api", "secret", "access", "private", "auth", "client", "sign", "encrypt", "license",
            "service",
        ]
        .iter()
        .any(|each| contains(name, each.as_bytes()));
    let least = match (joint, strong) {
        (Joint::Sign, true) => 12,
        (Joint::Loose, true) if led => 14,
        _ => 16,
    };
    let random = || {
        entropy::per_byte(value)
            >= if hex {
                250
            } else if length < 24 {
                270
            } else {
                300
            }
    };
    let mixed = quoted && (length >= 24 || strong && length >= 20) || length >= 32;
    // `vatlayerTOKEN`, `browshot key`: whose it is.
    let branded = led || name.len() > 8;
    // Longer than any word of one case.
    let one_case = letters == length
        && branded
        && (strong || led)
        && (quoted || joint == Joint::Loose)
        && is_one_case(value);
    // `abcdefghijklmnopqrst` stands for a token of somebody.
    let sequence = length >= 20 && (branded || strong) && is_sequence(value);
    let only_letters = digits == 0
        && (sequence || hex && length >= 24 || mixed && switches(value) * 3 >= length || one_case);
    let only_digits = letters == 0
        && (strong && (branded || joint == Joint::Sign) && length >= 20
            || branded && joint == Joint::Sign && length >= 24);
    if length < least || letters == 0 && !only_digits || digits == 0 && !only_letters || !random() {
        return None;
    }
    // `TokenStream2`, a call: names in a program.
    let tail = value
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let named = digits > 0 && digits < 3 && tail == digits && length < 24;
    if !quoted && (named || value.contains(&b'(') || !sequence && code::is_name(value)) {
        return None;
    }
    let uuid = is_uuid(value);
    if !uuid && !sequence && is_wordy(value) {
        return None;
    }
    let plain = contains(name, b"key") && !strong;
    let dense =
        sequence || digits * 10 >= length || length >= 32 && entropy::per_byte(value) >= 400;
    let score = match (joint, strong) {
        (Joint::Sign, true) => 0.75,
        (Joint::Sign, false) | (Joint::Loose, true) if dense || only_letters => 0.6,
        (Joint::Loose, false) if dense && (length >= 20 || led && length >= 16) => 0.55,
        _ => 0.45,
    };
    // A hash or a UUID after a bare `key` is rather an index than a secret.
    let bare = plain && name.len() <= 4 && (hex || uuid) && !led;
    let id = if contains(name, b"key") {
        "secret.generic_api_key"
    } else {
        "secret.generic_secret"
    };
    Some((if bare { 0.4 } else { score }, id, WHY))
}

const WHY: &str = "a random value after a word for credentials";

/// Letters and digits with several kinds of signs between them, as a generator of passwords makes them. No white space.
fn is_generated(value: &[u8]) -> bool {
    let signs = b"#@!$%^&*~;`?|{}[]()<>'";
    let kinds = signs.iter().filter(|sign| value.contains(sign)).count();
    let letters = value.iter().filter(|byte| byte.is_ascii_alphabetic());
    kinds > 2
        && letters.count() > 3
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().all(u8::is_ascii_graphic)
}

/// Whether tokens hold the byte.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=_-.~!%:|$@#*&^(".contains(&byte)
}

/// Words joined by signs: `my-service-2`, `NDIS_802_11_MODE`, `module.part.v1`.
pub(super) fn is_wordy(value: &[u8]) -> bool {
    let pieces = || {
        value
            .split(|byte| matches!(byte, b'-' | b'_' | b'.' | b'/' | b':'))
            .filter(|piece| !piece.is_empty())
    };
    let random = |piece: &&[u8]| {
        let digits = piece.iter().filter(|byte| byte.is_ascii_digit()).count();
        piece.len() > 4 && digits > 0 && (digits < piece.len() || piece.len() > 8)
            || piece.len() > 14
    };
    let token = |piece: &[u8]| {
        piece.len() >= 20 && piece.iter().filter(|byte| byte.is_ascii_digit()).count() > 1
    };
    pieces().count() > 2
        && !pieces().any(token)
        && pieces().filter(random).count() * 3 < pieces().count()
}

/// Small letters or capitals alone, and more of them than a word has.
fn is_one_case(value: &[u8]) -> bool {
    value.len() >= 24 && value.iter().all(u8::is_ascii_lowercase)
        || value.len() >= 20 && value.iter().all(u8::is_ascii_uppercase)
}

/// How often small letters and capitals change.
fn switches(value: &[u8]) -> usize {
    value
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() != b.is_ascii_lowercase()))
        .count()
}

/// Whether the value of a password is one: score, id, why.
pub(super) fn password(
    bytes: Bytes<'_>,
    name: (usize, usize),
    span: (usize, usize),
    joint: Joint,
    quote: u8,
) -> Verdict {
    let value = bytes.slice(span.0, span.1);
    let length = value.len();
    let digit = value.iter().any(u8::is_ascii_digit);
    let letter = value.iter().any(u8::is_ascii_alphabetic);
    let sign = value.iter().any(u8::is_ascii_punctuation);
    let space = value.contains(&b' ');
    let word = bytes.slice(name.0, name.1);
    // `password: "Password"` is a label.
    let label = contains(word, value)
        || quote != 0 && value.ends_with(b"Password")
        || value.ends_with(b":")
        || value.starts_with(b"#") && quote != 0;
    if !(3..=128).contains(&length) || label {
        return None;
    }
    let listed = is_in_list(bytes, name.0, span.1);
    let beside_user = contains(bytes.slice(name.0.saturating_sub(96), name.0), b"user");
    if length < 5 && !listed || space && (length > 32 || !digit && (quote == 0 || !beside_user)) {
        return None;
    }
    let plain = value
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.' | b':'));
    let path = value.contains(&b'/') && !digit;
    let port = value
        .split(|byte| *byte == b'/')
        .next()
        .is_some_and(|head| head.len() < length && head.iter().all(u8::is_ascii_digit));
    let code = path
        || port
        || quote == 0 && code::is_constant(value)
        || value.contains(&b'(')
        || value.contains(&b'[')
        || quote == 0 && !listed && value.contains(&b'=')
        || value.windows(2).any(|pair| pair == b"'$" || pair == b"\"$");
    // The end of the line, or a remark.
    let stop = bytes.run(span.1, 8, |byte| byte == b' ');
    let ends =
        matches!(bytes.at(stop), 0 | b'\n' | b'\r') || stop > span.1 && bytes.at(stop) == b'#';
    let score = match (joint, quote != 0, plain) {
        (Joint::Sign, false, _) if listed && !code => 0.65,
        (Joint::Sign, true, false) if !code => 0.75,
        // One of several names in a list.
        (Joint::Sign, true, true) if is_listed_name(bytes, name) => return None,
        (Joint::Sign, true, true) => 0.55,
        (Joint::Sign, false, false) if !code && letter && (digit || sign) => 0.6,
        // A variable of an environment.
        (Joint::Sign, false, true) if ends && !code && is_constant(word) && length > 5 => 0.55,
        (Joint::Sign, false, true)
            if !code && ends && beside_user && !value.contains(&b'.') && length > 5 =>
        {
            0.55
        }
        (Joint::Says, true, _) if !code && !is_state(value) => 0.55,
        (Joint::Loose, true, true) if beside_user && length > 5 && !code => 0.55,
        (Joint::Loose, true, true) => 0.4,
        (Joint::Loose, _, false) if !code && digit && letter && length >= 7 => 0.55,
        _ => return None,
    };
    Some((
        score,
        "secret.generic_password",
        "a value after a word for passwords",
    ))
}

/// `'user', 'password', 'scope'`: a string before the name, a comma behind it.
fn is_listed_name(bytes: Bytes<'_>, name: (usize, usize)) -> bool {
    let open = bytes.run_back(name.0, 2, is_quote);
    let before = bytes.run_back(open, 16, |byte| byte.is_ascii_whitespace());
    let behind = bytes.run(name.1, 2, is_quote);
    bytes.at(behind) == b',' && bytes.before(before) == b',' && is_quote(bytes.before(before - 1))
}

/// What a password is said to be in a message about it.
fn is_state(value: &[u8]) -> bool {
    const STATES: [&[u8]; 16] = [
        b"correct",
        b"empty",
        b"encrypted",
        b"expired",
        b"false",
        b"hashed",
        b"incorrect",
        b"invalid",
        b"missing",
        b"none",
        b"null",
        b"required",
        b"set",
        b"true",
        b"weak",
        b"wrong",
    ];
    STATES.iter().any(|state| value.eq_ignore_ascii_case(state))
}

/// `DB_PASSWORD`: capitals, and at least two pieces.
fn is_constant(name: &[u8]) -> bool {
    name.contains(&b'_') && !name.iter().any(u8::is_ascii_lowercase)
}

/// `...;Password=value;...`: one of the settings of a connection.
fn is_in_list(bytes: Bytes<'_>, start: usize, end: usize) -> bool {
    let before = bytes.slice(start.saturating_sub(64), start);
    let setting = || {
        [
            "user", "uid", "server", "host", "source", "database", "driver",
        ]
        .iter()
        .any(|word| contains(before, word.as_bytes()))
    };
    matches!(bytes.before(start), b';' | b' ' | b'"')
        && before.contains(&b';')
        && before.contains(&b'=')
        && setting()
        && matches!(bytes.at(end), b';' | b'"' | b'\'' | 0)
}
