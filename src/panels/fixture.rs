//! The scorecard that the panels' tests read: METRICS section 8's numbers on two boards, made by hand.

use super::View;
use crate::format::Language;
use crate::scorecard::Scorecard;
use crate::text::text;

/// The scorecard of March, as the worker sends it.
pub fn march() -> Scorecard {
    serde_json::from_str(include_str!("../../tests/fixtures/scorecard/march.json")).unwrap()
}

/// A scorecard in English.
pub fn english(card: &Scorecard) -> View<'_> {
    View::of(card, text(Language::En))
}

/// A scorecard in Japanese.
pub fn japanese(card: &Scorecard) -> View<'_> {
    View::of(card, text(Language::Ja))
}
