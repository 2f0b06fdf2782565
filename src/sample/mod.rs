//! The seeded sample data set: half a year of an invented shop's support bot and lead bot.
//!
//! What the files hold is drawn from `shop`, what changes over time from `story`. Equal seeds give equal bytes on
//! every target. No file is read, no clock asked, no metric computed here.

mod calendar;
mod events;
mod files;
mod leads;
mod orders;
mod people;
mod phrases;
mod random;
mod rows;
mod shop;
mod story;
mod support;
mod table;
mod tickets;

use crate::model::order::put_in_order_by;
use random::Draws;
use rows::{Books, Conversation};
use shop::LEAD_FLOWS;

/// The rules that belong to the sample: its zone, costs, eligibility and launch.
const RULES: &[u8] = include_bytes!("rules.json");

/// The files of the sample, as names and contents: the seven tables of METRICS section 1 and `rules.json`.
pub fn generate(seed: u64) -> Vec<(String, Vec<u8>)> {
    let mut draws = Draws::new(seed);
    let books = half_year(&mut draws);
    let mut files = files::tables(&mut draws, &books, exports_events);
    let events = books.conversations.iter().filter(|conversation| exports_events(conversation));
    files.insert(1, ("events.ndjson".to_owned(), events::lines(events, &books.leads)));
    files.push(("rules.json".to_owned(), RULES.to_vec()));
    files
}

fn half_year(draws: &mut Draws) -> Books {
    let mut people = people::People::default();
    let mut books = Books::default();
    support::converse(draws, &mut people, &mut books);
    leads::capture(draws, &mut people, &mut books);
    tickets::by_email(draws, &mut people, &mut books);
    orders::without_chat(draws, &mut people, &mut books);
    try_out(draws, &mut books);
    put_in_order_by(&mut books.conversations, |conversation| conversation.start);
    put_in_order_by(&mut books.leads, |lead| lead.created);
    put_in_order_by(&mut books.touches, |touch| touch.at);
    put_in_order_by(&mut books.tickets, |ticket| ticket.created);
    for (number, ticket) in books.tickets.iter_mut().enumerate() {
        ticket.id = format!("T-{}", 30_001 + number);
    }
    put_in_order_by(&mut books.orders, |order| order.at);
    for (number, order) in books.orders.iter_mut().enumerate() {
        order.id = format!("order-{}", 7_001 + number);
    }
    books
}

/// The shop's own people try the bot: a few conversations that no metric may count.
fn try_out(draws: &mut Draws, books: &mut Books) {
    for number in 0..9 {
        let place = draws.below(books.conversations.len());
        let Some(like) = books.conversations.get(place).filter(|one| !exports_events(one)) else { continue };
        let mut test = Conversation { id: format!("S-QA{number}"), test: true, ..like.clone() };
        test.person = rows::Person { email: "qa@example.org".to_owned(), ..rows::Person::default() };
        test.lead_id.clear();
        books.conversations.push(test);
    }
}

/// Whether a conversation is in the event stream instead of the table.
fn exports_events(conversation: &Conversation) -> bool {
    LEAD_FLOWS.iter().any(|flow| flow.exports_events && flow.name == conversation.flow)
}
