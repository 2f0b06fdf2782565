//! Whether a rate changed, by how much, and how long until the change would show.

use super::{Interval, Share, two_sided_p};

/// z of the 5 % two-sided test in [`weeks_needed`], with the digits METRICS section 6 gives.
const Z_TEST: f64 = 1.959964;
/// z of 80 % power in [`weeks_needed`] (METRICS section 6).
const Z_POWER: f64 = 0.841621;

/// Newcombe's hybrid score 95 % interval of `after - before`, in fractions; none if either has no rows.
///
/// With the Wilson ends `l`, `u` of each rate: `d - sqrt((p2 - l2)² + (u1 - p1)²) .. d + sqrt((u2 - p2)² + (p1 - l1)²)`.
/// 125/277 to 138/277 gives -3.6..+12.9 points (METRICS section 8).
///
/// R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
/// Statistics in Medicine 17 (1998) 873-890, method 10.
pub fn newcombe(before: Share, after: Share) -> Option<Interval> {
    let (p1, p2) = (before.rate()?, after.rate()?);
    let ([l1, u1], [l2, u2]) = (before.interval()?, after.interval()?);
    let difference = p2 - p1;
    let below = ((p2 - l2) * (p2 - l2) + (u1 - p1) * (u1 - p1)).sqrt();
    let above = ((u2 - p2) * (u2 - p2) + (p1 - l1) * (p1 - l1)).sqrt();
    Some([(difference - below).max(-1.0), (difference + above).min(1.0)])
}

/// Two-sided p-value of the pooled two-proportion z test; 1 where the pooled rate is 0 or 1 (nothing can have changed);
/// none if either has no rows.
///
/// `z = (p2 - p1) / sqrt(q (1 - q) (1/n1 + 1/n2))`, `q` = both numerators over both denominators.
pub fn pooled_p(before: Share, after: Share) -> Option<f64> {
    let (p1, p2) = (before.rate()?, after.rate()?);
    let (n1, n2) = (before.n as f64, after.n as f64);
    let pooled = (before.k as f64 + after.k as f64) / (n1 + n2);
    let variance = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
    Some(if variance > 0.0 { two_sided_p((p2 - p1) / variance.sqrt()) } else { 1.0 })
}

/// Weeks of data a period needs until a change of this size would show: `ceil(m / mean_weekly_n)`, at 5 % two-sided with
/// 80 % power.
///
/// `m = (1.959964 sqrt(2 q (1-q)) + 0.841621 sqrt(p1 (1-p1) + p2 (1-p2)))² / (p1 - p2)²` rows a period, `q = (p1 + p2) / 2`
/// (METRICS section 6). `mean_weekly_n` is the mean weekly denominator of both periods. None if the rates are equal, if
/// either has no rows, or if no rows come in a week.
pub fn weeks_needed(before: Share, after: Share, mean_weekly_n: f64) -> Option<u64> {
    let (p1, p2) = (before.rate()?, after.rate()?);
    // Compared as whole numbers: 1/3 and 2/6 are equal whatever their roundings.
    let equal = u128::from(before.k) * u128::from(after.n) == u128::from(after.k) * u128::from(before.n);
    if equal || mean_weekly_n.is_nan() || mean_weekly_n <= 0.0 {
        return None;
    }
    let q = f64::midpoint(p1, p2);
    let root = Z_TEST * (2.0 * q * (1.0 - q)).sqrt() + Z_POWER * (p1 * (1.0 - p1) + p2 * (1.0 - p2)).sqrt();
    let rows = root * root / ((p1 - p2) * (p1 - p2));
    let weeks = (rows / mean_weekly_n).ceil();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive, and below 2^53 as just compared")]
    (weeks < 9_007_199_254_740_992.0).then_some(weeks as u64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assert_close;
    use super::*;

    fn share(k: u64, n: u64) -> Share {
        Share { k, n }
    }

    #[test]
    fn metrics_section_8() {
        let (before, after) = (share(125, 277), share(138, 277));
        let points = |value: f64| format!("{:+.1}", value * 100.0);
        assert_eq!(points(after.rate().unwrap() - before.rate().unwrap()), "+4.7");
        assert_eq!(newcombe(before, after).unwrap().map(points), ["-3.6", "+12.9"]);
        // Noise: far above 0.05.
        assert_close(pooled_p(before, after).unwrap(), 0.2687058640484896);
    }

    #[test]
    fn newcombe_1998_table_two() {
        // Newcombe's paper, table II, method 10: 56/70 - 48/80 is +0.0524..+0.3339; 9/10 - 3/10 is +0.1705..+0.8090;
        // 5/56 - 0/29 is -0.0381..+0.1926; 10/10 - 0/10 is +0.6075..+1.
        let four = |before: Share, after: Share| newcombe(before, after).unwrap().map(|end| format!("{end:.4}"));
        assert_eq!(four(share(48, 80), share(56, 70)), ["0.0524", "0.3339"]);
        assert_eq!(four(share(3, 10), share(9, 10)), ["0.1705", "0.8090"]);
        assert_eq!(four(share(0, 29), share(5, 56)), ["-0.0381", "0.1926"]);
        assert_eq!(four(share(0, 10), share(10, 10)), ["0.6075", "1.0000"]);
    }

    #[test]
    fn the_z_test_is_pooled() {
        // scipy 1.17: 2 * norm.sf of the pooled z.
        assert_close(pooled_p(share(10, 100), share(25, 110)).unwrap(), 0.01344882866887079);
        assert_close(pooled_p(share(100, 1000), share(140, 1000)).unwrap(), 0.005915851074238003);
        assert_close(pooled_p(share(0, 9), share(0, 5)).unwrap(), 1.0);
        assert_close(pooled_p(share(9, 9), share(5, 5)).unwrap(), 1.0);
        assert_eq!(pooled_p(share(0, 0), share(0, 5)), None);
    }

    #[test]
    fn weeks_follow_from_the_rows_that_a_period_needs() {
        // By hand for 40 % to 50 %: q = 0.45, (1.959964 * 0.703562 + 0.841621 * 0.7)² / 0.01 = (1.378957 + 0.589135)² / 0.01
        // = 387.34 rows.
        assert_eq!(weeks_needed(share(40, 100), share(50, 100), 100.0), Some(4));
        assert_eq!(weeks_needed(share(40, 100), share(50, 100), 387.0), Some(2));
        assert_eq!(weeks_needed(share(40, 100), share(50, 100), 388.0), Some(1));
        assert_eq!(weeks_needed(share(1, 3), share(2, 6), 10.0), None);
        assert_eq!(weeks_needed(share(1, 3), share(2, 3), 0.0), None);
        assert_eq!(weeks_needed(share(0, 0), share(2, 3), 5.0), None);
    }

    fn any_share() -> impl Strategy<Value = Share> {
        (0..5000_u64, 0..5000_u64).prop_map(|(k, more)| share(k, k + more + 1))
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_difference_and_turns_with_it(before in any_share(), after in any_share()) {
            let difference = after.rate().unwrap() - before.rate().unwrap();
            let [low, high] = newcombe(before, after).unwrap();
            prop_assert!(-1.0 <= low && low <= difference && difference <= high && high <= 1.0);
            let [back_low, back_high] = newcombe(after, before).unwrap();
            prop_assert!((low + back_high).abs() < 1e-12 && (high + back_low).abs() < 1e-12);
        }

        #[test]
        fn p_is_a_probability_and_does_not_care_which_came_first(before in any_share(), after in any_share()) {
            let p = pooled_p(before, after).unwrap();
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!((p - pooled_p(after, before).unwrap()).abs() < 1e-12);
        }
    }
}
