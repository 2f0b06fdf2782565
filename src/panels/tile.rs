//! A tile: one metric of a board with its count, interval, benchmark, change and weeks (METRICS section 11).

use super::benchmark::benchmark;
use super::change::{ChangeLine, change_line};
use super::checks::badge;
use super::disclosure::{Fact, facts, need_words};
use super::quantity::{Unit, digits, quantity, range, range_words, spread, tick, unit_of};
use super::trend::weeks_after;
use super::{View, metric_of};
use crate::charts::{Bullet, Drawing, draw_bullet, draw_spark, nice_axis, series_range};
use crate::format::{count, date_range, money, percent};
use crate::model::Date;
use crate::protocol::Earlier;
use crate::rules::FallbackBasis;
use crate::scorecard::{BoardId, ChangeId, Metric, Need, PartId, print_number};

/// Tiles of the support board, in order.
pub const SUPPORT_TILES: &[ChangeId] = &[
    ChangeId::DeflectionRate,
    ChangeId::Csat,
    ChangeId::ResolutionRate,
    ChangeId::FallbackRate,
    ChangeId::HandoffRate,
    ChangeId::CostPerInteraction,
];

/// Tiles of the lead board, in order.
pub const LEAD_TILES: &[ChangeId] = &[
    ChangeId::EngagementRate,
    ChangeId::ChatToLead,
    ChangeId::LeadQualityRate,
    ChangeId::QualifiedBookingRate,
    ChangeId::AttributedRevenue,
];

/// Weeks on a sparkline.
const SPARK_WEEKS: usize = 12;

/// The tiles of a board.
pub fn tiles_of(board: BoardId) -> &'static [ChangeId] {
    match board {
        BoardId::Support => SUPPORT_TILES,
        BoardId::Lead => LEAD_TILES,
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// It depends on the intent.
    ByIntent,
}

/// Which way a metric gets better.
pub(super) fn direction(id: ChangeId) -> Direction {
    match id {
        ChangeId::FallbackRate | ChangeId::FirstUsefulAnswer | ChangeId::CostPerInteraction | ChangeId::KnowledgeGapRate => {
            Direction::Down
        }
        ChangeId::HandoffRate | ChangeId::SessionLength => Direction::ByIntent,
        _ => Direction::Up,
    }
}

/// What a tile can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileState {
    /// The value.
    Ready,
    /// Rows below `min_n`: the count alone.
    TooFew,
    /// No value: what to add to the files.
    NeedsData,
    /// No value: what to say in the rules.
    NeedsRule,
}

/// Everything a tile says.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Name in the scorecard.
    pub id: &'static str,
    /// The number exactly as the board's JSON prints it, or `null`.
    pub data_value: String,
    /// Name.
    pub name: &'static str,
    /// Which way is better.
    pub direction: &'static str,
    /// What it can show.
    pub state: TileState,
    /// Big digits; a dash without a value.
    pub digits: String,
    /// Small unit behind them.
    pub unit: String,
    /// Count, interval and what stands beside the value.
    pub lines: Vec<String>,
    /// Benchmark, interval and value on one axis; none without a value.
    pub bullet: Option<Drawing>,
    /// Under the bullet: low end, benchmark, high end.
    pub bullet_words: [String; 3],
    /// The change; none without a value.
    pub change: Option<ChangeLine>,
    /// The last weeks.
    pub spark: Option<Drawing>,
    /// Number of weeks, and the axis.
    pub spark_words: [String; 2],
    /// One sentence for those who hear the page.
    pub spoken: String,
    /// What in the data weakens it, in short and by name; none if nothing does.
    pub badge: Option<(String, String)>,
    /// How it was counted.
    pub facts: Vec<Fact>,
}

/// Whether a need is met in the rules and not by a file.
fn is_rule(need: Need) -> bool {
    matches!(need, Need::EligibleIntents | Need::CostRules | Need::ManualCost)
}

fn state_of(view: &View<'_>, id: ChangeId, metric: &Metric) -> TileState {
    let is_rate = unit_of(id) == Unit::Rate;
    match metric.value {
        Some(_) if is_rate && metric.n < view.min_n() => TileState::TooFew,
        Some(_) => TileState::Ready,
        None if metric.needs.iter().copied().any(is_rule) => TileState::NeedsRule,
        None => TileState::NeedsData,
    }
}

/// `540 of 1,200 eligible chats`.
fn counted(view: &View<'_>, id: ChangeId, metric: &Metric) -> String {
    let words = view.text.metrics.of(id);
    let rows = count(metric.n as f64);
    if id == ChangeId::FallbackRate && view.card.rules.rules.fallback_basis == FallbackBasis::Turns {
        let below = count(metric.denominator.unwrap_or_default());
        return view.text.tile.turn_counted.with([&count(metric.numerator.unwrap_or_default()), &below]);
    }
    let above = metric.numerator.unwrap_or_default();
    let above = if unit_of(id) == Unit::Price { money(above, view.currency()) } else { count(above) };
    words.counted.with(&above, &rows)
}

/// The third line: what must stand beside the value of this metric.
fn beside(view: &View<'_>, id: ChangeId, metric: &Metric) -> Option<String> {
    let words = &view.text.tile;
    let part = |id| metric.parts.get(&id);
    let rows = |id| part(id).and_then(|part: &Metric| part.numerator).map(count);
    match id {
        ChangeId::Csat => Some(match part(PartId::Adjusted) {
            Some(Metric { value: Some(value), interval, .. }) => {
                let ends = range_words(view, *interval, Unit::Rate).unwrap_or_default();
                words.adjusted.with([&percent(*value, view.language()), &ends])
            }
            _ => words.adjusted_none.to_owned(),
        }),
        ChangeId::ResolutionRate => Some(words.split.with([&rows(PartId::Confirmed)?, &rows(PartId::Assumed)?])),
        ChangeId::DeflectionRate => {
            let undecided = part(PartId::Undecided)?.value.filter(|count| *count > 0.0)?;
            Some(words.undecided.with([&count(undecided)]))
        }
        ChangeId::CostPerInteraction => {
            let value = part(PartId::PerResolved)?.value?;
            Some(words.per_resolved.with([&quantity(view, Some(value), Unit::Price)]))
        }
        ChangeId::AttributedRevenue => {
            let rule = view.card.rules.rules.attribution;
            let model = super::attribution::model_name(view, rule.model);
            Some(words.model.with([model, &count(f64::from(rule.window_days))]))
        }
        _ => {
            let pending = metric.pending.filter(|pending| *pending > 0).map(|rows| words.pending.with([&count(rows as f64)]));
            let unknown = || (metric.unknown > 0).then(|| words.unknown.with([&count(metric.unknown as f64)]));
            pending.or_else(unknown)
        }
    }
}

fn spark(
    view: &View<'_>,
    board: BoardId,
    id: ChangeId,
    reference: Option<f64>,
    earlier: Option<&Earlier>,
) -> (Option<Drawing>, [String; 2]) {
    let words = &view.text.tile;
    let all = weeks_after(view, board, id, earlier);
    let weeks = all.get(all.len().saturating_sub(SPARK_WEEKS)..).unwrap_or_default();
    let Some((low, high)) = series_range(weeks) else { return (None, [String::new(), String::new()]) };
    let unit = unit_of(id);
    let axis = nice_axis(low, high, (unit == Unit::Rate).then_some(1.0));
    let window = match weeks.len() {
        1 => words.one_week.to_owned(),
        weeks => words.weeks.with([&count(weeks as f64)]),
    };
    let low_words = tick(view, axis.low, unit);
    let low_words = if unit == Unit::Rate { low_words.trim_end_matches(['%', '\u{202f}']) } else { &low_words };
    let ends = [low_words, "–", &tick(view, axis.high, unit)].concat();
    (Some(draw_spark(weeks, axis.low, axis.high, reference)), [window, words.axis.with([&ends])])
}

/// The tile of a metric on a board; a board that lacks the metric has a tile without value.
pub fn tile(view: &View<'_>, board: BoardId, id: ChangeId) -> Tile {
    tile_after(view, board, id, None)
}

/// The tile with the weeks that were saved before, as far as they were counted by the same rules.
pub fn tile_after(view: &View<'_>, board: BoardId, id: ChangeId, earlier: Option<&Earlier>) -> Tile {
    let words = &view.text.tile;
    let absent = Metric::default();
    let metric = view.board(board).and_then(|board| metric_of(&board.metrics, id)).unwrap_or(&absent);
    let text = view.text.metrics.of(id);
    let unit = unit_of(id);
    let state = state_of(view, id, metric);
    let mut shown = Tile {
        id: id.word(),
        data_value: metric.value.map_or_else(|| "null".to_owned(), print_number),
        name: text.name,
        direction: match direction(id) {
            Direction::Up => words.up,
            Direction::Down => words.down,
            Direction::ByIntent => words.by_intent,
        },
        state,
        digits: crate::format::MISSING.to_owned(),
        unit: String::new(),
        lines: Vec::new(),
        bullet: None,
        bullet_words: Default::default(),
        change: None,
        spark: None,
        spark_words: Default::default(),
        spoken: String::new(),
        badge: badge(view, id),
        facts: facts(view, board, id, metric),
    };
    match (state, metric.value) {
        (TileState::Ready, Some(value)) => {
            let change = view.board(board).and_then(|board| board.change.get(&id));
            // Of chosen dates the later ones are the value itself: the ring is the earlier ones'.
            let other = change.map(|change| if view.compare.is_some() { change.from } else { change.to });
            // A week's amount is no amount of the period: on its axis it would say nothing.
            let other = other.filter(|_| unit != Unit::Money || view.compare.is_some());
            let held = benchmark(view, id, metric, other);
            let (big, small) = digits(view, value, unit);
            (shown.digits, shown.unit) = (big, small.to_owned());
            shown.lines.push(counted(view, id, metric));
            if let Some(ends) = spread(metric.interval, unit) {
                let sentence = if unit == Unit::Rate { words.interval } else { words.range };
                shown.lines.push(sentence.with([&range(view, ends, unit)]));
            } else {
                shown.lines.extend(range_words(view, None, unit));
            }
            shown.lines.extend(beside(view, id, metric));
            let bullet = Bullet {
                top: held.top,
                bands: held.bands.clone(),
                interval: metric.interval,
                value: Some(value),
                other,
                baseline: held.baseline,
            };
            shown.bullet = Some(draw_bullet(&bullet));
            let reference = held.reference();
            shown.bullet_words = [held.ends.0, held.label, held.ends.1];
            shown.change = Some(change_line(view, board, id));
            (shown.spark, shown.spark_words) = spark(view, board, id, reference, earlier);
        }
        (TileState::TooFew, _) => {
            shown.digits = count(metric.numerator.unwrap_or_default());
            let below = count(metric.denominator.unwrap_or(metric.n as f64));
            shown.unit = words.of_few.with([&below]);
            shown.lines.push(words.few_needs.with([text.unit, &count(view.min_n() as f64)]));
            let pending = metric.pending.filter(|rows| *rows > 0);
            shown.lines.extend(pending.map(|rows| words.pending.with([&count(rows as f64)])));
        }
        _ => {
            shown.lines = need_words(view, &metric.needs).into_iter().map(str::to_owned).collect();
            if shown.lines.is_empty() {
                shown.lines.push(words.no_rows.to_owned());
            }
        }
    }
    let mut lines = shown.lines.iter().cloned();
    let first = match state {
        TileState::Ready => quantity(view, metric.value, unit),
        // `18 of 28`, and what is too few of.
        TileState::TooFew => [shown.digits.as_str(), &shown.unit, &lines.next().unwrap_or_default()].join(" "),
        TileState::NeedsData | TileState::NeedsRule => lines.next().unwrap_or_default(),
    };
    let mut spoken = vec![first];
    spoken.extend(lines);
    if let Some(change) = &shown.change {
        spoken.push([change.delta.as_str(), change.verdict.as_str()].join(" ").trim().to_owned());
    }
    shown.spoken = words.value_is.with([shown.name, &spoken.join(view.text.finding_words.between)]);
    shown
}

/// The title of what was saved of a board: which bot, and the week that its tiles are of.
pub fn saved_title(view: &View<'_>, board: BoardId) -> String {
    let name = if board == BoardId::Support { view.text.board.support } else { view.text.board.lead };
    let week = view.board(board).and_then(|board| board.weekly.iter().rfind(|week| week.complete));
    let end = |from: &str| Date::from_iso(from).map_or_else(String::new, |from| Date(from.0 + 6).to_string());
    let week = week.map_or_else(String::new, |week| date_range(&week.from, &end(&week.from), view.language()));
    view.text.workspace.latest.with([name, &week])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};
    use crate::panels::{Glyph, Tone};
    use crate::scorecard::MetricId;

    #[test]
    fn a_tile_says_value_count_interval_and_verdict() {
        let card = march();
        let tile = tile(&english(&card), BoardId::Support, ChangeId::DeflectionRate);
        assert_eq!((tile.id, tile.data_value.as_str()), ("deflection_rate", "0.45"));
        assert_eq!((tile.digits.as_str(), tile.unit.as_str()), ("45.0", "%"));
        assert_eq!(tile.lines, ["540 of 1,200 eligible chats", "95\u{202f}% interval 42.2–47.8"]);
        assert_eq!(tile.bullet_words, ["0", "strong 40–60\u{202f}%", "100"]);
        let change = tile.change.unwrap();
        assert_eq!((change.tone, change.glyph), (Tone::Good, Glyph::Up));
        assert_eq!(change.delta, "+6.0\u{202f}pp");
        assert_eq!(change.verdict, "real, +1.9 to +10.1");
        assert_eq!(change.compared, "week of 23 Mar, on the week before");
        assert_eq!(tile.spark_words[0], "12 weeks");
        assert!(tile.spark.is_some() && tile.bullet.is_some());
    }

    #[test]
    fn the_same_tile_in_japanese() {
        let card = march();
        let tile = tile(&japanese(&card), BoardId::Support, ChangeId::DeflectionRate);
        assert_eq!(tile.lines, ["対象 1,200件中 540件", "95%区間 42.2–47.8"]);
        let change = tile.change.unwrap();
        assert_eq!((change.delta.as_str(), change.verdict.as_str()), ("+6.0pt", "有意 +1.9〜+10.1"));
        assert_eq!(change.compared, "3/23の週、前週比");
    }

    #[test]
    fn a_fall_is_good_news_where_less_is_better_and_neither_by_intent() {
        let card = march();
        let fallback = tile(&english(&card), BoardId::Support, ChangeId::FallbackRate).change.unwrap();
        assert_eq!((fallback.tone, fallback.glyph), (Tone::Good, Glyph::Down));
        let csat = tile(&english(&card), BoardId::Support, ChangeId::Csat).change.unwrap();
        assert_eq!((csat.tone, csat.compared.as_str()), (Tone::Bad, "4 weeks to week of 23 Mar, on the 4 before"));
    }

    #[test]
    fn a_filter_that_makes_a_rate_true_takes_its_verdict() {
        use crate::metrics::{Field, Filter};

        let card = march();
        let completed = [Filter { field: Field::Outcome, values: vec!["completed".to_owned()] }];
        let under = |card, id| tile(&english(card).under(&completed), BoardId::Support, id);
        let resolution = under(&card, ChangeId::ResolutionRate);
        let change = resolution.change.unwrap();
        assert_eq!((change.tone, change.delta.as_str(), change.verdict.as_str()), (Tone::Noise, "", "true by the filter"));
        // Neither a band nor its words praise it.
        assert_eq!(resolution.bullet_words[1], "true by the filter");
        assert_eq!(tile(&english(&card), BoardId::Support, ChangeId::ResolutionRate).bullet_words[1], "strong 50–70\u{202f}%");
        assert_eq!(under(&card, ChangeId::HandoffRate).bullet_words[1], "true by the filter");
        // What the filter does not decide keeps its verdict.
        assert_eq!(under(&card, ChangeId::Csat).change, tile(&english(&card), BoardId::Support, ChangeId::Csat).change);
        let said = crate::panels::headline(&japanese(&card).under(&completed), BoardId::Support, true).unwrap();
        assert!(said.below.words().starts_with("フィルターが会話を結果で選んでいます。"), "{said:?}");
    }

    #[test]
    fn noise_is_never_an_arrow() {
        let card = march();
        let change = tile(&english(&card), BoardId::Support, ChangeId::ResolutionRate).change.unwrap();
        assert_eq!((change.tone, change.glyph), (Tone::Noise, Glyph::Wave));
        assert_eq!(change.verdict, "within noise; about 9 weeks would tell");
    }

    #[test]
    fn csat_shows_the_raw_rate_and_the_adjusted_beside_it() {
        let card = march();
        let tile = tile(&english(&card), BoardId::Support, ChangeId::Csat);
        assert_eq!((tile.data_value.as_str(), tile.digits.as_str()), ("0.72", "72.0"));
        assert_eq!(tile.lines[2], "adjusted 82.2\u{202f}% (75.4–89.0)");
        assert_eq!(tile.bullet_words[1], "80\u{202f}%+ · people 84.0\u{202f}%");
    }

    #[test]
    fn money_tiles_have_amounts_and_no_rate() {
        let card = march();
        let cost = tile(&english(&card), BoardId::Support, ChangeId::CostPerInteraction);
        assert_eq!(cost.digits, "$0.20");
        assert_eq!(cost.lines, ["$399 over 2,000 handled chats", "$0.60 per resolved chat"]);
        assert_eq!(cost.bullet_words, ["$0", "by hand $4.50", "$5"]);
        let revenue = tile(&english(&card), BoardId::Lead, ChangeId::AttributedRevenue);
        let is_ring = |mark: &crate::charts::Mark| format!("{mark:?}").contains("Ring");
        assert!(!revenue.bullet.as_ref().unwrap().marks.iter().any(is_ring), "a week's amount is on no axis of a period");
        assert!(cost.bullet.as_ref().unwrap().marks.iter().any(is_ring));
        assert_eq!((revenue.digits.as_str(), revenue.data_value.as_str()), ("$18,000", "18000"));
        assert_eq!(revenue.lines, ["out of 9 counted orders or deals", "range $9,900–$30,240", "Last touch, 30 days"]);
    }

    #[test]
    fn chat_to_lead_is_the_part_of_the_conversion_rate() {
        let card = march();
        let shown = tile(&english(&card), BoardId::Lead, ChangeId::ChatToLead);
        assert_eq!((shown.id, shown.data_value.as_str()), ("chat_to_lead", "0.3"));
        assert_eq!(shown.lines[0], "144 of 480 engaged chats");
    }

    #[test]
    fn no_data_says_what_it_needs_and_is_never_zero() {
        let mut card = march();
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        let absent = Metric { needs: vec![Need::Csat], ..Metric::default() };
        board.metrics.insert(MetricId::Csat, absent);
        let shown = tile(&english(&card), BoardId::Support, ChangeId::Csat);
        assert_eq!((shown.state, shown.data_value.as_str(), shown.digits.as_str()), (TileState::NeedsData, "null", "–"));
        assert_eq!(shown.lines, ["Add a survey export to see CSAT: csat and csat_max"]);
        assert!(shown.bullet.is_none() && shown.change.is_none());
    }

    #[test]
    fn too_few_rows_show_their_count_and_no_rate() {
        let mut card = march();
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        let few = Metric { value: Some(0.75), numerator: Some(9.0), denominator: Some(12.0), n: 12, ..Metric::default() };
        board.metrics.insert(MetricId::Csat, few);
        let shown = tile(&english(&card), BoardId::Support, ChangeId::Csat);
        assert_eq!((shown.state, shown.data_value.as_str()), (TileState::TooFew, "0.75"));
        assert_eq!([shown.digits.as_str(), &shown.unit, &shown.lines[0]], ["9", "of 12", "replies; a rate needs 30"]);
        assert!(!shown.spoken.contains("75"));
    }
}
