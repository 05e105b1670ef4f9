//! Payment cards: brand by prefix, length by brand, Luhn.

use super::checksum::luhn;
use super::context::tag;
use super::kinds::Kind;
use super::number::Reading;
use super::run::{Window, sign};
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::why;

/// A brand's prefixes (first to last, of as many digits as written) and lengths.
struct Brand {
    first: u32,
    last: u32,
    prefix: u32,
    lengths: &'static [usize],
    /// Few numbers that are no card look like one of these.
    sure: bool,
}

const fn brand(first: u32, last: u32, prefix: u32, lengths: &'static [usize], sure: bool) -> Brand {
    Brand {
        first,
        last,
        prefix,
        lengths,
        sure,
    }
}

/// Visa, Mastercard, American Express, Discover, Diners Club, JCB, `UnionPay`, Mir, `RuPay`, Troy, Maestro.
static BRANDS: &[Brand] = &[
    brand(4, 4, 1, &[16], true),
    brand(4, 4, 1, &[13, 19], false),
    brand(51, 55, 2, &[16], true),
    brand(2221, 2720, 4, &[16], true),
    brand(34, 34, 2, &[15], true),
    brand(37, 37, 2, &[15], true),
    brand(6011, 6011, 4, &[16], true),
    brand(644, 649, 3, &[16], true),
    brand(65, 65, 2, &[16], true),
    brand(6011, 6011, 4, &[19], false),
    brand(300, 305, 3, &[14], true),
    brand(36, 36, 2, &[14], true),
    brand(38, 39, 2, &[14], true),
    brand(3528, 3589, 4, &[16], true),
    brand(1800, 1800, 4, &[15], true),
    brand(2131, 2131, 4, &[15], true),
    brand(62, 62, 2, &[16], true),
    brand(62, 62, 2, &[17, 18, 19], false),
    brand(2200, 2204, 4, &[16], true),
    brand(60, 60, 2, &[16], false),
    brand(81, 82, 2, &[16], false),
    brand(9792, 9792, 4, &[16], false),
    brand(5018, 5018, 4, &[12, 13, 14, 15, 16, 17, 18, 19], false),
    brand(5020, 5020, 4, &[12, 13, 14, 15, 16, 17, 18, 19], false),
    brand(5038, 5038, 4, &[12, 13, 14, 15, 16, 17, 18, 19], false),
    brand(56, 58, 2, &[12, 13, 14, 15, 16, 17, 18, 19], false),
    brand(63, 63, 2, &[12, 13, 14, 15, 16, 17, 18, 19], false),
    brand(67, 67, 2, &[12, 13, 14, 15, 16, 17, 18, 19], false),
];

/// A card that starts with the window's first group.
pub(super) fn read(scan: &mut Scan<'_>, window: &Window<'_>) -> Option<Reading> {
    let count = groups(window)?;
    let signs = window.signs(count);
    if !matches!(signs, 0 | sign::SPACE | sign::HYPHEN | sign::DOT) {
        return None;
    }
    let digits = window.digits(scan.bytes, count);
    let values = digits.values();
    let length = values.len();
    let varied = values
        .iter()
        .skip(1)
        .any(|value| values.first() != Some(value));
    if !luhn(values) || !varied {
        return None;
    }
    let head = u32::try_from(digits.number(0, 4)).unwrap_or(0);
    let fits = |brand: &&Brand| {
        let prefix = head / 10_u32.pow(4 - brand.prefix);
        (brand.first..=brand.last).contains(&prefix) && brand.lengths.contains(&length)
    };
    let brand = BRANDS.iter().find(fits);
    let (start, end) = window.span(count)?;
    let near = scan.context.near(start, end);
    let of = Opinion {
        base: match brand {
            Some(brand) if brand.sure => 0.8,
            Some(_) => 0.5,
            // Store cards and issuers that are not in the table: only where a word says that it is a card.
            None => 0.3,
        },
        named: near.named(tag::CARD) || near.any(tag::CARD) && near.close & tag::OTHER == 0,
        denied: near.close & tag::OTHER != 0,
    };
    let why = if brand.is_some() {
        why!("a card brand's prefix and length, and the check digit is right")
    } else {
        why!("the length of a card number, and the check digit is right")
    };
    Some(Reading {
        kind: Kind::Card,
        start,
        end,
        groups: count,
        why,
        opinion: of,
    })
}

/// How many groups could be a card: one of 12 to 19 digits, or three to five of 3 to 7 that add up.
fn groups(window: &Window<'_>) -> Option<usize> {
    let groups = window.run.from(window.first, 5);
    let length = |group: &super::run::Group| group.end - group.start;
    let head = groups.first().map(length)?;
    if (12..=19).contains(&head) {
        return Some(1);
    }
    match window.shape(4) {
        0x4444 if window.shape(5) == 0x4_4443 && !window.only(4, 0) => {
            // 19 digits in five groups, or 16 and a number after them.
            let digits = window.run.from(window.first, 5).len();
            return Some(
                if digits == 5
                    && !window
                        .run
                        .from(window.first + 4, 1)
                        .iter()
                        .any(|group| group.signs & sign::SPACE != 0)
                {
                    5
                } else {
                    4
                },
            );
        }
        0x4444 | 0x4443 => return Some(4),
        _ => {}
    }
    matches!(window.shape(3), 0x465 | 0x464).then_some(3)
}
