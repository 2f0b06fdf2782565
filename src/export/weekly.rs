//! The weeks as a tidy table: one line a week, metric and variant, for Looker Studio and its like.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::scorecard::{Metric, Scorecard, Week, print_number};

const COLUMNS: [&str; 15] = [
    "week",
    "from",
    "is_complete",
    "board",
    "segment",
    "segment_value",
    "metric",
    "part",
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
    "n",
    "needs",
];

/// Writes the weeks of everything, of each board, and of segments where the scorecard has them. `board` and `segment` are
/// empty where a line speaks of everything; a value that cannot be had is empty, and `needs` says why.
pub fn weekly(card: &Scorecard, cells: Cells, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, cells);
    lines.line(&COLUMNS)?;
    let mut write = |weeks: &[Week], board: &str, segment: &str, value: &str| -> io::Result<()> {
        for week in weeks {
            for (id, metric) in &week.metrics {
                let parts = metric.parts.iter().map(|(part, metric)| (part.word(), metric));
                for (part, metric) in std::iter::once(("", metric)).chain(parts) {
                    lines.bare(&week.week)?;
                    lines.bare(&week.from)?;
                    lines.bare(if week.complete { "true" } else { "false" })?;
                    lines.bare(board)?;
                    lines.bare(segment)?;
                    lines.text(value)?;
                    lines.bare(id.word())?;
                    lines.bare(part)?;
                    numbers(metric, &mut lines)?;
                }
            }
        }
        Ok(())
    };
    write(&card.weekly, "", "", "")?;
    for (board, of_board) in &card.boards {
        write(&of_board.weekly, board.word(), "", "")?;
    }
    for (segment, values) in card.segment_weeks.iter().flatten() {
        for (value, weeks) in values {
            write(weeks, "", &String::from(segment.clone()), value)?;
        }
    }
    lines.flush()
}

fn numbers<W: Write>(metric: &Metric, lines: &mut Lines<W>) -> io::Result<()> {
    let interval = metric.interval.map(|[low, high]| (low, high)).unzip();
    for number in [metric.value, metric.numerator, metric.denominator, interval.0, interval.1] {
        lines.bare(&number.map(print_number).unwrap_or_default())?;
    }
    lines.bare(&metric.n.to_string())?;
    let needs: Vec<&str> = metric.needs.iter().map(|need| need.word()).collect();
    lines.bare(&needs.join(" "))?;
    lines.end()
}
