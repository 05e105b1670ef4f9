//! The small words that a rule's grammar is told by.

/// Those who write.
pub(super) const USERS: [&str; 34] = [
    "user",
    "users",
    "customer",
    "customers",
    "prompt",
    "prompts",
    "query",
    "queries",
    "question",
    "questions",
    "patient",
    "patients",
    "visitor",
    "visitors",
    "human",
    "humans",
    "student",
    "students",
    "pupils",
    "learners",
    "player",
    "players",
    "member",
    "members",
    "client",
    "clients",
    "guest",
    "guests",
    "shoppers",
    "employee",
    "employees",
    "participants",
    "candidates",
    "applicants",
];

/// Those who answer.
pub(super) const ASSISTANTS: [&str; 28] = [
    "assistant",
    "assistants",
    "response",
    "responses",
    "answer",
    "answers",
    "reply",
    "replies",
    "output",
    "outputs",
    "completion",
    "completions",
    "model",
    "models",
    "ai",
    "llm",
    "llms",
    "chatbot",
    "chatbots",
    "bot",
    "bots",
    "agent",
    "agents",
    "system",
    "generated",
    "copilot",
    "tutor",
    "tutors",
];

/// Words that may stand before the subject.
pub(super) const DETERMINERS: [&str; 14] = [
    "the", "a", "an", "all", "any", "every", "each", "no", "both", "our", "your", "this", "these",
    "that",
];

/// Words that open a clause which stands before the subject: "When asked about symptoms, the assistant ...".
pub(super) const CLAUSES: [&str; 16] = [
    "when", "whenever", "if", "unless", "while", "where", "in", "for", "during", "before", "after",
    "without", "under", "as", "on", "with",
];

/// Verbs of a rule that must be kept.
pub(super) const STRONG: [&str; 14] = [
    "must",
    "shall",
    "will",
    "cannot",
    "can't",
    "may",
    "can",
    "need",
    "needs",
    "required",
    "prohibited",
    "forbidden",
    "mustn't",
    "won't",
];

/// Verbs of a rule that should be.
pub(super) const WEAK: [&str; 7] = [
    "should",
    "ought",
    "shouldn't",
    "recommended",
    "encouraged",
    "discouraged",
    "preferably",
];

/// Words that forbid by themselves.
pub(super) const FORBIDDING: [&str; 17] = [
    "not",
    "never",
    "cannot",
    "can't",
    "mustn't",
    "shouldn't",
    "won't",
    "don't",
    "no",
    "prohibited",
    "forbidden",
    "disallowed",
    "refrain",
    "avoid",
    "avoids",
    "prevent",
    "discouraged",
];

/// Verbs that forbid when the sentence begins with them.
pub(super) const FORBIDDING_VERBS: [&str; 12] = [
    "block", "ban", "deny", "reject", "refuse", "prohibit", "forbid", "disallow", "restrict",
    "limit", "stop", "decline",
];

/// Verbs with which rules without a subject begin.
pub(super) const OTHER_VERBS: [&str; 20] = [
    "allow", "always", "answer", "be", "check", "detect", "disclose", "do", "ensure", "flag",
    "include", "keep", "log", "mask", "monitor", "only", "protect", "redact", "require", "use",
];

/// Words that titles do not have.
pub(super) const MODALS: [&str; 17] = [
    "must",
    "mustn't",
    "shall",
    "should",
    "shouldn't",
    "ought",
    "will",
    "won't",
    "may",
    "can",
    "cannot",
    "can't",
    "not",
    "never",
    "don't",
    "doesn't",
    "only",
];

/// Words that titles have too, so that they need a verb before them.
pub(super) const STATES: [&str; 10] = [
    "required",
    "prohibited",
    "forbidden",
    "disallowed",
    "allowed",
    "permitted",
    "recommended",
    "encouraged",
    "discouraged",
    "restricted",
];
