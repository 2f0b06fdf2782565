//! Tables of tickets: the account's CSV export, and the table of a warehouse.

use super::{minutes_after, set_satisfaction};
use crate::ingest::Reason;
use crate::ingest::mapping::{Clock, Convert, Draft, Mapping, Output, SourceRow, Verdict, column, key_of};
use crate::model::TableName;

pub(super) static TICKETS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[
        column(&["Id", "Ticket ID"], "ticket_id", Convert::Text),
        column(&["Created at"], "created_at", Convert::Time(Clock::Account)),
        column(&["Solved at"], "solved_at", Convert::Time(Clock::Account)),
        column(&["Requester id"], "user_id", Convert::Text),
        column(&["Requester external id"], "anonymous_id", Convert::Text),
        column(&["Requester email"], "email", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_ticket),
};

fn finish_ticket(row: &SourceRow<'_>, ticket: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_deleted(row, output) {
        return Verdict::Skip;
    }
    let minutes = row.get("First reply time in minutes");
    if let Some(at) = minutes_after(ticket.get("created_at"), minutes) {
        ticket.set_time("first_reply_at", at);
    }
    let score = row.get("Satisfaction Score");
    if !set_satisfaction(ticket, score) {
        ticket.fail("csat", "Satisfaction Score".into(), score, Reason::UnknownWord);
    }
    // Replies are those of agents. A ticket that nobody answered says nothing about people's answers.
    match row.get("Replies").parse::<u64>() {
        Ok(replies) => ticket.set_bool("agent", replies > 0 || !minutes.is_empty()),
        Err(_) if !minutes.is_empty() => ticket.set_bool("agent", true),
        Err(_) => {}
    }
    ticket.set("intent", intent_of(row));
    Verdict::Keep
}

/// The first list that the company keeps about reasons and topics, else its first list at all, else the type of ticket,
/// else the first tag.
fn intent_of<'a>(row: &SourceRow<'a>) -> &'a str {
    const ABOUT: [&str; 8] = ["reason", "topic", "category", "intent", "about", "issue", "inquiry", "問い合わせ"];
    let lists = || row.columns_from("").filter(|(name, cell)| name.trim_end().ends_with("[list]") && !cell.is_empty());
    let is_about = |name: &str| ABOUT.iter().any(|word| key_of(name).contains(word));
    let list = lists().find(|(name, _)| is_about(name)).or_else(|| lists().next()).map(|(_, cell)| cell);
    let kind = Some(row.get("Ticket type")).filter(|kind| !kind.is_empty());
    list.or(kind).or_else(|| row.get("Tags").split_whitespace().next()).unwrap_or("")
}

fn is_deleted(row: &SourceRow<'_>, output: &mut Output<'_>) -> bool {
    let is_deleted = row.get("Status").eq_ignore_ascii_case("deleted");
    if is_deleted {
        output.note("Status", row.get("Status"), Reason::NotThisKind);
    }
    is_deleted
}

/// A connector's copy of the API's tickets: UTC.
pub(super) static WAREHOUSE_TICKETS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[
        column(&["id"], "ticket_id", Convert::Text),
        column(&["created_at"], "created_at", Convert::Time(Clock::Utc)),
        column(&["requester_id"], "user_id", Convert::Text),
        column(&["type"], "intent", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_warehouse_ticket),
};

fn finish_warehouse_ticket(row: &SourceRow<'_>, ticket: &mut Draft, output: &mut Output<'_>) -> Verdict {
    // Who wrote an email; a ticket that an agent opens has the company's own address there.
    let address = row.get("via_source_from_address");
    if row.get("via_channel") == "email" && address.contains('@') {
        ticket.set("email", address);
    }
    if is_deleted(row, output) { Verdict::Skip } else { Verdict::Keep }
}

/// Tags say what a ticket is about where nothing else does.
pub(super) static WAREHOUSE_TAGS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[column(&["ticket_id"], "ticket_id", Convert::Text), column(&["tag"], "intent", Convert::Text)],
    fixed: &[],
    hook: Some(|_, _, _| Verdict::Add),
};

/// Every change of every field: of interest are the day on which a ticket was solved, and its rating.
pub(super) static WAREHOUSE_CHANGES: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[column(&["ticket_id"], "ticket_id", Convert::Text), column(&["updated"], "solved_at", Convert::Time(Clock::Utc))],
    fixed: &[],
    hook: Some(finish_change),
};

fn finish_change(row: &SourceRow<'_>, ticket: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let (field, value) = (row.get("field_name"), row.get("value"));
    match field {
        "status" if matches!(value, "solved" | "closed") => return Verdict::Add,
        "satisfaction_score" if set_satisfaction(ticket, value) && ticket.has("csat") => {
            ticket.remove("solved_at");
            return Verdict::Add;
        }
        _ => {}
    }
    output.leave_out(field);
    Verdict::Skip
}
