//! The table of national numbers.

use super::super::context::tag::{HEALTH, ID, TAX};
use super::{Form, NAMES, Row, checks};
use crate::detectors::pii::why::{Why, why};

const fn digits(
    region: &'static str,
    why: Why,
    count: usize,
    shape: u32,
    scores: (f64, f64),
    check: fn(&[u8]) -> bool,
) -> Row {
    Row {
        region,
        why,
        form: Form::Digits { count, shape },
        scores,
        tags: NAMES,
        check,
    }
}

const fn token(
    region: &'static str,
    why: Why,
    mask: &'static str,
    score: f64,
    check: fn(&[u8]) -> bool,
) -> Row {
    Row {
        region,
        why,
        form: Form::Token(mask),
        scores: (score, score),
        tags: NAMES,
        check,
    }
}

/// In the order of regions; several rows of a region are several numbers or spellings.
#[rustfmt::skip]
pub(crate) static ROWS: &[Row] = &[

    Row {
        tags: TAX | ID, ..digits("US", why!("the range of a US individual taxpayer number"), 9, 0x324, (0.2, 0.6), checks::itin)
    },
    token("GB", why!("the form of a UK national insurance number"), "AA999999A", 0.6, checks::nino),
    Row {
        tags: HEALTH | ID, ..digits("GB", why!("the check digit of a UK health service number is right"), 10, 0x334, (0.3, 0.4), checks::nhs)
    },
    digits("CA", why!("the check digit of a Canadian social insurance number is right"), 9, 0x333, (0.3, 0.45), checks::sin),
    digits("DE", why!("the check digit of a German tax number is right"), 11, 0x2333, (0.4, 0.6), checks::german_tax),
    digits("FR", why!("the key of a French social security number is right"), 15, 0x0122_2332, (0.7, 0.9), checks::nir),
    digits("IN", why!("the check digit of an Aadhaar number is right"), 12, 0x444, (0.4, 0.65), checks::aadhaar),
    token("IN", why!("the form of an Indian tax account number"), "AAAAA9999A", 0.6, checks::pan),
    token("ES", why!("the check letter of a Spanish identity number is right"), "99999999A", 0.75, checks::dni),
    token("ES", why!("the check letter of a Spanish foreigner's number is right"), "A9999999A", 0.75, checks::nie),
    token("IT", why!("the check letter of an Italian tax code is right"), "AAAAAA**A**A***A", 0.9, checks::codice_fiscale),
    digits("NL", why!("the check of a Dutch citizen number is right"), 9, 0x432, (0.35, 0.5), checks::bsn),
    digits("BE", why!("the check of a Belgian national number is right"), 11, 0x0002_2232, (0.55, 0.9), checks::belgian),
    digits("CH", why!("the check digit of a Swiss social insurance number is right"), 13, 0x3442, (0.7, 0.9), checks::ahv),
    digits("AT", why!("the check digit of an Austrian social insurance number is right"), 10, 0x46, (0.35, 0.5), checks::austrian),
    digits("PL", why!("the check digit and the date of a Polish number are right"), 11, 0, (0.6, 0.6), checks::pesel),
    digits("SE", why!("the check digit and the date of a Swedish number are right"), 10, 0x64, (0.45, 0.75), checks::swedish),
    digits("SE", why!("the check digit and the date of a Swedish number are right"), 12, 0x84, (0.55, 0.8), checks::swedish),
    digits("NO", why!("both check digits of a Norwegian number are right"), 11, 0x65, (0.65, 0.8), checks::norwegian),
    digits("DK", why!("the date of a Danish number is right"), 10, 0x64, (0.3, 0.6), checks::danish),
    digits("PT", why!("the check digit of a Portuguese tax number is right"), 9, 0x333, (0.35, 0.45), checks::portuguese),
    digits("RO", why!("the check digit and the date of a Romanian number are right"), 13, 0, (0.65, 0.65), checks::romanian),
    digits("BG", why!("the check digit and the date of a Bulgarian number are right"), 10, 0, (0.45, 0.45), checks::bulgarian),
    digits("HR", why!("the check digit of a Croatian number is right"), 11, 0, (0.4, 0.4), super::super::checksum::mod_11_10),
    digits("GR", why!("the check digit and the date of a Greek number are right"), 11, 0, (0.55, 0.55), checks::greek),
    digits("CZ", why!("the check and the date of a Czech number are right"), 10, 0x64, (0.45, 0.75), checks::czech),
    digits("EE", why!("the check digit and the date of an Estonian number are right"), 11, 0, (0.6, 0.6), checks::baltic),
    digits("LT", why!("the check digit and the date of a Lithuanian number are right"), 11, 0, (0.6, 0.6), checks::baltic),
    token("IE", why!("the check letter of an Irish service number is right"), "9999999A", 0.65, checks::irish),
    token("IE", why!("the check letter of an Irish service number is right"), "9999999AA", 0.65, checks::irish),
    digits("TR", why!("both check digits of a Turkish number are right"), 11, 0, (0.6, 0.6), checks::turkish),
    digits("IL", why!("the check digit of an Israeli number is right"), 9, 0x81, (0.35, 0.5), super::super::checksum::luhn),
    digits("ZA", why!("the check digit and the date of a South African number are right"), 13, 0x6412, (0.6, 0.8), checks::south_african),
    digits("BR", why!("both check digits of a Brazilian number are right"), 11, 0x3332, (0.6, 0.85), checks::cpf),
    digits("AR", why!("the check digit of an Argentine number is right"), 11, 0x281, (0.45, 0.75), checks::cuit),
    token("MX", why!("the check digit of a Mexican population code is right"), "AAAA999999AAAAAA*9", 0.9, checks::curp),
    token("CL", why!("the check sign of a Chilean number is right"), "99999999A", 0.45, checks::rut),
    digits("CN", why!("the check digit and the date of a Chinese number are right"), 18, 0, (0.85, 0.85), checks::chinese),
    token("CN", why!("the check sign and the date of a Chinese number are right"), "99999999999999999A", 0.85, checks::chinese_letters),
    token("TW", why!("the check digit of a Taiwanese number is right"), "A999999999", 0.65, checks::taiwanese),
    digits("KR", why!("the check digit and the date of a Korean number are right"), 13, 0x67, (0.55, 0.8), checks::korean),
    digits("JP", why!("the check digit of a Japanese number is right"), 12, 0x444, (0.4, 0.5), checks::japanese),
    token("SG", why!("the check letter of a Singaporean number is right"), "A9999999A", 0.75, checks::singaporean),
    digits("TH", why!("the check digit of a Thai number is right"), 13, 0x0001_4521, (0.5, 0.85), checks::thai),
    digits("AU", why!("the check of an Australian tax number is right"), 9, 0x333, (0.35, 0.45), checks::tfn), 
];
