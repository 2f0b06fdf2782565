//! What happened in the shop, before it is written as files.

use super::calendar::Instant;

/// One person as the shop's systems know them; a key that is not known is empty.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Customer number, or the messenger's id.
    pub user_id: String,
    /// The browser's id.
    pub anonymous_id: String,
    /// Email at a domain kept for examples.
    pub email: String,
    /// Phone with country code.
    pub phone: String,
}

/// How a conversation ended, finer than METRICS' outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// The visitor opened the chat and said nothing.
    #[default]
    Unengaged,
    /// A person answered from the start, without the bot.
    HumanOnly,
    /// The user said that it is solved.
    Confirmed,
    /// Nobody asked further.
    Assumed,
    /// Given to a person.
    HandedOff,
    /// The user left without an answer.
    Abandoned,
}

impl Ending {
    /// Whether the bot handled it: one of METRICS' set H.
    pub fn is_handled(self) -> bool {
        !matches!(self, Self::Unengaged | Self::HumanOnly)
    }

    /// Whether the question was resolved.
    pub fn is_resolved(self) -> bool {
        matches!(self, Self::Confirmed | Self::Assumed)
    }

    /// Position among the outcomes: completed, escalated, the rest.
    pub fn outcome(self) -> usize {
        match self {
            Self::Confirmed | Self::Assumed => 0,
            Self::HandedOff => 1,
            Self::Unengaged | Self::HumanOnly | Self::Abandoned => 2,
        }
    }
}

/// Where a visitor came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Source.
    pub source: &'static str,
    /// Medium.
    pub medium: &'static str,
    /// Campaign, or empty.
    pub campaign: &'static str,
}

/// One conversation.
#[derive(Clone, Debug, Default)]
pub struct Conversation {
    /// Id.
    pub id: String,
    /// Start.
    pub start: Instant,
    /// End.
    pub end: Instant,
    /// Who.
    pub person: Person,
    /// Channel.
    pub channel: &'static str,
    /// Flow.
    pub flow: &'static str,
    /// Intent; empty where the bot did not learn it.
    pub intent: &'static str,
    /// Language, as `en`.
    pub language: &'static str,
    /// Where the visitor came from.
    pub traffic: Traffic,
    /// Page of the web site; empty in messengers.
    pub page: &'static str,
    /// How it ended.
    pub ending: Ending,
    /// Messages of the user.
    pub user_turns: u32,
    /// Messages of the bot.
    pub bot_turns: u32,
    /// Tenths of a second to the first useful answer; none is never.
    pub first_useful: Option<u32>,
    /// Times the bot did not understand.
    pub fallbacks: u32,
    /// Kind of the knowledge gap it hit; empty is none.
    pub gap_kind: &'static str,
    /// Whether the flow's goal was reached.
    pub goal_completed: bool,
    /// How far a handoff went; empty if there was none.
    pub handoff: &'static str,
    /// Why it was handed off.
    pub handoff_reason: &'static str,
    /// Whether the survey was offered.
    pub survey_offered: bool,
    /// Answer to the survey, 1 to 5.
    pub csat: Option<u32>,
    /// What the user asked.
    pub question: String,
    /// Steps of the lead bot's script that were reached.
    pub steps: usize,
    /// The lead it brought, or empty.
    pub lead_id: String,
    /// Whether the shop's own people tried the bot.
    pub test: bool,
}

/// One lead.
#[derive(Clone, Debug, Default)]
pub struct Lead {
    /// Id.
    pub id: String,
    /// Creation.
    pub created: Instant,
    /// The conversation that brought it, or empty.
    pub conversation_id: String,
    /// Who.
    pub person: Person,
    /// `chat`, `form` or `other`.
    pub origin: &'static str,
    /// Where the visitor came from.
    pub traffic: Traffic,
    /// Became marketing-qualified.
    pub mql: Option<Instant>,
    /// Became sales-qualified.
    pub sql: Option<Instant>,
    /// Was disqualified.
    pub disqualified: Option<Instant>,
    /// A meeting was booked.
    pub booked: Option<Instant>,
    /// It was held.
    pub held: Option<Instant>,
    /// Whether the meeting is a qualified one.
    pub meeting_qualified: Option<bool>,
}

/// One order or deal. Money in cents.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Id.
    pub id: String,
    /// When.
    pub at: Instant,
    /// Amount in cents.
    pub amount: u32,
    /// Gross profit in cents, if the books say.
    pub gross_profit: Option<u32>,
    /// Currency code.
    pub currency: &'static str,
    /// Status; empty counts as paid.
    pub status: &'static str,
    /// Who.
    pub person: Person,
    /// The conversation it is tied to, or empty.
    pub conversation_id: String,
}

/// One marketing touch.
#[derive(Clone, Debug, Default)]
pub struct Touch {
    /// When.
    pub at: Instant,
    /// Who.
    pub person: Person,
    /// Through what.
    pub traffic: Traffic,
}

/// One ticket.
#[derive(Clone, Debug, Default)]
pub struct Ticket {
    /// Id.
    pub id: String,
    /// Creation.
    pub created: Instant,
    /// First answer.
    pub first_reply: Option<Instant>,
    /// Solved.
    pub solved: Option<Instant>,
    /// Who.
    pub person: Person,
    /// The conversation it came from, or empty.
    pub conversation_id: String,
    /// What it is about.
    pub intent: &'static str,
    /// Answer to the survey, 1 to 5.
    pub csat: Option<u32>,
    /// Answered by a person.
    pub agent: bool,
}

/// Everything that happened.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// Conversations of both bots.
    pub conversations: Vec<Conversation>,
    /// Leads of the bot, of the form and of a fair.
    pub leads: Vec<Lead>,
    /// Orders and deals.
    pub orders: Vec<Order>,
    /// Marketing touches.
    pub touches: Vec<Touch>,
    /// Tickets.
    pub tickets: Vec<Ticket>,
}
