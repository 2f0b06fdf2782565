//! Files that people saved: rules, mappings, scorecards, longer than any or of a later version.

use std::io::Cursor;

use botworth::protocol::{FileError, OpenFile};
use botworth::session::Session;

use crate::read;

/// Opens one file in a session; what is told of it if it cannot be used.
fn refused(text: &str) -> Option<FileError> {
    let file = OpenFile { file: 0, name: "a.json".to_owned(), size: text.len() as u64, sha256: None };
    Session::new("UTC").open(&file, Cursor::new(text.as_bytes()), &mut |_, _| {}).err()
}

#[test]
fn rules_and_mappings_of_four_mebibytes_are_read_and_longer_ones_are_told() {
    let long = |start: &str, end: &str, bytes: usize| format!("{start}{}{end}", "x".repeat(bytes - start.len() - end.len()));
    let rules = |bytes| long(r#"{"margin":0.4,"goal_per_flow":{"sales":""#, r#""}}"#, bytes);
    let headers =
        r#""table":"touches","headers":["When","From"],"columns":[{"column":"When","to":"at"},{"column":"From","to":"source"}]}"#;
    let mapping = |bytes| long(r#"{"botworth_mapping":1,"name":""#, &format!("\",{headers}"), bytes);
    for text in [&rules as &dyn Fn(usize) -> String, &mapping] {
        assert_eq!(refused(&text(4 << 20)), None);
        assert_eq!(refused(&text((4 << 20) + 1)), Some(FileError::TooLong { mebibytes: 4 }));
    }
    // Any other object is what nobody knows, however long.
    let other = refused(&long(r#"{"soup":""#, r#""}"#, 5 << 20));
    assert!(matches!(other, Some(FileError::Unknown { .. })), "{other:?}");
}

#[test]
fn a_saved_scorecard_has_sixty_four_mebibytes_and_a_longer_one_is_told() {
    let card = |bytes: usize| {
        let start = r#"{"schema":1,"engine":""#;
        format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2))
    };
    assert!(read(card(64 << 20).as_bytes()).is_ok());
    let told = read(card((64 << 20) + 1).as_bytes()).unwrap_err().to_string();
    assert!(told.contains("larger than 64 MiB"), "{told}");
}

#[test]
fn what_a_newer_version_saved_is_told_as_such() {
    assert_eq!(refused(r#"{"schema":99,"engine":"botworth 9.9","boards":{}}"#), Some(FileError::TooNew));
    assert_eq!(refused(r#"{"botworth_workspace":2,"rules":{"x":1}}"#), Some(FileError::TooNew));
}
