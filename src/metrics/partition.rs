//! Which group each row belongs to: one group, a group each value of a field, or a group each week.

use rustc_hash::{FxHashMap, FxHashSet};

use super::engagement_rate::{Coverage, EVERY_GROUP};
use super::scope::{Field, Scope};
use crate::facts::calendar::{Week, fixed_cost_share};
use crate::facts::{Conversation, Facts};
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
    pub fn new(facts: &Facts, dictionary: &Dictionary, scope: &Scope, grouping: &Grouping) -> Self {
        let mut partition = Self {
            by_order_date: matches!(grouping, Grouping::Dates(_) | Grouping::DatesByIntent(_)),
            bears_all: scope.filters.is_empty() && matches!(grouping, Grouping::All | Grouping::Dates(_)),
            ..Self::default()
        };
        let holds = scope.filtered(facts, dictionary);
        match grouping {
            Grouping::All => partition.by_fields(facts, dictionary, scope, &holds, &[]),
            Grouping::Fields(fields) => partition.by_fields(facts, dictionary, scope, &holds, fields),
            Grouping::Dates(spans) => partition.by_dates(facts, dictionary, scope, &holds, spans, false),
            Grouping::DatesByIntent(spans) => partition.by_dates(facts, dictionary, scope, &holds, spans, true),
        }
        partition.add_exposure(facts, dictionary, scope, grouping);
        partition
    }

    /// Number of groups.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn by_fields(&mut self, facts: &Facts, dictionary: &Dictionary, scope: &Scope, holds: &[bool], fields: &[Field]) {
        if fields.is_empty() {
            self.names.push(Vec::new());
        }
        let mut groups: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut of_name: FxHashMap<Vec<String>, u32> = FxHashMap::default();
        let mut group_of = |names: &mut Vec<Vec<String>>, conversation: &Conversation| -> u32 {
            if fields.is_empty() {
                return 0;
            }
            let codes: Vec<u32> = fields.iter().map(|field| field.code(facts, conversation)).collect();
            *groups.entry(codes).or_insert_with(|| {
                let name: Vec<String> = fields.iter().map(|field| field.name(facts, dictionary, conversation)).collect();
                *of_name.entry(name.clone()).or_insert_with(|| {
                    names.push(name);
                    group_number(names.len() - 1)
                })
            })
        };
        for (conversation, holds) in facts.conversations.iter().zip(holds) {
            let touch = if *holds { group_of(&mut self.names, conversation) } else { NO_GROUP };
            self.touches.push(touch);
            self.conversations.push(if scope.holds_date(conversation.date) { touch } else { NO_GROUP });
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
        let in_range = facts.conversations.iter().filter(|conversation| scope.holds_date(conversation.date));
        let handled = in_range.filter(|conversation| conversation.is_handled()).count() as u64;
        let months = scope.period(facts).map_or(0.0, |(from, to)| fixed_cost_share(from, to));
        self.months = vec![months; self.len()];
        self.handled_of_dates = vec![handled; self.len()];
    }

    fn by_dates(
        &mut self,
        facts: &Facts,
        dictionary: &Dictionary,
        scope: &Scope,
        holds: &[bool],
        spans: &[(Date, Date)],
        by_intent: bool,
    ) {
        let span_of = |date: Date| spans.iter().position(|(from, to)| (*from..=*to).contains(&date));
        let span_of = |date: Date| if scope.holds_date(date) { span_of(date) } else { None };
        let intent = Field::Dimension(Dimension::Intent);
        let mut intents: FxHashMap<(usize, String), u32> = FxHashMap::default();
        if !by_intent {
            self.names = (0..spans.len()).map(|span| vec![span.to_string()]).collect();
        }
        let mut group_of = |names: &mut Vec<Vec<String>>, span: usize, conversation: Option<&Conversation>| {
            if !by_intent {
                return group_number(span);
            }
            let name = conversation.map(|conversation| intent.name(facts, dictionary, conversation)).unwrap_or_default();
            *intents.entry((span, name)).or_insert_with_key(|(span, name)| {
                names.push(vec![span.to_string(), name.clone()]);
                group_number(names.len() - 1)
            })
        };
        let mut handled = vec![0; spans.len()];
        for (conversation, holds) in facts.conversations.iter().zip(holds) {
            let span = span_of(conversation.date);
            if conversation.is_handled()
                && let Some(count) = span.and_then(|span| handled.get_mut(span))
            {
                *count += 1;
            }
            let group = match span {
                Some(span) if *holds => group_of(&mut self.names, span, Some(conversation)),
                _ => NO_GROUP,
            };
            self.conversations.push(group);
            self.touches.push(if *holds { 0 } else { NO_GROUP });
        }
        for lead in &facts.leads {
            let conversation = lead.conversation.and_then(|at| facts.conversations.get(at));
            let counts = match lead.conversation {
                Some(at) => holds.get(at).copied().unwrap_or(false),
                None => scope.holds_nothing(),
            };
            let group = match span_of(lead.date) {
                Some(span) if counts => group_of(&mut self.names, span, conversation),
                _ => NO_GROUP,
            };
            self.leads.push(group);
        }
        self.orders = facts.orders.iter().map(|order| span_of(order.date).map_or(NO_GROUP, group_number)).collect();
        let period = scope.period(facts);
        let months = spans
            .iter()
            .map(|(from, to)| period.map_or(0.0, |(first, last)| fixed_cost_share(*from.max(&first), *to.min(&last))));
        self.months = months.collect();
        self.handled_of_dates = handled;
    }

    fn add_exposure(&mut self, facts: &Facts, dictionary: &Dictionary, scope: &Scope, grouping: &Grouping) {
        self.add_exposed_groups(facts, dictionary, scope, grouping);
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
            match cell_group.of(cell.date, channel, page, flow) {
                Some(EVERY_GROUP) => {
                    every = Some(every.unwrap_or(0) + cell.visitors);
                    self.coverage.add(EVERY_GROUP, cell.date, cell.channel);
                }
                Some(group) => {
                    if let Some(sum) = exposure.get_mut(group as usize) {
                        *sum = Some(sum.unwrap_or(0) + cell.visitors);
                    }
                    self.coverage.add(group, cell.date, cell.channel);
                }
                None => {}
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

/// How a cell of exposure finds its group.
#[derive(Debug)]
enum CellGroup {
    One,
    Span(Vec<(Date, Date)>),
    Name(CellPart, FxHashMap<String, u32>),
}

impl CellGroup {
    fn of(&self, date: Date, channel: &str, page: &str, flow: &str) -> Option<u32> {
        match self {
            Self::One => Some(0),
            Self::Span(spans) => spans.iter().position(|(from, to)| (*from..=*to).contains(&date)).map(group_number),
            Self::Name(CellPart::Channel, groups) => groups.get(channel).copied(),
            Self::Name(CellPart::Page, groups) => groups.get(page).copied(),
            Self::Name(CellPart::Flow, _) if flow.is_empty() => Some(EVERY_GROUP),
            Self::Name(CellPart::Flow, groups) => groups.get(flow).copied(),
        }
    }
}

/// The weeks that touch a period.
pub fn weeks(facts: &Facts, scope: &Scope) -> Vec<Week> {
    scope.period(facts).map(|(from, to)| Week::touching(from, to, facts.rules.week_start).collect()).unwrap_or_default()
}
