//! The bytes of a file on their way in: counted and hashed while they are read.

use std::io::{self, Read};

use super::content::Input;
use sha2::{Digest as _, Sha256};
use xxhash_rust::xxh3::Xxh3;

/// A file being read.
pub(super) struct Source<R> {
    input: R,
    bytes: u64,
    content: Xxh3,
    sha256: Sha256,
}

/// What identifies a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) bytes: u64,
    pub(super) xxh3: u128,
    /// Lower-case hex.
    pub(super) sha256: String,
}

impl<R: Input> Source<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, bytes: 0, content: Xxh3::new(), sha256: Sha256::new() }
    }

    /// Goes back to the first byte, nothing read.
    pub(super) fn start_again(&mut self) -> io::Result<()> {
        self.input.rewind()?;
        (self.bytes, self.content, self.sha256) = (0, Xxh3::new(), Sha256::new());
        Ok(())
    }

    /// Whether that is possible.
    pub(super) fn can_start_again(&self) -> bool {
        self.input.can_rewind()
    }

    /// Identity of all bytes that were read.
    pub(super) fn content(self) -> Content {
        let sha256 = format!("{:x}", self.sha256.finalize());
        Content { bytes: self.bytes, xxh3: self.content.digest128(), sha256 }
    }

    /// Bytes that were read.
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes
    }
}

impl<R: Input> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        self.content.update(bytes);
        self.sha256.update(bytes);
        self.bytes += read as u64;
        Ok(read)
    }
}
