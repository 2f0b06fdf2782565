//! What must hold of every data set (METRICS sections 1, 4, 5 and 6), on random ones.

use botworth::metrics::{Field, Filter, Scope};
use botworth::model::{Date, SortedMap};
use botworth::scorecard::{BoardId, Metric, MetricId, MetricSet, PartId, Query, SegmentKey, to_json};
use proptest::prelude::*;

use super::random_load::{
    CONVERSATIONS, Data, data, scored, scored_by, scored_tables, seeds, tables, tables_numbered_otherwise, whole,
};

/// A metric and all its parts.
fn with_parts(metrics: &MetricSet) -> impl Iterator<Item = (MetricId, Option<PartId>, &Metric)> {
    metrics.iter().flat_map(|(id, metric)| {
        std::iter::once((*id, None, metric)).chain(metric.parts.iter().map(|(part, metric)| (*id, Some(*part), metric)))
    })
}

/// Whether it is a share of rows, by METRICS section 4.
fn is_share(id: MetricId, part: Option<PartId>) -> bool {
    use MetricId as M;
    match (id, part) {
        (M::SessionLength | M::CostPerInteraction | M::AttributedRevenue, _) | (M::FirstUsefulAnswer, None) => false,
        (_, part) => !matches!(part, Some(PartId::Turns | PartId::DaysToStage | PartId::Undecided)),
    }
}

fn assert_values_or_reasons(metrics: &MetricSet) -> Result<(), TestCaseError> {
    for (id, part, metric) in with_parts(metrics) {
        let Some(value) = metric.value else {
            prop_assert!(!metric.needs.is_empty(), "{id:?} {part:?} is null and says nothing of why");
            continue;
        };
        prop_assert!(metric.needs.is_empty(), "{id:?} {part:?} has a value and needs {:?}", metric.needs);
        if is_share(id, part) {
            prop_assert!((0.0..=1.0).contains(&value), "{id:?} {part:?} is {value}");
            let [low, high] = metric.interval.unwrap();
            prop_assert!(0.0 <= low && low <= value + 1e-12 && value <= high + 1e-12 && high <= 1.0, "{id:?} {part:?}");
        }
    }
    Ok(())
}

/// Equal to the byte; else the first line that differs.
fn assert_same(found: &str, expected: &str) -> Result<(), TestCaseError> {
    let mut lines = found.lines().zip(expected.lines()).enumerate();
    if let Some((at, (found, expected))) = lines.find(|(_, (found, expected))| found != expected) {
        return Err(TestCaseError::fail(format!("line {at}: {found} is not {expected}")));
    }
    Ok(())
}

/// Every field of which a conversation has exactly one value, and two of them crossed.
fn exclusive() -> Vec<SegmentKey> {
    let crossed = ["intent,channel", "week,outcome"];
    Field::ALL.map(Field::word).into_iter().chain(crossed).map(|word| SegmentKey::parse(word).unwrap()).collect()
}

/// What adds up over the segments of an exclusive field: rows above and below the line, left out and too young; money.
fn sums(id: MetricId, part: Option<PartId>, metric: &Metric) -> [f64; 5] {
    let number = |value: Option<f64>| value.unwrap_or(0.0);
    let money = id == MetricId::AttributedRevenue || part == Some(PartId::Undecided);
    let rows = if id == MetricId::AttributedRevenue || part == Some(PartId::Undecided) { 0 } else { metric.n };
    [
        number(metric.numerator) + if money { number(metric.value) } else { 0.0 },
        number(metric.denominator),
        rows as f64,
        metric.unknown as f64,
        metric.pending.unwrap_or(0) as f64,
    ]
}

/// Exposure of a date without a channel covers every channel, and an order belongs to all segments that influenced it.
fn overlaps(id: MetricId, part: Option<PartId>) -> bool {
    id == MetricId::EngagementRate || matches!(part, Some(PartId::PerVisitor | PartId::Influenced | PartId::Adjusted))
}

fn dates(from: &str, days: i32) -> (Date, Date) {
    let first = Date::from_naive(from.parse().unwrap());
    (first, Date(first.0 + days - 1))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_rate_leaves_zero_to_one_and_no_value_is_missing_without_a_reason(seeds in seeds()) {
        let query = Query { segments: exclusive(), ..Query::default() };
        let scorecard = scored_by(&whole(&data(&seeds)), &query);
        assert_values_or_reasons(&scorecard.metrics)?;
        for metrics in scorecard.segments.values().flat_map(SortedMap::values) {
            assert_values_or_reasons(metrics)?;
        }
        for week in &scorecard.weekly {
            assert_values_or_reasons(&week.metrics)?;
        }
        for board in scorecard.boards.values() {
            assert_values_or_reasons(&board.metrics)?;
        }
    }

    #[test]
    fn segments_of_a_field_sum_to_the_total(seeds in seeds()) {
        let query = Query { segments: exclusive(), ..Query::default() };
        let scorecard = scored_by(&whole(&data(&seeds)), &query);
        for (field, segments) in &scorecard.segments {
            for (id, part, total) in with_parts(&scorecard.metrics).filter(|(id, part, _)| !overlaps(*id, *part)) {
                if id == MetricId::CostPerInteraction && total.n == 0 {
                    // Fixed cost is shared by handled conversations: without any, no segment bears it.
                    continue;
                }
                let of = |metrics: &MetricSet| {
                    let metric = &metrics[&id];
                    sums(id, part, part.map_or(metric, |part| &metric.parts[&part]))
                };
                let sum = segments.values().map(of).fold([0.0; 5], |sum, more| std::array::from_fn(|at| sum[at] + more[at]));
                let close = sum.iter().zip(sums(id, part, total)).all(|(sum, whole)| (sum - whole).abs() < 1e-6);
                prop_assert!(close, "{:?} {:?} by {:?}: {:?} is not {:?}", id, part, field, sum, sums(id, part, total));
            }
        }
    }

    #[test]
    fn which_texts_were_met_first_changes_nothing(seeds in seeds()) {
        let data = data(&seeds);
        let files = whole(&data);
        let query = Query { segments: exclusive(), ..Query::default() };
        let [one, other] = [tables(&files), tables_numbered_otherwise(&files)].map(|tables| scored_tables(&tables, &query));
        assert_same(&to_json(&other), &to_json(&one))?;
    }

    #[test]
    fn a_segment_is_the_load_filtered_to_its_values(seeds in seeds(), pick in any::<prop::sample::Index>()) {
        let files = data(&seeds);
        let files = whole(&files);
        let keys = exclusive();
        let key = keys[pick.index(keys.len())].clone();
        let scorecard = scored_by(&files, &Query { segments: vec![key.clone()], segment_weeks: true, ..Query::default() });
        for (name, metrics) in &scorecard.segments[&key] {
            let values = name.split(" × ");
            let filters = key.fields().iter().zip(values);
            let filters = filters.map(|(field, value)| Filter { field: *field, values: vec![value.to_owned()] }).collect();
            let query = Query { scope: Scope { range: None, filters }, ..Query::default() };
            let filtered = scored_by(&files, &query);
            assert_same(&to_json(&filtered.metrics), &to_json(metrics))?;
            let weeks = &scorecard.segment_weeks.as_ref().unwrap()[&key][name];
            assert_same(&to_json(&filtered.weekly), &to_json(weeks))?;
        }
    }

    #[test]
    fn a_board_is_the_load_filtered_to_its_flows(seeds in seeds()) {
        let files = data(&seeds);
        let files = whole(&files);
        for (id, board) in scored(&files).boards {
            let flows = SegmentKey::parse("flow").unwrap().fields()[0];
            let filters = vec![Filter { field: flows, values: board.flows.clone() }];
            let alone = scored_by(&files, &Query { scope: Scope { range: None, filters }, ..Query::default() });
            let printed = (board.metrics, board.weekly, board.change, board.roi, board.funnel);
            let found = (alone.metrics, alone.weekly, alone.change, alone.roi, alone.funnel);
            assert_same(&to_json(&found), &to_json(&printed))?;
            prop_assert!(matches!(id, BoardId::Support | BoardId::Lead));
        }
    }

    #[test]
    fn a_week_is_the_load_of_its_dates_and_a_comparison_of_two_weeks_takes_their_values(seeds in seeds()) {
        let files = data(&seeds);
        let files = whole(&files);
        let complete: Vec<_> = scored(&files).weekly.into_iter().filter(|week| week.complete).collect();
        for pair in complete.windows(2) {
            let [before, after] = pair else { continue };
            let scope = Scope { range: Some(dates(&after.from, 7)), filters: vec![] };
            let chosen = scored_by(&files, &Query { scope, compare: Some(dates(&before.from, 7)), ..Query::default() });
            assert_same(&to_json(&chosen.metrics), &to_json(&after.metrics))?;
            for (id, change) in chosen.change {
                let Some(id) = MetricId::from_word(id.word()) else { continue };
                prop_assert_eq!((Some(change.from), Some(change.to)), (before.metrics[&id].value, after.metrics[&id].value), "{:?}", id);
            }
        }
    }

    #[test]
    fn rate_and_mix_effects_add_up_to_the_change(seeds in prop::collection::vec((0..30_u8, any::<u16>(), any::<[u8; 9]>()), 40..120)) {
        for (id, change) in scored(&whole(&data(&seeds))).change {
            if let (Some(rate), Some(mix)) = (change.rate_effect, change.mix_effect) {
                prop_assert!((rate + mix - change.delta).abs() < 1e-9, "{id:?}: {rate} + {mix} is not {}", change.delta);
            }
        }
    }

    #[test]
    fn neither_split_files_nor_the_order_of_drops_or_rows_changes_a_byte(seeds in seeds(), cut in any::<prop::sample::Index>()) {
        let data = data(&seeds);
        let expected = to_json(&scored(&whole(&data)));
        let mut dropped = whole(&data);
        dropped.reverse();
        assert_same(&to_json(&scored(&dropped)), &expected)?;
        let (first, second) = data.conversations.split_at(cut.index(data.conversations.len().max(1)).min(data.conversations.len()));
        let mut split = whole(&data);
        split[0].2 = first;
        split.push(("a2.csv".into(), CONVERSATIONS, second));
        assert_same(&to_json(&scored(&split)), &expected)?;
        let mut turned: Data = data.clone();
        for rows in [
            &mut turned.conversations,
            &mut turned.events,
            &mut turned.leads,
            &mut turned.revenue,
            &mut turned.exposure,
            &mut turned.tickets,
            &mut turned.touches,
        ] {
            rows.reverse();
        }
        assert_same(&to_json(&scored(&whole(&turned))), &expected)?;
    }
}
