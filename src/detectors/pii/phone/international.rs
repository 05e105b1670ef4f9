//! Numbers with the code of a country.

use super::formats::CODES;
use super::{HAN, Lead, MOST};
use crate::detectors::pii::bytes::{Bytes, Digits};
use crate::detectors::pii::run::{Window, sign};
use crate::detectors::pii::why::{Why, why};

/// Number of groups, score of the form, what the form shows.
pub(super) type Form = (usize, f64, Why);

/// `+` or `00` and a country code, with as many digits as its numbers have.
pub(super) fn international(bytes: Bytes<'_>, window: &Window<'_>, lead: Lead) -> Option<Form> {
    let groups = window.run.from(window.first, MOST);
    let head = groups.first()?;
    // What is dialled before the country code, from most countries and from North America.
    let skip = match bytes.slice(head.start, head.end) {
        _ if lead.plus => 0,
        [b'0', b'0', ..] => 2,
        b"011" => 3,
        _ => return None,
    };
    let mut best = None;
    for count in 1..=groups.len() {
        // An extension may follow at a hyphen.
        let extended = groups.get(count).is_some_and(|next| {
            next.signs == sign::HYPHEN && (3..=5).contains(&(next.end - next.start))
        });
        let whole = if window.span(count).is_some() {
            count
        } else if count > 2 && extended && window.span(count + 1).is_some() {
            count + 1
        } else {
            continue;
        };
        let mut digits = Digits::default();
        for (place, group) in groups.iter().take(count).enumerate() {
            let part = bytes.slice(group.start, group.end);
            // `(0)` is dialled at home only.
            let trunk = place > 0 && part == b"0" && group.signs & sign::PAREN != 0;
            for byte in part.iter().filter(|_| !trunk) {
                digits.push(byte - b'0');
            }
        }
        let values = digits.values();
        if fits_a_country(values.get(skip..).unwrap_or_default()) {
            best = Some(whole);
        }
    }
    let count = best?;
    let base = match (lead.plus, window.signs(count)) {
        (true, _) => 0.75,
        (false, 0) => 0.45,
        (false, _) => 0.6,
    };
    Some((
        count,
        base,
        why!("a country code with as many digits as its numbers have"),
    ))
}

/// `手机13604779660`: a mobile number of mainland China, which is written without a gap. The script beside it stands for the region.
pub(super) fn chinese(bytes: Bytes<'_>, window: &Window<'_>, lead: Lead) -> Option<Form> {
    let head = window.run.from(window.first, 1).first().copied()?;
    let mobile = matches!(bytes.slice(head.start, head.end), [b'1', b'3'..=b'9', ..])
        && head.end - head.start == 11;
    let han = |text: &[u8]| text.iter().any(|byte| matches!(byte, 0xe4..=0xe9));
    let beside = han(bytes.slice(head.start.saturating_sub(HAN), head.start))
        || han(bytes.slice(head.end, head.end + HAN));
    let alone = window.span(1).is_some() && !lead.plus;
    (mobile && alone && beside).then_some((
        1,
        0.6,
        why!("the form of a mobile number of China in Chinese text"),
    ))
}

pub(super) fn fits_a_country(values: &[u8]) -> bool {
    let number = |end: usize| {
        values.get(..end).map(|values| {
            values
                .iter()
                .fold(0u16, |sum, value| sum * 10 + u16::from(*value))
        })
    };
    (1..=3).any(|length| {
        number(length)
            .and_then(|code| CODES.binary_search_by_key(&code, |row| row.0).ok())
            .and_then(|place| CODES.get(place))
            .is_some_and(|(code, least, most)| {
                // In Denmark and Norway no number begins with 0 or 1.
                let assigned =
                    !matches!(code, 45 | 47) || values.get(length).is_some_and(|first| *first > 1);
                assigned && (*least..=*most).contains(&(values.len() - length))
            })
    })
}
