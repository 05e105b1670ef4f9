//! Points for the act that a sentence shows, and for its subject.

use super::act::{
    Acts, COLLECT, DIAGNOSE, DISCLOSE, DISCUSS, DISPARAGE, ENCOURAGE, IMPERSONATE, INSTRUCT, OFFER,
    PREDICT, PRODUCE, PROMISE, PROVIDE, RECOMMEND, REQUEST, THREATEN,
};
use super::cues::{self, Cues};
use super::plan::Plan;
use super::reading::Sentence;
use super::subject::Near;

/// What else is known of a text.
#[derive(Debug, Default)]
pub(super) struct Side<'a> {
    /// Places of personal data in the view.
    pub(super) data: &'a [(usize, usize)],
    /// Places that read like abuse, with their score.
    pub(super) hostile: &'a [(usize, usize, f64)],
}

/// The act of the rule that the sentence shows best.
pub(super) fn act(
    plan: &Plan,
    sentence: &Sentence,
    before: Option<&Sentence>,
    text: Cues,
    side: &Side<'_>,
) -> Option<(Acts, f64)> {
    let own = sentence.cues;
    let data = side
        .data
        .iter()
        .any(|(start, end)| *start < sentence.end && *end > sentence.start);
    let hostile = side
        .hostile
        .iter()
        .filter(|(start, end, _)| *start < sentence.end && *end > sentence.start)
        .map(|(_, _, score)| *score)
        .fold(0.0, f64::max);
    let sole = |cue: Cues, points: f64| own.has(cue).then_some(points);
    let mut best: Option<(Acts, f64)> = None;
    let mut offer = |act: Acts, points: Option<f64>| {
        if let Some(points) = points.filter(|_| plan.acts.has(act))
            && best.is_none_or(|(_, most)| points > most)
        {
            best = Some((act, points));
        }
    };
    let directs = sole(cues::DIRECT, 1.5).or(sole(cues::IMPERATIVE, 1.2));
    let number = if own.has(cues::NUMBER) { 0.3 } else { 0.0 };
    let more = |points: Option<f64>| points.map(|points| points + number);
    let claims = sole(cues::ASSERT, if own.has(cues::AIMED) { 1.8 } else { 1.4 });
    offer(REQUEST, request(plan, own, before));
    offer(RECOMMEND, more(directs));
    offer(DIAGNOSE, claims);
    offer(PREDICT, sole(cues::FUTURE, 1.5));
    offer(
        PROMISE,
        more(sole(cues::PROMISE, 1.7).or(sole(cues::FUTURE, 1.3))),
    );
    offer(OFFER, more(sole(cues::OFFER, 1.7)));
    offer(IMPERSONATE, sole(cues::IDENTITY, 1.5));
    offer(
        COLLECT,
        sole(cues::COLLECT, if own.has(cues::AIMED) { 1.5 } else { 0.5 }),
    );
    offer(DISCLOSE, disclosed(own, data));
    offer(PRODUCE, sole(cues::HAND, 1.7));
    offer(
        INSTRUCT,
        sole(cues::IMPERATIVE, 1.6).or(sole(cues::DIRECT, 1.2)),
    );
    offer(
        PROVIDE,
        directs.or(sole(cues::HAND.and(cues::OFFER).and(cues::PROMISE), 0.9)),
    );
    offer(ENCOURAGE, sole(cues::URGE, 1.7).or(directs));
    offer(DISPARAGE, sole(cues::COMPARE, 1.7));
    offer(DISCUSS, Some(0.9));
    offer(THREATEN, attack(own, hostile));
    best.map(|(act, points)| (act, points - taken(plan, act, own, text)))
}

/// Points taken for what makes a sentence harmless.
fn taken(plan: &Plan, act: Acts, own: Cues, text: Cues) -> f64 {
    let mut points = 0.0;
    if own.has(cues::PROTECT) && matches!(act, REQUEST | DISCLOSE) {
        points += 2.5;
    }
    if own.has(cues::REFUSAL) && !plan.user && act != THREATEN {
        let turns = own.has(cues::BUT) && own.has(cues::DIRECT.and(cues::HAND));
        points += if turns { 1.0 } else { 4.0 };
    }
    if own.has(cues::QUOTED.and(cues::REPORTED)) && act != DISCLOSE {
        points += 1.5;
    }
    if own.has(cues::EDUCATION) {
        points += match act {
            REQUEST => 2.2,
            COLLECT | THREATEN | DISCLOSE => 0.0,
            _ => 0.7,
        };
    }
    if plan.acts.has(RECOMMEND.and(DIAGNOSE)) && act != REQUEST {
        if own.has(cues::GENERAL) && !own.has(cues::DIRECT) {
            points += 1.0;
        }
        if text.has(cues::DISCLAIMER) {
            points += 1.5;
        }
    }
    points
}

fn request(plan: &Plan, own: Cues, before: Option<&Sentence>) -> Option<f64> {
    if !own.has(cues::ASK) {
        return None;
    }
    let states =
        own.has(cues::SITUATION) || before.is_some_and(|before| before.cues.has(cues::SITUATION));
    let when = |cue: Cues, yes: f64, no: f64| if own.has(cue) { yes } else { no };
    let points = if plan.makes {
        // How it is made is asked by who makes it.
        when(cues::MAKE, 1.7, -0.8) - when(cues::HOW, 1.5, 0.0)
    } else if plan.personal && !(plan.does && own.has(cues::HOW)) {
        when(cues::PERSONAL, 1.0, -0.6)
            + when(cues::SELF, 0.2, -0.3)
            + if states { 0.5 } else { 0.0 }
    } else {
        when(cues::HOW, 1.2, 0.4) + when(cues::SELF, 0.3, 0.0)
    };
    Some(points + 0.6)
}

fn disclosed(own: Cues, data: bool) -> Option<f64> {
    if data {
        return Some(2.0);
    }
    if own.has(cues::EDUCATION.and(cues::HOW)) && !own.has(cues::NUMBER) {
        return None;
    }
    let concrete = own.has(cues::NUMBER.and(cues::NAMED));
    if own.has(cues::QUESTION) && !concrete {
        return None;
    }
    match (own.has(cues::OWN), concrete) {
        (true, true) => Some(1.6),
        (true, false) => Some(1.0),
        (false, true) => Some(0.3),
        _ => None,
    }
}

fn attack(own: Cues, hostile: f64) -> Option<f64> {
    let threat = own.has(cues::THREAT) && own.has(cues::AIMED);
    let insult = own.has(cues::INSULT) && own.has(cues::AIMED);
    let words: f64 = if threat || insult { 2.6 } else { 0.0 };
    (words > 0.0 || hostile > 0.3).then_some(words + 2.5 * hostile)
}

/// How many facts are weighed.
pub(super) const FACTS: usize = 20;

/// What is weighed of a sentence that shows an act.
pub(super) fn facts(
    plan: &Plan,
    sentence: &Sentence,
    text: Cues,
    side: &Side<'_>,
    shown: f64,
    near: Near,
) -> [f64; FACTS] {
    let own = sentence.cues;
    let yes = |value: bool| f64::from(u8::from(value));
    let has = |cue: Cues| yes(own.has(cue));
    let shown = shown.clamp(0.0, 3.0);
    let user = yes(plan.user);
    let data = side
        .data
        .iter()
        .any(|(start, end)| *start < sentence.end && *end > sentence.start);
    [
        shown / 2.0,
        near.sense.clamp(-1.0, 4.0) / 2.0,
        near.exact.min(3.0) / 2.0,
        near.most,
        near.words * shown.min(2.0),
        has(cues::REFUSAL),
        has(cues::QUOTED),
        has(cues::REPORTED),
        has(cues::GENERAL),
        yes(text.has(cues::DISCLAIMER)),
        has(cues::PROTECT),
        has(cues::QUESTION),
        user * has(cues::QUESTION),
        has(cues::SELF),
        has(cues::AIMED),
        has(cues::NUMBER),
        yes(sentence.count < 6),
        yes(data),
        yes(plan.acts == DISCUSS),
        user,
    ]
}
