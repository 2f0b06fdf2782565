//! Rows: cells, columns, letters and times beyond what any export has.

use std::fmt::Write as _;

use botworth::ingest::{FilePart, IngestError, LONGEST_RECORD};
use botworth::model::TableName;

use crate::{read, reasons};

const CHAT: &str = "conversation_id,started_at,question\n";

/// A conversation whose row has so many bytes, its line end included.
fn row_of(bytes: usize) -> String {
    let start = "a,2026-03-01T10:00:00Z,";
    format!("{start}{}\n", "x".repeat(bytes - start.len() - 1))
}

#[test]
fn a_cell_of_ten_megabytes_is_read_and_a_row_beyond_the_limit_is_told() {
    let ten = read((CHAT.to_owned() + &row_of(10 << 20)).as_bytes()).unwrap();
    assert_eq!((ten.tables.conversations.len(), ten.rows_rejected), (1, 0));
    let longest = read((CHAT.to_owned() + &row_of(LONGEST_RECORD)).as_bytes()).unwrap();
    assert_eq!(longest.tables.conversations.len(), 1);
    // A row behind it, so that the end of the file does not stand for its own.
    let longer = format!("{CHAT}{}{}", row_of(LONGEST_RECORD + 1), row_of(60));
    let error = read(longer.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("line 2") && error.contains("longer than 16 MiB"), "{error}");
}

#[test]
fn an_object_of_ten_megabytes_is_read_and_one_beyond_the_limit_is_told() {
    let object = |bytes: usize| {
        let start = r#"{"conversation_id":"a","started_at":"2026-03-01T10:00:00Z","question":""#;
        format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2))
    };
    let small = object(100);
    let in_lines = |bytes: usize| read(format!("{small}\n{}\n{small}\n", object(bytes)).as_bytes());
    let in_array = |bytes: usize| read(format!("[{small},{},{small}]", object(bytes)).as_bytes());
    for read in [&in_lines as &dyn Fn(usize) -> Result<FilePart, IngestError>, &in_array] {
        assert_eq!(read(10 << 20).unwrap().rows_read, 3);
        assert_eq!(read(LONGEST_RECORD - 1).unwrap().rows_read, 3);
        let error = read(LONGEST_RECORD + 1).unwrap_err().to_string();
        assert!(error.contains("longer than 16 MiB"), "{error}");
    }
}

#[test]
fn a_table_has_five_thousand_columns_and_an_object_as_many_keys_as_any_export() {
    let names: String = (0..5_000).map(|at| format!(",c{at}")).collect();
    let cells = ",x".repeat(5_000);
    let wide = format!("conversation_id,started_at{names}\na,2026-03-01T10:00:00Z{cells}\n");
    let part = read(wide.as_bytes()).unwrap();
    assert_eq!((part.tables.conversations.len(), part.ignored_columns.len()), (1, 5_000));
    // 4,096 keys of a file, those of the table included.
    let lines = |others: usize| {
        let keys: String = (0..others).map(|at| format!(r#","k{at}":1"#)).collect();
        let row = |id: &str, keys: &str| format!(r#"{{"conversation_id":"{id}","started_at":"2026-03-01T10:00:00Z"{keys}}}"#);
        format!("{}\n{}\n", row("a", ""), row("b", &keys))
    };
    let most = read(lines(4_094).as_bytes()).unwrap();
    assert_eq!((most.tables.conversations.len(), reasons(&most)), (2, vec![]));
    let more = read(lines(4_095).as_bytes()).unwrap();
    assert_eq!((more.tables.conversations.len(), reasons(&more)), (1, vec!["too_many_columns"]));
}

#[test]
fn bytes_that_are_no_text_and_halves_of_letters_cost_their_row_or_cell_alone() {
    let nul = read(b"conversation_id,started_at,question\na\0b,2026-03-01T10:00:00Z,x\0y\nc,2026-03-01T10:00:00Z,\n").unwrap();
    assert_eq!(nul.tables.conversations.len(), 2);
    let lines = concat!(
        r#"{"conversation_id":"a","started_at":"2026-03-01T10:00:00Z","question":"\ud800"}"#,
        "\n",
        r#"{"conversation_id":"b","started_at":"2026-03-01T10:00:00Z","question":"\udc00\ud83d"}"#,
        "\n",
        r#"{"conversation_id":"c","started_at":"2026-03-01T10:00:00Z","question":"\ud83d\ude00"}"#,
        "\n",
    );
    let part = read(lines.as_bytes()).unwrap();
    assert_eq!(part.rows_read, 3);
    let csv = botworth::export::to_csv(&part.tables, TableName::Conversations);
    assert!(csv.contains('😀') && part.tables.conversations.len() as u64 + part.rows_rejected == 3, "{csv}");
}

/// Conversations that start at these times; which are kept, by their place.
fn kept_starts(times: &[&str]) -> Vec<usize> {
    let mut text = "conversation_id,started_at\n".to_owned();
    for (at, time) in times.iter().enumerate() {
        let _ = writeln!(text, "{at},{time}");
    }
    let part = read(text.as_bytes()).unwrap();
    let csv = botworth::export::to_csv(&part.tables, TableName::Conversations);
    csv.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn times_end_where_metrics_says_and_absurd_ones_are_kept_out() {
    assert_eq!(
        kept_starts(&["1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "2100-01-01T00:00:00Z"]),
        [1, 2]
    );
    let absurd = [
        "2026-03-01T10:00:00Z",
        "-292277022657-01-27T08:29:52Z",
        "9999-99-99T99:99:99Z",
        "2026-02-29T10:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T10:00:00+99:99",
        "99999999999999999999999999",
        "2026-03-01T10:00:00.999999999999999999999Z",
        "NaN",
        "∞",
    ];
    let kept = kept_starts(&absurd);
    assert!(kept.contains(&0) && kept.iter().all(|at| [0, 7].contains(at)), "{kept:?}");
}
