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
pub use element::{Element, ReadElement, Scalar};
pub use heading::{key_of, split_name};
pub use html::text_of;
pub use numbers::Unit;
pub use output::Output;
pub use signature::Signature;
pub use source_row::SourceRow;
pub use table::{Gather, Mapping, Verdict, column};
pub use times::{Clock, Tick, epoch};
pub use transcript::Transcript;

use super::importer::{Import, Imported, Importer, Match};
use super::{Head, ReadError};
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

/// How a kind of file is read.
pub enum Read {
    /// Column by column; JSON records by dotted paths.
    Columns(&'static Mapping),
    /// JSON record by JSON record.
    Elements(ReadElement),
    /// Column by column, all rows together.
    Gathered(&'static Mapping, fn() -> Box<dyn Gather>),
}

/// A vendor's file is surer than a canonical one's 50 from the first telling column on.
const LEAST_SCORE: usize = 60;

impl Vendor {
    /// Each canonical column that a list or a constant sets, with its kind of file and its table.
    pub(super) fn mapped_columns(&self) -> impl Iterator<Item = (&'static str, TableName, &'static str)> {
        self.kinds.iter().flat_map(|kind| {
            let mapping = match kind.read {
                Read::Columns(mapping) | Read::Gathered(mapping, _) => Some(mapping),
                Read::Elements(_) => None,
            };
            mapping.into_iter().flat_map(|mapping| {
                let listed = mapping.columns.iter().map(|column| column.to);
                let fixed = mapping.fixed.iter().map(|(column, _)| *column);
                listed.chain(fixed).map(|column| (kind.label, mapping.table, column))
            })
        })
    }

    fn kind(&self, head: &Head) -> Option<(&Kind, Match)> {
        let mut best: Option<(&Kind, Match)> = None;
        for kind in self.kinds {
            if matches!(kind.read, Read::Elements(_)) && !head.is_json() {
                continue;
            }
            let Some(telling) = kind.signature.telling(|key| head.has_key(key)) else { continue };
            let score = u8::try_from((LEAST_SCORE + 4 * telling).min(100)).unwrap_or(100);
            if best.as_ref().is_none_or(|(_, best)| best.score < score) {
                let (what, plural) = (if head.is_json() { "key" } else { "header" }, if telling == 1 { "" } else { "s" });
                let reason = format!("{}: {telling} telling {what}{plural}", kind.label);
                best = Some((kind, Match { score, reason, table: kind.table }));
            }
        }
        best
    }
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
        match self.kind(head).map(|(kind, _)| &kind.read) {
            Some(Read::Columns(mapping)) => table::read_mapped(mapping, None, namespace, head, import),
            Some(Read::Gathered(mapping, gather)) => table::read_mapped(mapping, Some(gather()), namespace, head, import),
            Some(Read::Elements(read)) => element::read_elements(*read, namespace, head, import),
            None => Ok(Imported::default()),
        }
    }
}

#[cfg(test)]
mod tests;
