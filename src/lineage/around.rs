//! What people did before the chats, leads or orders behind a number, and after them.

use rustc_hash::FxHashMap;

use super::{Asked, Placed, Source, Standing, conversations, others};
use crate::facts::by_person::ByPerson;
use crate::facts::calendar::weekday_of;
use crate::facts::{Conversation, Facts, HOUR, Person, Purchase, micros};
use crate::metrics::{Columns, Index, MetricId, Scope};
use crate::model::order::put_in_order;
use crate::model::{Dimension, Symbol, Tables};
use crate::rules::Weekday;

/// Hours before a chat in which pages and sources count.
pub const HOURS_BEFORE: f64 = 24.0;
/// Values that are named; more say less.
pub const NAMED: usize = 5;

/// Hours of a week.
pub const HOURS_OF_WEEK: usize = 7 * 24;

/// The chats that a number counts, and the others below its line.
#[derive(Clone, Debug, Default, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Around {
    /// Chats above and below the line by the local hour of their start, from Monday 0:00 on; empty for leads and orders.
    pub hours: Vec<[u64; 2]>,
    /// Above the line.
    pub counted: Group,
    /// Below the line only.
    pub others: Group,
}

/// What was found around some chats, leads or orders.
#[derive(Clone, Debug, Default, PartialEq, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub struct Group {
    /// Chats, leads or orders.
    pub chats: u64,
    /// Chats of people who had viewed a page or come by a touch in the 24 hours before.
    pub known_before: u64,
    /// Pages viewed in the 24 hours before, by chats, the most frequent first.
    pub pages: Vec<(String, u64)>,
    /// Sources of the 24 hours before, likewise.
    pub sources: Vec<(String, u64)>,
    /// Chats old enough to tell whether their people came back.
    pub mature: u64,
    /// Those whose people came back, by another chat or a ticket.
    pub came_back: u64,
    /// Chats that brought a lead.
    pub left_lead: u64,
    /// Chats that led to a meeting.
    pub booked: u64,
    /// Chats after which the person bought, within the window of attribution.
    pub bought: u64,
}

/// What people did around the rows of a metric in a scope: chats, the bot's leads, or counted orders. Before a lead is before its
/// chat, where it has one; before an order is the rules' window of attribution, in which touches may earn it.
pub fn around(tables: &Tables, facts: &Facts, columns: &Columns, asked: Asked, scope: &Scope) -> Option<Around> {
    // A cube does not say what one person did around one chat.
    if facts.counted.is_some() {
        return None;
    }
    let index = Index::new(facts, &tables.dictionary, columns);
    let source = Source::new(tables, facts, &index, scope);
    let touches: ByPerson<usize> = ByPerson::new(facts.touches.iter().enumerate().map(|(at, touch)| (touch.person, at)));
    let mut found = [Found::default(), Found::default()];
    let side = |standing: Standing| (standing <= Standing::Denominator).then_some(standing as usize);
    match asked.metric {
        MetricId::LeadQualityRate | MetricId::QualifiedBookingRate => {
            for (lead, Placed { standing, .. }) in facts.leads.iter().zip(others::leads(&source, asked)) {
                let Some(found) = side(standing).and_then(|side| found.get_mut(side)) else { continue };
                let chat = lead.conversation.and_then(|at| facts.conversations.get(at));
                let moment = chat.as_ref().map_or(lead.created, |chat| chat.start);
                found.observe(facts, &touches, (lead.person, moment), HOURS_BEFORE);
                found.group.mature += u64::from(chat.as_ref().is_some_and(|chat| chat.mature));
                found.group.came_back += u64::from(chat.is_some_and(|chat| chat.mature && chat.recontacted));
                found.group.booked += u64::from(lead.booked.is_some());
                found.group.bought += u64::from(lead.won);
            }
        }
        MetricId::AttributedRevenue => {
            let window = f64::from(facts.rules.attribution.window_days) * 24.0;
            for (order, Placed { standing, .. }) in facts.orders.iter().zip(others::orders(&source, asked)) {
                if let Some(found) = side(standing).and_then(|side| found.get_mut(side)) {
                    found.observe(facts, &touches, (order.person, order.at), window);
                }
            }
        }
        _ => return Some(around_chats(&source, asked, &touches, found)),
    }
    let [counted, others] = found.map(|found| found.named(tables, facts));
    Some(Around { hours: Vec::new(), counted, others })
}

fn around_chats(source: &Source<'_>, asked: Asked, touches: &ByPerson<usize>, mut found: [Found; 2]) -> Around {
    let facts = source.facts;
    let mut hours = vec![[0; 2]; HOURS_OF_WEEK];
    conversations::each(source, asked, &mut |conversation, standing, _| {
        // The first two standings are those above and below the line.
        let Some(found) = found.get_mut(standing as usize) else { return };
        found.observe(facts, touches, (conversation.person, conversation.start), HOURS_BEFORE);
        let count = hours.get_mut(hour_of_week(facts, conversation)).and_then(|counts| counts.get_mut(standing as usize));
        if let Some(count) = count {
            *count += 1;
        }
        let group = &mut found.group;
        group.mature += u64::from(conversation.mature);
        group.came_back += u64::from(conversation.mature && conversation.recontacted);
        group.left_lead += u64::from(conversation.has_bot_lead);
        group.booked += u64::from(conversation.has_meeting);
        group.bought += u64::from(conversation.purchase == Purchase::Made);
    });
    let [counted, others] = found.map(|found| found.named(source.tables, facts));
    Around { hours, counted, others }
}

/// The local hour of a week in which a chat started, Monday 0:00 first.
fn hour_of_week(facts: &Facts, conversation: &Conversation) -> usize {
    let weekday = weekday_of(conversation.date);
    let day = Weekday::ALL.iter().position(|other| *other == weekday).unwrap_or(0);
    day * 24 + facts.zone.second_of_day(conversation.start) as usize / 3600
}

#[derive(Default)]
struct Found {
    group: Group,
    pages: FxHashMap<Symbol, u64>,
    sources: FxHashMap<Symbol, u64>,
}

impl Found {
    /// One more row of a person, with what the person did in the hours before a moment.
    fn observe(&mut self, facts: &Facts, touches: &ByPerson<usize>, (person, moment): (Person, i64), hours: f64) {
        let (mut pages, mut sources): (Vec<Symbol>, Vec<Symbol>) = (Vec::new(), Vec::new());
        let mut is_known = false;
        let from = moment - micros(hours, HOUR);
        for touch in touches.of(person).iter().filter_map(|touch| facts.touches.get(*touch)) {
            if (from..moment).contains(&touch.at) {
                is_known = true;
                push_once(&mut pages, touch.page);
                push_once(&mut sources, touch.source);
            }
        }
        self.group.chats += 1;
        self.group.known_before += u64::from(is_known);
        pages.into_iter().for_each(|page| *self.pages.entry(page).or_default() += 1);
        sources.into_iter().for_each(|source| *self.sources.entry(source).or_default() += 1);
    }

    fn named(self, tables: &Tables, facts: &Facts) -> Group {
        let named = |chats: FxHashMap<Symbol, u64>, dimension: Dimension| {
            let name = |symbol| facts.name(&tables.dictionary, dimension, symbol).to_owned();
            let mut named: Vec<(String, u64)> = chats.into_iter().map(|(symbol, chats)| (name(symbol), chats)).collect();
            put_in_order(&mut named, |(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
            named.truncate(NAMED);
            named
        };
        Group { pages: named(self.pages, Dimension::Page), sources: named(self.sources, Dimension::Source), ..self.group }
    }
}

fn push_once(symbols: &mut Vec<Symbol>, symbol: Symbol) {
    if symbol != Symbol::EMPTY && !symbols.contains(&symbol) {
        symbols.push(symbol);
    }
}
