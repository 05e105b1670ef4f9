//! How near a text is to a subject, in deviations from ordinary text.

use super::embedding::{Embedding, Sum, WIDTH, direction};
use super::near::Near;
use super::tokens::{Token, tokens};

/// Sentences of the longer windows that are judged beside the sentences and the whole.
const RING: usize = 3;
/// Words that a window needs.
const FEWEST: u32 = 4;

/// A subject: where it lies, and how ordinary text lies to it.
#[derive(Clone, Debug)]
pub struct Subject {
    direction: Near,
    middle: f64,
    spread: f64,
}

impl Subject {
    /// Of phrases that describe it, in equal shares; `None` when no word of them is known.
    #[must_use]
    pub fn new<'a>(embedding: &Embedding, phrases: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut total = [0_i32; WIDTH];
        for phrase in phrases {
            let one = direction(&encode(embedding, phrase));
            for (sum, value) in total.iter_mut().zip(one) {
                *sum += whole(value);
            }
        }
        if total.iter().all(|value| *value == 0) {
            return None;
        }
        let direction = Near::new(&direction(&total).map(whole));
        let mut ordinary: Vec<f64> = embedding
            .background
            .iter()
            .map(|each| direction.cosine(each))
            .collect();
        let (half, low) = (ordinary.len() / 2, ordinary.len() * 16 / 100);
        if low >= half {
            return None;
        }
        let (below, middle, _) = ordinary.select_nth_unstable_by(half, f64::total_cmp);
        // The lower side alone: ordinary text holds some on the subject, which would widen the upper.
        let (_, low, _) = below.select_nth_unstable_by(low, f64::total_cmp);
        let (middle, low) = (*middle, *low);
        Some(Self {
            direction,
            middle,
            spread: (middle - low).max(0.02),
        })
    }

    /// Deviations above ordinary text.
    #[must_use]
    pub fn nearness(&self, sum: &Sum) -> f64 {
        self.nearness_of(&Near::new(sum))
    }

    /// Like [`Self::nearness`], for a sum that several subjects are compared with.
    #[must_use]
    pub fn nearness_of(&self, near: &Near) -> f64 {
        (self.direction.cosine(near) - self.middle) / self.spread
    }
}

/// A value of a direction in 4,096 parts.
fn whole(value: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 4096")]
    let parts = (value * 4096.0) as i32;
    parts
}

/// The sum of a text's rows.
#[must_use]
pub fn encode(embedding: &Embedding, text: &str) -> Sum {
    let mut sum = [0; WIDTH];
    tokens(text, |token| {
        if let Token::Word(word) = token {
            embedding.add(word, &mut sum);
        }
    });
    sum
}

/// A stretch of text with the sum of its rows.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Words that are known.
    pub words: u32,
    /// The sum.
    pub sum: Sum,
}

impl Window {
    const EMPTY: Self = Self {
        start: 0,
        end: 0,
        words: 0,
        sum: [0; WIDTH],
    };

    fn add(&mut self, later: &Self) {
        self.end = later.end;
        self.words = self.words.wrapping_add(later.words);
        for (sum, more) in self.sum.iter_mut().zip(&later.sum) {
            *sum = sum.wrapping_add(*more);
        }
    }
}

/// Shows the windows of a text in order, then the whole; gives the number of its words that are known.
pub fn windows(embedding: &Embedding, text: &str, mut show: impl FnMut(&Window)) -> u32 {
    let mut ring = [Window::EMPTY; RING];
    let (mut whole, mut seen) = (Window::EMPTY, 0_usize);
    let mut open = Window::EMPTY;
    tokens(text, |token| match token {
        Token::Word(word) => open.words += u32::from(embedding.add(word, &mut open.sum)),
        Token::End(end) => {
            open.end = end;
            if open.words < FEWEST && end < text.len() {
                return;
            }
            whole.add(&open);
            if open.words >= FEWEST {
                show(&open);
            }
            if let Some(place) = ring.get_mut(seen % RING) {
                *place = open;
            }
            seen += 1;
            if seen >= RING {
                let mut window = Window::EMPTY;
                for (index, part) in (seen - RING..seen).enumerate() {
                    match ring.get(part % RING) {
                        Some(part) if index == 0 => window = *part,
                        Some(part) => window.add(part),
                        None => {}
                    }
                }
                if window.words >= FEWEST {
                    show(&window);
                }
            }
            open = Window {
                start: end,
                ..Window::EMPTY
            };
        }
    });
    if whole.words > 0 {
        show(&whole);
    }
    whole.words
}
