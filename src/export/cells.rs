//! Cells of CSV that leave as they are, or so that no spreadsheet takes one for a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{QuoteStyle, WriterBuilder};

/// How texts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub enum Cells {
    /// To the letter: what is read back is the same.
    #[default]
    AsTheyAre,
    /// A text that a spreadsheet would take for a formula is given a leading apostrophe, also where it would split the text into
    /// cells; texts are quoted, so that it does not.
    ForSpreadsheets,
}

/// Characters with which a spreadsheet takes a cell for a formula, the wide ones that it takes for those included.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Where spreadsheets of some languages and settings split a line into cells, beside the comma.
const SPLITS: [char; 4] = [';', '\t', '\n', '\r'];

/// What a spreadsheet may not see before a formula: quotes, spaces, and letters without width.
fn is_skipped(letter: char) -> bool {
    let is_blank = letter.is_whitespace() && !FORMULA_STARTS.contains(&letter);
    is_blank || matches!(letter, '"' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// A text in which nothing that a spreadsheet could make a cell of is a formula.
fn disarmed(text: &str) -> Cow<'_, str> {
    // Quotes go where a spreadsheet that splits within a cell reads them.
    let is_formula = |part: &str| part.trim_start_matches(is_skipped).starts_with(FORMULA_STARTS);
    if !is_formula(text) && !text.split(SPLITS).any(is_formula) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 2);
    if is_formula(text) {
        safe.push('\'');
    }
    for (at, part) in text.split_inclusive(SPLITS).enumerate() {
        if at > 0 && is_formula(part.trim_end_matches(SPLITS)) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    Cow::Owned(safe)
}

/// Writes lines of CSV.
pub(super) struct Lines<W: Write> {
    csv: csv::Writer<W>,
    cells: Cells,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(output: W, cells: Cells) -> Self {
        let quoted = match cells {
            Cells::AsTheyAre => QuoteStyle::Necessary,
            Cells::ForSpreadsheets => QuoteStyle::NonNumeric,
        };
        Self { csv: WriterBuilder::new().quote_style(quoted).from_writer(output), cells }
    }

    /// A cell of the line: words that data wrote.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        if self.cells == Cells::ForSpreadsheets { self.bare(&disarmed(text)) } else { self.bare(text) }
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
        assert_eq!(
            line(&texts, Cells::ForSpreadsheets),
            "\"'=HYPERLINK(\"\"x\"\")\",\"'-3\",\"' +1\",\"'＝1\",\"a,b\",\"plain\"\n"
        );
    }

    #[test]
    fn a_spreadsheet_that_splits_a_text_sees_no_formula_either() {
        for (text, safe) in [
            ("x;=1+1", "x;'=1+1"),
            ("x; ＝1;@SUM(1);y", "x;' ＝1;'@SUM(1);y"),
            ("x\t=1", "x\t'=1"),
            ("x\n-1\r\n+1", "x\n'-1\r\n'+1"),
            ("x;\"=1\"", "x;'\"=1\""),
            ("\t=1", "'\t'=1"),
            ("x\t\t\r\n;=1", "x\t\t\r\n;'=1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("x;\u{a0}\u{200b}+1", "x;'\u{a0}\u{200b}+1"),
            ("a=1; b-2 @c", "a=1; b-2 @c"),
        ] {
            assert_eq!(disarmed(text), safe);
            assert_eq!(disarmed(safe), safe, "once is enough");
        }
        assert_eq!(line(&["web;=1", "2026"], Cells::ForSpreadsheets), "\"web;'=1\",2026\n");
    }
}
