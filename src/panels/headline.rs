//! The sentence about money, and what is missing for it. Templates are chosen by what the interval allows:
//! a sentence never claims more than the test does.

use super::ledger::{return_interval, return_ledger, savings_ledger};
use super::quantity::{Unit, quantity};
use super::{LedgerItem, RowsOf, Said, View, metric_of};
use crate::format::{count, date_range, money};
use crate::rules::RoiBasis;
use crate::scorecard::{Board, BoardId, ChangeId, Interval, Need, PartId};
use crate::text::Sentence;

/// The claim of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// What stands before the figure.
    pub before: Said,
    /// The figure that is set apart; empty for none.
    pub figure: String,
    /// What stands after it.
    pub after: Said,
    /// The arithmetic, from left to right; empty if there is none.
    pub ledger: Vec<LedgerItem>,
    /// What the figure counts, or the page that shows how it is made; none without a figure.
    pub opens: Option<RowsOf>,
    /// A sentence below; empty for none.
    pub below: Said,
    /// The arithmetic of a return that the sentence below names; empty if there is none.
    pub returned: Vec<LedgerItem>,
    /// Whether the rules form is the next step.
    pub asks_for_rules: bool,
}

impl Headline {
    /// The sentence.
    pub fn said(&self) -> String {
        [&*self.before.words(), &self.figure, &self.after.words()].concat()
    }

    fn plain(words: &str, asks_for_rules: bool) -> Self {
        Self { before: words.into(), asks_for_rules, ..Self::default() }
    }

    fn around<const N: usize>(sentence: Sentence<N>, values: [(&str, Option<RowsOf>); N]) -> Self {
        let (before, after) = Said::around(sentence, values);
        let (figure, opens) = values.first().copied().unwrap_or_default();
        Self { before, figure: figure.to_owned(), after, opens, ..Self::default() }
    }
}

/// Whether an interval leaves out zero.
fn is_sure(interval: Option<Interval>) -> bool {
    interval.is_none_or(|[low, high]| low > 0.0 || high < 0.0)
}

fn period_words(view: &View<'_>) -> String {
    let period = &view.card.period;
    match (&period.from, &period.to) {
        (Some(from), Some(to)) => date_range(from, to, view.language()),
        _ => String::new(),
    }
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
        return Headline::around(words.saved_few, [(&all, Some(counted.base()))]);
    }
    let manual = view.card.rules.rules.manual_cost_per_conversation;
    let (Some(savings), Some(manual)) = (board.roi.savings, manual) else {
        let mut headline = Headline::around(words.needs_manual, [(&some, Some(counted)), (&all, Some(counted.base()))]);
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
    let made_of = RowsOf::page(BoardId::Support, ChangeId::CostPerInteraction);
    let period = period_words(view);
    let values = [(&*figure, Some(made_of)), (&period, None), (&some, Some(counted)), (&all, Some(counted.base()))];
    let mut headline = Headline::around(sentence, values);
    headline.ledger = savings_ledger(view, board, savings, deflected, manual, is_filtered);
    if let (Some(cost), Some(percent)) = (board.roi.program_cost, board.roi.percent) {
        let gain = quantity(view, Some(percent / 100.0), Unit::Rate);
        headline.below = Said::of(words.on_program, [(&money(cost, view.currency()), Some(made_of)), (&gain, Some(made_of))]);
        headline.returned = return_ledger(view, BoardId::Support, board, &gain);
    }
    if view.by_filter(ChangeId::DeflectionRate).is_some() {
        let gap = if headline.below.is_empty() { "" } else { " " };
        headline.below = headline.below.after(&[words.chosen_by_outcome, gap].concat());
    }
    headline
}

/// The name of the revenue that a return counts.
pub(super) fn basis_name(view: &View<'_>, basis: RoiBasis) -> &'static str {
    match basis {
        RoiBasis::Attributed => view.text.board.attributed,
        RoiBasis::Sourced => view.text.board.sourced,
        RoiBasis::Influenced => view.text.board.influenced,
    }
}

/// The return by the revenue that the rule does not choose: apart, since they overlap.
fn by_other_bases(view: &View<'_>, board: &Board) -> Vec<Said> {
    let others = board.detail.returns.iter().filter(|(basis, _)| *basis != view.card.rules.rules.roi_basis);
    let said = others.filter_map(|(basis, roi)| {
        let gain = quantity(view, Some(roi.percent? / 100.0), Unit::Rate);
        let rows = RowsOf::counted(BoardId::Lead, ChangeId::AttributedRevenue);
        let rows = match basis {
            RoiBasis::Attributed => rows,
            RoiBasis::Sourced => rows.part(PartId::Sourced),
            RoiBasis::Influenced => rows.part(PartId::Influenced),
        };
        let name = basis_name(view, *basis).to_lowercase();
        Some(Said::of(view.text.headline.by_other_basis, [(&name, None), (&gain, Some(rows))]))
    });
    said.collect()
}

fn lead_headline(view: &View<'_>, board: &Board) -> Headline {
    let words = &view.text.headline;
    let currency = view.currency();
    let roi = &board.roi;
    let [sales, costs] =
        [ChangeId::AttributedRevenue, ChangeId::CostPerInteraction].map(|metric| RowsOf::page(BoardId::Lead, metric));
    if let (Some(percent), Some(value), Some(cost)) = (roi.percent, roi.value, roi.program_cost) {
        let gain = quantity(view, Some(percent / 100.0), Unit::Rate);
        let sentence = match (is_sure(return_interval(roi)), percent < 0.0) {
            (true, false) => words.returned,
            (true, true) => words.not_returned,
            (false, _) => words.returned_unsure,
        };
        let (spent, period, brought) = (money(cost, currency), period_words(view), money(value, currency));
        let values = [(&*gain, Some(sales)), (&spent, Some(costs)), (&period, None), (&brought, Some(sales))];
        let mut headline = Headline::around(sentence, values);
        headline.ledger = return_ledger(view, BoardId::Lead, board, &gain);
        let rules = &view.card.rules.rules;
        let basis = basis_name(view, rules.roi_basis);
        if roi.gross_profit.is_some() {
            let days = count(f64::from(rules.attribution.window_days));
            headline.below = Said::of(words.profit_basis, [(&basis.to_lowercase(), None), (&days, None)]);
        }
        headline.below = by_other_bases(view, board).into_iter().fold(headline.below, Said::and);
        return headline;
    }
    let revenue = metric_of(&board.metrics, ChangeId::AttributedRevenue).and_then(|metric| metric.value);
    if let Some(revenue) = revenue {
        let figure = money(revenue, currency);
        let values = [(&*figure, Some(sales)), (&period_words(view), None)];
        let mut headline = Headline::around(words.revenue_only, values);
        headline.asks_for_rules = true;
        return headline;
    }
    let leads = metric_of(&board.metrics, ChangeId::ChatToLead).and_then(|metric| metric.numerator);
    let counted = RowsOf::counted(BoardId::Lead, ChangeId::ChatToLead);
    match (leads, roi.program_cost) {
        (Some(leads), Some(cost)) => {
            let values = [(&*count(leads), Some(counted)), (&money(cost, currency), Some(costs))];
            Headline::around(words.leads_costed, values)
        }
        (Some(leads), None) => Headline::around(words.leads_only, [(&count(leads), Some(counted))]),
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
        headline.said()
    }

    #[test]
    fn the_articles_savings_and_their_arithmetic() {
        // METRICS section 8: $2,430 - $81 - $99 = $2,250.
        let card = march();
        let headline = headline(&english(&card), BoardId::Support, false).unwrap();
        assert_eq!(said(&headline), "The bot saved $2,250 net, 1–31 Mar 2026. 540 of 1,200 eligible chats needed no person.");
        assert_eq!(headline.figure, "$2,250");
        // Each count of the sentence leads to what it counts.
        let ways: Vec<(String, Option<String>)> = headline
            .after
            .clone()
            .into_iter()
            .filter(|(_, opens)| opens.is_some())
            .map(|(words, opens)| (words, opens.map(RowsOf::to_address)))
            .collect();
        let way = |words: &str, rows: &str| (words.to_owned(), Some(rows.to_owned()));
        assert_eq!(ways, [way("540", "rows=numerator"), way("1,200", "rows=base")]);
        let ledger: Vec<[String; 3]> =
            headline.ledger.iter().map(|item| [item.sign, &item.figure, &item.caption].map(str::to_owned)).collect();
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
    fn sourced_and_influenced_stand_apart_from_what_is_counted() {
        let mut card = march();
        let board = card.boards.get_mut(&BoardId::Lead).unwrap();
        let of = |basis, percent| (basis, crate::scorecard::Roi { percent: Some(percent), ..board.roi });
        board.detail.returns =
            vec![of(RoiBasis::Attributed, 1400.0), of(RoiBasis::Sourced, 294.1), of(RoiBasis::Influenced, 441.4)];
        let said = |view: &View<'_>| headline(view, BoardId::Lead, false).unwrap().below;
        let [english, japanese] = [said(&english(&card)), said(&japanese(&card))];
        let apart = "By sourced revenue the return is 294.1\u{202f}%. By influenced revenue the return is 441.4\u{202f}%.";
        assert!(english.words().ends_with(apart), "{}", english.words());
        assert!(japanese.words().ends_with("起点売上では294.1%。関与売上では441.4%。"), "{}", japanese.words());
        let opens = english.into_iter().filter_map(|(_, opens)| opens?.part).collect::<Vec<_>>();
        assert_eq!(opens, [PartId::Sourced, PartId::Influenced]);
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
        card.boards.get_mut(&BoardId::Support).unwrap().roi = crate::scorecard::Roi::default();
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
}
