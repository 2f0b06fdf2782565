//! The sample data set: equal bytes for equal seeds, files as METRICS section 1 asks, and the three built-in stories.
//!
//! The counts here are made by hand from the files, without Botworth's own reading or metrics.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot read its sample has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use botworth::rules::{Rules, normal_intent};
use botworth::sample::generate;
use chrono::{DateTime, FixedOffset};
use sha2::{Digest, Sha256};

type Row = BTreeMap<String, String>;

const SEED: u64 = 7;

/// METRICS section 1, `*` first.
const COLUMNS: [(&str, &[&str], &str); 6] = [
    (
        "conversations.csv",
        &["conversation_id", "started_at"],
        "ended_at user_id anonymous_id email phone channel flow intent language source medium campaign page engaged bot_involved test \
         user_turns bot_turns duration_s first_useful_s fallbacks missing_answer gap_kind goal_completed resolution handoff \
         handoff_reason eligible csat csat_max survey_offered cost question",
    ),
    (
        "leads.csv",
        &["lead_id", "created_at"],
        "conversation_id user_id anonymous_id email phone origin source campaign mql_at sql_at disqualified_at meeting_booked_at \
         meeting_held_at meeting_qualified",
    ),
    (
        "revenue.csv",
        &["order_id", "at", "amount"],
        "user_id anonymous_id email phone conversation_id gross_profit currency status",
    ),
    ("touches.csv", &["at"], "user_id anonymous_id email phone source medium campaign"),
    ("exposure.csv", &["date"], "channel page flow impressions eligible_visitors"),
    (
        "tickets.csv",
        &["ticket_id", "created_at"],
        "first_reply_at solved_at user_id anonymous_id email phone conversation_id intent csat csat_max agent",
    ),
];

fn file(name: &str) -> &'static [u8] {
    static SAMPLE: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| generate(SEED));
    &SAMPLE.iter().find(|(file, _)| file == name).unwrap().1
}

fn rows(name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(file(name));
    reader.deserialize().map(Result::unwrap).collect()
}

fn time(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

/// Whole weeks since Monday 2026-03-02 in Berlin; 26 is the running one.
fn week(row: &Row) -> i64 {
    let first = time("2026-03-02T00:00:00+01:00").unwrap().naive_local();
    (time(&row["started_at"]).unwrap().naive_local() - first).num_days() / 7
}

/// The table's bot-handled conversations, each once, without tests and unreadable starts.
fn handled() -> Vec<Row> {
    let mut seen = BTreeSet::new();
    rows("conversations.csv")
        .into_iter()
        .filter(|row| row["engaged"] == "true" && row["bot_involved"] == "true" && row["test"].is_empty())
        .filter(|row| time(&row["started_at"]).is_some() && seen.insert(row["conversation_id"].clone()))
        .collect()
}

fn share(rows: &[&Row], counts: impl Fn(&Row) -> bool) -> f64 {
    rows.iter().filter(|row| counts(row)).count() as f64 / rows.len() as f64
}

fn is_handed_off(row: &Row) -> bool {
    ["requested", "accepted", "answered"].contains(&row["handoff"].as_str())
}

/// The statistic of the pooled two-proportion test.
fn z(before: (usize, usize), after: (usize, usize)) -> f64 {
    let [(k1, n1), (k2, n2)] = [before, after].map(|(k, n)| (k as f64, n as f64));
    let pooled = (k1 + k2) / (n1 + n2);
    (k2 / n2 - k1 / n1) / (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt()
}

#[test]
fn a_seed_is_its_bytes() {
    let mut hash = Sha256::new();
    for (name, bytes) in generate(SEED) {
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
    }
    let printed: String = format!("{:x}", hash.finalize());
    // Changes with any change of the generator, and with nothing else: the same natively and in wasm.
    assert_eq!(printed, "b556c94de1e4d3a5beb3f2437c8b1c0ce6be6c5ade5df792fb8ad65fb9e2eb63");
    assert_eq!(generate(3), generate(3));
    assert_ne!(file("conversations.csv"), generate(8)[0].1.as_slice());
}

#[test]
fn any_seed_tells_a_half_year() {
    for seed in [0, 1, u64::MAX] {
        let files = generate(seed);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "conversations.csv",
                "events.ndjson",
                "leads.csv",
                "revenue.csv",
                "touches.csv",
                "exposure.csv",
                "tickets.csv",
                "rules.json"
            ]
        );
        assert!(files.iter().all(|(_, bytes)| std::str::from_utf8(bytes).is_ok()));
    }
}

#[test]
fn columns_are_those_of_the_contract() {
    for (name, required, optional) in COLUMNS {
        let header: Vec<&str> = std::str::from_utf8(file(name)).unwrap().lines().next().unwrap().split(',').collect();
        let known: BTreeSet<&str> = required.iter().copied().chain(optional.split_whitespace()).collect();
        assert!(required.iter().all(|column| header.contains(column)), "{name} lacks a column");
        assert_eq!(header.iter().filter(|column| !known.contains(*column)).count(), 0, "{name} has an unknown column");
    }
}

#[test]
fn events_are_those_of_the_contract_but_two_lines() {
    let known = [
        "chat_opened",
        "chat_engaged",
        "user_message",
        "bot_message",
        "bot_fallback",
        "bot_step",
        "bot_missing_answer",
        "bot_goal_completed",
        "bot_resolved",
        "bot_handoff_human",
        "chat_abandoned",
        "csat_response",
        "lead_captured_chat",
    ];
    let text = std::str::from_utf8(file("events.ndjson")).unwrap();
    let mut names = BTreeSet::new();
    let mut unreadable = 0;
    for line in text.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        match Some(event).filter(|event| event["timestamp"].as_str().and_then(time).is_some()) {
            Some(event) => {
                names.insert(event["event"].as_str().unwrap().to_owned());
                assert!(event["conversation_id"].as_str().unwrap().starts_with("L-"));
            }
            None => unreadable += 1,
        }
    }
    // Every event name occurs, or its column would be unknown for all these conversations (METRICS section 1).
    assert_eq!(names, known.map(str::to_owned).into());
    assert_eq!(unreadable, 2);
}

#[test]
fn there_are_about_six_thousand_conversations() {
    let support = handled().iter().filter(|row| row["conversation_id"].starts_with("S-")).count();
    assert!((4_000..4_400).contains(&support), "{support}");
    let opened: BTreeSet<String> = rows("conversations.csv").iter().map(|row| row["conversation_id"].clone()).collect();
    let evented = std::str::from_utf8(file("events.ndjson")).unwrap().matches("\"chat_opened\"").count();
    assert!((5_900..6_200).contains(&(opened.len() + evented)), "{} and {evented}", opened.len());
    assert!((340..420).contains(&rows("leads.csv").iter().filter(|row| row["origin"] == "chat").count()));
    assert!(rows("revenue.csv").len() > 1_500 && rows("tickets.csv").len() > 1_500 && rows("touches.csv").len() > 1_000);
    assert_eq!(rows("exposure.csv").len(), 185 * 6);
}

#[test]
fn times_lie_in_the_half_year_and_know_daylight_saving() {
    let exported = time("2026-09-02T22:00:00+02:00").unwrap();
    for row in handled() {
        let start = time(&row["started_at"]).unwrap();
        assert!(start >= time("2026-03-02T00:00:00+01:00").unwrap() && start < exported);
        let summer = start >= time("2026-03-29T03:00:00+02:00").unwrap();
        assert_eq!(start.offset().local_minus_utc(), if summer { 7_200 } else { 3_600 });
        assert!(time(&row["ended_at"]).is_none_or(|end| (start..exported).contains(&end)));
    }
    for row in rows("leads.csv") {
        for stage in ["mql_at", "sql_at", "disqualified_at", "meeting_booked_at", "meeting_held_at"] {
            assert!(time(&row[stage]).is_none_or(|at| at < exported && time(&row["created_at"]).is_none_or(|since| since < at)));
        }
    }
}

#[test]
fn exports_have_a_few_flaws() {
    let conversations = rows("conversations.csv");
    let unreadable = conversations.iter().filter(|row| time(&row["started_at"]).is_none()).count();
    assert_eq!(unreadable, 5);
    let ids: BTreeSet<&str> = conversations.iter().map(|row| row["conversation_id"].as_str()).collect();
    assert!((5..20).contains(&(conversations.len() - ids.len())));
    assert!((3..=9).contains(&conversations.iter().filter(|row| row["test"] == "true").count()));
    assert!(
        conversations.iter().any(|row| row["source"] == "Google") && conversations.iter().any(|row| row["source"] == "google")
    );
    assert!(conversations.iter().any(|row| row["engaged"] == "true" && row["intent"].is_empty()));
}

#[test]
fn addresses_are_at_domains_for_examples() {
    for (name, _, _) in COLUMNS {
        for row in rows(name) {
            let Some(email) = row.get("email").filter(|email| !email.is_empty()) else { continue };
            assert!(email.ends_with("@example.com") || email.ends_with("@example.org"), "{email}");
        }
    }
}

#[test]
fn the_rules_name_every_intent_but_one() {
    let (rules, warnings) = Rules::from_json(std::str::from_utf8(file("rules.json")).unwrap()).unwrap();
    // A misspelled rule would be a warning.
    assert!(warnings.is_empty());
    assert_eq!(rules.time_zone.as_deref(), Some("Europe/Berlin"));
    assert_eq!(rules.manual_cost_per_conversation, Some(4.5));
    assert_eq!(rules.cost.platform_monthly, Some(99.0));
    assert_eq!(rules.cost.ai_per_conversation, Some(0.15));
    let undecided: BTreeSet<String> = handled()
        .iter()
        .map(|row| row["intent"].clone())
        .filter(|intent| !intent.is_empty() && !rules.eligible_intents.contains_key(&normal_intent(intent)))
        .collect();
    assert_eq!(undecided, ["gift_card".to_owned()].into());
}

#[test]
fn a_question_without_an_answer_grows() {
    let handled = handled();
    let about_the_box = |row: &Row| {
        row["missing_answer"] == "true"
            && ["original box", "Originalkarton", "箱"].iter().any(|word| row["question"].contains(word))
    };
    let counts: Vec<usize> =
        (0..26).map(|at| handled.iter().filter(|row| week(row) == at && about_the_box(row)).count()).collect();
    let by_three: Vec<usize> = counts[14..].chunks(3).map(|weeks| weeks.iter().sum()).collect();
    assert!(by_three.is_sorted_by(|before, after| before < after), "{counts:?}");
    assert!(counts[..14].iter().all(|count| *count <= 2), "{counts:?}");
    let of = |weeks: std::ops::Range<i64>| {
        let rows: Vec<&Row> = handled.iter().filter(|row| weeks.contains(&week(row))).collect();
        (rows.iter().filter(|row| about_the_box(row)).count(), rows.len())
    };
    assert!(z(of(18..22), of(22..26)) > 4.0);
}

#[test]
fn one_intent_traps_people() {
    let handled = handled();
    let intents: BTreeSet<&str> = handled.iter().map(|row| row["intent"].as_str()).filter(|intent| !intent.is_empty()).collect();
    let traps: Vec<&str> = intents
        .into_iter()
        .filter(|intent| {
            let rows: Vec<&Row> = handled.iter().filter(|row| row["intent"] == **intent).collect();
            let fallback = share(&rows, |row| row["fallbacks"].parse::<u32>().is_ok_and(|count| count > 0));
            share(&rows, is_handed_off) < 0.05 && fallback >= 0.15
        })
        .collect();
    assert_eq!(traps, ["warranty_claim"]);
}

#[test]
fn trapped_people_come_back() {
    // Tickets of their own within a week of the chat, by customer number.
    let mut tickets: BTreeMap<String, Vec<(DateTime<FixedOffset>, String)>> = BTreeMap::new();
    for ticket in rows("tickets.csv").into_iter().filter(|ticket| !ticket["user_id"].is_empty()) {
        if let Some(at) = time(&ticket["created_at"]) {
            tickets.entry(ticket["user_id"].clone()).or_default().push((at, ticket["conversation_id"].clone()));
        }
    }
    let back = |row: &&Row| {
        let (Some(end), Some(own)) = (time(&row["ended_at"]), tickets.get(&row["user_id"])) else { return false };
        own.iter().any(|(at, chat)| *chat != row["conversation_id"] && *at > end && (*at - end).num_hours() <= 168)
    };
    let handled = handled();
    let (trapped, others): (Vec<&Row>, Vec<&Row>) =
        handled.iter().filter(|row| row["flow"] == "support").partition(|row| row["intent"] == "warranty_claim");
    let count = |rows: &[&Row]| (rows.iter().copied().filter(|row| back(row)).count(), rows.len());
    assert!(z(count(&others), count(&trapped)) > 6.0);
}

#[test]
fn csat_falls_only_because_the_survey_moved() {
    let handled = handled();
    let answers = |weeks: std::ops::Range<i64>| -> Vec<&Row> {
        let rows = handled.iter().filter(|row| weeks.contains(&week(row)) && row["flow"] != "pricing_quote");
        rows.filter(|row| row["csat"].parse::<f64>().is_ok()).collect()
    };
    let positive = |row: &Row| row["csat"].parse::<f64>().is_ok_and(|stars| stars >= 4.0);
    let counts = |rows: &[&Row]| (rows.iter().filter(|row| positive(row)).count(), rows.len());
    let (before, after) = (answers(18..22), answers(22..26));
    assert!(z(counts(&before), counts(&after)) < -3.5);
    // Refund chats and the others, each by itself, answer as before; only their shares changed.
    let refunds = |rows: &[&Row]| share(rows, |row| row["intent"] == "refund_exception");
    assert!(refunds(&before) < 0.2 && refunds(&after) > 0.35);
    for is_refund in [true, false] {
        let of = |rows: &[&Row]| {
            let group: Vec<&Row> =
                rows.iter().copied().filter(|row| (row["intent"] == "refund_exception") == is_refund).collect();
            counts(&group)
        };
        assert!(z(of(&before), of(&after)).abs() < 1.5);
    }
}

#[test]
fn nothing_else_changes_at_the_end() {
    let handled = handled();
    let of = |at: i64, counts: &dyn Fn(&Row) -> bool| {
        let rows: Vec<&Row> = handled.iter().filter(|row| week(row) == at && row["flow"] != "pricing_quote").collect();
        (rows.iter().filter(|row| counts(row)).count(), rows.len())
    };
    let resolved = |row: &Row| row["resolution"] == "confirmed" || row["resolution"] == "assumed";
    let stumbled = |row: &Row| row["fallbacks"].parse::<u32>().is_ok_and(|count| count > 0);
    let reached = |row: &Row| row["goal_completed"] == "true";
    for counts in [&is_handed_off as &dyn Fn(&Row) -> bool, &resolved, &stumbled, &reached] {
        assert!(z(of(24, counts), of(25, counts)).abs() < 1.5);
    }
}

#[test]
fn levels_are_clear_of_every_other_threshold() {
    let handled = handled();
    let rows: Vec<&Row> = handled.iter().collect();
    let stumbled = share(&rows, |row| row["fallbacks"].parse::<u32>().is_ok_and(|count| count > 0));
    assert!(stumbled < 0.08, "{stumbled}");
    let missing = share(&rows, |row| row["missing_answer"] == "true");
    assert!(missing < 0.08, "{missing}");
    let handed_off = share(&rows, is_handed_off);
    assert!((0.23..0.37).contains(&handed_off), "{handed_off}");
    let eligible = ["order_status", "delivery", "return_policy", "store_hours", "sizing"];
    for intent in eligible {
        let rows: Vec<&Row> = rows.iter().copied().filter(|row| row["intent"] == intent).collect();
        let deflected = share(&rows, |row| row["resolution"] == "confirmed" || row["resolution"] == "assumed");
        assert!(deflected > 0.33, "{intent} {deflected}");
    }
}
