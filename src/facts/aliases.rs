//! Spellings of one value joined by the rules' `value_aliases`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::{Dictionary, Dimension, Symbol};
use crate::rules::Rules;

/// Aliases as symbols, and names of targets that no file holds. Each spelling is replaced once: a target is no spelling again.
#[derive(Debug, Default)]
pub struct Aliases {
    to: FxHashMap<(Dimension, Symbol), Symbol>,
    /// Names that the dictionary does not hold, by the symbol that stands for them.
    names: BTreeMap<(Dimension, Symbol), String>,
}

impl Aliases {
    /// Looks the rules' spellings up; one that no file holds changes nothing.
    pub fn new(rules: &Rules, dictionary: &Dictionary) -> Self {
        let mut aliases = Self::default();
        let mut numbers = 0..;
        for (dimension, spellings) in &rules.value_aliases {
            let mut stand_ins: BTreeMap<&str, Symbol> = BTreeMap::new();
            for (from, to) in spellings {
                let Some(from) = dictionary.find(from) else { continue };
                let target = dictionary.find(to).unwrap_or_else(|| {
                    *stand_ins.entry(to).or_insert_with(|| dictionary.stand_in(numbers.next().unwrap_or_default()))
                });
                aliases.to.insert((*dimension, from), target);
            }
            aliases.names.extend(stand_ins.into_iter().map(|(name, symbol)| ((*dimension, symbol), name.to_owned())));
        }
        aliases
    }

    /// The text of a value that [`Self::apply`] gave.
    pub fn text<'a>(&'a self, dictionary: &'a Dictionary, dimension: Dimension, value: Symbol) -> &'a str {
        self.names.get(&(dimension, value)).map_or_else(|| dictionary.text(value), String::as_str)
    }

    /// The value that stands for a value.
    pub fn apply(&self, dimension: Dimension, value: Symbol) -> Symbol {
        if self.to.is_empty() { value } else { self.to.get(&(dimension, value)).copied().unwrap_or(value) }
    }
}
