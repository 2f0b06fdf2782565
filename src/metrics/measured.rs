//! Medians of every group of a partition, read off how often each value occurs in it.

use super::columns::Values;
use super::counts::Counts;
use super::partition::{BLOCK, Partition};
use super::statistics::{Median, interval_rank, median_of_times};

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

/// Medians by group.
pub fn measure(values: &Values, partition: &Partition) -> Vec<Measured> {
    if values.times.is_some() {
        return measure_times(values, partition);
    }
    let mut measured = vec![Measured::default(); partition.len()];
    // Rank 0 is no value.
    let mut counts = Counts::table(partition.len(), values.ascending.len() + 1);
    let mut room = [0; BLOCK];
    partition.each_block(|block, groups| {
        let ranks = block.read(&values.ranks, &mut room);
        if let Some(counts) = &mut counts {
            counts.add(groups, ranks);
            return;
        }
        for (group, rank) in groups.iter().zip(ranks) {
            if let Some(measured) = measured.get_mut(*group as usize) {
                measured.n += u64::from(*rank > 0);
            }
        }
    });
    if let Some(counts) = &counts {
        counts.for_each(|group, rank, times| {
            if let Some(measured) = measured.get_mut(group as usize).filter(|_| rank > 0) {
                measured.n += times;
            }
        });
    }
    let mut waiting: Vec<Ranks> = measured.iter().map(|group| Ranks::of(group.n)).collect();
    let mut pass = |group: u32, rank: u64, times: u64| {
        let value = usize::try_from(rank).ok().and_then(|rank| values.ascending.get(rank.checked_sub(1)?));
        if let (Some(ranks), Some(value)) = (waiting.get_mut(group as usize), value) {
            ranks.pass(*value, times);
        }
    };
    if let Some(counts) = counts {
        // By group, and ascending within each.
        counts.for_each(|group, rank, times| pass(group, u64::from(rank), times));
    } else {
        // Nearly every value is another: all in ascending order.
        let groups = partition.groups(values.ranks.len());
        for at in values.conversations() {
            if let Some(group) = groups.get(*at as usize) {
                pass(*group, values.ranks.get(*at as usize), 1);
            }
        }
    }
    for (group, ranks) in measured.iter_mut().zip(waiting) {
        group.median = ranks.median(group.n);
    }
    measured
}

/// Medians by group of conversations that stand for many.
fn measure_times(values: &Values, partition: &Partition) -> Vec<Measured> {
    let mut of_groups: Vec<Vec<(f64, u64)>> = vec![Vec::new(); partition.len()];
    partition.each(|at, group| {
        let rank = usize::try_from(values.ranks.get(at)).ok().and_then(|rank| rank.checked_sub(1));
        let value = rank.and_then(|rank| values.ascending.get(rank)).filter(|_| values.times(at) > 0);
        if let (Some(value), Some(of_group)) = (value, of_groups.get_mut(group as usize)) {
            of_group.push((*value, values.times(at)));
        }
    });
    let n = |of_group: &[(f64, u64)]| of_group.iter().fold(0, |all: u64, (_, times)| all.saturating_add(*times));
    let of_groups = of_groups.iter_mut();
    of_groups.map(|of_group| Measured { n: n(of_group), median: median_of_times(of_group) }).collect()
}

impl Ranks {
    /// The middle two of `n` values, then the ends of the interval.
    fn of(n: u64) -> Self {
        let [low, high] = interval_rank(n).map_or([0, 0], |rank| [rank, n + 1 - rank]);
        Self { wanted: [n.div_ceil(2), n / 2 + 1, low, high], ..Self::default() }
    }

    /// Takes in a value that occurs so many times, none smaller after it.
    fn pass(&mut self, value: f64, times: u64) {
        let before = self.seen;
        self.seen += times;
        for (wanted, found) in self.wanted.iter().zip(&mut self.found) {
            if (before + 1..=self.seen).contains(wanted) {
                *found = value;
            }
        }
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
        fn counts_give_each_group_the_median_of_its_own_values(rows in prop::collection::vec((0..4_u32, 0..50_u32), 0..200)) {
            let partition = Partition::of_groups(4, rows.iter().map(|(group, _)| *group));
            let values = Values::new(rows.iter().map(|(_, value)| Some(f64::from(*value))));
            for (group, measured) in measure(&values, &partition).iter().enumerate() {
                let of_group = rows.iter().filter(|(of, _)| *of as usize == group);
                let mut own: Vec<f64> = of_group.map(|(_, value)| f64::from(*value)).collect();
                prop_assert_eq!(measured.median, median_of(&mut own));
            }
        }
    }
}
