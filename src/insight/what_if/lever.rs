//! What may be changed in a scenario, and how it is written down.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Lever {
    /// An intent becomes one that the bot may do alone, or one that it may not.
    Eligible {
        /// Its name in the scorecard.
        intent: String,
        /// What it becomes.
        eligible: bool,
    },
    /// The answer to a question is written.
    CloseGap {
        /// The gap's name.
        question: String,
        /// Its eligible chats that are not deflected today.
        chats: u64,
        /// Part of them that the answer reaches, 0 to 1.
        share: f64,
    },
    /// The bot hands off later: it keeps a part of the chats that it hands off today.
    KeepHandoffs {
        /// The part, 0 to 1.
        share: f64,
    },
    /// What one chat costs if people answer it.
    ManualCost {
        /// In the rules' currency.
        amount: f64,
    },
    /// The vendor is paid by resolution, in place of what chats cost by themselves: cost cells of rows, and the rules' AI cost
    /// of the others.
    PricePerResolution {
        /// In the rules' currency.
        price: f64,
    },
    /// The vendor is paid by seat and month, in place of the monthly platform cost.
    PricePerSeat {
        /// Of one seat and month, in the rules' currency.
        price: f64,
        /// Seats.
        seats: f64,
    },
}

/// A named list of changes that are made together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// What changes, in order.
    pub changes: Vec<Lever>,
}
