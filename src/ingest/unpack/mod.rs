//! Files that hold files: archives, workbooks, and text in encodings that only this part knows.
//!
//! Nothing here knows rows. In the browser it is a part of its own: what reads files says
//! [`super::IngestError::Packed`], and gets the files that [`unpack`] makes.

#[cfg(feature = "unpack")]
mod archive;
#[cfg(feature = "unpack")]
mod budget;
#[cfg(feature = "unpack")]
mod entry;
#[cfg(feature = "unpack")]
mod workbook;

#[cfg(feature = "unpack")]
pub use entry::{ReadSeek, Unpacked};

use super::Excess;

/// Why a file gave no files, or one of them could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// Its bytes cannot be read as what they claim to be.
    #[error("{file}: it is damaged and cannot be unpacked. Export or copy it again. Reason: {reason}")]
    Damaged {
        /// Name of the file.
        file: String,
        /// What happened.
        reason: String,
    },
    /// A password is asked for.
    #[error("{file}: it is locked with a password. Open the file inside without it.")]
    Locked {
        /// Name of the file.
        file: String,
    },
    /// It is compressed in a way that no browser or spreadsheet uses.
    #[error("{file}: it is compressed in a way that is not read here. Unpack it and open the files inside.")]
    Method {
        /// Name of the file.
        file: String,
    },
    /// More than any export holds: made to fill memory, or too much for one go.
    #[error("{file}: {excess}. Unpack it and open the files inside.")]
    TooMuch {
        /// Name of the file.
        file: String,
        /// Which limit it passes.
        excess: Excess,
    },
}

impl UnpackError {
    /// Why the bytes of a file could not be had.
    pub fn reading(file: &str, error: &std::io::Error) -> Self {
        match Excess::of(error) {
            Some(excess) => Self::TooMuch { file: file.to_owned(), excess: excess.clone() },
            None => Self::Damaged { file: file.to_owned(), reason: error.to_string() },
        }
    }

    /// Name of the file that could not be had.
    pub fn file(&self) -> &str {
        match self {
            Self::Damaged { file, .. } | Self::Locked { file } | Self::Method { file } | Self::TooMuch { file, .. } => file,
        }
    }
}

/// What archives and new workbooks start with, and an archive with nothing in it.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// What old workbooks start with, and those with a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Bytes that tell.
pub(super) const LONGEST_MAGIC: usize = 8;

/// Whether a file holds files, from its first [`LONGEST_MAGIC`] bytes.
pub(super) fn is_packed(start: &[u8]) -> bool {
    is_zip(start) || start.starts_with(COMPOUND)
}

fn is_zip(start: &[u8]) -> bool {
    ZIP.iter().any(|magic| start.starts_with(magic))
}

/// Bytes that may be held in memory at once: a sheet, or an archive within an archive.
#[cfg(feature = "unpack")]
const MOST_HELD: u64 = 512 << 20;

/// Makes files of a file: the entries of an archive, the sheets of a workbook, or itself as UTF-8 if it is text. Archives
/// in it are unpacked too, one level deep. What cannot be had is told in its place, and the rest goes on.
#[cfg(feature = "unpack")]
pub fn unpack(name: &str, input: &mut dyn ReadSeek, each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>)) {
    unpack_at(name, input, (0, &mut budget::Budget::default()), each);
}

/// Archives within archives that are opened.
#[cfg(feature = "unpack")]
const DEEPEST: u32 = 1;

#[cfg(feature = "unpack")]
fn unpack_at(
    name: &str,
    input: &mut dyn ReadSeek,
    (depth, budget): (u32, &mut budget::Budget),
    each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>),
) {
    use std::io::Read as _;
    let mut start = Vec::new();
    let looked = input.rewind().and_then(|()| (&mut *input).take(LONGEST_MAGIC as u64).read_to_end(&mut start));
    if let Err(error) = looked.and_then(|_| input.rewind()) {
        each(Err(UnpackError::reading(name, &error)));
    } else if start.starts_with(COMPOUND) {
        workbook::sheets_of_old(name, input, each);
    } else if is_zip(&start) {
        archive::entries(name, input, (depth, budget), each);
    } else {
        entry::decoded(name, input, each);
    }
}

/// Letters of a name that are shown.
#[cfg(feature = "unpack")]
const LONGEST_NAME: usize = 200;

/// The name without folders, as it can be shown: names in archives are anybody's text.
#[cfg(feature = "unpack")]
fn base_name(path: &str) -> String {
    let base = path.rsplit(['/', '\\']).next().unwrap_or(path);
    // Marks that turn the direction of reading would show another ending than there is.
    let turns = |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |letter: char| if letter.is_control() || turns(letter) { '\u{fffd}' } else { letter };
    base.chars().map(shown).take(LONGEST_NAME).collect()
}
