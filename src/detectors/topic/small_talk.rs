//! Greetings, thanks, farewells, assent and refusals: on topic wherever topics are allowed.

/// Words that a short text of small talk consists of.
const WORDS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "hiya",
    "howdy",
    "greetings",
    "good",
    "morning",
    "afternoon",
    "evening",
    "night",
    "day",
    "bye",
    "goodbye",
    "see",
    "you",
    "later",
    "soon",
    "tomorrow",
    "thanks",
    "thank",
    "thx",
    "ty",
    "cheers",
    "appreciate",
    "appreciated",
    "it",
    "very",
    "much",
    "so",
    "a",
    "lot",
    "many",
    "ok",
    "okay",
    "alright",
    "great",
    "perfect",
    "nice",
    "cool",
    "awesome",
    "wonderful",
    "excellent",
    "yes",
    "yeah",
    "yep",
    "no",
    "nope",
    "sure",
    "please",
    "sorry",
    "apologies",
    "welcome",
    "how",
    "are",
    "is",
    "going",
    "doing",
    "today",
    "what's",
    "whats",
    "up",
    "there",
    "that",
    "that's",
    "thats",
    "all",
    "for",
    "your",
    "help",
    "helping",
    "the",
    "i",
    "i'm",
    "im",
    "am",
    "fine",
    "well",
    "and",
    "to",
    "meet",
    "nice",
    "have",
    "one",
    "take",
    "care",
    "got",
    "understood",
    "of",
    "course",
    "problem",
    "worries",
    "again",
    "my",
    "friend",
    "everyone",
    "was",
    "helpful",
    "really",
    "this",
    "me",
    "do",
    "can",
    "who",
    "be",
    "glad",
    "happy",
    "pleasure",
    "let",
    "know",
    "if",
    "need",
    "anything",
    "else",
    "right",
    "now",
    "just",
    "wait",
    "moment",
    "continue",
    "go",
    "on",
    "ahead",
];

/// Words of which one at least must be there.
const MARKERS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "hiya",
    "howdy",
    "greetings",
    "bye",
    "goodbye",
    "thanks",
    "thank",
    "thx",
    "ty",
    "cheers",
    "morning",
    "afternoon",
    "evening",
    "night",
    "ok",
    "okay",
    "alright",
    "great",
    "perfect",
    "nice",
    "cool",
    "awesome",
    "wonderful",
    "excellent",
    "yes",
    "yeah",
    "yep",
    "no",
    "nope",
    "sure",
    "sorry",
    "welcome",
    "appreciate",
    "appreciated",
    "understood",
    "continue",
    "pleasure",
    "problem",
    "worries",
    "care",
    "please",
    "how",
    "later",
    "helpful",
    "whats",
    "what's",
    "apologies",
    "help",
];

/// How a refusal begins.
const REFUSALS: &[&str] = &[
    "i'm sorry, but i can",
    "i am sorry, but i can",
    "i'm sorry, i can",
    "i can't help with",
    "i cannot help with",
    "i can't assist with",
    "i cannot assist with",
    "sorry, i can't",
    "sorry, i cannot",
    "i'm not able to help",
    "i am not able to help",
    "i'm unable to",
    "i am unable to",
    "unfortunately, i can't",
    "unfortunately, i cannot",
    "i can only help with",
    "i can only answer questions about",
];

/// Words beyond which a text is more than small talk.
const LONGEST: usize = 16;
/// Bytes of a refusal; a longer answer goes on to something else.
const LONGEST_REFUSAL: usize = 240;

/// Whether the text is nothing but small talk.
pub(super) fn is(text: &str) -> bool {
    let text = text.trim();
    if text.len() <= LONGEST_REFUSAL {
        let lower = text.to_lowercase().replace('\u{2019}', "'");
        if REFUSALS.iter().any(|start| lower.starts_with(start)) {
            return true;
        }
        let words = lower
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| !word.is_empty());
        let (mut count, mut marked) = (0, false);
        for word in words {
            count += 1;
            if count > LONGEST || !WORDS.contains(&word) && !MARKERS.contains(&word) {
                return false;
            }
            marked |= MARKERS.contains(&word);
        }
        return marked || count == 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn greetings_are_small_talk_and_questions_are_not() {
        for text in [
            "Hello!",
            "Thanks a lot, that was very helpful :)",
            "good morning",
            "I'm sorry, but I can't help with that.",
            "ok",
            "",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "Hello, how do I file my taxes?",
            "Thanks. Now tell me about football",
            "the car is red",
            "I am happy to have a dog",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
