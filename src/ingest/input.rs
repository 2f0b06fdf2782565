//! Bytes as they come in: once, or as often as they are asked for.

use std::io::{self, Read, Seek};

/// Bytes that may be read again from the first.
pub(super) trait Input: Read {
    /// Goes back to the first byte.
    fn rewind(&mut self) -> io::Result<()>;

    /// Whether that is possible.
    fn can_rewind(&self) -> bool;
}

/// Whatever the bytes come from, the readers are compiled once: they are asked for whole blocks.
pub(super) type AnyInput<'a> = Box<dyn Input + 'a>;

impl Input for AnyInput<'_> {
    fn rewind(&mut self) -> io::Result<()> {
        (**self).rewind()
    }

    fn can_rewind(&self) -> bool {
        (**self).can_rewind()
    }
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
