//! How rows of other tables found the conversations, as CSV.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::facts::JoinsByTable;
use crate::facts::identity::KINDS;

/// Writes a line for each table and key.
pub fn joins(joins: &JoinsByTable, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, Cells::AsTheyAre);
    lines.line(&["table", "found_by", "rows", "of"])?;
    for (table, joins) in joins {
        let keys = KINDS.into_iter().map(|kind| (kind.column(), joins.by_key.get(&kind).copied().unwrap_or(0)));
        for (found_by, rows) in keys.chain([("nothing", joins.unmatched), ("unknown conversation_id", joins.dangling)]) {
            lines.line(&[table.word(), found_by, &rows.to_string(), &joins.rows.to_string()])?;
        }
    }
    lines.flush()
}
