//! How sure a sum of money is: revenue and gross profit.

use super::{Interval, Sum, Z95, remainder};

/// Sums over persons; a person without revenue is observed as 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneySums {
    /// Persons.
    pub n: u64,
    /// Sum of their amounts.
    pub sum: Sum,
    /// Sum of the squares of their amounts.
    pub squares: Sum,
}

impl MoneySums {
    /// Takes in one person's amount.
    pub fn observe(&mut self, amount: f64) {
        self.n += 1;
        self.sum.add(amount);
        self.squares.add(amount * amount);
    }

    /// Takes in `persons` more persons without any amount.
    pub fn observe_none(&mut self, persons: u64) {
        self.n += persons;
    }

    /// Takes in the persons of another part.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
    }

    /// `z sqrt(n) sd(y)`, sd with n - 1; none for fewer than two persons (METRICS section 6).
    pub fn half_width(&self) -> Option<f64> {
        if self.n < 2 {
            return None;
        }
        let n = self.n as f64;
        let (sum, squares) = (self.sum.value(), self.squares.value());
        let squares_of_mean = sum * sum / n;
        let variance = remainder(squares, squares_of_mean, squares + squares_of_mean) / (n - 1.0);
        Some(Z95 * (n * variance).sqrt())
    }

    /// `total ± z sqrt(n) sd(y)` around a total that may hold amounts of other persons too; the lower end at least 0 unless
    /// the total is negative; none for fewer than two persons.
    pub fn interval_around(&self, total: f64) -> Option<Interval> {
        let half = self.half_width()?;
        let low = total - half;
        Some([if total < 0.0 { low } else { low.max(0.0) }, total + half])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{assert_close, assert_interval};
    use super::*;

    fn own_interval(sums: &MoneySums) -> Option<Interval> {
        sums.interval_around(sums.sum.value())
    }

    fn sums(amounts: &[f64]) -> MoneySums {
        let mut sums = MoneySums::default();
        for amount in amounts {
            sums.observe(*amount);
        }
        sums
    }

    #[test]
    fn eight_customers() {
        // numpy: total and 1.959963984540054 * sqrt(8) * std(ddof=1).
        let amounts = [120.0, 100.0, 110.0, 75.5, 90.0, 130.25, 105.0, 99.0];
        assert_interval(own_interval(&sums(&amounts)), [735.3298302567491, 924.1701697432509]);
    }

    #[test]
    fn persons_without_revenue_count_and_the_lower_end_stays_at_zero() {
        let mut all = sums(&[120.0, 75.5, 310.25]);
        all.observe_none(5);
        assert_interval(own_interval(&all), [0.0, 1114.4034353656896]);
    }

    #[test]
    fn a_loss_may_reach_below_zero() {
        // n 2, total -4, sd sqrt 2: half-width z x 2.
        assert_interval(own_interval(&sums(&[-1.0, -3.0])), [-4.0 - Z95 * 2.0, -4.0 + Z95 * 2.0]);
    }

    #[test]
    fn one_person_has_no_interval_and_equal_persons_have_no_width() {
        assert_eq!(own_interval(&sums(&[5.0])), None);
        let [low, high] = own_interval(&sums(&[0.1; 100])).unwrap();
        assert_close(low, high);
    }

    #[test]
    fn parts_merge_to_the_whole() {
        let mut merged = sums(&[1.0, 2.0]);
        merged.merge(&sums(&[4.0]));
        assert_eq!(merged, sums(&[1.0, 2.0, 4.0]));
    }
}
