//! What a change of the rules moved.

use crate::panels::quantity::{Unit, quantity, unit_of};
use crate::panels::{View, metric_of, tiles_of};
use crate::scorecard::{BoardId, ChangeId, Scorecard};

/// One line of the effect table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectLine {
    /// What.
    pub label: String,
    /// Before.
    pub before: String,
    /// Now.
    pub now: String,
    /// Whether it moved.
    pub has_moved: bool,
}

/// Before and now of what the rules move, each bot for itself (METRICS section 11): the money always, and each tile that moved.
/// Without a scorecard of the same rows under the rules of before there is nothing to compare.
pub fn effect_lines(view: &View<'_>, before: Option<&Scorecard>) -> Vec<EffectLine> {
    let words = &view.text.rules;
    let line = |label: &str, unit, value: &dyn Fn(&Scorecard) -> Option<f64>| {
        let now = quantity(view, value(view.card), unit);
        let before = before.map_or_else(|| now.clone(), |before| quantity(view, value(before), unit));
        EffectLine { label: label.to_owned(), has_moved: before != now, before, now }
    };
    let mut lines = vec![
        line(words.eligible_chats, Unit::Count, &|card| deflection(card)?.denominator),
        line(words.deflection, Unit::Rate, &|card| deflection(card)?.value),
        line(words.savings, Unit::Money, &|card| {
            card.boards.get(&BoardId::Support).map_or(card.roi.savings, |board| board.roi.savings)
        }),
    ];
    let boards: Vec<BoardId> = [BoardId::Support, BoardId::Lead].into_iter().filter(|id| view.board(*id).is_some()).collect();
    let named = |board: Option<BoardId>, name: &str| match board {
        Some(board) if boards.len() > 1 => {
            let of = if board == BoardId::Support { view.text.board.support } else { view.text.board.lead };
            view.text.tile.value_is.with([of, name])
        }
        _ => name.to_owned(),
    };
    let money_of = if boards.is_empty() { vec![None] } else { boards.iter().copied().map(Some).collect() };
    for board in money_of {
        let roi = |card: &Scorecard| match board {
            Some(board) => card.boards.get(&board).map(|board| board.roi),
            None => Some(card.roi),
        };
        lines.push(line(&named(board, words.program_cost), Unit::Money, &|card| roi(card)?.program_cost));
        lines.push(line(&named(board, words.roi), Unit::Rate, &|card| roi(card)?.percent.map(|percent| percent / 100.0)));
    }
    for board in boards.iter().copied() {
        let tiles = tiles_of(board).iter().filter(|id| **id != ChangeId::DeflectionRate);
        let moved = tiles.map(|id| {
            let value = |card: &Scorecard| metric_of(&card.boards.get(&board)?.metrics, *id)?.value;
            line(&named(Some(board), view.text.metrics.of(*id).name), unit_of(*id), &value)
        });
        lines.extend(moved.filter(|line| line.has_moved));
    }
    lines
}

/// Deflection as the support board's headline has it.
fn deflection(card: &Scorecard) -> Option<&crate::scorecard::Metric> {
    let metrics = card.boards.get(&BoardId::Support).map_or(&card.metrics, |board| &board.metrics);
    metric_of(metrics, ChangeId::DeflectionRate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::MetricId;
    use crate::panels::fixture::{english, march};

    #[test]
    fn the_money_is_always_shown_and_of_the_tiles_those_that_moved() {
        let (before, mut now) = (march(), march());
        let metrics = &mut now.boards.get_mut(&BoardId::Support).unwrap().metrics;
        metrics.get_mut(&MetricId::DeflectionRate).unwrap().denominator = Some(1400.0);
        metrics.get_mut(&MetricId::HandoffRate).unwrap().value = Some(0.5);
        let lines = effect_lines(&english(&now), Some(&before));
        let moved: Vec<&str> = lines.iter().filter(|line| line.has_moved).map(|line| line.label.as_str()).collect();
        assert_eq!(moved, ["Eligible chats", "Support bot: Handoff rate"]);
        assert_eq!((lines[0].before.as_str(), lines[0].now.as_str()), ("1,200", "1,400"));
        assert_eq!(lines.len(), 8, "three lines, cost and return of each bot, and the tile");
        let [cost, gain] = [&lines[5], &lines[6]];
        assert_eq!((cost.label.as_str(), cost.now.as_str()), ("Lead bot: Program cost", "$1,200"));
        assert_eq!((gain.label.as_str(), gain.now.as_str()), ("Lead bot: Return", "1,400\u{202f}%"));
        assert!(effect_lines(&english(&now), None).iter().all(|line| !line.has_moved));
    }
}
