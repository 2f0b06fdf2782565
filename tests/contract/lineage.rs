//! Rows behind a number add up to it (METRICS section 4; the file and line of every row).

use botworth::facts::{self, Facts};
use botworth::ingest::{assemble, read_file};
use botworth::lineage::{Asked, Reason, Standing, rows};
use botworth::metrics::statistics::median_of;
use botworth::metrics::{Columns, Field, Filter, MetricId, MetricSet, PartId, Scope};
use botworth::model::{Date, Dimension, Tables};
use botworth::rules::Rules;
use botworth::scorecard::{CROSS, FileFacts, Query, SegmentKey, score_facts};
use proptest::prelude::*;

use super::random_load::{self, data, seeds, whole};

/// The sample, as the app's button loads it.
fn sample() -> (Tables, Rules) {
    let mut rules = Rules::default();
    let mut parts = Vec::new();
    for (name, bytes) in botworth::sample::generate(7) {
        if name == "rules.json" {
            rules = serde_json::from_slice(&bytes).unwrap();
        } else {
            parts.push(read_file(&name, bytes.len() as u64, bytes.as_slice(), &mut |_, _| {}).unwrap());
        }
    }
    (assemble(&parts).tables, rules)
}

/// Asserts that the rows behind a metric, or one of its parts, add up to what the scorecard prints of it.
fn assert_adds_up(load: (&Tables, &Facts), scope: &Scope, metrics: &MetricSet, asked: Asked) {
    let (tables, facts) = load;
    let Asked { metric: id, part, .. } = asked;
    let metric = part.map_or(&metrics[&id], |part| &metrics[&id].parts[&part]);
    let page = rows(tables, facts, &Columns::new(facts), asked, scope, &[], 0, usize::MAX);
    let of = |standing: Standing| page.totals[standing as usize];
    let (above, below) = (of(Standing::Numerator), of(Standing::Denominator));
    let mut amounts: Vec<f64> = page.rows.iter().filter_map(|row| row.amount).collect();
    let sum: f64 = amounts.iter().sum();
    let whole = |value: Option<f64>| value.unwrap_or(0.0);
    let what = format!("{id:?} {part:?} in {scope:?}");
    if metric.value.is_none()
        && metric.denominator.is_none()
        && id != MetricId::EngagementRate
        && part != Some(PartId::PerVisitor)
    {
        // What the data does not know at all is above and below no line.
        assert_eq!((above, sum), (0, 0.0), "{what}");
        return;
    }
    match (id, part) {
        (MetricId::EngagementRate, _) | (_, Some(PartId::PerVisitor)) => {
            assert_eq!(above as f64, whole(metric.numerator), "{what}");
            assert_close(sum, whole(metric.denominator), &what);
        }
        (MetricId::FallbackRate, Some(PartId::Turns)) => {
            assert_eq!(above, metric.n, "{what}");
            assert_close(sum, whole(metric.numerator), &what);
        }
        (MetricId::CostPerInteraction, _) => {
            assert_eq!((above + below) as f64, whole(metric.denominator), "{what}");
            let fixed = |sum: f64| whole(metric.numerator) - sum;
            let other = if part.is_none() { Some(PartId::PerResolved) } else { None };
            let beside = rows(tables, facts, &Columns::new(facts), Asked { part: other, ..asked }, scope, &[], 0, usize::MAX);
            let all: f64 = beside.rows.iter().filter_map(|row| row.amount).sum();
            assert!(fixed(sum) >= -1e-6, "{what}");
            assert_close(fixed(sum), fixed(all), &what);
        }
        (MetricId::SessionLength, _) | (MetricId::FirstUsefulAnswer, None) | (_, Some(PartId::DaysToStage)) => {
            assert_eq!(above, metric.n, "{what}");
            assert_eq!(below, 0, "{what}");
            assert_eq!(median_of(&mut amounts).map(|median| median.value), metric.value, "{what}");
        }
        (MetricId::DeflectionRate, Some(PartId::Undecided)) => assert_eq!(above as f64, whole(metric.value), "{what}"),
        (MetricId::AttributedRevenue, part) => {
            assert_close(sum, whole(metric.value), &what);
            if part != Some(PartId::Pipeline) {
                assert_eq!(above + below, metric.n, "{what}");
            }
        }
        (_, part) => {
            if part != Some(PartId::Adjusted) {
                assert_eq!(above as f64, whole(metric.numerator), "{what}");
            }
            assert_eq!(above + below, metric.n, "{what}");
        }
    }
    assert_eq!(of(Standing::Unknown), metric.unknown, "{what}");
    assert_eq!(of(Standing::Pending), metric.pending.unwrap_or(0), "{what}");
}

#[track_caller]
fn assert_close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: found {found}, expected {expected}");
}

/// Asserts that the rows behind every metric and part add up.
fn assert_all_add_up(load: (&Tables, &Facts), scope: &Scope, metrics: &MetricSet) {
    for (id, metric) in metrics {
        let parts = metric.parts.keys().map(|part| Some(*part));
        for part in std::iter::once(None).chain(parts) {
            assert_adds_up(load, scope, metrics, Asked::of(*id, part));
        }
    }
}

#[test]
fn rows_of_each_standing_add_up_to_every_metric_of_the_whole_and_of_segments() {
    let (tables, rules) = sample();
    let facts = facts::build(&tables, &rules, "UTC");
    let crossed = SegmentKey::parse("intent,channel").unwrap();
    let query = Query { segments: vec![SegmentKey::parse("week").unwrap(), crossed], ..Query::default() };
    let scorecard = score_facts(&facts, &tables.dictionary, Vec::<FileFacts>::new(), &query);
    assert_all_add_up((&tables, &facts), &Scope::default(), &scorecard.metrics);
    for (key, segments) in &scorecard.segments {
        // Two segments of each: the first and the last by name.
        for (name, metrics) in [segments.iter().next(), segments.iter().next_back()].into_iter().flatten() {
            let values = name.split(CROSS);
            let filters = key.fields().iter().zip(values);
            let filters = filters.map(|(field, value)| Filter { field: *field, values: vec![value.to_owned()] }).collect();
            assert_all_add_up((&tables, &facts), &Scope { range: None, filters }, metrics);
        }
    }
}

#[test]
fn rows_of_a_range_of_dates_add_up_too() {
    let (tables, rules) = sample();
    let facts = facts::build(&tables, &rules, "UTC");
    let (from, to) = facts.period.unwrap();
    let scope = Scope { range: Some((Date(from.0 + 20), Date(to.0 - 30))), filters: vec![] };
    let query = Query { scope: scope.clone(), ..Query::default() };
    let scorecard = score_facts(&facts, &tables.dictionary, Vec::<FileFacts>::new(), &query);
    assert_all_add_up((&tables, &facts), &scope, &scorecard.metrics);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_of_random_loads_add_up(seeds in seeds()) {
        let data = data(&seeds);
        let tables = random_load::tables(&whole(&data));
        let facts = facts::build(&tables, &random_load::rules(), "UTC");
        let scorecard = score_facts(&facts, &tables.dictionary, Vec::<FileFacts>::new(), &Query::default());
        assert_all_add_up((&tables, &facts), &Scope::default(), &scorecard.metrics);
        for (channel, metrics) in &scorecard.segments[&SegmentKey::parse("channel").unwrap()] {
            let channel = Filter { field: Field::Dimension(Dimension::Channel), values: vec![channel.clone()] };
            assert_all_add_up((&tables, &facts), &Scope::default().with(channel), metrics);
        }
    }
}

#[test]
fn pages_follow_each_other_and_name_file_line_and_reason() {
    let (tables, rules) = sample();
    let facts = facts::build(&tables, &rules, "UTC");
    let asked = Asked::of(MetricId::DeflectionRate, None);
    let page = |standings: &[Standing], offset, limit| {
        rows(&tables, &facts, &Columns::new(&facts), asked, &Scope::default(), standings, offset, limit).rows
    };
    let excluded = page(&[Standing::Excluded], 0, usize::MAX);
    assert!(excluded.iter().any(|row| row.reason == Reason::Test));
    assert!(excluded.iter().any(|row| row.reason == Reason::UndecidedIntent || row.reason == Reason::NotEligible));
    let both: Vec<_> = [page(&[], 0, 10), page(&[], 10, 10)].concat();
    assert_eq!(both, page(&[], 0, 20));
}
