//! Whether the same files give the numbers of a link.

use borsh::{BorshDeserialize, BorshSerialize};

use super::content::Shared;
use super::form::{SectionId, sections_of};
use crate::metrics::Field;
use crate::scorecard::{BoardId, ChangeId, FileFacts, Metric, MetricSet, Need};

/// A file of a link among those that were opened.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct FileMatch {
    /// What recognised it.
    pub source: String,
    /// The first 64 bits of its hash in hex.
    pub hash: String,
    /// Its name here; none if none of the open files has its content.
    pub name: Option<String>,
}

/// A number that is another one here.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Difference {
    /// The board.
    pub board: BoardId,
    /// The number.
    pub metric: ChangeId,
    /// First date of the week; none for the whole period.
    pub week: Option<String>,
    /// The value in the link.
    pub linked: Option<f64>,
    /// The value here.
    pub found: Option<f64>,
}

/// What came of counting again.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Verified {
    /// The files of the link.
    pub files: Vec<FileMatch>,
    /// Open files that are not in the link.
    pub others: u32,
    /// Numbers that were compared.
    pub compared: u32,
    /// Those that differ.
    pub differing: Vec<Difference>,
    /// Parts of the link that read otherwise here: tables, money, findings and all else beside those numbers.
    pub parts: Vec<SectionId>,
    /// Parts that the link names and does not hold whole.
    pub missing: Vec<SectionId>,
    /// Parts of the link that this version does not know.
    pub unknown: u32,
    /// Rules that neither the link holds whole nor anybody here says, so that numbers may differ rightly.
    pub withheld: Vec<String>,
    /// What the link is narrowed by without saying to which values: its numbers are of chats that nobody here can choose.
    pub untold: Vec<Field>,
    /// Version of the engine that made the link, where it is another than this one.
    pub other_engine: Option<String>,
}

impl Verified {
    /// Whether every number and every part of the link is the same here.
    pub fn agrees(&self) -> bool {
        let is_whole = self.missing.is_empty() && self.unknown == 0;
        self.compared > 0 && self.differing.is_empty() && self.parts.is_empty() && is_whole
    }

    /// Whether every file is there, no other one, and everything is the same.
    pub fn is_same(&self) -> bool {
        self.agrees() && self.others == 0 && self.files.iter().all(|file| file.name.is_some())
    }
}

/// Compares a link, of which some parts may be `missing`, with what is shared of the same files under its rules. `files` are the
/// open files with their whole hashes.
pub fn verify(linked: &Shared, missing: &[SectionId], found: &Shared, files: &[FileFacts]) -> Verified {
    let linked = &without_counts_left_out(linked);
    let name_of = |hash: &str| files.iter().find(|file| !hash.is_empty() && file.sha256.starts_with(hash)).map(|file| &file.name);
    let matches = linked.card.files.iter().map(|file| FileMatch {
        source: file.source.clone(),
        hash: file.sha256.clone(),
        name: name_of(&file.sha256).cloned(),
    });
    let is_in_link =
        |file: &&FileFacts| linked.card.files.iter().any(|own| !own.sha256.is_empty() && file.sha256.starts_with(&own.sha256));
    let known = files.iter().filter(is_in_link).count();
    let mut verified = Verified {
        files: matches.collect(),
        // A link whose list of files is cut off cannot say that a file is none of its own.
        others: if missing.contains(&SectionId::Files) { 0 } else { u32::try_from(files.len() - known).unwrap_or(u32::MAX) },
        parts: parts_that_differ(linked, found, missing),
        missing: missing.to_vec(),
        withheld: linked.withheld.clone(),
        untold: linked.filters.iter().filter(|filter| filter.values.is_none()).map(|filter| filter.field).collect(),
        other_engine: (linked.card.engine != found.card.engine).then(|| linked.card.engine.clone()),
        ..Verified::default()
    };
    for (id, board) in &linked.card.boards {
        let here = found.card.boards.get(id);
        compare(&mut verified, *id, None, &board.metrics, here.map(|board| &board.metrics));
        for week in &board.weekly {
            let same = here.and_then(|board| board.weekly.iter().find(|other| other.from == week.from));
            compare(&mut verified, *id, Some(&week.from), &week.metrics, same.map(|week| &week.metrics));
        }
    }
    verified
}

/// Parts of a link that would hold other bytes here. Who made the link, its rules and its files are told apart from its numbers.
fn parts_that_differ(linked: &Shared, found: &Shared, missing: &[SectionId]) -> Vec<SectionId> {
    let (own, here) = (sections_of(linked), sections_of(found));
    let is_counted =
        |id: &SectionId| !matches!(id, SectionId::Head | SectionId::Rules | SectionId::Files) && !missing.contains(id);
    let differs = |id: &SectionId| own.get(&id.number()) != here.get(&id.number());
    SectionId::ALL.iter().copied().filter(is_counted).filter(differs).collect()
}

/// Links used to say over how many rows a number is that they leave out.
fn without_counts_left_out(linked: &Shared) -> Shared {
    let mut linked = linked.clone();
    let metrics = linked.card.boards.values_mut().flat_map(|board| board.metrics.values_mut());
    metrics.filter(|metric| metric.needs.contains(&Need::NotShared)).for_each(|metric| metric.n = 0);
    linked
}

fn compare(verified: &mut Verified, board: BoardId, week: Option<&str>, linked: &MetricSet, found: Option<&MetricSet>) {
    for id in ChangeId::ALL {
        let Some(metric) = id.of(linked) else { continue };
        let here = found.and_then(|found| id.of(found));
        let numbers = |metric: &Metric| (metric.value, metric.numerator, metric.denominator, metric.n);
        let differs = here.map(numbers) != Some(numbers(metric));
        verified.compared += u32::from(metric.value.is_some() || differs);
        if differs {
            let week = week.map(str::to_owned);
            let found = here.and_then(|metric| metric.value);
            verified.differing.push(Difference { board, metric: *id, week, linked: metric.value, found });
        }
    }
}
