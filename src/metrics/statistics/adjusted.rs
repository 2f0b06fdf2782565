//! What the satisfaction rate would be if every kind of conversation had answered the survey alike.

use super::{Interval, Z95};
use crate::model::SortedMap;

/// Conversations of one kind: one intent with one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum<O> {
    /// Its outcome, from which it takes the rate if nobody of it answered.
    pub outcome: O,
    /// Conversations of H in it: its weight.
    pub conversations: u64,
    /// Positive answers.
    pub positive: u64,
    /// Answers.
    pub responses: u64,
}

/// A standardised rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjusted<O> {
    /// The rate, a fraction; none if nobody answered at all.
    pub value: Option<f64>,
    /// Its 95 % interval, within 0..1.
    pub interval: Option<Interval>,
    /// Outcomes with conversations but without any answer, in order: they are in no part of the rate.
    pub dropped: Vec<O>,
}

/// Direct standardisation: the mean of the strata's positive rates, weighted by their shares of the conversations
/// (METRICS section 4, "Adjusted CSAT").
///
/// A stratum without answers takes rate and number of answers of its outcome; an outcome without answers is dropped, and the
/// weights of the others are scaled up to 1. `se² = sum w² p (1-p) / n` (METRICS section 6), interval `value ± z se`.
/// With 70 % FAQ at 74/80 and 30 % refunds at 11/20 the raw rate is 85.0 %, the adjusted 81.25 % (METRICS section 8).
pub fn standardise<O: Ord + Clone>(strata: &[Stratum<O>]) -> Adjusted<O> {
    let mut outcomes: SortedMap<&O, (u64, u64, u64)> = SortedMap::new();
    for stratum in strata {
        let (conversations, positive, responses) = outcomes.entry(&stratum.outcome).or_default();
        *conversations += stratum.conversations;
        *positive += stratum.positive;
        *responses += stratum.responses;
    }
    let (mut kept, mut dropped) = (0, Vec::new());
    for (outcome, (conversations, _, responses)) in &outcomes {
        if *responses > 0 {
            kept += conversations;
        } else if *conversations > 0 {
            dropped.push((*outcome).clone());
        }
    }
    if kept == 0 {
        return Adjusted { value: None, interval: None, dropped };
    }
    let (mut value, mut variance) = (0.0, 0.0);
    for stratum in strata {
        let (positive, responses) = if stratum.responses > 0 {
            (stratum.positive, stratum.responses)
        } else {
            outcomes.get(&stratum.outcome).map_or((0, 0), |(_, positive, responses)| (*positive, *responses))
        };
        if responses == 0 {
            continue;
        }
        let weight = stratum.conversations as f64 / kept as f64;
        let rate = positive as f64 / responses as f64;
        value += weight * rate;
        variance += weight * weight * rate * (1.0 - rate) / responses as f64;
    }
    // Weights that are rounded may add up to a little more than 1.
    let value = value.clamp(0.0, 1.0);
    let half = Z95 * variance.sqrt();
    Adjusted { value: Some(value), interval: Some([(value - half).max(0.0), (value + half).min(1.0)]), dropped }
}

#[cfg(test)]
mod tests {
    use super::super::{assert_close, assert_interval};
    use super::*;

    fn stratum(outcome: &str, conversations: u64, positive: u64, responses: u64) -> Stratum<&str> {
        Stratum { outcome, conversations, positive, responses }
    }

    #[test]
    fn metrics_section_8() {
        let week_a = standardise(&[stratum("completed", 70, 74, 80), stratum("completed", 30, 11, 20)]);
        let week_b = standardise(&[stratum("completed", 70, 37, 40), stratum("completed", 30, 35, 60)]);
        assert_close(week_a.value.unwrap(), 0.8125);
        assert_close(week_b.value.unwrap(), 0.8225);
    }

    #[test]
    fn the_interval_weighs_each_stratum_by_its_square() {
        // se² = 0.49 x 0.925 x 0.075 / 80 + 0.09 x 0.55 x 0.45 / 20 = 0.00042492... + 0.00111375.
        let adjusted = standardise(&[stratum("completed", 70, 74, 80), stratum("completed", 30, 11, 20)]);
        let half = Z95 * (0.49 * 0.925 * 0.075 / 80.0 + 0.09 * 0.55 * 0.45 / 20.0_f64).sqrt();
        assert_interval(adjusted.interval, [0.8125 - half, 0.8125 + half]);
    }

    #[test]
    fn a_silent_stratum_takes_its_outcomes_rate() {
        // Completed: 6 of 10 in one intent, nobody in the other; escalated 1 of 2. (60 x 0.6 + 20 x 0.6 + 20 x 0.5) / 100.
        let strata = [stratum("completed", 60, 6, 10), stratum("completed", 20, 0, 0), stratum("escalated", 20, 1, 2)];
        let adjusted = standardise(&strata);
        assert_close(adjusted.value.unwrap(), 0.58);
        assert_eq!(adjusted.dropped, Vec::<&str>::new());
    }

    #[test]
    fn a_silent_outcome_is_dropped_and_named() {
        let strata = [stratum("unknown", 0, 0, 0), stratum("completed", 60, 6, 10), stratum("abandoned", 40, 0, 0)];
        let adjusted = standardise(&strata);
        assert_close(adjusted.value.unwrap(), 0.6);
        assert_eq!(adjusted.dropped, ["abandoned"]);
    }

    #[test]
    fn without_answers_there_is_no_rate() {
        assert_eq!(standardise::<&str>(&[]), Adjusted { value: None, interval: None, dropped: vec![] });
        assert_eq!(standardise(&[stratum("completed", 5, 0, 0)]).value, None);
    }
}
