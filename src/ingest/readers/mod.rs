//! Bytes to records, one file a format. Knows no table and no vendor.

mod csv;
mod json;
mod ndjson;
mod window;

pub use csv::CsvReader;
pub use json::{for_each_field, paths_of, value_of};
pub use ndjson::NdjsonReader;
pub use window::LONGEST_RECORD;

/// The byte order mark that some programs put before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Bytes without a byte order mark.
pub fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes)
}
