//! Which of the rows whose money a cube sums are those of a group.

use super::{Grouping, Partition};
use crate::facts::calendar::Week;
use crate::facts::counted::{MoneyRows, MoneySplit};
use crate::metrics::index::Index;
use crate::metrics::scope::{Field, Filter, Scope};
use crate::model::Dimension;
use crate::model::order::distinct;

impl Partition {
    /// The rows of a group as a cube names them; none if no cube sums their money.
    pub fn money_rows(&self, index: &Index<'_>, group: usize) -> Option<MoneyRows> {
        let (scope, grouping) = &**self.asked.as_ref()?;
        // A week is the same rows in whatever range it lies as a whole.
        if scope.range.is_some() && !matches!(grouping, Grouping::Dates(_)) {
            return None;
        }
        let value = |field: Field, name: &str| MoneySplit::Value(field.word().to_owned(), name.to_owned());
        let name = self.names.get(group)?;
        match (scope.filters.as_slice(), grouping) {
            // One value of a field is the same rows whether it is a filter or a group.
            ([Filter { field, values }], Grouping::All) if *field != Field::Dimension(Dimension::Flow) => match &values[..] {
                [one] => Some(MoneyRows { flows: None, split: value(*field, one) }),
                _ => None,
            },
            (filters, Grouping::All) => Some(MoneyRows { flows: flows_of(filters)?.0, split: MoneySplit::All }),
            (filters, Grouping::Fields(fields)) => {
                let split = match fields.as_slice() {
                    [] => MoneySplit::All,
                    [field] => value(*field, name.first()?),
                    _ => return None,
                };
                Some(MoneyRows { flows: flows_of(filters)?.0, split })
            }
            (filters, Grouping::Dates(spans)) => {
                let (from, to) = *spans.get(group)?;
                let week = Week::containing(from, index.facts().rules.week_start);
                let split = MoneySplit::Week(week.first);
                let Flows(flows) = flows_of(filters)?;
                let is_whole = (week.first, week.last()) == (from, to) && scope.holds_date(from) && scope.holds_date(to);
                is_whole.then_some(MoneyRows { flows, split })
            }
            (_, Grouping::DatesByIntent(_)) => None,
        }
    }

    /// Whether nothing narrows the rows.
    pub fn is_of_everything(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| **asked == (Scope::default(), Grouping::All))
    }
}

/// The flows that alone count; none for all.
struct Flows(Option<Vec<String>>);

/// The flows that filters hold to, sorted; none if anything else is filtered.
fn flows_of(filters: &[Filter]) -> Option<Flows> {
    match filters {
        [] => Some(Flows(None)),
        [Filter { field: Field::Dimension(Dimension::Flow), values }] => Some(Flows(Some(distinct(values.iter().cloned())))),
        _ => None,
    }
}
