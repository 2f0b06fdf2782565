//! Revenue as another model credits it than the one in force, or over another window.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::rules::AttributionModel;

/// A model and the days that it looks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct CreditedBy {
    /// The model.
    pub model: AttributionModel,
    /// The days.
    pub window_days: u32,
}

impl CreditedBy {
    /// As an address says it: `first.7`.
    pub fn to_word(self) -> String {
        [self.model.word(), ".", &self.window_days.to_string()].concat()
    }

    /// What an address says; none for anything else, and for days that no rule allows.
    pub fn from_word(word: &str) -> Option<Self> {
        let (model, days) = word.split_once('.')?;
        let model = AttributionModel::ALL.iter().copied().find(|known| known.word() == model)?;
        let window_days = days.parse().ok().filter(|days| (1..=3650).contains(days))?;
        Some(Self { model, window_days })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_model_and_its_days() {
        let first = CreditedBy { model: AttributionModel::First, window_days: 7 };
        assert_eq!(first.to_word(), "first.7");
        assert_eq!(CreditedBy::from_word("first.7"), Some(first));
        assert_eq!(["first", "first.0", "first.99999", "best.7"].map(CreditedBy::from_word), [None; 4]);
    }
}
