//! Events that speak of leads, orders and tickets, folded into records (METRICS section 1, the events' effects).

use rustc_hash::FxHashMap;

use super::folding::TimedEvent;
use super::leads::Lead;
use super::records::first_known;
use crate::model::order::put_in_order_by;
use crate::model::{
    Cell as _, EventName, EventRow, Events, LeadOrigin, LeadRow, RevenueRow, RevenueStatus, Symbol, TicketRow, Timestamp,
};

/// Whether an event makes or moves a lead.
pub fn speaks_of_lead(event: Option<EventName>) -> bool {
    use EventName as E;
    matches!(event, Some(E::LeadCapturedChat | E::LeadQualified | E::MeetingBooked | E::MeetingHeld))
}

/// Whether an event's `id` names a lead, order or ticket.
pub fn names_record(event: Option<EventName>) -> bool {
    use EventName as E;
    speaks_of_lead(event) || matches!(event, Some(E::PurchaseAfterChat | E::DealWon | E::TicketCreated))
}

/// A stage of a lead that an event reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Captured.
    Captured,
    /// Marketing-qualified.
    Mql,
    /// Sales-qualified.
    Sql,
    /// Meeting booked.
    Booked,
    /// Meeting held.
    Held,
}

/// The stage of a lead event; `reason` mql is the default.
pub fn stage(event: &EventRow, words: &dyn Fn(Symbol) -> String) -> Option<Stage> {
    match event.event? {
        EventName::LeadCapturedChat => Some(Stage::Captured),
        EventName::LeadQualified if words(event.reason).trim().eq_ignore_ascii_case("sql") => Some(Stage::Sql),
        EventName::LeadQualified => Some(Stage::Mql),
        EventName::MeetingBooked => Some(Stage::Booked),
        EventName::MeetingHeld => Some(Stage::Held),
        _ => None,
    }
}

/// Folds lead events with an id into one row a lead, in the order of their first event. Of repeated stages the first counts.
pub fn leads(events: &Events, timed: &[TimedEvent], words: &dyn Fn(Symbol) -> String) -> Vec<LeadRow> {
    let mut named: Vec<&TimedEvent> = timed
        .iter()
        .filter(|event| speaks_of_lead(events.event.get(event.row)) && events.id.get(event.row) != Symbol::EMPTY)
        .collect();
    put_in_order_by(&mut named, |event| (event.at, event.row));
    let mut rows: Vec<LeadRow> = Vec::new();
    let mut of_id: FxHashMap<Symbol, usize> = FxHashMap::default();
    for timed in named {
        let event = events.row(timed.row);
        let at = *of_id.entry(event.id).or_insert_with(|| {
            rows.push(LeadRow {
                lead_id: event.id,
                created_at: Timestamp::utc(timed.at),
                origin_kind: Some(LeadOrigin::Chat),
                origin: event.origin,
                ..LeadRow::default()
            });
            rows.len() - 1
        });
        let Some(row) = rows.get_mut(at) else { continue };
        row.origin = row.origin.min(event.origin);
        row.conversation_id = first_known(row.conversation_id, event.conversation_id);
        row.user_id = first_known(row.user_id, event.user_id);
        row.anonymous_id = first_known(row.anonymous_id, event.anonymous_id);
        row.email = first_known(row.email, event.email);
        row.phone = first_known(row.phone, event.phone);
        row.source = first_known(row.source, event.source);
        row.campaign = first_known(row.campaign, event.campaign);
        let reached = Timestamp::utc(timed.at);
        let slot = match stage(&event, words) {
            Some(Stage::Mql) => &mut row.mql_at,
            Some(Stage::Sql) => &mut row.sql_at,
            Some(Stage::Booked) => &mut row.meeting_booked_at,
            Some(Stage::Held) => &mut row.meeting_held_at,
            Some(Stage::Captured) | None => continue,
        };
        *slot = first_known(*slot, reached);
    }
    rows
}

/// Revenue rows of events, each with the row of its first event; without a value none.
pub fn revenue(events: &Events, timed: &[TimedEvent]) -> Vec<(RevenueRow, usize)> {
    let mut rows: Vec<(RevenueRow, usize)> = Vec::new();
    let mut of_id: FxHashMap<Symbol, usize> = FxHashMap::default();
    for timed in timed {
        let status = match events.event.get(timed.row) {
            Some(EventName::PurchaseAfterChat) => RevenueStatus::Paid,
            Some(EventName::DealWon) => RevenueStatus::Won,
            _ => continue,
        };
        let event = events.row(timed.row);
        if !event.value.is_known() {
            continue;
        }
        let row = RevenueRow {
            order_id: event.id,
            at: Timestamp::utc(timed.at),
            amount: event.value,
            user_id: event.user_id,
            anonymous_id: event.anonymous_id,
            email: event.email,
            phone: event.phone,
            conversation_id: event.conversation_id,
            currency: event.currency,
            status: Some(status),
            origin: event.origin,
            ..RevenueRow::default()
        };
        let known = of_id.get(&event.id).filter(|_| event.id != Symbol::EMPTY).and_then(|at| rows.get_mut(*at));
        if let Some((record, _)) = known {
            record.overlay(&row);
        } else {
            of_id.insert(event.id, rows.len());
            rows.push((row, timed.row));
        }
    }
    rows
}

/// Ticket rows of events, each with the row of its first event.
pub fn tickets(events: &Events, timed: &[TimedEvent]) -> Vec<(TicketRow, usize)> {
    let mut rows: Vec<(TicketRow, usize)> = Vec::new();
    let mut of_id: FxHashMap<Symbol, usize> = FxHashMap::default();
    for timed in timed.iter().filter(|timed| events.event.get(timed.row) == Some(EventName::TicketCreated)) {
        let event = events.row(timed.row);
        let row = TicketRow {
            ticket_id: event.id,
            created_at: Timestamp::utc(timed.at),
            user_id: event.user_id,
            anonymous_id: event.anonymous_id,
            email: event.email,
            phone: event.phone,
            conversation_id: event.conversation_id,
            intent: event.intent,
            origin: event.origin,
            ..TicketRow::default()
        };
        let known = of_id.get(&event.id).filter(|_| event.id != Symbol::EMPTY).and_then(|at| rows.get_mut(*at));
        if let Some((record, _)) = known {
            record.overlay(&row);
        } else {
            of_id.insert(event.id, rows.len());
            rows.push((row, timed.row));
        }
    }
    rows
}

/// What a lead and an event must share to speak of the same conversation: the conversation, or its id where no row has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum LinkKey {
    There(usize),
    Named(Symbol),
}

impl LinkKey {
    fn of(conversation: Option<usize>, named: Symbol) -> Option<Self> {
        conversation.map(Self::There).or_else(|| (named != Symbol::EMPTY).then_some(Self::Named(named)))
    }
}

/// Applies lead events without an id: to the lead linked to their conversation (of several the latest), else to the
/// person's latest created by then, else to a new one.
pub fn unnamed_leads(
    leads: &mut Vec<Lead>,
    events: &Events,
    timed: &[TimedEvent],
    conversation_of: &dyn Fn(&TimedEvent) -> Option<usize>,
    date_of: &dyn Fn(i64) -> crate::model::Date,
    words: &dyn Fn(Symbol) -> String,
) {
    let mut unnamed: Vec<&TimedEvent> = timed
        .iter()
        .filter(|event| speaks_of_lead(events.event.get(event.row)) && events.id.get(event.row) == Symbol::EMPTY)
        .collect();
    put_in_order_by(&mut unnamed, |event| (event.at, event.row));
    let mut of_conversation: FxHashMap<LinkKey, Vec<usize>> = FxHashMap::default();
    let mut of_person: FxHashMap<super::Person, Vec<usize>> = FxHashMap::default();
    if !unnamed.is_empty() {
        for (at, lead) in leads.iter().enumerate() {
            of_person.entry(lead.person).or_default().push(at);
            if let Some(key) = LinkKey::of(lead.linked, lead.named) {
                of_conversation.entry(key).or_default().push(at);
            }
        }
    }
    for timed in unnamed {
        let event = events.row(timed.row);
        let conversation = conversation_of(timed);
        let latest = |among: Option<&Vec<usize>>, by: i64| {
            let among = among?.iter().copied();
            let created = |at: &usize| leads.get(*at).map_or(i64::MAX, |lead| lead.created);
            let origin = |at: &usize| leads.get(*at).map(|lead| lead.origin);
            among.filter(|at| created(at) <= by).max_by_key(|at| (created(at), origin(at)))
        };
        let key = LinkKey::of(conversation, event.conversation_id);
        let linked = key.and_then(|key| latest(of_conversation.get(&key), i64::MAX));
        let found = linked.or_else(|| latest(of_person.get(&timed.person), timed.at));
        let at = found.unwrap_or_else(|| {
            leads.push(Lead {
                id: Symbol::EMPTY,
                origin: event.origin,
                person: timed.person,
                created: timed.at,
                date: date_of(timed.at),
                kind: Some(LeadOrigin::Chat),
                source: Symbol::EMPTY,
                linked: conversation,
                is_made_by_events: true,
                told: [false; 4],
                named: event.conversation_id,
                conversation: None,
                is_bot: false,
                mql: None,
                sql: None,
                disqualified: None,
                booked: None,
                held: None,
                meeting_qualified: None,
                mature: false,
                won: false,
                times: 1,
            });
            let at = leads.len() - 1;
            of_person.entry(timed.person).or_default().push(at);
            if let Some(key) = key {
                of_conversation.entry(key).or_default().push(at);
            }
            at
        });
        let Some(lead) = leads.get_mut(at) else { continue };
        // What an event says of a lead comes after what a table says of it: the origin stays where it is known.
        lead.kind = lead.kind.or(Some(LeadOrigin::Chat));
        if lead.linked.is_none() && lead.named == Symbol::EMPTY {
            lead.linked = conversation;
            lead.named = event.conversation_id;
            if let Some(key) = key.filter(|_| found.is_some()) {
                of_conversation.entry(key).or_default().push(at);
            }
        }
        if lead.is_made_by_events && timed.at < lead.created {
            (lead.created, lead.date) = (timed.at, date_of(timed.at));
        }
        let [mql, sql, booked, held] = lead.told;
        let (slot, is_told) = match stage(&event, words) {
            Some(Stage::Mql) => (&mut lead.mql, mql),
            Some(Stage::Sql) => (&mut lead.sql, sql),
            Some(Stage::Booked) => (&mut lead.booked, booked),
            Some(Stage::Held) => (&mut lead.held, held),
            Some(Stage::Captured) | None => continue,
        };
        // Of repeated stages the first counts, whether their events name the lead or not.
        if !is_told {
            *slot = Some(slot.map_or(timed.at, |known| known.min(timed.at)));
        }
    }
}
