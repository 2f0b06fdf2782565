//! Where eligible chats go: all of them, each once.

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{BarRow, FLOW_LEAST_WIDTH, FlowBranch, FlowLeaf, Ink, draw_bars, draw_flow};
use crate::facts::Outcome;
use crate::format::count;
use crate::lineage::Standing;
use crate::metrics::Field;
use crate::model::Handoff;
use crate::panels::View;
use crate::panels::quantity::share_words;
use crate::scorecard::{BoardId, ChangeId, FlowEnd, PartId};

/// Branches with their inks and ends.
const BRANCHES: [(Ink, &[FlowEnd]); 4] = [
    (Ink::Confirmed, &FlowEnd::DEFLECTED),
    (Ink::Handoff, &[FlowEnd::Requested, FlowEnd::Accepted, FlowEnd::Answered]),
    (Ink::Abandoned, &[FlowEnd::LeftAfterFallback, FlowEnd::Left]),
    (Ink::Outside, &[FlowEnd::GoalOnly, FlowEnd::HumanOnly]),
];

fn ink_of(end: FlowEnd, branch: Ink) -> Ink {
    match end {
        FlowEnd::AssumedStayed => Ink::Assumed,
        FlowEnd::CameBack => Ink::Returned,
        FlowEnd::Young => Ink::Pending,
        _ => branch,
    }
}

/// What choosing an end or its whole branch does. What holds its chats: how they ended, and of those handed off how far that
/// went; nothing holds the branch of what is neither. Its rows stand where the metric, or its durable variant, puts them.
fn choice_of(end: FlowEnd, is_branch: bool) -> Choice {
    let rows = RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate);
    let durable = rows.part(PartId::Durable);
    let below = rows.standing(Standing::Denominator);
    let of = |outcome: Outcome, rows| Choice::value(Field::Outcome, outcome.word()).rows(rows);
    let handoff = |handoff: Handoff| {
        let (field, word) =
            if is_branch { (Field::Outcome, Outcome::Escalated.word()) } else { (Field::Handoff, handoff.word()) };
        Choice::value(field, word).rows(below)
    };
    match end {
        FlowEnd::CameBack if !is_branch => of(Outcome::Completed, durable.standing(Standing::Denominator)),
        FlowEnd::Young if !is_branch => of(Outcome::Completed, durable.standing(Standing::Pending)),
        FlowEnd::ConfirmedStayed | FlowEnd::AssumedStayed if !is_branch => of(Outcome::Completed, durable),
        FlowEnd::ConfirmedStayed | FlowEnd::AssumedStayed | FlowEnd::CameBack | FlowEnd::Young => of(Outcome::Completed, rows),
        FlowEnd::Requested => handoff(Handoff::Requested),
        FlowEnd::Accepted => handoff(Handoff::Accepted),
        FlowEnd::Answered => handoff(Handoff::Answered),
        FlowEnd::LeftAfterFallback | FlowEnd::Left => of(Outcome::Abandoned, below),
        FlowEnd::GoalOnly if !is_branch => of(Outcome::Completed, below),
        FlowEnd::HumanOnly if !is_branch => Choice::default().rows(below),
        FlowEnd::GoalOnly | FlowEnd::HumanOnly | FlowEnd::Unknown => Choice::default(),
    }
}

/// The flow of the support board's eligible chats; none without any.
pub fn outcome_chart(view: &View<'_>, width: u32) -> Option<ChartPanel> {
    let counts = view.board(BoardId::Support)?.detail.flow;
    let of = |end: FlowEnd| counts.get(end as usize).copied().unwrap_or(0);
    // The denominator of metric 3: of an end that is not known nothing is counted.
    let unknown = of(FlowEnd::Unknown);
    let total = counts.iter().sum::<u64>() - unknown;
    if total == 0 {
        return None;
    }
    let words = &view.text.charts;
    let names = [words.resolved, words.handed, words.left, words.other];
    let mut twin = Twin::under(words.flow_end, &[words.chats, words.share]);
    let mut choices = Vec::new();
    let mut row = |name: &str, rows: u64, choice: Choice| {
        choices.push(choice);
        let share = rows as f64 / total as f64;
        let shown = share_words(view, share, total);
        let says = twin.push(vec![
            TwinCell::words(name),
            TwinCell::number(count(rows as f64), Some(rows as f64)),
            TwinCell::number(shown.clone(), Some(share)),
        ]);
        let value = if total >= view.min_n() { [&count(rows as f64), " · ", &shown].concat() } else { count(rows as f64) };
        (says, value)
    };
    let mut branches = Vec::new();
    for ((ink, ends), name) in BRANCHES.iter().zip(names) {
        let amount: u64 = ends.iter().map(|end| of(*end)).sum();
        if amount == 0 {
            continue;
        }
        let (says, value) = row(name, amount, ends.first().map(|end| choice_of(*end, true)).unwrap_or_default());
        let leaf = |end: &FlowEnd| {
            let rows = of(*end);
            let name = (*view.text.flow_ends.of(*end)).to_owned();
            let (says, value) = row(&name, rows, choice_of(*end, false));
            FlowLeaf { name, value, amount: rows as f64, ink: ink_of(*end, *ink), says }
        };
        let ends = ends.iter().filter(|end| of(**end) > 0).map(leaf).collect();
        branches.push(FlowBranch { name: name.to_owned(), value, amount: amount as f64, ink: *ink, says, ends });
    }
    let whole = count(total as f64);
    let drawing = if width >= FLOW_LEAST_WIDTH {
        draw_flow(width, words.flow_whole, &whole, &branches)
    } else {
        draw_bars(width, &bars(&branches, total as f64))
    };
    let stayed = of(FlowEnd::ConfirmedStayed) + of(FlowEnd::AssumedStayed);
    let young = of(FlowEnd::Young);
    Some(ChartPanel {
        id: "outcomes",
        title: words.flow_title.with([&whole, &count(stayed as f64)]),
        sub: words.flow_sub.to_owned(),
        drawing,
        foot: [(young, words.flow_young), (unknown, words.flow_unknown)]
            .into_iter()
            .filter(|(rows, _)| *rows > 0)
            .map(|(rows, said)| said.with([&count(rows as f64)]))
            .collect::<Vec<_>>()
            .join(" "),
        twin,
        choices,
        ..ChartPanel::default()
    })
}

/// The flow on a small screen: each branch, and its ends below it.
fn bars(branches: &[FlowBranch], total: f64) -> Vec<BarRow> {
    let mut rows = Vec::new();
    let mut push = |depth, name: &String, value: &String, amount: f64, ink, says: &String| {
        let (name, value, says) = (name.clone(), value.clone(), says.clone());
        rows.push(BarRow { name, depth, part: amount / total, rest: 0.0, ink, value, beside: String::new(), says });
    };
    for branch in branches {
        push(0, &branch.name, &branch.value, branch.amount, branch.ink, &branch.says);
        for leaf in &branch.ends {
            push(1, &leaf.name, &leaf.value, leaf.amount, leaf.ink, &leaf.says);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Mark;
    use crate::panels::fixture::{english, march};
    use crate::protocol::Choices;
    use crate::scorecard::Query;

    #[test]
    fn branches_add_up_to_the_eligible_chats_at_any_width() {
        // METRICS section 7: 180 confirmed and 360 assumed, 70 of them came back; 450 handed off; 210 left.
        let mut card = march();
        let flow = &mut card.boards.get_mut(&BoardId::Support).unwrap().detail.flow;
        for (end, rows) in [
            (FlowEnd::ConfirmedStayed, 164),
            (FlowEnd::AssumedStayed, 306),
            (FlowEnd::CameBack, 70),
            (FlowEnd::Accepted, 450),
            (FlowEnd::LeftAfterFallback, 126),
            (FlowEnd::Left, 84),
            (FlowEnd::Unknown, 13),
        ] {
            flow[end as usize] = rows;
        }
        for width in [340, 800] {
            let panel = outcome_chart(&english(&card), width).unwrap();
            assert_eq!(panel.title, "Of 1,200 eligible chats, 470 ended well and stayed so");
            assert!(panel.foot.starts_with("13 more eligible chats"), "they are in no share: {}", panel.foot);
            assert!(panel.drawing.is_inside());
            let rows: Vec<&str> = panel.twin.rows.iter().map(|row| row[1].data_value.as_str()).collect();
            assert_eq!(rows, ["540", "164", "306", "70", "450", "450", "210", "126", "84"]);
            assert_eq!(panel.twin.rows[3][2].words, "5.8\u{202f}%");
            let said = panel.drawing.marks.iter().filter_map(|mark| match mark {
                Mark::Rect { ink: Ink::Hit, says, .. } => Some(says.clone()),
                _ => None,
            });
            let told = panel.twin.rows.iter().map(|row| row.iter().map(|cell| &*cell.words).collect::<Vec<_>>().join("  "));
            assert_eq!(said.collect::<Vec<_>>(), told.collect::<Vec<_>>(), "every mark says its row");
            let address = |at: usize| {
                let (rows, query) = panel.rows(&Query::default(), &Choices::default(), at).unwrap();
                [&query.to_address(), "&", &*rows.to_address()].concat()
            };
            let addresses: Vec<_> = [0, 1, 3, 4, 5, 6].into_iter().map(address).collect();
            assert_eq!(
                addresses,
                [
                    "outcome=completed&rows=numerator",
                    "outcome=completed&rows=durable.numerator",
                    "outcome=completed&rows=durable.denominator",
                    "outcome=escalated&rows=denominator",
                    "handoff=accepted&rows=denominator",
                    "outcome=abandoned&rows=denominator",
                ]
            );
        }
    }
}
