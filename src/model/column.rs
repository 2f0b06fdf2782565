//! One column of a table: small numbers that stand for cells, nothing at all while every cell is empty.

use std::marker::PhantomData;
use std::sync::Arc;

use super::codes::Codes;
use super::zone::Zone;
use super::{Symbol, Symbols};

/// A value that may stand in a cell. `Default` is the empty cell: unknown, never zero.
pub trait Cell: Copy + Default + PartialEq {
    /// Whether cells hold symbols.
    const HAS_SYMBOLS: bool = false;

    /// False for an empty cell.
    fn is_known(self) -> bool {
        self != Self::default()
    }

    /// The number that stands for the cell: 0 for the empty one, small for frequent ones.
    fn code(self) -> u64;

    /// The cell of a number that [`Self::code`] gave.
    fn from_code(code: u64) -> Self;

    /// The same cell after its dictionary was appended to another.
    #[must_use]
    fn with_symbols(self, _symbols: &Symbols) -> Self {
        self
    }

    /// The same cell once the zone of local times is known.
    #[must_use]
    fn in_zone(self, _zone: &Zone) -> Self {
        self
    }
}

/// A value that an optional cell may hold, and the number that stands for it.
pub trait Coded: Copy + PartialEq {
    /// The number.
    fn number(self) -> u64;

    /// The value of a number that [`Self::number`] gave; any for others.
    fn from_number(number: u64) -> Self;
}

impl<T: Coded> Cell for Option<T> {
    fn code(self) -> u64 {
        // The largest number of all becomes the one before it.
        self.map_or(0, |value| value.number().saturating_add(1))
    }

    fn from_code(code: u64) -> Self {
        code.checked_sub(1).map(T::from_number)
    }
}

impl Coded for bool {
    fn number(self) -> u64 {
        u64::from(self)
    }

    fn from_number(number: u64) -> Self {
        number == 1
    }
}

impl Coded for u32 {
    fn number(self) -> u64 {
        u64::from(self)
    }

    fn from_number(number: u64) -> Self {
        u32::try_from(number).unwrap_or(u32::MAX)
    }
}

impl Coded for u64 {
    fn number(self) -> u64 {
        self
    }

    fn from_number(number: u64) -> Self {
        number
    }
}

/// Whole numbers below this are their own number, so that a survey's scale takes a byte.
const WHOLE: u64 = 100;
/// Hundredths below this follow, so that prices take at most four bytes.
const HUNDREDTHS: u64 = 1 << 30;

impl Coded for f64 {
    fn number(self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast out of range gives another value back"
        )]
        let hundredths = (self * 100.0).round() as u64;
        if hundredths < HUNDREDTHS && (hundredths as f64 / 100.0).to_bits() == self.to_bits() {
            let is_small = hundredths.is_multiple_of(100) && hundredths / 100 < WHOLE;
            return if is_small { hundredths / 100 } else { WHOLE + hundredths };
        }
        // Doubles that are finite leave room above.
        self.to_bits().saturating_add(WHOLE + HUNDREDTHS)
    }

    fn from_number(number: u64) -> Self {
        if number < WHOLE {
            number as f64
        } else if number < WHOLE + HUNDREDTHS {
            (number - WHOLE) as f64 / 100.0
        } else {
            f64::from_bits(number - WHOLE - HUNDREDTHS)
        }
    }
}

/// A column of cells. Reads past the last known cell give the empty cell. Clones share what they hold until one is changed.
#[derive(Clone, Debug)]
pub struct Column<T> {
    codes: Arc<Codes>,
    cells: PhantomData<T>,
}

impl<T> Default for Column<T> {
    fn default() -> Self {
        Self { codes: Arc::default(), cells: PhantomData }
    }
}

impl<T> PartialEq for Column<T> {
    fn eq(&self, other: &Self) -> bool {
        self.codes == other.codes
    }
}

impl<T: Cell> Column<T> {
    /// A column of numbers that stand for cells.
    pub fn from_codes(codes: Codes) -> Self {
        Self { codes: Arc::new(codes), cells: PhantomData }
    }

    /// The cell of a row; empty where nothing was set.
    pub fn get(&self, row: usize) -> T {
        T::from_code(self.codes.get(row))
    }

    /// Sets the cell of a row at or after the last row set before.
    pub fn set(&mut self, row: usize, cell: T) {
        let code = cell.code();
        if row < self.codes.len() {
            Arc::make_mut(&mut self.codes).set(row, code);
        } else if code != 0 {
            let codes = Arc::make_mut(&mut self.codes);
            codes.resize(row);
            codes.push(code);
        }
    }

    /// Sets the cells of all rows from `row` on, which is after the last row set before, by the numbers that stand for them.
    pub fn extend(&mut self, row: usize, codes: &[u64]) {
        if codes.iter().any(|code| *code != 0) {
            let all = Arc::make_mut(&mut self.codes);
            all.resize(row);
            all.extend(codes);
        }
    }

    /// Sets the cells of all rows from `row` on to those of another column.
    pub fn append(&mut self, row: usize, other: &Self, symbols: &Symbols) {
        if other.is_empty() {
            return;
        }
        let is_same = !T::HAS_SYMBOLS || symbols.are_same();
        if row == 0 && is_same {
            self.codes = Arc::clone(&other.codes);
            return;
        }
        let codes = Arc::make_mut(&mut self.codes);
        codes.resize(row);
        if is_same {
            codes.append(&other.codes);
        } else {
            codes.append_mapped(&other.codes, |code| T::from_code(code).with_symbols(symbols).code());
        }
    }

    /// Room for so many more cells, if any is known so far.
    pub fn reserve(&mut self, more: usize) {
        if !self.is_empty() {
            Arc::make_mut(&mut self.codes).reserve(more);
        }
    }

    /// The numbers that stand for the cells, as far as the last one that was known.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// Whether no cell is known.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.codes.bytes()
    }
}

impl Cell for Symbol {
    const HAS_SYMBOLS: bool = true;

    fn code(self) -> u64 {
        u64::from(self.number())
    }

    fn from_code(code: u64) -> Self {
        Self::from_number(u32::try_from(code).unwrap_or_default())
    }

    fn with_symbols(self, symbols: &Symbols) -> Self {
        symbols.of(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Cell, Column};
    use crate::model::{Date, FirstUseful, Handoff, Timestamp};

    fn comes_back<T: Cell + std::fmt::Debug>(cell: T) {
        assert_eq!(T::from_code(cell.code()), cell);
    }

    #[test]
    fn frequent_cells_take_one_byte() {
        for cell in [Some(0.0), Some(5.0), Some(99.0)] {
            assert!(cell.code() < 256, "{cell:?}");
        }
        assert!(Some(3_u32).code() < 256 && Some(true).code() < 256 && Some(Handoff::Answered).code() < 256);
        assert!(Timestamp::utc(1_772_359_200_000_000).code() < 1 << 32);
        assert!(Timestamp::local(1_772_359_200_000_000).code() < 1 << 32);
        assert_eq!((None::<f64>.code(), Timestamp::default().code(), Date::default().code()), (0, 0, 0));
    }

    #[test]
    fn a_column_without_a_known_cell_holds_nothing() {
        let mut column = Column::<Option<bool>>::default();
        (0..100).for_each(|row| column.set(row, None));
        assert!(column.is_empty());
        column.set(100, Some(true));
        assert_eq!((column.get(3), column.get(100), column.get(101)), (None, Some(true), None));
    }

    proptest! {
        #[test]
        fn cells_come_back_from_their_numbers(
            number in any::<f64>().prop_filter("finite", |number| number.is_finite()),
            cents in -1_000_000_i64..1_000_000_000, micros in -(1_i64 << 61)..(1_i64 << 61), seconds in 0_i64..4_200_000_000,
            day in -100_000_i32..100_000, count in any::<u32>(),
        ) {
            comes_back(Some(number + 0.0));
            comes_back(Some(cents as f64 / 100.0));
            comes_back(Some(FirstUseful::Seconds(number.abs())));
            comes_back(Some(FirstUseful::Never));
            comes_back(Timestamp::utc(micros));
            comes_back(Timestamp::local(micros));
            comes_back(Timestamp::utc(seconds * 1_000_000));
            comes_back(Timestamp::local(seconds * 1_000_000));
            comes_back(Date(day));
            comes_back(Some(count));
        }
    }
}
