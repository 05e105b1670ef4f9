//! Whether a text may be English: its script, and its commonest words. No model.

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

/// Whether nothing shows that the text is in another language.
pub(crate) fn may_be_english(text: &str) -> bool {
    let (mut latin, mut other) = (0_u32, 0_u32);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_ascii()
            || ('\u{c0}'..'\u{250}').contains(&c)
            || ('\u{1e00}'..'\u{1f00}').contains(&c)
        {
            latin += 1;
        } else {
            other += 1;
        }
    }
    if other > latin / 2 {
        return false;
    }
    let (mut words, mut english, mut foreign) = (0_u32, 0_u32, 0_u32);
    for word in text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
    {
        words += 1;
        let folded = fold(word);
        let is = |list: &[&str]| u32::from(list.contains(&folded.as_str()));
        english += is(ENGLISH);
        foreign += is(OTHERS);
    }
    // A quarter of any text in these languages is such words.
    words < FEWEST || foreign < 2 || english >= foreign || foreign * 6 < words
}

/// Lower case, accents taken off; long words are no stop words.
fn fold(word: &str) -> String {
    use unicode_normalization::char::decompose_canonical;
    let mut out = String::new();
    if word.len() > 12 {
        return out;
    }
    for c in word.chars() {
        decompose_canonical(c, |part| {
            if !('\u{300}'..'\u{370}').contains(&part) {
                out.extend(part.to_lowercase());
            }
        });
    }
    out
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
