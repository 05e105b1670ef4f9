//! How near a text is to a subject, in deviations from ordinary text.

use super::embedding::{Embedding, Sum, WIDTH, cosine, direction};
use super::tokens::{Token, tokens};

/// Sentences of the windows that are judged beside the whole.
const SIZES: [usize; 2] = [1, 3];
const RING: usize = 3;
/// Words that a window needs.
const FEWEST: u32 = 4;

/// A subject: where it lies, and how ordinary text lies to it.
#[derive(Clone, Debug)]
pub struct Subject {
    direction: [f32; WIDTH],
    middle: f32,
    spread: f32,
}

impl Subject {
    /// Of phrases that describe it, in equal shares; `None` when no word of them is known.
    #[must_use]
    pub fn new<'a>(embedding: &Embedding, phrases: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut total = [0_i32; WIDTH];
        for phrase in phrases {
            let one = direction(&encode(embedding, phrase));
            for (sum, value) in total.iter_mut().zip(one) {
                #[expect(clippy::cast_possible_truncation, reason = "at most 4096")]
                let value = (value * 4096.0) as i32;
                *sum += value;
            }
        }
        if total.iter().all(|value| *value == 0) {
            return None;
        }
        let direction = direction(&total);
        let mut ordinary: Vec<f32> = embedding
            .background
            .iter()
            .map(|each| cosine(&direction, each))
            .collect();
        ordinary.sort_by(f32::total_cmp);
        let middle = *ordinary.get(ordinary.len() / 2)?;
        // The lower side alone: ordinary text holds some on the subject, which would widen the upper.
        let low = *ordinary.get(ordinary.len() * 16 / 100)?;
        Some(Self {
            direction,
            middle,
            spread: (middle - low).max(0.02),
        })
    }

    /// Deviations above ordinary text.
    #[must_use]
    pub fn nearness(&self, sum: &Sum) -> f64 {
        self.nearness_of(&direction(sum))
    }

    /// The same of a direction that is known.
    #[must_use]
    pub fn nearness_of(&self, direction: &[f32; WIDTH]) -> f64 {
        f64::from((cosine(&self.direction, direction) - self.middle) / self.spread)
    }
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

    fn join(mut self, later: &Self) -> Self {
        self.end = later.end;
        self.words += later.words;
        self.sum
            .iter_mut()
            .zip(later.sum)
            .for_each(|(sum, more)| *sum += more);
        self
    }
}

/// Shows the windows of a text in order, then the whole; gives the number of its words that are known.
pub fn windows(embedding: &Embedding, text: &str, mut show: impl FnMut(&Window)) -> u32 {
    let mut ring = [Window::EMPTY; RING];
    let (mut open, mut whole, mut seen) = (Window::EMPTY, Window::EMPTY, 0_usize);
    tokens(text, |token| match token {
        Token::Word(word) => open.words += u32::from(embedding.add(word, &mut open.sum)),
        Token::End(end) => {
            open.end = end;
            if open.words < FEWEST && end < text.len() {
                return;
            }
            ring.rotate_right(1);
            if let Some(first) = ring.first_mut() {
                *first = open;
            }
            whole = whole.join(&open);
            seen += 1;
            open = Window {
                start: end,
                ..Window::EMPTY
            };
            let mut window = Window::EMPTY;
            for (index, part) in ring.iter().take(seen).enumerate() {
                window = if index == 0 {
                    *part
                } else {
                    part.join(&window)
                };
                if SIZES.contains(&(index + 1)) && window.words >= FEWEST {
                    show(&window);
                }
            }
        }
    });
    if whole.words > 0 {
        show(&whole);
    }
    whole.words
}
