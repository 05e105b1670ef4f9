//! One name: its tokens, and whether a place of a text mentions it.

use super::ordinary;
use crate::text;

/// Forms of companies that people leave out.
const LEGAL_FORMS: [&str; 8] = [
    "inc",
    "llc",
    "ltd",
    "gmbh",
    "plc",
    "pty",
    "limited",
    "incorporated",
];
/// Characters between two tokens at most.
const GAP: usize = 3;
/// From so many letters on, a capital inside a word is a boundary (`InitechCloud`).
const CAMEL: usize = 4;

/// A piece of a name.
#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// Letters and digits, lower case.
    Word(String),
    /// `&`, `and`
    And,
}

/// How a mention has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capitals {
    /// In any way.
    Any,
    /// Each token with a capital.
    First,
    /// In capitals only.
    All,
}

/// A name as tokens.
#[derive(Debug)]
pub(super) struct Name {
    tokens: Vec<Token>,
    /// Index of the token that the prefilter looks for.
    anchor: usize,
    capitals: Capitals,
}

impl Name {
    /// Reads a name; nothing when it holds no letter or digit.
    pub(super) fn read(spelling: &str) -> Option<Self> {
        let view = text::normalised(spelling);
        let view = view.trim();
        let view = ["'s", "'S"]
            .iter()
            .find_map(|end| view.strip_suffix(end))
            .unwrap_or(view);
        let mut tokens = tokens(view);
        let all_ordinary = |tokens: &[Token]| {
            tokens.iter().all(|token| match token {
                Token::Word(word) => ordinary::is_ordinary(word),
                Token::And => true,
            })
        };
        if let [rest @ .., Token::Word(last)] = tokens.as_slice()
            && !rest.is_empty()
            && LEGAL_FORMS.contains(&last.as_str())
            && !all_ordinary(rest)
        {
            tokens.pop();
        }
        let anchor = (0..tokens.len()).max_by_key(|at| match tokens.get(*at) {
            Some(Token::Word(word)) => (word.len(), tokens.len() - at),
            _ => (0, 0),
        })?;
        let capitals = if !all_ordinary(&tokens) && longest(&tokens) > 2
            || !view
                .chars()
                .find(|char| char.is_alphabetic())
                .is_some_and(char::is_uppercase)
        {
            Capitals::Any
        } else if view
            .chars()
            .filter(|char| char.is_alphabetic())
            .all(char::is_uppercase)
            && longest(&tokens) < CAMEL
        {
            Capitals::All
        } else {
            Capitals::First
        };
        matches!(tokens.get(anchor), Some(Token::Word(_))).then_some(Self {
            tokens,
            anchor,
            capitals,
        })
    }

    /// The longest token.
    pub(super) fn anchor(&self) -> &str {
        match self.tokens.get(self.anchor) {
            Some(Token::Word(word)) => word,
            _ => "",
        }
    }

    /// Bytes of a mention and of what decides whether it is one, at most.
    pub(super) fn reach(&self) -> usize {
        let tokens = self.tokens.iter().map(|token| match token {
            Token::Word(word) => word.len(),
            Token::And => 3,
        });
        tokens.map(|length| length + 4 * GAP).sum::<usize>() + 16
    }

    /// The mention around a place of the anchor in the view.
    pub(super) fn mention(&self, view: &str, anchor: (usize, usize)) -> Option<(usize, usize)> {
        let (before, after) = self.tokens.split_at_checked(self.anchor)?;
        let mut places = vec![anchor];
        let mut start = anchor.0;
        for token in before.iter().rev() {
            start = token.ends_before(view, start)?;
            places.push((start, start));
        }
        let mut end = anchor.1;
        for token in after.iter().skip(1) {
            let from = end;
            end = token.starts_after(view, end)?;
            places.push((end - len_at(view, from, end), end));
        }
        let end = self.ends(view, end)?;
        (self.begins(view, start) && self.has_capitals(view, start, end, &places))
            .then_some((start, end))
    }

    fn begins(&self, view: &str, start: usize) -> bool {
        let (left, right) = view.split_at_checked(start).unwrap_or_default();
        let Some(before) = left.chars().next_back() else {
            return true;
        };
        let camel =
            self.may_be_camel() && before.is_lowercase() && right.starts_with(char::is_uppercase);
        !before.is_alphanumeric() || camel
    }

    /// The end of the mention with its plural, if the word ends there; a possessive is not part of it.
    fn ends(&self, view: &str, end: usize) -> Option<usize> {
        let rest = view.get(end..)?;
        let possessive = |rest: &str| {
            let after = rest.strip_prefix("'s").or_else(|| rest.strip_prefix("'S"));
            rest.starts_with('\'') && after.is_none_or(is_boundary)
        };
        if is_boundary(rest)
            && (!rest.starts_with('\'')
                || possessive(rest)
                || !rest.chars().nth(1).is_some_and(char::is_alphanumeric))
        {
            return Some(end);
        }
        let plural = ["es", "s", "ES", "S"]
            .into_iter()
            .find(|plural| rest.strip_prefix(plural).is_some_and(is_boundary));
        if let Some(plural) = plural
            && self.capitals == Capitals::Any
        {
            return Some(end + plural.len());
        }
        let last = view.get(..end)?.chars().next_back()?;
        let camel =
            self.may_be_camel() && last.is_lowercase() && rest.starts_with(char::is_uppercase);
        camel.then_some(end)
    }

    fn may_be_camel(&self) -> bool {
        self.capitals == Capitals::Any && longest(&self.tokens) >= CAMEL
    }

    fn has_capitals(
        &self,
        view: &str,
        start: usize,
        end: usize,
        places: &[(usize, usize)],
    ) -> bool {
        let mention = view.get(start..end).unwrap_or_default();
        match self.capitals {
            Capitals::Any => true,
            Capitals::All => !mention.chars().any(char::is_lowercase),
            Capitals::First => places
                .iter()
                .filter_map(|place| view.get(place.0..)?.chars().next())
                .all(|first| !first.is_lowercase()),
        }
    }
}

impl Token {
    /// Where the token begins that ends, a gap aside, at `end`.
    fn ends_before(&self, view: &str, end: usize) -> Option<usize> {
        let left = view.get(..end)?;
        let trimmed = left.trim_end_matches(is_gap);
        gap_is_small(left.get(trimmed.len()..)?)?;
        let found = match self {
            Self::Word(word) => suffix_without_case(trimmed, word)?,
            Self::And => {
                let and =
                    suffix_without_case(trimmed, "and").filter(|_| trimmed.len() < left.len());
                and.or_else(|| suffix_without_case(trimmed, "&"))?
            }
        };
        Some(trimmed.len() - found)
    }

    /// Where the token ends that begins, a gap aside, at `start`.
    fn starts_after(&self, view: &str, start: usize) -> Option<usize> {
        let right = view.get(start..)?;
        let trimmed = right.trim_start_matches(is_gap);
        let gap = right.len() - trimmed.len();
        gap_is_small(right.get(..gap)?)?;
        let found = match self {
            Self::Word(word) => prefix_without_case(trimmed, word)?,
            Self::And => {
                let and = prefix_without_case(trimmed, "and").filter(|_| gap > 0);
                and.or_else(|| prefix_without_case(trimmed, "&"))?
            }
        };
        Some(start + gap + found)
    }
}

/// The bytes of the token itself in `from..to`, where the gap before it is known to be small.
fn len_at(view: &str, from: usize, to: usize) -> usize {
    let whole = view.get(from..to).unwrap_or_default();
    whole.trim_start_matches(is_gap).len()
}

/// Splits at everything that is no letter or digit, and before a capital behind a small letter.
fn tokens(view: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut small = false;
    let close = |word: &mut String, tokens: &mut Vec<Token>| {
        if !word.is_empty() {
            let word = std::mem::take(word);
            tokens.push(if word == "and" && !tokens.is_empty() {
                Token::And
            } else {
                Token::Word(word)
            });
        }
    };
    for char in view.chars() {
        if !char.is_alphanumeric() || small && char.is_uppercase() {
            close(&mut word, &mut tokens);
        }
        if char.is_alphanumeric() {
            word.extend(char.to_lowercase());
        } else if char == '&' {
            tokens.push(Token::And);
        }
        small = char.is_lowercase();
    }
    close(&mut word, &mut tokens);
    tokens
}

fn longest(tokens: &[Token]) -> usize {
    let length = |token: &Token| match token {
        Token::Word(word) => word.chars().count(),
        Token::And => 0,
    };
    tokens.iter().map(length).max().unwrap_or(0)
}

fn is_gap(char: char) -> bool {
    char.is_whitespace() || matches!(char, '-' | '_' | '.' | '\'')
}

/// No more than a few characters, and neither the end of a sentence nor of a paragraph.
fn gap_is_small(gap: &str) -> Option<()> {
    let sentence = gap.contains('.') && gap.contains(char::is_whitespace);
    let paragraph = gap.matches('\n').count() > 1;
    (gap.chars().count() <= GAP && !sentence && !paragraph).then_some(())
}

fn is_boundary(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

fn prefix_without_case(text: &str, word: &str) -> Option<usize> {
    let prefix = text.get(..word.len())?;
    prefix.eq_ignore_ascii_case(word).then_some(word.len())
}

fn suffix_without_case(text: &str, word: &str) -> Option<usize> {
    let suffix = text.get(text.len().checked_sub(word.len())?..)?;
    suffix.eq_ignore_ascii_case(word).then_some(word.len())
}
