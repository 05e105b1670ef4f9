//! Numbers and names of a claim, and whether the context has them.

use super::{Row, Setting, count, grown, negated, share, yes};
use crate::models::grounding::context::{Context, pair};
use crate::models::grounding::lexicon::{ADDRESS, HEDGE, META, OPINION, REASON, TOLD};
use crate::models::grounding::look::Look;
use crate::models::grounding::words::{Sentence, Sort, Word};

pub(super) fn class(words: &[Word], bit: u16) -> f32 {
    let count_of = words.iter().filter(|word| word.is(bit)).count();
    share(count(count_of), count(words.len()))
}

/// What kind of sentence it is, and where it stands. 15.
pub(super) fn kind(row: &mut Row, setting: &Setting<'_>, claim: &Sentence) {
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

/// Numbers. 8.
pub(super) fn numbers(row: &mut Row, context: &Context, looks: &[Look]) {
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
pub(super) fn names(row: &mut Row, context: &Context, looks: &[Look]) {
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
