//! Conversations of the table and of events: cells to facts, one conversation after the other.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Builder;
use super::gather::Records;
use crate::facts::by_symbol::BySymbol;
use crate::facts::conversation::{self, Conversation, Purchase};
use crate::facts::folding::{Folded, Folding, Occurring};
use crate::facts::identity::{Keys, Person, Persons};
use crate::facts::{StepsReached, business_hours, micros};
use crate::model::{ConversationRow, Dimension, EventName, Symbol};

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

impl Builder<'_> {
    /// Conversations of the table and of events, in canonical order.
    pub(super) fn conversations(
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
        let mut places = Places { of_id: BySymbol::new(self.symbols()), ..Places::default() };
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
    pub(super) fn conversation(
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
}
