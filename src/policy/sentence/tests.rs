use super::{Party, has_norm, is_imperative, key, reading};
use crate::policy::words::{Action, Targets};

#[test]
fn subjects_and_modals_are_told() {
    use Party::{Assistant, Both, User};
    for (sentence, party, must, prohibition) in [
        (
            "The assistant's response must not offer diagnoses.",
            Assistant,
            true,
            true,
        ),
        (
            "The assistant\u{2019}s response should state its limits.",
            Assistant,
            false,
            false,
        ),
        ("Users must not ask for prescriptions.", User, true, true),
        (
            "User queries should not request treatment plans.",
            User,
            false,
            true,
        ),
        ("Users and the assistant must be polite.", Both, true, false),
        (
            "The assistant must not reply to users who insult it.",
            Assistant,
            true,
            true,
        ),
        (
            "When asked about symptoms, the assistant must refer to a doctor.",
            Assistant,
            true,
            false,
        ),
        (
            "If users ask for it, responses should never name prices.",
            Assistant,
            false,
            true,
        ),
        ("No user may share an account.", User, true, true),
        (
            "Responses should say so when the model is not sure.",
            Assistant,
            false,
            false,
        ),
        ("Block forbidden keywords.", Both, true, true),
        ("Medical advice is prohibited.", Both, true, true),
        (
            "All models must under no circumstances swear.",
            Assistant,
            true,
            true,
        ),
        ("Politics", Both, true, false),
        ("", Both, true, false),
    ] {
        let read = reading(sentence);
        assert_eq!(
            (read.party, read.must, read.prohibition),
            (party, must, prohibition),
            "{sentence}"
        );
    }
}

#[test]
fn sides_and_actions_follow() {
    let read = reading("Users should not shout.");
    assert_eq!(
        (read.targets(), read.action()),
        (Targets::PROMPT, Action::Flag)
    );
    let read = reading("The assistant must not shout.");
    assert_eq!(
        (read.targets(), read.action()),
        (Targets::RESPONSE, Action::Block)
    );
    assert_eq!(reading("Nobody shouts.").targets(), Targets::BOTH);
}

#[test]
fn only_words_count_when_sentences_are_compared() {
    let (a, b) = ("Users must not  shout!", "users must NOT, shout");
    assert_eq!(key(a), key(b));
    for other in [
        "Users must not shou t",
        "Users must not",
        "Users must not shout \u{e9}",
        "",
    ] {
        assert_ne!(key(a), key(other), "{other}");
    }
}

#[test]
fn headings_have_no_norm() {
    assert!(!has_norm("Data protection"));
    assert!(!has_norm("Forbidden content"));
    assert!(has_norm("Medical advice is strictly forbidden"));
    assert!(has_norm("No weapons"));
    assert!(has_norm("Limit prompt length (max 4096 tokens)."));
    assert!(has_norm("Users must not shout"));
    assert!(is_imperative("Block weapons"));
    assert!(!is_imperative("Blocked topics"));
}
