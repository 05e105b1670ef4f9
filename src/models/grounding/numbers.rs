//! Numbers by their value, however they are written: "3,000", "three thousand" and "3k"; "10 PM" and "22:00".

use crate::models::hash::word_id;

/// A value: digits without zeros at their end, and the power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    digits: u64,
    power: i32,
}

impl Value {
    pub(super) fn id(self) -> u32 {
        let mut bytes = [0; 13];
        let (head, tail) = bytes.split_at_mut(8);
        head.copy_from_slice(&self.digits.to_le_bytes());
        for (byte, from) in tail
            .iter_mut()
            .zip(self.power.to_le_bytes().into_iter().chain([b'#']))
        {
            *byte = from;
        }
        word_id(&bytes)
    }

    fn new(digits: u64, power: i32) -> Self {
        let mut value = Self { digits, power };
        while value.digits != 0 && value.digits.is_multiple_of(10) {
            value.digits /= 10;
            value.power += 1;
        }
        if value.digits == 0 {
            value.power = 0;
        }
        value
    }

    pub(super) fn whole(number: u64) -> Self {
        Self::new(number, 0)
    }

    /// This many times a power of ten.
    pub(super) fn times(self, power: i32) -> Self {
        Self::new(self.digits, self.power.saturating_add(power))
    }

    /// A small whole number.
    pub(super) fn small(self) -> Option<u64> {
        let power = u32::try_from(self.power).ok().filter(|power| *power < 4)?;
        Some(self.digits.checked_mul(10_u64.pow(power))?).filter(|value| *value < 10_000)
    }
}

/// A time of the day, in minutes.
pub(super) fn time_id(minutes: u64) -> u32 {
    word_id(format!("{minutes}:time").as_bytes())
}

/// The value of digits with separators and perhaps a suffix ("3rd", "25k"), and what stands behind the digits.
pub(super) fn digits(word: &str) -> Option<(Value, &str)> {
    let end = word
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(word.len());
    let (number, rest) = word.split_at_checked(end)?;
    let (mut digits, mut power, mut point) = (0_u64, 0, false);
    for byte in number.bytes() {
        match byte {
            b'.' => point = true,
            b',' => {}
            _ => {
                let digit = u64::from(byte.wrapping_sub(b'0'));
                if let Some(next) = digits
                    .checked_mul(10)
                    .and_then(|all| all.checked_add(digit))
                {
                    digits = next;
                    power -= i32::from(point);
                } else {
                    power += i32::from(!point);
                }
            }
        }
    }
    let value = Value::new(digits, power);
    Some(match magnitude(rest) {
        Some(more) => (value.times(more), ""),
        None => (value, rest),
    })
}

/// The power of ten of "million", "bn", "k".
pub(super) fn magnitude(word: &str) -> Option<i32> {
    Some(match word {
        "hundred" => 2,
        "thousand" | "k" => 3,
        "million" | "millions" | "mn" | "mm" => 6,
        "billion" | "billions" | "bn" | "b" => 9,
        "trillion" | "trillions" | "tn" => 12,
        _ => return None,
    })
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ORDINALS: [&str; 13] = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// The value of a number written as a word, and whether it is one of the tens.
pub(super) fn spelled(word: &str) -> Option<(u64, bool)> {
    let place = |list: &[&str]| list.iter().position(|each| *each == word);
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    if let Some(value) = place(&ONES).or_else(|| place(&ORDINALS)) {
        return Some((value as u64, false));
    }
    if let Some(tens) = place(&TENS) {
        return Some((20 + 10 * tens as u64, true));
    }
    match word {
        "dozen" => Some((12, false)),
        "hundred" => Some((100, false)),
        "thousand" => Some((1000, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, digits, spelled};

    #[test]
    fn numbers_meet_by_their_value() {
        let id = |word: &str| digits(word).map(|(value, _)| value.id());
        assert_eq!(id("3,000"), id("3000"));
        assert_eq!(id("3k"), id("3000"));
        assert_eq!(id("2.50"), id("2.5"));
        assert_eq!(id("3rd"), id("3"));
        assert_ne!(id("2.5"), id("25"));
        assert_eq!(id("1.5bn"), Some(Value::whole(1_500_000_000).id()));
        assert_eq!(spelled("third"), Some((3, false)));
        assert_eq!(
            digits("99999999999999999999999999").map(|(_, rest)| rest),
            Some("")
        );
    }
}
