//! How often each pair of a group and a cell occurs.

use rustc_hash::FxHashMap;

use super::partition::NO_GROUP;

/// Up to so many pairs are counted in a table; more, of which most never occur, in a map.
const TABLE_CELLS: usize = 1 << 22;

/// Counts by group and cell.
pub enum Counts {
    /// Row by row, one row a group.
    Table {
        /// Cells of a row.
        width: usize,
        /// All rows.
        counts: Vec<u32>,
    },
    /// Only pairs that occur.
    Map(FxHashMap<(u32, u32), u64>),
}

impl Counts {
    /// Room for groups of so many cells.
    pub fn new(groups: usize, cells: usize) -> Self {
        match groups.checked_mul(cells) {
            Some(size) if size <= TABLE_CELLS => Self::Table { width: cells, counts: vec![0; size] },
            _ => Self::Map(FxHashMap::default()),
        }
    }

    /// Room for groups of so many cells; none if a table of them would be too large.
    pub fn table(groups: usize, cells: usize) -> Option<Self> {
        Some(Self::new(groups, cells)).filter(|counts| matches!(counts, Self::Table { .. }))
    }

    /// Counts rows, each with its group and its cell; rows of a group that there is not count nowhere.
    pub fn add(&mut self, groups: &[u32], cells: &[u32]) {
        match self {
            Self::Table { width, counts } => {
                let row = |group: u32| (group as usize).checked_mul(*width);
                if let Some(group) = only_one(groups) {
                    let row = row(group).and_then(|row| counts.get_mut(row..row + *width)).unwrap_or_default();
                    for cell in cells {
                        if let Some(count) = row.get_mut(*cell as usize) {
                            *count += 1;
                        }
                    }
                    return;
                }
                for (group, cell) in groups.iter().zip(cells) {
                    if let Some(count) = row(*group).and_then(|row| counts.get_mut(row + *cell as usize)) {
                        *count += 1;
                    }
                }
            }
            Self::Map(counts) => {
                for (group, cell) in groups.iter().zip(cells).filter(|(group, _)| **group != NO_GROUP) {
                    *counts.entry((*group, *cell)).or_default() += 1;
                }
            }
        }
    }

    /// Room for pairs that each stand for many.
    pub fn of_many() -> Self {
        Self::Map(FxHashMap::default())
    }

    /// Counts rows that stand for so many each.
    pub fn add_times(&mut self, groups: &[u32], cells: &[u32], times: impl Iterator<Item = u64>) {
        let Self::Map(counts) = self else { return };
        let rows = groups.iter().zip(cells).zip(times).filter(|((group, _), times)| **group != NO_GROUP && *times > 0);
        for ((group, cell), times) in rows {
            let count = counts.entry((*group, *cell)).or_default();
            *count = count.saturating_add(times);
        }
    }

    /// Every pair that occurs, by group and cell.
    pub fn for_each(&self, mut each: impl FnMut(u32, u32, u64)) {
        match self {
            Self::Table { width, counts } => {
                for (group, row) in (0..).zip(counts.chunks_exact((*width).max(1))) {
                    for (cell, count) in (0..).zip(row).filter(|(_, count)| **count > 0) {
                        each(group, cell, u64::from(*count));
                    }
                }
            }
            Self::Map(counts) => {
                let mut pairs: Vec<(&(u32, u32), &u64)> = counts.iter().collect();
                pairs.sort_unstable();
                for ((group, cell), count) in pairs {
                    each(*group, *cell, *count);
                }
            }
        }
    }
}

/// The group that all rows are of, if it is one: so it is of most blocks of a week and of all of everything.
fn only_one(groups: &[u32]) -> Option<u32> {
    let (first, last) = (groups.first()?, groups.last()?);
    let differ = || groups.iter().fold(0, |differ, group| differ | (group ^ first));
    (first == last && differ() == 0).then_some(*first)
}
