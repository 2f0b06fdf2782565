//! Revenue under every model and window, read-only; the rules' own is the headline (METRICS section 5).

use super::View;
use crate::format::{MISSING, count, money};
use crate::model::order::put_in_order;
use crate::rules::AttributionModel;

/// The table of models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionPanel {
    /// Windows, as column heads.
    pub windows: Vec<String>,
    /// A row each model.
    pub rows: Vec<AttributionRow>,
}

/// A model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributionRow {
    /// Its name.
    pub model: &'static str,
    /// Amount per window, and whether it is the rule in force.
    pub cells: Vec<(String, bool)>,
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
            let is_own = own.model == *model && own.window_days == *window;
            (amount.map_or_else(|| MISSING.to_owned(), |amount| money(amount, view.currency())), is_own)
        };
        AttributionRow { model: model_name(view, *model), cells: windows.iter().map(cell).collect() }
    };
    let rows = AttributionModel::ALL.iter().map(row).collect();
    let windows = windows.iter().map(|days| view.text.board.window.with([&count(f64::from(*days))])).collect();
    Some(AttributionPanel { windows, rows })
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
            panel.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.1).map(|cell| cell.0.as_str()).collect();
        assert_eq!(own, ["$18,000"]);
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
