//! The words by which a sentence is taken apart.

pub(super) const NEGATIONS: [&str; 9] = [
    "not",
    "never",
    "no",
    "cannot",
    "can't",
    "mustn't",
    "shouldn't",
    "don't",
    "won't",
];

pub(super) const MODALS: [&str; 22] = [
    "must",
    "shall",
    "will",
    "cannot",
    "can't",
    "may",
    "can",
    "need",
    "needs",
    "mustn't",
    "won't",
    "should",
    "ought",
    "shouldn't",
    "never",
    "don't",
    "do",
    "is",
    "are",
    "required",
    "refrain",
    "avoid",
];

/// Words between the modal verb and the act.
pub(super) const FILLERS: [&str; 30] = [
    "not",
    "never",
    "be",
    "to",
    "from",
    "under",
    "no",
    "circumstances",
    "ever",
    "attempt",
    "try",
    "knowingly",
    "in",
    "any",
    "way",
    "explicitly",
    "always",
    "clearly",
    "directly",
    "also",
    "either",
    "only",
    "use",
    "contain",
    "engage",
    "allowed",
    "permitted",
    "the",
    "assistant",
    "using",
];

pub(super) const CONDITIONS: [&str; 9] = [
    "when", "if", "whenever", "while", "where", "during", "after", "before", "once",
];

pub(super) const EXCEPTIONS: [&str; 4] = ["without", "unless", "except", "until"];

pub(super) const OPENING: [&str; 12] = [
    "when", "whenever", "if", "unless", "while", "where", "in", "during", "before", "after", "for",
    "once",
];

pub(super) const OWN: [&str; 12] = [
    "personalised",
    "personalized",
    "personal",
    "individual",
    "individualised",
    "individualized",
    "own",
    "specific",
    "tailored",
    "their",
    "user's",
    "definitive",
];

/// Words of carriers, which say that something is provided but not what it is about.
pub(super) const CARRIERS: [&str; 22] = [
    "advice",
    "recommendations",
    "recommendation",
    "guidance",
    "information",
    "opinion",
    "opinions",
    "instructions",
    "help",
    "tips",
    "plans",
    "plan",
    "judgment",
    "language",
    "content",
    "details",
    "questions",
    "topics",
    "issues",
    "matters",
    "way",
    "purposes",
];
