//! The sides that a rule checks.

use super::Target;
use serde::{Deserialize, Serialize};

/// A set of [`Target`]s; the JSON form is a list in the order prompt, response, context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Target>", into = "Vec<Target>")]
pub struct Targets(u8);

impl Targets {
    /// The prompt only.
    pub const PROMPT: Self = Self::of(&[Target::Prompt]);
    /// The response only.
    pub const RESPONSE: Self = Self::of(&[Target::Response]);
    /// Prompt and response.
    pub const BOTH: Self = Self::of(&[Target::Prompt, Target::Response]);
    /// Prompt and context.
    pub const INPUTS: Self = Self::of(&[Target::Prompt, Target::Context]);

    /// The set of these.
    #[must_use]
    pub const fn of(targets: &[Target]) -> Self {
        let mut bits = 0;
        let mut rest = targets;
        while let [first, tail @ ..] = rest {
            bits |= 1 << *first as u8;
            rest = tail;
        }
        Self(bits)
    }

    /// Whether it is in the set.
    #[must_use]
    pub const fn contains(self, target: Target) -> bool {
        self.0 & (1 << target as u8) != 0
    }

    /// What is in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The members, in the order prompt, response, context.
    pub fn iter(self) -> impl Iterator<Item = Target> {
        Target::ALL
            .iter()
            .copied()
            .filter(move |target| self.contains(*target))
    }
}

impl FromIterator<Target> for Targets {
    fn from_iter<I: IntoIterator<Item = Target>>(iter: I) -> Self {
        iter.into_iter().fold(Self::default(), |set, target| {
            Self(set.0 | Self::of(&[target]).0)
        })
    }
}

impl From<Vec<Target>> for Targets {
    fn from(list: Vec<Target>) -> Self {
        list.into_iter().collect()
    }
}

impl From<Targets> for Vec<Target> {
    fn from(set: Targets) -> Self {
        set.iter().collect()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Targets {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Targets".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let item = generator.subschema_for::<Target>();
        schemars::json_schema!({ "type": "array", "items": item, "minItems": 1, "uniqueItems": true })
    }
}
