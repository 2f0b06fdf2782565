//! What one file may hold, down all levels of archives in it.

use super::UnpackError;
use crate::ingest::Excess;

/// Files of an archive and of those in it.
const MOST_FILES: usize = 10_000;

/// Bytes that all of them may inflate to, archives in it included.
const MOST_BYTES: u64 = 4 << 30;

/// What may still come out of a file that was opened.
#[derive(Debug)]
pub(super) struct Budget {
    most_files: usize,
    most_bytes: u64,
    files: usize,
    bytes: u64,
    /// Whether a limit was passed, and told: nothing more comes out.
    is_spent: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of(MOST_FILES, MOST_BYTES)
    }
}

impl Budget {
    /// So many files, and so many bytes of them.
    pub(super) fn of(most_files: usize, most_bytes: u64) -> Self {
        Self { most_files, most_bytes, files: 0, bytes: 0, is_spent: false }
    }

    /// Whether nothing more may come out.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent
    }

    /// Takes in the files of an archive.
    pub(super) fn hold_files(&mut self, archive: &str, files: usize) -> Result<(), UnpackError> {
        self.files = self.files.saturating_add(files);
        let most = self.most_files;
        self.told(self.files <= most, archive, || Excess::Files { files: most as u64 })
    }

    /// Takes in the bytes that a file declares: no more of it is read than that.
    pub(super) fn hold_bytes(&mut self, archive: &str, file: &str, bytes: u64) -> Result<(), UnpackError> {
        self.bytes = self.bytes.saturating_add(bytes);
        let bytes = self.most_bytes;
        self.told(self.bytes <= bytes, archive, || Excess::InAll { bytes, next: file.to_owned() })
    }

    fn told(&mut self, is_held: bool, archive: &str, excess: impl FnOnce() -> Excess) -> Result<(), UnpackError> {
        if is_held {
            return Ok(());
        }
        self.is_spent = true;
        Err(UnpackError::TooMuch { file: archive.to_owned(), excess: excess() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_gibibytes_may_come_out_in_all_and_no_more() {
        let mut budget = Budget::default();
        assert_eq!(budget.hold_bytes("e.zip", "a.csv", 3 << 30), Ok(()));
        assert_eq!(budget.hold_bytes("e.zip", "b.csv", 1 << 30), Ok(()));
        assert!(!budget.is_spent());
        let told = budget.hold_bytes("in.zip", "c.csv", 1).unwrap_err().to_string();
        assert!(
            told.starts_with("in.zip: its files inflate to more than 4 GiB in all") && told.contains("c.csv and those after"),
            "{told}"
        );
        assert!(budget.is_spent());
    }

    #[test]
    fn ten_thousand_files_may_come_out_and_no_more() {
        let mut budget = Budget::default();
        assert_eq!(budget.hold_files("e.zip", 9_000), Ok(()));
        assert_eq!(budget.hold_files("in.zip", 1_000), Ok(()));
        let told = budget.hold_files("other.zip", 1).unwrap_err().to_string();
        assert!(told.contains("more than 10,000 files"), "{told}");
    }
}
