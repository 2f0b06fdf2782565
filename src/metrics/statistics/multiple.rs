//! How many of several changes are more than chance.

use crate::model::order::put_in_order;

/// Part of the changes called real that may be chance (METRICS section 6).
const FALSE_DISCOVERY_RATE: f64 = 0.05;

/// Which p-values pass Benjamini-Hochberg at 0.05, in the order given.
///
/// With the p-values sorted, all up to the last with `p(k) <= k / m x 0.05` pass. NaN never passes and counts towards `m`.
///
/// Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate: a practical and powerful approach to multiple testing",
/// JRSS B 57 (1995) 289-300.
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<bool> {
    let mut sorted = p_values.to_vec();
    put_in_order(&mut sorted, f64::total_cmp);
    let tests = p_values.len() as f64;
    let passes = |(at, p): (usize, &f64)| (*p <= (at + 1) as f64 / tests * FALSE_DISCOVERY_RATE).then_some(*p);
    let last = sorted.iter().enumerate().rev().find_map(passes);
    p_values.iter().map(|p| last.is_some_and(|last| *p <= last)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_larger_p_can_carry_smaller_ones() {
        // Limits for four tests: 0.0125, 0.025, 0.0375, 0.05. Sorted 0.02, 0.03, 0.036, 0.2: only the third is below its limit.
        assert_eq!(benjamini_hochberg(&[0.036, 0.2, 0.02, 0.03]), [true, false, true, true]);
    }

    #[test]
    fn benjamini_and_hochbergs_own_example() {
        // 1995, section 4.1: of fifteen p-values the four smallest pass; Bonferroni keeps three.
        let p_values =
            [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        assert_eq!(benjamini_hochberg(&p_values).iter().filter(|passes| **passes).count(), 4);
    }

    #[test]
    fn one_test_is_judged_at_five_percent() {
        assert_eq!(benjamini_hochberg(&[0.05]), [true]);
        assert_eq!(benjamini_hochberg(&[0.0501]), [false]);
        assert_eq!(benjamini_hochberg(&[f64::NAN, 0.01]), [false, true]);
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn order_does_not_matter_and_smaller_is_never_worse(p_values in prop::collection::vec(0.0..0.2_f64, 1..20)) {
            let verdicts = benjamini_hochberg(&p_values);
            let mut backwards = benjamini_hochberg(&p_values.iter().rev().copied().collect::<Vec<_>>());
            backwards.reverse();
            prop_assert_eq!(&verdicts, &backwards);
            for (p, passes) in p_values.iter().zip(&verdicts) {
                for (other, other_passes) in p_values.iter().zip(&verdicts) {
                    prop_assert!(p > other || !other_passes || *passes);
                }
            }
        }
    }
}
