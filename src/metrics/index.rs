//! The columns of facts at hand for one question: with their names, and with what a scope's filters hold.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use super::columns::{Columns, FieldColumn};
use super::scope::{Field, Filter};
use super::selection::Selection;
use crate::facts::Facts;
use crate::model::{Codes, Date, Dictionary, Dimension};

/// Filters held to in this question, and what they hold.
type Selected = Vec<(Vec<Filter>, Rc<Selection>)>;

/// Columns with the facts and texts behind them.
#[derive(Debug)]
pub struct Index<'a> {
    facts: &'a Facts,
    dictionary: &'a Dictionary,
    columns: &'a Columns,
    selected: RefCell<Selected>,
}

impl<'a> Index<'a> {
    /// The columns of these facts.
    pub fn new(facts: &'a Facts, dictionary: &'a Dictionary, columns: &'a Columns) -> Self {
        Self { facts, dictionary, columns, selected: RefCell::default() }
    }

    /// The facts behind the columns.
    pub fn facts(&self) -> &'a Facts {
        self.facts
    }

    /// Texts of the load.
    pub fn dictionary(&self) -> &'a Dictionary {
        self.dictionary
    }

    /// The values of a field.
    pub fn field(&self, field: Field) -> &'a FieldColumn {
        self.columns.field(self.facts, self.dictionary, field)
    }

    /// The conversations that filters hold, whatever their dates.
    pub fn selection(&self, filters: &[Filter]) -> Rc<Selection> {
        let known = self.selected.borrow().iter().find(|(held, _)| held == filters).map(|(_, selection)| Rc::clone(selection));
        known.unwrap_or_else(|| {
            let selection = Rc::new(Selection::new(self, filters));
            self.selected.borrow_mut().push((filters.to_vec(), Rc::clone(&selection)));
            selection
        })
    }

    /// Number of each conversation's (local date, channel) pair.
    pub fn pairs(&self) -> &'a Codes {
        self.columns.pairs.get_or_init(|| {
            let channels = self.field(Field::Dimension(Dimension::Channel));
            let dates = self.facts.conversations.dates().iter().enumerate();
            Codes::collect(dates.map(|(at, date)| self.pair_of(*date, channels.code(at))))
        })
    }

    /// How many such pairs there are.
    pub fn pair_count(&self) -> usize {
        self.days() * self.field(Field::Dimension(Dimension::Channel)).names.len()
    }

    /// Number of the pair of a local date and a channel's code.
    pub fn pair_of(&self, date: Date, channel: usize) -> u32 {
        let day = usize::try_from(i64::from(date.0) - i64::from(self.first_date().0)).unwrap_or(0);
        let channels = self.field(Field::Dimension(Dimension::Channel)).names.len();
        u32::try_from(day * channels + channel).unwrap_or(u32::MAX)
    }
}

impl Deref for Index<'_> {
    type Target = Columns;

    fn deref(&self) -> &Columns {
        self.columns
    }
}
