//! Conversations of the table and of events: cells to facts, one conversation after the other.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Builder;
use super::gather::{Records, conversation_keys};
use crate::facts::by_symbol::BySymbol;
use crate::facts::conversations::ConversationFacts;
use crate::facts::folding::{Folded, Folding, Occurring};
use crate::facts::identity::{Keys, Person, Persons};
use crate::facts::kind::Kind;
use crate::facts::{StepsReached, business_hours, records};
use crate::model::order::put_in_order_by;
use crate::model::{ConversationRow, Conversations, Dimension, EventName, FirstUseful, Symbol};

/// Where the conversations of ids and of events without one ended up.
#[derive(Default)]
pub(super) struct Places {
    pub(super) of_id: BySymbol,
    pub(super) of_anonymous_event: FxHashMap<usize, usize>,
    /// Persons of events by row of their table; filled only where hubs leave events without a key that merges.
    pub(super) person_of_event: FxHashMap<usize, Person>,
}

impl Places {
    /// The person of an event, where its keys alone do not tell.
    pub(super) fn person_of(&self, event: Option<usize>) -> Option<Person> {
        self.person_of_event.get(&event?).copied()
    }

    /// The conversation of a record: by its id, else the one that the event which made it joined.
    pub(super) fn of(&self, id: Symbol, event: Option<usize>) -> Option<usize> {
        if id == Symbol::EMPTY { self.of_anonymous_event.get(&event?).copied() } else { self.of_id.get(id).map(|at| at as usize) }
    }
}

/// Conversations before anything is found of them: their cells, and who tells of each.
struct Told {
    cells: Arc<Conversations>,
    /// By row; empty where the table alone tells, of all.
    tellers: Vec<Teller>,
}

/// Who tells of a conversation.
#[derive(Clone, Copy, Default)]
struct Teller {
    /// The keys of the table's own row; none where events alone tell.
    keys: Option<Keys>,
    /// The place among the folded ones.
    slot: Option<usize>,
}

impl Builder<'_> {
    /// Conversations of the table and of events, in canonical order.
    pub(super) fn conversations(
        &self,
        records: &Records,
        folding: &Folding,
        occurring: &Occurring,
        persons: &mut Persons,
    ) -> (ConversationFacts, Vec<StepsReached>, Places) {
        let told = self.told(&records.conversations, folding);
        let none = Folded::default();
        let mut facts = ConversationFacts::new(Arc::clone(&told.cells), Arc::clone(&self.aliases), self.zone.clone());
        let mut place_of_slot: FxHashMap<usize, usize> = FxHashMap::default();
        let mut places = Places { of_id: BySymbol::new(self.symbols()), ..Places::default() };
        let mut steps = Vec::new();
        for at in 0..told.cells.len() {
            let teller = told.tellers.get(at).copied();
            let slot = teller.and_then(|teller| teller.slot);
            let folded = slot.and_then(|slot| folding.conversations.get(slot));
            let id = told.cells.conversation_id.get(at);
            let person = match (teller, folded) {
                (Some(Teller { keys: None, .. }), Some(folded)) => folded.person,
                (Some(Teller { keys: Some(keys), .. }), _) => persons.of(&keys),
                _ => persons.of(&conversation_keys(&told.cells, at)),
            };
            let start = self.at(told.cells.started_at.get(at)).unwrap_or_default();
            facts.push(person, start, self.kind(&told.cells, at, start, folded.unwrap_or(&none), occurring));
            if id != Symbol::EMPTY {
                places.of_id.set(id, u32::try_from(at).unwrap_or(u32::MAX));
            }
            if let (Some(slot), Some(folded)) = (slot, folded) {
                place_of_slot.insert(slot, at);
                if !folded.steps.is_empty() {
                    steps.push(StepsReached { conversation: at, steps: folded.steps.clone(), before: 0, times: 1 });
                }
            }
        }
        places.of_anonymous_event =
            folding.of_anonymous_event.iter().filter_map(|(event, slot)| Some((*event, *place_of_slot.get(slot)?))).collect();
        (facts, steps, places)
    }

    /// The cells of conversations, a table's before one folded from events, in canonical order; those without a start are none.
    fn told(&self, table: &Arc<Conversations>, folding: &Folding) -> Told {
        let starts = |at: usize| self.at(table.started_at.get(at)).is_some();
        if folding.conversations.is_empty() && (0..table.len()).all(starts) {
            return Told { cells: Arc::clone(table), tellers: Vec::new() };
        }
        let mut rows: Vec<(ConversationRow, Teller)> = Vec::with_capacity(table.len());
        for row in table.rows() {
            let slot = folding.of_id.get(&row.conversation_id).copied();
            let folded = slot.and_then(|slot| folding.conversations.get(slot));
            let mut cells = folded.map(|folded| folded.row).unwrap_or_default();
            cells.overlay(&row);
            cells.origin = row.origin;
            let keys = Keys { conversation: row.conversation_id, identity: row.identity() };
            rows.push((cells, Teller { keys: Some(keys), slot }));
        }
        let in_table: FxHashSet<usize> = rows.iter().filter_map(|(_, teller)| teller.slot).collect();
        let by_events_alone = folding.conversations.iter().enumerate().filter(|(slot, _)| !in_table.contains(slot));
        let by_events_alone = by_events_alone.filter(|(_, folded)| folded.opened);
        rows.extend(by_events_alone.map(|(slot, folded)| (folded.row, Teller { keys: None, slot: Some(slot) })));
        rows.retain(|(row, _)| self.at(row.started_at).is_some());
        put_in_order_by(&mut rows, |(row, _)| row.origin);
        let tellers = rows.iter().map(|(_, teller)| *teller).collect();
        Told { cells: records::table_of(rows.into_iter().map(|(row, _)| row)), tellers }
    }

    /// What a conversation is: its cells, else what events say, else what the rules say.
    fn kind(&self, cells: &Conversations, at: usize, start: i64, folded: &Folded, occurring: &Occurring) -> Kind {
        let goal_completed = cells.goal_completed.get(at).or_else(|| {
            let flow = self.aliases.apply(Dimension::Flow, cells.flow.get(at));
            let wanted = self.rules.goal_per_flow.get(self.aliases.text(&self.tables.dictionary, Dimension::Flow, flow));
            let is_wanted = |goal: &Symbol| wanted.is_none_or(|wanted| wanted == self.tables.dictionary.text(*goal));
            let reached = folded.goals.iter().any(is_wanted);
            (folded.opened && occurring.has(EventName::BotGoalCompleted)).then_some(reached)
        });
        let user_turns = cells.user_turns.get(at);
        let engaged = cells.engaged.get(at).unwrap_or_else(|| {
            let enough = user_turns.map(|turns| turns >= self.rules.engaged_min_user_turns);
            let no_event = folded.opened && occurring.has(EventName::ChatEngaged);
            folded.engaged_event || enough.unwrap_or(!no_event)
        });
        let by_intent = self.eligible(self.aliases.apply(Dimension::Intent, cells.intent.get(at)));
        let deflected = folded.ticket_deflected.then_some(true);
        let eligible = cells.eligible.get(at);
        if let Some(rows) = self.folded {
            let eligible = eligible.or(deflected.filter(|_| by_intent.is_none()));
            rows.borrow_mut().push(ConversationRow { engaged: Some(engaged), goal_completed, eligible, ..cells.row(at) });
        }
        let mut kind = Kind::default();
        kind.set_engaged(engaged);
        kind.set_bot_involved(cells.bot_involved.get(at).unwrap_or(true));
        kind.set_handoff(cells.handoff.get(at));
        kind.set_resolution(cells.resolution.get(at));
        kind.set_eligible(eligible.or(by_intent).or(deflected));
        kind.set_goal_completed(goal_completed);
        kind.set_has_fallback(cells.fallbacks.get(at).map(|fallbacks| fallbacks >= 1));
        kind.set_knows_bot_turns(cells.bot_turns.get(at).is_some());
        kind.set_knows_user_turns(user_turns.is_some());
        kind.set_found_useful(cells.first_useful_s.get(at).map(|first| first != FirstUseful::Never));
        kind.set_missing_answer(cells.missing_answer.get(at));
        kind.set_gap_kind(cells.gap_kind.get(at));
        kind.set_csat(self.csat(cells.csat.get(at), cells.csat_max.get(at)));
        kind.set_survey_offered(cells.survey_offered.get(at));
        kind.set_knows_cost(cells.cost.get(at).is_some());
        kind.set_in_business_hours(business_hours::contain(self.rules.business_hours.as_ref(), &self.zone, start));
        kind
    }
}
