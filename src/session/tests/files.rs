use std::io::Cursor;

use super::{CONVERSATIONS, LEADS, json, say};
use crate::protocol::{FileError, OpenFile, Request, Response};
use crate::rules::Rules;
use crate::scorecard::Query;
use crate::session::Session;

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
    let nothing = |_: &OpenFile| Cursor::new(Vec::new());
    Session::new("UTC").answer(vec![Request::OpenSample { seed: 7 }], nothing, &mut |response| said.push(response));
    assert!(said.iter().any(|response| matches!(response, Response::Scorecard { card: Some(_), .. })));
    for response in said {
        let bytes = borsh::to_vec(&response).unwrap();
        assert_eq!(borsh::from_slice::<Response>(&bytes).unwrap(), response);
    }
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
