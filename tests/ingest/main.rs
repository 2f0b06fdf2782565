//! Files in, tables out: METRICS section 1 as a user meets it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected may end a test")]

mod containers;
mod contract;
mod duplicates;
mod errors;
mod laws;

use std::io::Read;

use botworth::export::to_csv;
use botworth::ingest::{FilePart, IngestError, Load, assemble, read_file};
use botworth::model::{TableName, Tables};

/// Reads a file from its text.
fn read(name: &str, text: &str) -> Result<FilePart, IngestError> {
    read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {})
}

/// Reads a file that is one.
fn part(name: &str, text: &str) -> FilePart {
    read(name, text).unwrap()
}

/// Reads files and brings them together.
fn load(files: &[(&str, &str)]) -> Load {
    let parts: Vec<FilePart> = files.iter().map(|(name, text)| part(name, text)).collect();
    assemble(&parts)
}

/// Ledger entries as line, column, cell, code of the reason and whether the row was rejected.
fn ledger_of(part: &FilePart) -> Vec<(u32, &str, &str, &str, bool)> {
    let entries = part.ledger.entries().iter();
    entries.map(|entry| (entry.origin.line, &*entry.column, &*entry.cell, entry.reason.code(), entry.row_rejected)).collect()
}

/// Everything that two loads of the same rows share: their cells, and what tells equal rows of several files.
fn content_of(tables: &Tables) -> (Vec<String>, Vec<Option<u64>>) {
    let fingerprints = tables.events.rows().map(|row| row.fingerprint);
    let fingerprints = fingerprints.chain(tables.touches.rows().map(|row| row.fingerprint));
    let fingerprints = fingerprints.chain(tables.exposure.rows().map(|row| row.fingerprint));
    (TableName::ALL.iter().map(|table| to_csv(tables, *table)).collect(), fingerprints.collect())
}

/// Gives its bytes in pieces of the sizes listed, over and over.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: std::iter::Cycle<std::vec::IntoIter<usize>>,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str, sizes: Vec<usize>) -> Self {
        Self { bytes: text.as_bytes(), sizes: sizes.into_iter().cycle() }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes.next().unwrap_or(1).min(buffer.len()).min(self.bytes.len());
        let (piece, rest) = self.bytes.split_at(size);
        buffer[..size].copy_from_slice(piece);
        self.bytes = rest;
        Ok(size)
    }
}
