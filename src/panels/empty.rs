//! A board without a chat: which of what was chosen leaves none, and the way to take each back.

use super::filters::{ChosenValue, chosen_values};
use super::{View, field_name, value_name};
use crate::format::date_range;
use crate::metrics::{Field, Filter};
use crate::model::Dimension;
use crate::protocol::Choices;
use crate::scorecard::{BoardId, ChangeId, Query};

/// What is said in place of the numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct EmptyPanel {
    /// That nothing is left.
    pub title: &'static str,
    /// What leaves nothing, one sentence each.
    pub why: Vec<String>,
    /// What is chosen, each with the query that lets it go.
    pub chosen: Vec<ChosenValue>,
}

/// The panel of a board under a query; none where chats are left, or nothing was chosen.
pub fn empty_panel(view: &View<'_>, board: BoardId, query: &Query, choices: &Choices) -> Option<EmptyPanel> {
    let shown = view.board(board)?;
    let handled = ChangeId::HandoffRate.of(&shown.metrics).map_or(0, |metric| metric.n + metric.unknown);
    if handled > 0 || (query.scope.range.is_none() && query.scope.filters.is_empty()) {
        return None;
    }
    let words = &view.text.filters;
    let mut why: Vec<String> = query.scope.filters.iter().filter_map(|filter| alone(view, board, filter, choices)).collect();
    let outside = query.scope.range.zip(choices.dates).filter(|((from, to), (first, last))| to < first || from > last);
    if let Some((_, (first, last))) = outside {
        why.push(words.outside.with([&date_range(&first.to_string(), &last.to_string(), view.language())]));
    }
    let chosen = chosen_values(view, query);
    if why.is_empty() {
        why.push(match chosen.as_slice() {
            [alone] => words.of_other_bot.with([&alone.name]),
            _ => words.none_left_why.to_owned(),
        });
    }
    let title = match board {
        BoardId::Support => words.none_of_support,
        BoardId::Lead => words.none_of_lead,
    };
    Some(EmptyPanel { title, why, chosen })
}

/// What a filter leaves nothing by, whatever else is chosen.
fn alone(view: &View<'_>, board: BoardId, filter: &Filter, choices: &Choices) -> Option<String> {
    let words = &view.text.filters;
    let name = |value: &String| view.text.data.kind.with([field_name(view, filter.field), value_name(view, filter.field, value)]);
    let named = || filter.values.iter().map(name).collect::<Vec<_>>().join(view.text.check_words.between);
    let flows = view.board(board).map(|board| board.flows.as_slice()).unwrap_or_default();
    let field = choices.fields.iter().find(|choice| choice.field == filter.field);
    let is_known = |value: &String| field.is_some_and(|field| field.others > 0 || field.values.iter().any(|(of, _)| of == value));
    if field.is_some() && !filter.values.iter().any(is_known) {
        return Some(words.nowhere.with([&named()]));
    }
    let is_flow = filter.field == Field::Dimension(Dimension::Flow);
    (is_flow && !filter.values.iter().any(|value| flows.contains(value))).then(|| words.of_other_bot.with([&named()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;
    use crate::panels::fixture::{english, march};
    use crate::protocol::Choice;
    use crate::scorecard::Metric;

    #[test]
    fn it_is_said_which_filter_leaves_nothing_and_each_can_be_taken_back() {
        let mut card = march();
        let choices = Choices {
            dates: Date::parse("2026-01-01").zip(Date::parse("2026-03-31")),
            conversations: 2_400,
            fields: vec![Choice {
                field: Field::Dimension(Dimension::Flow),
                values: card.boards.values().flat_map(|board| board.flows.iter().map(|flow| (flow.clone(), 9))).collect(),
                others: 0,
            }],
        };
        let sales = card.boards[&BoardId::Lead].flows[0].clone();
        let asked = |address: &str| Query::from_address(address);
        let flow = asked(&["flow=", &sales, "&channel=web"].concat());
        assert_eq!(empty_panel(&english(&card), BoardId::Support, &flow, &choices), None, "chats are left");
        let board = card.boards.get_mut(&BoardId::Support).unwrap();
        board.metrics.insert(crate::scorecard::MetricId::HandoffRate, Metric::default());
        let said = |query: &Query| empty_panel(&english(&card), BoardId::Support, query, &choices);
        let panel = said(&flow).unwrap();
        assert_eq!(panel.title, "No chat of the support bot is left");
        assert_eq!(panel.why.len(), 1);
        assert!(panel.why[0].contains(&sales) && panel.why[0].contains("other bot"), "{:?}", panel.why);
        let without: Vec<String> = panel.chosen.iter().map(|chosen| chosen.query.to_address()).collect();
        assert_eq!(without, ["channel=web".to_owned(), ["flow=", &sales].concat()]);
        assert!(said(&asked("flow=gone")).unwrap().why[0].contains("gone"));
        let dates = said(&asked("from=2027-01-01&to=2027-01-31")).unwrap();
        assert!(dates.why[0].contains("31 Mar 2026"), "{:?}", dates.why);
        assert_eq!(dates.chosen[0].query, Query::default());
        assert!(said(&asked("channel=web")).unwrap().why[0].contains("other bot"));
        assert!(said(&asked("channel=web&intent=returns")).unwrap().why[0].contains("together"));
        assert_eq!(said(&Query::default()), None);
    }
}
