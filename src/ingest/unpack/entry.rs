//! One file that was in another.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use sha2::{Digest as _, Sha256};

use super::UnpackError;
use crate::ingest::Excess;
use crate::ingest::input::Seekable;
use crate::ingest::source::Source;
use crate::ingest::text::Text;

/// Bytes that can be sought.
pub trait ReadSeek: Read + Seek {}

impl<R: Read + Seek> ReadSeek for R {}

/// One file that was in another. It can be sought back to its first byte, and nowhere else.
pub struct Unpacked<'a> {
    /// Name without folders.
    pub name: String,
    /// Bytes, as far as they are known before they are read; else 0.
    pub size: u64,
    /// SHA-256 of the file that a person has, where these bytes were made from it.
    pub sha256: Option<String>,
    content: Content<'a>,
}

enum Content<'a> {
    Entry(Inflated<'a>),
    Memory(Cursor<Vec<u8>>),
    Text(Box<Decoded<'a>>),
}

impl<'a> Unpacked<'a> {
    pub(super) fn entry(name: String, entry: Inflated<'a>) -> Self {
        Self { name, size: entry.place.size, sha256: None, content: Content::Entry(entry) }
    }

    pub(super) fn made(name: String, bytes: Vec<u8>, sha256: String) -> Self {
        Self { name, size: bytes.len() as u64, sha256: Some(sha256), content: Content::Memory(Cursor::new(bytes)) }
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.content {
            Content::Entry(entry) => entry.read(buffer),
            Content::Memory(bytes) => bytes.read(buffer),
            Content::Text(text) => text.read(buffer),
        }
    }
}

impl Seek for Unpacked<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if to != SeekFrom::Start(0) {
            return Err(io::Error::other("an unpacked file can be sought to its start alone"));
        }
        match &mut self.content {
            Content::Entry(entry) => entry.start_again()?,
            Content::Memory(bytes) => bytes.set_position(0),
            Content::Text(text) => {
                text.mark = BOM;
                text.text.start_again()?;
            }
        }
        Ok(0)
    }
}

/// Where an entry lies in its archive, as the directory has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) start: u64,
    pub(super) length: u64,
    /// Bytes once inflated.
    pub(super) size: u64,
    pub(super) crc: u32,
    pub(super) is_deflated: bool,
}

/// An entry, inflated as it is read: never more than the directory declares. Its length and checksum are held against the
/// directory's at its end.
pub(super) struct Inflated<'a> {
    stage: Stage<'a>,
    place: Place,
    crc: Crc,
    given: u64,
}

enum Stage<'a> {
    Stored(Take<&'a mut dyn ReadSeek>),
    Deflated(Box<DeflateDecoder<Take<&'a mut dyn ReadSeek>>>),
    /// In between two of the others, for an instant.
    Taken,
}

impl<'a> Inflated<'a> {
    pub(super) fn new(archive: &'a mut dyn ReadSeek, place: Place) -> io::Result<Self> {
        let mut entry = Self { stage: Stage::Taken, place, crc: Crc::new(), given: 0 };
        entry.start(archive)?;
        Ok(entry)
    }

    fn start(&mut self, archive: &'a mut dyn ReadSeek) -> io::Result<()> {
        archive.seek(SeekFrom::Start(self.place.start))?;
        let bytes = archive.take(self.place.length);
        self.stage =
            if self.place.is_deflated { Stage::Deflated(Box::new(DeflateDecoder::new(bytes))) } else { Stage::Stored(bytes) };
        (self.crc, self.given) = (Crc::new(), 0);
        Ok(())
    }

    fn start_again(&mut self) -> io::Result<()> {
        let bytes = match std::mem::replace(&mut self.stage, Stage::Taken) {
            Stage::Stored(bytes) => bytes,
            Stage::Deflated(decoder) => decoder.into_inner(),
            Stage::Taken => return Err(io::Error::other("the entry could not be started again")),
        };
        self.start(bytes.into_inner())
    }
}

impl Read for Inflated<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.stage {
            Stage::Stored(bytes) => bytes.read(buffer)?,
            Stage::Deflated(decoder) => decoder.read(buffer)?,
            Stage::Taken => 0,
        };
        self.given += read as u64;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        if self.given > self.place.size {
            return Err(Excess::Undeclared { bytes: self.place.size }.into());
        }
        let is_end = read == 0 && !buffer.is_empty();
        if is_end && (self.given != self.place.size || self.crc.sum() != self.place.crc) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its bytes are not those that were packed"));
        }
        Ok(read)
    }
}

/// The mark of UTF-8: what was decoded is not to be told from its bytes again.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Text as UTF-8.
struct Decoded<'a> {
    mark: &'static [u8],
    text: Text<Seekable<&'a mut dyn ReadSeek>>,
}

impl Read for Decoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.mark.is_empty() { self.text.read(buffer) } else { self.mark.read(buffer) }
    }
}

/// Gives a file that holds no files as UTF-8.
pub(super) fn decoded(name: &str, input: &mut dyn ReadSeek, each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>)) {
    let made = sha256_of(input).and_then(|sha256| {
        let text = Text::new(Source::new(Seekable(input)), None)?;
        let content = Content::Text(Box::new(Decoded { mark: BOM, text }));
        Ok(Unpacked { name: name.to_owned(), size: 0, sha256: Some(sha256), content })
    });
    each(made.map_err(|error| UnpackError::reading(name, &error)));
}

/// SHA-256 of all bytes, in lower-case hex; back at the first afterwards.
pub(super) fn sha256_of(input: &mut dyn ReadSeek) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut chunk = vec![0; 1 << 20];
    input.rewind()?;
    loop {
        let read = input.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        hash.update(chunk.get(..read).unwrap_or_default());
    }
    input.rewind()?;
    Ok(format!("{:x}", hash.finalize()))
}
