//! A guard as bytes: magic, version, checksum, then what it is built from: the payload and the options, which are read
//! as they were the first time. One reader, whatever the way in.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Extractions, Guard, GuardOptions, Limits};
use crate::policy::{FailureMode, Source, recognise};

const MAGIC: &[u8; 8] = b"edgeward";

/// The version of the format and of what compiling means; raised with every release that changes either.
pub const VERSION: u32 = 1;

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
    let body = Written {
        source: guard.policy.source(),
        failure_mode: Some(&guard.failure_mode).filter(|mode| !mode.is_default()),
        placeholder: &guard.placeholder,
        limits: &guard.limits,
        extractions: &guard.extractor.source,
    };
    let body = serde_json::to_vec(&body).unwrap_or_default();
    let mut bytes = Vec::with_capacity(body.len() + 44);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(&body));
    bytes.extend_from_slice(&body);
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
    // As text, like everything else that is read: for bytes every reader would be compiled once more.
    let body = std::str::from_utf8(body).map_err(|_| ArtifactError::Invalid)?;
    let body: Read = serde_json::from_str(body).map_err(|_| ArtifactError::Invalid)?;
    let read = recognise(&body.source.payload, &body.source.options);
    let policy = read.policy.ok_or(ArtifactError::Invalid)?;
    let options = GuardOptions {
        failure_mode: body.failure_mode,
        placeholder: Some(body.placeholder),
        limits: body.limits,
        extractions: body.extractions,
    };
    Ok(Guard::new(policy, &options))
}
