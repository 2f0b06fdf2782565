//! The way from tables and rules to [`Facts`], one step after the other.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::aliases::Aliases;
use super::business_hours;
use super::by_person::ByPerson;
use super::by_symbol::BySymbol;
use super::conversation::{self, Conversation, CsatAnswer, Purchase};
use super::folding::{self, Folded, Folding, Occurring, TimedEvent};
use super::identity::{Keys, Person, Persons};
use super::joins::{ConversationKeys, JoinsByTable, Seeking};
use super::leads::Lead;
use super::orders::{self, Order};
use super::records::{self, Fill as _};
use super::zone::Zone;
use super::{
    DAY, Facts, HOUR, Horizons, Known, StepsReached, TestRow, Ticket, Touch, exposure, leads, micros, recontact, record_events,
};
use crate::model::{
    Cell as _, ConversationRow, Dimension, EventName, LeadRow, Origin, RevenueRow, RevenueStatus, Symbol, TableName, Tables,
    TicketRow, Timestamp,
};
use crate::rules::{Derived, Rules, ScaleMax};

/// Computes the facts of a load. `default_zone` (an IANA name) holds where the rules name none; an unknown name is UTC.
pub fn build(tables: &Tables, rules: &Rules, default_zone: &str) -> Facts {
    builder(tables, rules, default_zone).build()
}

/// The facts, and for each conversation its row with what events say of it filled in, in the same order.
pub fn build_with_rows(tables: &Tables, rules: &Rules, default_zone: &str) -> (Facts, Vec<ConversationRow>) {
    let folded = RefCell::default();
    let facts = Builder { folded: Some(&folded), ..builder(tables, rules, default_zone) }.build();
    let mut rows = folded.into_inner();
    rows.sort_by_key(|row: &ConversationRow| row.origin);
    (facts, rows)
}

fn builder<'a>(tables: &'a Tables, rules: &'a Rules, default_zone: &str) -> Builder<'a> {
    let zone = rules.time_zone.as_deref().and_then(Zone::new).or_else(|| Zone::new(default_zone)).unwrap_or_else(Zone::utc);
    let aliases = Aliases::new(rules, &tables.dictionary);
    Builder { tables, rules, zone, aliases, eligible: RefCell::default(), folded: None }
}

struct Builder<'a> {
    tables: &'a Tables,
    rules: &'a Rules,
    zone: Zone,
    aliases: Aliases,
    /// What the rules say of each intent met so far.
    eligible: RefCell<FxHashMap<Symbol, Option<bool>>>,
    /// The conversations' rows as they are folded, if anybody wants them.
    folded: Option<&'a RefCell<Vec<ConversationRow>>>,
}

/// Records of all tables, tests left out, with what events say of them.
struct Records {
    conversations: Vec<ConversationRow>,
    /// With the table's own row, where a table has the lead.
    leads: Vec<(LeadRow, Option<LeadRow>)>,
    /// With the row of the event that made the order, where one did.
    revenue: Vec<(RevenueRow, Option<usize>)>,
    tickets: Vec<(TicketRow, Option<usize>)>,
    test_rows: Vec<TestRow>,
}

/// Where the conversations of ids and of events without one ended up.
struct Places {
    of_id: BySymbol,
    of_anonymous_event: FxHashMap<usize, usize>,
}

impl Places {
    /// The conversation of a record: by its id, else the one that the event which made it joined.
    fn of(&self, id: Symbol, event: Option<usize>) -> Option<usize> {
        if id == Symbol::EMPTY { self.of_anonymous_event.get(&event?).copied() } else { self.of_id.get(id).map(|at| at as usize) }
    }
}

impl Builder<'_> {
    fn build(self) -> Facts {
        let occurring = Occurring::in_events(&self.tables.events);
        let conversations = records::conversations(&self.tables.conversations, self.symbols());
        let tests: FxHashSet<Symbol> =
            conversations.iter().filter(|row| row.test == Some(true)).map(|row| row.conversation_id).collect();
        let mut timed = self.timed_events(&tests);
        let records = self.records(conversations, &tests, &timed);
        let mut persons = Persons::find(&self.keys(&records, &timed), self.symbols());
        for event in &mut timed {
            let keys = self.event_keys(event.row);
            let name = self.tables.events.event.get(event.row);
            if name != Some(EventName::ChatImpression) || keys.is_known() {
                event.person = persons.of(&keys);
            }
        }
        let folding =
            folding::fold(&self.tables.events, &timed, &occurring, self.rules.session_gap_minutes, &|symbol| self.text(symbol));
        let joins = self.joins(&records, &timed, &folding);
        let (mut conversations, steps, places) = self.conversations(&records, folding, &occurring, &mut persons);
        let mut leads = self.leads(&records, &timed, &places, &mut persons);
        let currency = self.rules.currency.clone().or_else(|| self.currency(&records));
        let orders = self.orders(&records, &places, &mut persons, currency.as_deref());
        let tickets = self.tickets(&records, &places, &mut persons);
        let touches = self.touches(&timed, &mut persons);
        let horizons = Horizons {
            conversations: conversation_horizon(&conversations),
            leads: leads::horizon(&leads),
            revenue: orders.iter().map(|order| order.at).max(),
        };
        recontact::mark(&mut conversations, &tickets, micros(self.rules.recontact_days, DAY), horizons.conversations);
        let link = micros(self.rules.lead_link_hours, HOUR);
        leads::link(&mut leads, &mut conversations, link, micros(self.rules.maturity_days, DAY));
        orders::mark_purchases(&mut conversations, &orders, micros(f64::from(self.rules.attribution.window_days), DAY));
        let by_person = conversations.iter().enumerate().map(|(at, conversation)| (conversation.person, at));
        let by_person = ByPerson::new(by_person).into_things();
        let period = conversations
            .iter()
            .map(|conversation| conversation.date)
            .fold(None, |period, date| Some(period.map_or((date, date), |(from, to): (_, _)| (date.min(from), date.max(to)))));
        let stage = self.rules.quality_stage;
        let known = Known {
            leads: !leads.is_empty(),
            quality_stage: leads.iter().any(|lead| lead.stage(stage).is_some()),
            bookings: leads.iter().any(|lead| lead.booked.is_some()),
            meetings: leads.iter().any(|lead| lead.booked.is_some()) && leads.iter().any(Lead::tells_qualification),
            meetings_held: leads.iter().any(|lead| lead.held.is_some()),
            revenue: orders.iter().any(Order::is_counted),
            pending_revenue: orders.iter().any(Order::is_pending),
            costs: conversations.iter().any(|conversation| conversation.cost.is_some()),
        };
        let mut facts = Facts {
            rules: self.rules.clone(),
            derived: Derived { currency, ..Derived::default() },
            exposure: exposure::cells(
                exposure::rows(self.tables, &self.zone, &self.aliases, |id| tests.contains(&id)).map(|(_, row)| row),
            ),
            conversations,
            by_person,
            leads,
            orders,
            tickets,
            touches,
            steps,
            horizons,
            known,
            period,
            test_rows: records.test_rows,
            persons: u64::from(persons.count()),
            hubs: persons.hubs().len() as u64,
            joins,
            aliases: self.aliases,
            zone: self.zone,
        };
        facts.derived = super::derived::derive(&facts, &self.tables.dictionary);
        facts
    }

    /// Whether the rules call an intent eligible; asked of the rules once each intent.
    fn eligible(&self, intent: Symbol) -> Option<bool> {
        let ask = || self.rules.eligible(self.aliases.text(&self.tables.dictionary, Dimension::Intent, intent));
        *self.eligible.borrow_mut().entry(intent).or_insert_with(ask)
    }

    /// Size of the dictionary.
    fn symbols(&self) -> usize {
        self.tables.dictionary.len()
    }

    fn text(&self, symbol: Symbol) -> String {
        self.tables.dictionary.text(symbol).to_owned()
    }

    fn at(&self, timestamp: Timestamp) -> Option<i64> {
        self.zone.resolve(timestamp)
    }

    /// Events that count: those of test conversations are left out. Persons come later.
    fn timed_events(&self, tests: &FxHashSet<Symbol>) -> Vec<TimedEvent> {
        let events = &self.tables.events;
        (0..events.len())
            .filter(|row| !tests.contains(&events.conversation_id.get(*row)))
            .filter_map(|row| Some(TimedEvent { at: self.at(events.timestamp.get(row))?, row, person: Person::default() }))
            .collect()
    }

    fn records(&self, conversations: Vec<ConversationRow>, tests: &FxHashSet<Symbol>, timed: &[TimedEvent]) -> Records {
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
        let mut test_rows: Vec<TestRow> = conversations
            .iter()
            .filter(|row| tests.contains(&row.conversation_id))
            .map(|row| test(TableName::Conversations, row.conversation_id, row.origin))
            .collect();
        let conversations: Vec<_> = conversations.into_iter().filter(|row| !tests.contains(&row.conversation_id)).collect();
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
        leads.sort_by_key(|(row, _)| row.origin);
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

    fn event_keys(&self, row: usize) -> Keys {
        let events = &self.tables.events;
        Keys {
            conversation: events.conversation_id.get(row),
            identity: [events.user_id.get(row), events.anonymous_id.get(row), events.email.get(row), events.phone.get(row)],
        }
    }

    fn keys(&self, records: &Records, timed: &[TimedEvent]) -> Vec<Keys> {
        let conversations =
            records.conversations.iter().map(|row| Keys { conversation: row.conversation_id, identity: row.identity() });
        let events = timed.iter().map(|event| self.event_keys(event.row));
        let leads = records.leads.iter().map(|(row, _)| Keys { conversation: row.conversation_id, identity: row.identity() });
        let revenue = records.revenue.iter().map(|(row, _)| Keys { conversation: row.conversation_id, identity: row.identity() });
        let touches = self.tables.touches.rows().map(|row| Keys { conversation: Symbol::EMPTY, identity: row.identity() });
        let tickets = records.tickets.iter().map(|(row, _)| Keys { conversation: row.conversation_id, identity: row.identity() });
        conversations.chain(events).chain(leads).chain(revenue).chain(touches).chain(tickets).collect()
    }

    /// How rows of other tables find the conversations.
    fn joins(&self, records: &Records, timed: &[TimedEvent], folding: &Folding) -> JoinsByTable {
        let mut keys = ConversationKeys::new(self.symbols());
        let mut there = BySymbol::new(self.symbols());
        for row in &records.conversations {
            there.set(row.conversation_id, 0);
            keys.add(&Keys { conversation: row.conversation_id, identity: row.identity() });
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

    /// Conversations of the table and of events, in canonical order.
    fn conversations(
        &self,
        records: &Records,
        mut folding: Folding,
        occurring: &Occurring,
        persons: &mut Persons,
    ) -> (Vec<Conversation>, Vec<StepsReached>, Places) {
        let mut built: Vec<(Conversation, Option<usize>, Vec<Symbol>)> = Vec::with_capacity(records.conversations.len());
        let none = Folded::default();
        for row in &records.conversations {
            let slot = folding.of_id.remove(&row.conversation_id);
            let folded = slot.and_then(|slot| folding.conversations.get(slot));
            let person = persons.of(&Keys { conversation: row.conversation_id, identity: row.identity() });
            if let Some(conversation) = self.conversation(row, folded.unwrap_or(&none), person, occurring) {
                built.push((conversation, slot, folded.map(|folded| folded.steps.clone()).unwrap_or_default()));
            }
        }
        let in_table: FxHashSet<usize> = built.iter().filter_map(|(_, slot, _)| *slot).collect();
        for (slot, folded) in folding.conversations.iter().enumerate() {
            if folded.opened && !in_table.contains(&slot) {
                let empty = ConversationRow {
                    conversation_id: folded.row.conversation_id,
                    origin: folded.row.origin,
                    ..Default::default()
                };
                if let Some(conversation) = self.conversation(&empty, folded, folded.person, occurring) {
                    built.push((conversation, Some(slot), folded.steps.clone()));
                }
            }
        }
        if !built.is_sorted_by_key(|(conversation, ..)| conversation.origin) {
            built.sort_by_key(|(conversation, ..)| conversation.origin);
        }
        let mut place_of_slot: FxHashMap<usize, usize> = FxHashMap::default();
        let mut places = Places { of_id: BySymbol::new(self.symbols()), of_anonymous_event: FxHashMap::default() };
        let mut steps = Vec::new();
        for (at, (conversation, slot, reached)) in built.iter_mut().enumerate() {
            if conversation.id != Symbol::EMPTY {
                places.of_id.set(conversation.id, u32::try_from(at).unwrap_or(u32::MAX));
            }
            if let Some(slot) = slot {
                place_of_slot.insert(*slot, at);
            }
            if !reached.is_empty() {
                steps.push(StepsReached { conversation: at, steps: std::mem::take(reached) });
            }
        }
        places.of_anonymous_event =
            folding.of_anonymous_event.iter().filter_map(|(event, slot)| Some((*event, *place_of_slot.get(slot)?))).collect();
        (built.into_iter().map(|(conversation, ..)| conversation).collect(), steps, places)
    }

    /// One conversation: a table's cell before one folded from events.
    fn conversation(
        &self,
        row: &ConversationRow,
        folded: &Folded,
        person: Person,
        occurring: &Occurring,
    ) -> Option<Conversation> {
        let mut cells = folded.row;
        cells.overlay(row);
        let start = self.at(cells.started_at)?;
        let ended = self.at(cells.ended_at).filter(|ended| *ended >= start);
        let duration_s = cells.duration_s.or(ended.map(|ended| (ended - start) as f64 / 1e6));
        let end = ended.unwrap_or_else(|| start + cells.duration_s.map_or(0, |seconds| micros(seconds, 1e6)));
        let dimensions: [Symbol; Dimension::ALL.len()] = std::array::from_fn(|at| {
            let dimension = Dimension::ALL.get(at).copied().unwrap_or(Dimension::Channel);
            self.aliases.apply(dimension, cells.dimension(dimension))
        });
        let [_, flow, intent, ..] = dimensions;
        let goal_completed = cells.goal_completed.or_else(|| {
            let goals = &folded.goals;
            let wanted = self.rules.goal_per_flow.get(self.aliases.text(&self.tables.dictionary, Dimension::Flow, flow));
            let reached = goals.iter().any(|goal| wanted.is_none_or(|wanted| wanted == self.tables.dictionary.text(*goal)));
            (folded.opened && occurring.has(EventName::BotGoalCompleted)).then_some(reached)
        });
        let engaged = row.engaged.unwrap_or_else(|| {
            let enough = cells.user_turns.map(|turns| turns >= self.rules.engaged_min_user_turns);
            let no_event = folded.opened && occurring.has(EventName::ChatEngaged);
            folded.engaged_event || enough.unwrap_or(!no_event)
        });
        let by_intent = self.eligible(intent);
        let deflected = folded.ticket_deflected.then_some(true);
        let eligible = cells.eligible.or(by_intent).or(deflected);
        let resolved = conversation::resolved(cells.resolution, cells.handoff);
        if let Some(folded) = self.folded {
            folded.borrow_mut().push(ConversationRow {
                origin: row.origin,
                engaged: Some(engaged),
                goal_completed,
                eligible: cells.eligible.or(deflected.filter(|_| by_intent.is_none())),
                ..cells
            });
        }
        Some(Conversation {
            id: row.conversation_id,
            origin: row.origin,
            person,
            start,
            ended,
            end,
            date: self.zone.local_date(start),
            dimensions,
            engaged,
            bot_involved: cells.bot_involved.unwrap_or(true),
            handoff: cells.handoff,
            resolution: cells.resolution,
            resolved,
            eligible,
            goal_completed,
            fallbacks: cells.fallbacks,
            user_turns: cells.user_turns,
            bot_turns: cells.bot_turns,
            duration_s,
            first_useful: cells.first_useful_s,
            missing_answer: cells.missing_answer,
            gap_kind: cells.gap_kind,
            question: cells.question,
            csat: self.csat(cells.csat, cells.csat_max),
            survey_offered: cells.survey_offered,
            cost: cells.cost,
            outcome: conversation::outcome(engaged, cells.handoff, resolved, goal_completed),
            recontacted: false,
            mature: false,
            has_bot_lead: false,
            has_meeting: false,
            purchase: Purchase::None,
            in_business_hours: business_hours::contain(self.rules.business_hours.as_ref(), &self.zone, start),
        })
    }

    /// A survey answer under the rules' scales.
    fn csat(&self, answer: Option<f64>, max: Option<f64>) -> CsatAnswer {
        let Some(answer) = answer else { return CsatAnswer::None };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast out of range matches no scale")]
        let scale = max.filter(|max| max.fract() == 0.0 && *max >= 1.0).map(|max| ScaleMax(max as u32));
        let lowest = scale.and_then(|scale| self.rules.csat_positive.get(&scale));
        match (lowest, max) {
            (Some(lowest), Some(max)) if (0.0..=max).contains(&answer) => {
                if answer >= *lowest {
                    CsatAnswer::Positive
                } else {
                    CsatAnswer::Negative
                }
            }
            _ => CsatAnswer::Unreadable,
        }
    }

    fn leads(&self, records: &Records, timed: &[TimedEvent], places: &Places, persons: &mut Persons) -> Vec<Lead> {
        let events = &self.tables.events;
        // The first event of each lead, in time, that names a conversation or joined one.
        let mut in_conversation: Vec<&TimedEvent> = timed
            .iter()
            .filter(|event| record_events::speaks_of_lead(events.event.get(event.row)))
            .filter(|event| {
                events.conversation_id.get(event.row) != Symbol::EMPTY || places.of_anonymous_event.contains_key(&event.row)
            })
            .collect();
        in_conversation.sort_by_key(|event| std::cmp::Reverse((event.at, event.row)));
        let first_of: FxHashMap<Symbol, usize> =
            in_conversation.iter().map(|event| (events.id.get(event.row), event.row)).collect();
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
                    person: persons.of(&Keys { conversation: row.conversation_id, identity: row.identity() }),
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
                })
            })
            .collect();
        let conversation_of = |event: &TimedEvent| places.of(events.conversation_id.get(event.row), Some(event.row));
        let date_of = |at: i64| self.zone.local_date(at);
        record_events::unnamed_leads(&mut leads, events, timed, &conversation_of, &date_of, &|symbol| self.text(symbol));
        leads
    }

    /// "Most frequent over all revenue rows, ties alphabetical".
    fn currency(&self, records: &Records) -> Option<String> {
        orders::most_frequent_currency(records.revenue.iter().map(|(row, _)| self.tables.dictionary.text(row.currency)))
    }

    fn orders(&self, records: &Records, places: &Places, persons: &mut Persons, currency: Option<&str>) -> Vec<Order> {
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
                    person: persons.of(&Keys { conversation: row.conversation_id, identity: row.identity() }),
                    at,
                    date: self.zone.local_date(at),
                    amount,
                    gross_profit: given.or(amount.map(|amount| amount * self.rules.margin)),
                    status: row.status.unwrap_or(RevenueStatus::Paid),
                    conversation: places.of(row.conversation_id, *event),
                })
            })
            .collect()
    }

    fn tickets(&self, records: &Records, places: &Places, persons: &mut Persons) -> Vec<Ticket> {
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
                    person: persons.of(&Keys { conversation: row.conversation_id, identity: row.identity() }),
                    created,
                    first_reply_s: first_reply.map(|reply| (reply - created) as f64 / 1e6),
                    conversation: places.of(row.conversation_id, *event),
                    eligible: self.eligible(intent),
                    csat: self.csat(row.csat, row.csat_max),
                    agent: row.agent.unwrap_or(true),
                })
            })
            .collect()
    }

    fn touches(&self, timed: &[TimedEvent], persons: &mut Persons) -> Vec<Touch> {
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

/// The latest start or `ended_at` of any conversation that is not a test, engaged or not.
fn conversation_horizon(conversations: &[Conversation]) -> Option<i64> {
    conversations.iter().flat_map(|conversation| [Some(conversation.start), conversation.ended]).flatten().max()
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
    records.sort_by_key(|(row, _)| origin(row));
    records
}
