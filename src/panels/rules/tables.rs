//! Rules by what the data names: intents, flows, channels, pages, currencies, spellings.

use super::field::{Fields, ROWS_UNFOLDED, RuleInput, RuleRow, RuleTable};
use super::form::{is_set, target_path};
use crate::format::{MISSING, count};
use crate::metrics::{Field, MetricId};
use crate::model::Dimension;
use crate::panels::intents::INTENT_METRICS;
use crate::panels::quantity::{Unit, quantity};
use crate::panels::{View, field_name};
use crate::protocol::{RulesForm, ToDecide};
use crate::rules::normal_intent;
use crate::scorecard::SegmentKey;

fn table(
    view: &View<'_>,
    id: &'static str,
    head: &'static str,
    count_heads: &[&'static str],
    heads: &[&'static str],
    rows: Vec<RuleRow>,
) -> RuleTable {
    let words = &view.text.rules;
    let more = rows.len().saturating_sub(ROWS_UNFOLDED);
    RuleTable {
        id,
        head,
        count_heads: count_heads.to_vec(),
        heads: heads.to_vec(),
        none: words.none_found,
        more: if more > 0 { words.more.with([&count(more as f64)]) } else { String::new() },
        left_out: String::new(),
        rows,
    }
}

/// The name of a rule in a line: of what, and which.
fn label(view: &View<'_>, name: &str, head: &str) -> String {
    view.text.tile.value_is.with([name, head])
}

/// What the bot should handle, the most frequent first, with the share that it resolved and what is aimed for. Spellings of one
/// intent are decided together.
pub(super) fn intents(view: &View<'_>, fields: &Fields<'_>, found: &ToDecide) -> RuleTable {
    let words = &view.text.rules;
    let mut spelled: Vec<(String, Vec<&str>, u64)> = Vec::new();
    for (intent, chats) in &found.intents {
        let normal = normal_intent(intent);
        match spelled.iter_mut().find(|(known, ..)| *known == normal) {
            Some((_, spellings, all)) => {
                spellings.push(intent);
                *all += chats;
            }
            None => spelled.push((normal, vec![intent], *chats)),
        }
    }
    let choices = [("yes", words.yes), ("no", words.no), ("", words.undecided)];
    let row = |(normal, spellings, chats): (String, Vec<&str>, u64)| {
        let name = spellings.join(", ");
        let choices = choices.map(|(word, name)| (word.to_owned(), name.to_owned())).to_vec();
        let should = label(view, &name, words.should);
        let eligible = fields.field(&["eligible_intents", &normal], should, "", "", RuleInput::Choice(choices));
        let intent = spellings.first().copied().unwrap_or_default();
        let target = |(metric, head): (&MetricId, &&'static str)| {
            let path = target_path(intent, *metric);
            fields.number(&path.each_ref().map(String::as_str), label(view, &name, head), "", "%")
        };
        let targets = INTENT_METRICS.iter().zip(&words.targets).map(target);
        let resolved = quantity(view, resolved(view, &spellings), Unit::Rate);
        let fields = std::iter::once(eligible).chain(targets).collect();
        RuleRow { key: intent.to_owned(), name, counts: vec![count(chats as f64), resolved], fields }
    };
    let rows = spelled.into_iter().map(row).collect();
    let heads: Vec<&'static str> = std::iter::once(words.should).chain(words.targets).collect();
    let table = table(view, "intents", words.intent, &[words.chats, words.deflected], &heads, rows);
    let others = found.other_intents;
    let left_out = if others > 0 { words.left_out.with([&count(others as f64)]) } else { String::new() };
    RuleTable { none: words.no_intents, left_out, ..table }
}

/// The share that the bot resolved of an intent's handled chats, under all its spellings; none if they are too few.
fn resolved(view: &View<'_>, spellings: &[&str]) -> Option<f64> {
    let segments = view.card.segments.get(&SegmentKey::of(Dimension::Intent))?;
    let metrics = spellings.iter().filter_map(|name| segments.get(*name)?.get(&MetricId::ResolutionRate));
    let (mut above, mut below) = (0.0, 0.0);
    for metric in metrics {
        above += metric.numerator.unwrap_or_default();
        below += metric.denominator.unwrap_or_default();
    }
    (below >= view.min_n() as f64 && below > 0.0).then(|| above / below)
}

/// What each flow is hired for, the goal that counts in it, and whether it has one narrow purpose.
pub(super) fn flows(view: &View<'_>, fields: &Fields<'_>, found: &ToDecide) -> RuleTable {
    let words = &view.text.rules;
    let row = |(flow, chats): &(String, u64)| {
        let kinds = (["support", "faq", "lead", "sales", "booking"], words.flow_kinds);
        let kind = fields.choice(&["flow_kind", flow], label(view, flow, words.job), "", kinds, Some(words.from_data));
        let goals = RuleInput::Text(found.goals.clone());
        let mut goal = fields.field(&["goal_per_flow", flow], label(view, flow, words.goal), "", "", goals);
        words.any_goal.clone_into(&mut goal.silent);
        let narrow = RuleInput::Check(words.narrow.to_owned());
        let narrow = fields.field(&["narrow_flows", flow], label(view, flow, words.narrow), "", "", narrow);
        RuleRow { key: flow.clone(), name: flow.clone(), counts: vec![count(*chats as f64)], fields: vec![kind, goal, narrow] }
    };
    let rows = found.flows.iter().map(row).collect();
    table(view, "flows", view.text.filters.flow, &[words.chats], &[words.job, words.goal, words.scope], rows)
}

/// What each channel is.
pub(super) fn channels(view: &View<'_>, fields: &Fields<'_>, found: &ToDecide) -> RuleTable {
    let words = &view.text.rules;
    let row = |(channel, chats): &(String, u64)| {
        let kinds = (["web", "messenger", "instagram", "embed", "landing", "other"], words.channel_kinds);
        let kind = fields.choice(&["channel_kind", channel], label(view, channel, words.kind), "", kinds, Some(words.from_name));
        RuleRow { key: channel.clone(), name: channel.clone(), counts: vec![count(*chats as f64)], fields: vec![kind] }
    };
    let rows = found.channels.iter().map(row).collect();
    table(view, "channels", view.text.filters.channel, &[words.chats], &[words.kind], rows)
}

/// Pages of high intent.
pub(super) fn pages(view: &View<'_>, fields: &Fields<'_>, found: &ToDecide) -> RuleTable {
    let words = &view.text.rules;
    let row = |(page, chats): &(String, u64)| {
        let check = RuleInput::Check(words.high_intent.to_owned());
        let check = fields.field(&["high_intent_pages", page], label(view, page, words.high_intent), "", "", check);
        RuleRow { key: page.clone(), name: page.clone(), counts: vec![count(*chats as f64)], fields: vec![check] }
    };
    let rows = found.pages.iter().map(row).collect();
    table(view, "pages", view.text.filters.page, &[words.chats], &[words.high_intent], rows)
}

/// Rates of the currencies that are not the rules' own.
pub(super) fn currencies(view: &View<'_>, fields: &Fields<'_>, found: &ToDecide) -> RuleTable {
    let words = &view.text.rules;
    let row = |(code, orders): &(String, u64)| {
        let rate = fields.number(&["fx", code], label(view, code, words.fx), "", view.currency());
        RuleRow { key: code.clone(), name: code.clone(), counts: vec![count(*orders as f64)], fields: vec![rate] }
    };
    let others = found.currencies.iter().filter(|(code, _)| code != view.currency());
    table(view, "currencies", words.currency, &[words.orders], &[words.fx], others.map(row).collect())
}

/// Spellings that are joined, and those that probably should be.
pub(super) fn aliases(view: &View<'_>, fields: &Fields<'_>, form: &RulesForm) -> RuleTable {
    let words = &view.text.rules;
    let row = |dimension: &str, from: &str, to: &str, chats: Option<u64>| {
        let name = field_name_of(view, dimension);
        let said = words.join.with([from, to]);
        let join = RuleInput::Join(to.to_owned());
        let field = fields.field(&["value_aliases", dimension, from], label(view, name, &said), "", "", join);
        let chats = chats.map_or_else(|| MISSING.to_owned(), |chats| count(chats as f64));
        RuleRow {
            key: from.to_owned(),
            name: view.text.tile.value_is.with([name, from]),
            counts: vec![chats],
            fields: vec![field],
        }
    };
    let joined = form.values.iter().filter_map(|(path, to)| match path.as_slice() {
        [rule, dimension, from] if rule == "value_aliases" => Some(row(dimension, from, to, None)),
        _ => None,
    });
    let proposed = form.found.alike.iter().filter(|alike| !is_set(form, &["value_aliases", alike.dimension.word(), &alike.from]));
    let proposed = proposed.map(|alike| row(alike.dimension.word(), &alike.from, &alike.to, Some(alike.conversations)));
    let rows = joined.chain(proposed).collect();
    let table = table(view, "spellings", words.spelling, &[words.chats], &[words.count_as], rows);
    RuleTable { none: words.no_spellings, ..table }
}

fn field_name_of(view: &View<'_>, dimension: &str) -> &'static str {
    Field::from_word(dimension).map_or("", |field| field_name(view, field))
}
