//! The rows behind a number as CSV, each with its standing, reason, file and line.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::lineage::Page;
use crate::scorecard::print_number;

/// Writes a line a row. `files` are the files by number.
pub fn rows(page: &Page, files: &[String], cells: Cells, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, cells);
    lines.line(&["standing", "reason", "table", "id", "amount", "file", "line"])?;
    for row in &page.rows {
        lines.bare(row.standing.word())?;
        lines.bare(row.reason.word())?;
        lines.bare(row.table.word())?;
        lines.text(&row.id)?;
        lines.bare(&row.amount.map(print_number).unwrap_or_default())?;
        lines.text(files.get(row.origin.file as usize).map_or("", String::as_str))?;
        lines.bare(&row.origin.line.to_string())?;
        lines.end()?;
    }
    lines.flush()
}
