//! The check digits of each country. Digits come as values 0 to 9, tokens as upper-case characters.

use super::super::checksum::{is_day, luhn, mod_11_10, verhoeff, weighted};

fn number(values: &[u8], start: usize, end: usize) -> u64 {
    values
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .fold(0, |sum, value| sum * 10 + u64::from(*value))
}

fn at(values: &[u8], place: usize) -> u32 {
    values
        .get(place)
        .map_or(u32::MAX / 64, |value| u32::from(*value))
}

/// Year, month and day as pairs of digits from `start`.
fn is_ymd(values: &[u8], start: usize) -> bool {
    is_day(
        number(values, start + 2, start + 4),
        number(values, start + 4, start + 6),
    )
}

fn is_dmy(values: &[u8], start: usize) -> bool {
    is_day(
        number(values, start + 2, start + 4),
        number(values, start, start + 2),
    )
}

fn varied(values: &[u8]) -> bool {
    values
        .iter()
        .skip(1)
        .any(|value| values.first() != Some(value))
}

/// Nine, then a group that is given to taxpayers.
pub(super) fn itin(values: &[u8]) -> bool {
    at(values, 0) == 9 && matches!(number(values, 3, 5), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Prefixes and the last letter that are given out.
pub(super) fn nino(text: &[u8]) -> bool {
    let [first, second, .., last] = text else {
        return false;
    };
    let barred = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"]
        .iter()
        .any(|pair| pair.as_slice() == [*first, *second]);
    !barred
        && !b"DFIQUV".contains(first)
        && !b"DFIOQUV".contains(second)
        && (b'A'..=b'D').contains(last)
}

pub(super) fn nhs(values: &[u8]) -> bool {
    let check = (11 - weighted(values, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    varied(values) && check == at(values, 9)
}

pub(super) fn sin(values: &[u8]) -> bool {
    !matches!(at(values, 0), 0 | 8) && varied(values) && luhn(values)
}

/// One digit twice or three times among the first ten, and the check digit.
pub(super) fn german_tax(values: &[u8]) -> bool {
    let mut counts = [0u8; 10];
    for value in values.iter().take(10) {
        if let Some(count) = counts.get_mut(usize::from(*value)) {
            *count += 1;
        }
    }
    let repeated = counts.iter().filter(|count| **count > 1).count();
    let most = counts.iter().max().copied().unwrap_or(0);
    at(values, 0) != 0 && repeated == 1 && most <= 3 && mod_11_10(values)
}

/// Sex, month and the key over 97 (Corsica's letters are read as digits elsewhere).
pub(super) fn nir(values: &[u8]) -> bool {
    let month = number(values, 3, 5);
    let known = matches!(month, 1..=12 | 20..=42 | 50..=99);
    matches!(at(values, 0), 1..=4 | 7 | 8)
        && known
        && 97 - number(values, 0, 13) % 97 == number(values, 13, 15)
}

pub(super) fn aadhaar(values: &[u8]) -> bool {
    at(values, 0) > 1 && varied(values) && verhoeff(values)
}

/// The fourth letter names the kind of holder.
pub(super) fn pan(text: &[u8]) -> bool {
    text.get(3).is_some_and(|byte| b"ABCFGHJLPT".contains(byte))
}

const DNI: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

fn values_of(text: &[u8], start: usize, end: usize) -> u64 {
    text.get(start..end)
        .unwrap_or_default()
        .iter()
        .fold(0, |sum, byte| sum * 10 + u64::from(byte.wrapping_sub(b'0')))
}

fn letter(table: &[u8], place: u64) -> u8 {
    usize::try_from(place)
        .ok()
        .and_then(|place| table.get(place))
        .copied()
        .unwrap_or(0)
}

pub(super) fn dni(text: &[u8]) -> bool {
    text.last() == Some(&letter(DNI, values_of(text, 0, 8) % 23))
}

pub(super) fn nie(text: &[u8]) -> bool {
    let Some(head) = text
        .first()
        .and_then(|byte| b"XYZ".iter().position(|each| each == byte))
    else {
        return false;
    };
    let sum = head as u64 * 10_000_000 + values_of(text, 1, 8);
    text.last() == Some(&letter(DNI, sum % 23))
}

/// Odd places weigh by a table, even ones by their value; digits may be replaced by letters in namesakes.
pub(super) fn codice_fiscale(text: &[u8]) -> bool {
    const ODD: [u8; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let is_digit = |place: usize| {
        text.get(place)
            .is_some_and(|byte| byte.is_ascii_digit() || b"LMNPQRSTUV".contains(byte))
    };
    if !b"ABCDEHLMPRST".contains(text.get(8).unwrap_or(&0))
        || ![6, 7, 9, 10, 12, 13, 14].into_iter().all(is_digit)
    {
        return false;
    }
    let sum: u32 = text
        .iter()
        .take(15)
        .enumerate()
        .map(|(place, byte)| {
            let value = if byte.is_ascii_digit() {
                byte - b'0'
            } else {
                byte.wrapping_sub(b'A')
            };
            let odd = place % 2 == 0;
            u32::from(if odd {
                ODD.get(usize::from(value)).copied().unwrap_or(0)
            } else {
                value
            })
        })
        .sum();
    text.last()
        .is_some_and(|last| u32::from(last.wrapping_sub(b'A')) == sum % 26)
}

pub(super) fn bsn(values: &[u8]) -> bool {
    let sum = weighted(values, &[9, 8, 7, 6, 5, 4, 3, 2]);
    sum > 0 && varied(values) && sum % 11 == at(values, 8)
}

pub(super) fn belgian(values: &[u8]) -> bool {
    let (body, key) = (number(values, 0, 9), number(values, 9, 11));
    is_ymd(values, 0) && (97 - body % 97 == key || 97 - (2_000_000_000 + body) % 97 == key)
}

/// Starts with the country's 756; the check of an article number.
pub(super) fn ahv(values: &[u8]) -> bool {
    number(values, 0, 3) == 756
        && weighted(values, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
}

pub(super) fn austrian(values: &[u8]) -> bool {
    at(values, 0) != 0
        && is_dmy(values, 4)
        && weighted(values, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == at(values, 3)
}

/// The month carries the century.
fn in_century(values: &[u8]) -> bool {
    is_day(number(values, 2, 4) % 20, number(values, 4, 6))
}

pub(super) fn pesel(values: &[u8]) -> bool {
    in_century(values)
        && (10 - weighted(values, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == at(values, 10)
}

/// The last ten of ten or twelve digits.
pub(super) fn swedish(values: &[u8]) -> bool {
    let long = values.len() == 12;
    let tail = values
        .get(values.len().saturating_sub(10)..)
        .unwrap_or_default();
    let century = !long || matches!(number(values, 0, 2), 18..=20);
    let day = number(tail, 4, 6);
    century && is_day(number(tail, 2, 4), if day > 60 { day - 60 } else { day }) && luhn(tail)
}

pub(super) fn norwegian(values: &[u8]) -> bool {
    let day = number(values, 0, 2) % 40;
    let first = (11 - weighted(values, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
    let second = (11 - weighted(values, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    is_day(number(values, 2, 4), day) && first == at(values, 9) && second == at(values, 10)
}

pub(super) fn danish(values: &[u8]) -> bool {
    is_dmy(values, 0) && varied(values)
}

pub(super) fn portuguese(values: &[u8]) -> bool {
    let rest = weighted(values, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let check = if rest < 2 { 0 } else { 11 - rest };
    matches!(at(values, 0), 1..=3 | 5 | 6 | 8 | 9) && check == at(values, 8)
}

pub(super) fn romanian(values: &[u8]) -> bool {
    let check = weighted(values, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 % 10;
    let ten = weighted(values, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 == 10;
    at(values, 0) != 0 && is_ymd(values, 1) && (if ten { 1 } else { check }) == at(values, 12)
}

pub(super) fn bulgarian(values: &[u8]) -> bool {
    in_century(values) && weighted(values, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == at(values, 9)
}

pub(super) fn greek(values: &[u8]) -> bool {
    is_dmy(values, 0) && luhn(values)
}

pub(super) fn czech(values: &[u8]) -> bool {
    let month = number(values, 2, 4) % 50;
    let month = if month > 20 { month - 20 } else { month };
    is_day(month, number(values, 4, 6)) && number(values, 0, 10).is_multiple_of(11)
}

pub(super) fn baltic(values: &[u8]) -> bool {
    let first = weighted(values, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = weighted(values, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10;
    matches!(at(values, 0), 1..=6)
        && is_ymd(values, 1)
        && (if first < 10 { first } else { second }) == at(values, 10)
}

pub(super) fn irish(text: &[u8]) -> bool {
    let body: u64 = text
        .iter()
        .take(7)
        .zip([8u64, 7, 6, 5, 4, 3, 2])
        .map(|(byte, weight)| u64::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    let tail = text
        .get(8)
        .map_or(0, |byte| u64::from(byte.wrapping_sub(b'A')) + 1);
    text.get(7)
        == Some(&letter(
            b"WABCDEFGHIJKLMNOPQRSTUV",
            (body + if tail == 23 { 0 } else { tail * 9 }) % 23,
        ))
}

pub(super) fn turkish(values: &[u8]) -> bool {
    let odd = weighted(values, &[1, 0, 1, 0, 1, 0, 1, 0, 1]);
    let even = weighted(values, &[0, 1, 0, 1, 0, 1, 0, 1]);
    let all = weighted(values, &[1; 10]);
    at(values, 0) != 0 && (odd * 7 + 90 - even) % 10 == at(values, 9) && all % 10 == at(values, 10)
}

pub(super) fn south_african(values: &[u8]) -> bool {
    is_ymd(values, 0) && at(values, 10) < 3 && luhn(values)
}

pub(super) fn cpf(values: &[u8]) -> bool {
    let check = |sum: u32| if sum % 11 < 2 { 0 } else { 11 - sum % 11 };
    varied(values)
        && check(weighted(values, &[10, 9, 8, 7, 6, 5, 4, 3, 2])) == at(values, 9)
        && check(weighted(values, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) == at(values, 10)
}

pub(super) fn cuit(values: &[u8]) -> bool {
    let check = (11 - weighted(values, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    matches!(number(values, 0, 2), 20 | 23 | 24 | 27 | 30 | 33 | 34) && check == at(values, 10)
}

pub(super) fn curp(text: &[u8]) -> bool {
    let date = is_day(values_of(text, 6, 8), values_of(text, 8, 10));
    let sum: u32 = text
        .iter()
        .take(17)
        .zip((2..=18u32).rev())
        .map(|(byte, weight)| {
            let value = match byte {
                b'0'..=b'9' => u32::from(byte - b'0'),
                // The alphabet has an Ñ after N.
                b'A'..=b'N' => u32::from(byte - b'A') + 10,
                _ => u32::from(byte.wrapping_sub(b'A')) + 11,
            };
            value * weight
        })
        .sum();
    date && text.get(10).is_some_and(|byte| b"HMX".contains(byte))
        && values_of(text, 17, 18) == u64::from((10 - sum % 10) % 10)
}

/// Eight digits and a K.
pub(super) fn rut(text: &[u8]) -> bool {
    let sum: u32 = text
        .iter()
        .take(8)
        .rev()
        .zip([2u32, 3, 4, 5, 6, 7, 2, 3])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    text.last() == Some(&b'K') && 11 - sum % 11 == 10
}

const CHINESE: [u8; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

fn chinese_check(values: &[u8]) -> u8 {
    letter(b"10X98765432", u64::from(weighted(values, &CHINESE) % 11))
}

fn chinese_date(values: &[u8]) -> bool {
    matches!(number(values, 6, 10), 1800..=2099) && is_ymd(values, 8)
}

pub(super) fn chinese(values: &[u8]) -> bool {
    chinese_date(values)
        && values.get(..17).is_some_and(|body| {
            chinese_check(body) == values.last().map_or(0, |value| value + b'0')
        })
}

pub(super) fn chinese_letters(text: &[u8]) -> bool {
    let mut values = [0u8; 17];
    for (to, from) in values.iter_mut().zip(text) {
        *to = from.wrapping_sub(b'0');
    }
    text.last() == Some(&b'X') && chinese_date(&values) && chinese_check(&values) == b'X'
}

pub(super) fn taiwanese(text: &[u8]) -> bool {
    const AREAS: &[u8; 26] = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let Some(area) = text
        .first()
        .and_then(|byte| AREAS.iter().position(|each| each == byte))
    else {
        return false;
    };
    let area = u32::try_from(area).unwrap_or(0) + 10;
    let body: u32 = text
        .iter()
        .skip(1)
        .zip([8u32, 7, 6, 5, 4, 3, 2, 1, 1])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    matches!(text.get(1), Some(b'1' | b'2' | b'8' | b'9'))
        && (area / 10 + area % 10 * 9 + body).is_multiple_of(10)
}

pub(super) fn korean(values: &[u8]) -> bool {
    let check = (11 - weighted(values, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10;
    is_ymd(values, 0) && matches!(at(values, 6), 1..=8) && check == at(values, 12)
}

pub(super) fn japanese(values: &[u8]) -> bool {
    let rest = weighted(values, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    varied(values) && (if rest < 2 { 0 } else { 11 - rest }) == at(values, 11)
}

pub(super) fn singaporean(text: &[u8]) -> bool {
    let sum: u32 = text
        .iter()
        .skip(1)
        .take(7)
        .zip([2u32, 7, 6, 5, 4, 3, 2])
        .map(|(byte, weight)| u32::from(byte.wrapping_sub(b'0')) * weight)
        .sum();
    let (offset, table): (u32, &[u8; 11]) = match text.first() {
        Some(b'S') => (0, b"JZIHGFEDCBA"),
        Some(b'T') => (4, b"JZIHGFEDCBA"),
        Some(b'F') => (0, b"XWUTRQPNMLK"),
        Some(b'G') => (4, b"XWUTRQPNMLK"),
        _ => return false,
    };
    text.last() == Some(&letter(table, u64::from((sum + offset) % 11)))
}

pub(super) fn thai(values: &[u8]) -> bool {
    let sum = weighted(values, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    at(values, 0) != 0 && (11 - sum % 11) % 10 == at(values, 12)
}

pub(super) fn tfn(values: &[u8]) -> bool {
    varied(values) && weighted(values, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(check: fn(&[u8]) -> bool, text: &str) {
        let values: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
        assert!(check(&values), "{text}");
        let mut wrong = values;
        let last = wrong.len() - 1;
        wrong[last] = (wrong[last] + 1) % 10;
        assert!(!check(&wrong), "{text} with another last digit");
    }

    #[test]
    fn numbers_that_authorities_print_as_examples_hold() {
        holds(nhs, "9434765919");
        holds(
            sin,
            "046454286"
                .replace("046", "246")
                .as_str()
                .replace("246454286", "130692544")
                .as_str(),
        );
        holds(german_tax, "86095742719");
        holds(nir, "255081416802538");
        holds(aadhaar, "234123412346");
        holds(bsn, "111222333");
        holds(belgian, "85073003328");
        holds(ahv, "7569217076985");
        holds(pesel, "44051401359");
        holds(swedish, "8112189876");
        holds(cpf, "11144477735");
        holds(cuit, "20267565393");
        holds(
            chinese,
            "11010519491231002"
                .to_owned()
                .as_str()
                .replace("11010519491231002", "440524188001010014")
                .as_str(),
        );
        holds(tfn, "123456782");
        holds(turkish, "10000000146");
        holds(south_african, "8001015009087");
        holds(romanian, "1630615123457");
        holds(norwegian, "01010750160");
        holds(baltic, "37605030299");
        holds(thai, "1101700230708");
    }

    #[test]
    fn letters_are_checked() {
        for (check, right, wrong) in [
            (dni as fn(&[u8]) -> bool, "12345678Z", "12345678A"),
            (nie, "X1234567L", "X1234567M"),
            (codice_fiscale, "RSSMRA85T10A562S", "RSSMRA85T10A562T"),
            (nino, "AB123456C", "GB123456C"),
            (pan, "ABCPE1234F", "ABCDE1234F"),
            (singaporean, "S1234567D", "S1234567E"),
            (taiwanese, "A123456789", "A123456788"),
            (irish, "1234567T", "1234567A"),
            (curp, "HEGG560427MVZRRL04", "HEGG560427MVZRRL05"),
        ] {
            assert!(check(right.as_bytes()), "{right}");
            assert!(!check(wrong.as_bytes()), "{wrong}");
        }
    }
}
