//! The fair coin: `Bin(n, 1/2)`, behind medians and comparisons of counts.
//!
//! Probabilities are summed as weights relative to the middle one, from the far end inwards, and divided by the sum of all
//! weights. No factorial or logarithm is needed, so the only error is that of about `10 sqrt n` roundings.

/// Weights this far below the middle one add nothing to a tail of 1 in 40.
const NEGLIGIBLE: f64 = 1e-25;

/// Weights of `0..=n/2` successes relative to the middle one, from the middle outwards, as long as they pass `floor`,
/// and the sum of the weights of all `0..=n`.
fn weights(n: u64, floor: f64) -> (Vec<f64>, f64) {
    let mut weights = Vec::new();
    let mut weight = 1.0;
    let mut successes = n / 2;
    while weight > floor {
        weights.push(weight);
        if successes == 0 {
            break;
        }
        weight *= successes as f64 / (n - successes + 1) as f64;
        successes -= 1;
    }
    let lower: f64 = weights.iter().rev().sum();
    // An even n has one middle, which both halves share.
    let all = if n.is_multiple_of(2) { 2.0 * lower - 1.0 } else { 2.0 * lower };
    (weights, all)
}

/// `P(Bin(n, 1/2) <= k)`.
pub fn fair_cdf(k: u64, n: u64) -> f64 {
    if k >= n {
        return 1.0;
    }
    if k > n / 2 {
        // At least k + 1 successes are at most n - k - 1 failures.
        return 1.0 - fair_cdf(n - k - 1, n);
    }
    let (weights, all) = weights(n, 0.0);
    let skipped = usize::try_from(n / 2 - k).unwrap_or(usize::MAX);
    weights.get(skipped..).map_or(0.0, |tail| tail.iter().rev().sum::<f64>() / all)
}

/// How many outcomes `0, 1, 2, ...` fit into a lower tail of at most `tail`: the largest `l` with
/// `P(Bin(n, 1/2) <= l - 1) <= tail`. 0 if not even the outcome 0 fits.
pub(super) fn outcomes_in_tail(n: u64, tail: f64) -> u64 {
    let (weights, all) = weights(n, NEGLIGIBLE);
    let below = n / 2 + 1 - weights.len() as u64;
    let mut sum = 0.0;
    let fitting = weights.iter().rev().take_while(|weight| {
        sum += **weight;
        sum <= tail * all
    });
    below + fitting.count() as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assert_close;
    use super::*;

    /// The sum of binomial coefficients, in whole numbers.
    fn exact_cdf(k: u64, n: u64) -> f64 {
        let mut coefficient = 1_u128;
        let mut sum = 0_u128;
        for successes in 0..=k {
            sum += coefficient;
            coefficient = coefficient * u128::from(n - successes) / u128::from(successes + 1);
        }
        sum as f64 / (1_u128 << n) as f64
    }

    #[test]
    fn ten_throws() {
        // 1 + 10 + 45 of 1,024.
        assert_close(fair_cdf(2, 10), 56.0 / 1024.0);
        assert_close(fair_cdf(7, 10), 1.0 - 56.0 / 1024.0);
        assert_close(fair_cdf(10, 10), 1.0);
        assert_close(fair_cdf(0, 0), 1.0);
    }

    #[test]
    fn the_closest_call_of_a_median_is_summed_exactly_enough() {
        // In 113-bit floats: 0.025000000001911921959, 7.6e-11 of it above 0.025.
        let found = fair_cdf(899_665, 1_801_962);
        assert!((found / 0.025000000001911922 - 1.0).abs() < 7e-13, "found {found:e}");
    }

    #[test]
    fn a_tail_too_far_out_for_a_float_is_zero() {
        assert!(fair_cdf(0, 10_000).abs() < f64::MIN_POSITIVE);
    }

    proptest! {
        #[test]
        fn sums_agree_with_whole_numbers((n, k) in (1..110_u64).prop_flat_map(|n| (Just(n), 0..=n))) {
            let (found, exact) = (fair_cdf(k, n), exact_cdf(k, n));
            prop_assert!((found - exact).abs() <= 1e-13 * exact, "found {found}, exact {exact}");
        }
    }
}
