//! The fuzzers' targets over the kept corpus and the fixtures, in seconds. `./dev fuzz` runs them on bytes of its own.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected may end a test")]

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

use targets::TARGETS;

/// All files under a folder, by name.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

#[track_caller]
fn replay(name: &str, files: &[PathBuf]) {
    let (_, target) = TARGETS.iter().find(|(target, _)| *target == name).unwrap();
    for path in files {
        // Named where it panics.
        println!("{name}: {}", path.display());
        target(&fs::read(path).unwrap());
    }
}

#[test]
fn every_target_holds_over_its_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, _) in TARGETS {
        let files = files_under(&root.join("fuzz/corpus").join(name));
        assert!(files.len() >= 3, "{name} has a corpus of {}", files.len());
        replay(name, &files);
    }
    let folders = fs::read_dir(root.join("fuzz/corpus")).unwrap().count();
    assert_eq!(folders, TARGETS.len(), "a corpus without a target");
}

#[test]
fn vendors_hold_over_every_fixture_and_over_each_cut_in_the_middle() {
    let fixtures = files_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"));
    let read: Vec<PathBuf> = fixtures.into_iter().filter(|path| !path.ends_with("reason.txt")).collect();
    assert!(read.len() > 50, "{}", read.len());
    replay("vendors", &read);
    let (_, vendors) = TARGETS.iter().find(|(name, _)| *name == "vendors").unwrap();
    for path in read {
        println!("cut: {}", path.display());
        let bytes = fs::read(path).unwrap();
        vendors(&bytes[..bytes.len() / 2]);
    }
}
