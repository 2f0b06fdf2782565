//! Which rows count: a range of local dates and any filters on what a conversation can be split by.

use std::rc::Rc;

use borsh::{BorshDeserialize, BorshSerialize};

use super::index::Index;
use super::selection::Selection;
use crate::facts::calendar::{Month, Week};
use crate::facts::{Facts, Outcome};
use crate::model::{Date, Dictionary, Dimension, Handoff};

/// What conversations can be split and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub enum Field {
    /// A dimension of the data.
    Dimension(Dimension),
    /// The exclusive outcome.
    Outcome,
    /// How far it went to a person.
    Handoff,
    /// Inside or outside business hours.
    BusinessHours,
    /// Week of the start.
    Week,
    /// Month of the start.
    Month,
}

impl Field {
    /// The word of a field in commands and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dimension(dimension) => dimension.word(),
            Self::Outcome => "outcome",
            Self::Handoff => "handoff",
            Self::BusinessHours => "business_hours",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Every field: those that a scorecard always prints first, in the page's order (METRICS section 11).
    pub const ALL: [Self; 13] = [
        Self::Dimension(Dimension::Intent),
        Self::Dimension(Dimension::Channel),
        Self::Dimension(Dimension::Flow),
        Self::Outcome,
        Self::Handoff,
        Self::Dimension(Dimension::Source),
        Self::Dimension(Dimension::Page),
        Self::Dimension(Dimension::Campaign),
        Self::Dimension(Dimension::Language),
        Self::Dimension(Dimension::Medium),
        Self::BusinessHours,
        Self::Week,
        Self::Month,
    ];

    /// The field of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }

    /// A number of a conversation's value that is equal for equal values of one load.
    pub fn value(self, facts: &Facts, at: usize) -> u32 {
        let chats = &facts.conversations;
        let kind = || chats.kinds().get(at).copied().unwrap_or_default();
        let date = || chats.dates().get(at).copied().unwrap_or_default();
        match self {
            Self::Dimension(dimension) => u32::try_from(chats.dimension(at, dimension).index()).unwrap_or(u32::MAX),
            Self::Outcome => kind().outcome() as u32 + 1,
            Self::Handoff => kind().handoff().map_or(0, |handoff| handoff as u32 + 1),
            Self::BusinessHours => kind().in_business_hours().map_or(0, |inside| u32::from(inside) + 1),
            Self::Week => Week::containing(date(), facts.rules.week_start).first.0.unsigned_abs(),
            Self::Month => Month::containing(date()).and_then(Month::first).map_or(0, |first| first.0.unsigned_abs()),
        }
    }

    /// The name of a conversation's value; empty for an unknown one.
    pub fn name(self, facts: &Facts, dictionary: &Dictionary, at: usize) -> String {
        let chats = &facts.conversations;
        let kind = || chats.kinds().get(at).copied().unwrap_or_default();
        let date = || chats.dates().get(at).copied().unwrap_or_default();
        match self {
            Self::Dimension(dimension) => facts.name(dictionary, dimension, chats.dimension(at, dimension)).to_owned(),
            Self::Outcome => Outcome::word(kind().outcome()).to_owned(),
            Self::Handoff => kind().handoff().map_or("", Handoff::word).to_owned(),
            Self::BusinessHours => match kind().in_business_hours() {
                Some(true) => "inside".to_owned(),
                Some(false) => "outside".to_owned(),
                None => String::new(),
            },
            Self::Week => Week::containing(date(), facts.rules.week_start).name(),
            Self::Month => Month::containing(date())
                .and_then(Month::first)
                .map(|first| first.to_string().chars().take(7).collect())
                .unwrap_or_default(),
        }
    }
}

/// One field held to some values. A lead without a conversation has the empty value of every field.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Filter {
    /// What.
    pub field: Field,
    /// The values that count.
    pub values: Vec<String>,
}

/// Which rows count. The default is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Scope {
    /// First and last local date, if a range was chosen; conversations by start, leads by creation, revenue by `at`.
    pub range: Option<(Date, Date)>,
    /// All must hold.
    pub filters: Vec<Filter>,
}

impl Scope {
    /// This scope held to one more field.
    #[must_use]
    pub fn with(&self, filter: Filter) -> Self {
        let mut scope = self.clone();
        scope.filters.push(filter);
        scope
    }

    /// This scope over other dates.
    #[must_use]
    pub fn within(&self, range: (Date, Date)) -> Self {
        Self { range: Some(range), filters: self.filters.clone() }
    }

    /// The period that cost and weeks use: the range, else the conversations' own.
    pub fn period(&self, facts: &Facts) -> Option<(Date, Date)> {
        self.range.or(facts.period)
    }

    /// Whether a date lies in the chosen range; every date does without one.
    pub fn holds_date(&self, date: Date) -> bool {
        self.range.is_none_or(|(from, to)| (from..=to).contains(&date))
    }

    /// The conversations that the filters hold, whatever their dates.
    pub fn filtered(&self, index: &Index<'_>) -> Rc<Selection> {
        index.selection(&self.filters)
    }

    /// Whether the filters hold for a lead without a conversation.
    pub fn holds_nothing(&self) -> bool {
        self.filters.iter().all(|filter| filter.values.iter().any(String::is_empty))
    }

    /// Whether the filters hold for exposure of a channel, page and flow; none if exposure is not known by one of them.
    pub fn holds_exposure(&self, channel: &str, page: &str, flow: &str) -> Option<bool> {
        let mut all = true;
        for Filter { field, values } in &self.filters {
            let holds = |value: &str| values.iter().any(|held| held == value);
            all &= match field {
                Field::Dimension(Dimension::Channel) => holds(channel),
                Field::Dimension(Dimension::Page) => holds(page),
                Field::Dimension(Dimension::Flow) => flow.is_empty() || holds(flow),
                _ => return None,
            };
        }
        Some(all)
    }
}
