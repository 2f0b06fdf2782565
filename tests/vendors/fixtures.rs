//! `tests/fixtures/<vendor>/<case>/`: the files of a case, and what they give.
//!
//! `expected.<table>.csv` holds the canonical rows, written by hand; a table without such a file gets no row.
//! `expected.ledger.csv` holds the ledger (line, column, cell, reason, `row_rejected`); without it the ledger is empty.
//! `reason.txt` holds how the first file by name was recognised. `options.json` holds what the user said: `time_zone`,
//! `date_order` (`day_first`, `month_first`), `namespace`.

use std::fs;
use std::path::{Path, PathBuf};

use botworth::export::{Cells, to_csv};
use botworth::ingest::{DateOrder, FilePart, Load, Options, assemble};
use botworth::model::TableName;

use crate::read;

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(of).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The entries under `line,column,cell,reason,row_rejected`.
fn ledger_of(load: &Load) -> String {
    let mut csv = Vec::new();
    botworth::export::ledger(&load.ledger, &[], Cells::AsTheyAre, &mut csv).unwrap();
    let lines = String::from_utf8(csv).unwrap();
    let entry = |line: &str| line.strip_prefix(',').and_then(|line| line.strip_suffix(",1")).unwrap().to_owned() + "\n";
    lines.lines().skip(1).map(entry).collect()
}

fn options_of(case: &Path) -> Options {
    let Ok(text) = fs::read_to_string(case.join("options.json")) else { return Options::default() };
    let said: serde_json::Value = serde_json::from_str(&text).unwrap();
    let text = |key: &str| said.get(key).map(|value| value.as_str().unwrap().to_owned());
    let date_order = text("date_order").map(|order| match order.as_str() {
        "day_first" => DateOrder::DayFirst,
        "month_first" => DateOrder::MonthFirst,
        other => panic!("no order {other}"),
    });
    Options {
        time_zone: text("time_zone"),
        date_order,
        namespace: text("namespace"),
        encoding: text("encoding"),
        ..Options::default()
    }
}

/// The files of a case, read.
fn parts_of(case: &Path) -> Vec<FilePart> {
    let options = options_of(case);
    let mut files: Vec<PathBuf> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| !["expected.", "options.json", "reason.txt"].iter().any(|start| name_of(path).starts_with(start)));
    files.sort();
    let read = |path: &PathBuf| read(&name_of(path), &fs::read(path).unwrap(), &options);
    files.iter().map(|path| read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
}

#[test]
fn every_case_gives_the_rows_that_were_written_for_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut failures = String::new();
    let mut cases = 0;
    // The scorecard's own fixtures lie beside the vendors'.
    for case in folders(&root).iter().filter(|vendor| name_of(vendor) != "scorecard").flat_map(|vendor| folders(vendor)) {
        cases += 1;
        let parts = parts_of(&case);
        let load = assemble(&parts);
        let mut check = |what: &str, expected: &str, found: &str| {
            if expected != found {
                failures += &format!("\n{}: {what}\n--- expected\n{expected}--- found\n{found}", case.display());
            }
        };
        for table in TableName::ALL {
            let found = to_csv(&load.tables, *table);
            let expected = match fs::read(case.join(format!("expected.{}.csv", table.word()))) {
                // Read and written again, so that the order of columns and the spelling of numbers are free.
                Ok(bytes) => to_csv(&read("expected.csv", &bytes, &Options::default()).unwrap().tables, *table),
                Err(_no_file) => to_csv(&botworth::model::Tables::default(), *table),
            };
            check(table.word(), &expected, &found);
        }
        let ledger = ledger_of(&load);
        let expected = fs::read_to_string(case.join("expected.ledger.csv")).unwrap_or_default();
        check("ledger", expected.split_once('\n').map_or("", |(_, rows)| rows), &ledger);
        if let Ok(reason) = fs::read_to_string(case.join("reason.txt")) {
            check("reason", reason.trim(), &parts[0].reason);
        }
    }
    assert!(cases >= 4, "{cases} cases");
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_kind_of_file_that_is_recognised_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let cases: Vec<PathBuf> =
        folders(&root).iter().filter(|vendor| name_of(vendor) != "scorecard").flat_map(|vendor| folders(vendor)).collect();
    let reasons: Vec<String> = cases.iter().flat_map(|case| parts_of(case)).map(|part| part.reason).collect();
    let has_case = |label: &&str| reasons.iter().any(|reason| reason.split(": ").next() == Some(*label));
    let without: Vec<&str> = botworth::ingest::recognised_kinds().filter(|label| !has_case(label)).collect();
    assert_eq!(without, Vec::<&str>::new());
}
