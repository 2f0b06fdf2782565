//! Real samples, where they are at hand: what each file gives, by counts, canonical columns and a hash of the rows. Not one
//! of their rows is here. Samples are looked for in the folder that `BOTWORTH_SAMPLES` names, else in `../shared/samples`;
//! without it, this is skipped.
//!
//! `tests/golden/<folder>.txt` has a line a file of that folder. `BOTWORTH_BLESS=1` writes them anew, for a person to read.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use botworth::export::to_csv;
use botworth::ingest::Options;
use botworth::model::TableName;
use xxhash_rust::xxh3::xxh3_64;

use crate::read;

/// What a file gives, in a few lines.
fn summary(name: &str, bytes: &[u8]) -> String {
    let part = match read(name, bytes, &Options::default()) {
        Ok(part) => part,
        Err(error) => {
            // The error's kind alone: its text shows the file.
            let kind = format!("{error:?}");
            return format!("{name}: {}\n", kind.split([' ', '{', '(']).next().unwrap_or(""));
        }
    };
    let mut text = format!("{name}: {}; {} rows, {} kept out\n", part.reason, part.rows_read, part.rows_rejected);
    for (tally, count) in part.ledger.tallies() {
        writeln!(text, "  {count} x {} {}", tally.reason.code(), tally.column).unwrap();
    }
    for table in TableName::ALL {
        let csv = to_csv(&part.tables, *table);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let columns = reader.headers().unwrap().iter().collect::<Vec<_>>().join(",");
        let rows = reader.records().count();
        if rows > 0 {
            writeln!(text, "  {rows} {}: {columns}; {:016x}", table.word(), xxh3_64(csv.as_bytes())).unwrap();
        }
    }
    text
}

#[test]
fn samples_give_what_they_gave() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = std::env::var_os("BOTWORTH_SAMPLES").map_or_else(|| root.join("../shared/samples"), PathBuf::from);
    if !samples.is_dir() {
        println!("skipped: no samples");
        return;
    }
    let mut goldens: Vec<PathBuf> = fs::read_dir(root.join("tests/golden")).unwrap().map(|entry| entry.unwrap().path()).collect();
    goldens.sort();
    let mut failures = String::new();
    for golden in goldens {
        let folder = samples.join(golden.file_stem().unwrap());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let found: String =
            files.iter().map(|path| summary(&path.file_name().unwrap().to_string_lossy(), &fs::read(path).unwrap())).collect();
        if std::env::var_os("BOTWORTH_BLESS").is_some() {
            fs::write(&golden, &found).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap();
        if expected != found {
            failures += &format!("\n{}\n--- expected\n{expected}--- found\n{found}", golden.display());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
