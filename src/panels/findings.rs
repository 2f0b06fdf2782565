//! Findings for people: the claim, the numbers it rests on, what is at stake and what to do.

use super::change::Tone as Colour;
use super::charts::gap_rows;
use super::quantity::{Unit, difference, quantity, range, unit_of};
use super::{RowsOf, Said, View};
use crate::format::{count, money};
use crate::insight::findings::{RuleId, Stake, Tone, rows_behind};
use crate::insight::gaps::Planned;
use crate::lineage::Standing;
use crate::metrics::Field;
use crate::scorecard::{BoardId, ChangeId, Finding, PartId};

/// Findings that are shown at once.
pub const FINDINGS_SHOWN: usize = 3;

/// A finding as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingRow {
    /// Which rule.
    pub rule: &'static str,
    /// How it reads.
    pub tone: Colour,
    /// Where it holds; empty for a whole board.
    pub within: String,
    /// The claim.
    pub title: &'static str,
    /// What it means.
    pub means: &'static str,
    /// The numbers behind it, one a line; those that are counted where the finding holds lead to their rows.
    pub evidence: Vec<Said>,
    /// Chats and money at stake.
    pub stake: Vec<String>,
    /// What to do next.
    pub next: &'static str,
    /// Its rows.
    pub rows: Option<RowsOf>,
    /// The value that holds rows to where it holds; none for a whole board.
    pub segment: Option<(Field, String)>,
    /// The question that it is about; empty for none.
    pub question: String,
}

/// The findings of a board, the most pressing first.
pub fn findings(view: &View<'_>, board: BoardId) -> Vec<FindingRow> {
    let here = view.card.findings.iter().filter_map(|finding| Some((finding, RuleId::from_word(&finding.rule)?)));
    here.filter(|(finding, rule)| is_of(board, *rule, finding)).map(|(finding, rule)| row(view, board, finding, rule)).collect()
}

/// What stands in place of findings where there are none: that nothing stands out, or that nothing could be tested.
pub fn no_findings(view: &View<'_>, board: BoardId) -> String {
    let words = &view.text.finding_words;
    let most = view.board(board).and_then(|board| board.metrics.values().map(|metric| metric.n).max());
    let is_few = most.is_none_or(|most| most < view.min_n());
    if is_few { words.none_few.with([&count(view.min_n() as f64)]) } else { words.none.to_owned() }
}

/// Whether a rule speaks of a board. Those that speak of both tell by their numbers.
fn is_of(board: BoardId, rule: RuleId, finding: &Finding) -> bool {
    let of = match rule {
        RuleId::MoreLeadsLowerQuality | RuleId::QualityBelowForm | RuleId::BookingBelowForm => BoardId::Lead,
        RuleId::LongerSessionsFewerGoals => {
            let here = finding.segment.as_deref().and_then(|segment| segment.strip_prefix("board="));
            return here.and_then(BoardId::from_word) == Some(board);
        }
        RuleId::MixShift => {
            let is_lead = [ChangeId::ChatToLead, ChangeId::LeadQualityRate, ChangeId::QualifiedBookingRate]
                .iter()
                .any(|id| finding.evidence.contains_key(&[id.word(), "_after"].concat()));
            if is_lead { BoardId::Lead } else { BoardId::Support }
        }
        _ => BoardId::Support,
    };
    of == board
}

fn row(view: &View<'_>, board: BoardId, finding: &Finding, rule: RuleId) -> FindingRow {
    let words = &view.text.finding_words;
    let text = view.text.findings.of(rule);
    let place = finding.segment.as_deref().and_then(|segment| segment.split_once('=')).filter(|(field, _)| *field != "board");
    let within = place.map(|(field, value)| {
        let field = match field {
            "source" => words.source,
            "gap" => words.gap,
            _ => words.intent,
        };
        words.within.with([field, value])
    });
    let (metric, segment) = rows_behind(finding).unzip();
    let segment = segment.flatten();
    // A segment that is no field of rows holds no rows of a metric.
    let of_rows = (place.is_none() || segment.is_some()).then_some(board);
    let question = place.filter(|(field, _)| *field == "gap").map(|(_, name)| name.to_owned()).unwrap_or_default();
    FindingRow {
        rule: rule.word(),
        tone: match rule.tone() {
            Tone::Problem => Colour::Bad,
            Tone::Caution => Colour::Info,
            Tone::Good => Colour::Good,
        },
        within: within.unwrap_or_default(),
        title: text.title,
        means: text.means,
        evidence: evidence(view, of_rows, finding),
        stake: stake(view, board, finding, rule),
        next: text.next,
        // Those of a question are known once its chats are.
        rows: metric.filter(|_| question.is_empty()).map(|metric| rows_of(board, metric, rule)),
        segment,
        question,
    }
}

/// The rows that a rule speaks of: what its metric counts, or where that is what goes well, what it does not.
fn rows_of(board: BoardId, metric: ChangeId, rule: RuleId) -> RowsOf {
    let counted = RowsOf::counted(board, metric);
    let below = counted.standing(Standing::Denominator);
    match rule {
        RuleId::DeflectionUpNotDurable => below.part(PartId::Durable),
        RuleId::CsatDownFallbackUp
        | RuleId::CsatDownHandoffDown
        | RuleId::CsatBelowHuman
        | RuleId::CsatFarBelowHuman
        | RuleId::UnevenDeflection
        | RuleId::LongerSessionsFewerGoals
        | RuleId::MoreLeadsLowerQuality
        | RuleId::QualityBelowForm
        | RuleId::BookingBelowForm
        | RuleId::SurveyMix
        | RuleId::MixShift
        | RuleId::TrappedUsers => below,
        // All that were handled, as the table of intents counts them.
        RuleId::TrappingIntent => RowsOf::counted(board, ChangeId::CostPerInteraction),
        _ => counted,
    }
}

/// Leads findings about questions to the chats in which they were asked.
pub fn lead_to_questions(rows: &mut [FindingRow], board: BoardId, asked: &[Planned]) {
    for row in rows.iter_mut().filter(|row| !row.question.is_empty()) {
        let same = asked.iter().find(|planned| planned.gap.name == row.question || planned.found_as == row.question);
        row.rows = same.map(|planned| gap_rows(board, planned));
    }
}

/// What is at stake, in money first; where money cannot be known, what it needs.
fn stake(view: &View<'_>, board: BoardId, finding: &Finding, rule: RuleId) -> Vec<String> {
    let words = &view.text.finding_words;
    let amount = |name: &str| finding.evidence.get(name).copied().filter(|amount| *amount > 0.0);
    let rules = &view.card.rules.rules;
    let in_money = match amount("money") {
        Some(amount) => {
            let said = if rule.tone() == Tone::Good { words.won } else { words.money };
            Some(said.with([&money(amount, view.currency())]))
        }
        None => match rule.stake(board == BoardId::Lead) {
            Stake::ByHand if rules.manual_cost_per_conversation.is_none() => Some(words.needs_cost.to_owned()),
            Stake::Sales if view.card.roi.gross_profit.is_none() => Some(words.needs_revenue.to_owned()),
            Stake::Nothing => Some(words.no_money.to_owned()),
            Stake::ByHand | Stake::Sales => None,
        },
    };
    let chats = amount("conversations").map(|chats| words.chats.with([&count(chats.round())]));
    let leads = amount("leads").map(|leads| words.leads.with([&count(leads.round())]));
    [in_money, chats, leads].into_iter().flatten().collect()
}

/// Two groups or periods that are set beside each other, by the ends of their names.
const PAIRS: [[&str; 2]; 4] = [["_before", "_after"], ["_of_the_rest", "_here"], ["_human", "_bot"], ["_form", "_bot"]];

fn evidence(view: &View<'_>, of_rows: Option<BoardId>, finding: &Finding) -> Vec<Said> {
    let words = &view.text.finding_words;
    let recontact = words.recontact.with([&count(view.card.rules.rules.recontact_days)]);
    let own = [
        ("best_deflection_rate", words.best, Unit::Rate),
        ("durable_deflection", words.durable, Unit::Rate),
        ("csat_adjusted", words.adjusted, Unit::Rate),
        ("recontact_rate", &recontact, Unit::Rate),
        ("gap_share", words.gap_share, Unit::Rate),
        ("bot_leads", words.bot_leads, Unit::Count),
    ];
    let metrics = ChangeId::ALL.iter().filter_map(|id| {
        let metric = view.text.metrics.of(*id);
        let rows = of_rows.map(|board| RowsOf::counted(board, *id));
        line(view, finding, id.word(), [metric.name, metric.unit], unit_of(*id), rows)
    });
    let lines = metrics.chain(own.into_iter().filter_map(|(key, name, unit)| line(view, finding, key, [name, ""], unit, None)));
    lines.chain(places(view, finding)).collect()
}

/// The places that show the same, by name.
fn places(view: &View<'_>, finding: &Finding) -> Option<Said> {
    let words = &view.text.finding_words;
    let named: Vec<&str> = finding.evidence.keys().filter_map(|key| key.strip_prefix("intent=")).collect();
    (!named.is_empty()).then(|| Said::from(words.places.with([&named.join(words.between)]).as_str()))
}

/// What is known under one name: a level against its threshold, or two values beside each other. With what its rows are called, and where
/// those of the finding's own value are.
fn line(
    view: &View<'_>,
    finding: &Finding,
    key: &str,
    [name, called]: [&str; 2],
    unit: Unit,
    rows: Option<RowsOf>,
) -> Option<Said> {
    let words = &view.text.finding_words;
    let number = |end: &str| finding.evidence.get(&[key, end].concat()).copied();
    if let Some(level) = number("") {
        let mut rest = String::new();
        if let (Some(low), Some(high), Some(n)) = (number("_low"), number("_high"), number("_n")) {
            rest += &words.level_range.with([&range(view, [low, high], unit), &count(n), called]);
        }
        if let Some(threshold) = number("_threshold") {
            rest += &words.threshold.with([&quantity(view, Some(threshold), unit)]);
        }
        return Some(Said::of(words.level, [(name, None), (&quantity(view, Some(level), unit), rows), (&rest, None)]));
    }
    let mut pairs = PAIRS.into_iter();
    let (ends, first, second) = pairs.find_map(|[first, second]| Some((first, number(first)?, number(second)?)))?;
    let [one, other] = [first, second].map(|value| quantity(view, Some(value), unit));
    // The second of each pair is the finding's own; two periods stand under other dates than the rows that are listed.
    let beside = |sentence| Said::of(sentence, [(name, None), (&other, rows), (&one, None)]);
    let (said, distance) = match ends {
        "_before" => (Said::of(words.change, [(name, None), (&one, None), (&other, None)]), words.points),
        "_of_the_rest" => (beside(words.of_the_rest), words.apart),
        "_human" => (beside(words.human), words.apart),
        _ => (beside(words.form), words.apart),
    };
    let distance = number("_change_low")
        .zip(number("_change_high"))
        .map(|(low, high)| distance.with([&difference(view, low, unit), &difference(view, high, unit)]));
    Some(said.then(distance.unwrap_or_default()))
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::format::Language;
    use crate::insight::gaps::{Gap, Gaps, Roadmap};
    use crate::model::{GapKind, SortedMap};
    use crate::scorecard::Scorecard;
    use crate::text::text;

    fn card(findings: Vec<Finding>) -> Scorecard {
        Scorecard { findings, ..crate::panels::fixture::march() }
    }

    fn finding(rule: &str, segment: Option<&str>, evidence: &[(&str, f64)]) -> Finding {
        let evidence: SortedMap<String, f64> = evidence.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        Finding { rule: rule.to_owned(), segment: segment.map(str::to_owned), evidence }
    }

    #[test]
    fn a_finding_says_where_what_and_on_which_numbers() {
        let trap = finding(
            "trapping_intent",
            Some("intent=warranty_claim"),
            &[
                ("conversations", 471.0),
                ("money", 670.5),
                ("handoff_rate", 0.0128),
                ("handoff_rate_low", 0.0059),
                ("handoff_rate_high", 0.0276),
                ("handoff_rate_n", 469.0),
                ("handoff_rate_threshold", 0.05),
                ("recontact_rate_here", 0.33),
                ("recontact_rate_of_the_rest", 0.096),
                ("recontact_rate_change_low", 0.19),
                ("recontact_rate_change_high", 0.28),
            ],
        );
        let card = card(vec![trap]);
        let view = View::of(&card, text(Language::En));
        let rows = findings(&view, BoardId::Support);
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        let intent = (Field::from_word("intent").unwrap(), "warranty_claim".to_owned());
        let rows = RowsOf::counted(BoardId::Support, ChangeId::CostPerInteraction);
        assert_eq!((row.rows, row.segment.clone()), (Some(rows), Some(intent)));
        let opens: Vec<Option<RowsOf>> =
            row.evidence.iter().map(|said| said.clone().into_iter().find_map(|(_, opens)| opens)).collect();
        assert_eq!(opens, [Some(RowsOf::counted(BoardId::Support, ChangeId::HandoffRate)), None]);
        assert_eq!((row.within.as_str(), row.title), ("Intent: warranty_claim", "This intent traps people"));
        assert_eq!(
            row.evidence.iter().map(Said::words).collect::<Vec<_>>(),
            [
                "Handoff rate 1.3\u{202f}% (0.6–2.8, of 469 handled chats), limit 5.0\u{202f}%",
                "People who come back within 7 days: 33.0\u{202f}% here, 9.6\u{202f}% elsewhere (a difference between +19.0\u{202f}pp and +28.0\u{202f}pp)"
            ]
        );
        assert_eq!(row.stake.len(), 2);
        assert!(findings(&view, BoardId::Lead).is_empty());
        let japanese = findings(&View::of(&card, text(Language::Ja)), BoardId::Support);
        assert_eq!(
            japanese[0].evidence.iter().map(Said::words).collect::<Vec<_>>(),
            [
                "有人引き継ぎ率 1.3%（0.6–2.8、対応した会話469件）、基準 5.0%",
                "7日以内にまた問い合わせた人：ここでは33.0%、ほかでは9.6%（差は+19.0pt〜+28.0pt）"
            ]
        );
    }

    #[test]
    fn two_groups_are_set_beside_each_other_and_two_periods_follow_each_other() {
        let sides = |one: &'static str, other: &'static str| [(one, 0.9), (other, 0.75)];
        let said = |rule: &str, evidence: &[(&str, f64)]| {
            let card = card(vec![finding(rule, None, evidence)]);
            let view = View::of(&card, text(Language::En));
            [BoardId::Support, BoardId::Lead]
                .iter()
                .flat_map(|board| findings(&view, *board))
                .next()
                .unwrap()
                .evidence
                .iter()
                .map(Said::words)
                .collect::<Vec<_>>()
                .join("; ")
        };
        assert_eq!(
            said("csat_below_human", &sides("csat_human", "csat_bot")),
            "CSAT: 75.0\u{202f}% with the bot, 90.0\u{202f}% with your agents"
        );
        assert_eq!(
            said("booking_below_form", &sides("qualified_booking_rate_form", "qualified_booking_rate_bot")),
            "Qualified booking: 75.0\u{202f}% from the bot, 90.0\u{202f}% from the form"
        );
        let fell = [("csat_before", 0.9), ("csat_after", 0.75), ("csat_change_low", -0.2), ("csat_change_high", -0.1)];
        assert_eq!(
            said("csat_down_fallback_up", &fell),
            "CSAT 90.0\u{202f}% → 75.0\u{202f}% (a change between −20.0\u{202f}pp and −10.0\u{202f}pp)"
        );
    }

    #[test]
    fn a_finding_says_what_it_costs_or_what_that_needs() {
        let stake = |rule: &str, segment, evidence: &[(&str, f64)], change: fn(&mut Scorecard)| {
            let mut card = card(vec![finding(rule, segment, evidence)]);
            change(&mut card);
            let view = View::of(&card, text(Language::En));
            let boards = [BoardId::Support, BoardId::Lead].map(|board| findings(&view, board));
            boards.into_iter().flatten().map(|row| row.stake.join(", ")).collect::<Vec<_>>()
        };
        let fallback = |money| [("conversations", 30.4), ("money", money)];
        let known = stake("csat_down_fallback_up", None, &fallback(136.8), |_| {});
        assert!(known[0].ends_with(" at stake, 30 chats"), "{known:?}");
        let won = stake("csat_flat_deflection_up", None, &fallback(136.8), |_| {});
        assert!(won[0].ends_with(" won, 30 chats"), "{won:?}");
        let no_cost = |card: &mut Scorecard| card.rules.rules.manual_cost_per_conversation = None;
        let unknown = stake("csat_down_fallback_up", None, &[("conversations", 30.4)], no_cost);
        assert_eq!(unknown, ["In money: set the cost of a chat by hand under Rules, 30 chats"]);
        let no_sales = |card: &mut Scorecard| card.roi.gross_profit = None;
        let leads = stake("more_leads_lower_quality", None, &[("leads", 12.0)], no_sales);
        assert_eq!(leads, ["In money: needs orders or deals, 12 leads"]);
        assert_eq!(stake("survey_mix", None, &[], |_| {}), ["No money moved"]);
        // It stands on its own board alone.
        let longer = stake("longer_sessions_fewer_goals", Some("board=lead"), &[("money", 100.0)], |_| {});
        assert_eq!(longer.len(), 1);
    }

    #[test]
    fn intents_that_trap_are_named() {
        let trapped =
            finding("trapped_users", None, &[("handoff_rate", 0.01), ("intent=returns", 80.0), ("intent=warranty", 40.0)]);
        let card = card(vec![trapped]);
        let rows = findings(&View::of(&card, text(Language::En)), BoardId::Support);
        assert_eq!(rows[0].evidence.last().unwrap().words(), "Intents: returns, warranty");
    }

    #[test]
    fn what_could_not_be_tested_is_not_called_quiet() {
        let mut card = card(Vec::new());
        assert!(no_findings(&View::of(&card, text(Language::En)), BoardId::Support).contains("chance"));
        card.boards.get_mut(&BoardId::Support).unwrap().metrics.values_mut().for_each(|metric| metric.n = 13);
        assert!(no_findings(&View::of(&card, text(Language::En)), BoardId::Support).starts_with("Too few chats"));
    }

    #[test]
    fn a_question_leads_to_its_own_chats_once_they_are_known() {
        let asked = finding("growing_gap", Some("gap=Where is it?"), &[("conversations", 33.0)]);
        let card = card(vec![asked]);
        let mut rows = findings(&View::of(&card, text(Language::En)), BoardId::Support);
        assert_eq!((rows[0].rows, rows[0].question.as_str()), (None, "Where is it?"));
        let gap = Gap {
            name: "Where is it?".to_owned(),
            kind: GapKind::Missing,
            chats: 33,
            open: 33,
            weekly: Vec::new(),
            examples: Vec::new(),
        };
        let planned = Roadmap::default().apply(&Gaps { handled: 100, without_question: 0, gaps: vec![gap] });
        lead_to_questions(&mut rows, BoardId::Support, &planned);
        assert_eq!(rows[0].rows, Some(gap_rows(BoardId::Support, &planned[0])));
    }

    #[test]
    fn a_mix_shift_stands_on_the_board_whose_number_it_is_about() {
        let of = |key| finding("mix_shift", None, &[(key, 0.2)]);
        let card = card(vec![of("lead_quality_rate_after"), of("deflection_rate_after")]);
        let view = View::of(&card, text(Language::Ja));
        assert_eq!(findings(&view, BoardId::Lead).len(), 1);
        assert_eq!(findings(&view, BoardId::Support).len(), 1);
    }

    #[test]
    fn every_rule_has_its_words_in_both_languages() {
        for language in [Language::En, Language::Ja] {
            let titles: std::collections::BTreeSet<&str> =
                RuleId::ALL.iter().map(|rule| text(language).findings.of(*rule).title).collect();
            assert_eq!(titles.len(), RuleId::ALL.len());
        }
    }
}
