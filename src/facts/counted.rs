//! What a cube says instead of rows: how often each of its rows stands, and what only whole rows could have told.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{Date, SortedMap};
use crate::rules::AttributionModel;

/// What a cube counts conversations by. Each is counted over rows of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Everything that is a yes or a no.
    Chats,
    /// User turns.
    UserTurns,
    /// Length.
    Durations,
    /// Time to the first useful answer.
    FirstUseful,
    /// Bot turns and fallbacks.
    Turns,
    /// AI cost.
    Costs,
}

impl Counting {
    /// All of them, in the order in which their rows stand.
    pub const ALL: [Self; 6] = [Self::Chats, Self::UserTurns, Self::Durations, Self::FirstUseful, Self::Turns, Self::Costs];
}

/// How many conversations each row of a cube stands for when one thing is counted; 0 for the rows of another thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    rows: Range<usize>,
    times: Arc<[u64]>,
}

impl Times {
    /// How many a row stands for.
    pub fn of(&self, at: usize) -> u64 {
        if self.rows.contains(&at) { self.times.get(at).copied().unwrap_or(0) } else { 0 }
    }
}

/// The rows whose money a cube has summed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MoneyRows {
    /// The flows that alone count, sorted; none for all.
    pub flows: Option<Vec<String>>,
    /// What they are split by.
    pub split: MoneySplit,
}

/// What a cube's money is split by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoneySplit {
    /// Nothing.
    All,
    /// The value of a field, by the field's word.
    Value(String, String),
    /// Orders of the week that starts on this date.
    Week(Date),
}

/// A sum of money, and the spread of what each person brought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneyCounted {
    /// The sum.
    pub total: f64,
    /// The sum over persons with a handled conversation in the rows alone.
    pub own: f64,
    /// The sum of squares of each such person's amount.
    pub squares: f64,
}

/// Money of some rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyOfRows {
    /// Whether too few stand behind them to be shown.
    pub is_hidden: bool,
    /// Parts of the cube that sum them.
    pub parts: u32,
    /// Persons with a handled conversation; 0 where no order has a chat before it, and where parts were joined.
    pub persons: u64,
    /// Counted orders of their dates.
    pub counted: u64,
    /// Those with a chat touch among the rows.
    pub conversions: u64,
    /// Sums by what they are of: `attributed`, `influenced`, `sourced`, `gross_profit`, `pipeline`, and `basis`, the profit that
    /// the rules' return counts.
    pub sums: SortedMap<String, MoneyCounted>,
}

/// Money under one model and window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LineCounted {
    /// Credited.
    pub attributed: f64,
    /// Full amounts with any chat touch.
    pub influenced: f64,
    /// Full amounts whose first touch is a chat.
    pub sourced: f64,
    /// Orders with any chat touch.
    pub conversions: u64,
}

impl Counted {
    /// Money of a model and window. A cube that says nothing of it has no order with a chat before it, or keeps it back.
    pub fn line(&self, model: AttributionModel, window: u32) -> Option<LineCounted> {
        self.lines.get(&(model, window)).copied().or_else(|| (!self.is_suppressed).then(LineCounted::default))
    }

    /// Money of some rows. A week or a value of which a cube that sums all of them says nothing has no money; what else it
    /// does not sum is none.
    pub fn money_of(&self, rows: &MoneyRows) -> Option<MoneyOfRows> {
        if let Some(known) = self.money.get(rows) {
            return (!known.is_hidden).then(|| known.clone());
        }
        let all = self.money.get(&MoneyRows { flows: rows.flows.clone(), split: MoneySplit::All })?;
        match &rows.split {
            MoneySplit::All => None,
            MoneySplit::Week(_) => Some(MoneyOfRows::default()),
            MoneySplit::Value(field, _) => {
                let is_summed = rows.flows.is_none() && MONEY_FIELDS.contains(&field.as_str());
                is_summed.then(|| MoneyOfRows { counted: all.counted, ..MoneyOfRows::default() })
            }
        }
    }
}

/// Fields by whose values a cube sums money.
const MONEY_FIELDS: [&str; 7] = ["intent", "channel", "flow", "outcome", "handoff", "source", "page"];

/// What stands in place of rows.
#[derive(Debug)]
pub struct Counted {
    /// Where the rows of each way of counting end, and how many conversations each row stands for.
    pub(super) ends: [usize; Counting::ALL.len()],
    pub(super) times: Arc<[u64]>,
    /// Sums of squares of AI cost, by row of those that sum it.
    pub(super) cost_squares: Vec<f64>,
    /// Persons of all rows; none where parts of a cube were joined, in which one person may stand twice.
    pub persons: Option<u64>,
    /// Test conversations that were left out.
    pub tests: u64,
    /// Money by rows, as the cube lists it.
    pub(super) money: SortedMap<MoneyRows, MoneyOfRows>,
    /// Whether sums of few are kept back.
    pub(super) is_suppressed: bool,
    /// Money by model and window, over everything.
    pub(super) lines: SortedMap<(AttributionModel, u32), LineCounted>,
}

impl Counted {
    /// How often each row stands for what is counted.
    pub fn times(&self, counting: Counting) -> Times {
        let at = counting as usize;
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0);
        let first = at.checked_sub(1).map_or(0, end);
        Times { rows: first..end(at), times: Arc::clone(&self.times) }
    }

    /// Sum of the squares of the AI costs that a row of [`Counting::Costs`] sums.
    pub fn cost_squares(&self, at: usize) -> f64 {
        let place = at.checked_sub(self.times(Counting::Costs).rows.start);
        place.and_then(|place| self.cost_squares.get(place)).copied().unwrap_or(0.0)
    }
}
