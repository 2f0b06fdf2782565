//! What a cube sums of money, which counts of rows cannot give: each person's sum must be known for it.

use super::Facts;
use super::counted::{LineCounted, MoneyOfRows, MoneyRows, MoneySplit};
use crate::model::order::distinct;
use crate::model::{CubePart, CubeRow, Date, Dictionary, SortedMap, Symbol, Tables};
use crate::rules::{AttributionModel, FlowKind};

/// The job of each flow that the rules do not name, by all rows of the warehouse; and whether parts of a cube agree on them, so
/// that what they sum by board is of the same flows.
pub(super) fn flow_kinds(tables: &Tables) -> (SortedMap<String, FlowKind>, bool) {
    let mut kinds: SortedMap<String, FlowKind> = SortedMap::new();
    let mut is_alike = true;
    let text = |symbol: Symbol| tables.dictionary.text(symbol);
    for row in tables.cube.rows().filter(|row| row.part == Some(CubePart::About) && text(row.measure) == "flow_kind") {
        let kind = if text(row.text) == "lead" { FlowKind::Lead } else { FlowKind::Support };
        // A bot lead in any part makes it a flow for leads.
        let told = kinds.entry(text(row.name).to_owned()).or_insert(kind);
        is_alike &= *told == kind;
        if kind == FlowKind::Lead {
            *told = kind;
        }
    }
    (kinds, is_alike)
}

/// Money by rows. What two parts of a cube sum apart adds up, and has no spread: a person may stand in both.
pub(super) fn money(tables: &Tables, facts: &Facts, has_boards: bool) -> SortedMap<MoneyRows, MoneyOfRows> {
    let dictionary = &tables.dictionary;
    let mut all: SortedMap<MoneyRows, MoneyOfRows> = SortedMap::new();
    for row in tables.cube.rows().filter(|row| row.part == Some(CubePart::Money)) {
        let Some(rows) = rows_of_money(&row, dictionary, facts) else { continue };
        if rows.flows.is_some() && !has_boards {
            continue;
        }
        let of_rows = all.entry(rows).or_default();
        let measure = dictionary.text(row.measure);
        of_rows.is_hidden |= measure == "hidden";
        if measure == "orders" {
            of_rows.parts += 1;
            // Without persons a sum has no interval.
            of_rows.persons = if of_rows.parts == 1 { super::from_cube::count_of(&row) } else { 0 };
            of_rows.counted = of_rows.counted.saturating_add(row.orders.unwrap_or(0));
            of_rows.conversions = of_rows.conversions.saturating_add(row.conversions.unwrap_or(0));
        }
        let sum = of_rows.sums.entry(measure.to_owned()).or_default();
        sum.total += row.sum.unwrap_or(0.0);
        sum.own += row.own_sum.unwrap_or(0.0);
        sum.squares += row.squares.unwrap_or(0.0);
    }
    // Orders count for every value and board alike, also of a part that says nothing of it.
    let everything = MoneyRows { flows: None, split: MoneySplit::All };
    if let Some(counted) = all.get(&everything).filter(|of_rows| of_rows.parts > 0).map(|of_rows| of_rows.counted) {
        let of_dates = all.iter_mut().filter(|(rows, _)| !matches!(rows.split, MoneySplit::Week(_)));
        of_dates.for_each(|(_, of_rows)| of_rows.counted = counted);
    }
    all
}

fn rows_of_money(row: &CubeRow, dictionary: &Dictionary, facts: &Facts) -> Option<MoneyRows> {
    let name = dictionary.text(row.name);
    let split = match dictionary.text(row.split) {
        "all" => MoneySplit::All,
        "week" => MoneySplit::Week(Date::parse(name)?),
        field => MoneySplit::Value(field.to_owned(), name.to_owned()),
    };
    let flows = match dictionary.text(row.board) {
        "" => None,
        board => Some(flows_of(board == "support", facts)),
    };
    Some(MoneyRows { flows, split })
}

/// The flows of a board, sorted.
fn flows_of(is_support: bool, facts: &Facts) -> Vec<String> {
    let kinds = facts.rules.flow_kind.iter().chain(&facts.derived.flow_kind);
    let of_board = kinds.filter(|(_, kind)| matches!(kind, FlowKind::Support | FlowKind::Faq) == is_support);
    distinct(of_board.map(|(flow, _)| flow.clone()))
}

/// Money by model and window.
pub(super) fn lines(tables: &Tables) -> SortedMap<(AttributionModel, u32), LineCounted> {
    let mut all: SortedMap<(AttributionModel, u32), LineCounted> = SortedMap::new();
    for row in tables.cube.rows().filter(|row| row.part == Some(CubePart::Attribution)) {
        let model = AttributionModel::ALL.iter().find(|model| model.word() == tables.dictionary.text(row.model));
        let Some((model, window)) = model.copied().zip(row.window_days) else { continue };
        let line = all.entry((model, window)).or_default();
        let sum = row.sum.unwrap_or(0.0);
        match tables.dictionary.text(row.measure) {
            "attributed" => line.attributed += sum,
            "influenced" => line.influenced += sum,
            "sourced" => line.sourced += sum,
            _ => line.conversions = line.conversions.saturating_add(super::from_cube::count_of(&row)),
        }
    }
    all
}
