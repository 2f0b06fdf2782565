//! What of a session leaves as a file.

use super::{Session, load_of};
use crate::facts;
use crate::ingest::Load;
use crate::metrics::{Index, Scope};
use crate::model::{Symbol, Tables};

impl Session {
    /// What is loaded, brought together.
    pub fn load(&mut self) -> &Load {
        load_of(&mut self.load, &self.parts)
    }

    /// The rows that were read; none if nothing is loaded.
    pub fn tables(&mut self) -> Option<&Tables> {
        let load = self.load();
        (!load.files.is_empty()).then_some(&load.tables)
    }

    /// The conversations of a scope, one row each, with what events say of them filled in, tests left out; a table of its own,
    /// which gives the same numbers when it is read in place of the conversations and their events. None if nothing is loaded.
    pub fn folded_conversations(&mut self, scope: &Scope) -> Option<Tables> {
        let load = Some(load_of(&mut self.load, &self.parts)).filter(|load| !load.files.is_empty())?;
        let (facts, rows) = facts::build_with_rows(&load.tables, &self.rules, &self.time_zone);
        let index = Index::new(&facts, &load.tables.dictionary);
        let holds = scope.filtered(&index);
        let mut tables = Tables { dictionary: load.tables.dictionary.clone(), ..Tables::default() };
        for ((conversation, mut row), holds) in facts.conversations.iter().zip(rows).zip(holds) {
            if holds && scope.holds_date(conversation.date) {
                if row.conversation_id == Symbol::EMPTY {
                    let file = load.files.get(row.origin.file as usize).map_or("", |file| file.name.as_str());
                    row.conversation_id = tables.dictionary.intern(&format!("{file}:{}", row.origin.line));
                }
                tables.conversations.push(row);
            }
        }
        Some(tables)
    }
}
