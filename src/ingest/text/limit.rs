//! Limits on what comes out of compressed bytes: a few kilobytes can be made to inflate to more than any memory holds.
//! Counted as the bytes come, never believed from a header.

use std::io;

/// How much may come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Limit {
    /// Bytes in all.
    pub(in crate::ingest) bytes: u64,
    /// Bytes for each byte that goes in, once there are more than [`RATIO_FROM`].
    pub(in crate::ingest) ratio: u64,
}

impl Limit {
    /// Of one file or entry of an archive: 2 GiB, and no text deflates better than 200 to 1.
    pub(in crate::ingest) const ENTRY: Self = Self { bytes: 2 << 30, ratio: 200 };

    /// An error if more was given than may be, or than `taken_in` bytes can honestly hold.
    pub(in crate::ingest) fn hold(self, given: u64, taken_in: u64) -> io::Result<()> {
        if given > self.bytes {
            return Err(io::Error::other(format!("it inflates to more than {} MiB", self.bytes >> 20)));
        }
        if given > RATIO_FROM && given / self.ratio > taken_in {
            return Err(io::Error::other(format!("it inflates to more than {} times its size, as no export does", self.ratio)));
        }
        Ok(())
    }
}

/// Small files may be very repetitive.
const RATIO_FROM: u64 = 10 << 20;
