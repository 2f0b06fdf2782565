//! Small multiples: the same weeks of several values, each in a panel of its own, all on one axis.

use super::axis::Axis;
use super::mark::{Anchor, Drawing, Ink};
use super::series::WeekPoint;
use super::sheet::{Sheet, fitted, width_of};

/// One panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// The value over all weeks, said beside the name.
    pub shown: String,
    /// Its weeks.
    pub weeks: Vec<WeekPoint>,
    /// What pointing at each week says.
    pub says: Vec<String>,
    /// Said in place of the weeks, where too few of them have a value; empty to draw them.
    pub in_place: String,
}

const HEIGHT: f64 = 118.0;
const LEAST: f64 = 190.0;

/// Draws panels, as many beside each other as fit. Words stand under the first and last week.
pub fn draw_multiples(width: u32, axis: &Axis, ticks: &[String], ends: [&str; 2], panels: &[Panel]) -> Drawing {
    let width = f64::from(width.max(200));
    let left = ticks.iter().map(|words| width_of(words)).fold(0.0, f64::max) + 8.0;
    let fitting = (1..=panels.len().max(1)).rev().find(|count| width / *count as f64 >= LEAST).unwrap_or(1).min(4);
    let across = width / fitting as f64;
    let lines = panels.len().div_ceil(fitting);
    let mut sheet = Sheet::new(width, HEIGHT * lines as f64);
    for (at, panel) in panels.iter().enumerate() {
        let (x, y) = ((at % fitting) as f64 * across, (at / fitting) as f64 * HEIGHT);
        let (start, end) = (x + left, x + across - 14.0);
        let (top, foot) = (y + 24.0, y + HEIGHT - 24.0);
        let span = (axis.high - axis.low).max(f64::MIN_POSITIVE);
        let up = |value: f64| foot - ((value - axis.low) / span).clamp(0.0, 1.0) * (foot - top);
        let last = panel.weeks.len().saturating_sub(1).max(1) as f64;
        let place = |week: usize| start + week as f64 / last * (end - start);
        let shown = width_of(&panel.shown);
        sheet.words(Ink::Strong, Anchor::Start, (x, y + 13.0), fitted(&panel.name, across - shown - 26.0));
        sheet.words(Ink::Words, Anchor::End, (end, y + 13.0), panel.shown.clone());
        for (tick, words) in axis.ticks.iter().zip(ticks).step_by((axis.ticks.len().saturating_sub(1) / 2).max(1)) {
            sheet.line(if *tick <= axis.low { Ink::Axis } else { Ink::Grid }, [(start, up(*tick)), (end, up(*tick))]);
            sheet.words(Ink::Words, Anchor::End, (start - 5.0, up(*tick) + 3.5), words.clone());
        }
        if panel.in_place.is_empty() {
            draw_weeks(&mut sheet, &panel.weeks, place, up);
        } else {
            let words = fitted(&panel.in_place, end - start);
            sheet.words(Ink::Words, Anchor::Middle, (f64::midpoint(start, end), f64::midpoint(top, foot)), words);
        }
        sheet.words(Ink::Words, Anchor::Start, (start, y + HEIGHT - 10.0), ends[0]);
        sheet.words(Ink::Words, Anchor::End, (end, y + HEIGHT - 10.0), ends[1]);
        let step = (end - start) / last;
        for (week, says) in panel.says.iter().enumerate().filter(|(_, says)| !says.is_empty()) {
            let from = (place(week) - step / 2.0).max(start);
            let to = (place(week) + step / 2.0).min(end);
            sheet.hit((from, top), ((to - from).max(0.1), foot - top), says);
        }
    }
    sheet.done()
}

/// Lines and fields of complete weeks, rings of the others.
fn draw_weeks(sheet: &mut Sheet, weeks: &[WeekPoint], place: impl Fn(usize) -> f64, up: impl Fn(f64) -> f64) {
    let mut run: Vec<(f64, f64, [f64; 2])> = Vec::new();
    let mut runs = Vec::new();
    for (at, week) in weeks.iter().enumerate() {
        match week.value.filter(|_| week.is_complete) {
            Some(value) => {
                let [low, high] = week.interval.unwrap_or([value; 2]);
                run.push((place(at), up(value), [up(low), up(high)]));
            }
            None => runs.push(std::mem::take(&mut run)),
        }
    }
    runs.push(run);
    for run in runs.iter().filter(|run| run.len() > 1) {
        let upper = run.iter().map(|(x, _, ends)| (*x, ends[1]));
        sheet.field(Ink::Field, upper.chain(run.iter().rev().map(|(x, _, ends)| (*x, ends[0]))));
        sheet.line(Ink::Line, run.iter().map(|(x, y, _)| (*x, *y)));
    }
    for (x, y, _) in runs.iter().filter(|run| run.len() == 1).flatten() {
        sheet.line(Ink::Dot, [(*x, *y)]);
    }
    for (at, value) in
        weeks.iter().enumerate().filter(|(_, week)| !week.is_complete).filter_map(|(at, week)| Some((at, week.value?)))
    {
        sheet.line(Ink::Ring, [(place(at), up(value))]);
        sheet.line(Ink::Hole, [(place(at), up(value))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Mark, nice_axis};

    #[test]
    fn panels_share_their_axis_and_a_running_week_is_hollow() {
        let week = |value: f64, is_complete| WeekPoint { value: Some(value), interval: None, is_complete };
        let panel = |values: [f64; 3]| Panel {
            weeks: vec![week(values[0], true), week(values[1], true), week(values[2], false)],
            says: vec![String::from("says"); 3],
            ..Panel::default()
        };
        let axis = nice_axis(0.0, 1.0, Some(1.0));
        let ticks = vec![String::from("0"); axis.ticks.len()];
        let drawing = draw_multiples(640, &axis, &ticks, ["6 Jan", "20 Jan"], &[panel([0.2, 0.4, 0.4]), panel([0.4, 0.2, 0.4])]);
        let lines: Vec<Vec<i32>> = drawing
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Path { ink: Ink::Line, points, .. } => Some(points.iter().map(|point| point.1).collect()),
                _ => None,
            })
            .collect();
        assert_eq!(lines[0][0], lines[1][1], "equal values stand at equal heights");
        let rings = drawing.marks.iter().filter(|mark| matches!(mark, Mark::Path { ink: Ink::Ring, .. })).count();
        assert_eq!(rings, 2);
        assert!(drawing.is_inside());
        // Words in place of weeks, which still say what they counted.
        let few = Panel { in_place: "too few a week".to_owned(), ..panel([0.2, 0.4, 0.4]) };
        let drawing = draw_multiples(640, &axis, &ticks, ["6 Jan", "20 Jan"], &[few]);
        let has = |wanted: Ink| drawing.marks.iter().any(|mark| matches!(mark, Mark::Path { ink, .. } if *ink == wanted));
        assert!(!has(Ink::Line) && !has(Ink::Ring) && !has(Ink::Dot));
        let is_said = |mark: &Mark| matches!(mark, Mark::Words { words, .. } if words == "too few a week");
        assert!(drawing.marks.iter().any(is_said) && drawing.is_inside());
    }
}
