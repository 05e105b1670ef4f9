//! What each vendor calls a kind of personal data: one table for every reader, report and redaction.

use super::fields::{is_loosely, loose};

/// A kind of personal data under all its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PiiType {
    /// In the native language; the detector's id is `pii.` and this.
    pub name: &'static str,
    /// In findings.
    pub finding: &'static str,
    /// The key of Lyzr's `types`; `None` where Lyzr has none.
    pub lyzr: Option<&'static str>,
    /// Other spellings that are read in a Lyzr policy.
    pub lyzr_aliases: &'static [&'static str],
    /// Whether it is one of the nine keys that Lyzr publishes.
    pub lyzr_listed: bool,
    /// The word in Aporia's `data_types`.
    pub aporia: &'static str,
    /// Other spellings that are read in an Aporia policy.
    pub aporia_aliases: &'static [&'static str],
    /// What Aporia's masking writes, without the angle brackets.
    pub tag: &'static str,
    /// Enkrypt's token without brackets and number; `None` where Enkrypt has none.
    pub enkrypt: Option<&'static str>,
}

/// A kind that no vendor spells in its own way.
const fn plain(name: &'static str, finding: &'static str) -> PiiType {
    PiiType {
        name,
        finding,
        lyzr: Some(finding),
        lyzr_aliases: &[],
        lyzr_listed: false,
        aporia: name,
        aporia_aliases: &[],
        tag: finding,
        enkrypt: Some(finding),
    }
}

/// One of Lyzr's nine keys.
const fn listed(
    name: &'static str,
    finding: &'static str,
    lyzr_aliases: &'static [&'static str],
) -> PiiType {
    PiiType {
        lyzr_aliases,
        lyzr_listed: true,
        ..plain(name, finding)
    }
}

/// The table, in the order of the documentation.
pub static PII_TYPES: &[PiiType] = &[
    PiiType {
        aporia: "email",
        aporia_aliases: &["email_address", "e-mail"],
        tag: "EMAIL",
        ..listed("email_address", "EMAIL_ADDRESS", &["EMAIL"])
    },
    PiiType {
        aporia_aliases: &["phone"],
        ..listed("phone_number", "PHONE_NUMBER", &["PHONE"])
    },
    PiiType {
        aporia_aliases: &["credit_card_number"],
        ..listed("credit_card", "CREDIT_CARD", &["CARD"])
    },
    PiiType {
        lyzr_aliases: &["IBAN"],
        aporia_aliases: &["iban_code"],
        tag: "IBAN",
        ..plain("iban", "IBAN_CODE")
    },
    PiiType {
        aporia: "ssn",
        aporia_aliases: &["us_ssn", "social_security_number"],
        tag: "SSN",
        ..listed("us_ssn", "US_SSN", &["SSN"])
    },
    PiiType {
        aporia_aliases: &["name", "person_name", "persons_name"],
        ..listed("person", "PERSON", &["NAME"])
    },
    PiiType {
        lyzr: None,
        aporia_aliases: &["money", "amount"],
        enkrypt: None,
        ..plain("currency", "CURRENCY")
    },
    listed("location", "LOCATION", &[]),
    listed("ip_address", "IP_ADDRESS", &["IP"]),
    listed("url", "URL", &[]),
    PiiType {
        aporia_aliases: &["date"],
        ..listed("date_time", "DATE_TIME", &["DATE"])
    },
    plain("passport", "PASSPORT"),
    plain("driving_licence", "DRIVING_LICENCE"),
    plain("us_bank_routing", "US_BANK_ROUTING"),
    plain("crypto_wallet", "CRYPTO_WALLET"),
    plain("mac_address", "MAC_ADDRESS"),
    plain("imei", "IMEI"),
    plain("vin", "VIN"),
    plain("national_id", "NATIONAL_ID"),
];

/// The types of an Aporia policy that names none: the seven of its page on PII, in the order of the table.
pub const APORIA_DEFAULT: [&str; 7] = [
    "email_address",
    "phone_number",
    "credit_card",
    "iban",
    "us_ssn",
    "person",
    "currency",
];

impl PiiType {
    /// Whether a rule's `types` ask for it. `all` is without the names of persons and places, which have to be asked for.
    #[must_use]
    pub fn is_asked(&self, types: &[String]) -> bool {
        let named = matches!(self.name, "person" | "location");
        types
            .iter()
            .any(|name| name == self.name || name == "all" && !named)
    }

    /// By the native name, or the type that findings carry.
    #[must_use]
    pub fn native(word: &str) -> Option<&'static Self> {
        let exact = PII_TYPES.iter().find(|kind| kind.name == word);
        exact.or_else(|| Self::loosely_native(word))
    }

    fn loosely_native(word: &str) -> Option<&'static Self> {
        Self::find(word, |kind, word| {
            is_loosely(kind.name, word) || is_loosely(kind.finding, word)
        })
    }

    /// By a key of Lyzr's `types`, or an alias of it.
    #[must_use]
    pub fn lyzr(word: &str) -> Option<&'static Self> {
        Self::find(word, |kind, word| {
            let mut names = kind.lyzr.iter().chain(kind.lyzr_aliases);
            names.any(|name| is_loosely(name, word))
        })
    }

    /// By a word of Aporia's `data_types`, or an alias of it.
    #[must_use]
    pub fn aporia(word: &str) -> Option<&'static Self> {
        Self::find(word, |kind, word| {
            is_loosely(kind.aporia, word)
                || kind
                    .aporia_aliases
                    .iter()
                    .any(|name| is_loosely(name, word))
        })
    }

    /// By the type that findings carry, exactly.
    #[must_use]
    pub fn finding(word: &str) -> Option<&'static Self> {
        PII_TYPES.iter().find(|kind| kind.finding == word)
    }

    fn find(word: &str, fits: impl Fn(&Self, &str) -> bool) -> Option<&'static Self> {
        let word = loose(word);
        PII_TYPES.iter().find(|kind| fits(kind, &word))
    }
}

/// The short name of a finding's type: `EMAIL` for `EMAIL_ADDRESS`, and the type itself where it has no shorter one.
/// It is what `{tag}` in a placeholder stands for.
#[must_use]
pub fn tag(finding: &str) -> &str {
    PiiType::finding(finding).map_or(finding, |kind| kind.tag)
}

#[cfg(test)]
mod tests {
    use super::{APORIA_DEFAULT, PII_TYPES, PiiType, tag};
    use crate::policy::fields::loose;

    #[test]
    fn spellings_do_not_matter() {
        let name = |found: Option<&PiiType>| found.map(|kind| kind.name);
        assert_eq!(name(PiiType::aporia("Person's name")), Some("person"));
        assert_eq!(
            name(PiiType::aporia("person\u{2019}s-name")),
            Some("person")
        );
        assert_eq!(name(PiiType::aporia("E-Mail")), Some("email_address"));
        assert_eq!(
            name(PiiType::aporia("social security number")),
            Some("us_ssn")
        );
        assert_eq!(name(PiiType::lyzr("email")), Some("email_address"));
        assert_eq!(name(PiiType::lyzr("iban")), Some("iban"));
        assert_eq!(name(PiiType::lyzr("currency")), None);
        assert_eq!(name(PiiType::native("IBAN_CODE")), Some("iban"));
        assert_eq!(name(PiiType::native("email")), None);
        assert_eq!(name(PiiType::aporia("")), None);
    }

    #[test]
    fn no_vendor_has_one_word_for_two_types() {
        for vendor in [
            |kind: &PiiType| [&[kind.name][..], &[]].concat(),
            |kind: &PiiType| [kind.lyzr.as_slice(), kind.lyzr_aliases].concat(),
            |kind: &PiiType| [&[kind.aporia][..], kind.aporia_aliases].concat(),
        ] {
            let mut words: Vec<String> = PII_TYPES
                .iter()
                .flat_map(|kind| {
                    let mut own: Vec<String> = vendor(kind).into_iter().map(loose).collect();
                    own.sort();
                    own.dedup();
                    own
                })
                .collect();
            words.sort();
            let count = words.len();
            words.dedup();
            assert_eq!(words.len(), count, "{words:?}");
        }
    }

    #[test]
    fn the_table_has_lyzrs_nine_and_aporias_seven() {
        assert_eq!(PII_TYPES.iter().filter(|kind| kind.lyzr_listed).count(), 9);
        assert!(
            APORIA_DEFAULT
                .iter()
                .all(|name| PiiType::native(name).is_some())
        );
        assert_eq!(tag("EMAIL_ADDRESS"), "EMAIL");
        assert_eq!(tag("PHONE_NUMBER"), "PHONE_NUMBER");
        assert_eq!(tag("github_token"), "github_token");
    }
}
