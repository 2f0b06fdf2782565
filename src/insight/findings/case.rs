//! A case: a rule in one place with the conditions that must hold for it to fire, and how cases are decided together.

use super::RuleId;
use super::comparison::Comparison;
use crate::metrics::statistics::benjamini_hochberg;
use crate::model::SortedMap;

/// What a condition asks of its comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Real, and risen or larger.
    Rise,
    /// Real, and fallen or smaller.
    Fall,
    /// Not real.
    Flat,
    /// Anything but a real rise.
    NoRise,
    /// Anything but a real fall.
    NoFall,
    /// The level clears its threshold.
    Clear,
}

/// A comparison and what is asked of it.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The comparison; none where there are too few rows, which is neither real nor flat.
    pub comparison: Option<Comparison>,
    /// What is asked.
    pub wants: Wants,
}

/// Shorthand for a condition.
pub fn when(comparison: Option<Comparison>, wants: Wants) -> Condition {
    Condition { comparison, wants }
}

/// A place that is named beside a case if it shows the same.
#[derive(Clone, Debug)]
pub struct Place {
    /// As it is printed, such as `intent=returns`.
    pub name: String,
    /// Its rows.
    pub rows: f64,
    /// All of these must hold; of each list any one.
    pub conditions: Vec<Vec<Condition>>,
}

/// A rule in one place.
#[derive(Clone, Debug)]
pub struct Case {
    /// Which rule.
    pub rule: RuleId,
    /// Where, as `field=value`; none for a whole board.
    pub segment: Option<String>,
    /// All of these must hold; of each list any one.
    pub conditions: Vec<Vec<Condition>>,
    /// Numbers shown beside those of the comparisons.
    pub beside: Vec<(String, f64)>,
    /// Names of places, each shown with its number where the conditions hold there; none of them decides whether the case fires.
    pub places: Vec<Place>,
    /// What may not be a matter of chance: a case without it does not fire, whatever its comparisons say.
    pub holds: bool,
}

impl Case {
    /// A case of a whole board.
    pub fn new(rule: RuleId, conditions: Vec<Condition>) -> Self {
        let conditions = conditions.into_iter().map(|condition| vec![condition]).collect();
        Self { rule, segment: None, conditions, beside: Vec::new(), places: Vec::new(), holds: true }
    }

    /// The case within a segment.
    #[must_use]
    pub fn within(mut self, field: &str, value: &str) -> Self {
        self.segment = Some(format!("{field}={value}"));
        self
    }

    /// One more condition, met by any of a list.
    #[must_use]
    pub fn and_any(mut self, any: Vec<Condition>) -> Self {
        self.conditions.push(any);
        self
    }

    /// Places that are named where they show the same.
    #[must_use]
    pub fn naming(mut self, places: Vec<Place>) -> Self {
        self.places = places;
        self
    }

    /// Chats at stake, with what they would cost by hand; nothing if there are none.
    #[must_use]
    pub fn at_stake(self, chats: Option<f64>, by_hand: impl Fn(f64) -> Option<f64>) -> Self {
        let chats = chats.filter(|chats| *chats > 0.0);
        self.showing("conversations", chats).showing("money", chats.and_then(by_hand))
    }

    /// A number shown beside, if it is known.
    #[must_use]
    pub fn showing(mut self, name: &str, value: Option<f64>) -> Self {
        self.beside.extend(value.map(|value| (name.to_owned(), value)));
        self
    }

    /// A fact that must hold.
    #[must_use]
    pub fn only_if(mut self, holds: bool) -> Self {
        self.holds &= holds;
        self
    }
}

/// A case that fired.
#[derive(Clone, Debug)]
pub struct Fired {
    /// Which rule.
    pub rule: RuleId,
    /// Where.
    pub segment: Option<String>,
    /// The numbers behind it.
    pub evidence: SortedMap<String, f64>,
    /// The largest p-value among the comparisons that it rests on.
    pub p: f64,
}

/// Decides all cases together: Benjamini-Hochberg at 0.05 over every comparison that any of them tests, each once
/// (METRICS section 6).
pub fn decide(cases: Vec<Case>) -> Vec<Fired> {
    let of_places = |case: &Case| case.places.iter().flat_map(|place| place.conditions.clone()).collect::<Vec<_>>();
    let conditions = cases.iter().flat_map(|case| [case.conditions.clone(), of_places(case)].concat()).flatten();
    let conditions: Vec<Condition> = conditions.collect();
    let tested: SortedMap<&str, f64> = conditions
        .iter()
        .filter_map(|condition| condition.comparison.as_ref())
        .map(|comparison| (comparison.name.as_str(), comparison.p))
        .collect();
    let p_values: Vec<f64> = tested.values().copied().collect();
    let real: SortedMap<String, bool> = tested.keys().map(|name| (*name).to_owned()).zip(benjamini_hochberg(&p_values)).collect();
    cases.into_iter().filter_map(|case| fire(case, &real)).collect()
}

fn fire(case: Case, real: &SortedMap<String, bool>) -> Option<Fired> {
    if !case.holds {
        return None;
    }
    let mut fired = Fired { rule: case.rule, segment: case.segment, evidence: SortedMap::new(), p: 0.0 };
    for any in &case.conditions {
        let met: Vec<&Condition> = any.iter().filter(|condition| is_met(condition, real)).collect();
        if met.is_empty() {
            return None;
        }
        for condition in met {
            let Some(comparison) = &condition.comparison else { continue };
            fired.evidence.extend(comparison.evidence.iter().cloned());
            if matches!(condition.wants, Wants::Rise | Wants::Fall | Wants::Clear) {
                fired.p = fired.p.max(comparison.p);
            }
        }
    }
    fired.evidence.extend(case.beside);
    let holds = |place: &Place| place.conditions.iter().all(|any| any.iter().any(|condition| is_met(condition, real)));
    fired.evidence.extend(case.places.into_iter().filter(holds).map(|place| (place.name, place.rows)));
    Some(fired)
}

fn is_met(condition: &Condition, real: &SortedMap<String, bool>) -> bool {
    let Some(comparison) = &condition.comparison else { return false };
    let is_real = real.get(&comparison.name).copied().unwrap_or(false);
    match condition.wants {
        Wants::Rise => is_real && comparison.direction > 0.0,
        Wants::Fall => is_real && comparison.direction < 0.0,
        Wants::Flat => !is_real,
        Wants::NoRise => !(is_real && comparison.direction > 0.0),
        Wants::NoFall => !(is_real && comparison.direction < 0.0),
        Wants::Clear => is_real,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(name: &str, p: f64, direction: f64) -> Comparison {
        Comparison { name: name.to_owned(), p, direction, evidence: vec![(name.to_owned(), direction)] }
    }

    #[test]
    fn every_comparison_counts_once_whoever_asks() {
        // Alone 0.04 passes; as one of two with 0.9 its limit is 0.025.
        let alone = Case::new(RuleId::MixShift, vec![when(Some(comparison("a", 0.04, 1.0)), Wants::Rise)]);
        let again = Case::new(RuleId::SurveyMix, vec![when(Some(comparison("a", 0.04, 1.0)), Wants::Rise)]);
        assert_eq!(decide(vec![alone.clone(), again.clone()]).len(), 2);
        let other = Case::new(RuleId::DeadAir, vec![when(Some(comparison("b", 0.9, 1.0)), Wants::Clear)]);
        assert!(decide(vec![alone, again, other]).is_empty());
    }

    #[test]
    fn flat_is_tested_and_not_real_and_too_few_is_neither() {
        let flat = |of| Case::new(RuleId::CsatFlatDeflectionUp, vec![when(of, Wants::Flat)]);
        assert_eq!(decide(vec![flat(Some(comparison("a", 0.5, 1.0)))]).len(), 1);
        assert!(decide(vec![flat(Some(comparison("a", 0.001, 1.0)))]).is_empty());
        assert!(decide(vec![flat(None)]).is_empty());
    }

    #[test]
    fn a_place_is_named_where_it_shows_the_same_and_decides_nothing() {
        let place = |name: &str, p| Place {
            name: format!("intent={name}"),
            rows: 7.0,
            conditions: vec![vec![when(Some(comparison(name, p, 1.0)), Wants::Clear)]],
        };
        let case = Case::new(RuleId::TrappedUsers, vec![when(Some(comparison("a", 0.001, 1.0)), Wants::Clear)]);
        let fired = decide(vec![case.naming(vec![place("returns", 0.001), place("delivery", 0.9)])]);
        assert_eq!(fired[0].evidence.keys().collect::<Vec<_>>(), ["a", "intent=returns"]);
    }

    #[test]
    fn of_several_ways_one_is_enough_and_only_what_held_is_shown() {
        let case = Case::new(RuleId::TrappingIntent, Vec::new())
            .and_any(vec![
                when(Some(comparison("a", 0.001, 1.0)), Wants::Rise),
                when(Some(comparison("b", 0.9, 1.0)), Wants::Rise),
            ])
            .showing("money", Some(12.0));
        let fired = decide(vec![case]);
        assert_eq!(fired[0].evidence.keys().collect::<Vec<_>>(), ["a", "money"]);
    }
}
