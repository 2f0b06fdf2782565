//! Leads, orders and exposure: what keeps them from being tied to chats and judged.

use super::found::Found;
use super::{CheckId, Evidence};
use crate::facts::Lead;
use crate::facts::identity::KeyKind;
use crate::metrics::Context;
use crate::model::{Symbol, TableName};

pub(super) fn check(context: &Context<'_>, evidence: &Evidence<'_>, found: &mut Found) {
    let facts = context.facts;
    ties(context, evidence, found);
    if facts.known.leads && !facts.known.quality_stage {
        found.add_rows(CheckId::NoQualityStage, facts.leads.iter().map(|lead| lead.origin));
    }
    if facts.exposure.is_empty() {
        found.add(CheckId::NoExposure, None, facts.conversations.len() as u64, []);
    }
    let uncounted = facts.orders.iter().filter(|order| !order.is_counted());
    found.add_rows(CheckId::UncountedOrders, uncounted.map(|order| order.origin));
    found.add_rows(CheckId::NegativeLeadTimes, facts.leads.iter().filter(|lead| runs_backwards(lead)).map(|lead| lead.origin));
}

/// Leads and orders that name no conversation, or one that is not there.
fn ties(context: &Context<'_>, evidence: &Evidence<'_>, found: &mut Found) {
    let facts = context.facts;
    if facts.conversations.is_empty() {
        return;
    }
    for table in [TableName::Leads, TableName::Revenue] {
        let Some(joins) = facts.joins.get(&table).filter(|joins| joins.rows > 0) else { continue };
        if joins.carried.contains(&KeyKind::Conversation) {
            continue;
        }
        // A form's lead has no conversation to name. What the other keys find is told beside.
        match table {
            TableName::Leads => {
                let leads = facts.leads.iter().filter(|lead| !lead.is_form() && !lead.is_made_by_events);
                found.add_rows(CheckId::NoConversationId, leads.map(|lead| lead.origin));
            }
            _ => found.add_rows(CheckId::NoConversationId, facts.orders.iter().map(|order| order.origin)),
        }
        let rates = joins.by_key.iter().map(|(key, rows)| format!("{} {rows}/{}", key.column(), joins.rows));
        found.illustrate(CheckId::NoConversationId, &rates.collect::<Vec<_>>());
    }
    let lost = facts.leads.iter().filter(|lead| lead.named != Symbol::EMPTY && lead.linked.is_none());
    found.add_rows(CheckId::UnknownConversationId, lost.map(|lead| lead.origin));
    // Orders keep no name of what they did not find: the file can be told where there is but one.
    let mut files = evidence.files.iter().enumerate().filter(|(_, file)| file.table == Some(TableName::Revenue));
    let file = files.next().map(|(at, _)| at).filter(|_| files.next().is_none());
    let dangling = facts.joins.get(&TableName::Revenue).map_or(0, |joins| joins.dangling);
    found.add(CheckId::UnknownConversationId, file.and_then(|file| u32::try_from(file).ok()), dangling, []);
}

/// Whether a lead reached a stage before it was created, or held a meeting before it was booked.
fn runs_backwards(lead: &Lead) -> bool {
    let stages = [lead.mql, lead.sql, lead.booked, lead.held, lead.disqualified];
    stages.into_iter().flatten().any(|at| at < lead.created)
        || lead.booked.zip(lead.held).is_some_and(|(booked, held)| held < booked)
}
