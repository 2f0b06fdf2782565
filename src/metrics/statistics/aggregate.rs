//! States that take in rows one by one and merge in any order, so that the number of workers changes no digit.

use std::collections::BTreeMap;

use super::{Interval, Median, Share, median_of_counts};

/// A state that rows are folded into. Every implementor keeps these laws, and proves them by the macro `aggregate_laws!` in its tests:
///
/// - the default is the identity: merging it, from either side, changes nothing;
/// - merging is associative and commutative;
/// - observing all rows equals observing any two parts of them and merging.
///
/// So a state holds whole numbers: floating sums keep none of the laws.
pub trait Aggregate: Default + Clone + PartialEq {
    /// What is observed.
    type Row: ?Sized;

    /// Takes in one row.
    fn observe(&mut self, row: &Self::Row);

    /// Takes in all rows of another state.
    fn merge(&mut self, other: &Self);
}

/// Where a row falls in a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Not of the metric's base set.
    Outside,
    /// Of the base set, but an input is unknown (METRICS section 4, `unknown`).
    Unknown,
    /// Of the base set, but too young to judge (METRICS section 3, `pending`).
    Pending,
    /// Below the line only.
    Denominator,
    /// Below and above the line.
    Numerator,
}

/// A rate's counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proportion {
    /// Rows above the line.
    pub numerator: u64,
    /// Rows below the line.
    pub denominator: u64,
    /// Rows of the base set left out by an unknown input.
    pub unknown: u64,
    /// Rows of the base set that are too young.
    pub pending: u64,
}

impl Proportion {
    /// Numerator over denominator for the statistics.
    pub fn share(&self) -> Share {
        Share { k: self.numerator, n: self.denominator }
    }

    /// Takes in rows that all fall alike.
    pub fn observe_times(&mut self, placement: Placement, times: u64) {
        match placement {
            Placement::Outside => {}
            Placement::Unknown => self.unknown += times,
            Placement::Pending => self.pending += times,
            Placement::Denominator => self.denominator += times,
            Placement::Numerator => {
                self.denominator += times;
                self.numerator += times;
            }
        }
    }

    /// The rate, a fraction; none without rows.
    pub fn value(&self) -> Option<f64> {
        self.share().rate()
    }

    /// Wilson's 95 % interval; none without rows.
    pub fn interval(&self) -> Option<Interval> {
        self.share().interval()
    }
}

impl Aggregate for Proportion {
    type Row = Placement;

    fn observe(&mut self, row: &Placement) {
        self.observe_times(*row, 1);
    }

    fn merge(&mut self, other: &Self) {
        self.numerator += other.numerator;
        self.denominator += other.denominator;
        self.unknown += other.unknown;
        self.pending += other.pending;
    }
}

/// How often each value occurs, in millionths: what a median is taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueCounts {
    counts: BTreeMap<i64, u64>,
    n: u64,
}

impl ValueCounts {
    /// Takes in a value in units, rounded to millionths; a value that is not finite or beyond 2^53 millionths is left out
    /// and gives false.
    pub fn observe_units(&mut self, value: f64) -> bool {
        let micros = (value * 1e6).round();
        let fits = micros.abs() < 9_007_199_254_740_992.0;
        if fits {
            #[allow(clippy::cast_possible_truncation, reason = "below 2^53 as just compared")]
            self.observe(&(micros as i64));
        }
        fits
    }

    /// Values taken in.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Value in millionths to how often it occurs.
    pub fn counts(&self) -> &BTreeMap<i64, u64> {
        &self.counts
    }

    /// Median and interval in units; none without values.
    pub fn median(&self) -> Option<Median> {
        median_of_counts(&self.counts)
    }
}

impl Aggregate for ValueCounts {
    type Row = i64;

    fn observe(&mut self, row: &i64) {
        *self.counts.entry(*row).or_insert(0) += 1;
        self.n += 1;
    }

    fn merge(&mut self, other: &Self) {
        for (value, count) in &other.counts {
            *self.counts.entry(*value).or_insert(0) += count;
        }
        self.n += other.n;
    }
}

/// Proves the laws of [`Aggregate`] for a type in a test module: `aggregate_laws!(laws_of_proportion, Proportion, any_placement());`
/// where the strategy gives rows.
#[cfg(test)]
macro_rules! aggregate_laws {
    ($module:ident, $type:ty, $rows:expr) => {
        mod $module {
            use proptest::prelude::*;

            #[allow(unused_imports, reason = "the strategy and the type may name anything of the module around")]
            use super::*;
            use $crate::metrics::statistics::aggregate::Aggregate;

            fn observed<'a, R>(rows: impl IntoIterator<Item = &'a R>) -> $type
            where
                R: std::borrow::Borrow<<$type as Aggregate>::Row> + 'a,
            {
                let mut state = <$type>::default();
                for row in rows {
                    state.observe(row.borrow());
                }
                state
            }

            fn merged(left: &$type, right: &$type) -> $type {
                let mut state = left.clone();
                state.merge(right);
                state
            }

            proptest! {
                #[test]
                fn the_default_is_the_identity(rows in prop::collection::vec($rows, 0..30)) {
                    let state = observed(&rows);
                    let nothing = <$type>::default();
                    prop_assert!(merged(&state, &nothing) == state);
                    prop_assert!(merged(&nothing, &state) == state);
                }

                #[test]
                fn merging_is_commutative_and_associative(
                    first in prop::collection::vec($rows, 0..20),
                    second in prop::collection::vec($rows, 0..20),
                    third in prop::collection::vec($rows, 0..20),
                ) {
                    let (a, b, c) = (observed(&first), observed(&second), observed(&third));
                    prop_assert!(merged(&a, &b) == merged(&b, &a));
                    prop_assert!(merged(&merged(&a, &b), &c) == merged(&a, &merged(&b, &c)));
                }

                #[test]
                fn parts_merge_to_the_whole(rows in prop::collection::vec($rows, 0..40), cut in 0..40_usize) {
                    let (left, right) = rows.split_at(cut.min(rows.len()));
                    prop_assert!(merged(&observed(left), &observed(right)) == observed(&rows));
                }
            }
        }
    };
}

#[cfg(test)]
#[allow(unused_imports, reason = "for the aggregates of other rooms")]
pub(crate) use aggregate_laws;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_placement() -> impl Strategy<Value = Placement> {
        use Placement::{Denominator, Numerator, Outside, Pending, Unknown};
        prop::sample::select(vec![Outside, Unknown, Pending, Denominator, Numerator])
    }

    aggregate_laws!(laws_of_proportion, Proportion, any_placement());
    aggregate_laws!(laws_of_value_counts, ValueCounts, -1_000_000..1_000_000_i64);

    #[test]
    fn each_row_has_one_place() {
        let mut rate = Proportion::default();
        for place in [Placement::Numerator, Placement::Denominator, Placement::Unknown, Placement::Pending, Placement::Outside] {
            rate.observe(&place);
        }
        assert_eq!(rate, Proportion { numerator: 1, denominator: 2, unknown: 1, pending: 1 });
        assert_eq!(rate.value(), Some(0.5));
        assert_eq!(Proportion::default().value(), None);
    }

    #[test]
    fn values_are_kept_to_the_millionth() {
        let mut seconds = ValueCounts::default();
        for value in [2.5, 0.1 + 0.2, 9.0] {
            assert!(seconds.observe_units(value));
        }
        assert!(!seconds.observe_units(f64::NAN));
        assert!(!seconds.observe_units(1e300));
        assert_eq!(seconds.n(), 3);
        assert_eq!(seconds.counts().keys().copied().collect::<Vec<_>>(), [300_000, 2_500_000, 9_000_000]);
        assert_eq!(seconds.median().map(|median| median.value), Some(2.5));
    }
}
