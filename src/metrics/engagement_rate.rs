//! Metric 1: engaged conversations where exposure is known / exposure (METRICS section 4).
//!
//! A conversation counts when its (local date, channel) pair has exposure; exposure without a channel is the rest of
//! that date and covers every channel. By channel or by page: its own cells and conversations of the same value. By
//! flow, and so on a board: its own cells and those without a flow. By any other dimension exposure is not known.
//! Opens are never counted. Missing data: no exposure, no rate. Where conversations outnumber visitors the tables
//! disagree, and there is no rate either.
//! Example: 480 engaged of 4,000 visits on the pricing page is 12 %.

use rustc_hash::FxHashSet;

use crate::facts::Conversation;
use crate::model::{Date, Dimension, Symbol};

/// Group of a cell that belongs to every group, such as exposure without a flow.
pub const EVERY_GROUP: u32 = u32::MAX;

/// Where exposure is known.
#[derive(Debug, Default)]
pub struct Coverage {
    pairs: FxHashSet<(u32, Date, Symbol)>,
}

impl Coverage {
    /// Marks a (date, channel) pair of a group as having exposure; an empty channel is every channel.
    pub fn add(&mut self, group: u32, date: Date, channel: Symbol) {
        self.pairs.insert((group, date, channel));
    }

    /// Whether a conversation of a group counts above the line, provided it is engaged.
    pub fn holds(&self, group: u32, conversation: &Conversation) -> bool {
        if self.pairs.is_empty() {
            return false;
        }
        let channel = conversation.dimension(Dimension::Channel);
        [group, EVERY_GROUP].into_iter().any(|group| {
            [channel, Symbol::EMPTY].into_iter().any(|channel| self.pairs.contains(&(group, conversation.date, channel)))
        })
    }
}
