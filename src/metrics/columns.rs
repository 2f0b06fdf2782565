//! What every evaluation of the same facts shares, computed once: narrow columns over the conversations.
//!
//! Conversations that every metric places alike are of one *kind*: a group is tallied by counting kinds, and each kind is
//! asked once where it falls. Values of medians are ranked once; a group's ranks are then read off its counts. A column takes
//! one or two bytes a conversation, and knows nothing of a scope: filters are answered from columns alone.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::scope::Field;
use super::{first_useful_answer, session_length};
use crate::facts::counted::Times;
use crate::facts::{Conversation, Counting, Facts, Kind};
use crate::model::{Codes, Date, Dictionary};

/// The values of one field: a code for each conversation, a name for each code.
#[derive(Debug, Default)]
pub struct FieldColumn {
    /// Code of each conversation.
    pub codes: Rc<Codes>,
    /// Name of each code; each name once.
    pub names: Vec<String>,
}

impl FieldColumn {
    /// The place of a conversation's value among the names.
    pub fn code(&self, at: usize) -> usize {
        usize::try_from(self.codes.get(at)).unwrap_or(usize::MAX)
    }

    fn new(facts: &Facts, dictionary: &Dictionary, field: Field) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut of_value: FxHashMap<u32, u32> = FxHashMap::default();
        let mut of_name: FxHashMap<String, u32> = FxHashMap::default();
        let numbers = (0..facts.conversations.len()).map(|at| {
            *of_value.entry(field.value(facts, at)).or_insert_with(|| {
                *of_name.entry(field.name(facts, dictionary, at)).or_insert_with_key(|name| {
                    names.push(name.clone());
                    dense(names.len())
                })
            })
        });
        let codes = Rc::new(Codes::collect(numbers));
        Self { codes, names }
    }
}

/// The values that medians are taken of: turns or seconds.
#[derive(Debug, Default)]
pub struct Values {
    /// For each conversation 0 without a value, else the rank of its value among the distinct ones, from 1.
    pub ranks: Codes,
    /// Every value once, ascending.
    pub ascending: Vec<f64>,
    /// How many each conversation stands for; none where each is one.
    pub times: Option<Times>,
    conversations: OnceCell<Vec<u32>>,
}

impl Values {
    /// The values of all conversations.
    pub fn new(values: impl Iterator<Item = Option<f64>>) -> Self {
        let mut met: FxHashMap<u64, u32> = FxHashMap::default();
        let mut distinct: Vec<f64> = Vec::new();
        let numbers: Vec<u32> = values
            .map(|value| {
                let Some(value) = value else { return 0 };
                *met.entry(value.to_bits()).or_insert_with(|| {
                    distinct.push(value);
                    dense(distinct.len() + 1)
                })
            })
            .collect();
        drop(met);
        let mut order: Vec<u32> = (0..distinct.len()).map(|at| dense(at + 1)).collect();
        let value_of = |at: &u32| distinct.get(*at as usize).copied().unwrap_or(0.0);
        order.sort_unstable_by(|a, b| value_of(a).total_cmp(&value_of(b)));
        let mut ranks = vec![0; distinct.len() + 1];
        for (rank, at) in (1..).zip(&order) {
            if let Some(slot) = ranks.get_mut(*at as usize + 1) {
                *slot = rank;
            }
        }
        let ranked = numbers.iter().map(|number| ranks.get(*number as usize).copied().unwrap_or(0));
        let ascending = order.iter().map(value_of).collect();
        Self { ranks: Codes::collect(ranked), ascending, times: None, conversations: OnceCell::new() }
    }

    /// How many a conversation stands for.
    pub fn times(&self, at: usize) -> u64 {
        self.times.as_ref().map_or(1, |times| times.of(at))
    }

    /// The conversations with a value, by ascending value.
    pub fn conversations(&self) -> &[u32] {
        self.conversations.get_or_init(|| {
            let mut conversations: Vec<u32> =
                (0..).zip(self.ranks.iter()).filter(|(_, rank)| *rank > 0).map(|(at, _)| at).collect();
            conversations.sort_by_key(|at| self.ranks.get(*at as usize));
            conversations
        })
    }
}

/// Columns over the facts' conversations.
#[derive(Debug, Default)]
pub struct Columns {
    /// Kind of each conversation, dense.
    pub kinds: Codes,
    /// A conversation of each kind.
    pub examples: Vec<Conversation>,
    /// For each conversation 0, or for a handled one the place of its bot turns and fallbacks among the pairs, from 1.
    pub turns: Codes,
    /// Pairs of bot turns and fallbacks.
    pub turn_keys: Vec<(u32, u32)>,
    /// How many conversations each stands for; none where each is one.
    pub times: Option<Times>,
    /// The same where bot turns are counted.
    pub turn_times: Option<Times>,
    /// User turns of metric 7's base.
    pub user_turns: Values,
    /// Seconds of metric 7's base.
    pub durations: Values,
    /// Seconds to the first useful answer.
    pub first_useful: Values,
    /// Conversations by local date; none where they come in this order.
    by_date: Option<Vec<u32>>,
    /// Where the conversations of each date end, from the date before the first on.
    day_ends: Vec<u32>,
    first_date: i32,
    fields: [OnceCell<FieldColumn>; Field::ALL.len()],
    no_field: FieldColumn,
    /// Numbers of (local date, channel) pairs, where exposure is asked for.
    pub(super) pairs: OnceCell<Codes>,
    /// Handled conversations up to the end of each date, from the date before the first on.
    handled_ends: Vec<u64>,
}

/// Conversations of a range of dates, by date.
#[derive(Clone, Debug)]
pub enum Dated<'a> {
    /// They follow one another.
    Range(Range<usize>),
    /// One by one.
    List(&'a [u32]),
}

impl Columns {
    /// Builds the columns.
    pub fn new(facts: &Facts) -> Self {
        let chats = &facts.conversations;
        let mut columns = Self::default();
        let mut of_kind: FxHashMap<Kind, u32> = FxHashMap::default();
        let kinds: Vec<u32> = (chats.kinds().iter().enumerate())
            .map(|(at, kind)| {
                *of_kind.entry(kind.placed_alike()).or_insert_with(|| {
                    columns.examples.extend(chats.get(at));
                    dense(columns.examples.len())
                })
            })
            .collect();
        columns.kinds = Codes::collect(kinds.iter().copied());
        let is_base: Vec<bool> = columns.examples.iter().map(session_length::is_base).collect();
        let is_base = |at: &usize| kinds.get(*at).is_some_and(|kind| is_base.get(*kind as usize) == Some(&true));
        let cells = chats.cells();
        let all = || 0..chats.len();
        columns.user_turns =
            Values::new(all().map(|at| Some(at).filter(is_base).and_then(|at| cells.user_turns.get(at)).map(f64::from)));
        columns.durations = Values::new(all().map(|at| Some(at).filter(is_base).and_then(|at| chats.duration_s(at))));
        let useful = |kind: &Kind| kind.is_handled() && kind.found_useful() == Some(true);
        columns.first_useful = Values::new(chats.kinds().iter().enumerate().map(|(at, kind)| {
            Some(kind).filter(|kind| useful(kind)).and_then(|_| first_useful_answer::seconds_of(chats.first_useful(at)?))
        }));
        let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let turn_keys = &mut columns.turn_keys;
        columns.turns = Codes::collect(chats.kinds().iter().enumerate().map(|(at, kind)| {
            let is_counted = kind.is_handled() && kind.knows_bot_turns();
            let both = is_counted.then(|| cells.bot_turns.get(at).zip(cells.fallbacks.get(at))).flatten();
            both.map_or(0, |key| {
                *pairs.entry(key).or_insert_with(|| {
                    turn_keys.push(key);
                    dense(turn_keys.len() + 1)
                })
            })
        }));
        let times = |counting| facts.counted.as_ref().map(|counted| counted.times(counting));
        columns.user_turns.times = times(Counting::UserTurns);
        columns.durations.times = times(Counting::Durations);
        columns.first_useful.times = times(Counting::FirstUseful);
        columns.times = times(Counting::Chats);
        columns.turn_times = times(Counting::Turns);
        columns.sort_by_date(chats.dates());
        let mut handled = vec![0; columns.day_ends.len()];
        for (at, (date, _)) in chats.dates().iter().zip(chats.kinds()).enumerate().filter(|(_, (_, kind))| kind.is_handled()) {
            if let Some(count) = handled.get_mut(columns.day(i64::from(date.0))) {
                *count += columns.times.as_ref().map_or(1, |times| times.of(at));
            }
        }
        columns.handled_ends = handled
            .iter()
            .scan(0, |all, count| {
                *all += count;
                Some(*all)
            })
            .collect();
        columns
    }

    /// Counting puts each conversation where its date belongs.
    fn sort_by_date(&mut self, dates: &[Date]) {
        let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else { return };
        self.first_date = first.0;
        let day = |date: &Date| usize::try_from(i64::from(date.0) - i64::from(first.0)).unwrap_or(0);
        let mut ends = vec![0_u32; day(last) + 2];
        for date in dates {
            if let Some(count) = ends.get_mut(day(date) + 1) {
                *count += 1;
            }
        }
        let mut all = 0;
        for end in &mut ends {
            all += *end;
            *end = all;
        }
        if !dates.is_sorted() {
            let mut next = ends.clone();
            let mut rows = vec![0; dates.len()];
            for (at, date) in (0..).zip(dates) {
                if let Some(next) = next.get_mut(day(date)) {
                    if let Some(slot) = rows.get_mut(*next as usize) {
                        *slot = at;
                    }
                    *next += 1;
                }
            }
            self.by_date = Some(rows);
        }
        self.day_ends = ends;
    }

    /// Conversations from one local date to another, both included.
    pub fn between(&self, from: Date, to: Date) -> Dated<'_> {
        let end = |date: i64| self.day_ends.get(self.day(date)).copied().unwrap_or(0) as usize;
        let first = end(i64::from(from.0) - 1);
        let range = first..end(i64::from(to.0)).max(first);
        match &self.by_date {
            None => Dated::Range(range),
            Some(rows) => Dated::List(rows.get(range).unwrap_or_default()),
        }
    }

    /// The values of a field.
    pub fn field(&self, facts: &Facts, dictionary: &Dictionary, field: Field) -> &FieldColumn {
        let at = Field::ALL.iter().position(|other| *other == field);
        // Every field is listed, so the place is always there.
        let cell = at.and_then(|at| self.fields.get(at));
        cell.map_or(&self.no_field, |cell| cell.get_or_init(|| FieldColumn::new(facts, dictionary, field)))
    }

    /// Handled conversations from one local date to another, both included.
    pub fn handled_between(&self, from: Date, to: Date) -> u64 {
        let until = |date: i64| self.handled_ends.get(self.day(date)).copied().unwrap_or(0);
        until(i64::from(to.0)).saturating_sub(until(i64::from(from.0) - 1))
    }

    /// The place of a date among the ends: 0 before the first, the last one after all.
    fn day(&self, date: i64) -> usize {
        let days = usize::try_from(date - i64::from(self.first_date) + 1).unwrap_or(0);
        days.min(self.day_ends.len().saturating_sub(1))
    }

    /// Local dates from the first to the last of any conversation.
    pub fn days(&self) -> usize {
        self.day_ends.len().saturating_sub(1)
    }

    /// The first local date of any conversation.
    pub fn first_date(&self) -> Date {
        Date(self.first_date)
    }
}

/// The number that follows `len - 1` others.
fn dense(len: usize) -> u32 {
    u32::try_from(len.saturating_sub(1)).unwrap_or(u32::MAX)
}
