//! How much of a text that goes on has its final view.

use super::characters::{Kind, is_jamo, kind};

/// Characters of a word that are judged together, and some.
const WORD: usize = 160;
/// Bytes in which a word's neighbour is looked for.
const NEIGHBOURHOOD: usize = 64;

/// The first byte whose view, or what belongs to it, may still change when the text goes on: the last character may take
/// marks, a word in letters beyond ASCII is read as a whole and by the word behind it.
pub(crate) fn settled(text: &str) -> usize {
    let mut chars = text.char_indices().rev().peekable();
    let Some(mut at) = chars
        .by_ref()
        .find(|(_, char)| !joins(*char))
        .map(|(at, _)| at)
    else {
        return 0;
    };
    let mut ascii = text.get(at..).is_some_and(str::is_ascii);
    let mut alphabetic = text.get(at..).is_some_and(has_letter);
    if alphabetic || !ascii {
        let mut start = at;
        for _ in 0..WORD {
            let Some((place, char)) =
                chars.next_if(|(_, char)| !char.is_ascii() || char.is_ascii_alphanumeric())
            else {
                break;
            };
            start = place;
            ascii &= char.is_ascii();
            alphabetic |= char.is_alphabetic();
        }
        if !ascii {
            at = start;
        }
    }
    if alphabetic {
        return at;
    }
    // Nothing but signs so far behind the last word: it may still be read by the one that follows.
    while let Some((place, char)) = chars.next() {
        if text.len() - place > NEIGHBOURHOOD || char.is_ascii_alphabetic() {
            break;
        }
        if !char.is_ascii() && char.is_alphabetic() {
            at = place;
            for _ in 0..WORD {
                let Some((place, _)) =
                    chars.next_if(|(_, char)| !char.is_ascii() || char.is_ascii_alphanumeric())
                else {
                    break;
                };
                at = place;
            }
            break;
        }
    }
    at
}

fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Whether a character belongs to the one before it.
fn joins(char: char) -> bool {
    !char.is_ascii() && (kind(char) != Kind::Plain || is_jamo(char))
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn the_last_character_and_the_last_disguised_word_are_open() {
        for (text, open) in [
            ("", ""),
            ("plain text", "t"),
            ("plain tex\u{301}", "x\u{301}"),
            ("plain p\u{430}y", "p\u{430}y"),
            ("a \u{441}\u{43e}\u{440} ", "\u{441}\u{43e}\u{440} "),
            ("a \u{441}\u{43e}\u{440} b", "b"),
            ("x\u{200b}\u{200b}", "x\u{200b}\u{200b}"),
        ] {
            assert_eq!(&text[settled(text)..], open, "{text:?}");
        }
    }
}
