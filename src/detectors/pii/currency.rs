//! Amounts of money: a sign or a code on either side of a number.

use super::bytes::Bytes;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::why;

/// Signs; those beyond ASCII in UTF-8.
static SIGNS: &[&str] = &[
    "$", "€", "£", "¥", "₹", "₽", "₩", "₪", "₫", "₴", "₦", "₱", "฿", "₺", "₿", "zł", "kč", "Rs.",
    "Rs", "R$",
];
static CODES: &str = "USD EUR GBP JPY CHF CAD AUD NZD CNY RMB INR BRL MXN SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ILS ZAR KRW SGD HKD TWD THB IDR MYR PHP VND AED SAR EGP NGN KES PKR BTC ETH ";
static WORDS: &[&str] = &[
    "dollars",
    "dollar",
    "euros",
    "euro",
    "pounds",
    "pound sterling",
    "yen",
    "rupees",
    "rupee",
    "francs",
    "pesos",
    "cents",
    "bucks",
    "yuan",
    "won",
    "roubles",
    "rubles",
    "kronor",
    "kroner",
    "usd",
    "eur",
    "gbp",
];
static SCALES: &[&str] = &[
    "thousand", "million", "billion", "trillion", "mn", "bn", "lakh", "crore", "k", "m", "b",
];

/// Around the digits `start..end`. Gives the end of an amount.
pub(super) fn around(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<usize> {
    if !scan.kinds.has(Kind::Currency) {
        return None;
    }
    let bytes = scan.bytes;
    // Digits of an amount that was looked at as a whole.
    if start < scan.amount_end {
        return None;
    }
    let may_lead = may_lead(bytes, start);
    let next = bytes.at(end);
    // Most numbers stand beside nothing that an amount does.
    if !may_lead
        && !next.is_ascii_alphabetic()
        && next < 0x80
        && !matches!(next, b',' | b'.' | b'\'' | b' ' | b'$')
    {
        scan.amount_end = end;
        return None;
    }
    let led = may_lead.then(|| sign_before(bytes, start)).flatten();
    if led.is_some() && bytes.at(end) == b'$' {
        return None;
    }
    let stop = amount_end(bytes, end);
    let scaled = scale(bytes, stop);
    let trailed = sign_after(bytes, scaled.unwrap_or(stop));
    let (from, to) = match (led, trailed) {
        (Some(from), to) => (from, to.or(scaled).unwrap_or(stop)),
        (None, Some(to)) => (start, to),
        _ => {
            scan.amount_end = stop;
            return None;
        }
    };
    let of = Opinion {
        base: 0.8,
        named: false,
        denied: false,
    };
    scan.note(
        Kind::Currency,
        (from, to),
        why!("a currency beside an amount"),
        of,
    );
    Some(to)
}

/// Thousands and decimals.
fn amount_end(bytes: Bytes<'_>, end: usize) -> usize {
    let mut at = end;
    while matches!(bytes.at(at), b',' | b'.' | b'\'')
        && bytes.at(at + 1).is_ascii_digit()
        && at < end + 32
    {
        at = bytes.run(at + 1, 32, |byte| byte.is_ascii_digit());
    }
    at
}

fn sign_before(bytes: Bytes<'_>, start: usize) -> Option<usize> {
    let at = if bytes.before(start) == b' ' {
        start - 1
    } else {
        start
    };
    for sign in SIGNS {
        let from = at.checked_sub(sign.len());
        if let Some(from) = from.filter(|from| bytes.slice(*from, at) == sign.as_bytes()) {
            let letters = sign.starts_with(|each: char| each.is_ascii_alphabetic());
            let before = bytes.before(from);
            let free = !(letters && before.is_ascii_alphanumeric() || before.is_ascii_digit());
            // `$1` and `${10}` in programs have no space before the digit; amounts may have either.
            return free.then(|| {
                from - usize::from(*sign == "$" && matches!(bytes.before(from), b'A' | b'C' | b'S'))
            });
        }
    }
    let from = at.checked_sub(3)?;
    (is_code(bytes.slice(from, at)) && !bytes.before(from).is_ascii_alphanumeric()).then_some(from)
}

/// Whether the byte before an amount, or before the space before it, ends a sign or a code.
fn may_lead(bytes: Bytes<'_>, start: usize) -> bool {
    let before = bytes.before(start);
    let before = if before == b' ' {
        bytes.before(start - 1)
    } else {
        before
    };
    let rupees = || bytes.slice(start.saturating_sub(4), start).contains(&b'R');
    before >= 0x80
        || before.is_ascii_uppercase()
        || before == b'$'
        || matches!(before, b'.' | b's') && rupees()
}

fn is_code(word: &[u8]) -> bool {
    word.len() == 3
        && word.iter().all(u8::is_ascii_uppercase)
        && CODES
            .as_bytes()
            .chunks_exact(4)
            .any(|code| code.starts_with(word))
}

fn free(bytes: Bytes<'_>, end: usize) -> bool {
    !(bytes.at(end).is_ascii_alphanumeric() || bytes.at(end) == b'_')
}

fn scale(bytes: Bytes<'_>, end: usize) -> Option<usize> {
    let at = if bytes.at(end) == b' ' { end + 1 } else { end };
    if !matches!(bytes.at(at) | 0x20, b't' | b'm' | b'b' | b'l' | b'c' | b'k') {
        return None;
    }
    SCALES
        .iter()
        .filter(|word| word.len() > 1 || at == end)
        .find(|word| bytes.has(at, word.as_bytes()) && free(bytes, at + word.len()))
        .map(|word| at + word.len())
}

fn sign_after(bytes: Bytes<'_>, end: usize) -> Option<usize> {
    let at = if bytes.at(end) == b' ' { end + 1 } else { end };
    let letter = |at: usize| bytes.at(at) >= 0x80 || bytes.at(at).is_ascii_alphabetic();
    if !(letter(at) && letter(at + 1) || bytes.at(at) == b'$') {
        return None;
    }
    if is_code(bytes.slice(at, at + 3)) && free(bytes, at + 3) {
        return Some(at + 3);
    }
    let sign = SIGNS
        .iter()
        .skip(1)
        .take(15)
        .find(|sign| bytes.slice(at, at + sign.len()) == sign.as_bytes());
    if let Some(sign) = sign {
        return Some(at + sign.len());
    }
    WORDS
        .iter()
        .find(|word| bytes.has(at, word.as_bytes()) && free(bytes, at + word.len()))
        .map(|word| at + word.len())
}
