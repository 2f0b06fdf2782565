//! What a person can choose to count.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::metrics::Field;
use crate::model::Date;

/// Dates and values of all that is loaded, whatever is chosen of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Choices {
    /// First and last local date of any conversation; none without one.
    pub dates: Option<(Date, Date)>,
    /// Conversations in all.
    pub conversations: u64,
    /// Fields of which the data has at least two values.
    pub fields: Vec<Choice>,
}

/// A field and its values.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Choice {
    /// What.
    pub field: Field,
    /// Values with their conversations, the most frequent first; of very many only these.
    pub values: Vec<(String, u64)>,
    /// How many more values there are.
    pub others: u64,
}
