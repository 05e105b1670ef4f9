//! Lists of words with a class each, looked up by the word's id.

use super::hash::word_id;

/// Open addressing: ids with their classes; class 0 is an empty place.
#[derive(Debug)]
pub(crate) struct Classes(Vec<(u32, u8)>);

impl Classes {
    /// Of words with their classes, from 1; a word of two classes keeps the first.
    pub(crate) fn new<'a>(words: impl Iterator<Item = (&'a str, u8)> + Clone) -> Self {
        let places = (words.clone().count().max(8) * 4).next_power_of_two();
        let mut classes = Self(vec![(0, 0); places]);
        for (word, class) in words {
            let id = word_id(word.as_bytes());
            let (mut at, mask) = (id as usize, places - 1);
            while let Some(place) = classes.0.get_mut(at & mask) {
                if place.1 == 0 {
                    *place = (id, class);
                }
                if place.0 == id {
                    break;
                }
                at += 1;
            }
        }
        classes
    }

    /// The class of a word.
    pub(crate) fn get(&self, id: u32) -> Option<u8> {
        let (mut at, mask) = (id as usize, self.0.len() - 1);
        loop {
            let (other, class) = *self.0.get(at & mask)?;
            if class == 0 {
                return None;
            }
            if other == id {
                return Some(class);
            }
            at = at.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_its_first_class() {
        let words = [("one", 1), ("two", 2), ("one", 3)];
        let classes = Classes::new(words.into_iter());
        let class = |word: &str| classes.get(word_id(word.as_bytes()));
        assert_eq!(["one", "two", "ten"].map(class), [Some(1), Some(2), None]);
    }
}
