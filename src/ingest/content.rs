//! The records of one file, as often as they are asked for.

use std::io::{self, Cursor, Read as _};

use super::ReadError;
use super::head::{Format, Head};
use super::importer::{Content, Fields};
use super::input::Input;
use super::readers::{CsvReader, JsonReader, NdjsonReader};
use super::record::Records;
use super::text::Text;

/// A file whose head was read.
pub(super) struct FileContent<'a, I> {
    head: &'a Head,
    text: Text<I>,
    is_fresh: bool,
}

impl<'a, I: Input> FileContent<'a, I> {
    /// `text` stands behind the head.
    pub(super) fn new(head: &'a Head, text: Text<I>) -> Self {
        Self { head, text, is_fresh: true }
    }

    /// The file, done with.
    pub(super) fn into_text(self) -> Text<I> {
        self.text
    }
}

impl<I: Input> Content for FileContent<'_, I> {
    fn records(&mut self, fields: Fields) -> Result<Box<dyn Records + '_>, ReadError> {
        // A file that is in memory whole is read from there; its source is at its end and knows all of it.
        let is_first = std::mem::replace(&mut self.is_fresh, false);
        if !is_first && !self.head.is_whole {
            let bytes = self.head.bytes.len() as u64;
            let start = |text: &mut Text<I>| text.start_again().and_then(|()| io::copy(&mut text.take(bytes), &mut io::sink()));
            start(&mut self.text).map_err(|source| ReadError::Input { line: 1, source })?;
        }
        let input = Cursor::new(self.head.bytes.as_slice()).chain(&mut self.text);
        Ok(match &self.head.format {
            Format::Table(dialect) => Box::new(CsvReader::new(input, *dialect)?),
            Format::Lines(wrapper) => Box::new(NdjsonReader::new(input, fields, wrapper.clone())?),
            Format::Document(place) => Box::new(JsonReader::new(input, fields, place.clone())?),
        })
    }

    fn can_read_again(&self) -> bool {
        self.head.is_whole || self.text.can_start_again()
    }
}
