//! Rows with the same primary id are one record (METRICS section 1, "Duplicates"). `symbols` is the size of the dictionary.

use std::sync::Arc;

use super::by_symbol::BySymbol;
use crate::model::{ConversationRow, Conversations, LeadRow, Leads, Revenue, RevenueRow, TicketRow, Tickets};

macro_rules! records {
    ($(#[$doc:meta])* $name:ident, $table:ty, $row:ty, $id:ident) => {
        $(#[$doc])*
        pub fn $name(table: &$table, symbols: usize) -> Vec<$row> {
            let mut records: Vec<$row> = Vec::with_capacity(table.len());
            let mut places = BySymbol::new(symbols);
            for row in table.rows() {
                match places.get(row.$id).and_then(|at| records.get_mut(at as usize)) {
                    Some(record) => record.overlay(&row),
                    None => {
                        // More than four billion records do not fit any memory.
                        places.set(row.$id, u32::try_from(records.len()).unwrap_or(u32::MAX));
                        records.push(row);
                    }
                }
            }
            records
        }
    };
}

records! {
    /// Conversations, one a record, at the place of each one's first row.
    joined_conversations, Conversations, ConversationRow, conversation_id
}

/// Conversations, one a record, at the place of each one's first row: the same table where every row is one.
pub fn conversations(table: &Arc<Conversations>, symbols: usize) -> Arc<Conversations> {
    let mut seen = BySymbol::new(symbols);
    let mut is_new = |at: usize| {
        let id = table.conversation_id.get(at);
        let is_new = !seen.contains(id);
        seen.set(id, 0);
        is_new
    };
    if (0..table.len()).all(&mut is_new) { Arc::clone(table) } else { table_of(joined_conversations(table, symbols)) }
}

/// A table of these rows.
pub fn table_of(rows: impl IntoIterator<Item = ConversationRow>) -> Arc<Conversations> {
    let mut table = Conversations::default();
    for row in rows {
        table.push(row);
    }
    Arc::new(table)
}
records! {
    /// Leads, one a record, at the place of each one's first row.
    leads, Leads, LeadRow, lead_id
}
records! {
    /// Orders and deals, one a record, at the place of each one's first row.
    revenue, Revenue, RevenueRow, order_id
}
records! {
    /// Tickets, one a record, at the place of each one's first row.
    tickets, Tickets, TicketRow, ticket_id
}

macro_rules! fill {
    ($($row:ty),*) => {
        $(impl Fill for $row {
            fn fill(&mut self, folded: Self) {
                let table = *self;
                let origin = self.origin;
                *self = folded;
                self.overlay(&table);
                self.origin = origin;
            }
        })*
    };
}

/// A record of a table, completed by what events say of it.
pub trait Fill {
    /// Fills empty cells with folded ones: a table's cell stands before one folded from events.
    fn fill(&mut self, folded: Self);
}
fill!(LeadRow, RevenueRow, TicketRow);

/// The first of two cells where it is known.
pub fn first_known<T: crate::model::Cell>(first: T, later: T) -> T {
    if first.is_known() { first } else { later }
}
