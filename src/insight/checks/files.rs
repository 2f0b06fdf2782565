//! Files: names that were not used, copies, dates of two files over each other, cells that could not be read.

use super::found::Found;
use super::{CheckId, Evidence};
use crate::facts::suppressed::differing;
use crate::model::order::distinct;
use crate::model::{Cell as _, EventName, SortedMap};
use crate::rules::nearest;

/// The source of files that are in Botworth's own format.
const OURS: &str = "botworth";
/// Parts of a column's name that speak of an average.
const AVERAGE_WORDS: [&str; 7] = ["avg", "average", "mean", "平均", "moyen", "durchschnitt", "promedio"];
/// Columns in which GA4 counts sessions that it calls engaged: ten seconds on a page are enough for it.
const GA4_ENGAGED: [&str; 5] =
    ["engaged sessions", "engagement rate", "session engaged", "engaged session", "average engagement time"];

pub(super) fn check(evidence: &Evidence<'_>, found: &mut Found) {
    unknown_events(evidence, found);
    overlaps(evidence, found);
    folded(evidence, found);
    for (number, file) in (0..).zip(&evidence.files) {
        let number = Some(number);
        found.add(CheckId::DuplicateExport, number, file.rows_duplicate, []);
        let averages: Vec<String> = file.ignored_columns.iter().filter(|name| is_average(name)).cloned().collect();
        found.add(CheckId::AveragesInFile, number, averages.len() as u64, averages);
        let of_ga4 = file.ignored_columns.iter().filter(|name| is_ga4_engaged(name)).cloned().collect::<Vec<_>>();
        found.add(CheckId::Ga4Engagement, number, of_ga4.len() as u64, of_ga4);
        let kept_out = |code: &str| file.kept_out.get(code).copied().unwrap_or(0);
        found.add(CheckId::YearOutOfRange, number, kept_out("year_out_of_range"), []);
        found.add(CheckId::AmbiguousDates, number, kept_out("ambiguous_date"), []);
        found.add(CheckId::MixedZones, number, kept_out("another_zone") + u64::from(file.mixes_zones), []);
    }
}

fn spaced(name: &str) -> String {
    name.to_lowercase().replace(['_', '-'], " ")
}

fn is_average(name: &str) -> bool {
    let name = spaced(name);
    let mut words = name.split(' ');
    words.any(|word| AVERAGE_WORDS.iter().any(|average| word == *average || (!average.is_ascii() && word.contains(average))))
}

fn is_ga4_engaged(name: &str) -> bool {
    let name = spaced(name);
    GA4_ENGAGED.iter().any(|engaged| name.contains(engaged))
}

/// Events whose name METRICS does not know, with the name that was probably meant.
fn unknown_events(evidence: &Evidence<'_>, found: &mut Found) {
    let events = &evidence.tables.events;
    let mut names: SortedMap<(u32, &str), u64> = SortedMap::new();
    let others = (0..events.len()).map(|row| (row, events.other_event.get(row))).filter(|(_, name)| name.is_known());
    for (row, name) in others {
        let file = events.origin.get(row).unwrap_or_default().file;
        *names.entry((file, evidence.tables.dictionary.text(name))).or_default() += 1;
    }
    for ((file, name), count) in names {
        let meant = nearest(name, EventName::ALL.iter().map(|event| event.word()));
        // Other systems have events of their own, which are no mistake.
        let is_ours = evidence.files.get(file as usize).is_some_and(|file| file.source == OURS);
        if meant.is_none() && !is_ours {
            continue;
        }
        let example = meant.map_or_else(|| name.to_owned(), |meant| format!("{name} → {meant}"));
        found.add(CheckId::UnknownEvents, Some(file), count, [example]);
    }
}

/// Cubes whose small groups were folded, with every number that is not that of the rows.
fn folded(evidence: &Evidence<'_>, found: &mut Found) {
    let differing = differing(evidence.tables);
    for number in distinct(differing.iter().map(|told| told.file)) {
        let of_file = || differing.iter().filter(|told| told.file == number);
        let most = of_file().map(|told| told.folded).max().unwrap_or(0);
        let paths = distinct(of_file().map(|told| told.path));
        // All of them are told, so they are one example.
        found.add(CheckId::GroupsFolded, Some(number), most, [paths.join(", ")]);
    }
}

/// Two files of one kind over the same dates: rows without an id of their own may count twice.
fn overlaps(evidence: &Evidence<'_>, found: &mut Found) {
    for (number, file) in (0..).zip(&evidence.files) {
        let before = evidence.files.iter().take(number as usize);
        let is_alike = |other: &&super::FileEvidence| (&other.source, &other.shape) == (&file.source, &file.shape);
        for other in before.filter(is_alike) {
            let Some(((from, to), (first, last))) = file.dates.zip(other.dates) else { continue };
            let days = to.0.min(last.0) - from.0.max(first.0) + 1;
            found.add(CheckId::OverlappingDates, Some(number), u64::try_from(days).unwrap_or(0), [other.name.clone()]);
        }
    }
}
