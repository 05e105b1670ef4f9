//! What the blocks have in common.

use crate::policy::diagnostic::{Code, Diagnostic, Severity};
use crate::policy::fields::{Field, Fields, Sink, Spelling, shown};
use crate::policy::reader::Value;
use crate::policy::vendors::collected::Collected;
use crate::policy::{Check, Origin, Rule, Targets};

/// A block being read.
pub(super) struct Block<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) name: &'static str,
    pub(super) enabled: bool,
}

impl<'a> Block<'a> {
    /// `None` when it is absent, `null`, or not an object (then with a diagnostic).
    pub(super) fn open(
        fields: &mut Fields<'a>,
        name: &'static str,
        sink: &mut Sink,
    ) -> Option<Self> {
        let field = fields.get(name, &[], sink)?;
        let mut fields = field.fields(Spelling::Exact, sink)?;
        let enabled = if let Some(enabled) = fields.get("enabled", &[], sink) {
            enabled.flag(sink).unwrap_or(false)
        } else {
            says_nothing_of_enabled(&field, sink);
            false
        };
        Some(Self {
            fields,
            name,
            enabled,
        })
    }

    pub(super) fn path(&self) -> &str {
        self.fields.path()
    }

    /// A rule of this block, as it stands before its own settings.
    pub(super) fn rule(&self, id: &str, check: Check, rules: &Collected<'_>) -> Rule {
        let mut rule = Rule::new(id, check);
        rule.enabled = self.enabled;
        rule.targets = Some(rules.targets(self.name, Targets::BOTH));
        rule
    }

    pub(super) fn origin(&self, path: impl Into<String>) -> Origin {
        Origin {
            path: path.into(),
            label: self.name.to_owned(),
            ..Origin::default()
        }
    }

    /// Says that the block is on and has nothing to look for; gives the reason that its rule never fires.
    pub(super) fn checks_nothing(path: &str, what: &str, sink: &mut Sink) -> String {
        let reason = format!("no {what} is listed");
        let message = format!("the block is on, but {reason}, so it checks nothing");
        sink.note(Code::ChecksNothing, path, message);
        reason
    }
}

/// Lyzr's clients read a block without `enabled` as off; one with settings was probably meant to be on.
fn says_nothing_of_enabled(field: &Field<'_>, sink: &mut Sink) {
    if field
        .node
        .members()
        .iter()
        .any(|member| !member.node.is_null())
    {
        let message =
            "`enabled` is not given, so Lyzr reads the block as off; add `\"enabled\": true`";
        let missing = Diagnostic::new(Code::MissingKey, &field.path, message);
        sink.push(missing.severe(Severity::Warning));
    }
}

/// A block that is on and that nothing here serves: said now, and `not_available` at every evaluation.
pub(super) fn unsupported(name: &str, path: &str, rules: &mut Collected<'_>, sink: &mut Sink) {
    let message = format!("nothing here evaluates `{}`", shown(name));
    sink.note(Code::BlockNotEvaluated, path, message);
    let origin = Origin {
        path: path.to_owned(),
        label: name.to_owned(),
        ..Origin::default()
    };
    rules.add(Rule::unsupported(name, name), origin);
}

/// The elements of a list that holds strings or objects. The first decides, as it does for the vendor's service; the
/// others must be like it.
pub(super) enum Elements<'a> {
    Texts(Vec<Field<'a>>),
    Objects(Vec<Field<'a>>),
}

pub(super) fn elements<'a>(list: &Field<'a>, sink: &mut Sink) -> Elements<'a> {
    let items = list.items(sink).unwrap_or_default();
    let is_object = |item: &Field<'_>| matches!(item.node.value, Value::Object(_));
    let objects = items.first().is_some_and(is_object);
    let scalar = items.first().is_some_and(|item| item.node.text().is_none());
    let wanted = match (objects, scalar) {
        (true, _) => "an object, as the first of the list is",
        (_, true) => "a string or an object",
        _ => "a string, as the first of the list is",
    };
    let fits = |item: &Field<'a>, sink: &mut Sink| {
        let fits = if objects {
            is_object(item)
        } else {
            item.node.text().is_some()
        };
        if !fits {
            sink.wrong_type(&item.path, item.node, wanted);
        }
        fits
    };
    let kept = items.into_iter().filter(|item| fits(item, sink)).collect();
    if objects {
        Elements::Objects(kept)
    } else {
        Elements::Texts(kept)
    }
}
