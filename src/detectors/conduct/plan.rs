//! A rule's sentence taken apart: act, object, condition, exception.

mod parts;
mod words;

use super::act::{self, Acts, DISCLOSE, DISCUSS, PROVIDE, REQUEST, STATE, THREATEN};
use super::reading::is_small;
use crate::policy::sentence::{Party, SentenceReading, reading};
use parts::{bare, content, join, objects, opening, predicate, words};
use words::{CONDITIONS, EXCEPTIONS, OWN};

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
