//! Limits on what comes out of compressed bytes: a few kilobytes can be made to inflate to more than any memory holds.
//! Counted as the bytes come, never believed from a header.

use crate::ingest::Excess;

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
    pub(in crate::ingest) fn hold(self, given: u64, taken_in: u64) -> Result<(), Excess> {
        if given > self.bytes {
            return Err(Excess::Inflated { bytes: self.bytes });
        }
        if given > RATIO_FROM && given / self.ratio > taken_in {
            return Err(Excess::Repetitive { from: RATIO_FROM, times: self.ratio });
        }
        Ok(())
    }
}

/// Small files may be very repetitive.
const RATIO_FROM: u64 = 10 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn told(given: u64, taken_in: u64) -> String {
        Limit::ENTRY.hold(given, taken_in).unwrap_err().to_string()
    }

    #[test]
    fn a_file_inflates_to_two_gibibytes_and_no_more() {
        assert!(Limit::ENTRY.hold(2 << 30, 1 << 30).is_ok());
        assert_eq!(told((2 << 30) + 1, 1 << 30), "it inflates to more than 2 GiB");
    }

    #[test]
    fn beyond_ten_mebibytes_a_file_inflates_to_two_hundred_times_its_size_and_no_more() {
        // Ten mebibytes may be of any few bytes.
        assert!(Limit::ENTRY.hold(10 << 20, 1).is_ok());
        assert!(told((10 << 20) + 1, 1).contains("more than 10 MiB and more than 200 times its size"));
        let taken_in = 100 << 10;
        assert!(Limit::ENTRY.hold(200 * taken_in, taken_in).is_ok());
        assert!(Limit::ENTRY.hold(200 * taken_in + 200, taken_in).is_err());
    }
}
