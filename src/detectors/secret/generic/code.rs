//! Names in programs, where a value could stand.

/// The longest path of names, in bytes.
const PATH: usize = 40;
/// The longest of them.
const PIECE: usize = 24;

/// Whether a value without quotes is rather a name: `KEY_ALGO_P256`, `OAuth2Client`, `module.Type2`.
pub(super) fn is_name(value: &[u8]) -> bool {
    is_constant(value) || is_camel(value) || is_path(value)
}

/// Capitals, digits and at least one low line.
pub(super) fn is_constant(value: &[u8]) -> bool {
    opens(value)
        && value.contains(&b'_')
        && value
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
}

/// Words that a capital begins, with few digits between. In a random value small letters do not come in runs so long.
fn is_camel(value: &[u8]) -> bool {
    let small = value
        .iter()
        .filter(|byte| byte.is_ascii_lowercase())
        .count();
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let runs = value
        .chunk_by(|a, b| a.is_ascii_lowercase() == b.is_ascii_lowercase())
        .filter(|run| run.first().is_some_and(u8::is_ascii_lowercase))
        .count();
    value.first().is_some_and(u8::is_ascii_uppercase)
        && value.iter().all(u8::is_ascii_alphanumeric)
        && digits * 5 <= value.len()
        && small >= 3 * runs
        && small * 2 > value.len()
}

/// Names joined by dots.
fn is_path(value: &[u8]) -> bool {
    let mut pieces = value.split(|byte| *byte == b'.');
    value.len() < PATH
        && value.contains(&b'.')
        && pieces.all(|piece| {
            opens(piece)
                && piece.len() < PIECE
                && piece
                    .iter()
                    .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        })
}

fn opens(name: &[u8]) -> bool {
    name.first()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_told_from_random_values() {
        for name in [
            "DOT11_AUTH_ALGO_80211",
            "OAuth2Client",
            "ed25519.Ed25519PrivateKey",
            "GoogleAuth2Provider",
        ] {
            assert!(is_name(name.as_bytes()), "{name}");
        }
        for value in [
            "K9xTq2LmVz7RbN4w",
            "tGzv3JOkF0XG5Qx2",
            "q4.7xKd02mPz",
            "aB3_xY9z",
        ] {
            assert!(!is_name(value.as_bytes()), "{value}");
        }
    }
}
