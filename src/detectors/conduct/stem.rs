//! Words without their endings, so that "diagnosing", "diagnoses" and "diagnosis" meet.

use crate::models::word_id;

/// Letters of a word that are read.
const LONGEST: usize = 40;

/// Endings of nouns with what they leave, longest first; the rest must keep four letters.
const NOUNS: [(&str, &str); 9] = [
    ("isation", "is"),
    ("ization", "iz"),
    ("iption", "ib"),
    ("ation", ""),
    ("ction", "ct"),
    ("ssion", "ss"),
    ("ment", ""),
    ("ness", ""),
    ("ly", ""),
];

/// The id of a word's stem. `word` is in lower case.
pub(super) fn stem_id(word: &str) -> u32 {
    word_id(stem(word).as_bytes())
}

/// The stem.
pub(super) fn stem(word: &str) -> String {
    let mut word: String = word
        .trim_end_matches("'s")
        .trim_matches('\'')
        .chars()
        .take(LONGEST)
        .collect();
    plural(&mut word);
    verb(&mut word);
    for (ending, left) in NOUNS {
        if word.len() >= ending.len() + 4 - left.len() && word.ends_with(ending) {
            word.truncate(word.len() - ending.len());
            word.push_str(left);
            break;
        }
    }
    if word.len() > 3 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 3 && word.ends_with('y') {
        word.pop();
        word.push('i');
    }
    word
}

fn plural(word: &mut String) {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if (word.len() > 5 && word.ends_with("sis"))
        || (word.len() > 4
            && ["ses", "xes", "zes", "ches", "shes"]
                .iter()
                .any(|ending| word.ends_with(ending)))
    {
        word.truncate(word.len() - 2);
    } else if word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"]
            .iter()
            .any(|ending| word.ends_with(ending))
    {
        word.pop();
    }
}

fn verb(word: &mut String) {
    for (ending, least) in [("ing", 6), ("ed", 5)] {
        let vowel = |text: &str| text.bytes().any(|byte| b"aeiouy".contains(&byte));
        let Some(rest) = word.strip_suffix(ending) else {
            continue;
        };
        if word.len() < least || !vowel(rest) {
            continue;
        }
        let mut rest = rest.to_owned();
        let mut last = rest.bytes().rev();
        if let (Some(one), Some(two)) = (last.next(), last.next())
            && one == two
            && !b"lsz".contains(&one)
        {
            rest.pop();
        }
        *word = rest;
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            ["diagnose", "diagnosis", "diagnoses"],
            ["prescribe", "prescription", "prescriptions"],
            ["predict", "prediction", "predicting"],
            ["treat", "treatment", "treatments"],
            ["recommend", "recommendation", "recommended"],
            ["policy", "policies", "policy's"],
            ["stop", "stopped", "stopping"],
            ["tax", "taxes", "taxed"],
        ] {
            let [first, rest @ ..] = forms.map(stem);
            for other in rest {
                assert_eq!(first, other);
            }
        }
        assert_ne!(stem("news"), stem("newer"));
        assert_eq!(stem("bus"), "bus");
    }
}
