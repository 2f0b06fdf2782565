//! The exports of vendors: written fixtures with hand-written rows, and golden files where the samples are there.

#![allow(clippy::unwrap_used, clippy::format_push_string, reason = "a test that cannot read its fixtures fails")]

mod fixtures;
mod golden;
mod joins;
mod lists;
mod mappings;
mod quirks;
mod recognition;

use botworth::ingest::{FilePart, IngestError, Options, open_file};

/// Reads a file from its bytes.
fn read(name: &str, bytes: &[u8], options: &Options) -> Result<FilePart, IngestError> {
    open_file(name, bytes.len() as u64, std::io::Cursor::new(bytes), options, &mut |_, _| {})
}
