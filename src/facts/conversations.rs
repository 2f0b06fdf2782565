//! The facts of all conversations in columns: cells stay where they were read, and what is found of each takes 24 bytes more.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::aliases::Aliases;
use super::conversation::Conversation;
use super::identity::Person;
use super::kind::Kind;
use super::micros;
use super::zone::Zone;
use crate::model::{Conversations, Date, Dimension, FirstUseful, Origin, Symbol};

/// Conversations that are not tests, in canonical order.
#[derive(Debug)]
pub struct ConversationFacts {
    /// Their cells, with what events add; shared with the load where nothing was added.
    cells: Arc<Conversations>,
    aliases: Arc<Aliases>,
    zone: Zone,
    kinds: Vec<Kind>,
    persons: Vec<Person>,
    /// UTC microseconds.
    starts: Vec<i64>,
    dates: Vec<Date>,
}

impl ConversationFacts {
    /// Room for the conversations whose cells these are.
    pub(super) fn new(cells: Arc<Conversations>, aliases: Arc<Aliases>, zone: Zone) -> Self {
        let count = cells.len();
        Self {
            cells,
            aliases,
            zone,
            kinds: Vec::with_capacity(count),
            persons: Vec::with_capacity(count),
            starts: Vec::with_capacity(count),
            dates: Vec::with_capacity(count),
        }
    }

    /// Adds what was found of the next row of the cells.
    pub(super) fn push(&mut self, person: Person, start: i64, mut kind: Kind) {
        self.persons.push(person);
        self.starts.push(start);
        self.dates.push(self.zone.local_date(start));
        kind.set_knows_duration(self.duration_s(self.kinds.len()).is_some());
        self.kinds.push(kind);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// What each of them is.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The same, to be completed.
    pub(super) fn kinds_mut(&mut self) -> &mut [Kind] {
        &mut self.kinds
    }

    /// Whose each of them is.
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// When each of them started, UTC microseconds.
    pub fn starts(&self) -> &[i64] {
        &self.starts
    }

    /// The local date of each start.
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// The cells of all of them, dimensions as they are written.
    pub fn cells(&self) -> &Conversations {
        &self.cells
    }

    /// `ended_at`, if it is not before the start.
    pub fn ended(&self, at: usize) -> Option<i64> {
        let start = self.starts.get(at)?;
        self.zone.resolve(self.cells.ended_at.get(at)).filter(|ended| ended >= start)
    }

    /// Length in seconds: the cell, else from start to `ended_at`.
    pub fn duration_s(&self, at: usize) -> Option<f64> {
        let start = *self.starts.get(at)?;
        self.cells.duration_s.get(at).or_else(|| self.ended(at).map(|ended| seconds(ended - start)))
    }

    /// `ended_at`, else start + duration, else start.
    pub fn end(&self, at: usize) -> i64 {
        let start = self.starts.get(at).copied().unwrap_or_default();
        self.ended(at).unwrap_or_else(|| start + self.cells.duration_s.get(at).map_or(0, |seconds| micros(seconds, 1e6)))
    }

    /// The value of a dimension, aliases applied.
    pub fn dimension(&self, at: usize, dimension: Dimension) -> Symbol {
        self.aliases.apply(dimension, self.cells.dimension(at, dimension))
    }

    /// Seconds to the first useful answer, where one came.
    pub fn first_useful(&self, at: usize) -> Option<FirstUseful> {
        self.cells.first_useful_s.get(at)
    }

    /// Everything about one of them.
    pub fn get(&self, at: usize) -> Option<Conversation> {
        let (kind, person, start, date) =
            (*self.kinds.get(at)?, *self.persons.get(at)?, *self.starts.get(at)?, *self.dates.get(at)?);
        let cells = &*self.cells;
        Some(Conversation {
            id: cells.conversation_id.get(at),
            origin: self.origin(at),
            person,
            start,
            ended: self.ended(at),
            end: self.end(at),
            date,
            dimensions: std::array::from_fn(|place| {
                Dimension::ALL.get(place).map(|dimension| self.dimension(at, *dimension)).unwrap_or_default()
            }),
            engaged: kind.engaged(),
            bot_involved: kind.bot_involved(),
            handoff: kind.handoff(),
            resolution: kind.resolution(),
            resolved: kind.resolved(),
            eligible: kind.eligible(),
            goal_completed: kind.goal_completed(),
            fallbacks: cells.fallbacks.get(at),
            user_turns: cells.user_turns.get(at),
            bot_turns: cells.bot_turns.get(at),
            duration_s: self.duration_s(at),
            first_useful: self.first_useful(at),
            missing_answer: kind.missing_answer(),
            gap_kind: kind.gap_kind(),
            question: cells.question.get(at),
            csat: kind.csat(),
            survey_offered: kind.survey_offered(),
            cost: cells.cost.get(at),
            outcome: kind.outcome(),
            recontacted: kind.recontacted(),
            mature: kind.mature(),
            has_bot_lead: kind.has_bot_lead(),
            has_meeting: kind.has_meeting(),
            purchase: kind.purchase(),
            in_business_hours: kind.in_business_hours(),
        })
    }

    /// All of them, one after the other. What asks few questions of each reads the columns instead.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Conversation> + Clone + '_ {
        // Every place below the length holds one.
        (0..self.len()).map(|at| self.get(at).unwrap_or_default())
    }

    /// The places of those of chosen kinds.
    pub fn of_kinds<'a>(&'a self, is_chosen: impl Fn(Kind) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
        self.kinds.iter().enumerate().filter(move |(_, kind)| is_chosen(**kind)).map(|(at, _)| at)
    }

    /// The values of a dimension that occur, aliases applied.
    pub fn values(&self, dimension: Dimension) -> BTreeSet<Symbol> {
        let mut met: FxHashSet<Symbol> = FxHashSet::default();
        met.extend((0..self.len()).map(|at| self.cells.dimension(at, dimension)));
        met.into_iter().map(|value| self.aliases.apply(dimension, value)).collect()
    }

    /// Where one of them was read first.
    pub fn origin(&self, at: usize) -> Origin {
        self.cells.origin.get(at).unwrap_or_default()
    }
}

/// Seconds of whole microseconds.
pub(super) fn seconds(micros: i64) -> f64 {
    micros as f64 / 1e6
}
