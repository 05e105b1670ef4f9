//! The escapes of JSON's strings.

/// What stands behind a backslash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// A character, and the bytes of its escape.
    Char(char, usize),
    /// More has to come before it can be told.
    Open,
    /// No escape.
    None,
}

/// A number in four digits, or how many of them are there.
enum Unit {
    Whole(u16),
    Open,
    None,
}

fn unit(bytes: Option<&[u8]>) -> Unit {
    let bytes = bytes.unwrap_or_default();
    let digits = bytes.get(..bytes.len().min(4)).unwrap_or_default();
    let mut value = 0_u16;
    for digit in digits {
        let Some(digit) = char::from(*digit).to_digit(16) else {
            return Unit::None;
        };
        value = (value << 4) | u16::try_from(digit).unwrap_or(0);
    }
    if digits.len() == 4 {
        Unit::Whole(value)
    } else {
        Unit::Open
    }
}

/// Reads the escape that bytes begin with; at the `last` of them nothing more will come.
pub(super) fn read(bytes: &[u8], last: bool) -> Escape {
    let open = if last { Escape::None } else { Escape::Open };
    let Some(sign) = bytes.get(1) else {
        return open;
    };
    let char = match sign {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            return match unit(bytes.get(2..)) {
                Unit::Whole(first) => pair(first, bytes.get(6..).unwrap_or_default(), last),
                Unit::Open => open,
                Unit::None => Escape::None,
            };
        }
        _ => return Escape::None,
    };
    Escape::Char(char, 2)
}

/// A character, by one number or two; half of one becomes U+FFFD.
fn pair(first: u16, rest: &[u8], last: bool) -> Escape {
    let alone = Escape::Char(
        char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER),
        6,
    );
    if !(0xd800..0xdc00).contains(&first) {
        return alone;
    }
    let second = match rest {
        [] | [b'\\'] if !last => return Escape::Open,
        [b'\\', b'u', digits @ ..] => match unit(Some(digits)) {
            Unit::Whole(second) => second,
            Unit::Open if !last => return Escape::Open,
            _ => return alone,
        },
        _ => return alone,
    };
    match char::decode_utf16([first, second]).next() {
        Some(Ok(char)) => Escape::Char(char, 12),
        _ => alone,
    }
}
