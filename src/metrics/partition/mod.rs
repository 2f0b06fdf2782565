//! Which group each row belongs to: one group, a group each value of a field, or a group each week.

mod exposed;
mod members;
mod money_rows;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use self::members::{BLOCK, Block, Members};
use self::members::{Groups, Run};
use super::columns::{Dated, FieldColumn};
use super::engagement_rate::Coverage;
use super::index::Index;
use super::scope::{Field, Scope};
use super::selection::Selection;
use crate::facts::Facts;
use crate::facts::calendar::{Week, fixed_cost_share};
use crate::facts::counted::Times;
use crate::model::order::put_in_order;
use crate::model::{Codes, Date, Dimension};

/// The group of a row that does not count.
pub const NO_GROUP: u32 = u32::MAX;

/// Groups by fields at most: more values than anybody reads, of which each would hold fifteen metrics.
pub const MOST_GROUPS: usize = 500;

/// How rows are grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// All in one group.
    All,
    /// By the values of one or more fields.
    Fields(Vec<Field>),
    /// By spans of local dates: conversations by start, leads by creation, revenue by `at`.
    Dates(Vec<(Date, Date)>),
    /// By spans of local dates, and within each by intent; for splits of a change by mix.
    DatesByIntent(Vec<(Date, Date)>),
}

/// Rows in groups. Leads and orders each have their group in the order of the facts' lists.
#[derive(Debug)]
pub struct Partition {
    /// Names of the groups' values; for spans of dates their number.
    pub names: Vec<Vec<String>>,
    /// How many more groups there would be, each of fewer conversations than any here.
    pub left_out: u64,
    /// The conversations that count.
    runs: Vec<Run>,
    selection: Rc<Selection>,
    /// The group of each conversation that the filters hold as a touch, whatever its date.
    touches: Groups,
    /// Group of each lead.
    pub leads: Vec<u32>,
    /// Group of each order, where revenue is grouped by its own date; else 0 if the order counts.
    pub orders: Vec<u32>,
    /// Whether revenue is grouped by its own date rather than by its touches.
    pub by_order_date: bool,
    /// Exposure of each group; none where it is not known by these fields.
    pub exposure: Option<Vec<Option<u64>>>,
    /// Where exposure is known.
    pub coverage: Coverage,
    /// Months of fixed cost that each group's dates bear.
    pub months: Vec<f64>,
    /// Handled conversations of each group's dates, whatever the filters: the base of its share of the fixed cost.
    pub handled_of_dates: Vec<u64>,
    /// Whether no filter and no field narrows the groups: each bears its dates' whole fixed cost.
    pub bears_all: bool,
    /// What was asked, where a cube must have summed the money of just these rows.
    asked: Option<Box<(Scope, Grouping)>>,
}

impl Partition {
    /// Groups the rows of a scope.
    pub fn new(index: &Index<'_>, scope: &Scope, grouping: &Grouping) -> Self {
        let mut partition = Self {
            names: Vec::new(),
            left_out: 0,
            runs: Vec::new(),
            selection: scope.filtered(index),
            touches: Groups::One(0),
            leads: Vec::new(),
            orders: Vec::new(),
            by_order_date: matches!(grouping, Grouping::Dates(_) | Grouping::DatesByIntent(_)),
            exposure: None,
            coverage: Coverage::default(),
            months: Vec::new(),
            handled_of_dates: Vec::new(),
            bears_all: scope.filters.is_empty() && matches!(grouping, Grouping::All | Grouping::Dates(_)),
            asked: index.facts().counted.as_ref().map(|_| Box::new((scope.clone(), grouping.clone()))),
        };
        match grouping {
            Grouping::All => partition.by_fields(index, scope, &[]),
            Grouping::Fields(fields) => partition.by_fields(index, scope, fields),
            Grouping::Dates(spans) => partition.by_dates(index, scope, spans, false),
            Grouping::DatesByIntent(spans) => partition.by_dates(index, scope, spans, true),
        }
        if !matches!(grouping, Grouping::DatesByIntent(_)) {
            partition.add_exposure(index, scope, grouping);
        }
        partition
    }

    /// Shows the conversations that have a group, block by block, with their groups.
    pub fn each_block(&self, mut show: impl FnMut(Block<'_>, &[u32])) {
        let mut room = [0; BLOCK];
        for Run { members, groups } in &self.runs {
            members.blocks(|block| show(block, groups.read(block, &mut room)));
        }
    }

    /// Shows each conversation that has a group with it.
    pub fn each(&self, mut show: impl FnMut(usize, u32)) {
        self.each_block(|block, groups| {
            for (at, group) in block.conversations().zip(groups).filter(|(_, group)| **group != NO_GROUP) {
                show(at, *group);
            }
        });
    }

    /// The group of each of so many conversations, [`NO_GROUP`] for one that does not count.
    pub fn groups(&self, conversations: usize) -> Vec<u32> {
        let mut all = vec![NO_GROUP; conversations];
        self.each(|at, group| {
            if let Some(slot) = all.get_mut(at) {
                *slot = group;
            }
        });
        all
    }

    /// The group of a conversation as a touch, whatever its date; where revenue is grouped by its own date 0 if it counts.
    pub fn touch(&self, at: usize) -> u32 {
        if self.selection.holds(at) { self.touches.of(at) } else { NO_GROUP }
    }

    /// Number of groups.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// So many groups of conversations, each with its group.
    #[cfg(test)]
    pub(super) fn of_groups(names: usize, groups: impl Iterator<Item = u32>) -> Self {
        let codes = Rc::new(Codes::collect(groups));
        let of_code = (0..names).map(group_number).collect();
        let groups = Groups::ByCode(Rc::new(of_code), Rc::clone(&codes));
        Self {
            names: vec![Vec::new(); names],
            left_out: 0,
            runs: vec![Run { members: Members::Range(0..codes.len()), groups: groups.clone() }],
            selection: Rc::new(Selection::All),
            touches: groups,
            leads: Vec::new(),
            orders: Vec::new(),
            by_order_date: false,
            exposure: None,
            coverage: Coverage::default(),
            months: Vec::new(),
            handled_of_dates: Vec::new(),
            bears_all: false,
            asked: None,
        }
    }

    fn by_fields(&mut self, index: &Index<'_>, scope: &Scope, fields: &[Field]) {
        let facts = index.facts();
        self.touches = match fields {
            [] => {
                self.names.push(Vec::new());
                Groups::One(0)
            }
            [field] => {
                let column = index.field(*field);
                self.by_code(index, &column.codes, column.names.iter().map(|name| vec![name.clone()]).collect())
            }
            fields => self.by_crossing(index, fields),
        };
        let members = match scope.range {
            None => self.selected(facts.conversations.len()),
            Some((from, to)) => self.between(index, from, to),
        };
        self.runs.push(Run { members, groups: self.touches.clone() });
        let nothing: Vec<String> = vec![String::new(); fields.len()];
        for lead in &facts.leads {
            let group = match lead.conversation {
                Some(at) => self.touch(at),
                None if scope.holds_nothing() && (lead.is_bot || fields.is_empty()) => {
                    let found = self.names.iter().position(|name| *name == nothing);
                    group_number(found.unwrap_or_else(|| {
                        self.names.push(nothing.clone());
                        self.names.len() - 1
                    }))
                }
                None => NO_GROUP,
            };
            self.leads.push(if scope.holds_date(lead.date) { group } else { NO_GROUP });
        }
        self.orders = facts.orders.iter().map(|order| if scope.holds_date(order.date) { 0 } else { NO_GROUP }).collect();
        let period = scope.period(facts);
        let handled = period.map_or(0, |(from, to)| index.handled_between(from, to));
        let months = period.map_or(0.0, |(from, to)| fixed_cost_share(from, to));
        self.months = vec![months; self.len()];
        self.handled_of_dates = vec![handled; self.len()];
    }

    /// A group for each code that the filters leave; of very many for those with most conversations.
    fn by_code(&mut self, index: &Index<'_>, codes: &Rc<Codes>, names: Vec<Vec<String>>) -> Groups {
        let mut occurs = vec![matches!(*self.selection, Selection::All); names.len()];
        if let Selection::Some { list, .. } = &*self.selection {
            for at in list.iter() {
                let code = usize::try_from(codes.get(*at as usize)).unwrap_or(usize::MAX);
                if let Some(occurs) = occurs.get_mut(code) {
                    *occurs = true;
                }
            }
        }
        let many = occurs.iter().filter(|occurs| **occurs).count();
        if many > MOST_GROUPS {
            self.left_out = (many - MOST_GROUPS) as u64;
            let most = most_frequent(codes, &self.selection, &names, index.times.as_ref());
            occurs.iter_mut().zip(most).for_each(|(occurs, is_kept)| *occurs &= is_kept);
        }
        let mut group_of = |(name, occurs): (Vec<String>, bool)| {
            if !occurs {
                return NO_GROUP;
            }
            self.names.push(name);
            group_number(self.names.len() - 1)
        };
        let groups = names.into_iter().zip(occurs).map(&mut group_of).collect();
        Groups::ByCode(Rc::new(groups), Rc::clone(codes))
    }

    /// A group for each combination of values that the filters leave.
    fn by_crossing(&mut self, index: &Index<'_>, fields: &[Field]) -> Groups {
        let columns: Vec<&FieldColumn> = fields.iter().map(|field| index.field(*field)).collect();
        // One field after the other: what stands for those before with the next one's code, as one number again.
        let mut crossed: FxHashMap<(u32, usize), u32> = FxHashMap::default();
        let mut of_key: FxHashMap<u32, u32> = FxHashMap::default();
        let mut names: Vec<Vec<String>> = Vec::new();
        let numbers = (0..index.facts().conversations.len()).map(|at| {
            let key = columns.iter().fold(0, |before, column| {
                // 0 is the start, which nothing else may be.
                let next = group_number(crossed.len() + 1);
                *crossed.entry((before, column.code(at))).or_insert(next)
            });
            *of_key.entry(key).or_insert_with(|| {
                let name = |column: &&FieldColumn| column.names.get(column.code(at)).cloned().unwrap_or_default();
                names.push(columns.iter().map(name).collect());
                group_number(names.len() - 1)
            })
        });
        let codes = Rc::new(Codes::collect(numbers));
        self.by_code(index, &codes, names)
    }

    fn by_dates(&mut self, index: &Index<'_>, scope: &Scope, spans: &[(Date, Date)], by_intent: bool) {
        let facts = index.facts();
        let spans_of = Spans::new(spans, scope);
        let intents = index.field(Field::Dimension(Dimension::Intent));
        // Within a span each intent has a group; a lead without a conversation has the empty one, and so have, of very many
        // intents, the rarer ones.
        let is_kept = match intents.names.len() {
            _ if !by_intent => Vec::new(),
            names if names > MOST_GROUPS => most_frequent(&intents.codes, &self.selection, &intents.names, index.times.as_ref()),
            names => vec![true; names],
        };
        let mut intent_names = Vec::new();
        let place = |(name, is_kept): (&String, bool)| {
            is_kept.then(|| {
                intent_names.push(name.clone());
                intent_names.len() - 1
            })
        };
        let places: Vec<Option<usize>> = intents.names.iter().zip(is_kept).map(place).collect();
        let nameless = intent_names.iter().position(String::is_empty).unwrap_or(intent_names.len());
        if nameless == intent_names.len() {
            intent_names.push(String::new());
        }
        let place_of = |code: usize| places.get(code).copied().flatten().unwrap_or(nameless);
        let width = intent_names.len();
        self.names = (0..spans.len())
            .flat_map(|span| {
                if by_intent {
                    intent_names.iter().map(|intent| vec![span.to_string(), intent.clone()]).collect()
                } else {
                    vec![vec![span.to_string()]]
                }
            })
            .collect();
        for (span, from, to) in spans_of.runs() {
            let groups = if by_intent {
                let of_code = (0..intents.names.len()).map(|code| group_number(span * width + place_of(code))).collect();
                Groups::ByCode(Rc::new(of_code), Rc::clone(&intents.codes))
            } else {
                Groups::One(group_number(span))
            };
            let members = self.between(index, from, to);
            self.runs.push(Run { members, groups });
        }
        for lead in &facts.leads {
            let counts = match lead.conversation {
                Some(at) => self.selection.holds(at),
                None => scope.holds_nothing(),
            };
            let group = match spans_of.of(lead.date) {
                Some(span) if counts && by_intent => {
                    let intent = lead.conversation.map_or(nameless, |at| place_of(intents.code(at)));
                    group_number(span as usize * width + intent)
                }
                Some(span) if counts => span,
                _ => NO_GROUP,
            };
            self.leads.push(group);
        }
        self.orders = facts.orders.iter().map(|order| spans_of.of(order.date).unwrap_or(NO_GROUP)).collect();
        let period = scope.period(facts);
        let inside = |(from, to): &(Date, Date)| period.map(|(first, last)| (*from.max(&first), *to.min(&last)));
        self.months = spans.iter().map(|span| inside(span).map_or(0.0, |(from, to)| fixed_cost_share(from, to))).collect();
        self.handled_of_dates =
            spans.iter().map(|span| inside(span).map_or(0, |(from, to)| index.handled_between(from, to))).collect();
    }

    /// All conversations that the filters hold.
    fn selected(&self, conversations: usize) -> Members {
        match &*self.selection {
            Selection::All => Members::Range(0..conversations),
            Selection::Some { list, .. } => Members::List(Rc::clone(list)),
        }
    }

    /// Those of them from one date to another.
    fn between(&self, index: &Index<'_>, from: Date, to: Date) -> Members {
        match (index.between(from, to), &*self.selection) {
            (Dated::Range(range), Selection::All) => Members::Range(range),
            (Dated::Range(range), Selection::Some { list, .. }) => {
                let end = |at: usize| list.partition_point(|place| (*place as usize) < at);
                Members::List(Rc::new(list.get(end(range.start)..end(range.end)).unwrap_or_default().to_vec()))
            }
            (Dated::List(list), selection) => {
                Members::List(Rc::new(list.iter().copied().filter(|at| selection.holds(*at as usize)).collect()))
            }
        }
    }
}

/// Of each code whether it is among the [`MOST_GROUPS`] with most conversations of a selection, equals by name.
fn most_frequent<N: Ord>(codes: &Codes, selection: &Selection, names: &[N], times: Option<&Times>) -> Vec<bool> {
    let mut counts = vec![0_u64; names.len()];
    codes.for_each(|at, code| {
        if let Some(count) = usize::try_from(code).ok().and_then(|code| counts.get_mut(code)) {
            *count += if selection.holds(at) { times.map_or(1, |times| times.of(at)) } else { 0 };
        }
    });
    let mut by_count: Vec<(u64, &N, usize)> =
        counts.into_iter().zip(names).enumerate().map(|(code, (count, name))| (count, name, code)).collect();
    put_in_order(&mut by_count, |(one, of_one, _), (other, of_other, _)| other.cmp(one).then_with(|| of_one.cmp(of_other)));
    let mut is_kept = vec![false; names.len()];
    for (_, _, code) in by_count.into_iter().take(MOST_GROUPS) {
        if let Some(is_kept) = is_kept.get_mut(code) {
            *is_kept = true;
        }
    }
    is_kept
}

fn group_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NO_GROUP)
}

/// The span that a date lies in, by one look into a table.
struct Spans {
    first: i32,
    of_day: Vec<Option<u32>>,
}

impl Spans {
    fn new(spans: &[(Date, Date)], scope: &Scope) -> Self {
        let first = spans.iter().map(|(from, _)| from.0).min().unwrap_or(0);
        let last = spans.iter().map(|(_, to)| to.0).max().unwrap_or(first);
        let of = |day: i32| {
            let span = spans.iter().position(|(from, to)| (from.0..=to.0).contains(&day));
            span.filter(|_| scope.holds_date(Date(day))).map(group_number)
        };
        Self { first, of_day: (first..=last).map(of).collect() }
    }

    /// Stretches of dates of one span: its number, first and last date.
    fn runs(&self) -> Vec<(usize, Date, Date)> {
        let mut runs: Vec<(usize, Date, Date)> = Vec::new();
        for (day, span) in (self.first..).zip(&self.of_day) {
            let Some(span) = span.map(|span| span as usize) else { continue };
            match runs.last_mut() {
                Some((of, _, last)) if *of == span && last.0 + 1 == day => *last = Date(day),
                _ => runs.push((span, Date(day), Date(day))),
            }
        }
        runs
    }

    fn of(&self, date: Date) -> Option<u32> {
        let day = usize::try_from(i64::from(date.0) - i64::from(self.first)).ok()?;
        self.of_day.get(day).copied().flatten()
    }
}

/// Weeks that are listed whatever they hold: twenty years.
const MOST_WEEKS: usize = 1_040;

/// The weeks that touch a period; of a longer one than [`MOST_WEEKS`] those with chats, since one date in another century would list
/// thousands without.
pub fn weeks(facts: &Facts, scope: &Scope) -> Vec<Week> {
    let Some((from, to)) = scope.period(facts) else { return Vec::new() };
    let start = facts.rules.week_start;
    let weeks: Vec<Week> = Week::touching(from, to, start).collect();
    if weeks.len() <= MOST_WEEKS {
        return weeks;
    }
    let held: FxHashSet<Week> = facts.conversations.dates().iter().map(|date| Week::containing(*date, start)).collect();
    weeks.into_iter().filter(|week| held.contains(week)).collect()
}
