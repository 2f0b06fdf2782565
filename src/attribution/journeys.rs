//! The touches before each order, and the credit of the chat touches among them.

use rustc_hash::FxHashMap;

use super::credits;
use crate::facts::{Conversation, DAY, Facts, Order, Person, micros};
use crate::rules::AttributionModel;

/// The touches of every person with an order, in time order; at the same instant conversations, then touches, then
/// page views, each in input order.
#[derive(Debug)]
pub struct Journeys {
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

/// The credits of one order under one model and window, as [`Credited`] keeps them.
#[derive(Clone, Copy, Debug)]
pub struct Credit<'a> {
    /// Index of the order.
    pub order: usize,
    /// Chat touches with their shares.
    pub chats: &'a [(usize, f64)],
    /// The conversation, if the first touch in the window is a chat.
    pub first_chat: Option<usize>,
}

impl Journeys {
    /// Gathers the touches of persons with counted or pending orders.
    pub fn new(facts: &Facts) -> Self {
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
            let Some(conversation) = facts.conversations.get(index).filter(Conversation::is_handled) else {
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
        Self { touches }
    }

    /// Credits the chats before every order of a kind, in canonical order. Touches count from `window_days` before the
    /// order up to it, both ends included. Orders without a chat touch are left out.
    pub fn credit(&self, facts: &Facts, model: AttributionModel, window_days: u32, of: impl Fn(&Order) -> bool) -> Vec<Credited> {
        let mut all = Vec::new();
        self.credit_each(facts, &[model], &[window_days], of, |_, credit| {
            all.push(Credited { order: credit.order, chats: credit.chats.to_vec(), first_chat: credit.first_chat });
        });
        all
    }

    /// Shows the credits of every order of a kind under several models and windows, each with its place: model by model,
    /// and within each window by window.
    pub fn credit_each(
        &self,
        facts: &Facts,
        models: &[AttributionModel],
        windows: &[u32],
        of: impl Fn(&Order) -> bool,
        mut show: impl FnMut(usize, Credit<'_>),
    ) {
        let half_life = facts.rules.attribution.half_life_days;
        let (mut ages, mut shares, mut chats) = (Vec::new(), Vec::new(), Vec::new());
        for (at, order) in facts.orders.iter().enumerate().filter(|(_, order)| of(order)) {
            let Some(journey) = self.touches.get(&order.person) else { continue };
            let until = journey.partition_point(|touch| touch.at <= order.at);
            for (window_at, window_days) in windows.iter().enumerate() {
                let window = micros(f64::from(*window_days), DAY);
                let from = journey.partition_point(|touch| touch.at < order.at.saturating_sub(window));
                let inside = journey.get(from..until).unwrap_or_default();
                if !inside.iter().any(|touch| touch.kind == TouchKind::Chat) {
                    continue;
                }
                ages.clear();
                ages.extend(inside.iter().map(|touch| (order.at - touch.at) as f64 / DAY));
                let first_chat = inside.first().filter(|touch| touch.kind == TouchKind::Chat).map(|touch| touch.index);
                for (model_at, model) in models.iter().enumerate() {
                    credits(*model, &ages, half_life, &mut shares);
                    chats.clear();
                    let of_chats = inside.iter().zip(&shares).filter(|(touch, _)| touch.kind == TouchKind::Chat);
                    chats.extend(of_chats.map(|(touch, share)| (touch.index, *share)));
                    show(model_at * windows.len() + window_at, Credit { order: at, chats: &chats, first_chat });
                }
            }
        }
    }
}
