//! A context, ready for claims to be held against it.

use super::lexicon::{self, NEGATION};
use super::vectors::{Unit, Vectors, cosine, unit};
use super::words::{Sentence, Sort, Word, is_data, sentences};
use crate::models::embedding::{Embedding, WIDTH};

/// Sentences of the context that one word of a claim is looked up in.
const POSTINGS: usize = 12;
/// Words that are tried as what a word of the claim stands in for.
const TRIED: usize = 12;

/// A context that claims are held against.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) sentences: Vec<(usize, Sentence)>,
    pub(super) units: Vec<Unit>,
    /// Stem and sentence, in order, without repetitions.
    postings: Vec<(u32, u32)>,
    /// Pairs of stems that stand beside each other; of those without small words too.
    pairs: Vec<u64>,
    skips: Vec<u64>,
    /// The vectors of stems.
    rows: Vec<(u32, u32)>,
    pub(super) total: Unit,
    /// Stems that are names somewhere in it.
    names: Vec<u32>,
    /// Words of the keys of fields that say no or nothing, and of those that say yes.
    pub(super) denied: Vec<Vec<u32>>,
    pub(super) affirmed: Vec<Vec<u32>>,
    pub(super) words: usize,
    /// Whether it is structured data.
    pub(super) data: bool,
}

pub(super) fn pair(one: &Word, two: &Word) -> u64 {
    u64::from(one.id) << 32 | u64::from(two.id)
}

/// What a word counts for.
pub(super) fn weight(sort: Sort) -> f32 {
    match sort {
        Sort::Small => 0.1,
        Sort::Negation => 0.3,
        Sort::Content => 1.0,
        Sort::Name | Sort::Number => 1.6,
    }
}

/// The sentences that support a claim best.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Support {
    pub(super) best: Option<usize>,
    /// The one that adds most to it.
    pub(super) second: Option<usize>,
}

impl Context {
    pub(super) fn new(embedding: &Embedding, vectors: &mut Vectors, contexts: &[&str]) -> Self {
        let mut all = Vec::new();
        let mut data = false;
        for (index, context) in contexts.iter().enumerate() {
            let fields = is_data(context);
            data |= fields;
            let own = sentences(embedding, vectors, context, fields);
            all.extend(own.into_iter().map(|sentence| (index, sentence)));
        }
        let mut context = Self {
            units: all
                .iter()
                .map(|(_, sentence)| unit(&sentence.sum))
                .collect(),
            sentences: all,
            postings: Vec::new(),
            pairs: Vec::new(),
            skips: Vec::new(),
            rows: Vec::new(),
            total: [0; WIDTH],
            names: Vec::new(),
            denied: Vec::new(),
            affirmed: Vec::new(),
            words: 0,
            data,
        };
        context.index();
        context
    }

    fn index(&mut self) {
        let mut whole = [0_i32; WIDTH];
        for (at, (_, sentence)) in (0_u32..).zip(&self.sentences) {
            let words = &sentence.words;
            self.words += words.len();
            self.names.extend(
                words
                    .iter()
                    .filter(|word| word.sort == Sort::Name)
                    .map(|word| word.id),
            );
            self.postings.extend(words.iter().map(|word| (word.id, at)));
            self.rows.extend(
                words
                    .iter()
                    .filter(|word| word.row != 0)
                    .map(|word| (word.id, word.row)),
            );
            self.pairs.extend(
                words
                    .iter()
                    .zip(words.iter().skip(1))
                    .map(|(one, two)| pair(one, two)),
            );
            let mut last: Option<&Word> = None;
            for word in words.iter().filter(|word| word.sort != Sort::Small) {
                self.skips.extend(last.map(|last| pair(last, word)));
                last = Some(word);
            }
            for (total, value) in whole.iter_mut().zip(sentence.sum) {
                *total = total.saturating_add(value);
            }
            field_at(sentence, &mut self.denied, &mut self.affirmed);
        }
        self.postings.sort_unstable();
        self.postings.dedup();
        self.names.sort_unstable();
        self.pairs.sort_unstable();
        self.skips.sort_unstable();
        self.rows.sort_unstable();
        self.rows.dedup_by_key(|(id, _)| *id);
        self.total = unit(&whole);
    }

    pub(super) fn of(&self, id: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.postings.partition_point(|(other, _)| *other < id);
        self.postings
            .iter()
            .skip(from)
            .take_while(move |(other, _)| *other == id)
            .take(POSTINGS)
            .map(|(_, at)| *at)
    }

    pub(super) fn has(&self, id: u32) -> bool {
        self.of(id).next().is_some()
    }

    /// Whether it is a name somewhere, however it is written here.
    pub(super) fn names(&self, id: u32) -> bool {
        self.names.binary_search(&id).is_ok()
    }

    pub(super) fn has_pair(&self, pair: u64) -> bool {
        self.pairs.binary_search(&pair).is_ok()
    }

    pub(super) fn has_skip(&self, pair: u64) -> bool {
        self.skips.binary_search(&pair).is_ok()
    }

    /// Whether two words stand in one sentence.
    pub(super) fn together(&self, one: u32, two: u32) -> bool {
        let mut first = self.of(one).peekable();
        let mut second = self.of(two).peekable();
        while let (Some(a), Some(b)) = (first.peek(), second.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => first.next(),
                std::cmp::Ordering::Greater => second.next(),
            };
        }
        false
    }

    /// How alike what the context has in a word's place is to it: between `left` and `right` stands another word.
    pub(super) fn in_place(
        &self,
        vectors: &Vectors,
        word: &Word,
        left: Option<&Word>,
        right: Option<&Word>,
    ) -> Option<f32> {
        let (left, right) = (left?, right?);
        let low = u64::from(left.id) << 32;
        let from = self.pairs.partition_point(|each| *each < low);
        let others = self
            .pairs
            .iter()
            .skip(from)
            .take_while(|each| **each >> 32 == u64::from(left.id))
            .take(TRIED);
        let mut most: Option<f32> = None;
        for other in others {
            #[expect(clippy::cast_possible_truncation, reason = "the lower half is an id")]
            let other = *other as u32;
            if other == word.id || !self.has_pair(u64::from(other) << 32 | u64::from(right.id)) {
                continue;
            }
            let near = self.alike(vectors, word, other);
            most = Some(most.map_or(near, |most| most.max(near)));
        }
        most
    }

    fn alike(&self, vectors: &Vectors, word: &Word, other: u32) -> f32 {
        let row = self
            .rows
            .binary_search_by_key(&other, |(id, _)| *id)
            .ok()
            .and_then(|at| self.rows.get(at));
        let units = row.and_then(|(_, row)| Some((vectors.unit(word.row)?, vectors.unit(*row)?)));
        units.map_or(0.0, |(one, two)| cosine(one, two))
    }

    /// The sentences that share most with the claim.
    pub(super) fn support(&self, claim: &Sentence, own: &Unit) -> Support {
        let mut shared: Vec<(u32, u32, f32)> = Vec::new();
        for (place, word) in (0_u32..).zip(&claim.words) {
            if word.sort != Sort::Small {
                let value = weight(word.sort);
                shared.extend(self.of(word.id).map(|at| (at, place, value)));
            }
        }
        shared.sort_unstable_by_key(|(at, place, _)| (*at, *place));
        let groups = || shared.chunk_by(|one, other| one.0 == other.0);
        let index = |group: &[(u32, u32, f32)]| group.first().map(|(at, ..)| *at as usize);
        let mut best: Option<(f32, usize)> = None;
        for group in groups() {
            let Some(at) = index(group) else {
                continue;
            };
            let near = self.units.get(at).map_or(0.0, |other| cosine(own, other));
            let value = group.iter().map(|(.., value)| value).sum::<f32>() + 2.0 * near;
            if best.is_none_or(|(most, _)| value > most) {
                best = Some((value, at));
            }
        }
        let best = best.map(|(_, at)| at);
        let places: Vec<u32> = groups()
            .filter(|group| index(group) == best)
            .flatten()
            .map(|(_, place, _)| *place)
            .collect();
        let mut second: Option<(f32, usize)> = None;
        for group in groups().filter(|group| index(group) != best) {
            let more = group.iter().filter(|(_, place, _)| !places.contains(place));
            let value = more.map(|(.., value)| value).sum::<f32>();
            if second.is_none_or(|(most, _)| value > most) {
                second = index(group).map(|at| (value, at));
            }
        }
        Support {
            best: best.or((!self.sentences.is_empty()).then_some(0)),
            second: second.filter(|(value, _)| *value > 0.0).map(|(_, at)| at),
        }
    }

    pub(super) fn words_of(&self, at: Option<usize>) -> &[Word] {
        at.and_then(|at| self.sentences.get(at))
            .map_or(&[], |(_, sentence)| &sentence.words)
    }

    /// The words of a sentence and its neighbours.
    pub(super) fn around(&self, at: usize) -> impl Iterator<Item = &Word> + Clone {
        let first = at.saturating_sub(1);
        self.sentences
            .iter()
            .skip(first)
            .take(at + 2 - first)
            .flat_map(|(_, sentence)| &sentence.words)
    }
}

/// A field of one value: yes, no or nothing.
fn field_at(sentence: &Sentence, denied: &mut Vec<Vec<u32>>, affirmed: &mut Vec<Vec<u32>>) {
    let Some((key, [only])) = sentence.words.split_at_checked(sentence.key) else {
        return;
    };
    let stems: Vec<u32> = key
        .iter()
        .filter(|word| word.carries())
        .map(|word| word.id)
        .collect();
    if stems.is_empty() {
        return;
    }
    let says = |words: &[&str]| {
        words
            .iter()
            .any(|word| only.id == super::id(lexicon::stem(word)))
    };
    if only.is(NEGATION) || says(&["false", "null"]) {
        denied.push(stems);
    } else if says(&["true", "yes"]) {
        affirmed.push(stems);
    }
}
