//! Texts of every size, the same each time.

use crate::random::Random;

/// Common English words, most of them short.
const WORDS: &str = include_str!("words.txt");

/// What is put into prose to be found: made-up values of valid form.
pub const VALUES: [&str; 8] = [
    "jane.doe@example.com",
    "4111 1111 1111 1111",
    "415-555-0132",
    "192.168.10.42",
    "536-90-4399",
    "DE89 3704 0044 0532 0130 00",
    "m.miller@mail.example.org",
    "5500-0000-0000-0004",
];

/// Pieces that are repeated, and signs that are mixed, to make a text as expensive as it can be.
pub const HOSTILE: [&str; 42] = [
    "a@a@",
    "a.",
    "a:",
    "1 ",
    "1-",
    "1,",
    "12-",
    "12 34 ",
    "1",
    "4",
    "+1",
    "(1) ",
    "a1 ",
    "a",
    " ",
    "://",
    "a://a:a@",
    "eyJ",
    "eyJa.",
    "key=",
    "password ",
    "token: token: ",
    "-----BEGIN ",
    "sk-",
    "a:a ",
    "%41",
    "&#65;",
    "\\u0041",
    "==",
    "e\u{301}",
    "\u{200b}",
    "\u{e9}",
    "a b c ",
    "l33t ",
    "1::",
    "00:00:00:",
    "YWFh",
    "4a4a",
    "SELECT a FROM ",
    "mix:0123456789-. ",
    "mix:0123456789abcdef",
    "mix:01a.@:/=+-%&#\\\" ",
];

/// A letter to a customer, with which nothing is wrong; a few numbers.
const LETTER: &str = "Your order left the warehouse on the second of the month and should arrive within three days. If it has \
not come by then, write to us and we will look for it. The box holds the lamp, two bulbs and a cable of 2 metres; the \
stand is packed apart. Please keep the receipt, since the guarantee runs for 24 months from the day of purchase. To \
assemble the lamp, put the foot on a level floor, push the pole into it until it clicks and turn the ring to the right. \
Nothing has to be drilled. We hope that you enjoy it, and thank you for your patience with the delivery. ";

/// [`LETTER`] again and again: for rules that read what is said.
#[must_use]
pub fn letter(bytes: usize) -> String {
    cut(LETTER.repeat(bytes / LETTER.len() + 1), bytes)
}

/// Sentences of random words without anything to find.
#[must_use]
pub fn prose(bytes: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut random = Random::new(0x1234_5678);
    let mut out = String::with_capacity(bytes + 16);
    while out.len() < bytes {
        let length = 6 + random.below(14);
        for at in 0..length {
            let word = words[random.below(words.len())];
            match word.chars().next() {
                Some(first) if at == 0 => {
                    out.push(first.to_ascii_uppercase());
                    out.push_str(&word[first.len_utf8()..]);
                }
                _ => out.push_str(word),
            }
            out.push(if at + 1 == length { '.' } else { ' ' });
        }
        out.push(if random.below(5) == 0 { '\n' } else { ' ' });
    }
    cut(out, bytes)
}

/// Prose with one of the values every so many bytes.
#[must_use]
pub fn findings(bytes: usize, every: usize, values: &[&str]) -> String {
    let plain = prose(bytes);
    let mut out = String::with_capacity(bytes + every);
    let mut values = values.iter().cycle();
    for piece in plain.as_bytes().chunks(every.saturating_sub(24).max(1)) {
        out.push_str(&String::from_utf8_lossy(piece));
        // The last one is not to be cut in half.
        if piece.len() + 24 >= every && out.len() + 30 < bytes {
            out.push(' ');
            out.push_str(values.next().unwrap_or(&""));
            out.push(' ');
        }
        if out.len() >= bytes {
            break;
        }
    }
    cut(out, bytes)
}

/// A piece of [`HOSTILE`], as long as asked.
#[must_use]
pub fn hostile(piece: &str, bytes: usize) -> String {
    if let Some(signs) = piece.strip_prefix("mix:") {
        let signs: Vec<char> = signs.chars().collect();
        let mut random = Random::new(7);
        return (0..bytes)
            .map(|_| signs[random.below(signs.len())])
            .collect();
    }
    cut(piece.repeat(bytes / piece.len() + 1), bytes)
}

/// A query of 140 bytes, and one of 2 KB.
#[must_use]
pub fn sql(long: bool) -> String {
    if !long {
        return "SELECT o.id, o.total, c.name FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE \
                o.total > 100 AND c.country = 'DE' ORDER BY o.id"
            .to_owned();
    }
    let columns: Vec<String> = (0..23)
        .map(|n| {
            let least = n * 10;
            format!("SUM(CASE WHEN o.kind = {n} AND o.total > {least} THEN o.total ELSE 0 END) AS total_{n}")
        })
        .collect();
    format!(
        "SELECT c.name, {} FROM orders AS o JOIN customers AS c ON c.id = o.customer_id WHERE o.year = 2024 GROUP BY c.name",
        columns.join(", ")
    )
}

fn cut(mut text: String, bytes: usize) -> String {
    let end = (0..=bytes.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    text.truncate(end.unwrap_or(0));
    text
}
