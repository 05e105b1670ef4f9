//! How what was found stood in the text.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How a match was uncovered, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum View {
    /// Unicode forms, invisible characters, look-alikes.
    Normalised = 1,
    /// Letters spelled with separators, or with emoji between them.
    JoinedLetters,
    /// Digits and signs for letters.
    Leet,
    /// Base64, either alphabet.
    Base64,
    /// Hexadecimal.
    Hex,
    /// Percent encoding.
    Percent,
    /// HTML entities.
    Html,
    /// Quoted printable.
    QuotedPrintable,
    /// Letters moved by 13.
    Rot13,
    /// The inside of a JSON string.
    JsonString,
    /// Tags, comments, emphasis or links inside a word; a backslash before a sign.
    Markup,
}

impl View {
    /// Every view with its spelling.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Normalised, "normalised"),
        (Self::JoinedLetters, "joined_letters"),
        (Self::Leet, "leet"),
        (Self::Base64, "base64"),
        (Self::Hex, "hex"),
        (Self::Percent, "percent"),
        (Self::Html, "html"),
        (Self::QuotedPrintable, "quoted_printable"),
        (Self::Rot13, "rot13"),
        (Self::JsonString, "json_string"),
        (Self::Markup, "markup"),
    ];

    /// Its spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let own = Self::ALL.iter().find(|(each, _)| *each == self);
        own.map_or("", |(_, name)| *name)
    }
}

/// A short list of views, outermost first; empty when the match is read as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Views([Option<View>; 6]);

impl Views {
    /// Read as written.
    pub const NONE: Self = Self([None; 6]);

    /// With one more, inside the others. Beyond six the list stays as it is: the decode depth is bounded below that.
    #[must_use]
    pub fn with(mut self, view: View) -> Self {
        if let Some(slot) = self.0.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(view);
        }
        self
    }

    /// Outermost first.
    pub fn iter(&self) -> impl Iterator<Item = View> + '_ {
        self.0.iter().flatten().copied()
    }

    /// Whether the match is read as written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.first().is_none_or(Option::is_none)
    }
}

impl Serialize for Views {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(View::as_str))
    }
}

impl<'de> Deserialize<'de> for Views {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(deserializer)?;
        let view = |name: &String| {
            View::ALL
                .iter()
                .find(|(_, each)| each == name)
                .map(|(view, _)| *view)
        };
        Ok(names.iter().filter_map(view).fold(Self::NONE, Self::with))
    }
}
