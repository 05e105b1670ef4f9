//! Trees of small questions on features in whole steps: sums of integers, so that a score is the same everywhere.

use super::features::COUNT;
use crate::models::file::Cursor;

/// Questions on the way to a leaf.
pub const DEPTH: usize = 4;
/// Questions of a tree.
pub const NODES: usize = (1 << DEPTH) - 1;
/// Leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;
/// Leaves are in steps of this.
pub const STEP: f64 = 1.0 / 4096.0;

/// Features in whole steps.
pub type Steps = [u8; COUNT];

/// Features in steps of a 200th, from a quarter below nothing.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte"
)]
pub fn steps(features: &[f32; COUNT]) -> Steps {
    features.map(|value| ((value + 0.25) * 200.0).clamp(0.0, 255.0) as u8)
}

/// A tree: at a node the feature that is asked and the most that goes left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Node `n` is followed by `2 n + 1` and `2 n + 2`.
    pub nodes: [(u8, u8); NODES],
    /// What the leaves add.
    pub leaves: [i16; LEAVES],
}

impl Tree {
    /// What the tree adds.
    #[must_use]
    pub fn leaf(&self, steps: &Steps) -> i16 {
        let mut at = 0;
        for _ in 0..DEPTH {
            let (feature, most) = self.nodes.get(at).copied().unwrap_or_default();
            let value = steps.get(usize::from(feature)).copied().unwrap_or_default();
            at = 2 * at + 1 + usize::from(value > most);
        }
        self.leaves.get(at - NODES).copied().unwrap_or_default()
    }

    pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut nodes = [(0, 0); NODES];
        for node in &mut nodes {
            let [feature, most] = *cursor.take(2)? else {
                return None;
            };
            *node = (feature, most);
        }
        let mut leaves = [0; LEAVES];
        for leaf in &mut leaves {
            *leaf = i16::from_le_bytes(cursor.take(2)?.try_into().ok()?);
        }
        Some(Self { nodes, leaves })
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(
            self.nodes
                .iter()
                .flat_map(|(feature, most)| [*feature, *most]),
        );
        out.extend(self.leaves.iter().flat_map(|leaf| leaf.to_le_bytes()));
    }
}
