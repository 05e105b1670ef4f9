//! International bank account numbers: length by country, mod 97.

use super::bytes::Bytes;
use super::checksum::mod_97;
use super::context::tag;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};
use crate::detectors::pii::why::why;

/// Country and length, of the registry of ISO 13616 and the countries that use the format without being in it.
static LENGTHS: &str = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30\
AO25BF28BJ28CF27CG27CI28CM27CV25DZ26GA27GQ27GW25IR26KM27MA28MG27ML28MZ25NE28SN28TD27TG28";

fn length(country: [u8; 2]) -> Option<usize> {
    LENGTHS
        .as_bytes()
        .chunks_exact(4)
        .find_map(|row| match row {
            [a, b, tens, ones] if [*a, *b] == country => {
                Some(usize::from(tens - b'0') * 10 + usize::from(ones - b'0'))
            }
            _ => None,
        })
}

/// An account number that starts at a token of two letters and two digits. Gives its end.
pub(super) fn at(scan: &mut Scan<'_>, start: usize) -> Option<usize> {
    let bytes = scan.bytes;
    let head = [bytes.at(start), bytes.at(start + 1)].map(|byte| byte.to_ascii_uppercase());
    let shaped = head.iter().all(u8::is_ascii_uppercase)
        && bytes.at(start + 2).is_ascii_digit()
        && bytes.at(start + 3).is_ascii_digit();
    if !shaped {
        return None;
    }
    let (end, account) = read(bytes, start, length(head)?)?;
    if mod_97(
        account
            .iter()
            .skip(4)
            .chain(account.iter().take(4))
            .copied(),
    ) != 1
    {
        return None;
    }
    let near = scan.context.near(start, end);
    let of = Opinion {
        base: 0.9,
        named: near.any(tag::BANK),
        denied: false,
    };
    scan.note(
        Kind::Iban,
        (start, end),
        why!("a country's length and the check digits of an IBAN are right"),
        of,
    );
    Some(end)
}

/// The account number without its spaces, and where it ends.
fn read(bytes: Bytes<'_>, start: usize, length: usize) -> Option<(usize, [u8; 34])> {
    let mut account = [b' '; 34];
    let (mut at, mut taken) = (start, 0);
    while taken < length {
        let byte = bytes.at(at);
        if byte.is_ascii_alphanumeric() {
            *account.get_mut(taken)? = byte;
            taken += 1;
        } else if !(matches!(byte, b' ' | b'-' | b'.')
            && bytes.before(at).is_ascii_alphanumeric()
            && taken > 3)
        {
            return None;
        }
        at += 1;
    }
    (!bytes.at(at).is_ascii_alphanumeric()).then_some((at, account))
}

#[cfg(test)]
mod tests {
    #[test]
    fn lengths_are_in_rows_of_four() {
        assert_eq!(super::LENGTHS.len() % 4, 0);
        assert_eq!(super::length(*b"MT"), Some(31));
        assert_eq!(super::length(*b"US"), None);
    }
}
