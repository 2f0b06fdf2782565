//! Where the rows stand that are asked for: in one place, or on both sides of a line, as those do that a share is of.

use borsh::{BorshDeserialize, BorshSerialize};

use super::Standing;

/// One place, or more that a number counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Places {
    /// One.
    Of(Standing),
    /// Above the line and below it.
    Base,
}

impl Places {
    /// Where such rows stand.
    pub fn standings(&self) -> &[Standing] {
        match self {
            Self::Of(standing) => std::slice::from_ref(standing),
            Self::Base => &[Standing::Numerator, Standing::Denominator],
        }
    }

    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Of(standing) => standing.word(),
            Self::Base => "base",
        }
    }

    /// What an address says; none for anything else.
    pub fn from_word(word: &str) -> Option<Self> {
        let mut all = Standing::ALL.into_iter().map(Self::Of).chain([Self::Base]);
        all.find(|places| places.word() == word)
    }
}
