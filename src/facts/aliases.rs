//! Spellings of one value joined by the rules' `value_aliases`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::{Dictionary, Dimension, Symbol};
use crate::rules::Rules;

/// Aliases as symbols, and names of targets that no file holds.
#[derive(Debug, Default)]
pub struct Aliases {
    to: FxHashMap<(Dimension, Symbol), Symbol>,
    /// Names that the dictionary does not hold, by the symbol that stands for them.
    pub renames: BTreeMap<(Dimension, Symbol), String>,
}

impl Aliases {
    /// Looks the rules' spellings up; one that no file holds changes nothing.
    pub fn new(rules: &Rules, dictionary: &Dictionary) -> Self {
        let mut aliases = Self::default();
        for (dimension, spellings) in &rules.value_aliases {
            let mut stand_ins: BTreeMap<&str, Symbol> = BTreeMap::new();
            for (from, to) in spellings {
                let Some(from) = dictionary.find(from) else { continue };
                let target = dictionary.find(to).or_else(|| stand_ins.get(to.as_str()).copied()).unwrap_or_else(|| {
                    stand_ins.insert(to, from);
                    aliases.renames.insert((*dimension, from), to.clone());
                    from
                });
                aliases.to.insert((*dimension, from), target);
            }
        }
        aliases
    }

    /// The value that stands for a value.
    pub fn apply(&self, dimension: Dimension, value: Symbol) -> Symbol {
        if self.to.is_empty() { value } else { self.to.get(&(dimension, value)).copied().unwrap_or(value) }
    }
}
