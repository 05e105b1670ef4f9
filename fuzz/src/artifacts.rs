//! Bytes that may be a guard: refused, or a guard that writes itself again.

use std::sync::OnceLock;

use edgeward::engine::{EvaluateOptions, Guard, Input, VERSION};
use sha2::{Digest, Sha256};

use super::judged;
use super::text::rich;

/// The first byte: the bytes as they are, as the body of an artifact that is whole, or as changes of one of ours.
pub fn run(data: &[u8]) {
    let (head, rest) = data.split_first().unwrap_or((&0, &[]));
    let bytes = match head % 3 {
        0 => rest.to_vec(),
        1 => sealed(rest),
        _ => sealed(&changed(rest)),
    };
    let Ok(guard) = Guard::from_bytes(&bytes) else {
        return;
    };
    let again = Guard::from_bytes(&guard.to_bytes()).expect("an artifact of our own");
    assert_eq!(guard.to_bytes(), again.to_bytes());
    assert_eq!(guard.report(), again.report());
    let input = Input::response("Write to kim.lee@example.com about the lemon lime.");
    let options = EvaluateOptions::default();
    let verdict = guard.evaluate(&input, &options);
    assert_eq!(verdict, again.evaluate(&input, &options));
    judged::check(&guard, &input, &verdict);
}

/// A body with its header and checksum: what is damaged on purpose.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"edgeward".to_vec();
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(body));
    bytes.extend_from_slice(body);
    bytes
}

/// The body of our own artifact with pieces put in: two bytes of place, one of how much goes, one of how much comes.
fn changed(mut edits: &[u8]) -> Vec<u8> {
    static OURS: OnceLock<Vec<u8>> = OnceLock::new();
    let ours = OURS.get_or_init(|| judged::guard(&rich()).to_bytes()[44..].to_vec());
    let mut body = ours.clone();
    while let [high, low, gone, come, rest @ ..] = edits {
        let start = usize::from(u16::from_be_bytes([*high, *low])) % (body.len() + 1);
        let end = (start + usize::from(*gone % 16)).min(body.len());
        let (piece, rest) = rest.split_at(rest.len().min(usize::from(*come % 16)));
        body.splice(start..end, piece.iter().copied());
        edits = rest;
    }
    body
}
