//! What speaks against a claim, and how near the nearest sentences are.

use super::{Cover, Row, Setting, count, share, yes};
use crate::models::grounding::context::{Context, Support};
use crate::models::grounding::lexicon::{ABSOLUTE, HEDGE, NEGATION, QUANTITY};
use crate::models::grounding::look::Look;
use crate::models::grounding::vectors::{Unit, cosine};
use crate::models::grounding::words::{Sentence, Sort, Word};

pub(super) fn negated(words: &[Word]) -> bool {
    words.iter().any(|word| word.sort == Sort::Negation)
}

/// Whether a negation stands within three words before a place.
pub(super) fn negated_at(words: &[Word], at: usize) -> bool {
    let from = at.saturating_sub(3);
    words
        .iter()
        .skip(from)
        .take(at - from)
        .any(|word| word.sort == Sort::Negation)
}

/// Signs of a contradiction. 8.
pub(super) fn against(
    row: &mut Row,
    claim: &Sentence,
    best: &[Word],
    looks: &[Look],
    cover: Cover,
) {
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
pub(super) fn nearness(
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
pub(super) fn fields(row: &mut Row, context: &Context, claim: &Sentence) {
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
