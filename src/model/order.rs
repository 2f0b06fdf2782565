//! Sorting of what is not hot: one sort for every type. The standard library's is compiled anew for each type and each comparison,
//! five kilobytes a place, which everyone fetches; this one costs a look through a pointer for each comparison.

use std::cmp::Ordering;

/// Sorts by `compare`; equals stay as they stood.
pub fn put_in_order<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if list.is_sorted_by(|one, next| compare(one, next).is_le()) {
        return;
    }
    #[expect(clippy::indexing_slicing, reason = "asked for places of the list alone")]
    let mut order = order_of(list.len(), &|one, other| compare(&list[one], &list[other]));
    rearrange(&mut order, &mut |one, other| list.swap(one, other));
}

/// Sorts by a key of each; equals stay as they stood.
pub fn put_in_order_by<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    put_in_order(list, |one, other| key(one).cmp(&key(other)));
}

/// Each thing once, in order.
pub fn distinct<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = things.into_iter().collect();
    put_in_order(&mut list, T::cmp);
    list.dedup();
    list
}

/// Which of `count` things stands at each place once they are in order.
pub(super) fn order_of(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Brings things into their order by swapping along its cycles.
fn rearrange(order: &mut [usize], swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at).map(|from| std::mem::replace(from, at)).filter(|from| *from != start) {
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(mut list in prop::collection::vec((0_u8..9, any::<u16>()), 0..60)) {
            let mut expected = list.clone();
            expected.sort_by_key(|(key, _)| *key);
            put_in_order_by(&mut list, |(key, _)| *key);
            prop_assert_eq!(&list, &expected);
            let numbers: Vec<u8> = list.iter().map(|(key, _)| *key).collect();
            prop_assert_eq!(distinct(numbers.iter().rev().copied()), numbers.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
        }
    }
}
