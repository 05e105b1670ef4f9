//! How much of a claim the context covers, word by word.

use super::{Row, STRETCH, count, grown, share};
use crate::models::grounding::look::Look;

#[derive(Clone, Copy)]
pub(super) struct Cover {
    pub(super) all: f32,
    pub(super) here: f32,
    pub(super) union: f32,
}

/// How much of it is found where. 12.
pub(super) fn cover(row: &mut Row, looks: &[Look]) -> Cover {
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
pub(super) fn stretches(row: &mut Row, looks: &[Look]) {
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
