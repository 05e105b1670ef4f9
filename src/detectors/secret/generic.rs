//! `name = value`, where the name is a word for a credential and the value looks like one.

use crate::detectors::pii::bytes::Bytes;

use super::values::{is_placeholder, is_reference, is_uuid};
use super::{Found, entropy};

/// The ids that this file gives.
pub(super) const IDS: [&str; 3] = [
    "secret.generic_password",
    "secret.generic_secret",
    "secret.generic_api_key",
];

/// What a word for credentials leads one to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Chosen by people: may be short and plain.
    Password,
    /// Random, and seldom anything else.
    Secret,
    /// Often something else: sorting keys, map keys, tokens of text.
    Key,
    /// Before the value of a header.
    Scheme,
    /// A service whose name alone leads its tokens: `wandb: 4f1c...`.
    Service,
}

/// The words, in lower case.
pub(super) static WORDS: &[(&str, Word)] = &[
    ("password", Word::Password),
    ("passwd", Word::Password),
    ("passwort", Word::Password),
    ("passphrase", Word::Password),
    ("pwd", Word::Password),
    ("secret", Word::Secret),
    ("credential", Word::Secret),
    ("token", Word::Secret),
    ("private", Word::Secret),
    ("_pat", Word::Secret),
    ("access", Word::Key),
    ("auth", Word::Key),
    ("key", Word::Key),
    ("ssws ", Word::Scheme),
    ("bearer ", Word::Scheme),
    ("basic ", Word::Scheme),
];

/// Services that hand out random tokens, in lower case.
pub(super) static SERVICES: &[&str] = &[
    "airbrake",
    "airtable",
    "algolia",
    "alchemy",
    "amplitude",
    "apify",
    "asana",
    "assemblyai",
    "auth0",
    "axiom",
    "beamer",
    "betterstack",
    "binance",
    "bitbucket",
    "bitly",
    "bugsnag",
    "buildkite",
    "chartmogul",
    "circleci",
    "clarifai",
    "clearbit",
    "clickup",
    "cloudflare",
    "cloudinary",
    "cloudsmith",
    "codacy",
    "codecov",
    "coinbase",
    "contentful",
    "coveralls",
    "databricks",
    "datadog",
    "deepgram",
    "deepl",
    "digitalocean",
    "discord",
    "docusign",
    "dropbox",
    "elastic",
    "etherscan",
    "eventbrite",
    "facebook",
    "fastly",
    "figma",
    "finnhub",
    "flickr",
    "foursquare",
    "freshdesk",
    "geckoboard",
    "gitter",
    "gumroad",
    "helpscout",
    "heroku",
    "honeycomb",
    "hubspot",
    "infura",
    "intercom",
    "ipinfo",
    "ipstack",
    "jenkins",
    "jumpcloud",
    "klaviyo",
    "launchdarkly",
    "linkedin",
    "logdna",
    "loggly",
    "mailchimp",
    "mailgun",
    "mailjet",
    "mailosaur",
    "mandrill",
    "mapbox",
    "mapquest",
    "messagebird",
    "mixpanel",
    "netlify",
    "newrelic",
    "ngrok",
    "nicereply",
    "notion",
    "nylas",
    "okta",
    "onesignal",
    "openai",
    "openweather",
    "opsgenie",
    "owm",
    "pagerduty",
    "pastebin",
    "paypal",
    "pendo",
    "pepipost",
    "pipedrive",
    "pivotal",
    "planetscale",
    "plivo",
    "postmark",
    "posthog",
    "pusher",
    "rapidapi",
    "rollbar",
    "scraperapi",
    "segment",
    "sendbird",
    "sendgrid",
    "sentry",
    "shodan",
    "shopify",
    "smartsheet",
    "snyk",
    "sonar.login",
    "sonarlogin",
    "sonarqube",
    "sparkpost",
    "splunk",
    "spotify",
    "squareup",
    "statuspage",
    "stripe",
    "sumologic",
    "surveymonkey",
    "telegram",
    "telnyx",
    "travis",
    "trello",
    "twilio",
    "twitch",
    "twitter",
    "typeform",
    "unsplash",
    "uptimerobot",
    "vercel",
    "virustotal",
    "vultr",
    "wakatime",
    "wandb",
    "webflow",
    "weglot",
    "wistia",
    "zapier",
    "zendesk",
    "zenrows",
];

/// Pieces of a name that make it no secret; sorted.
static NO_SECRET: &[&str] = &[
    "accessibility",
    "accessor",
    "author",
    "authors",
    "binding",
    "bindings",
    "bucket",
    "budget",
    "build",
    "cache",
    "checksum",
    "class",
    "code",
    "color",
    "column",
    "combo",
    "commit",
    "continuation",
    "count",
    "csrf",
    "dedup",
    "dict",
    "digest",
    "down",
    "entity",
    "etag",
    "event",
    "events",
    "expires",
    "expiry",
    "field",
    "file",
    "files",
    "fingerprint",
    "foreign",
    "format",
    "frame",
    "group",
    "hash",
    "id",
    "ids",
    "index",
    "issue",
    "item",
    "keyboard",
    "keyframe",
    "keyof",
    "keyword",
    "kind",
    "label",
    "labels",
    "left",
    "len",
    "length",
    "lexer",
    "limit",
    "limits",
    "lookup",
    "map",
    "max",
    "message",
    "name",
    "names",
    "natural",
    "next",
    "node",
    "object",
    "offset",
    "page",
    "pagination",
    "parser",
    "partition",
    "path",
    "paths",
    "position",
    "press",
    "primary",
    "pubkey",
    "public",
    "react",
    "revision",
    "routing",
    "row",
    "shard",
    "shortcut",
    "size",
    "sort",
    "span",
    "state",
    "storage",
    "stream",
    "style",
    "total",
    "translation",
    "tree",
    "ttl",
    "type",
    "types",
    "unique",
    "up",
    "uri",
    "url",
    "usage",
    "used",
    "uses",
    "window",
    "xsrf",
];

/// Where the last value was looked for: a name with several words is one name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words {
    seen: usize,
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

/// How the name and the value are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// `=`, `:`, `=>`, a closing tag, an argument.
    Sign,
    /// Only spaces, a hyphen, or the word `is`.
    Loose,
}

impl Words {
    /// The value that belongs to the word at `place`.
    pub(super) fn value(&mut self, bytes: Bytes<'_>, place: usize, word: Word) -> Option<Found> {
        if place < self.seen {
            return None;
        }
        match word {
            Word::Scheme => return self.header(bytes, place),
            Word::Service => return service(bytes, place),
            _ => {}
        }
        let (start, end) = name(bytes, place)?;
        self.seen = end;
        let name = bytes.slice(start, end);
        // `_path` is no personal access token.
        let cut = bytes.at(place) == b'_' && bytes.at(place + 4).is_ascii_alphabetic();
        if cut || word == Word::Key && !is_hump(bytes, place) || is_innocent(name) {
            return None;
        }
        let (from, joint, quote) = joint(bytes, end)?;
        let to = value_end(bytes, from, quote);
        let value = bytes.slice(from, to);
        if quote == 0 && value.len() > 12 {
            // What stands in a long value is no name of its own; a short one may be the next word of the name.
            self.seen = self.seen.max(to);
        }
        if value.len() < 3 || is_reference(value) {
            return None;
        }
        let strong = if contains(name, b"pass") || contains(name, b"pwd") {
            Word::Password
        } else {
            word
        };
        let (score, id, why) = if strong == Word::Password {
            password(bytes, (start, end), (from, to), joint, quote)?
        } else {
            // `newsapi KEY ...`: a word before a bare `key` says whose it is.
            let owner = word_before(bytes, start);
            if is_innocent(owner) {
                return None;
            }
            judge(
                strong,
                name,
                value,
                (joint, quote != 0),
                joint == Joint::Loose && owner.len() > 2,
            )?
        };
        if is_placeholder(value) {
            return None;
        }
        self.seen = self.seen.max(to);
        let shown = if strong == Word::Password || value.len() < 20 {
            0
        } else {
            3
        };
        Some(Found {
            start: from,
            end: to,
            id,
            provider: "",
            score,
            why,
            shown,
        })
    }

    /// `Authorization: Bearer ...`.
    fn header(&mut self, bytes: Bytes<'_>, place: usize) -> Option<Found> {
        if bytes.before(place).is_ascii_alphanumeric() {
            return None;
        }
        let basic = bytes.has(place, b"basic ");
        let from = bytes.run(place, 8, |byte| byte != b' ') + 1;
        let to = bytes.run(from, 2_048, |byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
        });
        let value = bytes.slice(from, to);
        let led = contains(bytes.slice(place.saturating_sub(24), place), b"uth")
            || bytes.before(place) == b'"'
            || bytes.before(place) == b'\'';
        let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
        let random = value.len() >= 16 && digits > 0 && entropy::per_byte(value) >= 280
            || basic
                && led
                && value.len() >= 8
                && is_mixed(value)
                && (digits > 0 || value.ends_with(b"="));
        if !random || is_placeholder(value) || !led && digits < 3 {
            return None;
        }
        self.seen = to;
        Some(Found {
            start: from,
            end: to,
            id: "secret.generic_secret",
            provider: "",
            score: 0.7,
            why: "a credential in an authorization header",
            shown: 0,
        })
    }
}

/// The token right after the name of a service: long, with several digits, and neither a word nor a part of a path.
fn service(bytes: Bytes<'_>, place: usize) -> Option<Found> {
    if bytes.before(place).is_ascii_alphanumeric() {
        return None;
    }
    let end = bytes.run(place, 24, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'.'
    });
    let end = bytes.run(end, 1, |byte| byte == b'_');
    // Between them a sign for values, or one space.
    let (from, joint, quote) = joint(bytes, end)?;
    let spaced = from == end + 1 && bytes.at(end) == b' ';
    if joint == Joint::Loose && !spaced {
        return None;
    }
    let to = value_end(bytes, from, quote);
    let value = bytes.slice(from, to);
    let plain = value.iter().all(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'=')
    });
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = value.iter().any(u8::is_ascii_alphabetic);
    let random = (20..=160).contains(&value.len())
        && digits > 2
        && letters
        && entropy::per_byte(value) >= 300;
    if !plain || !random || is_wordy(value) && !is_uuid(value) || is_placeholder(value) {
        return None;
    }
    Some(Found {
        start: from,
        end: to,
        id: "secret.generic_api_key",
        provider: "",
        score: 0.6,
        why: "a random value after the name of a service",
        shown: 0,
    })
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .any(|each| each.eq_ignore_ascii_case(word))
}

/// The name around a word: at most 40 bytes before and 32 after.
fn name(bytes: Bytes<'_>, place: usize) -> Option<(usize, usize)> {
    let start = bytes.run_back(place, 40, is_name);
    let mut end = bytes.run(place, 32, |byte| {
        byte.is_ascii_alphabetic() || matches!(byte, b'_')
    });
    if bytes.at(end).is_ascii_digit() && end - place < 32 {
        end = bytes.run(end, 2, |byte| byte.is_ascii_digit() || byte == b'_');
    }
    // What goes on in letters or digits beyond that is no name.
    (!bytes.at(end).is_ascii_alphanumeric()).then_some((start, end))
}

/// `key`, `auth` and `access` as a word or a hump of a name, not inside another word.
fn is_hump(bytes: Bytes<'_>, place: usize) -> bool {
    let before = bytes.before(place);
    let first = bytes.at(place);
    let apart =
        !before.is_ascii_alphabetic() || first.is_ascii_uppercase() && before.is_ascii_lowercase();
    let joined = [
        "api",
        "access",
        "secret",
        "private",
        "app",
        "auth",
        "license",
        "licence",
        "account",
        "client",
        "ssh",
        "encryption",
        "master",
        "signing",
        "admin",
        "service",
        "license",
        "pass",
        "server",
        "consumer",
    ]
    .iter()
    .any(|word| place >= word.len() && bytes.has(place - word.len(), word.as_bytes()));
    let length = if bytes.has(place, b"access") {
        6
    } else if bytes.has(place, b"auth") {
        4
    } else {
        3
    };
    let after = bytes.at(place + length);
    let ends = !after.is_ascii_lowercase()
        || first.is_ascii_uppercase() && bytes.at(place + 1).is_ascii_uppercase()
        || after == b's' && !bytes.at(place + length + 1).is_ascii_lowercase()
        || ["key", "token", "secret", "orization"]
            .iter()
            .any(|word| bytes.has(place + length, word.as_bytes()));
    (apart || joined) && ends
}

/// Whether a piece of the name makes it no secret.
fn is_innocent(name: &[u8]) -> bool {
    let mut rest = name;
    while !rest.is_empty() {
        let skip = rest
            .iter()
            .position(u8::is_ascii_alphanumeric)
            .unwrap_or(rest.len());
        rest = rest.get(skip..).unwrap_or_default();
        // A piece ends at a sign, and where a small letter is followed by a capital.
        let hump = rest.windows(2).position(
            |pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()),
        );
        let sign = rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let end = hump.map_or(sign, |hump| sign.min(hump + 1));
        let (piece, tail) = rest.split_at(end);
        if is_listed(piece) {
            return true;
        }
        rest = tail;
    }
    false
}

fn is_listed(piece: &[u8]) -> bool {
    let mut lower = [0u8; 16];
    let Some(lower) = lower.get_mut(..piece.len()) else {
        return false;
    };
    for (to, from) in lower.iter_mut().zip(piece) {
        *to = from.to_ascii_lowercase();
    }
    NO_SECRET
        .binary_search_by(|word| word.as_bytes().cmp(lower))
        .is_ok()
}

/// What joins a name to its value: the place of the value, the joint and the quote that opens it.
fn joint(bytes: Bytes<'_>, end: usize) -> Option<(usize, Joint, u8)> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t');
    let mut at = end;
    // Closing quotes and brackets of the name.
    let close = bytes.run(at, 4, |byte| {
        matches!(byte, b'"' | b'\'' | b'`' | b']' | b')' | b'\\' | b'*')
    });
    let closed = close > at;
    at = bytes.run(close, 12, blank);
    let sign = bytes.run(at, 3, |byte| {
        matches!(byte, b'=' | b':' | b'>' | b'~' | b'?')
    });
    let mut joint = Joint::Loose;
    if sign > at {
        joint = Joint::Sign;
        at = sign;
    } else if closed && bytes.at(at) == b',' {
        joint = Joint::Sign;
        at += 1;
    } else if bytes.at(end) == b'-' {
        at = end + 1;
    } else if bytes.has(at, b"is ") {
        at += 3;
    } else if at == end {
        return None;
    }
    at = bytes.run(at, 12, |byte| blank(byte) || byte == b'\n' || byte == b'\r');
    // `value="..."` of a tag, `Bearer` of a header.
    for word in [
        b"value=".as_slice(),
        b"bearer ",
        b"basic ",
        b"token ",
        b"new ",
    ] {
        if bytes.has(at, word) {
            at += word.len();
            joint = Joint::Sign;
        }
    }
    while bytes.at(at) == b'\\' {
        at += 1;
    }
    let quote = match bytes.at(at) {
        quote @ (b'"' | b'\'' | b'`') => {
            at += 1;
            quote
        }
        _ => 0,
    };
    Some((at, joint, quote))
}

/// Where a value ends: at its quote, or at the first sign that values without quotes do not hold.
fn value_end(bytes: Bytes<'_>, start: usize, quote: u8) -> usize {
    if quote != 0 {
        let end = bytes.run(start, 512, |byte| {
            byte != quote && byte != b'\n' && byte != b'\\'
        });
        return if bytes.at(end) == quote || bytes.at(end) == b'\\' {
            end
        } else {
            start
        };
    }
    let mut end = bytes.run(start, 512, |byte| {
        byte > b' '
            && byte < 0x7f
            && !matches!(
                byte,
                b'"' | b'\'' | b'`' | b',' | b';' | b'<' | b'>' | b')' | b']' | b'}' | b'\\'
            )
    });
    if let Some(cut) = bytes
        .slice(start, end)
        .iter()
        .position(|byte| *byte == b'&')
    {
        end = start + cut;
    }
    while end > start && matches!(bytes.before(end), b'.' | b':' | b'!' | b'?' | b'*') {
        end -= 1;
    }
    end
}

fn is_mixed(value: &[u8]) -> bool {
    let lower = value.iter().any(u8::is_ascii_lowercase);
    let upper = value.iter().any(u8::is_ascii_uppercase);
    let digit = value.iter().any(u8::is_ascii_digit);
    u8::from(lower) + u8::from(upper) + u8::from(digit) >= 2
}

/// Whether a value is a secret of that kind: score, id, why.
fn judge(
    word: Word,
    name: &[u8],
    value: &[u8],
    (joint, quoted): (Joint, bool),
    led: bool,
) -> Option<(f64, &'static str, &'static str)> {
    let token = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'+' | b'/'
                    | b'='
                    | b'_'
                    | b'-'
                    | b'.'
                    | b'~'
                    | b'!'
                    | b'%'
                    | b':'
                    | b'|'
                    | b'$'
                    | b'@'
                    | b'#'
                    | b'*'
                    | b'&'
                    | b'^'
                    | b'('
            )
    };
    if !value.iter().all(token) {
        return None;
    }
    let length = value.len();
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = value
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic())
        .count();
    let hex = value.iter().all(u8::is_ascii_hexdigit);
    let strong = word == Word::Secret
        || [
            "api", "secret", "access", "private", "auth", "client", "sign", "encrypt", "license",
            "service",
        ]
        .iter()
        .any(|each| contains(name, each.as_bytes()));
    let least = match (joint, strong) {
        (Joint::Sign, true) => 12,
        _ => 16,
    };
    let random = entropy::per_byte(value)
        >= if hex {
            250
        } else if length < 24 {
            270
        } else {
            300
        };
    let mixed = quoted && (length >= 24 || strong && length >= 20) || length >= 32;
    let only_letters =
        digits == 0 && (hex && length >= 24 || mixed && switches(value) * 3 >= length);
    let only_digits = letters == 0 && strong && joint == Joint::Sign && length >= 20;
    if length < least || !random || letters == 0 && !only_digits || digits == 0 && !only_letters {
        return None;
    }
    // `TokenStream2`, a call: names in a program.
    let tail = value
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let named = digits > 0 && digits < 3 && tail == digits && length < 24;
    if !quoted && (named || value.contains(&b'(')) {
        return None;
    }
    let uuid = is_uuid(value);
    if !uuid && is_wordy(value) {
        return None;
    }
    let plain = contains(name, b"key") && !strong;
    let dense = digits * 10 >= length || length >= 32 && entropy::per_byte(value) >= 400;
    let base = match (joint, strong) {
        (Joint::Sign, true) => 0.75,
        (Joint::Sign, false) | (Joint::Loose, true) if dense || only_letters => 0.6,
        (Joint::Loose, false) if dense && length >= 20 => 0.55,
        _ => 0.45,
    };
    // A hash or a UUID after a bare `key` is rather an index than a secret.
    let bare = plain && name.len() <= 4 && (hex || uuid) && !led;
    let id = if word == Word::Key {
        "secret.generic_api_key"
    } else {
        "secret.generic_secret"
    };
    Some((
        if bare { 0.4 } else { base },
        id,
        "a random value after a word for credentials",
    ))
}

/// The word before a name, on the same line.
fn word_before(bytes: Bytes<'_>, start: usize) -> &[u8] {
    let end = bytes.run_back(start, 2, |byte| byte == b' ' || byte == b'"');
    bytes.slice(
        bytes.run_back(end, 24, |byte| byte.is_ascii_alphanumeric()),
        end,
    )
}

/// Words joined by signs: `my-service-2`, `NDIS_802_11_MODE`, `module.part.v1`.
fn is_wordy(value: &[u8]) -> bool {
    let pieces = || {
        value
            .split(|byte| matches!(byte, b'-' | b'_' | b'.' | b'/' | b':'))
            .filter(|piece| !piece.is_empty())
    };
    let random = |piece: &&[u8]| {
        let digits = piece.iter().filter(|byte| byte.is_ascii_digit()).count();
        piece.len() > 4 && digits > 0 && (digits < piece.len() || piece.len() > 8)
            || piece.len() > 14
    };
    pieces().count() > 2 && pieces().filter(random).count() * 3 < pieces().count()
}

/// How often small letters and capitals change.
fn switches(value: &[u8]) -> usize {
    value
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() != b.is_ascii_lowercase()))
        .count()
}

/// Whether the value of a password is one: score, id, why.
fn password(
    bytes: Bytes<'_>,
    name: (usize, usize),
    span: (usize, usize),
    joint: Joint,
    quote: u8,
) -> Option<(f64, &'static str, &'static str)> {
    let value = bytes.slice(span.0, span.1);
    let length = value.len();
    let digit = value.iter().any(u8::is_ascii_digit);
    let letter = value.iter().any(u8::is_ascii_alphabetic);
    let sign = value.iter().any(u8::is_ascii_punctuation);
    let space = value.contains(&b' ');
    let word = bytes.slice(name.0, name.1);
    // `password: "Password"` is a label.
    let label =
        contains(word, value) || value.ends_with(b":") || value.starts_with(b"#") && quote != 0;
    let listed = is_in_list(bytes, name.0, span.1);
    if !(3..=128).contains(&length)
        || label
        || length < 5 && !listed
        || space && (length > 32 || !digit)
    {
        return None;
    }
    let plain = value
        .iter()
        .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.' | b':'));
    let path = value.contains(&b'/') && !digit;
    let code = path
        || value.contains(&b'(')
        || value.contains(&b'[')
        || quote == 0 && value.contains(&b'=')
        || value.windows(2).any(|pair| pair == b"'$" || pair == b"\"$");
    let ends = matches!(bytes.at(span.1), 0 | b'\n' | b'\r');
    let beside_user = contains(bytes.slice(name.0.saturating_sub(96), name.0), b"user");
    let score = match (joint, quote != 0, plain) {
        (Joint::Sign, false, _) if listed && !code => 0.65,
        (Joint::Sign, true, false) if !code => 0.75,
        (Joint::Sign, true, true) => 0.55,
        (Joint::Sign, false, false) if !code && letter && (digit || sign) => 0.6,
        // A variable of an environment.
        (Joint::Sign, false, true) if ends && !code && is_constant(word) && length > 5 => 0.55,
        (Joint::Sign, false, true)
            if !code && ends && beside_user && !value.contains(&b'.') && length > 5 =>
        {
            0.55
        }
        (Joint::Loose, true, true) => 0.4,
        (Joint::Loose, _, false) if !code && digit && letter && length >= 7 => 0.55,
        _ => return None,
    };
    Some((
        score,
        "secret.generic_password",
        "a value after a word for passwords",
    ))
}

/// `DB_PASSWORD`: capitals, and at least two pieces.
fn is_constant(name: &[u8]) -> bool {
    name.contains(&b'_') && !name.iter().any(u8::is_ascii_lowercase)
}

/// `...;Password=value;...`: one of the settings of a connection.
fn is_in_list(bytes: Bytes<'_>, start: usize, end: usize) -> bool {
    let before = bytes.slice(start.saturating_sub(64), start);
    let setting = [
        "user", "uid", "server", "host", "source", "database", "driver",
    ]
    .iter()
    .any(|word| contains(before, word.as_bytes()));
    matches!(bytes.before(start), b';' | b' ')
        && before.contains(&b';')
        && before.contains(&b'=')
        && setting
        && matches!(bytes.at(end), b';' | b'"' | b'\'' | 0)
}
