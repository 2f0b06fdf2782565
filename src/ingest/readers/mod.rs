//! Bytes to records, one file a format. Knows no table and no vendor.

#[cfg(test)]
mod acid;
mod csv;
mod dialect;
mod json;
mod json_document;
mod ndjson;
mod outline;
mod rows;
mod window;

pub use csv::CsvReader;
pub use dialect::{Dialect, dialects_of, headers, lines_before_header};
pub use json::{is_object, value_of};
pub use json_document::JsonReader;
pub use ndjson::NdjsonReader;
pub use outline::{Outline, Place};
pub use rows::{Rows, rows_start};
pub use window::LONGEST_RECORD;

/// The byte order mark that some programs put before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Bytes without a byte order mark.
pub fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes)
}
