//! What hostile bytes are fed to, and what must hold of them whatever they are. The fuzzers run these functions without end;
//! `tests/fuzz.rs` runs the same ones over the kept corpus.
//!
//! A target fails by a panic. Beside that nothing panics, each states a law: what is read does not depend on the pieces in which
//! it comes, what is written reads back as the same, the order of files changes nothing.

#![allow(missing_docs, reason = "included by a test, where it is no library")]

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};

use botworth::export::to_csv;
use botworth::format::Language;
use botworth::ingest::{FilePart, IngestError, MappingProfile, Options, columns, open_file, read_file, suggest, unpack};
use botworth::model::TableName;
use botworth::protocol::{OpenFile, Request, Response};
use botworth::render::{Rendered, WIDTH, html, markdown, picture};
use botworth::rules::Rules;
use botworth::scorecard::{MetricId, to_json};
use botworth::session::Session;
use botworth::share::{ShareOptions, link, share};
use botworth::text::text;
use botworth::workspace::Workspace;

/// A target: bytes in, a panic if something is wrong.
pub type Target = fn(&[u8]);

/// Every target by its name, which is that of its fuzzer and of its folder in `corpus`.
pub const TARGETS: [(&str, Target); 12] = [
    ("archive", archive),
    ("cube", cube),
    ("delimited", delimited),
    ("identity", identity),
    ("link", link_decoder),
    ("mapping", mapping),
    ("objects", objects),
    ("rules", rules),
    ("session", session),
    ("vendors", vendors),
    ("workbook", workbook),
    ("workspace", workspace),
];

/// Gives its bytes in pieces of one to seventeen.
struct Pieces<'a> {
    bytes: &'a [u8],
    turn: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.turn = (self.turn * 7 + 3) % 17;
        let size = (self.turn + 1).min(buffer.len()).min(self.bytes.len());
        let (piece, rest) = self.bytes.split_at(size);
        if let Some(buffer) = buffer.get_mut(..size) {
            buffer.copy_from_slice(piece);
        }
        self.bytes = rest;
        Ok(size)
    }
}

type Outcome = Result<FilePart, IngestError>;

fn read_at_once(bytes: &[u8]) -> Outcome {
    read_file("file", bytes.len() as u64, bytes, &mut |_, _| {})
}

fn tables_of(part: &FilePart) -> Vec<String> {
    TableName::ALL.iter().map(|table| to_csv(&part.tables, *table)).collect()
}

/// Reads a file in all ways in which one is read.
fn read_every_way(bytes: &[u8]) {
    let whole = read_at_once(bytes);
    let pieces = read_file("file", bytes.len() as u64, Pieces { bytes, turn: 0 }, &mut |_, _| {});
    match (&whole, &pieces) {
        (Ok(whole), Ok(pieces)) => {
            assert_eq!(tables_of(whole), tables_of(pieces), "pieces change what is read");
            assert_eq!(whole.ledger, pieces.ledger, "pieces change what is kept out");
        }
        (Err(whole), Err(pieces)) => assert_eq!(whole, pieces),
        _ => panic!("pieces change whether it is read: {whole:?} {pieces:?}"),
    }
    // Where bytes can be read again, day and month may be found; nothing else may differ.
    let sought = open_file("file", bytes.len() as u64, Cursor::new(bytes), &Options::default(), &mut |_, _| {});
    assert_eq!(whole.is_ok(), sought.is_ok(), "{whole:?} {sought:?}");
    let Ok(part) = sought else { return };
    assert!(part.rows_rejected <= part.rows_read, "{} of {}", part.rows_rejected, part.rows_read);
    if part.source != "botworth" {
        return;
    }
    // What was read is written, and reads back as the same.
    for table in TableName::ALL {
        let written = to_csv(&part.tables, *table);
        // A header alone has no row.
        if written.lines().nth(1).is_none() {
            continue;
        }
        match read_at_once(written.as_bytes()) {
            Ok(again) => assert_eq!(to_csv(&again.tables, *table), written, "{table:?} reads back as something else"),
            Err(error) => panic!("{table:?} was written as what cannot be read: {error}\n{written}"),
        }
    }
}

/// Separated values: the first byte chooses header and delimiter, the rest are rows.
fn delimited(bytes: &[u8]) {
    let Some((first, rows)) = bytes.split_first() else { return };
    let table = TableName::ALL.get(usize::from(first >> 3) % TableName::ALL.len()).copied().unwrap_or(TableName::Conversations);
    let delimiter = [",", ";", "\t", "|", ",", ",", ",", "\n"].get(usize::from(first & 7)).copied().unwrap_or(",");
    let header = columns(table).join(delimiter);
    read_every_way(&[header.as_bytes(), b"\n", rows].concat());
    read_every_way(rows);
}

/// Objects: a line each, an array, or a document around them; the first byte chooses.
fn objects(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let (before, after): (&[u8], &[u8]) = match first % 5 {
        0 => (b"{\"conversation_id\":\"a\",\"started_at\":\"2026-03-01T10:00:00Z\"}\n", b""),
        1 => (b"[{\"conversation_id\":\"a\",\"started_at\":\"2026-03-01T10:00:00Z\"},", b"]"),
        2 => (
            b"{\"data\":{\"items\":[{\"event\":\"user_message\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"user_id\":\"a\"},",
            b"]}}",
        ),
        3 => (b"{\"event\":\"user_message\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"user_id\":\"a\",\"text\":\"", b"\"}\n"),
        _ => (b"", b""),
    };
    read_every_way(&[before, rest, after].concat());
}

/// A file of any vendor, recognised by what is in it; scored with the facts that it gives.
fn vendors(bytes: &[u8]) {
    read_every_way(bytes);
    let mut session = Session::new("Europe/Berlin");
    open_in(&mut session, 0, "file", bytes);
    let card = session.scorecard();
    // What nobody knows is what mappings are proposed for.
    if card.is_none() {
        let _ = suggest("file", Cursor::new(bytes));
    }
}

fn open_in(session: &mut Session, number: u32, name: &str, bytes: &[u8]) -> bool {
    let file = OpenFile { file: number, name: name.to_owned(), size: bytes.len() as u64, sha256: None };
    session.open(&file, Cursor::new(bytes), &mut |_, _| {}).is_ok()
}

/// Opens all files in a file.
fn unpack_all(bytes: &[u8]) {
    unpack("file", &mut Cursor::new(bytes), &mut |unpacked| match unpacked {
        Ok(file) => {
            let (name, size) = (file.name.clone(), file.size);
            assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{name:?}");
            let _ = open_file(&name, size, file, &Options::default(), &mut |_, _| {});
        }
        // It is told with the name of a file.
        Err(error) => drop(error.to_string()),
    });
}

/// Archives, compressed files, texts in old encodings.
fn archive(bytes: &[u8]) {
    unpack_all(bytes);
    // The checksum of a compressed file is hard to meet by chance.
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    if gzip.write_all(bytes).is_ok() {
        let packed = gzip.finish().unwrap_or_default();
        unpack_all(&packed);
        let _ = read_at_once(&packed);
    }
    unpack_all(&stored(&[("a.csv", bytes), ("inner/b.zip", bytes)]));
}

/// A workbook: the bytes are its first sheet and, from a blank line on, the texts that its sheets share and its styles.
fn workbook(bytes: &[u8]) {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut parts = split(bytes, b"\n\n");
    let (sheet, shared, styles) = (parts.next(), parts.next(), parts.next());
    let within = |tag: &str, inside: Option<&[u8]>| {
        let inside = inside.unwrap_or_default();
        if inside.starts_with(b"<?") {
            return inside.to_vec();
        }
        [format!("<{tag} xmlns=\"{MAIN}\">").as_bytes(), inside, format!("</{tag}>").as_bytes()].concat()
    };
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inside: String| {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns=\"{space}\">{inside}</Relationships>")
    };
    let related = [
        relation(1, "worksheet", "worksheets/sheet1.xml"),
        relation(2, "sharedStrings", "sharedStrings.xml"),
        relation(3, "styles", "styles.xml"),
    ];
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    unpack_all(&stored(&[
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")).as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations(related.concat()).as_bytes()),
        ("xl/worksheets/sheet1.xml", &within("worksheet", sheet)),
        ("xl/sharedStrings.xml", &within("sst", shared)),
        ("xl/styles.xml", &within("styleSheet", styles)),
    ]));
    unpack_all(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes].concat());
}

/// The pieces between separators.
fn split<'a>(bytes: &'a [u8], separator: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let all = rest?;
        let at = all.windows(separator.len()).position(|window| window == separator);
        let (piece, next) = match at {
            Some(at) => (all.get(..at), all.get(at + separator.len()..)),
            None => (Some(all), None),
        };
        rest = next;
        piece
    })
}

/// An archive whose entries are stored as they are.
fn stored(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
        let place = u32::try_from(archive.len()).unwrap_or(u32::MAX).to_le_bytes();
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes();
        // Version, flags, method, time and date; checksum and sizes; lengths of name and extra.
        let described =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5c], &crc.sum().to_le_bytes()[..], &size, &size, &length, &[0, 0]].concat();
        archive.extend([b"PK\x03\x04", &described[..], name.as_bytes(), bytes].concat());
        // Comment, disk and attributes are empty.
        directory.extend([b"PK\x01\x02\x14\x00", &described[..], &[0; 10], &place, name.as_bytes()].concat());
    }
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap_or(u32::MAX).to_le_bytes();
    let place = u32::try_from(archive.len()).unwrap_or(u32::MAX).to_le_bytes();
    let end = [b"PK\x05\x06", &[0; 4][..], &count, &count, &size, &place, &[0, 0]].concat();
    [archive, directory, end].concat()
}

/// Rows whose keys come from small alphabets, four bytes a row: who is one person does not depend on the order of rows.
fn identity(bytes: &[u8]) {
    let rows: Vec<[u8; 4]> = bytes.chunks_exact(4).take(400).filter_map(|row| row.try_into().ok()).collect();
    let counted = |rows: &[(usize, [u8; 4])]| {
        let mut chats = String::from("conversation_id,started_at,user_id,anonymous_id,email,phone\n");
        let mut tickets = String::from("ticket_id,created_at,conversation_id,user_id,anonymous_id,email,phone\n");
        for (number, [kind, one, two, three]) in rows {
            let key =
                |letter: char, byte: u8| if byte.is_multiple_of(8) { String::new() } else { format!("{letter}{}", byte % 64) };
            let email = if three.is_multiple_of(5) { String::new() } else { format!("P{}@X.example", three % 32) };
            let day = number % 28 + 1;
            let keys = format!("{},{},{email},{}", key('u', *one), key('a', *two), key('+', one ^ two));
            if kind.is_multiple_of(3) {
                let _ = writeln!(tickets, "t{number},2026-03-{day:02}T10:00:00Z,{},{keys}", key('c', kind ^ three));
            } else {
                let _ = writeln!(chats, "c{number},2026-03-{day:02}T10:00:00Z,{keys}");
            }
        }
        let mut session = Session::new("UTC");
        open_in(&mut session, 0, "chats.csv", chats.as_bytes());
        open_in(&mut session, 1, "tickets.csv", tickets.as_bytes());
        session.scorecard().map(|card| (card.counts.persons, card.counts.engaged, card.counts.tickets))
    };
    let mut numbered: Vec<(usize, [u8; 4])> = rows.into_iter().enumerate().collect();
    let forwards = counted(&numbered);
    numbered.reverse();
    let backwards = counted(&numbered);
    assert_eq!(forwards, backwards, "the order of rows changes who is one person");
    if let Some((Some(persons), ..)) = forwards {
        assert!(usize::try_from(persons).is_ok_and(|persons| persons <= numbered.len()), "{persons} of {}", numbered.len());
    }
}

/// A rules file: what is read is written as what reads the same; what is typed in a field never panics.
fn rules(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok((rules, _)) = Rules::from_json(&text) else { return };
    let canonical = rules.canonical();
    match Rules::from_json(&canonical) {
        Ok((again, _)) => assert_eq!((again.canonical(), again.hash()), (canonical, rules.hash())),
        Err(error) => panic!("rules were written as what cannot be read: {error:?}\n{canonical}"),
    }
    for (path, typed) in rules.as_typed() {
        let _ = rules.edited(&path, &typed);
        let _ = rules.edited(&path, &text);
    }
}

/// A link: its letters, or, where the first byte is odd, what its letters hold.
fn link_decoder(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let opened = if first.is_multiple_of(2) {
        link::open(&String::from_utf8_lossy(rest))
    } else {
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        let deflated = deflate.write_all(rest).and_then(|()| deflate.finish()).unwrap_or_default();
        let address = link::locked_fragment(&deflated);
        assert!(link::locked_bytes(&address).is_ok_and(|locked| locked == deflated));
        link::open_unlocked(&address, &deflated)
    };
    let Ok(opened) = opened else { return };
    for language in [Language::En, Language::Ja] {
        let rendered = Rendered { opened: &opened, text: text(language), link: "", width: WIDTH };
        is_plain(&html(rendered));
        let _ = (markdown(rendered), picture(rendered, true));
    }
    // What can be shown can be given on, and shows the same.
    let again = link::open(&link::fragment(&opened.shared));
    if let Ok(again) = again {
        assert_eq!(link::fragment(&again.shared), link::fragment(&opened.shared), "a link that is given on says something else");
    }
}

/// No page that is rendered holds an element that a text of somebody made.
fn is_plain(page: &str) {
    let lower = page.to_lowercase();
    for mark in ["<script", "<iframe", "<img", "<object", "<embed", "<link", "<base", "javascript:"] {
        assert!(!lower.contains(mark), "{mark} in a page");
    }
}

/// A mapping profile, alone and in use; the first blank line parts it from the table that it is used on.
fn mapping(bytes: &[u8]) {
    let mut parts = split(bytes, b"\n\n");
    let (profile, table) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let _ = suggest("file.csv", Cursor::new(table));
    let Ok((profile, _)) = MappingProfile::from_json(&String::from_utf8_lossy(profile)) else { return };
    let written = profile.to_json();
    match MappingProfile::from_json(&written) {
        Ok((again, _)) => assert_eq!(again.to_json(), written),
        Err(error) => panic!("a mapping was written as what cannot be read: {error}\n{written}"),
    }
    let options = Options { profiles: vec![profile], ..Options::default() };
    let _ = open_file("file.csv", table.len() as u64, Cursor::new(table), &options, &mut |_, _| {});
}

/// A workspace: what is read is written as what reads the same, and it can be opened beside files.
fn workspace(bytes: &[u8]) {
    let mut session = Session::new("UTC");
    open_in(&mut session, 0, "chats.csv", b"conversation_id,started_at\na,2026-03-01T10:00:00Z\n");
    open_in(&mut session, 1, "workspace.json", bytes);
    let _ = session.scorecard();
    let Ok(read) = Workspace::from_json(&String::from_utf8_lossy(bytes)) else { return };
    let written = read.to_json().unwrap_or_else(|error| panic!("it cannot be written: {error}"));
    match Workspace::from_json(&written) {
        Ok(again) => assert_eq!(again.to_json().ok(), Some(written)),
        Err(error) => panic!("a workspace was written as what cannot be read: {error}\n{written}"),
    }
}

/// Whose numerator is a part of the denominator.
const RATES: [MetricId; 6] = [
    MetricId::GoalCompletionRate,
    MetricId::DeflectionRate,
    MetricId::ResolutionRate,
    MetricId::HandoffRate,
    MetricId::Csat,
    MetricId::KnowledgeGapRate,
];

/// Rows of a cube, after those that tell its form and its rules: their order changes no count, and rates stay rates.
fn cube(bytes: &[u8]) {
    let header = columns(TableName::Cube);
    let about = |measure: &str, text: &str| {
        let cell = |column: &&str| match *column {
            "part" => "about".to_owned(),
            "measure" => measure.to_owned(),
            "text" => format!("\"{}\"", text.replace('"', "\"\"")),
            _ => String::new(),
        };
        header.iter().map(cell).collect::<Vec<_>>().join(",")
    };
    let rules = Rules::default().canonical();
    let head = [header.join(","), about("form", "1"), about("rules", &rules)].join("\n");
    let rows: Vec<&[u8]> = split(bytes, b"\n").take(500).collect();
    let scored = |rows: &[&[u8]]| {
        let mut session = Session::new("UTC");
        open_in(&mut session, 0, "cube.csv", &[head.as_bytes(), b"\n", &rows.join(&b'\n')].concat());
        session.scorecard()
    };
    let Some(card) = scored(&rows) else { return };
    let json = to_json(&card);
    for word in ["NaN", "inf"] {
        assert!(!json.contains(&format!(": {word}")), "{word} in a scorecard");
    }
    for id in RATES {
        let rate = card.metrics.get(&id).and_then(|metric| metric.value);
        assert!(rate.is_none_or(|rate| (0.0..=1.0).contains(&rate)), "{id:?} is {rate:?}");
    }
    // A quote opens a cell that runs on over lines: such rows have no order of their own.
    if !bytes.contains(&b'"') {
        let backwards: Vec<&[u8]> = rows.iter().rev().copied().collect();
        let other = scored(&backwards);
        assert_eq!(other.map(|card| card.counts), Some(card.counts), "the order of a cube's rows changes what is counted");
    }
}

/// What a tab hears of files and asks of them.
fn answers(files: &[(u32, &[u8])]) -> Vec<Response> {
    let file = |(file, bytes): &(u32, &[u8])| OpenFile {
        file: *file,
        name: format!("file {file}"),
        size: bytes.len() as u64,
        sha256: None,
    };
    let asked = [Request::RulesForm, Request::Week, Request::Vanity, Request::Joins, Request::Ledger { offset: 0, limit: 100 }];
    let requests = std::iter::once(Request::Open { files: files.iter().map(file).collect() }).chain(asked);
    let bytes = |asked: &OpenFile| {
        let found = files.iter().find(|(file, _)| *file == asked.file);
        Cursor::new(found.map_or(&[][..], |(_, bytes)| *bytes))
    };
    let mut answers = Vec::new();
    Session::new("Asia/Tokyo").answer(requests.collect(), bytes, &mut |answer| answers.push(answer));
    answers
}

/// Several files at once, parted by the byte 0x1e: from bytes to the scorecard, its link and its page. The order in which
/// they are opened changes nothing.
fn session(bytes: &[u8]) {
    let files: Vec<(u32, &[u8])> = (0..).zip(split(bytes, b"\x1e").take(6)).collect();
    let scored = |files: &[(u32, &[u8])]| {
        let mut session = Session::new("Asia/Tokyo");
        for (at, (name, bytes)) in (0..).zip(files) {
            open_in(&mut session, at, &format!("file {name}"), bytes);
        }
        session.scorecard()
    };
    let card = scored(&files);
    let backwards: Vec<(u32, &[u8])> = files.iter().rev().copied().collect();
    let other = scored(&backwards);
    assert_eq!(card.as_ref().map(to_json), other.as_ref().map(to_json), "the order of files changes the scorecard");
    let Some(card) = card else { return };
    for answer in answers(&files) {
        let crossing = borsh::to_vec(&answer);
        let crossed = crossing.as_deref().map(borsh::from_slice::<Response>);
        assert!(crossed.is_ok_and(|crossed| crossed.is_ok_and(|crossed| crossed == answer)), "it reaches no tab: {answer:?}");
    }
    let shared = share(&card, ShareOptions::default());
    let Ok(opened) = link::open(&link::fragment(&shared)) else { return };
    for language in [Language::En, Language::Ja] {
        is_plain(&html(Rendered { opened: &opened, text: text(language), link: "", width: WIDTH }));
    }
}
