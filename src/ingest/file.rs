//! One file from its first byte to its last.

use std::io::{self, Read, Seek};

use serde_json::{Map, Value};

use super::content::FileContent;
use super::head::Layout;
use super::importer::{Import, Imported, Importer, Match};
use super::input::{AnyInput, Input, Once, Seekable};
use super::profile::{MappingProfile, ProfileError, SOURCE};
use super::readers::without_bom;
use super::source::{ContentIdentity, Source};
use super::text::{Encoding, Text};
use super::unpack::{LONGEST_MAGIC, is_packed};
use super::vendors::{CANONICAL, importers, list_of};
use super::{FileKind, FilePart, Head, IngestError, Ledger, Options, ReadError};
use crate::model::Tables;
use crate::rules::Rules;

/// Reads one file. `size` is what the system says it has, in bytes; `progress` is told bytes and rows, now and then.
///
/// One pass, whatever the pieces in which the bytes come; what only a second look at all rows can tell (the order of
/// day and month) stays open. Rows that cannot be used are kept out and in the ledger; an error means that nothing of
/// the file counts.
pub fn read_file(name: &str, size: u64, input: impl Read, progress: &mut dyn FnMut(u64, u64)) -> Result<FilePart, IngestError> {
    let input: AnyInput<'_> = Box::new(Once(input));
    read(name, size, input, &importers(), &Options::default(), progress)
}

/// Reads one file that can be read again, and takes what the user said about it.
pub fn open_file(
    name: &str,
    size: u64,
    input: impl Read + Seek,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FilePart, IngestError> {
    let input: AnyInput<'_> = Box::new(Seekable(input));
    read(name, size, input, &importers(), options, progress)
}

/// Reads a file with the importers given.
pub(super) fn read(
    name: &str,
    size: u64,
    input: impl Input,
    importers: &[&'static dyn Importer],
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FilePart, IngestError> {
    let mut source = Source::new(input);
    let told = |source| broken(name, 0, &ReadError::Input { line: 1, source });
    if is_packed(source.peek(LONGEST_MAGIC).map_err(told)?) {
        return Err(IngestError::Packed { file: name.to_owned() });
    }
    let bytes_read = source.counter();
    let encoding = options.encoding.as_deref().and_then(Encoding::from_label);
    let mut text = Text::new(source, encoding).map_err(told)?;
    let mut head = Head::read(name, &mut text).map_err(told)?;
    let found = best_importer(&mut head, importers);
    if let Some(profile) = fitting_profile(&mut head, found.is_some(), &options.profiles) {
        let read = |head: &Head, import: Import<'_>| profile.import(head, import);
        return read_rows(&head, size, text, (SOURCE, &read), &profile.found(), options, progress);
    }
    if let Some((importer, found)) = found {
        let listed = list_of(importer.id(), &head);
        let change = listed.and_then(|listed| {
            let profile = options.profiles.iter().find(|profile| profile.changes(listed.label, &head))?;
            Some((listed, profile))
        });
        if let Some((listed, profile)) = change {
            let id = importer.id();
            let read = |head: &Head, import: Import<'_>| profile.import_over(&listed, id, head, import);
            return read_rows(&head, size, text, (id, &read), &profile.found_over(&found), options, progress);
        }
        let read = |head: &Head, import: Import<'_>| importer.import(head, import);
        return read_rows(&head, size, text, (importer.id(), &read), &found, options, progress);
    }
    if head.is_whole && bytes_read.get() < size {
        return Err(IngestError::Truncated { file: name.to_owned(), line: 1, rows: 0, bytes: bytes_read.get(), size });
    }
    if head.is_blank() {
        return Err(IngestError::Empty { file: name.to_owned() });
    }
    let is_workspace = is_workspace(&head);
    if is_workspace || is_scorecard(&head) {
        read_whole(&mut head, &mut text, SCORECARD_BYTES).map_err(told)?;
        if !head.is_whole {
            return Err(IngestError::TooLong { file: name.to_owned(), limit: SCORECARD_BYTES });
        }
        let json = io::read_to_string(head.bytes.as_slice()).map_err(told)?;
        progress(bytes_read.get(), 0);
        let content = text.into_source().map_err(told)?.content();
        let (kind, reason) =
            if is_workspace { (FileKind::Workspace(json), "workspace") } else { (FileKind::Scorecard(json), "scorecard") };
        return Ok(part(name, content, options, CANONICAL, kind, reason.to_owned()));
    }
    if head.is_json_object() {
        read_whole(&mut head, &mut text, RULES_BYTES).map_err(told)?;
        if !head.is_whole && starts_as_rules(&head) {
            return Err(IngestError::TooLong { file: name.to_owned(), limit: RULES_BYTES });
        }
    }
    let (kind, reason, ignored_columns) = match profile_of(&head)? {
        Some((profile, unknown)) => (FileKind::Mapping(Box::new(profile)), "mapping", unknown),
        None => (FileKind::Rules(rules_text(&head)?), "rules", Vec::new()),
    };
    progress(bytes_read.get(), 0);
    let content = text.into_source().map_err(told)?.content();
    Ok(FilePart { ignored_columns, ..part(name, content, options, CANONICAL, kind, reason.to_owned()) })
}

/// Bytes of a scorecard or a workspace at most: many times what the largest of them has.
const SCORECARD_BYTES: u64 = 64 << 20;

/// Bytes of rules or of a mapping at most: hundreds of thousands of intents.
const RULES_BYTES: u64 = 4 << 20;

/// Reads what stands behind the head as well; the head is whole then, unless the file has more than so many bytes.
fn read_whole(head: &mut Head, text: &mut impl Read, most: u64) -> io::Result<()> {
    if !head.is_whole {
        let room = most.saturating_sub(head.bytes.len() as u64);
        text.take(room + 1).read_to_end(&mut head.bytes)?;
        head.is_whole = head.bytes.len() as u64 <= most;
    }
    Ok(())
}

/// Whether the first key of a file is a rule's, or that of a mapping.
fn starts_as_rules(head: &Head) -> bool {
    let start = without_bom(&head.bytes).trim_ascii_start().strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    let key = start.strip_prefix(b"\"").unwrap_or_default().split(|byte| *byte == b'"').next().unwrap_or_default();
    let key = str::from_utf8(key).unwrap_or_default();
    MappingProfile::is_form(key) || serde_json::to_value(Rules::default()).unwrap_or_default().get(key).is_some()
}

/// Whether a file starts as a saved workspace does.
fn is_workspace(head: &Head) -> bool {
    let start = without_bom(&head.bytes).iter().filter(|byte| !byte.is_ascii_whitespace()).take(64).copied();
    start.collect::<Vec<u8>>().starts_with(br#"{"botworth_workspace":"#)
}

/// Whether a file starts as a printed scorecard does.
fn is_scorecard(head: &Head) -> bool {
    let start = without_bom(&head.bytes).trim_ascii_start();
    let start: Vec<u8> = start.iter().take(64).filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
    start.starts_with(br#"{"schema":"#) && start.windows(9).any(|bytes| bytes == br#""engine":"#)
}

/// The first profile whose headers are all there in one of the layouts that the file may have, and that speaks of most
/// columns if an importer knows the file too; the head has that layout then, else the one it had.
fn fitting_profile<'a>(head: &mut Head, is_known: bool, profiles: &'a [MappingProfile]) -> Option<&'a MappingProfile> {
    if profiles.is_empty() {
        return None;
    }
    let before = head.layout();
    for layout in head.layouts() {
        head.lay_out(layout);
        if let Some(profile) = profiles.iter().find(|profile| profile.fits(head) && (!is_known || profile.speaks_of_most(head))) {
            return Some(profile);
        }
    }
    head.lay_out(before);
    None
}

/// The profile that a file is, if it claims to be one, with the keys of it that are not known.
fn profile_of(head: &Head) -> Result<Option<(MappingProfile, Vec<String>)>, IngestError> {
    let text = str::from_utf8(without_bom(&head.bytes)).unwrap_or("");
    if !head.is_whole || !MappingProfile::is_profile(text) {
        return Ok(None);
    }
    let broken = |error: ProfileError| IngestError::Mapping { file: head.name.clone(), error };
    MappingProfile::from_json(text).map(Some).map_err(broken)
}

/// What reads the records of a file, with the name of the source.
type ReadRecords<'a> = (&'static str, &'a dyn Fn(&Head, Import<'_>) -> Result<Imported, ReadError>);

/// The importer that is surest, the first of equals, over all layouts that the file may have; the head has its layout
/// then.
pub(super) fn best_importer(head: &mut Head, importers: &[&'static dyn Importer]) -> Option<(&'static dyn Importer, Match)> {
    let mut best: Option<(&'static dyn Importer, Match, Layout)> = None;
    for layout in head.layouts() {
        head.lay_out(layout);
        for importer in importers {
            let Some(found) = importer.sniff(head) else { continue };
            if best.as_ref().is_none_or(|(_, best, _)| best.score < found.score) {
                best = Some((*importer, found, head.layout()));
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
    text: Text<I>,
    (source_name, read): ReadRecords<'_>,
    found: &Match,
    options: &Options,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FilePart, IngestError> {
    let (mut tables, mut ledger, mut rows) = (Tables::default(), Ledger::default(), 0);
    let bytes_read = text.counter();
    let mut content = FileContent::new(head, text);
    let outcome = {
        let mut told = |_, rows_so_far| {
            rows = rows_so_far;
            // Of a compressed file, the bytes of the file itself: a share of its size.
            progress(bytes_read.get(), rows_so_far);
        };
        let import = Import { content: &mut content, options, sink: &mut tables, ledger: &mut ledger, progress: &mut told };
        read(head, import)
    };
    let read: Imported = outcome.map_err(|error| broken(&head.name, rows, &error))?;
    let file = || head.name.clone();
    let bytes = bytes_read.get();
    if bytes < size {
        return Err(IngestError::Truncated { file: file(), line: read.last_line, rows: read.rows_read, bytes, size });
    }
    // A file of a known kind whose records all say nothing that counts tells so in the ledger.
    if read.rows_read == 0 && ledger.total() == 0 {
        return Err(IngestError::Empty { file: file() });
    }
    let source = content.into_text().into_source();
    let content = source.map_err(|source| broken(&head.name, rows, &ReadError::Input { line: 1, source }))?.content();
    Ok(FilePart {
        tables,
        ledger,
        rows_read: read.rows_read,
        rows_rejected: read.rows_rejected,
        additions: read.additions,
        ignored_columns: read.ignored_columns,
        time_zone: read.time_zone,
        ..part(&head.name, content, options, source_name, FileKind::Table(found.table), found.reason.clone())
    })
}

fn part(name: &str, content: ContentIdentity, options: &Options, id: &'static str, kind: FileKind, reason: String) -> FilePart {
    FilePart {
        name: name.to_owned(),
        size: content.bytes,
        content_hash: content.xxh3,
        sha256: options.sha256.clone().unwrap_or(content.sha256),
        source: id.to_owned(),
        kind,
        reason,
        tables: Tables::default(),
        additions: Vec::new(),
        ledger: Ledger::default(),
        rows_read: 0,
        rows_rejected: 0,
        ignored_columns: Vec::new(),
        time_zone: None,
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
    let file = name.to_owned();
    match error {
        ReadError::Input { source, .. } if source.kind() == io::ErrorKind::Unsupported => IngestError::Packed { file },
        _ => match error.excess() {
            Some(excess) => IngestError::TooMuch { file, line: error.line(), rows, excess },
            None => IngestError::Broken { file, line: error.line(), rows, reason: error.to_string() },
        },
    }
}
