//! Leads by the week of their creation: how many had got there so many weeks later.

use super::{ChartPanel, Choice, RowsOf, Twin, TwinCell};
use crate::charts::{GridCell, GridRow, Ink, draw_grid};
use crate::format::{MISSING, count, day_month, fixed, percent};
use crate::panels::View;
use crate::panels::quantity::{Unit, tick};
use crate::scorecard::{BoardId, COHORT_WEEKS, ChangeId, Cohort};

/// The table of cohorts as a chart; none without leads.
pub fn cohort_chart(view: &View<'_>, (board, id): (BoardId, ChangeId), cohorts: &[Cohort], width: u32) -> Option<ChartPanel> {
    if cohorts.is_empty() {
        return None;
    }
    let words = &view.text.charts;
    let columns: Vec<String> = (1..=COHORT_WEEKS).map(|weeks| ["+", &weeks.to_string()].concat()).collect();
    let rate = |cohort: &Cohort, reached: u64| reached as f64 / cohort.leads.max(1) as f64;
    let rates = cohorts.iter().flat_map(|cohort| cohort.reached.iter().flatten().map(|reached| rate(cohort, *reached)));
    let top = rates.fold(0.1, f64::max);
    let is_young = cohorts.iter().flat_map(|cohort| &cohort.reached).any(Option::is_none);
    let heads: Vec<String> = (1..=COHORT_WEEKS).map(|weeks| words.week_after.with([&weeks.to_string()])).collect();
    let mut of_twin: Vec<&str> = vec![words.leads];
    of_twin.extend(heads.iter().map(String::as_str));
    let mut twin = Twin::under(words.cohort_week, &of_twin);
    let rows: Vec<GridRow> = cohorts
        .iter()
        .map(|cohort| {
            let name = day_month(&cohort.from, view.language());
            let told = cohort.reached.iter().zip(&heads).map(|(reached, head)| {
                let Some(reached) = reached else {
                    let says = [&name, head, &words.not_known.to_owned()].map(String::as_str).join("  ");
                    let cell = GridCell { is_pending: true, says, ..GridCell::default() };
                    return (cell, TwinCell::number(words.not_known, None));
                };
                let counts = words.too_few.with([&count(*reached as f64), &count(cohort.leads as f64)]);
                let is_rate = cohort.leads >= view.min_n();
                let value = rate(cohort, *reached);
                let said = if is_rate { [&percent(value, view.language()), " · ", &*counts].concat() } else { counts };
                let short = if is_rate {
                    fixed(value * 100.0, 0)
                } else {
                    [&count(*reached as f64), "/", &*count(cohort.leads as f64)].concat()
                };
                let says = [&name, head, &said].map(String::as_str).join("  ");
                let cell = GridCell { words: short, shade: is_rate.then_some(value / top), is_pending: false, says };
                (cell, TwinCell::number(said, Some(value)))
            });
            let (cells, numbers): (Vec<GridCell>, Vec<TwinCell>) = told.unzip();
            let leads = TwinCell::number(count(cohort.leads as f64), Some(cohort.leads as f64));
            twin.push([TwinCell::words(name.clone()), leads].into_iter().chain(numbers).collect());
            GridRow { name, beside: count(cohort.leads as f64), cells }
        })
        .collect();
    Some(ChartPanel {
        id: "cohorts",
        title: words.cohort_title.with([view.text.metrics.of(id).name]),
        sub: words.cohort_sub.to_owned(),
        legend: if is_young { vec![(Ink::Pending, words.not_known)] } else { Vec::new() },
        drawing: draw_grid(width, &columns, &rows, [&tick(view, 0.0, Unit::Rate), &tick(view, top, Unit::Rate)]),
        twin,
        choices: cohorts
            .iter()
            .flat_map(|cohort| {
                let choice = Choice::week(&cohort.from).rows(RowsOf::counted(board, id));
                cohort.reached.iter().map(move |_| choice.clone())
            })
            .collect(),
        ..ChartPanel::default()
    })
    .filter(|panel| panel.twin.rows.iter().flatten().any(|cell| cell.words != MISSING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_cohort_that_is_not_old_enough_is_not_known_yet() {
        let card = march();
        let of =
            |from: &str, leads, reached: [Option<u64>; 6]| Cohort { from: from.to_owned(), leads, reached: reached.to_vec() };
        let cohorts = [
            of("2026-03-02", 36, [Some(3), Some(5), Some(6), Some(7), Some(7), None]),
            of("2026-03-09", 20, [Some(2), None, None, None, None, None]),
        ];
        let panel = cohort_chart(&english(&card), (BoardId::Lead, ChangeId::QualifiedBookingRate), &cohorts, 600).unwrap();
        let told: Vec<Vec<&str>> = panel.twin.rows.iter().map(|row| row.iter().map(|cell| &*cell.words).collect()).collect();
        // 3 of 36.
        assert_eq!(told[0][..3], ["2 Mar", "36", "8.3\u{202f}% · 3 of 36"]);
        assert_eq!((told[0][7], told[1][2], told[1][3]), ("not known yet", "2 of 20", "not known yet"));
        assert!(panel.drawing.is_inside());
    }
}
