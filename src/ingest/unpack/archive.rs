//! Zip archives as folders. The directory is read first; what it declares of an entry is the most
//! that is read of it, and limits are held against that.

use std::io::{Cursor, Read as _};

use zip::{CompressionMethod, ZipArchive};

use super::budget::Budget;
use super::entry::{Inflated, Place, ReadSeek, Unpacked};
use super::{DEEPEST, LONGEST_MAGIC, MOST_HELD, UnpackError, base_name, is_packed, unpack_at, workbook};
use crate::ingest::Excess;
use crate::ingest::text::{Limit, decoded_name};

struct Entry {
    name: String,
    place: Result<Place, UnpackError>,
    /// First and last byte with its header, to find entries that lie over one another.
    extent: (u64, u64),
}

/// Gives the files of an archive, in its own order, or the sheets if it is a workbook.
pub(super) fn entries(
    name: &str,
    input: &mut dyn ReadSeek,
    (depth, budget): (u32, &mut Budget),
    each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>),
) {
    let entries = match directory(name, input, budget) {
        Ok(entries) => entries,
        Err(error) => return each(Err(error)),
    };
    if entries.iter().any(|entry| entry.name == "xl/workbook.xml") {
        return workbook::sheets(name, input, &places(&entries), budget, each);
    }
    for entry in entries.iter().filter(|entry| !is_clutter(&entry.name)) {
        let base = base_name(&entry.name);
        let held = entry.place.clone().and_then(|place| {
            hold(&base, place)?;
            budget.hold_bytes(name, &base, place.size)?;
            Ok(place)
        });
        let given = held.and_then(|place| give(&base, input, place, (depth, &mut *budget), each));
        if let Err(error) = given {
            each(Err(error));
        }
        if budget.is_spent() {
            return;
        }
    }
}

/// Tells an entry that declares more than a file may hold. What it declares is the most that is read of it.
fn hold(name: &str, place: Place) -> Result<(), UnpackError> {
    let too_much = |excess| UnpackError::TooMuch { file: name.to_owned(), excess };
    Limit::ENTRY.hold(place.size, place.length).map_err(too_much)
}

/// Gives one entry, or what is in it.
fn give(
    name: &str,
    input: &mut dyn ReadSeek,
    place: Place,
    (depth, budget): (u32, &mut Budget),
    each: &mut dyn FnMut(Result<Unpacked<'_>, UnpackError>),
) -> Result<(), UnpackError> {
    let unread = |error: std::io::Error| UnpackError::reading(name, &error);
    let too_much = |excess| UnpackError::TooMuch { file: name.to_owned(), excess };
    let mut start = Vec::new();
    let looked = Inflated::new(&mut *input, place).and_then(|entry| entry.take(LONGEST_MAGIC as u64).read_to_end(&mut start));
    looked.map_err(unread)?;
    if !is_packed(&start) {
        each(Ok(Unpacked::entry(name.to_owned(), Inflated::new(input, place).map_err(unread)?)));
        return Ok(());
    }
    if depth >= DEEPEST {
        return Err(too_much(Excess::Nested));
    }
    if place.size > MOST_HELD {
        return Err(too_much(Excess::NestedLarge { bytes: MOST_HELD }));
    }
    let mut held = Vec::new();
    let mut entry = Inflated::new(input, place).map_err(unread)?;
    entry.read_to_end(&mut held).map_err(unread)?;
    unpack_at(name, &mut Cursor::new(held), (depth + 1, budget), each);
    Ok(())
}

/// Folders, and what systems leave behind in archives.
fn is_clutter(path: &str) -> bool {
    path.ends_with(['/', '\\'])
        || path.split(['/', '\\']).any(|part| part == "__MACOSX")
        || base_name(path).starts_with('.')
        || base_name(path).eq_ignore_ascii_case("thumbs.db")
}

/// Where the entries lie that can be read.
fn places(entries: &[Entry]) -> Vec<Place> {
    entries.iter().filter_map(|entry| entry.place.as_ref().ok().copied()).collect()
}

fn directory(name: &str, input: &mut dyn ReadSeek, budget: &mut Budget) -> Result<Vec<Entry>, UnpackError> {
    let damaged = |error: zip::result::ZipError| UnpackError::Damaged { file: name.to_owned(), reason: error.to_string() };
    let mut archive = ZipArchive::new(input).map_err(damaged)?;
    budget.hold_files(name, archive.len())?;
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
        Err(UnpackError::TooMuch { file: name.to_owned(), excess: Excess::Overlapping })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn zip_of(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// Names that come out of an archive, and what is told of the rest.
    fn unpacked(archive: &[u8], budget: &mut Budget) -> (Vec<String>, Vec<String>) {
        let (mut names, mut told) = (Vec::new(), Vec::new());
        unpack_at("e.zip", &mut Cursor::new(archive), (0, budget), &mut |file| match file {
            Ok(file) => names.push(file.name.clone()),
            Err(error) => told.push(error.to_string()),
        });
        (names, told)
    }

    #[test]
    fn an_archive_in_an_archive_has_what_is_left_of_one_budget() {
        let inner = zip_of(&[("a.csv", vec![b'a'; 400]), ("b.csv", vec![b'b'; 400])]);
        let size = inner.len() as u64;
        let outer = zip_of(&[("1.zip", inner.clone()), ("2.zip", inner), ("c.csv", vec![b'c'; 400])]);
        let all = (["a.csv", "b.csv", "a.csv", "b.csv", "c.csv"].map(str::to_owned).to_vec(), Vec::new());
        assert_eq!(unpacked(&outer, &mut Budget::of(7, 2 * size + 2_000)), all);
        // Told once, by the limit, and nothing after it is looked at.
        let (names, told) = unpacked(&outer, &mut Budget::of(7, 2 * size + 1_500));
        assert_eq!((names.len(), told.len()), (3, 1), "{told:?}");
        assert!(told[0].starts_with("2.zip: its files inflate to more than 0 MiB in all"), "{told:?}");
        let (names, told) = unpacked(&outer, &mut Budget::of(6, 1 << 20));
        assert_eq!((names.len(), told.len()), (2, 1), "{told:?}");
        assert!(told[0].starts_with("2.zip: it holds more than 6 files"), "{told:?}");
    }
}
