//! How far the rule moves the money: net savings by the rule of the page, by others, and over the dates compared with.

use super::money::ticks;
use super::weeks::interval_words;
use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{DotRow, draw_dots, nice_axis};
use crate::format::{count, date_range, unit_money};
use crate::insight::savings::{Savings, SavingsRule, savings_by_rule};
use crate::panels::View;
use crate::panels::quantity::{Unit, quantity, spread};
use crate::scorecard::{BoardId, ChangeId, PartId};

/// The name of a rule and what it counts; none for dates that are not compared with.
fn said(view: &View<'_>, rule: SavingsRule) -> Option<(String, String)> {
    let words = &view.text.charts;
    let (name, how) = match rule {
        SavingsRule::Own { deflected } => (words.moves_own, words.moves_own_how.with([&count(deflected)])),
        SavingsRule::EveryChat { each, handled, deflected } => {
            let how = [unit_money(each, view.currency()), count(handled), count(deflected)];
            (words.moves_every, words.moves_every_how.with([&how[0], &how[1], &how[2]]))
        }
        SavingsRule::StayedAway { chats, .. } => {
            let days = count(view.card.rules.rules.recontact_days);
            (words.moves_stayed, words.moves_stayed_how.with([&count(chats), &days]))
        }
        SavingsRule::Before { deflected, eligible } => {
            let (from, to) = view.compare?;
            let dates = date_range(&from.to_string(), &to.to_string(), view.language());
            let how = words.moves_before_how.with([&count(deflected), &count(eligible)]);
            return Some((words.moves_before.with([&dates]), how));
        }
    };
    Some((name.to_owned(), how))
}

/// The rows that a rule counts; those of other dates are not in the list.
fn choice_of(board: BoardId, rule: SavingsRule) -> Choice {
    let deflected = RowsOf::counted(board, ChangeId::DeflectionRate);
    match rule {
        SavingsRule::Own { .. } => Choice::default().rows(deflected),
        SavingsRule::EveryChat { .. } => Choice::default().rows(RowsOf::counted(board, ChangeId::CostPerInteraction)),
        SavingsRule::StayedAway { .. } => Choice::default().rows(deflected.part(PartId::Durable)),
        SavingsRule::Before { .. } => Choice::default(),
    }
}

/// A board's net savings by each rule that can be computed; none for fewer than two.
pub fn savings_chart(view: &View<'_>, board: BoardId, is_filtered: bool, width: u32) -> Option<ChartPanel> {
    let words = &view.text.charts;
    let found = savings_by_rule(view.card, board, is_filtered).into_iter();
    let found: Vec<(Savings, (String, String))> = found.filter_map(|of| Some((of, said(view, of.rule)?))).collect();
    if found.len() < 2 {
        return None;
    }
    let ends = found.iter().flat_map(|(of, _)| of.interval.into_iter().flatten().chain([of.net]));
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let axis = nice_axis(low, high, None);
    let choices = found.iter().map(|(of, _)| choice_of(board, of.rule)).collect();
    let young = found.iter().find_map(|(of, _)| match of.rule {
        SavingsRule::StayedAway { young, .. } if young > 0 => Some(words.moves_young.with([&count(young as f64)])),
        _ => None,
    });
    let mut twin = Twin::under(words.moves_rule, &[words.moves_net, view.text.board.interval, words.counted]);
    let rows: Vec<DotRow> = found
        .into_iter()
        .map(|(of, (name, below))| {
            let shown = quantity(view, Some(of.net), Unit::Money);
            let says = twin.push(vec![
                TwinCell::words(name.clone()),
                TwinCell::number(shown.clone(), Some(of.net)),
                TwinCell::words(interval_words(view, of.interval, Unit::Money)),
                TwinCell::words(below.clone()),
            ]);
            let interval = spread(of.interval, Unit::Money);
            let is_ours = matches!(of.rule, SavingsRule::Own { .. });
            DotRow { name, below, value: Some(of.net), interval, is_ours, shown, says, ..DotRow::default() }
        })
        .collect();
    Some(ChartPanel {
        id: "savings",
        title: words.moves_title.to_owned(),
        sub: words.moves_sub.to_owned(),
        drawing: draw_dots(width, &axis, &ticks(view, &axis), None, &rows),
        foot: young.unwrap_or_default(),
        twin,
        choices,
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;
    use crate::panels::fixture::{english, japanese, march};
    use crate::scorecard::{MetricId, SavedBefore, Scorecard};
    use crate::share::{ShareOptions, link, share};

    fn compared() -> Scorecard {
        let mut card = march();
        let before = SavedBefore { deflected: 404, eligible: 1036, savings: Some(1658.4), interval: Some([1527.0, 1794.0]) };
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        board.detail.saved_before = Some(before);
        let deflection = board.metrics.get_mut(&MetricId::DeflectionRate).unwrap();
        let durable = deflection.parts.get_mut(&PartId::Durable).unwrap();
        (durable.numerator, durable.value, durable.pending) = (Some(470.0), Some(470.0 / 1200.0), Some(31));
        card
    }

    fn told(panel: &ChartPanel) -> Vec<[&str; 3]> {
        panel.twin.rows.iter().map(|row| [&*row[0].words, &*row[1].words, &*row[3].words]).collect()
    }

    #[test]
    fn the_articles_savings_move_with_the_rule() {
        let card = compared();
        let february = Date::parse("2026-02-01").zip(Date::parse("2026-02-28"));
        let panel = savings_chart(&english(&card).beside(february), BoardId::Support, false, 530).unwrap();
        assert_eq!(
            told(&panel),
            [
                ["This page’s rule", "$2,250", "all 540 deflected"],
                ["Charge the bot for every chat", "$2,031", "$0.15 × 2,000, not × 540"],
                ["Only those who stayed away", "$1,946", "470 with no return in 7 days"],
                ["1–28 Feb 2026, same rule", "$1,658", "404 of 1,036 deflected"],
            ]
        );
        assert_eq!(panel.twin.rows[1][2].words, "$1,880–$2,184");
        let rows = panel.choices.iter().map(|choice| choice.rows.map(RowsOf::to_address)).collect::<Vec<_>>();
        let way = |rows: &str| Some(rows.to_owned());
        assert_eq!(rows, [way("rows=numerator"), way("rows=numerator"), way("rows=durable.numerator"), None]);
        assert!(panel.foot.starts_with("31 eligible chats are too young to tell"), "{}", panel.foot);
        let spoken = panel.spoken(&english(&card).text.charts);
        assert!(spoken.contains("Most: This page’s rule, $2,250."), "{spoken}");
        // Amounts have one axis, which begins at nothing.
        assert!(panel.drawing.marks.iter().any(|mark| matches!(mark, crate::charts::Mark::Words { words, .. } if words == "$0")));
        for width in [260, 358, 1300] {
            let drawn = savings_chart(&japanese(&card).beside(february), BoardId::Support, false, width).unwrap();
            assert!(drawn.drawing.is_inside(), "{width}");
        }
    }

    #[test]
    fn a_link_tells_the_same() {
        let card = march();
        let opened = link::open(&link::fragment(&share(&card, ShareOptions::default()))).unwrap();
        let charts =
            [&card, &opened.shared.card].map(|card| savings_chart(&english(card), BoardId::Support, false, 530).unwrap());
        assert_eq!(told(&charts[0]), told(&charts[1]));
        assert_eq!(told(&charts[1]).len(), 3);
    }

    #[test]
    fn a_rule_alone_moves_nothing() {
        let mut card = compared();
        // Nothing is compared: what was saved before is not told.
        let panel = savings_chart(&japanese(&card), BoardId::Support, false, 530).unwrap();
        assert_eq!(told(&panel).len(), 3);
        assert_eq!(told(&panel)[1], ["全チャットのボット費用を計上", "$2,031", "$0.15 × 2,000件（540件ではなく）"]);
        // A link under filters knows its own rule alone.
        assert!(savings_chart(&english(&card), BoardId::Support, true, 530).is_none());
        card.rules.rules.manual_cost_per_conversation = None;
        assert!(savings_chart(&english(&card), BoardId::Support, false, 530).is_none());
    }
}
