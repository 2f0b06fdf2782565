//! Leads, orders, tickets and touches, each with its person and the conversation that it names or whose event made it.

use rustc_hash::FxHashMap;

use super::Builder;
use super::conversations::Places;
use super::gather::Records;
use crate::facts::folding::TimedEvent;
use crate::facts::identity::{Keys, Persons};
use crate::facts::leads::Lead;
use crate::facts::orders::{self, Order};
use crate::facts::{Ticket, Touch, record_events};
use crate::model::order::put_in_order_by;
use crate::model::{Cell as _, Dimension, EventName, Identity, LeadRow, RevenueStatus, Symbol, Timestamp};

impl Builder<'_> {
    pub(super) fn leads(&self, records: &Records, timed: &[TimedEvent], places: &Places, persons: &mut Persons) -> Vec<Lead> {
        let events = &self.tables.events;
        // The first event of each lead, in time, that names a conversation or joined one.
        let mut in_conversation: Vec<&TimedEvent> = timed
            .iter()
            .filter(|event| record_events::speaks_of_lead(events.event.get(event.row)))
            .filter(|event| {
                events.conversation_id.get(event.row) != Symbol::EMPTY || places.of_anonymous_event.contains_key(&event.row)
            })
            .collect();
        put_in_order_by(&mut in_conversation, |event| std::cmp::Reverse((event.at, event.row)));
        let first_of: FxHashMap<Symbol, usize> =
            in_conversation.iter().map(|event| (events.id.get(event.row), event.row)).collect();
        // Only hubs leave an event's record without a person of its keys.
        let made_by: FxHashMap<Symbol, usize> = if places.person_of_event.is_empty() {
            FxHashMap::default()
        } else {
            let named = timed.iter().rev().filter(|event| record_events::speaks_of_lead(events.event.get(event.row)));
            named.map(|event| (events.id.get(event.row), event.row)).collect()
        };
        // A conversation that is named, by the table or an event, before one that an event joined.
        let linked = |row: &LeadRow| {
            if row.conversation_id == Symbol::EMPTY {
                let event = *first_of.get(&row.lead_id)?;
                places.of(events.conversation_id.get(event), Some(event))
            } else {
                places.of(row.conversation_id, None)
            }
        };
        let mut leads: Vec<Lead> = records
            .leads
            .iter()
            .filter_map(|(row, in_table)| {
                let created = self.at(row.created_at)?;
                Some(Lead {
                    id: row.lead_id,
                    origin: row.origin,
                    person: persons.of_record(
                        &record_keys(row.conversation_id, row.identity()),
                        places.person_of(made_by.get(&row.lead_id).copied()),
                    ),
                    created,
                    date: self.zone.local_date(created),
                    kind: row.origin_kind,
                    source: self.aliases.apply(Dimension::Source, row.source),
                    linked: linked(row),
                    is_made_by_events: in_table.is_none(),
                    told: in_table
                        .map(|row| [row.mql_at, row.sql_at, row.meeting_booked_at, row.meeting_held_at].map(Timestamp::is_known))
                        .unwrap_or_default(),
                    named: row.conversation_id,
                    conversation: None,
                    is_bot: false,
                    mql: self.at(row.mql_at),
                    sql: self.at(row.sql_at),
                    disqualified: self.at(row.disqualified_at),
                    booked: self.at(row.meeting_booked_at),
                    held: self.at(row.meeting_held_at),
                    meeting_qualified: row.meeting_qualified,
                    mature: false,
                    won: false,
                    times: 1,
                })
            })
            .collect();
        let conversation_of = |event: &TimedEvent| places.of(events.conversation_id.get(event.row), Some(event.row));
        let date_of = |at: i64| self.zone.local_date(at);
        record_events::unnamed_leads(&mut leads, events, timed, &conversation_of, &date_of, &|symbol| self.text(symbol));
        leads
    }

    /// "Most frequent over all revenue rows, ties alphabetical".
    pub(super) fn currency(&self, records: &Records) -> Option<String> {
        orders::most_frequent_currency(records.revenue.iter().map(|(row, _)| self.tables.dictionary.text(row.currency)))
    }

    pub(super) fn orders(&self, records: &Records, places: &Places, persons: &mut Persons, currency: Option<&str>) -> Vec<Order> {
        records
            .revenue
            .iter()
            .filter_map(|(row, event)| {
                let at = self.at(row.at)?;
                let code = self.tables.dictionary.text(row.currency);
                let rate = if code.is_empty() || currency.is_none_or(|currency| currency == code) {
                    Some(1.0)
                } else {
                    self.rules.fx.get(code).copied()
                };
                let amount = row.amount.zip(rate).map(|(amount, rate)| amount * rate);
                let given = row.gross_profit.zip(rate).map(|(profit, rate)| profit * rate);
                Some(Order {
                    id: row.order_id,
                    origin: row.origin,
                    person: persons.of_record(&record_keys(row.conversation_id, row.identity()), places.person_of(*event)),
                    at,
                    date: self.zone.local_date(at),
                    amount,
                    gross_profit: given.or(amount.map(|amount| amount * self.rules.margin)),
                    status: row.status.unwrap_or(RevenueStatus::Paid),
                    conversation: places.of(row.conversation_id, *event),
                    times: 1,
                })
            })
            .collect()
    }

    pub(super) fn tickets(&self, records: &Records, places: &Places, persons: &mut Persons) -> Vec<Ticket> {
        records
            .tickets
            .iter()
            .filter_map(|(row, event)| {
                let created = self.at(row.created_at)?;
                let first_reply = self.at(row.first_reply_at).filter(|reply| *reply >= created);
                let intent = self.aliases.apply(Dimension::Intent, row.intent);
                Some(Ticket {
                    id: row.ticket_id,
                    origin: row.origin,
                    person: persons.of_record(&record_keys(row.conversation_id, row.identity()), places.person_of(*event)),
                    created,
                    first_reply_s: first_reply.map(|reply| (reply - created) as f64 / 1e6),
                    conversation: places.of(row.conversation_id, *event),
                    eligible: self.eligible(intent),
                    csat: self.csat(row.csat, row.csat_max),
                    agent: row.agent.unwrap_or(true),
                    times: 1,
                })
            })
            .collect()
    }

    pub(super) fn touches(&self, timed: &[TimedEvent], persons: &mut Persons) -> Vec<Touch> {
        let rows = self.tables.touches.rows().filter_map(|row| {
            Some(Touch {
                at: self.at(row.at)?,
                person: persons.of(&Keys { conversation: Symbol::EMPTY, identity: row.identity() }),
                is_page_view: false,
                page: Symbol::EMPTY,
                source: row.source,
                origin: row.origin,
            })
        });
        let mut touches: Vec<Touch> = rows.collect();
        let events = &self.tables.events;
        let views = timed.iter().filter(|event| events.event.get(event.row) == Some(EventName::PageView)).map(|event| {
            let row = events.row(event.row);
            Touch {
                at: event.at,
                person: event.person,
                is_page_view: true,
                page: row.page,
                source: row.source,
                origin: row.origin,
            }
        });
        touches.extend(views);
        touches
    }
}

fn record_keys(conversation: Symbol, identity: Identity) -> Keys {
    Keys { conversation, identity }
}
