//! `keywords`: literals, regular expressions and cucumber expressions, one rule an action and replacement.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Elements, elements};
use crate::detectors::pattern::PatternKind;
use crate::engine::Limits;
use crate::policy::Check;
use crate::policy::diagnostic::Code;
use crate::policy::document::{Keyword, TextEntry};
use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::lists::entry_key;
use crate::policy::patterns;
use crate::policy::vendors::collected::Collected;
use crate::policy::words::Action;

/// Entries by what is done about them, in the order in which each first occurs.
pub(super) struct Groups {
    list: Vec<Group>,
    index: BTreeMap<(Action, Option<String>), usize>,
    seen: BTreeSet<(usize, String)>,
    /// Entries whose action was assumed.
    pub(super) assumed: usize,
    count: usize,
    limit: usize,
}

struct Group {
    action: Action,
    replacement: Option<String>,
    entries: Vec<TextEntry>,
}

impl Groups {
    /// For at most so many entries.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            list: Vec::new(),
            index: BTreeMap::new(),
            seen: BTreeSet::new(),
            assumed: 0,
            count: 0,
            limit,
        }
    }

    /// Adds an entry; `key` is what makes it the same as another one of its group.
    pub(super) fn add(
        &mut self,
        (action, replacement): (Action, Option<&str>),
        key: String,
        entry: TextEntry,
        path: &str,
        sink: &mut Sink,
    ) {
        self.count += 1;
        if self.count > self.limit {
            if self.count == self.limit + 1 {
                let message = format!("at most {} entries are accepted in one policy", self.limit);
                sink.note(Code::TooMany, path, message);
            }
            return;
        }
        // A blocked text is shown to nobody, so what would stand in it makes no difference.
        let replacement = replacement
            .filter(|text| !text.is_empty() && action == Action::Redact)
            .map(str::to_owned);
        let next = self.list.len();
        let group = *self
            .index
            .entry((action, replacement.clone()))
            .or_insert(next);
        if group == next {
            self.list.push(Group {
                action,
                replacement,
                entries: Vec::new(),
            });
        }
        if !self.seen.insert((group, key)) {
            let message = "this entry stands twice in the list, with the same action";
            sink.note(Code::DuplicateEntry, path, message);
        } else if let Some(group) = self.list.get_mut(group) {
            group.entries.push(entry);
        }
    }

    /// Says how many actions were assumed, once for the list.
    pub(super) fn report_assumed(&self, path: &str, sink: &mut Sink) {
        let message = match self.assumed {
            0 => return,
            1 => "1 entry has no action; `block` is assumed".to_owned(),
            several => format!("{several} entries have no action; `block` is assumed"),
        };
        sink.note(Code::ActionAssumed, path, message);
    }

    /// One rule a group: `keywords.block`, `keywords.redact`, `keywords.redact.2`.
    pub(super) fn into_rules(
        self,
        block: &Block<'_>,
        prefix: &str,
        path: &str,
        case_sensitive: bool,
        rules: &mut Collected<'_>,
    ) {
        for group in self.list {
            let check = Check::Keyword(Keyword {
                entries: group.entries,
                case_sensitive,
                ..Keyword::default()
            });
            let mut rule = block.rule(&format!("{prefix}.{}", group.action), check, rules);
            rule.action = Some(group.action);
            rule.replacement = group.replacement;
            rules.add(rule, block.origin(path));
        }
    }
}

/// Whether a list is short enough to be read.
pub(super) fn within(list: &Field<'_>, limit: usize, sink: &mut Sink) -> bool {
    let count = list.node.items().map_or(0, <[_]>::len);
    if count > limit {
        let message = format!("the list has {count} entries, at most {limit} are accepted");
        sink.note(Code::TooMany, &list.path, message);
    }
    count <= limit
}

pub(super) fn keywords(fields: &mut Fields<'_>, rules: &mut Collected<'_>, sink: &mut Sink) {
    let Some(mut block) = Block::open(fields, "keywords", sink) else {
        return;
    };
    let limits = &rules.options.limits;
    let list = block.fields.get("keywords", &[], sink);
    let empty = list.as_ref().is_none_or(Field::is_empty_list);
    let mut groups = Groups::new(limits.keywords);
    if let Some(list) = list
        .as_ref()
        .filter(|list| within(list, limits.keywords, sink))
    {
        read(list, &mut groups, limits, sink);
        if block.enabled {
            groups.report_assumed(&list.path, sink);
        }
    }
    let path = list.map_or_else(|| block.path().to_owned(), |list| list.path);
    if empty && block.enabled {
        let reason = Block::checks_nothing(&path, "keyword", sink);
        let mut rule = block.rule("keywords.block", Check::Keyword(Keyword::default()), rules);
        rule.action = Some(Action::Block);
        let mut origin = block.origin(&path);
        origin.inert = Some(reason);
        rules.add(rule, origin);
    }
    groups.into_rules(&block, "keywords", &path, false, rules);
    block.fields.finish(sink);
}

fn read(list: &Field<'_>, groups: &mut Groups, limits: &Limits, sink: &mut Sink) {
    match elements(list, sink) {
        Elements::Texts(texts) => {
            for field in texts {
                if let Some(text) = field.filled(sink) {
                    groups.assumed += 1;
                    let entry = TextEntry::Text(text.to_owned());
                    groups.add(
                        (Action::Block, None),
                        entry_key("literal", &text.to_lowercase()),
                        entry,
                        &field.path,
                        sink,
                    );
                }
            }
        }
        Elements::Objects(objects) => {
            for object in objects {
                one(&object, groups, limits, sink);
            }
        }
    }
}

/// `{keyword, action, replacement, pattern_type}`
fn one(object: &Field<'_>, groups: &mut Groups, limits: &Limits, sink: &mut Sink) -> Option<()> {
    let mut fields = object.fields(Spelling::Exact, sink)?;
    let field = fields.require("keyword", &[], sink);
    let said = Said::read(&mut fields, sink);
    let replacement = fields.text("replacement", sink);
    let kind = match fields.get("pattern_type", &[], sink) {
        Some(kind) => kind.word(&["literal", "regex", "cucumber_expression"], sink),
        None => Some("literal"),
    };
    fields.finish(sink);
    let field = field?;
    let (key, entry) = match kind? {
        "regex" => {
            let regex = patterns::read(&field, PatternKind::Regex, limits, sink)?;
            let key = entry_key("regex", &regex);
            (key, TextEntry::Regex { regex })
        }
        "cucumber_expression" => {
            let cucumber = patterns::read(&field, PatternKind::Cucumber, limits, sink)?;
            let key = entry_key("cucumber", &cucumber);
            (key, TextEntry::Cucumber { cucumber })
        }
        _ => {
            let text = field.filled(sink)?;
            let entry = TextEntry::Text(text.to_owned());
            (entry_key("literal", &text.to_lowercase()), entry)
        }
    };
    let action = said.action(groups)?;
    groups.add((action, replacement), key, entry, &field.path, sink);
    Some(())
}

/// What an entry says is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// Something that is no action; the sink knows.
    Wrong,
    Action(Action),
}

impl Said {
    pub(super) fn read(fields: &mut Fields<'_>, sink: &mut Sink) -> Self {
        let Some(field) = fields.get("action", &[], sink) else {
            return Self::Nothing;
        };
        let word = field.word(&["block", "redact"], sink);
        word.and_then(Action::parse)
            .map_or(Self::Wrong, Self::Action)
    }

    /// The action, `block` where nothing is said; `None` where something wrong is.
    pub(super) fn action(self, groups: &mut Groups) -> Option<Action> {
        match self {
            Self::Nothing => {
                groups.assumed += 1;
                Some(Action::Block)
            }
            Self::Wrong => None,
            Self::Action(action) => Some(action),
        }
    }
}
