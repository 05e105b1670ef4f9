//! `failureMode`: a word for all reasons, or an object of reasons and `default`.

use crate::policy::fields::{Field, Fields, Sink, Spelling};
use crate::policy::reader::Value;
use crate::policy::words::{FailureAction, FailureActions, FailureMode};

pub(super) fn read(field: &Field<'_>, sink: &mut Sink) -> FailureMode {
    match &field.node.value {
        Value::String(_) => action(field, sink).map_or(FailureMode::Default, FailureMode::All),
        Value::Object(_) => reasons(field, sink),
        _ => {
            sink.wrong_type(&field.path, field.node, "a word or an object of reasons");
            FailureMode::Default
        }
    }
}

fn reasons(field: &Field<'_>, sink: &mut Sink) -> FailureMode {
    let Some(mut fields) = field.fields(Spelling::Exact, sink).map(Fields::closed) else {
        return FailureMode::Default;
    };
    let mut of = |key| {
        let field = fields.get(key, &[], sink)?;
        action(&field, sink)
    };
    let actions = FailureActions {
        default: of("default"),
        needs_judge: of("needs_judge"),
        judge_failed: of("judge_failed"),
        needs_context: of("needs_context"),
        unsupported_language: of("unsupported_language"),
        over_limit: of("over_limit"),
        not_available: of("not_available"),
        fault: of("fault"),
    };
    fields.finish(sink);
    FailureMode::PerReason(actions)
}

fn action(field: &Field<'_>, sink: &mut Sink) -> Option<FailureAction> {
    FailureAction::parse(field.word(FailureAction::WORDS, sink)?)
}
