//! Dates and times as RFC 3339 writes them: checked and rewritten, never read from a clock.

/// Whether it is a date and time with an offset, as in `2025-05-16T10:55:33.101Z`.
pub(crate) fn is_rfc3339(text: &str) -> bool {
    let Some((date, time)) = split(text) else {
        return false;
    };
    date_holds(date) && time_holds(time)
}

/// The same time in UTC with six digits after the point and `+00:00`, as Python writes it. What is not a time in UTC
/// stays as it is.
pub(crate) fn micros(text: &str) -> String {
    let Some(time) = text.strip_suffix(['Z', 'z']) else {
        return text.to_owned();
    };
    let (seconds, fraction) = time.split_once('.').unwrap_or((time, ""));
    let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
    format!("{seconds}.{digits}+00:00")
}

fn split(text: &str) -> Option<(&str, &str)> {
    let date = text.get(..10)?;
    let rest = text.get(10..)?;
    // RFC 3339 5.6 lets `t` and, for people's sake, a space stand for `T`.
    Some((date, rest.strip_prefix(['T', 't', ' '])?))
}

fn date_holds(date: &str) -> bool {
    let [year, month, day] = numbers(date, '-', [4, 2, 2]).unwrap_or_default();
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=12).contains(&month) && (1..=days).contains(&day)
}

fn time_holds(time: &str) -> bool {
    let Some(zone) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (clock, zone) = time.split_at(zone);
    let (seconds, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fraction_holds = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    // 60 is a leap second.
    let clock_holds = numbers(seconds, ':', [2, 2, 2])
        .is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second <= 60);
    fraction_holds && clock_holds && zone_holds(zone)
}

fn zone_holds(zone: &str) -> bool {
    matches!(zone, "Z" | "z")
        || zone
            .strip_prefix(['+', '-'])
            .and_then(|offset| numbers(offset, ':', [2, 2]))
            .is_some_and(|[hour, minute]| hour < 24 && minute < 60)
}

/// Numbers of fixed widths with a sign between them.
fn numbers<const N: usize>(text: &str, between: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(between);
    let mut out = [0; N];
    for (slot, width) in out.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::{is_rfc3339, micros};

    #[test]
    fn only_dates_that_exist_hold() {
        for good in [
            "2025-05-16T10:55:33.101Z",
            "2024-02-29T23:59:60+05:30",
            "2000-02-29t00:00:00z",
            "2025-01-31 00:00:00.123456789-00:00",
        ] {
            assert!(is_rfc3339(good), "{good}");
        }
        for bad in [
            "",
            "2025-05-16",
            "2025-05-16T10:55Z",
            "2025-05-16T10:55:33",
            "2025-02-29T10:55:33Z",
            "1900-02-29T10:55:33Z",
            "2025-13-01T10:55:33Z",
            "2025-00-01T10:55:33Z",
            "2025-04-31T10:55:33Z",
            "20250-5-16T10:55:33Z",
            "2025-05-16T1:055:33Z",
            "202x-05-16T10:55:33Z",
            "2025-05-16T24:00:00Z",
            "2025-05-16T10:55:33.Z",
            "2025-05-16T10:55:33+0530",
            "2025-05-16T10:55:33Zulu",
            "2025-05-16T+1:55:33Z",
            "２０２５-05-16T10:55:33Z",
            "1747392933",
        ] {
            assert!(!is_rfc3339(bad), "{bad}");
        }
    }

    #[test]
    fn micros_are_six_digits() {
        assert_eq!(
            micros("2025-03-28T08:35:39.656Z"),
            "2025-03-28T08:35:39.656000+00:00"
        );
        assert_eq!(
            micros("2025-03-28T08:35:39Z"),
            "2025-03-28T08:35:39.000000+00:00"
        );
        assert_eq!(
            micros("2025-03-28T08:35:39.656184123Z"),
            "2025-03-28T08:35:39.656184+00:00"
        );
        assert_eq!(micros("yesterday"), "yesterday");
    }
}
