//! A stretch of the file in memory: it grows for a record that does not fit, and moves on past those that were taken.

use std::io::{self, Read};

use crate::ingest::ReadError;

/// Bytes that a record may have. A quote that is not closed within them is taken as one that never is.
pub const LONGEST_RECORD: usize = 16 << 20;

/// Bytes held at first.
const WINDOW: usize = 256 << 10;

/// The bytes of a file that were read and not yet taken.
pub(super) struct Window<R> {
    input: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    is_at_end: bool,
    bytes_read: u64,
}

impl<R: Read> Window<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, buffer: vec![0; WINDOW], start: 0, end: 0, is_at_end: false, bytes_read: 0 }
    }

    /// What is there and not taken.
    pub(super) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Where [`Self::bytes`] begins: a place that stays until the next [`Self::fill`].
    pub(super) fn place(&self) -> usize {
        self.start
    }

    /// Bytes from a place on, taken or not.
    pub(super) fn bytes_at(&self, place: usize, length: usize) -> &[u8] {
        self.buffer.get(place..place + length).unwrap_or_default()
    }

    /// Whether nothing follows [`Self::bytes`].
    pub(super) fn is_at_end(&self) -> bool {
        self.is_at_end
    }

    /// Whether no more can be asked for.
    pub(super) fn is_full(&self) -> bool {
        self.end - self.start >= LONGEST_RECORD
    }

    /// Takes bytes from the front.
    pub(super) fn take(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    /// Bytes read from the file.
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Reads on behind what is there, as much as fits, so that small reads cost no more looks at a record than large ones.
    pub(super) fn fill(&mut self, line: u64) -> Result<(), ReadError> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        } else if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        while let Some(free) = self.buffer.get_mut(self.end..).filter(|free| !free.is_empty()) {
            match self.input.read(free) {
                Ok(0) => {
                    self.is_at_end = true;
                    break;
                }
                Ok(read) => {
                    self.end += read;
                    self.bytes_read += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(source) => return Err(ReadError::Input { line, source }),
            }
        }
        Ok(())
    }
}
