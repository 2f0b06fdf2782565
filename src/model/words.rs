//! The closed vocabularies of METRICS section 1. Each has its words as written in files.

use super::Coded;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, borsh::BorshSerialize, borsh::BorshDeserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every word, in the order of METRICS.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as files and the scorecard write it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value of a word, in any case; none for any other text.
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word().eq_ignore_ascii_case(text))
            }
        }

        impl Coded for $name {
            fn number(self) -> u64 {
                self as u64
            }

            fn from_number(number: u64) -> Self {
                const FIRST: $name = [$($name::$variant),*][0];
                usize::try_from(number).ok().and_then(|place| Self::ALL.get(place)).copied().unwrap_or(FIRST)
            }
        }
    };
}

vocabulary! {
    /// The canonical tables, in the order in which a file's header is tried.
    TableName {
        /// One row a conversation.
        Conversations = "conversations",
        /// One row an event.
        Events = "events",
        /// One row a lead.
        Leads = "leads",
        /// One row an order or deal.
        Revenue = "revenue",
        /// One row a date, channel, page and flow.
        Exposure = "exposure",
        /// One row a ticket.
        Tickets = "tickets",
        /// One row a marketing touch.
        Touches = "touches",
        /// One row each count of a cube, whose conversations stay in a warehouse.
        Cube = "cube",
    }
}

vocabulary! {
    /// What a conversation can be split by.
    Dimension {
        /// Where the widget lives: web, messenger, ...
        Channel = "channel",
        /// The bot's flow.
        Flow = "flow",
        /// What the visitor wanted.
        Intent = "intent",
        /// Language of the conversation.
        Language = "language",
        /// Traffic source.
        Source = "source",
        /// Traffic medium.
        Medium = "medium",
        /// Campaign.
        Campaign = "campaign",
        /// Page on which the chat ran.
        Page = "page",
    }
}

vocabulary! {
    /// The event names of METRICS section 1.
    EventName {
        /// The widget was shown once.
        ChatImpression = "chat_impression",
        /// The widget was opened.
        ChatOpened = "chat_opened",
        /// The visitor engaged.
        ChatEngaged = "chat_engaged",
        /// One user turn.
        UserMessage = "user_message",
        /// One bot turn.
        BotMessage = "bot_message",
        /// The bot did not understand.
        BotFallback = "bot_fallback",
        /// The step named by `goal` was reached.
        BotStep = "bot_step",
        /// A content hole.
        BotMissingAnswer = "bot_missing_answer",
        /// The goal was reached.
        BotGoalCompleted = "bot_goal_completed",
        /// The bot resolved the conversation.
        BotResolved = "bot_resolved",
        /// Handed to a person.
        BotHandoffHuman = "bot_handoff_human",
        /// The visitor left.
        ChatAbandoned = "chat_abandoned",
        /// A survey answer.
        CsatResponse = "csat_response",
        /// A lead was captured in the chat.
        LeadCapturedChat = "lead_captured_chat",
        /// A lead reached MQL or SQL.
        LeadQualified = "lead_qualified",
        /// A meeting was booked.
        MeetingBooked = "meeting_booked",
        /// A meeting was held.
        MeetingHeld = "meeting_held",
        /// A ticket was avoided.
        TicketDeflected = "ticket_deflected",
        /// A ticket was opened.
        TicketCreated = "ticket_created",
        /// An order after a chat.
        PurchaseAfterChat = "purchase_after_chat",
        /// A deal was won.
        DealWon = "deal_won",
        /// A page was viewed.
        PageView = "page_view",
    }
}

vocabulary! {
    /// How a conversation ended for the user's problem. `None` is known: not resolved.
    Resolution {
        /// The user said so.
        Confirmed = "confirmed",
        /// Taken as resolved.
        Assumed = "assumed",
        /// Not resolved.
        None = "none",
    }
}

vocabulary! {
    /// Whether and how far a conversation went to a person.
    Handoff {
        /// Stayed with the bot.
        None = "none",
        /// A person was asked for.
        Requested = "requested",
        /// A person took over.
        Accepted = "accepted",
        /// A person answered.
        Answered = "answered",
    }
}

vocabulary! {
    /// Why the bot had no answer.
    GapKind {
        /// No content.
        Missing = "missing",
        /// Wrong content.
        Wrong = "wrong",
        /// Old content.
        Outdated = "outdated",
        /// Content there, not reached.
        Routing = "routing",
    }
}

vocabulary! {
    /// Where a lead came from.
    LeadOrigin {
        /// The bot.
        Chat = "chat",
        /// A form.
        Form = "form",
        /// Anything else.
        Other = "other",
    }
}

vocabulary! {
    /// State of an order or deal.
    RevenueStatus {
        /// A deal that was won.
        Won = "won",
        /// A paid order.
        Paid = "paid",
        /// Not decided yet.
        Pending = "pending",
        /// Paid back.
        Refunded = "refunded",
        /// Called off.
        Cancelled = "cancelled",
        /// A deal that was lost.
        Lost = "lost",
    }
}

/// Time to the first useful answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FirstUseful {
    /// No useful answer came.
    Never,
    /// Seconds after the first user message.
    Seconds(f64),
}

impl Coded for FirstUseful {
    fn number(self) -> u64 {
        match self {
            Self::Never => 0,
            Self::Seconds(seconds) => seconds.number().saturating_add(1),
        }
    }

    fn from_number(number: u64) -> Self {
        number.checked_sub(1).map_or(Self::Never, |seconds| Self::Seconds(f64::from_number(seconds)))
    }
}

impl TableName {
    /// The tables of rows: those that files of other systems can become.
    pub fn of_rows() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|table| *table != Self::Cube)
    }
}

vocabulary! {
    /// What a row of a cube counts.
    CubePart {
        /// What the cube as a whole says: the rules, horizons, persons.
        About = "about",
        /// Conversations of one day, of equal dimensions and placed alike by every metric.
        Chats = "chats",
        /// Conversations of one place by user turns.
        UserTurns = "user_turns",
        /// Conversations of one place by length.
        Durations = "durations",
        /// Conversations of one place by time to the first useful answer.
        FirstUseful = "first_useful",
        /// Handled conversations of one place by bot turns and fallbacks.
        Turns = "turns",
        /// Sums of AI cost of one place.
        Costs = "costs",
        /// Conversations of one place by the steps they reached.
        Steps = "steps",
        /// Leads of one day that are judged alike.
        Leads = "leads",
        /// Orders of one day and state.
        Orders = "orders",
        /// Tickets of one day that are counted alike.
        Tickets = "tickets",
        /// Visitors of one day, channel, page and flow.
        Exposure = "exposure",
        /// Credited money of one board, week or value.
        Money = "money",
        /// Credited money under one model and window.
        Attribution = "attribution",
    }
}
