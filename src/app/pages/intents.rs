//! The table of intents of the support board: each of its cells leads to its rows.

use leptos::prelude::*;

use super::reach::Reach;
use crate::app::components::{Head, alone_button, drawing_view, figure, meter, number_cell, row_head, table_view, way_view};
use crate::app::element::{Piece as _, el, nothing};
use crate::app::state::State;
use crate::format::MISSING;
use crate::metrics::Field;
use crate::model::Dimension;
use crate::panels::{INTENT_COUNTS, INTENT_RATES, RowsOf, View, intents};
use crate::scorecard::ChangeId;

/// What a row of the table of intents lets count.
const INTENT: Field = Field::Dimension(Dimension::Intent);

/// The table; nothing where the board has no intent.
pub(super) fn intents_view(state: State, view: &View<'_>, reach: Reach<'_>) -> AnyView {
    let words = &view.text.intents;
    let charts = &view.text.charts;
    let panel = intents(view);
    if panel.rows.is_empty() {
        return nothing();
    }
    let is_money = panel.is_money;
    let rows = panel.rows.into_iter().map(|row| {
        let name = match reach.0 {
            Some(_) => alone_button(state, INTENT, row.intent.clone(), row.name, view.text),
            None => el("span").child(row.name),
        };
        let bullet = row.bullet.as_ref().map(|drawing| drawing_view(drawing, "bullet", String::new(), true));
        let way = |rows: RowsOf| reach.of_intent(&row.intent, rows);
        let counts = [row.handled, row.avoided, row.at_stake].into_iter().zip(INTENT_COUNTS);
        let mut counts = counts.map(|(number, rows)| number_cell(way_view(number, way(rows))));
        let (handled, avoided, at_stake) = (counts.next(), counts.next().filter(|_| is_money), counts.next());
        let rates = row.rates.into_iter().zip(row.targets).zip(INTENT_RATES).map(|(((value, below), target), rows)| {
            let target = (!target.is_empty()).then(|| el("span").class("line2").child(target));
            // Of few rows no rate is told: their number is what opens.
            let (of_value, of_below) = if value == MISSING { (None, way(rows)) } else { (way(rows), None) };
            let below = el("span").class("line2").child(way_view(below, of_below));
            number_cell(way_view(value, of_value)).child(below).child(target)
        });
        el("tr")
            .attr("data-intent-row", row.intent.clone())
            .child(row_head(name, ""))
            .child(handled)
            .child(el("td").class("wide").child(bullet))
            .children(rates)
            .child(avoided)
            .child(at_stake)
            .child(el("td").class("wide stake").child(meter(&[row.part])))
    });
    let [handled, avoided, at_stake] = panel.total;
    let [of_handled, of_avoided, of_stake] = INTENT_COUNTS;
    let total = el("tr")
        .class("total")
        .child(row_head(charts.all_shown, ""))
        .child(number_cell(way_view(handled, reach.rows(of_handled))))
        .children((0..5).map(|_| el("td")))
        .child(is_money.then(|| number_cell(way_view(avoided, reach.rows(of_avoided)))))
        .child(number_cell(way_view(at_stake, reach.rows(of_stake))))
        .child(el("td"));
    let metric = |id: ChangeId| Head::Number(view.text.metrics.of(id).name);
    let heads = [Head::Words(words.intent), Head::Number(words.handled), Head::None]
        .into_iter()
        .chain(INTENT_RATES.map(|rows| metric(rows.metric)))
        .chain(is_money.then_some(Head::Number(charts.saved)))
        .chain([Head::Number(if is_money { words.money_at_stake } else { words.left_to_people }), Head::None]);
    let table = table_view("intents", words.title.to_owned(), heads, rows.chain(std::iter::once(total)));
    let targets = panel.has_targets.then(|| el("span").child(el("i").class("tick")).child(charts.target));
    let targets = targets.map(|target| el("div").class("legend").child(target));
    let others = (!panel.others.is_empty()).then(|| el("p").class("foot").child(panel.others));
    figure(words.title, words.sub, el("div").child(targets).child(table).child(others)).attr("data-intents", "").piece()
}
