//! What the importers of vendors are made of. A vendor is a list of kinds of files; a kind is a [`Signature`] and a
//! way to read: a [`Mapping`] of columns, or a function for one JSON record. `CONTRIBUTING.md` walks through it.
//!
//! Canonical cells are written as text and judged by the readers of Botworth's own files, so every vendor's rows are
//! kept out for the same reasons. Knows no vendor.

mod address;
mod convert;
mod draft;
mod element;
mod evidence;
mod heading;
mod html;
mod numbers;
mod output;
mod signature;
mod source_row;
mod table;
mod times;
mod transcript;

pub use address::{page_of, query_field};
pub use convert::Convert;
pub use draft::Draft;
pub use element::{Element, ReadElement, Scalar, loose, loose_bool, loose_list};
pub use evidence::date_marks;
pub use heading::{key_of, split_name};
pub use html::text_of;
pub use numbers::Unit;
pub use output::Output;
pub use signature::Signature;
pub use source_row::SourceRow;
pub use table::{Column, ColumnOf, Gather, Mapping, MappingOf, Verdict, column, read_mapped};
pub use times::{Clock, Tick, epoch};
pub use transcript::Transcript;

use super::importer::{Fields, Import, Imported, Importer, Match};
use super::record::{Next, Record};
use super::{Head, ReadError, Reason};
use crate::model::TableName;

/// A vendor: every kind of file of its that is known.
pub struct Vendor {
    /// Name of the source, as the scorecard prints it and as its ids are prefixed: `intercom`.
    pub id: &'static str,
    /// The surest first.
    pub kinds: &'static [Kind],
}

/// One kind of file.
pub struct Kind {
    /// For people: "Intercom conversations".
    pub label: &'static str,
    /// The table that most of its rows go to.
    pub table: TableName,
    /// By what it is told.
    pub signature: Signature,
    /// How it is read.
    pub read: Read,
}

impl Kind {
    /// A kind that is known by some columns and holds nothing that any metric needs.
    pub const fn unneeded(label: &'static str, all: &'static [&'static [&'static str]]) -> Self {
        let signature = Signature { all, ..Signature::EMPTY };
        Self { label, table: TableName::Conversations, signature, read: Read::Nothing }
    }
}

/// How a kind of file is read.
pub enum Read {
    /// Column by column; JSON records by dotted paths.
    Columns(&'static Mapping),
    /// JSON record by JSON record; rows of a table by the record that they were flattened from.
    Elements(ReadElement),
    /// Column by column, all rows together.
    Gathered(&'static Mapping, fn() -> Box<dyn Gather>),
    /// Not at all: it is known that no metric needs it.
    Nothing,
}

/// The list by which a kind of file is read, column by column.
#[derive(Clone, Copy)]
pub struct Listed {
    /// What the kind is called.
    pub label: &'static str,
    /// What each column becomes.
    pub mapping: &'static Mapping,
    /// What takes in all rows together, where the file is one conversation.
    pub gather: Option<fn() -> Box<dyn Gather>>,
}

/// A vendor's file is surer than a canonical one's 50 from the first telling column on.
const LEAST_SCORE: usize = 60;

impl Vendor {
    /// The list by which a file would be read, if it is one of a kind that has one.
    pub(super) fn list_for(&self, head: &Head) -> Option<Listed> {
        match self.kind(head)?.0 {
            Kind { label, read: Read::Columns(mapping), .. } => Some(Listed { label, mapping, gather: None }),
            Kind { label, read: Read::Gathered(mapping, gather), .. } => Some(Listed { label, mapping, gather: Some(*gather) }),
            _ => None,
        }
    }

    /// What its kinds of files are called that give rows.
    pub(super) fn labels(&self) -> impl Iterator<Item = &'static str> {
        self.kinds.iter().filter(|kind| !matches!(kind.read, Read::Nothing)).map(|kind| kind.label)
    }

    /// Each canonical column that a list or a constant sets, with its kind of file and its table.
    pub(super) fn mapped_columns(&self) -> impl Iterator<Item = (&'static str, TableName, &'static str)> {
        self.kinds.iter().flat_map(|kind| {
            let mapping = match kind.read {
                Read::Columns(mapping) | Read::Gathered(mapping, _) => Some(mapping),
                Read::Elements(_) | Read::Nothing => None,
            };
            mapping.into_iter().flat_map(|mapping| {
                let listed = mapping.columns.iter().map(|column| column.to);
                let fixed = mapping.fixed.iter().map(|(column, _)| *column);
                listed.chain(fixed).map(|column| (kind.label, mapping.table, column))
            })
        })
    }

    fn kind(&self, head: &Head) -> Option<(&Kind, Match)> {
        let fitting: Vec<(&Kind, usize)> =
            self.kinds.iter().filter_map(|kind| Some((kind, kind.signature.telling(|key| head.has_key(key))?))).collect();
        let (best, telling) = *fitting.iter().rev().max_by_key(|(_, telling)| *telling)?;
        // Connectors write all streams of a vendor into one file: it is called by the first of those that are read alike.
        let is_alike = |kind: &Kind| match (&kind.read, &best.read) {
            (Read::Elements(one), Read::Elements(other)) => std::ptr::fn_addr_eq(*one, *other),
            _ => false,
        };
        let kind = fitting.iter().map(|(kind, _)| *kind).find(|kind| is_alike(kind)).unwrap_or(best);
        let score = u8::try_from((LEAST_SCORE + 4 * telling).min(100)).unwrap_or(100);
        let (what, plural) = (if head.is_json() { "key" } else { "header" }, if telling == 1 { "" } else { "s" });
        let reason = format!("{}: {telling} telling {what}{plural}", kind.label);
        Some((kind, Match { score, reason, table: kind.table }))
    }
}

/// Reads a file whose rows nobody needs to its end, so that its content is known, and says so.
fn read_nothing(label: &str, import: Import<'_>) -> Result<Imported, ReadError> {
    let Import { content, ledger, progress, .. } = import;
    let mut records = content.records(Fields::Keys)?;
    let mut record = Record::default();
    while records.read(&mut record)? != Next::End {}
    progress(records.bytes_read(), 0);
    ledger.record(1, "".into(), label, Reason::NotNeeded, false);
    Ok(Imported { last_line: record.line(), ..Imported::default() })
}

impl Importer for Vendor {
    fn id(&self) -> &'static str {
        self.id
    }

    fn sniff(&self, head: &Head) -> Option<Match> {
        self.kind(head).map(|(_, found)| found)
    }

    fn import(&self, head: &Head, import: Import<'_>) -> Result<Imported, ReadError> {
        let namespace = import.options.namespace.as_deref().unwrap_or(self.id);
        let kind = self.kind(head).map(|(kind, _)| kind);
        match kind.map(|kind| &kind.read) {
            Some(Read::Nothing) => read_nothing(kind.map_or("", |kind| kind.label), import),
            Some(Read::Columns(mapping)) => read_mapped(mapping, None, namespace, head, import),
            Some(Read::Gathered(mapping, gather)) => read_mapped(mapping, Some(gather()), namespace, head, import),
            Some(Read::Elements(read)) => element::read_elements(*read, namespace, head, import),
            None => Ok(Imported::default()),
        }
    }
}

#[cfg(test)]
mod tests;
