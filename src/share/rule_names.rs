//! Names in the rules of a link: only those of groups that a link may name are in it.

use super::apart;
use super::tables::seen_values;
use crate::masking::identifies;
use crate::model::{Dimension, SortedMap};
use crate::rules::{Rules, normal_intent};
use crate::scorecard::{Scorecard, SegmentKey};

/// Takes names out of the rules that a link may not hold, and tells which rules are not whole then: names of groups that are small, hidden
/// or not in the data, whose name is as good as a row, and names that identify people.
pub(super) fn take_names_out(card: &Scorecard, own: &mut Rules, mut drop: impl FnMut(&str)) {
    let plain = Rules::default();
    let [intents, flows, channels] =
        [Dimension::Intent, Dimension::Flow, Dimension::Channel].map(|dimension| told(card, dimension));
    let is_intent = |name: &str| intents.hold(name);
    let is_flow = |name: &str| flows.hold(name);
    let mut keep = |name: &str, was_whole: bool| {
        if !was_whole {
            drop(name);
        }
    };
    keep("eligible_intents", keep_told(&mut own.eligible_intents, &plain.eligible_intents, |name, _| is_intent(name)));
    keep("target_per_intent", keep_told(&mut own.target_per_intent, &plain.target_per_intent, |name, _| is_intent(name)));
    keep("flow_kind", keep_told(&mut own.flow_kind, &plain.flow_kind, |name, _| is_flow(name)));
    let is_goal_told = |name: &str, goal: &String| is_flow(name) && !identifies(goal);
    keep("goal_per_flow", keep_told(&mut own.goal_per_flow, &plain.goal_per_flow, is_goal_told));
    keep("channel_kind", keep_told(&mut own.channel_kind, &plain.channel_kind, |name, _| channels.hold(name)));
    keep("narrow_flows", keep_listed(&mut own.narrow_flows, is_flow));
    keep("high_intent_pages", keep_listed(&mut own.high_intent_pages, |page| !identifies(page)));
    // What a name was before it became another is in no table: how many chats bore it is not known.
    let mut aliases = own.value_aliases.clone();
    aliases.retain(|dimension, of| {
        let is_named = matches!(dimension, Dimension::Intent | Dimension::Flow);
        of.retain(|from, to| !is_named && !identifies(from) && !identifies(to));
        !of.is_empty()
    });
    keep("value_aliases", aliases == own.value_aliases);
    own.value_aliases = aliases;
}

/// Names of a dimension that a link may hold; none where the scorecard does not count by it, so that no group can be told small.
struct Told(Option<Vec<String>>);

impl Told {
    fn hold(&self, name: &str) -> bool {
        let is_large = self.0.as_ref().is_none_or(|told| told.contains(&normal_intent(name)));
        is_large && !identifies(name)
    }
}

fn told(card: &Scorecard, dimension: Dimension) -> Told {
    let key = SegmentKey::of(dimension);
    let names = card.segments.get(&key).map(|of| match dimension {
        Dimension::Intent => seen_values(card, &key),
        _ => {
            let below = card.rules.rules.suppress_below;
            of.iter().filter(|(_, metrics)| apart::handled(metrics) >= below).map(|(name, _)| name.as_str()).collect()
        }
    });
    Told(names.map(|names| names.into_iter().map(normal_intent).collect()))
}

/// Keeps defaults and what may be told; whether that is all.
fn keep_told<V: PartialEq>(
    own: &mut SortedMap<String, V>,
    plain: &SortedMap<String, V>,
    is_told: impl Fn(&str, &V) -> bool,
) -> bool {
    let before = own.len();
    own.retain(|name, value| plain.get(name) == Some(value) || is_told(name, value));
    own.len() == before
}

fn keep_listed(own: &mut Vec<String>, is_told: impl Fn(&str) -> bool) -> bool {
    let before = own.len();
    own.retain(|name| is_told(name));
    own.len() == before
}
