//! From places in the original, where the prefilter reports, to places in the view.

use crate::text::Text;

/// The way into the view of one text.
pub(super) struct Places<'t> {
    text: &'t Text<'t>,
    /// The view is the original.
    same: bool,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t Text<'t>) -> Self {
        let (original, view) = (text.original(), text.normalised());
        Self {
            text,
            same: original.len() == view.len() && original.as_ptr() == view.as_ptr(),
        }
    }

    /// The place in the view of a byte of the original.
    pub(super) fn in_view(&mut self, original: usize) -> usize {
        if self.same {
            return original;
        }
        let view = self.text.normalised();
        // The way back is monotonic, so the way here is found by halving.
        let (mut low, mut high) = (0, view.len());
        while low < high {
            let mut middle = low.midpoint(high);
            while middle > low && !view.is_char_boundary(middle) {
                middle -= 1;
            }
            let next = (middle + 1..=view.len())
                .find(|place| view.is_char_boundary(*place))
                .unwrap_or(view.len());
            if self.text.to_original(middle, next).0 < original {
                low = next;
            } else {
                high = middle;
            }
        }
        low
    }
}
