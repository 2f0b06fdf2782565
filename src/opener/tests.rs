//! What is read apart is what is read in place.

use std::io::Cursor;

use super::{Apart, InPlace, Opener, Subject, serve};
use crate::ingest::Options;
use crate::protocol::{FileError, OpenFile};

const CHATS: &str = "conversation_id,started_at,outcome,cost\na,2026-03-01T10:00:00Z,completed,0.1\nb,2026-03-01 11:00,lost,x\n";

type Answered = Result<Vec<u8>, String>;

/// Another part of the program, in this one.
fn apart() -> impl Opener<Cursor<Vec<u8>>> {
    Apart(|question: &[u8], subject: Subject<'_, Cursor<Vec<u8>>>, progress: &mut dyn FnMut(u64, u64)| -> Answered {
        Ok(match subject {
            Subject::Input(input) => serve(question, input, progress),
            Subject::Bytes(bytes) => serve(question, &mut Cursor::new(bytes), progress),
        })
    })
}

fn file(name: &str, text: &str) -> (OpenFile, Cursor<Vec<u8>>) {
    let file = OpenFile { file: 0, name: name.to_owned(), size: text.len() as u64, sha256: None };
    (file, Cursor::new(text.as_bytes().to_vec()))
}

#[test]
fn a_file_keeps_its_rows_its_ledger_and_what_it_is() {
    let (file, mut input) = file("chats.csv", CHATS);
    let mut told = Vec::new();
    let near = InPlace.open(&file, &Options::default(), &mut input.clone(), &mut |_, _| {}).unwrap();
    let far = apart().open(&file, &Options::default(), &mut input, &mut |bytes, rows| told.push((bytes, rows))).unwrap();
    assert_eq!((far.rows_read, far.rows_rejected, &far.reason), (near.rows_read, near.rows_rejected, &near.reason));
    assert_eq!((&far.kind, &far.source, &far.sha256), (&near.kind, &near.source, &near.sha256));
    assert_eq!(far.ledger, near.ledger);
    assert!(far.ledger.total() > 0, "the second row's cost is no number");
    assert_eq!(far.to_bytes(), near.to_bytes());
    assert!(told.iter().any(|(_, rows)| *rows > 0));
}

#[test]
fn why_a_file_cannot_be_used_comes_back_as_it_is() {
    for (name, text) in [("notes.txt", "nothing that anybody knows"), ("empty.csv", ""), ("rules.json", "{\"currency\": ")] {
        let (file, mut input) = file(name, text);
        let near = InPlace.open(&file, &Options::default(), &mut input.clone(), &mut |_, _| {}).unwrap_err();
        let far = apart().open(&file, &Options::default(), &mut input, &mut |_, _| {}).unwrap_err();
        assert_eq!(far, near, "{name}");
    }
}

#[test]
fn columns_are_suggested_and_tried_alike() {
    let (file, input) = file("shop.csv", "Chat,When,Said\n1,2026-03-01 10:00,hello\n2,2026-03-02 10:00,bye\n");
    let near = InPlace.suggest_mapping(&file, &mut input.clone()).unwrap();
    assert_eq!(apart().suggest_mapping(&file, &mut input.clone()).unwrap(), near);
    let tried = InPlace.try_mapping(&file, &near.choice, &mut input.clone()).unwrap();
    assert_eq!(apart().try_mapping(&file, &near.choice, &mut input.clone()).unwrap(), tried);
    let profile = InPlace.profile(&file, &near.choice, &mut input.clone()).unwrap();
    assert_eq!(apart().profile(&file, &near.choice, &mut input.clone()).unwrap(), profile);
}

#[test]
fn a_part_that_dies_costs_its_file_alone() {
    let mut dying = Apart(|_: &[u8], _: Subject<'_, Cursor<Vec<u8>>>, _: &mut dyn FnMut(u64, u64)| -> Answered {
        Err("out of memory".to_owned())
    });
    let (file, mut input) = file("chats.csv", CHATS);
    let error = dying.open(&file, &Options::default(), &mut input, &mut |_, _| {}).unwrap_err();
    assert_eq!(error, FileError::Broken { line: 0, reason: "out of memory".to_owned() });
    let mut talking =
        Apart(|_: &[u8], _: Subject<'_, Cursor<Vec<u8>>>, _: &mut dyn FnMut(u64, u64)| -> Answered { Ok(vec![1, 2, 3]) });
    let error = talking.open(&file, &Options::default(), &mut input, &mut |_, _| {}).unwrap_err();
    assert_eq!(error, FileError::Broken { line: 0, reason: "unreadable message".to_owned() });
}
