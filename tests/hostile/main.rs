//! Files made to fill memory, to break a reader, or to reach the person who opens what is written: each limit at both sides,
//! and nothing of what a file says becomes a formula or an element.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected may end a test")]

mod archives;
mod kept_files;
mod numbers;
mod rows;
mod written;

use std::io::Cursor;

use botworth::ingest::{FilePart, IngestError, read_file};
use botworth::protocol::OpenFile;
use botworth::scorecard::Scorecard;
use botworth::session::Session;

fn read(text: &[u8]) -> Result<FilePart, IngestError> {
    read_file("a.csv", text.len() as u64, text, &mut |_, _| {})
}

fn reasons(part: &FilePart) -> Vec<&'static str> {
    part.ledger.entries().iter().map(|entry| entry.reason.code()).collect()
}

fn open(session: &mut Session, number: u32, name: &str, bytes: &[u8]) {
    let file = OpenFile { file: number, name: name.to_owned(), size: bytes.len() as u64, sha256: None };
    session.open(&file, Cursor::new(bytes), &mut |_, _| {}).unwrap_or_else(|error| panic!("{name}: {error:?}"));
}

fn scored(files: &[(&str, &str)]) -> Scorecard {
    let mut session = Session::new("UTC");
    for (number, (name, text)) in (0..).zip(files) {
        open(&mut session, number, name, text.as_bytes());
    }
    session.scorecard().unwrap()
}
