//! Small groups are hidden, and with them as many others as it takes that no sum brings them back (METRICS section 2,
//! `suppress_below`).
//!
//! A group is what a number was counted over: the denominator of a rate, the rows of a median. Totals are shown, so a hidden
//! group alone in its column would be the total less what is seen; it takes another one with it, the smallest there is.
//! Columns that count much the same rows are hidden together: what one leaves out, another must not give away.

use crate::metrics::statistics::Share;

/// One number over the rows of a table (an intent, a week).
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    /// What is counted over each row, and how many of those count; of what is no rate, none do.
    pub cells: Vec<Share>,
    /// What is counted over each row at most, where another number tells; empty for nothing.
    pub caps: Vec<Option<u64>>,
    /// The same of all rows together that have no cap of their own.
    pub rest_cap: Option<u64>,
    /// Whether the sum of all rows would give something away: then at least one of them stays hidden.
    pub has_secret_sum: bool,
    /// Whether no row shows it, so that it hides none: only its total is known, and which rows have any of it.
    pub is_unseen: bool,
}

impl Column {
    /// Whether each small one of the hidden groups, of so many rows together, could still be of `below` sizes.
    fn is_wide(&self, mask: &[bool], rest: u64, below: u64) -> bool {
        let own_cap = |row: usize| self.caps.get(row).copied().flatten();
        let together = self.rest_cap.map_or(rest, |cap| cap.min(rest));
        let most = |row: usize| own_cap(row).map_or(together, |cap| cap.min(rest));
        let capped: u64 = self.groups(mask, true).filter_map(|(row, _)| own_cap(row)).map(|cap| cap.min(rest)).sum();
        let uncapped = self.groups(mask, true).filter(|(row, _)| own_cap(*row).is_none()).count();
        let others = |row: usize| match own_cap(row) {
            Some(cap) => capped - cap.min(rest) + if uncapped > 0 { together } else { 0 },
            None => capped + if uncapped > 1 { together } else { 0 },
        };
        let sizes = |row: usize| most(row) + 1 - rest.saturating_sub(others(row)).min(most(row));
        self.groups(mask, true).all(|(row, share)| !is_small(share.n, below) || sizes(row) >= below)
    }

    /// Whether the hidden groups cannot be told from the total of the column, which is known.
    fn is_safe(&self, mask: &[bool], below: u64) -> bool {
        let hidden = self.groups(mask, true).count();
        if hidden == 0 {
            return !self.has_secret_sum || self.cells.iter().all(|share| share.n == 0);
        }
        let rest = sum(self.groups(mask, true).map(|(_, share)| share));
        is_safe_sum(rest, hidden, sum(self.cells.iter().copied()), below) && self.is_wide(mask, rest.n, below)
    }

    fn of(&self, row: usize) -> Share {
        self.cells.get(row).copied().unwrap_or(NOTHING)
    }

    /// The rows with a group, those that are hidden or those that are seen.
    fn groups<'a>(&'a self, mask: &'a [bool], hidden: bool) -> impl Iterator<Item = (usize, Share)> + 'a {
        let rows = self.cells.iter().copied().zip(mask.iter().copied()).enumerate();
        rows.filter(move |(_, (share, is_hidden))| share.n > 0 && *is_hidden == hidden).map(|(row, (share, _))| (row, share))
    }
}

const NOTHING: Share = Share { k: 0, n: 0 };

/// Whether a group may not be seen.
pub(super) fn is_small(n: u64, below: u64) -> bool {
    n > 0 && n < below
}

/// The sum of some groups.
pub(super) fn sum(groups: impl Iterator<Item = Share>) -> Share {
    groups.fold(NOTHING, |sum, share| Share { k: sum.k + share.k, n: sum.n + share.n })
}

/// Whether so many hidden groups cannot be told from their sum, which is known: there are several, each could be of `below`
/// sizes at least, and it is open which of them those that count are in, unless the `total` of the table says so of all rows.
pub(super) fn is_safe_sum(rest: Share, groups: usize, total: Share, below: u64) -> bool {
    let is_open = |share: Share| share.k > 0 && share.k < share.n;
    groups > 1 && rest.n >= below + groups as u64 - 1 && (is_open(rest) || !is_open(total))
}

/// The rows to hide in all of these columns, beside those that are hidden anyway.
///
/// In every column with a hidden group the hidden ones are then a safe sum, unless it has no more groups: then every row is
/// hidden, also those without a group.
pub(super) fn hidden_rows(columns: &[Column], below: u64, hidden: &[bool]) -> Vec<bool> {
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or_default();
    let has_small = |row: usize| columns.iter().any(|column| !column.is_unseen && is_small(column.of(row).n, below));
    let mut mask: Vec<bool> = (0..rows).map(|row| hidden.get(row).copied().unwrap_or_default() || has_small(row)).collect();
    loop {
        let open = columns.iter().find_map(|column| one_more(column, below, &mask));
        let Some(slot) = open.and_then(|row| mask.get_mut(row)) else { break };
        *slot = true;
    }
    // What is left of a column has no more groups to be lost among: then no row says anything.
    if columns.iter().any(|column| !column.is_safe(&mask, below)) {
        mask.fill(true);
    }
    mask
}

/// The row to hide so that a column's hidden groups cannot be told from its total; none if they cannot, or all are hidden.
fn one_more(column: &Column, below: u64, mask: &[bool]) -> Option<usize> {
    if column.is_safe(mask, below) {
        return None;
    }
    column.groups(mask, false).min_by_key(|(row, share)| (share.n, *row)).map(|(row, _)| row)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Groups of which half count.
    fn column(groups: &[u64]) -> Column {
        Column { cells: groups.iter().map(|n| Share { k: n / 2, n: *n }).collect(), ..Column::default() }
    }

    #[test]
    fn a_small_group_takes_the_smallest_other_one_with_it() {
        // 3 of 153 would be 153 - 100 - 50.
        assert_eq!(hidden_rows(&[column(&[100, 3, 50])], 5, &[]), [false, true, true]);
        // Two small ones of 6 rows could be 1 to 5 each; two of 3 rows could only be 1 and 2, of 5 rows 1 to 4.
        assert_eq!(hidden_rows(&[column(&[100, 2, 4])], 5, &[]), [false, true, true]);
        assert_eq!(hidden_rows(&[column(&[100, 2, 1, 60])], 5, &[]), [false, true, true, true]);
        assert_eq!(hidden_rows(&[column(&[100, 2, 3, 60])], 5, &[]), [false, true, true, true]);
        // Five groups of six rows, one hidden after the other.
        assert_eq!(hidden_rows(&[column(&[1, 0, 1, 1, 3])], 5, &[]), [true; 5]);
        // Nothing is hidden of nothing.
        assert_eq!(hidden_rows(&[column(&[100, 0, 50])], 5, &[]), [false; 3]);
    }

    #[test]
    fn groups_of_which_all_or_none_count_take_one_more_with_them() {
        let of = |shares: [(u64, u64); 4]| {
            let cells = shares.into_iter().map(|(k, n)| Share { k, n }).collect();
            hidden_rows(&[Column { cells, ..Column::default() }], 5, &[])
        };
        // Of 3 and 8 chats nobody was handed over: 0 of 11 would say so of the three.
        assert_eq!(of([(40, 100), (0, 3), (0, 8), (2, 30)]), [false, true, true, true]);
        assert_eq!(of([(40, 100), (3, 3), (8, 8), (2, 30)]), [false, true, true, true]);
        // Where nobody is handed over at all, the total says so of everybody.
        assert_eq!(of([(0, 100), (0, 3), (0, 8), (0, 30)]), [false, true, true, false]);
    }

    #[test]
    fn groups_that_nearly_everybody_is_in_take_one_more_with_them() {
        // 4 of 6 and 8 of 9 chats answered, and so did 12 of these 15: the first can only be 3 to 6.
        let of = |caps: &[Option<u64>]| hidden_rows(&[Column { caps: caps.to_vec(), ..column(&[100, 4, 8, 30]) }], 5, &[]);
        assert_eq!(of(&[Some(120), Some(6), Some(9), Some(70)]), [false, true, true, true]);
        // Of 40 chats the second could have any of the 12.
        assert_eq!(of(&[Some(120), Some(6), Some(40), Some(70)]), [false, true, true, false]);
    }

    #[test]
    fn a_sum_that_gives_something_away_is_kept_open() {
        let secret = Column { has_secret_sum: true, ..column(&[100, 40, 60]) };
        assert_eq!(hidden_rows(&[secret], 5, &[]), [false, true, true]);
    }

    #[test]
    fn a_row_is_hidden_in_every_column_or_in_none() {
        // The second column counts the same chats where they are eligible: the third row alone would give the first away.
        let (handled, eligible) = (column(&[3, 40, 9]), column(&[3, 40, 0]));
        assert_eq!(hidden_rows(&[handled, eligible], 5, &[]), [true, true, true]);
    }

    #[test]
    fn a_table_of_one_small_group_is_hidden_whole() {
        assert_eq!(hidden_rows(&[column(&[3])], 5, &[]), [true]);
    }

    proptest! {
        #[test]
        fn the_rest_of_a_total_is_never_one_group_nor_a_small_number(
            rows in prop::collection::vec([0..30_u64, 0..30_u64, 0..30_u64], 0..12), below in 2..12_u64,
        ) {
            let columns: Vec<Column> = (0..3).map(|at| column(&rows.iter().map(|row| row[at]).collect::<Vec<u64>>())).collect();
            let mask = hidden_rows(&columns, below, &[]);
            for column in &columns {
                let rest = sum(column.groups(&mask, true).map(|(_, share)| share));
                let hidden = column.groups(&mask, true).count();
                let has_small = column.cells.iter().any(|share| is_small(share.n, below));
                let all = mask.iter().all(|hidden| *hidden);
                prop_assert!(!has_small || all || (hidden > 1 && rest.n >= below && rest.n > hidden as u64));
                prop_assert!(column.cells.iter().zip(&mask).all(|(share, hidden)| *hidden || !is_small(share.n, below)));
            }
        }
    }
}
