//! How large numbers may be, so that no sum, square or product of them overflows.

/// The largest amount, length of time or other number that a cell or a rule may hold, above and below 0: a thousand million
/// million. No company has more, and products of two and squares of sums of all that fit in memory stay far below what a
/// double holds.
pub const LARGEST_NUMBER: f64 = 1e15;

/// The largest sum, or sum of squares, that a row of a cube may hold: squares of [`LARGEST_NUMBER`] in another currency at
/// [`LARGEST_NUMBER`], as many as can be counted.
pub const LARGEST_SUM: f64 = 1e80;

/// A number that was computed, if it can be had: finite, and so that its square is too.
pub fn had(number: f64) -> Option<f64> {
    (number.abs() <= 1e150).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::had;

    #[test]
    fn what_overflowed_cannot_be_had() {
        assert_eq!((had(-2.5), had(1e150)), (Some(-2.5), Some(1e150)));
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e151] {
            assert_eq!(had(number), None, "{number}");
        }
    }
}
