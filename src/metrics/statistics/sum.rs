//! Floating sums whose printed digits do not depend on the order of their terms.

/// A sum held as two doubles, about 32 significant digits: reordering rows, or merging parts in another order, changes
/// nothing that twelve printed digits can show. Error-free additions after D. E. Knuth, "The art of computer
/// programming", volume 2, section 4.2.2.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// A sum of one term.
    pub fn of(term: f64) -> Self {
        Self { high: term, low: 0.0 }
    }

    /// Adds one term.
    pub fn add(&mut self, term: f64) {
        let (high, error) = two_sum(self.high, term);
        let (high, low) = two_sum(high, self.low + error);
        *self = Self { high, low };
    }

    /// Adds all terms of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.add(other.high);
        self.add(other.low);
    }

    /// The sum as one double.
    pub fn value(&self) -> f64 {
        self.high + self.low
    }
}

/// The rounded sum and what rounding took.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the sums are to be equal to the last bit")]
mod tests {
    use proptest::prelude::*;

    use super::Sum;

    fn sum(terms: &[f64]) -> Sum {
        let mut sum = Sum::default();
        for term in terms {
            sum.add(*term);
        }
        sum
    }

    #[test]
    fn what_a_double_would_lose_is_kept() {
        assert_eq!(sum(&[1e16, 1.0, -1e16]).value(), 1.0);
        assert_eq!(sum(&[0.1; 10]).value(), 1.0);
    }

    proptest! {
        #[test]
        fn order_and_parts_change_nothing(mut terms in prop::collection::vec(0.0..1e6_f64, 0..200), cut in any::<prop::sample::Index>()) {
            let expected = sum(&terms).value();
            let (first, second) = terms.split_at(if terms.is_empty() { 0 } else { cut.index(terms.len()) });
            let mut merged = sum(second);
            merged.merge(&sum(first));
            prop_assert_eq!(merged.value(), expected);
            terms.sort_by(f64::total_cmp);
            prop_assert_eq!(sum(&terms).value(), expected);
        }
    }
}
