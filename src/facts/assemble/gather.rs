//! The records of every table with what events say of them, tests left out; their keys, and how they find conversations.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Builder;
use crate::facts::TestRow;
use crate::facts::by_symbol::BySymbol;
use crate::facts::folding::{Folding, TimedEvent};
use crate::facts::identity::{Keys, Person};
use crate::facts::joins::{ConversationKeys, JoinsByTable, Seeking};
use crate::facts::record_events;
use crate::facts::records::{self, Fill as _};
use crate::model::order::put_in_order_by;
use crate::model::{Conversations, LeadRow, Origin, RevenueRow, Symbol, TableName, TicketRow};

/// Records of all tables, tests left out, with what events say of them.
pub(super) struct Records {
    pub(super) conversations: Arc<Conversations>,
    /// With the table's own row, where a table has the lead.
    pub(super) leads: Vec<(LeadRow, Option<LeadRow>)>,
    /// With the row of the event that made the order, where one did.
    pub(super) revenue: Vec<(RevenueRow, Option<usize>)>,
    pub(super) tickets: Vec<(TicketRow, Option<usize>)>,
    pub(super) test_rows: Vec<TestRow>,
}

impl Builder<'_> {
    /// Events that count: those of test conversations are left out. Persons come later.
    pub(super) fn timed_events(&self, tests: &FxHashSet<Symbol>) -> Vec<TimedEvent> {
        let events = &self.tables.events;
        (0..events.len())
            .filter(|row| !tests.contains(&events.conversation_id.get(*row)))
            .filter_map(|row| Some(TimedEvent { at: self.at(events.timestamp.get(row))?, row, person: Person::default() }))
            .collect()
    }

    pub(super) fn records(&self, conversations: Arc<Conversations>, tests: &FxHashSet<Symbol>, timed: &[TimedEvent]) -> Records {
        let events = &self.tables.events;
        // Leads, orders and tickets that only the events of test conversations tie to them.
        let mut named_by_tests: FxHashSet<Symbol> = FxHashSet::default();
        if !tests.is_empty() {
            for row in 0..events.len() {
                if tests.contains(&events.conversation_id.get(row)) && record_events::names_record(events.event.get(row)) {
                    named_by_tests.insert(events.id.get(row));
                }
            }
            named_by_tests.remove(&Symbol::EMPTY);
        }
        let is_test = |conversation: Symbol, id: Symbol| {
            tests.contains(&conversation) || (conversation == Symbol::EMPTY && named_by_tests.contains(&id))
        };
        let words = |symbol: Symbol| self.text(symbol);
        let test = |table: TableName, id: Symbol, origin: Origin| TestRow { table, id, origin };
        let mut test_rows = Vec::new();
        let conversations = if tests.is_empty() {
            conversations
        } else {
            let (of_tests, others): (Vec<_>, Vec<_>) = conversations.rows().partition(|row| tests.contains(&row.conversation_id));
            let of_tests = of_tests.iter().map(|row| test(TableName::Conversations, row.conversation_id, row.origin));
            test_rows.extend(of_tests);
            records::table_of(others)
        };
        let mut leads: Vec<(LeadRow, Option<LeadRow>)> =
            records::leads(&self.tables.leads, self.symbols()).into_iter().map(|row| (row, Some(row))).collect();
        let of_id: FxHashMap<Symbol, usize> = leads.iter().enumerate().map(|(at, (row, _))| (row.lead_id, at)).collect();
        for folded in record_events::leads(events, timed, &words) {
            match of_id.get(&folded.lead_id).and_then(|at| leads.get_mut(*at)) {
                Some((row, _)) => row.fill(folded),
                None => leads.push((folded, None)),
            }
        }
        leads.retain(|(row, _)| {
            let is_test = is_test(row.conversation_id, row.lead_id);
            if is_test {
                test_rows.push(test(TableName::Leads, row.lead_id, row.origin));
            }
            !is_test
        });
        put_in_order_by(&mut leads, |(row, _)| row.origin);
        let revenue = records::revenue(&self.tables.revenue, self.symbols());
        let mut revenue = with_folded(revenue, record_events::revenue(events, timed), |row| row.order_id, |row| row.origin);
        revenue.retain(|(row, _)| {
            let is_test = is_test(row.conversation_id, row.order_id);
            if is_test {
                test_rows.push(test(TableName::Revenue, row.order_id, row.origin));
            }
            !is_test
        });
        let tickets = records::tickets(&self.tables.tickets, self.symbols());
        let mut tickets = with_folded(tickets, record_events::tickets(events, timed), |row| row.ticket_id, |row| row.origin);
        tickets.retain(|(row, _)| {
            let is_test = is_test(row.conversation_id, row.ticket_id);
            if is_test {
                test_rows.push(test(TableName::Tickets, row.ticket_id, row.origin));
            }
            !is_test
        });
        Records { conversations, leads, revenue, tickets, test_rows }
    }

    pub(super) fn event_keys(&self, row: usize) -> Keys {
        let events = &self.tables.events;
        Keys {
            conversation: events.conversation_id.get(row),
            identity: [events.user_id.get(row), events.anonymous_id.get(row), events.email.get(row), events.phone.get(row)],
        }
    }

    /// The keys of all rows, as often as they are asked for.
    pub(super) fn keys<'a>(&'a self, records: &'a Records, timed: &'a [TimedEvent]) -> impl Iterator<Item = Keys> + Clone + 'a {
        let conversations = (0..records.conversations.len()).map(|at| conversation_keys(&records.conversations, at));
        let events = timed.iter().map(|event| self.event_keys(event.row));
        let leads = records.leads.iter().map(|(row, _)| Keys { conversation: row.conversation_id, identity: row.identity() });
        let revenue = records.revenue.iter().map(|(row, _)| Keys { conversation: row.conversation_id, identity: row.identity() });
        let touches = (0..self.tables.touches.len()).map(|at| self.tables.touches.row(at).identity());
        let touches = touches.map(|identity| Keys { conversation: Symbol::EMPTY, identity });
        let tickets = records.tickets.iter().map(|(row, _)| Keys { conversation: row.conversation_id, identity: row.identity() });
        conversations.chain(events).chain(leads).chain(revenue).chain(touches).chain(tickets)
    }

    /// How rows of other tables find the conversations.
    pub(super) fn joins(&self, records: &Records, timed: &[TimedEvent], folding: &Folding) -> JoinsByTable {
        let mut keys = ConversationKeys::new(self.symbols());
        let mut there = BySymbol::new(self.symbols());
        for row in (0..records.conversations.len()).map(|at| conversation_keys(&records.conversations, at)) {
            there.set(row.conversation, 0);
            keys.add(&row);
        }
        let opened =
            |slot: Option<&usize>| slot.and_then(|slot| folding.conversations.get(*slot)).is_some_and(|folded| folded.opened);
        for event in timed {
            let row = self.event_keys(event.row);
            let by_id = there.contains(row.conversation) || opened(folding.of_id.get(&row.conversation));
            if by_id || opened(folding.of_anonymous_event.get(&event.row)) {
                keys.add(&row);
            }
        }
        let seeking = |conversation, identity, id, origin| Seeking { keys: Keys { conversation, identity }, id, origin };
        let leads = records.leads.iter().map(|(row, _)| seeking(row.conversation_id, row.identity(), row.lead_id, row.origin));
        let revenue =
            records.revenue.iter().map(|(row, _)| seeking(row.conversation_id, row.identity(), row.order_id, row.origin));
        let tickets =
            records.tickets.iter().map(|(row, _)| seeking(row.conversation_id, row.identity(), row.ticket_id, row.origin));
        let touches = self.tables.touches.rows();
        let touches = touches.map(|row| seeking(Symbol::EMPTY, row.identity(), Symbol::EMPTY, row.origin));
        [
            (TableName::Leads, keys.count(leads)),
            (TableName::Revenue, keys.count(revenue)),
            (TableName::Tickets, keys.count(tickets)),
            (TableName::Touches, keys.count(touches)),
        ]
        .into_iter()
        .filter(|(_, joins)| joins.rows > 0)
        .collect()
    }
}

/// The keys of a conversation's row.
pub(super) fn conversation_keys(table: &Conversations, at: usize) -> Keys {
    Keys { conversation: table.conversation_id.get(at), identity: table.identity(at) }
}

/// Records of a table completed and followed by those of events, in canonical order, each with its event's row.
fn with_folded<Row: Copy + records::Fill>(
    table: Vec<Row>,
    folded: Vec<(Row, usize)>,
    id: impl Fn(&Row) -> Symbol,
    origin: impl Fn(&Row) -> crate::model::Origin,
) -> Vec<(Row, Option<usize>)> {
    let mut of_id: FxHashMap<Symbol, usize> = table.iter().enumerate().map(|(at, row)| (id(row), at)).collect();
    of_id.remove(&Symbol::EMPTY);
    let mut records: Vec<(Row, Option<usize>)> = table.into_iter().map(|row| (row, None)).collect();
    for (row, event) in folded {
        match of_id.get(&id(&row)).and_then(|at| records.get_mut(*at)) {
            Some((record, of)) => {
                record.fill(row);
                *of = Some(event);
            }
            None => records.push((row, Some(event))),
        }
    }
    put_in_order_by(&mut records, |(row, _)| origin(row));
    records
}
