//! What takes searching when a prefilter is built, as an artifact holds it: the order of the literals, and where in each
//! of them its window stands.
//!
//! It is read where it lies, and checked in the pass that uses it. A layout that does not fit the literals (of another
//! build, damaged, hostile) is passed over, and they are sorted as they are without one: what is found is the same.

use super::grams::Grams;
use super::{Cow, Form, Literal, forms};

/// Borrowed from an artifact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout<'a> {
    /// The place of each form among the unsorted ones, in little-endian numbers of `width` bytes.
    order: &'a [u8],
    width: usize,
    /// By distinct literal; one that stands further behind is looked for again.
    windows: &'a [u8],
}

impl<'a> Layout<'a> {
    /// From bytes of [`write`].
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let width = width(count);
        let (order, windows) = rest.split_at_checked(count.checked_mul(width)?)?;
        Some(Self {
            order,
            width,
            windows,
        })
    }

    pub(super) fn windows(&self) -> &'a [u8] {
        self.windows
    }

    /// The forms in order; nothing unless each is there once and none is out of place.
    pub(super) fn sorted<'f>(&self, forms: Vec<Form<'f>>) -> Option<Vec<Form<'f>>> {
        if forms.len() * self.width != self.order.len() {
            return None;
        }
        let mut forms: Vec<Option<Form<'f>>> = forms.into_iter().map(Some).collect();
        let mut sorted: Vec<Form<'f>> = Vec::with_capacity(forms.len());
        for place in self.order.chunks_exact(self.width) {
            let place = place
                .iter()
                .rev()
                .fold(0, |place, byte| place << 8 | usize::from(*byte));
            let form = forms.get_mut(place)?.take()?;
            if sorted.last().is_some_and(|last| last.key() > form.key()) {
                return None;
            }
            sorted.push(form);
        }
        Some(sorted)
    }
}

/// Bytes of a place among so many.
fn width(count: usize) -> usize {
    if count <= 1 << 16 { 2 } else { 4 }
}

/// The layout of the rules' literals, whose windows are those of `grams`.
pub(super) fn write(rules: &[Cow<'_, [Literal]>], grams: &Grams) -> Vec<u8> {
    let forms = forms(rules);
    let width = width(forms.len());
    let mut order: Vec<(u32, &Form<'_>)> = (0..).zip(&forms).collect();
    crate::order::sort_by_key(&mut order, |(_, form)| form.key());
    let count = u32::try_from(forms.len()).unwrap_or(u32::MAX);
    let mut bytes = count.to_le_bytes().to_vec();
    for (place, _) in order {
        bytes.extend(place.to_le_bytes().into_iter().take(width));
    }
    bytes.extend(grams.windows());
    bytes
}

#[cfg(test)]
mod tests {
    use super::super::{Hits, Prefilter};
    use super::{Cow, Layout, Literal, forms};
    use crate::text::Text;

    const TEXT: &str = "a lawsuit on lemons, law and Straße; xyz aaaa straße lawsuits";

    fn rules() -> Vec<Vec<Literal>> {
        let list = |texts: &[&'static str]| texts.iter().copied().map(Literal::plain).collect();
        vec![
            list(&["lawsuit", "Straße", "xyz", "aaaa"]),
            list(&[]),
            list(&["lemons", "law", "lawsuit", "on"]),
        ]
    }

    fn seen(rules: &[Cow<'_, [Literal]>], bytes: &[u8]) -> Vec<(u32, usize, usize)> {
        let prefilter = Prefilter::new(rules, Layout::read(bytes));
        let mut hits = Hits::default();
        prefilter.scan(&Text::new(TEXT), &mut hits);
        let of = |rule: usize| hits.of(rule).iter();
        let all = (0..rules.len()).flat_map(|rule| of(rule).map(move |hit| (rule, hit)));
        all.map(|(rule, hit)| {
            (
                u32::try_from(rule).unwrap() << 8 | hit.literal,
                hit.start,
                hit.end,
            )
        })
        .collect()
    }

    #[test]
    fn a_layout_fits_what_it_is_of_and_no_other_bytes_change_what_is_found() {
        let rules = rules();
        let rules: Vec<Cow<'_, [Literal]>> = rules.iter().map(Into::into).collect();
        let bytes = Prefilter::new(&rules, None).layout(&rules);
        let layout = Layout::read(&bytes).unwrap();
        assert!(layout.sorted(forms(&rules)).is_some());
        assert!(layout.windows().iter().any(|offset| *offset != 0));
        let expected = seen(&rules, &[]);
        assert_eq!(expected.len(), 14, "{expected:?}");
        assert_eq!(seen(&rules, &bytes), expected);
        assert_eq!(Prefilter::new(&rules, Some(layout)).layout(&rules), bytes);
        let mut refused = 0;
        for at in 0..bytes.len() {
            for value in 0..=u8::MAX {
                let mut other = bytes.clone();
                other[at] = value;
                assert_eq!(seen(&rules, &other), expected, "{at} {value}");
                let read = Layout::read(&other);
                refused +=
                    usize::from(read.is_none_or(|read| read.sorted(forms(&rules)).is_none()));
            }
            assert_eq!(seen(&rules, &bytes[..at]), expected, "up to {at}");
        }
        // Whatever else stands in the count and in the order.
        assert_eq!(refused, 255 * (4 + layout.order.len()));
    }
}
