use std::io::Cursor;

use super::{again, ask};
use crate::protocol::{FileError, OpenFile, Request, Response};
use crate::session::Session;

#[test]
fn a_person_names_the_columns_of_a_file_and_files_like_it_follow() {
    let chats = "Chat No,Began,Outcome\n1,13/03/2026 10:00,confirmed\n2,14/03/2026 10:00,unresolved\n,15/03/2026 10:00,\n";
    let file = |file, name: &str| OpenFile { file, name: name.to_owned(), size: chats.len() as u64, sha256: None };
    let mut session = Session::new("UTC");
    let mut said = Vec::new();
    let mut ask = |request| {
        said.clear();
        session.answer(vec![request], |_| Cursor::new(chats), &mut |response| said.push(response));
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
