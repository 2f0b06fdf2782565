//! A funnel: each step's count to scale from 0 with what is pending hatched and the form's outlined below, and beside it, on an
//! axis of its own, the step's rate with its interval and the form's rate.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, fitted, width_of, width_of_strong};

/// One step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunnelBar {
    /// Its name.
    pub name: String,
    /// What it counts.
    pub below: String,
    /// Its count in words.
    pub count: String,
    /// Its count, as a part of the largest, 0..1.
    pub part: f64,
    /// What is not decided yet, likewise.
    pub pending: f64,
    /// That in words; empty for nothing.
    pub pending_words: String,
    /// The form's count, likewise; none where no form is known.
    pub form: Option<f64>,
    /// Share of the step before.
    pub rate: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// The form's share.
    pub form_rate: Option<f64>,
    /// Rate and interval in words; empty for none.
    pub shown: [String; 2],
    /// What pointing at it says.
    pub says: String,
}

/// Below this width a step's rate stands under its bar.
const NARROW: f64 = 620.0;
const BAR: f64 = 12.0;

/// Draws the steps from the first down.
pub fn draw_funnel(width: u32, axis: &Axis, ticks: [&str; 2], rows: &[FunnelBar]) -> Drawing {
    let width = f64::from(width.max(200));
    let widest = |of: fn(&FunnelBar) -> &str| rows.iter().map(|row| width_of(of(row))).fold(0.0, f64::max);
    let is_narrow = width < NARROW;
    let names = widest(|row| &row.name).max(widest(|row| &row.below)).min(width * 0.26);
    let counts = widest(|row| &row.count);
    let shown = widest(|row| &row.shown[0]).max(widest(|row| &row.shown[1]));
    let (left, bars) = if is_narrow {
        (0.0, width)
    } else {
        let left = names + counts + 32.0;
        (left, ((width - left) * 0.5).max(40.0))
    };
    let (from, to) = if is_narrow { (0.0, width - shown - 12.0) } else { (left + bars + 24.0, width - shown - 12.0) };
    let span = (axis.high - axis.low).max(f64::MIN_POSITIVE);
    let place = |rate: f64| from + ((rate - axis.low) / span).clamp(0.0, 1.0) * (to - from).max(20.0);
    let head = if is_narrow { 16.0 } else { 18.0 };
    let height = |row: &FunnelBar| match (is_narrow, row.rate.or(row.form_rate)) {
        (false, _) => 46.0,
        (true, Some(_)) => 84.0,
        // No line of a rate below the bar.
        (true, None) => {
            if row.form.is_some() || !row.pending_words.is_empty() {
                56.0
            } else {
                44.0
            }
        }
    };
    let mut sheet = Sheet::new(width, head + rows.iter().map(height).sum::<f64>() + 2.0);
    let mut top = head;
    sheet.words(Ink::Words, Anchor::Start, (from, 10.0), ticks[0]);
    sheet.words(Ink::Words, Anchor::End, (to, 10.0), ticks[1]);
    for row in rows {
        let bar = if is_narrow { top + 20.0 } else { top + 8.0 };
        let middle = if is_narrow { top + 60.0 } else { top + 18.0 };
        sheet.line(Ink::Grid, [(0.0, top), (width, top)]);
        sheet.words(
            Ink::Strong,
            Anchor::Start,
            (0.0, top + 15.0),
            fitted(&row.name, if is_narrow { width * 0.3 } else { names }),
        );
        if is_narrow {
            let room = width - width_of_strong(&row.name) - counts - 24.0;
            sheet.words(Ink::Words, Anchor::Start, (width_of_strong(&row.name) + 10.0, top + 15.0), fitted(&row.below, room));
            sheet.words(Ink::Strong, Anchor::End, (width, top + 15.0), row.count.clone());
        } else {
            sheet.words(Ink::Words, Anchor::Start, (0.0, top + 30.0), fitted(&row.below, names));
            sheet.words(Ink::Strong, Anchor::End, (left - 14.0, top + 18.0), row.count.clone());
        }
        let least = |part: f64| if part > 0.0 { (part.min(1.0) * bars).max(1.0) } else { 0.0 };
        let length = least(row.part);
        sheet.rect(Ink::Confirmed, (left, bar), (length, BAR));
        let mut end = length;
        if row.pending > 0.0 {
            let pending = least(row.pending).min(bars - length);
            sheet.rect(Ink::Pending, (left + length, bar), (pending, BAR));
            end += pending;
        }
        if let Some(form) = row.form.map(least).filter(|form| *form > 0.0) {
            let (low, high) = (bar + BAR + 3.0, bar + BAR + 9.0);
            sheet.field(Ink::Axis, [(left, low), (left + form, low), (left + form, high), (left, high)]);
        }
        if !row.pending_words.is_empty() {
            let room = bars - end - 8.0;
            let (x, room) = if room > 60.0 { (left + end + 8.0, room) } else { (left, bars) };
            let y = if x > left { bar + BAR - 2.0 } else { bar + BAR + 20.0 };
            sheet.words(Ink::Words, Anchor::Start, (x, y), fitted(&row.pending_words, room));
        }
        if row.rate.is_some() || row.form_rate.is_some() {
            sheet.line(Ink::Track, [(from, middle), (to, middle)]);
        }
        if let Some([low, high]) = row.interval {
            sheet.line(Ink::Interval, [(place(low), middle), (place(high), middle)]);
        }
        if let Some(form) = row.form_rate.map(place) {
            sheet.field(Ink::Diamond, [(form - 5.0, middle), (form, middle - 5.0), (form + 5.0, middle), (form, middle + 5.0)]);
        }
        if let Some(rate) = row.rate {
            sheet.line(Ink::Dot, [(place(rate), middle)]);
        }
        sheet.words(Ink::Strong, Anchor::End, (width, middle - 2.0), row.shown[0].clone());
        sheet.words(Ink::Words, Anchor::End, (width, middle + 12.0), row.shown[1].clone());
        sheet.hit((0.0, top + 1.0), (width, height(row) - 2.0), &row.says);
        top += height(row);
    }
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Mark, nice_axis};

    #[test]
    fn counts_and_what_is_pending_share_a_scale_and_rates_have_their_own() {
        let axis = nice_axis(0.0, 0.5, Some(1.0));
        let row = |part, pending| FunnelBar {
            part,
            pending,
            form: Some(0.5),
            rate: Some(0.25),
            interval: Some([0.0, 0.5]),
            form_rate: Some(0.5),
            says: "x".to_owned(),
            ..FunnelBar::default()
        };
        for width in [340, 900] {
            let drawing = draw_funnel(width, &axis, ["0", "50"], &[row(1.0, 0.0), row(0.5, 0.25)]);
            let lengths = |wanted: Ink| -> Vec<i32> {
                let of = |mark: &Mark| match mark {
                    Mark::Rect { ink, size, .. } if *ink == wanted => Some(size.0),
                    _ => None,
                };
                drawing.marks.iter().filter_map(of).collect()
            };
            let (bars, pending) = (lengths(Ink::Confirmed), lengths(Ink::Pending));
            assert!((bars[0] - 2 * bars[1]).abs() <= 1 && (bars[1] - 2 * pending[0]).abs() <= 1, "{bars:?} {pending:?}");
            let first = |wanted: Ink| {
                let of = |mark: &Mark| match mark {
                    Mark::Path { ink, points, .. } if *ink == wanted => Some(points.clone()),
                    _ => None,
                };
                drawing.marks.iter().find_map(of).unwrap()
            };
            let [(low, _), (high, _)] = first(Ink::Interval)[..] else { panic!("an interval has two ends") };
            assert!((first(Ink::Dot)[0].0 - i32::midpoint(low, high)).abs() <= 1);
            assert_eq!(first(Ink::Diamond)[1].0, high);
            assert!(drawing.is_inside());
        }
    }
}
