//! Honest axes: round ends, three to six ticks.

/// An axis and where its ticks stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Lower end.
    pub low: f64,
    /// Upper end, above `low`.
    pub high: f64,
    /// Values of the ticks, both ends among them.
    pub ticks: Vec<f64>,
}

/// Steps that people count in.
const STEPS: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];

/// The smallest step of 1, 2, 2.5, 5 x 10^k that covers a span in at most `most` parts.
fn step(span: f64, most: f64) -> f64 {
    let raw = span / most;
    // The power of ten below, by multiplication alone: the same on every target.
    let mut power = 1.0;
    while power > raw {
        power /= 10.0;
    }
    while power * 10.0 <= raw {
        power *= 10.0;
    }
    STEPS.into_iter().map(|factor| factor * power).find(|step| *step >= raw * (1.0 - 1e-9)).unwrap_or(power * 10.0)
}

/// An axis with round ends over values from `low` to `high`. It starts at 0 if the values come near it (below a third
/// of the top); where `ceiling` is given (1 for rates), it does not pass it unless a value does.
pub fn nice_axis(low: f64, high: f64, ceiling: Option<f64>) -> Axis {
    let (mut low, mut high) = if low.is_finite() && high.is_finite() && low <= high { (low, high) } else { (0.0, 1.0) };
    if low >= 0.0 && low < high / 3.0 {
        low = 0.0;
    }
    if high - low < high.abs().max(low.abs()) * 1e-6 + 1e-12 {
        // One value alone: room around it.
        let room = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
        high += room;
        low = if low == 0.0 { 0.0 } else { low - room };
    }
    let step = step(high - low, 4.0);
    let first = (low / step + 1e-9).floor();
    let mut last = (high / step - 1e-9).ceil();
    if let Some(ceiling) = ceiling.filter(|ceiling| high <= *ceiling) {
        last = last.min((ceiling / step + 1e-9).floor());
    }
    let mut ticks = Vec::new();
    let mut index = first;
    while index <= last && ticks.len() < 8 {
        ticks.push(index * step);
        index += 1.0;
    }
    let top = ticks.last().copied().unwrap_or(high);
    if top < high * (1.0 - 1e-9) {
        // The ceiling is no multiple of the step: it becomes the last tick.
        ticks.push(ceiling.unwrap_or(high));
    }
    Axis { low: first * step, high: ticks.last().copied().unwrap_or(high), ticks }
}

/// A round upper end for an axis from 0.
pub fn nice_top(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let step = step(value, 1.0);
    if step >= value { step } else { value }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn axes_read_well() {
        let axis = nice_axis(0.39, 0.478, Some(1.0));
        assert!((axis.low - 0.375).abs() < 1e-9 && (axis.high - 0.5).abs() < 1e-9, "{axis:?}");
        assert!(nice_axis(0.05, 0.6, Some(1.0)).low.abs() < 1e-12, "near zero starts at zero");
        assert!(nice_axis(0.5, 0.98, Some(1.0)).high <= 1.0, "a rate's axis ends at 100 %");
        assert!((nice_top(4.5) - 5.0).abs() < 1e-9);
        assert!((nice_top(0.23) - 0.25).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn an_axis_covers_its_values(low in -1e6_f64..1e6, span in 0.0_f64..1e6) {
            let axis = nice_axis(low, low + span, None);
            prop_assert!(axis.low <= low + 1e-6 && axis.high >= low + span - 1e-6, "{axis:?}");
            prop_assert!(axis.low < axis.high);
            prop_assert!((2..=9).contains(&axis.ticks.len()), "{axis:?}");
        }

        #[test]
        fn a_rates_axis_stays_within_its_ceiling(low in 0.0_f64..1.0, part in 0.0_f64..1.0) {
            let high = low + (1.0 - low) * part;
            let axis = nice_axis(low, high, Some(1.0));
            prop_assert!(axis.low <= low + 1e-9 && axis.high >= high - 1e-9 && axis.high <= 1.0 + 1e-9, "{axis:?}");
        }
    }
}
