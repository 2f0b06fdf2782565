//! Scenarios, computed by hand: 100 eligible chats of which 40 are deflected and 30 handed off, 50 others of which 10 are
//! resolved and 20 handed off, in a month that costs 150 x 0.20 + 31 = 61.

use std::fmt::Write as _;
use std::io::Cursor;

use botworth::insight::what_if::{Lever, Outcome, Scenario, WhatIfError, what_if};
use botworth::protocol::OpenFile;
use botworth::scorecard::{BoardId, Scorecard};
use botworth::session::Session;

fn card() -> Scorecard {
    let mut chats = "conversation_id,started_at,intent,resolution,handoff\n".to_owned();
    for at in 0..150 {
        let (intent, resolved, handed_off) = match at {
            0..100 => ("returns", at < 40, (40..70).contains(&at)),
            _ => ("complaint", at < 110, (110..130).contains(&at)),
        };
        let day = at % 31 + 1;
        let (resolution, handoff) = (if resolved { "confirmed" } else { "none" }, if handed_off { "answered" } else { "none" });
        let _ = writeln!(chats, "c{at},2026-03-{day:02}T10:00:00Z,{intent},{resolution},{handoff}");
    }
    let rules = r#"{"manual_cost_per_conversation": 5, "cost": {"ai_per_conversation": 0.2, "platform_monthly": 31}}"#;
    card_of(&chats, rules)
}

fn card_of(chats: &str, rules: &str) -> Scorecard {
    let mut session = Session::new("UTC");
    for (file, (name, text)) in (0..).zip([("chats.csv", chats), ("rules.json", rules)]) {
        let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
        session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
    }
    session.scorecard().unwrap()
}

fn outcome(changes: Vec<Lever>) -> Outcome {
    what_if(&card(), None, &Scenario { name: String::new(), changes }).unwrap()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "found {found}, expected {expected}");
}

/// The difference that one change makes.
fn net(lever: Lever) -> f64 {
    outcome(vec![lever]).effects[0].net
}

#[test]
fn nothing_changed_is_what_was_measured() {
    let today = outcome(Vec::new());
    assert_eq!(today.before, today.after);
    close(today.before.value, 200.0);
    close(today.before.cost, 61.0);
    let card = card();
    assert_eq!((card.roi.value, card.roi.program_cost), (Some(200.0), Some(61.0)));
    let measured = card.roi.intervals.value.unwrap();
    let interval = today.before.interval.unwrap();
    close(interval[0], measured[0]);
    close(interval[1], measured[1]);
    let (measured, percent) = (card.roi.intervals.percent.unwrap(), today.before.percent_interval.unwrap());
    close(percent[0], measured[0]);
    close(percent[1], measured[1]);
}

#[test]
fn a_return_brings_its_interval() {
    // 40 of 100 deflected at 6: Wilson 30.94 to 49.80 %, against a cost of 61 that nothing uncertain is in.
    let after = outcome(vec![Lever::ManualCost { amount: 6.0 }]).after;
    let percent = |deflected: f64| (deflected * 6.0 - 61.0) / 61.0 * 100.0;
    let [low, high] = after.percent_interval.unwrap();
    assert!((low - percent(30.94)).abs() < 0.1 && (high - percent(49.80)).abs() < 0.1, "{low} {high}");
    // A gap that is closed is paid by resolution too: each end of its chats moves value and cost together.
    let gap = Lever::CloseGap { question: "?".to_owned(), chats: 20, share: 1.0 };
    let both = outcome(vec![Lever::PricePerResolution { price: 0.5 }, gap]).after;
    close(both.cost, 31.0 + 0.5 * 58.0);
    // The deflected of today from 40 to its lower end, and of 20 more from 8 to theirs: at 5, the latter at 0.50 each.
    let at = |today: f64, more: f64| ((today + more) * 5.0 - 31.0 - 0.5 * (50.0 + more)) / (31.0 + 0.5 * (50.0 + more)) * 100.0;
    let (middle, end) = (at(40.0, 8.0), [at(30.940_129, 8.0), at(40.0, 6.188_026)]);
    let below = libm::hypot(middle - end[0], middle - end[1]);
    assert!((both.percent_interval.unwrap()[0] - (middle - below)).abs() < 0.01, "{both:?}");
}

#[test]
fn a_price_of_resolutions_replaces_what_the_rows_cost_too() {
    // 100 chats with a cell of 0.30, and 50 at the rules' 0.20: 40 in place of 150 x 0.20.
    let mut chats = "conversation_id,started_at,intent,resolution,handoff,cost\n".to_owned();
    for at in 0..150 {
        let (resolution, cost) = (if at < 50 { "confirmed" } else { "none" }, if at < 100 { "0.30" } else { "" });
        let _ = writeln!(chats, "c{at},2026-03-{:02}T10:00:00Z,returns,{resolution},none,{cost}", at % 31 + 1);
    }
    let rules = r#"{"manual_cost_per_conversation": 5, "cost": {"ai_per_conversation": 0.2, "platform_monthly": 31},
        "eligible_intents": {"returns": true}}"#;
    let card = card_of(&chats, rules);
    assert_eq!(card.roi.program_cost.map(f64::round), Some(71.0));
    let price = |price| Scenario { name: String::new(), changes: vec![Lever::PricePerResolution { price }] };
    close(what_if(&card, None, &price(0.5)).unwrap().after.cost, 31.0 + 50.0 * 0.5);
    // Said twice, the last counts, and nothing is taken back twice.
    let twice = Scenario { changes: [price(2.0).changes, price(0.5).changes].concat(), ..Scenario::default() };
    close(what_if(&card, None, &twice).unwrap().after.cost, 31.0 + 50.0 * 0.5);
}

#[test]
fn each_change_moves_what_was_measured() {
    close(net(Lever::Eligible { intent: "complaint".to_owned(), eligible: true }), 50.0);
    close(net(Lever::Eligible { intent: "returns".to_owned(), eligible: false }), -200.0);
    // 20 chats at 40 of 100.
    close(net(Lever::CloseGap { question: "?".to_owned(), chats: 20, share: 1.0 }), 40.0);
    // Half of 50 handoffs, two thirds of them eligible, resolved as 50 of the 100 that nobody took over.
    close(net(Lever::KeepHandoffs { share: 0.5 }), 25.0 * 2.0 / 3.0 * 0.5 * 5.0);
    close(net(Lever::ManualCost { amount: 6.0 }), 40.0);
    // 50 resolutions at 0.50 in place of 150 chats at 0.20.
    close(net(Lever::PricePerResolution { price: 0.5 }), 5.0);
    // Two seats at 20 in place of 31 a month.
    close(net(Lever::PricePerSeat { price: 20.0, seats: 2.0 }), -9.0);
}

#[test]
fn a_price_is_paid_once_for_each_resolution() {
    let price = || Lever::PricePerResolution { price: 0.5 };
    let complaint = Lever::Eligible { intent: "complaint".to_owned(), eligible: true };
    // The 10 complaints are among the 50 resolutions that are paid already: 61 - 150 x 0.20 + 50 x 0.50.
    close(outcome(vec![price(), complaint]).after.cost, 56.0);
    // Half of 50 handoffs, of which half are resolved: 12.5 more.
    close(outcome(vec![price(), Lever::KeepHandoffs { share: 0.5 }]).after.cost, 56.0 + 12.5 * 0.5);
}

#[test]
fn changes_together_and_where_they_break_even() {
    let both =
        outcome(vec![Lever::ManualCost { amount: 6.0 }, Lever::Eligible { intent: "complaint".to_owned(), eligible: true }]);
    close(both.after.value, 300.0);
    close(both.break_even.unwrap(), 61.0 / 50.0);
    close(both.after.percent.unwrap(), (300.0 - 61.0) / 61.0 * 100.0);
    // The largest first: 50 beside 40.
    assert_eq!(both.effects.iter().map(|effect| effect.change).collect::<Vec<_>>(), [1, 0]);
    let [low, high] = both.effects[0].interval;
    // Wilson of 10 of 50 is 11.24 to 33.04 %.
    close((low / 5.0 * 100.0).round() / 100.0, 5.62);
    close((high / 5.0 * 100.0).round() / 100.0, 16.52);
}

#[test]
fn what_is_measured_brings_its_interval_and_a_price_has_none() {
    let interval = |lever: Lever| outcome(vec![lever]).effects[0].interval;
    // 40 of 100 deflected: Wilson 30.94 to 49.80 %; each at 1 more.
    let [low, high] = interval(Lever::ManualCost { amount: 6.0 });
    close((low * 100.0).round(), 3_094.0);
    close((high * 100.0).round(), 4_980.0);
    // At 1 less the same the other way round.
    assert_eq!(interval(Lever::ManualCost { amount: 4.0 }).map(|end| (end * 100.0).round()), [-4_980.0, -3_094.0]);
    // Nobody's returns are deflected any more: 40 of 100 at 5, and no more than all the 200 that there are.
    let lost = interval(Lever::Eligible { intent: "returns".to_owned(), eligible: false });
    assert_eq!(lost.map(f64::round), [-200.0, -155.0]);
    assert_eq!(interval(Lever::PricePerResolution { price: 0.5 }).map(|end| (end * 1e9).round() / 1e9), [5.0, 5.0]);
}

#[test]
fn each_board_has_its_own_money() {
    // Ten support chats, four of them deflected, and ten chats of a flow that sells: none eligible, two orders of 100.
    let mut chats = "conversation_id,started_at,flow,intent,resolution,handoff,user_id\n".to_owned();
    for at in 0..20 {
        let (flow, intent) = if at < 10 { ("help", "returns") } else { ("sales", "sizing") };
        let resolution = if (4..18).contains(&at) { "none" } else { "confirmed" };
        let _ = writeln!(chats, "c{at},2026-03-{:02}T10:00:00Z,{flow},{intent},{resolution},none,u{at}", at + 1);
    }
    let orders = "order_id,at,amount,conversation_id\no1,2026-03-12T00:00:00Z,100,c10\no2,2026-03-13T00:00:00Z,100,c11\n";
    let rules = r#"{"manual_cost_per_conversation": 5, "cost": {"ai_per_conversation": 1}, "currency": "EUR",
        "flow_kind": {"help": "support", "sales": "sales"}, "eligible_intents": {"returns": true, "sizing": false}}"#;
    let mut session = Session::new("UTC");
    for (file, (name, text)) in (0..).zip([("chats.csv", chats.as_str()), ("orders.csv", orders), ("rules.json", rules)]) {
        let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
        session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
    }
    let card = session.scorecard().unwrap();
    let of = |board, changes| what_if(&card, Some(board), &Scenario { name: String::new(), changes }).unwrap();
    // 4 x 5 against 10 x 1; 200 of profit against 10 x 1.
    for (board, value) in [(BoardId::Support, 20.0), (BoardId::Lead, 200.0)] {
        let today = of(board, Vec::new()).before;
        close(today.value, value);
        close(today.cost, 10.0);
        close(today.value, card.boards.get(&board).unwrap().roi.value.unwrap());
    }
    // The price of a chat by hand moves the support board's alone; that of a resolution what each resolved: 4 and 2.
    let dearer = Lever::ManualCost { amount: 6.0 };
    close(of(BoardId::Support, vec![dearer.clone()]).effects[0].net, 4.0);
    close(of(BoardId::Lead, vec![dearer]).effects[0].net, 0.0);
    let price = Lever::PricePerResolution { price: 3.0 };
    let after = of(BoardId::Lead, vec![price]).after;
    close(after.cost, 6.0);
    assert_eq!((after.made_of.measured_cost, after.made_of.taken, after.made_of.put), (10.0, 10.0, 6.0));
    // An intent of the other bot is none of this one.
    let lever = Lever::Eligible { intent: "returns".to_owned(), eligible: false };
    close(of(BoardId::Support, vec![lever.clone()]).effects[0].net, -20.0);
    let refused = what_if(&card, Some(BoardId::Lead), &Scenario { name: String::new(), changes: vec![lever] }).unwrap_err();
    assert_eq!(refused, WhatIfError::NoIntent("returns".to_owned()));
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |lever| what_if(&card(), None, &Scenario { name: String::new(), changes: vec![lever] }).unwrap_err();
    assert_eq!(refused(Lever::KeepHandoffs { share: 1.5 }), WhatIfError::OutOfRange(0));
    assert_eq!(refused(Lever::ManualCost { amount: -1.0 }), WhatIfError::OutOfRange(0));
    let unknown = Lever::Eligible { intent: "weather".to_owned(), eligible: true };
    assert_eq!(refused(unknown), WhatIfError::NoIntent("weather".to_owned()));
    let mut free = card();
    free.rules.rules.manual_cost_per_conversation = None;
    assert_eq!(what_if(&free, None, &Scenario::default()), Err(WhatIfError::NoMoney));
}

#[test]
fn a_scenario_is_written_as_people_read_it() {
    let text = r#"{"name":"Spring","changes":[{"change":"keep_handoffs","share":0.2},{"change":"eligible","intent":"a","eligible":true}]}"#;
    let scenario: Scenario = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&scenario).unwrap(), text);
    assert!(serde_json::from_str::<Scenario>(r#"{"changes":[{"change":"keep_handoffs","shares":0.2}]}"#).is_err());
}
