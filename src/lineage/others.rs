//! Leads, orders and exposure behind a number.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Asked, CreditedBy, Id, Placed, Reason, Source, Standing};
use crate::attribution::Journeys;
use crate::facts::{Lead, Order};
use crate::metrics::statistics::Placement;
use crate::metrics::{Grouping, MetricId, PartId, Partition, lead_quality_rate, qualified_booking_rate};
use crate::model::{Dimension, ExposureRow, RevenueStatus, TableName};

/// Group of the partition's only group.
const INSIDE: u32 = 0;

/// Every lead with its standing.
pub fn leads(source: &Source<'_>, asked: Asked) -> Vec<Placed> {
    let facts = source.facts;
    let partition = Partition::new(source.index, source.scope, &Grouping::All);
    let stage = facts.rules.quality_stage;
    let place = |lead: &Lead| match (asked.metric, asked.part) {
        (MetricId::LeadQualityRate, Some(PartId::AllLeads)) => lead_quality_rate::place_all(lead, stage),
        (MetricId::LeadQualityRate, Some(PartId::DaysToStage)) => match lead_quality_rate::days_to_stage(lead, stage) {
            Some(_) => Placement::Numerator,
            None => Placement::Outside,
        },
        (MetricId::LeadQualityRate, _) => lead_quality_rate::place(lead, stage),
        (_, Some(PartId::Held)) => qualified_booking_rate::place_held(lead),
        (_, Some(PartId::SameWeek)) => qualified_booking_rate::place_same_week(lead),
        _ => qualified_booking_rate::place(lead),
    };
    let mut rows = Vec::with_capacity(facts.leads.len());
    for (lead, group) in facts.leads.iter().zip(&partition.leads) {
        let (standing, reason) = if !source.scope.holds_date(lead.date) {
            (Standing::Excluded, Reason::OutsideDates)
        } else if lead.is_bot && *group != INSIDE {
            (Standing::Excluded, Reason::OutsideFilter)
        } else {
            let placement = source.known(asked, place(lead));
            let reason = match placement {
                Placement::Numerator => Reason::Counted,
                Placement::Pending => Reason::TooYoung,
                Placement::Unknown => Reason::UnknownInput,
                Placement::Outside if !lead.is_bot => Reason::NotABotLead,
                _ if asked.metric == MetricId::LeadQualityRate => Reason::NoStage,
                _ => Reason::NoMeeting,
            };
            (placement.into(), reason)
        };
        let days = lead_quality_rate::days_to_stage(lead, stage);
        rows.push(Placed {
            standing,
            reason,
            table: TableName::Leads,
            id: Id::Text(lead.id),
            origin: lead.origin,
            amount: days.filter(|_| asked.part == Some(PartId::DaysToStage) && standing == Standing::Numerator),
            date: Some(lead.date),
            chat: lead.conversation,
        });
    }
    rows
}

/// Every order with what chats earn of it.
pub fn orders(source: &Source<'_>, asked: Asked) -> Vec<Placed> {
    let facts = source.facts;
    let partition = Partition::new(source.index, source.scope, &Grouping::All);
    let own = facts.rules.attribution;
    let by = asked.by.unwrap_or(CreditedBy { model: own.model, window_days: own.window_days });
    let pipeline = asked.part == Some(PartId::Pipeline);
    let is_base = |order: &Order| if pipeline { order.is_pending() } else { order.is_counted() };
    let journeys = Journeys::new(facts);
    let credited: FxHashMap<usize, f64> = journeys
        .credit(facts, by.model, by.window_days, is_base)
        .into_iter()
        .filter_map(|credited| {
            let order = facts.orders.get(credited.order)?;
            let counts = |chat: usize| partition.touch(chat) == INSIDE;
            let inside: Vec<f64> = credited.chats.iter().filter(|(chat, _)| counts(*chat)).map(|(_, share)| *share).collect();
            let share: f64 = inside.iter().sum();
            let amount = order.amount.unwrap_or(0.0);
            let worth = match asked.part {
                Some(PartId::Influenced) => (!inside.is_empty()).then_some(amount),
                Some(PartId::Sourced) => Some(if credited.first_chat.is_some_and(counts) { amount } else { 0.0 }),
                Some(PartId::GrossProfit) => Some(share * order.gross_profit.unwrap_or(0.0)),
                _ => Some(share * amount),
            };
            Some((credited.order, worth.filter(|_| !inside.is_empty())?))
        })
        .collect();
    let mut rows = Vec::with_capacity(facts.orders.len());
    for (at, (order, group)) in facts.orders.iter().zip(&partition.orders).enumerate() {
        let earned = credited.get(&at).copied();
        let (standing, reason) = if *group != INSIDE {
            (Standing::Excluded, Reason::OutsideDates)
        } else if !is_base(order) {
            (Standing::Excluded, not_counted(order))
        } else {
            match earned {
                None => (Standing::Denominator, Reason::NoChatTouch),
                Some(0.0) => (Standing::Denominator, Reason::NoCredit),
                Some(_) => (Standing::Numerator, Reason::Counted),
            }
        };
        rows.push(Placed {
            standing,
            reason,
            table: TableName::Revenue,
            id: Id::Text(order.id),
            origin: order.origin,
            amount: earned.filter(|_| standing == Standing::Numerator),
            date: Some(order.date),
            chat: order.conversation,
        });
    }
    rows
}

fn not_counted(order: &Order) -> Reason {
    match (order.status, order.amount) {
        (RevenueStatus::Won | RevenueStatus::Paid, None) => Reason::NoRate,
        (RevenueStatus::Won | RevenueStatus::Paid, Some(_)) => Reason::NoAmount,
        _ => Reason::StatusNotCounted,
    }
}

/// Rows of exposure below the line, with the visitors that each adds: of a cell in which any row gives eligible visitors
/// those, else impressions.
pub fn exposure(source: &Source<'_>) -> Vec<Placed> {
    let Some((from, to)) = source.scope.period(source.facts) else { return Vec::new() };
    let text = |dimension, symbol| source.facts.name(&source.tables.dictionary, dimension, symbol);
    let cell = |row: &ExposureRow| (row.date, row.channel, row.page, row.flow);
    let all: Vec<(TableName, ExposureRow)> = source.facts.exposure_rows(source.tables).collect();
    let with_visitors: FxHashSet<_> =
        all.iter().filter(|(_, row)| row.eligible_visitors.is_some()).map(|(_, row)| cell(row)).collect();
    let mut rows = Vec::with_capacity(all.len());
    for (table, row) in &all {
        let (channel, page, flow) =
            (text(Dimension::Channel, row.channel), text(Dimension::Page, row.page), text(Dimension::Flow, row.flow));
        let visitors = if with_visitors.contains(&cell(row)) { row.eligible_visitors } else { row.impressions };
        let (standing, reason) = match source.scope.holds_exposure(channel, page, flow) {
            _ if !(from..=to).contains(&row.date) => (Standing::Excluded, Reason::OutsideDates),
            Some(true) if visitors.is_none() => (Standing::Excluded, Reason::NotCounted),
            Some(true) => (Standing::Denominator, Reason::Visitors),
            _ => (Standing::Excluded, Reason::OutsideFilter),
        };
        rows.push(Placed {
            standing,
            reason,
            table: *table,
            id: Id::Cells(format!("{} {channel} {page} {flow}", row.date)),
            origin: row.origin,
            amount: visitors.map(|visitors| visitors as f64).filter(|_| standing == Standing::Denominator),
            date: Some(row.date),
            chat: None,
        });
    }
    rows
}
