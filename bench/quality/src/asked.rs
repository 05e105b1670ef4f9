//! What a judge would be asked, and what it could mend.

use serde::Serialize;

use crate::metrics::ratio;
use crate::row::Truth;
use crate::score::Judged;

/// Of a set, where rules prefer a judge. A case is a row, or each of its candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct JudgeReport {
    pub(crate) cases: usize,
    /// Cases with a question, and the questions.
    pub(crate) asked: usize,
    pub(crate) questions: usize,
    /// Shares of the cases, of the good and of the bad ones that are asked about.
    pub(crate) share: Option<f64>,
    pub(crate) share_of_good: Option<f64>,
    pub(crate) share_of_bad: Option<f64>,
    /// The share of cases that the scores decide wrongly, and of those that nobody is asked about: what a judge that is
    /// always right would leave.
    pub(crate) wrong: Option<f64>,
    pub(crate) wrong_unasked: Option<f64>,
}

#[derive(Default)]
struct Tally {
    cases: [usize; 2],
    asked: [usize; 2],
    wrong: usize,
    unasked: usize,
}

impl Tally {
    fn add(&mut self, bad: bool, fired: bool, asked: bool) {
        let [good_cases, bad_cases] = &mut self.cases;
        *(if bad { bad_cases } else { good_cases }) += 1;
        let [good_asked, bad_asked] = &mut self.asked;
        *(if bad { bad_asked } else { good_asked }) += usize::from(asked);
        self.wrong += usize::from(bad != fired);
        self.unasked += usize::from(bad != fired && !asked);
    }
}

/// Counts.
pub(crate) fn asked(judged: &[Judged]) -> JudgeReport {
    let mut tally = Tally::default();
    for Judged { row, outcome } in judged {
        match row.truth {
            Truth::Binary(bad) => {
                tally.add(bad, !outcome.fired.is_empty(), !outcome.asked.is_empty());
            }
            Truth::Class(label) => {
                for place in 0..outcome.scores.len() {
                    let (fired, asked) = (&outcome.fired, &outcome.asked);
                    tally.add(
                        place == label,
                        fired.contains(&place),
                        asked.contains(&place),
                    );
                }
            }
        }
    }
    let Tally {
        cases: [good, bad],
        asked: [asked_good, asked_bad],
        wrong,
        unasked,
    } = tally;
    let cases = good + bad;
    JudgeReport {
        cases,
        asked: asked_good + asked_bad,
        questions: judged.iter().map(|each| each.outcome.asked.len()).sum(),
        share: ratio(asked_good + asked_bad, cases),
        share_of_good: ratio(asked_good, good),
        share_of_bad: ratio(asked_bad, bad),
        wrong: ratio(wrong, cases),
        wrong_unasked: ratio(unasked, cases),
    }
}
