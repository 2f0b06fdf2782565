//! One file from its first byte to its last.

use std::io::{Read, Seek};

use serde_json::{Map, Value};

use super::content::{FileContent, Input, Once, Seekable};
use super::head::Layout;
use super::importer::{Import, Imported, Importer, Match};
use super::readers::without_bom;
use super::source::Source;
use super::vendors::importers;
use super::{FileKind, FilePart, Head, IngestError, Ledger, Options, ReadError};
use crate::model::Tables;
use crate::rules::Rules;

/// Reads one file. `size` is what the system says it has, in bytes; `progress` is told bytes and rows, now and then.
///
/// One pass, whatever the pieces in which the bytes come; what only a second look at all rows can tell (the order of
/// day and month) stays open. Rows that cannot be used are kept out and in the ledger; an error means that nothing of
/// the file counts.
pub fn read_file(name: &str, size: u64, input: impl Read, progress: &mut dyn FnMut(u64, u64)) -> Result<FilePart, IngestError> {
    read(name, size, Once(input), &Options::default(), progress)
}

/// Reads one file that can be read again, and takes what the user said about it.
pub fn open_file(
    name: &str,
    size: u64,
    input: impl Read + Seek,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FilePart, IngestError> {
    read(name, size, Seekable(input), options, progress)
}

fn read(
    name: &str,
    size: u64,
    input: impl Input,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FilePart, IngestError> {
    let mut source = Source::new(input);
    let mut head = Head::read(name, &mut source).map_err(|source| broken(name, 0, &ReadError::Input { line: 1, source }))?;
    if let Some((importer, found)) = best_importer(&mut head) {
        return read_rows(&head, size, source, importer, &found, options, progress);
    }
    if head.is_whole && source.bytes_read() < size {
        return Err(IngestError::Truncated { file: name.to_owned(), line: 1, rows: 0, bytes: source.bytes_read(), size });
    }
    if head.is_blank() {
        return Err(IngestError::Empty { file: name.to_owned() });
    }
    let rules = rules_text(&head)?;
    progress(source.bytes_read(), 0);
    Ok(part(name, source, "botworth", FileKind::Rules(rules), "rules".to_owned()))
}

/// The importer that is surest, the first of equals, over all layouts that the file may have; the head has its layout
/// then.
fn best_importer(head: &mut Head) -> Option<(&'static dyn Importer, Match)> {
    let mut best: Option<(&'static dyn Importer, Match, Layout)> = None;
    for layout in head.layouts() {
        head.lay_out(layout);
        for importer in importers() {
            let Some(found) = importer.sniff(head) else { continue };
            if best.as_ref().is_none_or(|(_, best, _)| best.score < found.score) {
                best = Some((importer, found, head.layout()));
            }
        }
    }
    let (importer, found, layout) = match best {
        Some((importer, found, layout)) => (Some(importer), Some(found), Some(layout)),
        None => (None, None, head.layouts().into_iter().next()),
    };
    layout.into_iter().for_each(|layout| head.lay_out(layout));
    importer.zip(found)
}

fn read_rows<I: Input>(
    head: &Head,
    size: u64,
    source: Source<I>,
    importer: &dyn Importer,
    found: &Match,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FilePart, IngestError> {
    let (mut tables, mut ledger, mut rows) = (Tables::default(), Ledger::default(), 0);
    let mut content = FileContent::new(head, source);
    let outcome = {
        let mut told = |bytes, rows_so_far| {
            rows = rows_so_far;
            progress(bytes, rows_so_far);
        };
        let import = Import { content: &mut content, options, sink: &mut tables, ledger: &mut ledger, progress: &mut told };
        importer.import(head, import)
    };
    let source = content.source;
    let read: Imported = outcome.map_err(|error| broken(&head.name, rows, &error))?;
    let file = || head.name.clone();
    if source.bytes_read() < size {
        let (line, bytes) = (read.last_line, source.bytes_read());
        return Err(IngestError::Truncated { file: file(), line, rows: read.rows_read, bytes, size });
    }
    // A file of a known kind whose records all say nothing that counts tells so in the ledger.
    if read.rows_read == 0 && ledger.total() == 0 {
        return Err(IngestError::Empty { file: file() });
    }
    let kind = FileKind::Table(found.table);
    Ok(FilePart {
        tables,
        ledger,
        rows_read: read.rows_read,
        rows_rejected: read.rows_rejected,
        ignored_columns: read.ignored_columns,
        ..part(&head.name, source, importer.id(), kind, found.reason.clone())
    })
}

fn part<I: Input>(name: &str, source: Source<I>, id: &'static str, kind: FileKind, reason: String) -> FilePart {
    let content = source.content();
    FilePart {
        name: name.to_owned(),
        size: content.bytes,
        content_hash: content.xxh3,
        sha256: content.sha256,
        source: id,
        kind,
        reason,
        tables: Tables::default(),
        ledger: Ledger::default(),
        rows_read: 0,
        rows_rejected: 0,
        ignored_columns: Vec::new(),
    }
}

/// The text of a rules file: one JSON object, at least half of whose keys are names of rules (a misspelt one is the
/// reader of rules' to report).
fn rules_text(head: &Head) -> Result<String, IngestError> {
    let unknown = || IngestError::Unknown { file: head.name.clone(), seen: head.first_line() };
    if !head.is_json_object() || !head.is_whole {
        return Err(unknown());
    }
    let text = str::from_utf8(without_bom(&head.bytes)).map_err(|_not_text| unknown())?;
    let keys: Map<String, Value> = match serde_json::from_str(text) {
        Ok(keys) => keys,
        // No line is an object of its own, and neither is the whole: a rules file with a slip in it.
        Err(error) if !head.is_lines() => {
            let line = error.line() as u64;
            return Err(IngestError::Broken { file: head.name.clone(), line, rows: 0, reason: error.to_string() });
        }
        Err(_several_objects) => return Err(unknown()),
    };
    let names = serde_json::to_value(Rules::default()).unwrap_or_default();
    let known = keys.keys().filter(|key| names.get(key.as_str()).is_some()).count();
    if known > 0 && known * 2 >= keys.len() { Ok(text.to_owned()) } else { Err(unknown()) }
}

fn broken(name: &str, rows: u64, error: &ReadError) -> IngestError {
    IngestError::Broken { file: name.to_owned(), line: error.line(), rows, reason: error.to_string() }
}
