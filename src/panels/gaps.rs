//! Knowledge gaps for people.

use super::charts::gap_rows;
use super::markdown::escaped;
use super::{RowsOf, View};
use crate::facts::calendar::Week as Days;
use crate::format::{count, money, percent, points};
use crate::insight::gaps::{Gap, GapKey, GapStatus, Gaps, Planned, Roadmap, since_live};
use crate::metrics::MetricId;
use crate::model::order::put_in_order_by;
use crate::model::{Date, GapKind, SortedMap};
use crate::scorecard::{BoardId, Week};
use crate::text::Text;

/// Gaps that are shown at once.
pub const GAPS_SHOWN: usize = 12;
/// Complete weeks that are compared with as many before.
const COMPARED: usize = 4;
/// Weeks of a gap that are drawn.
const WEEKS_SHOWN: usize = 12;

/// A gap as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct GapRow {
    /// What it was found as: the key of what is decided about it.
    pub key: GapKey,
    /// The gaps that are one with it.
    pub merged: Vec<String>,
    /// How far the answer is.
    pub status: GapStatus,
    /// First date on which the answer was there; empty if it is not yet.
    pub live_from: String,
    /// What the answer changed; empty until that can be said.
    pub effect: String,
    /// Its most typical question.
    pub question: String,
    /// What kind of hole.
    pub kind: &'static str,
    /// Chats.
    pub chats: String,
    /// Their share of handled chats.
    pub share: String,
    /// What they would cost if people answered them; empty without the rule.
    pub by_hand: String,
    /// Other ways in which it is asked.
    pub examples: Vec<String>,
    /// The last weeks, each as a part of the largest.
    pub weeks: Vec<f64>,
    /// The same in words.
    pub weeks_said: String,
    /// How the last four complete weeks compare with the four before; empty without eight.
    pub trend: String,
    /// The month that its answer is planned for; empty for none.
    pub month: String,
    /// Whether it was set apart from another group by hand.
    pub is_apart: bool,
    /// Its chats, each with its question; none over all bots.
    pub rows: Option<RowsOf>,
}

/// What comes first in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GapOrder {
    /// The most chats: with a cost by hand, the most money.
    #[default]
    Asked,
    /// The most chats more than four weeks before.
    Growing,
}

/// The gaps planned for one month.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedMonth {
    /// As 2026-12.
    pub month: String,
    /// Its gaps, the most asked first.
    pub rows: Vec<GapRow>,
}

/// The gaps as decided, in an order.
pub fn gaps(view: &View<'_>, board: Option<BoardId>, gaps: &Gaps, roadmap: &Roadmap, order: GapOrder) -> Vec<GapRow> {
    let mut planned = roadmap.apply(gaps);
    if order == GapOrder::Growing {
        // Stable: equals stay with the most asked first.
        put_in_order_by(&mut planned, |planned| {
            std::cmp::Reverse(
                growth(weeks_of(view, board), &planned.gap).map(|[before, last]| last.cast_signed() - before.cast_signed()),
            )
        });
    }
    planned.iter().map(|planned| row(view, board, planned, gaps, roadmap)).collect()
}

/// The gaps that are planned, by month.
pub fn planned_months(view: &View<'_>, board: Option<BoardId>, gaps: &Gaps, roadmap: &Roadmap) -> Vec<PlannedMonth> {
    let mut months: SortedMap<String, Vec<GapRow>> = SortedMap::new();
    for planned in roadmap.apply(gaps).iter().filter(|planned| !planned.month.is_empty()) {
        months.entry(planned.month.clone()).or_default().push(row(view, board, planned, gaps, roadmap));
    }
    months.into_iter().map(|(month, rows)| PlannedMonth { month, rows }).collect()
}

/// The weeks of the chats that gaps are a share of: a bot's, or all.
fn weeks_of<'a>(view: &View<'a>, board: Option<BoardId>) -> &'a [Week] {
    board.and_then(|board| view.board(board)).map_or(&view.card.weekly, |board| &board.weekly)
}

/// Chats of a gap in the four complete weeks before the last four, and in these; none without eight complete weeks.
fn growth(weeks: &[Week], gap: &Gap) -> Option<[u64; 2]> {
    let complete = weeks.iter().zip(&gap.weekly).filter(|(week, _)| week.complete);
    let complete: Vec<u64> = complete.map(|(_, chats)| *chats).collect();
    let last = complete.len().checked_sub(COMPARED)?;
    let before = last.checked_sub(COMPARED)?;
    Some([complete.get(before..last)?, complete.get(last..)?].map(|weeks| weeks.iter().sum()))
}

/// First date of the week after the last day of all data, whatever is chosen of it: where an answer that goes live today is
/// first seen whole.
pub fn next_week(view: &View<'_>, last: Option<Date>) -> String {
    let week = last.map(|last| Days::containing(last, view.card.rules.rules.week_start));
    week.map(|week| Date(week.first.0 + 7).to_string()).unwrap_or_default()
}

fn effect(view: &View<'_>, board: Option<BoardId>, planned: &Planned) -> String {
    let words = &view.text.gaps;
    let handled =
        |week: &Week| week.metrics.get(&MetricId::KnowledgeGapRate).and_then(|metric| metric.denominator).unwrap_or(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of rows are whole and positive")]
    let weeks: Vec<(String, bool, u64)> =
        weeks_of(view, board).iter().map(|week| (week.from.clone(), week.complete, handled(week) as u64)).collect();
    match since_live(planned, &weeks) {
        Some(since) => {
            let [low, high] = since.change.map(|end| points(end, view.language()));
            let [before, after] = [since.before, since.since].map(|share| percent(share, view.language()));
            words.effect.with([&before, &after, &low, &high])
        }
        None if planned.status == GapStatus::Live => words.effect_later.to_owned(),
        None => String::new(),
    }
}

fn row(view: &View<'_>, board: Option<BoardId>, planned: &Planned, all: &Gaps, roadmap: &Roadmap) -> GapRow {
    let gap = &planned.gap;
    let weeks = gap.weekly.get(gap.weekly.len().saturating_sub(WEEKS_SHOWN)..).unwrap_or_default();
    let most = weeks.iter().max().copied().unwrap_or(0).max(1) as f64;
    let by_hand = view.card.rules.rules.manual_cost_per_conversation.map(|cost| money(cost * gap.chats as f64, view.currency()));
    let key = GapKey { kind: gap.kind, question: planned.found_as.clone() };
    GapRow {
        is_apart: roadmap.apart().contains(&key),
        key,
        live_from: planned.live_from.clone(),
        merged: planned.merged.clone(),
        status: planned.status,
        effect: effect(view, board, planned),
        rows: board.map(|board| gap_rows(board, planned)),
        question: gap.name.clone(),
        kind: kind_name(gap.kind, view.text),
        chats: count(gap.chats as f64),
        share: percent(all.share(gap), view.language()),
        by_hand: by_hand.unwrap_or_default(),
        examples: gap.examples.clone(),
        weeks: weeks.iter().map(|chats| *chats as f64 / most).collect(),
        weeks_said: weeks.iter().map(|chats| count(*chats as f64)).collect::<Vec<_>>().join(" "),
        trend: growth(weeks_of(view, board), gap)
            .map(|ends| view.text.gaps.trend.with(ends.map(|chats| count(chats as f64)).each_ref().map(String::as_str)))
            .unwrap_or_default(),
        month: planned.month.clone(),
    }
}

/// The gaps as a list to tick off, in Markdown.
pub fn gaps_markdown(view: &View<'_>, board: Option<BoardId>, gaps: &Gaps, roadmap: &Roadmap) -> String {
    let mut list = String::new();
    for planned in roadmap.apply(gaps) {
        let GapRow { kind, chats, share, status, effect, .. } = row(view, board, &planned, gaps, roadmap);
        let mark = if status == GapStatus::Live { "- [x] " } else { "- [ ] " };
        let status = if status == GapStatus::Open { String::new() } else { [", ", status_name(status, view.text)].concat() };
        let effect = if effect.is_empty() { effect } else { [". ", &effect].concat() };
        list +=
            &[mark, &escaped(&planned.gap.name), " (", kind, ", ", &chats, ", ", &share, &status, ")", &effect, "\n"].concat();
        for example in &planned.gap.examples {
            list += &["  - ", &escaped(example), "\n"].concat();
        }
    }
    let months = planned_months(view, board, gaps, roadmap);
    if !months.is_empty() {
        list += &["\n## ", view.text.gaps.roadmap, "\n"].concat();
    }
    for PlannedMonth { month, rows } in months {
        list += &["\n### ", &month, "\n\n"].concat();
        for row in rows {
            let effect = if row.effect.is_empty() { String::new() } else { [". ", &row.effect].concat() };
            list +=
                &["- ", &escaped(&row.question), " (", &row.chats, ", ", status_name(row.status, view.text), ")", &effect, "\n"]
                    .concat();
        }
    }
    list
}

/// The name of a status.
pub fn status_name(status: GapStatus, text: &Text) -> &'static str {
    match status {
        GapStatus::Open => text.gaps.open,
        GapStatus::Planned => text.gaps.planned,
        GapStatus::Written => text.gaps.written,
        GapStatus::Live => text.gaps.live,
    }
}

/// The name of a kind.
pub fn kind_name(kind: GapKind, text: &Text) -> &'static str {
    match kind {
        GapKind::Missing => text.gaps.missing,
        GapKind::Wrong => text.gaps.wrong,
        GapKind::Outdated => text.gaps.outdated,
        GapKind::Routing => text.gaps.routing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_gap_says_how_often_and_how_it_grows() {
        let card = march();
        let gap = Gap {
            name: "Return without the box?".to_owned(),
            kind: GapKind::Missing,
            chats: 50,
            open: 30,
            weekly: vec![1, 4, 8],
            examples: vec!["No box, can I return it?".to_owned()],
        };
        let found = Gaps { handled: 1_000, without_question: 0, gaps: vec![gap] };
        let rows = gaps(&english(&card), None, &found, &Roadmap::default(), GapOrder::Asked);
        assert_eq!((rows[0].chats.as_str(), rows[0].share.as_str(), rows[0].kind), ("50", "5.0\u{202f}%", "missing"));
        // Of one bot, its chats are listed with their questions; over all bots no board lists them.
        let of_board = gaps(&english(&card), Some(BoardId::Support), &found, &Roadmap::default(), GapOrder::Asked);
        assert!(of_board[0].rows.unwrap().to_address().starts_with("rows=numerator&among=gap.") && rows[0].rows.is_none());
        assert_eq!((rows[0].weeks.as_slice(), rows[0].weeks_said.as_str()), ([0.125, 0.5, 1.0].as_slice(), "1 4 8"));
    }

    #[test]
    fn what_grows_comes_first_where_that_is_asked_and_plans_stand_by_month() {
        let mut card = march();
        card.weekly = card.boards[&crate::scorecard::BoardId::Support].weekly.clone();
        let weeks = card.weekly.len();
        assert!(card.weekly.iter().filter(|week| week.complete).count() >= 8);
        let gap = |name: &str, last: u64| {
            let weekly: Vec<u64> = (0..weeks).map(|week| if week + 6 > weeks { last } else { 5 }).collect();
            let chats = weekly.iter().sum();
            Gap { name: name.to_owned(), kind: GapKind::Missing, chats, open: 0, weekly, examples: Vec::new() }
        };
        let found =
            Gaps { handled: 1_000, without_question: 0, gaps: vec![gap("steady", 5), gap("growing", 7), gap("fading", 1)] };
        let key = |question: &str| GapKey { kind: GapKind::Missing, question: question.to_owned() };
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("fading"), |note| note.month = "2026-05".to_owned());
        roadmap.decide(&key("growing"), |note| note.month = "2026-04".to_owned());
        let view = english(&card);
        let named = |order| gaps(&view, None, &found, &roadmap, order).into_iter().map(|row| row.question).collect::<Vec<_>>();
        assert_eq!(named(GapOrder::Growing), ["growing", "steady", "fading"]);
        let months: Vec<(String, String)> = planned_months(&view, None, &found, &roadmap)
            .into_iter()
            .map(|plan| (plan.month, plan.rows[0].question.clone()))
            .collect();
        assert_eq!(
            months,
            [("2026-04", "growing"), ("2026-05", "fading")].map(|(month, name)| (month.to_owned(), name.to_owned()))
        );
        assert!(gaps_markdown(&view, None, &found, &roadmap).contains("### 2026-04\n\n- growing ("));
    }
}
