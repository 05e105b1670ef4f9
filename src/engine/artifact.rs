//! A guard as bytes: magic, version, checksum; the length of what it is built from and that, the payload and the options as
//! JSON; the layout of its literals.
//!
//! The payload is read as it was the first time: one reader, whatever the way in, so that no bytes make a guard that no
//! payload makes. The layout is used where it lies. No automaton is built: patterns wait for a text that may match.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::compile::{compile, literals};
use super::prefilter::Layout;
use super::{Extractions, Guard, GuardOptions, Limits};
use crate::policy::{FailureMode, Source, recognise};

const MAGIC: &[u8; 8] = b"edgeward";

/// The version of the format and of what compiling means; raised with every release that changes either.
pub const VERSION: u32 = 2;

/// Why bytes are not a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactError {
    /// Not an artifact, or a damaged one.
    Invalid,
    /// An artifact of another release: compile the policy again.
    Version {
        /// What the bytes say.
        found: u32,
    },
}

impl std::fmt::Display for ArtifactError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Invalid => {
                f.write_str("the bytes are not a compiled policy, or they are damaged")
            }
            Self::Version { found } => {
                write!(
                    f,
                    "the compiled policy has format {found}, this release reads {VERSION}; compile the policy again"
                )
            }
        }
    }
}

impl std::error::Error for ArtifactError {}

#[derive(Serialize)]
struct Written<'g> {
    source: &'g Source,
    failure_mode: Option<&'g FailureMode>,
    placeholder: &'g str,
    limits: &'g Limits,
    extractions: &'g Extractions,
}

#[derive(Deserialize)]
struct Read {
    source: Source,
    failure_mode: Option<FailureMode>,
    placeholder: String,
    limits: Limits,
    extractions: Extractions,
}

pub(super) fn write(guard: &Guard) -> Vec<u8> {
    let source = Written {
        source: guard.policy.source(),
        failure_mode: Some(&guard.failure_mode).filter(|mode| !mode.is_default()),
        placeholder: &guard.placeholder,
        limits: &guard.limits,
        extractions: &guard.extractor.source,
    };
    let source = serde_json::to_vec(&source).unwrap_or_default();
    let layout = guard.prefilter.layout(&literals(&guard.rules));
    let length = u32::try_from(source.len()).unwrap_or(u32::MAX);
    let mut body = Vec::with_capacity(4 + source.len() + layout.len());
    body.extend_from_slice(&length.to_le_bytes());
    body.extend_from_slice(&source);
    body.extend_from_slice(&layout);
    let mut bytes = Vec::with_capacity(44 + body.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(&body));
    bytes.append(&mut body);
    bytes
}

pub(super) fn read(bytes: &[u8]) -> Result<Guard, ArtifactError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(ArtifactError::Invalid)?;
    let (version, rest) = rest
        .split_first_chunk::<4>()
        .ok_or(ArtifactError::Invalid)?;
    let found = u32::from_le_bytes(*version);
    if found != VERSION {
        return Err(ArtifactError::Version { found });
    }
    let (checksum, body) = rest
        .split_first_chunk::<32>()
        .ok_or(ArtifactError::Invalid)?;
    if Sha256::digest(body).as_slice() != checksum {
        return Err(ArtifactError::Invalid);
    }
    let (body, layout) = parts(body).ok_or(ArtifactError::Invalid)?;
    let body: Read = serde_json::from_str(body).map_err(|_| ArtifactError::Invalid)?;
    let read = recognise(&body.source.payload, &body.source.options);
    let policy = read.policy.ok_or(ArtifactError::Invalid)?;
    let options = GuardOptions {
        failure_mode: body.failure_mode,
        placeholder: Some(body.placeholder),
        limits: body.limits,
        extractions: body.extractions,
    };
    Ok(compile(policy, &options, layout))
}

/// What a guard is built from, and the layout that may save some of the building.
fn parts(body: &[u8]) -> Option<(&str, Option<Layout<'_>>)> {
    let (length, rest) = body.split_first_chunk::<4>()?;
    let (source, layout) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    // As text, like everything else that is read: for bytes every reader would be compiled once more.
    Some((std::str::from_utf8(source).ok()?, Layout::read(layout)))
}
