//! Words that stand beside names and places.

/// Whether a lower-case word is in a sorted list.
fn listed(list: &[&str], word: &str) -> bool {
    list.binary_search_by(|each| (*each).cmp(word)).is_ok()
}

/// A word in lower case, when it is short and ASCII.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lower {
    bytes: [u8; 16],
    len: usize,
}

impl Lower {
    pub(super) fn of(word: &str) -> Self {
        let mut out = Self {
            bytes: [0; 16],
            len: 0,
        };
        if let Some(slot) = out.bytes.get_mut(..word.len()) {
            for (to, from) in slot.iter_mut().zip(word.bytes()) {
                *to = from.to_ascii_lowercase();
            }
            out.len = word.len();
        }
        out
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes
            .get(..self.len)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }
}

macro_rules! lists {
    ($($(#[$about:meta])* $name:ident = [$($word:literal),* $(,)?];)*) => {
        $($(#[$about])* pub(super) fn $name(word: &str) -> bool {
            static LIST: &[&str] = &[$($word),*];
            listed(LIST, word)
        })*

        #[cfg(test)]
        const ALL: &[(&str, &[&str])] = &[$((stringify!($name), &[$($word),*])),*];
    };
}

lists! {
    /// Before a name, part of how somebody is addressed.
    is_honorific = [
        "brother", "capt", "captain", "chancellor", "col", "colonel", "congressman", "congresswoman", "dame", "don", "dona",
        "dr", "father", "fr", "frau", "fraulein", "gen", "general", "governor", "herr", "hon", "inspector", "judge", "justice",
        "king", "lady", "lieutenant", "lord", "lt", "madam", "madame", "maj", "major", "master", "mayor", "minister", "miss",
        "mister", "mlle", "mme", "monsieur", "mr", "mrs", "ms", "mx", "nurse", "officer", "pastor", "pres", "president",
        "prince", "princess", "prof", "professor", "queen", "rabbi", "rev", "reverend", "saint", "sen", "senator", "senor",
        "senora", "senorita", "sergeant", "sgt", "signor", "signora", "sir", "sister",
    ];
    /// An abbreviation among them, which a person's name alone follows.
    is_title = [
        "dr", "frau", "herr", "miss", "mlle", "mme", "mr", "mrs", "ms", "mx", "prof",
    ];
    /// Somebody's relation or work, before a name.
    is_role = [
        "actor", "actress", "agent", "analyst", "artist", "attorney", "aunt", "author", "baby", "beneficiary", "boss",
        "boyfriend", "brother", "client", "coach", "colleague", "composer", "counsel", "cousin", "coworker", "customer", "dad",
        "daughter", "director", "doctor", "driver", "drummer", "editor", "employee", "engineer", "father", "fiance", "founder",
        "friend", "girlfriend", "grandfather", "grandma", "grandmother", "grandpa", "guitarist", "husband", "investigator",
        "journalist", "kid", "landlord", "lawyer", "manager", "mom", "mother", "mum", "musician", "neighbor", "neighbour",
        "nephew", "niece", "nurse", "painter", "partner", "passenger", "patient", "photographer", "pianist", "plaintiff",
        "player", "poet", "producer", "professor", "reporter", "researcher", "roommate", "scientist", "singer", "sister",
        "son", "songwriter", "spokesman", "spokesperson", "spokeswoman", "student", "supervisor", "teacher", "teammate",
        "tenant", "therapist", "uncle", "wife", "witness", "writer",
    ];
    /// Somebody's relation, before a name.
    is_kin = [
        "aunt", "baby", "boss", "boyfriend", "brother", "colleague", "cousin", "dad", "daughter", "fiance", "friend",
        "girlfriend", "grandfather", "grandmother", "husband", "kid", "mom", "mother", "mum", "neighbor", "neighbour",
        "nephew", "niece", "roommate", "sister", "son", "uncle", "wife",
    ];
    /// What people do with words, beside the name of who does it.
    is_speech = [
        "added", "asked", "cried", "exclaimed", "explained", "laughed", "muttered", "recalled", "remarked", "replied", "said",
        "says", "shouted", "smiled", "whispered", "wrote", "yelled",
    ];
    /// Before the name that somebody is given, or with which a letter begins or ends.
    is_naming = [
        "attn", "beneficiary", "cc", "cheers", "contact", "customer", "dear", "employee", "fullname", "greetings", "hello",
        "hey", "hi", "mfg", "name", "named", "patient", "recipient", "regards", "sender", "signed", "sincerely", "thanks",
        "yours",
    ];
    /// Between the parts of a name.
    is_particle = [
        "abu", "af", "al", "ap", "av", "bin", "bint", "da", "dal", "de", "del", "dela", "della", "den", "der", "des", "di", "do",
        "dos", "du", "e", "el", "ibn", "la", "le", "los", "san", "ten", "ter", "van", "vom", "von", "y", "zu", "zur",
    ];
    /// Ends the name of an organisation, a building or a thing.
    is_thing = [
        "academy", "act", "ag", "agency", "agreement", "airlines", "airport", "alliance", "arena", "associates", "association",
        "award", "awards", "band", "bank", "bay", "beach", "board", "book", "bridge", "brothers", "building", "bureau", "cafe",
        "canyon", "capital", "castle", "cathedral", "center", "centre", "championship", "chapel", "church", "city", "clinic",
        "club", "co", "college", "committee", "company", "concerto", "conference", "consulting", "corp", "corporation",
        "council", "county", "court", "creek", "cup", "day", "department", "disease", "district", "effect", "enterprises",
        "entertainment", "equation", "estate", "express", "factory", "falls", "festival", "financial", "forest", "forum",
        "foundation", "fund", "gallery", "games", "garden", "gardens", "gmbh", "group", "hall", "harbor", "harbour", "heights",
        "high", "hill", "hills", "holdings", "hospital", "hotel", "house", "inc", "industries", "initiative", "institute",
        "insurance", "international", "island", "islands", "journal", "kingdom", "lab", "laboratories", "labs", "lake", "law",
        "league", "library", "limited", "llc", "llp", "ltd", "magazine", "market", "media", "memorial", "method", "ministry",
        "mountain", "mountains", "museum", "network", "news", "ocean", "office", "open", "orchestra", "palace", "park",
        "partners", "party", "plc", "police", "port", "post", "press", "prize", "production", "productions", "project",
        "radio", "railway", "records", "republic", "resort", "restaurant", "river", "rock", "sa", "scholarship", "school",
        "sea", "series", "services", "show", "society", "software", "solutions", "stadium", "state", "states", "station",
        "studio", "studios", "summit", "symphony", "syndrome", "system", "systems", "team", "technologies", "temple", "test",
        "theater", "theatre", "theorem", "times", "tower", "towers", "treaty", "trust", "union", "university", "valley",
        "village", "war", "week", "zoo",
    ];
    /// Before a place.
    is_preposition = [
        "across", "around", "at", "from", "in", "inside", "into", "leaving", "near", "outside", "reached", "through",
        "throughout", "to", "toward", "towards", "visit", "visited", "visiting",
    ];
    /// Among them those that persons do not follow.
    is_inner = [
        "across", "in", "inside", "near", "outside", "reached", "through", "throughout", "visit", "visited", "visiting",
    ];
    /// Before a preposition that a place follows, or with one before a place.
    is_moving = [
        "arrive", "arrived", "arriving", "based", "born", "city", "fled", "flew", "flight", "flights", "fly", "flying",
        "grew", "live", "lived", "lives", "living", "located", "moved", "native", "originally", "raised", "relocated",
        "relocating", "resident", "residing", "returned", "settled", "stationed", "stayed", "staying", "suburb", "town",
        "travel", "traveled", "traveling", "travelled", "travelling", "trip", "vacation", "village",
    ];
    /// The kind of a street, behind its name.
    is_street = [
        "alley", "ave", "avenue", "blvd", "boulevard", "cir", "circle", "close", "court", "cres", "crescent", "crossing", "ct",
        "dr", "drive", "expressway", "expy", "freeway", "gardens", "green", "grove", "highway", "hill", "hwy", "lane", "ln",
        "loop", "mews", "parade", "park", "parkway", "path", "pike", "pkwy", "pl", "place", "plaza", "rd", "ridge", "road",
        "route", "row", "rte", "run", "sq", "square", "st", "street", "ter", "terrace", "trail", "trl", "turnpike", "view",
        "walk", "way",
    ];
    /// Among them those that are seldom anything else.
    is_sure_street = [
        "ave", "avenue", "blvd", "boulevard", "drive", "highway", "lane", "parkway", "rd", "road", "st", "street",
    ];
    /// The kind of a street, before its name.
    is_street_before = [
        "al", "av", "avda", "avenida", "avenue", "boulevard", "calle", "calzada", "carrer", "carrera", "chemin", "corso",
        "impasse", "jalan", "jl", "largo", "os", "paseo", "piazza", "plac", "plaza", "praca", "quai", "rruga", "rua", "rue",
        "strada", "travessa", "ul", "ulica", "ulitsa", "via", "viale",
    ];
    /// A part of a building, before its number.
    is_unit = [
        "apartment", "apt", "box", "flat", "floor", "office", "rm", "room", "ste", "suite", "unit",
    ];
    /// A word for a postal code.
    is_code_word = [
        "plz", "postal", "postcode", "zip", "zipcode",
    ];
}

/// States, districts and territories of the United States and provinces of Canada: their letters.
pub(super) fn is_state(word: &str) -> bool {
    static STATES: &[&str] = &[
        "AA", "AB", "AE", "AK", "AL", "AP", "AR", "AS", "AZ", "BC", "CA", "CO", "CT", "DC", "DE",
        "FL", "GA", "GU", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MB", "MD", "ME",
        "MI", "MN", "MO", "MP", "MS", "MT", "NB", "NC", "ND", "NE", "NH", "NJ", "NL", "NM", "NS",
        "NT", "NU", "NV", "NY", "OH", "OK", "ON", "OR", "PA", "PE", "PR", "QC", "RI", "SA", "SC",
        "SD", "SK", "TN", "TX", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY", "YT",
    ];
    listed(STATES, word)
}

/// The kind of a street as the end of its name: `Hauptstraße`, `Kerkstraat`, `Storgatan`.
pub(super) fn ends_as_street(word: &str) -> bool {
    const ENDS: [&str; 27] = [
        "straße", "strasse", "str", "gasse", "weg", "platz", "allee", "damm", "ufer", "straat",
        "laan", "plein", "gracht", "kade", "gata", "gatan", "grand", "vagen", "vej", "veien",
        "vegen", "gade", "katu", "kuja", "raitti", "polku", "braut",
    ];
    word.chars().count() > 5 && ENDS.iter().any(|end| word.ends_with(end))
}

/// The ending of a surname: `-ović`, `-sson`.
pub(super) fn ends_as_surname(word: &str) -> bool {
    const ENDS: [&str; 22] = [
        "ov", "ev", "ova", "eva", "ski", "ska", "sky", "sson", "ssen", "dottir", "enko", "escu",
        "poulos", "vic", "vich", "inen", "anen", "onen", "shvili", "wicz", "yan", "yev",
    ];
    // `Interaktionen`: a plural.
    word.chars().count() > 5
        && ENDS.iter().any(|end| word.ends_with(end))
        && !word.ends_with("ionen")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        for (name, list) in super::ALL {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{name}: {pair:?}");
            }
        }
    }
}
