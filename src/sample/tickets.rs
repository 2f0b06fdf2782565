//! Tickets of the help desk: from handoffs, from people who come back, and by email.

use super::calendar::{self, COMPLETE_WEEKS, DAY, EXPORTED, Instant, MINUTE};
use super::people::People;
use super::random::{Draws, whole};
use super::rows::{Books, Conversation, Person, Ticket};
use super::shop::{self, INTENTS};
use super::support::stars;

/// Minutes to a person's first answer: in a chat, and by email.
const CHAT_REPLY: [f64; 5] = [1.0, 2.0, 4.0, 9.0, 45.0];
/// See [`CHAT_REPLY`].
const EMAIL_REPLY: [f64; 5] = [9.0, 55.0, 140.0, 320.0, 1_500.0];

/// The ticket that a handoff opened.
pub fn of_handoff(draws: &mut Draws, books: &mut Books, conversation: &Conversation) {
    let created = conversation.end - MINUTE;
    open(draws, books, created.max(conversation.start), &conversation.person, conversation.intent, &conversation.id, CHAT_REPLY);
}

/// The ticket of a person who was not helped for good.
pub fn of_return(draws: &mut Draws, books: &mut Books, conversation: &Conversation, at: Instant) {
    open(draws, books, at.min(conversation.end + 7 * DAY - MINUTE), &conversation.person, conversation.intent, "", EMAIL_REPLY);
}

/// Tickets of people who never chatted.
pub fn by_email(draws: &mut Draws, people: &mut People, books: &mut Books) {
    for week in 0..=COMPLETE_WEEKS {
        for at in calendar::starts(draws, "email starts", week, shop::EMAILS_A_WEEK) {
            let place = draws.pick("email intent", 0, &INTENTS.each_ref().map(|intent| intent.weight));
            let intent = INTENTS.get(place).map(|intent| intent.name).unwrap_or_default();
            let person = people.shopper(draws, "web", true);
            let person = Person { anonymous_id: String::new(), ..person };
            open(draws, books, at, &person, intent, "", EMAIL_REPLY);
        }
    }
}

fn open(
    draws: &mut Draws,
    books: &mut Books,
    created: Instant,
    person: &Person,
    intent: &'static str,
    conversation_id: &str,
    reply_minutes: [f64; 5],
) {
    if created >= EXPORTED {
        return;
    }
    let agent = !conversation_id.is_empty() || draws.unit() > 0.04;
    let wait = i64::from(whole(60.0 * draws.between("reply", usize::from(conversation_id.is_empty()), reply_minutes)));
    let work = i64::from(whole(60.0 * draws.between("work", 0, [3.0, 12.0, 40.0, 900.0, 4_000.0])));
    let seen = |at: Instant| (at < EXPORTED).then_some(at);
    let first_reply = seen(created + wait);
    let solved = first_reply.and_then(|at| seen(at + work));
    let place = INTENTS.iter().position(|one| one.name == intent).unwrap_or_default();
    // People do well where the bot does, and a little better with hard cases.
    let positive = INTENTS.get(place).map_or(0.0, |one| 0.5 * (0.84 + one.positive[1].min(0.87)));
    let answers = solved.is_some() && agent && draws.chance("ticket survey", place, 0.34);
    let csat = answers.then(|| stars(draws, "ticket stars", place, positive));
    let id = String::new();
    let (person, conversation_id) = (person.clone(), conversation_id.to_owned());
    books.tickets.push(Ticket { id, created, first_reply, solved, person, conversation_id, intent, csat, agent });
}
