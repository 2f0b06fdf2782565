//! The books as files in Botworth's own format (METRICS section 1), with the flaws that real exports have.

use super::calendar::{DAYS, FIRST_DAY, Instant, WEEKDAYS, date, season, stamp};
use super::random::{Draws, whole};
use super::rows::{Books, Conversation, Ending, Lead, Order, Person, Ticket, Touch};
use super::shop::PAGES;
use super::table::Table;

const CONVERSATION_COLUMNS: [&str; 33] = [
    "conversation_id",
    "started_at",
    "ended_at",
    "user_id",
    "anonymous_id",
    "email",
    "phone",
    "channel",
    "flow",
    "intent",
    "language",
    "source",
    "medium",
    "campaign",
    "page",
    "engaged",
    "bot_involved",
    "test",
    "user_turns",
    "bot_turns",
    "duration_s",
    "first_useful_s",
    "fallbacks",
    "missing_answer",
    "gap_kind",
    "goal_completed",
    "resolution",
    "handoff",
    "handoff_reason",
    "csat",
    "csat_max",
    "survey_offered",
    "question",
];

/// All files but events and rules.
pub fn tables(draws: &mut Draws, books: &Books, is_event: impl Fn(&Conversation) -> bool) -> Vec<(String, Vec<u8>)> {
    let listed = books.conversations.iter().filter(|conversation| !is_event(conversation));
    [
        ("conversations.csv", conversations(draws, listed)),
        ("leads.csv", leads(draws, &books.leads)),
        ("revenue.csv", revenue(draws, &books.orders)),
        ("touches.csv", touches(&books.touches)),
        ("exposure.csv", exposure(draws)),
        ("tickets.csv", tickets(draws, &books.tickets)),
    ]
    .map(|(name, table)| (name.to_owned(), table.into_csv()))
    .into()
}

fn conversations<'a>(draws: &mut Draws, listed: impl Iterator<Item = &'a Conversation>) -> Table {
    let mut table = Table::new(&CONVERSATION_COLUMNS);
    listed.for_each(|conversation| table.push(conversation_cells(draws, conversation)));
    // A platform that wrote a few rows twice, and a few starts in no readable way.
    table.repeat_every(draws, 480);
    let unreadable = ["2026-02-30T10:15:00+01:00", "31.06.2026 10:12", "yesterday", "2026-05-14T25:61:00+02:00", "n/a"];
    for (number, start) in unreadable.into_iter().enumerate() {
        table.spoil(draws, &format!("S-9{number:05}"), "started_at", start);
    }
    table.blot(draws, "user_turns", "six");
    table.blot(draws, "csat", "ok");
    table
}

fn leads(draws: &mut Draws, leads: &[Lead]) -> Table {
    let mut table = Table::new(&[
        "lead_id",
        "created_at",
        "conversation_id",
        "anonymous_id",
        "email",
        "phone",
        "origin",
        "source",
        "campaign",
        "mql_at",
        "sql_at",
        "disqualified_at",
        "meeting_booked_at",
        "meeting_held_at",
        "meeting_qualified",
    ]);
    for lead in leads {
        table.push(lead_cells(lead));
    }
    table.repeat_every(draws, 300);
    table.spoil(draws, "lead-9001", "created_at", "last Tuesday");
    table
}

fn revenue(draws: &mut Draws, orders: &[Order]) -> Table {
    let mut table = Table::new(&[
        "order_id",
        "at",
        "amount",
        "gross_profit",
        "currency",
        "status",
        "user_id",
        "anonymous_id",
        "email",
        "conversation_id",
    ]);
    for order in orders {
        table.push(order_cells(order));
    }
    table.repeat_every(draws, 400);
    table.spoil(draws, "order-9001", "amount", "on request");
    table.spoil(draws, "order-9002", "at", "00.00.2026");
    table
}

fn touches(touches: &[Touch]) -> Table {
    let mut table = Table::new(&["at", "user_id", "anonymous_id", "email", "source", "medium", "campaign"]);
    for touch in touches {
        table.push(touch_cells(touch));
    }
    table
}

fn tickets(draws: &mut Draws, tickets: &[Ticket]) -> Table {
    let mut table = Table::new(&[
        "ticket_id",
        "created_at",
        "first_reply_at",
        "solved_at",
        "user_id",
        "anonymous_id",
        "email",
        "conversation_id",
        "intent",
        "csat",
        "csat_max",
        "agent",
    ]);
    for ticket in tickets {
        table.push(ticket_cells(ticket));
    }
    table.repeat_every(draws, 900);
    table.spoil(draws, "T-90001", "created_at", "2026-13-01T08:00:00+01:00");
    table
}

/// Visitors of each day and page: the season and the weekday, a little shaken.
fn exposure(draws: &mut Draws) -> Table {
    let mut table = Table::new(&["date", "channel", "page", "flow", "impressions", "eligible_visitors"]);
    let week: f64 = WEEKDAYS.iter().sum();
    for (day, weekday) in (FIRST_DAY..FIRST_DAY + DAYS).zip(WEEKDAYS.iter().cycle()) {
        let nth_week = usize::try_from((day - FIRST_DAY) / 7).unwrap_or_default();
        for page in &PAGES {
            let shaken = 0.95 + 0.1 * draws.unit();
            let visitors = whole(page.visitors * season(nth_week) * weekday / week * shaken + 0.5);
            let impressions = whole(f64::from(visitors) * (1.5 + 0.3 * draws.unit()));
            table.push(vec![
                date(day),
                "web".to_owned(),
                page.path.to_owned(),
                page.flow.to_owned(),
                impressions.to_string(),
                visitors.to_string(),
            ]);
        }
    }
    table
}

fn conversation_cells(draws: &mut Draws, conversation: &Conversation) -> Vec<String> {
    let ending = conversation.ending;
    let engaged = ending != Ending::Unengaged;
    let handled = ending.is_handled();
    let messenger = conversation.page.is_empty();
    // A cell that the platform lost now and then.
    let mut often = |cell: String, lost: f64| if draws.unit() < lost { String::new() } else { cell };
    let source = match conversation.traffic.source {
        "google" => if_lost(often("google".to_owned(), 0.07), "Google"),
        source => source.to_owned(),
    };
    let resolution = match ending {
        Ending::Confirmed => "confirmed",
        Ending::Assumed => "assumed",
        _ => "none",
    };
    let handoff = if conversation.handoff.is_empty() { "none" } else { conversation.handoff };
    let seconds = conversation.end - conversation.start;
    let first_useful = conversation.first_useful.map_or("never".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10));
    let person = &conversation.person;
    vec![
        conversation.id.clone(),
        stamp(conversation.start),
        // The messengers' export has a length instead of an end.
        if messenger { String::new() } else { stamp(conversation.end) },
        person.user_id.clone(),
        person.anonymous_id.clone(),
        person.email.clone(),
        person.phone.clone(),
        conversation.channel.to_owned(),
        conversation.flow.to_owned(),
        often(conversation.intent.to_owned(), 0.005),
        conversation.language.to_owned(),
        source,
        conversation.traffic.medium.to_owned(),
        conversation.traffic.campaign.to_owned(),
        conversation.page.to_owned(),
        engaged.to_string(),
        (ending != Ending::HumanOnly).to_string(),
        if conversation.test { "true".to_owned() } else { String::new() },
        often(conversation.user_turns.to_string(), 0.006),
        conversation.bot_turns.to_string(),
        if messenger && engaged { seconds.to_string() } else { String::new() },
        if handled { often(first_useful, 0.01) } else { String::new() },
        often(conversation.fallbacks.to_string(), 0.004),
        (!conversation.gap_kind.is_empty()).to_string(),
        conversation.gap_kind.to_owned(),
        conversation.goal_completed.to_string(),
        often(resolution.to_owned(), 0.006),
        often(handoff.to_owned(), 0.004),
        conversation.handoff_reason.to_owned(),
        conversation.csat.map(|stars| stars.to_string()).unwrap_or_default(),
        conversation.csat.map(|_| "5".to_owned()).unwrap_or_default(),
        if handled { conversation.survey_offered.to_string() } else { "false".to_owned() },
        conversation.question.clone(),
    ]
}

fn if_lost(cell: String, instead: &str) -> String {
    if cell.is_empty() { instead.to_owned() } else { cell }
}

fn lead_cells(lead: &Lead) -> Vec<String> {
    let Person { anonymous_id, email, phone, .. } = &lead.person;
    vec![
        lead.id.clone(),
        stamp(lead.created),
        lead.conversation_id.clone(),
        anonymous_id.clone(),
        email.clone(),
        phone.clone(),
        lead.origin.to_owned(),
        lead.traffic.source.to_owned(),
        lead.traffic.campaign.to_owned(),
        stamp_if(lead.mql),
        stamp_if(lead.sql),
        stamp_if(lead.disqualified),
        stamp_if(lead.booked),
        stamp_if(lead.held),
        lead.meeting_qualified.map(|qualified| qualified.to_string()).unwrap_or_default(),
    ]
}

fn order_cells(order: &Order) -> Vec<String> {
    vec![
        order.id.clone(),
        stamp(order.at),
        money(order.amount),
        order.gross_profit.map(money).unwrap_or_default(),
        order.currency.to_owned(),
        order.status.to_owned(),
        order.person.user_id.clone(),
        order.person.anonymous_id.clone(),
        order.person.email.clone(),
        order.conversation_id.clone(),
    ]
}

fn touch_cells(touch: &Touch) -> Vec<String> {
    let Person { user_id, anonymous_id, email, .. } = touch.person.clone();
    let traffic = touch.traffic;
    vec![
        stamp(touch.at),
        user_id,
        anonymous_id,
        email,
        traffic.source.to_owned(),
        traffic.medium.to_owned(),
        traffic.campaign.to_owned(),
    ]
}

fn ticket_cells(ticket: &Ticket) -> Vec<String> {
    vec![
        ticket.id.clone(),
        stamp(ticket.created),
        stamp_if(ticket.first_reply),
        stamp_if(ticket.solved),
        ticket.person.user_id.clone(),
        ticket.person.anonymous_id.clone(),
        ticket.person.email.clone(),
        ticket.conversation_id.clone(),
        ticket.intent.to_owned(),
        ticket.csat.map(|stars| stars.to_string()).unwrap_or_default(),
        ticket.csat.map(|_| "5".to_owned()).unwrap_or_default(),
        ticket.agent.to_string(),
    ]
}

fn stamp_if(at: Option<Instant>) -> String {
    at.map(stamp).unwrap_or_default()
}

fn money(cents: u32) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
