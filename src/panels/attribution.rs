//! Revenue under every model and window, read-only; the rules' own is the headline (METRICS section 5).

use super::{Fact, RowsOf, View};
use crate::format::{MISSING, count, money};
use crate::lineage::CreditedBy;
use crate::model::order::put_in_order;
use crate::rules::AttributionModel;
use crate::scorecard::{BoardId, ChangeId, PartId};

/// The table of models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionPanel {
    /// Windows, as column heads.
    pub windows: Vec<String>,
    /// A row each model.
    pub rows: Vec<AttributionRow>,
    /// How each model credits an order.
    pub facts: Vec<Fact>,
}

/// A model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionRow {
    /// Its name.
    pub model: &'static str,
    /// A cell per window.
    pub cells: Vec<AttributionCell>,
}

/// A model under a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionCell {
    /// The amount.
    pub amount: String,
    /// How many orders it is credited from; empty where that is not known.
    pub orders: String,
    /// The orders with a chat touch in the window, which no model changes; none where there are none.
    pub counts: Option<RowsOf>,
    /// The orders that it credits; none where there are none.
    pub opens: Option<RowsOf>,
    /// Whether it is the rule in force.
    pub is_own: bool,
}

/// The orders as a model credits them over a window.
pub(super) fn credited_rows(view: &View<'_>, model: AttributionModel, window_days: u32) -> RowsOf {
    let own = view.card.rules.rules.attribution;
    let counted = RowsOf::counted(BoardId::Lead, ChangeId::AttributedRevenue);
    let is_own = (own.model, own.window_days) == (model, window_days);
    if is_own { counted } else { counted.by(CreditedBy { model, window_days }) }
}

/// A model's name.
pub(super) fn model_name(view: &View<'_>, model: AttributionModel) -> &'static str {
    let models = &view.text.models;
    match model {
        AttributionModel::Last => models.last,
        AttributionModel::First => models.first,
        AttributionModel::Linear => models.linear,
        AttributionModel::Position => models.position,
        AttributionModel::TimeDecay => models.time_decay,
    }
}

/// The table; none without counted revenue.
pub fn attribution(view: &View<'_>) -> Option<AttributionPanel> {
    let lines = view.models();
    if lines.iter().all(|line| line.attributed.is_none()) {
        return None;
    }
    let mut windows: Vec<u32> = lines.iter().map(|line| line.window_days).collect();
    put_in_order(&mut windows, Ord::cmp);
    windows.dedup();
    let own = view.card.rules.rules.attribution;
    let row = |model: &AttributionModel| {
        let cell = |window: &u32| {
            let line = lines.iter().find(|line| line.model == *model && line.window_days == *window);
            let amount = line.and_then(|line| line.attributed);
            let orders = line.and_then(|line| line.conversions);
            // The orders are those of every model: the rule's own lists them where the window is its own.
            let of_orders = credited_rows(view, own.model, *window).part(PartId::Influenced);
            AttributionCell {
                amount: amount.map_or_else(|| MISSING.to_owned(), |amount| money(amount, view.currency())),
                orders: orders.map_or_else(String::new, |rows| view.text.tile.deals.with([&count(rows as f64)])),
                counts: orders.filter(|orders| *orders > 0).map(|_| of_orders),
                opens: amount.filter(|amount| *amount != 0.0).map(|_| credited_rows(view, *model, *window)),
                is_own: own.model == *model && own.window_days == *window,
            }
        };
        AttributionRow { model: model_name(view, *model), cells: windows.iter().map(cell).collect() }
    };
    let rows = AttributionModel::ALL.iter().map(row).collect();
    let windows = windows.iter().map(|days| view.text.board.window.with([&count(f64::from(*days))])).collect();
    let half_life = count(own.half_life_days);
    let how = |model: &AttributionModel| {
        let words = &view.text.model_credits;
        let said = match model {
            AttributionModel::Last => words.last.to_owned(),
            AttributionModel::First => words.first.to_owned(),
            AttributionModel::Linear => words.linear.to_owned(),
            AttributionModel::Position => words.position.to_owned(),
            AttributionModel::TimeDecay => words.time_decay.with([&half_life]),
        };
        Fact { label: model_name(view, *model), says: vec![said.into()] }
    };
    Some(AttributionPanel { windows, rows, facts: AttributionModel::ALL.iter().map(how).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn the_rule_in_force_is_marked_once() {
        let card = march();
        let panel = attribution(&english(&card)).unwrap();
        assert_eq!(panel.windows, ["7 days", "30 days", "90 days"]);
        let own: Vec<&str> =
            panel.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.is_own).map(|cell| &*cell.amount).collect();
        assert_eq!(own, ["$18,000"]);
        // Every amount says how many orders it was credited from, and every model how.
        let line = card.attribution.iter().find(|line| line.conversions.is_some()).unwrap();
        let orders = format!("{} counted orders or deals", line.conversions.unwrap());
        assert!(panel.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.orders == orders), "{panel:?}");
        assert_eq!(panel.facts.len(), 5);
        // Every amount leads to the orders as its model credits them; the rule in force needs no other credit than its own.
        let ways = |model: usize, window: usize| {
            let cell = &panel.rows[model].cells[window];
            [cell.opens, cell.counts].map(|rows| rows.map(RowsOf::to_address).unwrap_or_default())
        };
        assert_eq!(ways(0, 1)[0], "rows=numerator");
        assert_eq!(ways(1, 0)[0], "rows=numerator&credit=first.7");
        assert!(
            panel.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.opens.is_some() || cell.amount == "$0"),
            "{panel:?}"
        );
        assert!(panel.facts[4].says[0].words().contains("7 days"), "{:?}", panel.facts);
    }

    #[test]
    fn without_revenue_there_is_no_table() {
        let mut card = march();
        for line in &mut card.attribution {
            line.attributed = None;
        }
        assert_eq!(attribution(&english(&card)), None);
    }
}
