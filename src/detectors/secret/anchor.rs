//! The literals at which secrets are found, and what each leads to.

use super::formats::ROWS;
use super::{Secret, Wanted, arguments, connection, generic, jwt, pem, provider};
use crate::detectors::Literal;
use crate::policy::document;

/// What a literal leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// A row of the table.
    Row(usize),
    Pem,
    PemBase64,
    Jwt,
    /// `://`: a user and a password before a host.
    Connection,
    /// A word for a credential.
    Word(generic::Word),
    /// A word for who issued a token; a place in the list.
    Provider(usize),
    /// A call with a password among its arguments; a place in the list.
    Call(usize),
}

impl Secret {
    /// For a rule's settings.
    pub(crate) fn new(settings: &document::Secret) -> Self {
        let most = ROWS.len()
            + provider::PROVIDERS.len()
            + arguments::CALLS.len()
            + generic::WORDS.len()
            + generic::SERVICES.len()
            + 4;
        let mut out = Self {
            anchors: Vec::with_capacity(most),
            literals: Vec::with_capacity(most),
            wanted: Wanted {
                types: settings.types.clone(),
                exclude: settings.exclude.clone(),
                generic: settings.generic,
            },
            mask: settings.mask,
        };
        for (place, row) in ROWS.iter().enumerate() {
            if out.wanted.has(row.id) {
                out.push(row.literal, Anchor::Row(place));
            }
        }
        for (id, literal, anchor) in [
            (pem::ID, "-----BEGIN ", Anchor::Pem),
            (pem::ID, "LS0tLS1CRUdJTi", Anchor::PemBase64),
            (jwt::ID, "eyJ", Anchor::Jwt),
            (connection::ID, "://", Anchor::Connection),
        ] {
            if out.wanted.has(id) {
                out.push(literal, anchor);
            }
        }
        for (place, each) in provider::PROVIDERS.iter().enumerate() {
            if out.wanted.has(each.id) {
                out.push(each.word, Anchor::Provider(place));
            }
        }
        if generic::IDS.iter().any(|id| out.wanted.has(id)) {
            for (place, (call, _)) in arguments::CALLS.iter().enumerate() {
                out.push(call, Anchor::Call(place));
            }
            for (literal, word) in generic::WORDS {
                out.push(literal, Anchor::Word(*word));
            }
            for service in generic::SERVICES {
                out.push(service, Anchor::Word(generic::Word::Service));
            }
        }
        out
    }

    fn push(&mut self, literal: &'static str, anchor: Anchor) {
        self.literals.push(Literal {
            text: literal.into(),
            obfuscated: false,
            first_of_run: true,
        });
        self.anchors.push(anchor);
    }
}
