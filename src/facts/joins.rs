//! How rows of leads, revenue, tickets and touches find the conversations: per key how many, and how many not at all.
//!
//! A missing conversation id in the CRM is the commonest reason for numbers that are too low; this says where it is missing.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::identity::{KeyKind, Keys};
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
#[derive(Debug, Default)]
pub struct ConversationKeys {
    keys: FxHashSet<(KeyKind, Symbol)>,
    /// Conversation ids that are there.
    ids: FxHashSet<Symbol>,
}

impl ConversationKeys {
    /// Takes in a conversation's row, or that of an event that belongs to one.
    pub fn add(&mut self, row: &Keys) {
        self.ids.insert(row.conversation);
        self.keys.extend(row.known());
    }

    /// Counts how rows of a table match.
    pub fn count(&self, rows: impl Iterator<Item = Keys>) -> Joins {
        let mut joins = Joins::default();
        for row in rows {
            joins.rows += 1;
            let mut any = false;
            for key in row.known().filter(|key| self.keys.contains(key)) {
                *joins.by_key.entry(key.0).or_default() += 1;
                any = true;
            }
            joins.unmatched += u64::from(!any);
            joins.dangling += u64::from(row.conversation != Symbol::EMPTY && !self.ids.contains(&row.conversation));
        }
        joins
    }
}

/// Joins by table.
pub type JoinsByTable = BTreeMap<TableName, Joins>;
