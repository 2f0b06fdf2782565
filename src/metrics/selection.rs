//! The conversations that filters hold, whatever their dates.

use std::rc::Rc;

use super::index::Index;
use super::scope::Filter;

/// All conversations, or those that some filters hold.
#[derive(Debug)]
pub enum Selection {
    /// No filter.
    All,
    /// Those in the list, ascending; for each conversation whether it is.
    Some {
        /// Their places.
        list: Rc<Vec<u32>>,
        /// For each conversation whether it is among them.
        holds: Vec<bool>,
    },
}

impl Selection {
    /// Those that all filters hold.
    pub fn new(index: &Index<'_>, filters: &[Filter]) -> Self {
        if filters.is_empty() {
            return Self::All;
        }
        let mut holds = vec![true; index.facts().conversations.len()];
        for Filter { field, values } in filters {
            let column = index.field(*field);
            let of_code: Vec<bool> = column.names.iter().map(|name| values.contains(name)).collect();
            column.codes.for_each(|at, code| {
                if let Some(holds) = holds.get_mut(at) {
                    *holds &= usize::try_from(code).ok().and_then(|code| of_code.get(code)).copied().unwrap_or(false);
                }
            });
        }
        let list = (0..).zip(&holds).filter(|(_, holds)| **holds).map(|(at, _)| at).collect();
        Self::Some { list: Rc::new(list), holds }
    }

    /// Whether a conversation is among them.
    pub fn holds(&self, at: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some { holds, .. } => holds.get(at).copied().unwrap_or(false),
        }
    }
}
