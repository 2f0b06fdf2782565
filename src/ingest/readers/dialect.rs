//! How a table is written: what stands between cells, how quotes are escaped, where the header is. Told from the start
//! of the file, by what makes its rows most alike.

use super::csv::{Split, split_row};
use super::without_bom;
use crate::ingest::record::Record;
use crate::model::order::put_in_order_by;

/// What quotes do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// They hold a cell together; a quote in it is doubled.
    Doubled,
    /// They hold a cell together; a quote in it has a backslash before it.
    Backslash,
    /// Nothing: a quote is a letter.
    Letter,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between cells.
    pub delimiter: u8,
    /// What quotes do.
    pub quoting: Quoting,
    /// Rows before the header, blank lines not counted: a `sep=` line, titles, report periods.
    pub rows_before_header: usize,
}

impl Dialect {
    /// Commas, doubled quotes, the header first: Botworth format.
    pub const COMMA: Self = Self { delimiter: b',', quoting: Quoting::Doubled, rows_before_header: 0 };
}

/// What may stand between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Rows that are looked at.
const ROWS: usize = 60;

/// Tells the dialects that a table may have from its first bytes, the likeliest first: texts full of delimiters and line
/// ends can outweigh the rows, and then its header tells. Where that is, is told by [`headers`].
pub fn dialects_of(bytes: &[u8], is_whole: bool) -> Vec<Dialect> {
    let bytes = without_bom(bytes);
    let (delimiters, rows_before_header) = match said_delimiter(bytes) {
        Some(delimiter) => (vec![delimiter], 1),
        None => (likely_delimiters(bytes, is_whole), 0),
    };
    let dialect = |delimiter| {
        let quoting = likeliest_quoting(bytes, is_whole, delimiter);
        Dialect { delimiter, quoting, rows_before_header }
    };
    delimiters.into_iter().map(dialect).collect()
}

/// Where the header may be, the likeliest first: as many rows before it.
pub fn headers(bytes: &[u8], is_whole: bool, dialect: Dialect) -> Vec<usize> {
    /// Rows that may be a header if neither the first nor the first after titles is one that anybody knows.
    const TRIED: usize = 12;
    let rows = rows_of(without_bom(bytes), is_whole, dialect.delimiter, dialect.quoting);
    let first = dialect.rows_before_header;
    let mut headers = vec![first];
    let is_table = |row: &Row| row.filled > 1 && !row.is_comment;
    if let Some(after_titles) = rows.iter().skip(first).position(is_table) {
        headers.push(first + after_titles);
    }
    headers.extend((first..rows.len().min(TRIED)).filter(|at| rows.get(*at).is_some_and(is_table)));
    let mut seen = Vec::new();
    headers.retain(|header| {
        !seen.contains(header) && {
            seen.push(*header);
            true
        }
    });
    headers
}

/// The first rows of a file as text, one a row: titles, zones and periods that stand before the header.
pub fn lines_before_header(bytes: &[u8], dialect: Dialect) -> Vec<String> {
    let rows = rows_of(without_bom(bytes), true, dialect.delimiter, dialect.quoting);
    rows.into_iter().take(dialect.rows_before_header).map(|row| row.text).collect()
}

/// `sep=;` in the first line: what spreadsheets write for themselves.
fn said_delimiter(bytes: &[u8]) -> Option<u8> {
    let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let (key, rest) = line.split_at_checked(4)?;
    match rest {
        [delimiter] | [delimiter, b'"'] if key.eq_ignore_ascii_case(b"sep=") => Some(*delimiter),
        _ => None,
    }
}

/// Delimiters that part any row, by how many rows they make alike; a comma if none does.
fn likely_delimiters(bytes: &[u8], is_whole: bool) -> Vec<u8> {
    let alike = |delimiter: u8| {
        let rows = rows_of(bytes, is_whole, delimiter, Quoting::Doubled);
        let widths: Vec<usize> = rows.iter().filter(|row| !row.is_comment && row.width > 1).map(|row| row.width).collect();
        let count = |width: usize| widths.iter().filter(|other| **other == width).count();
        widths.iter().map(|width| (count(*width), *width)).max().unwrap_or((0, 0))
    };
    let mut likely: Vec<((usize, usize), u8)> = DELIMITERS.into_iter().map(|delimiter| (alike(delimiter), delimiter)).collect();
    likely.retain(|((_, width), delimiter)| *width > 1 || *delimiter == b',');
    put_in_order_by(&mut likely, |(alike, _)| std::cmp::Reverse(*alike));
    likely.into_iter().map(|(_, delimiter)| delimiter).collect()
}

fn likeliest_quoting(bytes: &[u8], is_whole: bool, delimiter: u8) -> Quoting {
    let faults = |quoting| rows_of(bytes, is_whole, delimiter, quoting).iter().filter(|row| row.is_faulty).count();
    let doubled = faults(Quoting::Doubled);
    if doubled == 0 {
        return Quoting::Doubled;
    }
    if bytes.windows(2).any(|pair| pair == b"\\\"") && faults(Quoting::Backslash) < doubled {
        return Quoting::Backslash;
    }
    // Tabs are written by programs that know no quotes.
    if delimiter == b'\t' { Quoting::Letter } else { Quoting::Doubled }
}

struct Row {
    width: usize,
    /// Cells that are not empty.
    filled: usize,
    is_comment: bool,
    /// Something follows a closing quote in it, or a quote stays open.
    is_faulty: bool,
    text: String,
}

fn rows_of(bytes: &[u8], is_whole: bool, delimiter: u8, quoting: Quoting) -> Vec<Row> {
    let dialect = Dialect { delimiter, quoting, rows_before_header: 0 };
    let (mut rest, mut rows, mut record) = (bytes, Vec::new(), Record::default());
    while rows.len() < ROWS {
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        rest = rest.get(blank..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        record.start(1);
        let (row, after, is_open) = match split_row(rest, is_whole, dialect, &mut record) {
            Split::Row { bytes, .. } => {
                let (row, after) = rest.split_at_checked(bytes).unwrap_or((rest, &[]));
                (row, after, false)
            }
            Split::OpenQuote if is_whole || rest.len() > LONGEST_QUOTED => {
                let line = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                let (row, after) = rest.split_at_checked(line).unwrap_or((rest, &[]));
                (row, after, true)
            }
            Split::OpenQuote | Split::Unfinished => break,
        };
        record.finish();
        rows.push(Row {
            width: if is_open { 1 } else { record.width() },
            filled: record.cells().filter(|cell| !cell.text.trim().is_empty()).count(),
            is_comment: row.starts_with(b"#"),
            is_faulty: is_open || has_text_after_quote(row, dialect),
            text: String::from_utf8_lossy(row).trim_end().to_owned(),
        });
        rest = after;
    }
    rows
}

/// A quote that is open for longer than this in the head is one that nobody closes.
const LONGEST_QUOTED: usize = 64 << 10;

/// Whether something other than a delimiter follows the end of a quoted cell.
fn has_text_after_quote(row: &[u8], dialect: Dialect) -> bool {
    let mut is_start = true;
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if is_start && byte == b'"' && dialect.quoting != Quoting::Letter {
            let mut before = 0;
            while let Some(inner) = bytes.next() {
                let is_escaped = dialect.quoting == Quoting::Backslash && before == b'\\';
                if inner == b'"' && !is_escaped && bytes.next_if_eq(&b'"').is_none() {
                    break;
                }
                before = if before == b'\\' && inner == b'\\' { 0 } else { inner };
            }
            if bytes.peek().is_some_and(|next| *next != dialect.delimiter && !matches!(next, b'\n' | b'\r')) {
                return true;
            }
        }
        is_start = byte == dialect.delimiter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Quoting, dialects_of, headers, lines_before_header};

    fn dialect_of(bytes: &[u8], is_whole: bool) -> Dialect {
        dialects_of(bytes, is_whole)[0]
    }

    fn told(text: &str) -> (char, Quoting, usize) {
        let Dialect { delimiter, quoting, rows_before_header } = dialect_of(text.as_bytes(), true);
        (char::from(delimiter), quoting, rows_before_header)
    }

    fn header_of(text: &str) -> Vec<usize> {
        headers(text.as_bytes(), true, dialect_of(text.as_bytes(), true))
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_rows_alike() {
        assert_eq!(told("a,b\n1;5,2\n").0, ',');
        assert_eq!(told("a;b\n1,5;2,5\n1;3\n").0, ';');
        assert_eq!(told("a\tb c, d\n1\t2\n").0, '\t');
        assert_eq!(told("a|b|c\n1|2|3,4\n").0, '|');
        // Quoted cells may hold any of them.
        assert_eq!(told("a;b\n\"1;1;1\";2\n\"x,y\";3\n").0, ';');
        // One column alone.
        assert_eq!(told("at\n2026-03-01\n").0, ',');
        assert_eq!(told("").0, ',');
    }

    #[test]
    fn spreadsheets_say_their_delimiter() {
        assert_eq!(told("sep=;\na;b\n1;2\n"), (';', Quoting::Doubled, 1));
        assert_eq!(told("\u{feff}\"SEP=|\"\r\na|b\r\n"), ('|', Quoting::Doubled, 1));
        assert_eq!(header_of("sep=;\na;b\n1;2\n"), [1, 2]);
    }

    #[test]
    fn quotes_with_backslashes_are_told_by_what_follows_them() {
        assert_eq!(told("\"a\",\"b\"\r\n\"he said \\\"hi\\\"\",\"1\"\r\n").1, Quoting::Backslash);
        assert_eq!(told("\"a\",\"b\"\n\"he said \"\"hi\"\"\",\"C:\\\"\n").1, Quoting::Doubled);
    }

    #[test]
    fn tabs_with_stray_quotes_know_no_quotes() {
        assert_eq!(told("a\tb\n\"hello\" she said\t1\n").1, Quoting::Letter);
        assert_eq!(told("a\tb\n\"never closed\t1\nx\t2\n").1, Quoting::Letter);
        assert_eq!(told("a\tb\n\"two\nlines\"\t1\n").1, Quoting::Doubled);
    }

    #[test]
    fn the_header_is_the_first_row_or_the_first_after_titles() {
        assert_eq!(header_of("a,b\n1,2\n"), [0, 1]);
        let report = "# ----\n# Events, all\n# Start date: 20260910\n# ----\n\nEvent name,Event count\nx,1\n";
        assert_eq!(header_of(report).get(..2), Some(&[0, 4][..]));
        let dialect = Dialect { rows_before_header: 4, ..dialect_of(report.as_bytes(), true) };
        assert_eq!(
            lines_before_header(report.as_bytes(), dialect),
            ["# ----", "# Events, all", "# Start date: 20260910", "# ----"]
        );
        // Rows wider than the header do not make it a title.
        let inbox = "Reporting period 2024-01-01 to 2024-01-31\n\nInbox name,Inbox type,No.\nA,web,1,2,3\nB,web,1,2,3\n";
        assert_eq!(header_of(inbox).get(..2), Some(&[0, 1][..]));
    }
}
