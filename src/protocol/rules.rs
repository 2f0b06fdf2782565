//! The rules as the form shows them, and what of the data they can be decided for.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::model::{Dimension, SortedMap};
use crate::rules::{Allowed, RulePath};

/// Everything that the form of the rules shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct RulesForm {
    /// Short hash of the rules.
    pub hash: String,
    /// The rules as a person would type them; those that say nothing are absent.
    pub values: SortedMap<RulePath, String>,
    /// The default rules likewise.
    pub defaults: SortedMap<RulePath, String>,
    /// What the data decided where the rules are silent, likewise.
    pub derived: SortedMap<RulePath, String>,
    /// What of the data can be decided.
    pub found: ToDecide,
}

/// Names in the data that a rule can be given for, the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ToDecide {
    /// Intents with their conversations; of very many those that are counted one by one.
    pub intents: Vec<(String, u64)>,
    /// How many more there are.
    pub other_intents: u64,
    /// Flows with their conversations.
    pub flows: Vec<(String, u64)>,
    /// Channels with their conversations.
    pub channels: Vec<(String, u64)>,
    /// Pages with their conversations; of very many only these.
    pub pages: Vec<(String, u64)>,
    /// Goals that events name.
    pub goals: Vec<String>,
    /// Currencies of revenue with their rows.
    pub currencies: Vec<(String, u64)>,
    /// Values that are probably one: proposed, never applied unasked (METRICS section 2).
    pub alike: Vec<Alike>,
}

/// A value that is probably another spelling of one that is more frequent.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Alike {
    /// Of what.
    pub dimension: Dimension,
    /// The rarer spelling.
    pub from: String,
    /// The one to use.
    pub to: String,
    /// Conversations with the rarer spelling.
    pub conversations: u64,
}

/// What may stand in a rule, for the words of the form: [`Allowed`] without texts of its own.
#[derive(Clone, Copy, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum RuleNeeds {
    /// A number, both ends included.
    Between(f64, f64),
    /// A number above 0, and at most this.
    AboveZeroTo(f64),
    /// A number above 0.
    AboveZero,
    /// A number, 0 included.
    AtLeastZero,
    /// A whole number, both ends included.
    Whole(u64, u64),
    /// An IANA zone.
    TimeZone,
    /// A date.
    Date,
    /// Days with opening before closing.
    Hours,
    /// A currency code.
    Currency,
    /// Bands of a metric.
    Bands,
    /// Anything else that the form's own choices hold.
    Choice,
}

impl From<Allowed> for RuleNeeds {
    fn from(allowed: Allowed) -> Self {
        match allowed {
            Allowed::Between(least, most) => Self::Between(least, most),
            Allowed::AboveZeroTo(most) => Self::AboveZeroTo(most),
            Allowed::AboveZero => Self::AboveZero,
            Allowed::AtLeastZero => Self::AtLeastZero,
            Allowed::Whole(least, most) => Self::Whole(least, most),
            Allowed::TimeZone => Self::TimeZone,
            Allowed::Date => Self::Date,
            Allowed::Clock | Allowed::ClockAfterFrom | Allowed::Weekdays => Self::Hours,
            Allowed::Currency => Self::Currency,
            Allowed::Bands => Self::Bands,
            Allowed::TrueOrFalse | Allowed::SameAnswer | Allowed::OneOf(_) | Allowed::Text | Allowed::Texts | Allowed::Object => {
                Self::Choice
            }
        }
    }
}
