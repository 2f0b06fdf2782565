//! Whole numbers of a column, each in as few bytes as the largest of them needs.

/// Numbers in one width. A number that does not fit widens all.
#[derive(Clone, Debug)]
pub enum Codes {
    /// One byte each.
    One(Vec<u8>),
    /// Two bytes each.
    Two(Vec<u16>),
    /// Four bytes each.
    Four(Vec<u32>),
    /// Eight bytes each.
    Eight(Vec<u64>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::One(Vec::new())
    }
}

/// A width that numbers are held in.
trait Width: Copy + Default {
    /// The number, which fits.
    fn narrow(code: u64) -> Self;
    /// The number again.
    fn wide(self) -> u64;
}

macro_rules! widths {
    ($($type:ty),*) => {
        $(impl Width for $type {
            #[allow(clippy::cast_possible_truncation, reason = "numbers are widened before one that does not fit is held")]
            fn narrow(code: u64) -> Self {
                code as Self
            }

            #[allow(clippy::unnecessary_cast, clippy::cast_lossless, reason = "one of the widths is the widest")]
            fn wide(self) -> u64 {
                self as u64
            }
        })*
    };
}
widths!(u8, u16, u32, u64);

macro_rules! each {
    ($codes:expr, $values:ident => $do:expr) => {
        match $codes {
            Codes::One($values) => $do,
            Codes::Two($values) => $do,
            Codes::Four($values) => $do,
            Codes::Eight($values) => $do,
        }
    };
}

impl Codes {
    /// How many there are.
    pub fn len(&self) -> usize {
        each!(self, values => values.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held for each number.
    pub fn width(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Two(_) => 2,
            Self::Four(_) => 4,
            Self::Eight(_) => 8,
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        each!(self, values => values.capacity() * self.width())
    }

    /// The number at a place; 0 past the end.
    pub fn get(&self, at: usize) -> u64 {
        each!(self, values => values.get(at).map_or(0, |code| code.wide()))
    }

    /// Puts a number in place of another.
    pub fn set(&mut self, at: usize, code: u64) {
        self.widen_for(code);
        each!(self, values => if let Some(slot) = values.get_mut(at) { *slot = Width::narrow(code) });
    }

    /// Adds a number.
    pub fn push(&mut self, code: u64) {
        self.widen_for(code);
        each!(self, values => values.push(Width::narrow(code)));
    }

    /// Room for so many more numbers, if it can be had.
    pub fn reserve(&mut self, more: usize) {
        each!(self, values => drop(values.try_reserve_exact(more)));
    }

    /// Makes the length that; new numbers are 0.
    pub fn resize(&mut self, length: usize) {
        each!(self, values => values.resize(length, Width::narrow(0)));
    }

    /// Adds numbers.
    pub fn extend(&mut self, codes: &[u64]) {
        self.widen_for(codes.iter().fold(0, |all, code| all | code));
        each!(self, values => extend(values, codes.iter().copied()));
    }

    /// Adds the numbers of another, as they are.
    pub fn append(&mut self, other: &Self) {
        if self.is_empty() && self.width() <= other.width() {
            *self = other.clone();
            return;
        }
        self.widen_to(other.width());
        match (self, other) {
            (Self::One(values), Self::One(more)) => values.extend_from_slice(more),
            (Self::Two(values), Self::Two(more)) => values.extend_from_slice(more),
            (Self::Four(values), Self::Four(more)) => values.extend_from_slice(more),
            (Self::Eight(values), Self::Eight(more)) => values.extend_from_slice(more),
            (values, more) => each!(values, values => each!(more, more => extend(values, more.iter().map(|code| code.wide())))),
        }
    }

    /// Adds what a function makes of the numbers of another.
    pub fn append_mapped(&mut self, other: &Self, map: impl Fn(u64) -> u64) {
        /// Numbers that are mapped before the width is looked at.
        const BLOCK: usize = 1 << 10;
        let mut block = Vec::with_capacity(BLOCK);
        each!(other, more => for codes in more.chunks(BLOCK) {
            block.clear();
            block.extend(codes.iter().map(|code| map(code.wide())));
            self.extend(&block);
        });
    }

    /// All numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Small numbers in the bytes that the largest of them needs.
    pub fn collect(numbers: impl Iterator<Item = u32>) -> Self {
        const BLOCK: usize = 1 << 10;
        let mut codes = Self::default();
        let mut block: Vec<u64> = Vec::with_capacity(BLOCK);
        for number in numbers {
            block.push(u64::from(number));
            if block.len() == BLOCK {
                codes.extend(&block);
                block.clear();
            }
        }
        codes.extend(&block);
        codes
    }

    /// Shows every number with its place.
    pub fn for_each(&self, mut show: impl FnMut(usize, u64)) {
        each!(self, values => values.iter().enumerate().for_each(|(at, code)| show(at, code.wide())));
    }

    /// Copies the numbers from a place on, each below 2^32, as many as there is room for.
    pub fn copy_from(&self, first: usize, into: &mut [u32]) {
        each!(self, values => {
            for (slot, code) in into.iter_mut().zip(values.get(first..).unwrap_or_default()) {
                *slot = narrow(code.wide());
            }
        });
    }

    /// Copies the numbers at some places, each below 2^32.
    pub fn copy_at(&self, places: &[u32], into: &mut [u32]) {
        each!(self, values => {
            for (slot, at) in into.iter_mut().zip(places) {
                *slot = values.get(*at as usize).map_or(0, |code| narrow(code.wide()));
            }
        });
    }

    /// Adds the numbers as bytes, the lowest byte of each first.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        each!(self, values => {
            bytes.reserve(values.len() * self.width());
            values.iter().for_each(|code| bytes.extend_from_slice(&code.to_le_bytes()));
        });
    }

    /// Numbers of a width from their bytes; none for a width that there is not.
    pub fn read(width: usize, bytes: &[u8]) -> Option<Self> {
        macro_rules! numbers {
            ($type:ty) => {
                bytes.chunks_exact(width).map(|code| <$type>::from_le_bytes(code.try_into().unwrap_or_default())).collect()
            };
        }
        Some(match width {
            1 => Self::One(bytes.to_vec()),
            2 => Self::Two(numbers!(u16)),
            4 => Self::Four(numbers!(u32)),
            8 => Self::Eight(numbers!(u64)),
            _ => return None,
        })
    }

    fn widen_for(&mut self, code: u64) {
        let width = match code {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0xffff_ffff => 4,
            _ => 8,
        };
        if width > self.width() {
            self.widen_to(width);
        }
    }

    fn widen_to(&mut self, width: usize) {
        if width <= self.width() {
            return;
        }
        macro_rules! widened {
            () => {
                each!(&*self, values => {
                    let mut wider = Vec::with_capacity(values.capacity());
                    extend(&mut wider, values.iter().map(|code| code.wide()));
                    wider
                })
            };
        }
        *self = match width {
            2 => Self::Two(widened!()),
            4 => Self::Four(widened!()),
            _ => Self::Eight(widened!()),
        };
    }
}

#[allow(clippy::cast_possible_truncation, reason = "asked only of numbers below 2^32")]
fn narrow(code: u64) -> u32 {
    code as u32
}

fn extend<W: Width>(values: &mut Vec<W>, codes: impl Iterator<Item = u64>) {
    values.extend(codes.map(W::narrow));
}

impl PartialEq for Codes {
    /// The same numbers, whatever their width; zeros at the end say nothing.
    fn eq(&self, other: &Self) -> bool {
        (0..self.len().max(other.len())).all(|at| self.get(at) == other.get(at))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Codes;

    fn codes(numbers: &[u64]) -> Codes {
        let mut codes = Codes::default();
        codes.extend(numbers);
        codes
    }

    fn number() -> impl Strategy<Value = u64> {
        prop_oneof![0..300_u64, 0..70_000_u64, any::<u32>().prop_map(u64::from), any::<u64>()]
    }

    #[test]
    fn a_number_takes_the_bytes_that_the_largest_needs() {
        for (largest, width) in [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (u64::from(u32::MAX), 4), (1 << 32, 8)] {
            assert_eq!(codes(&[0, largest, 1]).width(), width, "{largest}");
        }
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(numbers in proptest::collection::vec(number(), 0..40), more in proptest::collection::vec(number(), 0..40)) {
            let all: Vec<u64> = numbers.iter().chain(&more).copied().collect();
            let mut appended = codes(&numbers);
            appended.append(&codes(&more));
            let mut mapped = codes(&numbers);
            mapped.append_mapped(&codes(&more), |code| code);
            let mut pushed = Codes::default();
            all.iter().for_each(|code| pushed.push(*code));
            for codes in [&appended, &mapped, &pushed] {
                prop_assert_eq!(codes.iter().collect::<Vec<_>>(), all.clone());
                let mut bytes = Vec::new();
                codes.write(&mut bytes);
                prop_assert_eq!(&Codes::read(codes.width(), &bytes).unwrap(), codes);
            }
        }
    }
}
