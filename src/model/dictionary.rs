//! Every text once: ids, words and questions are held as symbols, four bytes each.
//!
//! While a file is read, ids are only collected: looking each up among millions costs more than reading it. Such a *loose*
//! symbol stands for one cell; where files are brought together all become one symbol for each text.

use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::Arc;

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

    fn reserve(&mut self, texts: usize, bytes: usize) {
        // Room is a wish: what cannot be had is asked for again when it is needed.
        drop(self.ends.try_reserve_exact(texts));
        drop(self.text.try_reserve_exact(bytes));
    }

    fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<usize>()
    }
}

/// Texts by symbol and symbols by text. Symbols are dense and in order of first use. Clones share the texts until one of
/// them takes in another.
#[derive(Clone, Debug)]
pub struct Dictionary {
    known: Arc<Known>,
    loose: Texts,
    /// Whether [`Self::intern`] looks texts up.
    is_collecting: bool,
}

/// Texts that are held once.
#[derive(Clone, Debug, Default)]
struct Known {
    texts: Texts,
    symbols: HashTable<Symbol>,
}

impl Known {
    fn find(&self, hash: u64, text: &str) -> Option<Symbol> {
        self.symbols.find(hash, |symbol| self.texts.get(symbol.index()) == text).copied()
    }

    fn intern(&mut self, text: &str) -> Symbol {
        let hash = hash_of(text);
        self.find(hash, text).unwrap_or_else(|| {
            let symbol = Symbol(self.texts.push(text));
            let texts = &self.texts;
            self.symbols.insert_unique(hash, symbol, |held| hash_of(texts.get(held.index())));
            symbol
        })
    }

    fn reserve(&mut self, more: usize) {
        let texts = &self.texts;
        drop(self.symbols.try_reserve(more, |held| hash_of(texts.get(held.index()))));
    }
}

impl Default for Dictionary {
    fn default() -> Self {
        let mut empty = Self { known: Arc::default(), loose: Texts::default(), is_collecting: false };
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
        Arc::make_mut(&mut self.known).intern(text)
    }

    /// From now on [`Self::intern`] gives a loose symbol for each cell, or one for each text again.
    pub fn set_collecting(&mut self, is_collecting: bool) {
        self.is_collecting = is_collecting;
    }

    /// The symbol of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.known.find(hash_of(text), text)
    }

    /// A symbol that no text of this dictionary has, another one for each number: it stands for a text that only rules hold.
    pub fn stand_in(&self, number: u32) -> Symbol {
        Symbol(u32::try_from(self.len()).unwrap_or(LOOSE - 1).saturating_add(number).min(LOOSE - 1))
    }

    /// The text of a symbol; empty for a symbol of another dictionary.
    pub fn text(&self, symbol: Symbol) -> &str {
        match symbol.loose_index() {
            Some(index) => self.loose.get(index),
            None => self.known.texts.get(symbol.index()),
        }
    }

    /// How many texts are held once, the empty one included.
    pub fn len(&self) -> usize {
        self.known.texts.ends.len()
    }

    /// Never true: the empty text is always there.
    pub fn is_empty(&self) -> bool {
        self.known.texts.ends.is_empty()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let known = &self.known;
        known.texts.bytes() + self.loose.bytes() + known.symbols.capacity() * (size_of::<Symbol>() + 1)
    }

    /// Room for so many dictionaries like that one, so that texts are not moved again and again.
    pub fn reserve(&mut self, other: &Self, times: usize) {
        let own = Arc::make_mut(&mut self.known);
        let (texts, bytes) = (other.loose.ends.len().saturating_mul(times), other.loose.text.len().saturating_mul(times));
        own.reserve(texts);
        own.texts.reserve(texts, bytes);
    }

    /// Takes in all texts of another dictionary, each once.
    pub fn append(&mut self, other: &Self) -> Symbols {
        let own = Arc::make_mut(&mut self.known);
        let mut all = |texts: &Texts| (0..texts.ends.len()).map(|index| own.intern(texts.get(index))).collect();
        Symbols(Some((all(&other.known.texts), all(&other.loose))))
    }

    /// The texts held once and the loose ones: all of them in a row, and the length of each.
    pub(super) fn parts(&self) -> [(&str, Vec<u32>); 2] {
        let lengths = |texts: &Texts| {
            let starts = std::iter::once(&0).chain(&texts.ends);
            texts.ends.iter().zip(starts).map(|(end, start)| u32::try_from(end - start).unwrap_or(u32::MAX)).collect()
        };
        let known = &self.known.texts;
        [(&known.text, lengths(known)), (&self.loose.text, lengths(&self.loose))]
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

/// What the symbols of a dictionary became when it was appended to another: those of texts and the loose ones.
#[derive(Clone, Debug)]
pub struct Symbols(Option<(Vec<Symbol>, Vec<Symbol>)>);

impl Symbols {
    /// Of a dictionary that is shared: each stays as it is.
    pub const SAME: Self = Self(None);

    /// Whether each stays as it is.
    pub fn are_same(&self) -> bool {
        self.0.is_none()
    }

    /// The new symbol of an old one; empty for one of another dictionary.
    pub fn of(&self, symbol: Symbol) -> Symbol {
        let Some((known, loose)) = &self.0 else { return symbol };
        let found = match symbol.loose_index() {
            Some(index) => loose.get(index),
            None => known.get(symbol.index()),
        };
        found.copied().unwrap_or_default()
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, Symbol, Symbols};

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

        let mut load = Dictionary::default();
        load.intern("c2");
        let symbols = load.append(&part);
        let found = ids.map(|id| symbols.of(id));
        assert_eq!(found.map(|id| load.text(id).to_owned()), ["c1", "c2", "c1"]);
        assert_eq!((found[0], load.find("c1"), load.len()), (found[2], Some(found[0]), 4));
        assert_eq!((load.text(symbols.of(web)), symbols.of(Symbol::EMPTY)), ("web", Symbol::EMPTY));
        assert_eq!(Symbols::SAME.of(web), web);
    }

    #[test]
    fn a_clone_shares_its_texts_until_one_of_both_takes_in_another() {
        let mut one = Dictionary::default();
        let web = one.intern("web");
        let other = one.clone();
        let app = one.intern("app");
        assert_eq!((other.text(web), other.text(app), other.len(), one.len()), ("web", "", 2, 3));
    }
}
