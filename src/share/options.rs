//! What a person puts in a link and leaves out.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::metrics::{Field, names};
use crate::model::Dimension;
use crate::scorecard::BoardId;

names! {
    /// What a person may put in or leave out.
    Part {
        Support = "support",
        Lead = "lead",
        Weeks = "weeks",
        Segments = "segments",
        Names = "names",
        Sources = "sources",
        Money = "money",
        Campaigns = "campaigns",
    }
}

/// What is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ShareOptions(pub u8);

impl Default for ShareOptions {
    /// Everything but the names of sources and campaigns.
    fn default() -> Self {
        let is_in = |part| !matches!(part, Part::Sources | Part::Campaigns);
        Part::ALL.iter().fold(Self(0), |options, part| options.with(*part, is_in(*part)))
    }
}

impl ShareOptions {
    fn bit(part: Part) -> u8 {
        1 << (part as u8)
    }

    /// Whether a part is in.
    pub fn has(self, part: Part) -> bool {
        self.0 & Self::bit(part) != 0
    }

    /// The same with a part put in or left out.
    #[must_use]
    pub fn with(self, part: Part, is_in: bool) -> Self {
        Self(if is_in { self.0 | Self::bit(part) } else { self.0 & !Self::bit(part) })
    }

    /// As a link says it: the first links had one switch for sources and campaigns, so the bit of campaigns tells whether theirs
    /// is another one. Turned again it is the same.
    pub(super) fn turned(self) -> Self {
        self.with(Part::Campaigns, self.has(Part::Sources) != self.has(Part::Campaigns))
    }

    pub(super) fn has_board(self, board: BoardId) -> bool {
        self.has(match board {
            BoardId::Support => Part::Support,
            BoardId::Lead => Part::Lead,
        })
    }
}

/// Whether the values of a field are names that are shared.
pub(super) fn shares_names(field: Field, options: ShareOptions) -> bool {
    match field {
        Field::Dimension(Dimension::Source | Dimension::Medium | Dimension::Page) => options.has(Part::Sources),
        Field::Dimension(Dimension::Campaign) => options.has(Part::Campaigns),
        Field::Dimension(Dimension::Intent | Dimension::Flow) => options.has(Part::Names),
        _ => true,
    }
}
