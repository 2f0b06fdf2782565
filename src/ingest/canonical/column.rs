//! What a canonical table's row type says about its columns.

use super::cells::Cell;
use super::write::WrittenCell;
use crate::ingest::Reason;
use crate::model::{Dictionary, Origin, Origins, Tables};

/// One column of a table.
pub(in crate::ingest) struct ColumnSpec<Row: CanonicalRow> {
    /// Name in the header.
    pub(in crate::ingest) name: &'static str,
    /// Whether a row without it is kept out.
    pub(in crate::ingest) is_required: bool,
    /// Reads a cell into the row.
    pub(in crate::ingest) read: fn(&mut Row, Cell<'_>) -> Result<(), Reason>,
    /// Writes the row's cell, so that reading it gives the same; nothing for an empty one.
    pub(in crate::ingest) write: fn(&Row, &Dictionary, &mut WrittenCell),
    /// The number that stands for the row's cell: 0 for an empty one.
    pub(in crate::ingest) code: fn(&Row) -> u64,
    /// Sets the row's cell by such a number.
    pub(in crate::ingest) load: fn(&mut Row, u64),
    /// Sets the cells of new rows of the table, of which there were so many, by such numbers.
    pub(in crate::ingest) extend: fn(&mut Row::Table, usize, &[u64]),
}

/// A cell that no reader could see anything wrong in, and that is wrong beside another.
pub(in crate::ingest) struct Conflict {
    /// Its column; empty if the row as a whole is meant.
    pub(in crate::ingest) column: &'static str,
    /// Why.
    pub(in crate::ingest) reason: Reason,
    /// Whether the row is kept out.
    pub(in crate::ingest) rejects_row: bool,
}

/// A row of a canonical table.
pub(in crate::ingest) trait CanonicalRow: Default + Copy + 'static {
    /// Its table.
    type Table;

    /// Its columns in the order of METRICS.
    const COLUMNS: &'static [ColumnSpec<Self>];

    /// The columns that [`Self::settle`] looks at.
    const SETTLED_BY: &'static [&'static str] = &[];

    /// Looks at the cells together, once all are read; a cell in conflict is made empty.
    fn settle(&mut self) -> Option<Conflict> {
        None
    }

    /// Takes the hash of all cells, if equal rows of this table are found by it.
    fn set_fingerprint(&mut self, _fingerprint: u64) {}

    /// Whether [`Self::set_fingerprint`] is of any use.
    const IS_FINGERPRINTED: bool = false;

    /// Takes the place where the row was read.
    fn set_origin(&mut self, origin: Origin);

    /// Adds the row to its table.
    fn push(self, tables: &mut Tables);

    /// Its table among all.
    fn table(tables: &mut Tables) -> &mut Self::Table;

    /// Where the rows of its table were read.
    fn origins(table: &mut Self::Table) -> &mut Origins;

    /// Sets the hashes of new rows of the table, of which there were so many.
    fn extend_fingerprints(_table: &mut Self::Table, _at: usize, _codes: &[u64]) {}

    /// All rows of its table.
    fn rows(tables: &Tables) -> impl Iterator<Item = Self>;
}

/// Lists columns as `name: reader`, a method of [`Cell`] for the field of that name, or as `name = spec`.
macro_rules! columns {
    (required { $($required:tt)* } optional { $($optional:tt)* }) => {
        &columns!(@list [] true { $($required)*, } { $($optional)* })
    };
    (@list [$($done:tt)*] $is_required:tt { $(,)? } { $($optional:tt)+ }) => {
        columns!(@list [$($done)*] false { $($optional)*, } {})
    };
    (@list [$($done:tt)*] $is_required:tt { $(,)? } {}) => {
        [$($done)*]
    };
    (@list [$($done:tt)*] $is_required:tt { $name:ident : $reader:ident, $($rest:tt)* } $next:tt) => {
        columns!(@list [$($done)* ColumnSpec {
            name: stringify!($name),
            is_required: $is_required,
            read: |row, cell| {
                row.$name = cell.$reader()?;
                Ok(())
            },
            write: |row, dictionary, cell| row.$name.write(dictionary, cell),
            code: |row| crate::model::Cell::code(row.$name),
            load: |row, code| row.$name = crate::model::Cell::from_code(code),
            extend: |table, at, codes| table.$name.extend(at, codes),
        },] $is_required { $($rest)* } $next)
    };
    (@list [$($done:tt)*] $is_required:tt { $name:ident = $spec:ident, $($rest:tt)* } $next:tt) => {
        columns!(@list [$($done)* ColumnSpec { is_required: $is_required, ..$spec },] $is_required { $($rest)* } $next)
    };
}
pub(super) use columns;
