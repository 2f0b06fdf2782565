//! From visitor to won as a chart: counts to scale, each step's rate, and the form's beside both.

use super::weeks::interval_words;
use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{FunnelBar, Ink, draw_funnel, nice_axis};
use crate::format::{MISSING, count, percent};
use crate::panels::View;
use crate::panels::quantity::{Unit, range, tick};
use crate::scorecard::{BoardId, ChangeId, FunnelStep, FunnelStepId};

/// The rows that a step counts.
pub fn step_rows(board: BoardId, step: FunnelStepId) -> RowsOf {
    let metric = match step {
        FunnelStepId::Visitors | FunnelStepId::Engaged => ChangeId::EngagementRate,
        FunnelStepId::BotLeads => ChangeId::ChatToLead,
        FunnelStepId::Qualified => ChangeId::LeadQualityRate,
        FunnelStepId::Booked => ChangeId::QualifiedBookingRate,
        FunnelStepId::Won => ChangeId::AttributedRevenue,
    };
    RowsOf::counted(board, metric)
}

/// The funnel of a board; none without a count.
pub fn funnel_chart(view: &View<'_>, board: BoardId, width: u32) -> Option<ChartPanel> {
    let shown = view.board(board)?;
    let steps: Vec<&FunnelStep> = shown.funnel.iter().filter(|step| step.count.is_some()).collect();
    let (first, last) = (steps.first()?, steps.last()?);
    let words = &view.text.board;
    let form = |step: FunnelStepId| shown.detail.form.iter().find(|(of, _)| *of == step).map(|(_, leads)| *leads as f64);
    let counts =
        steps.iter().flat_map(|step| [step.count.map(|count| count + step.pending.unwrap_or(0) as f64), form(step.step)]);
    let largest = counts.flatten().fold(1.0, f64::max);
    let rates = steps.iter().flat_map(|step| [step.rate, step.baseline, step.interval.map(|ends| ends[1])]);
    let axis = nice_axis(0.0, rates.flatten().fold(0.1, f64::max), Some(1.0));
    let has_form = steps.iter().any(|step| form(step.step).is_some() || step.baseline.is_some());
    let mut heads = vec![words.count, words.step_rate, words.interval, view.text.charts.pending];
    if has_form {
        heads.extend([view.text.charts.form_count, view.text.charts.form_rate]);
    }
    let mut twin = Twin::under(words.step, &heads);
    // A step's rate needs rows below its line: those of its count by its rate, else of the step before.
    let is_told = |at: usize| {
        let step = steps.get(at);
        let below = step.and_then(|step| Some(step.count? / step.rate.filter(|rate| *rate > 0.0)?));
        let before = || at.checked_sub(1).and_then(|at| steps.get(at)?.count);
        below.or_else(before).is_some_and(|rows| rows.round() >= view.min_n() as f64)
    };
    let rate = |rate: Option<f64>| rate.map_or_else(|| MISSING.to_owned(), |rate| percent(rate, view.language()));
    let number = |rows: Option<f64>| rows.map_or_else(|| MISSING.to_owned(), count);
    let row = |(at, step): (usize, &&FunnelStep)| {
        let text = view.text.funnel.of(step.step);
        let told = step.rate.filter(|_| is_told(at));
        let interval = step.interval.filter(|_| told.is_some());
        let pending = step.pending.filter(|pending| *pending > 0).map(|pending| pending as f64);
        let mut cells = vec![
            TwinCell::words(text.name),
            TwinCell::number(number(step.count), step.count),
            TwinCell::number(rate(told), step.rate),
            TwinCell::words(interval_words(view, interval, Unit::Rate)),
            TwinCell::number(number(pending), pending),
        ];
        if has_form {
            cells.push(TwinCell::number(number(form(step.step)), form(step.step)));
            cells.push(TwinCell::number(rate(step.baseline), step.baseline));
        }
        FunnelBar {
            name: text.name.to_owned(),
            below: text.how.to_owned(),
            count: number(step.count),
            part: step.count.unwrap_or(0.0) / largest,
            pending: pending.unwrap_or(0.0) / largest,
            pending_words: pending.map(|rows| words.pending.with([&count(rows)])).unwrap_or_default(),
            form: form(step.step).map(|leads| leads / largest),
            rate: told,
            interval,
            form_rate: step.baseline,
            shown: [
                told.map(|of| rate(Some(of))).unwrap_or_default(),
                interval.map(|ends| range(view, ends, Unit::Rate)).unwrap_or_default(),
            ],
            says: twin.push(cells),
        }
    };
    let rows: Vec<FunnelBar> = steps.iter().enumerate().map(row).collect();
    let name = |step: &FunnelStep| view.text.funnel.of(step.step).name;
    let mut legend = vec![(Ink::Confirmed, view.text.charts.bot), (Ink::Dot, words.step_rate), (Ink::Interval, words.interval)];
    if has_form {
        legend.extend([(Ink::Axis, view.text.charts.form_count), (Ink::Diamond, view.text.charts.form_rate)]);
    }
    if rows.iter().any(|row| row.pending > 0.0) {
        legend.push((Ink::Pending, view.text.charts.pending));
    }
    let ends = [tick(view, axis.low, Unit::Rate), tick(view, axis.high, Unit::Rate)];
    Some(ChartPanel {
        id: "funnel",
        title: view.text.charts.funnel_title.with([
            &name(first).to_lowercase(),
            &number(first.count),
            name(last),
            &number(last.count),
        ]),
        sub: words.funnel_sub.to_owned(),
        legend,
        drawing: draw_funnel(width, &axis, [&ends[0], &ends[1]], &rows),
        twin,
        choices: steps.iter().map(|step| Choice::default().rows(step_rows(board, step.step))).collect(),
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, japanese, march};
    use crate::protocol::Choices;
    use crate::scorecard::Query;

    #[test]
    fn a_step_tells_its_count_rate_and_what_is_pending_beside_the_form() {
        // METRICS section 8: 4,000 visits, 480 engaged, 144 leads, 43 qualified, 9 won.
        let mut card = march();
        card.boards.get_mut(&BoardId::Lead).unwrap().detail.form =
            vec![(FunnelStepId::BotLeads, 118), (FunnelStepId::Qualified, 27)];
        let panel = funnel_chart(&english(&card), BoardId::Lead, 1200).unwrap();
        assert_eq!(panel.title, "Of 4,000 visitors, 9 reached “Won”");
        let told: Vec<Vec<&str>> = panel.twin.rows.iter().map(|row| row.iter().map(|cell| &*cell.words).collect()).collect();
        assert_eq!(told[1][..4], ["Engaged", "480", "12.0\u{202f}%", "11.0–13.0"]);
        assert_eq!(told[3][..6], ["Qualified", "43", "35.2\u{202f}%", "27.3–44.1", "22", "27"], "of the 122 that are old enough");
        let (rows, query) = panel.rows(&Query::default(), &Choices::default(), 2).unwrap();
        assert_eq!((rows.metric, query), (ChangeId::ChatToLead, Query::default()));
        for width in [340, 1200] {
            assert!(funnel_chart(&japanese(&card), BoardId::Lead, width).unwrap().drawing.is_inside());
        }
    }

    #[test]
    fn few_rows_below_a_step_are_no_rate_and_a_readout_names_its_numbers() {
        let mut card = march();
        let panel = funnel_chart(&english(&card), BoardId::Lead, 1200).unwrap();
        let says = |panel: &ChartPanel, name: &str| {
            let marks = panel.drawing.marks.iter().filter_map(|mark| match mark {
                crate::charts::Mark::Rect { ink: Ink::Hit, says, .. } if says.starts_with(name) => Some(says.clone()),
                _ => None,
            });
            marks.collect::<String>()
        };
        let told = says(&panel, "Engaged");
        assert!(told.contains("480") && told.contains(view_head(&panel, 2)), "{told}");
        for step in &mut card.boards.get_mut(&BoardId::Lead).unwrap().funnel {
            // 4 of 20.
            if step.step == FunnelStepId::Qualified {
                (step.count, step.rate, step.interval) = (Some(4.0), Some(0.2), Some([0.08, 0.42]));
            }
        }
        let few = funnel_chart(&english(&card), BoardId::Lead, 1200).unwrap();
        let row: Vec<&str> = few.twin.rows[3].iter().map(|cell| &*cell.words).collect();
        assert_eq!(row[..4], ["Qualified", "4", "–", "–"]);
        // A rate that is not told is not read out either.
        assert!(!says(&few, "Qualified").contains(view_head(&few, 2)), "{}", says(&few, "Qualified"));
    }

    fn view_head(panel: &ChartPanel, column: usize) -> &str {
        &panel.twin.heads[column].0
    }

    #[test]
    fn without_a_form_nothing_is_said_of_one() {
        let mut card = march();
        for step in &mut card.boards.get_mut(&BoardId::Lead).unwrap().funnel {
            step.baseline = None;
        }
        let panel = funnel_chart(&english(&card), BoardId::Lead, 1200).unwrap();
        assert_eq!(panel.twin.heads.len(), 5);
        assert!(panel.legend.iter().all(|(ink, _)| *ink != Ink::Diamond));
    }
}
