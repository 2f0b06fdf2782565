//! Rows behind a number add up to it (METRICS section 4; the file and line of every row).

use botworth::facts;
use botworth::ingest::{assemble, read_file};
use botworth::lineage::{Asked, Reason, Standing, rows};
use botworth::metrics::{Field, Filter, MetricId, PartId, Scope};
use botworth::model::{Dimension, Tables};
use botworth::rules::Rules;
use botworth::scorecard::{FileFacts, Query, score_facts};

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

#[test]
fn rows_of_each_standing_add_up_to_the_metric_in_every_scope() {
    let (tables, rules) = sample();
    let facts = facts::build(&tables, &rules, "UTC");
    let messenger = Filter { field: Field::Dimension(Dimension::Channel), values: vec!["messenger".to_owned()] };
    for scope in [Scope::default(), Scope::default().with(messenger)] {
        let query = Query { scope: scope.clone(), ..Query::default() };
        let scorecard = score_facts(&facts, &tables.dictionary, Vec::<FileFacts>::new(), &query);
        let rates = [
            (MetricId::GoalCompletionRate, None),
            (MetricId::DeflectionRate, None),
            (MetricId::DeflectionRate, Some(PartId::Durable)),
            (MetricId::ResolutionRate, None),
            (MetricId::FallbackRate, None),
            (MetricId::HandoffRate, None),
            (MetricId::ConversionRate, None),
            (MetricId::LeadQualityRate, None),
            (MetricId::QualifiedBookingRate, None),
            (MetricId::Csat, None),
            (MetricId::Csat, Some(PartId::ResponseRate)),
            (MetricId::KnowledgeGapRate, None),
        ];
        for (id, part) in rates {
            let whole = &scorecard.metrics[&id];
            let metric = part.map_or(whole, |part| &whole.parts[&part]);
            let page = rows(&tables, &facts, Asked { metric: id, part }, &scope, &[], 0, usize::MAX);
            let of = |standing: Standing| page.totals[standing as usize];
            assert_eq!(of(Standing::Numerator) as f64, metric.numerator.unwrap_or(0.0), "{id:?} {part:?}");
            assert_eq!(
                (of(Standing::Numerator) + of(Standing::Denominator)) as f64,
                metric.denominator.unwrap_or(0.0),
                "{id:?} {part:?}"
            );
            assert_eq!(of(Standing::Unknown), metric.unknown, "{id:?} {part:?}");
            assert_eq!(of(Standing::Pending), metric.pending.unwrap_or(0), "{id:?} {part:?}");
        }
        let revenue =
            rows(&tables, &facts, Asked { metric: MetricId::AttributedRevenue, part: None }, &scope, &[], 0, usize::MAX);
        let sum: f64 = revenue.rows.iter().filter_map(|row| row.amount).sum();
        assert!((sum - scorecard.metrics[&MetricId::AttributedRevenue].value.unwrap()).abs() < 1e-6);
    }
}

#[test]
fn pages_follow_each_other_and_name_file_line_and_reason() {
    let (tables, rules) = sample();
    let facts = facts::build(&tables, &rules, "UTC");
    let asked = Asked { metric: MetricId::DeflectionRate, part: None };
    let page =
        |standings: &[Standing], offset, limit| rows(&tables, &facts, asked, &Scope::default(), standings, offset, limit).rows;
    let excluded = page(&[Standing::Excluded], 0, usize::MAX);
    assert!(excluded.iter().any(|row| row.reason == Reason::Test));
    assert!(excluded.iter().any(|row| row.reason == Reason::UndecidedIntent || row.reason == Reason::NotEligible));
    let both: Vec<_> = [page(&[], 0, 10), page(&[], 10, 10)].concat();
    assert_eq!(both, page(&[], 0, 20));
}
