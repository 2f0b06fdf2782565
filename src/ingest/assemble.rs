//! Files that were read apart, brought together: input order and duplicates (METRICS section 1).

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::additions::{Additions, Marks};
use super::part::rows_of;
use super::references;
use super::{FileKind, FilePart, Ledger, OpenedFiles, Span};
use crate::model::order::put_in_order_by;
use crate::model::zone::Zone;
use crate::model::{Dictionary, EventName, Symbol, Symbols, TableName, Tables};

/// Everything that was opened, in input order.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// All rows that count.
    pub tables: Tables,
    /// One for each file with rows, in input order: the file number of an origin points here. Rules files are not
    /// among them, so that rules count the same whether they were dropped or named.
    pub files: Vec<FileSummary>,
    /// What was kept out of all files.
    pub ledger: Ledger,
}

/// What the scorecard says about a file (METRICS section 11, `files`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSummary {
    /// Name without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// What recognised it.
    pub source: String,
    /// The table that most of its rows went to.
    pub table: TableName,
    /// The columns by which it was recognised.
    pub reason: String,
    /// Rows kept, per table; the file's own table is there even with none.
    pub tables: BTreeMap<TableName, u64>,
    /// Rows read = kept + rejected + duplicate.
    pub rows_read: u64,
    /// Rows that count.
    pub rows_kept: u64,
    /// Rows kept out, each in the ledger.
    pub rows_rejected: u64,
    /// Rows that a row of another file, or an event before it, already stands for.
    pub rows_duplicate: u64,
    /// The file with the same content that counts in place of this one: its position in [`Load::files`].
    pub twin_of: Option<usize>,
    /// Columns that were not used.
    pub ignored_columns: Vec<String>,
    /// First and last time of its readable rows, duplicates included.
    pub span: Span,
}

/// Brings files together that have a dictionary each. The order of `parts` changes nothing.
pub fn assemble<'a>(parts: impl IntoIterator<Item = &'a FilePart>) -> Load {
    parts.into_iter().cloned().collect::<OpenedFiles>().assemble()
}

/// Brings files together whose symbols are those of one dictionary. What is not changed stays shared with them.
pub(super) fn assemble_shared<'a>(dictionary: &Dictionary, parts: impl IntoIterator<Item = &'a FilePart>) -> Load {
    let mut sorted: Vec<(&FilePart, TableName)> = parts
        .into_iter()
        .filter_map(|part| match part.kind {
            FileKind::Table(table) => Some((part, table)),
            FileKind::Rules(_) | FileKind::Mapping(_) | FileKind::Scorecard(_) | FileKind::Workspace(_) => None,
        })
        .collect();
    put_in_order_by(&mut sorted, |(part, _)| (part.name.as_str(), part.content_hash, part.size));

    let mut load = Load { tables: Tables { dictionary: dictionary.clone(), ..Tables::default() }, ..Load::default() };
    let mut contents: FxHashMap<(u64, u128), usize> = FxHashMap::default();
    let mut duplicates = Duplicates::default();
    let mut additions = Additions::default();
    for (number, (part, table)) in sorted.into_iter().enumerate() {
        let twin_of = contents.get(&(part.size, part.content_hash)).copied();
        let mut summary = summary_of(part, table, twin_of);
        if twin_of.is_none() {
            contents.insert((part.size, part.content_hash), number);
            // More than four billion files do not fit any drop.
            let file = u32::try_from(number).unwrap_or(u32::MAX);
            for (table, kept) in append_rows(&mut load.tables, part, file, &mut duplicates, &mut additions) {
                summary.tables.insert(table, kept);
            }
            summary.rows_rejected = part.rows_rejected;
            load.ledger.append(&part.ledger, file);
        }
        load.files.push(summary);
    }
    let outcome = additions.settle(&mut load.tables);
    let is_of_vendor: Vec<bool> = load.files.iter().map(|file| file.source != "botworth").collect();
    references::resolve(&mut load.tables, &is_of_vendor);
    for (number, summary) in load.files.iter_mut().enumerate() {
        let file = u32::try_from(number).unwrap_or(u32::MAX);
        for (table, kept) in outcome.kept.get(&file).into_iter().flatten() {
            *summary.tables.entry(*table).or_default() += kept;
        }
        if let Some(lost) = outcome.lost.get(&file) {
            summary.rows_rejected += lost.total();
            load.ledger.append(lost, file);
        }
        summary.rows_kept = summary.tables.values().sum();
        summary.rows_duplicate = summary.rows_read.saturating_sub(summary.rows_kept + summary.rows_rejected);
    }
    load
}

fn summary_of(part: &FilePart, table: TableName, twin_of: Option<usize>) -> FileSummary {
    FileSummary {
        name: part.name.clone(),
        size: part.size,
        sha256: part.sha256.clone(),
        source: part.source.clone(),
        table,
        reason: part.reason.clone(),
        tables: BTreeMap::from([(table, 0)]),
        rows_read: part.rows_read,
        rows_kept: 0,
        rows_rejected: 0,
        rows_duplicate: 0,
        twin_of,
        ignored_columns: part.ignored_columns.clone(),
        span: zone_of(part).map_or_else(|| part.span(), |zone| part.span().in_zone(&zone)),
    }
}

/// The zone of a file's local times; none if it is the rules', or if there is no zone of that name.
fn zone_of(part: &FilePart) -> Option<Zone> {
    part.time_zone.as_deref().and_then(Zone::new)
}

/// Adds the rows of a file that count; gives how many of each table it has.
fn append_rows(
    all: &mut Tables,
    part: &FilePart,
    file: u32,
    duplicates: &mut Duplicates,
    additions: &mut Additions,
) -> BTreeMap<TableName, u64> {
    let before = rows_of(all);
    let own = &part.tables;
    let zone = zone_of(part);
    macro_rules! append {
        ($table:ident, $to:expr, |$row:ident| $is_kept:expr) => {
            let is_kept: Vec<bool> = (0..own.$table.len()).map(|$row| $is_kept).collect();
            if zone.is_none() && is_kept.iter().all(|is_kept| *is_kept) {
                $to.append(&own.$table, &Symbols::SAME, file, 0);
            } else {
                for (row, _) in own.$table.rows().zip(is_kept).filter(|(_, is_kept)| *is_kept) {
                    let mut row = row;
                    row.origin.file = file;
                    $to.push(zone.as_ref().map_or(row, |zone| row.in_zone(zone)));
                }
            }
        };
    }
    macro_rules! append_records {
        ($table:ident, $to:expr, $name:expr) => {
            let mut marks = Marks::of(part, $name);
            append!($table, $to, |row| {
                let is_addition = marks.is_addition(row);
                if is_addition {
                    let mut row = own.$table.row(row);
                    row.origin.file = file;
                    additions.take(zone.as_ref().map_or(row, |zone| row.in_zone(zone)));
                }
                !is_addition
            });
        };
    }
    append_records!(conversations, Arc::make_mut(&mut all.conversations), TableName::Conversations);
    append!(events, all.events, |row| {
        let (id, event) = (own.events.id.get(row), own.events.event.get(row));
        let (reason, other_event) = (own.events.reason.get(row), own.events.other_event.get(row));
        !duplicates.has_event(id, event, reason, other_event, own.events.fingerprint.get(row), file)
    });
    append_records!(leads, all.leads, TableName::Leads);
    append_records!(revenue, all.revenue, TableName::Revenue);
    append!(touches, all.touches, |row| !duplicates.touches.has(own.touches.fingerprint.get(row), file));
    append!(exposure, all.exposure, |row| !duplicates.exposure.has(own.exposure.fingerprint.get(row), file));
    append_records!(tickets, all.tickets, TableName::Tickets);
    append!(cube, all.cube, |_row| true);
    let after = rows_of(all);
    after
        .into_iter()
        .map(|(table, rows)| (table, rows - before.get(&table).unwrap_or(&0)))
        .filter(|(_, rows)| *rows > 0)
        .collect()
}

/// Rows that were met in the files so far.
#[derive(Default)]
struct Duplicates {
    events: EqualRows,
    touches: EqualRows,
    exposure: EqualRows,
    event_ids: FxHashSet<(Symbol, Option<EventName>, Symbol)>,
}

impl Duplicates {
    fn has_event(
        &mut self,
        id: Symbol,
        event: Option<EventName>,
        reason: Symbol,
        other_event: Symbol,
        fingerprint: Option<u64>,
        file: u32,
    ) -> bool {
        if id == Symbol::EMPTY {
            return self.events.has(fingerprint, file);
        }
        let detail = match event {
            Some(event) if names_a_record(event) => reason,
            Some(_) => Symbol::EMPTY,
            None => other_event,
        };
        !self.event_ids.insert((id, event, detail))
    }
}

/// Events whose id is that of a lead, an order or a ticket: the reason tells two stages of one lead apart.
fn names_a_record(event: EventName) -> bool {
    matches!(
        event,
        EventName::LeadCapturedChat
            | EventName::LeadQualified
            | EventName::MeetingBooked
            | EventName::MeetingHeld
            | EventName::PurchaseAfterChat
            | EventName::DealWon
            | EventName::TicketCreated
    )
}

/// Equal rows without an id count as often as in the file that has most of them.
#[derive(Default)]
struct EqualRows(FxHashMap<u64, Met>);

/// How often a row was met.
struct Met {
    /// In the file before `file` that has most of it.
    before: u32,
    /// In `file` so far.
    here: u32,
    file: u32,
}

impl EqualRows {
    /// Whether a row of an earlier file already stands for this one.
    fn has(&mut self, fingerprint: Option<u64>, file: u32) -> bool {
        let Some(fingerprint) = fingerprint else { return false };
        let met = self.0.entry(fingerprint).or_insert(Met { before: 0, here: 0, file });
        if met.file != file {
            *met = Met { before: met.before.max(met.here), here: 0, file };
        }
        met.here += 1;
        met.here <= met.before
    }
}
