//! Metrics as bytes: a rate is two whole numbers, its value and interval follow from them.

use super::bytes::{MOST_LISTED, Malformed, Reader, Writer};
use super::numbers::{DIGITS, ROUGH_DIGITS, counts_of, rate_of, without};
use super::words::{NEEDS, PARTS, code_of, name_of};
use crate::metrics::statistics::Share;
use crate::scorecard::{Metric, Need, PartId};

/// Variants of variants are not shared.
const DEPTH: u8 = 2;

/// A metric with its variants.
pub(super) fn write_metric(writer: &mut Writer, metric: &Metric) {
    let rate = counts_of(metric);
    let ends = metric.interval.is_some();
    let has_value = metric.value.is_some() || metric.numerator.is_some() || metric.denominator.is_some() || ends;
    let is_other = rate.is_none() && (has_value || metric.n > 0);
    let parts: Vec<(u64, &Metric)> = metric.parts.iter().filter_map(|(id, part)| Some((code_of(PARTS, id)?, part))).collect();
    writer.flags(&[
        rate.is_some(),
        is_other,
        metric.unknown > 0,
        metric.pending.is_some(),
        metric.dropped.is_some(),
        !parts.is_empty(),
        !metric.needs.is_empty(),
    ]);
    if let Some(Share { k, n }) = rate {
        writer.count(n);
        writer.count(k);
    } else if is_other {
        let values = [metric.value, metric.numerator, metric.denominator];
        writer.flags(&[values[0].is_some(), values[1].is_some(), values[2].is_some(), ends]);
        writer.count(metric.n);
        values.into_iter().flatten().for_each(|value| writer.decimal(value, DIGITS));
        metric.interval.into_iter().flatten().for_each(|end| writer.decimal(end, ROUGH_DIGITS));
    }
    if metric.unknown > 0 {
        writer.count(metric.unknown);
    }
    if let Some(pending) = metric.pending {
        writer.count(pending);
    }
    if let Some(dropped) = &metric.dropped {
        writer.count(dropped.len() as u64);
        dropped.iter().for_each(|outcome| writer.text(outcome));
    }
    if !parts.is_empty() {
        writer.count(parts.len() as u64);
        for (code, part) in parts {
            writer.count(code);
            write_metric(writer, part);
        }
    }
    if !metric.needs.is_empty() {
        writer.count(metric.needs.len() as u64);
        metric.needs.iter().for_each(|need| writer.count(code_of(NEEDS, need).unwrap_or_default()));
    }
}

/// What [`write_metric`] wrote.
pub(super) fn read_metric(reader: &mut Reader<'_>) -> Result<Metric, Malformed> {
    read_deep(reader, DEPTH)
}

fn read_deep(reader: &mut Reader<'_>, depth: u8) -> Result<Metric, Malformed> {
    let depth = depth.checked_sub(1).ok_or(Malformed)?;
    let [is_rate, is_other, has_unknown, has_pending, has_dropped, has_parts, has_needs] = reader.flags()?;
    let mut metric = if is_rate {
        read_rate(reader)?
    } else if is_other {
        let [value, numerator, denominator, interval] = reader.flags()?;
        let n = reader.count()?;
        Metric {
            value: optional(value, || reader.decimal())?,
            numerator: optional(numerator, || reader.decimal())?,
            denominator: optional(denominator, || reader.decimal())?,
            interval: optional(interval, || Ok([reader.decimal()?, reader.decimal()?]))?,
            n,
            ..Metric::default()
        }
    } else {
        Metric::default()
    };
    metric.unknown = optional(has_unknown, || reader.count())?.unwrap_or_default();
    metric.pending = optional(has_pending, || reader.count())?;
    metric.dropped = optional(has_dropped, || (0..reader.length_up_to(MOST_LISTED)?).map(|_| reader.text()).collect())?;
    if has_parts {
        for _ in 0..reader.length_up_to(MOST_LISTED)? {
            let id: Option<PartId> = name_of(PARTS, reader.count()?);
            let part = read_deep(reader, depth)?;
            if let Some(id) = id {
                metric.parts.insert(id, part);
            }
        }
    }
    if has_needs {
        for _ in 0..reader.length_up_to(MOST_LISTED)? {
            metric.needs.extend(name_of(NEEDS, reader.count()?));
        }
    }
    Ok(metric)
}

fn read_rate(reader: &mut Reader<'_>) -> Result<Metric, Malformed> {
    let (n, k) = (reader.count()?, reader.count()?);
    if n == 0 || k > n { Err(Malformed) } else { Ok(rate_of(Share { k, n })) }
}

/// What is there if a flag says so.
pub(super) fn optional<T>(is_there: bool, read: impl FnOnce() -> Result<T, Malformed>) -> Result<Option<T>, Malformed> {
    is_there.then(read).transpose()
}

/// One number of many rows (weeks, segments). Most columns count much the same share of the one before, and most rows have
/// much the same rate as the one above: what is written is how far off that is.
///
/// A cell begins with 0 if it is hidden, 1 if it is empty; else 2 + 2 x the rows, and 1 more if it is no rate.
pub(super) fn write_column(writer: &mut Writer, cells: &[Option<&Metric>], before: &mut Vec<u64>) {
    before.resize(cells.len(), 0);
    let has_pending = cells.iter().flatten().any(|cell| cell.pending.is_some());
    writer.flags(&[has_pending]);
    let mut guess = Guess::default();
    for (cell, before) in cells.iter().zip(before) {
        let empty = Metric::default();
        let cell = cell.unwrap_or(&empty);
        let rate = counts_of(cell);
        if cell.needs.contains(&Need::Suppressed) {
            writer.count(0);
        } else if rate.is_none() && cell.value.is_none() {
            writer.count(1);
        } else {
            let folded = folded(cell.n, guess.rows(*before));
            writer.count(2 + 2 * (folded & (u64::MAX >> 2)) + u64::from(rate.is_none()));
            match (rate, cell.value) {
                (Some(share), _) => writer.count(self::folded(share.k, guess.part(cell.n))),
                (None, value) => writer.decimal(value.unwrap_or_default(), ROUGH_DIGITS),
            }
            guess = Guess { before: *before, n: cell.n, k: rate.map_or(0, |share| share.k) };
            *before = cell.n;
        }
        if has_pending {
            writer.count(cell.pending.unwrap_or_default());
        }
    }
}

/// What [`write_column`] wrote.
pub(super) fn read_column(reader: &mut Reader<'_>, before: &mut [u64]) -> Result<Vec<Metric>, Malformed> {
    let [has_pending] = reader.flags()?;
    let mut cells = Vec::new();
    let mut guess = Guess::default();
    for before in before {
        let mut cell = match reader.count()? {
            0 => without(Need::Suppressed, 0),
            1 => Metric::default(),
            code => {
                let n = unfolded((code - 2) >> 1, guess.rows(*before))?;
                let mut k = 0;
                let cell = if (code - 2) & 1 == 1 {
                    Metric { value: Some(reader.decimal()?), n, ..Metric::default() }
                } else {
                    k = unfolded(reader.count()?, guess.part(n))?;
                    if n == 0 || k > n {
                        return Err(Malformed);
                    }
                    rate_of(Share { k, n })
                };
                guess = Guess { before: *before, n, k };
                *before = n;
                cell
            }
        };
        if has_pending {
            cell.pending = Some(reader.count()?).filter(|pending| *pending > 0);
        }
        cells.push(cell);
    }
    Ok(cells)
}

/// The row above: its rows in the column before and in this one, and of those the ones that count.
#[derive(Clone, Copy, Debug, Default)]
struct Guess {
    before: u64,
    n: u64,
    k: u64,
}

impl Guess {
    /// The rows of the next row, by those of the column before.
    fn rows(self, before: u64) -> u64 {
        match (before, self.before) {
            (0, _) => self.n,
            (before, 0) => before,
            (before, above) => scaled(before, self.n, above),
        }
    }

    /// Those of `n` that count.
    fn part(self, n: u64) -> u64 {
        if self.n == 0 { n / 2 } else { scaled(n, self.k, self.n) }
    }
}

/// `value x part / whole`, rounded; whole numbers alone, so that it is the same everywhere.
fn scaled(value: u64, part: u64, whole: u64) -> u64 {
    let whole = u128::from(whole.max(1));
    u64::try_from((u128::from(value) * u128::from(part) + whole / 2) / whole).unwrap_or(u64::MAX)
}

/// How far a number is off its guess: near ones of both sides are small.
fn folded(value: u64, guess: u64) -> u64 {
    let difference = value.wrapping_sub(guess).cast_signed();
    ((difference << 1) ^ (difference >> 63)).cast_unsigned()
}

fn unfolded(folded: u64, guess: u64) -> Result<u64, Malformed> {
    let difference = (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed();
    guess.checked_add_signed(difference).ok_or(Malformed)
}
