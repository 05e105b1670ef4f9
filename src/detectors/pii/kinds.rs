//! The kinds of personal data and their names.

use crate::policy::pii_names::PiiType;
use crate::text::marks;

/// A kind of personal data that has a matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Email,
    Phone,
    Card,
    Iban,
    Ssn,
    Ip,
    Url,
    DateTime,
    Currency,
    Passport,
    Licence,
    Routing,
    Wallet,
    Mac,
    Imei,
    Vin,
    NationalId,
    Person,
    Location,
}

/// A kind with its detector id (the native name follows the dot) and its name in findings.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) kind: Kind,
    pub(crate) id: &'static str,
    pub(crate) finding: &'static str,
}

const fn row(kind: Kind, id: &'static str, finding: &'static str) -> Row {
    Row { kind, id, finding }
}

/// Every kind. `person` and `location` are read where the build has the lists of names: `names`.
pub(crate) static KINDS: [Row; 19] = [
    row(Kind::Email, "pii.email_address", "EMAIL_ADDRESS"),
    row(Kind::Phone, "pii.phone_number", "PHONE_NUMBER"),
    row(Kind::Card, "pii.credit_card", "CREDIT_CARD"),
    row(Kind::Iban, "pii.iban", "IBAN_CODE"),
    row(Kind::Ssn, "pii.us_ssn", "US_SSN"),
    row(Kind::Ip, "pii.ip_address", "IP_ADDRESS"),
    row(Kind::Url, "pii.url", "URL"),
    row(Kind::DateTime, "pii.date_time", "DATE_TIME"),
    row(Kind::Currency, "pii.currency", "CURRENCY"),
    row(Kind::Passport, "pii.passport", "PASSPORT"),
    row(Kind::Licence, "pii.driving_licence", "DRIVING_LICENCE"),
    row(Kind::Routing, "pii.us_bank_routing", "US_BANK_ROUTING"),
    row(Kind::Wallet, "pii.crypto_wallet", "CRYPTO_WALLET"),
    row(Kind::Mac, "pii.mac_address", "MAC_ADDRESS"),
    row(Kind::Imei, "pii.imei", "IMEI"),
    row(Kind::Vin, "pii.vin", "VIN"),
    row(Kind::NationalId, "pii.national_id", "NATIONAL_ID"),
    row(Kind::Person, "pii.person", "PERSON"),
    row(Kind::Location, "pii.location", "LOCATION"),
];

impl Kind {
    /// Its row.
    pub(crate) fn row(self) -> &'static Row {
        KINDS.get(self as usize).unwrap_or(&KINDS[0])
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u32);

impl Kinds {
    /// Those that a policy's `types` ask for and this build reads.
    pub(crate) fn named(types: &[String]) -> Self {
        let wanted = |row: &&Row| {
            let named = matches!(row.kind, Kind::Person | Kind::Location);
            let asked = row
                .id
                .strip_prefix("pii.")
                .and_then(PiiType::native)
                .is_some_and(|kind| kind.is_asked(types));
            asked && (!named || cfg!(feature = "models"))
        };
        Self(
            KINDS
                .iter()
                .filter(wanted)
                .fold(0, |set, row| set | 1 << row.kind as u32),
        )
    }

    /// Whether nothing is asked for that this build reads.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether names of persons or places are asked for.
    pub(crate) fn has_names(self) -> bool {
        self.has(Kind::Person) || self.has(Kind::Location)
    }

    /// The marks of which a text has at least one wherever one of these is found, weekdays aside.
    pub(crate) fn marks(self) -> u8 {
        let of = |row: &Row| match row.kind {
            Kind::Email => marks::AT,
            Kind::Url => marks::COLON | marks::DOT,
            Kind::Ip | Kind::Mac => marks::DIGIT | marks::COLON,
            // What is a part of an address is no name.
            Kind::Person | Kind::Location => marks::ALL,
            _ => marks::DIGIT,
        };
        let asked = KINDS.iter().filter(|row| self.has(row.kind));
        asked.fold(0, |marks, row| marks | of(row))
    }

    /// Whether a kind is in it.
    #[inline]
    pub(crate) fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u32 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_without_names() {
        let all = Kinds::named(&["all".to_owned()]);
        assert!(all.has(Kind::Email) && !all.has(Kind::Person) && !all.has(Kind::Location));
        let more = Kinds::named(&["all".to_owned(), "person".to_owned()]);
        assert!(more.has(Kind::Email) && !more.has(Kind::Location));
        assert_eq!(more.has(Kind::Person), cfg!(feature = "models"));
    }

    #[test]
    fn each_row_stands_at_its_kind() {
        for row in &KINDS {
            assert_eq!(row.kind.row().id, row.id);
        }
    }
}
