//! Columns that make grouping fast: what many evaluations of the same facts share, computed once.
//!
//! Conversations that every metric places alike are of one *kind*: a group is tallied by counting kinds, and each kind is
//! asked once where it falls. Values of medians are sorted once; a group's ranks are then read off in one walk.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::scope::Field;
use super::{first_useful_answer, session_length};
use crate::facts::{Conversation, CsatAnswer, Facts, Outcome, Person, Purchase};
use crate::model::{Date, Dictionary, Dimension, FirstUseful, Symbol};

/// The values of one field: a dense code for each conversation, a name for each code.
#[derive(Debug)]
pub struct FieldColumn {
    /// Code of each conversation.
    pub codes: Vec<u32>,
    /// Name of each code; each name once.
    pub names: Vec<String>,
}

/// A value that medians are taken of, with its conversation.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// Turns or seconds.
    pub value: f64,
    /// Index of the conversation.
    pub conversation: u32,
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
    /// User turns of metric 7's base, ascending.
    pub user_turns: Vec<Value>,
    /// Seconds of metric 7's base, ascending.
    pub durations: Vec<Value>,
    /// Seconds to the first useful answer, ascending.
    pub first_useful: Vec<Value>,
    /// Handled conversations by person.
    pub handled_by_person: Vec<(Person, u32)>,
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
            user_turns: Vec::new(),
            durations: Vec::new(),
            first_useful: Vec::new(),
            handled_by_person: Vec::new(),
            fields: std::array::from_fn(|_| OnceCell::new()),
            handled_by_date: BTreeMap::new(),
        };
        let mut kinds: FxHashMap<u64, u32> = FxHashMap::default();
        let mut pairs: FxHashMap<(Date, Symbol), u32> = FxHashMap::default();
        let mut strata: FxHashMap<(Symbol, Outcome), u32> = FxHashMap::default();
        for (at, conversation) in facts.conversations.iter().enumerate() {
            let examples = &mut index.examples;
            let kind = kinds.entry(kind_bits(conversation)).or_insert_with(|| {
                examples.push(at);
                dense(examples.len())
            });
            index.kinds.push(*kind);
            let pair = (conversation.date, conversation.dimension(Dimension::Channel));
            index.pairs.push(number(&mut pairs, &mut index.pair_keys, pair));
            let stratum = (conversation.dimension(Dimension::Intent), conversation.outcome);
            index.strata.push(number(&mut strata, &mut index.stratum_keys, stratum));
            let conversation_number = u32::try_from(at).unwrap_or(u32::MAX);
            let value = |value: f64| Value { value, conversation: conversation_number };
            if session_length::is_base(conversation) {
                index.user_turns.extend(conversation.user_turns.map(|turns| value(f64::from(turns))));
                index.durations.extend(conversation.duration_s.map(value));
            }
            index.first_useful.extend(first_useful_answer::seconds(conversation).map(value));
            if conversation.is_handled() {
                *index.handled_by_date.entry(conversation.date).or_default() += 1;
            }
        }
        for values in [&mut index.user_turns, &mut index.durations, &mut index.first_useful] {
            values.sort_unstable_by(|a, b| a.value.total_cmp(&b.value).then(a.conversation.cmp(&b.conversation)));
        }
        let handled = |at: &usize| facts.conversations.get(*at).filter(|conversation| conversation.is_handled());
        index.handled_by_person =
            facts.by_person.iter().filter_map(|at| Some((handled(at)?.person, u32::try_from(*at).ok()?))).collect();
        index
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

fn number<K: Copy + Eq + std::hash::Hash>(numbers: &mut FxHashMap<K, u32>, keys: &mut Vec<K>, key: K) -> u32 {
    *numbers.entry(key).or_insert_with(|| {
        keys.push(key);
        dense(keys.len())
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
