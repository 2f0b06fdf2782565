//! Archives and workbooks that hold more than they say, or more than any export.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use botworth::ingest::{Options, open_file, unpack};

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
