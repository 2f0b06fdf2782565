//! From visitor to won: counts to scale, and each step's rate beside the form's.

use super::View;
use super::quantity::{Unit, range};
use crate::charts::{Bullet, Drawing, draw_bullet, nice_top};
use crate::format::{MISSING, count, percent};
use crate::scorecard::{BoardId, FunnelStep};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelRow {
    /// Its name.
    pub name: &'static str,
    /// What it counts.
    pub how: &'static str,
    /// The count; a dash without data.
    pub count: String,
    /// The count as part of the largest, 0..1.
    pub part: f64,
    /// Share of the step before.
    pub rate: String,
    /// Its interval.
    pub interval: String,
    /// The rate on an axis shared by all steps; none without a rate.
    pub bullet: Option<Drawing>,
    /// The form's rate.
    pub form: String,
    /// Leads too young to judge; empty for none.
    pub pending: String,
}

/// The funnel of a board.
pub fn funnel(view: &View<'_>, board: BoardId) -> Vec<FunnelRow> {
    let steps = view.board(board).map(|board| board.funnel.as_slice()).unwrap_or_default();
    let largest = steps.iter().filter_map(|step| step.count).fold(0.0, f64::max);
    let rates = steps.iter().flat_map(|step| [step.rate, step.baseline, step.interval.map(|ends| ends[1])]);
    let top = nice_top(rates.flatten().fold(0.0, f64::max)).min(1.0);
    let row = |step: &FunnelStep| {
        let words = view.text.funnel.of(step.step);
        let as_rate = |rate: Option<f64>| rate.map_or_else(|| MISSING.to_owned(), |rate| percent(rate, view.language()));
        let bullet = Bullet { top, interval: step.interval, value: step.rate, baseline: step.baseline, ..Bullet::default() };
        let pending = step.pending.filter(|pending| *pending > 0);
        FunnelRow {
            name: words.name,
            how: words.how,
            count: step.count.map_or_else(|| MISSING.to_owned(), count),
            part: if largest > 0.0 { step.count.unwrap_or(0.0) / largest } else { 0.0 },
            rate: as_rate(step.rate),
            interval: step.interval.map(|ends| range(view, ends, Unit::Rate)).unwrap_or_default(),
            bullet: step.rate.is_some().then(|| draw_bullet(&bullet)),
            form: as_rate(step.baseline),
            pending: pending.map(|rows| view.text.board.pending.with([&count(rows as f64)])).unwrap_or_default(),
        }
    };
    steps.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn counts_are_to_scale_and_pending_is_not_lost() {
        let card = march();
        let rows = funnel(&english(&card), BoardId::Lead);
        assert_eq!(rows.len(), 6);
        assert_eq!((rows[1].count.as_str(), rows[1].rate.as_str()), ("480", "12.0\u{202f}%"));
        assert!((rows[1].part - 0.12).abs() < 1e-12);
        assert_eq!(rows[3].pending, "22 pending, not lost");
        assert_eq!(rows[0].rate, "–");
    }
}
