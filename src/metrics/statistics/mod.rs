//! Statistics behind the metrics: intervals, tests and mergeable states (METRICS section 6).
//!
//! Pure numbers in, pure numbers out: no dates, no identity, no names of metrics. Every result has the same bits
//! natively and in WebAssembly: transcendental functions come from `libm`, sums run in the order of their input.
//!
//! | question | file | method |
//! |---|---|---|
//! | how sure is a rate | [`proportion`] | Wilson score interval |
//! | did a rate change | [`difference`] | Newcombe's hybrid score interval, pooled z test, weeks until it shows |
//! | how sure is a median | [`median`] | exact order statistics |
//! | how sure is a cost a conversation | [`ratio`] | linearised ratio of sums |
//! | how sure is a sum of money | [`money`] | spread over persons |
//! | what if the same people had answered | [`adjusted`] | direct standardisation |
//! | did a median or a count change | [`rank`], [`counts`] | Mann-Whitney, exact binomial |
//! | how many of these are chance | [`multiple`] | Benjamini-Hochberg |
//! | what does a money column add up to | [`sum`] | two doubles a sum, in any order |
//! | what is kept while rows pass | [`aggregate`] | integer states that merge in any order |

pub mod adjusted;
pub mod aggregate;
pub mod binomial;
pub mod counts;
pub mod difference;
pub mod median;
pub mod money;
pub mod multiple;
pub mod normal;
pub mod proportion;
pub mod rank;
pub mod ratio;
pub mod sum;

pub use adjusted::{Adjusted, Stratum, standardise};
pub use aggregate::{Aggregate, Placement, Proportion, ValueCounts};
pub use counts::counts_p;
pub use difference::{newcombe, pooled_p, weeks_needed};
pub use median::{Median, interval_rank, median_of, median_of_counts, median_of_times};
pub use money::MoneySums;
pub use multiple::benjamini_hochberg;
pub use normal::{Z95, two_sided_p};
pub use proportion::{Share, wilson};
pub use rank::{mann_whitney_p, mann_whitney_p_of_counts};
pub use ratio::{RatioSums, ratio_difference, ratio_difference_p};
pub use sum::Sum;

/// 95 % interval: lower and upper end.
pub type Interval = [f64; 2];

/// What a sum of squares cannot be told from zero by, as a part of the terms it was subtracted from: rounding of the
/// sums alone leaves about this much.
const CANCELLED: f64 = 1e-12;

/// `left - right` of two sums that should differ by at least nothing; 0 where the difference is rounding alone.
fn remainder(left: f64, right: f64, scale: f64) -> f64 {
    let rest = left - right;
    if rest > CANCELLED * scale { rest } else { 0.0 }
}

#[cfg(test)]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "found {found}, expected {expected}");
}

#[cfg(test)]
fn assert_interval(found: Option<Interval>, expected: Interval) {
    let Some([low, high]) = found else { panic!("no interval, expected {expected:?}") };
    assert_close(low, expected[0]);
    assert_close(high, expected[1]);
}
