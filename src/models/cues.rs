//! Words that tell: classes of words whose meeting within a few words is a feature, and whose names a finding lists.

use std::sync::LazyLock;

use super::classes::Classes;

/// The classes, from 1, with the words of each (lower case, as [`super::features`] folds them).
pub const CLASSES: [(&str, &str); 20] = [
    (
        "override",
        "ignore disregard forget override overrule bypass circumvent neglect skip discard dismiss cancel abandon ignoring disregarding forgetting ignored ignores overwrite supersede supersedes nullify void",
    ),
    (
        "earlier_text",
        "previous prior above earlier preceding before initial original former past existing foregoing",
    ),
    (
        "instructions",
        "instruction instructions rules rule prompt prompts guideline guidelines directive directives command commands policy policies programming protocol protocols orders constraints restrictions limitations safeguards filters",
    ),
    (
        "reveal",
        "reveal print show repeat output leak display disclose expose divulge dump recite share spit echo return give tell summarize summarise list write translate spell",
    ),
    (
        "hidden_text",
        "password secret secrets key system hidden confidential passphrase credentials token preprompt internal private flag passcode codeword",
    ),
    (
        "role_play",
        "act pretend roleplay simulate persona character impersonate imagine hypothetical hypothetically fictional play portray emulate mimic embody role",
    ),
    (
        "no_limits",
        "unrestricted unfiltered uncensored jailbreak jailbroken amoral unethical unmoderated unlimited unbound limitless anything dan evil unhinged immoral unlocked unconstrained limits",
    ),
    (
        "secrecy",
        "secretly silently quietly covertly discreetly mention notify unnoticed invisible",
    ),
    (
        "answer_form",
        "respond reply answer say answers response responses start begin prefix exactly verbatim only nothing",
    ),
    (
        "urgency",
        "important urgent attention critical immediately alert warning emergency priority mandatory must",
    ),
    (
        "assistant",
        "assistant ai model chatbot bot chatgpt gpt llm claude gemini bard openai anthropic language",
    ),
    (
        "authority",
        "developer admin administrator root sudo debug maintenance override authorized authorised official engineer creator operator maintainer",
    ),
    (
        "from_now_on",
        "now instead henceforth onwards onward new next following",
    ),
    ("aimed", "you your yourself youre"),
    (
        "encoding",
        "base64 rot13 hex binary cipher decode encode encoded decoded reversed backwards morse ascii leetspeak caesar unicode",
    ),
    (
        "never_refuse",
        "refuse refusing apologize apologise decline disclaimer disclaimers ethics ethical moral morals legality illegal refusal comply obey obedient",
    ),
    (
        "action",
        "send forward email transfer delete execute run call click visit fetch post upload download navigate invoke buy pay exfiltrate curl wget",
    ),
    (
        "conversation",
        "conversation chat session context user human history dialogue message messages",
    ),
    (
        "negation",
        "no not dont never without cannot cant wont isnt none neither nor arent doesnt",
    ),
    (
        "harm",
        "bomb explosive explosives weapon weapons meth malware ransomware virus phishing hack hacking steal poison kill murder drugs keylogger exploit fraud counterfeit illegal stalk",
    ),
];

static TABLE: LazyLock<Classes> = LazyLock::new(|| {
    let lists = CLASSES.iter().zip(1..);
    Classes::new(
        lists.flat_map(|((_, words), class)| words.split(' ').map(move |word| (word, class))),
    )
});

/// The class of a word.
#[must_use]
pub fn class(id: u32) -> Option<u8> {
    TABLE.get(id)
}

/// The names of the classes whose bits are set, in the order of the table.
pub fn names(bits: u32) -> impl Iterator<Item = &'static str> {
    (1_u8..)
        .zip(&CLASSES)
        .filter(move |(class, _)| bits & 1 << class != 0)
        .map(|(_, (name, _))| *name)
}
