//! Order that is compiled once: a stable sort, and sets. std's is compiled again, at some 8 KB of wasm, for every type of element; lists
//! that are short or sorted once a verdict need none of its speed.

use std::cmp::Ordering;

/// Sorts by a key; equal elements keep their order. Costs nothing where the list is in order already.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    if items.is_sorted_by_key(&key) {
        return;
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    permute(&mut order, &|one, other| {
        items.get(one).map(&key).cmp(&items.get(other).map(&key))
    });
    let mut from: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.iter().filter_map(|at| from.get_mut(*at)?.take()));
}

/// `collect` into a set or a map, by insertion: std's sorts first, with a sort of its own for every type.
pub(crate) fn inserted<C: Default + Extend<T>, T>(items: impl IntoIterator<Item = T>) -> C {
    let mut out = C::default();
    out.extend(items);
    out
}

#[inline(never)]
fn permute(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    order.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_elements_keep_their_order() {
        let mut items: Vec<(u32, usize)> = (0..200).map(|at| (at * 7 % 5, at as usize)).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|(key, _)| *key);
        assert_ne!(items, expected);
        sort_by_key(&mut items, |(key, _)| *key);
        assert_eq!(items, expected);
    }
}
