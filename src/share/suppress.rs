//! Small groups are hidden, and with them as many others as it takes that no sum brings them back (METRICS section 2,
//! `suppress_below`).
//!
//! A group is what a number was counted over: the denominator of a rate, the rows of a median. Totals are shown, so a hidden
//! group alone in its column would be the total less what is seen; it takes another one with it, the smallest there is.
//! Columns that count much the same rows are hidden together: what one leaves out, another must not give away.

/// What is counted over each row of a table (an intent, a week), for one number.
pub(super) type Column = Vec<u64>;

/// Whether a group may not be seen.
pub(super) fn is_small(n: u64, below: u64) -> bool {
    n > 0 && n < below
}

/// The rows to hide in all of these columns, beside those that are hidden anyway.
///
/// In every column with a hidden group there are then at least two, of at least `below` rows and more than one each, unless it
/// has no more groups: then every row is hidden, also those without a group.
pub(super) fn hidden_rows(columns: &[Column], below: u64, hidden: &[bool]) -> Vec<bool> {
    let rows = columns.iter().map(Vec::len).max().unwrap_or_default();
    let of = |column: &Column, row: usize| column.get(row).copied().unwrap_or_default();
    let mut mask: Vec<bool> = (0..rows)
        .map(|row| hidden.get(row).copied().unwrap_or_default() || columns.iter().any(|column| is_small(of(column, row), below)))
        .collect();
    loop {
        let open = columns.iter().find_map(|column| one_more(column, below, &mask));
        let Some(slot) = open.and_then(|row| mask.get_mut(row)) else { break };
        *slot = true;
    }
    // Which rows have a group would tell how many share a total that is known.
    let is_used_up = |column: &Column| {
        let mut groups = column.iter().zip(&mask).filter(|(n, _)| **n > 0).peekable();
        groups.peek().is_some() && groups.all(|(_, hidden)| *hidden)
    };
    if columns.iter().any(is_used_up) {
        mask.fill(true);
    }
    mask
}

/// The row to hide so that a column's hidden groups cannot be told from its total; none if they cannot, or all are hidden.
fn one_more(column: &Column, below: u64, mask: &[bool]) -> Option<usize> {
    let rows = || column.iter().copied().zip(mask.iter().copied()).enumerate().filter(|(_, (n, _))| *n > 0);
    let hidden: Vec<u64> = rows().filter(|(_, (_, hidden))| *hidden).map(|(_, (n, _))| n).collect();
    // As many rows as groups are one each.
    let least = below.max(hidden.len() as u64 + 1);
    let is_safe = hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= least);
    if is_safe {
        return None;
    }
    rows().filter(|(_, (_, hidden))| !hidden).min_by_key(|(row, (n, _))| (*n, *row)).map(|(row, _)| row)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_group_takes_the_smallest_other_one_with_it() {
        // 3 of 153 would be 153 - 100 - 50.
        assert_eq!(hidden_rows(&[vec![100, 3, 50]], 5, &[]), [false, true, true]);
        // Two small ones of 6 rows hide each other; two of 3 rows could only be 1 and 2.
        assert_eq!(hidden_rows(&[vec![100, 2, 4]], 5, &[]), [false, true, true]);
        assert_eq!(hidden_rows(&[vec![100, 2, 1, 60]], 5, &[]), [false, true, true, true]);
        // Five groups of six rows, one hidden after the other.
        assert_eq!(hidden_rows(&[vec![1, 0, 1, 1, 3]], 5, &[]), [true; 5]);
        // Nothing is hidden of nothing.
        assert_eq!(hidden_rows(&[vec![100, 0, 50]], 5, &[]), [false; 3]);
    }

    #[test]
    fn a_row_is_hidden_in_every_column_or_in_none() {
        // The second column counts the same chats where they are eligible: the third row alone would give the first away.
        let (handled, eligible) = (vec![3, 40, 9], vec![3, 40, 0]);
        assert_eq!(hidden_rows(&[handled, eligible], 5, &[]), [true, true, true]);
    }

    #[test]
    fn a_table_of_one_small_group_is_hidden_whole() {
        assert_eq!(hidden_rows(&[vec![3]], 5, &[]), [true]);
    }

    proptest! {
        #[test]
        fn the_rest_of_a_total_is_never_one_group_nor_a_small_number(
            rows in prop::collection::vec([0..30_u64, 0..30_u64, 0..30_u64], 0..12), below in 2..12_u64,
        ) {
            let columns: Vec<Column> = (0..3).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
            let mask = hidden_rows(&columns, below, &[]);
            for column in &columns {
                let total: u64 = column.iter().sum();
                let seen: u64 = column.iter().zip(&mask).filter(|(_, hidden)| !**hidden).map(|(n, _)| n).sum();
                let hidden = column.iter().zip(&mask).filter(|(n, hidden)| **hidden && **n > 0).count();
                let has_small = column.iter().any(|n| is_small(*n, below));
                let all = mask.iter().all(|hidden| *hidden);
                prop_assert!(!has_small || all || (hidden > 1 && total - seen >= below && total - seen > hidden as u64));
                prop_assert!(column.iter().zip(&mask).all(|(n, hidden)| *hidden || !is_small(*n, below)));
            }
        }
    }
}
