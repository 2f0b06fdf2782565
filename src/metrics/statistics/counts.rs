//! Whether a count changed between two periods of equal length.

use super::binomial::fair_cdf;

/// Two-sided p-value of the exact binomial test of `before` out of `before + after` at 1/2 (METRICS section 6; the periods
/// have equally many days). In 0..=1; 1 if both are equal.
///
/// Sums the outcomes that are no more likely than the observed one, which is scipy's `binomtest`; at 1/2 that is both tails
/// of the smaller count. C. J. Clopper, E. S. Pearson, Biometrika 26 (1934) 404-413, for the tails.
pub fn counts_p(before: u64, after: u64) -> f64 {
    if before == after {
        return 1.0;
    }
    (2.0 * fair_cdf(before.min(after), before.saturating_add(after))).min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assert_close;
    use super::*;

    #[test]
    fn scipy_agrees() {
        // scipy 1.17: binomtest(before, before + after).pvalue.
        assert_close(counts_p(3, 10), 0.09228515625);
        assert_close(counts_p(0, 8), 0.0078125);
        assert_close(counts_p(40, 61), 0.046044066929342785);
        assert!((counts_p(1000, 1100) / 0.03072070786424249 - 1.0).abs() < 1e-11);
        assert!((counts_p(500, 400) / 0.0009564441369189373 - 1.0).abs() < 1e-11);
    }

    #[test]
    fn equal_counts_have_not_changed() {
        assert_close(counts_p(10, 10), 1.0);
        assert_close(counts_p(0, 0), 1.0);
        assert_close(counts_p(0, 1), 1.0);
    }

    proptest! {
        #[test]
        fn it_is_a_probability_in_either_direction(before in 0..3000_u64, after in 0..3000_u64) {
            let p = counts_p(before, after);
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert_eq!(p.to_bits(), counts_p(after, before).to_bits());
        }
    }
}
