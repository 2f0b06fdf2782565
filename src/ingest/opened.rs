//! The files that are open, with one dictionary for the texts of all: what was read is held once, whatever is made of it.

use std::collections::BTreeMap;

use super::assemble::assemble_shared;
use super::{FilePart, Load};
use crate::model::Dictionary;

/// Files by number. Their own dictionaries are empty: their symbols are those of [`Self::dictionary`].
#[derive(Debug, Default)]
pub struct OpenedFiles {
    dictionary: Dictionary,
    parts: BTreeMap<u32, FilePart>,
}

impl OpenedFiles {
    /// Puts a file in, in place of any with its number.
    pub fn insert(&mut self, number: u32, part: FilePart) -> &mut FilePart {
        let shared = FilePart { tables: part.tables.sharing(&mut self.dictionary), ..part };
        self.insert_shared(number, shared)
    }

    /// The same of a file whose symbols are those of the dictionary already.
    pub fn insert_shared(&mut self, number: u32, part: FilePart) -> &mut FilePart {
        self.parts.entry(number).insert_entry(part).into_mut()
    }

    /// Takes a file out. Its texts stay.
    pub fn remove(&mut self, number: u32) -> Option<FilePart> {
        self.parts.remove(&number)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// A file by its number.
    pub fn get(&self, number: u32) -> Option<&FilePart> {
        self.parts.get(&number)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, number: u32) -> Option<&mut FilePart> {
        self.parts.get_mut(&number)
    }

    /// All of them by number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &FilePart)> {
        self.parts.iter().map(|(number, part)| (*number, part))
    }

    /// The dictionary of all. A load that is still there when texts are added makes a copy of it.
    pub fn dictionary_mut(&mut self) -> &mut Dictionary {
        &mut self.dictionary
    }

    /// Brings them together. The order in which they were opened changes nothing.
    pub fn assemble(&self) -> Load {
        assemble_shared(&self.dictionary, self.parts.values())
    }
}

impl FromIterator<FilePart> for OpenedFiles {
    fn from_iter<T: IntoIterator<Item = FilePart>>(parts: T) -> Self {
        let mut files = Self::default();
        for (number, part) in (0..).zip(parts) {
            files.insert(number, part);
        }
        files
    }
}
