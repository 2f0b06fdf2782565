//! What the data decides where the rules are silent (METRICS section 2, the defaults that are derived).

use std::collections::BTreeSet;

use super::{Facts, Kind};
use crate::model::{Dictionary, Dimension, SortedMap};
use crate::rules::{Baseline, BaselineRows, ChannelKind, ConversionKind, Derived, FlowKind};

/// Derives everything that the rules leave open.
pub fn derive(facts: &Facts, dictionary: &Dictionary) -> Derived {
    let rules = &facts.rules;
    let bot_leads = facts.leads.iter().any(|lead| lead.is_bot);
    Derived {
        time_zone: facts.zone.name().to_owned(),
        flow_kind: flow_kinds(facts, dictionary),
        launched_on: match (&rules.launched_on, facts.period) {
            (None, Some((from, _))) => Some(from.to_string()),
            _ => None,
        },
        channel_kind: channel_kinds(facts, dictionary),
        conversion_kind: rules.conversion_kind.is_none().then_some(if bot_leads {
            ConversionKind::Lead
        } else if facts.known.revenue {
            ConversionKind::Purchase
        } else {
            ConversionKind::Goal
        }),
        currency: if rules.currency.is_none() { facts.derived.currency.clone() } else { None },
        baseline: Baseline::default(),
        baseline_rows: BaselineRows::default(),
    }
}

/// `lead` if a bot lead belongs to a conversation of the flow, else `support`, for flows that the rules do not name.
fn flow_kinds(facts: &Facts, dictionary: &Dictionary) -> SortedMap<String, FlowKind> {
    let chats = &facts.conversations;
    let with_leads: BTreeSet<_> = chats.of_kinds(Kind::has_bot_lead).map(|at| chats.dimension(at, Dimension::Flow)).collect();
    let flows = chats.values(Dimension::Flow);
    flows
        .into_iter()
        .map(|flow| {
            let kind = if with_leads.contains(&flow) { FlowKind::Lead } else { FlowKind::Support };
            (facts.name(dictionary, Dimension::Flow, flow).to_owned(), kind)
        })
        .filter(|(flow, _)| !facts.rules.flow_kind.contains_key(flow))
        .collect()
}

fn channel_kinds(facts: &Facts, dictionary: &Dictionary) -> SortedMap<String, ChannelKind> {
    facts
        .conversations
        .values(Dimension::Channel)
        .into_iter()
        .map(|channel| facts.name(dictionary, Dimension::Channel, channel).to_owned())
        .filter(|channel| !channel.is_empty() && !facts.rules.channel_kind.contains_key(channel))
        .map(|channel| {
            let kind = ChannelKind::of_alias(&channel);
            (channel, kind)
        })
        .collect()
}
