//! How a text is hidden, and of which detectors it is claimed that they find it all the same.

use std::fmt::Write as _;

use super::write::*;

/// What is disguised: the match alone, or the text around it too.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Scope {
    Match,
    Text,
}

/// A disguise; `claimed`: an `x` for each column in which it is, in their order.
pub(super) struct Disguise {
    pub(super) name: &'static str,
    pub(super) scope: Scope,
    pub(super) claimed: &'static str,
    pub(super) apply: fn(&str) -> String,
}

pub(super) const ALL: &str = "xxxxxxxx";
pub(super) const NONE: &str = "........";
/// Everywhere but where the match is exact by definition.
pub(super) const READ: &str = "xx.xxxxx";
/// A model reads words where a match is cut.
pub(super) const MODEL: &str = ".......x";
/// Letters can be spelled otherwise; digits and random letters cannot.
pub(super) const WORDS: &str = "x.......";

fn row(
    name: &'static str,
    scope: Scope,
    claimed: &'static str,
    apply: fn(&str) -> String,
) -> Disguise {
    Disguise {
        name,
        scope,
        claimed,
        apply,
    }
}

pub(super) fn disguises() -> Vec<Disguise> {
    let parts = [letters(), codes(), signs(), layouts(), orders()];
    parts.into_iter().flatten().collect()
}

/// Other letters for the same.
fn letters() -> Vec<Disguise> {
    vec![
        row("as written", Scope::Match, ALL, str::to_owned),
        row(
            "zero-width spaces between the letters",
            Scope::Match,
            READ,
            |text| between(text, "\u{200b}"),
        ),
        row(
            "soft hyphens between the letters",
            Scope::Match,
            READ,
            |text| between(text, "\u{ad}"),
        ),
        row(
            "a tag character between the letters",
            Scope::Match,
            READ,
            |text| between(text, "\u{e0061}"),
        ),
        row(
            "written in tag characters",
            Scope::Match,
            "xx.x.xxx",
            |text| mapped(text, |char| shifted(char, 0xe0000)),
        ),
        row("full-width letters", Scope::Match, READ, |text| {
            mapped(text, |char| shifted(char, 0xfee0))
        }),
        row("mathematical bold letters", Scope::Match, READ, |text| {
            mapped(text, bold)
        }),
        row("Cyrillic look-alikes", Scope::Match, "xx..xxxx", |text| {
            mapped(text, look_alike)
        }),
        row(
            "a combining mark on every letter",
            Scope::Match,
            READ,
            |text| between(text, "\u{336}") + "\u{336}",
        ),
        row("right-to-left marks", Scope::Match, READ, |text| {
            between(text, "\u{200f}")
        }),
        row("spaces between the letters", Scope::Match, WORDS, |text| {
            between(text, " ")
        }),
        row("leet letters", Scope::Match, "x......x", |text| {
            mapped(text, leet)
        }),
    ]
}

/// Encodings.
fn codes() -> Vec<Disguise> {
    vec![
        row("base64", Scope::Text, ALL, |text| base64(text.as_bytes())),
        row("base64 twice", Scope::Text, ALL, |text| {
            base64(base64(text.as_bytes()).as_bytes())
        }),
        row("base64 of UTF-16", Scope::Text, ALL, |text| {
            base64(
                &text
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<u8>>(),
            )
        }),
        row("hexadecimal", Scope::Text, ALL, |text| hex(text, "")),
        row("percent encoding", Scope::Match, READ, |text| {
            hex(text, "%")
        }),
        row("percent encoding of base64", Scope::Text, ALL, |text| {
            hex(&base64(text.as_bytes()), "%")
        }),
        row("HTML entities", Scope::Match, READ, |text| {
            each(text, |char| format!("&#{};", u32::from(char)))
        }),
        row("escapes of JSON", Scope::Match, READ, |text| {
            text.encode_utf16().fold(String::new(), |mut out, unit| {
                let _ = write!(out, "\\u{unit:04x}");
                out
            })
        }),
    ]
}

/// Something between the letters.
fn signs() -> Vec<Disguise> {
    vec![
        row(
            "dots between the letters",
            Scope::Match,
            "x......x",
            |text| between(text, "."),
        ),
        row("hyphens between the letters", Scope::Match, WORDS, |text| {
            between(text, "-")
        }),
        row(
            "an emoji between the letters",
            Scope::Match,
            "x..xx..x",
            |text| between(text, "\u{1f600}"),
        ),
        row("an emoji in the middle", Scope::Match, "x..xxxxx", |text| {
            halves(text, "\u{1f600}")
        }),
        row(
            "line breaks between the letters",
            Scope::Match,
            WORDS,
            |text| between(text, "\n"),
        ),
        row("a line break in the middle", Scope::Match, MODEL, |text| {
            halves(text, "\n")
        }),
        row("lines of twelve letters", Scope::Text, NONE, |text| {
            let chars: Vec<char> = text.chars().collect();
            let lines: Vec<String> = chars.chunks(12).map(|line| line.iter().collect()).collect();
            lines.join("\n")
        }),
    ]
}

/// What a reader does not see.
fn layouts() -> Vec<Disguise> {
    vec![
        row(
            "Markdown emphasis inside the words",
            Scope::Match,
            READ,
            |text| within(text, "**", "**"),
        ),
        row(
            "Markdown code inside the words",
            Scope::Match,
            READ,
            |text| within(text, "`", "`"),
        ),
        row(
            "Markdown links inside the words",
            Scope::Match,
            READ,
            |text| within(text, "[", "](#)"),
        ),
        row("HTML tags inside the words", Scope::Match, READ, |text| {
            within(text, "<b>", "</b>")
        }),
        row(
            "empty HTML tags between the letters",
            Scope::Match,
            "xx.xxx.x",
            |text| between(text, "<i></i>"),
        ),
        row(
            "HTML comments inside the words",
            Scope::Match,
            READ,
            |text| within(text, "<!-- -->", ""),
        ),
        row(
            "Markdown emphasis over words",
            Scope::Match,
            MODEL,
            |text| inside(text, "**", "**"),
        ),
        row("a Markdown link over words", Scope::Match, MODEL, |text| {
            inside(text, "[", "](#)")
        }),
        row("HTML tags over words", Scope::Match, MODEL, |text| {
            inside(text, "<b>", "</b>")
        }),
        row("HTML around the match", Scope::Match, "xxxx.x.x", |text| {
            format!("<p class=\"a\">{text}</p>")
        }),
        row(
            "Markdown around the match",
            Scope::Match,
            "xxx..x.x",
            |text| format!("**{text}**"),
        ),
    ]
}

/// The same letters elsewhere.
fn orders() -> Vec<Disguise> {
    vec![
        row("reversed", Scope::Match, NONE, |text| {
            text.chars().rev().collect()
        }),
        row("letters moved by 13", Scope::Text, NONE, |text| {
            mapped(text, rot13)
        }),
    ]
}
