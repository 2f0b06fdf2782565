//! What may never change the tables: how a file comes in, how it is cut, in what order files are opened.

use botworth::ingest::{FilePart, assemble, read_file};
use proptest::prelude::*;

use crate::{Pieces, content_of, load, part};

/// Cells of rows that are told apart by their number: text with everything that CSV and JSON have to escape, and cells
/// that cannot be read.
fn rows() -> impl Strategy<Value = Vec<[String; 6]>> {
    let time = prop_oneof![
        8 => "2026-0[1-9]-[12][0-9][T ]1[0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,8})?(Z|[+-]0[0-9]:30)?",
        1 => Just("yesterday".to_owned()),
        1 => Just(String::new()),
    ];
    let turns = prop_oneof!["[0-9]{1,3}", "-[1-9]", "[1-9]\\.[05]", Just(String::new())];
    let flag = prop_oneof!["(true|FALSE|yes|0|1|maybe)", Just(String::new())];
    let email = prop_oneof![" ?[A-C]@x\\.org ?", Just(String::new())];
    let question = "[a返\",' \\\\{}=\n\r\t]{0,12}";
    proptest::collection::vec((time, turns, flag, email, question), 1..40).prop_map(|rows| {
        let numbered = rows.into_iter().enumerate();
        numbered
            .map(|(number, (time, turns, flag, email, text))| [format!("c{number}"), time, turns, flag, email, text])
            .collect()
    })
}

const COLUMNS: [&str; 6] = ["conversation_id", "started_at", "user_turns", "engaged", "email", "question"];

fn csv_of(rows: &[[String; 6]]) -> String {
    let line = |cells: &[String; 6]| cells.each_ref().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).join(",") + "\n";
    COLUMNS.join(",") + "\n" + &rows.iter().map(line).collect::<String>()
}

fn ndjson_of(rows: &[[String; 6]]) -> String {
    let text = |text: &str| serde_json::to_string(text).unwrap();
    let line = |cells: &[String; 6]| {
        let pairs = COLUMNS.iter().zip(cells).map(|(column, cell)| format!("{}:{}", text(column), text(cell)));
        format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(","))
    };
    rows.iter().map(line).collect()
}

fn entries_of(part: &FilePart) -> Vec<(String, String, &'static str, bool)> {
    let entries = part.ledger.entries().iter();
    entries.map(|entry| (entry.column.to_string(), entry.cell.clone(), entry.reason.code(), entry.row_rejected)).collect()
}

proptest! {
    #[test]
    fn the_pieces_in_which_bytes_come_change_nothing(rows in rows(), sizes in proptest::collection::vec(1_usize..40, 1..5)) {
        for text in [csv_of(&rows), ndjson_of(&rows)] {
            let whole = part("c", &text);
            for sizes in [vec![1], sizes.clone()] {
                let pieces = read_file("c", text.len() as u64, Pieces::new(&text, sizes), &mut |_, _| {}).unwrap();
                prop_assert_eq!(content_of(&pieces.tables), content_of(&whole.tables));
                prop_assert_eq!(&pieces.ledger, &whole.ledger);
                prop_assert_eq!((pieces.content_hash, &pieces.sha256), (whole.content_hash, &whole.sha256));
            }
        }
    }

    #[test]
    fn csv_and_ndjson_of_the_same_rows_are_the_same(rows in rows()) {
        let (csv, ndjson) = (part("c.csv", &csv_of(&rows)), part("c.ndjson", &ndjson_of(&rows)));
        prop_assert_eq!(content_of(&csv.tables), content_of(&ndjson.tables));
        prop_assert_eq!(entries_of(&csv), entries_of(&ndjson));
        prop_assert_eq!((csv.rows_read, csv.rows_rejected), (rows.len() as u64, ndjson.rows_rejected));
    }

    #[test]
    fn files_cut_between_rows_are_the_file(rows in rows(), cut in 1_usize..10) {
        let whole = load(&[("c.csv", &csv_of(&rows))]);
        let cuts: Vec<(String, String)> =
            rows.chunks(cut).enumerate().map(|(number, rows)| (format!("c-{number:02}.csv"), csv_of(rows))).collect();
        let files: Vec<(&str, &str)> = cuts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let cut = load(&files);
        prop_assert_eq!(content_of(&cut.tables), content_of(&whole.tables));
        let kept = |load: &botworth::ingest::Load| load.files.iter().map(|file| file.rows_kept).sum::<u64>();
        prop_assert_eq!(kept(&cut), kept(&whole));
        prop_assert_eq!(cut.ledger.total(), whole.ledger.total());
    }

    #[test]
    fn the_order_of_parts_changes_nothing(
        files in proptest::collection::vec((0_usize..3, proptest::collection::vec(0_usize..4, 1..5)), 1..6),
        order in any::<prop::sample::Index>(),
    ) {
        let mut parts: Vec<FilePart> = files.iter().map(|(name, rows)| {
            let rows: Vec<String> = rows.iter().map(|row| format!("2026-03-01T00:00:00Z,s{row}\n")).collect();
            part(&format!("f{name}.csv"), &format!("at,source\n{}", rows.concat()))
        }).collect();
        let first = assemble(&parts);
        let middle = order.index(parts.len());
        parts.rotate_left(middle);
        parts.reverse();
        let second = assemble(&parts);
        prop_assert_eq!(content_of(&first.tables), content_of(&second.tables));
        prop_assert_eq!(&first.files, &second.files);
        // Each row counts as often as in the file that has most of it.
        for row in 0..4 {
            let most = files.iter().map(|(_, rows)| rows.iter().filter(|other| **other == row).count()).max().unwrap_or(0);
            let source = first.tables.dictionary.find(&format!("s{row}"));
            let counted = first.tables.touches.rows().filter(|touch| Some(touch.source) == source).count();
            prop_assert_eq!(counted, most);
        }
        for file in &first.files {
            prop_assert_eq!(file.rows_read, file.rows_kept + file.rows_rejected + file.rows_duplicate);
        }
    }

    #[test]
    fn no_bytes_panic(head in prop_oneof!["conversation_id,started_at\n", "event,timestamp,id\n", Just("{".to_owned()), Just(String::new())],
                      bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b','), Just(b'"'), Just(b'\n'), Just(b'{')], 0..200)) {
        let mut all = head.into_bytes();
        all.extend(bytes);
        if let Ok(part) = read_file("x", all.len() as u64, all.as_slice(), &mut |_, _| {}) {
            let load = assemble(&[part]);
            prop_assert_eq!(load.files.iter().map(|file| file.rows_kept + file.rows_rejected + file.rows_duplicate).sum::<u64>(),
                load.files.iter().map(|file| file.rows_read).sum::<u64>());
        }
    }
}
