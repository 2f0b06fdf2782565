//! Public suites of hard files: csv-spectrum, and `JSONTestSuite` as the package json-test-suite has it. Both come with what
//! `./dev test` sets up, at the versions and hashes of `.ci/package-lock.json`; where they are not there, the test says so.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use super::json::{Columns, read_object};
use super::{CsvReader, Dialect};
use crate::ingest::head::{Format, Head};
use crate::ingest::importer::Fields;
use crate::ingest::read_file;
use crate::ingest::record::{Next, Record, Records as _};

/// The folder of a suite.
fn suite(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/node_modules")).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    // Past what the harness holds back of a test that passes.
    let _ = writeln!(std::io::stderr(), "SKIPPED {name}: there is no {}", folder.display());
    None
}

type Rows = Vec<BTreeMap<String, String>>;

fn rows_of(bytes: &[u8]) -> Rows {
    // The layout as it is told from the bytes: nobody says that it is comma and quote.
    let dialect = match Head::read("a.csv", &mut &*bytes).unwrap().format {
        Format::Table(dialect) => dialect,
        _ => Dialect::COMMA,
    };
    let mut reader = CsvReader::new(bytes, dialect).unwrap();
    let (mut record, mut rows) = (Record::default(), Rows::new());
    while reader.read(&mut record).unwrap() == Next::Record {
        let columns = reader.columns().iter().enumerate();
        rows.push(columns.map(|(at, name)| (name.clone(), record.cell(at).to_owned())).collect());
    }
    rows
}

#[test]
fn csv_spectrum_is_read_to_the_letter() {
    let Some(folder) = suite("csv-spectrum") else { return };
    let mut files = 0;
    for entry in fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let rows = rows_of(&fs::read(&path).unwrap());
        files += 1;
        // What the suite expects of this one is another row than the one in its file, and no list.
        if name == "location_coordinates" {
            assert_eq!((rows.len(), rows[0].len(), rows[0]["Cities"].as_str()), (1, 4, "Modesto"));
            continue;
        }
        let expected = fs::read_to_string(folder.join(format!("json/{name}.json"))).unwrap();
        let expected: Rows = serde_json::from_str(&expected).unwrap();
        assert_eq!(rows, expected, "{name}");
    }
    assert_eq!(files, 12);
}

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    input: String,
}

/// The cases of a part of the suite: a module whose only export is a list that is JSON.
fn cases(part: &str) -> Option<Vec<Case>> {
    let text = fs::read_to_string(suite("json-test-suite")?.join(format!("data/{part}.js"))).unwrap();
    let (_, list) = text.split_once("export default").unwrap();
    Some(serde_json::from_str(list.trim().trim_end_matches(';')).unwrap())
}

/// The JSON of a value as the cell of a record; none where it is refused.
fn cell_of(json: &str) -> Option<String> {
    let (mut columns, mut record) = (Columns::default(), Record::default());
    record.start(1);
    let object = [r#"{"value":"#, json, "}"].concat();
    read_object(object.as_bytes(), Fields::Keys, &mut columns, &mut record).ok()?;
    record.finish();
    Some(record.cell(0).to_owned())
}

#[test]
fn json_that_must_be_read_is_and_json_that_must_not_be_is_not() {
    let Some(cases) = cases("parsing") else { return };
    let (mut must, mut must_not, mut open, mut refused) = (0, 0, 0, Vec::new());
    for Case { name, input } in &cases {
        let is_read = cell_of(input).is_some();
        match name.split_once('_').unwrap().0 {
            "y" => {
                assert!(is_read, "{name} must be read");
                must += 1;
            }
            "n" => {
                assert!(!is_read, "{name} must not be read");
                must_not += 1;
            }
            _ => {
                open += 1;
                refused.extend((!is_read).then_some(name.as_str()));
            }
        }
        // As a file it may be refused, and nothing worse.
        let _ = read_file("a.json", input.len() as u64, input.as_bytes(), &mut |_, _| {});
    }
    assert_eq!((must, must_not, open), (95, 188, 35));
    // Where the standard leaves it open, halves of surrogate pairs and numbers beyond a double are read: as cells that are no
    // text, and as the digits that stand there. Other encodings and marks are told from a whole file,
    // never within it.
    assert_eq!(
        refused,
        [
            "i_string_UTF-16LE_with_BOM.json",
            "i_string_utf16BE_no_BOM.json",
            "i_string_utf16LE_no_BOM.json",
            "i_structure_UTF-8_BOM_empty_object.json"
        ]
    );
}

#[test]
fn numbers_keep_the_digits_as_written() {
    let Some(cases) = cases("transform") else { return };
    let numbers = cases.iter().filter(|case| case.name.starts_with("number_"));
    let mut count = 0;
    for Case { name, input } in numbers {
        let digits = input.trim().trim_start_matches('[').trim_end_matches(']').trim();
        assert_eq!(cell_of(digits).as_deref(), Some(digits), "{name}");
        count += 1;
    }
    assert!(count >= 5, "{count}");
}
