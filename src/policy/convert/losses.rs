//! What two readings differ in: the payload that was given, and the one that was written.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::atoms::{Atom, atoms};
use super::place::Places;
use super::{Loss, aporia};
use crate::order;
use crate::policy::fields::shown;
use crate::policy::reader::Node;
use crate::policy::words::Target;
use crate::policy::{Policy, Vendor};

/// Every loss once, in the order of the rules, what belongs to the whole payload first.
pub(super) fn between(from: &Policy, to: &Policy, root: &Node) -> Vec<Loss> {
    let places = Places::new(from, root);
    let mut losses = Losses {
        list: Vec::new(),
        seen: BTreeSet::new(),
    };
    outside(from, to, &places, &mut losses);
    let (given, written) = (atoms(from.document()), atoms(to.document()));
    // Where one leaves the side to the sentence and the other names it.
    let sides = given.iter().chain(&written);
    let open: BTreeSet<&str> = order::inserted(
        sides
            .filter(|atom| atom.target.is_none())
            .map(|atom| atom.value.key.as_str()),
    );
    let pairs = pairs(&given, &written, &open);
    let mut kept: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (atom, pair) in given.iter().zip(&pairs) {
        let rule = kept.entry(atom.rule).or_default();
        if pair.is_some() {
            rule.insert(&atom.value.key);
        }
    }
    for (atom, pair) in given.iter().zip(&pairs) {
        let Some(pair) = pair.and_then(|index| written.get(index)) else {
            let rule = kept.get(&atom.rule);
            gone(
                atom,
                (rule.unwrap_or(&BTreeSet::new()), &open),
                to,
                &places,
                &mut losses,
            );
            continue;
        };
        changed(atom, pair, &places, &mut losses);
    }
    added(&given, &written, (&pairs, &open), &places, &mut losses);
    losses.list
}

struct Losses {
    list: Vec<Loss>,
    seen: BTreeSet<Loss>,
}

impl Losses {
    fn add(&mut self, path: String, message: impl Into<String>) {
        let loss = Loss {
            path,
            message: message.into(),
        };
        if self.seen.insert(loss.clone()) {
            self.list.push(loss);
        }
    }
}

/// For each atom that was given the one that was written for it: the very same where there is one.
fn pairs(given: &[Atom], written: &[Atom], open: &BTreeSet<&str>) -> Vec<Option<usize>> {
    let alike = |atom: &Atom| Some((atom.value.key.clone(), atom.target));
    let exact = |atom: &Atom| {
        let fields = serde_json::to_string(&*atom.fields).unwrap_or_default();
        Some((alike(atom), fields))
    };
    let sentence = |atom: &Atom| {
        let key = &atom.value.key;
        open.contains(key.as_str()).then(|| key.clone())
    };
    let mut pairs = vec![None; given.len()];
    let mut used = vec![false; written.len()];
    match_by(exact, given, written, &mut pairs, &mut used);
    match_by(alike, given, written, &mut pairs, &mut used);
    match_by(sentence, given, written, &mut pairs, &mut used);
    pairs
}

fn match_by<K: Ord>(
    key: impl Fn(&Atom) -> Option<K>,
    given: &[Atom],
    written: &[Atom],
    pairs: &mut [Option<usize>],
    used: &mut [bool],
) {
    let mut free: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (index, atom) in written.iter().enumerate().rev() {
        if let (Some(false), Some(key)) = (used.get(index), key(atom)) {
            free.entry(key).or_default().push(index);
        }
    }
    for (atom, pair) in given.iter().zip(pairs) {
        let (None, Some(key)) = (&pair, key(atom)) else {
            continue;
        };
        *pair = free.get_mut(&key).and_then(Vec::pop);
        if let Some(used) = pair.and_then(|index| used.get_mut(index)) {
            *used = true;
        }
    }
}

/// An atom that was not written: its rule, its value, or the side it was looked for on.
fn gone(
    atom: &Atom,
    (kept, open): (&BTreeSet<&str>, &BTreeSet<&str>),
    to: &Policy,
    places: &Places<'_>,
    losses: &mut Losses,
) {
    if kept.is_empty() {
        let message = format!("this is left out: `{}` has no place for it", to.kind());
        losses.add(places.rule(atom.rule), message);
    } else if !kept.contains(atom.value.key.as_str()) {
        let message = format!("`{}` is left out", shown(&atom.value.word));
        losses.add(places.field(atom.rule, &atom.value.pointer), message);
    } else if let Some(target) = atom
        .target
        .filter(|_| !open.contains(atom.value.key.as_str()))
    {
        let message = format!("the {target} is not looked at");
        losses.add(places.field(atom.rule, "/targets"), message);
    }
}

/// What is said otherwise.
fn changed(given: &Atom, written: &Atom, places: &Places<'_>, losses: &mut Losses) {
    if given.target != written.target {
        let message = match written.target {
            None => "the side becomes that which the sentence names",
            Some(_) => "the side is no longer that which the sentence names",
        };
        losses.add(places.field(given.rule, "/targets"), message);
    }
    for (field, value) in &*given.fields {
        let now = match (field.as_str(), written.fields.get(field)) {
            (_, Some(now)) if same(value, now) => continue,
            (_, now) => now,
        };
        let name = field.rsplit('/').next().unwrap_or_default();
        let message = match now {
            _ if field == &given.value.pointer => "only the name is kept".into(),
            None => format!("`{name}` is left out"),
            Some(now) => format!("`{name}` becomes {}", shown(&now.to_string())),
        };
        losses.add(places.field(given.rule, field), message);
    }
}

/// Equal, but for what arithmetic adds to a number.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9,
        _ => a == b,
    }
}

/// What is looked for and nobody asked for.
fn added(
    given: &[Atom],
    written: &[Atom],
    (pairs, open): (&[Option<usize>], &BTreeSet<&str>),
    places: &Places<'_>,
    losses: &mut Losses,
) {
    let asked: BTreeMap<&str, usize> = order::inserted(
        given
            .iter()
            .rev()
            .map(|atom| (atom.value.key.as_str(), atom.rule)),
    );
    let used: BTreeSet<usize> = order::inserted(pairs.iter().copied().flatten());
    for (index, atom) in written.iter().enumerate() {
        if used.contains(&index) {
            continue;
        }
        let side = atom.target.map(Target::as_str).unwrap_or_default();
        match asked.get(atom.value.key.as_str()) {
            Some(_) if open.contains(atom.value.key.as_str()) => {}
            Some(rule) => losses.add(
                places.field(*rule, "/targets"),
                format!("the {side} is looked at too"),
            ),
            None => losses.add(
                String::new(),
                format!(
                    "`{}` is looked for in the {side} too",
                    shown(&atom.value.word)
                ),
            ),
        }
    }
}

/// What no rule says.
fn outside(from: &Policy, to: &Policy, places: &Places<'_>, losses: &mut Losses) {
    let (given, written) = (from.document(), to.document());
    let left = |key: &str| format!("`{key}` is left out");
    let members = [
        ("name", given.name != written.name),
        ("description", given.description != written.description),
        ("mode", given.mode != written.mode),
        ("failureMode", given.failure_mode != written.failure_mode),
        ("placeholder", given.placeholder != written.placeholder),
        ("release", given.release != written.release),
        ("exceptions", given.exceptions != written.exceptions),
    ];
    for (key, differs) in members {
        if let Some(path) = places.said(key).filter(|_| differs) {
            losses.add(path, left(key));
        }
    }
    for key in [
        "_id",
        "user_id",
        "created_at",
        "updated_at",
        "policy_text",
        "policy_file",
        "project_ids",
        "project_extractions",
    ] {
        if let Some(path) = places.said(key) {
            losses.add(path, left(key));
        }
    }
    for (index, (_, origin)) in from.rules().enumerate() {
        if origin.id.is_some() {
            losses.add(places.field(index, "/id"), "`id` is left out");
        }
        if let Some(reason) = &origin.inert {
            losses.add(places.rule(index), format!("this is left out: {reason}"));
        }
    }
    if to.kind().vendor() == Vendor::Aporia
        && to.kind() == crate::policy::Kind::AporiaProjectPolicies
    {
        let message = format!(
            "`project_ids` is {} until you name your projects",
            aporia::NO_PROJECT
        );
        losses.add(String::new(), message);
    }
    let without = "/condition/without_context";
    if given.failure_mode != written.failure_mode && places.said("failureMode").is_none() {
        for (index, _) in from.rules().enumerate() {
            if let Some(path) = places.exactly(index, without) {
                losses.add(path, "an answer without context is no longer a violation");
            }
        }
    }
}
