//! The support bot's conversations, with the tickets and orders that follow from them.

use super::calendar::{self, COMPLETE_WEEKS, DAY, EXPORTED, HOUR, Instant, MINUTE};
use super::orders;
use super::people::People;
use super::phrases;
use super::random::{Draws, whole};
use super::rows::{Books, Conversation, Ending, Person, Traffic};
use super::shop::{self, CHANNELS, INTENTS, Intent, LANGUAGES, REFUND, SHOPPER_SOURCES, WARRANTY};
use super::story;
use super::tickets;

/// A person who will ask again by chat.
struct Awaited {
    from: Instant,
    until: Instant,
    intent: usize,
    channel: &'static str,
    person: Person,
}

/// Writes the support bot's half year into the books.
pub fn converse(draws: &mut Draws, people: &mut People, books: &mut Books) {
    let mut awaited = Vec::new();
    for week in 0..=COMPLETE_WEEKS {
        for start in calendar::starts(draws, "support starts", week, shop::SUPPORT_A_WEEK) {
            let conversation = converse_once(draws, people, books, &mut awaited, week, start);
            books.conversations.push(conversation);
        }
    }
}

fn converse_once(
    draws: &mut Draws,
    people: &mut People,
    books: &mut Books,
    awaited: &mut Vec<Awaited>,
    week: usize,
    start: Instant,
) -> Conversation {
    let id = format!("S-{}", 100_001 + books.conversations.len());
    let place = draws.pick("intent", 0, &INTENTS.each_ref().map(|intent| intent.weight));
    let Some(intent) = INTENTS.get(place) else { return Conversation::default() };
    let channel = choose(draws, "channel", place, &CHANNELS);
    let language = choose(draws, "language", 0, &LANGUAGES);
    let traffic = shopper_traffic(draws);
    let page = if channel == "web" { intent.page } else { "" };
    let ending = ending(draws, place, intent);
    let mut conversation = Conversation {
        id,
        start,
        end: start,
        channel,
        flow: intent.flow,
        language,
        traffic,
        page,
        ending,
        ..Conversation::default()
    };
    if ending == Ending::Unengaged {
        conversation.person = people.shopper(draws, channel, false);
        return conversation;
    }
    conversation.intent = intent.name;
    // Groups that keep their own rates: intent and ending.
    let key = place * 6 + ending as usize;
    hold(draws, &mut conversation, intent, key);
    ask(draws, &mut conversation, intent, key, week);
    if ending.is_handled() {
        rate(draws, &mut conversation, intent, key, week);
    }

    let outcome = ending.outcome();
    let comes_back = draws.chance("recontact", key, intent.recontact.get(outcome).copied().unwrap_or_default());
    let again =
        awaited.iter().position(|one| one.intent == place && one.channel == channel && (one.from..=one.until).contains(&start));
    awaited.retain(|one| one.until >= start);
    conversation.person = match again.filter(|at| *at < awaited.len()) {
        Some(at) => awaited.swap_remove(at).person,
        None => person(draws, people, start, channel, comes_back),
    };
    people.rests(start, &conversation.person);

    if ending == Ending::HandedOff && draws.chance("chat ticket", 0, 0.6) {
        tickets::of_handoff(draws, books, &conversation);
    }
    if comes_back {
        let wait = i64::from(whole(draws.between("wait", 0, [3.0, 16.0, 36.0, 72.0, 144.0]))) * HOUR;
        // Half of the trapped, and a quarter of the others, try the chat again; the rest writes.
        if draws.chance("asks again by chat", 0, if intent.name == WARRANTY { 0.4 } else { 0.25 }) {
            let until = conversation.end + 7 * DAY - HOUR;
            let person = conversation.person.clone();
            awaited.push(Awaited { from: conversation.end + wait / 2, until, intent: place, channel, person });
        } else {
            tickets::of_return(draws, books, &conversation, conversation.end + wait);
        }
    }
    orders::around(draws, books, &conversation, intent.orders, place);
    conversation
}

fn ending(draws: &mut Draws, place: usize, intent: &Intent) -> Ending {
    let [confirmed, assumed, handed_off] = intent.endings;
    let handled = 1.0 - shop::UNENGAGED - shop::HUMAN_ONLY;
    let left = 1.0 - confirmed - assumed - handed_off;
    match draws.pick(
        "ending",
        place,
        &[shop::UNENGAGED, shop::HUMAN_ONLY, confirmed * handled, assumed * handled, handed_off * handled, left * handled],
    ) {
        0 => Ending::Unengaged,
        1 => Ending::HumanOnly,
        2 => Ending::Confirmed,
        3 => Ending::Assumed,
        4 => Ending::HandedOff,
        _ => Ending::Abandoned,
    }
}

fn person(draws: &mut Draws, people: &mut People, start: Instant, channel: &str, known: bool) -> Person {
    if draws.unit() < 0.2
        && let Some(person) = people.back(draws, start, channel)
    {
        return person;
    }
    let known = known || draws.unit() < 0.62;
    people.shopper(draws, channel, known)
}

/// Turns, times and whether the bot understood.
fn hold(draws: &mut Draws, conversation: &mut Conversation, intent: &Intent, key: usize) {
    let ending = conversation.ending;
    let trapped = intent.name == WARRANTY;
    let turns = match ending {
        _ if trapped => [4.0, 7.0, 9.0, 12.0, 19.0],
        Ending::Confirmed | Ending::Assumed => [2.0, 3.5, 4.6, 6.5, 11.0],
        Ending::HandedOff | Ending::HumanOnly => [2.0, 4.0, 5.6, 7.5, 13.0],
        Ending::Abandoned | Ending::Unengaged => [1.0, 2.2, 3.4, 5.2, 9.0],
    };
    conversation.user_turns = whole(draws.between("turns", key, turns));
    conversation.bot_turns = conversation.user_turns + u32::from(draws.unit() < 0.6) + u32::from(draws.unit() < 0.3);
    let pace = draws.between("pace", key, [14.0, 25.0, 34.0, 48.0, 110.0]);
    let seconds = whole(pace * f64::from(conversation.user_turns)) + 8;
    conversation.end = (conversation.start + i64::from(seconds)).min(EXPORTED - MINUTE);
    if !ending.is_handled() {
        conversation.bot_turns = 0;
        return;
    }
    let never = match ending {
        Ending::Abandoned => 0.17,
        Ending::HandedOff => 0.10,
        _ => 0.0,
    };
    let latency = if conversation.channel == "web" { [0.9, 2.3, 3.4, 5.1, 16.0] } else { [0.4, 0.9, 1.3, 1.9, 4.5] };
    let tenths = whole(draws.between("latency", key, latency) * 10.0);
    conversation.first_useful = (!draws.chance("never", key, never)).then_some(tenths);
    if draws.chance("fallback", key, intent.fallback) {
        let most = if trapped { 4 } else { 2 };
        conversation.fallbacks = u32::try_from(1 + draws.below(most)).unwrap_or(1);
    }
    if ending == Ending::HandedOff {
        conversation.handoff = choose(draws, "handoff", 0, &[("answered", 0.72), ("accepted", 0.22), ("requested", 0.06)]);
        let reasons = [("asked_for_person", 0.46), ("policy", 0.28), ("not_understood", 0.14), ("upset", 0.12)];
        conversation.handoff_reason = choose(draws, "reason", 0, &reasons);
    }
    let reached = if ending.is_resolved() { 0.78 } else { 0.03 };
    conversation.goal_completed = draws.chance("goal", key, reached);
}

/// What was asked, and whether content for it was missing.
fn ask(draws: &mut Draws, conversation: &mut Conversation, intent: &Intent, key: usize, week: usize) {
    let unresolved = !conversation.ending.is_resolved();
    let resolved = intent.endings[0] + intent.endings[1];
    (conversation.question, conversation.gap_kind) = if story::asks_about_the_box(draws, week, intent, conversation.ending) {
        phrases::about_the_box(draws, conversation.language)
    } else if conversation.ending.is_handled() && unresolved && draws.chance("gap", key, intent.gap / (1.0 - resolved)) {
        phrases::unanswered(draws, intent.name, conversation.language)
    } else {
        (phrases::question(draws, intent.name, conversation.language), "")
    };
}

/// The survey.
fn rate(draws: &mut Draws, conversation: &mut Conversation, intent: &Intent, key: usize, week: usize) {
    let (offered, answered) = story::survey(draws, week, key, intent, conversation.ending);
    conversation.survey_offered = offered;
    if answered {
        let likely = intent.positive.get(conversation.ending.outcome()).copied().unwrap_or_default();
        // One deck for all who are pleased alike: few answers a group still add up to its share.
        let mood = match intent.name {
            REFUND => 0,
            WARRANTY => 1,
            _ => 2,
        };
        conversation.csat = Some(stars(draws, "stars", mood, likely));
    }
}

/// One to five stars, four or five as often as `positive` says.
pub fn stars(draws: &mut Draws, name: &'static str, key: usize, positive: f64) -> u32 {
    match (draws.chance(name, key, positive), draws.unit()) {
        (true, place) if place < 0.62 => 5,
        (true, _) => 4,
        (false, place) if place < 0.4 => 3,
        (false, place) if place < 0.7 => 2,
        (false, _) => 1,
    }
}

/// One of some words by their shares.
pub fn choose(draws: &mut Draws, name: &'static str, key: usize, shares: &[(&'static str, f64)]) -> &'static str {
    let weights: Vec<f64> = shares.iter().map(|(_, share)| *share).collect();
    let place = draws.pick(name, key, &weights);
    shares.get(place).map(|(word, _)| *word).unwrap_or_default()
}

/// Where a shopper came from.
pub fn shopper_traffic(draws: &mut Draws) -> Traffic {
    let place = draws.pick("shopper source", 0, &SHOPPER_SOURCES.map(|(_, share)| share));
    SHOPPER_SOURCES.get(place).map(|(traffic, _)| *traffic).unwrap_or_default()
}
