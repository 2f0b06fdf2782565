//! Exposure: how many visitors could have engaged, by date, channel, page and flow (METRICS section 4).

use std::collections::BTreeMap;

use super::aliases::Aliases;
use super::zone::Zone;
use crate::model::{Date, Dimension, EventName, ExposureRow, Symbol, TableName, Tables};

/// One cell of exposure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExposureCell {
    /// Local date.
    pub date: Date,
    /// Channel; empty is the rest of that date and covers every channel.
    pub channel: Symbol,
    /// Page.
    pub page: Symbol,
    /// Flow; empty is every flow.
    pub flow: Symbol,
    /// Eligible visitors if any row of the cell gives them, else impressions.
    pub visitors: u64,
}

/// Rows of the table, and one impression for each `chat_impression` that is of no test conversation, each with its table.
pub fn rows<'a>(
    tables: &'a Tables,
    zone: &'a Zone,
    aliases: &'a Aliases,
    is_test: impl Fn(Symbol) -> bool + 'a,
) -> impl Iterator<Item = (TableName, ExposureRow)> + 'a {
    let events = &tables.events;
    let shown = (0..events.len())
        .filter(move |at| events.event.get(*at) == Some(EventName::ChatImpression) && !is_test(events.conversation_id.get(*at)));
    let impressions = shown.filter_map(|at| {
        let event = events.row(at);
        let row = ExposureRow {
            date: zone.local_date(zone.resolve(event.timestamp)?),
            channel: event.channel,
            page: event.page,
            flow: event.flow,
            impressions: Some(1),
            origin: event.origin,
            ..ExposureRow::default()
        };
        Some((TableName::Events, row))
    });
    let aliased = |(table, row): (TableName, ExposureRow)| {
        let row = ExposureRow {
            channel: aliases.apply(Dimension::Channel, row.channel),
            page: aliases.apply(Dimension::Page, row.page),
            flow: aliases.apply(Dimension::Flow, row.flow),
            ..row
        };
        (table, row)
    };
    tables.exposure.rows().map(|row| (TableName::Exposure, row)).chain(impressions).map(aliased)
}

/// Sums rows into cells, sorted by date, channel, page and flow. Rows that give neither number are no exposure.
pub fn cells(rows: impl Iterator<Item = ExposureRow>) -> Vec<ExposureCell> {
    let mut sums: BTreeMap<(Date, Symbol, Symbol, Symbol), Sums> = BTreeMap::new();
    for row in rows {
        let sums = sums.entry((row.date, row.channel, row.page, row.flow)).or_default();
        sums.visitors = sum(sums.visitors, row.eligible_visitors);
        sums.impressions = sum(sums.impressions, row.impressions);
    }
    sums.into_iter()
        .filter_map(|((date, channel, page, flow), sums)| {
            Some(ExposureCell { date, channel, page, flow, visitors: sums.visitors.or(sums.impressions)? })
        })
        .collect()
}

/// What the rows of one cell give.
#[derive(Default)]
struct Sums {
    visitors: Option<u64>,
    impressions: Option<u64>,
}

fn sum(before: Option<u64>, more: Option<u64>) -> Option<u64> {
    more.map_or(before, |more| Some(before.unwrap_or(0).saturating_add(more)))
}
