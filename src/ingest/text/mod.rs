//! The bytes of a file as UTF-8 text: inflated if they are gzip, decoded if they are in another encoding.

mod encoding;
mod limit;
mod utf8;

pub(super) use encoding::Encoding;
#[cfg(feature = "unpack")]
pub(super) use encoding::decoded_name;
pub(super) use limit::Limit;
pub(super) use utf8::{CHUNK as ENCODING_SAMPLE, Utf8};

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::input::Input;
use super::source::Source;

/// What a gzip file starts with: magic and the one method there is.
const GZIP: &[u8] = &[0x1f, 0x8b, 0x08];

/// A file as text, from the first byte as often as asked for.
pub(super) struct Text<I> {
    bytes: Utf8<Bytes<I>>,
    encoding: Option<Encoding>,
}

/// The file's bytes, or those that are deflated in it.
#[expect(clippy::large_enum_variant, reason = "one a file")]
enum Bytes<I> {
    Plain(Source<I>),
    /// With the bytes that came out of it.
    Gzip(Box<MultiGzDecoder<Source<I>>>, u64),
    /// In between two of the others, for an instant.
    Taken,
}

impl<I: Input> Text<I> {
    /// `encoding` is what the user says, if anything; else it is told from the bytes.
    pub(super) fn new(source: Source<I>, encoding: Option<Encoding>) -> io::Result<Self> {
        Ok(Self { bytes: Utf8::new(Bytes::new(source)?, encoding), encoding })
    }

    /// Goes back to the first byte.
    pub(super) fn start_again(&mut self) -> io::Result<()> {
        let bytes = std::mem::replace(self.bytes.input(), Bytes::Taken);
        let mut source = bytes.into_source()?;
        source.start_again()?;
        self.bytes = Utf8::new(Bytes::new(source)?, self.encoding);
        Ok(())
    }

    /// Whether that is possible.
    pub(super) fn can_start_again(&self) -> bool {
        match self.bytes.input_ref() {
            Bytes::Plain(source) => source.can_start_again(),
            Bytes::Gzip(gzip, _) => gzip.get_ref().can_start_again(),
            Bytes::Taken => false,
        }
    }

    /// Bytes of the file itself that were read, for somebody who watches.
    pub(super) fn counter(&self) -> Rc<Cell<u64>> {
        match self.bytes.input_ref() {
            Bytes::Plain(source) => source.counter(),
            Bytes::Gzip(gzip, _) => gzip.get_ref().counter(),
            Bytes::Taken => Rc::default(),
        }
    }

    /// The file itself, done with.
    pub(super) fn into_source(self) -> io::Result<Source<I>> {
        self.bytes.into_input().into_source()
    }
}

impl<I: Input> Read for Text<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}

impl<I: Input> Bytes<I> {
    fn new(mut source: Source<I>) -> io::Result<Self> {
        if source.peek(GZIP.len())? == GZIP {
            return Ok(Self::Gzip(Box::new(MultiGzDecoder::new(source)), 0));
        }
        Ok(Self::Plain(source))
    }

    fn into_source(self) -> io::Result<Source<I>> {
        match self {
            Self::Plain(source) => Ok(source),
            Self::Gzip(gzip, _) => Ok(gzip.into_inner()),
            Self::Taken => Err(taken()),
        }
    }
}

impl<I: Input> Read for Bytes<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(source) => source.read(buffer),
            Self::Gzip(gzip, given) => {
                let read = gzip.read(buffer)?;
                *given += read as u64;
                Limit::ENTRY.hold(*given, gzip.get_ref().bytes_read())?;
                Ok(read)
            }
            Self::Taken => Err(taken()),
        }
    }
}

fn taken() -> io::Error {
    io::Error::other("the file could not be started again")
}
