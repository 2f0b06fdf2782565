//! METRICS section 8: the worked examples.

use std::fmt::Write as _;

use botworth::rules::Rules;
use botworth::scorecard::{BoardId, ChangeId, FunnelStepId, MetricId, PartId, Verdict};

use super::load::{assert_close, assert_percent, rules, scored};

#[test]
fn savings_of_540_deflected_conversations_are_2250_dollars() {
    let mut conversations = String::from("conversation_id,started_at,intent,resolution,handoff\n");
    for at in 0..2000 {
        let intent = if at < 1200 { "order status" } else { "complaint" };
        let resolution = if at < 540 { "confirmed" } else { "none" };
        writeln!(conversations, "c{at},2026-03-{:02}T09:00:00Z,{intent},{resolution},none", 1 + at % 31).unwrap();
    }
    let rules = rules(r#"{"manual_cost_per_conversation": 4.5, "cost": {"ai_per_conversation": 0.15, "platform_monthly": 99}}"#);
    let scorecard = scored(&[("conversations.csv", &conversations)], &rules);
    // $2,430 - $81 - $99.
    assert_close(scorecard.roi.savings, 2250.0);
    assert_close(scorecard.metrics[&MetricId::DeflectionRate].value, 0.45);
    // $99 and 2,000 x $0.15.
    assert_close(scorecard.roi.program_cost, 399.0);
    assert_close(scorecard.metrics[&MetricId::CostPerInteraction].value, 399.0 / 2000.0);
}

#[test]
fn four_thousand_visits_become_nine_deals_and_a_return_of_1400_percent() {
    let mut conversations = String::from("conversation_id,started_at,user_id,channel,page,flow,engaged\n");
    let mut leads = String::from("lead_id,created_at,conversation_id,origin,sql_at\n");
    let mut revenue = String::from("order_id,at,amount,gross_profit,currency,status,user_id\n");
    for at in 0..480 {
        writeln!(conversations, "c{at},2026-03-{:02}T09:00:00Z,u{at},web,/pricing,quote,true", 1 + at % 10).unwrap();
        if at < 144 {
            let sql = if at < 43 { format!("2026-03-{:02}T09:00:00Z", 4 + at % 10) } else { String::new() };
            writeln!(leads, "l{at},2026-03-{:02}T09:05:00Z,c{at},chat,{sql}", 1 + at % 10).unwrap();
        }
        if at < 9 {
            writeln!(revenue, "o{at},2026-03-{:02}T09:00:00Z,5000,2000,USD,won,u{at}", 6 + at % 10).unwrap();
        }
    }
    // A form lead late enough for every bot lead to be mature.
    leads.push_str("form,2026-03-25T09:00:00Z,,form,\n");
    let mut exposure = String::from("date,channel,page,eligible_visitors\n");
    for day in 1..=10 {
        writeln!(exposure, "2026-03-{day:02},web,/pricing,400").unwrap();
    }
    // Ten of March's 31 days bear 10/31 of the monthly cost: 3,720 a month is 1,200 for them.
    let rules = rules(r#"{"cost": {"other_monthly": 3720}, "quality_stage": "sql"}"#);
    let files = [
        ("conversations.csv", conversations.as_str()),
        ("leads.csv", &leads),
        ("revenue.csv", &revenue),
        ("exposure.csv", &exposure),
    ];
    let scorecard = scored(&files, &rules);
    let metric = |id| &scorecard.metrics[&id];
    assert_close(metric(MetricId::EngagementRate).value, 0.12);
    assert_close(metric(MetricId::ConversionRate).parts[&PartId::ChatToLead].value, 0.30);
    assert_percent(metric(MetricId::LeadQualityRate).value.unwrap(), 29.9);
    let [low, high] = metric(MetricId::LeadQualityRate).interval.unwrap();
    assert_percent(low, 23.0);
    assert_percent(high, 37.8);
    let counts: Vec<_> = scorecard.funnel.iter().map(|step| step.count).collect();
    assert_eq!(counts, [Some(4000.0), Some(480.0), Some(144.0), Some(43.0), None, Some(9.0)]);
    let won = scorecard.funnel.iter().find(|step| step.step == FunnelStepId::Won).unwrap();
    let [low, high] = won.interval.unwrap();
    assert_percent(low, 11.4);
    assert_percent(high, 35.2);
    assert_close(scorecard.roi.gross_profit, 18000.0);
    assert_close(scorecard.roi.program_cost, 1200.0);
    assert_close(scorecard.roi.percent, 1400.0);
    assert_eq!(scorecard.boards.keys().collect::<Vec<_>>(), [&BoardId::Lead]);
}

#[test]
fn deflection_of_125_in_277_then_138_in_277_is_noise() {
    let mut conversations = String::from("conversation_id,started_at,intent,resolution,handoff\n");
    for (week, deflected) in [(2, 125), (9, 138)] {
        for at in 0..277 {
            let resolution = if at < deflected { "confirmed" } else { "none" };
            writeln!(conversations, "c{week}-{at},2026-03-{:02}T09:00:00Z,booking,{resolution},none", week + at % 7).unwrap();
        }
    }
    let change = scored(&[("conversations.csv", &conversations)], &Rules::default()).change[&ChangeId::DeflectionRate];
    assert_percent(change.delta, 4.7);
    let [low, high] = change.interval.unwrap();
    assert_percent(low, -3.6);
    assert_percent(high, 12.9);
    assert_eq!(change.verdict, Some(Verdict::Noise));
}

#[test]
fn a_survey_that_asks_other_people_moves_raw_csat_and_not_the_adjusted_one() {
    let adjusted = |answers: [(&str, u32, u32, u32); 2]| {
        let mut conversations = String::from("conversation_id,started_at,intent,resolution,handoff,csat,csat_max\n");
        for (intent, share, positive, responses) in answers {
            for at in 0..share {
                let csat = if at >= responses {
                    ","
                } else if at < positive {
                    "5,5"
                } else {
                    "1,5"
                };
                writeln!(conversations, "{intent}{at},2026-03-02T09:00:00Z,{intent},confirmed,none,{csat}").unwrap();
            }
        }
        let csat = scored(&[("conversations.csv", &conversations)], &Rules::default()).metrics[&MetricId::Csat].clone();
        (csat.value, csat.parts[&PartId::Adjusted].value)
    };
    let (raw, standard) = adjusted([("faq", 700, 74, 80), ("refund", 300, 11, 20)]);
    assert_close(raw, 0.85);
    assert_close(standard, 0.8125);
    let (raw, standard) = adjusted([("faq", 700, 37, 40), ("refund", 300, 35, 60)]);
    assert_close(raw, 0.72);
    assert_close(standard, 0.8225);
}
