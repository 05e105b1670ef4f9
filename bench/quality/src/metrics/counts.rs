//! Right and wrong at a threshold.

use serde::Serialize;

use super::{ratio, rounded};

/// Right and wrong, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) hits: usize,
    pub(crate) missed: usize,
    pub(crate) false_alarms: usize,
    pub(crate) passed: usize,
}

/// What follows from the counts; absent where it is not defined.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Rates {
    pub(crate) recall: Option<f64>,
    pub(crate) precision: Option<f64>,
    pub(crate) f1: Option<f64>,
    pub(crate) false_positive_rate: Option<f64>,
    pub(crate) balanced_accuracy: Option<f64>,
}

impl Counts {
    pub(crate) fn add(&mut self, bad: bool, fired: bool) {
        let count = match (bad, fired) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.missed,
            (false, true) => &mut self.false_alarms,
            (false, false) => &mut self.passed,
        };
        *count += 1;
    }

    pub(crate) fn rates(self) -> Rates {
        let recall = ratio(self.hits, self.hits + self.missed);
        let passed = ratio(self.passed, self.passed + self.false_alarms);
        Rates {
            recall,
            // Without a bad case they would be 0 whatever the detector does.
            precision: recall.and(ratio(self.hits, self.hits + self.false_alarms)),
            f1: recall.and(f1(self.hits, self.missed, self.false_alarms)),
            false_positive_rate: ratio(self.false_alarms, self.passed + self.false_alarms),
            balanced_accuracy: recall
                .zip(passed)
                .map(|(bad, good)| rounded(f64::midpoint(bad, good))),
        }
    }
}

/// The harmonic mean of recall and precision; 0 when something was there or was found and nothing fits.
pub(crate) fn f1(hits: usize, missed: usize, false_alarms: usize) -> Option<f64> {
    ratio(2 * hits, 2 * hits + missed + false_alarms)
}

#[cfg(test)]
mod tests {
    use super::{Counts, Rates};

    #[test]
    fn rates_by_hand() {
        let counts = Counts {
            hits: 6,
            missed: 2,
            false_alarms: 3,
            passed: 9,
        };
        let expected = Rates {
            recall: Some(0.75),
            precision: Some(0.6667),
            f1: Some(0.7059),
            false_positive_rate: Some(0.25),
            balanced_accuracy: Some(0.75),
        };
        assert_eq!(counts.rates(), expected);
        assert_eq!(Counts::default().rates(), Rates::default());
        let mut one_each = Counts::default();
        for (bad, fired) in [(true, true), (true, false), (true, false), (false, true)] {
            one_each.add(bad, fired);
        }
        let counted = Counts {
            hits: 1,
            missed: 2,
            false_alarms: 1,
            passed: 0,
        };
        assert_eq!(one_each, counted);
        let mut only_good = Counts::default();
        only_good.add(false, false);
        only_good.add(false, true);
        let rates = only_good.rates();
        assert_eq!(
            (rates.recall, rates.f1, rates.false_positive_rate),
            (None, None, Some(0.5))
        );
    }
}
