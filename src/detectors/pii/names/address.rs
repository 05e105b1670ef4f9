//! Addresses: a street with its number, and what of building, town and code goes on behind it.

use super::table::flag::{CITY, GIVEN, REGION, SURNAME, WORD};
use super::{Gap, Hit, Reader, Shape, Word, cues, place};
use crate::detectors::pii::why::why;

/// Words of a street's name at most.
const NAME: usize = 6;
/// Words of an address at most.
const LONGEST: usize = 20;

/// An address that begins at a word.
pub(super) fn at(reader: &Reader<'_>, at: usize) -> Option<Hit> {
    let (street, score) = numbered(reader, at, true)
        .or_else(|| named(reader, at))
        .or_else(|| boxed(reader, at))
        .or_else(|| before_unit(reader, at))?;
    let last = tail(reader, street, at + LONGEST);
    Some(Hit {
        first: at,
        last,
        score: if last > street { 0.85 } else { score },
        why: why!("the form of an address"),
        named: last > street,
    })
}

fn is_number(reader: &Reader<'_>, at: usize) -> bool {
    reader.word(at).is_some_and(|word| {
        let text = reader.text(word);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        word.shape == Shape::Number && (1..6).contains(&digits) && text.len() <= digits + 1
    })
}

/// Whether a word goes on in a street's name.
fn goes_on(word: &Word) -> bool {
    matches!(word.gap, Gap::Space | Gap::Dot | Gap::Hyphen) && !word.owns
}

/// `1317 Kimberly Way`, `24 rue de la Paix`, `221B Baker Street`.
fn numbered(reader: &Reader<'_>, at: usize, coded: bool) -> Option<(usize, f64)> {
    if !is_number(reader, at) {
        return None;
    }
    let next = reader.word(at + 1)?;
    if next.gap != Gap::Space {
        return None;
    }
    if is_number(reader, at + 1) {
        // `91215 Harjukuja 54`, `3838 243 Main Street`: a code or another number before the street.
        return coded.then(|| numbered(reader, at + 1, false)).flatten();
    }
    let mut big = 0;
    for place in at + 1..at + 1 + NAME {
        let Some(word) = reader.word(place).filter(|word| goes_on(word)) else {
            break;
        };
        let street = place > at + 1 && cues::is_street(reader.lower(word).as_str());
        let ends = reader
            .word(place + 1)
            .is_none_or(|next| !(goes_on(next) && cues::is_street(reader.lower(next).as_str())));
        if street && ends {
            let score = if big > 0 { 0.7 } else { 0.55 };
            let fits = if word.is_big() {
                big > 0
            } else {
                is_sure(reader, at, word)
            };
            return fits.then_some((place + 1, score));
        }
        match word.shape {
            Shape::Capital | Shape::Initial | Shape::Upper => big += 1,
            Shape::Number if place > at + 1 => break,
            Shape::Number | Shape::Lower => {}
            Shape::Piece => break,
        }
        // Prose between a number and a word for a street: `3 people on the street`.
        if word.shape == Shape::Lower
            && !cues::is_particle(reader.lower(word).as_str())
            && (big > 0 || word.is(WORD) && place > at + 1)
        {
            break;
        }
    }
    // `256 via SHA`.
    let word = reader.lower(next);
    let ordinary = next.shape == Shape::Lower
        && matches!(word.as_str(), "via" | "al" | "os" | "place" | "plaza");
    named(reader, at + 1).or_else(|| {
        let last = before_name(reader, at + 1).filter(|_| !ordinary)?;
        Some((last, 0.6))
    })
}

/// Whether the small word for a street is seldom anything else, and what it follows no ordinary word after a small number:
/// `77 maple street`, not `3 way street`.
fn is_sure(reader: &Reader<'_>, at: usize, street: &Word) -> bool {
    let plain = reader
        .word(at + 1)
        .is_some_and(|word| word.is(WORD) && word.shape == Shape::Lower);
    let long = reader
        .word(at)
        .is_some_and(|number| number.end - number.start > 1);
    let sure = reader.says(Some(street), cues::is_sure_street);
    sure && (long || !plain)
}

/// `Hauptstraße 12`, `Rua do Arenque 1634`, `Calle Mayor, 5`.
fn named(reader: &Reader<'_>, at: usize) -> Option<(usize, f64)> {
    let word = reader.word(at)?;
    let number = |place: usize| {
        reader
            .word(place)
            .is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Comma | Gap::Dot))
            && is_number(reader, place)
    };
    let text = reader.text(word);
    if word.shape == Shape::Capital && cues::ends_as_street(text) && number(at + 1) {
        return Some((at + 2, 0.75));
    }
    let last = before_name(reader, at)?;
    number(last).then_some((last + 1, 0.7))
}

/// The end of the name of a street that its kind begins: `Rua Augusta`, `ul. Długa`.
fn before_name(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let word = reader.word(at)?;
    if !matches!(word.shape, Shape::Capital | Shape::Lower)
        || !cues::is_street_before(reader.lower(word).as_str())
    {
        return None;
    }
    let mut last = at + 1;
    let mut big = false;
    while last < at + NAME {
        let Some(next) = reader.word(last).filter(|next| goes_on(next)) else {
            break;
        };
        let particle = next.shape == Shape::Lower && cues::is_particle(reader.lower(next).as_str());
        if !next.is_big() && !particle {
            break;
        }
        big |= next.is_big();
        last += 1;
    }
    big.then_some(last)
}

/// `28030 Edeby 55, Apt. 297`: a name and its number before a part of a building.
fn before_unit(reader: &Reader<'_>, at: usize) -> Option<(usize, f64)> {
    let first = at + usize::from(is_number(reader, at));
    let mut last = first;
    while last < first + NAME
        && reader.word(last).is_some_and(|word| {
            (last == at || goes_on(word)) && matches!(word.shape, Shape::Capital | Shape::Initial)
        })
    {
        last += 1;
    }
    let number = last > first
        && reader.word(last).is_some_and(|word| word.gap == Gap::Space)
        && is_number(reader, last);
    let near = reader
        .word(last + 1)
        .is_some_and(|word| matches!(word.gap, Gap::Space | Gap::Comma | Gap::Line));
    (number && near && unit(reader, last + 1).is_some()).then_some((last + 1, 0.7))
}

/// `PO Box 123`, `PSC 4574, Box 8393`, `Unit 2050 Box 4190`.
fn boxed(reader: &Reader<'_>, at: usize) -> Option<(usize, f64)> {
    let is = |place: usize, words: &[&str]| {
        reader.says(reader.word(place), |word| words.contains(&word))
    };
    if is(at, &["po"]) && is(at + 1, &["box"]) && is_number(reader, at + 2) {
        return Some((at + 3, 0.75));
    }
    if is(at, &["p"]) && is(at + 1, &["o"]) && is(at + 2, &["box"]) && is_number(reader, at + 3) {
        return Some((at + 4, 0.75));
    }
    let base = is(at, &["psc", "unit", "cmr"])
        && is_number(reader, at + 1)
        && is(at + 2, &["box"])
        && is_number(reader, at + 3);
    base.then_some((at + 4, 0.75))
}

/// How far an address goes on.
fn tail(reader: &Reader<'_>, street: usize, most: usize) -> usize {
    let mut last = street;
    let mut towns = 0;
    while last < most {
        let Some(word) = reader.word(last) else { break };
        if !matches!(word.gap, Gap::Space | Gap::Comma | Gap::Line | Gap::Dot) {
            break;
        }
        if let Some(end) = unit(reader, last).or_else(|| ending(reader, last)) {
            last = end;
        } else if let Some(end) = town(reader, last).filter(|_| towns < 2) {
            last = end;
            towns += 1;
        } else {
            break;
        }
    }
    last
}

/// `Suite 442`, `Apt. 4B`, `# 7`.
fn unit(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let named = reader.says(reader.word(at), cues::is_unit);
    let next = reader.word(at + 1)?;
    let number = matches!(next.gap, Gap::Space | Gap::Dot)
        && (is_number(reader, at + 1) || next.shape == Shape::Initial);
    (named && number).then_some(at + 2)
}

/// A state, a country or a code.
fn ending(reader: &Reader<'_>, at: usize) -> Option<usize> {
    if let Some(last) = place::code_after(reader, at) {
        return Some(last);
    }
    let word = reader.word(at)?;
    let state = word.shape == Shape::Upper && cues::is_state(reader.text(word));
    if state {
        return Some(at + 1);
    }
    let (last, flags) = place::known(reader, at);
    (word.is_big() && flags & REGION != 0).then_some(last)
}

/// A town: one that is known, or words with capitals before a state, a country, a code or the end of the line.
fn town(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let word = reader.word(at)?;
    if !matches!(word.shape, Shape::Capital | Shape::Upper) || word.owns {
        return None;
    }
    let (last, flags) = place::known(reader, at);
    if flags & CITY != 0 && flags & (GIVEN | SURNAME | WORD) == 0 {
        return Some(last);
    }
    let mut last = at + 1;
    while last < at + 4 {
        let more = reader.word(last).is_some_and(|next| {
            matches!(next.gap, Gap::Space | Gap::Hyphen)
                && matches!(next.shape, Shape::Capital | Shape::Upper)
                && ending(reader, last).is_none()
                && unit(reader, last).is_none()
        });
        if !more {
            break;
        }
        last += 1;
    }
    let near = reader
        .word(last)
        .is_some_and(|next| matches!(next.gap, Gap::Space | Gap::Comma | Gap::Line));
    let goes_on = ending(reader, last).is_some() || unit(reader, last).is_some();
    (near && goes_on).then_some(last)
}
