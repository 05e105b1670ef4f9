//! The tags of HTML, by their grammar: what is no tag (`a < b`, `Vec<u8, A>`) is none here.

use super::seen::Seen;
use crate::text::json::BORDER;

/// Bytes of a tag, or of the address of a link, at most.
pub(super) const LONG: usize = 256;

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Element {
    /// It begins a line.
    Block,
    /// It stands within a line.
    Inline,
    /// A name that no element has, or that shows nothing.
    Other,
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag {
    pub(super) length: usize,
    pub(super) closes: bool,
    pub(super) element: Element,
}

/// The tag that a text begins with.
pub(super) fn tag(text: &[u8]) -> Seen<Tag> {
    let closes = text.get(1) == Some(&b'/');
    let name = 1 + usize::from(closes);
    let ended = text.len() <= LONG;
    let byte = |at: usize| text.get(at).copied().filter(|_| at < LONG);
    let beyond = if ended { Seen::Open } else { Seen::Not };
    match byte(name) {
        None => return beyond,
        Some(first) if !first.is_ascii_alphabetic() => return Seen::Not,
        Some(_) => {}
    }
    let skip = |from: usize, keep: fn(u8) -> bool| {
        let rest = text.get(from..text.len().min(LONG)).unwrap_or_default();
        from + rest
            .iter()
            .position(|byte| !keep(*byte))
            .unwrap_or(rest.len())
    };
    let end = skip(name, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':')
    });
    let element = element(text.get(name..end).unwrap_or_default());
    let mut at = end;
    loop {
        let next = skip(at, |byte| byte.is_ascii_whitespace());
        let spaced = next > at || at > end;
        match byte(next) {
            None => return beyond,
            Some(b'>') => {
                return Seen::Is(Tag {
                    length: next + 1,
                    closes,
                    element,
                });
            }
            Some(b'/') => at = next + 1,
            Some(first) if spaced && is_name(first) => {
                at = skip(next, is_name);
                let equals = skip(at, |byte| byte.is_ascii_whitespace());
                match byte(equals) {
                    None => return beyond,
                    Some(b'=') => {}
                    Some(_) => continue,
                }
                let value = skip(equals + 1, |byte| byte.is_ascii_whitespace());
                at = match byte(value) {
                    None => return beyond,
                    Some(b'"') => skip(value + 1, |byte| !matches!(byte, b'"' | BORDER)) + 1,
                    Some(b'\'') => skip(value + 1, |byte| !matches!(byte, b'\'' | BORDER)) + 1,
                    Some(_) => match skip(value, is_value) {
                        end if end == value => return Seen::Not,
                        end => end,
                    },
                };
                if text.get(at - 1) == Some(&BORDER) {
                    return Seen::Not;
                }
            }
            Some(_) => return Seen::Not,
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_' | b'@')
}

fn is_value(byte: u8) -> bool {
    byte > b' '
        && !matches!(
            byte,
            b'"' | b'\'' | b'<' | b'=' | b'>' | b'`' | BORDER | 0x7f
        )
}

fn element(name: &[u8]) -> Element {
    const LONGEST: usize = 10;
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..name.len()) else {
        return Element::Other;
    };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    match &*lower {
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"br" | b"caption"
        | b"dd" | b"details" | b"div" | b"dl" | b"dt" | b"figure" | b"footer" | b"form" | b"h1"
        | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"header" | b"hr" | b"html"
        | b"legend" | b"li" | b"main" | b"nav" | b"ol" | b"option" | b"p" | b"pre" | b"script"
        | b"section" | b"select" | b"style" | b"summary" | b"table" | b"tbody" | b"td"
        | b"textarea" | b"tfoot" | b"th" | b"thead" | b"title" | b"tr" | b"ul" => Element::Block,
        b"a" | b"abbr" | b"acronym" | b"b" | b"bdi" | b"bdo" | b"big" | b"cite" | b"code"
        | b"data" | b"del" | b"dfn" | b"em" | b"font" | b"i" | b"img" | b"ins" | b"kbd"
        | b"label" | b"mark" | b"nobr" | b"q" | b"s" | b"samp" | b"small" | b"span" | b"strike"
        | b"strong" | b"sub" | b"sup" | b"time" | b"tt" | b"u" | b"var" | b"wbr" => Element::Inline,
        _ => Element::Other,
    }
}
