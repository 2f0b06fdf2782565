//! Columns that make grouping fast: what many evaluations of the same facts share, computed once.
//!
//! Conversations that every metric places alike are of one *kind*: a group is tallied by counting kinds, and each kind is
//! asked once where it falls. Values of medians are ranked once; a group's ranks are then read off its counts.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::scope::Field;
use super::{first_useful_answer, session_length};
use crate::facts::{Conversation, CsatAnswer, Facts, Outcome, Purchase};
use crate::model::{Date, Dictionary, Dimension, FirstUseful, Symbol};

/// The values of one field: a dense code for each conversation, a name for each code.
#[derive(Debug)]
pub struct FieldColumn {
    /// Code of each conversation.
    pub codes: Vec<u32>,
    /// Name of each code; each name once.
    pub names: Vec<String>,
}

/// Number of a conversation without a value.
pub const NO_VALUE: u32 = u32::MAX;

/// The values that medians are taken of: turns or seconds.
#[derive(Debug, Default)]
pub struct Values {
    /// For each conversation the place of its value, or [`NO_VALUE`].
    pub places: Vec<u32>,
    /// Every value once, ascending.
    pub ascending: Vec<f64>,
    conversations: OnceCell<Vec<u32>>,
}

impl Values {
    /// The values of all conversations.
    pub fn new(values: impl ExactSizeIterator<Item = Option<f64>>) -> Self {
        let mut met: FxHashMap<u64, u32> = FxHashMap::default();
        let mut distinct: Vec<f64> = Vec::new();
        let mut number = |value: f64| number(&mut met, &mut distinct, value.to_bits(), value);
        let mut places: Vec<u32> = values.map(|value| value.map_or(NO_VALUE, &mut number)).collect();
        let mut order: Vec<u32> = (0..distinct.len()).map(|at| dense(at + 1)).collect();
        let value_of = |at: &u32| distinct.get(*at as usize).copied().unwrap_or(0.0);
        order.sort_unstable_by(|a, b| value_of(a).total_cmp(&value_of(b)));
        let mut rank = vec![0; order.len()];
        for (place, at) in order.iter().enumerate() {
            if let Some(slot) = rank.get_mut(*at as usize) {
                *slot = dense(place + 1);
            }
        }
        for place in &mut places {
            *place = rank.get(*place as usize).copied().unwrap_or(NO_VALUE);
        }
        Self { ascending: order.iter().map(value_of).collect(), places, conversations: OnceCell::new() }
    }
}

impl Values {
    /// The conversations with a value, by ascending value.
    pub fn conversations(&self) -> &[u32] {
        self.conversations.get_or_init(|| {
            let mut conversations: Vec<u32> =
                (0..).zip(&self.places).filter(|(_, place)| **place != NO_VALUE).map(|(at, _)| at).collect();
            conversations.sort_by_key(|at| self.places.get(*at as usize).copied());
            conversations
        })
    }
}

/// Columns over the facts' conversations.
#[derive(Debug)]
pub struct Index<'a> {
    facts: &'a Facts,
    dictionary: &'a Dictionary,
    /// Kind of each conversation, dense.
    pub kinds: Vec<u32>,
    /// A conversation of each kind.
    pub examples: Vec<usize>,
    /// Number of each conversation's (local date, channel) pair, dense.
    pub pairs: Vec<u32>,
    /// The pairs.
    pub pair_keys: Vec<(Date, Symbol)>,
    /// Number of each conversation's (intent, outcome) stratum, dense.
    pub strata: Vec<u32>,
    /// The strata.
    pub stratum_keys: Vec<(Symbol, Outcome)>,
    /// Number of each handled conversation's (bot turns, fallbacks) pair, dense, or [`NO_VALUE`].
    pub turns: Vec<u32>,
    /// The pairs.
    pub turn_keys: Vec<(u32, u32)>,
    /// Local date of each conversation.
    pub dates: Vec<Date>,
    /// User turns of metric 7's base.
    pub user_turns: Values,
    /// Seconds of metric 7's base.
    pub durations: Values,
    /// Seconds to the first useful answer.
    pub first_useful: Values,
    /// Person of each handled conversation, or [`NO_VALUE`].
    pub handled_persons: Vec<u32>,
    /// Conversations by local date, and where those of each date end, from the first date on.
    by_date: (Vec<u32>, Vec<u32>),
    first_date: i32,
    fields: [OnceCell<FieldColumn>; Field::ALL.len()],
    /// Whether the conversations of each date are known by number of handled ones.
    handled_by_date: BTreeMap<Date, u64>,
}

impl<'a> Index<'a> {
    /// Builds the columns.
    pub fn new(facts: &'a Facts, dictionary: &'a Dictionary) -> Self {
        let count = facts.conversations.len();
        let mut index = Self {
            facts,
            dictionary,
            kinds: Vec::with_capacity(count),
            examples: Vec::new(),
            pairs: Vec::with_capacity(count),
            pair_keys: Vec::new(),
            strata: Vec::with_capacity(count),
            stratum_keys: Vec::new(),
            turns: Vec::with_capacity(count),
            turn_keys: Vec::new(),
            dates: Vec::with_capacity(count),
            user_turns: Values::default(),
            durations: Values::default(),
            first_useful: Values::default(),
            handled_persons: Vec::with_capacity(count),
            by_date: (Vec::new(), Vec::new()),
            first_date: 0,
            fields: std::array::from_fn(|_| OnceCell::new()),
            handled_by_date: BTreeMap::new(),
        };
        let mut kinds: FxHashMap<u64, u32> = FxHashMap::default();
        let mut pairs: FxHashMap<(Date, Symbol), u32> = FxHashMap::default();
        let mut strata: FxHashMap<(Symbol, Outcome), u32> = FxHashMap::default();
        let mut turns: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut handled_on = (Date::default(), 0);
        for (at, conversation) in facts.conversations.iter().enumerate() {
            let examples = &mut index.examples;
            let kind = kinds.entry(kind_bits(conversation)).or_insert_with(|| {
                examples.push(at);
                dense(examples.len())
            });
            index.kinds.push(*kind);
            let pair = (conversation.date, conversation.dimension(Dimension::Channel));
            index.pairs.push(number(&mut pairs, &mut index.pair_keys, pair, pair));
            let stratum = (conversation.dimension(Dimension::Intent), conversation.outcome);
            index.strata.push(number(&mut strata, &mut index.stratum_keys, stratum, stratum));
            index.dates.push(conversation.date);
            index.handled_persons.push(if conversation.is_handled() { conversation.person.0 } else { NO_VALUE });
            let both = conversation.bot_turns.zip(conversation.fallbacks).filter(|_| conversation.is_handled());
            index.turns.push(both.map_or(NO_VALUE, |key| number(&mut turns, &mut index.turn_keys, key, key)));
            if conversation.is_handled() {
                match &mut handled_on {
                    (date, handled) if *date == conversation.date => *handled += 1,
                    (date, handled) => {
                        *index.handled_by_date.entry(*date).or_default() += *handled;
                        (*date, *handled) = (conversation.date, 1);
                    }
                }
            }
        }
        if handled_on.1 > 0 {
            *index.handled_by_date.entry(handled_on.0).or_default() += handled_on.1;
        }
        let all = || facts.conversations.iter();
        let base = |conversation: &Conversation| session_length::is_base(conversation);
        index.user_turns =
            Values::new(all().map(|conversation| conversation.user_turns.filter(|_| base(conversation)).map(f64::from)));
        index.durations = Values::new(all().map(|conversation| conversation.duration_s.filter(|_| base(conversation))));
        index.first_useful = Values::new(all().map(first_useful_answer::seconds));
        index.sort_by_date();
        index
    }

    /// Counting puts each conversation where its date belongs.
    fn sort_by_date(&mut self) {
        let (Some(first), Some(last)) = (self.dates.iter().min(), self.dates.iter().max()) else { return };
        self.first_date = first.0;
        let day = |date: &Date| usize::try_from(i64::from(date.0) - i64::from(first.0)).unwrap_or(0);
        let mut ends = vec![0_u32; day(last) + 2];
        for date in &self.dates {
            if let Some(count) = ends.get_mut(day(date) + 1) {
                *count += 1;
            }
        }
        let mut all = 0;
        for end in &mut ends {
            all += *end;
            *end = all;
        }
        let mut rows = vec![0; self.dates.len()];
        // Each start moves up to its end.
        for (at, date) in (0..).zip(&self.dates) {
            if let Some(next) = ends.get_mut(day(date)) {
                if let Some(slot) = rows.get_mut(*next as usize) {
                    *slot = at;
                }
                *next += 1;
            }
        }
        self.by_date = (rows, ends);
    }

    /// Conversations from one local date to another, both included, by date.
    pub fn between(&self, from: Date, to: Date) -> &[u32] {
        let (rows, ends) = &self.by_date;
        let end = |date: i64| {
            let day = date - i64::from(self.first_date);
            let last = ends.len().checked_sub(1).and_then(|last| i64::try_from(last).ok()).unwrap_or(0);
            usize::try_from(day.min(last)).ok().and_then(|day| ends.get(day)).copied().unwrap_or(0) as usize
        };
        rows.get(end(i64::from(from.0) - 1)..end(i64::from(to.0))).unwrap_or_default()
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
    pub fn field(&self, field: Field) -> &FieldColumn {
        let at = Field::ALL.iter().position(|other| *other == field).unwrap_or(0);
        let build = || field_column(self.facts, self.dictionary, field);
        // Every field is listed, so the place is always there.
        self.fields.get(at).map_or_else(|| unreachable_column(), |cell| cell.get_or_init(build))
    }

    /// Handled conversations from one local date to another, both included.
    pub fn handled_between(&self, from: Date, to: Date) -> u64 {
        if from > to { 0 } else { self.handled_by_date.range(from..=to).map(|(_, count)| count).sum() }
    }
}

/// The number that follows `len - 1` others.
fn dense(len: usize) -> u32 {
    u32::try_from(len.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// The number of a key; a new one takes the next, and what it stands for is kept.
fn number<K: Eq + std::hash::Hash, T>(numbers: &mut FxHashMap<K, u32>, kept: &mut Vec<T>, key: K, of: T) -> u32 {
    *numbers.entry(key).or_insert_with(|| {
        kept.push(of);
        dense(kept.len())
    })
}

fn unreachable_column() -> &'static FieldColumn {
    static EMPTY: FieldColumn = FieldColumn { codes: Vec::new(), names: Vec::new() };
    &EMPTY
}

fn field_column(facts: &Facts, dictionary: &Dictionary, field: Field) -> FieldColumn {
    let mut column = FieldColumn { codes: Vec::with_capacity(facts.conversations.len()), names: Vec::new() };
    let mut of_code: FxHashMap<u32, u32> = FxHashMap::default();
    let mut of_name: FxHashMap<String, u32> = FxHashMap::default();
    for conversation in &facts.conversations {
        let names = &mut column.names;
        let code = *of_code.entry(field.code(facts, conversation)).or_insert_with(|| {
            let name = field.name(facts, dictionary, conversation);
            *of_name.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                dense(names.len())
            })
        });
        column.codes.push(code);
    }
    column
}

/// Everything that a metric's `place` may ask of a conversation, in one number: equal numbers are placed alike.
fn kind_bits(conversation: &Conversation) -> u64 {
    let mut bits = Bits(0);
    bits.flag(conversation.engaged);
    bits.flag(conversation.bot_involved);
    bits.push(conversation.handoff.map_or(0, |handoff| handoff as u64 + 1), 3);
    bits.push(conversation.resolution.map_or(0, |resolution| resolution as u64 + 1), 2);
    bits.maybe(conversation.eligible);
    bits.maybe(conversation.goal_completed);
    bits.maybe(conversation.fallbacks.map(|fallbacks| fallbacks >= 1));
    bits.flag(conversation.bot_turns.is_some());
    bits.flag(conversation.user_turns.is_some());
    bits.flag(conversation.duration_s.is_some());
    bits.maybe(conversation.first_useful.map(|first| first == FirstUseful::Never));
    bits.maybe(conversation.missing_answer);
    bits.push(
        match conversation.csat {
            CsatAnswer::None => 0,
            CsatAnswer::Unreadable => 1,
            CsatAnswer::Positive => 2,
            CsatAnswer::Negative => 3,
        },
        2,
    );
    bits.maybe(conversation.survey_offered);
    bits.push(conversation.outcome as u64, 3);
    bits.flag(conversation.recontacted);
    bits.flag(conversation.mature);
    bits.flag(conversation.has_bot_lead);
    bits.flag(conversation.has_meeting);
    bits.push(
        match conversation.purchase {
            Purchase::None => 0,
            Purchase::Made => 1,
            Purchase::Pending => 2,
        },
        2,
    );
    bits.flag(conversation.cost.is_some());
    bits.0
}

struct Bits(u64);

impl Bits {
    fn push(&mut self, value: u64, width: u32) {
        self.0 = (self.0 << width) | value;
    }

    fn flag(&mut self, is: bool) {
        self.push(u64::from(is), 1);
    }

    fn maybe(&mut self, is: Option<bool>) {
        self.push(is.map_or(0, |is| u64::from(is) + 1), 2);
    }
}
