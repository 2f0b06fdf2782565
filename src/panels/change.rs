//! The last complete period against the one before, and what the difference is worth (METRICS section 6).

use super::quantity::{difference, unit_of};
use super::tile::{Direction, direction};
use super::{Unit, View};
use crate::format::{Language, count, date_range, day_month, signed_points};
use crate::scorecard::{BoardId, Change, ChangeId, Verdict};

/// How a line reads; never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A real change for the better.
    Good,
    /// A real change for the worse.
    Bad,
    /// A real change that is neither.
    Info,
    /// Nothing can be said.
    Noise,
}

/// The small picture before a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Went up.
    Up,
    /// Went down.
    Down,
    /// Within noise.
    Wave,
    /// Too few rows.
    Few,
}

/// What a tile says about the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLine {
    /// Colour's meaning.
    pub tone: Tone,
    /// Picture.
    pub glyph: Glyph,
    /// The difference; empty where there is none.
    pub delta: String,
    /// What it is worth.
    pub verdict: String,
    /// Which periods were compared; empty if none were.
    pub compared: String,
}

/// Whether `change` compares four weeks instead of one (METRICS section 6).
fn is_rolling(id: ChangeId) -> bool {
    matches!(id, ChangeId::Csat | ChangeId::LeadQualityRate | ChangeId::QualifiedBookingRate)
}

/// First date of the last week that `change` compares: the last complete week.
fn last_week<'a>(view: &View<'a>, board: BoardId, id: ChangeId) -> Option<&'a str> {
    let is_mature = |week: &&crate::scorecard::Week| {
        let metric = super::metric_of(&week.metrics, id);
        week.complete && metric.is_none_or(|metric| metric.pending.unwrap_or(0) == 0)
    };
    let weeks = &view.board(board)?.weekly;
    weeks.iter().rev().find(is_mature).map(|week| week.from.as_str())
}

/// Interval of a difference in points or amounts, signs shown: `+1.9 to +10.1`.
fn interval_words(view: &View<'_>, change: &Change, unit: Unit) -> String {
    let Some([low, high]) = change.interval else { return String::new() };
    let end = |value| if unit == Unit::Rate { signed_points(value) } else { difference(view, value, unit) };
    view.text.tile.from_to.with([&end(low), &end(high)])
}

/// The change of a tile on its board.
pub fn change_line(view: &View<'_>, board: BoardId, id: ChangeId) -> ChangeLine {
    let words = &view.text.tile;
    let unit = unit_of(id);
    let silent = |verdict: &str| ChangeLine {
        tone: Tone::Noise,
        glyph: Glyph::Few,
        delta: String::new(),
        verdict: verdict.to_owned(),
        compared: String::new(),
    };
    if let Some(said) = view.by_filter(id) {
        return silent(said);
    }
    let Some(change) = view.board(board).and_then(|board| board.change.get(&id)) else { return silent(words.no_change) };
    let compared = match view.compare {
        Some((from, to)) => Some(words.since_dates.with([&date_range(&from.to_string(), &to.to_string(), view.language())])),
        None => last_week(view, board, id).map(|from| {
            let sentence = if is_rolling(id) { words.since_weeks } else { words.since_week };
            sentence.with([&day_month(from, view.language())])
        }),
    };
    let arrow = if change.delta < 0.0 { Glyph::Down } else { Glyph::Up };
    let (tone, glyph, verdict) = match change.verdict {
        Some(Verdict::Real) => {
            let tone = match (direction(id), change.delta > 0.0) {
                (Direction::ByIntent, _) => Tone::Info,
                (Direction::Up, true) | (Direction::Down, false) => Tone::Good,
                _ => Tone::Bad,
            };
            (tone, arrow, words.real.with([&interval_words(view, change, unit)]))
        }
        Some(Verdict::Noise) => {
            let verdict = match change.weeks_needed {
                Some(weeks) if weeks <= 52 => words.noise_weeks.with([&count(weeks as f64)]),
                _ => words.noise.to_owned(),
            };
            (Tone::Noise, Glyph::Wave, verdict)
        }
        Some(Verdict::TooFew) => (Tone::Noise, Glyph::Few, words.too_few_change.with([&count(view.min_n() as f64)])),
        None if id == ChangeId::CostPerInteraction => (Tone::Noise, arrow, words.from_rules.to_owned()),
        None => (Tone::Noise, arrow, words.not_tested.to_owned()),
    };
    let delta = if change.verdict == Some(Verdict::TooFew) { String::new() } else { difference(view, change.delta, unit) };
    ChangeLine { tone, glyph, delta, verdict, compared: compared.unwrap_or_default() }
}

/// Sentences on the change for a metric's details: before and after, and what the mix of intents did.
pub(super) fn change_facts(view: &View<'_>, board: BoardId, id: ChangeId) -> Vec<String> {
    let words = &view.text.tile;
    let unit = unit_of(id);
    let Some(change) = view.board(board).and_then(|board| board.change.get(&id)) else { return Vec::new() };
    let line = change_line(view, board, id);
    let value = |value| super::quantity(view, Some(value), unit);
    let mut verdict = line.verdict;
    if !line.compared.is_empty() {
        let (open, close) = match view.language() {
            Language::En => (" (", ")"),
            Language::Ja => ("（", "）"),
        };
        verdict = [&verdict, open, &line.compared, close].concat();
    }
    let mut facts = vec![words.change_is.with([&value(change.from), &value(change.to), &verdict])];
    if let (Some(rate), Some(mix)) = (change.rate_effect, change.mix_effect) {
        facts.push(words.effects.with([&difference(view, rate, unit), &difference(view, mix, unit)]));
    }
    if change.reversal == Some(true) {
        facts.push(words.reversal.to_owned());
    }
    facts
}
