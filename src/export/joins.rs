//! How rows of other tables found the conversations, as CSV.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::facts::JoinsByTable;
use crate::facts::identity::{KINDS, KeyKind};
use crate::model::SortedMap;

/// Writes a line for each table and key: rows whose key is a conversation's, and rows that this key found first, which add
/// up with those that found nothing.
pub fn joins(joins: &JoinsByTable, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, Cells::AsTheyAre);
    lines.line(&["table", "found_by", "rows", "found_first", "of"])?;
    for (table, joins) in joins {
        let of = joins.rows.to_string();
        let mut line = |found_by: &str, rows: u64, first: Option<u64>| {
            let first = first.map(|first| first.to_string()).unwrap_or_default();
            lines.line(&[table.word(), found_by, &rows.to_string(), &first, &of])
        };
        let count = |of: &SortedMap<KeyKind, u64>, kind| of.get(&kind).copied().unwrap_or(0);
        for kind in KINDS {
            line(kind.column(), count(&joins.by_key, kind), Some(count(&joins.found_first, kind)))?;
        }
        line("nothing", joins.unmatched, Some(joins.unmatched))?;
        line("unknown conversation_id", joins.dangling, None)?;
    }
    lines.flush()
}
