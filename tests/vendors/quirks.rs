//! Quirks of real exports that only a vendor's own files show (FORMATS section 1), and where the others are held to tests:
//!
//! | quirks | tests |
//! |---|---|
//! | 1 zone in the header; 2 unit in the header; 3 `N/A`; 4 `\\"`; 5 to 8 lines before and after the rows; 9 second table | `src/ingest/mapping/tests.rs` |
//! | 10 rows wider than the header; 11 repeated names; 12 empty name; 16 epochs of every size; 18 mangled ids | `src/ingest/mapping/tests.rs` |
//! | 21 gzip, zip and workbooks under any name | `tests/ingest`, `tests/browser/containers.mjs` |
//! | 13 to 15, 17, 19, 20, 22 to 24 | here |

use botworth::export::to_csv;
use botworth::ingest::{FilePart, Options, Reason, assemble};
use botworth::model::TableName;

use crate::read;

fn part(name: &str, text: &str) -> FilePart {
    read(name, text.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The rows of a table, without its header.
fn rows(parts: &[FilePart], table: TableName) -> Vec<String> {
    to_csv(&assemble(parts).tables, table).lines().skip(1).map(str::to_owned).collect()
}

/// 13: the cells of an order stand in its first line item alone.
#[test]
fn further_line_items_are_no_orders() {
    let orders = part(
        "orders.csv",
        "Name,Email,Financial Status,Total,Currency,Created at,Lineitem name\n\
         #1001,ana@example.org,paid,55.00,GBP,2026-05-14 11:23:45 +0100,Shoe\n\
         #1001,,,,,,Sock\n",
    );
    assert_eq!(rows(&[orders], TableName::Revenue), ["shopify:#1001,2026-05-14T10:23:45Z,55,ana@example.org,GBP,paid"]);
}

/// 14: cells of several lines, with quotes and HTML in them.
#[test]
fn a_cell_of_several_lines_is_one_cell() {
    let messages = part(
        "messages.csv",
        "message_id,message_body,message_type,message_created_at,message_author_type,conversation_id\n\
         1,\"<p>Hi,</p>\n<p>is it \"\"late\"\"?</p>\",comment,2026-03-02 09:00:00,user,c1\n\
         2,\"No &amp; sorry\",comment,2026-03-02 09:00:05,bot,c1\n",
    );
    let load = assemble(&[messages]);
    let csv = to_csv(&load.tables, TableName::Events);
    assert_eq!(load.tables.events.len(), 2);
    assert!(csv.contains("is it \"\"late\"\"?") && csv.contains("No & sorry") && !csv.contains("<p>"), "{csv}");
}

/// 15: whole numbers of 64 bits as text. An id that looks like a number with a fraction keeps its digits.
#[test]
fn numbers_in_text_are_numbers_and_ids_stay_text() {
    let events = part(
        "events.json",
        "{\"event_date\":\"20260302\",\"event_timestamp\":\"1772442000123456\",\"event_name\":\"chat_opened\",\
         \"user_pseudo_id\":\"1234567890.1234567890\",\"event_params\":[{\"key\":\"conversation_id\",\"value\":{\"int_value\":\"9007199254740993\"}}]}\n",
    );
    assert_eq!(
        rows(&[events], TableName::Events),
        ["chat_opened,2026-03-02T09:00:00.123456Z,ga4:9007199254740993,ga4:1234567890.1234567890"]
    );
}

/// 17: a byte order mark and the line ends of Windows.
#[test]
fn a_mark_and_line_ends_of_windows_change_nothing() {
    let plain =
        "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Seller Message\nch_1,2026-03-02 09:00,53.00,0,usd,Paid,ok\n";
    let marked = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let expected = rows(&[part("p.csv", plain)], TableName::Revenue);
    assert_eq!(expected, ["stripe:ch_1,2026-03-02T09:00:00Z,53,USD,paid"]);
    assert_eq!(rows(&[part("p.csv", &marked)], TableName::Revenue), expected);
}

/// 19: a stage is called one thing in the API and another on the screens.
#[test]
fn stages_are_known_as_labels_and_as_words_of_the_api() {
    let deal = |stage: &str| {
        let header = "Record ID,Deal Name,Deal Stage,Close Date,Amount,Pipeline";
        rows(&[part("deals.csv", &format!("{header}\n1,Big,{stage},2026-03-10 12:00,5,Sales\n"))], TableName::Revenue).remove(0)
    };
    for (label, word, status) in [
        ("Closed Won", "closedwon", "won"),
        ("Closed lost", "closedlost", "lost"),
        ("Presentation Scheduled", "presentationscheduled", "pending"),
    ] {
        assert_eq!(deal(label), format!("hubspot:1,2026-03-10T12:00:00,5,{status}"));
        assert_eq!(deal(label), deal(word));
    }
}

/// 20: headers follow the language of the screen.
#[test]
fn headers_in_japanese_are_known() {
    let report = part("report.csv", "日付,ページパスとスクリーン クラス,表示回数,アクティブ ユーザー\n20260901,/a,60,30\n");
    assert_eq!(rows(&[report], TableName::Exposure), ["2026-09-01,/a,60,30"]);
}

/// 22: each line wraps its record.
#[test]
fn a_wrapper_a_line_is_taken_off() {
    let ticket = "{\"ticket\":{\"id\":1,\"via\":{\"channel\":\"chat\"},\"created_at\":\"2026-03-02T09:00:00Z\",\"requester_id\":39,\"brand_id\":3}}\n";
    assert_eq!(rows(&[part("t.json", ticket)], TableName::Tickets), ["zendesk:1,2026-03-02T09:00:00Z,zendesk:39"]);
}

/// 23: JSON in a cell, and text in JSON that is JSON.
#[test]
fn json_within_cells_and_within_json_is_read() {
    let content = r#"{"activities":[{"id":"a","type":"message","timestamp":1772442001,"from":{"id":"u","role":1},"text":"hi"}]}"#;
    let header = "conversationtranscriptid,conversationstarttime,content";
    let table = format!("{header}\nc1,2026-03-02T09:00:00Z,\"{}\"\n", content.replace('"', "\"\""));
    let json = format!(
        "{{\"value\":[{{\"conversationtranscriptid\":\"c1\",\"conversationstarttime\":\"2026-03-02T09:00:00Z\",\"content\":{content:?}}}]}}"
    );
    let expected = ["user_message,2026-03-02T09:00:01Z,copilot_studio:c1,copilot_studio:u,hi,copilot_studio:a"];
    assert_eq!(rows(&[part("t.csv", &table)], TableName::Events), expected);
    assert_eq!(rows(&[part("t.json", &json)], TableName::Events), expected);
}

/// 24: a chat comes back under one id, each time with a thread of its own; and a lead may be older than its chat.
#[test]
fn of_two_ids_the_one_of_the_conversation_counts_and_negative_lead_times_stay() {
    let thread = |id: &str, day: u32| {
        format!(
            "{{\"id\":\"C1\",\"users\":[{{\"id\":\"v\",\"type\":\"customer\"}}],\"thread\":{{\"id\":\"{id}\",\"created_at\":\"2026-03-0{day}T09:00:00Z\",\"events\":[]}}}}"
        )
    };
    let chats = part("chats.json", &format!("{{\"chats\":[{},{}]}}", thread("T1", 2), thread("T2", 3)));
    assert_eq!(
        rows(&[chats], TableName::Conversations),
        ["livechat:C1-T1,2026-03-02T09:00:00Z,livechat:v", "livechat:C1-T2,2026-03-03T09:00:00Z,livechat:v"]
    );
    let leads = part(
        "leads.csv",
        "Record ID,Email,Lifecycle Stage,Create Date,Became a Marketing Qualified Lead Date\n\
         1,ana@example.org,Lead,2026-03-05 09:00,2026-03-04 09:00\n",
    );
    assert_eq!(leads.ledger.count(Reason::EndsBeforeStart), 0);
    assert_eq!(rows(&[leads], TableName::Leads), ["hubspot:1,2026-03-05T09:00:00,hubspot:1,ana@example.org,2026-03-04T09:00:00"]);
}

/// One element a line is still one document, unless most lines are records of their own.
#[test]
fn a_wrapped_list_with_an_element_a_line_is_a_document() {
    let rating = |id: u32| {
        format!(
            "{{\"id\":{id},\"ticket_id\":{id},\"requester_id\":3,\"assignee_id\":4,\"score\":\"good\",\"created_at\":\"2026-03-05T09:00:00Z\"}}"
        )
    };
    let text = format!("{{\"satisfaction_ratings\":[\n{},\n{}\n]}}\n", rating(1), rating(2));
    let ratings = part("ratings.json", &text);
    assert_eq!((ratings.rows_read, ratings.rows_rejected), (2, 0));
}
