//! The form of the rules: everything of METRICS section 2, in the order in which people decide it.

use super::field::{Fields, RuleField, RuleInput, RuleSection, path};
use super::tables::{aliases, channels, currencies, flows, intents, pages};
use crate::metrics::MetricId;
use crate::panels::View;
use crate::protocol::RulesForm;
use crate::scorecard::ChangeId;

/// Scales of surveys that the form asks about, the commonest first.
const SCALES: [&str; 8] = ["5", "10", "7", "4", "3", "2", "1", "100"];

/// The sections of the form.
pub fn rules_form(view: &View<'_>, form: &RulesForm) -> Vec<RuleSection> {
    let words = &view.text.rules;
    let fields = Fields(form);
    let section = |id, title, sub, fields| RuleSection { id, title, sub, fields, table: None, is_folded: false };
    let with = |section, table| RuleSection { table: Some(table), ..section };
    let folded = |section| RuleSection { is_folded: true, ..section };
    let found = &form.found;
    let mut sections = vec![
        with(section("intents", words.intents, words.intents_sub, Vec::new()), intents(view, &fields, found)),
        with(section("flows", words.flows, words.flows_sub, Vec::new()), flows(view, &fields, found)),
        section("costs", words.costs, words.costs_sub, costs(view, &fields)),
        with(section("revenue", words.revenue, words.revenue_sub, revenue(view, &fields)), currencies(view, &fields, found)),
        section("baselines", words.baselines, words.baselines_sub, baselines(view, &fields)),
        section("sessions", words.sessions, words.sessions_sub, sessions(view, &fields)),
        section("counting", words.counting, words.counting_sub, counting(view, &fields)),
        with(section("channels", words.channels, words.channels_sub, Vec::new()), channels(view, &fields, found)),
        folded(with(section("pages", words.pages, words.pages_sub, Vec::new()), pages(view, &fields, found))),
        with(section("spellings", words.spellings, words.spellings_sub, Vec::new()), aliases(view, &fields, form)),
        folded(section("scales", words.scales, words.scales_sub, scales(view, &fields))),
        folded(section("bands", words.bands, words.bands_sub, bands(view, &fields))),
    ];
    // Without a second currency there is nothing to convert.
    for section in &mut sections {
        let is_empty = section.table.as_ref().is_some_and(|table| table.rows.is_empty());
        if is_empty && section.id == "revenue" {
            section.table = None;
        }
    }
    sections
}

fn costs(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    let money = |per: &str| [view.currency(), " ", per].concat().trim_start().to_owned();
    let (chat, month, hour) = (money(words.per_chat), money(words.per_month), money(words.per_hour));
    vec![
        fields.number(&["manual_cost_per_conversation"], words.manual, words.manual_hint, &chat),
        fields.number(&["cost", "ai_per_conversation"], words.ai, words.ai_hint, &chat),
        fields.number(&["cost", "platform_monthly"], words.platform, words.platform_hint, &month),
        fields.number(&["handoff_saving_per_conversation"], words.handoff, words.handoff_hint, &chat),
        fields.number(&["cost", "maintenance_hours_monthly"], words.maintenance, words.hours_hint, words.hours),
        fields.number(&["cost", "review_hours_monthly"], words.review, words.hours_hint, words.hours),
        fields.number(&["cost", "hourly_rate"], words.rate, words.rate_hint, &hour),
        fields.number(&["cost", "other_monthly"], words.other, words.other_hint, &month),
    ]
}

fn revenue(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    let models = &view.text.models;
    let models = [models.last, models.first, models.linear, models.position, models.time_decay];
    let codes = fields.0.found.currencies.iter().map(|(code, _)| code.clone()).collect();
    vec![
        fields.choice(
            &["attribution", "model"],
            words.model,
            words.model_hint,
            (["last", "first", "linear", "position", "time_decay"], models),
            None,
        ),
        fields.field(
            &["attribution", "window_days"],
            words.window,
            words.window_hint,
            words.days,
            RuleInput::Text(["7", "30", "90"].map(str::to_owned).to_vec()),
        ),
        fields.number(&["attribution", "half_life_days"], words.half_life, words.half_life_hint, words.days),
        fields.choice(
            &["roi_basis"],
            words.roi_basis,
            words.roi_basis_hint,
            (["attributed", "sourced", "influenced"], words.roi_bases),
            None,
        ),
        fields.number(&["assisted_share"], words.assisted, words.assisted_hint, "%"),
        fields.number(&["margin"], words.margin, words.margin_hint, "%"),
        fields.field(&["currency"], words.currency, words.currency_hint, "", RuleInput::Text(codes)),
        fields.choice(
            &["conversion_kind"],
            words.conversion,
            words.conversion_hint,
            (["lead", "meeting", "purchase", "goal"], words.conversions),
            Some(words.from_data),
        ),
    ]
}

fn baselines(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    let hint = words.baseline_hint;
    vec![
        fields.number(&["baseline", "human_csat"], words.human_csat, hint, "%"),
        fields.number(&["baseline", "human_first_answer_s"], words.human_first_answer, hint, words.seconds),
        fields.number(&["baseline", "form_conversion"], words.form_conversion, hint, "%"),
        fields.number(&["baseline", "form_lead_quality"], words.form_quality, hint, "%"),
        fields.number(&["baseline", "form_booking"], words.form_booking, hint, "%"),
    ]
}

fn sessions(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    let days: Vec<(String, String)> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .into_iter()
        .zip(words.short_days)
        .map(|(word, name)| (word.to_owned(), name.to_owned()))
        .collect();
    let week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    vec![
        fields.field(&["time_zone"], words.time_zone, words.time_zone_hint, "", RuleInput::Zone),
        fields.choice(&["week_start"], words.week_start, "", (week, words.days_of_week), None),
        fields.field(&["launched_on"], words.launched, words.launched_hint, "", RuleInput::Date),
        fields.number(&["session_gap_minutes"], words.gap, words.gap_hint, words.minutes),
        fields.number(&["recontact_days"], words.recontact, words.recontact_hint, words.days),
        fields.number(&["maturity_days"], words.maturity, words.maturity_hint, words.days),
        fields.number(&["lead_link_hours"], words.lead_link, words.lead_link_hint, words.plain_hours),
        fields.field(&["business_hours"], words.business_hours, words.business_hours_hint, "", RuleInput::Hours(days)),
    ]
}

fn counting(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    vec![
        fields.number(&["engaged_min_user_turns"], words.engaged, words.engaged_hint, words.messages),
        fields.choice(&["fallback_basis"], words.fallback, words.fallback_hint, (["sessions", "turns"], words.fallbacks), None),
        fields.choice(&["quality_stage"], words.stage, words.stage_hint, (["either", "mql", "sql"], words.stages), None),
        fields.number(&["min_n"], words.min_n, words.min_n_hint, words.rows),
        fields.number(&["suppress_below"], words.suppress, words.suppress_hint, words.rows),
    ]
}

fn scales(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    let field = |scale| fields.number(&["csat_positive", scale], words.scale.with([scale]), "", words.and_up);
    SCALES.into_iter().map(field).collect()
}

fn bands(view: &View<'_>, fields: &Fields<'_>) -> Vec<RuleField> {
    let words = &view.text.rules;
    let field = |id: &ChangeId| {
        let (metric, _) = id.metric();
        let text = view.text.metrics.of(*id);
        let mut field = fields.field(&["bands", metric.word()], text.name, text.benchmark, "", RuleInput::Text(Vec::new()));
        words.bands_form.clone_into(&mut field.silent);
        field
    };
    let own = |id: &&ChangeId| **id != ChangeId::ChatToLead;
    ChangeId::ALL.iter().filter(own).map(field).collect()
}

/// The path of an intent's target for a metric.
pub(super) fn target_path(intent: &str, metric: MetricId) -> [String; 3] {
    ["target_per_intent".to_owned(), intent.to_owned(), metric.word().to_owned()]
}

/// Whether a rule says something.
pub(super) fn is_set(form: &RulesForm, keys: &[&str]) -> bool {
    form.values.contains_key(&path(keys))
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Dimension;
    use crate::panels::fixture::{english, japanese, march};
    use crate::protocol::{Alike, ToDecide};
    use crate::rules::{Derived, FlowKind, Rules};

    /// The form of some rules over a small shop's names.
    pub(in crate::panels::rules) fn form_of(rules: &Rules) -> RulesForm {
        let mut derived = Derived { time_zone: "Europe/Berlin".to_owned(), ..Derived::default() };
        derived.flow_kind.insert("help".to_owned(), FlowKind::Support);
        derived.baseline.human_csat = Some(0.845);
        let alike = Alike { dimension: Dimension::Source, from: "Google".to_owned(), to: "google".to_owned(), conversations: 12 };
        RulesForm {
            hash: rules.hash(),
            values: rules.as_typed(),
            defaults: Rules::default().as_typed(),
            derived: derived.as_typed(),
            found: ToDecide {
                intents: vec![("Order status".to_owned(), 420), ("billing".to_owned(), 200), ("Billing".to_owned(), 10)],
                other_intents: 0,
                flows: vec![("help".to_owned(), 900)],
                channels: vec![("line".to_owned(), 300)],
                pages: vec![("/pricing".to_owned(), 40)],
                goals: vec!["demo booked".to_owned()],
                currencies: vec![("USD".to_owned(), 9), ("EUR".to_owned(), 2)],
                alike: vec![alike],
            },
        }
    }

    fn field(sections: &[RuleSection], id: &str) -> RuleField {
        sections.iter().flat_map(RuleSection::all).find(|field| field.id == id).unwrap().clone()
    }

    #[test]
    fn every_rule_of_metrics_has_its_place() {
        let card = march();
        let sections = rules_form(&english(&card), &form_of(&Rules::default()));
        let named: BTreeSet<&str> = sections.iter().flat_map(RuleSection::all).map(|field| field.path[0].as_str()).collect();
        let serde_json::Value::Object(rules) = serde_json::to_value(Rules::default()).unwrap() else { panic!("an object") };
        let missing: Vec<&String> = rules.keys().filter(|rule| !named.contains(rule.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
        let ids: Vec<&String> = sections.iter().flat_map(RuleSection::all).map(|field| &field.id).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "every id is there once");
        let all = sections.iter().flat_map(RuleSection::all);
        assert!(all.filter(|field| field.label.is_empty()).count() == 0, "every field has a name");
    }

    #[test]
    fn what_the_data_decides_is_shown_where_the_rules_are_silent() {
        let card = march();
        let sections = rules_form(&english(&card), &form_of(&Rules::default()));
        let csat = field(&sections, "rule-baseline.human_csat");
        assert_eq!((csat.value.as_str(), csat.silent.as_str()), ("", "84.5"));
        let gap = field(&sections, "rule-session_gap_minutes");
        assert_eq!((gap.value.as_str(), gap.silent.as_str()), ("30", "30"));
        let RuleInput::Choice(kinds) = field(&sections, "rule-flow_kind.help").input else { panic!("a choice") };
        assert_eq!(kinds[0], (String::new(), "Support (from the data)".to_owned()));
        assert_eq!(kinds.len(), 6);
    }

    #[test]
    fn a_second_currency_asks_for_its_rate_and_a_spelling_is_proposed() {
        let card = march();
        let sections = rules_form(&japanese(&card), &form_of(&Rules { currency: Some("USD".to_owned()), ..Rules::default() }));
        assert_eq!(field(&sections, "rule-fx.EUR").value, "");
        assert!(sections.iter().flat_map(RuleSection::all).all(|field| field.id != "rule-fx.USD"), "its own needs none");
        let join = field(&sections, "rule-value_aliases.source.Google");
        assert_eq!((join.value.as_str(), join.input), ("", RuleInput::Join("google".to_owned())));
    }
}
