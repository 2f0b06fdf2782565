//! One text and one short hash for equal rules, whatever file they came from.

use crate::model::order::{put_in_order, put_in_order_by};
use std::fmt::Write as _;

use serde_json::{Map, Value};
use xxhash_rust::xxh3::xxh3_64;

use super::{Rules, normal_intent};

/// Rules that merge key by key, so that only their differing keys are written (METRICS section 2).
const MERGED: &[&str] = &["attribution", "cost", "baseline"];

impl Rules {
    /// The rules with every key and text in the one form that comparisons use: texts trimmed, intents in normal form,
    /// currencies in upper case, lists sorted and without repeats; aliases and targets that say nothing are gone.
    #[must_use]
    pub fn normalised(&self) -> Self {
        let mut rules = self.clone();
        rules.eligible_intents =
            self.eligible_intents.iter().map(|(intent, eligible)| (normal_intent(intent), *eligible)).collect();
        for list in [&mut rules.narrow_flows, &mut rules.high_intent_pages] {
            list.iter_mut().for_each(trim);
            put_in_order(list, Ord::cmp);
            list.dedup();
        }
        rules.goal_per_flow.values_mut().for_each(trim);
        for spellings in rules.value_aliases.values_mut() {
            spellings.values_mut().for_each(trim);
            spellings.retain(|from, to| from != to);
        }
        rules.value_aliases.retain(|_, spellings| !spellings.is_empty());
        rules.target_per_intent.retain(|_, targets| !targets.is_empty());
        rules.currency = self.currency.as_ref().map(|code| code.trim().to_uppercase());
        rules.fx = self.fx.iter().map(|(code, rate)| (code.trim().to_uppercase(), *rate)).collect();
        rules
    }

    /// The canonical form: compact JSON of the rules that differ from the defaults, keys sorted, numbers in shortest form.
    ///
    /// The defaults are `{}`. Reading it gives the normalised rules again.
    pub fn canonical(&self) -> String {
        let (own, defaults) = (object_of(&self.normalised()), object_of(&Self::default()));
        let mut text = String::new();
        write_value(&mut text, &Value::Object(differing(&own, &defaults, true)));
        text
    }

    /// Eight hexadecimal digits that stand for the rules on tiles and in links (METRICS section 2): the upper half of XXH3-64
    /// over the canonical form.
    pub fn hash(&self) -> String {
        format!("{:08x}", xxh3_64(self.canonical().as_bytes()) >> 32)
    }
}

fn trim(text: &mut String) {
    *text = text.trim().to_owned();
}

/// The rules as a JSON object.
pub(super) fn object_of(rules: &Rules) -> Map<String, Value> {
    // Rules have text keys alone, so that they always serialise, to an object.
    match serde_json::to_value(rules) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

fn differing(own: &Map<String, Value>, defaults: &Map<String, Value>, at_top: bool) -> Map<String, Value> {
    let changed = own.iter().filter(|(key, value)| defaults.get(*key) != Some(*value));
    let narrowed = changed.map(|(key, value)| match (value, defaults.get(key)) {
        (Value::Object(own), Some(Value::Object(defaults))) if at_top && MERGED.contains(&key.as_str()) => {
            (key.clone(), Value::Object(differing(own, defaults, false)))
        }
        _ => (key.clone(), value.clone()),
    });
    narrowed.collect()
}

fn write_value(text: &mut String, value: &Value) {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<_> = object.iter().collect();
            put_in_order_by(&mut entries, |(key, _)| *key);
            text.push('{');
            for (at, (key, value)) in entries.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_value(text, &Value::String(key.clone()));
                text.push(':');
                write_value(text, value);
            }
            text.push('}');
        }
        Value::Array(list) => {
            text.push('[');
            for (at, value) in list.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write_value(text, value);
            }
            text.push(']');
        }
        Value::Number(number) => {
            // Display of a float is the shortest text that reads back as it: 30, not 30.0. Adding zero makes -0 a 0.
            let written = match number.as_f64() {
                Some(float) if number.is_f64() => write!(text, "{}", float + 0.0),
                _ => write!(text, "{number}"),
            };
            debug_assert!(written.is_ok(), "writing to a text does not fail");
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {
            let written = write!(text, "{value}");
            debug_assert!(written.is_ok(), "writing to a text does not fail");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::AttributionModel;

    fn read(text: &str) -> Rules {
        let (rules, warnings) = Rules::from_json(text).unwrap();
        assert_eq!(warnings, [], "{text}");
        rules
    }

    #[test]
    fn the_defaults_are_an_empty_object() {
        assert_eq!(Rules::default().canonical(), "{}");
        assert_eq!(read("{}").canonical(), "{}");
    }

    #[test]
    fn only_what_differs_is_written_sorted_and_short() {
        let rules = read(
            r#"{"recontact_days": 3.0, "margin": 0.40, "cost": {"platform_monthly": 99, "hourly_rate": null}, "min_n": 30,
                "attribution": {"model": "linear", "window_days": 30}}"#,
        );
        let expected = r#"{"attribution":{"model":"linear"},"cost":{"platform_monthly":99},"margin":0.4,"recontact_days":3}"#;
        assert_eq!(rules.canonical(), expected);
    }

    #[test]
    fn intents_are_written_in_normal_form() {
        assert_eq!(
            read(r#"{"eligible_intents": {"Warranty_Claim": true}}"#).canonical(),
            r#"{"eligible_intents":{"warranty claim":true}}"#
        );
    }

    #[test]
    fn equal_rules_have_equal_hashes_whatever_their_order_and_spelling() {
        let one = read(r#"{"margin": 0.5, "fx": {"EUR": 1.1, "GBP": 1.3}, "currency": "USD", "narrow_flows": ["a", "b"]}"#);
        let other = read(r#"{"narrow_flows": ["b", "a"], "currency": "usd", "fx": {"gbp": 1.30, "eur": 1.1}, "margin": 5e-1}"#);
        assert_eq!(one.hash(), other.hash());
        assert_eq!(one.hash().len(), 8);
        assert_ne!(one.hash(), Rules::default().hash());
        assert_ne!(one.hash(), read(r#"{"margin": 0.6}"#).hash());
    }

    #[test]
    fn an_emptied_map_is_not_the_default_one() {
        let rules = read(r#"{"eligible_intents": {}}"#);
        assert_eq!(rules.canonical(), r#"{"eligible_intents":{}}"#);
        assert_eq!(read(&rules.canonical()), rules);
    }

    fn any_rules() -> impl Strategy<Value = Rules> {
        let money = || prop::option::of(0.0..1e6_f64);
        let names = || prop::collection::vec("[a-z ]{1,3}x", 0..4);
        let intents = prop::collection::btree_map("[A-Za-z_ -]{1,4}z", any::<bool>(), 0..4);
        let numbers = (0.0..=1.0_f64, 1..=3650_u32, 0.1..100.0_f64, prop::sample::select(AttributionModel::ALL));
        (numbers, money(), money(), names(), intents).prop_map(
            |((margin, window_days, half_life_days, model), platform, manual, narrow_flows, eligible_intents)| {
                let mut rules = Rules { margin, manual_cost_per_conversation: manual, narrow_flows, ..Rules::default() };
                rules.attribution = crate::rules::Attribution { model, window_days, half_life_days };
                rules.cost.platform_monthly = platform;
                for (intent, eligible) in eligible_intents {
                    rules.set_eligible(&intent, Some(eligible));
                }
                rules
            },
        )
    }

    proptest! {
        #[test]
        fn reading_the_canonical_form_gives_the_rules_again(rules in any_rules()) {
            let again = read(&rules.canonical());
            prop_assert_eq!(&again, &rules.normalised());
            prop_assert_eq!(again.hash(), rules.hash());
            prop_assert_eq!(read(&serde_json::to_string(&rules).unwrap()).normalised(), again);
        }
    }
}
