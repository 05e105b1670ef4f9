//! Numbers and words.

/// Bytes of the longest number.
pub(crate) const LONGEST: usize = 256;

/// Whether a token is a number or a word of JSON.
pub(super) fn is_bare(token: &str) -> bool {
    if matches!(token, "true" | "false" | "null") {
        return true;
    }
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = token.strip_prefix('-').unwrap_or(token);
    let (number, exponent) = match number.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (number, None),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let power = |text: &str| digits(text.strip_prefix(['+', '-']).unwrap_or(text));
    token.len() <= LONGEST
        && digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(power)
}
