//! A rule's sentence taken apart: act, object, condition, exception.

use super::act::{self, Acts, DISCLOSE, DISCUSS, PROVIDE, REQUEST, STATE, THREATEN};
use super::reading::is_small;
use crate::policy::sentence::{Party, SentenceReading, reading};

/// One of the alternatives that an act is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    /// Its content words.
    pub(super) words: Vec<String>,
    /// It begins with what is done to the rest: "bypassing security controls".
    pub(super) verb: bool,
}

/// A sentence taken apart.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an answer about the sentence of its own"
)]
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(super) acts: Acts,
    /// The content words of each alternative object, modifiers first.
    pub(super) objects: Vec<Object>,
    pub(super) condition: Vec<String>,
    pub(super) exception: Vec<String>,
    /// It is about somebody's own case.
    pub(super) personal: bool,
    /// It is about doing something: "advice on breaking a lease".
    pub(super) does: bool,
    /// It asks for something to be made.
    pub(super) makes: bool,
    pub(super) prohibition: bool,
    /// It binds those who write.
    pub(super) user: bool,
    /// Whether texts can show that it is broken.
    pub(crate) checkable: bool,
    /// How sure the reading is.
    pub(crate) confidence: f64,
    /// For the report.
    pub(crate) act: String,
    pub(crate) object: String,
    pub(crate) when: Option<String>,
    pub(crate) unless: Option<String>,
}

const NEGATIONS: [&str; 9] = [
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
const MODALS: [&str; 22] = [
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
const FILLERS: [&str; 30] = [
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
const CONDITIONS: [&str; 9] = [
    "when", "if", "whenever", "while", "where", "during", "after", "before", "once",
];
const EXCEPTIONS: [&str; 4] = ["without", "unless", "except", "until"];
const OPENING: [&str; 12] = [
    "when", "whenever", "if", "unless", "while", "where", "in", "during", "before", "after", "for",
    "once",
];
const OWN: [&str; 12] = [
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
const CARRIERS: [&str; 22] = [
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

impl Plan {
    /// What two rules have in common that say the same in other words.
    pub(crate) fn key(&self) -> String {
        let list = |words: &mut Vec<String>| {
            words.sort();
            words.dedup();
            words.join(" ")
        };
        let stems = |words: &[String]| words.iter().map(|word| super::stem::stem(word)).collect();
        let mut objects: Vec<String> = self
            .objects
            .iter()
            .map(|each| list(&mut stems(&each.words)))
            .collect();
        let parts = [
            list(&mut objects),
            list(&mut stems(&self.condition)),
            list(&mut stems(&self.exception)),
        ];
        format!(
            "{} {} {:?} {}",
            self.user,
            self.prohibition,
            self.acts,
            parts.join("|")
        )
    }

    /// Whether data may be told against it.
    pub(super) fn tells_data(&self) -> bool {
        self.acts.has(DISCLOSE)
    }

    /// Whether an attack breaks it.
    pub(super) fn attacks(&self) -> bool {
        self.acts.has(THREATEN)
    }

    /// Takes a sentence apart.
    pub(crate) fn new(sentence: &str) -> Self {
        let grammar = reading(sentence);
        let words = words(sentence);
        let (condition, main) = opening(&words);
        let (verbs, from) = predicate(main);
        let rest = main.get(from..).unwrap_or_default();
        let at = |list: &[&str]| rest.iter().position(|word| list.contains(&bare(word)));
        let when = at(&CONDITIONS);
        let unless = at(&EXCEPTIONS);
        let end = when.into_iter().chain(unless).min().unwrap_or(rest.len());
        let phrase = |from: Option<usize>, other: Option<usize>| {
            let from = from?;
            let to = other.filter(|to| *to > from).unwrap_or(rest.len());
            rest.get(from..to)
        };
        let object = rest.get(..end).unwrap_or_default();
        let when = phrase(when, unless).or((!condition.is_empty()).then_some(condition));
        let unless = phrase(unless, when.and(at(&CONDITIONS)));
        let mut plan = Self {
            prohibition: grammar.prohibition,
            user: grammar.party == Party::User,
            condition: content(when.unwrap_or_default()),
            exception: content(unless.unwrap_or_default()),
            does: objects(object).iter().any(|each| each.verb),
            objects: objects(object),
            personal: object
                .iter()
                .chain(when.unwrap_or_default())
                .any(|word| OWN.contains(&bare(word))),
            when: when.map(join),
            unless: unless.map(join),
            object: join(object),
            ..Self::default()
        };
        plan.act(grammar, &verbs, object, main);
        plan
    }

    fn act(
        &mut self,
        grammar: SentenceReading,
        verbs: &[&str],
        object: &[String],
        main: &[String],
    ) {
        let mut acts = verbs
            .iter()
            .fold(Acts::default(), |all, verb| all.and(act::verb(verb)));
        let forms = object
            .iter()
            .fold(Acts::default(), |all, word| all.and(act::form(bare(word))));
        let known = !acts.is_empty();
        // Who asks the other side to do something is judged by what is asked for.
        let asks = grammar.party != Party::Assistant && acts.has(REQUEST);
        if asks {
            self.makes = object
                .iter()
                .any(|word| act::verb(bare(word)).has(act::PRODUCE));
            acts = REQUEST;
            self.personal |= forms.has(act::RECOMMEND.and(act::DIAGNOSE));
        } else if grammar.party == Party::Assistant && acts.has(REQUEST) {
            acts = act::COLLECT;
        } else if !forms.is_empty() && acts.has(PROVIDE.and(act::OFFER)) {
            // "offer diagnoses": the noun says what is done.
            acts = forms;
        } else if acts.has(act::PRODUCE) || acts.is_empty() {
            acts = acts.and(forms);
        }
        if grammar.party == Party::User && !asks && acts.has(PROVIDE.and(act::OFFER)) {
            acts = DISCLOSE;
        }
        if !grammar.prohibition {
            let polite = main.iter().any(|word| {
                matches!(
                    bare(word),
                    "polite" | "respectful" | "courteous" | "civil" | "kind"
                )
            });
            let says = acts.has(STATE.and(PROVIDE).and(DISCUSS).and(DISCLOSE))
                || !self.condition.is_empty();
            self.checkable = says || polite;
            acts = if polite { THREATEN } else { STATE };
            self.prohibition |= polite;
        }
        if main
            .iter()
            .any(|word| matches!(bare(word), "itself" | "themselves" | "yourself"))
        {
            acts = act::IMPERSONATE;
        }
        if forms.has(THREATEN) && !asks {
            acts = acts.and(THREATEN);
        }
        if acts.is_empty() || acts == PROVIDE && !grammar.prohibition {
            acts = acts.and(DISCUSS);
        }
        let unseen = verbs.iter().any(|verb| act::unseen(verb))
            || (acts.has(PROVIDE) && object.iter().any(|word| act::unseen(bare(word))));
        let speaks = acts.has(THREATEN) || !self.objects.is_empty() || !self.condition.is_empty();
        let duty_of_users = acts.has(STATE) && grammar.party == Party::User;
        let shown = asks || !unseen;
        let judged = self.checkable || grammar.prohibition;
        self.checkable = judged && speaks && shown && !duty_of_users;
        self.confidence = if !known {
            0.4
        } else if self.objects.is_empty() {
            0.5
        } else if grammar.party == Party::Both {
            0.7
        } else {
            0.9
        };
        self.act = verbs
            .first()
            .map_or_else(|| act::name(acts), |verb| (*verb).to_owned());
        self.acts = acts;
    }
}

/// Words in lower case, a comma kept at the end of the word before it.
fn words(sentence: &str) -> Vec<String> {
    sentence
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | ',' | '-')))
        .flat_map(|word| word.split_inclusive(','))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| word.to_lowercase().replace('\u{2019}', "'"))
        .collect()
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(',')
}

fn join(words: &[String]) -> String {
    words.join(" ").trim_end_matches(',').to_owned()
}

/// The opening clause and the main one.
fn opening(words: &[String]) -> (&[String], &[String]) {
    let opens = words
        .first()
        .is_some_and(|first| OPENING.contains(&first.as_str()));
    let comma = words
        .iter()
        .position(|word| word.ends_with(','))
        .filter(|_| opens);
    comma
        .and_then(|at| words.split_at_checked(at + 1))
        .unwrap_or((&[], words))
}

/// The verbs of the main clause and where what follows them begins.
fn predicate(words: &[String]) -> (Vec<&str>, usize) {
    let modal = words.iter().position(|word| MODALS.contains(&bare(word)));
    let mut at = modal.map_or(0, |at| at + 1);
    // "Medical advice is prohibited": the object stands before the verb.
    let passive = words.get(at).is_some_and(|word| {
        matches!(
            bare(word),
            "prohibited" | "forbidden" | "banned" | "disallowed" | "restricted"
        )
    }) || (words.get(at).is_some_and(|word| word == "not")
        && words
            .get(at + 1)
            .is_some_and(|word| matches!(bare(word), "allowed" | "permitted" | "acceptable")));
    if passive {
        return (Vec::new(), 0);
    }
    while words.get(at).is_some_and(|word| {
        FILLERS.contains(&bare(word))
            || (word.ends_with("ly") && word.len() > 4 && act::verb(word).is_empty())
    }) {
        at += 1;
    }
    let mut verbs = Vec::new();
    let mut last = at;
    while let Some(word) = words.get(at) {
        let own = bare(word);
        let is_verb = verbs.is_empty()
            || !act::verb(own).is_empty()
                && (last == at
                    || words
                        .get(at - 1)
                        .is_some_and(|word| word == "or" || word == "and" || word.ends_with(',')));
        if is_verb {
            verbs.push(own);
            at += 1;
            last = at;
        } else if matches!(own, "or" | "and")
            && words
                .get(at + 1)
                .is_some_and(|next| !act::verb(bare(next)).is_empty())
        {
            at += 1;
        } else {
            break;
        }
    }
    let unknown = verbs.iter().all(|verb| act::verb(verb).is_empty());
    (
        verbs,
        if unknown {
            last.saturating_sub(1)
        } else {
            last
        },
    )
}

fn content(words: &[String]) -> Vec<String> {
    words
        .iter()
        .map(|word| bare(word))
        .filter(|word| {
            !act::verb(word).has(act::PRODUCE)
                && !is_small(word)
                && !CARRIERS.contains(word)
                && !NEGATIONS.contains(word)
                && !CONDITIONS.contains(word)
                && !EXCEPTIONS.contains(word)
        })
        // "real-time", "one-on-one": a compound that begins with a small word says how, not what.
        .filter(|word| {
            !word
                .split_once('-')
                .is_some_and(|(first, _)| is_small(first) || first.len() < 5)
        })
        .flat_map(|word| word.split('-'))
        .map(str::to_owned)
        .collect()
}

/// The alternatives of an object: "personalised medical diagnoses, treatment plans or prescriptions".
fn objects(words: &[String]) -> Vec<Object> {
    let mut found: Vec<Object> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut infinitive = false;
    let mut close = |open: &mut Vec<String>, infinitive: bool| {
        let words = content(open);
        open.clear();
        let verb = infinitive
            || words
                .first()
                .is_some_and(|first| first.len() > 5 && first.ends_with("ing"));
        if !words.is_empty() {
            found.push(Object { words, verb });
        }
    };
    // "Pirated copies of books or films": the films are copies too.
    let mut lead: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if matches!(bare(word), "or" | "and") {
            close(&mut open, infinitive);
            open.clone_from(&lead);
            continue;
        }
        match bare(word) {
            "of" => lead.clone_from(&open),
            "about" | "for" | "on" | "to" | "from" | "with" | "in" | "by" => lead.clear(),
            _ => {}
        }
        if at > 0
            && words.get(at - 1).is_some_and(|before| before == "to")
            && act::verb(bare(word)).is_empty()
        {
            open.clear();
            infinitive = true;
        }
        open.push(bare(word).to_owned());
        if word.ends_with(',') {
            close(&mut open, infinitive);
        }
    }
    close(&mut open, infinitive);
    share_tails(&mut found);
    found
}

/// "buying or selling securities": a verb alone has the object of the next one.
fn share_tails(objects: &mut [Object]) {
    for at in (1..objects.len()).rev() {
        let tail: Vec<String> = objects
            .get(at)
            .filter(|next| next.verb)
            .map(|next| next.words.iter().skip(1).cloned().collect())
            .unwrap_or_default();
        if let Some(before) = objects
            .get_mut(at - 1)
            .filter(|before| before.verb && before.words.len() == 1)
        {
            before.words.extend(tail);
        }
    }
}
