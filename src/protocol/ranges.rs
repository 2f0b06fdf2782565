//! What crosses between the tab and a reader of ranges: bytes of these (borsh) and a handle or the rows, in one list.

use borsh::{BorshDeserialize, BorshSerialize};

/// What a reader is asked; the file's handle comes with the message.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ToRead {
    /// Read one range.
    Range {
        /// Number of the file in this tab.
        file: u32,
        /// How the file is read ([`crate::ingest::Plan`]).
        plan: Vec<u8>,
        /// Which range ([`crate::ingest::RangeOrder`]).
        order: Vec<u8>,
    },
    /// Read all bytes for their hash.
    Hash {
        /// Number of the file in this tab.
        file: u32,
    },
}

/// What a reader says.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ReadAnswer {
    /// It waits for ranges.
    Ready,
    /// A range was read; its bytes come with the message.
    Range {
        /// Number of the file.
        file: u32,
    },
    /// All bytes were read.
    Hash {
        /// Number of the file.
        file: u32,
        /// SHA-256 in lower-case hex; none if the bytes could not be had.
        sha256: Option<String>,
    },
}
