//! Whether values moved, by their ranks: medians of turns, seconds and days.

use std::collections::BTreeMap;

use super::two_sided_p;

/// Two-sided p-value of the Mann-Whitney test of two samples in any order; none if either is empty.
///
/// Normal approximation with correction for ties and for continuity, which is scipy's `mannwhitneyu(method="asymptotic")`:
/// `z = (U - n1 n2 / 2 - 1/2) / s`, `U` the larger of both statistics and
/// `s² = n1 n2 / 12 x (n + 1 - sum (t³ - t) / (n (n - 1)))` over the sizes `t` of ties. 1 if all values are one.
///
/// H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than the other",
/// Annals of Mathematical Statistics 18 (1947) 50-60.
pub fn mann_whitney_p(before: &[f64], after: &[f64]) -> Option<f64> {
    // Adding zero makes -0 and 0 a tie.
    let mut all: Vec<(f64, bool)> = before.iter().map(|value| (value + 0.0, true)).collect();
    all.extend(after.iter().map(|value| (value + 0.0, false)));
    all.sort_by(|left, right| left.0.total_cmp(&right.0));
    let ties = all.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq());
    p_of_ties(ties.map(|tie| {
        let first = tie.iter().filter(|(_, is_before)| *is_before).count() as u64;
        (first, tie.len() as u64 - first)
    }))
}

/// [`mann_whitney_p`] of two counts of values, as merged states hold them.
pub fn mann_whitney_p_of_counts(before: &BTreeMap<i64, u64>, after: &BTreeMap<i64, u64>) -> Option<f64> {
    let mut ties: BTreeMap<i64, (u64, u64)> = before.iter().map(|(value, count)| (*value, (*count, 0))).collect();
    for (value, count) in after {
        ties.entry(*value).or_default().1 = *count;
    }
    p_of_ties(ties.into_values())
}

/// From the values in ascending order: how often each occurs before and after.
fn p_of_ties(ties: impl Iterator<Item = (u64, u64)>) -> Option<f64> {
    let (mut n1, mut n2) = (0_u64, 0_u64);
    // Twice the pairs in which the value before is the larger one, a tie counting half.
    let mut twice_u1 = 0_u128;
    let mut cubes = 0.0;
    for (first, second) in ties {
        twice_u1 += u128::from(first) * (2 * u128::from(n2) + u128::from(second));
        (n1, n2) = (n1 + first, n2 + second);
        let size = (first + second) as f64;
        cubes += size * size * size - size;
    }
    if n1 == 0 || n2 == 0 {
        return None;
    }
    let twice_pairs = 2 * u128::from(n1) * u128::from(n2);
    let twice_u = twice_u1.max(twice_pairs - twice_u1);
    let pairs = n1 as f64 * n2 as f64;
    let n = (n1 + n2) as f64;
    let variance = pairs / 12.0 * (n + 1.0 - cubes / (n * (n - 1.0)));
    let distance = (twice_u as f64 - pairs - 1.0) / 2.0;
    // Within half a pair of the middle, the corrected distance passes it: nothing speaks for a change.
    Some(if distance > 0.0 && variance > 0.0 { two_sided_p(distance / variance.sqrt()) } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assert_close;
    use super::*;

    fn p(before: &[f64], after: &[f64]) -> f64 {
        mann_whitney_p(before, after).unwrap()
    }

    #[test]
    fn scipy_agrees() {
        // scipy 1.17: mannwhitneyu(x, y, method="asymptotic").pvalue.
        let before = [4.0, 5.0, 5.0, 6.0, 7.0, 8.0, 8.0, 8.0, 9.0, 12.0];
        let after = [5.0, 7.0, 8.0, 9.0, 9.0, 10.0, 11.0, 12.0, 13.0, 15.0, 15.0];
        assert_close(p(&before, &after), 0.023274713841071423);
        assert_close(p(&[1.0, 2.0, 3.0, 4.0, 5.0], &[6.0, 7.0, 8.0, 9.0, 10.0]), 0.012185780355344813);
        assert_close(p(&[1.0, 1.0, 1.0, 2.0], &[1.0, 1.0, 2.0, 2.0]), 0.6084078002329985);
    }

    #[test]
    fn equal_samples_have_not_moved() {
        assert_close(p(&[1.0, 2.0, 3.0], &[3.0, 1.0, 2.0]), 1.0);
        assert_close(p(&[4.0, 4.0], &[4.0, 4.0, 4.0]), 1.0);
        assert_close(p(&[0.0; 30], &[-0.0; 30]), 1.0);
        assert_eq!(mann_whitney_p(&[], &[1.0]), None);
    }

    proptest! {
        #[test]
        fn samples_and_their_counts_agree_in_either_direction(
            before in prop::collection::vec(0..30_i64, 1..60),
            after in prop::collection::vec(5..40_i64, 1..60),
        ) {
            let counts = |values: &[i64]| {
                let mut counts = BTreeMap::new();
                for value in values {
                    *counts.entry(*value).or_insert(0_u64) += 1;
                }
                counts
            };
            let floats = |values: &[i64]| values.iter().map(|value| *value as f64).collect::<Vec<_>>();
            let from_values = p(&floats(&before), &floats(&after));
            prop_assert!((0.0..=1.0).contains(&from_values));
            prop_assert_eq!(mann_whitney_p_of_counts(&counts(&before), &counts(&after)), Some(from_values));
            prop_assert_eq!(mann_whitney_p(&floats(&after), &floats(&before)), Some(from_values));
        }
    }
}
