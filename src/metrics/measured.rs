//! Medians of every group of a partition in one walk over values that are sorted once.

use super::index::Value;
use super::partition::{NO_GROUP, Partition};
use super::statistics::{Median, interval_rank};

/// A group's median: values used, and the median with its order-statistic interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// Values.
    pub n: u64,
    /// None without values.
    pub median: Option<Median>,
}

/// The ranks that a group waits for, from 1, and what stood there.
#[derive(Clone, Copy, Debug, Default)]
struct Ranks {
    seen: u64,
    wanted: [u64; 4],
    found: [f64; 4],
}

/// Medians by group, from values in ascending order.
pub fn measure(values: &[Value], partition: &Partition) -> Vec<Measured> {
    let group_of = |value: &Value| partition.conversations.get(value.conversation as usize).copied().unwrap_or(NO_GROUP);
    let mut measured = vec![Measured::default(); partition.len()];
    for value in values {
        if let Some(group) = measured.get_mut(group_of(value) as usize) {
            group.n += 1;
        }
    }
    let mut ranks: Vec<Ranks> = measured.iter().map(|group| Ranks::of(group.n)).collect();
    for value in values {
        let Some(ranks) = ranks.get_mut(group_of(value) as usize) else { continue };
        ranks.seen += 1;
        if ranks.wanted.contains(&ranks.seen) {
            for (wanted, found) in ranks.wanted.iter().zip(&mut ranks.found) {
                if *wanted == ranks.seen {
                    *found = value.value;
                }
            }
        }
    }
    for (group, ranks) in measured.iter_mut().zip(ranks) {
        group.median = ranks.median(group.n);
    }
    measured
}

impl Ranks {
    /// The middle two of `n` values, then the ends of the interval.
    fn of(n: u64) -> Self {
        let [low, high] = interval_rank(n).map_or([0, 0], |rank| [rank, n + 1 - rank]);
        Self { wanted: [n.div_ceil(2), n / 2 + 1, low, high], ..Self::default() }
    }

    fn median(&self, n: u64) -> Option<Median> {
        let [left, right, low, high] = self.found;
        (n > 0).then(|| Median { value: f64::midpoint(left, right), interval: interval_rank(n).map(|_| [low, high]) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::statistics::median_of;
    use super::*;

    proptest! {
        #[test]
        fn one_walk_gives_each_group_the_median_of_its_own_values(rows in prop::collection::vec((0..4_u32, 0..50_u32), 0..200)) {
            let partition = Partition {
                names: vec![Vec::new(); 4],
                conversations: rows.iter().map(|(group, _)| *group).collect(),
                ..Partition::default()
            };
            let mut values: Vec<Value> = rows
                .iter()
                .enumerate()
                .map(|(at, (_, value))| Value { value: f64::from(*value), conversation: u32::try_from(at).unwrap() })
                .collect();
            values.sort_by(|a, b| a.value.total_cmp(&b.value));
            for (group, measured) in measure(&values, &partition).iter().enumerate() {
                let of_group = rows.iter().filter(|(of, _)| *of as usize == group);
                let mut own: Vec<f64> = of_group.map(|(_, value)| f64::from(*value)).collect();
                prop_assert_eq!(measured.median, median_of(&mut own));
            }
        }
    }
}
