//! Every text once: ids, words and questions are held as symbols, four bytes each.
//!
//! While a file is read, ids are only collected: looking each up among millions costs more than reading it. Such a *loose*
//! symbol stands for one cell; where files are brought together all become one symbol for each text.

use std::hash::{BuildHasher as _, Hasher as _};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// A text of a [`Dictionary`]. The default symbol is the empty text: an empty cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

/// Symbols with this bit are loose.
const LOOSE: u32 = 1 << 31;

impl Symbol {
    /// The empty text.
    pub const EMPTY: Self = Self(0);

    /// Position in the dictionary, dense from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn number(self) -> u32 {
        self.0
    }

    pub(super) fn from_number(number: u32) -> Self {
        Self(number)
    }

    /// Position among the loose texts; none for a symbol that is not loose.
    fn loose_index(self) -> Option<usize> {
        (self.0 & LOOSE != 0).then_some((self.0 ^ LOOSE) as usize)
    }
}

/// Texts one after the other.
#[derive(Clone, Debug, Default)]
struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    /// The position of the text among all.
    fn push(&mut self, text: &str) -> u32 {
        // Two billion texts do not fit the memory of any tab.
        let index = u32::try_from(self.ends.len()).unwrap_or(LOOSE - 1).min(LOOSE - 1);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        index
    }

    fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| before + end));
    }

    fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<usize>()
    }
}

/// Texts by symbol and symbols by text. Symbols are dense and in order of first use.
#[derive(Clone, Debug)]
pub struct Dictionary {
    texts: Texts,
    symbols: HashTable<Symbol>,
    loose: Texts,
    /// Whether [`Self::intern`] looks texts up.
    is_collecting: bool,
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut empty =
            Self { texts: Texts::default(), symbols: HashTable::new(), loose: Texts::default(), is_collecting: false };
        empty.intern("");
        empty
    }
}

impl Dictionary {
    /// The symbol of a text, new or known.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if self.is_collecting {
            return Symbol(LOOSE | self.loose.push(text));
        }
        let hash = hash_of(text);
        let texts = &self.texts;
        if let Some(found) = self.symbols.find(hash, |symbol| texts.get(symbol.index()) == text) {
            return *found;
        }
        let symbol = Symbol(self.texts.push(text));
        let texts = &self.texts;
        self.symbols.insert_unique(hash, symbol, |held| hash_of(texts.get(held.index())));
        symbol
    }

    /// From now on [`Self::intern`] gives a loose symbol for each cell, or one for each text again.
    pub fn set_collecting(&mut self, is_collecting: bool) {
        self.is_collecting = is_collecting;
    }

    /// The symbol of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.symbols.find(hash_of(text), |symbol| self.text(*symbol) == text).copied()
    }

    /// A symbol that no text of this dictionary has, another one for each number: it stands for a text that only rules hold.
    pub fn stand_in(&self, number: u32) -> Symbol {
        Symbol(u32::try_from(self.len()).unwrap_or(LOOSE - 1).saturating_add(number).min(LOOSE - 1))
    }

    /// The text of a symbol; empty for a symbol of another dictionary.
    pub fn text(&self, symbol: Symbol) -> &str {
        match symbol.loose_index() {
            Some(index) => self.loose.get(index),
            None => self.texts.get(symbol.index()),
        }
    }

    /// How many texts are held once, the empty one included.
    pub fn len(&self) -> usize {
        self.texts.ends.len()
    }

    /// Never true: the empty text is always there.
    pub fn is_empty(&self) -> bool {
        self.texts.ends.is_empty()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.texts.bytes() + self.loose.bytes() + self.symbols.capacity() * (size_of::<Symbol>() + 1)
    }

    /// Takes in all texts of another dictionary, each once.
    pub fn append(&mut self, other: &Self) -> Symbols {
        let texts = &self.texts;
        let room = other.len() + other.loose.ends.len();
        self.symbols.reserve(room, |held| hash_of(texts.get(held.index())));
        let known = (0..other.len()).map(|index| self.intern(other.texts.get(index))).collect();
        let loose = (0..other.loose.ends.len()).map(|index| self.intern(other.loose.get(index))).collect();
        Symbols { known, loose: Loose::Known(loose) }
    }

    /// Takes in all texts of another dictionary; loose ones stay so.
    pub fn append_loose(&mut self, other: &Self) -> Symbols {
        let known = (0..other.len()).map(|index| self.intern(other.texts.get(index))).collect();
        let shift = u32::try_from(self.loose.ends.len()).unwrap_or(LOOSE - 1);
        self.loose.append(&other.loose);
        Symbols { known, loose: Loose::Shifted(shift) }
    }

    /// The texts held once and the loose ones: all of them in a row, and the length of each.
    pub(super) fn parts(&self) -> [(&str, Vec<u32>); 2] {
        let lengths = |texts: &Texts| {
            let starts = std::iter::once(&0).chain(&texts.ends);
            texts.ends.iter().zip(starts).map(|(end, start)| u32::try_from(end - start).unwrap_or(u32::MAX)).collect()
        };
        [(&self.texts.text, lengths(&self.texts)), (&self.loose.text, lengths(&self.loose))]
    }

    /// A dictionary of such parts; none if a length cuts a letter.
    pub(super) fn from_parts([known, loose]: [(&str, Vec<u32>); 2]) -> Option<Self> {
        let mut dictionary = Self::default();
        for (at, text) in texts_of(known)?.into_iter().enumerate() {
            // The first is the empty text, which is there.
            if at > 0 {
                dictionary.intern(text);
            }
        }
        let (text, lengths) = loose;
        let mut end = 0;
        for length in lengths {
            end += length as usize;
            if !text.is_char_boundary(end) {
                return None;
            }
            dictionary.loose.ends.push(end);
        }
        text.clone_into(&mut dictionary.loose.text);
        Some(dictionary)
    }
}

fn texts_of((text, lengths): (&str, Vec<u32>)) -> Option<Vec<&str>> {
    let mut rest = text;
    lengths
        .into_iter()
        .map(|length| {
            let (text, after) = rest.split_at_checked(length as usize)?;
            rest = after;
            Some(text)
        })
        .collect()
}

/// What the symbols of a dictionary became when it was appended to another.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    known: Vec<Symbol>,
    loose: Loose,
}

#[derive(Clone, Debug)]
enum Loose {
    /// Each has a symbol of its text.
    Known(Vec<Symbol>),
    /// They stand behind so many others.
    Shifted(u32),
}

impl Default for Loose {
    fn default() -> Self {
        Self::Known(Vec::new())
    }
}

impl Symbols {
    /// The new symbol of an old one; empty for one of another dictionary.
    pub fn of(&self, symbol: Symbol) -> Symbol {
        let Some(index) = symbol.loose_index() else { return self.known.get(symbol.index()).copied().unwrap_or_default() };
        match &self.loose {
            Loose::Known(symbols) => symbols.get(index).copied().unwrap_or_default(),
            Loose::Shifted(by) => Symbol(symbol.0.saturating_add(*by)),
        }
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, Symbol};

    #[test]
    fn a_text_has_one_symbol_unless_it_is_collected() {
        let mut dictionary = Dictionary::default();
        let web = dictionary.intern("web");
        assert_eq!(dictionary.intern("web"), web);
        dictionary.set_collecting(true);
        let (one, other) = (dictionary.intern("c1"), dictionary.intern("c1"));
        assert_ne!(one, other);
        assert_eq!([web, one, other].map(|symbol| dictionary.text(symbol)), ["web", "c1", "c1"]);
        assert_eq!((dictionary.find("c1"), dictionary.len()), (None, 2));
    }

    #[test]
    fn appending_keeps_texts_and_makes_loose_ones_one() {
        let mut part = Dictionary::default();
        let web = part.intern("web");
        part.set_collecting(true);
        let ids = [part.intern("c1"), part.intern("c2"), part.intern("c1")];

        let mut merged = Dictionary::default();
        merged.append_loose(&part);
        let symbols = merged.append_loose(&part);
        assert_eq!(ids.map(|id| merged.text(symbols.of(id)).to_owned()), ["c1", "c2", "c1"]);
        assert_eq!(merged.text(symbols.of(web)), "web");

        let mut load = Dictionary::default();
        let symbols = load.append(&merged);
        let loose = ids.map(|id| symbols.of(id));
        assert_eq!(loose.map(|id| load.text(id).to_owned()), ["c1", "c2", "c1"]);
        assert_eq!((loose[0], load.find("c1"), load.len()), (loose[2], Some(loose[0]), 4));
        assert_eq!(symbols.of(Symbol::EMPTY), Symbol::EMPTY);
    }
}
