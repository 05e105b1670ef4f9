//! What a value shows: placeholders, references, UUIDs, checksums.

/// A UUID from `start` on.
fn uuid_at(text: &[u8]) -> bool {
    text.len() >= 36
        && text
            .iter()
            .take(36)
            .enumerate()
            .all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => *byte == b'-',
                _ => byte.is_ascii_alphanumeric(),
            })
}

/// Whether the value is a UUID and no more.
pub(super) fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36 && uuid_at(text)
}

/// Whether the token ends in a UUID, or holds one.
pub(super) fn holds_uuid(text: &[u8]) -> bool {
    (0..text.len().saturating_sub(35)).any(|from| text.get(from..).is_some_and(uuid_at))
}

/// Whether most of a value goes through the alphabet or the digits, as people type what stands for a random value.
pub(super) fn is_sequence(text: &[u8]) -> bool {
    let next = |a: &u8, b: &u8| {
        b.checked_sub(*a) == Some(1) && a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric()
    };
    let ordered: usize = text
        .chunk_by(next)
        .map(<[u8]>::len)
        .filter(|length| *length >= 4)
        .sum();
    ordered * 2 > text.len()
}

/// Words that stand where a secret will be, in lower case.
static STANDS_IN: &[&str] = &[
    "example",
    "placeholder",
    "changeme",
    "change-me",
    "change_me",
    "redacted",
    "your_",
    "your-",
    "yourkey",
    "yourtoken",
    "yoursecret",
    "yourpass",
    "insert",
    "replace",
    "dummy",
    "sample_",
    "xxxx",
    "****",
    "....",
    "<your",
    "todo",
    "notset",
    "not-set",
    "not_set",
    "undefined",
    "hidden",
    "removed",
    "masked",
    "goes here",
    "_here",
    "-here",
    "fake",
];

/// Which first bytes they have.
#[expect(
    clippy::indexing_slicing,
    reason = "a constant with a place for every byte"
)]
static OPENS: [bool; 256] = {
    let mut table = [false; 256];
    let mut place = 0;
    while place < STANDS_IN.len() {
        let first = STANDS_IN[place].as_bytes()[0];
        table[first as usize] = true;
        table[first.to_ascii_uppercase() as usize] = true;
        place += 1;
    }
    table
};

/// Whether a value stands in for a secret, or is one character over and over.
pub(super) fn is_placeholder(text: &[u8]) -> bool {
    let first = text.first().copied().unwrap_or(0);
    if text.iter().all(|byte| *byte == first) {
        return true;
    }
    let head = text.get(..96).unwrap_or(text);
    head.iter().enumerate().any(|(place, byte)| {
        let opens = OPENS.get(usize::from(*byte)).copied().unwrap_or(false);
        let rest = head.get(place..).unwrap_or_default();
        opens
            && STANDS_IN.iter().any(|word| {
                word.as_bytes().first() == Some(&byte.to_ascii_lowercase())
                    && rest
                        .get(..word.len())
                        .is_some_and(|each| each.eq_ignore_ascii_case(word.as_bytes()))
            })
    })
}

/// Whether a value refers to something else: a variable, a call, a template, a path.
pub(super) fn is_reference(text: &[u8]) -> bool {
    let starts = |with: &[u8]| text.starts_with(with);
    let has = |what: &[u8]| text.windows(what.len()).any(|each| each == what);
    starts(b"$")
        && !starts(b"$2")
        && !starts(b"$argon")
        && !starts(b"$1$")
        && !starts(b"$5$")
        && !starts(b"$6$")
        || starts(b"%(")
        || starts(b"%s")
        || starts(b"%{")
        || starts(b"{")
        || starts(b"<")
        || starts(b"[")
        || starts(b"&lt;")
        || starts(b"@")
        || starts(b"/") && !has(b"+")
        || starts(b"./")
        || starts(b"~/")
        || starts(b"http://")
        || starts(b"https://")
        || has(b"${")
        || has(b"$(")
        || has(b"{{")
        || has(b"#{")
        || has(b"<%")
        || has(b"()")
        || has(b"env.")
        || has(b"ENV[")
        || has(b"getenv")
        || has(b"process.env")
        || has(b"os.environ")
        || has(b"::")
        || has(b"->")
}

/// The CRC-32 of everything but the last six characters, in base 62, after the prefix: GitHub's tokens.
pub(super) fn has_crc(token: &[u8]) -> bool {
    const SIGNS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let body = token.get(4..).unwrap_or_default();
    let Some((random, check)) = body
        .len()
        .checked_sub(6)
        .and_then(|cut| body.split_at_checked(cut))
    else {
        return false;
    };
    let mut sum = 0u64;
    for sign in check {
        let Some(value) = SIGNS.iter().position(|each| each == sign) else {
            return false;
        };
        sum = sum * 62 + value as u64;
    }
    sum == u64::from(crc32(random))
}

fn crc32(text: &[u8]) -> u32 {
    let mut state = u32::MAX;
    for byte in text {
        state ^= u32::from(*byte);
        for _ in 0..8 {
            let odd = state & 1;
            state = state >> 1 ^ (0xedb8_8320 * odd);
        }
    }
    !state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_a_token_decides() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        let random = b"abcdefghijklmnopqrstuvwxyz0123";
        let mut value = crc32(random);
        let signs = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut check = [b'0'; 6];
        for slot in check.iter_mut().rev() {
            *slot = signs[(value % 62) as usize];
            value /= 62;
        }
        let mut token = b"ghp_".to_vec();
        token.extend_from_slice(random);
        token.extend_from_slice(&check);
        assert!(has_crc(&token));
        token[9] = b'9';
        assert!(!has_crc(&token));
    }

    #[test]
    fn stand_ins_and_references_are_told() {
        assert!(
            is_placeholder(b"AKIAIOSFODNN7EXAMPLE")
                && is_placeholder(b"aaaaaaaa")
                && !is_placeholder(b"k2J8fh3k")
        );
        assert!(
            is_reference(b"${TOKEN}")
                && is_reference(b"process.env.KEY")
                && !is_reference(b"k2J8fh3k")
        );
        assert!(
            is_uuid(b"3fa85f64-5717-4562-b3fc-2c963f66afa6")
                && !is_uuid(b"3fa85f64-5717-4562-b3fc2c963f66afa61")
        );
    }
}
