//! The bytes of a file on their way in: counted and hashed while they are read.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use sha2::{Digest as _, Sha256};
use xxhash_rust::xxh3::Xxh3;

use super::input::Input;

/// Bytes of a block: a file's content is told by the hashes of its blocks, so that blocks can be read apart.
pub(super) const BLOCK_BYTES: u64 = 8 << 20;

/// A file being read.
pub(super) struct Source<I> {
    input: I,
    bytes: Rc<Cell<u64>>,
    /// Of the hashes of the blocks before.
    content: Xxh3,
    block: Xxh3,
    block_bytes: u64,
    sha256: Sha256,
    /// Bytes that were looked at and not given out.
    ahead: Vec<u8>,
}

/// What identifies a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentIdentity {
    pub(super) bytes: u64,
    pub(super) xxh3: u128,
    /// Lower-case hex.
    pub(super) sha256: String,
}

impl<I: Input> Source<I> {
    pub(super) fn new(input: I) -> Self {
        Self {
            input,
            bytes: Rc::default(),
            content: Xxh3::new(),
            block: Xxh3::new(),
            block_bytes: 0,
            sha256: Sha256::new(),
            ahead: Vec::new(),
        }
    }

    /// The next bytes, which are given out again; fewer at the end of the file.
    pub(super) fn peek(&mut self, bytes: usize) -> io::Result<&[u8]> {
        let missing = bytes.saturating_sub(self.ahead.len()) as u64;
        self.input.by_ref().take(missing).read_to_end(&mut self.ahead)?;
        Ok(self.ahead.get(..bytes).unwrap_or(&self.ahead))
    }

    /// Identity of all bytes that were read.
    pub(super) fn content(mut self) -> ContentIdentity {
        if self.block_bytes > 0 {
            self.end_block();
        }
        let sha256 = format!("{:x}", self.sha256.finalize());
        ContentIdentity { bytes: self.bytes.get(), xxh3: self.content.digest128(), sha256 }
    }

    /// Bytes that were read.
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes.get()
    }

    /// The same count for somebody who watches the file being read.
    pub(super) fn counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.bytes)
    }

    /// Goes back to the first byte, nothing read.
    pub(super) fn start_again(&mut self) -> io::Result<()> {
        self.input.rewind()?;
        self.bytes.set(0);
        (self.content, self.sha256) = (Xxh3::new(), Sha256::new());
        (self.block, self.block_bytes) = (Xxh3::new(), 0);
        self.ahead.clear();
        Ok(())
    }

    /// Takes bytes into the block's hash.
    fn hash(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = usize::try_from(BLOCK_BYTES - self.block_bytes).unwrap_or(usize::MAX);
            let (own, after) = bytes.split_at(room.min(bytes.len()));
            self.block.update(own);
            self.block_bytes += own.len() as u64;
            if self.block_bytes == BLOCK_BYTES {
                self.end_block();
            }
            bytes = after;
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::replace(&mut self.block, Xxh3::new());
        self.content.update(&block.digest128().to_le_bytes());
        self.block_bytes = 0;
    }

    /// Whether that is possible.
    pub(super) fn can_start_again(&self) -> bool {
        self.input.can_rewind()
    }
}

impl<I: Input> Read for Source<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = if self.ahead.is_empty() {
            self.input.read(buffer)?
        } else {
            let taken = self.ahead.as_slice().read(buffer)?;
            self.ahead.drain(..taken);
            taken
        };
        let bytes = buffer.get(..read).unwrap_or_default();
        self.hash(bytes);
        self.sha256.update(bytes);
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}
