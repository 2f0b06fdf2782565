//! Nine answers to one question, from the same rows (METRICS section 7).

use super::quantity::share_words;
use super::{RowsOf, View};
use crate::format::{MISSING, count};
use crate::lineage::Standing;
use crate::model::order::put_in_order;
use crate::scorecard::{BoardId, ChangeId, DefinitionId, PartId};

/// The table of definitions.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionsPanel {
    /// The finding: how far the answers lie apart.
    pub title: String,
    /// Over which chats.
    pub sub: &'static str,
    /// Rows, lowest answer first.
    pub rows: Vec<DefinitionRow>,
}

/// One definition.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionRow {
    /// Its name.
    pub name: &'static str,
    /// Numerator over denominator in words.
    pub how: &'static str,
    /// The same in numbers.
    pub counted: String,
    /// The share.
    pub share: String,
    /// The share for a bar, 0..1; none where it cannot be had.
    pub part: Option<f64>,
    /// Whether it is the one the tiles use.
    pub is_ours: bool,
    /// The rows that it counts, or the page that tells the nearest of them.
    pub rows: RowsOf,
}

/// The rows of a board that a definition counts above its line. Three count what no list holds: they lead to the page of the
/// metric that is nearest.
pub(super) fn definition_rows(board: BoardId, id: DefinitionId) -> RowsOf {
    let of = |metric| RowsOf::counted(board, metric);
    let page = |metric| RowsOf::page(board, metric);
    match id {
        DefinitionId::ConfirmedOnly => of(ChangeId::ResolutionRate).part(PartId::Confirmed),
        DefinitionId::ResolvedOverInvolved => of(ChangeId::ResolutionRate),
        DefinitionId::ResolvedOverNotHandedOff => page(ChangeId::ResolutionRate),
        DefinitionId::DurableEligible => of(ChangeId::DeflectionRate).part(PartId::Durable),
        DefinitionId::ResolvedEligibleOverAll | DefinitionId::Deflection => of(ChangeId::DeflectionRate),
        DefinitionId::NoHuman => of(ChangeId::HandoffRate).standing(Standing::Denominator),
        DefinitionId::ContainedNoRecontact | DefinitionId::NoHumanAllOpens => page(ChangeId::HandoffRate),
    }
}

/// The definitions over a board's chats.
pub fn definitions(view: &View<'_>, board: BoardId) -> DefinitionsPanel {
    let counted = view.definitions(board);
    let row = |id: &DefinitionId| {
        let definition = counted.get(id).copied().unwrap_or_default();
        let words = view.text.definitions.of(*id);
        let numbers = [definition.numerator, definition.denominator].map(|rows| count(rows as f64));
        DefinitionRow {
            name: words.name,
            how: words.how,
            counted: numbers.join(" / "),
            share: definition.value.map_or_else(|| MISSING.to_owned(), |share| share_words(view, share, definition.denominator)),
            part: definition.value.filter(|_| definition.denominator >= view.min_n()),
            is_ours: *id == DefinitionId::Deflection,
            rows: definition_rows(board, *id),
        }
    };
    let mut rows: Vec<DefinitionRow> = DefinitionId::ALL.iter().map(row).collect();
    put_in_order(&mut rows, |left, right| left.part.unwrap_or(2.0).total_cmp(&right.part.unwrap_or(2.0)));
    let known: Vec<&DefinitionRow> = rows.iter().filter(|row| row.part.is_some()).collect();
    let title = match (known.first(), known.last()) {
        (Some(least), Some(most)) if known.len() > 1 => view.text.board.definitions_title.with([&least.share, &most.share]),
        _ => view.text.board.definitions.to_owned(),
    };
    let words = &view.text.board;
    let sub = if view.has_own_counts(board) { words.definitions_own } else { words.definitions_sub };
    DefinitionsPanel { title, sub, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};
    use crate::scorecard::Definition;

    #[test]
    fn nine_answers_from_the_same_rows() {
        // METRICS section 7.
        let card = march();
        let panel = definitions(&english(&card), BoardId::Support);
        assert_eq!(panel.title, "The same chats give 9.0\u{202f}% to 62.9\u{202f}%, by definition");
        let ours: Vec<&DefinitionRow> = panel.rows.iter().filter(|row| row.is_ours).collect();
        assert_eq!(ours.len(), 1);
        assert_eq!((ours[0].counted.as_str(), ours[0].share.as_str()), ("540 / 1,200", "45.0\u{202f}%"));
        assert!(panel.rows.is_sorted_by(|left, right| left.part <= right.part));
        assert!(panel.sub.contains("both bots"));
    }

    #[test]
    fn a_board_counts_its_own_chats() {
        let mut card = march();
        let own = Definition { value: Some(0.5), numerator: 2, denominator: 4 };
        card.boards.get_mut(&BoardId::Lead).unwrap().detail.definitions = [(DefinitionId::Deflection, own)].into();
        let panel = definitions(&english(&card), BoardId::Lead);
        let ours = panel.rows.iter().find(|row| row.is_ours).unwrap();
        assert_eq!((ours.counted.as_str(), panel.sub.contains("this bot")), ("2 / 4", true));
    }
}
