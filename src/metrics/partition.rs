//! Which group each row belongs to: one group, a group each value of a field, or a group each week.

use rustc_hash::{FxHashMap, FxHashSet};

use super::engagement_rate::Coverage;
use super::index::{FieldColumn, Index};
use super::scope::{Field, Scope};
use crate::facts::calendar::{Week, fixed_cost_share};
use crate::facts::{ExposureCell, Facts};
use crate::model::{Date, Dictionary, Dimension, Symbol};

/// The group of a row that does not count.
pub const NO_GROUP: u32 = u32::MAX;

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

/// Rows in groups. Every vector is as long as the facts' list of its rows.
#[derive(Debug, Default)]
pub struct Partition {
    /// Names of the groups' values; for spans of dates their number.
    pub names: Vec<Vec<String>>,
    /// Group of each conversation, [`NO_GROUP`] if it does not count.
    pub conversations: Vec<u32>,
    /// The conversations that are in a group, where they are known to be few.
    pub members: Option<Vec<u32>>,
    /// Group of each lead.
    pub leads: Vec<u32>,
    /// Group of each order, where revenue is grouped by its own date; else 0 if the order counts.
    pub orders: Vec<u32>,
    /// Group of each conversation as a touch; where revenue is grouped by its own date 0 if the touch counts.
    pub touches: Vec<u32>,
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
}

impl Partition {
    /// Groups the rows of a scope.
    pub fn new(index: &Index<'_>, scope: &Scope, grouping: &Grouping) -> Self {
        let mut partition = Self {
            by_order_date: matches!(grouping, Grouping::Dates(_) | Grouping::DatesByIntent(_)),
            bears_all: scope.filters.is_empty() && matches!(grouping, Grouping::All | Grouping::Dates(_)),
            ..Self::default()
        };
        let holds = scope.filtered(index);
        match grouping {
            Grouping::All => partition.by_fields(index, scope, &holds, &[]),
            Grouping::Fields(fields) => partition.by_fields(index, scope, &holds, fields),
            Grouping::Dates(spans) => partition.by_dates(index, scope, &holds, spans, false),
            Grouping::DatesByIntent(spans) => partition.by_dates(index, scope, &holds, spans, true),
        }
        if !matches!(grouping, Grouping::DatesByIntent(_)) {
            partition.add_exposure(index, scope, grouping);
        }
        partition
    }

    /// Shows each conversation's cell of a column with its group; those without a group are left out.
    pub fn each<T: Copy>(&self, column: &[T], mut show: impl FnMut(T, u32)) {
        if self.members.is_some() {
            return self.each_at(|at, group| {
                if let Some(cell) = column.get(at) {
                    show(*cell, group);
                }
            });
        }
        for (cell, group) in column.iter().zip(&self.conversations).filter(|(_, group)| **group != NO_GROUP) {
            show(*cell, *group);
        }
    }

    /// Shows each conversation that has a group with it.
    pub fn each_at(&self, mut show: impl FnMut(usize, u32)) {
        match &self.members {
            Some(members) => {
                for at in members.iter().map(|at| *at as usize) {
                    if let Some(group) = self.conversations.get(at) {
                        show(at, *group);
                    }
                }
            }
            None => {
                for (at, group) in self.conversations.iter().enumerate().filter(|(_, group)| **group != NO_GROUP) {
                    show(at, *group);
                }
            }
        }
    }

    /// Lists the members where going through them alone is quicker.
    fn list_members(&mut self) {
        let count = self.conversations.iter().filter(|group| **group != NO_GROUP).count();
        if count < self.conversations.len() / 3 {
            let members = (0..).zip(&self.conversations).filter(|(_, group)| **group != NO_GROUP);
            self.members = Some(members.map(|(at, _)| at).collect());
        }
    }

    /// Number of groups.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn by_fields(&mut self, index: &Index<'_>, scope: &Scope, holds: &[bool], fields: &[Field]) {
        let facts = index.facts();
        self.touches = match fields {
            [] => {
                self.names.push(Vec::new());
                holds.iter().map(|holds| if *holds { 0 } else { NO_GROUP }).collect()
            }
            fields => self.group_by_values(index, holds, fields),
        };
        self.conversations = if scope.range.is_none() {
            self.touches.clone()
        } else {
            let dated = index.dates.iter().zip(&self.touches);
            dated.map(|(date, group)| if scope.holds_date(*date) { *group } else { NO_GROUP }).collect()
        };
        if scope.range.is_some() || !scope.filters.is_empty() {
            self.list_members();
        }
        let nothing: Vec<String> = vec![String::new(); fields.len()];
        for lead in &facts.leads {
            let group = match lead.conversation {
                Some(at) => self.touches.get(at).copied().unwrap_or(NO_GROUP),
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

    /// The group of each conversation by the values of its fields; groups are named as they are met.
    fn group_by_values(&mut self, index: &Index<'_>, holds: &[bool], fields: &[Field]) -> Vec<u32> {
        let columns: Vec<&FieldColumn> = fields.iter().map(|field| index.field(*field)).collect();
        if let [column] = columns.as_slice() {
            return self.group_by_column(holds, column);
        }
        // One field after the other: what stands for those before with the next one's code, as one number again.
        let mut crossed: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut groups: FxHashMap<u32, u32> = FxHashMap::default();
        let mut group_of = |names: &mut Vec<Vec<String>>, at: usize| {
            let codes = columns.iter().map(|column| column.codes.get(at).copied().unwrap_or(0));
            let key = codes.fold(0, |before, code| {
                // 0 is the start, which nothing else may be.
                let next = group_number(crossed.len() + 1);
                *crossed.entry((before, code)).or_insert(next)
            });
            *groups.entry(key).or_insert_with(|| {
                let name = |column: &&FieldColumn| {
                    let code = column.codes.get(at).copied().unwrap_or(0);
                    column.names.get(code as usize).cloned().unwrap_or_default()
                };
                names.push(columns.iter().map(name).collect());
                group_number(names.len() - 1)
            })
        };
        let names = &mut self.names;
        holds.iter().enumerate().map(|(at, holds)| if *holds { group_of(names, at) } else { NO_GROUP }).collect()
    }

    /// The group of each conversation by the value of one field.
    fn group_by_column(&mut self, holds: &[bool], column: &FieldColumn) -> Vec<u32> {
        let mut groups = vec![NO_GROUP; column.names.len()];
        let names = &mut self.names;
        let mut group_of = |code: u32| {
            let Some(group) = groups.get_mut(code as usize) else { return NO_GROUP };
            if *group == NO_GROUP {
                names.push(column.names.get(code as usize).cloned().into_iter().collect());
                *group = group_number(names.len() - 1);
            }
            *group
        };
        column.codes.iter().zip(holds).map(|(code, holds)| if *holds { group_of(*code) } else { NO_GROUP }).collect()
    }

    fn by_dates(&mut self, index: &Index<'_>, scope: &Scope, holds: &[bool], spans: &[(Date, Date)], by_intent: bool) {
        let facts = index.facts();
        let spans_of = Spans::new(spans, scope);
        let intents = index.field(Field::Dimension(Dimension::Intent));
        let mut groups: FxHashMap<(u32, Option<u32>), u32> = FxHashMap::default();
        let mut of_name: FxHashMap<(u32, String), u32> = FxHashMap::default();
        if !by_intent {
            self.names = (0..spans.len()).map(|span| vec![span.to_string()]).collect();
        }
        let mut group_of = |names: &mut Vec<Vec<String>>, span: u32, conversation: Option<usize>| {
            if !by_intent {
                return span;
            }
            let code = conversation.and_then(|at| intents.codes.get(at).copied());
            *groups.entry((span, code)).or_insert_with(|| {
                let name = code.and_then(|code| intents.names.get(code as usize)).cloned().unwrap_or_default();
                *of_name.entry((span, name)).or_insert_with_key(|(span, name)| {
                    names.push(vec![span.to_string(), name.clone()]);
                    group_number(names.len() - 1)
                })
            })
        };
        self.conversations = vec![NO_GROUP; holds.len()];
        let (first, last) = spans_of.ends();
        let dated = index.between(first, last);
        let mut members: Vec<u32> = Vec::new();
        let mut grouped = |at: u32| {
            let row = at as usize;
            let date = index.dates.get(row)?;
            let span = spans_of.of(*date).filter(|_| holds.get(row) == Some(&true))?;
            if let Some(group) = self.conversations.get_mut(row) {
                *group = group_of(&mut self.names, span, Some(row));
            }
            Some(at)
        };
        if dated.len() < holds.len() / 3 {
            members.extend(dated.iter().filter_map(|at| grouped(*at)));
            self.members = Some(members);
        } else {
            (0..).take(holds.len()).for_each(|at| {
                grouped(at);
            });
        }
        self.touches = holds.iter().map(|holds| if *holds { 0 } else { NO_GROUP }).collect();
        for lead in &facts.leads {
            let counts = match lead.conversation {
                Some(at) => holds.get(at).copied().unwrap_or(false),
                None => scope.holds_nothing(),
            };
            let group = match spans_of.of(lead.date) {
                Some(span) if counts => group_of(&mut self.names, span, lead.conversation),
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

    fn add_exposure(&mut self, index: &Index<'_>, scope: &Scope, grouping: &Grouping) {
        let (facts, dictionary) = (index.facts(), index.dictionary());
        self.add_exposed_groups(facts, dictionary, scope, grouping);
        let pairs = Pairs::new(index);
        let Some(cell_group) = self.cell_group(scope, grouping) else { return };
        let mut exposure: Vec<Option<u64>> = vec![None; self.len()];
        let mut every: Option<u64> = None;
        let period = scope.period(facts);
        for cell in &facts.exposure {
            if !period.is_some_and(|(from, to)| (from..=to).contains(&cell.date)) {
                continue;
            }
            let name = |dimension, value| facts.name(dictionary, dimension, value);
            let (channel, page, flow) =
                (name(Dimension::Channel, cell.channel), name(Dimension::Page, cell.page), name(Dimension::Flow, cell.flow));
            match scope.holds_exposure(channel, page, flow) {
                None => return,
                Some(false) => continue,
                Some(true) => {}
            }
            let Some(group) = cell_group.of(cell.date, channel, page, flow) else { continue };
            let (sum, own) = match group {
                CellOf::Every => (Some(&mut every), None),
                // One group a date: marking the date marks the group.
                CellOf::Dated(group) => (exposure.get_mut(group as usize), None),
                CellOf::Group(group) => (exposure.get_mut(group as usize), Some(group)),
            };
            if let Some(sum) = sum {
                *sum = Some(sum.unwrap_or(0) + cell.visitors);
            }
            for pair in pairs.of(cell) {
                self.coverage.add(own, *pair);
            }
        }
        if let Some(every) = every {
            for sum in &mut exposure {
                *sum = Some(sum.unwrap_or(0) + every);
            }
        }
        self.exposure = Some(exposure);
    }

    /// A channel, page or flow with visitors and no conversation is a group too: its engagement is 0, not missing.
    fn add_exposed_groups(&mut self, facts: &Facts, dictionary: &Dictionary, scope: &Scope, grouping: &Grouping) {
        let Grouping::Fields(fields) = grouping else { return };
        let [Field::Dimension(dimension)] = fields.as_slice() else { return };
        let mut known: FxHashSet<String> = self.names.iter().filter_map(|name| name.first().cloned()).collect();
        let period = scope.period(facts);
        let handled = self.handled_of_dates.first().copied().unwrap_or(0);
        let months = period.map_or(0.0, |(from, to)| fixed_cost_share(from, to));
        for cell in facts.exposure.iter().filter(|cell| period.is_some_and(|(from, to)| (from..=to).contains(&cell.date))) {
            let value = match dimension {
                Dimension::Channel => cell.channel,
                Dimension::Page => cell.page,
                Dimension::Flow if cell.flow != Symbol::EMPTY => cell.flow,
                _ => continue,
            };
            let name = |dimension, value| facts.name(dictionary, dimension, value);
            let holds = scope.holds_exposure(
                name(Dimension::Channel, cell.channel),
                name(Dimension::Page, cell.page),
                name(Dimension::Flow, cell.flow),
            );
            let name = name(*dimension, value).to_owned();
            if holds == Some(true) && known.insert(name.clone()) {
                self.names.push(vec![name]);
                self.months.push(months);
                self.handled_of_dates.push(handled);
            }
        }
    }

    /// How cells of exposure find their group; none where exposure is not known by these fields.
    fn cell_group(&self, scope: &Scope, grouping: &Grouping) -> Option<CellGroup> {
        scope.holds_exposure("", "", "")?;
        let by_name = |part: CellPart| {
            let names = self.names.iter().enumerate();
            let groups = names.map(|(at, name)| (name.first().cloned().unwrap_or_default(), group_number(at))).collect();
            CellGroup::Name(part, groups)
        };
        match grouping {
            Grouping::All => Some(CellGroup::One),
            Grouping::Dates(spans) => Some(CellGroup::Span(spans.clone())),
            Grouping::DatesByIntent(_) => None,
            Grouping::Fields(fields) => match fields.as_slice() {
                [] => Some(CellGroup::One),
                [Field::Dimension(Dimension::Channel)] => Some(by_name(CellPart::Channel)),
                [Field::Dimension(Dimension::Page)] => Some(by_name(CellPart::Page)),
                [Field::Dimension(Dimension::Flow)] => Some(by_name(CellPart::Flow)),
                _ => None,
            },
        }
    }
}

fn group_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(NO_GROUP)
}

/// Which part of an exposure cell names its group.
#[derive(Clone, Copy, Debug)]
enum CellPart {
    Channel,
    Page,
    Flow,
}

/// The group of a cell of exposure.
enum CellOf {
    /// Every group, such as exposure without a flow.
    Every,
    /// The only group, or the group of its date.
    Dated(u32),
    /// One group of several on its date.
    Group(u32),
}

/// How a cell of exposure finds its group.
#[derive(Debug)]
enum CellGroup {
    One,
    Span(Vec<(Date, Date)>),
    Name(CellPart, FxHashMap<String, u32>),
}

impl CellGroup {
    fn of(&self, date: Date, channel: &str, page: &str, flow: &str) -> Option<CellOf> {
        match self {
            Self::One => Some(CellOf::Dated(0)),
            Self::Span(spans) => {
                spans.iter().position(|(from, to)| (*from..=*to).contains(&date)).map(|at| CellOf::Dated(group_number(at)))
            }
            Self::Name(CellPart::Channel, groups) => groups.get(channel).copied().map(CellOf::Group),
            Self::Name(CellPart::Page, groups) => groups.get(page).copied().map(CellOf::Group),
            Self::Name(CellPart::Flow, _) if flow.is_empty() => Some(CellOf::Every),
            Self::Name(CellPart::Flow, groups) => groups.get(flow).copied().map(CellOf::Group),
        }
    }
}

/// The conversations' (date, channel) pairs that a cell of exposure covers; one without a channel covers every channel.
struct Pairs {
    of_channel: FxHashMap<(Date, Symbol), Vec<u32>>,
    of_date: FxHashMap<Date, Vec<u32>>,
}

impl Pairs {
    fn new(index: &Index<'_>) -> Self {
        let mut pairs = Self { of_channel: FxHashMap::default(), of_date: FxHashMap::default() };
        for (at, (date, channel)) in index.pair_keys.iter().enumerate() {
            pairs.of_channel.entry((*date, *channel)).or_default().push(group_number(at));
            pairs.of_date.entry(*date).or_default().push(group_number(at));
        }
        pairs
    }

    fn of(&self, cell: &ExposureCell) -> &[u32] {
        let found = match cell.channel {
            Symbol::EMPTY => self.of_date.get(&cell.date),
            channel => self.of_channel.get(&(cell.date, channel)),
        };
        found.map(Vec::as_slice).unwrap_or_default()
    }
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

    /// The first and the last date of any span.
    fn ends(&self) -> (Date, Date) {
        let days = i32::try_from(self.of_day.len()).unwrap_or(i32::MAX);
        (Date(self.first), Date(self.first.saturating_add(days - 1)))
    }

    fn of(&self, date: Date) -> Option<u32> {
        let day = usize::try_from(i64::from(date.0) - i64::from(self.first)).ok()?;
        self.of_day.get(day).copied().flatten()
    }
}

/// The weeks that touch a period.
pub fn weeks(facts: &Facts, scope: &Scope) -> Vec<Week> {
    scope.period(facts).map(|(from, to)| Week::touching(from, to, facts.rules.week_start).collect()).unwrap_or_default()
}
