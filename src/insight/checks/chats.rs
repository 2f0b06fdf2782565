//! Conversations: how they are named and told apart, what they say of handoff and resolution, who they are of.

use super::found::Found;
use super::{CheckId, Evidence};
use crate::facts::Kind;
use crate::metrics::{Context, Field, FieldColumn};
use crate::model::order::distinct;
use crate::model::{Dimension, Handoff, Origin, Resolution, SortedMap, TableName};
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
    let chats = &facts.conversations;
    let silent = chats.of_kinds(|kind| kind.engaged() && kind.knows_user_turns());
    let silent = silent.filter(|at| chats.cells().user_turns.get(*at) == Some(0));
    found.add_rows(CheckId::EngagedWithoutMessage, silent.map(|at| chats.origin(at)));
}

/// The names of a dimension's values, and each conversation's place among them.
fn column<'a>(context: &'a Context<'_>, dimension: Dimension) -> &'a FieldColumn {
    context.index.field(Field::Dimension(dimension))
}

/// The conversations whose value is chosen by its place among the names.
fn rows_of<'a>(context: &'a Context<'_>, column: &'a FieldColumn, chosen: &'a [bool]) -> impl Iterator<Item = Origin> + 'a {
    let has_any = chosen.contains(&true);
    let rows = (0..context.facts.conversations.len()).filter(move |at| has_any && chosen.get(column.code(*at)) == Some(&true));
    rows.map(|at| context.facts.conversations.origin(at))
}

/// Goals of support and of sales counted as one: both boards reach some, and no rule says which flow has which.
fn blended_goal(context: &Context<'_>, found: &mut Found) {
    let facts = context.facts;
    let flows = column(context, Dimension::Flow);
    let lead = board_flows(context).remove(&BoardId::Lead).unwrap_or_default();
    let is_lead: Vec<bool> = flows.names.iter().map(|name| lead.contains(name)).collect();
    let reached = || {
        let chats = facts.conversations.of_kinds(|kind| kind.engaged() && kind.goal_completed() == Some(true));
        chats.map(|at| (at, flows.code(at)))
    };
    let sales = reached().filter(|(_, code)| is_lead.get(*code) == Some(&true)).count();
    let is_blended = facts.rules.goal_per_flow.is_empty() && sales > 0 && sales < reached().count();
    // With leads as the conversion, the lead board has its own measure and a shared goal misleads nobody.
    if is_blended || (context.conversion == ConversionKind::Goal && one_flow_for_all(context, flows)) {
        found.add_rows(CheckId::BlendedGoal, reached().map(|(at, _)| facts.conversations.origin(at)));
    }
}

/// Whether chats about eligible intents and chats that made leads run under one flow.
fn one_flow_for_all(context: &Context<'_>, flows: &FieldColumn) -> bool {
    let mut of_flow = vec![(false, false); flows.names.len()];
    let chats = context.facts.conversations.kinds().iter().enumerate();
    for (at, kind) in chats.filter(|(_, kind)| kind.engaged()) {
        if let Some((has_support, has_lead)) = of_flow.get_mut(flows.code(at)) {
            *has_support |= kind.eligible() == Some(true);
            *has_lead |= kind.has_bot_lead();
        }
    }
    of_flow.contains(&(true, true))
}

fn intents(context: &Context<'_>, found: &mut Found) {
    let intents = column(context, Dimension::Intent);
    let chats = &context.facts.conversations;
    let mut of_code = vec![0_u64; intents.names.len()];
    for at in chats.of_kinds(Kind::engaged) {
        if let Some(count) = of_code.get_mut(intents.code(at)) {
            *count += 1;
        }
    }
    let unnamed = intents.names.iter().position(String::is_empty);
    let missing = unnamed.and_then(|code| of_code.get(code)).copied().unwrap_or(0) as f64;
    let all = of_code.iter().sum::<u64>() as f64;
    if missing > MISSING_INTENTS * all {
        let rows = chats.of_kinds(Kind::engaged).filter(|at| Some(intents.code(*at)) == unnamed);
        found.add_rows(CheckId::IntentsMissing, rows.map(|at| chats.origin(at)));
    }
    let named = intents.names.iter().zip(&of_code).filter(|(name, count)| !name.is_empty() && **count > 0);
    let names = distinct(named.map(|(name, _)| name));
    let (least, share) = FREE_TEXT;
    if names.len() > least && names.len() as f64 > share * (all - missing) {
        found.add(CheckId::IntentsFreeText, None, names.len() as u64, names.into_iter().cloned());
    }
}

/// One value under several spellings: the chats of all but the most frequent of each.
fn spellings(context: &Context<'_>, found: &mut Found) {
    let of = [
        (Dimension::Intent, CheckId::SpelledSeveralWays),
        (Dimension::Channel, CheckId::ChannelsSpelledSeveralWays),
        (Dimension::Source, CheckId::SourcesSpelledSeveralWays),
        (Dimension::Flow, CheckId::FlowsSpelledSeveralWays),
    ];
    for (dimension, check) in of {
        let mut examples: Vec<String> = Vec::new();
        let column = column(context, dimension);
        let mut chats = vec![0_u64; column.names.len()];
        column.codes.for_each(|_, code| {
            if let Some(chats) = usize::try_from(code).ok().and_then(|code| chats.get_mut(code)) {
                *chats += 1;
            }
        });
        let mut of_normal: SortedMap<String, SortedMap<&str, usize>> = SortedMap::new();
        for (code, name) in column.names.iter().enumerate() {
            of_normal.entry(normal_intent(name)).or_default().insert(name, code);
        }
        let mut is_rarer = vec![false; column.names.len()];
        for spelled in of_normal.values().filter(|spelled| spelled.len() > 1) {
            let most = spelled.values().max_by_key(|code| chats.get(**code)).copied();
            for code in spelled.values().filter(|code| Some(**code) != most) {
                if let Some(is_rarer) = is_rarer.get_mut(*code) {
                    *is_rarer = true;
                }
            }
            examples.push(spelled.keys().copied().collect::<Vec<_>>().join(" = "));
        }
        if is_rarer.contains(&true) {
            found.add_rows(check, rows_of(context, column, &is_rarer));
            found.illustrate(check, &examples);
        }
    }
}

fn channels(context: &Context<'_>, found: &mut Found) {
    let channels = column(context, Dimension::Channel);
    let is_outcome: Vec<bool> = channels.names.iter().map(|name| OUTCOME_WORDS.contains(&normal_intent(name).as_str())).collect();
    found.add_rows(CheckId::ChannelInOutcome, rows_of(context, channels, &is_outcome));
    let names = channels.names.iter().zip(&is_outcome).filter(|(_, is_outcome)| **is_outcome).map(|(name, _)| name.clone());
    found.illustrate(CheckId::ChannelInOutcome, &names.collect::<Vec<_>>());
}

fn handoffs(context: &Context<'_>, found: &mut Found) {
    let chats = &context.facts.conversations;
    let is_taken = |kind: Kind| kind.is_handled() && matches!(kind.handoff(), Some(Handoff::Accepted | Handoff::Answered));
    if chats.of_kinds(is_taken).next().is_none() {
        let requested = chats.of_kinds(|kind| kind.is_handled() && kind.handoff() == Some(Handoff::Requested));
        found.add_rows(CheckId::HandoffNeverAccepted, requested.map(|at| chats.origin(at)));
    }
    let both = chats.of_kinds(|kind| {
        let claims = matches!(kind.resolution(), Some(Resolution::Confirmed | Resolution::Assumed));
        kind.is_handled() && kind.handed_off() == Some(true) && claims
    });
    found.add_rows(CheckId::ResolvedAfterHandoff, both.map(|at| chats.origin(at)));
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
    let mut of_file: SortedMap<u32, Told> = SortedMap::new();
    for at in facts.conversations.of_kinds(Kind::is_handled) {
        let kind = facts.conversations.kinds().get(at).copied().unwrap_or_default();
        let told = of_file.entry(facts.conversations.origin(at).file).or_default();
        match kind.handed_off() {
            Some(true) => told.handed_off += 1,
            Some(false) => {
                told.kept += 1;
                told.kept_and_assumed += u64::from(kind.resolution() == Some(Resolution::Assumed));
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
    let engaged = || facts.conversations.of_kinds(Kind::engaged);
    let person = |at: usize| facts.conversations.persons().get(at).copied().unwrap_or_default();
    let persons = engaged().map(|at| person(at).index() + 1).max().unwrap_or(0);
    let mut chats = vec![0_u64; persons];
    for at in engaged() {
        if let Some(chats) = chats.get_mut(person(at).index()) {
            *chats += 1;
        }
    }
    let (least, share) = CROWDED;
    let limit = share * engaged().count() as f64;
    let is_crowded = |at: &usize| chats.get(person(*at).index()).is_some_and(|chats| *chats > least && *chats as f64 > limit);
    if chats.iter().any(|chats| *chats > least) {
        found.add_rows(CheckId::CrowdedPerson, engaged().filter(is_crowded).map(|at| facts.conversations.origin(at)));
    }
}
