//! Rows that add to a record of another file: which record they fill, and which found none.
//!
//! Order and duplicates of all other rows are [`super::assemble`]'s.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{FilePart, Ledger, Reason};
use crate::model::order::put_in_order;
use crate::model::{
    Cell as _, ConversationRow, Conversations, LeadRow, Leads, Origin, Revenue, RevenueRow, Symbol, TableName, Tables, TicketRow,
    Tickets, Timestamp,
};

/// Additions of all files, in input order, until every record is known.
#[derive(Default)]
pub(super) struct Additions {
    conversations: Vec<ConversationRow>,
    leads: Vec<LeadRow>,
    revenue: Vec<RevenueRow>,
    tickets: Vec<TicketRow>,
}

/// What became of the additions of each file, by its number.
#[derive(Default)]
pub(super) struct Outcome {
    /// Rows that count, by table.
    pub(super) kept: BTreeMap<u32, BTreeMap<TableName, u64>>,
    /// Rows that found no record.
    pub(super) lost: BTreeMap<u32, Ledger>,
}

/// A row type that additions can be of.
pub(super) trait Addable: Copy {
    /// The additions of this type.
    fn list(additions: &mut Additions) -> &mut Vec<Self>;
}

macro_rules! addable {
    ($($row:ty, $field:ident);*) => {
        $(impl Addable for $row {
            fn list(additions: &mut Additions) -> &mut Vec<Self> {
                &mut additions.$field
            }
        })*
    };
}
addable!(ConversationRow, conversations; LeadRow, leads; RevenueRow, revenue; TicketRow, tickets);

macro_rules! settle {
    ($name:ident, $table:ident, $row:ident, $id:ident, $which:expr, $is_whole:expr, $join:expr) => {
        fn $name(table: &mut $table, additions: Vec<$row>, outcome: &mut Outcome) {
            if additions.is_empty() {
                return;
            }
            let mut first_rows: FxHashMap<Symbol, usize> = FxHashMap::default();
            for at in 0..table.len() {
                first_rows.entry(table.$id.get(at)).or_insert(at);
            }
            // What several additions say of one record together, and the order of the records.
            let mut joined: FxHashMap<Symbol, $row> = FxHashMap::default();
            let mut order: Vec<Symbol> = Vec::new();
            for row in additions {
                if !first_rows.contains_key(&row.$id) {
                    let is_whole: fn(&$row) -> bool = $is_whole;
                    if !is_whole(&row) {
                        outcome.lose(row.origin);
                        continue;
                    }
                    outcome.keep(row.origin, $which);
                    table.push(row);
                    continue;
                }
                outcome.keep(row.origin, $which);
                let known = joined.entry(row.$id).or_insert_with(|| {
                    order.push(row.$id);
                    row
                });
                *known = $join(*known, row);
            }
            for id in order {
                let (Some(at), Some(addition)) = (first_rows.get(&id), joined.get(&id)) else { continue };
                let own = table.row(*at);
                let mut filled = *addition;
                filled.overlay(&own);
                table.set(*at, &filled);
            }
        }
    };
}

settle! {
    settle_conversations, Conversations, ConversationRow, conversation_id, TableName::Conversations,
    |row| row.started_at.is_known(),
    ConversationRow::completed_by
}
settle! {
    settle_leads, Leads, LeadRow, lead_id, TableName::Leads,
    |row| row.created_at.is_known(),
    join_leads
}
settle! {
    settle_revenue, Revenue, RevenueRow, order_id, TableName::Revenue,
    |row| row.at.is_known() && row.amount.is_known(),
    RevenueRow::completed_by
}
settle! {
    settle_tickets, Tickets, TicketRow, ticket_id, TableName::Tickets,
    |row| row.created_at.is_known(),
    TicketRow::completed_by
}

/// What several additions say of one record.
trait Completed {
    /// The first known cell of each column.
    fn completed_by(self, later: Self) -> Self;
}

macro_rules! completed {
    ($($row:ty),*) => {
        $(impl Completed for $row {
            fn completed_by(self, mut later: Self) -> Self {
                later.overlay(&self);
                later
            }
        })*
    };
}
completed!(ConversationRow, LeadRow, RevenueRow, TicketRow);

/// Of repeated stages the earliest counts, whatever the order of the rows.
fn join_leads(first: LeadRow, later: LeadRow) -> LeadRow {
    let earliest = |one: Timestamp, other: Timestamp| match (one.is_known(), other.is_known()) {
        (true, true) if other.micros() < one.micros() => other,
        (true, _) => one,
        (false, _) => other,
    };
    LeadRow {
        mql_at: earliest(first.mql_at, later.mql_at),
        sql_at: earliest(first.sql_at, later.sql_at),
        meeting_booked_at: earliest(first.meeting_booked_at, later.meeting_booked_at),
        meeting_held_at: earliest(first.meeting_held_at, later.meeting_held_at),
        ..first.completed_by(later)
    }
}

impl Additions {
    /// Takes in a row.
    pub(super) fn take<Row: Addable>(&mut self, row: Row) {
        Row::list(self).push(row);
    }

    /// Fills the records that are there.
    pub(super) fn settle(self, tables: &mut Tables) -> Outcome {
        let mut outcome = Outcome::default();
        settle_conversations(Arc::make_mut(&mut tables.conversations), self.conversations, &mut outcome);
        settle_leads(&mut tables.leads, self.leads, &mut outcome);
        settle_revenue(&mut tables.revenue, self.revenue, &mut outcome);
        settle_tickets(&mut tables.tickets, self.tickets, &mut outcome);
        outcome
    }
}

impl Outcome {
    fn keep(&mut self, origin: Origin, table: TableName) {
        *self.kept.entry(origin.file).or_default().entry(table).or_default() += 1;
    }

    fn lose(&mut self, origin: Origin) {
        self.lost.entry(origin.file).or_default().record(origin.line, "".into(), "", Reason::NoSuchRecord, true);
    }
}

/// Whether each row of a file's table is an addition, asked in the order of the rows.
pub(super) struct Marks<'a> {
    rest: Vec<&'a usize>,
}

impl<'a> Marks<'a> {
    /// The marks of one table.
    pub(super) fn of(part: &'a FilePart, table: TableName) -> Self {
        let mut rest: Vec<&usize> = part.additions.iter().filter(|(of, _)| *of == table).map(|(_, at)| at).collect();
        put_in_order(&mut rest, |one, other| other.cmp(one));
        Self { rest }
    }

    /// Whether the row at this position is one.
    pub(super) fn is_addition(&mut self, at: usize) -> bool {
        let is = self.rest.last().is_some_and(|next| **next == at);
        if is {
            self.rest.pop();
        }
        is
    }
}
