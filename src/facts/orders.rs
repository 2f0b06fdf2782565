//! Orders and deals: which count, and what each is worth in the rules' currency (METRICS section 5).

use std::collections::BTreeMap;

use super::by_person::ByPerson;
use super::conversation::Purchase;
use super::conversations::ConversationFacts;
use super::identity::Person;
use super::leads::Lead;
use crate::model::order::put_in_order;
use crate::model::{Date, Origin, RevenueStatus, Symbol};

/// An order or deal that is not a test.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Its id; empty for one that an event without an id made.
    pub id: Symbol,
    /// Where its first row was read.
    pub origin: Origin,
    /// Whose.
    pub person: Person,
    /// UTC microseconds.
    pub at: i64,
    /// Local date.
    pub date: Date,
    /// Amount in the rules' currency; none without a rate.
    pub amount: Option<f64>,
    /// Gross profit in the rules' currency: the row's, else amount x margin.
    pub gross_profit: Option<f64>,
    /// State.
    pub status: RevenueStatus,
    /// The conversation that its `conversation_id` names, if that conversation is there.
    pub conversation: Option<usize>,
    /// How many it stands for: one, unless a cube counts them.
    pub times: u64,
}

impl Order {
    /// Counted revenue: won or paid, more than nothing, in a currency that can be converted.
    pub fn is_counted(&self) -> bool {
        matches!(self.status, RevenueStatus::Won | RevenueStatus::Paid) && self.amount.is_some_and(|amount| amount > 0.0)
    }

    /// Shown beside, never counted.
    pub fn is_pending(&self) -> bool {
        self.status == RevenueStatus::Pending && self.amount.is_some_and(|amount| amount > 0.0)
    }
}

/// The most frequent currency code over all rows, ties alphabetical; none if no row has one.
pub fn most_frequent_currency<'a>(codes: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in codes.filter(|code| !code.is_empty()) {
        *counts.entry(code).or_default() += 1;
    }
    // The first of the largest wins, and codes come sorted.
    counts.iter().rev().max_by_key(|(_, count)| **count).map(|(code, _)| (*code).to_owned())
}

/// Marks the conversations that counted revenue of the same person followed in (start, start + window].
pub fn mark_purchases(conversations: &mut ConversationFacts, orders: &[Order], window: i64) {
    let horizon = orders.iter().map(|order| order.at).max();
    let mut counted = ByPerson::new(orders.iter().filter(|order| order.is_counted()).map(|order| (order.person, order.at)));
    counted.sort_each(|at| *at);
    for at in 0..conversations.len() {
        let (Some(start), Some(person)) = (conversations.starts().get(at), conversations.persons().get(at)) else { continue };
        let until = start.saturating_add(window);
        let purchase = if horizon.is_none_or(|horizon| until > horizon) {
            Purchase::Pending
        } else {
            let own = counted.of(*person);
            let next = own.partition_point(|at| at <= start);
            if own.get(next).is_some_and(|at| *at <= until) { Purchase::Made } else { Purchase::None }
        };
        if let Some(kind) = conversations.kinds_mut().get_mut(at) {
            kind.set_purchase(purchase);
        }
    }
}

/// Marks the leads whose person brought counted revenue in (creation, creation + window].
pub fn mark_won(leads: &mut [Lead], orders: &[Order], window: i64) {
    let counted = orders.iter().filter(|order| order.is_counted());
    let mut sales: Vec<(Person, i64)> = counted.map(|order| (order.person, order.at)).collect();
    put_in_order(&mut sales, Ord::cmp);
    for lead in leads {
        lead.won = has_within(&sales, lead.person, lead.created, lead.created.saturating_add(window));
    }
}

/// Whether a sorted list holds a time of a person in (after, until].
fn has_within(times: &[(Person, i64)], person: Person, after: i64, until: i64) -> bool {
    let next = times.partition_point(|entry| *entry <= (person, after));
    times.get(next).is_some_and(|(of, at)| *of == person && *at <= until)
}
