use std::io::Cursor;

use sha2::{Digest as _, Sha256};

use super::Session;
use crate::ingest::{Plan, RangeOrder, read_range};
use crate::protocol::{FileError, OpenFile, Request, Response};
use crate::rules::Rules;
use crate::scorecard::Query;

const CONVERSATIONS: &str = "conversation_id,started_at,intent\n\
    a,2026-03-02T10:00:00Z,faq\nb,2026-03-02T11:00:00Z,faq\nc,2026-03-03T10:00:00Z,refund\n";
const LEADS: &str = "lead_id,created_at\nl1,2026-03-03T10:00:00Z\nl2,never\n";

/// What a fresh session says to some files, opened in this order and numbered from 0.
fn say(session: &mut Session, files: &[(&str, &str)]) -> Vec<Response> {
    let opened = (0..).zip(files).map(|(file, (name, text))| OpenFile {
        file,
        name: (*name).to_owned(),
        size: text.len() as u64,
        sha256: None,
    });
    let mut texts = files.iter().map(|(_, text)| text.as_bytes());
    let mut said = Vec::new();
    session.answer(
        vec![Request::Open { files: opened.collect() }],
        |_| std::io::Cursor::new(texts.next().unwrap_or_default()),
        &mut |response| said.push(response),
    );
    said
}

fn json(said: &[Response]) -> &str {
    said.iter()
        .find_map(|response| match response {
            Response::Scorecard { json, .. } => Some(json.as_str()),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn the_order_in_which_files_are_opened_changes_nothing_that_is_told() {
    let files = crate::sample::generate(1);
    let told = |files: &mut dyn Iterator<Item = &(String, Vec<u8>)>| {
        let mut session = Session::new("UTC");
        for (at, (name, bytes)) in (0..).zip(files) {
            let file = OpenFile { file: at, name: name.clone(), size: bytes.len() as u64, sha256: None };
            session.open(&file, Cursor::new(bytes), &mut |_, _| {}).unwrap();
        }
        let scope = crate::metrics::Scope::default();
        let (card, gaps) = (session.scorecard().unwrap(), session.gaps(&scope).unwrap());
        let (invoice, _) = session.invoice(&scope, &crate::insight::invoice::Dispute::ALL.iter().copied().collect()).unwrap();
        (crate::scorecard::to_json(&card), format!("{gaps:?} {invoice:?} {:?}", session.joined_tables()))
    };
    let (one, other) = (told(&mut files.iter()), told(&mut files.iter().rev()));
    assert!(one.0 == other.0, "the scorecards differ");
    assert_eq!(one.1, other.1);
}

#[test]
fn files_are_read_and_one_scorecard_follows() {
    let said = say(&mut Session::new("UTC"), &[("chats.csv", CONVERSATIONS), ("leads.csv", LEADS)]);
    let kept: Vec<(u32, u64, u64)> = said
        .iter()
        .filter_map(|response| match response {
            Response::Opened { file, report } => Some((*file, report.rows_kept, report.rows_rejected)),
            _ => None,
        })
        .collect();
    assert_eq!(kept, [(0, 3, 0), (1, 1, 1)]);
    let Some(Response::Scorecard { intents, .. }) = said.last() else {
        panic!("the scorecard comes last");
    };
    let intents: Vec<(&str, u64)> = intents.iter().map(|found| (found.intent.as_str(), found.conversations)).collect();
    assert_eq!(intents, [("faq", 2), ("refund", 1)]);
}

#[test]
fn what_is_chosen_counts_alone_and_everything_can_still_be_chosen() {
    let mut session = Session::new("UTC");
    say(&mut session, &[("chats.csv", CONVERSATIONS), ("leads.csv", LEADS)]);
    let mut narrow = |address: &str| {
        let mut said = Vec::new();
        let request = Request::Narrow { query: Box::new(Query::from_address(address)) };
        session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| said.push(response));
        match said.pop() {
            Some(Response::Scorecard { card: Some(card), choices, json, .. }) => (card.counts.opened, choices, json),
            other => panic!("{other:?}"),
        }
    };
    let (opened, choices, narrowed) = narrow("intent=refund");
    assert_eq!((opened, choices.conversations), (1, 3));
    let intents = choices.fields.iter().find(|choice| choice.field.word() == "intent").unwrap();
    assert_eq!(intents.values, [("faq".to_owned(), 2), ("refund".to_owned(), 1)]);
    let (opened, same, all) = narrow("");
    assert_eq!((opened, same), (3, choices));
    assert_ne!(all, narrowed);
}

#[test]
fn an_unknown_file_is_refused_and_the_rest_counts() {
    let alone = say(&mut Session::new("UTC"), &[("chats.csv", CONVERSATIONS)]);
    let said = say(&mut Session::new("UTC"), &[("menu.csv", "soup,price\nmiso,3\n"), ("chats.csv", CONVERSATIONS)]);
    assert!(said.iter().any(|response| matches!(
        response,
        Response::Refused { file: 0, error: FileError::Unknown { seen }, .. } if seen == "soup,price"
    )));
    assert!(!json(&said).is_empty());
    assert_eq!(json(&said), json(&alone));
}

#[test]
fn the_order_of_files_changes_nothing() {
    let rules = r#"{"margin": 0.5, "cost": {"platform_monthly": 100}}"#;
    let files = [("chats.csv", CONVERSATIONS), ("leads.csv", LEADS), ("a.json", r#"{"margin": 0.1}"#), ("b.json", rules)];
    let mut reversed = files;
    reversed.reverse();
    let forth = say(&mut Session::new("UTC"), &files);
    let back = say(&mut Session::new("UTC"), &reversed);
    assert!(json(&forth).contains("\"margin\": 0.5"));
    assert_eq!(json(&forth), json(&back));
}

#[test]
fn dropped_rules_count_like_given_ones_until_others_are_set() {
    let mut dropped = Session::new("UTC");
    let said = say(&mut dropped, &[("chats.csv", CONVERSATIONS), ("rules.json", r#"{"margin": 0.25}"#)]);
    let mut given = Session::new("UTC");
    given.set_rules(Rules { margin: 0.25, ..Rules::default() });
    assert_eq!(json(&said), json(&say(&mut given, &[("chats.csv", CONVERSATIONS)])));

    let mut said = Vec::new();
    dropped.answer(vec![Request::SetRules { rules: Box::default() }], |_| std::io::empty(), &mut |response| said.push(response));
    assert_eq!(json(&said), json(&say(&mut Session::new("UTC"), &[("chats.csv", CONVERSATIONS)])));
}

#[test]
fn the_same_content_twice_counts_once() {
    let said = say(&mut Session::new("UTC"), &[("chats.csv", CONVERSATIONS), ("copy.csv", CONVERSATIONS)]);
    assert!(said.iter().any(|response| matches!(
        response,
        Response::Opened { file: 1, report } if report.rows_kept == 0 && report.rows_duplicate == 3
    )));
    assert!(json(&said).contains("\"opened\": 3"));
}

#[test]
fn a_removed_file_no_longer_counts_and_none_leaves_no_scorecard() {
    let mut session = Session::new("UTC");
    say(&mut session, &[("chats.csv", CONVERSATIONS), ("leads.csv", LEADS)]);
    let mut remove = |file| {
        let mut said = Vec::new();
        session.answer(vec![Request::Remove { file }], |_| std::io::empty(), &mut |response| said.push(response));
        json(&said).to_owned()
    };
    assert_eq!(remove(1), json(&say(&mut Session::new("UTC"), &[("chats.csv", CONVERSATIONS)])));
    assert_eq!(remove(0), "");
}

#[test]
fn the_ledger_comes_in_pages() {
    let mut session = Session::new("UTC");
    say(&mut session, &[("leads.csv", "lead_id,created_at\na,x\nb,y\nc,z\n")]);
    let mut said = Vec::new();
    session.answer(vec![Request::Ledger { offset: 1, limit: 1 }], |_| std::io::empty(), &mut |response| said.push(response));
    let [Response::Ledger { total: 3, offset: 1, entries }] = said.as_slice() else {
        panic!("one page: {said:?}");
    };
    let [line] = entries.as_slice() else {
        panic!("one line: {entries:?}");
    };
    assert_eq!((line.file.as_str(), line.line, line.column.as_str(), line.cell.as_str()), ("leads.csv", 3, "created_at", "y"));
    assert!(line.row_rejected);
}

#[test]
fn what_is_said_survives_the_way_to_the_tab() {
    let mut said = Vec::new();
    let nothing = |_: &OpenFile| std::io::Cursor::new(Vec::new());
    Session::new("UTC").answer(vec![Request::OpenSample { seed: 7 }], nothing, &mut |response| said.push(response));
    assert!(said.iter().any(|response| matches!(response, Response::Scorecard { card: Some(_), .. })));
    for response in said {
        let bytes = borsh::to_vec(&response).unwrap();
        assert_eq!(borsh::from_slice::<Response>(&bytes).unwrap(), response);
    }
}

#[test]
fn a_person_names_the_columns_of_a_file_and_files_like_it_follow() {
    let chats = "Chat No,Began,Outcome\n1,13/03/2026 10:00,confirmed\n2,14/03/2026 10:00,unresolved\n,15/03/2026 10:00,\n";
    let file = |file, name: &str| OpenFile { file, name: name.to_owned(), size: chats.len() as u64, sha256: None };
    let mut session = Session::new("UTC");
    let mut said = Vec::new();
    let mut ask = |request| {
        said.clear();
        session.answer(vec![request], |_| std::io::Cursor::new(chats), &mut |response| said.push(response));
        said.clone()
    };
    let refused = ask(Request::Open { files: vec![file(0, "a.csv")] });
    assert!(refused.iter().any(|said| matches!(said, Response::Refused { error: FileError::Unknown { .. }, .. })));
    let suggested = ask(Request::SuggestMapping { file: file(0, "a.csv") });
    let [Response::Suggested { draft, .. }] = suggested.as_slice() else { panic!("one suggestion, and no scorecard") };
    assert_eq!(
        draft.choice.to,
        [Some("conversation_id".to_owned()), Some("started_at".to_owned()), Some("resolution".to_owned())]
    );
    assert!(!draft.asks_date_order, "13/03 tells");
    // Without its start no row counts, and it is said what is missing.
    let mut choice = draft.choice.clone();
    choice.to[1] = None;
    let tried = ask(Request::TryMapping { file: file(0, "a.csv"), choice });
    let [Response::Tried { preview, .. }] = tried.as_slice() else { panic!("a preview") };
    assert_eq!((preview.kept, preview.missing.as_slice()), (0, &["started_at".to_owned()][..]));
    let tried = ask(Request::TryMapping { file: file(0, "a.csv"), choice: draft.choice.clone() });
    let [Response::Tried { preview, .. }] = tried.as_slice() else { panic!("a preview") };
    assert_eq!((preview.kept, preview.rejected), (2, 1));
    assert_eq!(preview.rows[0], ["1", "2026-03-13T10:00:00", "confirmed"]);
    let used = ask(Request::UseMapping { file: file(0, "a.csv"), choice: draft.choice.clone() });
    assert!(matches!(used.last(), Some(Response::Scorecard { card: Some(card), .. }) if card.counts.opened == 2));
    // The same content again is a twin; what matters is that nobody is asked.
    let next = ask(Request::Open { files: vec![file(1, "b.csv")] });
    assert!(next.iter().any(|said| matches!(said, Response::Opened { file: 1, .. })));
}

/// A request's answers, with the bytes of files by number.
fn ask(session: &mut Session, request: Request, bytes: &[&str]) -> Vec<Response> {
    let mut said = Vec::new();
    let input = |file: &OpenFile| std::io::Cursor::new(bytes[file.file as usize].as_bytes().to_vec());
    session.answer(vec![request], input, &mut |response| said.push(response));
    said
}

/// The files that are to be read again.
fn again(said: &[Response]) -> Vec<u32> {
    let files = said.iter().find_map(|response| match response {
        Response::Mappings { again, .. } => Some(again.iter().map(|file| file.file).collect()),
        _ => None,
    });
    files.unwrap_or_default()
}

#[test]
fn a_mapping_reads_the_files_again_that_nobody_knew_and_leaves_them_when_it_goes() {
    let mapping = r#"{"botworth_mapping": 1, "name": "shop", "table": "conversations",
        "columns": [{"column": "Chat No", "to": "conversation_id"}, {"column": "Began", "to": "started_at"}]}"#;
    let bytes = ["Chat No,Began\n1,2026-03-13 10:00\n", mapping];
    let mut session = Session::new("UTC");
    let open =
        |file: u32, name: &str| OpenFile { file, name: name.to_owned(), size: bytes[file as usize].len() as u64, sha256: None };
    let files = vec![open(0, "a.csv"), open(1, "shop.json")];
    let said = ask(&mut session, Request::Open { files: files.clone() }, &bytes);
    assert_eq!(again(&said), [0], "the file came before its mapping");
    let said = ask(&mut session, Request::Open { files: vec![files[0].clone()] }, &bytes);
    assert!(matches!(said.last(), Some(Response::Scorecard { card: Some(card), .. }) if card.counts.opened == 1));
    let said = ask(&mut session, Request::Remove { file: 1 }, &bytes);
    assert_eq!(again(&said), [0]);
    let said = ask(&mut session, Request::Open { files: vec![files[0].clone()] }, &bytes);
    assert!(said.iter().any(|said| matches!(said, Response::Refused { error: FileError::Unknown { .. }, .. })));
}

#[test]
fn a_mapping_with_errors_is_refused_with_each_of_them() {
    let bytes = [r#"{"botworth_mapping": 1, "name": "", "table": "conversations", "columns": []}"#];
    let file = OpenFile { file: 0, name: "shop.json".to_owned(), size: bytes[0].len() as u64, sha256: None };
    let said = ask(&mut Session::new("UTC"), Request::Open { files: vec![file] }, &bytes);
    let Some(Response::Refused { error: FileError::Mapping { reasons }, .. }) = said.get(1) else { panic!("{said:?}") };
    assert!(reasons.iter().any(|reason| reason.starts_with("name ")), "{reasons:?}");
}

#[test]
fn what_was_recognised_is_changed_and_told() {
    let bytes = ["conferenceId,chat start date Europe/London,visitor id,operator 1 nick,operator 1 id,rate,tag 1,tag 2\n\
        P1,2026-07-02 10:00:00,v1,Bot,5c9871d5372c824cbf22d860a707a578,rated good,urgent,delivery\n"];
    let file = OpenFile { file: 0, name: "chats.csv".to_owned(), size: bytes[0].len() as u64, sha256: None };
    let mut session = Session::new("UTC");
    ask(&mut session, Request::Open { files: vec![file.clone()] }, &bytes);
    let said = ask(&mut session, Request::SuggestMapping { file: file.clone() }, &bytes);
    let [Response::Suggested { draft, .. }] = said.as_slice() else { panic!("{said:?}") };
    assert!(draft.recognised.is_some());
    let mut choice = draft.choice.clone();
    choice.to[6] = None;
    choice.to[7] = Some("intent".to_owned());
    let said = ask(&mut session, Request::TryMapping { file: file.clone(), choice: choice.clone() }, &bytes);
    let [Response::Tried { preview, .. }] = said.as_slice() else { panic!("{said:?}") };
    let intent = preview.header.iter().position(|column| column == "intent").unwrap();
    assert_eq!(preview.rows[0][intent], "delivery");
    let said = ask(&mut session, Request::UseMapping { file, choice }, &bytes);
    assert!(
        said.iter()
            .any(|said| matches!(said, Response::Opened { report, .. } if report.reason.ends_with("changed by mapping chats")))
    );
    let Some(Response::Mappings { mappings, again }) = said.iter().find(|said| matches!(said, Response::Mappings { .. })) else {
        panic!("{said:?}")
    };
    assert_eq!((mappings[0].base.as_deref(), again.len()), (Some("LiveChat chats"), 0));
    assert!(matches!(said.last(), Some(Response::Scorecard { intents, .. }) if intents[0].intent == "delivery"));
}

#[test]
fn rows_of_tests_are_counted_by_file() {
    let chats =
        "conversation_id,started_at,test\na,2026-03-02T10:00:00Z,true\na,2026-03-02T10:05:00Z,true\nb,2026-03-02T11:00:00Z,\n";
    let leads = "lead_id,created_at,conversation_id\nl1,2026-03-03T10:00:00Z,a\nl2,2026-03-03T10:00:00Z,b\n";
    let said = say(&mut Session::new("UTC"), &[("chats.csv", chats), ("leads.csv", leads)]);
    let Some(Response::Scorecard { test_rows, .. }) = said.last() else { panic!("the scorecard comes last") };
    assert_eq!(*test_rows, [2, 1]);
}

/// More bytes than two ranges have, with line ends in quotes.
fn large_file() -> String {
    use std::fmt::Write as _;
    let mut text = String::from("conversation_id,started_at,intent,question\n");
    for at in 0..200_000 {
        let (day, hour, intent) = (1 + at % 28, at % 24, ["faq", "refund", "\"a, b\""][at % 3]);
        let _ = write!(
            text,
            "c{at},2026-03-{day:02}T{hour:02}:00:00Z,{intent},\"Where is my order {at}?\nIt was due on\nday {day} \"\"\"\n"
        );
    }
    text
}

#[test]
fn readers_of_ranges_in_any_order_give_the_scorecard_of_one() {
    let text = large_file();
    let whole = say(&mut Session::new("UTC"), &[("chats.csv", &text)]);
    let file = OpenFile { file: 0, name: "chats.csv".to_owned(), size: text.len() as u64, sha256: None };
    let mut session = Session::new("UTC");
    let hello = Request::Hello { version: crate::protocol::VERSION, time_zone: "UTC".to_owned(), readers: 2 };
    ask(&mut session, hello, &[&text]);
    let mut said = ask(&mut session, Request::Open { files: vec![file] }, &[&text]);
    assert!(said.iter().all(|said| !matches!(said, Response::Scorecard { .. })), "nothing is told before the file is whole");
    let mut ranges = 0;
    while let Some(Response::ReadRanges { plan, orders, .. }) =
        said.iter().find(|said| matches!(said, Response::ReadRanges { .. }))
    {
        let plan = Plan::from_bytes(plan).unwrap();
        let orders: Vec<RangeOrder> = orders.iter().rev().map(|order| RangeOrder::from_bytes(order).unwrap()).collect();
        let mut answers = Vec::new();
        for order in orders {
            let from = usize::try_from(plan.bytes_of(order.range).start).unwrap();
            let part = read_range(&plan, order, &text.as_bytes()[from..], &mut |_, _| {}).to_bytes();
            let mut hear = |response| answers.push(response);
            session.answer(vec![Request::TakeRange { file: 0 }], |_| std::io::Cursor::new(part.clone()), &mut hear);
            ranges += 1;
        }
        said = answers;
    }
    assert!(ranges >= 3, "{ranges}");
    assert!(json(&said).contains("\"sha256\": \"\""), "the hash follows");
    let sha256 = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let said = ask(&mut session, Request::SetHash { file: 0, sha256 }, &[&text]);
    assert_eq!(json(&said), json(&whole));
}

#[test]
fn a_range_that_cannot_be_had_makes_the_file_be_read_whole() {
    let text = large_file();
    let file = OpenFile { file: 0, name: "chats.csv".to_owned(), size: text.len() as u64, sha256: None };
    let mut session = Session::new("UTC");
    ask(&mut session, Request::Hello { version: crate::protocol::VERSION, time_zone: "UTC".to_owned(), readers: 2 }, &[&text]);
    ask(&mut session, Request::Open { files: vec![file.clone()] }, &[&text]);
    let mut said = Vec::new();
    session.answer(vec![Request::TakeRange { file: 0 }], |_| std::io::Cursor::new(b"no part".to_vec()), &mut |response| {
        said.push(response);
    });
    assert!(said.iter().any(|said| *said == Response::ReadWhole { file: file.clone() }));
    let said = ask(&mut session, Request::OpenWhole { files: vec![file] }, &[&text]);
    assert!(!json(&said).is_empty());
}

#[test]
fn a_scorecard_saved_before_brings_its_weeks_and_tells_of_changed_attribution() {
    let rules = r#"{"attribution":{"model":"first","window_days":7}}"#;
    let mut before = Session::new("UTC");
    before.set_rules(Rules::from_json(rules).unwrap().0);
    before.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    before.set_rules(Rules::from_json(rules).unwrap().0);
    let printed = crate::scorecard::to_json(&before.scorecard().unwrap());
    assert!(printed.len() > crate::ingest::HEAD_BYTES, "it is longer than what is looked at first");

    let mut session = Session::new("UTC");
    let said = say(&mut session, &[("chats.csv", CONVERSATIONS), ("before.json", &printed)]);
    let Some(Response::Scorecard { earlier: Some(earlier), card: Some(card), .. }) = said.last() else {
        panic!("the scorecard comes last, with the one before: {:?}", said.len());
    };
    let [series] = earlier.series.as_slice() else { panic!("one series") };
    assert_eq!((earlier.name.as_str(), &series.rules_hash), ("before.json", &before.scorecard().unwrap().rules_hash));
    assert!(series.boards.values().all(|weeks| weeks.len() > 20));
    assert!(card.checks.iter().any(|check| check.check == "attribution_changed"), "{:?}", card.checks);
    assert_eq!(card.files.len(), 1, "it is no file with rows");
    // Taken out again, nothing of it is told.
    let mut told = Vec::new();
    session.answer(vec![Request::Remove { file: 1 }], |_| Cursor::new(Vec::new()), &mut |response| told.push(response));
    assert!(matches!(told.last(), Some(Response::Scorecard { earlier: None, card: Some(_), .. })));

    let newer = printed.replacen("\"schema\": 1", "\"schema\": 99", 1);
    let said = say(&mut Session::new("UTC"), &[("newer.json", &newer)]);
    let is_told = |response: &Response| matches!(response, Response::Refused { error: FileError::Broken { reason, .. }, .. } if reason.contains("99"));
    assert!(said.iter().any(is_told), "{said:?}");
}

#[test]
fn what_stands_behind_a_board_s_number_adds_up_to_it() {
    use crate::lineage::Asked;
    use crate::protocol::AskedRows;
    use crate::scorecard::{BoardId, ChangeId};

    let mut session = Session::new("UTC");
    session.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    let card = session.scorecard().unwrap();
    let counted_in_rows = |id: ChangeId| {
        !matches!(
            id,
            ChangeId::SessionLength
                | ChangeId::FirstUsefulAnswer
                | ChangeId::CostPerInteraction
                | ChangeId::AttributedRevenue
                | ChangeId::EngagementRate
        )
    };
    for board in [BoardId::Support, BoardId::Lead] {
        for id in ChangeId::ALL.iter().copied().filter(|id| counted_in_rows(*id)) {
            let Some(metric) = id.of(&card.boards[&board].metrics).filter(|metric| metric.value.is_some()) else { continue };
            let (metric_id, part) = id.metric();
            let asked = AskedRows { board, number: Asked { metric: metric_id, part }, standing: None };
            let Response::Rows { page } = session.page_of_rows(asked, String::new(), 0, 10) else {
                panic!("rows are answered with rows")
            };
            let [above, below, pending, unknown, _] = page.totals;
            // Chat to lead lists its chats with a lead; all other engaged chats are below the line.
            assert_eq!(metric.numerator, Some(above as f64), "{board:?} {id:?}");
            assert_eq!(metric.denominator, Some((above + below) as f64), "{board:?} {id:?}");
            assert_eq!((metric.pending.unwrap_or(0), metric.unknown), (pending, unknown), "{board:?} {id:?}");
            assert!(page.rows.len() <= 10 && page.rows.iter().all(|row| row.line > 0 && !row.file.is_empty()));

            let Response::Explained { splits, around, .. } = session.explain(board, id) else { panic!("it is explained") };
            for split in splits.iter().filter(|split| split.others == 0) {
                let sum: u64 = split.values.iter().map(|value| value.metric.n).sum();
                assert_eq!(sum, metric.n, "{board:?} {id:?} by {:?}", split.field);
                for value in split.values.iter().filter(|value| !value.weeks.is_empty()) {
                    let weeks: u64 = value.weeks.iter().map(|week| week.metric.n).sum();
                    assert_eq!(weeks, value.metric.n, "{board:?} {id:?} {} by week", value.name);
                }
            }
            let around = around.unwrap();
            assert_eq!((around.counted.chats, around.others.chats), (above, below), "{board:?} {id:?}");
        }
    }
    // Leads of the sample come from chats, before which people saw pages; more of those with a meeting buy than of the others.
    let Response::Explained { around: Some(booked), .. } = session.explain(BoardId::Lead, ChangeId::QualifiedBookingRate) else {
        panic!("leads have a before and after")
    };
    assert!(booked.counted.known_before > 0 && booked.counted.booked == booked.counted.chats, "{booked:?}");
    let share = |of: &crate::lineage::Group| of.bought as f64 / of.chats as f64;
    assert!(share(&booked.counted) > share(&booked.others), "{booked:?}");
}

#[test]
fn revenue_is_split_week_by_week_and_has_a_before() {
    use crate::lineage::Asked;
    use crate::metrics::Field;
    use crate::model::Dimension;
    use crate::protocol::AskedRows;
    use crate::scorecard::{BoardId, ChangeId, MetricId};

    let mut session = Session::new("UTC");
    session.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    let id = ChangeId::AttributedRevenue;
    let Response::Explained { splits, around: Some(around), .. } = session.explain(BoardId::Lead, id) else {
        panic!("orders have a before")
    };
    let asked =
        AskedRows { board: BoardId::Lead, number: Asked { metric: MetricId::AttributedRevenue, part: None }, standing: None };
    let Response::Rows { page } = session.page_of_rows(asked, String::new(), 0, 1) else { panic!("rows are answered with rows") };
    assert_eq!([around.counted.chats, around.others.chats], [page.totals[0], page.totals[1]]);
    assert!(around.hours.is_empty());
    // The sample's touches lie on the way to its orders, days before them.
    assert!(around.counted.known_before + around.others.known_before > 0, "{around:?}");
    let by_intent = splits.iter().find(|split| split.field == Field::Dimension(Dimension::Intent)).unwrap();
    for value in by_intent.values.iter().filter(|value| !value.weeks.is_empty()) {
        let weeks: f64 = value.weeks.iter().filter_map(|week| week.metric.value).sum();
        let whole = value.metric.value.unwrap();
        assert!((weeks - whole).abs() < 1e-6 * whole.max(1.0), "{}: {weeks} of {whole}", value.name);
    }
}

#[test]
fn what_charts_show_adds_up_to_their_numbers() {
    use crate::scorecard::{BoardId, ChangeId, FlowEnd, IntentDetail, MetricId, PartId, Shape};

    let mut session = Session::new("UTC");
    session.answer(vec![Request::OpenSample { seed: 7 }], |_| Cursor::new(Vec::new()), &mut |_| {});
    let card = session.scorecard().unwrap();
    let mut shown = |board, id| match session.explain(board, id) {
        Response::Explained { shape, around, .. } => (shape, around),
        _ => panic!("it is explained"),
    };

    let support = &card.boards[&BoardId::Support];
    let deflection = &support.metrics[&MetricId::DeflectionRate];
    let flow = support.detail.flow;
    let deflected: u64 = FlowEnd::DEFLECTED.iter().map(|end| flow[*end as usize]).sum();
    let known = flow.iter().sum::<u64>() - flow[FlowEnd::Unknown as usize];
    assert_eq!((Some(deflected as f64), Some(known as f64)), (deflection.numerator, deflection.denominator));
    assert_eq!(support.detail.other_intents, 0, "the sample has few intents");
    let left: f64 = support.detail.intents.iter().map(IntentDetail::left_to_people).sum();
    assert_eq!(Some(left), deflection.denominator.zip(deflection.numerator).map(|(all, deflected)| all - deflected));

    let (_, around) = shown(BoardId::Support, ChangeId::DeflectionRate);
    let around = around.unwrap();
    let hours = around.hours.iter().fold([0; 2], |[above, below], hour| [above + hour[0], below + hour[1]]);
    assert_eq!(hours, [around.counted.chats, around.others.chats]);

    let (Shape { costs, .. }, _) = shown(BoardId::Support, ChangeId::CostPerInteraction);
    let program = support.metrics[&MetricId::CostPerInteraction].numerator.unwrap();
    assert!(costs.len() > 1 && (costs.iter().map(|cost| cost.1).sum::<f64>() / program - 1.0).abs() < 1e-12, "{costs:?}");

    let (Shape { distributions, .. }, _) = shown(BoardId::Support, ChangeId::SessionLength);
    let length = &support.metrics[&MetricId::SessionLength];
    assert_eq!(distributions.iter().map(|of| of.n).sum::<u64>(), length.n);
    let (Shape { distributions, .. }, _) = shown(BoardId::Support, ChangeId::FirstUsefulAnswer);
    assert_eq!(distributions[0].at(50), support.metrics[&MetricId::FirstUsefulAnswer].value);

    let lead = &card.boards[&BoardId::Lead];
    let quality = &lead.metrics[&MetricId::LeadQualityRate];
    let sources = &lead.detail.sources;
    let sum = |of: fn(&crate::scorecard::Quality) -> u64| sources.iter().map(|source| of(&source.bot)).sum::<u64>();
    assert_eq!(Some(sum(|of| of.qualified) as f64), quality.numerator);
    assert_eq!((Some(sum(|of| of.mature) as f64), sum(|of| of.pending)), (quality.denominator, quality.pending.unwrap()));
    for source in sources {
        assert_eq!(source.intents.iter().map(|(_, of)| of.mature).sum::<u64>(), source.bot.mature, "{}", source.name);
    }
    for id in [ChangeId::LeadQualityRate, ChangeId::QualifiedBookingRate] {
        let (Shape { cohorts, .. }, _) = shown(BoardId::Lead, id);
        assert!(cohorts.len() > 6, "{}", cohorts.len());
        for cohort in cohorts {
            let week = lead.weekly.iter().find(|week| week.from == cohort.from).unwrap();
            let all = &week.metrics[&MetricId::LeadQualityRate].parts[&PartId::AllLeads];
            assert_eq!(Some(cohort.leads as f64), all.denominator, "{}", cohort.from);
            let known: Vec<u64> = cohort.reached.iter().map_while(|reached| *reached).collect();
            assert!(known.is_sorted() && known.last().is_none_or(|most| *most <= cohort.leads), "{cohort:?}");
        }
    }
}
