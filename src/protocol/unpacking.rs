//! What crosses between the tab and the unpacker: bytes of these (borsh) and a handle, in one list.

use borsh::{BorshDeserialize, BorshSerialize};

use super::FileError;
use crate::ingest::UnpackError;

/// A file to make files of; its handle comes with the message.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ToUnpack {
    /// Number of the file in this tab.
    pub file: u32,
    /// Its name.
    pub name: String,
}

/// What the unpacker says.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum UnpackAnswer {
    /// It waits for files.
    Ready,
    /// So many bytes came out of a file so far.
    Progress {
        /// Number of the file.
        file: u32,
        /// Bytes.
        bytes: u64,
    },
    /// A file was made; its handle comes with the message.
    Made {
        /// Number of the file that it was in.
        from: u32,
        /// Its name.
        name: String,
        /// Its bytes.
        size: u64,
        /// SHA-256 of the file that it was in, where its bytes were made anew.
        sha256: Option<String>,
    },
    /// A file in it, or the file itself, could not be had.
    Refused {
        /// Number of the file that it was in.
        from: u32,
        /// Its name.
        name: String,
        /// Why.
        error: FileError,
    },
    /// Nothing more is in a file.
    Done {
        /// Number of the file.
        file: u32,
    },
}

impl From<UnpackError> for FileError {
    fn from(error: UnpackError) -> Self {
        match error {
            UnpackError::Damaged { reason, .. } => Self::Damaged { reason },
            UnpackError::Locked { .. } => Self::Locked,
            UnpackError::Method { .. } => Self::Method,
            UnpackError::TooMuch { excess, .. } => Self::TooMuch { line: 0, excess },
        }
    }
}
