//! How rows of leads, revenue, tickets and touches find the conversations: per key how many, and how many not at all.
//!
//! A missing conversation id in the CRM is the commonest reason for numbers that are too low; this says where it is missing.

use std::collections::BTreeMap;

use super::by_symbol::BySymbol;
use super::identity::{KINDS, KeyKind, Keys};
use crate::model::{Symbol, TableName};

/// How rows of one table found a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    /// Rows.
    pub rows: u64,
    /// Rows whose key of a kind is also a conversation's; a row may match by several.
    pub by_key: BTreeMap<KeyKind, u64>,
    /// Rows that no key ties to a conversation.
    pub unmatched: u64,
    /// Rows with a conversation id that is not among the conversations.
    pub dangling: u64,
}

/// Keys that conversations and their events carry.
#[derive(Debug)]
pub struct ConversationKeys {
    keys: [BySymbol; KINDS.len()],
    /// Conversation ids that are there.
    ids: BySymbol,
}

impl ConversationKeys {
    /// None yet; `symbols` is the size of the dictionary.
    pub fn new(symbols: usize) -> Self {
        Self { keys: std::array::from_fn(|_| BySymbol::new(symbols)), ids: BySymbol::new(symbols) }
    }

    /// Takes in a conversation's row, or that of an event that belongs to one.
    pub fn add(&mut self, row: &Keys) {
        self.ids.set(row.conversation, 0);
        for (kind, symbol) in row.known() {
            if let Some(keys) = self.keys.get_mut(kind as usize) {
                keys.set(symbol, 0);
            }
        }
    }

    /// Counts how rows of a table match.
    pub fn count(&self, rows: impl Iterator<Item = Keys>) -> Joins {
        let mut joins = Joins::default();
        for row in rows {
            joins.rows += 1;
            let mut any = false;
            let is_there =
                |(kind, symbol): &(KeyKind, Symbol)| self.keys.get(*kind as usize).is_some_and(|keys| keys.contains(*symbol));
            for key in row.known().filter(is_there) {
                *joins.by_key.entry(key.0).or_default() += 1;
                any = true;
            }
            joins.unmatched += u64::from(!any);
            joins.dangling += u64::from(row.conversation != Symbol::EMPTY && !self.ids.contains(row.conversation));
        }
        joins
    }
}

/// Joins by table.
pub type JoinsByTable = BTreeMap<TableName, Joins>;
