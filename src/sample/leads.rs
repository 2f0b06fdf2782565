//! The lead bot on the pages for companies and clubs, the form beside it, and the deals that follow.

use super::calendar::{self, COMPLETE_WEEKS, DAY, EXPORTED, HOUR, Instant, MINUTE};
use super::people::People;
use super::phrases;
use super::random::{Draws, whole};
use super::rows::{Books, Conversation, Ending, Lead, Order, Person, Touch, Traffic};
use super::shop::{self, BOOKED, BUSINESS_SOURCES, LANGUAGES, LEAD_ENDINGS, LEAD_FLOWS, LeadFlow, Source};
use super::support::{choose, shopper_traffic, stars};

/// Steps of the lead bot's script, in order.
pub const STEPS: [&str; 5] = ["need", "team_size", "budget", "contact", "summary"];
/// The goal of both lead flows.
pub const GOAL: &str = "contact_left";

const BOT: usize = 0;
const FORM: usize = 1;

/// Writes the lead bot's half year, and the form's, into the books.
pub fn capture(draws: &mut Draws, people: &mut People, books: &mut Books) {
    let mut conversations = 0;
    for week in 0..=COMPLETE_WEEKS {
        for start in calendar::starts(draws, "lead starts", week, shop::LEAD_A_WEEK) {
            conversations += 1;
            converse(draws, people, books, format!("L-{}", 20_000 + conversations), start);
        }
    }
    for week in 0..=COMPLETE_WEEKS {
        for created in calendar::starts(draws, "form starts", week, shop::FORM_LEADS_A_WEEK) {
            let (place, source) = business_source(draws, FORM);
            let person = people.business(draws);
            // A few come from a trade fair: neither chat nor form.
            let origin = if draws.chance("fair", 0, 0.05) { "other" } else { "form" };
            let lead = Lead { created, person, origin, traffic: source.traffic, ..Lead::default() };
            follow(draws, books, lead, FORM, place, source);
        }
    }
}

fn converse(draws: &mut Draws, people: &mut People, books: &mut Books, id: String, start: Instant) {
    let weights = LEAD_FLOWS.each_ref().map(|flow| flow.weight);
    let key = draws.pick("lead flow", 0, &weights);
    let Some(flow) = LEAD_FLOWS.get(key) else { return };
    let (place, source) = business_source(draws, BOT);
    let language = choose(draws, "lead language", 0, &LANGUAGES);
    let person = people.business(draws);
    let mut conversation = Conversation {
        id,
        start,
        end: start,
        channel: "web",
        flow: flow.name,
        language,
        traffic: source.traffic,
        page: flow.page,
        // The address is known once the person leaves it.
        person: Person { email: String::new(), phone: String::new(), ..person.clone() },
        ..Conversation::default()
    };
    if draws.chance("silent", key, 0.08) {
        books.conversations.push(conversation);
        return;
    }
    let [answered, handed_off, captured] = LEAD_ENDINGS;
    // 0 leaves, 1 is answered, 2 goes to a person, 3 leaves an address.
    let path = draws.pick("lead path", key, &[1.0 - answered - handed_off - captured, answered, handed_off, captured]);
    talk(draws, &mut conversation, flow, key, path);
    if path == 3 {
        let lead = Lead { created: conversation.end, person, origin: "chat", traffic: source.traffic, ..Lead::default() };
        conversation.lead_id = join(draws, &mut conversation, books, lead, place, source);
    }
    books.conversations.push(conversation);
}

/// Links lead and conversation as well as the shop's systems do.
fn join(
    draws: &mut Draws,
    conversation: &mut Conversation,
    books: &mut Books,
    mut lead: Lead,
    place: usize,
    source: &Source,
) -> String {
    let joined = draws.even("joined", 0);
    if joined < 0.985 {
        conversation.person.email.clone_from(&lead.person.email);
        lead.conversation_id.clone_from(&conversation.id);
    } else {
        // The CRM lost the conversation's id and the browser's: a failed join.
        lead.person.anonymous_id.clear();
    }
    let is_joined = !lead.conversation_id.is_empty();
    follow(draws, books, lead, BOT, place, source);
    books.leads.last().filter(|_| is_joined).map(|lead| lead.id.clone()).unwrap_or_default()
}

fn talk(draws: &mut Draws, conversation: &mut Conversation, flow: &LeadFlow, key: usize, path: usize) {
    let group = key * 4 + path;
    conversation.intent = flow.intent;
    conversation.ending = match path {
        1 | 3 if draws.chance("lead confirmed", group, 0.4) => Ending::Confirmed,
        1 | 3 => Ending::Assumed,
        2 => Ending::HandedOff,
        _ => Ending::Abandoned,
    };
    let turns = if path == 0 { [1.0, 2.4, 4.0, 6.0, 9.0] } else { [5.0, 7.0, 8.6, 10.5, 15.0] };
    conversation.user_turns = whole(draws.between("lead turns", group, turns));
    conversation.bot_turns = conversation.user_turns + 1;
    let pace = draws.between("lead pace", group, [12.0, 20.0, 28.0, 40.0, 80.0]);
    conversation.end =
        (conversation.start + 10 + i64::from(whole(pace * f64::from(conversation.user_turns)))).min(EXPORTED - MINUTE);
    // Whole seconds: its platform's events have no finer ones.
    let seconds = whole(draws.between("lead latency", group, [1.0, 2.0, 3.0, 4.0, 9.0]));
    conversation.first_useful = Some(seconds * 10);
    conversation.fallbacks = u32::from(conversation.user_turns > 2 && draws.chance("lead fallback", group, 0.045));
    conversation.goal_completed = path == 3;
    conversation.steps = match path {
        3 => STEPS.len(),
        1 | 2 => 1 + draws.pick("step", group, &[0.5, 0.3, 0.2]),
        _ => draws.pick("step", group, &[0.34, 0.3, 0.22, 0.14]),
    };
    if path == 2 {
        conversation.handoff = "accepted";
        conversation.handoff_reason = "asked_for_person";
    }
    let gap = path == 0 && conversation.user_turns > 1 && draws.chance("lead gap", key, 0.08);
    (conversation.question, conversation.gap_kind) = if gap {
        phrases::unanswered(draws, flow.intent, conversation.language)
    } else {
        (phrases::question(draws, flow.intent, conversation.language), "")
    };
    let survey = draws.even("lead survey", group);
    conversation.survey_offered = survey < 0.25;
    if survey < 0.14 {
        conversation.csat = Some(stars(draws, "lead stars", group, 0.93));
    }
}

fn business_source(draws: &mut Draws, origin: usize) -> (usize, &'static Source) {
    let place = draws.pick("business source", origin, &BUSINESS_SOURCES.each_ref().map(|source| source.weight));
    let [first, ..] = &BUSINESS_SOURCES;
    (place, BUSINESS_SOURCES.get(place).unwrap_or(first))
}

/// What sales makes of a lead.
fn follow(draws: &mut Draws, books: &mut Books, mut lead: Lead, origin: usize, place: usize, source: &Source) {
    let key = origin * BUSINESS_SOURCES.len() + place;
    let created = lead.created;
    let after = |draws: &mut Draws, name: &'static str, days: [f64; 5]| {
        let at = created + i64::from(whole(draws.between(name, origin, days) * 86_400.0));
        (at < EXPORTED).then_some(at)
    };
    let quality = source.quality.get(origin).copied().unwrap_or_default();
    if draws.chance("quality", key, quality) {
        lead.mql = after(draws, "mql", [0.1, 0.6, 1.4, 2.6, 5.0]);
        if draws.chance("sql", origin, 0.6) {
            lead.sql = after(draws, "sql", [5.1, 5.8, 6.5, 7.5, 10.0]);
        }
        if draws.chance("booked", origin, BOOKED.get(origin).copied().unwrap_or_default()) {
            lead.booked = after(draws, "booking", [1.0, 2.5, 4.0, 6.5, 11.0]);
            lead.meeting_qualified = lead.booked.map(|_| true);
        }
    } else if draws.chance("disqualified", origin, 0.45) {
        lead.disqualified = after(draws, "disqualified at", [0.3, 1.5, 3.0, 6.0, 12.0]);
    } else if draws.chance("idle meeting", origin, 0.06) {
        lead.booked = after(draws, "idle booking", [1.0, 2.5, 4.0, 6.5, 11.0]);
        lead.meeting_qualified = lead.booked.map(|_| false);
    }
    if let Some(booked) = lead.booked
        && draws.chance("held", origin, 0.82)
    {
        let held = booked + i64::from(whole(draws.between("held after", origin, [1.0, 2.0, 3.0, 5.0, 9.0]) * 86_400.0));
        lead.held = (held < EXPORTED).then_some(held);
    }
    touch(draws, books, &lead);
    lead.id = format!("lead-{}", 5_001 + books.leads.len());
    deal(draws, books, &lead, origin);
    books.leads.push(lead);
}

fn touch(draws: &mut Draws, books: &mut Books, lead: &Lead) {
    let mut note = |at: Instant, traffic: Traffic| {
        if at < EXPORTED {
            books.touches.push(Touch { at, person: lead.person.clone(), traffic });
        }
    };
    if draws.chance("lead touch before", 0, 0.5) {
        note(lead.created - HOUR - i64::from(whole(draws.unit() * 9.0 * 86_400.0)), lead.traffic);
    }
    if draws.chance("lead touch after", 0, 0.25) {
        let traffic = shopper_traffic(draws);
        note(lead.created + DAY + i64::from(whole(draws.unit() * 9.0 * 86_400.0)), traffic);
    }
}

/// The deal of a meeting that was held.
fn deal(draws: &mut Draws, books: &mut Books, lead: &Lead, origin: usize) {
    let (Some(held), Some(true)) = (lead.held, lead.meeting_qualified) else { return };
    let status = match draws.pick("deal", origin, &[0.5, 0.34, 0.16]) {
        0 => "won",
        1 => "lost",
        _ => "pending",
    };
    let at = held + i64::from(whole(draws.between("deal after", origin, [0.5, 2.0, 4.0, 7.0, 12.0]) * 86_400.0));
    if at >= EXPORTED {
        return;
    }
    let amount = whole(draws.between("deal amount", origin, [240.0, 460.0, 640.0, 980.0, 2_400.0])) * 100;
    let margin = draws.between("deal margin", origin, [0.22, 0.27, 0.31, 0.35, 0.42]);
    let gross_profit = Some(whole(f64::from(amount) * margin));
    // The shop's books know half of the conversations, and everyone's email.
    let conversation_id = if draws.unit() < 0.5 { lead.conversation_id.clone() } else { String::new() };
    let person = Person { anonymous_id: String::new(), ..lead.person.clone() };
    let currency = if draws.chance("deal currency", origin, 0.08) { "CHF" } else { "EUR" };
    books.orders.push(Order { at, amount, gross_profit, currency, status, person, conversation_id, ..Order::default() });
}
