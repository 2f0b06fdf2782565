//! Nine answers to one question, from the same rows (METRICS section 7).

use super::View;
use crate::format::{MISSING, count, percent};
use crate::model::order::put_in_order;
use crate::scorecard::DefinitionId;

/// The table of definitions.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionsPanel {
    /// The finding: how far the answers lie apart.
    pub title: String,
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
}

/// The definitions over all chats of the load.
pub fn definitions(view: &View<'_>) -> DefinitionsPanel {
    let row = |id: &DefinitionId| {
        let definition = view.card.definitions.get(id).copied().unwrap_or_default();
        let words = view.text.definitions.of(*id);
        let numbers = [definition.numerator, definition.denominator].map(|rows| count(rows as f64));
        DefinitionRow {
            name: words.name,
            how: words.how,
            counted: numbers.join(" / "),
            share: definition.value.map_or_else(|| MISSING.to_owned(), |share| percent(share, view.language())),
            part: definition.value,
            is_ours: *id == DefinitionId::Deflection,
        }
    };
    let mut rows: Vec<DefinitionRow> = DefinitionId::ALL.iter().map(row).collect();
    put_in_order(&mut rows, |left, right| left.part.unwrap_or(2.0).total_cmp(&right.part.unwrap_or(2.0)));
    let known: Vec<&DefinitionRow> = rows.iter().filter(|row| row.part.is_some()).collect();
    let title = match (known.first(), known.last()) {
        (Some(least), Some(most)) if known.len() > 1 => view.text.board.definitions_title.with([&least.share, &most.share]),
        _ => view.text.board.definitions.to_owned(),
    };
    DefinitionsPanel { title, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn nine_answers_from_the_same_rows() {
        // METRICS section 7.
        let card = march();
        let panel = definitions(&english(&card));
        assert_eq!(panel.title, "The same chats give 9.0\u{202f}% to 62.9\u{202f}%, by definition");
        let ours: Vec<&DefinitionRow> = panel.rows.iter().filter(|row| row.is_ours).collect();
        assert_eq!(ours.len(), 1);
        assert_eq!((ours[0].counted.as_str(), ours[0].share.as_str()), ("540 / 1,200", "45.0\u{202f}%"));
        assert!(panel.rows.is_sorted_by(|left, right| left.part <= right.part));
    }
}
