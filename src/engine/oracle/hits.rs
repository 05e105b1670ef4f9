//! Literals, looked for one by one at every place.

use super::spelled;
use crate::detectors::{Hit, Literal};
use crate::text::json::BORDER;
use crate::text::{self, Text, View, Views};

/// Every hit of every literal, in the order that detectors are promised.
pub(super) fn find(text: &Text<'_>, literals: &[Literal]) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (index, literal) in (0_u32..).zip(literals) {
        for form in text::forms(&literal.text) {
            let form = form.to_ascii_lowercase();
            plain(text, (index, literal), &form, &mut hits);
            if literal.obfuscated {
                disguised(text, index, &form, &mut hits);
            }
        }
    }
    hits.sort_by_key(|hit| (hit.end, hit.start, hit.literal));
    hits
}

fn plain(text: &Text<'_>, (index, literal): (u32, &Literal), form: &str, hits: &mut Vec<Hit>) {
    let view = text.normalised().as_bytes();
    let length = form.len();
    if length == 0 || length > view.len() {
        return;
    }
    let same = |one: Option<&u8>, other: Option<&u8>| {
        one.map(u8::to_ascii_lowercase) == other.map(u8::to_ascii_lowercase)
    };
    let first = literal.text.bytes().next();
    let single = literal.text.len() > 3 && literal.text.bytes().all(|byte| Some(byte) == first);
    for start in 0..=view.len() - length {
        let there = view.get(start..start + length).unwrap_or_default();
        if !there.eq_ignore_ascii_case(form.as_bytes()) {
            continue;
        }
        let before = start.checked_sub(1).and_then(|at| view.get(at));
        if literal.first_of_run && single && same(before, view.get(start)) {
            continue;
        }
        let (from, to) = text.to_original(start, start + length);
        hits.push(Hit {
            literal: index,
            start: from,
            end: to,
            views: text.views_from(start, start + length, &literal.text),
        });
    }
}

fn disguised(text: &Text<'_>, index: u32, form: &str, hits: &mut Vec<Hit>) {
    for found in spelled::find(text.normalised().as_bytes(), form) {
        let letters = text.normalised().get(found.start..found.end);
        let several = letters.is_some_and(|letters| letters.contains(char::from(BORDER)));
        if text.has_borders() && several {
            continue;
        }
        let (start, end) = text.to_original(found.start, found.end);
        let mut views: Views = text.views_of(found.start, found.end);
        if found.spaced {
            views = views.with(View::JoinedLetters);
        }
        if found.leet {
            views = views.with(View::Leet);
        }
        hits.push(Hit {
            literal: index,
            start,
            end,
            views,
        });
    }
}
