//! Tokens without a mark of their own: the word for who issued one stands before it, and it has the length and the letters that
//! this provider's have (`datadog_api_key = ...`).

use crate::detectors::pii::bytes::Bytes;
use crate::text::json::{BORDER, BRACKET};

mod table;

pub(super) use table::{PROVIDERS, Provider};

use super::generic::is_listed;
use super::values::is_placeholder;
use super::{Found, entropy, shape};

/// How far behind the word its token may begin.
pub(super) const SPAN: usize = 72;
/// Pieces of a name between them.
const PIECES: usize = 6;

/// The token behind the word at `place`.
pub(super) fn token(bytes: Bytes<'_>, place: usize, provider: &Provider) -> Option<Found> {
    if bytes.before(place).is_ascii_alphanumeric() && !is_option(bytes, place) {
        return None;
    }
    let first = place + provider.word.len();
    let (mut at, mut named, mut signed, mut lines) = (first, false, false, 0);
    for _ in 0..PIECES {
        // The rest of a name, or the signs between.
        let piece = bytes.run(at, 64, |byte| byte.is_ascii_alphanumeric());
        if piece > at {
            let word = bytes.slice(at, piece);
            if is_listed(word) || word.len() > 24 {
                return None;
            }
            named |= is_credential(word);
        }
        let signs = bytes.run(piece, 12, is_between);
        let between = bytes.slice(piece, signs);
        signed |= between
            .iter()
            .any(|byte| matches!(byte, b'=' | b':' | b'>' | b','));
        for byte in between {
            lines += usize::from(*byte == b'\n');
        }
        if signs == piece || lines > 2 || signs > place + SPAN {
            return None;
        }
        at = signs;
        if !(signed || named || provider.bare) {
            continue;
        }
        let fits = |shape: &&str| shape::verify(bytes, shape, at, &mut 0);
        if let Some(span) = provider.shapes.iter().find_map(fits) {
            return judged(bytes, provider, span, named);
        }
    }
    None
}

fn judged(
    bytes: Bytes<'_>,
    provider: &Provider,
    span: (usize, usize),
    named: bool,
) -> Option<Found> {
    let value = bytes.slice(span.0, span.1);
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = value.iter().any(u8::is_ascii_alphabetic);
    let random = entropy::per_byte(value) >= if value.len() < 20 { 200 } else { 260 };
    let mixed = digits > 1 && letters || named && (digits > 0 || value.len() >= 24);
    if is_placeholder(value) || !random || !mixed {
        return None;
    }
    Some(Found {
        start: span.0,
        end: span.1,
        id: provider.id,
        provider: provider.name,
        score: if named || provider.bare { 0.7 } else { 0.6 },
        why: "the form of a token after its provider's name",
        shown: 0,
    })
}

/// `-Dsonar.login`: a setting of a command line.
fn is_option(bytes: Bytes<'_>, place: usize) -> bool {
    bytes.before(place) == b'D' && bytes.before(place - 1) == b'-'
}

fn is_credential(word: &[u8]) -> bool {
    [
        "key", "token", "secret", "access", "private", "auth", "api", "cred", "pass", "login",
        "bearer", "pat", "license",
    ]
    .iter()
    .any(|each| {
        word.windows(each.len())
            .any(|part| part.eq_ignore_ascii_case(each.as_bytes()))
    })
}

fn is_between(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t'
            | b'\n'
            | b'\r'
            | b'"'
            | b'\''
            | b'`'
            | b'='
            | b':'
            | b'>'
            | b','
            | b'_'
            | b'-'
            | b'.'
            | b'['
            | b'{'
            | b'('
            | b'/'
            | b'*'
            | b'|'
            | b'\\'
            | BORDER
            | BRACKET
    )
}

#[cfg(test)]
mod tests {
    use super::{PROVIDERS, Provider, token};
    use crate::detectors::pii::bytes::Bytes;

    fn found(provider: &Provider, text: &str) -> Option<String> {
        let place = text.to_lowercase().find(provider.word)?;
        let found = token(Bytes(text.as_bytes()), place, provider)?;
        Some(text.get(found.start..found.end)?.to_owned())
    }

    /// A token of a shape, and whether it can be one character short of it.
    fn example(shape: &str) -> String {
        crate::detectors::secret::tests::tokens(shape).0
    }

    #[test]
    fn each_provider_has_what_matches_and_what_does_not() {
        for provider in PROVIDERS {
            for shape in provider.shapes {
                let value = example(shape);
                let text = format!("{}_api_key = \"{value}\"", provider.word);
                let got = found(provider, &text);
                assert!(got.is_some_and(|got| value.starts_with(&got)), "{text}");
                // Without the name of the provider beside it, it is none of its tokens; nor are hashes and identifiers.
                for name in ["commit_hash", "client_id", "url"] {
                    let text = format!("{}_{name} = \"{value}\"", provider.word);
                    assert_eq!(found(provider, &text), None, "{text}");
                }
            }
            let prose = format!(
                "{} is a service that many people use every day",
                provider.word
            );
            assert_eq!(found(provider, &prose), None, "{prose}");
        }
    }
}
