//! Knowledge gaps as a table.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::insight::gaps::Gaps;
use crate::scorecard::print_number;

/// Writes the gaps as CSV, one line each, the most asked first. `share` is that of handled conversations; `by_hand` is what
/// the chats would cost if people answered them, empty without that rule.
pub fn gaps(gaps: &Gaps, manual_cost: Option<f64>, cells: Cells, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, cells);
    lines.line(&["rank", "question", "kind", "chats", "share", "by_hand", "examples"])?;
    for (rank, gap) in (1_u32..).zip(&gaps.gaps) {
        lines.bare(&rank.to_string())?;
        lines.text(&gap.name)?;
        lines.bare(gap.kind.word())?;
        lines.bare(&gap.chats.to_string())?;
        lines.bare(&print_number(gaps.share(gap)))?;
        lines.bare(&manual_cost.map(|cost| print_number(cost * gap.chats as f64)).unwrap_or_default())?;
        lines.text(&gap.examples.join(" / "))?;
        lines.end()?;
    }
    lines.flush()
}
