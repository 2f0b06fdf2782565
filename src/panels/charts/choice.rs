//! What choosing a mark does: what counts alone then, and where its rows are.

use crate::lineage::{Among, CreditedBy, Places, Standing};
use crate::metrics::{Field, PartId};
use crate::model::{Date, Dimension};
use crate::panels::with_range;
use crate::protocol::Choices;
use crate::scorecard::{BoardId, ChangeId, Query};

/// Rows of a metric of a board that stand in one place: those that a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowsOf {
    /// The board.
    pub board: BoardId,
    /// The metric whose page lists them.
    pub metric: ChangeId,
    /// The variant of it that counts them; none for itself.
    pub part: Option<PartId>,
    /// Where they stand; none for all places.
    pub standing: Option<Places>,
    /// Those of these chats alone; none for all.
    pub among: Option<Among>,
    /// Of revenue: by which model and window; none for the rule in force.
    pub by: Option<CreditedBy>,
}

/// What an address calls all places.
const ALL: &str = "all";

impl RowsOf {
    /// The rows that a metric counts.
    pub const fn counted(board: BoardId, metric: ChangeId) -> Self {
        Self { board, metric, part: None, standing: Some(Places::Of(Standing::Numerator)), among: None, by: None }
    }

    /// The page of a metric, where no list holds what a number counts.
    pub fn page(board: BoardId, metric: ChangeId) -> Self {
        Self { standing: None, ..Self::counted(board, metric) }
    }

    /// Those of these chats alone, wherever they stand.
    #[must_use]
    pub fn among(self, among: Among) -> Self {
        Self { among: Some(among), ..self }
    }

    /// Those that stand elsewhere.
    #[must_use]
    pub const fn standing(self, standing: Standing) -> Self {
        Self { standing: Some(Places::Of(standing)), ..self }
    }

    /// Those on both sides of the line: what a share is of.
    #[must_use]
    pub const fn base(self) -> Self {
        Self { standing: Some(Places::Base), ..self }
    }

    /// As a model credits them over a window.
    #[must_use]
    pub fn by(self, by: CreditedBy) -> Self {
        Self { by: Some(by), ..self }
    }

    /// Those of a variant.
    #[must_use]
    pub fn part(self, part: PartId) -> Self {
        Self { part: Some(part), ..self }
    }

    /// What an address says of them beside page and query: `rows=durable.denominator`, `rows=all&among=step.1a2b3c4d`; empty for
    /// a page.
    pub fn to_address(self) -> String {
        if self.standing.is_none() && self.among.is_none() {
            return String::new();
        }
        let standing = self.standing.map_or(ALL, Places::word);
        let part = self.part.map(|part| [part.word(), "."].concat()).unwrap_or_default();
        let among = self.among.map(|among| ["&among=", &among.to_word()].concat()).unwrap_or_default();
        let by = self.by.map(|by| ["&credit=", &by.to_word()].concat()).unwrap_or_default();
        ["rows=", &part, standing, &among, &by].concat()
    }

    /// The variant, the place, the chats and the credit that an address asks for; none where it asks for no rows.
    pub fn asked(address: &str) -> Option<(Option<PartId>, Option<Places>, Option<Among>, Option<CreditedBy>)> {
        let value = |name: &str| address.split('&').find_map(|part| part.strip_prefix(name));
        let said = value("rows=")?;
        let (part, standing) = said.split_once('.').map_or((None, said), |(part, standing)| (PartId::from_word(part), standing));
        let (among, by) = (value("among=").and_then(Among::from_word), value("credit=").and_then(CreditedBy::from_word));
        Some((part, Places::from_word(standing), among, by))
    }
}

/// What a mark lets count alone, and the rows behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Values that are held.
    pub values: Vec<(Field, String)>,
    /// Dates that it stands for: dragging over marks lets those of all count alone.
    pub dates: Option<(Date, Date)>,
    /// The rows behind it; none where none are listed.
    pub rows: Option<RowsOf>,
}

impl Choice {
    /// A mark of a value.
    pub fn value(field: Field, value: &str) -> Self {
        Self { values: vec![(field, value.to_owned())], ..Self::default() }
    }

    /// A mark of a value of a dimension.
    pub fn of(dimension: Dimension, value: &str) -> Self {
        Self::value(Field::Dimension(dimension), value)
    }

    /// A mark of the week that starts on a date.
    pub fn week(from: &str) -> Self {
        Self::default().in_week(from)
    }

    /// The same in one week.
    #[must_use]
    pub fn in_week(self, from: &str) -> Self {
        Self { dates: Date::from_iso(from).map(|from| (from, Date(from.0 + 6))), ..self }
    }

    /// The same with rows.
    #[must_use]
    pub fn rows(self, rows: RowsOf) -> Self {
        Self { rows: Some(rows), ..self }
    }

    /// Whether it lets anything count alone.
    pub fn narrows(&self) -> bool {
        !self.values.is_empty() || self.dates.is_some()
    }
}

/// The query after a stretch of marks was chosen: a mark alone holds its values and dates, more of them all their dates.
pub(super) fn chosen(choices: &[Choice], query: &Query, all: &Choices, (from, to): (usize, usize)) -> Option<Query> {
    let (first, last) = (choices.get(from)?, choices.get(to)?);
    let mut asked = query.clone();
    if from == to {
        for (field, value) in &first.values {
            asked.scope.hold_alone(*field, value.clone());
        }
    }
    let dates = first.dates.zip(last.dates);
    if let Some((one, other)) = dates {
        asked = with_range(&asked, all, one.0.min(other.0), one.1.max(other.1));
    }
    (dates.is_some() || (from == to && first.narrows())).then_some(asked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::AttributionModel;

    #[test]
    fn rows_are_found_again_by_their_address() {
        let rows = RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate);
        assert_eq!(rows.to_address(), "rows=numerator");
        let back = rows.part(PartId::Durable).standing(Standing::Denominator);
        assert_eq!(back.to_address(), "rows=durable.denominator");
        assert_eq!(RowsOf::asked("channel=web&rows=durable.denominator"), Some((back.part, back.standing, None, None)));
        assert_eq!(RowsOf::asked("rows=all"), Some((None, None, None, None)));
        assert_eq!(RowsOf::asked(&rows.base().to_address()), Some((None, Some(Places::Base), None, None)));
        let of_step = RowsOf::page(BoardId::Lead, ChangeId::GoalCompletionRate).among(Among::step("email"));
        let address = of_step.to_address();
        assert!(address.starts_with("rows=all&among=step."), "{address}");
        assert_eq!(RowsOf::asked(&address), Some((None, None, of_step.among, None)));
        let first = CreditedBy { model: AttributionModel::First, window_days: 7 };
        let credited = RowsOf::counted(BoardId::Lead, ChangeId::AttributedRevenue).by(first);
        assert_eq!(credited.to_address(), "rows=numerator&credit=first.7");
        assert_eq!(RowsOf::asked(&credited.to_address()), Some((None, credited.standing, None, Some(first))));
        assert_eq!(RowsOf::page(BoardId::Lead, ChangeId::Csat).to_address(), "");
        assert_eq!(RowsOf::asked("channel=web"), None);
    }

    #[test]
    fn a_mark_alone_holds_its_value_in_its_week_and_a_stretch_all_weeks() {
        let choices: Vec<Choice> =
            ["2026-03-02", "2026-03-09"].map(|from| Choice::of(Dimension::Channel, "web").in_week(from)).into();
        let all = Choices { dates: Date::parse("2026-03-04").zip(Date::parse("2026-04-30")), ..Choices::default() };
        let address = |stretch| chosen(&choices, &Query::default(), &all, stretch).map(|query| query.to_address());
        assert_eq!(address((1, 1)).as_deref(), Some("from=2026-03-09&to=2026-03-15&channel=web"));
        // From where the data begins.
        assert_eq!(address((0, 1)).as_deref(), Some("from=2026-03-04&to=2026-03-15"));
        assert_eq!(address((1, 0)), address((0, 1)));
        assert_eq!(chosen(&[Choice::default()], &Query::default(), &all, (0, 0)), None);
    }
}
