//! How sure a ratio of sums is: cost a conversation, fallbacks a turn.

use super::{Interval, Sum, Z95, remainder, two_sided_p};

/// Sums over rows of a pair: `x` counts below the line, `y` above it.
///
/// States of parts can be merged; neither their order nor that of the rows shows in what is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RatioSums {
    /// Rows.
    pub n: u64,
    /// Sum of x.
    pub x: Sum,
    /// Sum of y.
    pub y: Sum,
    /// Sum of x².
    pub xx: Sum,
    /// Sum of x y.
    pub xy: Sum,
    /// Sum of y².
    pub yy: Sum,
}

impl RatioSums {
    /// Takes in one row.
    pub fn observe(&mut self, x: f64, y: f64) {
        self.n += 1;
        self.x.add(x);
        self.y.add(y);
        self.xx.add(x * x);
        self.xy.add(x * y);
        self.yy.add(y * y);
    }

    /// Takes in `times` rows with the same pair.
    pub fn observe_times(&mut self, x: f64, y: f64, times: u64) {
        self.n += times;
        let times = times as f64;
        self.x.add(x * times);
        self.y.add(y * times);
        self.xx.add(x * x * times);
        self.xy.add(x * y * times);
        self.yy.add(y * y * times);
    }

    /// Takes in `n` rows of one x by the sum of their y and of its squares.
    pub fn observe_sums(&mut self, n: u64, x: f64, y: f64, yy: f64) {
        self.n += n;
        let rows = n as f64;
        self.x.add(x * rows);
        self.y.add(y);
        self.xx.add(x * x * rows);
        self.xy.add(x * y);
        self.yy.add(yy);
    }

    /// Takes in the rows of another part.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.x.merge(&other.x);
        self.y.merge(&other.y);
        self.xx.merge(&other.xx);
        self.xy.merge(&other.xy);
        self.yy.merge(&other.yy);
    }

    /// `R = Y / X`; none unless X is above 0.
    pub fn ratio(&self) -> Option<f64> {
        let x = self.x.value();
        (x > 0.0).then(|| self.y.value() / x)
    }

    /// Standard error of the ratio, `sqrt(n / (n-1) x sum (y - R x)²) / X` (METRICS section 6); none for fewer than two rows.
    ///
    /// `sum (y - R x)²` is taken from the sums as `Syy - 2 R Sxy + R² Sxx`, and as 0 where that is rounding alone.
    /// The linearised variance of a ratio estimator: W. G. Cochran, "Sampling techniques", 3rd edition (1977), section 6.3.
    pub fn standard_error(&self) -> Option<f64> {
        let ratio = self.ratio()?;
        if self.n < 2 {
            return None;
        }
        let squares = self.yy.value() + ratio * ratio * self.xx.value();
        let products = 2.0 * ratio * self.xy.value();
        let residual = remainder(squares, products, squares + products.abs());
        let n = self.n as f64;
        Some((n / (n - 1.0) * residual).sqrt() / self.x.value())
    }

    /// `R ± z se`, lower end at least 0; none for fewer than two rows. A fixed cost shifts both ends afterwards.
    pub fn interval(&self) -> Option<Interval> {
        let (ratio, error) = (self.ratio()?, self.standard_error()?);
        Some([(ratio - Z95 * error).max(0.0), ratio + Z95 * error])
    }
}

/// 95 % interval of `after - before`, `d ± z sqrt(se1² + se2²)`; none where either has no standard error.
pub fn ratio_difference(before: &RatioSums, after: &RatioSums) -> Option<Interval> {
    let (difference, error) = linearised(before, after)?;
    Some([difference - Z95 * error, difference + Z95 * error])
}

/// Two-sided p-value of the change of a ratio, by z on the linearised difference (METRICS section 6); none where either
/// has no standard error. Without any spread the p-value is 1 for equal ratios and 0 for others.
pub fn ratio_difference_p(before: &RatioSums, after: &RatioSums) -> Option<f64> {
    let (difference, error) = linearised(before, after)?;
    Some(match (difference == 0.0, error > 0.0) {
        (true, _) => 1.0,
        (false, true) => two_sided_p(difference / error),
        (false, false) => 0.0,
    })
}

/// Difference and its standard error.
fn linearised(before: &RatioSums, after: &RatioSums) -> Option<(f64, f64)> {
    let (first, second) = (before.standard_error()?, after.standard_error()?);
    Some((after.ratio()? - before.ratio()?, (first * first + second * second).sqrt()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{assert_close, assert_interval};
    use super::*;

    fn sums(rows: &[(f64, f64)]) -> RatioSums {
        let mut sums = RatioSums::default();
        for (x, y) in rows {
            sums.observe(*x, *y);
        }
        sums
    }

    #[test]
    fn cost_of_five_rows_four_of_which_count() {
        // By hand: R = 1.00 / 4 = 0.25; residuals -0.05, -0.15, 0.15, 0, 0.05; their squares sum to 0.05;
        // se = sqrt(5/4 x 0.05) / 4 = 0.0625.
        let costs = sums(&[(1.0, 0.2), (1.0, 0.1), (1.0, 0.4), (1.0, 0.25), (0.0, 0.05)]);
        assert_close(costs.ratio().unwrap(), 0.25);
        assert_close(costs.standard_error().unwrap(), 0.0625);
        assert_interval(costs.interval(), [0.12750225096624662, 0.3724977490337534]);
    }

    #[test]
    fn equal_rows_are_sure_whatever_their_rounding() {
        let costs = sums(&[(1.0, 0.1); 1000]);
        assert_close(costs.standard_error().unwrap(), 0.0);
    }

    #[test]
    fn the_lower_end_is_never_negative() {
        assert_close(sums(&[(1.0, 0.0), (1.0, 0.0), (1.0, 9.0)]).interval().unwrap()[0], 0.0);
    }

    #[test]
    fn too_few_rows_have_no_interval() {
        assert_eq!(sums(&[(1.0, 0.2)]).interval(), None);
        assert_eq!(sums(&[(0.0, 0.2), (0.0, 0.3)]).ratio(), None);
        assert_eq!(RatioSums::default().interval(), None);
    }

    #[test]
    fn a_change_is_judged_by_both_spreads() {
        // Each se is 0.0625 x sqrt 1; d = 0.25, error = sqrt 2 x 0.0625, z = 2.8284: p = 0.004677734981047266 by scipy.
        let before = sums(&[(1.0, 0.2), (1.0, 0.1), (1.0, 0.4), (1.0, 0.25), (0.0, 0.05)]);
        let after = sums(&[(1.0, 0.45), (1.0, 0.35), (1.0, 0.65), (1.0, 0.5), (0.0, 0.05)]);
        assert_close(ratio_difference_p(&before, &after).unwrap(), 0.004677734981047266);
        assert_interval(
            ratio_difference(&before, &after),
            [0.25 - Z95 * 0.0078125_f64.sqrt(), 0.25 + Z95 * 0.0078125_f64.sqrt()],
        );
        assert_close(ratio_difference_p(&before, &before).unwrap(), 1.0);
        assert_close(ratio_difference_p(&sums(&[(1.0, 1.0); 3]), &sums(&[(1.0, 2.0); 3])).unwrap(), 0.0);
    }

    fn rows() -> impl Strategy<Value = Vec<(f64, f64)>> {
        prop::collection::vec((prop::sample::select(vec![0.0, 1.0]), 0.0..50.0_f64), 2..80)
    }

    proptest! {
        #[test]
        fn the_sums_give_the_residuals_of_a_second_pass(rows in rows()) {
            let all = sums(&rows);
            prop_assume!(all.x.value() > 0.0);
            let (ratio, n) = (all.y.value() / all.x.value(), rows.len() as f64);
            let residual: f64 = rows.iter().map(|(x, y)| (y - ratio * x) * (y - ratio * x)).sum();
            let expected = (n / (n - 1.0) * residual).sqrt() / all.x.value();
            prop_assert!((all.standard_error().unwrap() - expected).abs() <= 1e-6 * expected.max(1e-3));
        }

        #[test]
        fn parts_merge_to_the_whole(rows in rows(), cut in 0..80_usize) {
            let (left, right) = rows.split_at(cut.min(rows.len()));
            let mut merged = sums(left);
            merged.merge(&sums(right));
            let whole = sums(&rows);
            prop_assert_eq!(merged.n, whole.n);
            prop_assert_eq!(merged.yy.value(), whole.yy.value());
            prop_assert_eq!(merged.xy.value(), whole.xy.value());
        }
    }
}
