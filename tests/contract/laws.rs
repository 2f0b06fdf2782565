//! What must hold of every data set (METRICS sections 1, 4, 5 and 6), on random ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use botworth::ingest::{assemble, read_file};
use botworth::rules::Rules;
use botworth::scorecard::{FileFacts, MetricId, MetricSet, Scorecard, SegmentKey, score, to_json};
use proptest::prelude::*;

/// One random conversation: person, minute, and small numbers that pick its cells.
type Seed = (u8, u16, [u8; 9]);

/// Data without equal timestamps and without repeated ids.
#[derive(Clone, Debug)]
struct Data {
    conversations: Vec<String>,
    leads: Vec<String>,
    revenue: Vec<String>,
    tickets: Vec<String>,
    touches: Vec<String>,
}

const CONVERSATIONS: &str = "conversation_id,started_at,user_id,channel,flow,intent,source,page,engaged,bot_involved,user_turns,bot_turns,\
    first_useful_s,fallbacks,missing_answer,goal_completed,resolution,handoff,csat,csat_max,survey_offered,cost,duration_s";
const LEADS: &str = "lead_id,created_at,user_id,conversation_id,origin,mql_at,sql_at,meeting_booked_at";
const REVENUE: &str = "order_id,at,amount,user_id,status,currency";
const TICKETS: &str = "ticket_id,created_at,user_id,csat,csat_max,intent";
const TOUCHES: &str = "at,user_id,source";

fn pick<'a>(choices: &[&'a str], by: u8) -> &'a str {
    choices[usize::from(by) % choices.len()]
}

/// A time that no other row has: minutes from the start of March plus the row's own millisecond.
fn time(minute: u32, own: usize) -> String {
    let (day, minute) = (minute / 1440, minute % 1440);
    let (month, day) = if day < 31 { (3, day + 1) } else { (4, day - 30) };
    format!("2026-{month:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", day.min(30), minute / 60, minute % 60, own / 1000 % 60, own % 1000)
}

fn data(seeds: &[Seed]) -> Data {
    let mut data = Data { conversations: vec![], leads: vec![], revenue: vec![], tickets: vec![], touches: vec![] };
    for (own, (person, minute, cells)) in seeds.iter().enumerate() {
        let [a, b, c, d, e, f, g, h, i] = *cells;
        let minute = u32::from(*minute) % (40 * 1440);
        let start = time(minute, own * 7);
        let mut row = format!("c{own},{start},u{person}");
        let _ = write!(
            row,
            ",{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            pick(&["web", "messenger", ""], a),
            pick(&["help", "quote", ""], b),
            pick(&["order status", "complaint", "other", ""], c),
            pick(&["google", "direct", ""], d),
            pick(&["/", "/pricing", ""], e),
            pick(&["true", "true", "false", ""], f),
            pick(&["true", "", "false"], g),
            pick(&["1", "4", "0", ""], h),
            pick(&["2", "5", ""], i),
            pick(&["1.5", "never", "30", ""], a ^ c),
            pick(&["0", "1", ""], b ^ d),
            pick(&["true", "false", ""], c ^ e),
            pick(&["true", "false", ""], d ^ f),
            pick(&["confirmed", "assumed", "none", ""], e ^ g),
            pick(&["none", "requested", "accepted", ""], f ^ h),
            pick(&["5", "2", ""], g ^ i),
            pick(&["5", "7"], h),
            pick(&["true", "false", ""], h ^ a),
            pick(&["0.25", "", "0.5"], i ^ b),
            pick(&["60", "90.5", ""], a ^ b ^ c)
        );
        data.conversations.push(row);
        if a % 3 == 0 {
            let stage =
                |by: u8, hours: u32| if by.is_multiple_of(2) { time(minute + hours * 60, own * 7 + 1) } else { String::new() };
            data.leads.push(format!(
                "l{own},{},u{person},{},{},{},{},{}",
                time(minute + 5, own * 7 + 2),
                if b % 2 == 0 { format!("c{own}") } else { String::new() },
                pick(&["chat", "form", ""], c),
                stage(d, 30),
                stage(e, 60),
                stage(f, 90)
            ));
        }
        if b % 3 == 0 {
            let (status, currency) = (pick(&["won", "paid", "pending", "lost"], d), pick(&["USD", "", "EUR"], e));
            data.revenue.push(format!(
                "o{own},{},{}.5,u{person},{status},{currency}",
                time(minute + 900, own * 7 + 3),
                u16::from(c) * 10
            ));
        }
        if c % 4 == 0 {
            let intent = pick(&["order status", ""], e);
            data.tickets.push(format!("t{own},{},u{person},{},5,{intent}", time(minute + 2000, own * 7 + 4), 1 + d % 5));
        }
        if d % 4 == 0 {
            data.touches.push(format!("{},u{person},newsletter", time(minute / 2, own * 7 + 5)));
        }
    }
    data
}

fn rules() -> Rules {
    serde_json::from_str(
        r#"{"time_zone":"Europe/Berlin","manual_cost_per_conversation":4.5,"fx":{"EUR":1.1},"currency":"USD","min_n":3,
            "cost":{"platform_monthly":99,"ai_per_conversation":0.1},"attribution":{"model":"linear","window_days":30},"maturity_days":3}"#,
    )
    .unwrap()
}

/// Scores files given as name, header and rows, in the order given.
fn scored(files: &[(String, &str, &[String])]) -> Scorecard {
    let parts: Vec<_> = files
        .iter()
        .filter(|(_, _, rows)| !rows.is_empty())
        .map(|(name, header, rows)| {
            let text = format!("{header}\n{}\n", rows.join("\n"));
            read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}).unwrap()
        })
        .collect();
    score(&assemble(&parts).tables, Vec::<FileFacts>::new(), &rules(), "UTC")
}

fn whole(data: &Data) -> Vec<(String, &'static str, &[String])> {
    vec![
        ("a.csv".into(), CONVERSATIONS, &data.conversations),
        ("b.csv".into(), LEADS, &data.leads),
        ("c.csv".into(), REVENUE, &data.revenue),
        ("d.csv".into(), TICKETS, &data.tickets),
        ("e.csv".into(), TOUCHES, &data.touches),
    ]
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec((0..12_u8, any::<u16>(), any::<[u8; 9]>()), 1..60)
}

/// Metrics that are shares.
const RATES: [MetricId; 10] = [
    MetricId::EngagementRate,
    MetricId::GoalCompletionRate,
    MetricId::DeflectionRate,
    MetricId::ResolutionRate,
    MetricId::FallbackRate,
    MetricId::HandoffRate,
    MetricId::ConversionRate,
    MetricId::LeadQualityRate,
    MetricId::Csat,
    MetricId::KnowledgeGapRate,
];

fn assert_rates_are_shares(metrics: &MetricSet) -> Result<(), TestCaseError> {
    for id in RATES {
        let metric = &metrics[&id];
        if let Some(value) = metric.value {
            prop_assert!((0.0..=1.0).contains(&value), "{id:?} is {value}");
            let [low, high] = metric.interval.unwrap();
            prop_assert!(0.0 <= low && low <= value && value <= high && high <= 1.0, "{id:?}");
        } else {
            prop_assert!(!metric.needs.is_empty(), "{id:?} is null and says nothing of why");
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_rate_leaves_zero_to_one_and_no_value_is_missing_without_a_reason(seeds in seeds()) {
        let scorecard = scored(&whole(&data(&seeds)));
        assert_rates_are_shares(&scorecard.metrics)?;
        for metrics in scorecard.segments.values().flat_map(BTreeMap::values) {
            assert_rates_are_shares(metrics)?;
        }
        for week in &scorecard.weekly {
            assert_rates_are_shares(&week.metrics)?;
        }
    }

    #[test]
    fn segments_of_a_dimension_sum_to_the_total(seeds in seeds()) {
        let scorecard = scored(&whole(&data(&seeds)));
        for dimension in SegmentKey::printed() {
            for id in RATES.into_iter().filter(|id| *id != MetricId::EngagementRate) {
                let total = &scorecard.metrics[&id];
                let parts = scorecard.segments[&dimension].values().map(|metrics| &metrics[&id]);
                let sums = parts.fold((0.0, 0.0, 0), |(above, below, unknown), metric| {
                    (above + metric.numerator.unwrap_or(0.0), below + metric.denominator.unwrap_or(0.0), unknown + metric.unknown)
                });
                let whole = (total.numerator.unwrap_or(0.0), total.denominator.unwrap_or(0.0), total.unknown);
                prop_assert_eq!(sums, whole, "{:?} by {:?}", id, dimension);
            }
            let attributed = |metrics: &MetricSet| metrics[&MetricId::AttributedRevenue].value.unwrap_or(0.0);
            let sum: f64 = scorecard.segments[&dimension].values().map(attributed).sum();
            prop_assert!((sum - attributed(&scorecard.metrics)).abs() < 1e-6);
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
        let (first, second) = data.conversations.split_at(cut.index(data.conversations.len()));
        let mut split = whole(&data);
        split[0].2 = first;
        split.push(("a2.csv".into(), CONVERSATIONS, second));
        assert_same(&to_json(&scored(&split)), &expected)?;
        let mut turned = data.clone();
        for rows in [&mut turned.conversations, &mut turned.leads, &mut turned.revenue, &mut turned.tickets, &mut turned.touches] {
            rows.reverse();
        }
        assert_same(&to_json(&scored(&whole(&turned))), &expected)?;
    }
}
