//! The vendor's catalog of policy types, in the vendor's order and words.

use serde::Serialize;

/// A row of the catalog, as `GET /api/v1/policies` answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Template {
    /// The `policy_type`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The vendor's group.
    pub category: &'static str,
    /// The display name. The vendor's field table says `default_name`, its examples say `name`: both are written.
    pub name: &'static str,
    /// The same as `name`.
    pub default_name: &'static str,
    /// The vendor's sentence on it.
    pub description: &'static str,
}

const fn row(
    kind: &'static str,
    category: &'static str,
    name: &'static str,
    description: &'static str,
) -> Template {
    Template {
        kind,
        category,
        name,
        default_name: name,
        description,
    }
}

/// The 17 templates.
#[must_use]
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template of a policy type.
#[must_use]
pub fn template(kind: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.kind == kind)
}

// The descriptions are the vendor's text to the letter, with its blanks at the end.
static TEMPLATES: [Template; 17] = [
    row(
        "aporia_guardrails_test",
        "test",
        "AGT Test",
        "Test and verify that Guardrails are activated. Activate the policy by sending the following prompt: X5O!P%@AP[4\\PZX54(P^)7CC)7}$AGT-STANDARD-GUARDRAILS-TEST-MSG!$H+H*",
    ),
    row(
        "competition_discussion_on_prompt",
        "topics",
        "Competition Discussion - Prompt",
        "Detects any user attempt to start a discussion including the competition mentioned in the policy.",
    ),
    row(
        "competition_discussion_on_response",
        "topics",
        "Competition Discussion - Response",
        "Detects any response including reference to the competition mentioned in the policy.",
    ),
    row(
        "basic_restricted_topics_on_prompt",
        "topics",
        "Restricted Topics - Prompt",
        "Detects any user attempt to start a discussion on the topics mentioned in the policy.",
    ),
    row(
        "basic_restricted_topics_on_response",
        "topics",
        "Restricted Topics - Response",
        "Detects any response including discussion on the topics mentioned in the policy.",
    ),
    row(
        "sql_restricted_tables",
        "security",
        "SQL - Restricted Tables",
        "Detects generation of SQL statements with access to specific tables that are considered sensitive. It is recommended to activate the policy and define system tables, as well as other tables with sensitive information.",
    ),
    row(
        "sql_allowed_tables",
        "security",
        "SQL - Allowed tables",
        "Detects SQL operations on tables that are not within the limits we set in the policy. Any operation on, or with another table that is not listed in the policy, will trigger the action configured in the policy. Enable this policy for achieving the finest level of security for your SQL statements.",
    ),
    row(
        "sql_read_only_access",
        "security",
        "SQL - Read-Only Access",
        "Detects any attempt to use SQL operations which requires more than read-only access. Activating this policy is important to avoid accidental or malicious run of dangerous SQL queries like DROP, INSERT, UPDATE and others.",
    ),
    row(
        "sql_load_limit",
        "security",
        "SQL - Load Limit",
        "Detects SQL statements that are likely to cause significant system load and affect performance.",
    ),
    row(
        "basic_allowed_topics_on_prompt",
        "topics",
        "Allowed Topics - Prompt",
        "Ensures the conversation adheres to specific and well-defined topics.",
    ),
    row(
        "basic_allowed_topics_on_response",
        "topics",
        "Allowed Topics - Response",
        "Ensures the conversation adheres to specific and well-defined topics.",
    ),
    row(
        "prompt_injection",
        "prompt_injection",
        "Prompt Injection",
        "Detects any user attempt of prompt injection or jailbreak.",
    ),
    row(
        "rag_hallucination",
        "hallucinations",
        "RAG Hallucination",
        "Detects any response that carries a high risk of hallucinations, thus maintaining the integrity and factual correctness of the information.",
    ),
    row(
        "pii_on_prompt",
        "security",
        "PII - Prompt",
        "Detects existence of PII in the user message, based on the configured sensitive data types. ",
    ),
    row(
        "pii_on_response",
        "security",
        "PII - Response",
        "Detects potential responses containing PII, based on the configured sensitive data types. ",
    ),
    row(
        "toxicity_on_prompt",
        "toxicity",
        "Toxicity - Prompt",
        "Detects user messages containing toxicity.",
    ),
    row(
        "toxicity_on_response",
        "toxicity",
        "Toxicity - Response",
        "Detects potential responses containing toxicity.",
    ),
];
