//! A person says what the columns of an unknown file are: suggested, tried on its first rows, then used.

use std::io::{Cursor, Read, Seek};

use crate::export::to_csv;
use crate::ingest::{
    Because, DateOrder, FilePart, MappedColumn, MappingProfile, Options, Suggestion, assemble, columns, open_file,
    required_columns, suggest,
};
use crate::model::TableName;
use crate::protocol::{
    DraftColumn, FileError, MappingChoice, MappingDraft, MappingPreview, OpenFile, SuggestedBecause, TableTargets,
};

/// Bytes of a file that a mapping is tried on.
const TRIED_BYTES: u64 = 256 << 10;
/// Rows that are shown of them.
const TRIED_ROWS: usize = 5;

/// What the columns of a file may be.
pub(super) fn draft(file: &OpenFile, input: impl Read + Seek) -> Result<MappingDraft, FileError> {
    suggest(&file.name, input).map(draft_of).map_err(|error| FileError::from(&error))
}

/// What the first rows of a file become.
pub(super) fn preview(file: &OpenFile, choice: &MappingChoice, input: impl Read) -> Result<MappingPreview, FileError> {
    let mut start = Vec::new();
    let read = input.take(TRIED_BYTES).read_to_end(&mut start);
    read.map_err(|error| FileError::Broken { line: 0, reason: error.to_string() })?;
    if start.len() as u64 == TRIED_BYTES {
        // The last line is cut.
        let end = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |at| at + 1);
        start.truncate(end);
    }
    let suggestion = suggest(&file.name, Cursor::new(&start)).ok();
    let is_known = suggestion.as_ref().is_some_and(|suggestion| suggestion.recognised.is_some());
    // Of a known kind the vendor's code fills what no column says.
    let missing = if is_known { Vec::new() } else { missing(choice) };
    let part = suggestion.and_then(|suggestion| {
        let options = Options { profiles: vec![profile_of(suggestion, choice)], ..Options::default() };
        open_file(&file.name, start.len() as u64, Cursor::new(&start), &options, &mut |_, _| {}).ok()
    });
    Ok(preview_of(part.as_ref(), choice.table, missing))
}

/// How files with a file's headers are read by what a person says.
pub(super) fn profile(file: &OpenFile, choice: &MappingChoice, input: impl Read + Seek) -> Result<MappingProfile, FileError> {
    let suggestion = suggest(&file.name, input).map_err(|error| FileError::from(&error))?;
    Ok(profile_of(suggestion, choice))
}

fn draft_of(suggestion: Suggestion) -> MappingDraft {
    let Suggestion { profile, columns: suggested, asks_date_order, recognised, .. } = suggestion;
    let because = |because| match because {
        Because::Known => SuggestedBecause::Known,
        Because::Vendor => SuggestedBecause::Vendor,
        Because::Header => SuggestedBecause::Header,
        Because::Emails => SuggestedBecause::Emails,
        Because::Times => SuggestedBecause::Times,
        Because::Phones => SuggestedBecause::Phones,
        Because::Ids => SuggestedBecause::Ids,
        Because::Amounts => SuggestedBecause::Amounts,
        Because::Nothing => SuggestedBecause::Nothing,
    };
    let to = suggested.iter().map(|column| column.to.first().map(|to| (*to).to_owned())).collect();
    let joined = profile.joins.values().flatten().map(|(word, others)| (word.clone(), others.clone())).collect();
    // A file that is recognised is read as it is until a person says otherwise.
    let joins = recognised.is_none();
    MappingDraft {
        choice: MappingChoice { name: profile.name.clone(), table: profile.table, to, is_day_first: None, joins },
        columns: suggested
            .into_iter()
            .map(|column| DraftColumn { column: column.column, examples: column.examples, because: because(column.because) })
            .collect(),
        asks_date_order,
        joined,
        recognised,
        targets: TableName::of_rows().map(targets_of).collect(),
    }
}

fn targets_of(table: TableName) -> TableTargets {
    let required = required_columns(table);
    let optional = columns(table).into_iter().filter(|column| !required.contains(column)).map(str::to_owned).collect();
    TableTargets { table, optional, required: required.into_iter().map(str::to_owned).collect() }
}

/// The suggested profile with what a person changed; how cells are read stays where a column stays what it is.
fn profile_of(suggestion: Suggestion, choice: &MappingChoice) -> MappingProfile {
    let Suggestion { mut profile, columns: suggested, .. } = suggestion;
    let known = std::mem::take(&mut profile.columns);
    let is_known = profile.base.is_some();
    for (column, to) in suggested.iter().zip(&choice.to) {
        let own = known.iter().filter(|mapped| mapped.column == column.column);
        let first = column.to.first().map(|to| (*to).to_owned());
        if first == *to && is_known {
            continue;
        }
        if first == *to && profile.table == choice.table {
            profile.columns.extend(own.cloned());
        } else {
            profile.columns.push(MappedColumn { column: column.column.clone(), to: to.clone(), reading: None });
        }
    }
    profile.name.clone_from(&choice.name);
    if !is_known {
        profile.table = choice.table;
    }
    profile.ask_for_columns();
    profile.date_order = choice.is_day_first.map(|is_first| if is_first { DateOrder::DayFirst } else { DateOrder::MonthFirst });
    if !choice.joins {
        profile.joins.clear();
    }
    profile
}

fn missing(choice: &MappingChoice) -> Vec<String> {
    let is_missing = |column: &&str| !choice.to.iter().flatten().any(|to| to == column);
    required_columns(choice.table).into_iter().filter(is_missing).map(str::to_owned).collect()
}

fn preview_of(part: Option<&FilePart>, table: TableName, missing: Vec<String>) -> MappingPreview {
    let Some(part) = part else {
        return MappingPreview { header: Vec::new(), rows: Vec::new(), kept: 0, rejected: 0, missing };
    };
    let csv = to_csv(&assemble([part]).tables, table);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = reader.headers().map(cells).unwrap_or_default();
    let rows = reader.records().filter_map(Result::ok).take(TRIED_ROWS).map(|record| cells(&record)).collect();
    let kept = part.rows_read.saturating_sub(part.rows_rejected);
    MappingPreview { header, rows, kept, rejected: part.rows_rejected, missing }
}
