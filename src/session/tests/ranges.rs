use std::io::Cursor;

use sha2::{Digest as _, Sha256};

use super::{ask, json, say};
use crate::ingest::{Plan, RangeOrder, read_range};
use crate::protocol::{OpenFile, Request, Response};
use crate::session::Session;

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
            session.answer(vec![Request::TakeRange { file: 0 }], |_| Cursor::new(part.clone()), &mut hear);
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
    session.answer(vec![Request::TakeRange { file: 0 }], |_| Cursor::new(b"no part".to_vec()), &mut |response| {
        said.push(response);
    });
    assert!(said.iter().any(|said| *said == Response::ReadWhole { file: file.clone() }));
    let said = ask(&mut session, Request::OpenWhole { files: vec![file] }, &[&text]);
    assert!(!json(&said).is_empty());
}
