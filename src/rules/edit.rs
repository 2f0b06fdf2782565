//! One rule changed by what a person typed, read and checked as a rules file is, and rules as a person would type them.
//!
//! Knows neither form nor words: a rule is named by its path, as `cost`, `platform_monthly` or `flow_kind`, `help`.

use crate::model::SortedMap;

use serde_json::{Map, Value, json};

use super::canonical::object_of;
use super::parse::{shown, whole};
use super::{Allowed, Derived, RuleFault, Rules, RulesError, normal_intent, parse_amount};

/// The keys that lead to a rule.
pub type RulePath = Vec<String>;

/// How a rule is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typing {
    /// As it stands.
    Text,
    /// A number as it stands.
    Amount,
    /// A fraction, typed in per cent.
    Share,
    /// `yes` or `no`.
    YesNo,
    /// Whether the last key is in a list.
    Member,
    /// `25-40 watch, 40-60 good`; per cent where the flag is set.
    Bands(bool),
    /// `mon tue 09:00 18:00`.
    Hours,
}

/// Metrics whose values are no fractions.
const NO_RATES: &[&str] = &["session_length", "first_useful_answer", "cost_per_interaction", "attributed_revenue"];

/// How the rule at a path is typed; none where there is no rule.
fn typing_of(path: &[String]) -> Option<Typing> {
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    Some(match keys.as_slice() {
        [
            "time_zone" | "week_start" | "launched_on" | "conversion_kind" | "currency" | "roi_basis" | "fallback_basis"
            | "quality_stage",
        ]
        | ["attribution", "model"]
        | ["flow_kind" | "channel_kind" | "goal_per_flow", _]
        | ["value_aliases", _, _] => Typing::Text,
        ["assisted_share" | "margin"] | ["baseline", "human_csat" | "form_conversion" | "form_lead_quality" | "form_booking"] => {
            Typing::Share
        }
        ["eligible_intents", _] => Typing::YesNo,
        ["narrow_flows" | "high_intent_pages", _] => Typing::Member,
        ["business_hours"] => Typing::Hours,
        ["bands", metric] => Typing::Bands(!NO_RATES.contains(metric)),
        ["target_per_intent", _, metric] if !NO_RATES.contains(metric) => Typing::Share,
        ["target_per_intent", _, _] | ["fx" | "csat_positive" | "cost", _] | ["baseline", "human_first_answer_s"] => {
            Typing::Amount
        }
        ["attribution", "window_days" | "half_life_days"]
        | [
            "session_gap_minutes"
            | "engaged_min_user_turns"
            | "manual_cost_per_conversation"
            | "handoff_saving_per_conversation"
            | "lead_link_hours"
            | "maturity_days"
            | "recontact_days"
            | "min_n"
            | "suppress_below",
        ] => Typing::Amount,
        _ => return None,
    })
}

impl Rules {
    /// The rules with one of them as typed; empty takes the default, or takes the entry out of a list or map. The fault names what
    /// may stand there, in the unit in which it is typed.
    pub fn edited(&self, path: &[String], typed: &str) -> Result<Self, RuleFault> {
        let fault = |allowed| RuleFault { rule: path.join("."), value: shown(&json!(typed)), allowed };
        let typing = typing_of(path).ok_or_else(|| fault(Allowed::Object))?;
        let value = value_of(typing, typed.trim()).map_err(fault)?;
        let mut object = object_of(&self.normalised());
        let mut path = path.to_vec();
        if let [rule, intent] = path.as_mut_slice()
            && rule == "eligible_intents"
        {
            *intent = normal_intent(intent);
        }
        put(&mut object, &path, typing, value);
        match Self::from_json(&Value::Object(object).to_string()) {
            Ok((rules, _)) => Ok(rules),
            Err(RulesError::Invalid(faults)) => {
                let allowed = faults.first().map_or(Allowed::Object, |fault| fault.allowed);
                Err(fault(in_typed_unit(allowed, typing)))
            }
            Err(_) => Err(fault(Allowed::Object)),
        }
    }

    /// Every rule that says something, as a person would type it.
    pub fn as_typed(&self) -> SortedMap<RulePath, String> {
        let mut typed = SortedMap::new();
        collect(&mut typed, &mut Vec::new(), &Value::Object(object_of(&self.normalised())));
        typed
    }
}

impl Derived {
    /// What the data decided, by the paths of the rules that were silent.
    pub fn as_typed(&self) -> SortedMap<RulePath, String> {
        let mut typed = SortedMap::new();
        // Text keys alone: this always serialises.
        collect(&mut typed, &mut Vec::new(), &serde_json::to_value(self).unwrap_or_default());
        typed
    }
}

/// An allowed range of fractions, typed in per cent.
fn in_typed_unit(allowed: Allowed, typing: Typing) -> Allowed {
    match (allowed, typing) {
        (Allowed::Between(least, most), Typing::Share) => Allowed::Between(least * 100.0, most * 100.0),
        (allowed, _) => allowed,
    }
}

/// What was typed as JSON; null where nothing was.
fn value_of(typing: Typing, typed: &str) -> Result<Value, Allowed> {
    if typed.is_empty() {
        return Ok(Value::Null);
    }
    let number = |typed: &str| parse_amount(typed).ok().flatten();
    match typing {
        Typing::Text => Ok(json!(typed)),
        Typing::Amount => number(typed).map(|amount| json!(amount)).ok_or(Allowed::AtLeastZero),
        Typing::Share => share_of(typed).map(|share| json!(share)).ok_or(Allowed::Between(0.0, 100.0)),
        Typing::YesNo => match typed {
            "yes" => Ok(json!(true)),
            "no" => Ok(json!(false)),
            _ => Err(Allowed::TrueOrFalse),
        },
        Typing::Member => Ok(json!(true)),
        Typing::Bands(is_rate) => bands_of(typed, is_rate).ok_or(Allowed::Bands),
        Typing::Hours => hours_of(typed).ok_or(Allowed::Weekdays),
    }
}

/// A fraction typed in per cent: rounded so that 29.9 is 0.299 and no more.
fn share_of(typed: &str) -> Option<f64> {
    let amount = parse_amount(typed.trim_end_matches(['%', '％'])).ok().flatten()?;
    Some((amount * 1e10).round() / 1e12)
}

/// `mon tue 09:00 18:00`; no day at all is unset.
fn hours_of(typed: &str) -> Option<Value> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let (days, clocks) = words.split_at(words.len().checked_sub(2)?);
    let [from, to] = clocks else { return None };
    Some(if days.is_empty() { Value::Null } else { json!({"days": days, "from": from, "to": to}) })
}

/// What bands are called in Japanese, where the form asks for them.
const BAND_WORDS: [(&str, &str); 3] = [("良好", "good"), ("注意", "watch"), ("弱い", "weak")];

/// `25-40 watch, 40-60 good`.
fn bands_of(typed: &str, is_rate: bool) -> Option<Value> {
    let bands = typed.split([',', ';', '、', '，', '\n']).map(str::trim).filter(|band| !band.is_empty());
    let band = |band: &str| {
        let (ends, word) = band.rsplit_once(char::is_whitespace)?;
        let (low, high) = ends.split_once(['-', '–', '〜', '~'])?;
        let word = BAND_WORDS.iter().find(|(japanese, _)| *japanese == word).map_or(word, |(_, word)| word);
        let end = |typed: &str| if is_rate { share_of(typed.trim()) } else { parse_amount(typed).ok().flatten() };
        Some(json!([end(low)?, end(high)?, word]))
    };
    bands.map(band).collect::<Option<Vec<Value>>>().map(Value::Array)
}

/// Puts a value where a path leads; null takes it out, and with it maps that it leaves empty but for those at the top.
fn put(object: &mut Map<String, Value>, path: &[String], typing: Typing, value: Value) {
    let [key, rest @ ..] = path else { return };
    match (rest, object.get_mut(key)) {
        ([], _) if value.is_null() => drop(object.remove(key)),
        ([], _) => drop(object.insert(key.clone(), value)),
        ([member], Some(Value::Array(list))) if typing == Typing::Member => {
            list.retain(|other| other != member);
            if !value.is_null() {
                list.push(json!(member));
            }
        }
        (rest, Some(Value::Object(inner))) => {
            put(inner, rest, typing, value);
            // Of a map within a map nothing is left to say.
            if let [inner_key, _, ..] = rest
                && inner.get(inner_key).and_then(Value::as_object).is_some_and(Map::is_empty)
            {
                inner.remove(inner_key);
            }
        }
        (rest, _) => {
            let mut inner = Map::new();
            put(&mut inner, rest, typing, value);
            if !inner.is_empty() {
                object.insert(key.clone(), Value::Object(inner));
            }
        }
    }
}

fn collect(typed: &mut SortedMap<RulePath, String>, path: &mut RulePath, value: &Value) {
    if let Some(typing) = typing_of(path) {
        if let Some(text) = text_of(typing, value) {
            typed.insert(path.clone(), text);
        }
        return;
    }
    let mut into = |key: &str, value: &Value| {
        path.push(key.to_owned());
        collect(typed, path, value);
        path.pop();
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| into(key, value)),
        Value::Array(list) => list.iter().filter_map(Value::as_str).for_each(|member| into(member, &Value::Bool(true))),
        _ => {}
    }
}

fn text_of(typing: Typing, value: &Value) -> Option<String> {
    match typing {
        Typing::Text => value.as_str().map(str::to_owned),
        Typing::Amount => value.as_f64().map(|amount| amount_text(value, amount)),
        Typing::Share => value.as_f64().map(per_cent),
        Typing::YesNo => value.as_bool().map(|is| if is { "yes" } else { "no" }.to_owned()),
        Typing::Member => Some("yes".to_owned()),
        Typing::Bands(is_rate) => {
            let band = |band: &Value| {
                let (low, high) = (band.get(0)?, band.get(1)?);
                let end = |value: &Value| value.as_f64().map(|end| if is_rate { per_cent(end) } else { amount_text(value, end) });
                Some(format!("{}-{} {}", end(low)?, end(high)?, band.get(2)?.as_str()?))
            };
            Some(value.as_array()?.iter().filter_map(band).collect::<Vec<_>>().join(", "))
        }
        Typing::Hours => {
            let days: Vec<&str> = value.get("days")?.as_array()?.iter().filter_map(Value::as_str).collect();
            Some([days.as_slice(), &[value.get("from")?.as_str()?, value.get("to")?.as_str()?]].concat().join(" "))
        }
    }
}

/// Display of a float is the shortest text that reads back as it.
fn amount_text(value: &Value, amount: f64) -> String {
    whole(value).map_or_else(|| amount.to_string(), |whole| whole.to_string())
}

/// A fraction in per cent, at most ten digits after the point.
fn per_cent(share: f64) -> String {
    ((share * 1e12).round() / 1e10).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(keys: &[&str]) -> RulePath {
        keys.iter().map(|key| (*key).to_owned()).collect()
    }

    fn edited(rules: &Rules, keys: &[&str], typed: &str) -> Rules {
        rules.edited(&path(keys), typed).unwrap()
    }

    #[test]
    fn every_rule_can_be_typed_and_taken_back() {
        let cases: &[(&[&str], &str, &str)] = &[
            (&["time_zone"], "Europe/Berlin", r#"{"time_zone":"Europe/Berlin"}"#),
            (&["week_start"], "sunday", r#"{"week_start":"sunday"}"#),
            (&["session_gap_minutes"], "45", r#"{"session_gap_minutes":45}"#),
            (&["engaged_min_user_turns"], "2", r#"{"engaged_min_user_turns":2}"#),
            (&["flow_kind", "help"], "faq", r#"{"flow_kind":{"help":"faq"}}"#),
            (&["narrow_flows", "help"], "yes", r#"{"narrow_flows":["help"]}"#),
            (&["high_intent_pages", "/pricing"], "yes", r#"{"high_intent_pages":["/pricing"]}"#),
            (&["launched_on"], "2026-03-01", r#"{"launched_on":"2026-03-01"}"#),
            (&["channel_kind", "line"], "messenger", r#"{"channel_kind":{"line":"messenger"}}"#),
            (&["value_aliases", "source", "adwords"], "google", r#"{"value_aliases":{"source":{"adwords":"google"}}}"#),
            (
                &["target_per_intent", "billing", "deflection_rate"],
                "15",
                r#"{"target_per_intent":{"billing":{"deflection_rate":0.15}}}"#,
            ),
            (
                &["target_per_intent", "billing", "session_length"],
                "6",
                r#"{"target_per_intent":{"billing":{"session_length":6}}}"#,
            ),
            (
                &["bands", "deflection_rate"],
                "25–40 watch, 40–60 good",
                r#"{"bands":{"deflection_rate":[[0.25,0.4,"watch"],[0.4,0.6,"good"]]}}"#,
            ),
            (&["bands", "csat"], "60-80 注意、80-100 良好", r#"{"bands":{"csat":[[0.6,0.8,"watch"],[0.8,1,"good"]]}}"#),
            (&["bands", "session_length"], "4-8 good", r#"{"bands":{"session_length":[[4,8,"good"]]}}"#),
            (&["goal_per_flow", "demo"], "meeting", r#"{"goal_per_flow":{"demo":"meeting"}}"#),
            (&["conversion_kind"], "purchase", r#"{"conversion_kind":"purchase"}"#),
            (&["attribution", "model"], "linear", r#"{"attribution":{"model":"linear"}}"#),
            (&["attribution", "window_days"], "90", r#"{"attribution":{"window_days":90}}"#),
            (&["attribution", "half_life_days"], "3.5", r#"{"attribution":{"half_life_days":3.5}}"#),
            (&["roi_basis"], "sourced", r#"{"roi_basis":"sourced"}"#),
            (&["assisted_share"], "50 %", r#"{"assisted_share":0.5}"#),
            (&["margin"], "29.9", r#"{"margin":0.299}"#),
            (&["currency"], "eur", r#"{"currency":"EUR"}"#),
            (&["fx", "GBP"], "1.17", r#"{"fx":{"GBP":1.17}}"#),
            (&["cost", "platform_monthly"], "1,200", r#"{"cost":{"platform_monthly":1200}}"#),
            (&["manual_cost_per_conversation"], "4,50", r#"{"manual_cost_per_conversation":4.5}"#),
            (&["handoff_saving_per_conversation"], "1", r#"{"handoff_saving_per_conversation":1}"#),
            (
                &["business_hours"],
                "mon fri 09:00 18:00",
                r#"{"business_hours":{"days":["mon","fri"],"from":"09:00","to":"18:00"}}"#,
            ),
            (&["baseline", "human_csat"], "84", r#"{"baseline":{"human_csat":0.84}}"#),
            (&["baseline", "human_first_answer_s"], "90", r#"{"baseline":{"human_first_answer_s":90}}"#),
            (&["fallback_basis"], "turns", r#"{"fallback_basis":"turns"}"#),
            (&["quality_stage"], "sql", r#"{"quality_stage":"sql"}"#),
            (&["lead_link_hours"], "48", r#"{"lead_link_hours":48}"#),
            (&["maturity_days"], "30", r#"{"maturity_days":30}"#),
            (&["recontact_days"], "3", r#"{"recontact_days":3}"#),
            (&["min_n"], "50", r#"{"min_n":50}"#),
            (&["suppress_below"], "10", r#"{"suppress_below":10}"#),
        ];
        let mut named: Vec<&str> = cases.iter().map(|(keys, ..)| keys[0]).chain(["eligible_intents", "csat_positive"]).collect();
        named.dedup();
        let all = object_of(&Rules::default());
        for rule in all.keys() {
            assert!(named.contains(&rule.as_str()), "{rule} cannot be typed");
        }
        for (keys, typed, canonical) in cases {
            let rules = edited(&Rules::default(), keys, typed);
            assert_eq!(rules.canonical(), *canonical, "{keys:?}");
            let again = rules.as_typed().remove(&path(keys)).unwrap();
            assert_eq!(edited(&Rules::default(), keys, &again), rules, "{keys:?} is typed as {again}");
            assert_eq!(edited(&rules, keys, ""), Rules::default(), "{keys:?}");
        }
    }

    #[test]
    fn an_intent_is_decided_whatever_its_spelling() {
        let no = edited(&Rules::default(), &["eligible_intents", "Order_Status"], "no");
        assert_eq!(no.eligible("order status"), Some(false));
        let undecided = edited(&no, &["eligible_intents", "ORDER STATUS"], "");
        assert_eq!(undecided.eligible("order status"), None);
        assert_eq!(undecided.eligible("returns"), Some(true), "the others stay as they are");
    }

    #[test]
    fn a_scale_is_changed_among_the_others() {
        let rules = edited(&Rules::default(), &["csat_positive", "10"], "8");
        let typed = rules.as_typed();
        assert_eq!((typed[&path(&["csat_positive", "10"])].as_str(), typed[&path(&["csat_positive", "5"])].as_str()), ("8", "4"));
    }

    #[test]
    fn what_cannot_stand_there_is_told_in_the_unit_it_is_typed_in() {
        let refused = |keys: &[&str], typed: &str| Rules::default().edited(&path(keys), typed).unwrap_err().allowed;
        assert_eq!(refused(&["margin"], "140"), Allowed::Between(0.0, 100.0));
        assert_eq!(refused(&["margin"], "most"), Allowed::Between(0.0, 100.0));
        assert_eq!(refused(&["time_zone"], "Berlin"), Allowed::TimeZone);
        assert_eq!(refused(&["currency"], "Euro"), Allowed::Currency);
        assert_eq!(refused(&["launched_on"], "March"), Allowed::Date);
        assert_eq!(refused(&["attribution", "window_days"], "0"), Allowed::Whole(1, 3650));
        assert_eq!(refused(&["business_hours"], "mon 18:00 09:00"), Allowed::ClockAfterFrom);
        assert_eq!(refused(&["bands", "csat"], "good"), Allowed::Bands);
        assert_eq!(refused(&["never_heard_of"], "1"), Allowed::Object);
    }

    #[test]
    fn what_the_data_decided_has_the_paths_of_the_silent_rules() {
        let mut derived = Derived { time_zone: "Asia/Tokyo".to_owned(), currency: Some("JPY".to_owned()), ..Derived::default() };
        derived.flow_kind.insert("demo".to_owned(), crate::rules::FlowKind::Lead);
        derived.baseline.human_csat = Some(0.845);
        let typed = derived.as_typed();
        assert_eq!(typed[&path(&["flow_kind", "demo"])], "lead");
        assert_eq!(typed[&path(&["baseline", "human_csat"])], "84.5");
        assert_eq!(typed.len(), 4);
    }
}
