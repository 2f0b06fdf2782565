use proptest::prelude::*;
use serde_json::{Value, json};

use super::METRICS;
use crate::model::Dimension;
use crate::rules::{
    AttributionModel, Band, BandVerdict, ChannelKind, FlowKind, QualityStage, Rules, RulesError, ScaleMax, Weekday,
};
use crate::scorecard::MetricId;

fn read(rules: &Value) -> Rules {
    let (rules, warnings) = Rules::from_json(&rules.to_string()).unwrap();
    assert_eq!(warnings, []);
    rules
}

fn reasons(rules: &Value) -> Vec<String> {
    Rules::from_json(&rules.to_string()).unwrap_err().reasons()
}

fn warnings(rules: &Value) -> Vec<String> {
    Rules::from_json(&rules.to_string()).unwrap().1.iter().map(ToString::to_string).collect()
}

#[test]
fn a_partial_file_takes_the_defaults() {
    let rules = read(&json!({ "margin": 0.4, "min_n": 50 }));
    assert_eq!(rules, Rules { margin: 0.4, min_n: 50, ..Rules::default() });
    assert_eq!(Rules::from_json("\u{feff}{}").unwrap(), (Rules::default(), vec![]));
}

#[test]
fn null_is_unset() {
    let every_rule_null: serde_json::Map<_, _> =
        super::object_of(&Rules::default()).into_iter().map(|(rule, _)| (rule, Value::Null)).collect();
    assert_eq!(read(&Value::Object(every_rule_null)), Rules::default());
}

#[test]
fn attribution_cost_and_baseline_merge_key_by_key() {
    let rules = read(&json!({
        "attribution": { "model": "time_decay" },
        "cost": { "platform_monthly": 99 },
        "baseline": { "human_csat": 0.86, "form_booking": null },
    }));
    assert_eq!((rules.attribution.model, rules.attribution.window_days), (AttributionModel::TimeDecay, 30));
    assert_eq!((rules.cost.platform_monthly, rules.cost.hourly_rate), (Some(99.0), None));
    assert_eq!((rules.baseline.human_csat, rules.baseline.form_booking), (Some(0.86), None));
}

#[test]
fn other_maps_replace_the_default_map() {
    let rules = read(&json!({ "eligible_intents": { "Warranty_Claim": true }, "csat_positive": { "5": 5 } }));
    assert_eq!(rules.eligible("warranty claim"), Some(true));
    assert_eq!(rules.eligible("order status"), None);
    assert_eq!(rules.csat_positive, [(ScaleMax(5), 5.0)].into());
}

#[test]
fn every_rule_can_be_set() {
    let rules = read(&json!({
        "time_zone": "Europe/Berlin", "week_start": "sunday", "session_gap_minutes": 45, "engaged_min_user_turns": 2,
        "flow_kind": { "pricing": "sales" }, "narrow_flows": ["booking"], "high_intent_pages": ["/pricing"],
        "launched_on": "2026-03-01", "channel_kind": { "site": "embed" },
        "value_aliases": { "source": { "adwords": "google" } }, "target_per_intent": { "faq": { "csat": 0.8 } },
        "bands": { "csat": [[0, 0.7, "weak"], [0.7, 0.8, "watch"], [0.8, 1, "good"]] }, "goal_per_flow": { "lead": "form_sent" },
        "conversion_kind": "meeting", "attribution": { "window_days": 45, "half_life_days": 3.5 }, "roi_basis": "influenced",
        "assisted_share": 0.5, "currency": "eur", "fx": { "usd": 0.92 }, "manual_cost_per_conversation": 4.5,
        "handoff_saving_per_conversation": 1, "business_hours": { "days": ["Friday", "mon"], "from": "9:00", "to": "18:30" },
        "fallback_basis": "turns", "quality_stage": "sql", "lead_link_hours": 48, "maturity_days": 21, "recontact_days": 3,
        "suppress_below": 10,
    }));
    assert_eq!((rules.time_zone.as_deref(), rules.week_start), (Some("Europe/Berlin"), Weekday::Sunday));
    assert_eq!(rules.flow_kind, [("pricing".to_owned(), FlowKind::Sales)].into());
    assert_eq!(rules.channel_kind, [("site".to_owned(), ChannelKind::Embed)].into());
    assert_eq!(rules.alias(Dimension::Source, "adwords"), "google");
    assert_eq!(rules.bands["csat"][1], Band(0.7, 0.8, BandVerdict::Watch));
    assert_eq!((rules.currency.as_deref(), rules.fx["USD"]), (Some("EUR"), 0.92));
    assert_eq!((rules.attribution.window_days, rules.attribution.half_life_days), (45, 3.5));
    assert_eq!((rules.quality_stage, rules.suppress_below, rules.recontact_days), (QualityStage::Sql, 10, 3.0));
    let hours = rules.business_hours.unwrap();
    assert_eq!(
        (hours.days, hours.from, hours.to),
        (vec!["mon".to_owned(), "fri".to_owned()], "09:00".to_owned(), "18:30".to_owned())
    );
}

#[test]
fn every_rule_is_read_and_refuses_a_wrong_type() {
    for rule in super::object_of(&Rules::default()).keys() {
        // No rule is a list that holds false.
        let error = Rules::from_json(&json!({ rule: [false] }).to_string()).unwrap_err();
        let RulesError::Invalid(faults) = error else { panic!("{rule}: {error}") };
        assert_eq!((faults.len(), &faults[0].rule, faults[0].value.as_str()), (1, rule, "[false]"));
    }
}

#[test]
fn all_errors_come_at_once_and_name_rule_value_and_range() {
    let rules = json!({
        "assisted_share": -0.1, "margin": 40, "time_zone": "Berlin", "launched_on": "2026-02-30", "week_start": "mon",
        "attribution": { "window_days": 0, "half_life_days": 0 }, "fx": { "EUR": 0 }, "baseline": { "human_csat": 86 },
        "csat_positive": { "5": 6 }, "session_gap_minutes": "30", "min_n": 2.5,
    });
    assert_eq!(
        reasons(&rules),
        [
            "assisted_share is -0.1; it must be a number from 0 to 1",
            "attribution.half_life_days is 0; it must be a number above 0, at most 3650",
            "attribution.window_days is 0; it must be a whole number from 1 to 3650",
            "baseline.human_csat is 86; it must be a number from 0 to 1",
            "csat_positive.5 is 6; it must be a number above 0, at most 5",
            "fx.EUR is 0; it must be a number above 0",
            r#"launched_on is "2026-02-30"; it must be a date such as 2026-03-01, from 2000 to 2099"#,
            "margin is 40; it must be a number from 0 to 1",
            "min_n is 2.5; it must be a whole number from 0 to 1000000000",
            r#"session_gap_minutes is "30"; it must be a number above 0, at most 10080"#,
            r#"time_zone is "Berlin"; it must be an IANA time zone such as Europe/Berlin"#,
            r#"week_start is "mon"; it must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday"#,
        ]
    );
}

#[test]
fn each_kind_of_rule_has_its_message() {
    let cases = [
        (json!({ "cost": { "hourly_rate": -1 } }), "cost.hourly_rate is -1; it must be a number of 0 or more"),
        (json!({ "cost": 99 }), "cost is 99; it must be an object of names with values"),
        (
            json!({ "flow_kind": { "a": "help" } }),
            r#"flow_kind.a is "help"; it must be one of support, faq, lead, sales, booking"#,
        ),
        (json!({ "eligible_intents": { "a": "yes" } }), r#"eligible_intents.a is "yes"; it must be true or false"#),
        (
            json!({ "eligible_intents": { "Order status": true, "order_status": false } }),
            "eligible_intents.order_status is false; it must be the same for every spelling of this intent",
        ),
        (json!({ "currency": "US$" }), r#"currency is "US$"; it must be a currency code of three letters such as USD"#),
        (json!({ "narrow_flows": "booking" }), r#"narrow_flows is "booking"; it must be a list of texts"#),
        (json!({ "goal_per_flow": { "a": " " } }), r#"goal_per_flow.a is " "; it must be a text that is not empty"#),
        (
            json!({ "bands": { "csat": [[0.5, 1, "good"], [0, 0.6, "weak"]] } }),
            r#"bands.csat is [[0.5,1,"good"],[0,0.6,"weak"]]; it must be a list of bands such as [0.4, 0.6, "good"], verdicts good, watch or weak, in ascending order without overlap"#,
        ),
        (
            json!({ "csat_positive": { "stars": 4 } }),
            r#"a scale of csat_positive is "stars"; it must be a whole number from 1 to 1000"#,
        ),
        (
            json!({ "business_hours": { "days": ["mon"], "from": "09:00" } }),
            "business_hours.to is not set; it must be a time of day such as 09:00",
        ),
        (
            json!({ "business_hours": { "days": ["mon"], "from": "18:00", "to": "09:00" } }),
            r#"business_hours.to is "09:00"; it must be a time of day after business_hours.from"#,
        ),
        (
            json!({ "business_hours": { "days": ["someday"], "from": "9:00", "to": "24:00" } }),
            r#"business_hours.days is ["someday"]; it must be a list of days out of mon, tue, wed, thu, fri, sat, sun"#,
        ),
    ];
    for (rules, message) in cases {
        assert_eq!(reasons(&rules), [message]);
    }
}

#[test]
fn a_clock_has_hours_and_minutes() {
    for wrong in ["9", "24:01", "12:60", "12:5", "-1:30", "+9:00", "noon"] {
        let rules = json!({ "business_hours": { "days": ["mon"], "from": wrong, "to": "24:00" } });
        assert_eq!(reasons(&rules).len(), 1, "{wrong}");
    }
}

#[test]
fn unknown_keys_are_warnings_with_the_nearest_name() {
    let rules = json!({
        "maturity_day": 7, "attribution": { "windowdays": 7 }, "cost": { "platform": 99 }, "colour": "red",
        "bands": { "csats": [] }, "value_aliases": { "sources": {} }, "business_hours": { "day": [], "days": ["mon"], "from": "1:00", "to": "2:00" },
    });
    assert_eq!(
        warnings(&rules),
        [
            "attribution.windowdays is not known and was not used; did you mean attribution.window_days?",
            "bands.csats is not known and was not used; did you mean bands.csat?",
            "business_hours.day is not known and was not used; did you mean business_hours.days?",
            "colour is not known and was not used",
            "cost.platform is not known and was not used",
            "maturity_day is not known and was not used; did you mean maturity_days?",
            "value_aliases.sources is not known and was not used; did you mean value_aliases.source?",
        ]
    );
}

#[test]
fn the_rules_of_a_printed_scorecard_can_be_read_back() {
    let printed = json!({ "schema": 1, "margin": 0.4, "derived": { "time_zone": "UTC" } });
    assert_eq!(read(&printed).canonical(), r#"{"margin":0.4}"#);
}

#[test]
fn a_file_that_is_no_object_of_rules_says_so() {
    let message = |text: &str| Rules::from_json(text).unwrap_err().to_string();
    assert_eq!(message("{\n  \"margin\": 0.4,\n}"), "this is not JSON: trailing comma (line 3, column 1)");
    assert_eq!(message(""), "this is not JSON: EOF while parsing a value (line 1, column 0)");
    assert_eq!(message("[1, 2]"), "a rules file is a JSON object such as {\"margin\": 0.4}, not [1,2]");
    assert_eq!(message(r#"{"schema": 9}"#), "these rules have form 9, and this version knows form 1 and before");
}

#[test]
fn a_long_value_is_cut() {
    let reason = reasons(&json!({ "margin": "x".repeat(500) })).remove(0);
    assert!(reason.chars().count() < 120, "{reason}");
}

#[test]
fn the_rules_of_the_sample_hold() {
    let (rules, warnings) = Rules::from_json(include_str!("../../sample/rules.json")).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(rules.eligible("Order status"), Some(true));
}

#[test]
fn the_metrics_are_those_of_the_scorecard() {
    let ids: Vec<_> = MetricId::ALL.iter().map(|id| id.word()).collect();
    assert_eq!(METRICS, ids);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["", "mon", "9:00", "99:99", "2026-13-01", "UTC", "linear", "注文", "🙂"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(
                (prop::sample::select(vec!["", "days", "from", "to", "5", "model", "csat", "source"]), inner),
                0..4
            )
            .prop_map(|entries| entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_stands_there_is_taken_or_refused(
        rule in prop::sample::select(super::object_of(&Rules::default()).keys().cloned().collect::<Vec<_>>()),
        value in any_json(),
    ) {
        match Rules::from_json(&json!({ rule: value }).to_string()) {
            Ok((rules, _)) => {
                let (again, warnings) = Rules::from_json(&rules.canonical()).unwrap();
                prop_assert_eq!(warnings, []);
                prop_assert_eq!(again.canonical(), rules.canonical());
            }
            Err(error) => prop_assert!(!error.reasons().is_empty()),
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,40}") {
        let _ = Rules::from_json(&text);
    }
}
