//! One comparison that findings may test: a change between two periods, two groups side by side, or a level against a
//! threshold. Each has a p-value, a direction and the numbers that are shown as evidence.

use crate::metrics::statistics::{
    Interval, RatioSums, Share, Z95, binomial::fair_cdf, counts_p, mann_whitney_p, median_of, newcombe, pooled_p,
    ratio_difference, ratio_difference_p, two_sided_p,
};
use crate::model::had;

/// A named number.
pub type Named = (String, f64);

/// A comparison with its test.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Equal comparisons have equal names: each is tested once, however many rules ask.
    pub name: String,
    /// Two-sided p-value; 1 for a level on the other side of its threshold.
    pub p: f64,
    /// Above 0 if it rose or is larger, below 0 if it fell or is smaller.
    pub direction: f64,
    /// The numbers, as they are printed.
    pub evidence: Vec<Named>,
}

/// Which side of a threshold a level must clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The whole interval above.
    Above,
    /// The whole interval below.
    Below,
}

impl Comparison {
    fn new(name: &str, p: Option<f64>, direction: f64, evidence: &[(&str, Option<f64>)]) -> Option<Self> {
        let named = |(what, value): &(&str, Option<f64>)| Some((join(name, what), (*value)?));
        Some(Self { name: name.to_owned(), p: p?, direction, evidence: evidence.iter().filter_map(named).collect() })
    }

    /// A rate in two periods or groups: pooled two-proportion z, Newcombe's interval. None below `min_n` rows.
    pub fn of_rates(name: &str, sides: [&str; 2], before: Share, after: Share, min_n: u64) -> Option<Self> {
        if before.n < min_n || after.n < min_n {
            return None;
        }
        let (p1, p2) = (before.rate()?, after.rate()?);
        let difference = newcombe(before, after);
        Self::new(
            name,
            pooled_p(before, after),
            p2 - p1,
            &[
                (sides[0], Some(p1)),
                (sides[1], Some(p2)),
                ("change_low", difference.map(|[low, _]| low)),
                ("change_high", difference.map(|[_, high]| high)),
                ("n", Some(after.n as f64)),
            ],
        )
    }

    /// A ratio of sums in two periods: z on the linearised difference.
    pub fn of_ratios(name: &str, before: &RatioSums, after: &RatioSums, min_n: u64) -> Option<Self> {
        if before.n < min_n || after.n < min_n {
            return None;
        }
        let (from, to) = (before.ratio()?, after.ratio()?);
        let difference = ratio_difference(before, after);
        Self::new(
            name,
            ratio_difference_p(before, after),
            to - from,
            &[
                ("before", Some(from)),
                ("after", Some(to)),
                ("change_low", difference.map(|[low, _]| low)),
                ("change_high", difference.map(|[_, high]| high)),
                ("n", Some(after.n as f64)),
            ],
        )
    }

    /// Values in two periods: Mann-Whitney with ties; the direction is that of the medians.
    pub fn of_values(name: &str, mut before: Vec<f64>, mut after: Vec<f64>, min_n: u64) -> Option<Self> {
        if (before.len() as u64) < min_n || (after.len() as u64) < min_n {
            return None;
        }
        let p = mann_whitney_p(&before, &after);
        let (from, to) = (median_of(&mut before)?, median_of(&mut after)?);
        Self::new(
            name,
            p,
            to.value - from.value,
            &[
                ("before", Some(from.value)),
                ("after", Some(to.value)),
                ("after_low", to.interval.map(|[low, _]| low)),
                ("after_high", to.interval.map(|[_, high]| high)),
                ("n", Some(after.len() as f64)),
            ],
        )
    }

    /// Counts of two periods of equally many days: the exact binomial.
    pub fn of_counts(name: &str, before: u64, after: u64, min_n: u64) -> Option<Self> {
        if before < min_n || after < min_n {
            return None;
        }
        let (from, to) = (before as f64, after as f64);
        Self::new(name, Some(counts_p(before, after)), to - from, &[("before", Some(from)), ("after", Some(to))])
    }

    /// Two values with 95 % intervals of the normal kind: z on their difference.
    pub fn of_estimates(name: &str, before: (f64, Interval), after: (f64, Interval)) -> Option<Self> {
        // An end that is cut at 0 or 1 is the shorter one.
        let error = |(value, [low, high]): (f64, Interval)| (value - low).max(high - value) / Z95;
        let (first, second) = (error(before), error(after));
        let se = (first * first + second * second).sqrt();
        let difference = after.0 - before.0;
        // Beyond numbers: nothing can be said of it.
        had(se).and(had(difference))?;
        let p = if se > 0.0 { two_sided_p(difference / se) } else { f64::from(u8::from(difference == 0.0)) };
        Self::new(
            name,
            Some(p),
            difference,
            &[
                ("before", Some(before.0)),
                ("after", Some(after.0)),
                ("change_low", Some(difference - Z95 * se)),
                ("change_high", Some(difference + Z95 * se)),
            ],
        )
    }

    /// A rate against a threshold. Wilson's interval clears it exactly where this p-value is below 5 %: it is the score
    /// test that the interval inverts.
    pub fn of_level(name: &str, share: Share, threshold: f64, side: Side, min_n: u64) -> Option<Self> {
        if share.n < min_n {
            return None;
        }
        let rate = share.rate()?;
        let distance = signed(rate - threshold, side);
        let se = (threshold * (1.0 - threshold) / share.n as f64).sqrt();
        let p = if distance > 0.0 && se > 0.0 { two_sided_p(distance / se) } else { 1.0 };
        let interval = share.interval();
        let tested = threshold_name(name, threshold, side);
        let evidence = [
            (name.to_owned(), rate),
            (join(name, "low"), interval.map_or(rate, |[low, _]| low)),
            (join(name, "high"), interval.map_or(rate, |[_, high]| high)),
            (join(name, "n"), share.n as f64),
            (join(name, "threshold"), threshold),
        ];
        Some(Self { name: tested, p, direction: rate - threshold, evidence: evidence.into() })
    }

    /// Two rates whose difference must clear a margin: `after - before` below `margin`. The standard error is that of
    /// Newcombe's interval towards the margin, so that the interval clears it exactly where p is below 5 %.
    pub fn of_margin(name: &str, sides: [&str; 2], before: Share, after: Share, margin: f64, min_n: u64) -> Option<Self> {
        let rates = Self::of_rates(name, sides, before, after, min_n)?;
        let difference = rates.direction;
        let [_, high] = newcombe(before, after)?;
        let se = (high - difference) / Z95;
        let p = if difference < margin && se > 0.0 { two_sided_p((margin - difference) / se) } else { 1.0 };
        Some(Self { name: threshold_name(name, margin, Side::Below), p, direction: difference - margin, ..rates })
    }

    /// A median against a threshold: the sign test, which the interval of order statistics inverts.
    pub fn of_median_above(name: &str, mut values: Vec<f64>, threshold: f64, min_n: u64) -> Option<Self> {
        let n = values.len() as u64;
        if n < min_n {
            return None;
        }
        let below = values.iter().filter(|value| **value < threshold).count() as u64;
        let median = median_of(&mut values)?;
        let p = if median.value > threshold { (2.0 * fair_cdf(below, n)).min(1.0) } else { 1.0 };
        let evidence = [
            (name.to_owned(), Some(median.value)),
            (join(name, "low"), median.interval.map(|[low, _]| low)),
            (join(name, "high"), median.interval.map(|[_, high]| high)),
            (join(name, "n"), Some(n as f64)),
            (join(name, "threshold"), Some(threshold)),
        ];
        Some(Self {
            name: threshold_name(name, threshold, Side::Above),
            p,
            direction: median.value - threshold,
            evidence: evidence.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
        })
    }

    /// The same comparison within one segment.
    #[must_use]
    pub fn within(mut self, segment: &str) -> Self {
        self.name = format!("{} {segment}", self.name);
        self
    }
}

fn signed(distance: f64, side: Side) -> f64 {
    match side {
        Side::Above => distance,
        Side::Below => -distance,
    }
}

fn join(name: &str, what: &str) -> String {
    format!("{name}_{what}")
}

fn threshold_name(name: &str, threshold: f64, side: Side) -> String {
    format!("{name} {} {threshold}", if side == Side::Above { "above" } else { "below" })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_level_passes_exactly_where_its_interval_clears(k in 0_u64..400, more in 0_u64..400, threshold in 0.01..0.99_f64) {
            let share = Share { k, n: k + more + 30 };
            let [low, high] = share.interval().unwrap();
            let p = |side| Comparison::of_level("x", share, threshold, side, 30).unwrap().p;
            // Away from the very edge, where roundings decide.
            if (low - threshold).abs() > 1e-9 && (high - threshold).abs() > 1e-9 {
                prop_assert_eq!(p(Side::Above) < 0.05, low > threshold);
                prop_assert_eq!(p(Side::Below) < 0.05, high < threshold);
            }
        }

        #[test]
        fn a_median_passes_only_where_its_interval_clears(values in prop::collection::vec(0..40_u32, 30..120)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let [low, _] = median_of(&mut values.clone()).unwrap().interval.unwrap();
            let p = Comparison::of_median_above("x", values, 18.5, 30).unwrap().p;
            prop_assert_eq!(p <= 0.05, low > 18.5);
        }
    }

    #[test]
    fn a_margin_is_cleared_where_newcombes_interval_is_below_it() {
        // 240/400 against 360/400: -30 points, high end by Newcombe -24.3.
        let (human, bot) = (Share { k: 360, n: 400 }, Share { k: 240, n: 400 });
        let p = |margin| Comparison::of_margin("csat", ["human", "bot"], human, bot, margin, 30).unwrap().p;
        let [_, high] = newcombe(human, bot).unwrap();
        assert!(p(high + 0.001) < 0.05 && p(high - 0.001) > 0.05);
        assert!(p(-0.5) > 0.99);
    }

    #[test]
    fn too_few_rows_are_no_comparison() {
        let few = Share { k: 3, n: 29 };
        let enough = Share { k: 3, n: 30 };
        assert_eq!(Comparison::of_rates("x", ["before", "after"], few, enough, 30), None);
        assert_eq!(Comparison::of_level("x", few, 0.5, Side::Below, 30), None);
        assert_eq!(Comparison::of_counts("x", 29, 100, 30), None);
    }
}
