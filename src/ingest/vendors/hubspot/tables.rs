//! Tables: the CSV of the screens, whose headers are labels or property names, and the tables of a warehouse.

use super::{is_true, origin_of, set_source, set_state, state_of_stage};
use crate::ingest::Reason;
use crate::ingest::mapping::{Clock, Convert, Draft, Mapping, Output, SourceRow, Verdict, column, query_field};
use crate::model::TableName;

pub(super) static CONTACTS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["Record ID", "Record ID - Contact", "Contact ID", "hs_object_id", "vid", "Email"], "lead_id", Convert::Text),
        column(&["Record ID", "Record ID - Contact", "Contact ID", "hs_object_id", "vid"], "user_id", Convert::Text),
        column(
            &["Create Date", "createdate", "Became a Lead Date", "hs_lifecyclestage_lead_date"],
            "created_at",
            Convert::Time(Clock::Account),
        ),
        column(&["Email"], "email", Convert::Text),
        column(&["Phone Number", "Mobile Phone Number", "phone", "mobilephone"], "phone", Convert::Text),
        column(
            &[
                "Became a Marketing Qualified Lead Date",
                "hs_lifecyclestage_marketingqualifiedlead_date",
                "Date entered \"Marketing Qualified Lead (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_marketingqualifiedlead",
                "hs_date_entered_marketingqualifiedlead",
            ],
            "mql_at",
            Convert::Time(Clock::Account),
        ),
        column(
            &[
                "Became a Sales Qualified Lead Date",
                "hs_lifecyclestage_salesqualifiedlead_date",
                "Date entered \"Sales Qualified Lead (Lifecycle Stage Pipeline)\"",
                "hs_v2_date_entered_salesqualifiedlead",
                "hs_date_entered_salesqualifiedlead",
            ],
            "sql_at",
            Convert::Time(Clock::Account),
        ),
        column(
            &["Last Meeting Booked", "Date of last meeting booked in meetings tool", "engagements_last_meeting_booked"],
            "meeting_booked_at",
            Convert::Time(Clock::Account),
        ),
        column(&["utm_source"], "source", Convert::Text),
        column(&["utm_campaign"], "campaign", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_contact),
};

fn finish_contact(row: &SourceRow<'_>, lead: &mut Draft, _: &mut Output<'_>) -> Verdict {
    let is_chat = ["Created by Conversations", "hs_created_by_conversations"];
    if ["true", "yes"].iter().any(|word| row.first(&is_chat).eq_ignore_ascii_case(word)) {
        lead.set("origin", "chat");
    }
    lead.set_default("origin", origin_of(row.first(&["Record source", "hs_object_source_label"])));
    let first = ["Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1", "hs_analytics_source_data_1"];
    let second = ["Original Source Drill-Down 2", "Original Traffic Source Drill-Down 2", "hs_analytics_source_data_2"];
    let source = row.first(&["Original Source", "Original Traffic Source", "hs_analytics_source"]);
    set_source(lead, source, [row.first(&first), row.first(&second)]);
    Verdict::Keep
}

pub(super) static DEALS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["Record ID", "Deal ID", "hs_object_id"], "order_id", Convert::Text),
        // The day on which a deal was won; of an open one it is a guess, and it does not count.
        column(&["Close Date", "closedate", "Create Date", "createdate"], "at", Convert::Time(Clock::Account)),
        column(&["Amount"], "amount", Convert::Number),
        column(&["Currency", "deal_currency_code"], "currency", Convert::Text),
        column(
            &["Associated Contact IDs", "Associated Contact ID", "Associated Contact IDs (Primary)"],
            "user_id",
            Convert::First(&[';', ',']),
        ),
        column(&["Associated Contact Email", "Contact Email"], "email", Convert::First(&[';', ','])),
    ],
    fixed: &[],
    hook: Some(finish_deal),
};

fn finish_deal(row: &SourceRow<'_>, deal: &mut Draft, _: &mut Output<'_>) -> Verdict {
    // "Ana Lima (ana@example.org); ..." names the person by email.
    let contact = row.first(&["Associated Contact", "Associated Contacts"]).split(';').next().unwrap_or("");
    if let Some((_, email)) = contact.rsplit_once('(')
        && email.contains('@')
    {
        deal.set_default("email", email.trim_end().trim_end_matches(')'));
    }
    let is = |names: &[&str]| is_true(row.first(names));
    let won = is(&["Is Closed Won", "hs_is_closed_won"]);
    let closed = is(&["Is Deal Closed?", "Is Closed", "hs_is_closed"]);
    set_state(deal, won, closed, ("Deal Stage", row.first(&["Deal Stage", "dealstage"])));
    Verdict::Keep
}

pub(super) static TICKETS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[
        column(&["Record ID", "Ticket ID", "hs_ticket_id", "hs_object_id"], "ticket_id", Convert::Text),
        column(&["Create date", "createdate"], "created_at", Convert::Time(Clock::Account)),
        column(&["Close date", "closed_date"], "solved_at", Convert::Time(Clock::Account)),
        column(
            &["First agent email response date", "First agent response date", "first_agent_reply_date"],
            "first_reply_at",
            Convert::Time(Clock::Account),
        ),
        column(&["Associated Contact IDs", "Associated Contact ID"], "user_id", Convert::First(&[';', ','])),
        column(&["Category", "hs_ticket_category"], "intent", Convert::First(&[';'])),
    ],
    fixed: &[],
    hook: None,
};

pub(super) static WAREHOUSE_CONTACTS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["id"], "lead_id", Convert::Text),
        column(&["id"], "user_id", Convert::Text),
        column(&["property_createdate", "property_created_at"], "created_at", Convert::Time(Clock::Utc)),
        column(&["property_email"], "email", Convert::Text),
        column(&["property_phone"], "phone", Convert::Text),
        column(
            &["property_hs_lifecyclestage_marketingqualifiedlead_date", "property_hs_v_2_date_entered_marketingqualifiedlead"],
            "mql_at",
            Convert::Time(Clock::Utc),
        ),
        column(
            &["property_hs_lifecyclestage_salesqualifiedlead_date", "property_hs_v_2_date_entered_salesqualifiedlead"],
            "sql_at",
            Convert::Time(Clock::Utc),
        ),
        column(&["property_engagements_last_meeting_booked"], "meeting_booked_at", Convert::Time(Clock::Utc)),
        column(&["property_hs_analytics_source"], "source", Convert::With(|source| Ok(super::source_label(source).into()))),
    ],
    fixed: &[],
    hook: Some(keep_live),
};

pub(super) static WAREHOUSE_DEALS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["deal_id"], "order_id", Convert::Text),
        column(&["property_closedate", "property_createdate"], "at", Convert::Time(Clock::Utc)),
        column(&["property_amount"], "amount", Convert::Number),
        column(&["property_deal_currency_code"], "currency", Convert::Text),
    ],
    fixed: &[],
    hook: Some(finish_warehouse_deal),
};

/// Stages are ids of the account there, except the vendor's own.
fn finish_warehouse_deal(row: &SourceRow<'_>, deal: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let is_won = row.get("property_hs_is_closed_won").eq_ignore_ascii_case("true");
    let stage = state_of_stage(row.first(&["deal_pipeline_stage_id", "property_dealstage"]));
    deal.set("status", if is_won { "won" } else { stage.unwrap_or("pending") });
    keep_live(row, deal, output)
}

pub(super) static WAREHOUSE_TICKETS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[
        column(&["id"], "ticket_id", Convert::Text),
        column(&["property_createdate"], "created_at", Convert::Time(Clock::Utc)),
        column(&["property_closed_date"], "solved_at", Convert::Time(Clock::Utc)),
        column(&["property_first_agent_reply_date"], "first_reply_at", Convert::Time(Clock::Utc)),
        column(&["property_hs_ticket_category"], "intent", Convert::Text),
    ],
    fixed: &[],
    hook: Some(keep_live),
};

pub(super) static WAREHOUSE_SUBMISSIONS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["conversion_id"], "lead_id", Convert::Text),
        column(&["timestamp"], "created_at", Convert::Time(Clock::Utc)),
        column(&["contact_id"], "user_id", Convert::Text),
    ],
    fixed: &[("origin", "form")],
    hook: Some(finish_submission),
};

fn finish_submission(row: &SourceRow<'_>, lead: &mut Draft, _: &mut Output<'_>) -> Verdict {
    lead.set("source", &query_field(row.get("page_url"), "utm_source"));
    lead.set("campaign", &query_field(row.get("page_url"), "utm_campaign"));
    Verdict::Keep
}

/// Whose deal it is.
pub(super) static WAREHOUSE_DEAL_CONTACTS: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[column(&["deal_id"], "order_id", Convert::Text), column(&["contact_id"], "user_id", Convert::Text)],
    fixed: &[],
    hook: Some(|_, _, _| Verdict::Add),
};

/// Whose ticket it is.
pub(super) static WAREHOUSE_TICKET_CONTACTS: Mapping = Mapping {
    table: TableName::Tickets,
    columns: &[column(&["ticket_id"], "ticket_id", Convert::Text), column(&["contact_id"], "user_id", Convert::Text)],
    fixed: &[],
    hook: Some(|_, _, _| Verdict::Add),
};

/// Every change of every property of a contact: of interest are the days on which it reached a stage.
pub(super) static WAREHOUSE_CHANGES: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[column(&["contact_id"], "lead_id", Convert::Text), column(&["timestamp"], "mql_at", Convert::Time(Clock::Utc))],
    fixed: &[],
    hook: Some(finish_change),
};

fn finish_change(row: &SourceRow<'_>, lead: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let at = lead.get("mql_at").to_owned();
    lead.remove("mql_at");
    let column = match (row.get("name"), row.get("value")) {
        ("lifecyclestage", "marketingqualifiedlead") => "mql_at",
        ("lifecyclestage", "salesqualifiedlead") => "sql_at",
        ("engagements_last_meeting_booked", _) => "meeting_booked_at",
        _ => {
            output.leave_out("other property");
            return Verdict::Skip;
        }
    };
    lead.set(column, &at);
    Verdict::Add
}

/// Connectors keep what was deleted.
fn keep_live(row: &SourceRow<'_>, _: &mut Draft, output: &mut Output<'_>) -> Verdict {
    let name = if row.has_column("is_deleted") { "is_deleted" } else { "_fivetran_deleted" };
    if row.get(name).eq_ignore_ascii_case("true") {
        output.note(name, row.get(name), Reason::NotThisKind);
        return Verdict::Skip;
    }
    Verdict::Keep
}
