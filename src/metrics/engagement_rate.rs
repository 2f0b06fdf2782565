//! Metric 1: engaged conversations where exposure is known / exposure (METRICS section 4).
//!
//! A conversation counts when its (local date, channel) pair has exposure; exposure without a channel is the rest of
//! that date and covers every channel. By channel or by page: its own cells and conversations of the same value. By
//! flow, and so on a board: its own cells and those without a flow. By any other dimension exposure is not known.
//! Opens are never counted. Missing data: no exposure, no rate. Where conversations outnumber visitors the tables
//! disagree, and there is no rate either.
//! Example: 480 engaged of 4,000 visits on the pricing page is 12 %.

use rustc_hash::FxHashSet;

/// Where exposure is known, by the numbers of (local date, channel) pairs.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Pairs with exposure of every group.
    every: Vec<bool>,
    /// Pairs with exposure of one group.
    own: FxHashSet<(u32, u32)>,
}

impl Coverage {
    /// Marks a pair as having exposure: of one group, or of every group.
    pub fn add(&mut self, group: Option<u32>, pair: u32) {
        if let Some(group) = group {
            self.own.insert((group, pair));
            return;
        }
        let at = pair as usize;
        if self.every.len() <= at {
            self.every.resize(at + 1, false);
        }
        if let Some(slot) = self.every.get_mut(at) {
            *slot = true;
        }
    }

    /// Whether a conversation of a group and a pair counts above the line, provided it is engaged.
    pub fn holds(&self, group: u32, pair: u32) -> bool {
        self.every.get(pair as usize).copied().unwrap_or(false) || (!self.own.is_empty() && self.own.contains(&(group, pair)))
    }
}
