//! Orders of shoppers, around chats and without any, and the marketing touches on the way to them.

use super::calendar::{self, COMPLETE_WEEKS, DAY, EXPORTED, FIRST_DAY, HOUR, Instant, MINUTE};
use super::people::People;
use super::random::{Draws, whole};
use super::rows::{Books, Conversation, Order, Person, Touch};
use super::shop;
use super::support::{choose, shopper_traffic};

/// Amounts in cents.
const AMOUNTS: [f64; 5] = [1_490.0, 4_900.0, 8_400.0, 14_900.0, 42_000.0];

/// Orders that a shopper made before a chat, or makes within days after it, by their shares.
pub fn around(draws: &mut Draws, books: &mut Books, conversation: &Conversation, [before, after]: [f64; 2], key: usize) {
    if draws.chance("order before", key, before) {
        let days = draws.between("days before", 0, [1.0, 2.5, 4.0, 8.0, 20.0]);
        let at = conversation.start - i64::from(whole(days * 86_400.0));
        place(draws, books, at, &conversation.person, "");
    }
    if draws.chance("order after", key, after) {
        let minutes = draws.between("minutes after", 0, [4.0, 25.0, 140.0, 2_000.0, 9_000.0]);
        let at = conversation.end + i64::from(whole(minutes)) * MINUTE;
        let linked = if draws.unit() < 0.5 { conversation.id.as_str() } else { "" };
        place(draws, books, at, &conversation.person, linked);
    }
}

/// Orders of people who never chatted.
pub fn without_chat(draws: &mut Draws, people: &mut People, books: &mut Books) {
    for week in 0..=COMPLETE_WEEKS {
        for at in calendar::starts(draws, "order starts", week, shop::ORDERS_A_WEEK) {
            let person = people.shopper(draws, "web", true);
            place(draws, books, at, &person, "");
        }
    }
}

fn place(draws: &mut Draws, books: &mut Books, at: Instant, person: &Person, conversation_id: &str) {
    if !(calendar::instant(FIRST_DAY, 0)..EXPORTED).contains(&at) {
        return;
    }
    if draws.chance("touched", 0, 0.45) {
        let ahead = i64::from(whole(draws.between("ahead", 0, [0.2, 1.0, 9.0, 40.0, 300.0]) * HOUR as f64));
        let traffic = shopper_traffic(draws);
        let touched = at - ahead;
        if touched >= calendar::instant(FIRST_DAY, 0) - 30 * DAY {
            books.touches.push(Touch { at: touched, person: person.clone(), traffic });
        }
    }
    // The last fraction of a euro as shops like it.
    let amount = whole(draws.between("amount", 0, AMOUNTS) / 100.0) * 100 + 90;
    let currency = choose(draws, "currency", 0, &[("EUR", 0.94), ("CHF", 0.06)]);
    let status =
        choose(draws, "status", 0, &[("paid", 0.74), ("", 0.16), ("refunded", 0.05), ("cancelled", 0.03), ("pending", 0.02)]);
    let (person, conversation_id) = (person.clone(), conversation_id.to_owned());
    books.orders.push(Order { at, amount, currency, status, person, conversation_id, ..Order::default() });
}
