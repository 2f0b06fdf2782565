//! From tables and rules to facts: persons, folded events, the facts of each conversation, links, periods.
//!
//! Holds symbols and numbers alone; texts stay in the load's dictionary. No formula of a metric belongs here.

pub mod conversation;
pub mod conversations;
pub mod counted;
pub mod exposure;
pub mod folding;
pub mod identity;
pub mod joins;
pub mod kind;
pub mod leads;
pub mod orders;

mod aliases;
mod assemble;
mod business_hours;
pub(crate) mod by_person;
mod by_symbol;
mod cube_money;
mod derived;
pub mod from_cube;
mod recontact;
mod record_events;
mod records;
pub mod suppressed;

pub mod calendar;
pub use crate::model::zone;

pub use assemble::{build, build_with_rows};
pub use conversation::{Conversation, CsatAnswer, Outcome, Purchase};
pub use conversations::ConversationFacts;
pub use counted::{Counted, Counting};
pub use exposure::ExposureCell;
pub use folding::Occurring;
pub use identity::Person;
pub use joins::{Joins, JoinsByTable};
pub use kind::Kind;
pub use leads::Lead;
pub use orders::Order;

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::model::{Date, Dictionary, Dimension, ExposureRow, Origin, Symbol, TableName, Tables};
use crate::rules::{Derived, Rules};
use zone::Zone;

/// Microseconds in an hour.
pub const HOUR: f64 = 3.6e9;
/// Microseconds in a day of exactly 86,400 s (METRICS section 2).
pub const DAY: f64 = 86.4e9;

/// Microseconds that a length of time has at most, 30,000 years: a cell may say more, and sums of it must still be times.
const LONGEST: f64 = 1e18;

/// Whole microseconds of a length of time.
#[expect(clippy::cast_possible_truncation, reason = "1e18 is far below 2^63")]
pub fn micros(amount: f64, unit: f64) -> i64 {
    (amount * unit).round().clamp(-LONGEST, LONGEST) as i64
}

/// A ticket that is not a test.
#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    /// Its id; empty for one that an event without an id made.
    pub id: Symbol,
    /// Where its first row was read.
    pub origin: Origin,
    /// Whose.
    pub person: Person,
    /// Creation, UTC microseconds.
    pub created: i64,
    /// Seconds to a person's first answer.
    pub first_reply_s: Option<f64>,
    /// The conversation that its `conversation_id` names, if that conversation is there.
    pub conversation: Option<usize>,
    /// Whether its intent is eligible.
    pub eligible: Option<bool>,
    /// Survey answer.
    pub csat: CsatAnswer,
    /// Answered by a person.
    pub agent: bool,
    /// How many it stands for: one, unless a cube counts them.
    pub times: u64,
}

/// A record that is left out: a test conversation, or linked to one.
#[derive(Clone, Copy, Debug)]
pub struct TestRow {
    /// Its table.
    pub table: TableName,
    /// Its id.
    pub id: Symbol,
    /// Where its first row was read.
    pub origin: Origin,
}

/// A touch that is no chat: a row of touches or a page view.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// UTC microseconds.
    pub at: i64,
    /// Whose.
    pub person: Person,
    /// A page view ranks after a row of touches at the same instant.
    pub is_page_view: bool,
    /// Page of a page view.
    pub page: Symbol,
    /// Traffic source.
    pub source: Symbol,
    /// Where it was read.
    pub origin: Origin,
}

/// A conversation's steps, each once, in the order reached.
#[derive(Clone, Debug)]
pub struct StepsReached {
    /// Which conversation.
    pub conversation: usize,
    /// Names of the steps.
    pub steps: Vec<Symbol>,
    /// How many steps were reached before these.
    pub before: usize,
    /// How many conversations reached them: one, unless a cube counts them.
    pub times: u64,
}

/// The latest point of each kind of data (METRICS section 3), UTC microseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Horizons {
    /// Of conversations.
    pub conversations: Option<i64>,
    /// Of leads.
    pub leads: Option<i64>,
    /// Of revenue.
    pub revenue: Option<i64>,
}

/// What the data as a whole holds; a stage that no lead has is not known, rather than 0 (METRICS section 4).
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent question to the data")]
pub struct Known {
    /// Any lead.
    pub leads: bool,
    /// Any lead with the quality stage.
    pub quality_stage: bool,
    /// Any booked meeting.
    pub bookings: bool,
    /// Any booked meeting, and any lead that tells whether a meeting of it is qualified.
    pub meetings: bool,
    /// Any held meeting.
    pub meetings_held: bool,
    /// Any counted revenue.
    pub revenue: bool,
    /// Any pending revenue.
    pub pending_revenue: bool,
    /// Any `cost` cell.
    pub costs: bool,
}

/// Everything that metrics are computed from. Lists are in canonical row order.
#[derive(Debug)]
pub struct Facts {
    /// Rules in force.
    pub rules: Rules,
    /// What the data decided where the rules were silent.
    pub derived: Derived,
    /// The rules' zone.
    pub zone: Zone,
    /// Conversations that are not tests.
    pub conversations: ConversationFacts,
    /// Leads.
    pub leads: Vec<Lead>,
    /// Orders and deals.
    pub orders: Vec<Order>,
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// Touches and page views.
    pub touches: Vec<Touch>,
    /// Exposure.
    pub exposure: Vec<ExposureCell>,
    /// Steps reached.
    pub steps: Vec<StepsReached>,
    /// Horizons.
    pub horizons: Horizons,
    /// What the data holds.
    pub known: Known,
    /// First and last local date of a conversation's start.
    pub period: Option<(Date, Date)>,
    /// Conversations, leads, orders and tickets left out as tests or linked to one, with their first rows.
    pub test_rows: Vec<TestRow>,
    /// Persons.
    pub persons: u64,
    /// Keys that merged nobody.
    pub hubs: u64,
    /// How leads, revenue, tickets and touches found conversations.
    pub joins: JoinsByTable,
    /// How often each row stands, where the rows stay in a warehouse.
    pub counted: Option<Counted>,
    /// The rules' spellings of values.
    aliases: Arc<aliases::Aliases>,
}

impl Facts {
    /// The rows of exposure, from the tables that the facts were built from; each with its table.
    pub fn exposure_rows<'a>(&'a self, tables: &'a Tables) -> impl Iterator<Item = (TableName, ExposureRow)> + 'a {
        let tests = self.test_rows.iter().filter(|row| row.table == TableName::Conversations).map(|row| row.id);
        let tests: FxHashSet<Symbol> = tests.collect();
        exposure::rows(tables, &self.zone, &self.aliases, move |id| tests.contains(&id))
    }

    /// A lead's own source, else that of its conversation, as the data has it.
    pub fn source_of(&self, lead: &Lead) -> Symbol {
        if lead.source != Symbol::EMPTY {
            return lead.source;
        }
        lead.conversation.map_or(Symbol::EMPTY, |at| self.conversations.dimension(at, Dimension::Source))
    }

    /// The name of a dimension's value, aliases applied.
    pub fn name<'a>(&'a self, dictionary: &'a Dictionary, dimension: Dimension, value: Symbol) -> &'a str {
        self.aliases.text(dictionary, dimension, value)
    }
}
