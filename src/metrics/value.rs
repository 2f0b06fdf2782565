//! Values of metrics as they are printed. Rates are fractions, times seconds, money in the rules' currency; null is
//! "cannot be had".

use crate::model::SortedMap;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::ids::{FunnelStepId, MetricId, Need, PartId};
use super::statistics::Interval;

/// Metrics by name.
pub type MetricSet = SortedMap<MetricId, Metric>;

/// One metric with everything needed to believe it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
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
    pub parts: SortedMap<PartId, Metric>,
}

/// One of the nine definitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Definition {
    /// Share.
    pub value: Option<f64>,
    /// Rows above the line.
    pub numerator: u64,
    /// Rows below the line.
    pub denominator: u64,
}

/// One step of the funnel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
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
    /// Of the program cost, what chats cost by themselves: AI and usage. For scenarios; METRICS section 11 prints it not.
    #[serde(skip)]
    pub ai_cost: Option<f64>,
    /// Of the program cost, what the platform costs. For scenarios, likewise.
    #[serde(skip)]
    pub platform_cost: Option<f64>,
}

/// Intervals of [`Roi`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
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
