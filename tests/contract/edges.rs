//! Edges of METRICS where a reading is easily wrong, each with numbers worked out by hand.

use std::fmt::Write as _;

use botworth::facts;
use botworth::ingest::{assemble, read_file};
use botworth::metrics::Scope;
use botworth::model::Date;
use botworth::rules::Rules;
use botworth::scorecard::{BoardId, ChangeId, FileFacts, MetricId, Query, Scorecard, SegmentKey, score_facts};

use super::load::{assert_close, rules, scored};

/// Scores one file of conversations over some dates.
fn compared(conversations: &str, rules: &Rules, range: [&str; 2], before: [&str; 2]) -> Scorecard {
    let part = read_file("c.csv", conversations.len() as u64, conversations.as_bytes(), &mut |_, _| {}).unwrap();
    let tables = assemble(&[part]).tables;
    let dates = |[from, to]: [&str; 2]| (Date::from_naive(from.parse().unwrap()), Date::from_naive(to.parse().unwrap()));
    let scope = Scope { range: Some(dates(range)), filters: vec![] };
    let query = Query { scope, compare: Some(dates(before)), ..Query::default() };
    score_facts(&facts::build(&tables, rules, "UTC"), &tables.dictionary, Vec::<FileFacts>::new(), &query)
}

#[test]
fn an_order_event_says_nothing_of_the_turns_of_the_chat_it_names() {
    // Section 1: "any other event with its id only adds facts and dimensions". c1's own turns and fallbacks stay unknown.
    let conversations = "conversation_id,started_at\nc1,2026-03-02T10:00:00Z\nc2,2026-03-02T11:00:00Z\n";
    let events = "event,timestamp,conversation_id,value\nuser_message,2026-03-02T11:00:00Z,c2,\n\
        bot_fallback,2026-03-02T11:00:00Z,c2,\npurchase_after_chat,2026-03-02T10:30:00Z,c1,5\n";
    let scorecard = scored(&[("conversations.csv", conversations), ("events.csv", events)], &Rules::default());
    assert_eq!((scorecard.counts.engaged, scorecard.counts.revenue_rows), (2, 1));
    let fallback = &scorecard.metrics[&MetricId::FallbackRate];
    assert_eq!((fallback.numerator, fallback.denominator, fallback.unknown), (Some(1.0), Some(1.0), 1));
}

#[test]
fn a_spelling_that_no_file_holds_has_its_intents_rule_and_its_flows_goal() {
    let events = "event,timestamp,conversation_id,goal,flow,intent\n\
        bot_goal_completed,2026-03-02T11:00:00Z,c1,sent,f,wismo\nbot_goal_completed,2026-03-02T11:00:00Z,c2,seen,f,where is it\n\
        bot_resolved,2026-03-02T11:05:00Z,c1,,,\n";
    let aliased = rules(
        r#"{"value_aliases": {"intent": {"wismo": "order status", "where is it": "order status"}, "flow": {"f": "quote"}},
            "goal_per_flow": {"quote": "sent"}}"#,
    );
    let scorecard = scored(&[("events.csv", events)], &aliased);
    // Both chats are about the order's status, one of them resolved; one reached the goal of quotes.
    assert_close(scorecard.metrics[&MetricId::DeflectionRate].value, 0.5);
    assert_close(scorecard.metrics[&MetricId::GoalCompletionRate].value, 0.5);
    let intents = &scorecard.segments[&SegmentKey::parse("intent").unwrap()];
    assert_eq!(intents.keys().collect::<Vec<_>>(), ["order status"]);
}

#[test]
fn each_spelling_is_replaced_once() {
    let conversations = "conversation_id,started_at,channel\nc1,2026-03-02T10:00:00Z,a\nc2,2026-03-02T10:00:00Z,b\n";
    let chained = rules(r#"{"value_aliases": {"channel": {"a": "b", "b": "web chat"}}}"#);
    let scorecard = scored(&[("conversations.csv", conversations)], &chained);
    let channels = &scorecard.segments[&SegmentKey::parse("channel").unwrap()];
    assert_eq!(channels.keys().collect::<Vec<_>>(), ["b", "web chat"]);
}

#[test]
fn a_meeting_that_the_file_calls_unqualified_is_known() {
    let conversations = "conversation_id,started_at\nc1,2026-03-02T10:00:00Z\n";
    let leads = |qualified: &str| {
        format!(
            "lead_id,created_at,conversation_id,origin,meeting_booked_at,meeting_qualified\n\
             l1,2026-03-02T10:00:00Z,c1,chat,2026-03-03T10:00:00Z,{qualified}\nl2,2026-03-22T10:00:00Z,,form,,\n"
        )
    };
    let booking = |qualified: &str| {
        let files = [("conversations.csv", conversations), ("leads.csv", &leads(qualified))];
        scored(&files, &Rules::default()).metrics[&MetricId::QualifiedBookingRate].value
    };
    assert_eq!((booking("false"), booking("true"), booking("")), (Some(0.0), Some(1.0), None));
}

#[test]
fn a_survey_scale_is_five_unless_the_reason_is_a_number() {
    let csat = |reason: &str| {
        let events = format!(
            "event,timestamp,conversation_id,value,reason\nchat_opened,2026-03-02T10:00:00Z,c1,,\n\
             csat_response,2026-03-02T10:00:00Z,c1,4,{reason}\n"
        );
        scored(&[("events.csv", &events)], &Rules::default()).metrics[&MetricId::Csat].value
    };
    // 4 of 5 is positive, 4 of 10 is not; words that a computer reads as numbers are words.
    assert_eq!([csat(""), csat("10"), csat("inf"), csat("nan")], [Some(1.0), Some(0.0), Some(1.0), Some(1.0)]);
}

/// Three chats a week on 3 to 5 and 10 to 12 March.
const TWO_WEEKS: &str = "conversation_id,started_at\nc1,2026-03-03T10:00:00Z\nc2,2026-03-04T10:00:00Z\nc3,2026-03-05T10:00:00Z\n\
    c4,2026-03-10T10:00:00Z\nc5,2026-03-11T10:00:00Z\nc6,2026-03-12T10:00:00Z\n";

#[test]
fn a_chosen_period_bears_the_cost_of_all_its_days_in_a_comparison_too() {
    let rules = rules(r#"{"cost": {"platform_monthly": 310}}"#);
    let scorecard = compared(TWO_WEEKS, &rules, ["2026-03-09", "2026-03-15"], ["2026-03-02", "2026-03-08"]);
    // 10 a day for 7 days over 3 chats, though chats were there on 3 days alone.
    let cost = 70.0 / 3.0;
    assert_close(scorecard.metrics[&MetricId::CostPerInteraction].value, cost);
    let change = &scorecard.change[&ChangeId::CostPerInteraction];
    assert_close(Some(change.from), cost);
    assert_close(Some(change.to), cost);
}

#[test]
fn what_the_dates_before_saved_is_what_their_own_scorecard_says() {
    let mut conversations = String::from("conversation_id,started_at,eligible,resolution,handoff\n");
    for of_day in 0..8 {
        let [first, second] = [4, 6].map(|solved| if of_day < solved { "confirmed" } else { "none" });
        let _ = writeln!(conversations, "a{of_day},2026-03-03T10:00:00Z,true,{first},none");
        let _ = writeln!(conversations, "b{of_day},2026-03-10T10:00:00Z,true,{second},none");
    }
    let costs = r#"{"manual_cost_per_conversation": 4, "cost": {"platform_monthly": 310, "ai_per_conversation": 0.5}}"#;
    let (rules, weeks) = (rules(costs), [["2026-03-02", "2026-03-08"], ["2026-03-09", "2026-03-15"]]);
    let board = |range, before| compared(&conversations, &rules, range, before).boards.remove(&BoardId::Support).unwrap();
    let saved = board(weeks[1], weeks[0]).detail.saved_before.unwrap();
    // 4 x $4 - 4 x $0.50 - 7 days of $10.
    assert_eq!((saved.deflected, saved.eligible), (4, 8));
    assert_close(saved.savings, 16.0 - 2.0 - 70.0);
    let own = board(weeks[0], weeks[1]).roi;
    assert_eq!((saved.savings, saved.interval), (own.savings, own.intervals.savings));
}

#[test]
fn chosen_periods_that_overlap_each_count_their_own_chats() {
    let mut conversations = String::from("conversation_id,started_at,handoff\n");
    for day in 1..=30 {
        let handoff = if day > 15 { "accepted" } else { "none" };
        let _ = writeln!(conversations, "c{day},2026-03-{day:02}T10:00:00Z,{handoff}");
    }
    let scorecard = compared(&conversations, &Rules::default(), ["2026-03-11", "2026-03-30"], ["2026-03-01", "2026-03-20"]);
    // 5 of 20 before, 15 of 20 after; the ten chats between lie in both.
    let change = &scorecard.change[&ChangeId::HandoffRate];
    assert_close(Some(change.from), 0.25);
    assert_close(Some(change.to), 0.75);
}

#[test]
fn weeks_needed_count_rows_a_week_over_both_chosen_periods() {
    let mut conversations = String::from("conversation_id,started_at,handoff\n");
    let mut chat = |day: u32, of_day: u32, handoff: &str| {
        let _ = writeln!(conversations, "c{day}-{of_day},2026-03-{day:02}T10:00:00Z,{handoff}");
    };
    for day in 1..=21 {
        for of_day in 0..10 {
            // 70 of 140 in two weeks, then 38 of 70 in one.
            let handed_off = if day <= 14 { of_day < 5 } else { of_day < 5 || (of_day == 5 && day <= 17) };
            chat(day, of_day, if handed_off { "accepted" } else { "none" });
        }
    }
    let scorecard = compared(&conversations, &Rules::default(), ["2026-03-15", "2026-03-21"], ["2026-03-01", "2026-03-14"]);
    let (p1, p2) = (0.5_f64, 38.0 / 70.0);
    let q = f64::midpoint(p1, p2);
    let root = 1.959964 * (2.0 * q * (1.0 - q)).sqrt() + 0.841621 * (p1 * (1.0 - p1) + p2 * (1.0 - p2)).sqrt();
    // 210 rows in three weeks are 70 a week.
    let weeks = (root * root / ((p1 - p2) * (p1 - p2)) / 70.0).ceil();
    assert_eq!(scorecard.change[&ChangeId::HandoffRate].weeks_needed.map(|weeks| weeks as f64), Some(weeks));
}

#[test]
fn what_one_event_makes_belongs_to_the_events_person() {
    let mut events = String::from("event,timestamp,user_id,email,id,value\n");
    for user in 0..51 {
        let _ = writeln!(events, "user_message,2026-03-02T10:00:00Z,u{user},desk@example.com,,");
    }
    events.push_str("lead_captured_chat,2026-03-03T10:00:00Z,,desk@example.com,L1,\n");
    events.push_str("purchase_after_chat,2026-03-04T10:00:00Z,,desk@example.com,O1,5\n");
    events.push_str("ticket_created,2026-03-04T10:00:00Z,,desk@example.com,,\n");
    // The shared mailbox merges nobody: 51 users, and one person for each of the three other rows.
    assert_eq!(scored(&[("events.csv", &events)], &Rules::default()).counts.persons, Some(54));
}

#[test]
fn a_chat_id_that_51_customers_name_ties_nobody_and_is_a_touch_of_each() {
    // Section 3: a key with more than 50 distinct user ids merges nobody. Section 5: a conversation of H linked by
    // conversation_id is a touch even with no other identity.
    let conversations = "conversation_id,started_at\nshared,2026-03-02T10:00:00Z\n";
    let mut revenue = String::from("order_id,at,amount,user_id,conversation_id,currency\n");
    for customer in 0..51 {
        let _ = writeln!(revenue, "o{customer},2026-03-03T10:00:00Z,2,u{customer},shared,USD");
    }
    revenue.push_str("late,2026-05-03T10:00:00Z,100,u0,shared,USD\nother,2026-03-04T10:00:00Z,7,u99,,USD\n");
    let scorecard = scored(&[("conversations.csv", conversations), ("revenue.csv", &revenue)], &Rules::default());
    // 51 customers, the one who ordered apart, and the chat's own person.
    assert_eq!(scorecard.counts.persons, Some(53));
    // 51 orders of 2 within 30 days; not the one two months later, nor the one that names no chat.
    assert_close(scorecard.metrics[&MetricId::AttributedRevenue].value, 102.0);
}
