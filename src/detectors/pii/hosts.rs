//! The last labels of host names.

/// Generic labels that are in common use. Country codes are two letters and taken on trust in an address.
static GENERIC: &[&str] = &[
    "academy",
    "agency",
    "aero",
    "amazon",
    "app",
    "art",
    "asia",
    "aws",
    "bank",
    "biz",
    "blog",
    "cafe",
    "capital",
    "care",
    "cat",
    "center",
    "chat",
    "church",
    "city",
    "click",
    "cloud",
    "club",
    "codes",
    "coffee",
    "com",
    "community",
    "company",
    "computer",
    "consulting",
    "coop",
    "design",
    "dev",
    "digital",
    "direct",
    "directory",
    "earth",
    "edu",
    "education",
    "email",
    "energy",
    "engineering",
    "enterprises",
    "events",
    "exchange",
    "expert",
    "family",
    "farm",
    "finance",
    "fit",
    "foundation",
    "fun",
    "fund",
    "fyi",
    "gallery",
    "games",
    "global",
    "google",
    "gov",
    "group",
    "guide",
    "guru",
    "health",
    "help",
    "host",
    "hosting",
    "house",
    "info",
    "institute",
    "insurance",
    "int",
    "international",
    "jobs",
    "kitchen",
    "land",
    "law",
    "legal",
    "life",
    "link",
    "live",
    "loan",
    "london",
    "ltd",
    "management",
    "market",
    "marketing",
    "media",
    "mil",
    "mobi",
    "money",
    "museum",
    "name",
    "net",
    "network",
    "news",
    "nyc",
    "one",
    "online",
    "org",
    "page",
    "partners",
    "photo",
    "photography",
    "photos",
    "pics",
    "place",
    "plus",
    "post",
    "press",
    "pro",
    "properties",
    "pub",
    "red",
    "report",
    "rest",
    "rocks",
    "sale",
    "school",
    "science",
    "services",
    "shop",
    "show",
    "site",
    "social",
    "software",
    "solutions",
    "space",
    "store",
    "stream",
    "studio",
    "style",
    "support",
    "systems",
    "team",
    "tech",
    "technology",
    "tel",
    "tips",
    "today",
    "tools",
    "top",
    "tours",
    "town",
    "toys",
    "trade",
    "training",
    "travel",
    "tube",
    "university",
    "vip",
    "vision",
    "watch",
    "website",
    "wiki",
    "win",
    "work",
    "works",
    "world",
    "wtf",
    "xyz",
    "zone",
];

/// Two-letter labels that are not assigned to a country, by first letter: everything else is.
static COUNTRIES: [&str; 26] = [
    "cdefgilmoqrstuwxz",
    "abdefghijmnorstvwyz",
    "acdfghiklmnoruvwxyz",
    "ejkmoz",
    "ceghrstu",
    "ijkmor",
    "abdefghilmnpqrstuwy",
    "kmnrtu",
    "delmnoqrst",
    "emop",
    "eghimnprwyz",
    "abcikrstuvy",
    "acdeghklmnopqrstuvwxyz",
    "acefgiloprtuz",
    "m",
    "aefghklmnrstwy",
    "a",
    "eosuw",
    "abcdeghijklmnorstuvxyz",
    "cdfghjklmnortvwz",
    "agksyz",
    "aceginu",
    "fs",
    "",
    "et",
    "amw",
];

/// Endings of files that are no last label, or hardly ever one.
static FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "js", "css", "html", "htm", "php", "json",
    "xml", "txt", "pdf", "csv", "tsx", "jsx", "scss", "tmpl", "yml", "yaml", "toml", "lock", "exe",
    "dll", "jar", "class", "java", "cpp", "hpp", "go", "rb", "swift",
];

/// Country codes that are as often a file's ending or a word at a sentence that lost its space.
static DOUBTFUL: &[&str] = &[
    "rs", "md", "py", "sh", "pl", "so", "cc", "ps", "in", "is", "it", "at", "be", "no", "me", "to",
    "us", "do", "am", "my", "as", "by", "so", "an", "id", "vs", "la", "ml", "ch", "st", "ad", "re",
    "pm", "mm", "sc", "hm", "fm", "va", "tv", "mk", "mo", "ms", "tf", "gd", "io", "ai", "co", "de",
    "es", "se", "et", "name", "live", "page", "work", "works", "show", "one", "post", "red",
    "help", "top", "place", "support", "tools", "host", "link", "watch", "style", "int", "cat",
    "fit", "care", "city", "group", "team", "site", "space", "store", "today", "world", "events",
    "services", "software", "systems", "network", "plus", "report", "rest", "pub", "app", "dev",
];

fn lower<'b>(label: &[u8], buffer: &'b mut [u8; 24]) -> &'b [u8] {
    let Some(out) = buffer.get_mut(..label.len()) else {
        return &[];
    };
    for (to, from) in out.iter_mut().zip(label) {
        *to = from.to_ascii_lowercase();
    }
    out
}

fn listed(list: &[&str], label: &[u8]) -> bool {
    let mut buffer = [0; 24];
    let label = lower(label, &mut buffer);
    !label.is_empty() && list.iter().any(|each| each.as_bytes() == label)
}

/// Whether a last label is in use.
pub(super) fn is_top_level(label: &[u8]) -> bool {
    if let [first, second] = label {
        let row = usize::from(first.to_ascii_lowercase().wrapping_sub(b'a'));
        return COUNTRIES
            .get(row)
            .is_some_and(|seconds| seconds.as_bytes().contains(&second.to_ascii_lowercase()));
    }
    label.iter().any(|byte| *byte >= 0x80) || label.starts_with(b"xn--") || listed(GENERIC, label)
}

/// Whether a last label is rather a file's ending.
pub(super) fn is_file_ending(label: &[u8]) -> bool {
    listed(FILES, label)
}

/// Whether a host needs more than this last label to be believed.
pub(super) fn is_doubtful(label: &[u8]) -> bool {
    listed(DOUBTFUL, label)
        || label.iter().any(u8::is_ascii_uppercase) && label.iter().any(u8::is_ascii_lowercase)
}
