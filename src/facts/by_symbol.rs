//! A small number for each symbol of a dictionary: symbols are dense, so a vector answers what a hash map would.

use rustc_hash::FxHashMap;

use crate::model::Symbol;

/// Numbers below [`u32::MAX`] by symbol. Nothing is held until the first one is set.
#[derive(Clone, Debug, Default)]
pub struct BySymbol {
    symbols: usize,
    /// 0 where there is none, else one more than the number.
    numbers: Vec<u32>,
    /// Of symbols that the dictionary does not hold once.
    others: FxHashMap<Symbol, u32>,
}

impl BySymbol {
    /// For a dictionary of so many symbols.
    pub fn new(symbols: usize) -> Self {
        Self { symbols, ..Self::default() }
    }

    /// The number of a symbol.
    pub fn get(&self, symbol: Symbol) -> Option<u32> {
        match self.numbers.get(symbol.index()) {
            Some(number) => number.checked_sub(1),
            None => self.others.get(&symbol).copied(),
        }
    }

    /// Sets the number of a symbol.
    pub fn set(&mut self, symbol: Symbol, number: u32) {
        if symbol.index() >= self.symbols {
            self.others.insert(symbol, number);
            return;
        }
        if self.numbers.is_empty() {
            self.numbers.resize(self.symbols, 0);
        }
        if let Some(slot) = self.numbers.get_mut(symbol.index()) {
            *slot = number.saturating_add(1);
        }
    }

    /// The number of a symbol, set if there was none.
    pub fn get_or_set(&mut self, symbol: Symbol, number: impl FnOnce() -> u32) -> u32 {
        self.get(symbol).unwrap_or_else(|| {
            let number = number();
            self.set(symbol, number);
            number
        })
    }

    /// Whether any symbol has a number.
    pub fn has_any(&self) -> bool {
        !self.numbers.is_empty() || !self.others.is_empty()
    }

    /// Whether a symbol has a number.
    pub fn contains(&self, symbol: Symbol) -> bool {
        self.get(symbol).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::BySymbol;
    use crate::model::{Dictionary, Symbol};

    #[test]
    fn numbers_come_back_for_any_symbol() {
        let mut dictionary = Dictionary::default();
        let one = dictionary.intern("one");
        let mut numbers = BySymbol::new(dictionary.len());
        dictionary.set_collecting(true);
        let loose = dictionary.intern("one");
        assert_eq!((numbers.get(one), numbers.contains(loose)), (None, false));
        numbers.set(one, 0);
        assert_eq!((numbers.get_or_set(loose, || 7), numbers.get_or_set(one, || 9)), (7, 0));
        assert_eq!((numbers.get(loose), numbers.get(Symbol::EMPTY)), (Some(7), None));
    }
}
