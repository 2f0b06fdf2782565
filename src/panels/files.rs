//! Files of the tab: how far each is read, and what became of it.

use super::change::Tone;
use super::excess::excess_words;
use super::failure::failure_words;
use crate::format::{Language, bytes, count, fixed};
use crate::protocol::{CubeFault, FileError, FileReport};
use crate::scorecard::FileFacts;
use crate::text::Text;

/// A file of the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Its number.
    pub file: u32,
    /// Name without folders.
    pub name: String,
    /// Bytes; 0 if it is made and not read.
    pub size: u64,
    /// How far it is.
    pub state: FileState,
}

impl FileEntry {
    /// Whether it is still to be read, or what is in it to be unpacked.
    pub fn is_unread(&self) -> bool {
        matches!(self.state, FileState::Waiting | FileState::Reading { .. })
    }
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Not begun.
    Waiting,
    /// Being read.
    Reading {
        /// Bytes read.
        bytes: u64,
        /// Rows read.
        rows: u64,
    },
    /// Read.
    Opened(FileReport),
    /// Not used.
    Refused(FileError),
}

/// A row of the file table.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRow {
    /// Name.
    pub name: String,
    /// Kind and size.
    pub kind: String,
    /// One word on the state.
    pub state: String,
    /// How it reads.
    pub tone: Tone,
    /// What was kept out or went wrong.
    pub note: String,
    /// Names of columns that the note has no room for, and before them how many they are; none where it tells all.
    pub more: Option<[String; 2]>,
    /// Kept and kept-out parts of a bar, 0..1 each; while reading, the part read.
    pub parts: (f64, f64),
    /// Rows read, kept, kept out, duplicate, and of the kept ones those of tests; empty before the end.
    pub rows: [String; 5],
}

/// Per cent of a file that is read, 0..=100.
pub fn progress_percent(entry: &FileEntry) -> f64 {
    match &entry.state {
        FileState::Reading { bytes, .. } if entry.size > 0 => (*bytes as f64 / entry.size as f64 * 100.0).min(100.0),
        FileState::Waiting | FileState::Reading { .. } => 0.0,
        FileState::Opened(_) | FileState::Refused(_) => 100.0,
    }
}

/// Quarter of all bytes that are read, 0..=4: announced when it changes, and not at every tick.
pub fn announced_quarter(entries: &[FileEntry]) -> u32 {
    let size: f64 = entries.iter().map(|entry| entry.size.max(1) as f64).sum();
    let read: f64 = entries.iter().map(|entry| entry.size.max(1) as f64 * progress_percent(entry) / 100.0).sum();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=4")]
    let quarter = if size > 0.0 { (read / size * 4.0 + 1e-9).floor() as u32 } else { 0 };
    quarter.min(4)
}

/// Brings what was said of each file while it was read in line with the scorecard: which rows other files repeat is known
/// only when all are there.
pub fn settle(entries: &mut [FileEntry], files: &[FileFacts], test_rows: &[u64]) {
    let tested = test_rows.iter().copied().chain(std::iter::repeat(0));
    let mut open: Vec<(&FileFacts, u64)> = files.iter().zip(tested).collect();
    for entry in entries {
        let FileState::Opened(report) = &mut entry.state else { continue };
        let same = |(facts, _): &(&FileFacts, u64)| facts.name == report.name && facts.rows_read == report.rows_read;
        let Some(at) = open.iter().position(same) else { continue };
        let (facts, tested) = open.swap_remove(at);
        report.rows_test = tested;
        (report.rows_kept, report.rows_rejected, report.rows_duplicate) =
            (facts.rows_kept, facts.rows_rejected, facts.rows_duplicate);
    }
}

/// Kinds of files that have no rows.
const RULES: &str = "rules";
const SCORECARD: &str = "scorecard";
const WORKSPACE: &str = "workspace";
const MAPPING: &str = "mapping";

/// Whether a file has rows, whose reading can be looked at.
pub fn has_rows(entry: &FileEntry) -> bool {
    matches!(&entry.state, FileState::Opened(report) if ![RULES, MAPPING, SCORECARD, WORKSPACE].contains(&report.kind.as_str()))
}

/// Whether a workspace is open.
pub fn has_workspace(files: &[FileEntry]) -> bool {
    files.iter().any(|entry| matches!(&entry.state, FileState::Opened(report) if report.kind == WORKSPACE))
}

/// Whether what is open says how to count and holds no row yet: nothing, or a workspace and rules.
pub fn is_ready_for_rows(files: &[FileEntry]) -> bool {
    files.iter().all(|entry| matches!(entry.state, FileState::Opened(_)) && !has_rows(entry))
}

fn error_words(error: &FileError, text: &Text) -> String {
    let words = &text.file;
    match error {
        FileError::Unknown { seen } if seen.is_empty() => words.unknown.to_owned(),
        FileError::Unknown { seen } => [words.unknown, " ", &words.unknown_seen.with([seen])].concat(),
        FileError::Packed => words.packed.to_owned(),
        FileError::Empty => words.empty.to_owned(),
        FileError::Broken { line, reason } => {
            let said = failure_words(reason, text);
            if *line == 0 || said != *reason { said } else { words.broken.with([&count(*line as f64), reason]) }
        }
        FileError::TooLong { mebibytes } => words.too_long.with([&count(*mebibytes as f64)]),
        FileError::TooNew => words.too_new.to_owned(),
        FileError::Rules { reasons } => words.rules_wrong.with([&reasons.join("; ")]),
        FileError::Mapping { reasons } => words.mapping_wrong.with([&reasons.join("; ")]),
        FileError::Truncated { line, rows } => words.truncated.with([&count(*line as f64), &count(*rows as f64)]),
        FileError::Damaged { reason } => words.damaged.with([reason]),
        FileError::Locked => words.locked.to_owned(),
        FileError::Method => words.method.to_owned(),
        FileError::TooMuch { line, excess } => excess_words(*line, excess, text),
        FileError::Cube(CubeFault::Form) => words.cube_form.to_owned(),
        FileError::Cube(CubeFault::BesideRows) => words.cube_beside_rows.to_owned(),
        FileError::Cube(CubeFault::OtherRules) => words.cube_other_rules.to_owned(),
    }
}

/// Columns that are named at once: an export may have dozens that nothing is made of.
const COLUMNS_NAMED: usize = 6;

/// The columns that were not used: those that are named at once, and how many more there are with their names.
fn unused(columns: &[String], text: &Text) -> (String, Option<[String; 2]>) {
    // One more is named rather than counted.
    let named = if columns.len() > COLUMNS_NAMED + 1 { COLUMNS_NAMED } else { columns.len() };
    let (first, rest) = columns.split_at(named);
    let more = (!rest.is_empty()).then(|| [text.file.ignored_more.with([&count(rest.len() as f64)]), rest.join(", ")]);
    (text.file.ignored.with([&first.join(", ")]), more)
}

fn report_words(report: &FileReport, text: &Text) -> (String, Option<[String; 2]>) {
    let words = &text.file;
    let mut more = None;
    let mut notes = Vec::new();
    if report.kind == WORKSPACE {
        notes.push(words.is_workspace.to_owned());
    }
    if report.kind == SCORECARD {
        notes.push(words.is_scorecard.to_owned());
    }
    if report.kind == RULES {
        notes.push(words.is_rules.to_owned());
    }
    if report.kind == MAPPING {
        notes.push(words.is_mapping.to_owned());
    }
    if let Some(of) = &report.twin_of {
        return (words.twin.with([of]), None);
    }
    if report.rows_rejected > 0 {
        notes.push(words.rejected.with([&count(report.rows_rejected as f64)]));
    }
    if report.rows_duplicate > 0 {
        notes.push(words.duplicate.with([&count(report.rows_duplicate as f64)]));
    }
    if notes.is_empty() {
        notes.push(words.every_row.to_owned());
    }
    if !report.ignored_columns.is_empty() {
        let (named, rest) = unused(&report.ignored_columns, text);
        notes.push(named);
        more = rest;
    }
    let between = match text.language {
        Language::En => " · ",
        Language::Ja => "・",
    };
    (notes.join(between), more)
}

/// A file as the table shows it.
pub fn file_row(entry: &FileEntry, text: &Text) -> FileRow {
    let size = if entry.size > 0 { bytes(entry.size) } else { String::new() };
    let mut row = FileRow {
        name: entry.name.clone(),
        kind: size.clone(),
        state: text.progress.waiting.to_owned(),
        tone: Tone::Noise,
        note: String::new(),
        more: None,
        parts: (0.0, 0.0),
        rows: Default::default(),
    };
    match &entry.state {
        FileState::Waiting => {}
        FileState::Reading { rows, .. } => {
            let percent = progress_percent(entry);
            row.state = text.progress.reading.with([&fixed(percent.floor(), 0)]);
            row.tone = Tone::Info;
            row.note = text.progress.rows.with([&count(*rows as f64)]);
            row.parts = (percent / 100.0, 0.0);
        }
        FileState::Opened(report) => {
            text.file.ready.clone_into(&mut row.state);
            row.tone = Tone::Good;
            (row.note, row.more) = report_words(report, text);
            row.kind = if size.is_empty() { report.kind.clone() } else { text.data.kind.with([&report.kind, &size]) };
            if !has_rows(entry) {
                return row;
            }
            let read = report.rows_read.max(1) as f64;
            row.parts = (report.rows_kept as f64 / read, (report.rows_rejected + report.rows_duplicate) as f64 / read);
            row.rows = [report.rows_read, report.rows_kept, report.rows_rejected, report.rows_duplicate, report.rows_test]
                .map(|rows| count(rows as f64));
        }
        FileState::Refused(error) => {
            text.file.refused.clone_into(&mut row.state);
            row.tone = Tone::Bad;
            row.note = error_words(error, text);
            row.parts = (0.0, 1.0);
        }
    }
    row
}

/// `1 file`, `2 files`.
pub fn files_words(text: &Text, files: usize) -> String {
    if files == 1 { text.data.one_file.to_owned() } else { text.data.total.with([&count(files as f64)]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Language::{En, Ja};
    use crate::text::text;

    #[test]
    fn one_file_is_not_many() {
        let said = |language, files| files_words(crate::text::text(language), files);
        assert_eq!([said(En, 1), said(En, 2), said(Ja, 1)], ["1 file", "2 files", "1ファイル"]);
    }

    fn entry(size: u64, state: FileState) -> FileEntry {
        FileEntry { file: 0, name: "chats.csv".to_owned(), size, state }
    }

    #[test]
    fn a_file_says_how_far_it_is() {
        let reading = entry(2_000_000, FileState::Reading { bytes: 1_420_000, rows: 29_778 });
        let row = file_row(&reading, text(Language::En));
        assert_eq!((row.state.as_str(), row.note.as_str()), ("reading, 71\u{202f}%", "29,778 rows"));
        assert!((row.parts.0 - 0.71).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_dropped_in_silence() {
        let report = FileReport {
            name: "chats.csv".to_owned(),
            kind: "conversations".to_owned(),
            reason: String::new(),
            rows_read: 100,
            rows_kept: 90,
            rows_rejected: 7,
            rows_duplicate: 3,
            rows_test: 0,
            twin_of: None,
            ignored_columns: vec!["mood".to_owned()],
        };
        let row = file_row(&entry(10, FileState::Opened(report)), text(Language::Ja));
        assert_eq!(row.note, "除外 7・重複 3・使わなかった列：mood");
        assert_eq!(row.rows, ["100", "90", "7", "3", "0"]);
        assert_eq!((row.parts, row.more), ((0.9, 0.1), None));
    }

    #[test]
    fn dozens_of_unused_columns_are_named_in_part_and_counted() {
        let columns = |all: usize| (1..=all).map(|number| format!("c{number}")).collect::<Vec<_>>();
        let told = |all, language| unused(&columns(all), text(language));
        assert_eq!(told(7, En), ("columns not used: c1, c2, c3, c4, c5, c6, c7".to_owned(), None));
        let (named, more) = told(31, En);
        assert_eq!(named, "columns not used: c1, c2, c3, c4, c5, c6");
        let [counted, rest] = more.unwrap();
        assert_eq!((counted.as_str(), rest.starts_with("c7, c8"), rest.ends_with("c31")), ("and 25 more", true, true));
        assert_eq!(told(31, Ja).1.unwrap()[0], "ほか25列");
    }

    #[test]
    fn rows_that_another_file_repeats_are_told_once_all_files_are_there() {
        let report = FileReport {
            name: "chats.csv".to_owned(),
            kind: "events".to_owned(),
            reason: String::new(),
            rows_read: 100,
            rows_kept: 100,
            rows_rejected: 0,
            rows_duplicate: 0,
            rows_test: 0,
            twin_of: None,
            ignored_columns: Vec::new(),
        };
        let facts =
            FileFacts { name: "chats.csv".to_owned(), rows_read: 100, rows_kept: 90, rows_duplicate: 10, ..FileFacts::default() };
        let mut entries = [entry(10, FileState::Opened(report))];
        settle(&mut entries, &[facts], &[4]);
        assert_eq!(file_row(&entries[0], text(Language::En)).rows, ["100", "90", "0", "10", "4"]);
    }

    #[test]
    fn progress_is_announced_by_quarters_of_all_bytes() {
        let done = FileState::Refused(FileError::Empty);
        let entries = [entry(300, done), entry(100, FileState::Waiting)];
        assert_eq!(announced_quarter(&entries), 3);
        assert_eq!(announced_quarter(&[entry(300, FileState::Reading { bytes: 70, rows: 1 })]), 0);
        assert_eq!(announced_quarter(&[]), 0);
    }
}
