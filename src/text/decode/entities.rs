//! Entities of HTML.

use super::escapes::hex;

/// Characters with a name that stand for themselves otherwise, so that a value is hidden by writing them so.
const NAMED: [(&[u8], char); 42] = [
    (b"amp", '&'),
    (b"lt", '<'),
    (b"gt", '>'),
    (b"quot", '"'),
    (b"apos", '\''),
    (b"nbsp", ' '),
    (b"commat", '@'),
    (b"period", '.'),
    (b"comma", ','),
    (b"colon", ':'),
    (b"semi", ';'),
    (b"sol", '/'),
    (b"bsol", '\\'),
    (b"num", '#'),
    (b"hyphen", '-'),
    (b"dash", '-'),
    (b"lowbar", '_'),
    (b"plus", '+'),
    (b"equals", '='),
    (b"dollar", '$'),
    (b"percnt", '%'),
    (b"excl", '!'),
    (b"quest", '?'),
    (b"ast", '*'),
    (b"midast", '*'),
    (b"lpar", '('),
    (b"rpar", ')'),
    (b"lsqb", '['),
    (b"rsqb", ']'),
    (b"lcub", '{'),
    (b"rcub", '}'),
    (b"verbar", '|'),
    (b"grave", '`'),
    (b"Tab", '\t'),
    (b"NewLine", '\n'),
    (b"shy", '\u{ad}'),
    (b"zwnj", '\u{200c}'),
    (b"zwj", '\u{200d}'),
    (b"lrm", '\u{200e}'),
    (b"rlm", '\u{200f}'),
    (b"NoBreak", '\u{2060}'),
    (b"ZeroWidthSpace", '\u{200b}'),
];

/// Behind `&`: a number or a name, with its semicolon (browsers forgive numbers without one).
pub(super) fn entity(rest: &[u8]) -> Option<(char, usize)> {
    let run = |from: usize, most: usize, keep: fn(&u8) -> bool| {
        let digits = rest.get(from..(from + most).min(rest.len()))?;
        let length = digits
            .iter()
            .position(|byte| !keep(byte))
            .unwrap_or(digits.len());
        digits.get(..length).filter(|digits| !digits.is_empty())
    };
    let (value, end) = match rest {
        [b'#', b'x' | b'X', ..] => {
            let digits = run(2, 8, u8::is_ascii_hexdigit)?;
            (hex(digits)?, 2 + digits.len())
        }
        [b'#', ..] => {
            let digits = run(1, 8, u8::is_ascii_digit)?;
            let value = digits
                .iter()
                .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
            (value, 1 + digits.len())
        }
        _ => {
            let name = run(0, 14, u8::is_ascii_alphabetic)?;
            let (_, char) = NAMED.iter().find(|(each, _)| *each == name)?;
            return (rest.get(name.len()) == Some(&b';')).then_some((*char, name.len() + 1));
        }
    };
    let char = char::from_u32(value)?;
    Some((char, end + usize::from(rest.get(end) == Some(&b';'))))
}
