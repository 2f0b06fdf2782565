//! What counts once (METRICS section 1, Duplicates).

use botworth::ingest::Load;

use crate::load;

const AT: &str = "2026-03-01T00:00:00Z";

fn counts(load: &Load) -> Vec<(&str, u64, u64, u64, u64)> {
    let files = load.files.iter();
    files.map(|file| (&*file.name, file.rows_read, file.rows_kept, file.rows_rejected, file.rows_duplicate)).collect()
}

#[test]
fn the_same_content_counts_once() {
    let text = format!("conversation_id,started_at\nc1,{AT}\nc2,x\n");
    let load = load(&[("b.csv", &text), ("a.csv", &text)]);
    assert_eq!(counts(&load), [("a.csv", 2, 1, 1, 0), ("b.csv", 2, 0, 0, 2)]);
    assert_eq!(load.tables.conversations.len(), 1);
    assert_eq!(load.ledger.total(), 1);
    assert_eq!((load.files[0].twin_of, load.files[1].twin_of), (None, Some(0)));
}

#[test]
fn rows_without_id_count_as_often_as_in_the_file_that_has_most() {
    // google: 2, 1, 3 times; bing: 1, 2, 0 times.
    let file = |google, bing| {
        format!("at,source,note\n{}{}", format!("{AT},google,n\n").repeat(google), format!("{AT},bing,\n").repeat(bing))
    };
    let load = load(&[("a.csv", &file(2, 1)), ("b.csv", &file(1, 2)), ("c.csv", &file(3, 0))]);
    assert_eq!(counts(&load), [("a.csv", 3, 3, 0, 0), ("b.csv", 3, 1, 0, 2), ("c.csv", 3, 1, 0, 2)]);
    let google = load.tables.dictionary.find("google").unwrap();
    let is_google = load.tables.touches.rows().filter(|row| row.source == google).count();
    assert_eq!((is_google, load.tables.touches.len()), (3, 5));
}

#[test]
fn equal_rows_are_equal_in_ignored_columns_too_whatever_the_order_of_columns() {
    let load = load(&[
        ("a.csv", &format!("at,source,note\n{AT},google,x\n")),
        ("b.csv", &format!("note,source,at\n x ,google,{AT}\n")),
        ("c.ndjson", &format!("{{\"source\":\"google\",\"note\":\"x\",\"medium\":null,\"at\":\"{AT}\"}}\n")),
        ("d.csv", &format!("at,source,note\n{AT},google,y\n")),
        ("e.csv", &format!("at,medium,note\n{AT},google,x\n")),
    ]);
    assert_eq!(load.files.iter().map(|file| file.rows_kept).collect::<Vec<_>>(), [1, 0, 0, 1, 1]);
}

#[test]
fn events_with_one_id_and_event_count_once_within_a_file_too() {
    let file = format!(
        "event,timestamp,conversation_id,id,reason\n\
         user_message,{AT},c1,1,\n\
         user_message,2026-03-02T00:00:00Z,c1,1,again\n\
         bot_message,{AT},c1,1,\n\
         user_message,{AT},c1,,\n\
         user_message,{AT},c1,,\n\
         odd_one,{AT},c1,1,\n\
         odd_two,{AT},c1,1,\n"
    );
    let load = load(&[("a.csv", &file)]);
    assert_eq!(counts(&load), [("a.csv", 7, 6, 0, 1)]);
}

#[test]
fn of_a_lead_the_stages_are_different_events() {
    let file = format!(
        "event,timestamp,conversation_id,id,reason\n\
         lead_qualified,{AT},c1,L1,mql\n\
         lead_qualified,{AT},c1,L1,sql\n\
         lead_qualified,2026-03-05T00:00:00Z,c1,L1,sql\n\
         meeting_booked,{AT},c1,L1,\n\
         ticket_created,{AT},c1,L1,\n"
    );
    let load = load(&[("a.csv", &file), ("b.csv", &file.replace("c1", "c2"))]);
    assert_eq!(counts(&load), [("a.csv", 5, 4, 0, 1), ("b.csv", 5, 0, 0, 5)]);
}

#[test]
fn rows_with_one_primary_id_are_all_kept() {
    let load = load(&[
        ("a.csv", &format!("conversation_id,started_at,intent\nc1,{AT},returns\nc1,{AT},\n")),
        ("b.csv", &format!("conversation_id,started_at,csat\nc1,{AT},5\n")),
    ]);
    assert_eq!(counts(&load), [("a.csv", 2, 2, 0, 0), ("b.csv", 1, 1, 0, 0)]);
}

#[test]
fn rules_files_are_no_files_of_the_load() {
    let load = load(&[("a.json", "{\"margin\":0.5}"), ("b.csv", &format!("at\n{AT}\n"))]);
    assert_eq!(counts(&load), [("b.csv", 1, 1, 0, 0)]);
    assert_eq!(load.tables.touches.row(0).origin.file, 0);
}
