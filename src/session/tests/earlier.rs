use std::io::Cursor;

use super::{CONVERSATIONS, say};
use crate::protocol::{FileError, Request, Response};
use crate::rules::Rules;
use crate::session::Session;

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
    let is_told = |response: &Response| matches!(response, Response::Refused { error: FileError::TooNew, .. });
    assert!(said.iter().any(is_told), "{said:?}");
}
