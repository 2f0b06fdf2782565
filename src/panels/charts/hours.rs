//! When chats start: weekday by local hour, with the metric's rate where a cell has rows enough for one.

use super::{ChartPanel, Twin, TwinCell};
use crate::charts::{GridCell, GridRow, draw_grid};
use crate::format::{count, percent};
use crate::lineage::Around;
use crate::panels::View;
use crate::panels::quantity::{Unit, tick, unit_of};
use crate::scorecard::ChangeId;

/// The grid of a metric's chats; none without any.
pub fn hours_chart(view: &View<'_>, id: ChangeId, around: &Around, width: u32) -> Option<ChartPanel> {
    let all = |[above, below]: [u64; 2]| above + below;
    if around.hours.iter().copied().map(all).sum::<u64>() == 0 {
        return None;
    }
    // Medians and sums have chats alone.
    let is_rate = unit_of(id) == Unit::Rate && id != ChangeId::EngagementRate;
    // Two hours a cell where twenty-four would be too narrow to read.
    let merged = if width < 700 { 3 } else { 1 };
    let words = &view.text.charts;
    let columns: Vec<String> = (0..24).step_by(merged).map(|hour| hour.to_string()).collect();
    let cells: Vec<[u64; 2]> = around
        .hours
        .chunks(merged)
        .map(|hours| hours.iter().fold([0; 2], |[above, below], hour| [above + hour[0], below + hour[1]]))
        .collect();
    let rate = |cell: [u64; 2]| (is_rate && all(cell) >= view.min_n()).then(|| cell[0] as f64 / all(cell) as f64);
    let top = cells.iter().filter_map(|cell| rate(*cell)).fold(0.1, f64::max);
    let most = cells.iter().copied().map(all).max().unwrap_or(1).max(1) as f64;
    let mut twin = Twin::under(words.weekday, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    let rows: Vec<GridRow> = cells
        .chunks(columns.len())
        .zip(view.text.weekdays.0)
        .map(|(day, name)| {
            let told = day.iter().zip(&columns).map(|(cell, column)| {
                let [above, _] = *cell;
                let counts = if is_rate {
                    [&count(above as f64), " / ", &*count(all(*cell) as f64)].concat()
                } else {
                    count(all(*cell) as f64)
                };
                let value = rate(*cell);
                let said =
                    value.map_or_else(|| counts.clone(), |value| [&percent(value, view.language()), " · ", &counts].concat());
                let shade = if is_rate { value.map(|value| value / top) } else { Some(all(*cell) as f64 / most) };
                let short = match value {
                    Some(value) => crate::format::fixed(value * 100.0, 0),
                    None if is_rate => String::new(),
                    None => count(all(*cell) as f64),
                };
                let says = if all(*cell) > 0 { [name, column, &said].join("  ") } else { String::new() };
                let number = if is_rate { value } else { Some(all(*cell) as f64) };
                (
                    GridCell { words: short, shade: shade.filter(|_| all(*cell) > 0), is_pending: false, says },
                    TwinCell::number(said, number),
                )
            });
            let (cells, numbers): (Vec<GridCell>, Vec<TwinCell>) = told.unzip();
            twin.push(std::iter::once(TwinCell::words(name)).chain(numbers).collect());
            GridRow { name: name.to_owned(), beside: String::new(), cells }
        })
        .collect();
    let ends = if is_rate { [0.0, top].map(|end| tick(view, end, Unit::Rate)) } else { [0.0, most].map(count) };
    Some(ChartPanel {
        id: "hours",
        title: words.hours_title.to_owned(),
        sub: if is_rate { words.hours_sub } else { words.hours_counts }.to_owned(),
        drawing: draw_grid(width, &columns, &rows, [&ends[0], &ends[1]]),
        twin,
        ..ChartPanel::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn cells_add_up_whatever_the_width() {
        let card = march();
        let mut hours = vec![[0; 2]; 168];
        // Tuesday, 9 to 10: 30 of 40; 10 to 11: 2 of 5.
        (hours[24 + 9], hours[24 + 10]) = ([30, 10], [2, 3]);
        let around = Around { hours, ..Around::default() };
        let wide = hours_chart(&english(&card), ChangeId::DeflectionRate, &around, 1200).unwrap();
        let tuesday = &wide.twin.rows[1];
        assert_eq!((&*tuesday[10].words, &*tuesday[11].words), ("75.0\u{202f}% · 30 / 40", "2 / 5"));
        let narrow = hours_chart(&english(&card), ChangeId::DeflectionRate, &around, 340).unwrap();
        // 9 to 12 in one cell: 32 of 45.
        assert_eq!((narrow.twin.rows[1].len(), &*narrow.twin.rows[1][4].words), (9, "71.1\u{202f}% · 32 / 45"));
        let turns = hours_chart(&english(&card), ChangeId::SessionLength, &around, 1200).unwrap();
        assert_eq!(turns.twin.rows[1][10].words, "40");
        assert!(wide.drawing.is_inside() && narrow.drawing.is_inside());
        assert!(hours_chart(&english(&card), ChangeId::Csat, &Around::default(), 340).is_none());
    }
}
