//! How the values behind a median lie: the value below which each whole per cent of them lies, by group.

use borsh::{BorshDeserialize, BorshSerialize};

use super::columns::Values;
use super::partition::Partition;

/// Parts that a distribution is told in.
pub const PARTS: usize = 100;

/// The values of one group.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Distribution {
    /// What they are of; empty for all.
    pub name: String,
    /// Values.
    pub n: u64,
    /// Quantiles at 0, 1, ... 100 %, the mean of two where two are as near, so that the one at 50 % is the median.
    pub quantiles: Vec<f64>,
}

impl Distribution {
    /// A quantile at a whole per cent.
    pub fn at(&self, per_cent: usize) -> Option<f64> {
        self.quantiles.get(per_cent).copied()
    }
}

/// The distributions of every group of a partition, in its order; a group without values has no quantiles.
pub fn distributions(values: &Values, partition: &Partition) -> Vec<Distribution> {
    let mut counts = vec![vec![0_u64; values.ascending.len() + 1]; partition.len()];
    partition.each(|at, group| {
        let rank = usize::try_from(values.ranks.get(at)).unwrap_or(0);
        if let Some(count) = counts.get_mut(group as usize).and_then(|counts| counts.get_mut(rank)) {
            *count += values.times(at);
        }
    });
    let of = |counts: Vec<u64>| {
        // Rank 0 is no value.
        let counts = counts.get(1..).unwrap_or_default();
        let n: u64 = counts.iter().sum();
        let mut ends = Vec::with_capacity(counts.len());
        let mut all = 0;
        for count in counts {
            all += count;
            ends.push(all);
        }
        let nth = |place: u64| values.ascending.get(ends.partition_point(|end| *end < place)).copied().unwrap_or(0.0);
        let quantile = |part: usize| {
            let place = n * part as u64;
            let below = place.div_ceil(PARTS as u64).clamp(1, n);
            let is_between = place.is_multiple_of(PARTS as u64) && place > 0 && below < n;
            if is_between { f64::midpoint(nth(below), nth(below + 1)) } else { nth(below) }
        };
        let quantiles = if n > 0 { (0..=PARTS).map(quantile).collect() } else { Vec::new() };
        Distribution { name: String::new(), n, quantiles }
    };
    counts.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::statistics::median_of;
    use super::*;

    fn of(values: &[f64]) -> Distribution {
        let partition = Partition::of_groups(1, values.iter().map(|_| 0));
        let values = Values::new(values.iter().map(|value| Some(*value)));
        distributions(&values, &partition).remove(0)
    }

    #[test]
    fn quartiles_by_hand() {
        let of_eight = of(&[8.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        // 2 of 8 lie below the first quartile: half way from the second to the third.
        assert_eq!([0, 25, 50, 75, 100].map(|part| of_eight.at(part).unwrap()), [1.0, 2.5, 4.5, 6.5, 8.0]);
        assert_eq!(of(&[3.0]).at(90), Some(3.0));
        assert!(of(&[]).quantiles.is_empty());
    }

    proptest! {
        #[test]
        fn the_middle_is_the_median(values in prop::collection::vec(0_u32..40, 1..60)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let found = of(&values);
            prop_assert_eq!(found.at(50), median_of(&mut values.clone()).map(|median| median.value));
            prop_assert!(found.quantiles.is_sorted());
        }
    }
}
