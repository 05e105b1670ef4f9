//! Sentences of words, as grounding reads them.

use crate::models::embedding::{Embedding, Sum, WIDTH};
use crate::models::hash::word_id;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// An article, a pronoun, a preposition ...
    Small,
    /// Says no.
    Negation,
    /// A word that carries something.
    Content,
    /// Begins with a capital letter, not only because a sentence begins.
    Name,
    /// A number, written in digits or as a word.
    Number,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Of its stem; of a number, of its value.
    pub(super) id: u32,
    pub(super) sort: Sort,
    /// Its class among words of opinion, hedges and absolutes, as bits.
    pub(super) class: u8,
    /// A word that says the contrary.
    pub(super) contrary: u32,
    pub(super) sum: Sum,
}

/// A sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) words: Vec<Word>,
    pub(super) question: bool,
}

pub(super) const OPINION: u8 = 1;
pub(super) const HEDGE: u8 = 2;
pub(super) const ABSOLUTE: u8 = 4;
pub(super) const ADDRESS: u8 = 8;

const SMALL: &str = " the a an and or of to in on at by for with from as is are was were be been being am it its it's this that these those he she they them his her their him has have had do does did will would can could should may might must i you we us our your my me which who whom whose what when where how there here also so such than then into about over up out after before between through during under because while if but just very more most some any all each other both same own too only even still well many much said s t re ve ll d m ";
const NEGATIONS: &str = " not no never none neither nor nobody nothing without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't couldn't shouldn't hasn't haven't hadn't n't unable fails failed refused denied ";
const OPINIONS: &str = " i i'm i've i'd i'll me my think believe feel love like enjoy hate hope guess wish agree wow haha lol cool nice great awesome amazing interesting favorite favourite sure yeah yes oh hey hi hello thanks glad ";
const HEDGES: &str = " maybe perhaps probably possibly might may could likely seems apparently often sometimes usually typically generally ";
const ABSOLUTES: &str = " only always every all never exclusively solely entirely completely first last most least best worst ";
const ADDRESSES: &str = " you your you're we our us let's please ";
const NUMBERS: [&str; 22] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "hundred",
];
/// Words and their contraries.
const CONTRARIES: &[(&str, &str)] = &[
    ("first", "last"),
    ("more", "less"),
    ("before", "after"),
    ("increase", "decrease"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("high", "low"),
    ("higher", "lower"),
    ("north", "south"),
    ("east", "west"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("male", "female"),
    ("man", "woman"),
    ("men", "women"),
    ("he", "she"),
    ("his", "her"),
    ("husband", "wife"),
    ("father", "mother"),
    ("son", "daughter"),
    ("brother", "sister"),
    ("win", "lose"),
    ("won", "lost"),
    ("open", "close"),
    ("begin", "end"),
    ("began", "ended"),
    ("start", "stop"),
    ("largest", "smallest"),
    ("large", "small"),
    ("big", "small"),
    ("biggest", "smallest"),
    ("oldest", "youngest"),
    ("old", "young"),
    ("new", "old"),
    ("best", "worst"),
    ("good", "bad"),
    ("positive", "negative"),
    ("true", "false"),
    ("legal", "illegal"),
    ("early", "late"),
    ("earlier", "later"),
    ("upper", "lower"),
    ("success", "failure"),
    ("successful", "unsuccessful"),
    ("public", "private"),
    ("rural", "urban"),
    ("many", "few"),
    ("most", "least"),
    ("always", "never"),
    ("fictional", "real"),
    ("alive", "dead"),
    ("born", "died"),
    ("accept", "reject"),
    ("support", "oppose"),
    ("include", "exclude"),
    ("above", "below"),
    ("inside", "outside"),
    ("strong", "weak"),
    ("popular", "unpopular"),
    ("rich", "poor"),
    ("love", "hate"),
    ("maximum", "minimum"),
    ("majority", "minority"),
    ("domestic", "foreign"),
    ("left", "right"),
    ("yes", "no"),
    ("hot", "cold"),
    ("american", "british"),
    ("monday", "tuesday"),
    ("fiction", "nonfiction"),
    ("actor", "actress"),
    ("king", "queen"),
    ("hit", "flop"),
    ("increased", "decreased"),
    ("above", "under"),
    ("over", "under"),
    ("gained", "lost"),
    ("add", "remove"),
    ("married", "single"),
];

/// A word without its commonest endings.
fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.len() < 5 {
        return word
            .strip_suffix('s')
            .filter(|rest| rest.len() > 2 && !rest.ends_with('s'))
            .unwrap_or(word);
    }
    for ending in [
        "ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s", "er", "y", "e",
    ] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.len() >= 3) {
            return rest
                .strip_suffix('e')
                .filter(|short| short.len() > 3)
                .unwrap_or(rest);
        }
    }
    word
}

fn is_in(list: &str, word: &str) -> bool {
    // The lists are short texts with a space on both sides of each word.
    list.match_indices(word).any(|(at, _)| {
        at > 0
            && list.as_bytes().get(at - 1) == Some(&b' ')
            && list.as_bytes().get(at + word.len()) == Some(&b' ')
    })
}

/// What is known of the words of a language: filled once.
struct Lexicon {
    /// By the id of the word: sort is not content, class, contrary.
    rows: Vec<(u32, bool, bool, u8, u32)>,
}

static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| {
    let mut words: Vec<&str> = [SMALL, NEGATIONS, OPINIONS, HEDGES, ABSOLUTES, ADDRESSES]
        .iter()
        .flat_map(|list| list.split_whitespace())
        .chain(CONTRARIES.iter().flat_map(|(one, other)| [*one, *other]))
        .collect();
    words.sort_unstable();
    words.dedup();
    let class = |word: &str| {
        [
            (OPINIONS, OPINION),
            (HEDGES, HEDGE),
            (ABSOLUTES, ABSOLUTE),
            (ADDRESSES, ADDRESS),
        ]
        .iter()
        .filter(|(list, _)| is_in(list, word))
        .fold(0, |all, (_, bit)| all | bit)
    };
    let contrary = |word: &str| {
        CONTRARIES
            .iter()
            .find_map(|(one, other)| {
                if *one == word {
                    Some(*other)
                } else {
                    (*other == word).then_some(*one)
                }
            })
            .map_or(0, |other| word_id(stem(other).as_bytes()))
    };
    let mut rows: Vec<_> = words
        .iter()
        .map(|word| {
            (
                word_id(word.as_bytes()),
                is_in(SMALL, word),
                is_in(NEGATIONS, word),
                class(word),
                contrary(word),
            )
        })
        .collect();
    rows.sort_unstable();
    Lexicon { rows }
});

struct Reader<'e> {
    embedding: &'e Embedding,
    done: Vec<Sentence>,
    open: Sentence,
}

impl Reader<'_> {
    fn word(&mut self, word: &str, capital: bool) {
        let digits = word.starts_with(|c: char| c.is_ascii_digit());
        let own = word_id(word.as_bytes());
        let row = LEXICON
            .rows
            .binary_search_by_key(&own, |row| row.0)
            .ok()
            .and_then(|at| LEXICON.rows.get(at));
        let (small, negation, class, contrary) =
            row.map_or((false, false, 0, 0), |row| (row.1, row.2, row.3, row.4));
        let spelled = NUMBERS.iter().position(|each| *each == word);
        let sort = if digits || spelled.is_some() {
            Sort::Number
        } else if negation {
            Sort::Negation
        } else if small || word.len() < 2 {
            Sort::Small
        } else if capital && !self.open.words.is_empty() {
            Sort::Name
        } else {
            Sort::Content
        };
        let id = match (digits, spelled) {
            (true, _) => {
                let plain: String = word.chars().filter(|c| *c != ',').collect();
                let plain = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                word_id(plain.trim_end_matches(".0").as_bytes())
            }
            (_, Some(value)) => word_id(value.to_string().as_bytes()),
            _ => word_id(stem(word).as_bytes()),
        };
        let mut sum = [0; WIDTH];
        if matches!(sort, Sort::Content | Sort::Name) {
            self.embedding
                .add(word.split('\'').next().unwrap_or(word).as_bytes(), &mut sum);
        }
        self.open.words.push(Word {
            id,
            sort,
            class,
            contrary,
            sum,
        });
    }

    fn end(&mut self, end: usize, question: bool) {
        self.open.end = end;
        self.open.question = question;
        let fresh = Sentence {
            start: end,
            ..Sentence::default()
        };
        let done = std::mem::replace(&mut self.open, fresh);
        let any = done.words.iter().any(|word| word.sort != Sort::Small);
        match self.done.last_mut() {
            Some(last) if !any => last.end = end,
            _ if done.words.is_empty() => self.open.start = done.start,
            _ => self.done.push(done),
        }
    }
}

/// The sentences of a text; of a very long one without stops, pieces of so many words.
const LONGEST: usize = 80;

/// The sentences of a text.
pub(super) fn sentences(embedding: &Embedding, text: &str) -> Vec<Sentence> {
    let mut reader = Reader {
        embedding,
        done: Vec::new(),
        open: Sentence::default(),
    };
    let mut word = String::new();
    let mut capital = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if c.is_alphanumeric() {
            if word.is_empty() {
                capital = c.is_uppercase();
            }
            if word.len() < 40 {
                word.extend(c.to_lowercase());
            }
            continue;
        }
        let inside = !word.is_empty() && next.is_some_and(char::is_alphanumeric);
        let digits = word.ends_with(|c: char| c.is_ascii_digit())
            && next.is_some_and(|next| next.is_ascii_digit());
        if inside && (matches!(c, '\'' | '\u{2019}') || digits && matches!(c, '.' | ',')) {
            word.push(if c == '\u{2019}' { '\'' } else { c });
            continue;
        }
        let short = word.len() == 1 && capital;
        if !word.is_empty() {
            reader.word(&word, capital);
            word.clear();
        }
        // "J. Smith" and "U.S. troops" go on.
        let stop = matches!(c, '!' | '?')
            || c == '.' && !short && next.is_none_or(|next| !next.is_alphanumeric());
        if stop || c == '\n' || reader.open.words.len() >= LONGEST {
            reader.end(at + c.len_utf8(), c == '?');
        }
    }
    if !word.is_empty() {
        reader.word(&word, capital);
    }
    reader.end(text.len(), false);
    reader.done
}
