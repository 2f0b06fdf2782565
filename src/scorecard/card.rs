//! The printed value. Rates are fractions, times seconds, money in the rules' currency; null is "cannot be had".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{BoardId, ChangeId, DefinitionId, FunnelStepId, Interval, MetricId, Need, PartId, SegmentDimension};
use crate::rules::EffectiveRules;

/// The whole scorecard of one load under one set of rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    pub definitions: BTreeMap<DefinitionId, Definition>,
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
    pub paths: BTreeMap<String, Vec<PathStep>>,
    /// Overlapping counts.
    pub states: States,
    /// Metrics by week.
    pub weekly: Vec<Week>,
    /// Last complete period against the one before.
    pub change: BTreeMap<ChangeId, Change>,
    /// What is wrong and what to do.
    pub findings: Vec<Finding>,
    /// What in the data weakens the numbers.
    pub checks: Vec<Check>,
}

/// Metrics by name.
pub type MetricSet = BTreeMap<MetricId, Metric>;

/// Metrics by dimension and by name of its value, sorted.
pub type Segments = BTreeMap<SegmentDimension, BTreeMap<String, MetricSet>>;

/// The boards by name.
pub type Boards = BTreeMap<BoardId, Board>;

/// One file of the load.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name without folders.
    pub name: String,
    /// SHA-256 in hex; empty until known.
    pub sha256: String,
    /// What recognised it, such as `botworth`.
    pub source: String,
    /// Rows kept, per table.
    pub tables: BTreeMap<String, u64>,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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

/// Sizes, tests left out except in `test`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// O.
    pub opened: u64,
    /// E.
    pub engaged: u64,
    /// H.
    pub handled: u64,
    /// Test conversations.
    pub test: u64,
    /// Persons.
    pub persons: u64,
    /// Leads.
    pub leads: u64,
    /// Leads of the bot.
    pub bot_leads: u64,
    /// Orders and deals.
    pub revenue_rows: u64,
    /// Tickets.
    pub tickets: u64,
}

/// One metric with everything needed to believe it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// The value; null if it cannot be had.
    pub value: Option<f64>,
    /// Counted rows or amount above the line.
    pub numerator: Option<f64>,
    /// Counted rows below the line.
    pub denominator: Option<f64>,
    /// 95 % interval.
    pub interval: Option<Interval>,
    /// The denominator; for medians and ratios of sums the rows used; for revenue the counted rows; for cost H.
    pub n: u64,
    /// Rows of the base set that an unknown input left out.
    pub unknown: u64,
    /// Why the value cannot be had.
    pub needs: Vec<Need>,
    /// Rows too young to judge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<u64>,
    /// Outcomes that no response speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<Vec<String>>,
    /// Variants.
    pub parts: BTreeMap<PartId, Metric>,
}

/// One of the nine definitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    /// Share.
    pub value: Option<f64>,
    /// Rows above the line.
    pub numerator: u64,
    /// Rows below the line.
    pub denominator: u64,
}

/// One step of the funnel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunnelStep {
    /// Which.
    pub step: FunnelStepId,
    /// Rows; null without data.
    pub count: Option<f64>,
    /// Share of the step before.
    pub rate: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Leads too young to judge.
    pub pending: Option<u64>,
    /// The same rate of the form's leads.
    pub baseline: Option<f64>,
}

/// Revenue under one model and window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributionLine {
    /// Which model.
    pub model: crate::rules::AttributionModel,
    /// Days looked back.
    pub window_days: u32,
    /// Amount credited to chat touches.
    pub attributed: Option<f64>,
    /// Full amount where any touch is chat.
    pub influenced: Option<f64>,
    /// Full amount where the first touch is chat.
    pub sourced: Option<f64>,
    /// Counted rows with a chat touch.
    pub conversions: Option<u64>,
}

/// Money (METRICS section 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Roi {
    /// Deflection savings, net.
    pub savings: Option<f64>,
    /// Time saved before handoffs.
    pub handoff_savings: Option<f64>,
    /// Gross profit of the rules' basis.
    pub gross_profit: Option<f64>,
    /// Fixed and AI cost of the period.
    pub program_cost: Option<f64>,
    /// Manual cost avoided + handoff savings + gross profit.
    pub value: Option<f64>,
    /// Return in per cent: the only number x 100.
    pub percent: Option<f64>,
    /// 95 % intervals.
    pub intervals: RoiIntervals,
}

/// Intervals of [`Roi`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoiIntervals {
    /// Of the savings.
    pub savings: Option<Interval>,
    /// Of the gross profit.
    pub gross_profit: Option<Interval>,
    /// Of the value.
    pub value: Option<Interval>,
    /// Of the return.
    pub percent: Option<Interval>,
}

/// A board: the same numbers over its flows alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Its flows, sorted; "" is conversations without one.
    pub flows: Vec<String>,
    /// The fifteen metrics.
    pub metrics: MetricSet,
    /// By week.
    pub weekly: Vec<Week>,
    /// Last complete period against the one before.
    pub change: BTreeMap<ChangeId, Change>,
    /// Money.
    pub roi: Roi,
    /// From visit to won.
    pub funnel: Vec<FunnelStep>,
}

/// A step of a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStep {
    /// Its name.
    pub step: String,
    /// Conversations that reached it.
    pub reached: u64,
}

/// Overlapping counts of conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Which rule fired.
    pub rule: String,
    /// Where.
    pub segment: Option<String>,
    /// The numbers behind it.
    pub evidence: BTreeMap<String, f64>,
}

/// A check of METRICS section 10 that found something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which check.
    pub check: String,
    /// Where.
    pub file: Option<String>,
    /// How many rows.
    pub count: u64,
}
