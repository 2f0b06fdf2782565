//! Metric 14: revenue that the rules' model credits to chats within the rules' window (METRICS section 5).
//!
//! Beside it the full amounts that chats influenced (any touch is chat) and sourced (the first touch is chat), the
//! credited gross profit, and the pipeline: pending amounts credited alike, in no return. Segments take the credit of
//! their own chats; influenced amounts of segments overlap. Missing data: without any counted revenue all are null.

use rustc_hash::{FxHashMap, FxHashSet};

use super::index::Index;
use super::partition::{BLOCK, NO_GROUP, Partition};
use super::statistics::{Interval, MoneySums, Sum};
use crate::attribution::{Credited, Journeys};
use crate::facts::counted::{MoneyCounted, MoneyOfRows};
use crate::facts::{Conversation, Facts, Order, Person};

/// Credits of all orders under the rules' own model and window.
#[derive(Debug)]
pub struct Revenue {
    counted: Vec<Credited>,
    pending: Vec<Credited>,
}

impl Revenue {
    /// Credits the facts' orders.
    pub fn new(facts: &Facts, journeys: &Journeys) -> Self {
        let attribution = facts.rules.attribution;
        let credit = |of: fn(&Order) -> bool| journeys.credit(facts, attribution.model, attribution.window_days, of);
        Self { counted: credit(Order::is_counted), pending: credit(Order::is_pending) }
    }
}

/// A money total with its persons' amounts, in the rules' currency.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyTotal {
    total: Sum,
    of_person: FxHashMap<Person, Sum>,
    /// Of a cube: sum and sum of squares over persons with a handled conversation.
    counted: Option<(f64, f64)>,
}

impl MoneyTotal {
    fn add(&mut self, person: Person, amount: f64) {
        self.total.add(amount);
        self.of_person.entry(person).or_default().add(amount);
    }

    fn of_cube(counted: MoneyCounted) -> Self {
        let MoneyCounted { total, own, squares } = counted;
        Self { total: Sum::of(total), of_person: FxHashMap::default(), counted: Some((own, squares)) }
    }

    /// The sum.
    pub fn total(&self) -> f64 {
        self.total.value()
    }

    /// The first total, and a share of what the second has beyond it.
    pub fn blend(first: &Self, second: &Self, share: f64) -> Self {
        let mut blended = Self::default();
        let mut amounts: Vec<(Person, f64)> = second.of_person.iter().map(|(person, amount)| (*person, amount.value())).collect();
        amounts.sort_unstable_by_key(|(person, _)| *person);
        for (person, amount) in amounts {
            let first = first.of_person.get(&person).map_or(0.0, Sum::value);
            blended.add(person, first + share * (amount - first));
        }
        blended
    }

    /// Total +- z sqrt(n) sd over the `persons` with a handled conversation, of whom `with_chat` lists those with an order.
    pub fn interval(&self, persons: u64, with_chat: &FxHashSet<Person>) -> Option<Interval> {
        if let Some((own, squares)) = self.counted {
            let sums = MoneySums { n: persons, sum: Sum::of(own), squares: Sum::of(squares) };
            return sums.interval_around(self.total());
        }
        let mut amounts: Vec<(Person, f64)> = self.of_person.iter().map(|(person, amount)| (*person, amount.value())).collect();
        amounts.retain(|(person, _)| with_chat.contains(person));
        amounts.sort_unstable_by_key(|(person, _)| *person);
        let mut sums = MoneySums::default();
        for (_, amount) in &amounts {
            sums.observe(*amount);
        }
        sums.observe_none(persons.saturating_sub(amounts.len() as u64));
        // A person whose chat lies before the period counts in the total, not in the spread.
        sums.interval_around(self.total())
    }
}

/// Revenue of one group.
#[derive(Clone, Debug, Default)]
pub struct MoneyTally {
    /// Credited amounts.
    pub attributed: MoneyTotal,
    /// Full amounts where any touch is a chat of the group.
    pub influenced: MoneyTotal,
    /// Full amounts where the first touch is a chat of the group.
    pub sourced: MoneyTotal,
    /// Credited gross profit.
    pub gross_profit: MoneyTotal,
    /// Full gross profit of influenced orders.
    pub influenced_profit: MoneyTotal,
    /// Full gross profit of sourced orders.
    pub sourced_profit: MoneyTotal,
    /// Credited pending amounts.
    pub pipeline: MoneyTotal,
    /// Counted orders of the group's dates.
    pub counted: u64,
    /// Counted orders with a chat touch of the group.
    pub conversions: u64,
    /// Persons with a handled conversation in the group.
    pub persons: u64,
    /// Those of them with an order.
    pub with_chat: FxHashSet<Person>,
    /// Gross profit of the rules' basis, as a cube has it; none where it follows from the others.
    pub basis_profit: Option<MoneyTotal>,
    /// Whether the cube that is loaded does not sum the money of these rows.
    pub is_left_out: bool,
}

impl MoneyTally {
    /// What a cube sums of some rows; none if it does not.
    fn of_cube(known: Option<&MoneyOfRows>) -> Self {
        let Some(known) = known else { return Self { is_left_out: true, ..Self::default() } };
        let total = |name: &str| MoneyTotal::of_cube(known.sums.get(name).copied().unwrap_or_default());
        Self {
            attributed: total("attributed"),
            influenced: total("influenced"),
            sourced: total("sourced"),
            gross_profit: total("gross_profit"),
            pipeline: total("pipeline"),
            basis_profit: Some(total("basis")),
            counted: known.counted,
            conversions: known.conversions,
            persons: known.persons,
            ..Self::default()
        }
    }
}

/// Sums revenue by group.
pub fn tallies(index: &Index<'_>, revenue: &Revenue, partition: &Partition) -> Vec<MoneyTally> {
    let facts = index.facts();
    if let Some(counted) = &facts.counted {
        let rows = (0..partition.len()).map(|group| partition.money_rows(index, group));
        return rows.map(|rows| MoneyTally::of_cube(rows.and_then(|rows| counted.money_of(&rows)).as_ref())).collect();
    }
    let mut tallies = vec![MoneyTally::default(); partition.len()];
    count_persons(index, revenue, partition, &mut tallies);
    for (_, group) in facts.orders.iter().zip(&partition.orders).filter(|(order, _)| order.is_counted()) {
        if partition.by_order_date {
            if let Some(tally) = tallies.get_mut(*group as usize) {
                tally.counted += 1;
            }
        } else if *group != NO_GROUP {
            for tally in &mut tallies {
                tally.counted += 1;
            }
        }
    }
    for credited in &revenue.counted {
        let Some(order) = facts.orders.get(credited.order) else { continue };
        let (amount, profit) = (order.amount.unwrap_or(0.0), order.gross_profit.unwrap_or(0.0));
        let mut seen: Vec<u32> = Vec::new();
        for (chat, share) in &credited.chats {
            let group = group_of(partition, credited.order, *chat);
            let Some(tally) = tallies.get_mut(group as usize) else { continue };
            tally.attributed.add(order.person, amount * share);
            tally.gross_profit.add(order.person, profit * share);
            if !seen.contains(&group) {
                seen.push(group);
                tally.conversions += 1;
                tally.influenced.add(order.person, amount);
                tally.influenced_profit.add(order.person, profit);
            }
        }
        let first = credited.first_chat.map_or(NO_GROUP, |chat| group_of(partition, credited.order, chat));
        if let Some(tally) = tallies.get_mut(first as usize) {
            tally.sourced.add(order.person, amount);
            tally.sourced_profit.add(order.person, profit);
        }
    }
    for credited in &revenue.pending {
        let Some(order) = facts.orders.get(credited.order) else { continue };
        for (chat, share) in &credited.chats {
            if let Some(tally) = tallies.get_mut(group_of(partition, credited.order, *chat) as usize) {
                tally.pipeline.add(order.person, order.amount.unwrap_or(0.0) * share);
            }
        }
    }
    tallies
}

/// The group that earns an order's credit of a chat; [`NO_GROUP`] if either does not count.
fn group_of(partition: &Partition, order: usize, chat: usize) -> u32 {
    let order = partition.orders.get(order).copied().unwrap_or(NO_GROUP);
    let touch = partition.touch(chat);
    match (order, touch) {
        (NO_GROUP, _) | (_, NO_GROUP) => NO_GROUP,
        (order, touch) => {
            if partition.by_order_date {
                order
            } else {
                touch
            }
        }
    }
}

/// Distinct persons with a handled conversation, by group.
fn count_persons(index: &Index<'_>, revenue: &Revenue, partition: &Partition, tallies: &mut [MoneyTally]) {
    let facts = index.facts();
    let credited = revenue.counted.iter().chain(&revenue.pending);
    let buyers: Vec<Person> =
        credited.filter_map(|credited| facts.orders.get(credited.order)).map(|order| order.person).collect();
    if buyers.is_empty() {
        return;
    }
    let persons = usize::try_from(facts.persons).unwrap_or(usize::MAX);
    let mut is_buyer = vec![false; persons];
    for buyer in buyers {
        if let Some(slot) = is_buyer.get_mut(buyer.index()) {
            *slot = true;
        }
    }
    let is_handled: Vec<bool> = index.examples.iter().map(Conversation::is_handled).collect();
    let mut seen = Seen::new(tallies.len(), persons);
    let mut room = [0; BLOCK];
    partition.each_block(|block, groups| {
        let kinds = block.read(&index.kinds, &mut room);
        let persons = block.conversations().map(|at| facts.conversations.persons().get(at).copied().unwrap_or_default());
        let rows = persons.zip(groups).zip(kinds).filter(|(_, kind)| is_handled.get(**kind as usize) == Some(&true));
        seen.take(rows.map(|((person, group), _)| (*group, person.0)), |group, person| {
            if let Some(tally) = tallies.get_mut(group as usize) {
                tally.persons += 1;
                if is_buyer.get(person as usize) == Some(&true) {
                    tally.with_chat.insert(Person(person));
                }
            }
        });
    });
}

/// Up to so many bytes of bits are held; more, of which most stay unset, as a set.
const SEEN_BYTES: usize = 1 << 26;

/// Which persons were seen in which group.
enum Seen {
    /// One row of bits a group.
    Bits {
        width: usize,
        words: Vec<u64>,
    },
    Set(FxHashSet<(u32, u32)>),
}

impl Seen {
    fn new(groups: usize, persons: usize) -> Self {
        let width = persons.div_ceil(64);
        match groups.checked_mul(width) {
            Some(words) if words <= SEEN_BYTES / 8 => Self::Bits { width, words: vec![0; words] },
            _ => Self::Set(FxHashSet::default()),
        }
    }

    /// Shows those of some rows, each of a group and a person, that are the first of that person in that group. Rows of a
    /// group that there is not are none.
    fn take(&mut self, rows: impl Iterator<Item = (u32, u32)>, mut first: impl FnMut(u32, u32)) {
        match self {
            Self::Bits { width, words } => {
                for (group, person) in rows {
                    let bit = 1_u64 << (person % 64);
                    let row = (group as usize).checked_mul(*width);
                    let Some(word) = row.and_then(|row| words.get_mut(row + person as usize / 64)) else { continue };
                    if *word & bit == 0 {
                        *word |= bit;
                        first(group, person);
                    }
                }
            }
            Self::Set(seen) => {
                for (group, person) in rows.filter(|(group, _)| *group != NO_GROUP) {
                    if seen.insert((group, person)) {
                        first(group, person);
                    }
                }
            }
        }
    }
}
