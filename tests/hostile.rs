//! Files made to fill memory, to break a reader, or to reach the person who opens what is written: each limit at both sides,
//! and nothing of what a file says becomes a formula or an element.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not as expected may end a test")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use botworth::export::{Cells, Form};
use botworth::ingest::{FilePart, IngestError, LONGEST_RECORD, Options, open_file, read_file, unpack};
use botworth::lineage::Asked;
use botworth::metrics::MetricId;
use botworth::model::TableName;
use botworth::protocol::{AskedRows, Exported, FileError, OpenFile, Request, Response};
use botworth::scorecard::{BoardId, ChangeId, Scorecard, to_json};
use botworth::session::Session;

fn read(text: &[u8]) -> Result<FilePart, IngestError> {
    read_file("a.csv", text.len() as u64, text, &mut |_, _| {})
}

fn reasons(part: &FilePart) -> Vec<&'static str> {
    part.ledger.entries().iter().map(|entry| entry.reason.code()).collect()
}

const CHAT: &str = "conversation_id,started_at,question\n";

/// A conversation whose row has so many bytes, its line end included.
fn row_of(bytes: usize) -> String {
    let start = "a,2026-03-01T10:00:00Z,";
    format!("{start}{}\n", "x".repeat(bytes - start.len() - 1))
}

#[test]
fn a_cell_of_ten_megabytes_is_read_and_a_row_beyond_the_limit_is_told() {
    let ten = read((CHAT.to_owned() + &row_of(10 << 20)).as_bytes()).unwrap();
    assert_eq!((ten.tables.conversations.len(), ten.rows_rejected), (1, 0));
    let longest = read((CHAT.to_owned() + &row_of(LONGEST_RECORD)).as_bytes()).unwrap();
    assert_eq!(longest.tables.conversations.len(), 1);
    // A row behind it, so that the end of the file does not stand for its own.
    let longer = format!("{CHAT}{}{}", row_of(LONGEST_RECORD + 1), row_of(60));
    let error = read(longer.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("line 2") && error.contains("longer than 16 MiB"), "{error}");
}

#[test]
fn an_object_of_ten_megabytes_is_read_and_one_beyond_the_limit_is_told() {
    let object = |bytes: usize| {
        let start = r#"{"conversation_id":"a","started_at":"2026-03-01T10:00:00Z","question":""#;
        format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2))
    };
    let small = object(100);
    let in_lines = |bytes: usize| read(format!("{small}\n{}\n{small}\n", object(bytes)).as_bytes());
    let in_array = |bytes: usize| read(format!("[{small},{},{small}]", object(bytes)).as_bytes());
    for read in [&in_lines as &dyn Fn(usize) -> Result<FilePart, IngestError>, &in_array] {
        assert_eq!(read(10 << 20).unwrap().rows_read, 3);
        assert_eq!(read(LONGEST_RECORD - 1).unwrap().rows_read, 3);
        let error = read(LONGEST_RECORD + 1).unwrap_err().to_string();
        assert!(error.contains("longer than 16 MiB"), "{error}");
    }
}

#[test]
fn a_table_has_five_thousand_columns_and_an_object_as_many_keys_as_any_export() {
    let names: String = (0..5_000).map(|at| format!(",c{at}")).collect();
    let cells = ",x".repeat(5_000);
    let wide = format!("conversation_id,started_at{names}\na,2026-03-01T10:00:00Z{cells}\n");
    let part = read(wide.as_bytes()).unwrap();
    assert_eq!((part.tables.conversations.len(), part.ignored_columns.len()), (1, 5_000));
    // 4,096 keys of a file, those of the table included.
    let lines = |others: usize| {
        let keys: String = (0..others).map(|at| format!(r#","k{at}":1"#)).collect();
        let row = |id: &str, keys: &str| format!(r#"{{"conversation_id":"{id}","started_at":"2026-03-01T10:00:00Z"{keys}}}"#);
        format!("{}\n{}\n", row("a", ""), row("b", &keys))
    };
    let most = read(lines(4_094).as_bytes()).unwrap();
    assert_eq!((most.tables.conversations.len(), reasons(&most)), (2, vec![]));
    let more = read(lines(4_095).as_bytes()).unwrap();
    assert_eq!((more.tables.conversations.len(), reasons(&more)), (1, vec!["too_many_columns"]));
}

#[test]
fn bytes_that_are_no_text_and_halves_of_letters_cost_their_row_or_cell_alone() {
    let nul = read(b"conversation_id,started_at,question\na\0b,2026-03-01T10:00:00Z,x\0y\nc,2026-03-01T10:00:00Z,\n").unwrap();
    assert_eq!(nul.tables.conversations.len(), 2);
    let lines = concat!(
        r#"{"conversation_id":"a","started_at":"2026-03-01T10:00:00Z","question":"\ud800"}"#,
        "\n",
        r#"{"conversation_id":"b","started_at":"2026-03-01T10:00:00Z","question":"\udc00\ud83d"}"#,
        "\n",
        r#"{"conversation_id":"c","started_at":"2026-03-01T10:00:00Z","question":"\ud83d\ude00"}"#,
        "\n",
    );
    let part = read(lines.as_bytes()).unwrap();
    assert_eq!(part.rows_read, 3);
    let csv = botworth::export::to_csv(&part.tables, TableName::Conversations);
    assert!(csv.contains('😀') && part.tables.conversations.len() as u64 + part.rows_rejected == 3, "{csv}");
}

/// Conversations that start at these times; which are kept, by their place.
fn kept_starts(times: &[&str]) -> Vec<usize> {
    let mut text = "conversation_id,started_at\n".to_owned();
    for (at, time) in times.iter().enumerate() {
        let _ = writeln!(text, "{at},{time}");
    }
    let part = read(text.as_bytes()).unwrap();
    let csv = botworth::export::to_csv(&part.tables, TableName::Conversations);
    csv.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn times_end_where_metrics_says_and_absurd_ones_are_kept_out() {
    assert_eq!(
        kept_starts(&["1999-12-31T23:59:59Z", "2000-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "2100-01-01T00:00:00Z"]),
        [1, 2]
    );
    let absurd = [
        "2026-03-01T10:00:00Z",
        "-292277022657-01-27T08:29:52Z",
        "9999-99-99T99:99:99Z",
        "2026-02-29T10:00:00Z",
        "2026-03-01T25:00:00Z",
        "2026-03-01T10:00:00+99:99",
        "99999999999999999999999999",
        "2026-03-01T10:00:00.999999999999999999999Z",
        "NaN",
        "∞",
    ];
    let kept = kept_starts(&absurd);
    assert!(kept.contains(&0) && kept.iter().all(|at| [0, 7].contains(at)), "{kept:?}");
}

fn open(session: &mut Session, number: u32, name: &str, bytes: &[u8]) {
    let file = OpenFile { file: number, name: name.to_owned(), size: bytes.len() as u64, sha256: None };
    session.open(&file, Cursor::new(bytes), &mut |_, _| {}).unwrap_or_else(|error| panic!("{name}: {error:?}"));
}

fn scored(files: &[(&str, &str)]) -> Scorecard {
    let mut session = Session::new("UTC");
    for (number, (name, text)) in (0..).zip(files) {
        open(&mut session, number, name, text.as_bytes());
    }
    session.scorecard().unwrap()
}

#[test]
fn two_dates_of_two_centuries_list_the_weeks_that_hold_chats() {
    let weeks = |last: &str| {
        let rows =
            format!("conversation_id,started_at,flow,user_turns\na,2000-01-03T10:00:00Z,faq,2\nb,{last}T10:00:00Z,faq,2\n");
        scored(&[("chats.csv", &rows)]).boards[&BoardId::Support].weekly.len()
    };
    // Twenty years list every week; a day more those of the two chats.
    assert_eq!((weeks("2019-12-08"), weeks("2019-12-09"), weeks("2099-12-31")), (1040, 2, 2));
}

#[test]
fn absurd_numbers_leave_a_scorecard_that_is_json_and_reads_back() {
    let numbers = ["1e308", "1e308", "-1e308", "1e999", "NaN", "inf", "-0", "1e-320", "0x10", "1,000", "٣", "9007199254740993"];
    let mut chats =
        "conversation_id,started_at,duration_s,first_useful_s,csat,csat_max,user_turns,cost,fallbacks,bot_turns\n".to_owned();
    let mut orders = "order_id,at,amount,gross_profit,conversation_id\n".to_owned();
    for (at, number) in numbers.iter().cycle().take(120).enumerate() {
        let cells = [format!("\"{number}\""); 1].join("");
        let _ = writeln!(chats, "c{at},2026-03-{:02}T10:00:00Z{}", at % 28 + 1, format!(",{cells}").repeat(8));
        let _ = writeln!(orders, "o{at},2026-03-{:02}T11:00:00Z,{cells},{cells},c{at}", at % 28 + 1);
    }
    let rules = r#"{"manual_cost_per_conversation":1e300,"cost":{"ai_per_conversation":0.1,"platform_monthly":99}}"#;
    let mut session = Session::new("UTC");
    open(&mut session, 0, "chats.csv", chats.as_bytes());
    open(&mut session, 1, "orders.csv", orders.as_bytes());
    // Rules that are beyond belief may be refused; the rows are scored with or without them.
    let file = OpenFile { file: 2, name: "rules.json".to_owned(), size: rules.len() as u64, sha256: None };
    let _ = session.open(&file, Cursor::new(rules), &mut |_, _| {});
    let printed = to_json(&session.scorecard().unwrap());
    let value: serde_json::Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(value["counts"]["opened"], 120);
    assert_eq!(value["metrics"]["csat"]["n"], 0, "no such rating is on a scale");
}

/// What a session answers, as it crosses to the tab: the same bytes there, and no number that is none.
fn answers(session: &mut Session, files: &[(&str, String)], questions: Vec<Request>) -> Vec<Response> {
    let opened = (0..).zip(files);
    let opened =
        opened.map(|(file, (name, text))| OpenFile { file, name: (*name).to_owned(), size: text.len() as u64, sha256: None });
    let mut requests = vec![Request::Open { files: opened.collect() }];
    requests.extend(questions);
    let mut answers = Vec::new();
    let bytes = |file: &OpenFile| Cursor::new(files[file.file as usize].1.clone().into_bytes());
    session.answer(requests, bytes, &mut |answer| {
        let crossing = borsh::to_vec(&answer).unwrap_or_else(|error| panic!("{error}: {answer:?}"));
        assert_eq!(borsh::from_slice::<Response>(&crossing).unwrap(), answer);
        let written = format!("{answer:?}");
        let mut words = written.split(|letter: char| !letter.is_alphanumeric());
        assert!(!words.any(|word| word == "inf" || word == "NaN"), "{written}");
        answers.push(answer);
    });
    answers
}

/// Chats that cost so much each, orders of so much each in euro, under rules.
fn money(cost: &str, amount: &str, rules: &str) -> Vec<(&'static str, String)> {
    let mut chats = "conversation_id,started_at,flow,resolution,handoff,cost,duration_s,csat,csat_max,user_id\n".to_owned();
    let mut orders = "order_id,at,amount,currency,conversation_id,user_id\n".to_owned();
    for at in 0..240 {
        let (day, ended) = (at % 28 + 1, ["confirmed,none", "none,accepted"][at % 2]);
        let _ = writeln!(
            chats,
            "c{at},2026-03-{day:02}T10:00:00Z,{},{ended},{cost},{cost},{cost},5,u{at}",
            ["faq", "sales"][at % 3 / 2]
        );
        let _ = writeln!(orders, "o{at},2026-03-{day:02}T11:00:00Z,{amount},{},c{at},u{at}", ["EUR", "USD"][at % 2]);
    }
    vec![("chats.csv", chats), ("orders.csv", orders), ("rules.json", rules.to_owned())]
}

#[test]
fn money_beyond_belief_leaves_a_scorecard_that_reaches_the_tab() {
    let rules = |amount: &str, rate: &str| {
        format!(
            r#"{{"currency":"USD","fx":{{"EUR":{rate}}},"manual_cost_per_conversation":{amount},"handoff_saving_per_conversation":{amount},
            "flow_kind":{{"sales":"lead"}},"baseline":{{"human_first_answer_s":{amount}}},
            "cost":{{"platform_monthly":{amount},"ai_per_conversation":{amount},"hourly_rate":{amount},"maintenance_hours_monthly":{amount}}}}}"#
        )
    };
    let (most, least) = ("1e15", "5e-324");
    let cases = [
        ("1e308", "1.5e308", rules("1", "1")),
        ("1", "1e200", rules("1", "1e300")),
        ("1", "1", rules("1e308", "1")),
        ("-1e308", "-1e308", rules("1e308", "1e308")),
        (most, most, rules(most, most)),
        ("-1e15", "-1e15", rules(least, most)),
        (most, most, rules(least, most)),
        (least, least, rules(most, least)),
        ("0", most, rules(least, most)),
    ];
    for (cost, amount, rules) in cases {
        let mut session = Session::new("UTC");
        let questions = vec![
            Request::RulesForm,
            Request::Week,
            Request::Vanity,
            Request::Joins,
            Request::Ledger { offset: 0, limit: 10 },
            Request::Explain { board: BoardId::Support, metric: ChangeId::CostPerInteraction },
            Request::Explain { board: BoardId::Lead, metric: ChangeId::AttributedRevenue },
        ];
        let answers = answers(&mut session, &money(cost, amount, &rules), questions);
        assert!(answers.iter().any(|answer| matches!(answer, Response::Scorecard { .. })), "{cost} {amount} {rules}");
        let card = session.scorecard().unwrap();
        assert_eq!(card.counts.opened, 240, "{cost} {amount} {rules}");
        let scenario = r#"{"name":"x","changes":[{"change":"manual_cost","amount":1e15},{"change":"price_per_seat","price":1e15,"seats":1e15}]}"#;
        let outcome = serde_json::from_str(scenario).map(|scenario| botworth::insight::what_if::what_if(&card, None, &scenario));
        assert!(!format!("{:?}", outcome.unwrap()).contains("inf"), "{cost} {amount} {rules}");
    }
}

#[test]
fn an_amount_is_at_most_ten_to_the_fifteenth() {
    let orders = |amount: &str| read(format!("order_id,at,amount\no,2026-03-01T10:00:00Z,{amount}\n").as_bytes()).unwrap();
    for amount in ["1000000000000000", "-1e15", "1e15"] {
        assert_eq!(orders(amount).tables.revenue.len(), 1, "{amount}");
    }
    for amount in ["1000000000000001", "-1.1e15", "1e308", "1e999"] {
        let kept_out = orders(amount);
        assert_eq!((kept_out.tables.revenue.len(), reasons(&kept_out)), (0, vec!["too_large"]), "{amount}");
    }
    let rules = |amount: &str| {
        botworth::rules::Rules::from_json(&format!(r#"{{"fx":{{"EUR":{amount}}},"cost":{{"hourly_rate":{amount}}}}}"#))
    };
    assert!(rules("1e15").is_ok());
    let told = rules("1.1e15").unwrap_err().to_string();
    assert!(told.contains("cost.hourly_rate is 1100000000000000.0; it must be a number from 0 to 1000000000000000"), "{told}");
    assert!(told.contains("fx.EUR is 1100000000000000.0; it must be a number above 0, at most 1000000000000000"), "{told}");
}

// -- Containers ---------------------------------------------------------------------------------------------------------------

fn zip_of(entries: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Names of the files in an archive, and what is said of those that cannot be had.
fn unpacked(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut names, mut errors) = (Vec::new(), Vec::new());
    unpack("e.zip", &mut Cursor::new(bytes), &mut |file| match file {
        Ok(file) => names.push(file.name.clone()),
        Err(error) => errors.push(error.to_string()),
    });
    (names, errors)
}

#[test]
fn names_in_an_archive_lead_nowhere() {
    let hostile =
        ["../../etc/passwd", "/abs/a.csv", r"C:\Users\x\b.csv", "a\u{202e}b.csv", "line\nend\u{7}.csv", "<img src=x>.csv"];
    let long = "n".repeat(4_000) + ".csv";
    let entries = hostile.into_iter().map(str::to_owned).chain([long]).map(|name| (name, b"at,source\n".to_vec()));
    let (names, errors) = unpacked(&zip_of(entries));
    assert_eq!((names.len(), errors.len()), (7, 0), "{errors:?}");
    for name in &names {
        assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control) && name.chars().count() <= 200, "{name:?}");
    }
    assert_eq!(names[..3], ["passwd", "a.csv", "b.csv"]);
    // 200 letters of a name are shown, however many bytes they have.
    let of = |letters: usize| (format!("folder/{}", "返".repeat(letters)), b"at,source\n".to_vec());
    assert_eq!(unpacked(&zip_of([of(200), of(201)])).0, ["返".repeat(200), "返".repeat(200)]);
}

#[test]
fn an_archive_holds_ten_thousand_files_and_no_more() {
    let archive = |files: usize| zip_of((0..files).map(|at| (format!("{at}.csv"), Vec::new())));
    let (names, errors) = unpacked(&archive(10_000));
    assert_eq!((names.len(), errors.len()), (10_000, 0));
    let (names, errors) = unpacked(&archive(10_001));
    assert!(names.is_empty() && errors[0].contains("10,000"), "{errors:?}");
}

#[test]
fn an_archive_in_an_archive_is_opened_and_one_deeper_is_told() {
    let inner = zip_of([("c.csv".to_owned(), b"at,source\n2026-03-01T00:00:00Z,x\n".to_vec())]);
    let two = zip_of([("b.zip".to_owned(), inner)]);
    assert_eq!(unpacked(&two), (vec!["c.csv".to_owned()], Vec::new()));
    let three = zip_of([("a.zip".to_owned(), two)]);
    let (names, errors) = unpacked(&three);
    assert!(names.is_empty() && errors[0].contains("archive in an archive"), "{errors:?}");
}

/// An archive of some entries, each of which says that it holds so many bytes, whatever it does.
fn lying_zip(entries: &[(&str, &[u8])], claim: u32) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut zip = zip.finish().unwrap().into_inner();
    // Where the length stands behind the marks of an entry and of its line in the directory.
    for (mark, place) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let found: Vec<usize> = (0..zip.len() - 4).filter(|at| zip[*at..].starts_with(mark)).collect();
        found.iter().for_each(|at| zip[at + place..at + place + 4].copy_from_slice(&claim.to_le_bytes()));
    }
    zip
}

#[test]
fn an_entry_gives_no_more_than_it_declares() {
    let rows = "at,source\n".to_owned() + &"2026-03-01T00:00:00Z,x\n".repeat(100_000);
    let archive = lying_zip(&[("a.csv", rows.as_bytes()), ("b.csv", rows.as_bytes())], 10);
    let (mut given, mut told) = (Vec::new(), Vec::new());
    unpack("e.zip", &mut Cursor::new(&archive), &mut |file| {
        let mut bytes = Vec::new();
        told.push(std::io::Read::read_to_end(&mut file.unwrap(), &mut bytes).unwrap_err().to_string());
        given.push(bytes.len());
    });
    assert!(given.iter().all(|given| *given <= 10) && given.len() == 2, "{given:?}");
    assert!(told.iter().all(|told| told.contains("more comes out of it than the 10 bytes")), "{told:?}");
    // An archive in it is opened from memory, and fills no more of it than it declares.
    let inner = zip_of([("c.csv".to_owned(), rows.into_bytes())]);
    let (names, errors) = unpacked(&lying_zip(&[("in.zip", &inner)], 1_000));
    assert!(names.is_empty() && errors[0].contains("more comes out of it than the 1000 bytes"), "{errors:?}");
    assert!(!errors[0].contains("damaged"), "{errors:?}");
}

#[test]
fn an_archive_in_an_archive_has_512_mebibytes_and_a_larger_one_is_told() {
    // Stored, and as long as a two hundredth of what it claims, so that no other limit speaks first.
    let inner = [b"PK\x03\x04".as_slice(), &vec![0; 3 << 20]].concat();
    let claimed = |claim: u32| {
        let mut archive = zip_of([("in.zip".to_owned(), inner.clone())]);
        let at = archive.len() - 22 - 46 - "in.zip".len();
        archive[at + 24..at + 28].copy_from_slice(&claim.to_le_bytes());
        unpacked(&archive).1.join(" ")
    };
    assert!(claimed((512 << 20) + 1).contains("larger than 512 MiB"), "{}", claimed((512 << 20) + 1));
    assert!(claimed(512 << 20).contains("its bytes are not those that were packed"), "{}", claimed(512 << 20));
}

#[test]
fn archives_in_an_archive_hold_ten_thousand_files_together() {
    let inner = |files: usize| zip_of((0..files).map(|at| (format!("{at}.csv"), Vec::new())));
    let outer = |second: usize| zip_of([("a.zip".to_owned(), inner(5_000)), ("b.zip".to_owned(), inner(second))]);
    let (names, errors) = unpacked(&outer(4_998));
    assert_eq!((names.len(), errors.len()), (9_998, 0));
    let (names, errors) = unpacked(&outer(4_999));
    assert_eq!((names.len(), errors.len()), (5_000, 1));
    assert!(errors[0].starts_with("b.zip") && errors[0].contains("10,000 files"), "{errors:?}");
}

/// A workbook of so many sheets; the sheet of a number is the part of a number.
fn workbook(sheets: usize, part_of: impl Fn(usize) -> usize) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let related = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let list: String =
        (0..sheets).map(|at| format!("<sheet name=\"s{at}\" sheetId=\"{}\" r:id=\"rId{}\"/>", at + 1, part_of(at))).collect();
    let parts: String = (0..sheets).map(|at| related(at, "worksheet", &format!("worksheets/sheet{at}.xml"))).collect();
    let root = related(1, "officeDocument", "xl/workbook.xml");
    let mut entries = vec![
        ("_rels/.rels".to_owned(), format!("<Relationships xmlns=\"{PACKAGE}\">{root}</Relationships>")),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"{PACKAGE}\">{parts}</Relationships>")),
    ];
    let cell = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>x</v></c></row>";
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{cell}</sheetData></worksheet>");
    entries.extend((0..sheets).map(|at| (format!("xl/worksheets/sheet{at}.xml"), sheet.clone())));
    zip_of(entries.into_iter().map(|(name, text)| (name, text.into_bytes())))
}

#[test]
fn a_workbook_has_a_thousand_sheets_and_each_is_a_part_of_its_own() {
    let (names, errors) = unpacked(&workbook(1_000, |sheet| sheet));
    assert_eq!((names.len(), errors.len()), (1_000, 0), "{errors:?}");
    let (names, errors) = unpacked(&workbook(1_001, |sheet| sheet));
    assert!(names.is_empty() && errors[0].contains("1,000 sheets"), "{errors:?}");
    let (names, errors) = unpacked(&workbook(900, |sheet| sheet.min(1)));
    // It is left out whole: what came before would count in part.
    assert_eq!((names.len(), errors.len()), (0, 1), "{errors:?}");
    assert!(errors[0].contains("two sheets of it are one part"), "{errors:?}");
}

#[test]
fn parts_of_a_workbook_hold_no_more_than_they_declare() {
    let blank = " ".repeat(1 << 20);
    let sheet = format!("<worksheet><sheetData>{blank}</sheetData></worksheet>");
    let parts: Vec<(String, &[u8])> = (0..200).map(|at| (format!("xl/worksheets/sheet{at}.xml"), sheet.as_bytes())).collect();
    let mut entries: Vec<(&str, &[u8])> = vec![("xl/workbook.xml", b"<workbook/>")];
    entries.extend(parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)));
    let (names, errors) = unpacked(&lying_zip(&entries, 20));
    assert!(names.is_empty() && errors[0].contains("more comes out of it than the 20 bytes"), "{errors:?}");
}

#[test]
fn an_export_that_deflates_well_is_no_bomb() {
    let gzip = |bytes: &[u8]| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    };
    let touches = |rows: usize| {
        let mut text = "at,source\n".to_owned();
        for row in 0..rows {
            let _ = writeln!(text, "2026-03-{:02}T{:02}:{:02}:00Z,newsletter", row % 28 + 1, row % 24, row % 60);
        }
        text
    };
    let honest = touches(340_000);
    let packed = gzip(honest.as_bytes());
    assert!(honest.len() > 10 << 20 && honest.len() / packed.len() > 20, "{} in {}", honest.len(), packed.len());
    let part = open_file("h.gz", packed.len() as u64, Cursor::new(&packed), &Options::default(), &mut |_, _| {}).unwrap();
    assert_eq!(part.rows_read, 340_000);
}

// -- What people saved --------------------------------------------------------------------------------------------------------

/// Opens one file in a session; what is told of it if it cannot be used.
fn refused(text: &str) -> Option<FileError> {
    let file = OpenFile { file: 0, name: "a.json".to_owned(), size: text.len() as u64, sha256: None };
    Session::new("UTC").open(&file, Cursor::new(text.as_bytes()), &mut |_, _| {}).err()
}

#[test]
fn rules_and_mappings_of_four_mebibytes_are_read_and_longer_ones_are_told() {
    let long = |start: &str, end: &str, bytes: usize| format!("{start}{}{end}", "x".repeat(bytes - start.len() - end.len()));
    let rules = |bytes| long(r#"{"margin":0.4,"goal_per_flow":{"sales":""#, r#""}}"#, bytes);
    let headers =
        r#""table":"touches","headers":["When","From"],"columns":[{"column":"When","to":"at"},{"column":"From","to":"source"}]}"#;
    let mapping = |bytes| long(r#"{"botworth_mapping":1,"name":""#, &format!("\",{headers}"), bytes);
    for text in [&rules as &dyn Fn(usize) -> String, &mapping] {
        assert_eq!(refused(&text(4 << 20)), None);
        assert_eq!(refused(&text((4 << 20) + 1)), Some(FileError::TooLong { mebibytes: 4 }));
    }
    // Any other object is what nobody knows, however long.
    let other = refused(&long(r#"{"soup":""#, r#""}"#, 5 << 20));
    assert!(matches!(other, Some(FileError::Unknown { .. })), "{other:?}");
}

#[test]
fn a_saved_scorecard_has_sixty_four_mebibytes_and_a_longer_one_is_told() {
    let card = |bytes: usize| {
        let start = r#"{"schema":1,"engine":""#;
        format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2))
    };
    assert!(read(card(64 << 20).as_bytes()).is_ok());
    let told = read(card((64 << 20) + 1).as_bytes()).unwrap_err().to_string();
    assert!(told.contains("larger than 64 MiB"), "{told}");
}

#[test]
fn what_a_newer_version_saved_is_told_as_such() {
    assert_eq!(refused(r#"{"schema":99,"engine":"botworth 9.9","boards":{}}"#), Some(FileError::TooNew));
    assert_eq!(refused(r#"{"botworth_workspace":2,"rules":{"x":1}}"#), Some(FileError::TooNew));
}

// -- What is written and shown ------------------------------------------------------------------------------------------------

/// Every text of every table is a formula to a spreadsheet.
fn formulas() -> Session {
    // Spreadsheets of many countries split at semicolons.
    const FORMULA: &str = "=HYPERLINK(\"\"http://x.example\"\");=1+1\n;@SUM(1)";
    let mut session = Session::new("UTC");
    let mut chats = format!(
        "conversation_id,started_at,user_id,channel,flow,intent,source,medium,campaign,page,language,resolution,handoff,\
         handoff_reason,missing_answer,question,csat,csat_max,\"{FORMULA}\"\n"
    );
    for at in 0..60 {
        let text = format!("\"{FORMULA}\"");
        let (day, resolution) = (at % 28 + 1, if at % 2 == 0 { "confirmed" } else { "none" });
        let csat = if at % 3 == 0 { "=1" } else { "1" };
        let _ = writeln!(
            chats,
            "\"{FORMULA}{at}\",2026-03-{day:02}T10:00:00Z,@u{at},{text},{text},{text},{text},{text},{text},{text},{text},\
             {resolution},none,{text},true,{text},{csat},5,x"
        );
    }
    open(&mut session, 0, "=chats.csv", chats.as_bytes());
    let rows = [
        ("leads.csv", "lead_id,created_at,conversation_id,origin,source,campaign\n-l,2026-03-02T10:00:00Z,+c,chat,@s,=c\n"),
        ("revenue.csv", "order_id,at,amount,user_id,currency\n=o,2026-03-02T10:00:00Z,-5,@u1,\n=p,2026-03-02T10:00:00Z,x,@u1,\n"),
        ("touches.csv", "at,user_id,source,medium,campaign\n2026-03-02T10:00:00Z,@u,=s,+m,-c\n"),
        ("exposure.csv", "date,channel,page,flow,impressions\n2026-03-02,=c,+p,-f,9\n"),
        ("tickets.csv", "ticket_id,created_at,user_id,intent\n=t,2026-03-02T10:00:00Z,@u1,\t=i\n"),
        ("events.csv", "event,timestamp,conversation_id,text,reason,goal,id\n=made_up,2026-03-02T10:00:00Z,=c,+t,-r,@g,=i\n"),
    ];
    for (number, (name, text)) in (1..).zip(rows) {
        open(&mut session, number, name, text.as_bytes());
    }
    session
}

fn exported(session: &mut Session, what: Exported) -> String {
    let mut bytes = Vec::new();
    let request = Request::Export { what, form: Form::Csv(Cells::ForSpreadsheets) };
    session.answer(vec![request], |_| Cursor::new(Vec::new()), &mut |response| match response {
        Response::Piece { bytes: piece, .. } => bytes.extend(piece),
        Response::Failed { message } => panic!("{what:?}: {message}"),
        _ => {}
    });
    String::from_utf8(bytes).unwrap()
}

#[test]
fn no_cell_of_any_export_is_a_formula() {
    let mut session = formulas();
    let number = Asked { metric: MetricId::ResolutionRate, part: None };
    let rows = Exported::Rows(AskedRows { board: BoardId::Support, number, standing: None, among: None });
    let tables = TableName::of_rows().map(Exported::Table);
    let others =
        [Exported::Conversations, Exported::Weeks, Exported::Ledger, Exported::Gaps(BoardId::Support), Exported::Disputed, rows];
    for what in tables.chain(others) {
        let csv = exported(&mut session, what);
        let mut cells = 0;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        for record in reader.records().map(Result::unwrap) {
            for cell in &record {
                let is_number = cell.parse::<f64>().is_ok();
                let parts = || cell.split([';', '\t', '\n', '\r']).map(|part| part.trim_start_matches([' ', '"']));
                assert!(is_number || !parts().any(|part| part.starts_with(['=', '+', '-', '@'])), "{what:?}: {cell}");
                cells += usize::from(cell.contains(['=', '@']));
            }
        }
        // The weeks hold names of boards and metrics alone.
        assert!(cells > 0 || what == Exported::Weeks, "{what:?} holds nothing that would show a fault: {csv}");
    }
}

#[test]
fn nothing_in_a_page_or_picture_was_made_by_a_text_of_a_file() {
    use botworth::format::Language;
    use botworth::render::{Rendered, WIDTH, html, picture};
    use botworth::share::{Opened, Part, ShareOptions, share};
    let mut chats = "conversation_id,started_at,flow,intent,channel,source,campaign,resolution,csat,csat_max\n".to_owned();
    for at in 0..200 {
        let _ = writeln!(
            chats,
            "c{at},2026-03-{:02}T10:00:00Z,\"</title><script>alert(1)</script>\",\"<img src=x onerror=alert(1)>\",\
             \"\"\"><svg onload=alert(1)>\",javascript:alert(1),\"<!--\",confirmed,5,5",
            at % 28 + 1
        );
    }
    let card = scored(&[("<b>.csv", &chats)]);
    let options = Part::ALL.iter().fold(ShareOptions::default(), |options, part| options.with(*part, true));
    let opened = Opened::from(share(&card, options));
    for language in [Language::En, Language::Ja] {
        let link = "https://x.example/#\"><script>";
        let rendered = Rendered { opened: &opened, text: botworth::text::text(language), link, width: WIDTH };
        let page = html(rendered);
        assert!(page.contains("&lt;script&gt;"), "the flow is shown");
        for drawn in [page, picture(rendered, true), picture(rendered, false)] {
            for mark in ["<script", "<img", "<svg onload", "<!--", "href=\"javascript"] {
                assert!(!drawn.contains(mark), "{mark}");
            }
        }
    }
}
