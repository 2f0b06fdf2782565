//! Why a file could not be used.

use super::excess::{Excess, bytes_in_words};

/// Why a file gives no row. Everything else that was opened still counts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// Nothing in it is known.
    #[error(
        "{file}: this is no file that Botworth knows, so nothing of it counts. \
         Open a CSV or NDJSON file whose columns are named as in Botworth format, or a rules file. It starts with: {seen}"
    )]
    Unknown {
        /// Name of the file.
        file: String,
        /// The header or first line, cut.
        seen: String,
    },
    /// It holds other files, or its bytes are no text yet: [`super::unpack`] makes files of it.
    #[error("{file}: it holds other files or is in an encoding that is read elsewhere, and was not unpacked.")]
    Packed {
        /// Name of the file.
        file: String,
    },
    /// It is a mapping profile with something wrong in it.
    #[error("{file}: {error}")]
    Mapping {
        /// Name of the file.
        file: String,
        /// What is wrong.
        error: super::ProfileError,
    },
    /// It is rules, a mapping, a scorecard or a workspace, and larger than any.
    #[error("{file}: it is larger than {}, the most that is read of a file of its kind. Take out what it does not need.", bytes_in_words(*.limit))]
    TooLong {
        /// Name of the file.
        file: String,
        /// Bytes that are read.
        limit: u64,
    },
    /// It has no row.
    #[error("{file}: there is no row in it. Export it again with the rows you want counted.")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// It broke while being read.
    #[error(
        "{file}, line {line}: the file cannot be read on from here, so nothing of it counts, \
         nor do the {rows} rows before. Export or copy it again. Reason: {reason}"
    )]
    Broken {
        /// Name of the file.
        file: String,
        /// Line of the place, from 1.
        line: u64,
        /// Rows read before that place; none of them counts.
        rows: u64,
        /// What happened.
        reason: String,
    },
    /// It holds more than any export.
    #[error(
        "{file}, line {line}: the file cannot be read on from here, so nothing of it counts, \
         nor do the {rows} rows before. Unpack, export or copy it again. Reason: {excess}"
    )]
    TooMuch {
        /// Name of the file.
        file: String,
        /// Line of the place, from 1.
        line: u64,
        /// Rows read before that place; none of them counts.
        rows: u64,
        /// Which limit it passes.
        excess: Excess,
    },
    /// It ended early.
    #[error(
        "{file}, line {line}: the file ends after {bytes} of {size} bytes, so nothing of it counts, \
         nor do its first {rows} rows. Copy or export it again."
    )]
    Truncated {
        /// Name of the file.
        file: String,
        /// Last line that was read, from 1.
        line: u64,
        /// Rows read before the end; none of them counts.
        rows: u64,
        /// Bytes that were there.
        bytes: u64,
        /// Bytes that were announced.
        size: u64,
    },
}

/// Why a reader cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes cannot be had.
    #[error("{source}")]
    Input {
        /// Line reached.
        line: u64,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line is longer than any row is.
    #[error("{}", Excess::LongLine { bytes: *limit as u64 })]
    LineTooLong {
        /// Where it starts.
        line: u64,
        /// [`super::readers::LONGEST_RECORD`].
        limit: usize,
    },
}

impl ReadError {
    /// Line of the place, from 1.
    pub fn line(&self) -> u64 {
        match self {
            Self::Input { line, .. } | Self::LineTooLong { line, .. } => *line,
        }
    }

    /// The limit that the file passes, if that is why.
    pub fn excess(&self) -> Option<Excess> {
        match self {
            Self::Input { source, .. } => Excess::of(source).cloned(),
            Self::LineTooLong { limit, .. } => Some(Excess::LongLine { bytes: *limit as u64 }),
        }
    }
}

/// What is shown of a file's first line.
const LONGEST_SEEN: usize = 200;

/// The first line of some bytes, as it can be shown.
pub(super) fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty());
    // Four bytes a character at most.
    let line = line.unwrap_or_default();
    let line = line.get(..LONGEST_SEEN * 4).unwrap_or(line);
    String::from_utf8_lossy(line)
        .chars()
        .map(|letter| if letter.is_control() { '\u{fffd}' } else { letter })
        .take(LONGEST_SEEN)
        .collect()
}
