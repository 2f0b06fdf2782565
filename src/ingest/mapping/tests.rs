//! The quirks of FORMATS section 1, on a vendor of our own.

use std::io::Cursor;

use super::{Clock, Convert, Kind, Mapping, Read, Signature, Tick, Unit, Vendor, Verdict, column, text_of};
use crate::export::to_csv;
use crate::ingest::file::read;
use crate::ingest::input::Seekable;
use crate::ingest::{DateOrder, FilePart, Options, assemble};
use crate::model::TableName;

static QUIRKY: Vendor = Vendor {
    id: "quirky",
    kinds: &[Kind {
        label: "Quirky chats",
        table: TableName::Conversations,
        signature: Signature { all: &[&["Chat ID", "chat.id"], &["Chat Start", "chat.started"]], ..Signature::EMPTY },
        read: Read::Columns(&CHATS),
    }],
};

static CHATS: Mapping = Mapping {
    table: TableName::Conversations,
    columns: &[
        column(&["Chat ID", "chat.id"], "conversation_id", Convert::Text),
        column(&["Chat Start", "chat.started"], "started_at", Convert::Time(Clock::Account)),
        column(&["Chat End"], "ended_at", Convert::Time(Clock::Utc)),
        column(&["Epoch"], "ended_at", Convert::Epoch(Tick::BySize)),
        column(&["Length"], "duration_s", Convert::Duration(Unit::Minute)),
        column(&["Cost"], "cost", Convert::Number),
        column(&["Done", "Done_1"], "goal_completed", Convert::Bool),
        column(&["State"], "resolution", Convert::Words(&[("Solved", "confirmed"), ("In Progress", "none"), ("New", "")])),
        column(&["Agent"], "handoff", Convert::With(|_| Ok("answered".into()))),
        column(&["Tags"], "intent", Convert::First(&[',', ';'])),
        column(&["URL"], "page", Convert::Page),
        column(&["Body", "chat.body"], "question", Convert::With(|body| Ok(text_of(body)))),
    ],
    fixed: &[("channel", "web")],
    hook: Some(|row, _, _| if row.get("Chat ID") == "Subtotal" { Verdict::Trailer } else { Verdict::Keep }),
};

fn part_with(text: &str, options: &Options) -> FilePart {
    let input = Seekable(Cursor::new(text));
    read("q.csv", text.len() as u64, input, &[&QUIRKY], options, &mut |_, _| {}).unwrap()
}

fn part(text: &str) -> FilePart {
    part_with(text, &Options::default())
}

/// Some columns of the conversations of a file once it is loaded, a row a line.
fn cells(part: &FilePart, columns: &[&str]) -> Vec<String> {
    let csv = to_csv(&assemble(std::slice::from_ref(part)).tables, TableName::Conversations);
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let places: Vec<Option<usize>> = columns.iter().map(|name| header.iter().position(|column| column == name)).collect();
    lines.map(|row| places.iter().map(|place| place.map_or("", |at| row[at])).collect::<Vec<_>>().join("|")).collect()
}

fn ledger(part: &FilePart) -> Vec<(u32, &str, &str, &str, bool)> {
    let entries = part.ledger.entries().iter();
    entries.map(|entry| (entry.origin.line, &*entry.column, &*entry.cell, entry.reason.code(), entry.row_rejected)).collect()
}

#[test]
fn a_zone_in_the_header_makes_utc_with_or_without_parentheses() {
    for header in ["Chat Start (America/New_York)", "chat start America/New_York", "CHAT_START  (America/New_York)"] {
        let file = part(&format!("Chat ID,{header},Chat End (UTC)\n1,2026-03-02 09:00:00,2026-03-02 15:00:00\n"));
        assert_eq!(file.time_zone.as_deref(), Some("America/New_York"));
        assert_eq!(cells(&file, &["started_at", "ended_at"]), ["2026-03-02T14:00:00Z|2026-03-02T15:00:00Z"], "{header}");
        assert_eq!(assemble(&[file]).files[0].span.local, None);
    }
}

#[test]
fn the_account_s_clock_is_the_user_s_to_say_and_one_file_has_one_zone() {
    let text = "Chat ID,Chat Start\n1,2026-07-01 12:00\n";
    assert_eq!(cells(&part(text), &["started_at"]), ["2026-07-01T12:00:00"]);
    let said = Options { time_zone: Some("Asia/Tokyo".to_owned()), ..Options::default() };
    assert_eq!(cells(&part_with(text, &said), &["started_at"]), ["2026-07-01T03:00:00Z"]);
    let two = part("Chat ID,Chat Start (Europe/Berlin),Chat End (Asia/Tokyo)\n1,2026-07-01 12:00,2026-07-01 13:00\n");
    assert_eq!(cells(&two, &["started_at", "ended_at"]), ["2026-07-01T10:00:00Z|"]);
    assert_eq!(ledger(&two), [(2, "Chat End (Asia/Tokyo)", "2026-07-01 13:00", "another_zone", false)]);
}

#[test]
fn a_unit_in_the_header_comes_first_and_clocks_are_read() {
    let lengths = |header: &str, cell: &str| {
        let file = part(&format!("Chat ID,Chat Start,{header}\n1,2026-03-02 09:00:00,{cell}\n"));
        (cells(&file, &["duration_s"]).remove(0), ledger(&file).first().map_or("", |entry| entry.3).to_owned())
    };
    let ok = |seconds: &str| (seconds.to_owned(), String::new());
    assert_eq!(lengths("Length (seconds)", "90"), ok("90"));
    assert_eq!(lengths("Length (in hrs)", "26:15:03"), ok("94503"));
    assert_eq!(lengths("Length (in hrs)", "1.5"), ok("5400"));
    assert_eq!(lengths("Length", "2"), ok("120"));
    assert_eq!(lengths("Length", "1 day 3 hours"), ok("97200"));
    assert_eq!(lengths("Length (in hrs)", "-00:00:05"), (String::new(), "negative".to_owned()));
    assert_eq!(lengths("Length", "12:30"), (String::new(), "not_a_duration".to_owned()));
}

#[test]
fn what_says_nothing_is_unknown_and_not_zero() {
    let file = part("Chat ID,Chat Start,Length,Cost,Agent,State\n1,2026-03-02 09:00:00,N/A,null,-,n/a\n");
    assert_eq!(cells(&file, &["duration_s", "cost", "handoff", "resolution"]), ["|||"]);
    assert_eq!(ledger(&file), []);
}

#[test]
fn quotes_with_backslashes_do_not_split_cells() {
    let file = part("\"Chat ID\",\"Chat Start\",\"Body\"\r\n\"1\",\"2026-03-02 09:00:00\",\"say \\\"hi\\\", please\"\r\n");
    let question = file.tables.conversations.row(0).question;
    assert_eq!(file.tables.dictionary.text(question), "say \"hi\", please");
}

#[test]
fn titles_before_the_header_and_lines_after_the_rows_are_no_rows() {
    let file = part(
        "# ----\n# Chats, all\n# Start date: 20260301\n\nChat ID,Chat Start,Cost\n1,2026-03-02 09:00:00,2\n\nSubtotal,,2\n\
         \"Grand Totals (1 records)\"\n\"Copyright (c) 2000-2026 example. All rights reserved.\"\n",
    );
    assert_eq!((file.rows_read, file.rows_rejected), (1, 0));
    assert_eq!(cells(&file, &["conversation_id"]), ["quirky:1"]);
    assert_eq!(
        ledger(&file),
        [
            (8, "", "Subtotal", "trailer_row", false),
            (9, "", "Grand Totals (1 records)", "trailer_row", false),
            (10, "", "Copyright (c) 2000-2026 example. All rights reserved.", "trailer_row", false),
        ]
    );
    let period = part("Reporting period 2026-03-01 to 2026-03-31\n\nChat ID,Chat Start\n1,2026-03-02 09:00:00\n");
    assert_eq!(cells(&period, &["conversation_id"]), ["quirky:1"]);
    let zone = part("Timezone,Europe/Berlin\nChat ID,Chat Start\n1,2026-03-02 09:00:00\n");
    assert_eq!(cells(&zone, &["conversation_id"]), ["quirky:1"]);
}

#[test]
fn a_second_table_is_noted_and_not_read() {
    let text = "Chat ID,Chat Start,Cost\n1,2026-03-02 09:00:00,2\n\nDay Index,Sessions\n3/1/26,17\n3/2/26,4\n";
    let file = part(text);
    assert_eq!((file.rows_read, file.rows_rejected), (1, 0));
    assert_eq!(ledger(&file), [(4, "", "Day Index", "second_table", false)]);
    // The rest is read all the same, so that the content is known whole.
    assert_eq!(file.size, text.len() as u64);
}

#[test]
fn rows_may_be_wider_than_the_header_and_names_may_repeat_or_be_empty() {
    let file = part("Chat ID,Chat Start,Done,Done,\n1,2026-03-02 09:00:00,,yes,x,surplus,more\n2,2026-03-02 09:00:00,no,yes\n");
    assert_eq!(cells(&file, &["conversation_id", "goal_completed"]), ["quirky:1|true", "quirky:2|false"]);
    assert_eq!((file.rows_read, file.rows_rejected), (2, 0));
}

#[test]
fn epochs_come_in_every_size() {
    let text = "Chat ID,Chat Start,Epoch\n1,2026-03-01 00:00:00,1772359200\n2,2026-03-01 00:00:00,1772359200123\n\
                3,2026-03-01 00:00:00,1772359200123456\n4,2026-03-01 00:00:00,1772359200.5\n5,2026-03-01 00:00:00,12\n";
    let file = part(text);
    assert_eq!(
        cells(&file, &["ended_at"]),
        ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.123000Z", "2026-03-01T10:00:00.123456Z", "2026-03-01T10:00:00.500000Z", ""]
    );
    assert_eq!(ledger(&file), [(6, "Epoch", "12", "year_out_of_range", false)]);
}

#[test]
fn ids_keep_their_digits_and_get_the_vendor_s_name() {
    let file = part("Chat ID,Chat Start\n00215470000000000001,2026-03-01 00:00:00\n2.15E+14,2026-03-01 00:00:00\n");
    assert_eq!(cells(&file, &["conversation_id"]), ["quirky:00215470000000000001"]);
    // A spreadsheet made a number of it: many ids would be this one.
    assert_eq!(ledger(&file), [(3, "Chat ID", "2.15E+14", "mangled_id", true)]);
    let joined = Options { namespace: Some(String::new()), ..Options::default() };
    let file = part_with("Chat ID,Chat Start\n7,2026-03-01 00:00:00\n", &joined);
    assert_eq!(cells(&file, &["conversation_id"]), ["7"]);
}

#[test]
fn words_of_the_vendor_become_canonical_in_any_case() {
    let file = part(
        "Chat ID,Chat Start,State,Agent,Tags,URL,Body\n\
         1,2026-03-01 00:00:00,SOLVED,Kim,\"; returns, x\",https://a.example/p/x?utm_source=News%20A&utm_medium=mail#y,<p>Hi&nbsp;&amp; <b>bye</b></p>\n\
         2,2026-03-01 00:00:00,in_progress,,,/plain?x=1,a < b\n\
         3,2026-03-01 00:00:00,new,,,,\n4,2026-03-01 00:00:00,Lost,,,,\n",
    );
    let columns = ["channel", "resolution", "handoff", "intent", "page", "source", "medium", "question"];
    assert_eq!(
        cells(&file, &columns),
        ["web|confirmed|answered|returns|/p/x|News A|mail|Hi & bye", "web|none|||/plain|||a < b", "web|||||||", "web|||||||"]
    );
    assert_eq!(ledger(&file), [(5, "State", "Lost", "unknown_word", false)]);
}

#[test]
fn day_and_month_come_from_all_rows_or_from_the_user_and_are_never_guessed() {
    let text = |dates: &[&str]| {
        let row = |(number, date): (usize, &&str)| format!("{number},{date}\n");
        "Chat ID,Chat Start\n".to_owned() + &dates.iter().enumerate().map(row).collect::<String>()
    };
    // The last row tells, thousands of rows later.
    let mut dates = vec!["03/04/2026 10:00"; 20_000];
    dates.push("25/04/2026 10:00");
    let file = part(&text(&dates));
    assert_eq!(cells(&file, &["started_at"])[0], "2026-04-03T10:00:00");
    assert_eq!(file.rows_rejected, 0);
    *dates.last_mut().unwrap() = "04/25/2026 10:00 PM";
    assert_eq!(cells(&part(&text(&dates)), &["started_at"])[0], "2026-03-04T10:00:00");

    let open = text(&["03/04/2026 10:00", "2026-05-01 10:00", "5/5/2026"]);
    let file = part(&open);
    assert_eq!(cells(&file, &["started_at"]), ["2026-05-01T10:00:00", "2026-05-05T00:00:00"]);
    assert_eq!(ledger(&file), [(2, "Chat Start", "03/04/2026 10:00", "ambiguous_date", true)]);
    let said = Options { date_order: Some(DateOrder::DayFirst), ..Options::default() };
    assert_eq!(cells(&part_with(&open, &said), &["started_at"])[0], "2026-04-03T10:00:00");

    // Rows that contradict one another leave the open ones open.
    let file = part(&text(&["25/04/2026", "04/25/2026", "03/04/2026"]));
    assert_eq!(cells(&file, &["started_at"]), ["2026-04-25T00:00:00", "2026-04-25T00:00:00"]);
    assert_eq!(file.rows_rejected, 1);
}

#[test]
fn decimals_come_from_all_rows_and_are_never_guessed() {
    let costs = |cells_in: &[&str]| {
        let row = |(number, cost): (usize, &&str)| format!("{number};2026-03-01 00:00:00;{cost}\n");
        let text = "Chat ID;Chat Start;Cost\n".to_owned() + &cells_in.iter().enumerate().map(row).collect::<String>();
        cells(&part(&text), &["cost"])
    };
    assert_eq!(costs(&["1.234,50", "1,234", "0,5", "12"]), ["1234.5", "1.234", "0.5", "12"]);
    assert_eq!(costs(&["$1,234.50", "1,234", "62.5%", "(3.25)"]), ["1234.5", "1234", "62.5", "-3.25"]);
    assert_eq!(costs(&["1,234", "7"]), ["", "7"]);
    assert_eq!(costs(&["1,234,567", "¥ 9"]), ["1234567", "9"]);
}

#[test]
fn json_records_are_mapped_by_path_in_any_wrapper() {
    let records = [
        r#"{"chat":{"id":7,"started":"2026-03-01T10:00:00Z","body":"<i>hi</i>"}}"#,
        r#"{"chat":{"id":"8","started":1772359200}}"#,
    ];
    let expected = ["quirky:7|2026-03-01T10:00:00Z|hi", "quirky:8|2026-03-01T10:00:00Z|"];
    let texts = [
        records.join("\n"),
        format!("[{}]", records.join(",")),
        format!("{{\"result\":{{\"chats\":[{}]}},\"meta\":{{\"n\":2}}}}", records.join(",")),
        records.map(|record| format!("{{\"stream\":\"chats\",\"data\":{record},\"emitted_at\":1}}")).join("\n"),
    ];
    for text in texts {
        let file = part(&text);
        assert_eq!(cells(&file, &["conversation_id", "started_at", "question"]), expected, "{text}");
        assert_eq!(file.reason, "Quirky chats: 2 telling keys");
    }
}

#[test]
fn equal_rows_of_overlapping_exports_are_one_record() {
    let file = part("Chat ID,Chat Start\n1,2026-03-01 00:00:00\n1,2026-03-01 00:00:00\n");
    assert_eq!((file.rows_read, file.tables.conversations.len()), (2, 2));
}
