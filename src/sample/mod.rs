//! The seeded sample data set.

/// The files of the sample, as names and contents.
pub fn generate(_seed: u64) -> Vec<(String, Vec<u8>)> {
    Vec::new()
}
