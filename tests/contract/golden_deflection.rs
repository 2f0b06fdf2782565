//! METRICS section 7: one data set, nine answers.

use std::fmt::Write as _;

use botworth::rules::Rules;
use botworth::scorecard::{BoardId, DefinitionId, FlowEnd, MetricId, PartId, Scorecard};

use super::load::{assert_percent, scored};

/// The golden fixture: 400 unengaged opens, one of them 7 days after every engaged end, then 2,000 engaged.
fn fixture() -> Scorecard {
    let mut conversations = String::from("conversation_id,started_at,ended_at,user_id,engaged,intent,resolution,handoff\n");
    let mut tickets = String::from("ticket_id,created_at,user_id\n");
    let mut number = 0;
    let mut add = |engaged: bool, intent: &str, resolution: &str, handoff: &str, recontacted: bool| {
        number += 1;
        let day = 1 + number % 5;
        let (start, end) = (format!("2026-03-{day:02}T10:00:00Z"), format!("2026-03-{day:02}T10:10:00Z"));
        writeln!(conversations, "c{number},{start},{end},u{number},{engaged},{intent},{resolution},{handoff}").unwrap();
        if recontacted {
            writeln!(tickets, "t{number},2026-03-{:02}T10:00:00Z,u{number}", day + 2).unwrap();
        }
    };
    for _ in 0..399 {
        add(false, "", "none", "none", false);
    }
    // Eligible: 180 confirmed, 360 assumed, 210 abandoned, 450 handed off; 70 of the resolved came back.
    for at in 0..1200 {
        let (resolution, handoff) = match at {
            0..180 => ("confirmed", "none"),
            180..540 => ("assumed", "none"),
            540..750 => ("none", "none"),
            _ => ("none", "accepted"),
        };
        add(true, "order status", resolution, handoff, at < 70);
    }
    // Not eligible: 120 assumed, 180 abandoned, 500 handed off; 20 of the resolved came back.
    for at in 0..800 {
        let (resolution, handoff) = match at {
            0..120 => ("assumed", "none"),
            120..300 => ("none", "none"),
            _ => ("none", "answered"),
        };
        add(true, "complaint", resolution, handoff, at < 20);
    }
    conversations.push_str("late,2026-03-12T10:10:00Z,2026-03-12T10:10:00Z,ulate,false,,none,none\n");
    scored(&[("conversations.csv", &conversations), ("tickets.csv", &tickets)], &Rules::default())
}

#[test]
fn nine_definitions_give_nine_answers_on_the_same_rows() {
    let scorecard = fixture();
    let printed = [9.0, 27.0, 33.0, 39.2, 45.0, 48.0, 52.5, 60.4, 62.9];
    for (id, printed) in DefinitionId::ALL.iter().zip(printed) {
        let definition = scorecard.definitions[id];
        assert_percent(definition.value.unwrap(), printed);
    }
    assert_eq!(scorecard.definitions[&DefinitionId::DurableEligible].numerator, 470);
    assert_eq!(scorecard.definitions[&DefinitionId::ContainedNoRecontact].numerator, 960);
    assert_eq!(scorecard.definitions[&DefinitionId::NoHumanAllOpens].denominator, 2400);
}

#[test]
fn deflection_divides_by_eligible_conversations_alone() {
    let deflection = &fixture().metrics[&MetricId::DeflectionRate];
    assert_eq!((deflection.numerator, deflection.denominator), (Some(540.0), Some(1200.0)));
    let [low, high] = deflection.interval.unwrap();
    assert_percent(low, 42.2);
    assert_percent(high, 47.8);
    let durable = &deflection.parts[&PartId::Durable];
    assert_eq!((durable.numerator, durable.pending), (Some(470.0), Some(0)));
}

#[test]
fn every_eligible_conversation_has_one_end() {
    let scorecard = fixture();
    let flow = scorecard.boards[&BoardId::Support].detail.flow;
    let ends: Vec<(FlowEnd, u64)> =
        FlowEnd::ALL.iter().copied().zip(flow).filter(|(_, conversations)| *conversations > 0).collect();
    // 70 of the 180 confirmed came back; 360 assumed, 450 handed off, 210 left.
    let expected = [
        (FlowEnd::ConfirmedStayed, 110),
        (FlowEnd::AssumedStayed, 360),
        (FlowEnd::CameBack, 70),
        (FlowEnd::Accepted, 450),
        (FlowEnd::Left, 210),
    ];
    assert_eq!(ends, expected);
}
