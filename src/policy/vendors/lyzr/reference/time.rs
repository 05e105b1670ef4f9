//! What Pydantic takes for a `datetime`: RFC 3339 with some freedom, a date, and seconds or milliseconds since 1970 as a
//! number or as its digits.

use super::value::Value;

/// Why it is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Type,
    Moment(&'static str),
    Date(&'static str),
}

const TOO_EARLY: &str = "dates before 0000 are not supported as unix timestamps";
const TOO_LATE: &str = "dates after 9999 are not supported as unix timestamps";
/// Python's calendar begins with the year 1.
const YEAR_0: &str = "year 0 is out of range";

/// Up to here a number counts seconds, beyond it milliseconds.
const WATERSHED: u64 = 20_000_000_000;
const FIRST_SECOND: i64 = -62_167_219_200;
/// Of the year 1.
const FIRST_OF_PYTHON: i64 = -62_135_596_800;
const LAST_SECOND: i64 = 253_402_300_799;

/// Whether it is one.
pub(super) fn read(value: &Value) -> Result<(), Fault> {
    match value {
        Value::Int(digits) => {
            if let Ok(whole) = digits.parse() {
                return timestamp(whole).map_err(Fault::Moment);
            }
            match digits.parse::<f64>() {
                Ok(value) if value.is_finite() => float_timestamp(value).map_err(Fault::Moment),
                _ => Err(Fault::Type),
            }
        }
        Value::Float(value) => float_timestamp(*value).map_err(Fault::Moment),
        Value::Text(text) => text_moment(text.text.as_bytes()),
        _ => Err(Fault::Type),
    }
}

fn timestamp(value: i64) -> Result<(), &'static str> {
    let seconds = if value.unsigned_abs() <= WATERSHED {
        value
    } else {
        value.div_euclid(1_000)
    };
    match seconds {
        ..FIRST_SECOND => Err(TOO_EARLY),
        FIRST_SECOND..FIRST_OF_PYTHON => Err(YEAR_0),
        FIRST_OF_PYTHON..=LAST_SECOND => Ok(()),
        _ => Err(TOO_LATE),
    }
}

fn float_timestamp(value: f64) -> Result<(), &'static str> {
    if value.is_nan() {
        return Err("NaN values not permitted");
    }
    #[expect(clippy::cast_possible_truncation, reason = "cut to what fits")]
    let whole = value.floor() as i64;
    timestamp(whole)
}

/// A date and time or a number; else a date, whose fault is the one that is told.
pub(super) fn text_moment(bytes: &[u8]) -> Result<(), Fault> {
    let year = |year| {
        if year == 0 {
            Err(Fault::Moment(YEAR_0))
        } else {
            Ok(())
        }
    };
    let read = date(bytes);
    if let Ok(written) = read
        && time(bytes.get(10..).unwrap_or_default()).is_some()
    {
        return year(written);
    }
    match number(bytes) {
        Some(Number::Whole(whole)) => match timestamp(whole) {
            Err(YEAR_0) => return Err(Fault::Moment(YEAR_0)),
            result => return result.map_err(Fault::Date),
        },
        Some(Number::Float(float)) => match float_timestamp(float) {
            Ok(()) => return Ok(()),
            Err(YEAR_0) => return Err(Fault::Moment(YEAR_0)),
            Err(_) => {}
        },
        None => {}
    }
    match read {
        Ok(written) if bytes.len() == 10 => year(written),
        Ok(_) => Err(Fault::Date(
            "unexpected extra characters at the end of the input",
        )),
        Err(fault) => Err(Fault::Date(fault)),
    }
}

/// Two digits.
fn two(bytes: &[u8], at: usize) -> Option<u32> {
    let digit = |at: usize| {
        let byte = bytes.get(at).filter(|byte| byte.is_ascii_digit())?;
        Some(u32::from(byte - b'0'))
    };
    Some(digit(at)? * 10 + digit(at + 1)?)
}

/// The year of the date that the text begins with.
fn date(bytes: &[u8]) -> Result<u32, &'static str> {
    if bytes.len() < 10 {
        return Err("input is too short");
    }
    let dash = |at| match bytes.get(at) {
        Some(b'-') => Ok(()),
        _ => Err("invalid date separator, expected `-`"),
    };
    let year = "invalid character in year";
    let year = two(bytes, 0).ok_or(year)? * 100 + two(bytes, 2).ok_or(year)?;
    dash(4)?;
    let month = two(bytes, 5).ok_or("invalid character in month")?;
    dash(7)?;
    let day = two(bytes, 8).ok_or("invalid character in day")?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return Err("month value is outside expected range of 1-12"),
    };
    if !(1..=last).contains(&day) {
        return Err("day value is outside expected range");
    }
    Ok(year)
}

/// What follows a date: separator, hours and minutes, and what may follow them.
fn time(bytes: &[u8]) -> Option<()> {
    let [b'T' | b't' | b' ' | b'_', rest @ ..] = bytes else {
        return None;
    };
    let within = |value: u32, bound| (value < bound).then_some(());
    within(two(rest, 0)?, 24)?;
    (rest.get(2) == Some(&b':')).then_some(())?;
    within(two(rest, 3)?, 60)?;
    let mut rest = rest.get(5..)?;
    if rest.first() == Some(&b':') {
        within(two(rest, 1)?, 60)?;
        rest = rest.get(3..)?;
        if let [b'.' | b',', fraction @ ..] = rest {
            let digits = fraction
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            (digits > 0).then_some(())?;
            rest = fraction.get(digits..)?;
        }
    }
    zone(rest)
}

fn zone(bytes: &[u8]) -> Option<()> {
    let digits = match bytes {
        [] | [b'Z' | b'z'] => return Some(()),
        // The three bytes are U+2212, the minus sign.
        [b'+' | b'-', rest @ ..] | [0xe2, 0x88, 0x92, rest @ ..] => rest,
        _ => return None,
    };
    let minutes = if digits.get(2) == Some(&b':') { 3 } else { 2 };
    let within = two(digits, 0)? < 24 && two(digits, minutes)? < 60;
    (within && digits.len() == minutes + 2).then_some(())
}

enum Number {
    Whole(i64),
    Float(f64),
}

/// Digits with a sign; only with a point a float.
fn number(bytes: &[u8]) -> Option<Number> {
    let text = std::str::from_utf8(bytes).ok()?;
    if let Ok(whole) = text.parse() {
        return Some(Number::Whole(whole));
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let whole = digits.find(|c: char| !c.is_ascii_digit());
    let pointed =
        whole.is_some_and(|at| digits.get(at..).is_some_and(|rest| rest.starts_with('.')));
    // Rust's grammar of floats is the same where there is a point.
    pointed
        .then(|| text.parse().ok())
        .flatten()
        .map(Number::Float)
}
