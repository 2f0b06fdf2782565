//! Many rows at once, a column at a time: each cell becomes the number that stands for it, most of them by a look at a small
//! table of cells met before. Knows no cell's meaning: what it has not met, the table's own readers read.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::read::Header;
use crate::ingest::canonical::{CanonicalRow, Cell, ColumnSpec};
use crate::ingest::readers::Rows;
use crate::model::{Dictionary, Origin, Tables};

/// The columns of a file that are read.
pub(super) struct Columns<Row: CanonicalRow> {
    read: Vec<FileColumn<Row>>,
    /// Whether a row is to be read by itself.
    is_odd: Vec<bool>,
    /// Sums of the hashes of a row's cells.
    sums: Vec<u64>,
}

/// One column of the file.
struct FileColumn<Row: CanonicalRow> {
    /// Position in the file.
    at: usize,
    /// Hash of its name.
    seed: u64,
    /// None for one that is ignored.
    spec: Option<&'static ColumnSpec<Row>>,
    /// Takes what a reader makes of a cell.
    row: Row,
    /// The numbers of its cells.
    codes: Vec<u64>,
    met: Met,
    /// Whether [`Row::settle`](CanonicalRow::settle) looks at it.
    is_settled_by: bool,
}

impl<Row: CanonicalRow> Columns<Row> {
    pub(super) fn new(header: &Header) -> Self {
        let columns = header.columns.iter().enumerate().filter_map(|(at, column)| {
            let spec = column.canonical.and_then(|canonical| Row::COLUMNS.get(canonical));
            (spec.is_some() || Row::IS_FINGERPRINTED).then(|| FileColumn {
                at,
                seed: column.seed,
                spec,
                row: Row::default(),
                codes: Vec::new(),
                met: Met::default(),
                is_settled_by: spec.is_some_and(|spec| Row::SETTLED_BY.contains(&spec.name)),
            })
        });
        Self { read: columns.collect(), is_odd: Vec::new(), sums: Vec::new() }
    }

    /// Reads the cells of all rows. Afterwards [`Self::is_odd`] says which rows have to be read by themselves.
    pub(super) fn read(&mut self, rows: &Rows, bytes: &[u8], dictionary: &mut Dictionary) {
        self.is_odd.clear();
        self.is_odd.extend((0..rows.len()).map(|row| rows.is_odd(row)));
        self.sums.clear();
        self.sums.resize(rows.len(), 0);
        for column in &mut self.read {
            column.read(rows, bytes, dictionary, &mut self.is_odd, &mut self.sums);
        }
        let required = Row::COLUMNS.iter().filter(|spec| spec.is_required);
        for required in required {
            let column = self.read.iter().find(|column| column.spec.is_some_and(|spec| spec.name == required.name));
            for (row, is_odd) in self.is_odd.iter_mut().enumerate() {
                *is_odd |= column.is_none_or(|column| column.code(row) == 0);
            }
        }
        if !Row::SETTLED_BY.is_empty() {
            for (row, is_odd) in self.is_odd.iter_mut().enumerate().filter(|(_, is_odd)| !**is_odd) {
                let mut cells = Row::default();
                for column in self.read.iter().filter(|column| column.is_settled_by) {
                    if let Some(spec) = column.spec {
                        (spec.load)(&mut cells, column.code(row));
                    }
                }
                *is_odd = cells.settle().is_some();
            }
        }
    }

    /// Whether a row has to be read by itself.
    pub(super) fn is_odd(&self, row: usize) -> bool {
        self.is_odd.get(row).copied().unwrap_or(true)
    }

    /// Adds rows to their table.
    pub(super) fn push(&self, range: std::ops::Range<usize>, rows: &Rows, tables: &mut Tables) {
        let table = Row::table(tables);
        let before = Row::origins(table).len();
        for column in &self.read {
            if let Some((spec, codes)) = column.spec.zip(column.codes.get(range.clone())) {
                (spec.extend)(table, before, codes);
            }
        }
        if Row::IS_FINGERPRINTED {
            let sums = self.sums.get(range.clone()).unwrap_or_default();
            let codes: Vec<u64> = sums.iter().map(|sum| xxh3_64(&sum.to_le_bytes()).saturating_add(1)).collect();
            Row::extend_fingerprints(table, before, &codes);
        }
        range.for_each(|row| Row::origins(table).push(Origin { file: 0, line: rows.line(row) }));
    }
}

impl<Row: CanonicalRow> FileColumn<Row> {
    fn code(&self, row: usize) -> u64 {
        self.codes.get(row).copied().unwrap_or(0)
    }

    fn read(&mut self, rows: &Rows, bytes: &[u8], dictionary: &mut Dictionary, is_odd: &mut [bool], sums: &mut [u64]) {
        self.codes.clear();
        dictionary.set_collecting(self.met.is_collecting);
        for (((start, end), is_odd), sum) in rows.column(self.at).zip(is_odd).zip(sums) {
            let mut code = 0;
            if start < end && !*is_odd {
                let known = Key::new(bytes, start, end).filter(|_| self.met.is_asked);
                let found = match known.as_ref().and_then(|key| self.met.find(key)) {
                    Some(found) => Some(found),
                    None => self.read_cell(bytes.get(start..end).unwrap_or_default(), known, dictionary),
                };
                match found {
                    Some(found) => {
                        code = found.code;
                        *sum = sum.wrapping_add(found.hash);
                    }
                    None => *is_odd = true,
                }
            }
            self.codes.push(code);
        }
        dictionary.set_collecting(false);
        self.met.judge(self.codes.len());
    }

    /// Reads a cell that was not met; none if the row has to be read by itself.
    fn read_cell(&mut self, cell: &[u8], key: Option<Key>, dictionary: &mut Dictionary) -> Option<Found> {
        let written = str::from_utf8(cell).ok()?;
        let text = written.trim();
        let mut found = Found { code: 0, hash: 0 };
        if !text.is_empty() {
            if Row::IS_FINGERPRINTED {
                found.hash = xxh3_64_with_seed(text.as_bytes(), self.seed);
            }
            if let Some(spec) = self.spec {
                let before = dictionary.len();
                (spec.read)(&mut self.row, Cell { text, written, dictionary }).ok()?;
                self.met.texts += dictionary.len() - before;
                found.code = (spec.code)(&self.row);
            }
        }
        self.met.missed += 1;
        if let Some(key) = key {
            self.met.keep(key, found);
        }
        Some(found)
    }
}

/// What a cell became.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    code: u64,
    /// Hash of its text.
    hash: u64,
}

/// A cell of up to sixteen bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key {
    low: u64,
    high: u64,
    length: usize,
}

impl Key {
    fn new(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end - start;
        if length > 16 {
            return None;
        }
        let whole = if let Some(bytes) = bytes.get(start..start + 16).and_then(|bytes| bytes.first_chunk()) {
            u128::from_le_bytes(*bytes)
        } else {
            // The last cells of the window.
            let cell = bytes.get(start..end).unwrap_or_default();
            cell.iter().rev().fold(0, |whole, byte| whole << 8 | u128::from(*byte))
        };
        let mask = if length == 16 { u128::MAX } else { (1 << (length * 8)) - 1 };
        let whole = whole & mask;
        #[expect(clippy::cast_possible_truncation, reason = "the halves of the sixteen bytes")]
        let (low, high) = (whole as u64, (whole >> 64) as u64);
        Some(Self { low, high, length })
    }

    fn slot(&self) -> usize {
        /// Odd, its bits without a pattern: the fraction of the golden ratio.
        const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
        let spread = (self.low ^ self.high.rotate_left(23) ^ self.length as u64).wrapping_mul(SPREAD);
        usize::try_from(spread >> (64 - SLOTS.trailing_zeros())).unwrap_or(0)
    }
}

/// Cells that are remembered of a column; others take their places.
const SLOTS: usize = 256;

/// Cells after which it is told whether a column repeats itself.
const JUDGED_AFTER: usize = 2_048;

/// The cells of a column that were met.
struct Met {
    slots: Vec<(Key, Found)>,
    /// Cells that were not remembered.
    missed: usize,
    /// Texts that nobody had met.
    texts: usize,
    /// Cells in all.
    cells: usize,
    /// Whether remembering is worth it.
    is_asked: bool,
    /// Whether nearly every cell is a text of its own: those are collected unseen.
    is_collecting: bool,
}

impl Default for Met {
    fn default() -> Self {
        let slots = vec![(Key::default(), Found::default()); SLOTS];
        Self { slots, missed: 0, texts: 0, cells: 0, is_asked: true, is_collecting: false }
    }
}

impl Met {
    fn find(&self, key: &Key) -> Option<Found> {
        self.slots.get(key.slot()).filter(|(met, _)| met == key).map(|(_, found)| *found)
    }

    fn keep(&mut self, key: Key, found: Found) {
        if let Some(slot) = self.slots.get_mut(key.slot()) {
            *slot = (key, found);
        }
    }

    /// Looks at how it went, once.
    fn judge(&mut self, cells: usize) {
        let before = self.cells;
        self.cells += cells;
        if before < JUDGED_AFTER && self.cells >= JUDGED_AFTER {
            self.is_asked = self.missed * 2 < self.cells;
            self.is_collecting = self.texts * 2 > self.cells;
        }
    }
}
