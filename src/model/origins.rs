//! Where the rows of a table were read. Rows that follow one another in a file cost nothing.

use super::Origin;

/// The origin of each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins {
    rows: usize,
    /// In order; each holds until the next one.
    runs: Vec<Run>,
}

/// Rows on lines that follow one another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    row: u32,
    origin: Origin,
}

impl Origins {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds a row.
    pub fn push(&mut self, origin: Origin) {
        // Four billion rows do not fit the memory of any tab.
        let row = u32::try_from(self.rows).unwrap_or(u32::MAX);
        let follows = self.runs.last().is_some_and(|run| run.at(row) == origin);
        if !follows {
            self.runs.push(Run { row, origin });
        }
        self.rows += 1;
    }

    /// Where a row was read.
    pub fn get(&self, row: usize) -> Option<Origin> {
        if row >= self.rows {
            return None;
        }
        let row = u32::try_from(row).ok()?;
        let after = self.runs.partition_point(|run| run.row <= row);
        Some(self.runs.get(after.checked_sub(1)?)?.at(row))
    }

    /// Adds the rows of another under a file's number, so many lines further down.
    pub fn append(&mut self, other: &Self, file: u32, lines: u32) {
        let before = u32::try_from(self.rows).unwrap_or(u32::MAX);
        for run in &other.runs {
            let origin = Origin { file, line: run.origin.line.saturating_add(lines) };
            let row = run.row.saturating_add(before);
            if self.runs.last().is_none_or(|last| last.at(row) != origin) {
                self.runs.push(Run { row, origin });
            }
        }
        self.rows += other.rows;
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.runs.capacity() * size_of::<Run>()
    }

    /// Row, file and line of each run.
    pub(super) fn runs(&self) -> impl Iterator<Item = [u32; 3]> + '_ {
        self.runs.iter().map(|run| [run.row, run.origin.file, run.origin.line])
    }

    pub(super) fn from_runs(rows: usize, runs: impl Iterator<Item = [u32; 3]>) -> Self {
        Self { rows, runs: runs.map(|[row, file, line]| Run { row, origin: Origin { file, line } }).collect() }
    }
}

impl Run {
    fn at(self, row: u32) -> Origin {
        Origin { line: self.origin.line.saturating_add(row - self.row), ..self.origin }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Origin, Origins};

    proptest! {
        #[test]
        fn origins_come_back(lines in proptest::collection::vec((0_u32..3, 1_u32..6), 0..30), split in 0_usize..30) {
            let origins: Vec<Origin> = lines.iter().map(|(file, line)| Origin { file: *file, line: *line }).collect();
            let mut all = Origins::default();
            origins.iter().for_each(|origin| all.push(*origin));
            prop_assert_eq!((0..=origins.len()).map(|row| all.get(row)).collect::<Vec<_>>(),
                origins.iter().copied().map(Some).chain([None]).collect::<Vec<_>>());

            let (before, after) = origins.split_at(split.min(origins.len()));
            let [mut joined, mut rest] = [Origins::default(), Origins::default()];
            before.iter().for_each(|origin| joined.push(Origin { file: 7, ..*origin }));
            after.iter().for_each(|origin| rest.push(*origin));
            joined.append(&rest, 7, 2);
            for (row, origin) in origins.iter().enumerate() {
                let line = if row < before.len() { origin.line } else { origin.line + 2 };
                prop_assert_eq!(joined.get(row), Some(Origin { file: 7, line }));
            }
        }
    }
}
