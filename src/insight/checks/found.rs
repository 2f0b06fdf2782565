//! Collects what checks find, by file.

use super::{CheckId, Evidence};
use crate::model::{Origin, SortedMap};
use crate::scorecard::Check;

/// Examples that are kept of a check in one file.
const EXAMPLES: usize = 5;

/// What was found so far.
#[derive(Debug)]
pub(super) struct Found {
    names: Vec<String>,
    /// By check and file; none is the load as a whole.
    counts: SortedMap<(CheckId, Option<u32>), (u64, Vec<String>)>,
}

impl Found {
    pub(super) fn new(evidence: &Evidence<'_>) -> Self {
        Self { names: evidence.files.iter().map(|file| file.name.clone()).collect(), counts: SortedMap::new() }
    }

    /// Something about a file, or about the load as a whole; nothing if the count is 0.
    pub(super) fn add(&mut self, id: CheckId, file: Option<u32>, count: u64, examples: impl IntoIterator<Item = String>) {
        if count == 0 {
            return;
        }
        let (counted, kept) = self.counts.entry((id, file)).or_default();
        *counted += count;
        for example in examples {
            if kept.len() < EXAMPLES && !kept.contains(&example) {
                kept.push(example);
            }
        }
    }

    /// Examples for every file of a check that was found.
    pub(super) fn illustrate(&mut self, id: CheckId, examples: &[String]) {
        for ((found, _), (_, kept)) in &mut self.counts {
            if *found == id && kept.is_empty() {
                kept.extend(examples.iter().take(EXAMPLES).cloned());
            }
        }
    }

    /// Rows, each counted with its file.
    pub(super) fn add_rows(&mut self, id: CheckId, rows: impl IntoIterator<Item = Origin>) {
        let mut by_file: SortedMap<u32, u64> = SortedMap::new();
        for origin in rows {
            *by_file.entry(origin.file).or_default() += 1;
        }
        for (file, count) in by_file {
            self.add(id, Some(file), count, []);
        }
    }

    /// As the scorecard lists it.
    pub(super) fn into_checks(self) -> Vec<Check> {
        let name = |file: Option<u32>| file.and_then(|file| self.names.get(file as usize)).cloned();
        let listed = self.counts.iter().map(|((id, file), (count, examples))| Check {
            check: id.word().to_owned(),
            file: name(*file),
            count: *count,
            examples: examples.clone(),
        });
        listed.collect()
    }
}
