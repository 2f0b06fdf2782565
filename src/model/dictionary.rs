//! Every text once: ids, words and questions are held as symbols, four bytes each.

use std::hash::{BuildHasher as _, Hasher as _};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::Cell;

/// A text of a [`Dictionary`]. The default symbol is the empty text: an empty cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// The empty text.
    pub const EMPTY: Self = Self(0);

    /// Position in the dictionary, dense from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Cell for Symbol {
    fn with_symbols(self, symbols: &[Symbol]) -> Self {
        symbols.get(self.index()).copied().unwrap_or_default()
    }
}

/// Texts by symbol and symbols by text. Symbols are dense and in order of first use.
#[derive(Clone, Debug)]
pub struct Dictionary {
    text: String,
    ends: Vec<usize>,
    symbols: HashTable<Symbol>,
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut empty = Self { text: String::new(), ends: Vec::new(), symbols: HashTable::new() };
        empty.intern("");
        empty
    }
}

impl Dictionary {
    /// The symbol of a text, new or known.
    pub fn intern(&mut self, text: &str) -> Symbol {
        let hash = hash_of(text);
        let (all, ends) = (&self.text, &self.ends);
        if let Some(found) = self.symbols.find(hash, |symbol| text_at(all, ends, *symbol) == text) {
            return *found;
        }
        // More than four billion distinct texts do not fit the memory of any tab.
        let symbol = Symbol(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let (all, ends) = (&self.text, &self.ends);
        self.symbols.insert_unique(hash, symbol, |held| hash_of(text_at(all, ends, *held)));
        symbol
    }

    /// The symbol of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.symbols.find(hash_of(text), |symbol| self.text(*symbol) == text).copied()
    }

    /// The text of a symbol; empty for a symbol of another dictionary.
    pub fn text(&self, symbol: Symbol) -> &str {
        text_at(&self.text, &self.ends, symbol)
    }

    /// How many texts are held, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Never true: the empty text is always there.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes in all texts of another dictionary; the result gives the new symbol of each old one.
    pub fn append(&mut self, other: &Self) -> Vec<Symbol> {
        (0..other.len()).map(|index| self.intern(other.text(Symbol(u32::try_from(index).unwrap_or(0))))).collect()
    }
}

fn text_at<'a>(all: &'a str, ends: &[usize], symbol: Symbol) -> &'a str {
    let index = symbol.index();
    let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(index).and_then(|end| all.get(start..*end)).unwrap_or("")
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}
