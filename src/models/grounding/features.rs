//! The features of a claim.

use super::context::{Context, Support, pair};
use super::lexicon::{ABSOLUTE, ADDRESS, HEDGE, META, NEGATION, OPINION, QUANTITY, REASON, TOLD};
use super::look::{Look, looks};
use super::vectors::{Unit, Vectors, cosine, unit};
use super::words::{Sentence, Sort, Word};

/// Features of a claim.
pub const COUNT: usize = 90;
/// Where the share of words of opinion stands, whether it is a question, its length.
pub(super) const LENGTH: usize = 0;
pub(super) const OPINIONS: usize = 1;
pub(super) const QUESTION: usize = 2;
pub(super) const CLAIMS: usize = 11;
pub(super) const SIZE: usize = 12;
pub(super) const DATA: usize = 13;
/// Words of a stretch that is looked at by itself.
const STRETCH: usize = 5;

/// What a claim is held against, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) context: &'a Context,
    pub(super) vectors: &'a Vectors,
    /// Stems of the question, in order, and its direction.
    pub(super) asked: &'a [u32],
    pub(super) question: Option<&'a Unit>,
    pub(super) place: usize,
    pub(super) claims: usize,
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn count(number: usize) -> f32 {
    number as f32
}

fn share(part: f32, all: f32) -> f32 {
    if all > 0.0 { part / all } else { 0.0 }
}

fn yes(value: bool) -> f32 {
    f32::from(u8::from(value))
}

/// A number that grows ever slower, up to 1.
fn grown(value: f32, half: f32) -> f32 {
    value / (value + half)
}

struct Row {
    values: [f32; COUNT],
    next: usize,
}

impl Row {
    fn push(&mut self, value: f32) {
        if let Some(cell) = self.values.get_mut(self.next) {
            *cell = value;
        }
        self.next += 1;
    }

    fn all<const N: usize>(&mut self, values: [f32; N]) {
        for value in values {
            self.push(value);
        }
    }
}

/// The features of a claim and the sentence that is nearest to it.
pub(super) fn features(setting: &Setting<'_>, claim: &Sentence) -> ([f32; COUNT], Option<usize>) {
    let context = setting.context;
    let own = unit(&claim.sum);
    let support = context.support(claim, &own);
    let looks = looks(context, setting.vectors, claim, support, setting.asked);
    let best = context.words_of(support.best);
    let mut row = Row {
        values: [0.0; COUNT],
        next: 0,
    };
    kind(&mut row, setting, claim);
    let cover = cover(&mut row, &looks);
    stretches(&mut row, &looks);
    numbers(&mut row, context, &looks);
    names(&mut row, context, &looks);
    order(&mut row, context, claim, &looks, best);
    missing(&mut row, &looks, cover);
    against(&mut row, claim, best, &looks, cover);
    nearness(&mut row, setting, &own, support, &looks, best);
    fields(&mut row, context, claim);
    debug_assert_eq!(row.next, COUNT, "the features");
    (row.values, support.best)
}

fn class(words: &[Word], bit: u16) -> f32 {
    let count_of = words.iter().filter(|word| word.is(bit)).count();
    share(count(count_of), count(words.len()))
}

/// What kind of sentence it is, and where it stands. 15.
fn kind(row: &mut Row, setting: &Setting<'_>, claim: &Sentence) {
    let words = &claim.words;
    let length = count(words.len());
    row.all([
        grown(length, 10.0),
        class(words, OPINION),
        yes(claim.question),
        class(words, HEDGE),
        class(words, ADDRESS),
        class(words, META),
        class(words, TOLD),
        class(words, REASON),
        yes(negated(words)),
        grown(count(setting.place), 4.0),
        yes(setting.place + 1 == setting.claims && setting.claims > 1),
        grown(count(setting.claims), 6.0),
        grown(count(setting.context.words), 300.0),
        yes(setting.context.data),
        grown(count(setting.context.sentences.len()), 10.0),
    ]);
}

#[derive(Clone, Copy)]
struct Cover {
    all: f32,
    here: f32,
    union: f32,
}

/// How much of it is found where. 12.
fn cover(row: &mut Row, looks: &[Look]) -> Cover {
    let (mut weights, mut all, mut here, mut around, mut union) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut told, mut told_all, mut told_union, mut asked) = (0.0, 0.0, 0.0, 0.0);
    for look in looks {
        let found = |value: bool| if value { look.weight } else { 0.0 };
        weights += look.weight;
        all += found(look.known);
        here += found(look.here);
        around += found(look.around);
        union += found(look.union);
        asked += found(look.asked);
        told += look.telling;
        told_all += if look.known { look.telling } else { 0.0 };
        told_union += if look.union { look.telling } else { 0.0 };
    }
    let cover = Cover {
        all: share(all, weights),
        here: share(here, weights),
        union: share(union, weights),
    };
    row.all([
        cover.all,
        cover.here,
        share(around, weights),
        cover.union,
        share(told_all, told),
        share(told_union, told),
        share(asked, weights),
        cover.all * cover.all,
        cover.all * cover.union,
        (1.0 - cover.all) * grown(count(looks.len()), 6.0),
        grown(told - told_all, 3.0),
        grown(told - told_union, 3.0),
    ]);
    cover
}

/// The stretch that is found least. 6.
fn stretches(row: &mut Row, looks: &[Look]) {
    let (mut least_known, mut least_union) = (1.0_f32, 1.0_f32);
    for stretch in looks.windows(STRETCH.min(looks.len().max(1))) {
        let of = |found: &dyn Fn(&Look) -> bool| {
            let part: f32 = stretch
                .iter()
                .filter(|look| found(look))
                .map(|look| look.weight)
                .sum();
            share(part, stretch.iter().map(|look| look.weight).sum())
        };
        least_known = least_known.min(of(&|look| look.known));
        least_union = least_union.min(of(&|look| look.union));
    }
    let (mut run, mut longest, mut apart, mut longest_apart) = (0, 0, 0, 0);
    for look in looks {
        run = if look.known { 0 } else { run + 1 };
        apart = if look.union { 0 } else { apart + 1 };
        longest = longest.max(run);
        longest_apart = longest_apart.max(apart);
    }
    let tail = |found: fn(&Look) -> bool| {
        let last = looks.len().saturating_sub(4);
        let end = looks.iter().skip(last);
        share(
            count(end.clone().filter(|look| found(look)).count()),
            count(end.count()),
        )
    };
    row.all([
        least_known,
        least_union,
        grown(count(longest), 3.0),
        grown(count(longest_apart), 3.0),
        tail(|look| look.known),
        tail(|look| look.union),
    ]);
}

/// Numbers. 8.
fn numbers(row: &mut Row, context: &Context, looks: &[Look]) {
    let numbers: Vec<(usize, &Look)> = looks
        .iter()
        .enumerate()
        .filter(|(_, look)| look.word.sort == Sort::Number)
        .collect();
    let of =
        |found: fn(&Look) -> bool| count(numbers.iter().filter(|(_, look)| !found(look)).count());
    let all = count(numbers.len());
    // A number that the context has, but never with the word beside it.
    let mut strange = 0;
    for (at, look) in numbers.iter().filter(|(_, look)| look.known) {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let beside = beside
            .into_iter()
            .flatten()
            .filter_map(|at| looks.get(at))
            .filter(|other| other.known);
        let mut any = false;
        let mut met = false;
        for other in beside {
            any = true;
            met |= context.together(look.word.id, other.word.id);
        }
        strange += usize::from(any && !met);
    }
    row.all([
        yes(!numbers.is_empty()),
        share(of(|look| look.known), all),
        yes(of(|look| look.known) > 0.0),
        share(of(|look| look.union), all),
        share(of(|look| look.around), all),
        share(count(strange), all),
        yes(numbers
            .iter()
            .any(|(_, look)| !look.here && look.place.is_some())),
        grown(all, 2.0),
    ]);
}

/// Names. 7.
fn names(row: &mut Row, context: &Context, looks: &[Look]) {
    let names: Vec<&Look> = looks
        .iter()
        .filter(|look| look.word.sort == Sort::Name)
        .collect();
    let of = |found: fn(&Look) -> bool| count(names.iter().filter(|look| !found(look)).count());
    let all = count(names.len());
    // Two names beside each other that the context has apart.
    let mut torn = 0;
    let mut couples = 0;
    for (one, two) in looks.iter().zip(looks.iter().skip(1)) {
        let both = one.word.sort == Sort::Name && two.word.sort == Sort::Name;
        if both && two.at == one.at + 1 && one.known && two.known {
            couples += 1;
            torn += usize::from(!context.has_pair(pair(&one.word, &two.word)));
        }
    }
    row.all([
        yes(!names.is_empty()),
        share(of(|look| look.known || look.asked), all),
        yes(of(|look| look.known || look.asked) > 0.0),
        share(of(|look| look.union), all),
        yes(names.iter().any(|look| !look.here && look.place.is_some())),
        share(count(torn), count(couples)),
        yes(torn > 0),
    ]);
}

/// What stands beside what, in which order. 10.
fn order(row: &mut Row, context: &Context, claim: &Sentence, looks: &[Look], best: &[Word]) {
    let (mut pairs, mut found, mut run, mut longest) = (0, 0, 0, 0);
    for (one, two) in claim.words.iter().zip(claim.words.iter().skip(1)) {
        pairs += 1;
        let known = context.has_pair(pair(one, two));
        run = if known { run + 1 } else { 0 };
        found += usize::from(known);
        longest = longest.max(run);
    }
    let (mut skips, mut beside, mut met, mut both, mut strange) = (0, 0, 0, 0, 0);
    for (one, two) in looks.iter().zip(looks.iter().skip(1)) {
        skips += 1;
        beside += usize::from(context.has_skip(pair(&one.word, &two.word)));
        if one.known && two.known {
            both += 1;
            let together = context.together(one.word.id, two.word.id);
            met += usize::from(together);
            strange = if together { strange } else { strange + 1 };
        }
    }
    // Words that the nearest sentence has in another order.
    let places: Vec<usize> = looks
        .iter()
        .filter(|look| look.here)
        .filter_map(|look| best.iter().position(|word| word.id == look.word.id))
        .collect();
    let turned = places
        .iter()
        .zip(places.iter().skip(1))
        .filter(|(one, two)| one > two)
        .count();
    let used = share(
        count(places.len()),
        count(best.iter().filter(|word| word.sort != Sort::Small).count()),
    );
    row.all([
        share(count(found), count(pairs)),
        share(count(longest), count(claim.words.len())),
        share(count(beside), count(skips)),
        share(count(met), count(both)),
        grown(count(strange), 2.0),
        share(count(turned), count(places.len().saturating_sub(1))),
        yes(turned > 0 && places.len() > 2),
        used.min(1.0),
        used.min(1.0) * share(count(places.len()), count(looks.len())),
        yes(both > 0 && met == both),
    ]);
}

/// Words without a match, and what they may stand in for. 14.
fn missing(row: &mut Row, looks: &[Look], cover: Cover) {
    let content = count(looks.iter().filter(|look| look.word.carries()).count());
    let gone = count(
        looks
            .iter()
            .filter(|look| look.word.carries() && !look.known)
            .count(),
    );
    let apart: Vec<&Look> = looks
        .iter()
        .filter(|look| look.word.carries() && !look.here)
        .collect();
    let soft: f32 = apart.iter().map(|look| look.like).sum();
    let soft = if apart.is_empty() {
        1.0
    } else {
        soft / count(apart.len())
    };
    let worst = apart.iter().map(|look| look.like).fold(1.0, f32::min);
    let swap = apart.iter().map(|look| look.spare).fold(0.0, f32::max);
    let telling = apart
        .iter()
        .filter(|look| !look.known)
        .map(|look| look.telling)
        .fold(0.0, f32::max);
    let placed: Vec<&&Look> = apart.iter().filter(|look| look.place.is_some()).collect();
    let alike = placed
        .iter()
        .filter_map(|look| look.place)
        .fold(0.0, f32::max);
    let one = yes(apart.len() == 1);
    let edges = |look: Option<&Look>| yes(look.is_some_and(|look| !look.known));
    row.all([
        grown(gone, 3.0),
        share(gone, content),
        yes(gone == 0.0),
        soft,
        worst,
        swap,
        swap * (1.0 - cover.here),
        telling / 2.0,
        yes(!placed.is_empty()),
        alike,
        one * cover.here,
        one * worst,
        edges(looks.iter().find(|look| look.word.carries())),
        edges(looks.last()),
    ]);
}

fn negated(words: &[Word]) -> bool {
    words.iter().any(|word| word.sort == Sort::Negation)
}

/// Whether a negation stands within three words before a place.
fn negated_at(words: &[Word], at: usize) -> bool {
    let from = at.saturating_sub(3);
    words
        .iter()
        .skip(from)
        .take(at - from)
        .any(|word| word.sort == Sort::Negation)
}

/// Signs of a contradiction. 8.
fn against(row: &mut Row, claim: &Sentence, best: &[Word], looks: &[Look], cover: Cover) {
    let contrary = claim.words.iter().any(|word| {
        word.contrary != 0
            && best.iter().any(|other| other.id == word.contrary)
            && !best.iter().any(|other| other.id == word.id)
    });
    let turned = looks
        .iter()
        .filter(|look| look.here && look.word.sort != Sort::Negation)
        .any(|look| {
            let other = best.iter().position(|word| word.id == look.word.id);
            other.is_some_and(|other| negated_at(&claim.words, look.at) != negated_at(best, other))
        });
    let differs = negated(&claim.words) != negated(best);
    let lacks = |bit: u16| {
        yes(claim
            .words
            .iter()
            .any(|word| word.is(bit) && !best.iter().any(|other| other.id == word.id)))
    };
    let most = claim
        .words
        .iter()
        .any(|word| word.most && !best.iter().any(|other| other.id == word.id));
    row.all([
        yes(contrary),
        yes(turned) * cover.here,
        yes(differs),
        yes(differs) * cover.here,
        lacks(ABSOLUTE),
        lacks(QUANTITY) * cover.here,
        yes(best.iter().any(|word| word.is(HEDGE))
            && !claim.words.iter().any(|word| word.is(HEDGE)))
            * cover.here,
        yes(most),
    ]);
}

/// By the embedding. 7.
fn nearness(
    row: &mut Row,
    setting: &Setting<'_>,
    own: &Unit,
    support: Support,
    looks: &[Look],
    best: &[Word],
) {
    let context = setting.context;
    let of = |at: Option<usize>| at.and_then(|at| context.units.get(at));
    let near = |other: Option<&Unit>| other.map_or(0.0, |other| cosine(own, other));
    let asked = setting.question;
    let on = share(
        count(
            best.iter()
                .filter(|word| {
                    word.sort != Sort::Small && setting.asked.binary_search(&word.id).is_ok()
                })
                .count(),
        ),
        count(setting.asked.len()),
    );
    let new = looks.iter().filter(|look| !look.known);
    row.all([
        near(of(support.best)),
        near(Some(&context.total)),
        near(of(support.second)),
        near(asked),
        asked.map_or(0.0, |asked| {
            of(support.best).map_or(0.0, |best| cosine(asked, best))
        }),
        on.min(1.0),
        share(
            count(new.clone().filter(|look| look.asked).count()),
            count(new.count()),
        ),
    ]);
}

/// Fields of structured data that say no. 3.
fn fields(row: &mut Row, context: &Context, claim: &Sentence) {
    let ids: Vec<u32> = claim
        .words
        .iter()
        .filter(|word| word.carries())
        .map(|word| word.id)
        .collect();
    let most = |keys: &[Vec<u32>]| {
        let of = |key: &Vec<u32>| {
            share(
                count(key.iter().filter(|id| ids.contains(id)).count()),
                count(key.len()),
            )
        };
        keys.iter().map(of).fold(0.0, f32::max)
    };
    let no = claim.words.iter().any(|word| word.is(NEGATION));
    let (denied, affirmed) = (most(&context.denied), most(&context.affirmed));
    row.all([
        if no { 0.0 } else { denied },
        if no { affirmed } else { 0.0 },
        denied.max(affirmed),
    ]);
}
