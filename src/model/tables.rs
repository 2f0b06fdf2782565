//! The tables themselves. A row type and a column type of each are made from one list of fields.

use super::bytes::{Reader, Writer};
use super::zone::Zone;
use super::{
    Cell, Column, Date, Dictionary, EventName, FirstUseful, GapKind, Handoff, LeadOrigin, Origins, Resolution, RevenueStatus,
    Symbol, Symbols, Timestamp,
};
use crate::model::Dimension;

/// Where a row was read: the file's number in this load and the line in it, both as shown to people (lines from 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Origin {
    /// Number of the file in the load.
    pub file: u32,
    /// Line of the row's first byte, from 1.
    pub line: u32,
}

/// The four identity keys of a row, in the order user id, anonymous id, email, phone.
/// Emails are trimmed and in lower case, phones digits alone.
pub type Identity = [Symbol; 4];

macro_rules! table {
    (
        $(#[$table_doc:meta])* $table:ident;
        $(#[$row_doc:meta])* $row:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }
    ) => {
        $(#[$row_doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $row {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Where the row was read.
            pub origin: Origin,
        }

        impl $row {
            /// Lays a later row of the same record over this one: per column the last known cell.
            pub fn overlay(&mut self, later: &Self) {
                $(if later.$field.is_known() { self.$field = later.$field; })*
            }

            /// The row for a dictionary to which its own was appended.
            #[must_use]
            pub fn with_symbols(mut self, symbols: &Symbols) -> Self {
                $(self.$field = self.$field.with_symbols(symbols);)*
                self
            }
        }

        impl $row {
            /// The row once the zone of its local times is known.
            #[must_use]
            pub fn in_zone(mut self, zone: &Zone) -> Self {
                $(self.$field = self.$field.in_zone(zone);)*
                self
            }
        }

        $(#[$table_doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $table {
            $($(#[$field_doc])* pub $field: Column<$type>,)*
            /// Where each row was read.
            pub origin: Origins,
        }

        impl $table {
            /// Number of rows.
            pub fn len(&self) -> usize {
                self.origin.len()
            }

            /// Whether there is no row.
            pub fn is_empty(&self) -> bool {
                self.origin.is_empty()
            }

            /// Adds a row at the end.
            pub fn push(&mut self, row: $row) {
                let at = self.len();
                $(self.$field.set(at, row.$field);)*
                self.origin.push(row.origin);
            }

            /// Puts other cells into the row at a position, which stays where it was read.
            pub fn set(&mut self, at: usize, row: &$row) {
                if at < self.len() {
                    $(self.$field.set(at, row.$field);)*
                }
            }

            /// The row at a position; all empty past the end.
            pub fn row(&self, at: usize) -> $row {
                $row {
                    $($field: self.$field.get(at),)*
                    origin: self.origin.get(at).unwrap_or_default(),
                }
            }

            /// All rows in order.
            pub fn rows(&self) -> impl Iterator<Item = $row> + '_ {
                (0..self.len()).map(|at| self.row(at))
            }

            /// Adds all rows of a table whose symbols are given in this table's dictionary, as rows of a file, so many lines
            /// further down in it.
            pub fn append(&mut self, other: &Self, symbols: &Symbols, file: u32, lines: u32) {
                let at = self.len();
                $(self.$field.append(at, &other.$field, symbols);)*
                self.origin.append(&other.origin, file, lines);
            }

            /// Bytes held.
            pub fn bytes(&self) -> usize {
                0 $(+ self.$field.bytes())* + self.origin.bytes()
            }

            fn write(&self, writer: &mut Writer) {
                writer.origins(&self.origin);
                $(writer.codes(self.$field.codes());)*
            }

            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                Some(Self {
                    origin: reader.origins()?,
                    $($field: Column::from_codes(reader.codes()?),)*
                })
            }
        }
    };
}

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

/// All rows of a load, in input order, with the dictionary that their symbols refer to.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Texts.
    pub dictionary: Dictionary,
    /// Conversations.
    pub conversations: Conversations,
    /// Events.
    pub events: Events,
    /// Leads.
    pub leads: Leads,
    /// Orders and deals.
    pub revenue: Revenue,
    /// Touches.
    pub touches: Touches,
    /// Exposure.
    pub exposure: Exposure,
    /// Tickets.
    pub tickets: Tickets,
}

impl Tables {
    /// Adds all rows of a later part of the same file after these; it starts so many lines further down. Loose symbols stay so.
    pub fn append_part(&mut self, other: &Self, lines: u32) {
        let symbols = self.dictionary.append_loose(&other.dictionary);
        self.conversations.append(&other.conversations, &symbols, 0, lines);
        self.events.append(&other.events, &symbols, 0, lines);
        self.leads.append(&other.leads, &symbols, 0, lines);
        self.revenue.append(&other.revenue, &symbols, 0, lines);
        self.touches.append(&other.touches, &symbols, 0, lines);
        self.exposure.append(&other.exposure, &symbols, 0, lines);
        self.tickets.append(&other.tickets, &symbols, 0, lines);
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.dictionary.bytes()
            + self.conversations.bytes()
            + self.events.bytes()
            + self.leads.bytes()
            + self.revenue.bytes()
            + self.touches.bytes()
            + self.exposure.bytes()
            + self.tickets.bytes()
    }

    /// All of it as bytes, to be handed from one worker to another.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.dictionary(&self.dictionary);
        self.conversations.write(&mut writer);
        self.events.write(&mut writer);
        self.leads.write(&mut writer);
        self.revenue.write(&mut writer);
        self.touches.write(&mut writer);
        self.exposure.write(&mut writer);
        self.tickets.write(&mut writer);
        writer.into_bytes()
    }

    /// The tables of such bytes; none for any others.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        Some(Self {
            dictionary: reader.dictionary()?,
            conversations: Conversations::read(&mut reader)?,
            events: Events::read(&mut reader)?,
            leads: Leads::read(&mut reader)?,
            revenue: Revenue::read(&mut reader)?,
            touches: Touches::read(&mut reader)?,
            exposure: Exposure::read(&mut reader)?,
            tickets: Tickets::read(&mut reader)?,
        })
    }
}
