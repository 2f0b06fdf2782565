//! The five models: how one conversion's credit is shared among its touches.

use crate::rules::AttributionModel;

/// Writes the credits of touches in time order; they sum to 1, or are none for no touch. `ages_days` are the days from each
/// touch to the conversion, `half_life_days` the days after which time decay halves a touch.
pub fn credits(model: AttributionModel, ages_days: &[f64], half_life_days: f64, credits: &mut Vec<f64>) {
    let n = ages_days.len();
    credits.clear();
    match model {
        AttributionModel::Last => credits.extend((1..=n).map(|at| f64::from(u8::from(at == n)))),
        AttributionModel::First => credits.extend((0..n).map(|at| f64::from(u8::from(at == 0)))),
        AttributionModel::Linear => credits.resize(n, 1.0 / n as f64),
        AttributionModel::Position => credits.extend((0..n).map(|at| position_credit(at, n))),
        AttributionModel::TimeDecay => {
            // Ages count from the youngest touch: shares stay the same, and very old touches do not underflow to nothing.
            let youngest = ages_days.iter().copied().fold(f64::INFINITY, f64::min);
            credits.extend(ages_days.iter().map(|age| libm::exp2((youngest - age) / half_life_days)));
            let total: f64 = credits.iter().sum();
            credits.iter_mut().for_each(|weight| *weight /= total);
        }
    }
}

/// 1, or halves, or 0.4 at both ends and 0.2 shared between.
fn position_credit(at: usize, n: usize) -> f64 {
    match n {
        1 => 1.0,
        2 => 0.5,
        _ if at == 0 || at + 1 == n => 0.4,
        _ => 0.2 / (n - 2) as f64,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::rules::AttributionModel as Model;

    fn credits(model: Model, ages_days: &[f64], half_life_days: f64) -> Vec<f64> {
        let mut credits = vec![7.0];
        super::credits(model, ages_days, half_life_days, &mut credits);
        credits
    }

    #[test]
    fn three_touches_under_each_model() {
        let ages = [14.0, 7.0, 0.0];
        assert_eq!(credits(Model::Last, &ages, 7.0), [0.0, 0.0, 1.0]);
        assert_eq!(credits(Model::First, &ages, 7.0), [1.0, 0.0, 0.0]);
        assert_eq!(credits(Model::Linear, &ages, 7.0), [1.0 / 3.0; 3]);
        assert_eq!(credits(Model::Position, &ages, 7.0), [0.4, 0.2, 0.4]);
        // Weights 1/4, 1/2 and 1.
        assert_eq!(credits(Model::TimeDecay, &ages, 7.0), [0.25 / 1.75, 0.5 / 1.75, 1.0 / 1.75]);
    }

    proptest! {
        #[test]
        fn credits_of_a_conversion_sum_to_one(ages in prop::collection::vec(0.0..5000.0_f64, 1..40), half_life in 0.1..90.0_f64) {
            for model in Model::ALL {
                let total: f64 = credits(*model, &ages, half_life).iter().sum();
                prop_assert!((total - 1.0).abs() < 1e-9, "{model:?} gives {total}");
            }
        }
    }
}
