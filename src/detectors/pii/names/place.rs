//! Names of places and codes of the post.

use super::table::Key;
use super::table::flag::{BEGINS, CITY, COMMON, GIVEN, METRO, REGION, SURNAME, WORD};
use super::{Gap, Hit, Reader, Shape, cues};
use crate::detectors::pii::why::{Why, why};

/// Words of a place at most.
const LONGEST: usize = 4;

/// A place that begins at a word.
pub(super) fn at(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let hit = |last: usize, score: f64, why: Why| Hit {
        first: at,
        last,
        score,
        why,
        named: score > 0.6,
    };
    if let Some(last) = code(reader, at) {
        return Some(hit(last, 0.6, why!("the form of a postal code")));
    }
    let word = reader.word(at)?;
    if !matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Lower) {
        return None;
    }
    let (last, flags) = known(reader, at);
    let moving = reader.context && moving(reader, at);
    let prepared = reader.context
        && word.gap == Gap::Space
        && reader.says(reader.before(at, 1), |word| {
            cues::is_inner(word) || flags & GIVEN == 0 && cues::is_preposition(word)
        });
    let score = if flags == 0 {
        0.0
    } else if word.shape == Shape::Lower {
        let plain = flags & (WORD | GIVEN | SURNAME) == 0;
        if plain && (moving || prepared && flags & REGION != 0) {
            0.55
        } else {
            0.0
        }
    } else {
        score(reader, at, last, flags, prepared || moving)
    };
    if score > 0.5 {
        return Some(hit(last, score, why!("the name of a place")));
    }
    stated(reader, at).or_else(|| {
        let last = unknown(reader, at)?;
        moving.then(|| hit(last, 0.55, why!("a name after words for going and living")))
    })
}

/// The longest place of the table that begins at a word, and what it is.
pub(super) fn known(reader: &Reader<'_>, at: usize) -> (usize, u8) {
    let Some(word) = reader.word(at) else {
        return (at, 0);
    };
    let mut best = (
        at + 1,
        if word.is(CITY | REGION) {
            word.flags
        } else {
            0
        },
    );
    if !word.is(BEGINS) {
        return best;
    }
    let mut key = Key::of(reader.text(word));
    for last in at + 1..at + LONGEST {
        let Some(next) = reader.word(last) else { break };
        if !matches!(next.gap, Gap::Space | Gap::Hyphen | Gap::Dot)
            || reader.word(last - 1).is_some_and(|word| word.owns)
        {
            break;
        }
        key = key.and(reader.text(next));
        let flags = key.flags();
        let same = next.is_big() == word.is_big() || !next.is_big();
        if flags & (CITY | REGION) != 0 && same {
            best = (last + 1, flags & !(GIVEN | SURNAME | WORD | COMMON));
        }
        if flags & BEGINS == 0 {
            break;
        }
    }
    best
}

/// How sure a place of the table is.
fn score(reader: &Reader<'_>, at: usize, last: usize, flags: u8, prepared: bool) -> f64 {
    let inside = inside(reader, at, last);
    let listed = reader
        .word(last)
        .is_some_and(|next| next.gap == Gap::Comma && next.is_big() && next.is(REGION));
    let person = flags & GIVEN != 0 && flags & COMMON != 0;
    let ordinary = flags & WORD != 0;
    let base: f64 = if last > at + 1 {
        // More sure than a person called so.
        0.9
    } else if flags & REGION != 0 {
        match (person, ordinary) {
            (false, false) => 0.7,
            (false, true) if !reader.begins(at) => 0.55,
            _ => 0.4,
        }
    } else if flags & METRO != 0 && !ordinary {
        if person { 0.4 } else { 0.6 }
    } else {
        match (flags & (GIVEN | SURNAME) != 0, ordinary) {
            (false, false) => 0.45,
            (true, false) => 0.3,
            (_, true) => 0.25,
        }
    };
    let shape = reader.word(at).map_or(Shape::Lower, |word| word.shape);
    // `US` and `UK` are written large, `IN` and `MOBILE` shout.
    let shouted = if shape == Shape::Upper && flags & REGION == 0 {
        0.15
    } else {
        0.0
    };
    let thing = reader
        .word(last)
        .is_some_and(|next| next.gap == Gap::Space && next.is_big())
        && reader.says(reader.word(last), cues::is_thing);
    if thing {
        return 0.0;
    }
    let score = base + if prepared || listed { 0.3 } else { 0.0 }
        - if inside { 0.3 } else { 0.0 }
        - shouted;
    score.clamp(0.0, 0.95)
}

/// Whether the words around make it a part of another name: `Paris Hilton`, `Bank of America`, `Boston University`.
fn inside(reader: &Reader<'_>, at: usize, last: usize) -> bool {
    let Some(word) = reader.word(at) else {
        return false;
    };
    let before = reader.before(at, 1);
    let joined = word.gap == Gap::Space
        && before.is_some_and(|before| {
            before.shape == Shape::Capital && !before.owns && !reader.begins(at - 1)
        });
    let next = reader.word(last);
    let goes_on = next.is_some_and(|next| {
        next.gap == Gap::Space
            && next.shape == Shape::Capital
            && !reader.word(last - 1).is_some_and(|word| word.owns)
    });
    joined && !word.is(REGION) || goes_on
}

/// Whether the words before a place speak of going or living there.
fn moving(reader: &Reader<'_>, at: usize) -> bool {
    let near = reader.word(at).is_some_and(|word| word.gap == Gap::Space);
    if !near {
        return false;
    }
    let preposition = reader.says(reader.before(at, 1), |word| {
        matches!(word, "from" | "in" | "to" | "at" | "near" | "of")
    });
    let moves = (2..4).any(|back| reader.says(reader.before(at, back), cues::is_moving));
    preposition && moves
}

/// Words with capitals that are in no list of ordinary words or persons.
fn unknown(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let quiet = reader
        .before(at, 1)
        .is_some_and(|before| before.shape == Shape::Lower);
    let fits = |place: usize| {
        reader.word(place).is_some_and(|word| {
            (word.shape == Shape::Capital
                || quiet && word.shape == Shape::Upper && word.end - word.start > 4)
                && !word.is(WORD)
                && !reader.says(Some(word), cues::is_thing)
                && (place == at || word.gap == Gap::Space)
        })
    };
    let person = reader.word(at)?.is(GIVEN);
    if !fits(at) || person {
        return None;
    }
    let mut last = at + 1;
    while last < at + 3 && fits(last) && !reader.word(last - 1).is_some_and(|word| word.owns) {
        last += 1;
    }
    Some(last)
}

/// `Springfield, IL 62704`: a name, the letters of a state and often a code.
fn stated(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let mut state = at + 1;
    while state < at + LONGEST {
        let next = reader.word(state)?;
        let big = reader.word(state - 1)?.shape == Shape::Capital;
        if !big {
            return None;
        }
        if next.shape == Shape::Upper
            && matches!(next.gap, Gap::Comma | Gap::Space)
            && cues::is_state(reader.text(next))
        {
            let comma = next.gap == Gap::Comma;
            let last = code_after(reader, state + 1);
            let score = if last.is_some() { 0.75 } else { 0.6 };
            return (comma || last.is_some()).then(|| Hit {
                first: at,
                last: last.unwrap_or(state + 1),
                score,
                why: why!("a place with its state"),
                named: last.is_some(),
            });
        }
        if next.gap != Gap::Space {
            return None;
        }
        state += 1;
    }
    None
}

/// The end of a postal code of five digits, or more signs, that stands at a word.
pub(super) fn code_after(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if let Some(last) = letters(reader, at) {
        return Some(last);
    }
    let word = reader.word(at)?;
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let text = reader.text(word);
    if !matches!(word.gap, Gap::Space | Gap::Comma | Gap::Line)
        || !(4..7).any(|length| digits(text, length))
    {
        return None;
    }
    let more = reader.word(at + 1);
    let plus = more.is_some_and(|more| {
        more.gap == Gap::Hyphen && (digits(reader.text(more), 4) || digits(reader.text(more), 3))
    });
    Some(at + 1 + usize::from(plus))
}

/// The end of a postal code that stands alone.
fn code(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if let Some(last) = letters(reader, at) {
        return Some(last);
    }
    let word = reader.word(at)?;
    let text = reader.text(word);
    let digits = (3..9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = || {
        let near = matches!(word.gap, Gap::Space | Gap::Colon);
        let before = |back: usize| reader.says(reader.before(at, back), cues::is_code_word);
        near && (before(1)
            || before(2) && reader.says(reader.before(at, 1), |word| matches!(word, "code" | "is")))
    };
    if digits && reader.context && named() {
        let more = reader.word(at + 1);
        let plus = more.is_some_and(|more| more.gap == Gap::Hyphen && more.shape == Shape::Number);
        return Some(at + 1 + usize::from(plus));
    }
    None
}

/// `SW1A 1AA`, `K1A 0B1`: the codes of the United Kingdom and of Canada, whose letters and digits have their places.
fn letters(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let (one, two) = (reader.word(at)?, reader.word(at + 1)?);
    if two.gap != Gap::Space || two.start != one.end + 1 {
        return None;
    }
    let form = |text: &str| -> [u8; 4] {
        let mut form = [0; 4];
        for (to, from) in form.iter_mut().zip(text.bytes()) {
            *to = match from {
                b'A'..=b'Z' => b'A',
                b'0'..=b'9' => b'9',
                _ => b'?',
            };
        }
        form
    };
    let (head, tail) = (reader.text(one), reader.text(two));
    if tail.len() != 3 || !(2..5).contains(&head.len()) {
        return None;
    }
    let head = form(head);
    let outward = [
        *b"A9\0\0", *b"A99\0", *b"AA9\0", *b"AA99", *b"A9A\0", *b"AA9A",
    ]
    .contains(&head);
    let kingdom = outward && form(tail) == *b"9AA\0";
    let canada = head == *b"A9A\0" && form(tail) == *b"9A9\0";
    (kingdom || canada).then_some(at + 2)
}
