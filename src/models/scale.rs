//! The project's score scale: 0.2, 0.5 and 0.8 at 5 %, 1 % and 0.1 % false positives, linear in the log-odds between.

/// The log-odds at 5 %, 1 % and 0.1 % false positives on the benign sets of the model's card.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scale(pub [f32; 3]);

const SCORES: [f64; 3] = [0.2, 0.5, 0.8];
/// A rule with the threshold 1 never fires.
const HIGHEST: f64 = 0.9999;

impl Scale {
    /// The score of raw log-odds, rounded to four decimals. Outside the three points the nearest piece goes on.
    #[must_use]
    pub fn score(&self, log_odds: f64) -> f64 {
        let [low, middle, high] = self.0.map(f64::from);
        let piece = |from: f64, to: f64, score: f64, width: f64| {
            score + width * (log_odds - from) / (to - from).max(1e-6)
        };
        let score = if log_odds < middle {
            piece(low, middle, SCORES[0], SCORES[1] - SCORES[0])
        } else {
            piece(middle, high, SCORES[1], SCORES[2] - SCORES[1])
        };
        (score.clamp(0.0, HIGHEST) * 1e4).round() / 1e4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_through_the_three_points() {
        let scale = Scale([-1.0, 2.0, 3.0]);
        let scores = [-1.0, 0.5, 2.0, 3.0, 100.0, -100.0].map(|raw| scale.score(raw));
        let written = scores.map(|score| score.to_string());
        assert_eq!(written, ["0.2", "0.35", "0.5", "0.8", "0.9999", "0"]);
    }
}
