//! One column of a table: a vector that costs nothing while every cell in it is empty.

use super::Symbol;
use super::zone::Zone;

/// A value that may stand in a cell. `Default` is the empty cell: unknown, never zero.
pub trait Cell: Copy + Default + PartialEq {
    /// False for an empty cell.
    fn is_known(self) -> bool {
        self != Self::default()
    }

    /// The same cell after its dictionary was appended to another; `symbols[old]` is the new symbol.
    #[must_use]
    fn with_symbols(self, _symbols: &[Symbol]) -> Self {
        self
    }

    /// The same cell once the zone of local times is known.
    #[must_use]
    fn in_zone(self, _zone: &Zone) -> Self {
        self
    }
}

impl<T: Copy + PartialEq> Cell for Option<T> {}

/// A column of cells. Reads past the last known cell give the empty cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column<T> {
    values: Vec<T>,
}

impl<T: Cell> Column<T> {
    /// The cell of a row; empty where nothing was set.
    pub fn get(&self, row: usize) -> T {
        self.values.get(row).copied().unwrap_or_default()
    }

    /// Sets the cell of a row at or after the last row set before.
    pub fn set(&mut self, row: usize, cell: T) {
        if let Some(slot) = self.values.get_mut(row) {
            *slot = cell;
        } else if cell.is_known() {
            self.values.resize(row, T::default());
            self.values.push(cell);
        }
    }

    /// Whether no cell is known.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.values.capacity() * size_of::<T>()
    }
}
