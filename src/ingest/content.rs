//! The records of one file, as often as they are asked for.

use std::io::{self, Cursor, Read, Seek};

use super::ReadError;
use super::head::{Format, Head};
use super::importer::{Content, Fields};
use super::readers::{CsvReader, JsonReader, NdjsonReader};
use super::record::Records;
use super::source::Source;

/// Bytes that may be read again from the first.
pub(super) trait Input: Read {
    /// Goes back to the first byte.
    fn rewind(&mut self) -> io::Result<()>;

    /// Whether that is possible.
    fn can_rewind(&self) -> bool;
}

/// Bytes that come once.
pub(super) struct Once<R>(pub(super) R);

impl<R: Read> Read for Once<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read> Input for Once<R> {
    fn rewind(&mut self) -> io::Result<()> {
        Err(io::Error::other("these bytes come once"))
    }

    fn can_rewind(&self) -> bool {
        false
    }
}

/// Bytes that can be sought.
pub(super) struct Seekable<R>(pub(super) R);

impl<R: Read> Read for Seekable<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read + Seek> Input for Seekable<R> {
    fn rewind(&mut self) -> io::Result<()> {
        self.0.rewind()
    }

    fn can_rewind(&self) -> bool {
        true
    }
}

/// A file whose head was read.
pub(super) struct FileContent<'a, I> {
    pub(super) head: &'a Head,
    pub(super) source: Source<I>,
    is_fresh: bool,
}

impl<'a, I: Input> FileContent<'a, I> {
    /// `source` stands behind the head.
    pub(super) fn new(head: &'a Head, source: Source<I>) -> Self {
        Self { head, source, is_fresh: true }
    }
}

impl<I: Input> Content for FileContent<'_, I> {
    fn records(&mut self, fields: Fields) -> Result<Box<dyn Records + '_>, ReadError> {
        // A file that is in memory whole is read from there; its source is at its end and knows all of it.
        let is_first = std::mem::replace(&mut self.is_fresh, false);
        if !is_first && !self.head.is_whole {
            let start = |source: &mut Source<I>| source.start_again().and_then(|()| skip(source, self.head.bytes.len()));
            start(&mut self.source).map_err(|source| ReadError::Input { line: 1, source })?;
        }
        let input = Cursor::new(self.head.bytes.as_slice()).chain(&mut self.source);
        Ok(match &self.head.format {
            Format::Table(dialect) => Box::new(CsvReader::new(input, *dialect)?),
            Format::Lines(wrapper) => Box::new(NdjsonReader::new(input, fields, wrapper.clone())?),
            Format::Document(place) => Box::new(JsonReader::new(input, fields, place.clone())?),
        })
    }

    fn can_read_again(&self) -> bool {
        self.head.is_whole || self.source.can_start_again()
    }
}

/// Reads past bytes that are known.
fn skip(source: &mut impl Read, bytes: usize) -> io::Result<()> {
    io::copy(&mut source.take(bytes as u64), &mut io::sink()).map(|_| ())
}
