//! The sentence about money, its arithmetic, and what is missing for it. Templates are chosen by what the interval allows:
//! a sentence never claims more than the test does.

use super::quantity::{Unit, quantity, range, spread};
use super::{RowsOf, View, metric_of};
use crate::format::{count, date_range, money, unit_money};
use crate::lineage::Standing;
use crate::rules::RoiBasis;
use crate::scorecard::{Board, BoardId, ChangeId, Interval, Need, Roi};

/// The claim of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// What stands before the figure.
    pub before: String,
    /// The figure that is set apart; empty for none.
    pub figure: String,
    /// What stands after it.
    pub after: String,
    /// The arithmetic, from left to right; empty if there is none.
    pub ledger: Vec<LedgerItem>,
    /// What the figure counts, or the page that shows how it is made; none without a figure.
    pub opens: Option<RowsOf>,
    /// A sentence below; empty for none.
    pub below: String,
    /// The arithmetic of a return that the sentence below names; empty if there is none.
    pub returned: Vec<LedgerItem>,
    /// Whether the rules form is the next step.
    pub asks_for_rules: bool,
}

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

impl Headline {
    fn plain(words: &str, asks_for_rules: bool) -> Self {
        Self { before: words.to_owned(), asks_for_rules, ..Self::default() }
    }

    fn around((before, after): (String, String), figure: String, opens: RowsOf) -> Self {
        Self { before, figure, after, opens: Some(opens), ..Self::default() }
    }
}

/// Whether an interval leaves out zero.
fn is_sure(interval: Option<Interval>) -> bool {
    interval.is_none_or(|[low, high]| low > 0.0 || high < 0.0)
}

/// Days of a month of a year.
fn month_days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Months between two local dates, both included, as METRICS spreads monthly costs: a part of a month by its days.
fn months_between(from: &str, to: &str) -> f64 {
    let (Some(first), Some(last)) = (crate::format::date_parts(from), crate::format::date_parts(to)) else { return 0.0 };
    let (mut year, mut month) = (first.0, first.1);
    let mut months = 0.0;
    while (year, month) <= (last.0, last.1) && months < 1200.0 {
        let days = month_days(year, month);
        let start = if (year, month) == (first.0, first.1) { first.2 } else { 1 };
        let end = if (year, month) == (last.0, last.1) { last.2 } else { days };
        months += f64::from((end + 1).saturating_sub(start)) / f64::from(days);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    months
}

/// Platform cost of the period that this board bears: by its share of handled chats (METRICS section 4).
fn platform_cost(view: &View<'_>, board: &Board) -> f64 {
    let Some(monthly) = view.card.rules.rules.cost.platform_monthly else { return 0.0 };
    let period = &view.card.period;
    let (Some(from), Some(to)) = (&period.from, &period.to) else { return 0.0 };
    // n of the cost metric is H.
    let handled = metric_of(&board.metrics, ChangeId::CostPerInteraction).map_or(0, |metric| metric.n);
    let all = view.card.counts.handled;
    let share = if all > 0 && handled > 0 { handled as f64 / all as f64 } else { 1.0 };
    monthly * months_between(from, to) * share
}

fn period_words(view: &View<'_>) -> String {
    let period = &view.card.period;
    match (&period.from, &period.to) {
        (Some(from), Some(to)) => date_range(from, to, view.language()),
        _ => String::new(),
    }
}

/// D x manual − D x (AI cost / H) − platform = savings. The middle term is what the printed savings leave, so that the line
/// adds up to the scorecard's number.
fn savings_ledger(
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
    let platform = platform_cost(view, board);
    let by_bot = by_hand - platform - savings;
    // Rounding of the scorecard's twelve digits is no cost.
    let by_bot = if by_bot.abs() < by_hand.abs() * 1e-9 { 0.0 } else { by_bot };
    let each = if deflected > 0.0 { by_bot / deflected } else { 0.0 };
    let chats = count(deflected);
    let interval =
        spread(board.roi.intervals.savings, Unit::Money).map(|ends| words.range.with([&range(view, ends, Unit::Money)]));
    let cost = page(BoardId::Support, ChangeId::CostPerInteraction);
    let item = |sign, amount, caption| LedgerItem { sign, figure: money(amount, currency), caption, is_sum: false, opens: cost };
    let opens = RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate);
    let mut items = vec![LedgerItem { opens, ..item("", by_hand, words.by_hand.with([&chats, &unit_money(manual, currency)])) }];
    if is_filtered || view.card.counts.handled == 0 {
        // What share of the platform the filtered chats bear is in the savings alone; so it is in a link that hides how many chats
        // there are on both boards.
        items.push(item("−", by_hand - savings, words.by_bot_and_platform.to_owned()));
    } else {
        items.push(item("−", by_bot, words.by_bot.with([&chats, &unit_money(each, currency)])));
        items.push(item("−", platform, if platform > 0.0 { words.platform } else { words.no_platform }.to_owned()));
    }
    items.push(LedgerItem {
        sign: "=",
        figure: money(savings, currency),
        caption: interval.unwrap_or_else(|| words.no_range.to_owned()),
        is_sum: true,
        opens: cost,
    });
    items
}

fn support_headline(view: &View<'_>, board: &Board, is_filtered: bool) -> Headline {
    let words = &view.text.headline;
    let metric = metric_of(&board.metrics, ChangeId::DeflectionRate);
    let Some((metric, _)) = metric.and_then(|metric| metric.value.map(|value| (metric, value))) else {
        let asks = metric.is_some_and(|metric| metric.needs.contains(&Need::EligibleIntents));
        return Headline::plain(if asks { words.needs_eligible } else { words.needs_deflection }, asks);
    };
    let (deflected, eligible) = (metric.numerator.unwrap_or_default(), metric.denominator.unwrap_or_default());
    let (some, all) = (count(deflected), count(eligible));
    let counted = RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate);
    if metric.n < view.min_n() {
        return Headline::around(words.saved_few.around([&all]), all, counted.standing(Standing::Denominator));
    }
    let manual = view.card.rules.rules.manual_cost_per_conversation;
    let (Some(savings), Some(manual)) = (board.roi.savings, manual) else {
        let mut headline = Headline::around(words.needs_manual.around([&some, &all]), some, counted);
        headline.asks_for_rules = true;
        return headline;
    };
    let figure = money(if savings < 0.0 { -savings } else { savings }, view.currency());
    let sentence = match (is_sure(board.roi.intervals.savings), savings < 0.0) {
        (true, false) => words.saved,
        (true, true) => words.lost,
        (false, _) => words.saved_unsure,
    };
    let figure = if is_sure(board.roi.intervals.savings) { figure } else { money(savings, view.currency()) };
    let made_of = page(BoardId::Support, ChangeId::CostPerInteraction);
    let mut headline = Headline::around(sentence.around([&figure, &period_words(view), &some, &all]), figure, made_of);
    headline.ledger = savings_ledger(view, board, savings, deflected, manual, is_filtered);
    if let (Some(cost), Some(percent)) = (board.roi.program_cost, board.roi.percent) {
        let gain = quantity(view, Some(percent / 100.0), Unit::Rate);
        headline.below = words.on_program.with([&money(cost, view.currency()), &gain]);
        headline.returned = return_ledger(view, BoardId::Support, board, &gain);
    }
    if view.by_filter(ChangeId::DeflectionRate).is_some() {
        let gap = if headline.below.is_empty() { "" } else { " " };
        headline.below = [words.chosen_by_outcome, gap, &headline.below].concat();
    }
    headline
}

/// The page of a metric.
fn page(board: BoardId, metric: ChangeId) -> RowsOf {
    RowsOf { standing: None, ..RowsOf::counted(board, metric) }
}

/// The name of the revenue that a return counts.
pub(super) fn basis_name(view: &View<'_>, basis: RoiBasis) -> &'static str {
    match basis {
        RoiBasis::Attributed => view.text.board.attributed,
        RoiBasis::Sourced => view.text.board.sourced,
        RoiBasis::Influenced => view.text.board.influenced,
    }
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
    let by_hand = by_hand.map_or_else(|| words.value_of_work.to_owned(), |[chats, each]| words.by_hand.with([&chats, &each]));
    let before_handoffs = |amount| {
        let made = product(ChangeId::HandoffRate, rules.handoff_saving_per_conversation, amount);
        made.map_or_else(|| words.value_of_handoffs.to_owned(), |[chats, each]| words.by_handoffs.with([&chats, &each]))
    };
    let work = (work.abs() > 0.005).then(|| (work, by_hand, RowsOf::counted(id, ChangeId::DeflectionRate)));
    let profit = roi.gross_profit.map(|amount| (amount, words.value_of_profit.to_owned(), page(id, ChangeId::AttributedRevenue)));
    let handoffs =
        roi.handoff_savings.map(|amount| (amount, before_handoffs(amount), RowsOf::counted(id, ChangeId::HandoffRate)));
    [work, profit, handoffs].into_iter().flatten().collect()
}

/// (value - cost) / cost with the numbers put in, the value by its parts; empty without a return.
fn return_ledger(view: &View<'_>, id: BoardId, board: &Board, percent: &str) -> Vec<LedgerItem> {
    let words = &view.text.headline;
    let currency = view.currency();
    let roi = &board.roi;
    let (Some(value), Some(cost)) = (roi.value, roi.program_cost) else { return Vec::new() };
    let made_of = page(id, if id == BoardId::Lead { ChangeId::AttributedRevenue } else { ChangeId::CostPerInteraction });
    let spent = page(id, ChangeId::CostPerInteraction);
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
    let interval =
        spread(return_interval(roi), Unit::Rate).map(|ends| range(view, ends.map(|end| end / 100.0), Unit::Rate) + "%");
    items.push(item("−", money(cost, currency), words.program_cost.to_owned(), spent));
    items.push(item(") ÷", money(cost, currency), words.program_cost.to_owned(), spent));
    let caption = interval.map_or_else(|| words.no_range.to_owned(), |ends| words.range.with([&ends]));
    items.push(LedgerItem { is_sum: true, ..item("=", percent.to_owned(), caption, made_of) });
    items
}

fn lead_headline(view: &View<'_>, board: &Board) -> Headline {
    let words = &view.text.headline;
    let currency = view.currency();
    let roi = &board.roi;
    let sales = page(BoardId::Lead, ChangeId::AttributedRevenue);
    if let (Some(percent), Some(value), Some(cost)) = (roi.percent, roi.value, roi.program_cost) {
        let gain = quantity(view, Some(percent / 100.0), Unit::Rate);
        let sentence = match (is_sure(return_interval(roi)), percent < 0.0) {
            (true, false) => words.returned,
            (true, true) => words.not_returned,
            (false, _) => words.returned_unsure,
        };
        let filled = sentence.around([&gain, &money(cost, currency), &period_words(view), &money(value, currency)]);
        let mut headline = Headline::around(filled, gain.clone(), sales);
        headline.ledger = return_ledger(view, BoardId::Lead, board, &gain);
        let rules = &view.card.rules.rules;
        let basis = basis_name(view, rules.roi_basis);
        if roi.gross_profit.is_some() {
            let days = count(f64::from(rules.attribution.window_days));
            headline.below = words.profit_basis.with([&basis.to_lowercase(), &days]);
        }
        return headline;
    }
    let revenue = metric_of(&board.metrics, ChangeId::AttributedRevenue).and_then(|metric| metric.value);
    if let Some(revenue) = revenue {
        let figure = money(revenue, currency);
        let mut headline = Headline::around(words.revenue_only.around([&figure, &period_words(view)]), figure, sales);
        headline.asks_for_rules = true;
        return headline;
    }
    let leads = metric_of(&board.metrics, ChangeId::ChatToLead).and_then(|metric| metric.numerator);
    let counted = RowsOf::counted(BoardId::Lead, ChangeId::ChatToLead);
    match (leads, roi.program_cost) {
        (Some(leads), Some(cost)) => {
            Headline::around(words.leads_costed.around([&count(leads), &money(cost, currency)]), count(leads), counted)
        }
        (Some(leads), None) => Headline::around(words.leads_only.around([&count(leads)]), count(leads), counted),
        (None, _) => Headline::plain(words.needs_leads, false),
    }
}

/// The claim of a board; none if the data has no such bot. Under filters (`is_filtered`) the scorecard does not tell the
/// platform's share from the bot's own cost: they stand as one.
pub fn headline(view: &View<'_>, id: BoardId, is_filtered: bool) -> Option<Headline> {
    let board = view.board(id)?;
    Some(match id {
        BoardId::Support => support_headline(view, board, is_filtered),
        BoardId::Lead => lead_headline(view, board),
    })
}

/// The claim of a board on the page of the metric that its figures lead to, so that they are found there with their arithmetic;
/// none on other pages.
pub fn arithmetic(view: &View<'_>, id: BoardId, metric: ChangeId, is_filtered: bool) -> Option<Headline> {
    let claim = headline(view, id, is_filtered)?;
    let leads_here = claim.ledger.iter().chain(&claim.returned).any(|item| item.is_sum && item.opens.metric == metric);
    leads_here.then_some(claim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};

    fn said(headline: &Headline) -> String {
        [headline.before.as_str(), &headline.figure, &headline.after].concat()
    }

    #[test]
    fn the_articles_savings_and_their_arithmetic() {
        // METRICS section 8: $2,430 - $81 - $99 = $2,250.
        let card = march();
        let headline = headline(&english(&card), BoardId::Support, false).unwrap();
        assert_eq!(said(&headline), "The bot saved $2,250 net, 1–31 Mar 2026. 540 of 1,200 eligible chats needed no person.");
        assert_eq!(headline.figure, "$2,250");
        let ledger: Vec<[&str; 3]> =
            headline.ledger.iter().map(|item| [item.sign, item.figure.as_str(), item.caption.as_str()]).collect();
        assert_eq!(
            ledger,
            [
                ["", "$2,430", "540 × $4.50 by hand"],
                ["−", "$81", "540 × $0.15 by bot"],
                ["−", "$99", "platform, this period"],
                ["=", "$2,250", "range $2,104–$2,398"],
            ]
        );
    }

    #[test]
    fn filtered_chats_bear_a_share_of_the_platform_that_is_told_with_the_bot() {
        let card = march();
        let headline = headline(&english(&card), BoardId::Support, true).unwrap();
        let figures: Vec<&str> = headline.ledger.iter().map(|item| item.figure.as_str()).collect();
        // $81 and $99 in one.
        assert_eq!(figures, ["$2,430", "$180", "$2,250"]);
        assert_eq!(headline.ledger[1].caption, "bot, and its share of the platform");
    }

    #[test]
    fn a_range_that_includes_zero_claims_no_saving() {
        let mut card = march();
        card.boards.get_mut(&BoardId::Support).unwrap().roi.intervals.savings = Some([-100.0, 4600.0]);
        let headline = headline(&english(&card), BoardId::Support, false).unwrap();
        assert!(said(&headline).contains("a saving is not shown yet"), "{headline:?}");
    }

    #[test]
    fn a_loss_is_called_a_loss() {
        let mut card = march();
        let roi = &mut card.boards.get_mut(&BoardId::Support).unwrap().roi;
        (roi.savings, roi.intervals.savings) = (Some(-500.0), Some([-600.0, -400.0]));
        let headline = headline(&english(&card), BoardId::Support, false).unwrap();
        assert!(said(&headline).starts_with("The bot cost $500 more than it saved"), "{headline:?}");
    }

    #[test]
    fn without_costs_it_says_what_is_needed() {
        let mut card = march();
        card.rules.rules.manual_cost_per_conversation = None;
        card.boards.get_mut(&BoardId::Support).unwrap().roi = crate::scorecard::Roi::default();
        let headline = headline(&japanese(&card), BoardId::Support, false).unwrap();
        assert_eq!(
            said(&headline),
            "対象1,200件のうち540件は人手なしで解決しました。有人対応1件の費用を入れると、金額が分かります。"
        );
        assert!(headline.asks_for_rules && headline.ledger.is_empty());
    }

    #[test]
    fn the_articles_return() {
        // METRICS section 8: $18,000 for $1,200 is 1,400 %.
        let card = march();
        let headline = headline(&english(&card), BoardId::Lead, false).unwrap();
        assert_eq!(headline.figure, "1,400\u{202f}%");
        assert_eq!(headline.ledger.last().unwrap().caption, "range 719.0–2,423%");
        let opens = headline.ledger.iter().map(|item| item.opens.metric.word());
        let (sales, cost) = ("attributed_revenue", "cost_per_interaction");
        assert_eq!(opens.collect::<Vec<_>>(), [sales, cost, cost, sales]);
    }

    #[test]
    fn a_return_stands_beside_the_saving_with_its_numbers_put_in() {
        let mut card = march();
        card.rules.rules.handoff_saving_per_conversation = Some(1.0);
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        let handed_off = board.metrics.get(&crate::scorecard::MetricId::HandoffRate).and_then(|metric| metric.numerator).unwrap();
        // 540 x $4.50, profit of $1,000, and what was saved before each handoff, against $1,000.
        let value = 2430.0 + 1000.0 + handed_off;
        let roi = &mut board.roi;
        (roi.gross_profit, roi.handoff_savings) = (Some(1000.0), Some(handed_off));
        (roi.value, roi.program_cost, roi.percent) = (Some(value), Some(1000.0), Some((value - 1000.0) / 10.0));
        let told = |view: &crate::panels::View<'_>| {
            let claim = headline(view, BoardId::Support, false).unwrap();
            assert_eq!(claim.opens.map(|opens| opens.metric), Some(ChangeId::CostPerInteraction));
            let lines: Vec<String> =
                claim.returned.iter().map(|item| [item.sign, &item.figure, &item.caption].join("|")).collect();
            lines
        };
        let (some, amount) = (count(handed_off), money(handed_off, "USD"));
        let (all, gain) = (money(value, "USD"), crate::format::percent((value - 1000.0) / 1000.0, crate::format::Language::En));
        let interval = told(&english(&card)).pop().unwrap();
        assert_eq!(
            told(&english(&card))[..6],
            [
                "|$2,430|540 × $4.50 by hand".to_owned(),
                "+|$1,000|gross profit".to_owned(),
                format!("+|{amount}|{some} × $1.00 saved before a handoff"),
                format!("= (|{all}|value of the period"),
                "−|$1,000|program cost".to_owned(),
                ") ÷|$1,000|program cost".to_owned(),
            ]
        );
        assert!(interval.starts_with(&format!("=|{gain}|")), "{interval}");
        assert_eq!(told(&japanese(&card))[1], "+|$1,000|粗利");
    }

    #[test]
    fn the_page_that_a_claim_leads_to_shows_it() {
        let card = march();
        let shows = |board, metric| arithmetic(&english(&card), board, metric, false).map(|claim| claim.figure);
        assert_eq!(shows(BoardId::Support, ChangeId::CostPerInteraction).as_deref(), Some("$2,250"));
        assert_eq!(shows(BoardId::Lead, ChangeId::AttributedRevenue).as_deref(), Some("1,400\u{202f}%"));
        assert_eq!(shows(BoardId::Support, ChangeId::Csat), None);
        // What has no arithmetic leads to the rows that it counts.
        let mut card = march();
        card.rules.rules.manual_cost_per_conversation = None;
        card.boards.get_mut(&BoardId::Support).unwrap().roi = Roi::default();
        let claim = headline(&english(&card), BoardId::Support, false).unwrap();
        assert_eq!(claim.opens, Some(RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate)));
    }

    #[test]
    fn an_amount_that_does_not_vary_has_no_range() {
        let mut card = march();
        let roi = &mut card.boards.get_mut(&BoardId::Lead).unwrap().roi;
        (roi.percent, roi.gross_profit) = (Some(-94.0), Some(72.0));
        // One buyer, whose chat lies before the period: the spread over the persons of the period is 0.
        (roi.intervals.gross_profit, roi.intervals.percent) = (Some([72.0, 72.0]), Some([-94.0, -94.0]));
        let told = |card: &crate::scorecard::Scorecard| {
            headline(&english(card), BoardId::Lead, false).unwrap().ledger.last().unwrap().caption.clone()
        };
        assert_eq!(told(&card), "not enough data for a range");
        // What is known of the rest does not make the whole known.
        card.boards.get_mut(&BoardId::Lead).unwrap().roi.intervals.percent = Some([-95.0, -93.0]);
        assert_eq!(told(&card), "not enough data for a range");
        card.boards.get_mut(&BoardId::Lead).unwrap().roi.intervals.gross_profit = Some([60.0, 84.0]);
        assert_eq!(told(&card), "range −95.0 to −93.0%");
    }

    #[test]
    fn monthly_costs_are_spread_over_the_days_of_each_month() {
        assert!((months_between("2026-03-01", "2026-03-31") - 1.0).abs() < 1e-12);
        assert!((months_between("2026-01-01", "2026-06-30") - 6.0).abs() < 1e-12);
        assert!((months_between("2026-02-15", "2026-02-28") - 0.5).abs() < 1e-12);
        assert!((months_between("2025-12-31", "2026-01-31") - (1.0 / 31.0 + 1.0)).abs() < 1e-12);
    }
}
