//! The start of a file, from which its format and importer are told.

use std::io::{self, Read};

use super::error::first_line;
use super::readers::{CsvReader, NdjsonReader, without_bom};
use super::record::{Next, Record, Records};

/// Bytes of a file that are looked at before it is read.
pub const HEAD_BYTES: usize = 256 << 10;

/// How a file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows of comma-separated cells under a header.
    Csv,
    /// A JSON object a line.
    Ndjson,
}

/// The start of a file.
#[derive(Clone, Debug)]
pub struct Head {
    /// Name of the file without folders.
    pub name: String,
    /// Its first bytes, at most [`HEAD_BYTES`].
    pub bytes: Vec<u8>,
    /// Whether these are all bytes.
    pub is_whole: bool,
    /// How it is laid out.
    pub format: Format,
    /// Columns of the header, or keys of the lines in these bytes.
    pub columns: Vec<String>,
}

impl Head {
    /// Reads the start of a file, whatever the pieces in which it comes.
    pub fn read(name: &str, input: &mut dyn Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        input.take(HEAD_BYTES as u64).read_to_end(&mut bytes)?;
        let is_whole = bytes.len() < HEAD_BYTES;
        let format = if without_bom(&bytes).trim_ascii_start().starts_with(b"{") { Format::Ndjson } else { Format::Csv };
        let columns = columns_of(&bytes, is_whole, format);
        Ok(Self { name: name.to_owned(), bytes, is_whole, format, columns })
    }

    /// Whether there is nothing but space.
    pub fn is_blank(&self) -> bool {
        self.is_whole && without_bom(&self.bytes).trim_ascii().is_empty()
    }

    /// The header or first line, cut, as it can be shown.
    pub fn first_line(&self) -> String {
        first_line(without_bom(&self.bytes))
    }

    /// Whether a column is there by exactly this name.
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }
}

fn columns_of(bytes: &[u8], is_whole: bool, format: Format) -> Vec<String> {
    match format {
        Format::Csv => CsvReader::new(bytes).map(|reader| reader.columns().to_vec()).unwrap_or_default(),
        Format::Ndjson => {
            // The last line may be cut.
            let lines = bytes.iter().rposition(|byte| *byte == b'\n').filter(|_| !is_whole);
            let lines = lines.and_then(|end| bytes.get(..end)).unwrap_or(bytes);
            let Ok(mut reader) = NdjsonReader::new(lines) else { return Vec::new() };
            let mut record = Record::default();
            while matches!(reader.read(&mut record), Ok(Next::Record | Next::Broken(_))) {}
            reader.columns().to_vec()
        }
    }
}
