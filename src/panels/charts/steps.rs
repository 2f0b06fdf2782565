//! Where chats leave a flow: its steps by those who reached them, and the drop to the next (METRICS section 4, "Paths").

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{BarRow, Ink, draw_bars};
use crate::format::{MISSING, count, fixed};
use crate::lineage::Among;
use crate::model::Dimension;
use crate::panels::View;
use crate::scorecard::{BoardId, ChangeId, PathStep};

/// A chart for each flow of a board that has steps.
pub fn step_charts(view: &View<'_>, board: BoardId, width: u32) -> Vec<ChartPanel> {
    let flows = view.board(board).map(|board| board.flows.as_slice()).unwrap_or_default();
    let paths = flows.iter().filter_map(|flow| Some((flow, view.card.paths.get(flow)?)));
    paths.filter(|(_, steps)| !steps.is_empty()).map(|(flow, steps)| step_chart(view, board, flow, steps, width)).collect()
}

fn step_chart(view: &View<'_>, board: BoardId, flow: &str, steps: &[PathStep], width: u32) -> ChartPanel {
    let words = &view.text.charts;
    let most = steps.iter().map(|step| step.reached).max().unwrap_or(0).max(1) as f64;
    let mut twin = Twin::under(view.text.board.step, &[words.reached, words.to_next]);
    let mut largest: Option<(u64, &str)> = None;
    let rows = steps.iter().enumerate().map(|(at, step)| {
        let next = steps.get(at + 1);
        let gone = next.map_or(0, |next| step.reached.saturating_sub(next.reached));
        if gone > largest.map_or(0, |(gone, _)| gone) {
            largest = Some((gone, &step.step));
        }
        let change = next.filter(|_| step.reached > 0).map(|next| next.reached as f64 / step.reached as f64 - 1.0);
        let is_told = step.reached >= view.min_n();
        let said = change.filter(|_| is_told).map_or_else(|| MISSING.to_owned(), |change| signed_percent(view, change));
        let says = twin.push(vec![
            TwinCell::words(step.step.clone()),
            TwinCell::number(count(step.reached as f64), Some(step.reached as f64)),
            TwinCell::number(said.clone(), change),
        ]);
        BarRow {
            name: step.step.clone(),
            depth: 1,
            part: (step.reached - gone) as f64 / most,
            rest: gone as f64 / most,
            ink: Ink::Confirmed,
            value: count(step.reached as f64),
            beside: said,
            says,
        }
    });
    // Names of steps stand at the margin.
    let rows: Vec<BarRow> = rows.map(|row| BarRow { depth: 0, ..row }).collect();
    let choice = |step: &PathStep| {
        let rows = RowsOf::page(board, ChangeId::GoalCompletionRate).among(Among::step(&step.step));
        Choice::of(Dimension::Flow, flow).rows(rows)
    };
    let choices = steps.iter().map(choice).collect();
    let flow = if flow.is_empty() { view.text.board.no_flow } else { flow };
    ChartPanel {
        id: "steps",
        of: flow.to_owned(),
        title: largest.map_or_else(|| words.steps_flat.with([flow]), |(_, step)| words.steps_title.with([flow, step])),
        sub: words.steps_sub.to_owned(),
        legend: vec![(Ink::Confirmed, words.went_on), (Ink::Pending, words.left_here)],
        drawing: draw_bars(width, &rows),
        twin,
        choices,
        ..ChartPanel::default()
    }
}

/// A change of a count in per cent, its sign always shown.
fn signed_percent(view: &View<'_>, change: f64) -> String {
    let sign = if change > 0.0 { "+" } else { "" };
    let space = if view.language() == crate::format::Language::En { "\u{202f}%" } else { "%" };
    [sign, &fixed(change * 100.0, 0), space].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    #[test]
    fn the_largest_drop_is_named_and_a_skipped_step_is_no_drop() {
        let mut card = march();
        let flow = card.boards[&BoardId::Lead].flows[0].clone();
        let step = |step: &str, reached| PathStep { step: step.to_owned(), reached };
        let steps = vec![step("size", 391), step("email", 171), step("name", 180)];
        card.paths.insert(flow.clone(), steps);
        let panels = step_charts(&english(&card), BoardId::Lead, 600);
        assert_eq!(panels.len(), 1);
        assert_eq!(panels[0].title, format!("{flow}: the largest drop comes after “size”"));
        let told: Vec<[&str; 2]> = panels[0].twin.rows.iter().map(|row| [&*row[1].words, &*row[2].words]).collect();
        // 171 / 391 − 1, 180 / 171 − 1.
        assert_eq!(told, [["391", "−56\u{202f}%"], ["171", "+5\u{202f}%"], ["180", "–"]]);
        assert!(panels[0].drawing.is_inside());
        assert!(step_charts(&english(&card), BoardId::Support, 600).is_empty());
        // Nine who reached a step are too few for a share of them.
        let few = vec![step("size", 9), step("email", 4)];
        card.paths.insert(flow.clone(), few);
        assert_eq!(step_charts(&english(&card), BoardId::Lead, 600)[0].twin.rows[0][2].words, "–");
        card.paths.insert(flow, vec![step("size", 391), step("email", 171), step("name", 180)]);
        assert_eq!(step_charts(&japanese(&card), BoardId::Lead, 340)[0].twin.rows[0][2].words, "−56%");
    }
}
