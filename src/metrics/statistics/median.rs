//! Medians with exact intervals, of values at hand and of merged counts of values.

use std::collections::BTreeMap;

use super::Interval;
use super::binomial::outcomes_in_tail;
use crate::model::order::put_in_order;

/// Probability left out on each side of a 95 % interval.
const TAIL: f64 = 0.025;

/// A median and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Median {
    /// The middle value; of an even count the mean of the middle two.
    pub value: f64,
    /// `[x(l), x(n+1-l)]`; none below six values.
    pub interval: Option<Interval>,
}

/// The rank `l` of a median's 95 % interval `[x(l), x(n+1-l)]`: the largest with `P(Bin(n, 1/2) <= l - 1) <= 0.025`
/// (METRICS section 6). None for `n < 6`, where not even the extremes are sure enough.
///
/// Exact: up to n = 10,000,000 no such probability comes closer to 0.025 than 7.6e-11 of it (at n = 1,801,962, found by
/// walking all n in 113-bit floats), a hundred times the error of the sum here.
pub fn interval_rank(n: u64) -> Option<u64> {
    // At least 1/64 of the probability lies at 0 below six values.
    (n >= 6).then(|| outcomes_in_tail(n, TAIL))
}

/// Median and interval of values in any order, which it reorders; none without values.
///
/// Values are compared by [`f64::total_cmp`]; callers keep NaN out.
pub fn median_of(values: &mut [f64]) -> Option<Median> {
    let n = values.len() as u64;
    median_at(n, |rank| {
        let at = usize::try_from(rank.checked_sub(1)?).ok()?;
        (at < values.len()).then(|| *values.select_nth_unstable_by(at, f64::total_cmp).1)
    })
}

/// The median alone, of values in any order, which it reorders; none without values.
pub fn median(values: &mut [f64]) -> Option<f64> {
    median_of(values).map(|median| median.value)
}

/// Median and interval of values that stand for so many each, which it reorders; none without values.
pub fn median_of_times(values: &mut [(f64, u64)]) -> Option<Median> {
    put_in_order(values, |(one, _), (other, _)| one.total_cmp(other));
    let n = values.iter().map(|(_, times)| times).fold(0, |all: u64, times| all.saturating_add(*times));
    median_at(n, |rank| {
        let mut passed = 0_u64;
        let found = values.iter().find(|(_, times)| {
            passed = passed.saturating_add(*times);
            passed >= rank
        });
        found.map(|(value, _)| *value)
    })
}

/// Median and interval of how often each value occurs, in millionths; none without values.
pub fn median_of_counts(counts: &BTreeMap<i64, u64>) -> Option<Median> {
    median_at(counts.values().sum(), |rank| {
        let mut passed = 0;
        let found = counts.iter().find(|(_, count)| {
            passed += **count;
            passed >= rank
        });
        found.map(|(value, _)| *value as f64 / 1e6)
    })
}

/// From the values by rank, 1 being the smallest.
fn median_at(n: u64, mut value_at: impl FnMut(u64) -> Option<f64>) -> Option<Median> {
    if n == 0 {
        return None;
    }
    let upper = value_at(n / 2 + 1)?;
    let value = if n.is_multiple_of(2) { f64::midpoint(value_at(n / 2)?, upper) } else { upper };
    let interval = match interval_rank(n) {
        Some(rank) => Some([value_at(rank)?, value_at(n + 1 - rank)?]),
        None => None,
    };
    Some(Median { value, interval })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranks_are_those_of_the_table() {
        // The table of the sign test; scipy 1.17's binom.cdf for the larger ones.
        let ranks = [(5, None), (6, Some(1)), (8, Some(1)), (10, Some(2)), (15, Some(4)), (20, Some(6)), (25, Some(8))];
        let larger = [(50, Some(18)), (71, Some(27)), (100, Some(40)), (1000, Some(469)), (99_999, Some(49_690))];
        for (n, rank) in ranks.into_iter().chain(larger) {
            assert_eq!(interval_rank(n), rank, "n {n}");
        }
    }

    #[test]
    fn ranks_are_exact_for_every_n() {
        // Ranks of 6..=20,000 folded into one number, from a walk over n in 113-bit floats that uses
        // cdf(n + 1, k) = cdf(n, k) - pmf(n, k) / 2 and no sum.
        let folded = (6..=20_000_u64)
            .fold(0_u64, |folded, n| folded.wrapping_mul(6364136223846793005).wrapping_add(interval_rank(n).unwrap()));
        assert_eq!(folded, 13098018273025854428);
        // And of the largest, the closest call among them.
        let walked = [(1_000_000, 499_020), (1_801_962, 899_665), (10_000_000, 4_996_901)];
        for (n, rank) in walked {
            assert_eq!(interval_rank(n), Some(rank), "n {n}");
        }
    }

    #[test]
    fn middles_of_odd_and_even_counts() {
        assert_eq!(median(&mut [7.0, 1.0, 4.0]), Some(4.0));
        assert_eq!(median(&mut [7.0, 1.0, 4.0, 5.0]), Some(4.5));
        assert_eq!(median(&mut []), None);
        assert_eq!(median_of(&mut [1.0; 5]).unwrap().interval, None);
    }

    #[test]
    fn ten_values_reach_from_the_second_to_the_ninth() {
        let mut values = [31.0, 4.0, 10.0, 8.0, 6.0, 12.0, 2.0, 18.0, 5.0, 22.0];
        assert_eq!(median_of(&mut values), Some(Median { value: 9.0, interval: Some([4.0, 22.0]) }));
    }

    #[test]
    fn counts_of_values_are_in_millionths() {
        let counts = [(1_500_000, 3), (2_000_000, 2), (9_000_000, 1)].into();
        assert_eq!(median_of_counts(&counts), Some(Median { value: 1.75, interval: Some([1.5, 9.0]) }));
        assert_eq!(median_of_counts(&BTreeMap::new()), None);
    }

    proptest! {
        #[test]
        fn values_and_their_counts_have_one_median(whole in prop::collection::vec(-50_000_000..50_000_000_i64, 1..200)) {
            let mut counts = BTreeMap::new();
            for value in &whole {
                *counts.entry(*value).or_insert(0) += 1;
            }
            let mut values: Vec<f64> = whole.iter().map(|value| *value as f64 / 1e6).collect();
            prop_assert_eq!(median_of(&mut values), median_of_counts(&counts));
        }

        #[test]
        fn the_interval_holds_the_median(mut values in prop::collection::vec(-1e6..1e6_f64, 6..100)) {
            let Median { value, interval } = median_of(&mut values).unwrap();
            let [low, high] = interval.unwrap();
            prop_assert!(low <= value && value <= high);
        }
    }
}
