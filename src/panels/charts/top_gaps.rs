//! The questions that cost most: the first gaps by chats, with what they cost by hand.

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{BarRow, Ink, draw_bars};
use crate::format::{count, money};
use crate::insight::gaps::{Gaps, Planned, Roadmap};
use crate::lineage::Among;
use crate::panels::quantity::share_words;
use crate::panels::{View, kind_name};
use crate::scorecard::{BoardId, ChangeId};

/// The chart's name.
pub const GAPS: &str = "top_gaps";
/// Gaps on a board.
const SHOWN: usize = 5;

/// The chats of a gap, each with its question.
pub fn gap_rows(board: BoardId, planned: &Planned) -> RowsOf {
    RowsOf::counted(board, ChangeId::KnowledgeGapRate).among(Among::gap(planned.gap.kind, &planned.found_as))
}

/// The first gaps; none where every question found its answer.
pub fn gap_chart(view: &View<'_>, gaps: &Gaps, roadmap: &Roadmap, width: u32) -> Option<ChartPanel> {
    let planned = roadmap.apply(gaps);
    let most = planned.iter().map(|planned| planned.gap.chats).max()?.max(1) as f64;
    let words = &view.text.gaps;
    let by_hand = view.card.rules.rules.manual_cost_per_conversation;
    let mut heads = vec![words.kind, words.chats, words.share];
    heads.extend(by_hand.map(|_| words.by_hand));
    // Share and cost are those of the chats.
    let mut twin = Twin { of_same: heads.len() - 2, ..Twin::under(words.question, &heads) };
    let row = |planned: &Planned| {
        let gap = &planned.gap;
        let chats = gap.chats as f64;
        let cost = by_hand.map(|each| each * chats);
        let value = cost.map_or_else(|| count(chats), |cost| money(cost, view.currency()));
        let mut cells = vec![
            TwinCell::words(gap.name.clone()),
            TwinCell::words(kind_name(gap.kind, view.text)),
            TwinCell::number(count(chats), Some(chats)),
            TwinCell::number(share_words(view, gaps.share(gap), gaps.handled), Some(gaps.share(gap))),
        ];
        cells.extend(cost.map(|cost| TwinCell::number(value.clone(), Some(cost))));
        let says = twin.push(cells);
        let name = gap.name.clone();
        BarRow { name, depth: 0, part: chats / most, rest: 0.0, ink: Ink::Returned, value, beside: String::new(), says }
    };
    let rows: Vec<BarRow> = planned.iter().take(SHOWN).map(row).collect();
    Some(ChartPanel {
        id: GAPS,
        title: view.text.charts.gaps_title.to_owned(),
        sub: view.text.charts.gaps_sub.to_owned(),
        drawing: draw_bars(width, &rows),
        twin,
        choices: planned.iter().take(SHOWN).map(|planned| Choice::default().rows(gap_rows(BoardId::Support, planned))).collect(),
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::gaps::Gap;
    use crate::model::GapKind;
    use crate::panels::fixture::{english, march};

    #[test]
    fn the_first_five_are_told_with_their_cost() {
        let mut card = march();
        card.rules.rules.manual_cost_per_conversation = Some(4.5);
        let gap = |at: u64| Gap {
            name: format!("question {at}"),
            kind: GapKind::Missing,
            chats: 61 - at,
            open: 10,
            weekly: Vec::new(),
            examples: Vec::new(),
        };
        let gaps = Gaps { handled: 2_000, without_question: 0, gaps: (0..7).map(gap).collect() };
        let panel = gap_chart(&english(&card), &gaps, &Roadmap::default(), 400).unwrap();
        assert_eq!(panel.twin.rows.len(), 5);
        // 61 chats at 4.50; 61 of 2,000.
        let told: Vec<&str> = panel.twin.rows[0].iter().skip(2).map(|cell| &*cell.words).collect();
        assert_eq!(told, ["61", "3.1\u{202f}%", "$275"]);
        assert!(panel.drawing.is_inside());
        assert!(gap_chart(&english(&card), &Gaps::default(), &Roadmap::default(), 400).is_none());
    }
}
