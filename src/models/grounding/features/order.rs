//! Whether words stand to each other as they do in the context.

use super::{Cover, Row, count, grown, share, yes};
use crate::models::grounding::context::{Context, pair};
use crate::models::grounding::look::Look;
use crate::models::grounding::words::{Sentence, Sort, Word};

/// What stands beside what, in which order. 10.
pub(super) fn order(
    row: &mut Row,
    context: &Context,
    claim: &Sentence,
    looks: &[Look],
    best: &[Word],
) {
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
pub(super) fn missing(row: &mut Row, looks: &[Look], cover: Cover) {
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
