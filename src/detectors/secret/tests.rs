use super::*;
use crate::policy::document;

/// A token of a shape, and one whose last class is a character short; built here so that no text of the repository
/// looks like a live token to other scanners.
pub(super) fn tokens(shape: &str) -> (String, String) {
    const SIGNS: &[u8] = b"7aK3fB9cD2eA5bC8dE1F4";
    let mut token = String::new();
    let mut last = 0;
    let mut seed = 0;
    let mut rest = shape;
    while let Some(sign) = rest.chars().next() {
        let group = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        if let Some((body, tail)) = group {
            let class = body.as_bytes()[0];
            let minimum: usize = body[1..].split(',').next().unwrap().parse().unwrap();
            let from = token.len();
            while token.len() < from + minimum {
                let uuid = class == b'g' && matches!(token.len() - from, 8 | 13 | 18 | 23);
                let sign = if uuid {
                    b'-'
                } else {
                    SIGNS[seed % SIGNS.len()]
                };
                let fitting = match class {
                    b'l' => sign.to_ascii_lowercase(),
                    b'A' => sign.to_ascii_uppercase(),
                    b'd' => b'0' + sign % 10,
                    b'h' | b'g' if !uuid => sign.to_ascii_lowercase().clamp(b'0', b'f'),
                    _ => sign,
                };
                seed += 1 + seed % 5;
                token.push(fitting as char);
            }
            last = from;
            rest = tail;
        } else {
            if sign != '^' {
                token.push(sign);
                last = token.len();
            }
            rest = &rest[sign.len_utf8()..];
        }
    }
    // Short by one in the last class, or without the last sign of text.
    let cut = if last == token.len() {
        last - 1
    } else {
        token.len() - 1
    };
    let short = token[..cut].to_owned();
    (token, short)
}

fn found(text: &str) -> Vec<Match> {
    let secret = Secret::new(&document::Secret {
        generic: false,
        ..document::Secret::default()
    });
    let lower = text.to_ascii_lowercase();
    let mut hits = Vec::new();
    for (literal, each) in secret.literals().iter().enumerate() {
        let word = each.text.to_ascii_lowercase();
        for (start, _) in lower.match_indices(&word) {
            let views = crate::text::Views::NONE;
            hits.push(Hit {
                literal: u32::try_from(literal).unwrap(),
                start,
                end: start + word.len(),
                views,
            });
        }
    }
    hits.sort_by_key(|hit| hit.end);
    let mut out = Vec::new();
    secret.detect(&Text::new(text), &hits, &mut out);
    out.retain(|each| each.score > 0.5);
    out
}

#[test]
fn every_row_matches_its_shape_and_not_a_shorter_token() {
    for row in ROWS {
        let (token, short) = tokens(row.shape);
        let got = found(&format!("v {token} end"));
        let (start, end) = got
            .first()
            .and_then(|each| each.span)
            .unwrap_or_else(|| panic!("{}: {token}", row.shape));
        assert!(
            start == 2 && end == 2 + token.len(),
            "{}: {token}",
            row.shape
        );
        // A literal that stands before the last class is where the row is tried.
        let text = format!("v {short} end");
        let place = text.find(row.literal).unwrap_or(2);
        let got = by_row(Bytes(text.as_bytes()), row, place, &mut 0);
        assert!(
            got.is_none_or(|got| got.end != 2 + short.len()),
            "{}: {short}",
            row.shape
        );
    }
}

#[test]
fn a_literal_in_front_of_a_token_hides_none() {
    let mut tried = 0;
    for row in ROWS.iter().filter(|row| !row.shape.contains('^')) {
        let anchor = row.literal;
        let class = row.shape.as_bytes().get(anchor.len() + 1);
        let last = anchor.as_bytes()[anchor.len() - 1];
        if last.is_ascii_alphanumeric() || class.is_none_or(|class| shape::is_of(*class, last)) {
            continue;
        }
        let (token, _) = tokens(row.shape);
        let text = format!("v {anchor}{token} end");
        let from = 2 + anchor.len();
        let spans: Vec<_> = found(&text).iter().filter_map(|each| each.span).collect();
        let covers = |span: &(usize, usize)| span.0 <= from && span.1 == from + token.len();
        assert!(spans.iter().any(covers), "{text}: {spans:?}");
        tried += 1;
    }
    assert!(tried > 40, "{tried}");
}

#[test]
fn formats_are_many_and_their_literals_are_long_enough_for_a_prefilter() {
    let mut ids: Vec<_> = ROWS.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() >= 150, "{}", ids.len());
    assert!(ROWS.iter().all(|row| row.literal.len() > 1));
}
