//! Names of persons.

use super::cue::{self, Cue};
use super::table::flag::{CITY, COMMON, GIVEN, METRO, REGION, SURNAME, WORD};
use super::{Gap, Hit, Reader, Shape, Word, cues};
use crate::detectors::pii::why::why;

/// Words of a name at most.
const LONGEST: usize = 6;

/// A name that begins at a word.
pub(super) fn at(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let word = reader.word(at)?;
    match word.shape {
        Shape::Lower => return small(reader, at),
        Shape::Capital | Shape::Upper | Shape::Initial => {}
        _ => return None,
    }
    if is_title_here(reader, at) || is_inside(reader, at) {
        return None;
    }
    let last = run(reader, at);
    let before = cue::before(reader, at);
    // An ordinary word at the start of a sentence is not of the name.
    if before < Cue::Sure && last > at + 1 && !word.is(GIVEN | SURNAME) && word.is(WORD | REGION) {
        return None;
    }
    let last = without_things(reader, at, last)?;
    let cue = if reader.context {
        before.max(cue::after(reader, last))
    } else {
        Cue::None
    };
    let hit = |last: usize, score: f64| Hit {
        first: at,
        last,
        score,
        why: why!("the form of a name"),
        named: cue > Cue::None,
    };
    let lift = match cue {
        Cue::None => 0.0,
        Cue::Some => 0.25,
        Cue::Likely => 0.3,
        Cue::Sure => 0.4,
    };
    let whole = several(reader, at, last).map(|score| hit(last, score));
    let alone = single(reader, at, cue).map(|score| hit(at + 1, score));
    let best = match (whole, alone) {
        (Some(whole), Some(alone)) if alone.score > 0.5 && whole.score + lift <= 0.5 => alone,
        (Some(whole), _) => whole,
        (None, alone) => alone?,
    };
    let lowered = if best.last == at + 1 && the(reader, at) {
        0.3
    } else {
        0.0
    };
    let score = (best.score + lift - lowered).clamp(0.0, 0.95);
    (score > 0.5).then_some(Hit { score, ..best })
}

/// The end of the run of words that may be one name.
fn run(reader: &Reader<'_>, at: usize) -> usize {
    let mut last = at + 1;
    while last < at + LONGEST {
        let (Some(before), Some(next)) = (reader.word(last - 1), reader.word(last)) else {
            break;
        };
        let joined =
            next.gap == Gap::Space || next.gap == Gap::Dot && before.shape == Shape::Initial;
        // `Carry Me Back`: what a title writes large.
        let ordinary = next.is(WORD) && !next.is(GIVEN | SURNAME);
        if before.owns || !joined || ordinary {
            break;
        }
        if next.is_big() && next.shape != Shape::Upper
            || next.shape == Shape::Upper && before.shape == Shape::Upper
        {
            last += 1;
            continue;
        }
        // `van der Berg`: particles count when a name follows.
        let small = |at: usize| {
            reader.word(at).is_some_and(|word| {
                word.shape == Shape::Lower
                    && word.gap == Gap::Space
                    && cues::is_particle(reader.lower(word).as_str())
            })
        };
        let big = |at: usize| {
            reader
                .word(at)
                .is_some_and(|word| word.shape == Shape::Capital && word.gap == Gap::Space)
        };
        if small(last) && big(last + 1) {
            last += 2;
        } else if small(last) && small(last + 1) && big(last + 2) {
            last += 3;
        } else {
            break;
        }
    }
    last
}

/// The end of the run without an initial or a word that no name ends with; none when it names a thing.
fn without_things(reader: &Reader<'_>, at: usize, mut last: usize) -> Option<usize> {
    for place in at..last {
        if reader.says(reader.word(place), cues::is_thing) {
            return (place == at).then_some(at + 1).filter(|_| last == at + 1);
        }
    }
    if last > at + 1 && reader.says(reader.word(last - 1), cues::is_sure_street) {
        return None;
    }
    // `Jackson Hospital`: the run ends before an ordinary word.
    let next = reader
        .word(last)
        .filter(|next| next.gap == Gap::Space && next.is_big());
    if next.is_some() && (reader.says(next, cues::is_thing) || reader.says(next, cues::is_street)) {
        return None;
    }
    while last > at + 1 {
        let end = reader.word(last - 1)?;
        // `Anna In`, `Peter On`: what a title writes large.
        let small = end.is(WORD) && !end.is(GIVEN | SURNAME);
        if end.shape == Shape::Initial && last < at + 3 || small {
            last -= 1;
        } else {
            break;
        }
    }
    Some(last)
}

/// What two and more words show.
fn several(reader: &Reader<'_>, at: usize, last: usize) -> Option<f64> {
    if last < at + 2 {
        return None;
    }
    let (first, end) = (reader.word(at)?, reader.word(last - 1)?);
    let unknown = |word: &Word| word.flags & !super::table::flag::BEGINS == 0;
    let surname = |word: &Word| word.only(SURNAME) || cues::ends_as_surname(reader.text(word));
    let initials = (at + 1..last - 1).any(|place| {
        reader
            .word(place)
            .is_some_and(|word| word.shape == Shape::Initial)
    });
    let initial = if initials && end.shape != Shape::Initial {
        0.25
    } else {
        0.0
    };
    // `West Africa`.
    if end.is(REGION) && !end.is(COMMON) {
        return None;
    }
    let base = if first.only(GIVEN) {
        match end {
            _ if surname(end) => 0.85,
            _ if end.only(GIVEN) => 0.75,
            _ if end.is(CITY | REGION) && !end.is(SURNAME | GIVEN) => return None,
            _ if end.is(SURNAME | GIVEN) => 0.7,
            _ if unknown(end) && first.is(CITY | REGION) && !first.is(COMMON) => 0.5,
            _ if unknown(end) && first.is(COMMON) => 0.7,
            _ if unknown(end) && first.end - first.start > 3 => 0.55,
            _ if unknown(end) => 0.4,
            _ => return None,
        }
    } else if first.is(GIVEN) {
        match end {
            _ if surname(end) => 0.7,
            _ if end.only(GIVEN) && !reader.begins(at) => 0.6,
            _ if unknown(end) && !reader.begins(at) => 0.5,
            _ => 0.3,
        }
    } else if first.only(SURNAME) {
        match end {
            _ if end.only(GIVEN) => 0.6,
            _ if surname(end) && !first.is(CITY) => 0.5,
            _ if unknown(end) => 0.35,
            _ => 0.25,
        }
    } else if unknown(first) && first.shape == Shape::Capital {
        match end {
            _ if cues::ends_as_surname(reader.text(end)) => 0.55,
            _ if end.only(SURNAME) && !end.is(CITY | REGION) => 0.5,
            _ if unknown(end) => 0.25,
            _ => 0.2,
        }
    } else if first.shape == Shape::Initial {
        if surname(end) { 0.5 } else { 0.25 }
    } else {
        0.15
    };
    let shouted = if first.shape == Shape::Upper {
        0.2
    } else {
        0.0
    };
    Some(base + initial - shouted)
}

/// What one word shows.
fn single(reader: &Reader<'_>, at: usize, cue: Cue) -> Option<f64> {
    let word = reader.word(at)?;
    let text = reader.text(word);
    if word.shape != Shape::Capital {
        return (cue == Cue::Sure && word.shape == Shape::Upper && word.only(GIVEN | SURNAME))
            .then_some(0.3);
    }
    // Towns are called after persons: a small one is seldom meant by a frequent name.
    let place = word.is(REGION | METRO) || word.is(CITY) && !word.is(COMMON);
    let long = word.end - word.start;
    Some(if word.only(GIVEN) && !place {
        match (word.is(COMMON), long) {
            (true, 3..) => 0.6,
            (false, 5..) => 0.55,
            _ => 0.35,
        }
    } else if word.is(GIVEN) && !word.is(REGION) {
        0.3
    } else if word.only(SURNAME) && !word.is(REGION) || cues::ends_as_surname(text) {
        0.35
    } else if word.is(SURNAME) && !place {
        0.2
    } else if word.flags == 0 && cue == Cue::Sure {
        0.25
    } else if word.flags == 0 && cue::is_kin(reader, at) {
        0.3
    } else {
        return None;
    })
}

/// A name without capitals: a frequent given name and a surname, or what follows an introduction.
fn small(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let (first, next) = (reader.word(at)?, reader.word(at + 1));
    let hit = |last: usize, score: f64| Hit {
        first: at,
        last,
        score,
        why: why!("the form of a name"),
        named: false,
    };
    let small = |word: &Word| word.shape == Shape::Lower && word.gap == Gap::Space;
    let introduced = reader.context && cue::introduced(reader, at);
    let known = first.only(GIVEN) && !first.is(CITY | REGION) && first.end - first.start > 3;
    if !known && !introduced {
        return None;
    }
    let middle = next
        .filter(|word| small(word) && word.end - word.start == 1)
        .map_or(1, |_| 2);
    let end = reader.word(at + middle).filter(|word| small(word));
    let follows = |word: &&Word| {
        (word.only(SURNAME) || cues::ends_as_surname(reader.text(word)))
            && word.end - word.start > 3
    };
    match end.filter(follows) {
        Some(_) if known && (first.is(COMMON) || introduced) => Some(hit(at + middle + 1, 0.6)),
        _ if introduced && known => Some(hit(at + 1, 0.6)),
        _ => None,
    }
}

/// Whether a title stands here that a name follows: it is not of the name.
fn is_title_here(reader: &Reader<'_>, at: usize) -> bool {
    let next = |place: usize| {
        reader
            .word(place)
            .is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Dot) && word.is_big())
    };
    reader.says(reader.word(at), cues::is_honorific) && next(at + 1)
}

/// Whether a word stands in a run that an earlier word began and that is no name.
fn is_inside(reader: &Reader<'_>, at: usize) -> bool {
    let (Some(before), Some(word)) = (reader.before(at, 1), reader.word(at)) else {
        return false;
    };
    // `Bank of America`-like names and titles of works: a capital right before that is neither a title nor a sentence's start.
    let titled = [cues::is_honorific, cues::is_role, cues::is_naming]
        .into_iter()
        .any(|list| reader.says(Some(before), list));
    let joined = word.gap == Gap::Space || word.gap == Gap::Hyphen;
    // `I'm`, `What's`: no names.
    if before.owns
        || reader.text(before).contains(['\'', '\u{2019}']) && !before.is(GIVEN | SURNAME)
    {
        return false;
    }
    let starts = before.is(WORD) && at > 1 && reader.begins(at - 1) || at == 1 && before.is(WORD);
    joined && before.is_big() && !titled && !starts && !before.is(REGION)
}

/// `the` before a name makes it something else.
fn the(reader: &Reader<'_>, at: usize) -> bool {
    reader.word(at).is_some_and(|word| word.gap == Gap::Space)
        && reader.says(reader.before(at, 1), |word| {
            matches!(word, "the" | "a" | "an")
        })
}
