//! Zip archives as folders. The directory is read first; limits are held while bytes inflate, whatever it declares.

use std::io::{Cursor, Read as _};

use zip::{CompressionMethod, ZipArchive};

use super::entry::{Inflated, Place, ReadSeek, Unpacked};
use super::{DEEPEST, LONGEST_MAGIC, MOST_HELD, UnpackError, base_name, is_packed, unpack_at, workbook};
use crate::ingest::text::{Limit, decoded_name};

/// Entries of one archive.
const MOST_ENTRIES: usize = 10_000;

/// Bytes that all entries of one archive may inflate to.
const MOST_IN_ALL: u64 = 4 << 30;

struct Entry {
    name: String,
    place: Result<Place, UnpackError>,
    /// First and last byte with its header, to find entries that lie over one another.
    extent: (u64, u64),
}

/// Gives the files of an archive, in its own order, or the sheets if it is a workbook.
pub(super) fn entries(name: &str, input: &mut dyn ReadSeek, depth: u32, each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>)) {
    let entries = match directory(name, input) {
        Ok(entries) => entries,
        Err(error) => return each(Err(error)),
    };
    if entries.iter().any(|entry| entry.name == "xl/workbook.xml") {
        return workbook::sheets(name, input, &sizes(&entries), each);
    }
    let mut in_all = 0_u64;
    for entry in entries.iter().filter(|entry| !is_clutter(&entry.name)) {
        let base = base_name(&entry.name);
        let place = match &entry.place {
            Ok(place) => *place,
            Err(error) => {
                each(Err(error.clone()));
                continue;
            }
        };
        let limit = Limit { bytes: Limit::ENTRY.bytes.min(MOST_IN_ALL.saturating_sub(in_all)), ..Limit::ENTRY };
        match give(&base, input, place, limit, depth, each) {
            Ok(given) => in_all += given,
            Err(error) => each(Err(UnpackError::Damaged { file: base, reason: error.to_string() })),
        }
    }
}

/// Gives one entry; how many bytes it inflated to.
fn give(
    name: &str,
    input: &mut dyn ReadSeek,
    place: Place,
    limit: Limit,
    depth: u32,
    each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>),
) -> std::io::Result<u64> {
    let mut start = Vec::new();
    Inflated::new(&mut *input, place, limit)?.take(LONGEST_MAGIC as u64).read_to_end(&mut start)?;
    if !is_packed(&start) {
        each(Ok(Unpacked::entry(name.to_owned(), Inflated::new(input, place, limit)?)));
        return Ok(place.size);
    }
    if depth >= DEEPEST {
        each(Err(UnpackError::TooMuch {
            file: name.to_owned(),
            reason: "it is an archive in an archive in an archive".to_owned(),
        }));
        return Ok(0);
    }
    let mut held = Vec::new();
    let mut entry = Inflated::new(input, place, Limit { bytes: limit.bytes.min(MOST_HELD), ..limit })?;
    entry.read_to_end(&mut held)?;
    let given = entry.given();
    unpack_at(name, &mut Cursor::new(held), depth + 1, each);
    Ok(given)
}

/// Folders, and what systems leave behind in archives.
fn is_clutter(path: &str) -> bool {
    path.ends_with(['/', '\\'])
        || path.split(['/', '\\']).any(|part| part == "__MACOSX")
        || base_name(path).starts_with('.')
        || base_name(path).eq_ignore_ascii_case("thumbs.db")
}

/// Bytes of each entry: packed, and by its name.
fn sizes(entries: &[Entry]) -> Vec<Place> {
    entries.iter().filter_map(|entry| entry.place.as_ref().ok().copied()).collect()
}

fn directory(name: &str, input: &mut dyn ReadSeek) -> Result<Vec<Entry>, UnpackError> {
    let damaged = |error: zip::result::ZipError| UnpackError::Damaged { file: name.to_owned(), reason: error.to_string() };
    let too_much = |reason: &str| UnpackError::TooMuch { file: name.to_owned(), reason: reason.to_owned() };
    let mut archive = ZipArchive::new(input).map_err(damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_much("it holds more than 10,000 files"));
    }
    let mut entries = Vec::with_capacity(archive.len());
    for number in 0..archive.len() {
        let entry = archive.by_index_raw(number).map_err(damaged)?;
        let name = decoded_name(entry.name_raw());
        let (start, length) = (entry.data_start().unwrap_or(0), entry.compressed_size());
        let is_deflated = entry.compression() == CompressionMethod::Deflated;
        let place = if entry.encrypted() {
            Err(UnpackError::Locked { file: base_name(&name) })
        } else if !is_deflated && entry.compression() != CompressionMethod::Stored {
            Err(UnpackError::Method { file: base_name(&name) })
        } else {
            Ok(Place { start, length, size: entry.size(), crc: entry.crc32(), is_deflated })
        };
        entries.push(Entry { name, place, extent: (entry.header_start(), start.saturating_add(length)) });
    }
    let mut extents: Vec<(u64, u64)> = entries.iter().map(|entry| entry.extent).collect();
    extents.sort_unstable();
    if extents.is_sorted_by(|one, next| one.1 <= next.0) {
        Ok(entries)
    } else {
        Err(too_much("files in it lie over one another"))
    }
}
