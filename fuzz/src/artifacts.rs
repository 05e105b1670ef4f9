//! Bytes that may be a guard: refused, or a guard that writes itself again.

use std::sync::OnceLock;

use edgeward::engine::{EvaluateOptions, Guard, Input, VERSION};
use sha2::{Digest, Sha256};

use super::judged;
use super::text::rich;

/// The first byte: the bytes as they are, as what an artifact that is whole is built from, or as changes of one of ours, in
/// what it is built from or in the layout of its literals.
pub fn run(data: &[u8]) {
    let (head, rest) = data.split_first().unwrap_or((&0, &[]));
    let (source, layout) = ours();
    let bytes = match head % 4 {
        0 => rest.to_vec(),
        1 => sealed(rest, &[]),
        2 => sealed(&changed(source, rest), layout),
        _ => sealed(source, &changed(layout, rest)),
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

/// What an artifact is built from and a layout with header, length and checksum: what is damaged on purpose.
fn sealed(source: &[u8], layout: &[u8]) -> Vec<u8> {
    let length = u32::try_from(source.len()).unwrap_or(u32::MAX);
    let body = [&length.to_le_bytes(), source, layout].concat();
    let mut bytes = b"edgeward".to_vec();
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(&body));
    bytes.extend_from_slice(&body);
    bytes
}

/// What an artifact of our own is built from, and its layout.
fn ours() -> (&'static [u8], &'static [u8]) {
    static OURS: OnceLock<Vec<u8>> = OnceLock::new();
    let ours = OURS.get_or_init(|| judged::guard(&rich()).to_bytes()[44..].to_vec());
    let (length, rest) = ours.split_first_chunk::<4>().expect("a length");
    rest.split_at(u32::from_le_bytes(*length) as usize)
}

/// Bytes with pieces put in: two bytes of place, one of how much goes, one of how much comes.
fn changed(bytes: &[u8], mut edits: &[u8]) -> Vec<u8> {
    let mut body = bytes.to_vec();
    while let [high, low, gone, come, rest @ ..] = edits {
        let start = usize::from(u16::from_be_bytes([*high, *low])) % (body.len() + 1);
        let end = (start + usize::from(*gone % 16)).min(body.len());
        let (piece, rest) = rest.split_at(rest.len().min(usize::from(*come % 16)));
        body.splice(start..end, piece.iter().copied());
        edits = rest;
    }
    body
}
