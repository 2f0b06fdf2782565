//! The start of a file, from which its format and importer are told.

use std::io::{self, Read};

use rustc_hash::FxHashSet;

use super::error::first_line;
use super::importer::Fields;
use super::mapping::split_name;
use super::readers::{CsvReader, NdjsonReader, paths_of, without_bom};
use super::record::{Next, Record, Records};

/// Bytes of a file that are looked at before it is read.
pub const HEAD_BYTES: usize = 256 << 10;

/// How a file is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Rows of comma-separated cells under a header.
    Csv,
    /// A JSON object a line.
    Ndjson {
        /// The key whose value is the record, where every line wraps it.
        wrapper: Option<String>,
    },
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
    /// Columns of the header, or keys of the records in these bytes.
    pub columns: Vec<String>,
    /// Columns as vendors' signatures compare them; of JSON records their dotted paths.
    keys: FxHashSet<String>,
}

/// Records whose paths are looked at.
const RECORDS_LOOKED_AT: usize = 50;

impl Head {
    /// Reads the start of a file, whatever the pieces in which it comes.
    pub fn read(name: &str, input: &mut dyn Read) -> io::Result<Self> {
        let mut bytes = Vec::new();
        input.take(HEAD_BYTES as u64).read_to_end(&mut bytes)?;
        let is_whole = bytes.len() < HEAD_BYTES;
        let is_json = without_bom(&bytes).trim_ascii_start().starts_with(b"{");
        let format = if is_json { Format::Ndjson { wrapper: None } } else { Format::Csv };
        let mut head = Self { name: name.to_owned(), bytes, is_whole, format, columns: Vec::new(), keys: FxHashSet::default() };
        head.find_columns();
        Ok(head)
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

    /// Whether a column is there by its name as compared, or a path of JSON records.
    pub fn has_key(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// Whether its records are JSON.
    pub fn is_json(&self) -> bool {
        !matches!(self.format, Format::Csv)
    }

    fn find_columns(&mut self) {
        let keys = &mut self.keys;
        match &self.format {
            Format::Csv => {
                self.columns = CsvReader::new(self.bytes.as_slice()).map(|reader| reader.columns().to_vec()).unwrap_or_default();
                keys.extend(self.columns.iter().map(|name| split_name(name).0));
            }
            Format::Ndjson { wrapper } => {
                // The last line may be cut.
                let lines = self.bytes.iter().rposition(|byte| *byte == b'\n').filter(|_| !self.is_whole);
                let lines = lines.and_then(|end| self.bytes.get(..end)).unwrap_or(&self.bytes);
                let Ok(mut reader) = NdjsonReader::new(lines, Fields::Keys, wrapper.clone()) else { return };
                let mut record = Record::default();
                let mut looked_at = 0;
                while let Ok(next @ (Next::Record | Next::Broken(_))) = reader.read(&mut record) {
                    if next == Next::Record && looked_at < RECORDS_LOOKED_AT {
                        looked_at += 1;
                        paths_of(reader.element().unwrap_or(""), &mut |path| {
                            keys.insert(split_name(path).0);
                        });
                    }
                }
                self.columns = reader.columns().to_vec();
            }
        }
    }
}
