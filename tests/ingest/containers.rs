//! The same table in every container, encoding and layout gives the same rows.

use std::io::{Cursor, Write as _};

use botworth::ingest::{FilePart, IngestError, Options, UnpackError, open_file, unpack};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

type Rows = Vec<Vec<String>>;

fn rows_of(rows: &[&[&str]]) -> Rows {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

/// A header and rows with what is hard about cells.
fn table() -> Rows {
    rows_of(&[
        &["conversation_id", "started_at", "user_turns", "channel", "intent", "question", "extra"],
        &["0071", "2026-03-01T10:00:00Z", "3", "web", "返品", "返品したいのですが、\nどうすればよいですか", "x"],
        &["0072", "2026-03-01T11:00:00Z", "many", "messenger", "営業時間", "いつ、開いていますか; \"明日\" は|どう", ""],
        &["", "2026-03-01T12:00:00Z", "1", "web", "配送", "配送状況を教えてください", "y"],
        &["215000000000000000001", "2026-03-01T12:00:00+09:00", "", "web", "料金", "a, b", "z"],
    ])
}

fn separated(rows: &Rows, delimiter: &str) -> String {
    lines_of(rows, delimiter, "\n")
}

fn lines_of(rows: &Rows, delimiter: &str, end: &str) -> String {
    let cell = |cell: &String| {
        let is_quoted = cell.contains(['"', '\n', '\r']) || cell.contains(delimiter);
        if is_quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(delimiter) + end).collect()
}

fn objects(rows: &Rows) -> Vec<String> {
    let text = |text: &String| serde_json::to_string(text).unwrap();
    let object = |row: &Vec<String>| {
        let pairs = rows[0].iter().zip(row).map(|(key, cell)| format!("{}: {}", text(key), text(cell)));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
    };
    rows.iter().skip(1).map(object).collect()
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in entries.iter().enumerate() {
        let method = if number % 2 == 0 { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with some sheets, cells as text.
fn workbook(sheets: &[(&str, &Rows)]) -> Vec<u8> {
    let escaped = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace('\r', "&#13;").replace('\n', "&#10;").replace('\t', "&#9;")
    };
    let column = |at: usize| char::from(b'A' + u8::try_from(at).unwrap());
    let sheet = |rows: &Rows| {
        let row = |(number, row): (usize, &Vec<String>)| {
            let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, cell)| {
                format!(
                    "<c r=\"{}{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    column(at),
                    number + 1,
                    escaped(cell)
                )
            });
            format!("<row r=\"{}\">{}</row>", number + 1, cells.collect::<String>())
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    book_of(&sheets.iter().map(|(name, rows)| (*name, sheet(rows))).collect::<Vec<_>>())
}

/// A workbook from the XML of its sheets.
fn book_of(sheets: &[(&str, String)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || (1..).zip(sheets);
    let list: String = numbered()
        .map(|(number, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"))
        .collect();
    let related: String = numbered()
        .map(|(number, _)| {
            format!("<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")
        })
        .collect();
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"
    );
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
                 <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{list}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{related}\
                 <Relationship Id=\"rIdS\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml".to_owned(), styles),
    ];
    parts.extend(numbered().map(|(number, (_, xml))| (format!("xl/worksheets/sheet{number}.xml"), xml.clone())));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip_of(&parts)
}

type Opened = Vec<(String, Result<FilePart, String>)>;

/// Opens a file, or the files in it.
fn opened(name: &str, bytes: &[u8]) -> Opened {
    match open_file(name, bytes.len() as u64, Cursor::new(bytes), &Options::default(), &mut |_, _| {}) {
        Err(IngestError::Packed { .. }) => unpacked(name, bytes),
        part => vec![(name.to_owned(), part.map_err(|error| error.to_string()))],
    }
}

fn unpacked(name: &str, bytes: &[u8]) -> Opened {
    let mut opened = Vec::new();
    unpack(name, &mut Cursor::new(bytes), &mut |unpacked| match unpacked {
        Ok(file) => {
            let (name, size) = (file.name.clone(), file.size);
            let options = Options { sha256: file.sha256.clone(), ..Options::default() };
            let part = open_file(&name, size, file, &options, &mut |_, _| {});
            opened.push((name, part.map_err(|error| error.to_string())));
        }
        Err(error) => opened.push((name_in(&error), Err(error.to_string()))),
    });
    opened
}

fn name_in(error: &UnpackError) -> String {
    match error {
        UnpackError::Damaged { file, .. }
        | UnpackError::Locked { file }
        | UnpackError::Method { file }
        | UnpackError::TooMuch { file, .. } => file.clone(),
    }
}

/// The one file that some bytes hold.
fn one(name: &str, bytes: &[u8]) -> FilePart {
    let mut opened = opened(name, bytes);
    assert_eq!(opened.len(), 1, "{name}");
    opened.remove(0).1.unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What has to be the same: rows, and what was kept out.
fn seen(part: &FilePart) -> (String, u64, u64, Vec<(String, String, &'static str)>) {
    let rows = botworth::export::to_csv(&part.tables, botworth::model::TableName::Conversations);
    let entries = part.ledger.entries().iter();
    let kept_out = entries.map(|entry| (entry.column.to_string(), entry.cell.clone(), entry.reason.code())).collect();
    (rows, part.rows_read, part.rows_rejected, kept_out)
}

fn containers(rows: &Rows) -> Vec<(&'static str, Vec<u8>)> {
    let csv = separated(rows, ",");
    let objects = objects(rows);
    let array = format!("[\n{}\n]", objects.join(",\n"));
    let wrapped = format!("{{\"data\":{{\"count\":3,\"items\":[{}]}},\"next\":null}}", objects.join(","));
    let lines: String = objects.iter().map(|object| format!("{{\"conversation\":{object}}}\n")).collect();
    vec![
        ("crlf.csv", lines_of(rows, ",", "\r\n").into_bytes()),
        ("cr.csv", lines_of(rows, ",", "\r").into_bytes()),
        ("bom.csv", format!("\u{feff}{csv}").into_bytes()),
        ("tab.tsv", separated(rows, "\t").into_bytes()),
        ("semicolon.csv", separated(rows, ";").into_bytes()),
        ("pipe.txt", separated(rows, "|").into_bytes()),
        ("said.csv", format!("sep=;\n{}", separated(rows, ";")).into_bytes()),
        ("titled.csv", format!("# Conversations\n# Start date: 20260301\n\n{csv}").into_bytes()),
        ("period.csv", format!("Reporting period 2026-03-01 to 2026-03-31\n\n{csv}").into_bytes()),
        ("utf16.csv", utf16(&csv, true)),
        ("utf16.tsv", utf16(&separated(rows, "\t"), false)),
        ("utf16be.csv", csv.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("c.csv.gz", gzip(csv.as_bytes())),
        ("c.gz", [gzip(&csv.as_bytes()[..40]), gzip(&csv.as_bytes()[40..])].concat()),
        ("c.zip", zip_of(&[("folder/c.csv", csv.as_bytes()), ("__MACOSX/folder/._c.csv", b"x"), (".DS_Store", b"x")])),
        ("gz in.zip", zip_of(&[("c.csv.gz", &gzip(csv.as_bytes()))])),
        ("zip in.zip", zip_of(&[("inner.zip", &zip_of(&[("c.ndjson", (objects.join("\n") + "\n").as_bytes())]))])),
        ("c.xlsx", workbook(&[("Conversations", rows)])),
        ("xlsx in.zip", zip_of(&[("c.xlsx", &workbook(&[("Conversations", rows)]))])),
        ("c.ndjson", (objects.join("\n") + "\n").into_bytes()),
        ("c.json", array.into_bytes()),
        ("wrapped.json", wrapped.into_bytes()),
        ("wrapped.ndjson", lines.into_bytes()),
    ]
}

#[test]
fn one_table_is_the_same_in_every_container() {
    let rows = table();
    let expected = seen(&one("c.csv", separated(&rows, ",").as_bytes()));
    assert_eq!((expected.1, expected.2), (4, 1));
    for (name, bytes) in containers(&rows) {
        assert_eq!(seen(&one(name, &bytes)), expected, "{name}");
    }
    let csv = separated(&rows, ",");
    for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP] {
        let (bytes, _, has_faults) = encoding.encode(&csv);
        assert!(!has_faults);
        assert_eq!(seen(&one("c.csv", &bytes)), expected, "{}", encoding.name());
        // What the part that knows encodings makes of it is the same, under the same hash.
        let mut recoded = unpacked("c.csv", &bytes);
        let recoded = recoded.remove(0).1.unwrap();
        assert_eq!(seen(&recoded), expected);
        assert_eq!(recoded.sha256, one("c.csv", &bytes).sha256);
    }
}

#[test]
fn western_text_is_read_in_its_own_encoding() {
    let header = "conversation_id;started_at;intent\n";
    let rows = "c1;2026-03-01T10:00:00Z;Rückgabe für Müller\nc2;2026-03-01T10:00:00Z;Größe „XL“ – 5 €\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(rows);
    let file = one("c.csv", &[header.as_bytes(), &bytes].concat());
    let intents: Vec<&str> =
        file.tables.conversations.rows().map(|row| file.tables.dictionary.text(row.intent).to_owned().leak() as &str).collect();
    assert_eq!(intents, ["Rückgabe für Müller", "Größe „XL“ – 5 €"]);
}

#[test]
fn an_archive_is_a_folder_and_a_workbook_its_sheets() {
    let (rows, csv) = (table(), separated(&table(), ","));
    let bad = "a,b\n1,2\n";
    let archive = zip_of(&[("b/two.csv", csv.as_bytes()), ("readme.txt", bad.as_bytes()), ("one.csv", csv.as_bytes())]);
    let files: Vec<(String, bool)> = opened("e.zip", &archive).into_iter().map(|(name, part)| (name, part.is_ok())).collect();
    assert_eq!(files, [("two.csv".to_owned(), true), ("readme.txt".to_owned(), false), ("one.csv".to_owned(), true)]);

    let empty = Rows::new();
    let book = workbook(&[("Chats", &rows), ("Notes", &rows_of(&[&["hello"]])), ("Empty", &empty)]);
    let sheets: Vec<(String, bool)> = opened("r.xlsx", &book).into_iter().map(|(name, part)| (name, part.is_ok())).collect();
    assert_eq!(sheets, [("r.xlsx: Chats".to_owned(), true), ("r.xlsx: Notes".to_owned(), false)]);
}

#[test]
fn dates_and_numbers_of_a_workbook_read_as_people_see_them() {
    // 46082 is 2026-03-01; styles 1 and 2 are a date with time and a length of time.
    let sheet = "<worksheet><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"str\"><v>ticket_id</v></c><c r=\"B1\" t=\"str\"><v>created_at</v></c><c r=\"C1\" t=\"str\"><v>csat</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><v>215000000000000</v></c><c r=\"B3\" s=\"1\"><v>46082.4375</v></c><c r=\"C3\"><v>4.5</v></c></row>\
        <row r=\"1048576\"><c r=\"A1048576\"><v>7</v></c><c r=\"B1048576\" s=\"1\"><v>46082.000011574074</v></c><c r=\"C1048576\" t=\"e\"><v>#N/A</v></c></row>\
        </sheetData></worksheet>";
    let file = one("t.xlsx", &book_of(&[("T", sheet.to_owned())]));
    let csv = botworth::export::to_csv(&file.tables, botworth::model::TableName::Tickets);
    assert_eq!(csv, "ticket_id,created_at,csat\n215000000000000,2026-03-01T10:30:00,4.5\n7,2026-03-01T00:00:01,\n");
    assert_eq!(file.tables.tickets.row(0).origin.line, 3);
}

#[test]
fn what_cannot_be_unpacked_is_told_and_the_rest_goes_on() {
    let csv = separated(&table(), ",");
    let good = zip_of(&[("a.csv", csv.as_bytes()), ("b.csv", csv.as_bytes())]);
    // The first entry is deflated: a changed byte in it shows in its checksum or length.
    let mut damaged = good.clone();
    damaged[60] ^= 0x55;
    let files = opened("e.zip", &damaged);
    assert!(files[0].1.is_err() && files[1].1.is_ok(), "{files:?}");

    let cut = &good[..good.len() - 30];
    assert!(opened("e.zip", cut)[0].1.as_ref().is_err_and(|error| error.contains("damaged")), "{:?}", opened("e.zip", cut));
    assert!(opened("e.zip", &zip_of(&[])).is_empty());
    assert!(opened("e.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")[0].1.is_err());

    let deep = zip_of(&[("2.zip", &zip_of(&[("3.zip", &zip_of(&[("c.csv", csv.as_bytes())]))]))]);
    assert!(opened("1.zip", &deep)[0].1.as_ref().is_err_and(|error| error.contains("archive in an archive")));

    let mut gz = gzip(csv.as_bytes());
    gz.truncate(gz.len() - 20);
    assert!(opened("c.gz", &gz)[0].1.is_err());
}

#[test]
fn bombs_are_stopped_while_they_inflate() {
    let zeros = vec![b'0'; 64 << 20];
    let bomb = [b"at,source\n".as_slice(), &zeros].concat();
    for (name, bytes) in [("b.gz", gzip(&bomb)), ("b.zip", zip_of(&[("b.csv", &bomb)]))] {
        let files = opened(name, &bytes);
        assert!(files[0].1.as_ref().is_err_and(|error| error.contains("200 times")), "{name}: {:?}", files[0].1);
    }
    let shared = format!("<worksheet><sheetData>{}</sheetData></worksheet>", " ".repeat(80 << 20));
    assert!(
        opened("b.xlsx", &book_of(&[("Stored", "<worksheet/>".to_owned()), ("Deflated", shared)]))[0]
            .1
            .as_ref()
            .is_err_and(|error| error.contains("200 times"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_the_same_in_every_container(
        cells in proptest::collection::vec(("[a-c]{1,3}", "[0-9]{0,2}", "[a返\",'; |é\n]{0,8}", "[a=\\\\{}x]{0,4}"), 1..12),
    ) {
        let mut rows = rows_of(&[&["conversation_id", "started_at", "user_turns", "question", "intent"]]);
        for (id, turns, question, intent) in cells {
            rows.push(vec![id, "2026-03-01T10:00:00Z".to_owned(), turns, question, intent]);
        }
        let expected = seen(&one("c.csv", separated(&rows, ",").as_bytes()));
        for (name, bytes) in containers(&rows) {
            prop_assert_eq!(&seen(&one(name, &bytes)), &expected, "{}", name);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), start in prop::sample::select(vec![
        b"PK\x03\x04".as_slice(), b"PK\x05\x06", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"[{", b"",
    ])) {
        opened("x", &[start, &bytes].concat());
    }

    #[test]
    fn no_change_of_an_archive_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), is_book in any::<bool>()) {
        let rows = table();
        let mut bytes = if is_book { workbook(&[("S", &rows)]) } else { zip_of(&[("c.csv", separated(&rows, ",").as_bytes())]) };
        let at = at.index(bytes.len());
        bytes[at] = byte;
        opened("x", &bytes);
    }
}
