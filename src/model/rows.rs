//! The columns of the seven canonical tables (METRICS section 1), and what several of them share: identity and dimensions.

use super::bytes::{Reader, Writer};
use super::table::table;
use super::zone::Zone;
use super::{
    Cell, Column, Date, EventName, FirstUseful, GapKind, Handoff, LeadOrigin, Origins, Resolution, RevenueStatus, Symbol,
    Symbols, Timestamp,
};
use crate::model::Dimension;

/// Where a row was read: the file's number in this load and the line in it, both as shown to people (lines from 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Origin {
    /// Number of the file in the load.
    pub file: u32,
    /// Line of the row's first byte, from 1.
    pub line: u32,
}

/// The four identity keys of a row, in the order user id, anonymous id, email, phone.
/// Emails are trimmed and in lower case, phones digits alone.
pub type Identity = [Symbol; 4];

table! {
    /// One row each conversation.
    Conversations;
    /// A conversation as a file lists it.
    ConversationRow {
        /// Its id.
        conversation_id: Symbol,
        /// Start.
        started_at: Timestamp,
        /// End.
        ended_at: Timestamp,
        /// The user.
        user_id: Symbol,
        /// The device or visitor.
        anonymous_id: Symbol,
        /// Email, trimmed, lower case.
        email: Symbol,
        /// Phone, digits.
        phone: Symbol,
        /// Dimension.
        channel: Symbol,
        /// Dimension.
        flow: Symbol,
        /// Dimension.
        intent: Symbol,
        /// Dimension.
        language: Symbol,
        /// Dimension.
        source: Symbol,
        /// Dimension.
        medium: Symbol,
        /// Dimension.
        campaign: Symbol,
        /// Dimension.
        page: Symbol,
        /// Whether the visitor engaged.
        engaged: Option<bool>,
        /// Whether the bot took part.
        bot_involved: Option<bool>,
        /// Whether it is test traffic.
        test: Option<bool>,
        /// Messages of the user.
        user_turns: Option<u32>,
        /// Messages of the bot.
        bot_turns: Option<u32>,
        /// Length in seconds.
        duration_s: Option<f64>,
        /// Time to the first useful answer.
        first_useful_s: Option<FirstUseful>,
        /// Times the bot did not understand.
        fallbacks: Option<u32>,
        /// Whether content was missing.
        missing_answer: Option<bool>,
        /// Why.
        gap_kind: Option<GapKind>,
        /// Whether the flow's goal was reached.
        goal_completed: Option<bool>,
        /// How it ended.
        resolution: Option<Resolution>,
        /// How far it went to a person.
        handoff: Option<Handoff>,
        /// Why it went to a person.
        handoff_reason: Symbol,
        /// Whether the bot could have done it; overrides the intent's rule.
        eligible: Option<bool>,
        /// Survey answer.
        csat: Option<f64>,
        /// Top of the survey's scale.
        csat_max: Option<f64>,
        /// Whether a survey was offered.
        survey_offered: Option<bool>,
        /// Its cost in the rules' currency.
        cost: Option<f64>,
        /// The question without an answer, else the first user message.
        question: Symbol,
    }
}

table! {
    /// One row each event.
    Events;
    /// An event as a file lists it.
    EventRow {
        /// The event, if its name is one of METRICS.
        event: Option<EventName>,
        /// The name as written, if it is not.
        other_event: Symbol,
        /// When.
        timestamp: Timestamp,
        /// The conversation, if the file names it.
        conversation_id: Symbol,
        /// The user.
        user_id: Symbol,
        /// The device or visitor.
        anonymous_id: Symbol,
        /// Email, trimmed, lower case.
        email: Symbol,
        /// Phone, digits.
        phone: Symbol,
        /// Dimension.
        channel: Symbol,
        /// Dimension.
        flow: Symbol,
        /// Dimension.
        intent: Symbol,
        /// Dimension.
        language: Symbol,
        /// Dimension.
        source: Symbol,
        /// Dimension.
        medium: Symbol,
        /// Dimension.
        campaign: Symbol,
        /// Dimension.
        page: Symbol,
        /// Name of the goal or step.
        goal: Symbol,
        /// Amount or score.
        value: Option<f64>,
        /// Currency of the amount.
        currency: Symbol,
        /// What was said.
        text: Symbol,
        /// Why, how or which.
        reason: Symbol,
        /// Id of the event, or of the lead, order or ticket that it names.
        id: Symbol,
        /// Hash of every cell, ignored columns too: equal rows of several files are found by it.
        fingerprint: Option<u64>,
    }
}

table! {
    /// One row each lead.
    Leads;
    /// A lead as a file lists it.
    LeadRow {
        /// Its id.
        lead_id: Symbol,
        /// Creation.
        created_at: Timestamp,
        /// The conversation that brought it.
        conversation_id: Symbol,
        /// The user.
        user_id: Symbol,
        /// The device or visitor.
        anonymous_id: Symbol,
        /// Email, trimmed, lower case.
        email: Symbol,
        /// Phone, digits.
        phone: Symbol,
        /// Chat, form or other.
        origin_kind: Option<LeadOrigin>,
        /// Traffic source.
        source: Symbol,
        /// Campaign.
        campaign: Symbol,
        /// Became marketing-qualified.
        mql_at: Timestamp,
        /// Became sales-qualified.
        sql_at: Timestamp,
        /// Was disqualified.
        disqualified_at: Timestamp,
        /// A meeting was booked.
        meeting_booked_at: Timestamp,
        /// A meeting was held.
        meeting_held_at: Timestamp,
        /// Whether the meeting was a qualified one.
        meeting_qualified: Option<bool>,
    }
}

table! {
    /// One row each order or deal.
    Revenue;
    /// An order or deal as a file lists it.
    RevenueRow {
        /// Its id.
        order_id: Symbol,
        /// When.
        at: Timestamp,
        /// Amount in major units.
        amount: Option<f64>,
        /// The user.
        user_id: Symbol,
        /// The device or visitor.
        anonymous_id: Symbol,
        /// Email, trimmed, lower case.
        email: Symbol,
        /// Phone, digits.
        phone: Symbol,
        /// The conversation it is tied to.
        conversation_id: Symbol,
        /// Gross profit in major units.
        gross_profit: Option<f64>,
        /// Currency code in upper case.
        currency: Symbol,
        /// State; an empty cell counts as paid.
        status: Option<RevenueStatus>,
    }
}

table! {
    /// One row each marketing touch.
    Touches;
    /// A touch as a file lists it.
    TouchRow {
        /// When.
        at: Timestamp,
        /// The user.
        user_id: Symbol,
        /// The device or visitor.
        anonymous_id: Symbol,
        /// Email, trimmed, lower case.
        email: Symbol,
        /// Phone, digits.
        phone: Symbol,
        /// Traffic source.
        source: Symbol,
        /// Traffic medium.
        medium: Symbol,
        /// Campaign.
        campaign: Symbol,
        /// Hash of every cell.
        fingerprint: Option<u64>,
    }
}

table! {
    /// One row each date, channel, page and flow.
    Exposure;
    /// Exposure as a file lists it.
    ExposureRow {
        /// Local date.
        date: Date,
        /// Channel; empty is the rest of that date.
        channel: Symbol,
        /// Page.
        page: Symbol,
        /// Flow.
        flow: Symbol,
        /// Times the widget was shown.
        impressions: Option<u64>,
        /// Visitors who could have engaged.
        eligible_visitors: Option<u64>,
        /// Hash of every cell.
        fingerprint: Option<u64>,
    }
}

table! {
    /// One row each ticket.
    Tickets;
    /// A ticket as a file lists it.
    TicketRow {
        /// Its id.
        ticket_id: Symbol,
        /// Creation.
        created_at: Timestamp,
        /// First answer of a person.
        first_reply_at: Timestamp,
        /// Solved.
        solved_at: Timestamp,
        /// The user.
        user_id: Symbol,
        /// The device or visitor.
        anonymous_id: Symbol,
        /// Email, trimmed, lower case.
        email: Symbol,
        /// Phone, digits.
        phone: Symbol,
        /// The conversation it came from.
        conversation_id: Symbol,
        /// What it is about.
        intent: Symbol,
        /// Survey answer.
        csat: Option<f64>,
        /// Top of the survey's scale.
        csat_max: Option<f64>,
        /// Answered by a person; an empty cell counts as true.
        agent: Option<bool>,
    }
}

macro_rules! identified {
    ($($row:ident),*) => {
        $(impl $row {
            /// User id, anonymous id, email, phone.
            pub fn identity(&self) -> Identity {
                [self.user_id, self.anonymous_id, self.email, self.phone]
            }
        })*
    };
}
identified!(ConversationRow, EventRow, LeadRow, RevenueRow, TouchRow, TicketRow);

macro_rules! dimensioned {
    ($($row:ident),*) => {
        $(impl $row {
            /// The value of a dimension; empty if the cell is.
            pub fn dimension(&self, dimension: Dimension) -> Symbol {
                match dimension {
                    Dimension::Channel => self.channel,
                    Dimension::Flow => self.flow,
                    Dimension::Intent => self.intent,
                    Dimension::Language => self.language,
                    Dimension::Source => self.source,
                    Dimension::Medium => self.medium,
                    Dimension::Campaign => self.campaign,
                    Dimension::Page => self.page,
                }
            }
        })*
    };
}
dimensioned!(ConversationRow, EventRow);

impl Conversations {
    /// The value of a row's dimension; empty if the cell is.
    pub fn dimension(&self, at: usize, dimension: Dimension) -> Symbol {
        let column = match dimension {
            Dimension::Channel => &self.channel,
            Dimension::Flow => &self.flow,
            Dimension::Intent => &self.intent,
            Dimension::Language => &self.language,
            Dimension::Source => &self.source,
            Dimension::Medium => &self.medium,
            Dimension::Campaign => &self.campaign,
            Dimension::Page => &self.page,
        };
        column.get(at)
    }

    /// User id, anonymous id, email, phone of a row.
    pub fn identity(&self, at: usize) -> Identity {
        [self.user_id.get(at), self.anonymous_id.get(at), self.email.get(at), self.phone.get(at)]
    }
}
