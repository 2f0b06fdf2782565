//! One file, read: its rows alone, before any other file is known.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};

use super::Ledger;
use super::profile::MappingProfile;
use crate::model::zone::Zone;
use crate::model::{Cell as _, Column, Date, TableName, Tables, Timestamp};

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum FileKind {
    /// Rows, most of them of this table.
    Table(TableName),
    /// Rules, as JSON text that [`crate::rules`] can read.
    Rules(String),
    /// What a person said of files with certain headers.
    Mapping(Box<MappingProfile>),
    /// A scorecard that was saved before, as JSON text.
    Scorecard(String),
    /// A workspace that was saved before, as JSON text.
    Workspace(String),
}

/// One file with its own rows.
#[derive(Clone, Debug)]
pub struct FilePart {
    /// Name without folders.
    pub name: String,
    /// Bytes read.
    pub size: u64,
    /// Fast 128-bit hash of its content: with the size it tells the same content under two names.
    pub content_hash: u128,
    /// SHA-256 of its content in lower-case hex.
    pub sha256: String,
    /// The importer that read it, such as `botworth`.
    pub source: String,
    /// What it is.
    pub kind: FileKind,
    /// The columns by which it was recognised, with commas between.
    pub reason: String,
    /// Its rows in the order of the file: the line of their origin is set, the file's number is not.
    pub tables: Tables,
    /// Rows of `tables` that add to a record of this file or another one, by table and position: the rating of a ticket,
    /// the contact of a deal, the meeting of a lead. They fill the cells that the record's own rows leave empty. Where
    /// there is no such record, one that is whole stands for it, and any other is kept out.
    pub additions: Vec<(TableName, usize)>,
    /// What was kept out of it.
    pub ledger: Ledger,
    /// Rows read, kept or not.
    pub rows_read: u64,
    /// Rows kept out.
    pub rows_rejected: u64,
    /// Columns that were not used, in the order of the file.
    pub ignored_columns: Vec<String>,
    /// IANA name of the zone whose clock shows the local times in `tables`; none if that is the rules' zone. It is applied
    /// where files are brought together: what reads files does not carry the table of zones.
    pub time_zone: Option<String>,
}

/// All of a part but its rows and what was kept out of it.
#[derive(BorshSerialize, BorshDeserialize)]
struct About {
    name: String,
    size: u64,
    content_hash: u128,
    sha256: String,
    source: String,
    kind: FileKind,
    reason: String,
    additions: Vec<(TableName, usize)>,
    rows_read: u64,
    rows_rejected: u64,
    ignored_columns: Vec<String>,
    time_zone: Option<String>,
}

impl FilePart {
    /// All of it as bytes, to be handed from one part of the program to another.
    pub fn to_bytes(&self) -> Vec<u8> {
        let part = self.clone();
        let about = About {
            name: part.name,
            size: part.size,
            content_hash: part.content_hash,
            sha256: part.sha256,
            source: part.source,
            kind: part.kind,
            reason: part.reason,
            additions: part.additions,
            rows_read: part.rows_read,
            rows_rejected: part.rows_rejected,
            ignored_columns: part.ignored_columns,
            time_zone: part.time_zone,
        };
        pack(&(about, &self.ledger), &self.tables)
    }

    /// The part of such bytes; none for any others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let ((about, ledger), tables): ((About, Ledger), Tables) = unpack(bytes)?;
        let About { name, size, content_hash, sha256, source, kind, reason, additions, rows_read, rows_rejected, .. } = about;
        let (ignored_columns, time_zone) = (about.ignored_columns, about.time_zone);
        Some(Self {
            name,
            size,
            content_hash,
            sha256,
            source,
            kind,
            reason,
            tables,
            additions,
            ledger,
            rows_read,
            rows_rejected,
            ignored_columns,
            time_zone,
        })
    }

    /// Rows per table, tables without any left out.
    pub fn rows(&self) -> BTreeMap<TableName, u64> {
        rows_of(&self.tables)
    }

    /// First and last time of its rows.
    pub fn span(&self) -> Span {
        let tables = &self.tables;
        let mut span = Span::default();
        span.extend(&tables.conversations.started_at, tables.conversations.len());
        span.extend(&tables.events.timestamp, tables.events.len());
        span.extend(&tables.leads.created_at, tables.leads.len());
        span.extend(&tables.revenue.at, tables.revenue.len());
        span.extend(&tables.tickets.created_at, tables.tickets.len());
        span.extend(&tables.touches.at, tables.touches.len());
        let exposed = (0..tables.exposure.len()).map(|row| tables.exposure.date.get(row));
        let counted = (0..tables.cube.len()).map(|row| tables.cube.day.get(row));
        for date in exposed.chain(counted).filter(|date| date.is_known()) {
            span.dates = Some(wider(span.dates, date, Date::cmp));
        }
        span
    }
}

/// Rows with what is said about them, as bytes: columns are copied as they lie.
pub(super) fn pack(about: &impl BorshSerialize, tables: &Tables) -> Vec<u8> {
    // Bytes in memory can always be written to.
    let about = borsh::to_vec(about).unwrap_or_default();
    let mut bytes = (about.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(&about);
    bytes.extend_from_slice(&tables.to_bytes());
    bytes
}

/// What [`pack`] made of them; none for any other bytes.
pub(super) fn unpack<T: BorshDeserialize>(bytes: &[u8]) -> Option<(T, Tables)> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (about, tables) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    Some((borsh::from_slice(about).ok()?, Tables::from_bytes(tables)?))
}

/// Rows of some tables, those without any left out.
pub(super) fn rows_of(tables: &Tables) -> BTreeMap<TableName, u64> {
    let rows = |table| match table {
        TableName::Conversations => tables.conversations.len(),
        TableName::Events => tables.events.len(),
        TableName::Leads => tables.leads.len(),
        TableName::Revenue => tables.revenue.len(),
        TableName::Exposure => tables.exposure.len(),
        TableName::Tickets => tables.tickets.len(),
        TableName::Touches => tables.touches.len(),
        TableName::Cube => tables.cube.len(),
    };
    TableName::ALL.iter().map(|table| (*table, rows(*table) as u64)).filter(|(_, rows)| *rows > 0).collect()
}

/// First and last time of a file's rows by the main time column of each table (METRICS section 11, `from` and `to`).
/// Times with an offset and times without one are apart: only a zone can bring them together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Of times with an offset.
    pub utc: Option<(Timestamp, Timestamp)>,
    /// Of times without one.
    pub local: Option<(Timestamp, Timestamp)>,
    /// Of dates.
    pub dates: Option<(Date, Date)>,
}

impl Span {
    /// The same times once their zone is known.
    pub(super) fn in_zone(self, zone: &Zone) -> Self {
        let ends = self.local.map(|(first, last)| (first.in_zone(zone), last.in_zone(zone)));
        let Some((first, last)) = ends else { return self };
        let by_instant = |one: &Timestamp, other: &Timestamp| one.micros().cmp(&other.micros());
        let utc = wider(self.utc, first, by_instant);
        Self { utc: Some(wider(Some(utc), last, by_instant)), local: None, ..self }
    }

    fn extend(&mut self, column: &Column<Timestamp>, rows: usize) {
        for time in (0..rows).map(|row| column.get(row)).filter(|time| time.is_known()) {
            let ends = if time.is_local() { &mut self.local } else { &mut self.utc };
            *ends = Some(wider(*ends, time, |one, other| one.micros().cmp(&other.micros())));
        }
    }
}

fn wider<T: Copy>(ends: Option<(T, T)>, value: T, compare: impl Fn(&T, &T) -> std::cmp::Ordering) -> (T, T) {
    let (first, last) = ends.unwrap_or((value, value));
    (if compare(&value, &first).is_lt() { value } else { first }, if compare(&value, &last).is_gt() { value } else { last })
}
