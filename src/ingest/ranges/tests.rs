//! Reading in ranges and in blocks of rows against reading row by row.

use std::fmt::Write as _;
use std::io::Cursor;

use proptest::prelude::*;

use super::{Joining, Next, RangeOrder, RangePart, plan_of, read_range};
use crate::export::to_csv;
use crate::ingest::file::read;
use crate::ingest::importer::{Content, Fields, Import, Imported};
use crate::ingest::input::Once;
use crate::ingest::readers::{CsvReader, Dialect};
use crate::ingest::record::{Next as NextRecord, Record, Records};
use crate::ingest::vendors::{importers, read_canonical};
use crate::ingest::{FilePart, Ledger, Options, ReadError, open_file};
use crate::model::{Dictionary, TableName, Tables};

/// Reads a file in ranges of so many bytes, each part sent as bytes; none where it is to be read whole.
fn in_ranges(text: &[u8], range_bytes: u64) -> Option<Result<FilePart, crate::ingest::IngestError>> {
    let options = Options { sha256: Some(String::new()), ..Options::default() };
    let plan = plan_of("c.csv", text.len() as u64, text, &options, range_bytes)?;
    let read_one = |order: RangeOrder| {
        let start = usize::try_from(plan.bytes_of(order.range).start).unwrap();
        RangePart::from_bytes(&read_range(&plan, order, Cursor::new(&text[start..]), &mut |_, _| {}).to_bytes()).unwrap()
    };
    let mut dictionary = Dictionary::default();
    dictionary.intern("texts of other files");
    let mut joining = Joining::new(plan.clone());
    // The order in which ranges are read changes nothing.
    let mut orders: Vec<RangeOrder> = (0..plan.ranges()).map(|range| RangeOrder { range, ..RangeOrder::default() }).collect();
    while let Some(order) = orders.pop() {
        match joining.take(read_one(order), &mut dictionary) {
            Next::Wait => {}
            Next::ReadAgain(order) => orders.push(order),
            Next::ReadWhole => return None,
            Next::Finish => break,
        }
    }
    // Texts that files share, given to the one file.
    Some(joining.finish().map(|part| FilePart { tables: Tables { dictionary, ..part.tables }, ..part }))
}

fn whole(text: &[u8]) -> Result<FilePart, crate::ingest::IngestError> {
    let options = Options { sha256: Some(String::new()), ..Options::default() };
    read("c.csv", text.len() as u64, Once(text), &importers(), &options, &mut |_, _| {})
}

fn tables_of(tables: &Tables) -> Vec<String> {
    let lines =
        |origins: &crate::model::Origins| format!("{:?}", (0..origins.len()).map(|row| origins.get(row)).collect::<Vec<_>>());
    let origins = [&tables.conversations.origin, &tables.events.origin, &tables.touches.origin].map(lines);
    let fingerprints = tables.events.rows().map(|row| row.fingerprint).chain(tables.touches.rows().map(|row| row.fingerprint));
    TableName::ALL
        .iter()
        .map(|table| to_csv(tables, *table))
        .chain(origins)
        .chain([format!("{:?}", fingerprints.collect::<Vec<_>>())])
        .collect()
}

fn assert_same(one: &FilePart, other: &FilePart) {
    for (one, other) in tables_of(&one.tables).iter().zip(&tables_of(&other.tables)) {
        let lines = one.lines().zip(other.lines()).enumerate();
        assert_eq!(lines.filter(|(_, (one, other))| one != other).take(3).collect::<Vec<_>>(), []);
        assert_eq!(one.len(), other.len());
    }
    assert_eq!(one.ledger, other.ledger);
    let rest = |part: &FilePart| FilePart { tables: Tables::default(), content_hash: 0, ..part.clone() };
    assert_eq!(format!("{:?}", rest(one)), format!("{:?}", rest(other)));
}

/// Rows of one table with everything that can be wrong with them.
fn nasty(is_events: bool) -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        3 => "[a-c]{0,3}",
        2 => Just("2026-03-01T10:00:00Z".to_owned()),
        1 => Just("2026-02-01 10:00:00".to_owned()),
        1 => Just("1999-02-01 10:00:00+01:00".to_owned()),
        1 => Just("user_message".to_owned()),
        1 => Just("page_view".to_owned()),
        2 => "[0-9]{1,3}(\\.[0-9])?",
        1 => "-?[0-9]{17,21}",
        1 => Just("true".to_owned()),
        1 => "[ \u{3000}\u{a0}]?A@x[ \u{85}]?",
        1 => Just("返品したいです、どうすれば".to_owned()),
        1 => Just("\"a, \"\"quoted\"\"\nline\"".to_owned()),
        1 => Just("\"a,\r\nb\"".to_owned()),
        1 => Just("\"x\"y".to_owned()),
        1 => Just("i\"t".to_owned()),
        1 => Just("\" \"".to_owned()),
        1 => "[a-z/]{15,18}",
    ];
    let end = prop_oneof![8 => Just("\n"), 3 => Just("\r\n"), 1 => Just("\r"), 1 => Just("\n\n\r\n"), 1 => Just(",x\n")];
    let row = (proptest::collection::vec(cell, 6..8), 5_usize..8, end)
        .prop_map(|(cells, width, end)| cells.get(..width.min(cells.len())).unwrap().join(",") + end);
    let tail =
        prop_oneof![4 => Just(&b""[..]), 1 => Just(&b"a,b"[..]), 1 => Just(&b"\"open,x\ny\n"[..]), 1 => Just(&b"\xe9,x\n"[..])];
    let header = if is_events {
        "conversation_id,timestamp,event,nothing,text,value\n"
    } else {
        "conversation_id,started_at,ended_at,email,user_turns,question\n"
    };
    (proptest::collection::vec(row, 1..40), tail)
        .prop_map(move |(rows, tail)| [header.as_bytes(), rows.concat().as_bytes(), tail].concat())
}

/// Lines of JSON with everything that can be wrong with them.
fn nasty_lines() -> impl Strategy<Value = Vec<u8>> {
    const KEYS: &[&str] = &["conversation_id", "started_at", "intent", "csat", "question", "nothing", "more"];
    let value = prop_oneof![
        3 => "\"[a-c]{0,3}\"",
        2 => Just("\"2026-03-01T10:00:00Z\"".to_owned()),
        1 => "-?[0-9]{1,4}(\\.[0-9])?",
        1 => Just("null".to_owned()),
        1 => Just("{\"a\":[1,2]}".to_owned()),
        1 => Just("\"返品したいです\\nどうすれば\"".to_owned()),
    ];
    let pair = (proptest::sample::select(KEYS), value).prop_map(|(key, value)| format!("\"{key}\":{value}"));
    let object = proptest::collection::vec(pair, 0..5).prop_map(|pairs| {
        format!("{{\"conversation_id\":\"c\",\"started_at\":\"2026-03-01T10:00:00Z\",\"channel\":\"web\",{}}}", pairs.join(","))
    });
    let line = prop_oneof![12 => object, 1 => Just(String::new()), 1 => Just("  ".to_owned()), 1 => Just("{\"a\":".to_owned())];
    let end = prop_oneof![8 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\n\n \n")];
    let lines = proptest::collection::vec((line, end).prop_map(|(line, end)| line + end), 1..30);
    let first = "{\"conversation_id\":\"a\",\"started_at\":\"2026-03-01T10:00:00Z\",\"channel\":\"web\"}\n";
    let start = prop_oneof![4 => Just(""), 1 => Just("\u{feff}")];
    let tail = prop_oneof![4 => Just(&b""[..]), 1 => Just(&b"{\"conversation_id\":\"z\"}"[..]), 1 => Just(&b"\xe9"[..])];
    (start, lines, tail)
        .prop_map(move |(start, lines, tail)| [start.as_bytes(), first.as_bytes(), lines.concat().as_bytes(), tail].concat())
}

/// Records that are only given one by one.
struct OneByOne<'a>(CsvReader<&'a [u8]>);

impl Records for OneByOne<'_> {
    fn columns(&self) -> &[String] {
        self.0.columns()
    }

    fn read(&mut self, record: &mut Record) -> Result<NextRecord, ReadError> {
        self.0.read(record)
    }

    fn bytes_read(&self) -> u64 {
        self.0.bytes_read()
    }
}

struct Text<'a> {
    text: &'a [u8],
    is_one_by_one: bool,
}

impl Content for Text<'_> {
    fn records(&mut self, _: Fields) -> Result<Box<dyn Records + '_>, ReadError> {
        let reader = CsvReader::new(self.text, Dialect::COMMA)?;
        Ok(if self.is_one_by_one { Box::new(OneByOne(reader)) } else { Box::new(reader) })
    }

    fn can_read_again(&self) -> bool {
        false
    }
}

fn read_as(table: TableName, text: &[u8], is_one_by_one: bool) -> (Vec<String>, Ledger, Imported) {
    let (mut tables, mut ledger) = (Tables::default(), Ledger::default());
    let import = Import {
        content: &mut Text { text, is_one_by_one },
        options: &Options::default(),
        sink: &mut tables,
        ledger: &mut ledger,
        progress: &mut |_, _| {},
    };
    let imported = read_canonical(table, import).unwrap();
    (tables_of(&tables), ledger, Imported { end: (0, 0), ..imported })
}

proptest! {
    #[test]
    fn rows_in_blocks_are_rows_one_by_one(conversations in nasty(false), events in nasty(true)) {
        for (table, text) in [(TableName::Conversations, conversations), (TableName::Events, events)] {
            prop_assert_eq!(read_as(table, &text, false), read_as(table, &text, true));
        }
    }

    #[test]
    fn ranges_joined_are_the_file(
        text in nasty(false), events in nasty(true), lines in nasty_lines(), range_bytes in 40_u64..400,
    ) {
        for text in [text, events, lines] {
            if let Some(part) = in_ranges(&text, range_bytes) {
                match (part, whole(&text)) {
                    (Ok(part), Ok(whole)) => assert_same(&part, &whole),
                    (part, whole) => prop_assert_eq!(part.map(drop), whole.map(drop)),
                }
            }
        }
    }
}

#[test]
fn a_file_of_many_blocks_is_the_same_in_ranges() {
    let mut text = "conversation_id,started_at,user_id,channel,csat,csat_max,question\n".to_owned();
    let mut number = 0;
    while text.len() < 18 << 20 {
        let question = if number % 7 == 0 { "\"one, two\nthree\"" } else { "" };
        let (person, csat) = (number * 7 % 90_001, number % 5 + 1);
        let _ = writeln!(text, "c{number},2026-03-01T10:{:02}:00Z,u{person},web,{csat},5,{question}", number % 60);
        number += 1;
    }
    let text = text.as_bytes();
    let options = Options { sha256: Some(String::new()), ..Options::default() };
    let mut parts = Vec::new();
    let plan = super::plan("c.csv", text.len() as u64, &text[..256 << 10], &options).unwrap();
    for range in 0..plan.ranges() {
        let start = usize::try_from(plan.bytes_of(range).start).unwrap();
        parts.push(read_range(&plan, RangeOrder { range, ..RangeOrder::default() }, &text[start..], &mut |_, _| {}));
    }
    assert_eq!(parts.len(), 3);
    let (mut joining, mut dictionary) = (Joining::new(plan), Dictionary::default());
    let said: Vec<Next> = parts.into_iter().map(|part| joining.take(part, &mut dictionary)).collect();
    assert_eq!(said, [Next::Wait, Next::Wait, Next::Finish], "every guess is right here");
    let part = joining.finish().unwrap();
    let part = FilePart { tables: Tables { dictionary, ..part.tables }, ..part };
    let whole = open_file("c.csv", text.len() as u64, Cursor::new(text), &options, &mut |_, _| {}).unwrap();
    assert_same(&part, &whole);
    assert_eq!((part.content_hash, part.size), (whole.content_hash, whole.size));
    assert_eq!(part.tables.conversations.len(), number);
}

#[test]
fn what_is_no_plain_table_of_botworth_is_read_whole() {
    let is_planned = |text: &[u8]| plan_of("c.csv", text.len() as u64, text, &Options::default(), 20).is_some();
    let rows = "c1,2026-03-01T10:00:00Z\n".repeat(9);
    assert!(is_planned(format!("conversation_id,started_at\n{rows}").as_bytes()));
    assert!(is_planned(format!("conversation_id;started_at\n{}", rows.replace(',', ";")).as_bytes()));
    let utf16: Vec<u8> =
        format!("\u{feff}conversation_id,started_at\n{rows}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!is_planned(&utf16));
    assert!(!is_planned(format!("chat id,when\n{rows}").as_bytes()));
    let object = "{\"conversation_id\":\"c1\",\"started_at\":\"2026-03-01T10:00:00Z\"}";
    assert!(is_planned(format!("{object}\n{object}\n").as_bytes()));
    assert!(!is_planned(format!("[{object},{object}]").as_bytes()));
    assert!(!is_planned(
        &[b"conversation_id,started_at,question\n".as_slice(), &b"c1,2026-03-01T10:00:00Z,\xe9\xe9\xe9 \n".repeat(2_500)]
            .concat()
    ));
}
