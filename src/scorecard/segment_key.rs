//! What segments are split by: one field, or several crossed.

use std::cmp::Ordering;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::metrics::Field;
use crate::model::Dimension;

/// Between the names of crossed fields, and of their values.
pub const CROSS: &str = " × ";

/// One or more fields. Sorted by their number, then in the page's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SegmentKey(Vec<Field>);

impl SegmentKey {
    /// Those that every scorecard prints: intent, channel, flow, outcome, handoff, source and page.
    pub fn printed() -> impl Iterator<Item = Self> {
        Field::ALL.into_iter().take(7).map(|field| Self(vec![field]))
    }

    /// A field, or several joined by a comma or [`CROSS`]; none for an unknown one.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.split([',', '×']).map(str::trim);
        words.map(Field::from_word).collect::<Option<Vec<Field>>>().map(Self)
    }

    /// One dimension.
    pub fn of(dimension: Dimension) -> Self {
        Self(vec![Field::Dimension(dimension)])
    }

    /// Its fields.
    pub fn fields(&self) -> &[Field] {
        &self.0
    }

    fn ranks(&self) -> (usize, Vec<usize>) {
        let rank = |field: &Field| Field::ALL.iter().position(|other| other == field).unwrap_or(Field::ALL.len());
        (self.0.len(), self.0.iter().map(rank).collect())
    }
}

impl Ord for SegmentKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ranks().cmp(&other.ranks())
    }
}

impl PartialOrd for SegmentKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl TryFrom<String> for SegmentKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or(format!("{text} is nothing that conversations can be split by"))
    }
}

impl From<SegmentKey> for String {
    fn from(key: SegmentKey) -> Self {
        key.0.iter().map(|field| field.word()).collect::<Vec<_>>().join(CROSS)
    }
}
