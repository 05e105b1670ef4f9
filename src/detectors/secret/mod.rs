//! Credentials: token formats by a table, keys and tokens with a structure, and `key = value` by how random the value looks.
//!
//! Enters: a text with the places where a literal of the table was seen. Leaves: matches whose span is the secret alone, never
//! the name before it. Never: a search of its own; every place is verified in one walk over the token that stands there.

mod anchor;
mod arguments;
mod connection;
mod entropy;
mod formats;
mod generic;
mod jwt;
mod open;
mod pem;
mod provider;
mod row;
mod shape;
mod values;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::detectors::pii::bytes::Bytes;
use crate::detectors::{Decoding, Detector, Hit, Literal, Match};
use crate::order;
use crate::text::Text;
use crate::text::json::BORDER;

use anchor::Anchor;
use formats::ROWS;
use row::{Walked, by_row};

/// How far a match and what may change it reach, in UTF-16 units: a private key is the longest.
pub(crate) const REACH: usize = 8_448;

/// A secret in the view.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    start: usize,
    end: usize,
    id: &'static str,
    provider: &'static str,
    score: f64,
    why: &'static str,
    /// How many bytes of it a mask may show.
    shown: usize,
}

/// The detector of a `secret` rule.
#[derive(Debug)]
pub(crate) struct Secret {
    anchors: Vec<Anchor>,
    literals: Vec<Literal>,
    wanted: Wanted,
    mask: bool,
}

/// The names of all formats, sorted.
pub(crate) static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = ROWS.iter().map(|row| row.id);
    let rows = rows.chain(provider::PROVIDERS.iter().map(|each| each.id));
    let others = [pem::ID, jwt::ID, connection::ID]
        .into_iter()
        .chain(generic::IDS.iter().copied());
    let names: BTreeSet<&str> = order::inserted(
        rows.chain(others)
            .map(|id| id.strip_prefix("secret.").unwrap_or(id)),
    );
    names.into_iter().collect()
});

/// Which ids a rule asks for.
#[derive(Debug)]
struct Wanted {
    types: Vec<String>,
    exclude: Vec<String>,
    generic: bool,
}

impl Wanted {
    fn has(&self, id: &str) -> bool {
        let name = id.strip_prefix("secret.").unwrap_or(id);
        let in_list = |list: &[String]| {
            list.iter()
                .any(|each| each == "all" || each == name || each == id)
        };
        let generic = name.starts_with("generic_");
        in_list(&self.types) && !in_list(&self.exclude) && (self.generic || !generic)
    }
}

impl Detector for Secret {
    fn literals(&self) -> Cow<'_, [Literal]> {
        Cow::Borrowed(&self.literals)
    }

    fn open(&self, text: &Text<'_>, hits: &[Hit]) -> Option<usize> {
        let bytes = Bytes(text.normalised().as_bytes());
        let mut open = open::token(bytes);
        for hit in hits {
            let place = text.view_at(hit.start);
            let after = text.view_at(hit.end);
            let anchor = usize::try_from(hit.literal)
                .ok()
                .and_then(|literal| self.anchors.get(literal));
            open = open.min(match anchor {
                Some(Anchor::Pem) => {
                    let own = within(text, bytes, place);
                    // The string that it stands in has ended.
                    if own.len() < bytes.len() {
                        bytes.len()
                    } else {
                        open::block(bytes, place)
                    }
                }
                Some(Anchor::Word(_)) => open::value(bytes, after),
                Some(Anchor::Provider(_)) => open::near(bytes, place, provider::SPAN),
                Some(Anchor::Call(_)) => open::near(bytes, place, arguments::SPAN),
                _ => bytes.len(),
            });
        }
        Some(text.to_original(open, open).0)
    }

    fn decoding(&self) -> Decoding {
        Decoding::All
    }

    fn detect(&self, text: &Text<'_>, hits: &[Hit], out: &mut Vec<Match>) {
        let bytes = Bytes(text.normalised().as_bytes());
        let mut found: Vec<Found> = Vec::new();
        let mut words = generic::Words::default();
        let mut walked = Walked::default();
        for hit in hits {
            let Some(anchor) = usize::try_from(hit.literal)
                .ok()
                .and_then(|place| self.anchors.get(place))
            else {
                continue;
            };
            let place = text.view_at(hit.start);
            let one = match *anchor {
                Anchor::Row(row) => {
                    // A literal that crosses the end of what was read may begin a token of its own: `sk-sk-...`.
                    let end = text.view_at(hit.end);
                    let walked = walked.of(row).filter(|walked| end > **walked);
                    let row = ROWS.get(row).zip(walked);
                    row.and_then(|(row, walked)| {
                        let goes_on = row.goes_on(bytes, place, walked);
                        goes_on.then(|| by_row(bytes, row, place, walked)).flatten()
                    })
                }
                Anchor::Pem => pem::block(within(text, bytes, place), place),
                Anchor::PemBase64 => pem::encoded(bytes, place),
                Anchor::Jwt => jwt::token(bytes, place),
                Anchor::Connection => connection::credentials(bytes, place),
                Anchor::Word(word) => words.value(bytes, place, word),
                Anchor::Provider(each) => provider::PROVIDERS
                    .get(each)
                    .and_then(|each| provider::token(bytes, place, each)),
                Anchor::Call(call) => arguments::password(bytes, place, call),
            };
            found.extend(one.filter(|one| self.wanted.has(one.id)));
        }
        for one in distinct(found) {
            out.push(self.to_match(text, &one));
        }
    }
}

impl Secret {
    fn to_match(&self, text: &Text<'_>, found: &Found) -> Match {
        let mask = || {
            let head = text
                .normalised()
                .get(found.start..found.start + found.shown)
                .unwrap_or_default();
            format!("{head}****").into()
        };
        Match {
            span: Some(text.to_original(found.start, found.end)),
            detector: Some(found.id),
            kind: Some(found.id.strip_prefix("secret.").unwrap_or(found.id).into()),
            score: found.score,
            views: text.views_of(found.start, found.end),
            explanation: if found.provider.is_empty() {
                found.why.into()
            } else {
                format!("{} of {}", found.why, found.provider).into()
            },
            replacement: self.mask.then(mask),
            ..Match::default()
        }
    }
}

/// The text up to the end of the string that a place is in.
fn within<'t>(text: &Text<'_>, bytes: Bytes<'t>, place: usize) -> Bytes<'t> {
    let reach = bytes.slice(place, place + REACH);
    let border = || reach.iter().position(|byte| *byte == BORDER);
    match text.has_borders().then(border).flatten() {
        Some(border) => Bytes(bytes.slice(0, place + border)),
        None => bytes,
    }
}

/// In order, without overlaps: a named format before a generic one, then the longer, then the surer.
fn distinct(mut found: Vec<Found>) -> Vec<Found> {
    let generic = |found: &Found| found.id.starts_with("secret.generic_");
    #[expect(clippy::cast_possible_truncation, reason = "0..1000")]
    let rank = |found: &Found| {
        (
            found.score > 0.5,
            !generic(found),
            found.end - found.start,
            (found.score * 1000.0) as i64,
        )
    };
    crate::order::sort_by_key(&mut found, |found| (found.start, found.end));
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for found in found {
        match kept.last_mut() {
            Some(last) if last.end > found.start => {
                if rank(&found) > rank(last) {
                    *last = found;
                }
            }
            _ => kept.push(found),
        }
    }
    kept
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the shapes are ASCII")]
pub(super) mod tests;
