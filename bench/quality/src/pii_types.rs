//! The names that data sets give to personal data, and ours.

use edgeward::policy::pii_names::PiiType;

/// Names of published collections that no vendor of ours uses: theirs, compared without case, spaces, `_` and `-`, and
/// the type of our findings. What is not here and not a name of the crate's own table is counted as unknown.
static OTHERS: &[(&str, &str)] = &[
    // Presidio
    ("CRYPTO", "CRYPTO_WALLET"),
    ("DOMAIN_NAME", "URL"),
    ("US_DRIVER_LICENSE", "DRIVING_LICENCE"),
    ("UK_DRIVING_LICENCE", "DRIVING_LICENCE"),
    ("US_PASSPORT", "PASSPORT"),
    ("UK_PASSPORT", "PASSPORT"),
    ("IN_PASSPORT", "PASSPORT"),
    ("ABA_ROUTING_NUMBER", "US_BANK_ROUTING"),
    ("US_ITIN", "NATIONAL_ID"),
    ("UK_NHS", "NATIONAL_ID"),
    ("UK_NINO", "NATIONAL_ID"),
    ("ES_NIF", "NATIONAL_ID"),
    ("ES_NIE", "NATIONAL_ID"),
    ("IT_FISCAL_CODE", "NATIONAL_ID"),
    ("PL_PESEL", "NATIONAL_ID"),
    ("SG_NRIC_FIN", "NATIONAL_ID"),
    ("AU_TFN", "NATIONAL_ID"),
    ("IN_PAN", "NATIONAL_ID"),
    ("IN_AADHAAR", "NATIONAL_ID"),
    ("FI_PERSONAL_IDENTITY_CODE", "NATIONAL_ID"),
    ("KR_RRN", "NATIONAL_ID"),
    // named entities
    ("PER", "PERSON"),
    ("FIRST_NAME", "PERSON"),
    ("LAST_NAME", "PERSON"),
    ("FULL_NAME", "PERSON"),
    ("GPE", "LOCATION"),
    ("LOC", "LOCATION"),
    ("ADDRESS", "LOCATION"),
    ("STREET_ADDRESS", "LOCATION"),
    ("CITY", "LOCATION"),
    ("STATE", "LOCATION"),
    ("COUNTRY", "LOCATION"),
    ("ZIP_CODE", "LOCATION"),
    ("POSTCODE", "LOCATION"),
    // other collections
    ("TELEPHONE_NUMBER", "PHONE_NUMBER"),
    ("PHONE_NUM", "PHONE_NUMBER"),
    ("IPV4", "IP_ADDRESS"),
    ("IPV6", "IP_ADDRESS"),
    ("TIME", "DATE_TIME"),
    ("DATE_OF_BIRTH", "DATE_TIME"),
    ("PASSPORT_NUMBER", "PASSPORT"),
    ("DRIVER_LICENSE", "DRIVING_LICENCE"),
    ("DRIVER_LICENSE_NUMBER", "DRIVING_LICENCE"),
    ("BANK_ROUTING_NUMBER", "US_BANK_ROUTING"),
    ("MAC", "MAC_ADDRESS"),
];

/// The type of our findings for a name; `None` where we have no such type.
pub(crate) fn ours(name: &str) -> Option<&'static str> {
    let known = PiiType::native(name)
        .or_else(|| PiiType::lyzr(name))
        .or_else(|| PiiType::aporia(name));
    known.map(|kind| kind.finding).or_else(|| {
        let mut others = OTHERS.iter();
        others
            .find(|(theirs, _)| loose(theirs) == loose(name))
            .map(|(_, ours)| *ours)
    })
}

fn loose(name: &str) -> String {
    let kept = name.chars().filter(|char| !matches!(char, ' ' | '_' | '-'));
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use edgeward::policy::pii_names::PiiType;

    use super::{OTHERS, ours};

    #[test]
    fn spellings_of_published_sets_are_ours() {
        for (theirs, expected) in [
            ("phonenumber", "PHONE_NUMBER"),
            ("PHONE_NUMBER", "PHONE_NUMBER"),
            ("ip", "IP_ADDRESS"),
            ("email", "EMAIL_ADDRESS"),
            ("IBAN_CODE", "IBAN_CODE"),
            ("street_address", "LOCATION"),
            ("GPE", "LOCATION"),
            ("US_SSN", "US_SSN"),
        ] {
            assert_eq!(ours(theirs), Some(expected), "{theirs}");
        }
        for theirs in ["ORGANIZATION", "AGE", "mention", ""] {
            assert_eq!(ours(theirs), None, "{theirs}");
        }
    }

    #[test]
    fn the_table_names_types_that_exist() {
        for (theirs, ours) in OTHERS {
            assert!(PiiType::finding(ours).is_some(), "{theirs}: {ours}");
        }
    }
}
