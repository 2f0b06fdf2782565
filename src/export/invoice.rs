//! Disputed resolutions as CSV, each with file and line.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::insight::invoice::Invoice;

/// Writes a line for each disputed resolution. `files` are the files by number.
pub fn invoice(invoice: &Invoice, files: &[String], cells: Cells, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, cells);
    lines.line(&["conversation_id", "date", "reason", "file", "line"])?;
    for disputed in &invoice.disputed {
        lines.text(&disputed.id)?;
        lines.bare(&disputed.date)?;
        lines.bare(disputed.reason.word())?;
        lines.text(files.get(disputed.origin.file as usize).map_or("", String::as_str))?;
        lines.bare(&disputed.origin.line.to_string())?;
        lines.end()?;
    }
    lines.flush()
}
