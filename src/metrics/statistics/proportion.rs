//! How sure a rate is.

use super::{Interval, Z95};

/// `k` of `n` rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Rows that count, at most `n`.
    pub k: u64,
    /// All rows.
    pub n: u64,
}

impl Share {
    /// `k / n`, a fraction; none without rows, or where `k` passes `n`.
    pub fn rate(self) -> Option<f64> {
        (self.n > 0 && self.k <= self.n).then(|| self.k as f64 / self.n as f64)
    }

    /// [`wilson`] of it.
    pub fn interval(self) -> Option<Interval> {
        wilson(self.k, self.n)
    }
}

/// Wilson's 95 % score interval of `k / n`, as fractions; none without rows, or where `k` passes `n`.
///
/// `(p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)`. It stays inside 0..1, has its lower end at exactly 0 for `k = 0`
/// and its upper end at exactly 1 for `k = n`. 540 of 1,200 gives 42.2..47.8 % (METRICS section 8).
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212.
pub fn wilson(k: u64, n: u64) -> Option<Interval> {
    let p = Share { k, n }.rate()?;
    let rows = n as f64;
    let z2 = Z95 * Z95;
    let centre = p + z2 / (2.0 * rows);
    let half = Z95 * (p * (1.0 - p) / rows + z2 / (4.0 * rows * rows)).sqrt();
    let scale = 1.0 + z2 / rows;
    let low = if k == 0 { 0.0 } else { ((centre - half) / scale).clamp(0.0, p) };
    let high = if k == n { 1.0 } else { ((centre + half) / scale).clamp(p, 1.0) };
    Some([low, high])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::assert_interval;
    use super::*;

    /// Percent with one decimal, as METRICS section 8 writes intervals.
    fn percent(interval: Option<Interval>) -> [String; 2] {
        interval.unwrap().map(|end| format!("{:.1}", end * 100.0))
    }

    #[test]
    fn metrics_section_8() {
        assert_eq!(percent(wilson(540, 1200)), ["42.2", "47.8"]);
        assert_eq!(percent(wilson(43, 144)), ["23.0", "37.8"]);
        assert_eq!(percent(wilson(9, 43)), ["11.4", "35.2"]);
    }

    #[test]
    fn scipy_agrees() {
        // scipy 1.17: binomtest(k, n).proportion_ci(method="wilson").
        assert_interval(wilson(540, 1200), [0.42205620315847375, 0.47826289690179974]);
        assert_interval(wilson(9, 43), [0.11422834220995602, 0.3520564271073644]);
        assert_interval(wilson(5, 7), [0.3589344518326193, 0.9177810759959432]);
    }

    #[test]
    fn none_and_all_reach_the_ends() {
        assert_interval(wilson(0, 10), [0.0, 0.27753279986288926]);
        assert_interval(wilson(10, 10), [0.7224672001371109, 1.0]);
        assert_eq!(wilson(0, 1).unwrap()[0].to_bits(), 0.0_f64.to_bits());
        assert_eq!(wilson(1, 1).unwrap()[1].to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn no_rows_have_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
        assert_eq!(Share { k: 0, n: 0 }.rate(), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate_and_mirrors(n in 1..10_000_000_u64, part in 0.0..=1.0_f64) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "part is at most 1")]
            let k = ((n as f64 * part) as u64).min(n);
            let [low, high] = wilson(k, n).unwrap();
            let p = k as f64 / n as f64;
            prop_assert!(0.0 <= low && low <= p && p <= high && high <= 1.0 && low < high);
            let [mirrored_low, mirrored_high] = wilson(n - k, n).unwrap();
            prop_assert!((low - (1.0 - mirrored_high)).abs() < 1e-12 && (high - (1.0 - mirrored_low)).abs() < 1e-12);
        }

        #[test]
        fn more_rows_narrow_it(k in 0..1000_u64, more in 0..1000_u64) {
            let n = k + more + 1;
            let width = |[low, high]: Interval| high - low;
            prop_assert!(width(wilson(2 * k, 2 * n).unwrap()) < width(wilson(k, n).unwrap()));
        }
    }
}
