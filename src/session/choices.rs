//! What can be chosen of everything loaded.

use super::Session;
use crate::metrics::{Field, FieldColumn, Index, MOST_GROUPS};
use crate::model::Dimension;
use crate::model::order::put_in_order;
use crate::protocol::{Choice, Choices, IntentFound};

/// What people narrow a board by.
const OFFERED: [Field; 6] = [
    Field::Dimension(Dimension::Channel),
    Field::Dimension(Dimension::Intent),
    Field::Outcome,
    Field::Dimension(Dimension::Flow),
    Field::Dimension(Dimension::Source),
    Field::Dimension(Dimension::Language),
];
/// More values than a person reads in a list.
const VALUES: usize = 200;

impl Session {
    /// Dates and values that conversations have, whatever is chosen of them; looked up once for the same facts.
    pub(super) fn choices(&mut self) -> Choices {
        if self.choices.is_none() {
            self.choices = self.find_choices();
        }
        self.choices.clone().unwrap_or_default()
    }

    fn find_choices(&mut self) -> Option<Choices> {
        let (load, facts, basis) = self.asked()?;
        let index = Index::new(facts, &load.tables.dictionary, basis.columns());
        let choice = |field: Field| {
            let mut values = counted(index.field(field), &index);
            let others = values.len().saturating_sub(VALUES) as u64;
            values.truncate(VALUES);
            Choice { field, values, others }
        };
        let conversations = (0..facts.conversations.len()).map(|at| index.times.as_ref().map_or(1, |times| times.of(at))).sum();
        let fields = OFFERED.into_iter().map(choice).filter(|choice| choice.values.len() > 1).collect();
        Some(Choices { dates: facts.period, conversations, fields })
    }

    /// Intents with a name and what the rules say of each, the most frequent first, equals by name; of very many those that are
    /// counted one by one.
    pub(super) fn intents(&mut self) -> Vec<IntentFound> {
        let Some((load, facts, basis)) = self.asked() else { return Vec::new() };
        let index = Index::new(facts, &load.tables.dictionary, basis.columns());
        let named = counted(index.field(Field::Dimension(Dimension::Intent)), &index)
            .into_iter()
            .filter(|(intent, _)| !intent.is_empty());
        let found = named.map(|(intent, conversations)| {
            let eligible = facts.rules.eligible(&intent);
            IntentFound { intent, conversations, eligible }
        });
        found.take(MOST_GROUPS).collect()
    }
}

/// The values of a field with their conversations, the most frequent first, equals by name.
pub(super) fn counted(column: &FieldColumn, index: &Index<'_>) -> Vec<(String, u64)> {
    let mut counts = vec![0; column.names.len()];
    column.codes.for_each(|at, code| {
        if let Some(count) = usize::try_from(code).ok().and_then(|code| counts.get_mut(code)) {
            *count += index.times.as_ref().map_or(1, |times| times.of(at));
        }
    });
    let mut values: Vec<(String, u64)> = column.names.iter().cloned().zip(counts).collect();
    put_in_order(&mut values, |(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    values
}
