//! The detector `policy_violation`: a policy in plain words, a stored one by its name, or the rules themselves.

use super::detector::Open;
use super::form::{Sentences, read};
use crate::policy::diagnostic::Code;
use crate::policy::document::Conduct;
use crate::policy::fields::{Field, Sink, Spelling, shown};
use crate::policy::reader;
use crate::policy::vendors::collected::Collected;
use crate::policy::{Check, Origin, Span};

pub(super) fn policy_violation(open: &mut Open<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let limit = rules.options.limits.rules;
    open.fields.flag("need_explanation", &[], false, sink);
    let text = open.fields.get("policy_text", &[], sink);
    let listed = open.fields.get("rules", &[], sink);
    let stored = open.fields.get("coc_policy_name", &[], sink);
    let name = stored.as_ref().and_then(|stored| stored.text(sink));
    let given = |field: &Field<'_>| field.node.text() != Some("");
    let mut found = None;
    if let (Some(stored), Some(name)) = (&stored, name.filter(|name| !name.is_empty())) {
        // The vendor uses the stored policy instead of the text.
        let definition = rules.options.custom_policies.get(name);
        found =
            definition.and_then(|definition| stored_rules(definition, name, limit, &stored.path));
        if found.is_none() && open.enabled {
            let message = format!(
                "the policy `{}` is stored elsewhere; give its definition, or its rules as `policy_text`",
                shown(name)
            );
            return sink.note(Code::DefinitionMissing, &stored.path, message);
        }
    } else if let Some(field) = listed.as_ref().filter(|field| !field.is_empty_list()) {
        found = rule_objects(field, limit, sink);
        if found.is_none() {
            return;
        }
    } else if let Some(field) = text.as_ref().filter(|field| given(field)) {
        let Some(sentences) = read(field, limit, sink) else {
            return;
        };
        found = Some((sentences.check, sentences.origin));
    }
    let (check, mut origin) = found.unwrap_or_else(|| {
        let mut origin = open.origin(open.path());
        origin.inert = open.checks_nothing(open.path(), "policy", sink);
        (Check::Conduct(Conduct::default()), origin)
    });
    let empty = matches!(&check, Check::Conduct(conduct) if conduct.rules.is_empty());
    if open.enabled || !empty {
        open.name.clone_into(&mut origin.label);
        rules.add(open.rule("", check), origin);
    }
}

/// The rules of a stored policy: the body of `add-policy`, or its answer's `data`.
fn stored_rules(definition: &str, name: &str, limit: usize, path: &str) -> Option<(Check, Origin)> {
    let root = reader::read(definition, usize::MAX, 64).root?;
    let field = Field {
        node: root.get("policy_rules")?,
        path: path.to_owned(),
    };
    let mut aside = Sink::default();
    let Sentences {
        check, mut origin, ..
    } = read(&field, limit, &mut aside)?;
    // They stand in another document; here only its name does.
    origin.list = None;
    origin.sentences = match &check {
        Check::Conduct(conduct) => vec![Span::new(0, name.len()); conduct.rules.len()],
        _ => Vec::new(),
    };
    Some((check, origin))
}

/// Keys of the wizard's rules that say nothing about what is forbidden.
const ASIDE: [&str; 9] = [
    "id",
    "display_text",
    "risk_category",
    "applicability",
    "severity",
    "frameworks",
    "mappings",
    "source",
    "suggested",
];

/// `[{"text": "..."}, ...]`, or plain strings.
fn rule_objects(list: &Field<'_>, limit: usize, sink: &mut Sink) -> Option<(Check, Origin)> {
    let items = list.items(sink)?;
    if items.len() > limit {
        let message = format!(
            "there are {} rules, at most {limit} are accepted",
            items.len()
        );
        sink.note(Code::TooMany, &list.path, message);
        return None;
    }
    let mut rules = Vec::with_capacity(items.len());
    for item in &items {
        let text = if item.node.text().is_some() {
            item.filled(sink)
        } else {
            item.fields(Spelling::Exact, sink).and_then(|mut fields| {
                let text = fields.require_text("text", sink);
                for key in ASIDE {
                    fields.get(key, &[], sink);
                }
                fields.finish(sink);
                text
            })
        };
        rules.extend(text.map(str::trim).map(str::to_owned));
    }
    let complete = rules.len() == items.len();
    let origin = Origin {
        path: list.path.clone(),
        list: Some(list.path.clone()),
        ..Origin::default()
    };
    complete.then_some((Check::Conduct(Conduct { rules }), origin))
}
