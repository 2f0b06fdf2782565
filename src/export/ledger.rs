//! What was kept out, entry by entry, as CSV.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::ingest::Ledger;

/// Writes the entries that are listed, and for each file and reason with more of them one line that counts the rest.
/// `names` are the files by number.
pub fn ledger(ledger: &Ledger, names: &[&str], cells: Cells, output: &mut dyn Write) -> io::Result<()> {
    let name_of = |file: u32| names.get(file as usize).copied().unwrap_or("");
    let mut lines = Lines::new(output, cells);
    lines.line(&["file", "line", "column", "cell", "reason", "row_rejected", "count"])?;
    for entry in ledger.entries() {
        lines.text(name_of(entry.origin.file))?;
        lines.bare(&entry.origin.line.to_string())?;
        lines.text(&entry.column)?;
        lines.text(&entry.cell)?;
        lines.bare(entry.reason.code())?;
        lines.bare(word(entry.row_rejected))?;
        lines.bare("1")?;
        lines.end()?;
    }
    for (tally, unlisted) in ledger.unlisted_tallies() {
        lines.text(name_of(tally.file))?;
        lines.bare("")?;
        lines.text(&tally.column)?;
        lines.bare("")?;
        lines.bare(tally.reason.code())?;
        lines.bare(word(tally.row_rejected))?;
        lines.bare(&unlisted.to_string())?;
        lines.end()?;
    }
    lines.flush()
}

fn word(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Reason;

    fn csv(kept_out: &Ledger, cells: Cells) -> String {
        let mut bytes = Vec::new();
        ledger(kept_out, &["-a.csv"], cells, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn each_entry_is_a_line_and_no_cell_a_formula() {
        let mut ledger = Ledger::default();
        ledger.record(2, "csat".into(), "=HYPERLINK(\"x\")", Reason::NotANumber, false);
        ledger.record(3, "".into(), "a,b", Reason::OpenQuote, true);
        assert_eq!(
            csv(&ledger, Cells::ForSpreadsheets),
            "\"file\",\"line\",\"column\",\"cell\",\"reason\",\"row_rejected\",\"count\"\n\
             \"'-a.csv\",2,\"csat\",\"'=HYPERLINK(\"\"x\"\")\",\"not_a_number\",\"false\",1\n\
             \"'-a.csv\",3,\"\",\"a,b\",\"open_quote\",\"true\",1\n"
        );
        assert!(csv(&ledger, Cells::AsTheyAre).contains("-a.csv,2,csat,\"=HYPERLINK(\"\"x\"\")\",not_a_number"));
    }

    #[test]
    fn what_is_not_listed_is_counted_so_that_the_lines_add_up() {
        let mut ledger = Ledger::default();
        for line in 0..12_000 {
            ledger.record(line, "csat".into(), "five", Reason::NotANumber, false);
        }
        let csv = csv(&ledger, Cells::AsTheyAre);
        assert_eq!(csv.lines().count(), 1 + 10_000 + 1);
        assert_eq!(csv.lines().last(), Some("-a.csv,,csat,,not_a_number,false,2000"));
    }
}
