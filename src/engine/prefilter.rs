//! The literals of all rules, looked for at once.
//!
//! Enters: each rule's literals once, then texts. Leaves: the [`Hits`] of each rule, in ascending order of their ends,
//! overlapping ones included. Never: an allocation on a text without a hit, time that is not linear in the text.

mod grams;
mod hits;
mod layout;
mod spelled;
mod strings;
mod tails;

use std::borrow::Cow;

use crate::detectors::Literal;
use crate::text::json::BORDER;
use crate::text::{self, Text, View};
use grams::{Found, Grams, goes_on};
pub(crate) use hits::Hits;
pub(crate) use layout::Layout;
use spelled::{Disguised, Spelled};
use strings::Strings;
use tails::Tails;

/// What all rules look for.
#[derive(Debug)]
pub(crate) struct Prefilter {
    rules: usize,
    grams: Grams,
    spelled: Spelled,
    tails: Tails,
    /// By distinct literal.
    wanted: Vec<Wanted>,
}

/// A distinct normalised literal.
#[derive(Debug, Default)]
struct Wanted {
    /// As somebody wrote it: a text that reads the same was not disguised.
    written: Cow<'static, str>,
    /// It is one letter over and over.
    single: bool,
    owners: Vec<Owner>,
}

/// A literal as texts are read, and whose it is.
struct Form<'a> {
    text: Cow<'a, str>,
    /// Its first eight bytes, which tell most apart.
    head: u64,
    literal: &'a Literal,
    owner: Owner,
}

impl Form<'_> {
    fn key(&self) -> (u64, &str, u32, u32) {
        (self.head, &self.text, self.owner.rule, self.owner.literal)
    }
}

#[derive(Clone, Copy, Debug)]
struct Owner {
    rule: u32,
    literal: u32,
    obfuscated: bool,
    first_of_run: bool,
}

impl Prefilter {
    /// Files the literals of the rules, in the order of the rules; without searching where a layout fits them.
    pub(crate) fn new(rules: &[Cow<'_, [Literal]>], layout: Option<Layout<'_>>) -> Self {
        let laid = layout.and_then(|layout| Some((layout.sorted(forms(rules))?, layout.windows())));
        let (forms, windows) = laid.unwrap_or_else(|| (sorted(forms(rules)), &[]));
        let groups = || forms.chunk_by(|one, other| one.text == other.text);
        let wanted: Vec<Wanted> = groups().map(Wanted::new).collect();
        let texts = || {
            groups()
                .filter_map(<[Form<'_>]>::first)
                .map(|form| &*form.text)
        };
        let obfuscated = |at: u32| wanted.get(at as usize).is_some_and(Wanted::is_obfuscated);
        let spelled = (0_u32..).zip(texts()).filter(|(at, _)| obfuscated(*at));
        let spelled = Spelled::new(spelled);
        let strings = Strings::new(texts());
        let tails = Tails::new(&strings);
        let mut grams = Grams::new(strings, windows);
        grams.tell_once(|at| wanted.get(at as usize).is_some_and(Wanted::is_told_once));
        Self {
            rules: rules.len(),
            tails,
            grams,
            spelled,
            wanted,
        }
    }

    /// The layout that [`Self::new`] takes with the same rules.
    pub(crate) fn layout(&self, rules: &[Cow<'_, [Literal]>]) -> Vec<u8> {
        layout::write(rules, &self.grams)
    }

    /// Finds the literals of all rules.
    pub(crate) fn scan(&self, text: &Text<'_>, hits: &mut Hits) {
        hits.clear();
        let view = text.normalised();
        self.grams.scan(view.as_bytes(), |found| {
            self.add_literal(text, found, hits);
        });
        self.spelled
            .scan(view, |found| self.add_disguised(text, found, hits));
        hits.sort();
    }

    /// The same for a text that a scan before has seen a part of: it has lost its first `gone` bytes since and goes on at its
    /// end. What is seen alone is looked at again only as far as a literal reaches back.
    pub(crate) fn scan_on(&self, text: &Text<'_>, gone: usize, hits: &mut Hits) {
        let view = text.normalised();
        let known = hits.plain.and_then(|known| known.checked_sub(gone));
        let Some(known) = known.filter(|_| text.is_plain() && self.spelled.is_empty()) else {
            self.scan(text, hits);
            hits.plain = text.is_plain().then_some(view.len());
            return;
        };
        hits.shift(gone);
        let from = known.saturating_sub(self.tails.longest());
        let fresh = view.as_bytes().get(from..).unwrap_or_default();
        self.grams.scan(fresh, |found| {
            let (start, end) = (from + found.start, from + found.end);
            if end > known {
                let literal = found.literal;
                self.add_literal(
                    text,
                    Found {
                        literal,
                        start,
                        end,
                    },
                    hits,
                );
            }
        });
        hits.sort();
        hits.plain = Some(view.len());
    }

    /// The first byte of the original from which literals may still be found, or hits be taken back, when the text goes
    /// on; `settled` is where its view may still change.
    pub(crate) fn open(&self, text: &Text<'_>, settled: usize, hits: &Hits) -> usize {
        let view = text.normalised();
        let end = text.view_at(settled);
        let view = view.as_bytes().get(..end).unwrap_or_default();
        let begun = self
            .tails
            .open(self.grams.literals(), view)
            .min(self.spelled.open(view));
        let mut open = settled.min(text.to_original(begun, begun).0);
        for rule in &hits.touched {
            for hit in hits.of(*rule as usize) {
                let spelled = hit
                    .views
                    .iter()
                    .any(|view| matches!(view, View::JoinedLetters | View::Leet));
                // What stands beside a literal in disguise decides too.
                if hit.end + if spelled { spelled::AHEAD } else { 0 } >= settled {
                    open = open.min(hit.start);
                }
            }
        }
        open
    }

    fn add_literal(&self, text: &Text<'_>, found: Found, hits: &mut Hits) {
        let Some(wanted) = self.wanted.get(found.literal as usize) else {
            return;
        };
        let repeats = wanted.single && goes_on(text.normalised().as_bytes(), found.start);
        let mut owners = wanted
            .owners
            .iter()
            .filter(|owner| !(repeats && owner.first_of_run))
            .peekable();
        if owners.peek().is_none() {
            return;
        }
        let (start, end) = text.to_original(found.start, found.end);
        let views = text.views_from(found.start, found.end, &wanted.written);
        for owner in owners {
            hits.push(self.rules, owner, start, end, views);
        }
    }

    fn add_disguised(&self, text: &Text<'_>, found: Disguised, hits: &mut Hits) {
        let Some(wanted) = self.wanted.get(found.literal as usize) else {
            return;
        };
        let (start, end) = text.to_original(found.start, found.end);
        let spelled = text.normalised().as_bytes().get(found.start..found.end);
        // Letters of several strings.
        if text.has_borders() && spelled.is_some_and(|bytes| bytes.contains(&BORDER)) {
            return;
        }
        let mut views = text.views_of(found.start, found.end);
        if found.spaced {
            views = views.with(View::JoinedLetters);
        }
        if found.leet {
            views = views.with(View::Leet);
        }
        for owner in wanted.owners.iter().filter(|owner| owner.obfuscated) {
            hits.push(self.rules, owner, start, end, views);
        }
    }
}

fn is_single(text: &str) -> bool {
    let first = text.bytes().next();
    text.len() > 3 && text.bytes().all(|byte| Some(byte) == first)
}

/// Every form of every literal.
fn forms<'a>(rules: &'a [Cow<'_, [Literal]>]) -> Vec<Form<'a>> {
    let mut forms = Vec::with_capacity(rules.iter().map(|literals| literals.len()).sum());
    for (rule, literals) in (0_u32..).zip(rules) {
        for (index, literal) in (0_u32..).zip(literals.iter()) {
            let owner = Owner {
                rule,
                literal: index,
                obfuscated: literal.obfuscated,
                first_of_run: literal.first_of_run,
            };
            forms.extend(text::forms(&literal.text).map(|text| {
                let text = lower(text);
                Form {
                    head: head(&text),
                    text,
                    literal,
                    owner,
                }
            }));
        }
    }
    forms
}

fn sorted(mut forms: Vec<Form<'_>>) -> Vec<Form<'_>> {
    forms.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
    forms
}

/// In the order of the bytes; shorter texts are filled up with zeros.
fn head(text: &str) -> u64 {
    let mut head = [0; 8];
    for (place, byte) in head.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    u64::from_be_bytes(head)
}

fn lower(mut text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        text.to_mut().make_ascii_lowercase();
    }
    text
}

impl Wanted {
    /// Of forms that read alike.
    fn new(forms: &[Form<'_>]) -> Self {
        let written = forms.first().map(|form| form.literal.text.clone());
        let written = written.unwrap_or_default();
        Self {
            single: is_single(&written),
            written,
            owners: forms.iter().map(|form| form.owner).collect(),
        }
    }

    fn is_told_once(&self) -> bool {
        self.single && self.owners.iter().all(|owner| owner.first_of_run)
    }

    fn is_obfuscated(&self) -> bool {
        self.owners.iter().any(|owner| owner.obfuscated)
    }
}
