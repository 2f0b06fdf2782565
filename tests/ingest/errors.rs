//! Files that give nothing, and what is said about them.

use std::io::{self, Read};

use botworth::ingest::{Excess, IngestError, read_file};

use crate::read;

#[test]
fn an_unknown_file_shows_its_first_line() {
    let error = read("a.csv", "Ticket;Created\n1;2\n").unwrap_err();
    assert_eq!(error, IngestError::Unknown { file: "a.csv".to_owned(), seen: "Ticket;Created".to_owned() });
    assert!(error.to_string().starts_with("a.csv: "));
    let binary = read("a.pdf", "%PDF\u{3}\u{4}\u{0}binary").unwrap_err();
    assert_eq!(binary, IngestError::Unknown { file: "a.pdf".to_owned(), seen: "%PDF\u{fffd}\u{fffd}\u{fffd}binary".to_owned() });
    assert_eq!(read("a.xlsx", "PK\u{3}\u{4}\u{0}").unwrap_err(), IngestError::Packed { file: "a.xlsx".to_owned() });
    assert!(matches!(read("a.json", "{\"a\":1}\n{\"b\":2}\n"), Err(IngestError::Unknown { .. })));
    assert!(matches!(read("a.json", "{}"), Err(IngestError::Unknown { .. })));
    assert!(matches!(read("a.json", "[{\"conversation_id\":1}]"), Err(IngestError::Unknown { .. })));
}

#[test]
fn a_file_without_rows_is_empty() {
    for text in ["", "\u{feff}", " \n\n", "at,source\n", "at,source\n\n\n"] {
        assert_eq!(read("a.csv", text).unwrap_err(), IngestError::Empty { file: "a.csv".to_owned() }, "{text:?}");
    }
}

#[test]
fn a_file_that_ends_early_counts_for_nothing() {
    let text = "at,source\n2026-03-01T00:00:00Z,google\n2026-03-01T00:00:00Z,bi";
    let error = read_file("m.csv", 200, text.as_bytes(), &mut |_, _| {}).unwrap_err();
    let bytes = text.len() as u64;
    assert_eq!(error, IngestError::Truncated { file: "m.csv".to_owned(), line: 3, rows: 2, bytes, size: 200 });
}

#[test]
fn a_read_that_fails_is_told_with_its_line() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let at_once = read_file("m.csv", 9, Failing, &mut |_, _| {}).unwrap_err();
    assert_eq!(
        at_once,
        IngestError::Broken { file: "m.csv".to_owned(), line: 1, rows: 0, reason: "the disk is gone".to_owned() }
    );

    let row = "2026-03-01T00:00:00Z,google\n";
    let rows = 20_000;
    let text = format!("at,source\n{}", row.repeat(rows));
    let later = read_file("m.csv", 1 << 30, text.as_bytes().chain(Failing), &mut |_, _| {}).unwrap_err();
    let IngestError::Broken { line, rows: read, .. } = later else { panic!("{later}") };
    // The window before the failure is lost with it.
    assert!((2..=rows as u64 + 1).contains(&line) && read < rows as u64, "{line} {read}");
}

#[test]
fn a_slip_in_a_rules_file_is_told_with_its_line() {
    let error = read("rules.json", "{\n  \"margin\": 0.4,\n  \"currency\": EUR\n}\n").unwrap_err();
    let IngestError::Broken { line, .. } = error else { panic!("{error}") };
    assert_eq!(line, 3);
}

#[test]
fn a_line_without_end_stops_the_file() {
    let text = format!("at,source\n2026-03-01T00:00:00Z,{}", "x".repeat(20 << 20));
    let error = read("m.csv", &text).unwrap_err();
    let excess = Excess::LongLine { bytes: 16 << 20 };
    assert_eq!(error, IngestError::TooMuch { file: "m.csv".to_owned(), line: 2, rows: 0, excess });
}

#[test]
fn a_quote_without_end_costs_its_row_alone() {
    let row = format!("2026-03-01T00:00:00Z,google,{}\n", "x".repeat(4_000));
    let text = format!("at,source,note\n2026-03-01T00:00:00Z,\"open\n{}", row.repeat(5_000));
    let file = read("m.csv", &text).unwrap();
    assert_eq!((file.rows_read, file.rows_rejected, file.tables.touches.len()), (5_001, 1, 5_000));
    assert_eq!(crate::ledger_of(&file), [(2, "", "2026-03-01T00:00:00Z,\"open", "open_quote", true)]);
}

#[test]
fn a_quoted_cell_longer_than_a_record_costs_its_line_alone() {
    let row = "2026-03-01T00:00:00Z,google,x\n";
    let text = format!("at,source,note\n{row}2026-03-01T00:00:00Z,google,\"{}\"\n{row}{row}", "x".repeat(40 << 20));
    let file = read("m.csv", &text).unwrap();
    assert_eq!((file.rows_read, file.rows_rejected, file.tables.touches.len()), (4, 1, 3));
    let ledger = crate::ledger_of(&file);
    assert_eq!((ledger.len(), ledger[0].0, ledger[0].3), (1, 3, "open_quote"));
    assert_eq!(file.tables.touches.rows().last().unwrap().origin.line, 5);
}

#[test]
fn texts_full_of_tabs_and_line_ends_do_not_hide_the_rows() {
    let text = "at,source,note\n2026-03-01T00:00:00Z,google,\"a\tb\nc\td\ne\tf\ng\th\"\n";
    assert_eq!(read("m.csv", text).unwrap().tables.touches.len(), 1);
}
