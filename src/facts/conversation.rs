//! The facts of one conversation (METRICS section 3): everything that a metric may ask of it.

use super::identity::Person;
use crate::model::{Date, Dimension, FirstUseful, GapKind, Handoff, Origin, Resolution, Symbol};

/// How a conversation ended; exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nobody engaged.
    #[default]
    Unengaged,
    /// Went to a person.
    Escalated,
    /// Resolved, or its goal was reached.
    Completed,
    /// The resolution is unknown.
    Unknown,
    /// Left.
    Abandoned,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 5] = [Self::Unengaged, Self::Escalated, Self::Completed, Self::Unknown, Self::Abandoned];

    /// The word of METRICS section 3.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unengaged => "unengaged",
            Self::Escalated => "escalated",
            Self::Completed => "completed",
            Self::Unknown => "unknown",
            Self::Abandoned => "abandoned",
        }
    }
}

/// A survey answer under the rules' scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsatAnswer {
    /// None given.
    #[default]
    None,
    /// Given, but its scale is not known or the answer lies outside it.
    Unreadable,
    /// Positive.
    Positive,
    /// Not positive.
    Negative,
}

/// Whether counted revenue of the same person followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purchase {
    /// None within the window.
    #[default]
    None,
    /// Within the window.
    Made,
    /// The window is still open at revenue's horizon.
    Pending,
}

/// A conversation that is not a test. Times are UTC microseconds, lengths seconds.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "METRICS section 3 asks these questions of every conversation")]
pub struct Conversation {
    /// Its id; empty for one folded from events without an id.
    pub id: Symbol,
    /// Where its first row was read.
    pub origin: Origin,
    /// Whose.
    pub person: Person,
    /// Start.
    pub start: i64,
    /// `ended_at`.
    pub ended: Option<i64>,
    /// `ended_at`, else start + duration, else start.
    pub end: i64,
    /// Local date of the start.
    pub date: Date,
    /// Values by [`Dimension::ALL`], aliases applied.
    pub dimensions: [Symbol; Dimension::ALL.len()],
    /// In E.
    pub engaged: bool,
    /// Whether the bot took part.
    pub bot_involved: bool,
    /// How far it went to a person.
    pub handoff: Option<Handoff>,
    /// How it ended for the user's problem.
    pub resolution: Option<Resolution>,
    /// Confirmed or assumed, and not handed off; unknown where METRICS says so.
    pub resolved: Option<bool>,
    /// The column, else the intent's rule; none if undecided.
    pub eligible: Option<bool>,
    /// Whether the flow's goal was reached.
    pub goal_completed: Option<bool>,
    /// Times the bot did not understand.
    pub fallbacks: Option<u32>,
    /// Messages of the user.
    pub user_turns: Option<u32>,
    /// Messages of the bot.
    pub bot_turns: Option<u32>,
    /// Length in seconds.
    pub duration_s: Option<f64>,
    /// Time to the first useful answer.
    pub first_useful: Option<FirstUseful>,
    /// Whether content was missing.
    pub missing_answer: Option<bool>,
    /// What kind of hole, if the data says.
    pub gap_kind: Option<GapKind>,
    /// The question without an answer, else the first user message; empty if unknown.
    pub question: Symbol,
    /// Survey answer.
    pub csat: CsatAnswer,
    /// Whether a survey was offered.
    pub survey_offered: Option<bool>,
    /// Its own cost.
    pub cost: Option<f64>,
    /// How it ended; exclusive.
    pub outcome: Outcome,
    /// The same person came back within the rules' days.
    pub recontacted: bool,
    /// Old enough to know whether they came back.
    pub mature: bool,
    /// A bot lead belongs to it.
    pub has_bot_lead: bool,
    /// A bot lead with a booked meeting belongs to it.
    pub has_meeting: bool,
    /// Whether a purchase followed.
    pub purchase: Purchase,
    /// Whether its start lies in the rules' business hours; none without such a rule.
    pub in_business_hours: Option<bool>,
}

impl Conversation {
    /// In H: engaged, and the bot took part.
    pub fn is_handled(&self) -> bool {
        self.engaged && self.bot_involved
    }

    /// Handoff is requested, accepted or answered; unknown for an empty cell.
    pub fn handed_off(&self) -> Option<bool> {
        self.handoff.map(|handoff| handoff != Handoff::None)
    }

    /// The value of a dimension.
    pub fn dimension(&self, dimension: Dimension) -> Symbol {
        self.dimensions.get(dimension as usize).copied().unwrap_or_default()
    }

    /// In H, eligible and resolved; unknown where resolved is.
    pub fn deflected(&self) -> Option<bool> {
        self.resolved.map(|resolved| resolved && self.is_handled() && self.eligible == Some(true))
    }
}

/// `resolved` of METRICS section 3: an empty handoff counts as none; unknown only where resolution is
/// empty and the row is not handed off.
pub fn resolved(resolution: Option<Resolution>, handoff: Option<Handoff>) -> Option<bool> {
    let handed_off = handoff.is_some_and(|handoff| handoff != Handoff::None);
    if handed_off { Some(false) } else { resolution.map(|resolution| resolution != Resolution::None) }
}

/// The exclusive outcome of METRICS section 3.
pub fn outcome(engaged: bool, handoff: Option<Handoff>, resolved: Option<bool>, goal_completed: Option<bool>) -> Outcome {
    if !engaged {
        Outcome::Unengaged
    } else if handoff.is_some_and(|handoff| handoff != Handoff::None) {
        Outcome::Escalated
    } else if resolved == Some(true) || goal_completed == Some(true) {
        Outcome::Completed
    } else if resolved.is_none() {
        Outcome::Unknown
    } else {
        Outcome::Abandoned
    }
}
