//! How many rows of each file are of tests: kept, and in no number.

use rustc_hash::FxHashSet;

use crate::facts::Facts;
use crate::ingest::Load;
use crate::model::{Origin, Symbol, TableName};

/// Rows that are marked as tests, and those of events, leads, orders and tickets that are linked to them, by file in the
/// order of the load (METRICS section 2: left out and counted).
pub fn rows_by_file(load: &Load, facts: &Facts) -> Vec<u64> {
    let mut counts = vec![0; load.files.len()];
    if facts.test_rows.is_empty() {
        return counts;
    }
    let ids = |table: TableName| -> FxHashSet<Symbol> {
        facts.test_rows.iter().filter(|row| row.table == table && row.id != Symbol::EMPTY).map(|row| row.id).collect()
    };
    let mut count = |origin: Origin| {
        if let Some(count) = counts.get_mut(origin.file as usize) {
            *count += 1;
        }
    };
    let tables = &load.tables;
    let conversations = ids(TableName::Conversations);
    tables.conversations.rows().filter(|row| conversations.contains(&row.conversation_id)).for_each(|row| count(row.origin));
    tables.events.rows().filter(|row| conversations.contains(&row.conversation_id)).for_each(|row| count(row.origin));
    let (leads, orders, tickets) = (ids(TableName::Leads), ids(TableName::Revenue), ids(TableName::Tickets));
    tables.leads.rows().filter(|row| leads.contains(&row.lead_id)).for_each(|row| count(row.origin));
    tables.revenue.rows().filter(|row| orders.contains(&row.order_id)).for_each(|row| count(row.origin));
    tables.tickets.rows().filter(|row| tickets.contains(&row.ticket_id)).for_each(|row| count(row.origin));
    counts
}
