//! Exposure by group: which cells each group has, and which conversations stand where it is known.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Grouping, Partition, group_number};
use crate::facts::calendar::fixed_cost_share;
use crate::facts::{ExposureCell, Facts};
use crate::metrics::index::Index;
use crate::metrics::scope::{Field, Scope};
use crate::model::{Date, Dictionary, Dimension, Symbol};

impl Partition {
    pub(super) fn add_exposure(&mut self, index: &Index<'_>, scope: &Scope, grouping: &Grouping) {
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
            for pair in pairs.of(cell, channel) {
                self.coverage.add(own, pair);
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
struct Pairs<'a> {
    index: &'a Index<'a>,
    of_channel: FxHashMap<&'a str, usize>,
    until: Date,
}

impl<'a> Pairs<'a> {
    fn new(index: &'a Index<'a>) -> Self {
        let channels = &index.field(Field::Dimension(Dimension::Channel)).names;
        let of_channel = channels.iter().enumerate().map(|(code, name)| (name.as_str(), code)).collect();
        let until = index.facts().period.map(|(_, to)| to).unwrap_or_default();
        Self { index, of_channel, until }
    }

    fn of(&self, cell: &ExposureCell, channel: &str) -> impl Iterator<Item = u32> {
        let all = self.of_channel.len();
        let codes = match cell.channel {
            Symbol::EMPTY => 0..all,
            _ => self.of_channel.get(channel).map_or(0..0, |code| *code..code + 1),
        };
        let has_chats = (self.index.first_date()..=self.until).contains(&cell.date);
        codes.filter(move |_| has_chats).map(|code| self.index.pair_of(cell.date, code))
    }
}
