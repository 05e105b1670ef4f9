//! Letters and signs that look like ASCII.
//!
//! The pairs are those of Unicode's `confusables.txt` (UTS 39, Unicode licence v3) whose target is a single ASCII letter
//! or sign, kept to the scripts that are used to imitate Latin; the entries of [`Strength::Loose`] and the Canadian
//! syllabics without such a pair are imitations seen in fancy lettering.

/// In which words a letter of another script is read as the Latin letter it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// A twin, used every day in its own language: in words with a Latin letter, and in words of twins among Latin words.
    Twin,
    /// A twin that no everyday word is made of: wherever all letters of the word have twins.
    Rare,
    /// A resemblance: in words with a Latin letter only.
    Loose,
}

/// The ASCII letter that a letter of another script looks like.
pub(super) fn of_letter(char: char) -> Option<(char, Strength)> {
    match char {
        '\u{370}'..='\u{52f}' => {
            let entry = *NEAR.get((u32::from(char) - FIRST) as usize)?;
            let [ascii, strength] = entry.to_le_bytes();
            let strength = match strength {
                1 => Strength::Twin,
                2 => Strength::Rare,
                3 => Strength::Loose,
                _ => return None,
            };
            Some((char::from(ascii), strength))
        }
        '\u{530}'..='\u{58f}'
        | '\u{13a0}'..='\u{13f5}'
        | '\u{1400}'..='\u{167f}'
        | '\u{2c80}'..='\u{2cff}'
        | '\u{a4d0}'..='\u{a4ff}' => find(RARE, char).map(|ascii| (ascii, Strength::Rare)),
        _ => None,
    }
}

/// The first letter of [`NEAR`].
const FIRST: u32 = 0x370;

/// Greek and Cyrillic by their place: texts in them ask at every letter.
static NEAR: [u16; 0x1c0] = {
    let mut near = [0; 0x1c0];
    fill(&mut near, TWINS, 1);
    fill(&mut near, RARE, 2);
    fill(&mut near, LOOSE, 3);
    near
};

#[expect(clippy::indexing_slicing, reason = "runs when this is compiled")]
const fn fill(near: &mut [u16; 0x1c0], pairs: &[(char, char)], strength: u16) {
    let mut at = 0;
    while at < pairs.len() {
        let (char, ascii) = pairs[at];
        let place = (char as u32).wrapping_sub(FIRST) as usize;
        if place < near.len() {
            near[place] = strength << 8 | ascii as u16;
        }
        at += 1;
    }
}

/// The ASCII character that a Latin letter, a quote or a dash stands for, whatever is around it.
pub(super) fn of_sign(char: char) -> Option<char> {
    match char {
        '\u{1f150}'..='\u{1f169}' => letter(char, 0x1f150),
        '\u{1f170}'..='\u{1f189}' => letter(char, 0x1f170),
        '\u{1f1e6}'..='\u{1f1ff}' => letter(char, 0x1f1e6),
        '\u{b4}'..='\u{2236}' | '\u{2c60}'..='\u{2c7f}' | '\u{a730}'..='\u{a7ff}' | '\u{fe58}' => {
            find(LATIN, char)
        }
        _ => None,
    }
}

fn letter(char: char, first: u32) -> Option<char> {
    char::from_u32(u32::from(char) - first + u32::from('A'))
}

fn find(pairs: &[(char, char)], char: char) -> Option<char> {
    let at = pairs.binary_search_by_key(&char, |pair| pair.0).ok()?;
    pairs.get(at).map(|pair| pair.1)
}

/// Everyday Cyrillic and Greek.
#[rustfmt::skip]
const TWINS: &[(char, char)] = &[
    ('Α', 'A'), ('Β', 'B'), ('Ε', 'E'), ('Ζ', 'Z'), ('Η', 'H'), ('Ι', 'I'), ('Κ', 'K'), ('Μ', 'M'), ('Ν', 'N'),
    ('Ο', 'O'), ('Ρ', 'P'), ('Τ', 'T'), ('Υ', 'Y'), ('Χ', 'X'), ('α', 'a'), ('γ', 'y'), ('ι', 'i'), ('κ', 'k'),
    ('ν', 'v'), ('ο', 'o'), ('ρ', 'p'), ('σ', 'o'), ('υ', 'u'), ('χ', 'x'), ('І', 'I'), ('А', 'A'), ('В', 'B'),
    ('Е', 'E'), ('К', 'K'), ('М', 'M'), ('Н', 'H'), ('О', 'O'), ('Р', 'P'), ('С', 'C'), ('Т', 'T'), ('У', 'Y'),
    ('Х', 'X'), ('а', 'a'), ('е', 'e'), ('о', 'o'), ('р', 'p'), ('с', 'c'), ('у', 'y'), ('х', 'x'), ('і', 'i'),
];

/// Rare Cyrillic and Greek, Cherokee, Armenian, Coptic, Lisu, Canadian syllabics.
#[rustfmt::skip]
const RARE: &[(char, char)] = &[
    ('Ϳ', 'J'), ('Ϝ', 'F'), ('ϲ', 'c'), ('ϳ', 'j'), ('Ϲ', 'C'), ('Ѕ', 'S'), ('Ј', 'J'), ('ѕ', 's'), ('ј', 'j'),
    ('Ѵ', 'V'), ('ѵ', 'v'), ('Ү', 'Y'), ('ү', 'y'), ('һ', 'h'), ('Ӏ', 'l'), ('ӏ', 'l'), ('ԁ', 'd'), ('Ԍ', 'G'),
    ('Ԛ', 'Q'), ('ԛ', 'q'), ('Ԝ', 'W'), ('ԝ', 'w'), ('Ս', 'U'), ('Օ', 'O'), ('ա', 'w'), ('զ', 'q'), ('հ', 'h'),
    ('յ', 'j'), ('ո', 'n'), ('ս', 'u'), ('ց', 'g'), ('օ', 'o'), ('Ꭰ', 'D'), ('Ꭲ', 'T'), ('Ꭵ', 'i'), ('Ꭹ', 'y'),
    ('Ꭺ', 'A'), ('Ꭻ', 'J'), ('Ꭼ', 'E'), ('Ꮇ', 'M'), ('Ꮋ', 'H'), ('Ꮍ', 'Y'), ('Ꮐ', 'G'), ('Ꮓ', 'Z'), ('Ꮢ', 'R'),
    ('Ꮤ', 'W'), ('Ꮩ', 'V'), ('Ꮪ', 'S'), ('Ꮮ', 'L'), ('Ꮯ', 'C'), ('Ꮲ', 'P'), ('Ꮶ', 'K'), ('Ᏼ', 'B'), ('ᐯ', 'V'),
    ('ᑌ', 'U'), ('ᑎ', 'N'), ('ᑕ', 'C'), ('ᑫ', 'q'), ('ᑭ', 'P'), ('ᒍ', 'J'), ('ᒪ', 'L'), ('ᔕ', 'S'), ('ᕼ', 'H'),
    ('ᖇ', 'R'), ('ᖴ', 'F'), ('ᗅ', 'A'), ('ᗞ', 'D'), ('ᗩ', 'A'), ('ᗪ', 'D'), ('ᗯ', 'W'), ('ᗰ', 'M'), ('ᗴ', 'E'),
    ('ᗷ', 'B'), ('ᘜ', 'G'), ('Ⲁ', 'A'), ('Ⲃ', 'B'), ('Ⲏ', 'H'), ('Ⲓ', 'I'), ('Ⲕ', 'K'), ('Ⲙ', 'M'), ('Ⲛ', 'N'),
    ('Ⲟ', 'O'), ('ⲟ', 'o'), ('Ⲣ', 'P'), ('ⲣ', 'p'), ('Ⲥ', 'C'), ('ⲥ', 'c'), ('Ⲧ', 'T'), ('Ⲭ', 'X'), ('ꓐ', 'B'),
    ('ꓑ', 'P'), ('ꓓ', 'D'), ('ꓔ', 'T'), ('ꓖ', 'G'), ('ꓗ', 'K'), ('ꓙ', 'J'), ('ꓚ', 'C'), ('ꓜ', 'Z'), ('ꓝ', 'F'),
    ('ꓟ', 'M'), ('ꓠ', 'N'), ('ꓡ', 'L'), ('ꓢ', 'S'), ('ꓣ', 'R'), ('ꓦ', 'V'), ('ꓧ', 'H'), ('ꓪ', 'W'), ('ꓫ', 'X'),
    ('ꓬ', 'Y'), ('ꓮ', 'A'), ('ꓰ', 'E'), ('ꓲ', 'I'), ('ꓳ', 'O'), ('ꓴ', 'U'),
];

/// Fancy lettering.
#[rustfmt::skip]
const LOOSE: &[(char, char)] = &[
    ('Δ', 'A'), ('Λ', 'A'), ('Σ', 'E'), ('Ω', 'O'), ('β', 'b'), ('δ', 'd'), ('ε', 'e'), ('ζ', 'z'), ('η', 'n'),
    ('θ', 'o'), ('π', 'n'), ('ς', 's'), ('τ', 't'), ('ω', 'w'), ('Д', 'D'), ('И', 'N'), ('Ш', 'W'),
    ('Ь', 'b'), ('Я', 'R'), ('в', 'b'), ('г', 'r'), ('и', 'n'), ('к', 'k'), ('м', 'm'), ('н', 'h'), ('п', 'n'),
    ('т', 't'), ('ц', 'u'), ('ч', 'y'), ('ш', 'w'), ('ь', 'b'), ('я', 'r'),
];

/// Latin letters with a stroke, a hook or the shape of small capitals; quotes, dashes, slashes.
#[rustfmt::skip]
static LATIN: &[(char, char)] = &[
    ('\u{b4}', '\''), ('Ø', 'O'), ('ø', 'o'), ('Đ', 'D'), ('đ', 'd'), ('Ħ', 'H'), ('ħ', 'h'), ('ı', 'i'), ('Ł', 'L'),
    ('ł', 'l'), ('Ŧ', 'T'), ('ŧ', 't'), ('ƀ', 'b'), ('Ɓ', 'B'), ('ƈ', 'c'), ('Ɗ', 'D'), ('Ƒ', 'F'), ('ƒ', 'f'),
    ('Ɠ', 'G'), ('Ɨ', 'I'), ('Ƙ', 'K'), ('ƙ', 'k'), ('ƚ', 'l'), ('ƞ', 'n'), ('Ƥ', 'P'), ('ƥ', 'p'), ('Ƭ', 'T'),
    ('ƭ', 't'), ('Ʋ', 'V'), ('Ƴ', 'Y'), ('ƴ', 'y'), ('Ƶ', 'Z'), ('ƶ', 'z'), ('Ǥ', 'G'), ('ǥ', 'g'), ('ȥ', 'z'),
    ('ȷ', 'j'), ('Ⱥ', 'A'), ('Ȼ', 'C'), ('ȼ', 'c'), ('Ⱦ', 'T'), ('Ƀ', 'B'), ('Ʉ', 'U'), ('ɇ', 'e'), ('Ɉ', 'J'),
    ('ɉ', 'j'), ('ɋ', 'q'), ('Ɍ', 'R'), ('ɍ', 'r'), ('Ɏ', 'Y'), ('ɏ', 'y'), ('ɑ', 'a'), ('ɓ', 'b'), ('ɕ', 'c'),
    ('ɗ', 'd'), ('ɛ', 'e'), ('ɠ', 'g'), ('ɡ', 'g'), ('ɢ', 'g'), ('ɦ', 'h'), ('ɨ', 'i'), ('ɩ', 'i'), ('ɪ', 'i'),
    ('ɫ', 'l'), ('ɬ', 'l'), ('ɱ', 'm'), ('ɲ', 'n'), ('ɳ', 'n'), ('ɴ', 'n'), ('ɵ', 'o'), ('ɼ', 'r'), ('ɽ', 'r'),
    ('ɾ', 'r'), ('ʀ', 'r'), ('ʂ', 's'), ('ʈ', 't'), ('ʉ', 'u'), ('ʋ', 'v'), ('ʏ', 'y'), ('ʐ', 'z'), ('ʙ', 'b'),
    ('ʜ', 'h'), ('ʝ', 'j'), ('ʟ', 'l'), ('ʠ', 'q'), ('\u{2b9}', '\''), ('\u{2ba}', '"'), ('\u{2bb}', '\''),
    ('\u{2bc}', '\''), ('\u{2c8}', '\''), ('\u{2d7}', '-'), ('ᴀ', 'a'), ('ᴄ', 'c'), ('ᴅ', 'd'), ('ᴇ', 'e'),
    ('ᴊ', 'j'), ('ᴋ', 'k'), ('ᴍ', 'm'), ('ᴏ', 'o'), ('ᴘ', 'p'), ('ᴛ', 't'), ('ᴜ', 'u'), ('ᴠ', 'v'), ('ᴡ', 'w'),
    ('ᴢ', 'z'), ('\u{2010}', '-'), ('\u{2011}', '-'), ('\u{2012}', '-'), ('\u{2013}', '-'), ('\u{2014}', '-'),
    ('\u{2015}', '-'), ('\u{2018}', '\''), ('\u{2019}', '\''), ('\u{201a}', '\''), ('\u{201b}', '\''),
    ('\u{201c}', '"'), ('\u{201d}', '"'), ('\u{201e}', '"'), ('\u{201f}', '"'), ('\u{2032}', '\''), ('\u{2033}', '"'),
    ('\u{2043}', '-'), ('\u{2044}', '/'), ('\u{212e}', 'e'), ('\u{2212}', '-'), ('\u{2215}', '/'), ('\u{2217}', '*'),
    ('\u{2236}', ':'), ('ⱥ', 'a'), ('ꜰ', 'f'), ('ꜱ', 's'), ('\u{a789}', ':'), ('ꞯ', 'q'), ('\u{fe58}', '-'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_lead_to_ascii() {
        for table in [TWINS, RARE, LOOSE, LATIN] {
            assert!(table.windows(2).all(|two| two[0].0 < two[1].0));
            assert!(
                table
                    .iter()
                    .all(|pair| of_letter(pair.0).is_some() || of_sign(pair.0).is_some())
            );
            assert!(
                table
                    .iter()
                    .all(|pair| !pair.0.is_ascii() && pair.1.is_ascii())
            );
        }
    }
}
