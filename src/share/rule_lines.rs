//! The rules of a link: without what is not shared, and as lines to read.

use super::options::{Part, ShareOptions, shares_names};
use super::rule_names::take_names_out;
use crate::metrics::Field;
use crate::rules::Rules;
use crate::scorecard::Scorecard;

/// A scorecard's rules without what is not shared, and the names of those that are not whole.
pub(super) fn shared_rules(card: &Scorecard, options: ShareOptions) -> (Rules, Vec<String>) {
    let (mut own, plain) = (card.rules.rules.normalised(), Rules::default());
    let mut withheld = Vec::new();
    let mut drop = |name: &str, differs: bool| {
        if differs && !withheld.iter().any(|other| other == name) {
            withheld.push(name.to_owned());
        }
    };
    let mut aliases = own.value_aliases.clone();
    aliases.retain(|dimension, _| shares_names(Field::Dimension(*dimension), options));
    drop("value_aliases", aliases != own.value_aliases);
    own.value_aliases = aliases;
    if !options.has(Part::Names) {
        drop("flow_kind", own.flow_kind != plain.flow_kind);
        drop("narrow_flows", own.narrow_flows != plain.narrow_flows);
        drop("channel_kind", own.channel_kind != plain.channel_kind);
        drop("eligible_intents", own.eligible_intents != plain.eligible_intents);
        drop("target_per_intent", own.target_per_intent != plain.target_per_intent);
        drop("goal_per_flow", own.goal_per_flow != plain.goal_per_flow);
        own = Rules {
            flow_kind: plain.flow_kind.clone(),
            narrow_flows: plain.narrow_flows.clone(),
            channel_kind: plain.channel_kind.clone(),
            eligible_intents: plain.eligible_intents.clone(),
            target_per_intent: plain.target_per_intent.clone(),
            goal_per_flow: plain.goal_per_flow.clone(),
            ..own
        };
    }
    if !options.has(Part::Sources) {
        drop("high_intent_pages", own.high_intent_pages != plain.high_intent_pages);
        own.high_intent_pages.clone_from(&plain.high_intent_pages);
    }
    take_names_out(card, &mut own, |name| drop(name, true));
    if !options.has(Part::Money) {
        drop("cost", own.cost != plain.cost);
        drop("manual_cost_per_conversation", own.manual_cost_per_conversation.is_some());
        drop("handoff_saving_per_conversation", own.handoff_saving_per_conversation.is_some());
        drop("margin", own.margin != plain.margin);
        own.cost = plain.cost;
        own.manual_cost_per_conversation = None;
        own.handoff_saving_per_conversation = None;
        own.margin = plain.margin;
    }
    (own, withheld)
}

/// Rules that differ from the defaults, each by its name with its value as a rules file has it.
pub fn rule_lines(rules: &Rules) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(own)) = serde_json::from_str(&rules.canonical()) else { return Vec::new() };
    let line = |name: &str, value: &serde_json::Value| (name.to_owned(), value.to_string());
    let mut lines = Vec::new();
    for (name, value) in &own {
        match value {
            // The parts of these are decided one by one (METRICS section 2).
            serde_json::Value::Object(parts) if ["cost", "attribution", "baseline"].contains(&name.as_str()) => {
                lines.extend(parts.iter().map(|(part, value)| line(&[name, ".", part].concat(), value)));
            }
            value => lines.push(line(name, value)),
        }
    }
    lines
}
