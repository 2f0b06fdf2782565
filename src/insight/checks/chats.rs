//! Conversations: how they are named and told apart, what they say of handoff and resolution, who they are of.

use std::collections::{BTreeMap, BTreeSet};

use super::found::Found;
use super::{CheckId, Evidence};
use crate::facts::{Conversation, Outcome, Person};
use crate::metrics::Context;
use crate::model::{Dimension, Handoff, Origin, Resolution, TableName};
use crate::rules::{ConversionKind, normal_intent};
use crate::scorecard::{BoardId, board_flows};

/// An empty intent on more than this share of engaged chats is worth a word.
const MISSING_INTENTS: f64 = 0.05;
/// More distinct intents than this, and more than a share of the chats, are sentences rather than names.
const FREE_TEXT: (usize, f64) = (50, 0.20);
/// One person with more chats than this, and more than a share of them, is a test or a script.
const CROWDED: (u64, f64) = (50, 0.02);
/// Values of the channel column that say how a chat ended.
const OUTCOME_WORDS: [&str; 14] = [
    "resolved",
    "unresolved",
    "escalated",
    "escalation",
    "deflected",
    "abandoned",
    "handoff",
    "handed off",
    "completed",
    "unengaged",
    "missed",
    "transferred",
    "解決",
    "有人対応",
];

pub(super) fn check(context: &Context<'_>, evidence: &Evidence<'_>, found: &mut Found) {
    blended_goal(context, found);
    intents(context, found);
    spellings(context, found);
    channels(context, found);
    handoffs(context, found);
    containment(context, evidence, found);
    people(context, found);
    let facts = context.facts;
    let tests = facts.test_rows.iter().filter(|row| row.table == TableName::Conversations);
    found.add_rows(CheckId::TestTraffic, tests.map(|row| row.origin));
    let silent = facts.conversations.iter().filter(|chat| chat.engaged && chat.user_turns == Some(0));
    found.add_rows(CheckId::EngagedWithoutMessage, silent.map(|chat| chat.origin));
}

fn name<'a>(context: &Context<'a>, dimension: Dimension, chat: &Conversation) -> &'a str {
    context.facts.name(context.dictionary, dimension, chat.dimension(dimension))
}

/// Goals of support and of sales counted as one: both boards reach some, and no rule says which flow has which.
fn blended_goal(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    let boards = board_flows(context);
    let is_lead = |chat: &Conversation| {
        boards.get(&BoardId::Lead).is_some_and(|flows| flows.iter().any(|flow| flow == name(context, Dimension::Flow, chat)))
    };
    let reached: Vec<&Conversation> =
        facts.conversations.iter().filter(|chat| chat.engaged && chat.goal_completed == Some(true)).collect();
    let sales = reached.iter().filter(|chat| is_lead(chat)).count();
    let is_blended = facts.rules.goal_per_flow.is_empty() && sales > 0 && sales < reached.len();
    // With leads as the conversion, the lead board has its own measure and a shared goal misleads nobody.
    let is_used = context.conversion == ConversionKind::Goal || facts.rules.conversion_kind == Some(ConversionKind::Goal);
    if is_blended || (is_used && one_flow_for_all(context)) {
        found.add_rows(CheckId::BlendedGoal, reached.iter().map(|chat| chat.origin));
    }
}

/// Whether chats about eligible intents and chats that made leads run under one flow.
fn one_flow_for_all(context: &Context<'_>) -> bool {
    let mut of_flow: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for chat in context.facts.conversations.iter().filter(|chat| chat.engaged) {
        let (has_support, has_lead) = of_flow.entry(name(context, Dimension::Flow, chat)).or_default();
        *has_support |= chat.eligible == Some(true);
        *has_lead |= chat.has_bot_lead;
    }
    of_flow.values().any(|(has_support, has_lead)| *has_support && *has_lead)
}

fn intents(context: &Context<'_>, found: &mut Found) {
    let engaged: Vec<&Conversation> = context.facts.conversations.iter().filter(|chat| chat.engaged).collect();
    let unnamed = || engaged.iter().filter(|chat| name(context, Dimension::Intent, chat).is_empty());
    let (missing, all) = (unnamed().count() as f64, engaged.len() as f64);
    if missing > MISSING_INTENTS * all {
        found.add_rows(CheckId::IntentsMissing, unnamed().map(|chat| chat.origin));
    }
    let names: BTreeSet<&str> = engaged.iter().map(|chat| name(context, Dimension::Intent, chat)).collect();
    let (least, share) = FREE_TEXT;
    if names.len() > least && names.len() as f64 > share * (all - missing) {
        let examples = names.iter().filter(|name| !name.is_empty()).map(|name| (*name).to_owned());
        found.add(CheckId::IntentsFreeText, None, names.len() as u64, examples);
    }
}

/// One value under several spellings: the chats of all but the most frequent of each.
fn spellings(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    for dimension in [Dimension::Intent, Dimension::Channel, Dimension::Source, Dimension::Flow] {
        let mut of_normal: BTreeMap<String, BTreeMap<&str, Vec<Origin>>> = BTreeMap::new();
        let mut of_symbol = BTreeMap::new();
        for chat in &facts.conversations {
            let rows: &mut Vec<Origin> = of_symbol.entry(chat.dimension(dimension)).or_default();
            rows.push(chat.origin);
        }
        for (symbol, rows) in of_symbol {
            let name = facts.name(context.dictionary, dimension, symbol);
            of_normal.entry(normal_intent(name)).or_default().entry(name).or_default().extend(rows);
        }
        for spelled in of_normal.values().filter(|spelled| spelled.len() > 1) {
            let most = spelled.iter().max_by_key(|(_, rows)| rows.len()).map(|(name, _)| *name);
            let others = spelled.iter().filter(|(name, _)| Some(**name) != most);
            found.add_rows(CheckId::SpelledSeveralWays, others.flat_map(|(_, rows)| rows.iter().copied()));
            let names: Vec<&str> = spelled.keys().copied().collect();
            found.illustrate(CheckId::SpelledSeveralWays, &[names.join(" = ")]);
        }
    }
}

fn channels(context: &Context<'_>, found: &mut Found) {
    let is_outcome = |chat: &&Conversation| {
        let channel = normal_intent(name(context, Dimension::Channel, chat));
        OUTCOME_WORDS.contains(&channel.as_str())
    };
    let mixed: Vec<&Conversation> = context.facts.conversations.iter().filter(is_outcome).collect();
    found.add_rows(CheckId::ChannelInOutcome, mixed.iter().map(|chat| chat.origin));
    let names: BTreeSet<String> = mixed.iter().map(|chat| name(context, Dimension::Channel, chat).to_owned()).collect();
    found.illustrate(CheckId::ChannelInOutcome, &names.into_iter().collect::<Vec<_>>());
}

fn handoffs(context: &Context<'_>, found: &mut Found) {
    let handled = || context.facts.conversations.iter().filter(|chat| chat.is_handled());
    let is_taken = |chat: &Conversation| matches!(chat.handoff, Some(Handoff::Accepted | Handoff::Answered));
    if !handled().any(is_taken) {
        let requested = handled().filter(|chat| chat.handoff == Some(Handoff::Requested));
        found.add_rows(CheckId::HandoffNeverAccepted, requested.map(|chat| chat.origin));
    }
    let both = handled().filter(|chat| {
        chat.handed_off() == Some(true) && matches!(chat.resolution, Some(Resolution::Confirmed | Resolution::Assumed))
    });
    found.add_rows(CheckId::ResolvedAfterHandoff, both.map(|chat| chat.origin));
}

/// Files that call every chat resolved that reached nobody, and helpdesks that list none but those that reached somebody.
fn containment(context: &Context<'_>, evidence: &Evidence<'_>, found: &mut Found) {
    #[derive(Default)]
    struct Told {
        kept: u64,
        kept_and_assumed: u64,
        handed_off: u64,
        unknown: u64,
    }
    let facts = context.facts;
    let mut of_file: BTreeMap<u32, Told> = BTreeMap::new();
    for chat in facts.conversations.iter().filter(|chat| chat.is_handled()) {
        let told = of_file.entry(chat.origin.file).or_default();
        match chat.handed_off() {
            Some(true) => told.handed_off += 1,
            Some(false) => {
                told.kept += 1;
                told.kept_and_assumed += u64::from(chat.resolution == Some(Resolution::Assumed));
            }
            None => told.unknown += 1,
        }
    }
    for (file, told) in of_file {
        let is_enough = |chats: u64| chats >= facts.rules.min_n;
        if is_enough(told.kept) && told.kept == told.kept_and_assumed {
            found.add(CheckId::ContainmentAsResolution, Some(file), told.kept, []);
        }
        let is_of_vendor = evidence.files.get(file as usize).is_some_and(|file| file.source != "botworth");
        if is_of_vendor && is_enough(told.handed_off) && told.kept == 0 && told.unknown == 0 {
            found.add(CheckId::NoBotOnlyChats, Some(file), told.handed_off, []);
        }
    }
}

fn people(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    let mut of_person: BTreeMap<Person, (u64, Option<Origin>)> = BTreeMap::new();
    let engaged = facts.conversations.iter().filter(|chat| chat.outcome != Outcome::Unengaged);
    let mut all = 0_u64;
    for chat in engaged {
        all += 1;
        let (count, first) = of_person.entry(chat.person).or_default();
        *count += 1;
        first.get_or_insert(chat.origin);
    }
    let (least, share) = CROWDED;
    for (count, first) in of_person.into_values().filter(|(count, _)| *count > least && *count as f64 > share * all as f64) {
        found.add(CheckId::CrowdedPerson, first.map(|origin| origin.file), count, []);
    }
}
