//! Which bytes are letters, or stand for one.
#![expect(
    clippy::indexing_slicing,
    reason = "tables of 256 entries indexed by bytes, places inside the text"
)]

pub(super) const OTHER: u8 = 0;
pub(super) const LETTER: u8 = 1;
/// May stand for a letter.
pub(super) const SIGN: u8 = 2;

pub(super) static CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let sign = byte as u8;
        if sign.is_ascii_alphabetic() {
            classes[byte] = LETTER;
        } else if sign.is_ascii_digit() || matches!(sign, b'@' | b'$' | b'!' | b'|') {
            classes[byte] = SIGN;
        }
        byte += 1;
    }
    classes
};

/// Whether a byte counts as a letter where it stands.
pub(super) fn is_letter(bytes: &[u8], at: usize) -> bool {
    let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'$' || byte == b'@';
    match bytes[at] {
        byte if byte.is_ascii_alphanumeric() => true,
        // A mark of exclamation or a bar ends a word more often than it is in one.
        b'!' | b'|' => word(before) && word(after),
        // A price is none.
        b'$' => !after.is_ascii_digit() || before.is_ascii_alphabetic(),
        b'@' => !is_address(bytes, at),
        _ => false,
    }
}

/// Whether an `@` is that of a mail address: a name before it, a dot in the word behind it.
pub(super) fn is_address(bytes: &[u8], at: usize) -> bool {
    let named = at
        .checked_sub(1)
        .is_some_and(|before| bytes[before].is_ascii_alphanumeric());
    if !named {
        return false;
    }
    let domain = bytes[at + 1..]
        .iter()
        .take(64)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    let dot = domain.clone().position(|byte| *byte == b'.');
    dot.is_some_and(|dot| dot > 0 && dot + 2 < domain.count())
}

/// Whether the letter stands by itself.
pub(super) fn is_single(bytes: &[u8], at: usize) -> bool {
    let word = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    !word(at.checked_sub(1)) && !word(Some(at + 1))
}

pub(super) static FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let sign = byte as u8;
        folded[byte] = fold(sign);
        byte += 1;
    }
    folded
};

/// Letters and signs that are read alike become one.
pub(super) const fn fold(sign: u8) -> u8 {
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

/// Whether a sign is read as a letter of a literal; `i` and `l` fold alike and are not.
pub(super) fn stands_for(sign: u8, letter: u8) -> bool {
    sign == letter || !sign.is_ascii_alphabetic() && fold(sign) == fold(letter)
}
