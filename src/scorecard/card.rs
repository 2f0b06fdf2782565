//! The printed value. Rates are fractions, times seconds, money in the rules' currency; null is "cannot be had".

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::{BoardDetail, BoardId, ChangeId, SegmentKey};
use crate::metrics::statistics::Interval;
use crate::metrics::{AttributionLine, Definition, DefinitionId, FunnelStep, MetricSet, Roi};
use crate::model::SortedMap;
use crate::rules::EffectiveRules;

/// The whole scorecard of one load under one set of rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Scorecard {
    /// Version of this form.
    pub schema: u32,
    /// Version of the engine.
    pub engine: String,
    /// The rules in force, with what was derived from the data.
    pub rules: EffectiveRules,
    /// Short hash of the rules as given.
    pub rules_hash: String,
    /// What was read.
    pub files: Vec<FileFacts>,
    /// The dates covered.
    pub period: Period,
    /// Sizes.
    pub counts: Counts,
    /// The fifteen metrics.
    pub metrics: MetricSet,
    /// Nine answers to one question.
    pub definitions: SortedMap<DefinitionId, Definition>,
    /// From visit to won.
    pub funnel: Vec<FunnelStep>,
    /// Models by windows, the rules' own among them.
    pub attribution: Vec<AttributionLine>,
    /// Money.
    pub roi: Roi,
    /// Metrics by dimension and value.
    pub segments: Segments,
    /// The two boards; one without flows is absent.
    pub boards: Boards,
    /// Steps reached, per flow.
    pub paths: SortedMap<String, Vec<PathStep>>,
    /// Overlapping counts.
    pub states: States,
    /// Metrics by week.
    pub weekly: Vec<Week>,
    /// Last complete period against the one before.
    pub change: SortedMap<ChangeId, Change>,
    /// What is wrong and what to do.
    pub findings: Vec<Finding>,
    /// What in the data weakens the numbers.
    pub checks: Vec<Check>,
    /// Weeks of each segment, if asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment_weeks: Option<SegmentWeeks>,
    /// What it was narrowed to and compared with, as [`Query::to_address`](super::Query::to_address) writes it; empty for neither.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
}

/// Metrics by dimension and by name of its value, sorted.
pub type Segments = SortedMap<SegmentKey, SortedMap<String, MetricSet>>;

/// Weeks by dimension and by name of its value.
pub type SegmentWeeks = SortedMap<SegmentKey, SortedMap<String, Vec<Week>>>;

/// The boards by name.
pub type Boards = SortedMap<BoardId, Board>;

/// One file of the load.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct FileFacts {
    /// Its name without folders.
    pub name: String,
    /// SHA-256 in hex; empty until known.
    pub sha256: String,
    /// What recognised it, such as `botworth`.
    pub source: String,
    /// Rows kept, per table.
    pub tables: SortedMap<String, u64>,
    /// Rows read = kept + rejected + duplicate.
    pub rows_read: u64,
    /// Rows that count, test rows included.
    pub rows_kept: u64,
    /// Rows kept out, each in the ledger.
    pub rows_rejected: u64,
    /// Rows that another row already stands for.
    pub rows_duplicate: u64,
    /// First local date in it.
    pub from: Option<String>,
    /// Last local date in it.
    pub to: Option<String>,
}

/// The dates covered, local to the rules' zone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Period {
    /// First local date.
    pub from: Option<String>,
    /// Last local date.
    pub to: Option<String>,
    /// IANA name.
    pub time_zone: String,
    /// The conversations' horizon, RFC 3339 in UTC.
    pub horizon: Option<String>,
}

/// Sizes, tests left out except in `test`. A range of dates holds each by its own date: conversations by start, leads and
/// tickets by creation, revenue by `at`. Filters hold conversations and leads, by their conversation; orders and tickets have
/// no dimension. `persons` are those of all rows, under a range or filter those of the conversations in it; `test` is of the
/// whole load.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Counts {
    /// O.
    pub opened: u64,
    /// E.
    pub engaged: u64,
    /// H.
    pub handled: u64,
    /// Test conversations.
    pub test: u64,
    /// Persons; none where a cube cannot tell them apart.
    pub persons: Option<u64>,
    /// Leads.
    pub leads: u64,
    /// Leads of the bot.
    pub bot_leads: u64,
    /// Orders and deals.
    pub revenue_rows: u64,
    /// Tickets.
    pub tickets: u64,
}

/// A board: the same numbers over its flows alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Board {
    /// Its flows, sorted; "" is conversations without one.
    pub flows: Vec<String>,
    /// The fifteen metrics.
    pub metrics: MetricSet,
    /// By week.
    pub weekly: Vec<Week>,
    /// Last complete period against the one before.
    pub change: SortedMap<ChangeId, Change>,
    /// Money.
    pub roi: Roi,
    /// From visit to won.
    pub funnel: Vec<FunnelStep>,
    /// What its figures show besides, for people; METRICS section 11 prints none.
    #[serde(skip)]
    pub detail: BoardDetail,
}

/// A step of a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct PathStep {
    /// Its name.
    pub step: String,
    /// Conversations that reached it.
    pub reached: u64,
}

/// Overlapping counts of conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct States {
    /// O.
    pub opened: u64,
    /// E.
    pub engaged: u64,
    /// Resolved or goal completed.
    pub completed: u64,
    /// With a fallback.
    pub fallback: u64,
    /// Handed off.
    pub escalated: u64,
    /// Abandoned.
    pub abandoned: u64,
}

/// One week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Week {
    /// ISO week of its fourth day, `2026-W14`.
    pub week: String,
    /// First date.
    pub from: String,
    /// Whether its first and last date lie inside the period.
    pub complete: bool,
    /// The fifteen metrics of its rows.
    pub metrics: MetricSet,
}

/// What a difference is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum Verdict {
    /// Passes the test.
    #[serde(rename = "real")]
    Real,
    /// Does not.
    #[serde(rename = "noise")]
    Noise,
    /// Not enough rows to say.
    #[serde(rename = "too few")]
    TooFew,
}

/// Last complete period against the one before (METRICS section 6). Metrics on no board have a null verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Change {
    /// Before.
    pub from: f64,
    /// After.
    pub to: f64,
    /// After minus before.
    pub delta: f64,
    /// Interval of the difference.
    pub interval: Option<Interval>,
    /// What it is worth.
    pub verdict: Option<Verdict>,
    /// Weeks until noise of this size could be told from nothing.
    pub weeks_needed: Option<u64>,
    /// Part of the change that intents' own rates explain.
    pub rate_effect: Option<f64>,
    /// Part that a changed mix of intents explains.
    pub mix_effect: Option<f64>,
    /// Whether most intents moved against the total.
    pub reversal: Option<bool>,
}

/// A finding; the rules of METRICS section 9 fill it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Finding {
    /// Which rule fired.
    pub rule: String,
    /// Where.
    pub segment: Option<String>,
    /// The numbers behind it.
    pub evidence: SortedMap<String, f64>,
}

/// A check of METRICS section 10 that found something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Check {
    /// Which check.
    pub check: String,
    /// Where.
    pub file: Option<String>,
    /// How many rows.
    pub count: u64,
    /// A few of the names or keys it is about, for people; METRICS section 11 prints none.
    #[serde(skip)]
    pub examples: Vec<String>,
}
