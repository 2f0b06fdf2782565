//! The touches before each order, and the credit of the chat touches among them.

use rustc_hash::FxHashMap;

use super::credits;
use crate::facts::{DAY, Facts, Order, Person, micros};
use crate::rules::AttributionModel;

/// The touches of every person with an order, in time order; at the same instant conversations, then touches, then
/// page views, each in input order.
#[derive(Debug)]
pub struct Journeys<'a> {
    facts: &'a Facts,
    touches: FxHashMap<Person, Vec<Touch>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Touch {
    at: i64,
    kind: TouchKind,
    /// Index of the conversation or of the other touch.
    index: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum TouchKind {
    Chat,
    Row,
    PageView,
}

/// What the chat touches before one order earn of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Credited {
    /// Index of the order.
    pub order: usize,
    /// Chat touches in the window in time order: index of the conversation, and its share of the order, 0..1.
    pub chats: Vec<(usize, f64)>,
    /// The conversation, if the first touch in the window is a chat.
    pub first_chat: Option<usize>,
}

impl<'a> Journeys<'a> {
    /// Gathers the touches of persons with counted or pending orders.
    pub fn new(facts: &'a Facts) -> Self {
        let mut touches: FxHashMap<Person, Vec<Touch>> = FxHashMap::default();
        for order in facts.orders.iter().filter(|order| order.is_counted() || order.is_pending()) {
            touches.entry(order.person).or_default();
        }
        let chats = &facts.conversations;
        let rows = chats.persons().iter().zip(chats.starts()).zip(chats.kinds()).enumerate();
        for (index, ((person, start), _)) in rows.filter(|(_, (_, kind))| kind.is_handled()) {
            if let Some(journey) = touches.get_mut(person) {
                journey.push(Touch { at: *start, kind: TouchKind::Chat, index });
            }
        }
        for (index, touch) in facts.touches.iter().enumerate() {
            if let Some(journey) = touches.get_mut(&touch.person) {
                let kind = if touch.is_page_view { TouchKind::PageView } else { TouchKind::Row };
                journey.push(Touch { at: touch.at, kind, index });
            }
        }
        // A conversation that an order names is a touch even where a hub kept their persons apart.
        for order in &facts.orders {
            let Some(index) = order.conversation else { continue };
            let Some(conversation) = facts.conversations.get(index).filter(|conversation| conversation.is_handled()) else {
                continue;
            };
            if conversation.person != order.person
                && let Some(journey) = touches.get_mut(&order.person)
            {
                journey.push(Touch { at: conversation.start, kind: TouchKind::Chat, index });
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each journey is sorted by itself")]
        for journey in touches.values_mut() {
            journey.sort_unstable();
            journey.dedup();
        }
        Self { facts, touches }
    }

    /// Credits the chats before every order of a kind, in canonical order. Touches count from `window_days` before the
    /// order up to it, both ends included. Orders without a chat touch are left out.
    pub fn credit(&self, model: AttributionModel, window_days: u32, of: impl Fn(&Order) -> bool) -> Vec<Credited> {
        let window = micros(f64::from(window_days), DAY);
        let half_life = self.facts.rules.attribution.half_life_days;
        let orders = self.facts.orders.iter().enumerate().filter(|(_, order)| of(order));
        orders
            .filter_map(|(at, order)| {
                let journey = self.touches.get(&order.person)?;
                let from = journey.partition_point(|touch| touch.at < order.at.saturating_sub(window));
                let until = journey.partition_point(|touch| touch.at <= order.at);
                let inside = journey.get(from..until)?;
                if !inside.iter().any(|touch| touch.kind == TouchKind::Chat) {
                    return None;
                }
                let ages: Vec<f64> = inside.iter().map(|touch| (order.at - touch.at) as f64 / DAY).collect();
                let shares = credits(model, &ages, half_life);
                let chats = inside.iter().zip(shares).filter(|(touch, _)| touch.kind == TouchKind::Chat);
                let first_chat = inside.first().filter(|touch| touch.kind == TouchKind::Chat).map(|touch| touch.index);
                Some(Credited { order: at, chats: chats.map(|(touch, share)| (touch.index, share)).collect(), first_chat })
            })
            .collect()
    }
}
