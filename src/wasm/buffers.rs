//! The memory that the host writes texts into and reads verdicts from.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::misuse;
use crate::engine::{Numbers, Segment};
use crate::policy::words::Target;

thread_local! {
    /// Where the host writes texts.
    pub(super) static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// Where it writes their layout.
    pub(super) static LAYOUT: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    /// Where it reads verdicts.
    pub(super) static NUMBERS: RefCell<Numbers> = RefCell::new(Numbers::default());
}

/// Makes the text buffer at least that large and gives its address in the wasm memory.
#[wasm_bindgen]
#[must_use]
pub fn scratch(bytes: usize) -> usize {
    SCRATCH.with_borrow_mut(|buffer| {
        if buffer.len() < bytes {
            // Rounded up, so that growing texts do not move the buffer each time.
            buffer.resize(bytes.next_power_of_two().max(16_384), 0);
        }
        buffer.as_ptr() as usize
    })
}

/// Makes room for the layout of so many texts and gives its address in the wasm memory: six numbers a text, target (0 prompt,
/// 1 response, 2 context), message + 1, part + 1, context + 1, bytes, input.
#[wasm_bindgen]
#[must_use]
pub fn layout(texts: usize) -> usize {
    LAYOUT.with_borrow_mut(|layout| {
        layout.resize(layout.len().max(texts * 6), 0);
        layout.as_ptr() as usize
    })
}

/// Reads the texts out of the buffer as the layout says.
pub(super) fn with_segments<T>(
    layout: &[u32],
    with: impl FnOnce(&[Segment<'_>]) -> T,
) -> Result<T, JsValue> {
    SCRATCH.with_borrow(|buffer| {
        let mut rest = buffer.as_slice();
        let mut segments = Vec::with_capacity(layout.len() / 6);
        for entry in layout.chunks_exact(6) {
            let &[target, message, part, context, bytes, _] = entry else {
                continue;
            };
            let target = Target::ALL
                .get(target as usize)
                .copied()
                .ok_or_else(|| misuse("the layout names an unknown target"))?;
            let (text, tail) = rest
                .split_at_checked(bytes as usize)
                .ok_or_else(|| misuse("the layout is longer than the buffer"))?;
            rest = tail;
            let text = std::str::from_utf8(text).map_err(|_| misuse("a text is not UTF-8"))?;
            let index = |number: u32| (number as usize).checked_sub(1);
            segments.push(Segment {
                target,
                message: index(message),
                part: index(part),
                context: index(context),
                text,
            });
        }
        Ok(with(&segments))
    })
}
