//! Numbers and dates beyond belief leave a scorecard that can be read.

use std::fmt::Write as _;
use std::io::Cursor;

use botworth::protocol::{OpenFile, Request, Response};
use botworth::scorecard::{BoardId, ChangeId, to_json};
use botworth::session::Session;

use crate::{open, read, reasons, scored};

#[test]
fn two_dates_of_two_centuries_list_the_weeks_that_hold_chats() {
    let weeks = |last: &str| {
        let rows =
            format!("conversation_id,started_at,flow,user_turns\na,2000-01-03T10:00:00Z,faq,2\nb,{last}T10:00:00Z,faq,2\n");
        scored(&[("chats.csv", &rows)]).boards[&BoardId::Support].weekly.len()
    };
    // Twenty years list every week; a day more those of the two chats.
    assert_eq!((weeks("2019-12-08"), weeks("2019-12-09"), weeks("2099-12-31")), (1040, 2, 2));
}

#[test]
fn absurd_numbers_leave_a_scorecard_that_is_json_and_reads_back() {
    let numbers = ["1e308", "1e308", "-1e308", "1e999", "NaN", "inf", "-0", "1e-320", "0x10", "1,000", "٣", "9007199254740993"];
    let mut chats =
        "conversation_id,started_at,duration_s,first_useful_s,csat,csat_max,user_turns,cost,fallbacks,bot_turns\n".to_owned();
    let mut orders = "order_id,at,amount,gross_profit,conversation_id\n".to_owned();
    for (at, number) in numbers.iter().cycle().take(120).enumerate() {
        let cells = [format!("\"{number}\""); 1].join("");
        let _ = writeln!(chats, "c{at},2026-03-{:02}T10:00:00Z{}", at % 28 + 1, format!(",{cells}").repeat(8));
        let _ = writeln!(orders, "o{at},2026-03-{:02}T11:00:00Z,{cells},{cells},c{at}", at % 28 + 1);
    }
    let rules = r#"{"manual_cost_per_conversation":1e300,"cost":{"ai_per_conversation":0.1,"platform_monthly":99}}"#;
    let mut session = Session::new("UTC");
    open(&mut session, 0, "chats.csv", chats.as_bytes());
    open(&mut session, 1, "orders.csv", orders.as_bytes());
    // Rules that are beyond belief may be refused; the rows are scored with or without them.
    let file = OpenFile { file: 2, name: "rules.json".to_owned(), size: rules.len() as u64, sha256: None };
    let _ = session.open(&file, Cursor::new(rules), &mut |_, _| {});
    let printed = to_json(&session.scorecard().unwrap());
    let value: serde_json::Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(value["counts"]["opened"], 120);
    assert_eq!(value["metrics"]["csat"]["n"], 0, "no such rating is on a scale");
}

/// What a session answers, as it crosses to the tab: the same bytes there, and no number that is none.
fn answers(session: &mut Session, files: &[(&str, String)], questions: Vec<Request>) -> Vec<Response> {
    let opened = (0..).zip(files);
    let opened =
        opened.map(|(file, (name, text))| OpenFile { file, name: (*name).to_owned(), size: text.len() as u64, sha256: None });
    let mut requests = vec![Request::Open { files: opened.collect() }];
    requests.extend(questions);
    let mut answers = Vec::new();
    let bytes = |file: &OpenFile| Cursor::new(files[file.file as usize].1.clone().into_bytes());
    session.answer(requests, bytes, &mut |answer| {
        let crossing = borsh::to_vec(&answer).unwrap_or_else(|error| panic!("{error}: {answer:?}"));
        assert_eq!(borsh::from_slice::<Response>(&crossing).unwrap(), answer);
        let written = format!("{answer:?}");
        let mut words = written.split(|letter: char| !letter.is_alphanumeric());
        assert!(!words.any(|word| word == "inf" || word == "NaN"), "{written}");
        answers.push(answer);
    });
    answers
}

/// Chats that cost so much each, orders of so much each in euro, under rules.
fn money(cost: &str, amount: &str, rules: &str) -> Vec<(&'static str, String)> {
    let mut chats = "conversation_id,started_at,flow,resolution,handoff,cost,duration_s,csat,csat_max,user_id\n".to_owned();
    let mut orders = "order_id,at,amount,currency,conversation_id,user_id\n".to_owned();
    for at in 0..240 {
        let (day, ended) = (at % 28 + 1, ["confirmed,none", "none,accepted"][at % 2]);
        let _ = writeln!(
            chats,
            "c{at},2026-03-{day:02}T10:00:00Z,{},{ended},{cost},{cost},{cost},5,u{at}",
            ["faq", "sales"][at % 3 / 2]
        );
        let _ = writeln!(orders, "o{at},2026-03-{day:02}T11:00:00Z,{amount},{},c{at},u{at}", ["EUR", "USD"][at % 2]);
    }
    vec![("chats.csv", chats), ("orders.csv", orders), ("rules.json", rules.to_owned())]
}

#[test]
fn money_beyond_belief_leaves_a_scorecard_that_reaches_the_tab() {
    let rules = |amount: &str, rate: &str| {
        format!(
            r#"{{"currency":"USD","fx":{{"EUR":{rate}}},"manual_cost_per_conversation":{amount},"handoff_saving_per_conversation":{amount},
            "flow_kind":{{"sales":"lead"}},"baseline":{{"human_first_answer_s":{amount}}},
            "cost":{{"platform_monthly":{amount},"ai_per_conversation":{amount},"hourly_rate":{amount},"maintenance_hours_monthly":{amount}}}}}"#
        )
    };
    let (most, least) = ("1e15", "5e-324");
    let cases = [
        ("1e308", "1.5e308", rules("1", "1")),
        ("1", "1e200", rules("1", "1e300")),
        ("1", "1", rules("1e308", "1")),
        ("-1e308", "-1e308", rules("1e308", "1e308")),
        (most, most, rules(most, most)),
        ("-1e15", "-1e15", rules(least, most)),
        (most, most, rules(least, most)),
        (least, least, rules(most, least)),
        ("0", most, rules(least, most)),
    ];
    for (cost, amount, rules) in cases {
        let mut session = Session::new("UTC");
        let questions = vec![
            Request::RulesForm,
            Request::Week,
            Request::Vanity,
            Request::Joins,
            Request::Ledger { offset: 0, limit: 10 },
            Request::Explain { board: BoardId::Support, metric: ChangeId::CostPerInteraction },
            Request::Explain { board: BoardId::Lead, metric: ChangeId::AttributedRevenue },
        ];
        let answers = answers(&mut session, &money(cost, amount, &rules), questions);
        assert!(answers.iter().any(|answer| matches!(answer, Response::Scorecard { .. })), "{cost} {amount} {rules}");
        let card = session.scorecard().unwrap();
        assert_eq!(card.counts.opened, 240, "{cost} {amount} {rules}");
        let scenario = r#"{"name":"x","changes":[{"change":"manual_cost","amount":1e15},{"change":"price_per_seat","price":1e15,"seats":1e15}]}"#;
        let outcome = serde_json::from_str(scenario).map(|scenario| botworth::insight::what_if::what_if(&card, None, &scenario));
        assert!(!format!("{:?}", outcome.unwrap()).contains("inf"), "{cost} {amount} {rules}");
    }
}

#[test]
fn an_amount_is_at_most_ten_to_the_fifteenth() {
    let orders = |amount: &str| read(format!("order_id,at,amount\no,2026-03-01T10:00:00Z,{amount}\n").as_bytes()).unwrap();
    for amount in ["1000000000000000", "-1e15", "1e15"] {
        assert_eq!(orders(amount).tables.revenue.len(), 1, "{amount}");
    }
    for amount in ["1000000000000001", "-1.1e15", "1e308", "1e999"] {
        let kept_out = orders(amount);
        assert_eq!((kept_out.tables.revenue.len(), reasons(&kept_out)), (0, vec!["too_large"]), "{amount}");
    }
    let rules = |amount: &str| {
        botworth::rules::Rules::from_json(&format!(r#"{{"fx":{{"EUR":{amount}}},"cost":{{"hourly_rate":{amount}}}}}"#))
    };
    assert!(rules("1e15").is_ok());
    let told = rules("1.1e15").unwrap_err().to_string();
    assert!(told.contains("cost.hourly_rate is 1100000000000000.0; it must be a number from 0 to 1000000000000000"), "{told}");
    assert!(told.contains("fx.EUR is 1100000000000000.0; it must be a number above 0, at most 1000000000000000"), "{told}");
}
