//! `tests/reference/lyzr_model.py` as a table; the differential run holds the two together.

/// What a value must be.
#[derive(Debug)]
pub(super) enum Type {
    /// `str`
    Text,
    /// `bool`
    Flag,
    /// `float` with `ge=0, le=1`
    Threshold,
    /// `datetime`
    Time,
    /// `Literal`
    Word(&'static [&'static str]),
    /// `list`
    List(Items),
    /// `dict[str, ...]`
    Map(&'static Type),
    /// A `BaseModel`
    Model(&'static [Field]),
}

/// What the items of a list must be: its first element decides.
#[derive(Debug)]
pub(super) enum Items {
    /// Strings, unless the first is an object.
    TextsUnlessObject(&'static Type),
    /// These, unless the first is a string.
    ObjectsUnlessText(&'static Type),
}

/// A field of a model; `null` is accepted where it is not required.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Type,
    pub(super) required: bool,
}

const fn required(name: &'static str, kind: Type) -> Field {
    Field {
        name,
        kind,
        required: true,
    }
}

const fn optional(name: &'static str, kind: Type) -> Field {
    Field {
        name,
        kind,
        required: false,
    }
}

const ENABLED: Field = optional("enabled", Type::Flag);

const TOPICS: &[Field] = &[
    ENABLED,
    optional(
        "topics",
        Type::List(Items::TextsUnlessObject(&Type::Model(&[required(
            "name",
            Type::Text,
        )]))),
    ),
];

const KEYWORD: Type = Type::Model(&[
    required("keyword", Type::Text),
    optional("action", Type::Word(&["block", "redact"])),
    optional("replacement", Type::Text),
    optional(
        "pattern_type",
        Type::Word(&["literal", "regex", "cucumber_expression"]),
    ),
]);

const KEYWORDS: &[Field] = &[
    ENABLED,
    optional("keywords", Type::List(Items::TextsUnlessObject(&KEYWORD))),
];

const SCORED: &[Field] = &[ENABLED, optional("threshold", Type::Threshold)];

const SECRETS: &[Field] = &[
    ENABLED,
    optional(
        "action",
        Type::Word(&["mask", "redact", "block", "disabled"]),
    ),
];

const CUSTOM_PII: Type = Type::Model(&[
    optional("label", Type::Text),
    optional("replacement", Type::Text),
    optional("action", Type::Word(&["block", "redact"])),
]);

const PII: &[Field] = &[
    ENABLED,
    optional(
        "types",
        Type::Map(&Type::Word(&["block", "redact", "mask", "disabled"])),
    ),
    optional(
        "custom_pii",
        Type::List(Items::ObjectsUnlessText(&CUSTOM_PII)),
    ),
];

/// The body of the request.
pub(super) const POLICY: &[Field] = &[
    required("name", Type::Text),
    optional("description", Type::Text),
    optional("allowed_topics", Type::Model(TOPICS)),
    optional("banned_topics", Type::Model(TOPICS)),
    optional("keywords", Type::Model(KEYWORDS)),
    optional("toxicity_check", Type::Model(SCORED)),
    optional("prompt_injection", Type::Model(SCORED)),
    optional("secrets_detection", Type::Model(SECRETS)),
    optional("pii_detection", Type::Model(PII)),
    optional("user_id", Type::Text),
    optional("created_at", Type::Time),
    optional("updated_at", Type::Time),
];
