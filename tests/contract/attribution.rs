//! METRICS section 5: one order, a chat three weeks before it and an advertisement the day before.

use std::collections::BTreeMap;

use botworth::rules::{AttributionModel, Rules};

use super::load::scored;

#[test]
fn every_model_and_window_has_its_own_line() {
    let card = scored(
        &[
            ("conversations.csv", "conversation_id,started_at,user_id,engaged\nc1,2026-03-01T10:00:00Z,u1,true\n"),
            ("touches.csv", "at,user_id,source\n2026-03-21T10:00:00Z,u1,ads\n"),
            ("revenue.csv", "order_id,at,amount,user_id,currency\no1,2026-03-22T10:00:00Z,100,u1,USD\n"),
        ],
        &Rules::default(),
    );
    let told: BTreeMap<(AttributionModel, u32), [Option<f64>; 3]> = card
        .attribution
        .iter()
        .map(|line| ((line.model, line.window_days), [line.attributed, line.influenced, line.sourced]))
        .collect();
    assert_eq!(told.len(), 5 * 3);
    for model in AttributionModel::ALL {
        assert_eq!(told[&(*model, 7)], [Some(0.0); 3], "the chat lies outside a week: {model:?}");
    }
    // The chat is the first of two touches, 21 days old; the other one is a day old: 2^(-20/7) to 1 under a half-life of a week.
    let decayed = 1.0 / (1.0 + 2_f64.powf(20.0 / 7.0));
    for window in [30, 90] {
        for (model, share) in [
            (AttributionModel::Last, 0.0),
            (AttributionModel::First, 1.0),
            (AttributionModel::Linear, 0.5),
            (AttributionModel::Position, 0.5),
            (AttributionModel::TimeDecay, decayed),
        ] {
            let [attributed, influenced, sourced] = told[&(model, window)].map(Option::unwrap);
            assert!((attributed - 100.0 * share).abs() < 1e-9, "{model:?} {window}: {attributed}");
            assert_eq!((influenced, sourced), (100.0, 100.0));
        }
    }
}
