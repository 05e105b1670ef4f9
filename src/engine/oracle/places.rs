//! What decoding does to a text, place by place, for the tests of its way back.

use crate::text::decode;

/// A part of a text, decoded once.
#[derive(Debug)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// For every character of it, the bytes of the text that it came from.
    pub places: Vec<(usize, usize)>,
}

/// The decoded parts of a normalised text.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let pieces = decode::pieces(text, &|_, _| true);
    let told = |piece: decode::Piece| Piece {
        places: piece
            .text
            .char_indices()
            .map(|(at, char)| piece.place(at, at + char.len_utf8()))
            .collect(),
        text: piece.text,
    };
    pieces.into_iter().map(told).collect()
}
