//! More intents than anybody reads: those with most chats are counted one by one, and what all are together stays what it is.

use std::fmt::Write as _;
use std::io::Cursor;

use botworth::metrics::MOST_GROUPS;
use botworth::model::Dimension;
use botworth::protocol::OpenFile;
use botworth::scorecard::{BoardId, ChangeId, Scorecard, SegmentKey};
use botworth::session::Session;

/// Two chats of each of 40 intents, one of each of the others, over twelve weeks; every fourth is answered by a person.
fn card(intents: usize, name: impl Fn(usize) -> String) -> Scorecard {
    let mut chats = "conversation_id,started_at,intent,handoff\n".to_owned();
    for (at, intent) in (0..intents).chain(0..40).enumerate() {
        let day = at % 84;
        let handoff = if at % 4 == 0 { "answered" } else { "none" };
        let _ = writeln!(chats, "c{at},2026-0{}-{:02}T10:00:00Z,{},{handoff}", 3 + day / 28, day % 28 + 1, name(intent));
    }
    let mut session = Session::new("UTC");
    let file = OpenFile { file: 0, name: "chats.csv".to_owned(), size: chats.len() as u64, sha256: None };
    session.open(&file, Cursor::new(chats), &mut |_, _| {}).unwrap();
    session.scorecard().unwrap()
}

#[test]
fn the_most_frequent_are_counted_one_by_one_and_equals_by_name() {
    let card = card(MOST_GROUPS + 200, |intent| format!("intent {intent:04}"));
    let segments = &card.segments[&SegmentKey::of(Dimension::Intent)];
    assert_eq!(segments.len(), MOST_GROUPS);
    let expected: Vec<String> = (0..MOST_GROUPS).map(|intent| format!("intent {intent:04}")).collect();
    assert!(segments.keys().eq(&expected));
    let detail = &card.boards[&BoardId::Support].detail;
    assert_eq!(detail.other_intents + detail.intents.len() as u64, MOST_GROUPS as u64 + 200);
}

#[test]
fn none_is_left_out_of_as_many() {
    let card = card(MOST_GROUPS, |intent| format!("intent {intent:04}"));
    assert_eq!(card.segments[&SegmentKey::of(Dimension::Intent)].len(), MOST_GROUPS);
}

#[test]
fn all_together_stay_what_they_are() {
    let many = card(MOST_GROUPS + 200, |intent| format!("intent {intent:04}"));
    let few = card(MOST_GROUPS + 200, |intent| format!("intent {}", intent % 7));
    assert_eq!(many.metrics, few.metrics);
    assert_eq!(many.weekly, few.weekly);
    // What a change is split into adds up to the change, whatever intents there are.
    let change = &many.change[&ChangeId::HandoffRate];
    assert!((change.rate_effect.unwrap() + change.mix_effect.unwrap() - change.delta).abs() < 1e-9, "{change:?}");
}
