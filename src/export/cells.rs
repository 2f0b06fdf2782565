//! Cells of CSV that leave as they are, or so that no spreadsheet takes one for a formula.

use std::io::{self, Write};

/// How texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub enum Cells {
    /// To the letter: what is read back is the same.
    #[default]
    AsTheyAre,
    /// A text that a spreadsheet would take for a formula is given a leading apostrophe.
    ForSpreadsheets,
}

/// Characters with which a spreadsheet takes a cell for a formula, the wide ones that it takes for those included.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Writes lines of CSV.
pub(super) struct Lines<W: Write> {
    csv: csv::Writer<W>,
    cells: Cells,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(output: W, cells: Cells) -> Self {
        Self { csv: csv::Writer::from_writer(output), cells }
    }

    /// A cell of the line: words that data wrote.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        let is_formula = text.trim_start_matches([' ', '\n']).starts_with(FORMULA_STARTS);
        if self.cells == Cells::ForSpreadsheets && is_formula { self.bare(&["'", text].concat()) } else { self.bare(text) }
    }

    /// A cell of the line: a number, a date or a word of ours, never a formula.
    pub(super) fn bare(&mut self, text: &str) -> io::Result<()> {
        Ok(self.csv.write_field(text)?)
    }

    /// Ends the line.
    pub(super) fn end(&mut self) -> io::Result<()> {
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    /// A line of words of ours.
    pub(super) fn line(&mut self, cells: &[&str]) -> io::Result<()> {
        Ok(self.csv.write_record(cells)?)
    }

    /// Hands everything over.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(texts: &[&str], cells: Cells) -> String {
        let mut bytes = Vec::new();
        let mut lines = Lines::new(&mut bytes, cells);
        for text in texts {
            lines.text(text).unwrap();
        }
        lines.end().unwrap();
        lines.flush().unwrap();
        drop(lines);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_spreadsheet_sees_texts_where_formulas_stood() {
        let texts = ["=HYPERLINK(\"x\")", "-3", " +1", "＝1", "a,b", "plain"];
        assert_eq!(line(&texts, Cells::AsTheyAre), "\"=HYPERLINK(\"\"x\"\")\",-3, +1,＝1,\"a,b\",plain\n");
        assert_eq!(line(&texts, Cells::ForSpreadsheets), "\"'=HYPERLINK(\"\"x\"\")\",'-3,' +1,'＝1,\"a,b\",plain\n");
    }
}
