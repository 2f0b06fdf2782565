//! Tables of a link, weeks and segments: which rows of which numbers are hidden, and what the others say.

use super::apart;
use super::content::Hidden;
use super::numbers::{shared_cell, without};
use super::options::{ShareOptions, shares_names};
use super::suppress::{Column, hidden_rows};
use super::words::segment_groups;
use crate::masking::identifies;
use crate::metrics::Field;
use crate::metrics::statistics::Share;
use crate::model::order::put_in_order_by;
use crate::model::{Dimension, SortedMap};
use crate::scorecard::{ChangeId, Metric, MetricId, MetricSet, Need, Scorecard, SegmentKey};

/// Which rows of each number are hidden. A row hidden in the first group of numbers, those over all of its chats, is hidden in
/// every other one.
pub(super) type Masks = Vec<(ChangeId, Vec<bool>)>;

/// `kinds` are columns that no row shows, beside the first group.
pub(super) fn masks(
    groups: &[&[ChangeId]],
    rows: &[&MetricSet],
    kinds: Vec<Column>,
    below: u64,
    has_secret_sum: &dyn Fn(ChangeId) -> bool,
) -> Masks {
    let mut base = Vec::new();
    let mut masks = Vec::new();
    let mut kinds = kinds;
    for (at, group) in groups.iter().enumerate() {
        let column = |id: &ChangeId| {
            let (caps, rest_cap) = caps(rows, *id, &base);
            let cells = rows.iter().map(|row| apart::group(row, *id)).collect();
            Column { cells, caps, rest_cap, has_secret_sum: has_secret_sum(*id), is_unseen: false }
        };
        // The narrow ones first: what they hide hides in the wide ones too.
        let mut columns = std::mem::take(&mut kinds);
        columns.extend(group.iter().rev().map(column));
        let mask = hidden_rows(&columns, below, &base);
        masks.extend(group.iter().map(|id| (*id, mask.clone())));
        if at == 0 {
            base = mask;
        }
    }
    masks
}

/// Surveys of a row are no more than its chats, where those are seen, and of the other rows no more than theirs together.
fn caps(rows: &[&MetricSet], id: ChangeId, base: &[bool]) -> (Vec<Option<u64>>, Option<u64>) {
    if id != ChangeId::Csat || base.is_empty() {
        return (Vec::new(), None);
    }
    let is_seen = |at: usize| base.get(at) == Some(&false);
    let caps = rows.iter().enumerate().map(|(at, row)| is_seen(at).then(|| apart::handled(row))).collect();
    let rest = rows.iter().enumerate().filter(|(at, _)| !is_seen(*at)).map(|(_, row)| apart::handled(row)).sum();
    (caps, Some(rest))
}

/// Chats whose intent is undecided, and those whose intent is not eligible. The rules tell which intents these are, and the
/// totals of the boards how many chats they have together; all others are eligible, so that their sums tell of the eligible ones.
fn kinds_of(rows: &[&MetricSet], has_secret_sum: bool) -> Vec<Column> {
    let column = |of: &dyn Fn(&MetricSet) -> u64| Column {
        cells: rows.iter().map(|row| Share { k: 0, n: of(row) }).collect(),
        has_secret_sum,
        is_unseen: true,
        ..Column::default()
    };
    let others = |row: &MetricSet| {
        let eligible = row.get(&MetricId::DeflectionRate).map_or(0, |metric| metric.n + metric.unknown);
        apart::handled(row).saturating_sub(eligible + apart::undecided(row))
    };
    vec![column(&others), column(&apart::undecided)]
}

pub(super) fn is_any_hidden(masks: &Masks, row: usize) -> bool {
    masks.iter().any(|(_, mask)| mask.get(row) == Some(&true))
}

pub(super) fn tally(answers: impl Iterator<Item = bool>) -> u32 {
    u32::try_from(answers.filter(|answer| *answer).count()).unwrap_or(u32::MAX)
}

/// The numbers of one row.
pub(super) fn cells_of<'a>(masks: impl Iterator<Item = &'a (ChangeId, Vec<bool>)>, row: usize, metrics: &MetricSet) -> MetricSet {
    let mut cells = MetricSet::new();
    for (id, mask) in masks {
        let is_hidden = mask.get(row) == Some(&true);
        let cell = match id.of(metrics) {
            _ if is_hidden => without(Need::Suppressed, 0),
            Some(metric) => shared_cell(metric),
            None => Metric::default(),
        };
        match id.metric() {
            (id, None) => drop(cells.insert(id, cell)),
            (id, Some(part)) => drop(cells.entry(id).or_default().parts.insert(part, cell)),
        }
    }
    cells
}

/// The values of a dimension whose chats are seen. Where their names are not shared, or one would tell who somebody is, they are
/// numbered, the most handled first. A row that is hidden is not there, so that neither its name nor its place says anything.
pub(super) fn shared_segments(
    card: &Scorecard,
    key: &SegmentKey,
    of: &SortedMap<String, MetricSet>,
    options: ShareOptions,
    hidden: &mut Hidden,
) -> SortedMap<String, MetricSet> {
    let Table { rows, masks } = table_of(card, key, of);
    let is_seen = seen_rows(&masks, rows.len());
    if !is_seen.contains(&true) {
        // How many are hidden would tell of what size each is.
        return SortedMap::new();
    }
    hidden.segments += tally((0..rows.len()).map(|at| is_any_hidden(&masks, at)));
    let is_named = key.fields().iter().all(|field| shares_names(*field, options));
    let seen = rows.iter().enumerate().filter(|(at, _)| is_seen.get(*at) == Some(&true));
    let named = seen.zip(1_u32..).map(|((at, (name, metrics)), place)| {
        let cells = masks.iter().filter(|(id, _)| *id != ChangeId::CostPerInteraction);
        let mut cells = cells_of(cells, at, metrics);
        // How many are young is said of weeks, where it bears on what is complete; here it would add to what a board hides.
        cells.iter_mut().for_each(|(_, cell)| cell.pending = None);
        // The rows of a segment are those that it is ordered by; what each cost is not among its numbers.
        cells.insert(MetricId::CostPerInteraction, without(Need::NotShared, apart::handled(metrics)));
        (if is_named && !identifies(name) { (*name).clone() } else { format!("#{place}") }, cells)
    });
    named.collect()
}

/// The values of a dimension whose chats are seen in a link with their table; none where the table would be left out.
pub(super) fn seen_values<'a>(card: &'a Scorecard, key: &SegmentKey) -> Vec<&'a str> {
    let Some(of) = card.segments.get(key) else { return Vec::new() };
    let Table { rows, masks } = table_of(card, key, of);
    let is_seen = seen_rows(&masks, rows.len());
    rows.into_iter().zip(is_seen).filter(|(_, is_seen)| *is_seen).map(|((name, _), _)| name.as_str()).collect()
}

/// The rows of a table, the most handled first, and what is hidden of them.
struct Table<'a> {
    rows: Vec<(&'a String, &'a MetricSet)>,
    masks: Masks,
}

fn table_of<'a>(card: &Scorecard, key: &SegmentKey, of: &'a SortedMap<String, MetricSet>) -> Table<'a> {
    let mut rows: Vec<(&String, &MetricSet)> = of.iter().collect();
    put_in_order_by(&mut rows, |(name, metrics)| (std::cmp::Reverse(apart::handled(metrics)), *name));
    let metrics: Vec<&MetricSet> = rows.iter().map(|(_, metrics)| *metrics).collect();
    let is_of_intents = matches!(key.fields(), [Field::Dimension(Dimension::Intent)]);
    let has_secret_sum = |id: ChangeId| apart::column_gives_away(card, id);
    let kinds = if is_of_intents { kinds_of(&metrics, has_secret_sum(ChangeId::DeflectionRate)) } else { Vec::new() };
    let masks = masks(segment_groups(key), &metrics, kinds, card.rules.rules.suppress_below, &has_secret_sum);
    Table { rows, masks }
}

/// Of each row whether its chats are seen: those of the first group of numbers.
fn seen_rows(masks: &Masks, rows: usize) -> Vec<bool> {
    let mask = masks.first().map(|(_, mask)| mask.as_slice()).unwrap_or_default();
    (0..rows).map(|at| mask.get(at) != Some(&true)).collect()
}
