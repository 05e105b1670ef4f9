//! Whether a text may be English: its script, and its commonest words. No model.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

use crate::models::{Classes, word_id};

/// Words below which a text in Latin letters is taken for English: names and short questions have no stop words.
const FEWEST: u32 = 5;

/// The commonest English words that other languages do not share.
const ENGLISH: &[&str] = &[
    "the", "and", "of", "to", "is", "you", "that", "it", "for", "on", "are", "with", "this",
    "have", "what", "how", "my", "can", "be", "not", "your", "from", "at", "or", "we", "if",
    "there", "which", "about", "would", "should", "please", "when", "who", "where", "why", "they",
    "was", "were", "has", "had", "will", "but", "by", "does", "did", "any", "all", "its", "i'm",
    "an", "tell", "give", "write", "make", "need", "want", "our", "their", "him", "her",
];

/// The commonest words of other languages in Latin letters, accents taken off, without those that English has too.
const OTHERS: &[&str] = &[
    // German, Dutch, Swedish, Danish, Norwegian
    "der", "und", "das", "ist", "nicht", "ich", "ein", "eine", "mit", "auf", "zu", "sich", "wie",
    "fur", "werden", "wir", "het", "een", "van", "niet", "dat", "zijn", "voor", "och", "att",
    "det", "som", "jag", "inte", "ikke", "og", "jeg",
    // French, Spanish, Portuguese, Italian, Romanian, Catalan
    "le", "les", "des", "est", "une", "que", "pour", "dans", "je", "vous", "qui", "avec", "pas",
    "sur", "el", "los", "las", "una", "es", "por", "para", "como", "del", "mi", "cual", "puedo",
    "quiero", "os", "um", "uma", "nao", "com", "dos", "voce", "qual", "il", "che", "di", "per",
    "sono", "della", "nel", "questo", "si", "se", "de", "la", "en", "et", "y",
    // Polish, Czech, Turkish, Indonesian, Vietnamese, Finnish, Hungarian, Tagalog
    "jest", "nie", "ze", "jak", "czy", "prosze", "jsem", "ktery", "bir", "ve", "icin", "nasil",
    "bu", "ne", "yang", "dan", "untuk", "dengan", "apa", "saya", "ini", "khong", "cua", "toi",
    "nhung", "ja", "ei", "mika", "hogy", "nem", "egy", "ang", "mga", "ng",
];

const IS_ENGLISH: u8 = 1;
const IS_OTHER: u8 = 2;

static COMMON: LazyLock<Classes> = LazyLock::new(|| {
    let english = ENGLISH.iter().map(|word| (*word, IS_ENGLISH));
    Classes::new(english.chain(OTHERS.iter().map(|word| (*word, IS_OTHER))))
});

/// Bytes beyond which a word is no common one.
const LONGEST: usize = 12;

/// What was counted of a text.
#[derive(Default)]
struct Count {
    latin: u32,
    other: u32,
    words: u32,
    english: u32,
    foreign: u32,
    /// The word being read: lower case, accents taken off.
    word: [u8; LONGEST],
    folded: usize,
    /// Bytes of it as written.
    written: usize,
}

impl Count {
    fn push(&mut self, byte: u8) {
        if let Some(place) = self.word.get_mut(self.folded) {
            *place = byte;
            self.folded += 1;
        }
    }

    fn wide(&mut self, c: char) {
        if c.is_alphabetic() {
            let latin = matches!(c, '\u{c0}'..'\u{250}' | '\u{1e00}'..'\u{1f00}');
            *(if latin {
                &mut self.latin
            } else {
                &mut self.other
            }) += 1;
        }
        self.written += c.len_utf8();
        let mut plain = None;
        decompose_canonical(c, |part| plain = plain.or(Some(part)));
        match plain.filter(char::is_ascii_alphanumeric) {
            Some(plain) => self.push((plain as u8).to_ascii_lowercase()),
            // No common word has it.
            None => self.written += LONGEST,
        }
    }

    fn end(&mut self) {
        if self.written == 0 {
            return;
        }
        self.words += 1;
        if self.written <= LONGEST {
            let word = self.word.get(..self.folded).unwrap_or_default();
            match COMMON.get(word_id(word)) {
                Some(IS_ENGLISH) => self.english += 1,
                Some(_) => self.foreign += 1,
                None => {}
            }
        }
        (self.folded, self.written) = (0, 0);
    }
}

/// Whether nothing shows that the text is in another language.
pub(crate) fn may_be_english(text: &str) -> bool {
    let mut count = Count::default();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {
                count.latin += 1;
                count.written += 1;
                count.push(byte | 0x20);
            }
            b'0'..=b'9' | b'\'' => {
                count.written += 1;
                count.push(byte);
            }
            ..128 => count.end(),
            _ => {
                // Nothing begins inside a character.
                let c = text.get(at..).and_then(|rest| rest.chars().next());
                match c {
                    Some(c) if c.is_alphanumeric() => count.wide(c),
                    Some(_) => count.end(),
                    None => {}
                }
            }
        }
    }
    count.end();
    let Count {
        latin,
        other,
        words,
        english,
        foreign,
        ..
    } = count;
    // A quarter of any text in these languages is such words.
    other <= latin / 2
        && (words < FEWEST || foreign < 2 || english >= foreign || foreign * 6 < words)
}

#[cfg(test)]
mod tests {
    use super::may_be_english;

    #[test]
    fn tells_languages_apart() {
        for text in [
            "Wie kann ich mein Konto auf eine andere Bank übertragen und was kostet das?",
            "¿Cuál es la mejor forma de aprender a tocar el piano en casa?",
            "Je voudrais savoir comment on fait une tarte aux pommes avec les enfants.",
            "Расскажи мне о столице Франции",
            "请告诉我今天的天气",
            "Bugün hava nasıl olacak ve ne giymeliyim, bu konuda bir öneri ver",
        ] {
            assert!(!may_be_english(text), "{text}");
        }
    }

    #[test]
    fn takes_what_it_cannot_tell_for_english() {
        for text in [
            "What is the name of the river in Rio de la Plata?",
            "pizza margherita",
            "Translate \"ich bin müde\" into English please",
            "",
            "12 + 30 = ?",
            "SELECT * FROM orders WHERE id = 3",
            "Our trip from Los Angeles to San Jose was delayed by the weather.",
        ] {
            assert!(may_be_english(text), "{text}");
        }
    }
}
