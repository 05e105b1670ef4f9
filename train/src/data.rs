//! Reads the data sets: one JSON object a line, xz.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;

/// A row, as far as training needs it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Row {
    pub text: String,
    #[serde(default)]
    label: serde_json::Value,
    #[serde(default)]
    split: Option<String>,
    #[serde(default)]
    weak: Option<u8>,
    #[serde(default)]
    pub topic: Option<String>,
    #[serde(default)]
    pub category: Option<String>,
    #[serde(default)]
    pub context: Option<String>,
    #[serde(default)]
    pub query: Option<String>,
    #[serde(default)]
    pub lang: Option<String>,
    #[serde(default)]
    spans: Vec<serde_json::Value>,
}

impl Row {
    pub fn label(&self) -> Option<bool> {
        self.label.as_u64().map(|label| label == 1)
    }

    /// Places in code points.
    pub fn spans(&self) -> Vec<(usize, usize)> {
        let number =
            |span: &serde_json::Value, at: usize| span.get(at)?.as_u64().map(|n| n as usize);
        self.spans
            .iter()
            .filter_map(|span| Some((number(span, 0)?, number(span, 1)?)))
            .collect()
    }

    pub fn held_out(&self) -> bool {
        self.split.as_deref() == Some("dev")
    }

    pub fn weak(&self) -> bool {
        self.weak == Some(1)
    }
}

/// All rows of a set, `prompt_injection/train/deepset_train`.
pub fn read(dir: &Path, name: &str) -> Vec<Row> {
    let path = dir.join(format!("{name}.jsonl.xz"));
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    lzma_rs::xz_decompress(&mut BufReader::new(file), &mut bytes).expect("an xz file");
    String::from_utf8(bytes)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row"))
        .collect()
}

/// The rows that may be learned from.
pub fn train(dir: &Path, name: &str) -> Vec<Row> {
    read(dir, name)
        .into_iter()
        .filter(|row| !row.held_out())
        .collect()
}

/// A small generator of numbers, the same everywhere (SplitMix64).
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
