//! Boards, their weeks and segments as bytes.

use super::bytes::{MOST_LISTED, Malformed, Reader, Writer};
use super::content::WEEKS;
use super::metric_form::{optional, read_column, read_metric, write_column, write_metric};
use super::numbers::{DIGITS, ROUGH_DIGITS, without};
use super::words::{CHANGES, FIELDS, FUNNEL, METRICS, code_of, name_of, segment_groups, week_groups};
use crate::facts::calendar;
use crate::metrics::Field;
use crate::model::order::put_in_order_by;
use crate::model::{Date, SortedMap};
use crate::scorecard::{
    Board, BoardDetail, BoardId, Change, ChangeId, FunnelStep, MetricId, MetricSet, Need, Roi, RoiIntervals, SegmentKey,
    Segments, Verdict, Week,
};

const VERDICTS: [Option<Verdict>; 4] = [None, Some(Verdict::Real), Some(Verdict::Noise), Some(Verdict::TooFew)];

/// A board without its weeks.
pub(super) fn write_board(writer: &mut Writer, board: &Board) {
    writer.count(board.flows.len() as u64);
    board.flows.iter().for_each(|flow| writer.text(flow));
    let metrics = METRICS.iter().map(|id| board.metrics.get(id));
    writer.count(mask(metrics.clone().map(|metric| metric.is_some())));
    metrics.flatten().for_each(|metric| write_metric(writer, metric));
    let changes = CHANGES.iter().map(|id| board.change.get(id));
    writer.count(mask(changes.clone().map(|change| change.is_some())));
    changes.flatten().for_each(|change| write_change(writer, change));
    write_roi(writer, &board.roi);
    writer.count(board.funnel.len() as u64);
    for step in &board.funnel {
        writer.count(code_of(FUNNEL, &step.step).unwrap_or(u64::from(u8::MAX)));
        let baseline = step.baseline;
        let flags =
            [step.count.is_some(), step.rate.is_some(), step.interval.is_some(), step.pending.is_some(), baseline.is_some()];
        writer.flags(&flags);
        step.count.into_iter().for_each(|count| writer.decimal(count, 12));
        step.rate.into_iter().chain(step.interval.into_iter().flatten()).for_each(|value| writer.decimal(value, ROUGH_DIGITS));
        step.pending.into_iter().for_each(|pending| writer.count(pending));
        baseline.into_iter().for_each(|baseline| writer.decimal(baseline, ROUGH_DIGITS));
    }
}

/// What [`write_board`] wrote.
pub(super) fn read_board(reader: &mut Reader<'_>) -> Result<Board, Malformed> {
    let flows = (0..reader.length_up_to(MOST_LISTED)?).map(|_| reader.text()).collect::<Result<_, _>>()?;
    let mut metrics = MetricSet::new();
    for code in codes(reader.count()?) {
        let metric = read_metric(reader)?;
        if let Some(id) = name_of(METRICS, code) {
            metrics.insert(id, metric);
        }
    }
    let mut change = SortedMap::new();
    for code in codes(reader.count()?) {
        let read = read_change(reader)?;
        if let Some(id) = name_of(CHANGES, code) {
            change.insert(id, read);
        }
    }
    let roi = read_roi(reader)?;
    let mut funnel = Vec::new();
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let step = name_of(FUNNEL, reader.count()?);
        let [has_count, has_rate, has_interval, has_pending, has_baseline] = reader.flags()?;
        let count = optional(has_count, || reader.decimal())?;
        let rate = optional(has_rate, || reader.decimal())?;
        let interval = optional(has_interval, || Ok([reader.decimal()?, reader.decimal()?]))?;
        let pending = optional(has_pending, || reader.count())?;
        let baseline = optional(has_baseline, || reader.decimal())?;
        funnel.extend(step.map(|step| FunnelStep { step, count, rate, interval, pending, baseline }));
    }
    Ok(Board { flows, metrics, weekly: Vec::new(), change, roi, funnel, detail: BoardDetail::default() })
}

/// Which of up to 64 things are there, the first in the lowest bit.
fn mask(are_there: impl Iterator<Item = bool>) -> u64 {
    are_there.zip(0..64).fold(0, |mask, (is_there, at)| mask | (u64::from(is_there) << at))
}

/// The codes of a mask.
fn codes(mask: u64) -> impl Iterator<Item = u64> {
    (0..64).filter(move |at| mask >> at & 1 == 1)
}

/// The value before is the one after less the difference.
fn write_change(writer: &mut Writer, change: &Change) {
    let verdict = VERDICTS.iter().position(|verdict| *verdict == change.verdict).unwrap_or_default();
    writer.flags(&[
        change.interval.is_some(),
        change.weeks_needed.is_some(),
        change.rate_effect.is_some(),
        change.mix_effect.is_some(),
        change.reversal.is_some(),
        change.reversal == Some(true),
        verdict & 1 == 1,
        verdict & 2 == 2,
    ]);
    let ends = change.interval.into_iter().flatten();
    let decimals = [change.to, change.delta].into_iter().chain(ends).chain(change.rate_effect).chain(change.mix_effect);
    decimals.for_each(|value| writer.decimal(value, ROUGH_DIGITS));
    change.weeks_needed.into_iter().for_each(|weeks| writer.count(weeks));
}

fn read_change(reader: &mut Reader<'_>) -> Result<Change, Malformed> {
    let [has_interval, has_weeks, has_rate, has_mix, has_reversal, is_reversal, low, high] = reader.flags()?;
    let (to, delta) = (reader.decimal()?, reader.decimal()?);
    Ok(Change {
        from: super::bytes::rounded(to - delta, ROUGH_DIGITS),
        to,
        delta,
        interval: optional(has_interval, || Ok([reader.decimal()?, reader.decimal()?]))?,
        rate_effect: optional(has_rate, || reader.decimal())?,
        mix_effect: optional(has_mix, || reader.decimal())?,
        weeks_needed: optional(has_weeks, || reader.count())?,
        verdict: VERDICTS.get(usize::from(low) + 2 * usize::from(high)).copied().flatten(),
        reversal: has_reversal.then_some(is_reversal),
    })
}

fn write_roi(writer: &mut Writer, roi: &Roi) {
    let amounts = [roi.savings, roi.handoff_savings, roi.gross_profit, roi.program_cost, roi.value, roi.percent];
    let ends = [roi.intervals.savings, roi.intervals.gross_profit, roi.intervals.value, roi.intervals.percent];
    writer.flags(&amounts.map(|amount| amount.is_some()));
    writer.flags(&ends.map(|ends| ends.is_some()));
    amounts.into_iter().flatten().chain(ends.into_iter().flatten().flatten()).for_each(|amount| writer.decimal(amount, DIGITS));
}

fn read_roi(reader: &mut Reader<'_>) -> Result<Roi, Malformed> {
    let (amounts, ends): ([bool; 6], [bool; 4]) = (reader.flags()?, reader.flags()?);
    let mut amount = |at: usize| optional(amounts.get(at) == Some(&true), || reader.decimal());
    let roi = Roi {
        savings: amount(0)?,
        handoff_savings: amount(1)?,
        gross_profit: amount(2)?,
        program_cost: amount(3)?,
        value: amount(4)?,
        percent: amount(5)?,
        intervals: RoiIntervals::default(),
        ai_cost: None,
        platform_cost: None,
    };
    let mut interval = |at: usize| optional(ends.get(at) == Some(&true), || Ok([reader.decimal()?, reader.decimal()?]));
    let intervals =
        RoiIntervals { savings: interval(0)?, gross_profit: interval(1)?, value: interval(2)?, percent: interval(3)? };
    Ok(Roi { intervals, ..roi })
}

/// The weeks of a board: the first date, which are complete, then number by number.
pub(super) fn write_weeks(writer: &mut Writer, id: BoardId, weeks: &[Week]) {
    writer.date(weeks.first().map(|week| week.from.as_str()));
    writer.count(weeks.len() as u64);
    writer.count(mask(weeks.iter().map(|week| week.complete)));
    let mut before = Vec::new();
    for id in week_groups(id).iter().copied().flatten() {
        let cells: Vec<_> = weeks.iter().map(|week| id.of(&week.metrics)).collect();
        write_column(writer, &cells, &mut before);
    }
}

/// What [`write_weeks`] wrote.
pub(super) fn read_weeks(reader: &mut Reader<'_>, id: BoardId) -> Result<Vec<Week>, Malformed> {
    let first = reader.date()?.and_then(|date| Date::from_iso(&date)).ok_or(Malformed)?;
    let length = usize::try_from(reader.count()?).ok().ok_or(Malformed)?;
    if length > WEEKS {
        return Err(Malformed);
    }
    let complete = reader.count()?;
    let mut weeks: Vec<Week> =
        (0..).take(length).map(|at: i32| week_of(Date(first.0.saturating_add(7 * at)), complete >> at & 1 == 1)).collect();
    let mut before = vec![0; length];
    for id in week_groups(id).iter().copied().flatten() {
        for (week, cell) in weeks.iter_mut().zip(read_column(reader, &mut before)?) {
            insert(&mut week.metrics, *id, cell);
        }
    }
    Ok(weeks)
}

fn week_of(first: Date, complete: bool) -> Week {
    Week { week: calendar::Week { first }.name(), from: first.to_string(), complete, metrics: MetricSet::new() }
}

fn insert(metrics: &mut MetricSet, id: ChangeId, cell: crate::scorecard::Metric) {
    match id.metric() {
        (id, None) => drop(metrics.insert(id, cell)),
        (id, Some(part)) => drop(metrics.entry(id).or_default().parts.insert(part, cell)),
    }
}

/// Segments: what they are split by, the values with the most chats first, then number by number.
pub(super) fn write_segments(writer: &mut Writer, segments: &Segments) {
    writer.count(segments.len() as u64);
    for (key, values) in segments {
        writer.count(key.fields().len() as u64);
        key.fields().iter().for_each(|field| writer.count(code_of(FIELDS, field).unwrap_or(u64::from(u8::MAX))));
        let handled = |metrics: &MetricSet| metrics.get(&MetricId::CostPerInteraction).map_or(0, |metric| metric.n);
        let mut rows: Vec<(&String, &MetricSet)> = values.iter().collect();
        put_in_order_by(&mut rows, |(name, metrics)| (std::cmp::Reverse(handled(metrics)), *name));
        writer.count(rows.len() as u64);
        let mut before = Vec::new();
        let mut last = None;
        for (_, metrics) in &rows {
            let cell = metrics.get(&MetricId::CostPerInteraction);
            let n = handled(metrics);
            before.push(n);
            if cell.is_some_and(|cell| cell.needs.contains(&Need::Suppressed)) {
                writer.count(0);
            } else {
                // The most come first, so that differences are small and never below 0; what is hidden comes last.
                writer.count(1 + last.map_or(n, |last: u64| last.saturating_sub(n)));
                last = Some(n);
            }
        }
        for id in columns(key) {
            let cells: Vec<_> = rows.iter().map(|(_, metrics)| id.of(metrics)).collect();
            write_column(writer, &cells, &mut before);
        }
        rows.iter().for_each(|(name, _)| writer.text(name));
    }
}

/// What [`write_segments`] wrote.
pub(super) fn read_segments(reader: &mut Reader<'_>) -> Result<Segments, Malformed> {
    let mut segments = Segments::new();
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let fields: Vec<Option<Field>> =
            (0..reader.length()?).map(|_| Ok(name_of(FIELDS, reader.count()?))).collect::<Result<_, Malformed>>()?;
        let fields: Option<Vec<&str>> = fields.into_iter().map(|field| field.map(Field::word)).collect();
        let key = fields.and_then(|fields| SegmentKey::parse(&fields.join(","))).ok_or(Malformed)?;
        let length = reader.length_up_to(MOST_LISTED)?;
        let mut rows: Vec<MetricSet> = Vec::new();
        let mut before = Vec::new();
        let mut last = None;
        for _ in 0..length {
            let (n, cell) = match (reader.count()?, last) {
                (0, _) => (0, without(Need::Suppressed, 0)),
                (code, None) => (code - 1, without(Need::NotShared, code - 1)),
                (code, Some(last)) => {
                    let n = u64::checked_sub(last, code - 1).ok_or(Malformed)?;
                    (n, without(Need::NotShared, n))
                }
            };
            if !cell.needs.contains(&Need::Suppressed) {
                last = Some(n);
            }
            before.push(n);
            rows.push(MetricSet::from([(MetricId::CostPerInteraction, cell)]));
        }
        for id in columns(&key) {
            for (row, cell) in rows.iter_mut().zip(read_column(reader, &mut before)?) {
                insert(row, *id, cell);
            }
        }
        let mut values = SortedMap::new();
        for row in rows {
            values.insert(reader.text()?, row);
        }
        segments.insert(key, values);
    }
    Ok(segments)
}

/// The numbers of a segment beside its chats.
fn columns(key: &SegmentKey) -> impl Iterator<Item = &'static ChangeId> {
    segment_groups(key).iter().copied().flatten().filter(|id| **id != ChangeId::CostPerInteraction)
}
