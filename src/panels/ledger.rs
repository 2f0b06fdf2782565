//! The arithmetic of a claim: what was saved or returned, term by term, so that a line adds up to the scorecard's number.

use super::quantity::{Unit, range, spread};
use super::{RowsOf, View, metric_of};
use crate::format::{count, money, unit_money};
use crate::insight::savings::platform_cost;
use crate::scorecard::{Board, BoardId, ChangeId, Interval, Roi};
use crate::text::Sentence;

/// One figure of the arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerItem {
    /// Sign before it; empty for the first.
    pub sign: &'static str,
    /// The figure.
    pub figure: String,
    /// What it is.
    pub caption: String,
    /// Whether it is the result.
    pub is_sum: bool,
    /// The rows that it counts, or the page of the metric that it is a part of.
    pub opens: RowsOf,
}

/// D x manual − D x (AI cost / H) − platform = savings. The middle term is what the printed savings leave, so that the line
/// adds up to the scorecard's number.
pub(super) fn savings_ledger(
    view: &View<'_>,
    board: &Board,
    savings: f64,
    deflected: f64,
    manual: f64,
    is_filtered: bool,
) -> Vec<LedgerItem> {
    let words = &view.text.headline;
    let currency = view.currency();
    let by_hand = deflected * manual;
    let platform = platform_cost(view.card, board);
    let by_bot = by_hand - platform - savings;
    // Rounding of the scorecard's twelve digits is no cost.
    let by_bot = if by_bot.abs() < by_hand.abs() * 1e-9 { 0.0 } else { by_bot };
    let each = if deflected > 0.0 { by_bot / deflected } else { 0.0 };
    let chats = count(deflected);
    let cost = RowsOf::page(BoardId::Support, ChangeId::CostPerInteraction);
    let item =
        |sign, amount, caption: String| LedgerItem { sign, figure: money(amount, currency), caption, is_sum: false, opens: cost };
    let opens = RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate);
    let each_by = |of: Sentence<2>, each| of.with([&chats, &unit_money(each, currency)]);
    let mut items = vec![LedgerItem { opens, ..item("", by_hand, each_by(words.by_hand, manual)) }];
    if is_filtered || view.card.counts.handled == 0 {
        // What share of the platform the filtered chats bear is in the savings alone; so it is in a link that hides how many chats
        // there are on both boards.
        items.push(item("−", by_hand - savings, words.by_bot_and_platform.to_owned()));
    } else {
        items.push(item("−", by_bot, each_by(words.by_bot, each)));
        items.push(item("−", platform, if platform > 0.0 { words.platform } else { words.no_platform }.to_owned()));
    }
    items.push(LedgerItem {
        sign: "=",
        figure: money(savings, currency),
        caption: range_caption(view, spread(board.roi.intervals.savings, Unit::Money).map(|ends| range(view, ends, Unit::Money))),
        is_sum: true,
        opens: cost,
    });
    items
}

/// What stands under a result: its range, or that none is known.
fn range_caption(view: &View<'_>, ends: Option<String>) -> String {
    let words = &view.text.headline;
    ends.map_or_else(|| words.no_range.to_owned(), |ends| words.range.with([&ends]))
}

/// The interval of the return; none where that of the profit in it is not known: persons whose amounts do not vary.
pub(super) fn return_interval(roi: &Roi) -> Option<Interval> {
    let has_profit = roi.gross_profit.is_some_and(|profit| profit != 0.0);
    let is_known = !has_profit || spread(roi.intervals.gross_profit, Unit::Money).is_some();
    roi.intervals.percent.filter(|_| is_known)
}

/// What the bot brought, part by part: signless amount, what it is, and what it counts. The parts add up to the value of METRICS
/// section 4; work avoided is what the others leave of it, so that they do for a link too.
fn value_parts(view: &View<'_>, id: BoardId, board: &Board, value: f64) -> Vec<(f64, String, RowsOf)> {
    let words = &view.text.headline;
    let rules = &view.card.rules.rules;
    let roi = &board.roi;
    let above = |metric| metric_of(&board.metrics, metric).and_then(|metric| metric.numerator);
    // The counts stand beside an amount only where they make it.
    let product = |metric, each: Option<f64>, amount: f64| {
        let (chats, each) = (above(metric)?, each?);
        let makes_it = (chats * each - amount).abs() < amount.abs() * 1e-6 + 0.005;
        makes_it.then(|| [count(chats), unit_money(each, view.currency())])
    };
    let left = value - roi.gross_profit.unwrap_or(0.0) - roi.handoff_savings.unwrap_or(0.0);
    // Taking away leaves 5,575.4999… of what is 5,575.50 where it stands alone, and both are shown whole.
    let work = (left * 10_000.0).round() / 10_000.0;
    let by_hand = product(ChangeId::DeflectionRate, rules.manual_cost_per_conversation, work);
    let [deflected, handed_off] = [ChangeId::DeflectionRate, ChangeId::HandoffRate].map(|metric| RowsOf::counted(id, metric));
    let said = |made: Option<[String; 2]>, of: Sentence<2>, otherwise: &str| {
        made.map_or_else(|| otherwise.to_owned(), |[chats, each]| of.with([&chats, &each]))
    };
    let by_hand = said(by_hand, words.by_hand, words.value_of_work);
    let before_handoffs = |amount| {
        let made = product(ChangeId::HandoffRate, rules.handoff_saving_per_conversation, amount);
        said(made, words.by_handoffs, words.value_of_handoffs)
    };
    let work = (work.abs() > 0.005).then_some((work, by_hand, deflected));
    let sales = RowsOf::page(id, ChangeId::AttributedRevenue);
    let profit = roi.gross_profit.map(|amount| (amount, words.value_of_profit.to_owned(), sales));
    let handoffs = roi.handoff_savings.map(|amount| (amount, before_handoffs(amount), handed_off));
    [work, profit, handoffs].into_iter().flatten().collect()
}

/// (value - cost) / cost with the numbers put in, the value by its parts; empty without a return.
pub(super) fn return_ledger(view: &View<'_>, id: BoardId, board: &Board, percent: &str) -> Vec<LedgerItem> {
    let words = &view.text.headline;
    let currency = view.currency();
    let roi = &board.roi;
    let (Some(value), Some(cost)) = (roi.value, roi.program_cost) else { return Vec::new() };
    let made_of = RowsOf::page(id, if id == BoardId::Lead { ChangeId::AttributedRevenue } else { ChangeId::CostPerInteraction });
    let spent = RowsOf::page(id, ChangeId::CostPerInteraction);
    let item = |sign, figure, caption, opens| LedgerItem { sign, figure, caption, is_sum: false, opens };
    let mut parts = value_parts(view, id, board, value);
    let mut items = Vec::new();
    if parts.len() == 1
        && let Some((_, caption, opens)) = parts.pop()
    {
        items.push(item("(", money(value, currency), caption, opens));
    } else {
        let signs = std::iter::once("").chain(std::iter::repeat("+"));
        items.extend(parts.into_iter().zip(signs).map(|((amount, caption, opens), sign)| {
            let sign = if amount < 0.0 { "−" } else { sign };
            item(sign, money(amount.abs(), currency), caption, opens)
        }));
        let sign = if items.is_empty() { "(" } else { "= (" };
        items.push(item(sign, money(value, currency), words.value.to_owned(), made_of));
    }
    let ends = spread(return_interval(roi), Unit::Rate).map(|ends| range(view, ends.map(|end| end / 100.0), Unit::Rate) + "%");
    items.push(item("−", money(cost, currency), words.program_cost.to_owned(), spent));
    items.push(item(") ÷", money(cost, currency), words.program_cost.to_owned(), spent));
    items.push(LedgerItem { is_sum: true, ..item("=", percent.to_owned(), range_caption(view, ends), made_of) });
    items
}
