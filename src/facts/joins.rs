//! How rows of leads, revenue, tickets and touches find the conversations: per key how many, and how many not at all.
//!
//! A missing conversation id in the CRM is the commonest reason for numbers that are too low; this says where it is missing.

use std::collections::BTreeSet;

use super::by_symbol::BySymbol;
use super::identity::{KINDS, KeyKind, Keys};
use crate::model::{Origin, SortedMap, Symbol, TableName};

/// How rows of one table found a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    /// Rows.
    pub rows: u64,
    /// Rows whose key of a kind is also a conversation's; a row may match by several.
    pub by_key: SortedMap<KeyKind, u64>,
    /// The same, each row once, by the first of its keys that is a conversation's: with `unmatched` they add up to `rows`.
    pub found_first: SortedMap<KeyKind, u64>,
    /// Kinds of keys that any row has.
    pub carried: BTreeSet<KeyKind>,
    /// Kinds of keys that any conversation has.
    pub offered: BTreeSet<KeyKind>,
    /// Rows that no key ties to a conversation.
    pub unmatched: u64,
    /// Rows with a conversation id that is not among the conversations.
    pub dangling: u64,
    /// The first rows of those that found nothing, with their ids.
    pub examples: Vec<(Symbol, Origin)>,
}

/// Rows that are kept as examples of those that found nothing.
const EXAMPLES: usize = 5;

/// A row that is to find a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Seeking {
    /// Its keys.
    pub keys: Keys,
    /// Its own id; empty if it has none.
    pub id: Symbol,
    /// File and line.
    pub origin: Origin,
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
    pub fn count(&self, rows: impl Iterator<Item = Seeking>) -> Joins {
        let has_any = |kind: &KeyKind| self.keys.get(*kind as usize).is_some_and(BySymbol::has_any);
        let mut joins = Joins { offered: KINDS.into_iter().filter(has_any).collect(), ..Joins::default() };
        for Seeking { keys, id, origin } in rows {
            joins.rows += 1;
            let mut first = None;
            for (kind, symbol) in keys.known() {
                joins.carried.insert(kind);
                if self.keys.get(kind as usize).is_some_and(|keys| keys.contains(symbol)) {
                    *joins.by_key.entry(kind).or_default() += 1;
                    first = first.or(Some(kind));
                }
            }
            if let Some(kind) = first {
                *joins.found_first.entry(kind).or_default() += 1;
            } else {
                joins.unmatched += 1;
                if joins.examples.len() < EXAMPLES {
                    joins.examples.push((id, origin));
                }
            }
            joins.dangling += u64::from(keys.conversation != Symbol::EMPTY && !self.ids.contains(keys.conversation));
        }
        joins
    }
}

/// Joins by table.
pub type JoinsByTable = SortedMap<TableName, Joins>;
