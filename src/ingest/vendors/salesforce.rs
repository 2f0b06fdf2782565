//! Salesforce: leads, opportunities, contacts and activities, as reports export them (labels) and as the API, Data Loader
//! and warehouses do (names, `snake_case` of them) (FORMATS 11).
//!
//! Reports write dates as the user's country does and end in lines of totals. Ids are 15 or 18 letters; the first 15 tell.
//! A lead that was converted is a sales-accepted one, is known by its contact from then on, as its meetings are, and shares
//! its opportunity's person. A status has no date: a lead that is qualified or not was so by its last change.

use crate::ingest::Reason;
use crate::ingest::mapping::{
    Clock, Convert, Draft, Kind, Mapping, Output, Read, Signature, SourceRow, Vendor, Verdict, column, key_of,
};
use crate::model::TableName;

use super::tracked::IDENTIFY;

/// Salesforce.
pub static SALESFORCE: Vendor = Vendor {
    id: "salesforce",
    kinds: &[
        Kind {
            label: "Salesforce opportunities",
            table: TableName::Revenue,
            signature: Signature {
                all: &[
                    &["Opportunity Name", "StageName", "stage_name", "Opportunity ID"],
                    CLOSE_DATE,
                    &["Stage", "StageName", "stage_name"],
                ],
                any: &[
                    &["Probability (%)", "Probability"],
                    &["Account Name", "AccountId", "account_id"],
                    &["Fiscal Period", "Fiscal", "FiscalQuarter", "fiscal_quarter"],
                    &["Amount"],
                    &["Next Step", "NextStep", "next_step"],
                    &["IsWon", "is_won", "Won"],
                    &["Lead Source", "LeadSource"],
                    &["Opportunity Owner", "OwnerId", "owner_id"],
                ],
                least: 1,
                none: &["Deal Name", "Deal Stage", "dealname"],
            },
            read: Read::Columns(&OPPORTUNITIES),
        },
        Kind {
            label: "Salesforce leads",
            table: TableName::Leads,
            signature: Signature {
                all: &[
                    &["Lead Status", "Status"],
                    &[
                        "Lead Owner",
                        "IsConverted",
                        "is_converted",
                        "ConvertedDate",
                        "ConvertedOpportunityId",
                        "converted_opportunity_id",
                        "Converted",
                        "Lead ID",
                        "Lead Source",
                        "LeadSource",
                    ],
                ],
                any: &[
                    &["Lead Source", "LeadSource"],
                    &["Company / Account", "Company"],
                    &["Create Date", "Created Date", "CreatedDate"],
                    &["Converted Date", "ConvertedDate"],
                    &["ConvertedContactId", "converted_contact_id", "Converted Contact ID"],
                    &["Email"],
                    &["Rating"],
                ],
                least: 2,
                none: &["Became a Lead Date", "Lifecycle Stage", "Record ID", "Contact ID", "Contact owner"],
            },
            read: Read::Columns(&LEADS),
        },
        Kind {
            label: "Salesforce activities",
            table: TableName::Leads,
            signature: Signature {
                all: &[
                    &["WhoId", "who_id"],
                    &["Subject"],
                    &[
                        "ActivityDate",
                        "activity_date",
                        "ActivityDateTime",
                        "activity_date_time",
                        "StartDateTime",
                        "start_date_time",
                    ],
                ],
                any: &[
                    &["WhatId", "what_id"],
                    &["EventSubtype", "event_subtype", "TaskSubtype", "task_subtype"],
                    &["DurationInMinutes", "duration_in_minutes"],
                    &["IsReminderSet", "is_reminder_set"],
                    &["Type"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&ACTIVITIES),
        },
        Kind {
            label: "Salesforce contacts",
            table: TableName::Events,
            signature: Signature {
                all: &[&["Contact ID", "Id"], &["Email"], &["Last Name", "LastName", "last_name"], CREATED],
                any: &[
                    &["Contact Owner", "Contact Owner Alias"],
                    &["MailingCity", "mailing_city", "Mailing City"],
                    &["ReportsToId", "reports_to_id"],
                    &["AccountId", "account_id", "Account ID"],
                    &["SystemModstamp", "system_modstamp"],
                    &["Account Name"],
                ],
                least: 2,
                none: &["Lifecycle Stage", "Lead Status", "IsConverted", "is_converted", "Record ID", "Original Source"],
            },
            read: Read::Columns(&CONTACTS),
        },
        Kind {
            label: "Salesforce contacts of opportunities",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["OpportunityId", "opportunity_id"], &["ContactId", "contact_id"], &["IsPrimary", "is_primary", "Role"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&CONTACT_ROLES),
        },
        Kind::unneeded(
            "Salesforce accounts",
            &[
                &["Id"],
                &["BillingCity", "billing_city"],
                &["Industry", "NumberOfEmployees", "number_of_employees", "AnnualRevenue"],
            ],
        ),
        Kind::unneeded(
            "Salesforce lines of opportunities",
            &[
                &["OpportunityId", "opportunity_id"],
                &["Quantity"],
                &["UnitPrice", "unit_price", "PricebookEntryId", "pricebook_entry_id"],
            ],
        ),
        Kind::unneeded(
            "Salesforce orders, whose opportunities are counted",
            &[
                &["OrderNumber", "order_number"],
                &["EffectiveDate", "effective_date", "ActivatedDate", "activated_date"],
                &["AccountId", "account_id"],
            ],
        ),
        Kind::unneeded(
            "Salesforce users",
            &[&["Username", "username"], &["ProfileId", "profile_id"], &["UserRoleId", "user_role_id", "IsActive", "is_active"]],
        ),
        Kind::unneeded(
            "Salesforce history of fields",
            &[&["Field", "field"], &["OldValue", "old_value"], &["NewValue", "new_value"]],
        ),
    ],
};

const CLOSE_DATE: &[&str] = &["Close Date", "CloseDate", "close_date"];
const CREATED: &[&str] = &["Created Date", "CreatedDate", "Create Date", "created_date"];
const CHANGED: &[&str] = &["Last Modified Date", "LastModifiedDate", "last_modified_date", "Last Modified"];

static LEADS: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(
            &["ConvertedContactId", "converted_contact_id", "Converted Contact ID", "Lead ID", "Id"],
            "lead_id",
            Convert::With(id),
        ),
        // A report without ids: the email tells leads apart.
        column(&["Email"], "lead_id", Convert::Text),
        column(CREATED, "created_at", Convert::Time(Clock::Account)),
        column(&["ConvertedContactId", "converted_contact_id", "Converted Contact ID"], "user_id", Convert::With(id)),
        column(
            &["ConvertedOpportunityId", "converted_opportunity_id", "Converted Opportunity ID"],
            "anonymous_id",
            Convert::With(id),
        ),
        column(&["Email"], "email", Convert::Text),
        column(&["Phone", "Mobile", "MobilePhone", "mobile_phone"], "phone", Convert::Text),
        column(CONVERSATION, "conversation_id", Convert::Text),
        column(&["utm_source__c", "utm_source_c", "UTM Source", "Lead Source", "LeadSource"], "source", Convert::Text),
        column(&["utm_campaign__c", "utm_campaign_c", "UTM Campaign", "Campaign Name", "Campaign"], "campaign", Convert::Text),
        column(
            &["MQL Date", "First MQL Date", "MQL_Date__c", "mql_date_c", "first_mql_date_c"],
            "mql_at",
            Convert::Time(Clock::Account),
        ),
        column(
            &["SQL Date", "First SQL Date", "SQL_Date__c", "sql_date_c", "Converted Date", "ConvertedDate"],
            "sql_at",
            Convert::Time(Clock::Account),
        ),
        column(
            &["Meeting Booked Date", "Meeting_Booked_Date__c", "meeting_booked_date_c", "First Meeting Date"],
            "meeting_booked_at",
            Convert::Time(Clock::Account),
        ),
        column(
            &["Meeting Held Date", "Meeting_Held_Date__c", "meeting_held_date_c"],
            "meeting_held_at",
            Convert::Time(Clock::Account),
        ),
        // For the stages that have no date of their own.
        column(CHANGED, "disqualified_at", Convert::Time(Clock::Account)),
    ],
    fixed: &[],
    hook: Some(finish_lead),
};

const CONVERSATION: &[&str] =
    &["Conversation ID", "Conversation_ID__c", "conversation_id_c", "Chat ID", "Chat_ID__c", "chat_id_c"];

fn finish_lead(row: &SourceRow<'_>, lead: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_trailer(row) {
        return Verdict::Trailer;
    }
    if is_yes(row.first(&["IsDeleted", "is_deleted"])) {
        output.leave_out("deleted");
        return Verdict::Skip;
    }
    if !row.has_column("Lead ID") && !row.has_column("Id") && !lead.has("lead_id") {
        let names =
            [row.first(&["First Name", "Full Name", "Name"]), row.get("Last Name"), row.first(&["Company / Account", "Company"])];
        lead.set("lead_id", names.join(" ").trim());
    }
    let changed = lead.get("disqualified_at").to_owned();
    lead.remove("disqualified_at");
    match key_of(row.first(&["Lead Status", "Status"])).replace(['-', '–'], " ").as_str() {
        "mql" | "marketing qualified" | "marketing qualified lead" => lead.set_default("mql_at", &changed),
        "sql"
        | "sal"
        | "qualified"
        | "sales qualified"
        | "sales qualified lead"
        | "sales accepted"
        | "converted"
        | "closed   converted"
        | "closed converted" => lead.set_default("sql_at", &changed),
        "unqualified"
        | "disqualified"
        | "not qualified"
        | "closed   not converted"
        | "closed not converted"
        | "nurture"
        | "junk"
        | "spam" => lead.set("disqualified_at", &changed),
        _ => {}
    }
    if is_yes(row.first(&["Converted", "IsConverted", "is_converted"])) {
        lead.set_default("sql_at", &changed);
    }
    lead.set("origin", origin_of(row.first(&["Lead Source", "LeadSource", "lead_source"])));
    Verdict::Keep
}

/// What a lead source says of the way in. *Web* and *Website* may be a form or a chat: where a chat comes shortly before,
/// the lead is the chat's.
fn origin_of(source: &str) -> &'static str {
    let key = key_of(source);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if key.is_empty() {
        ""
    } else if has(&["chat", "messenger", "intercom", "drift"]) || key.split(' ').any(|word| word == "bot") {
        "chat"
    } else if has(&["form", "contact us", "web to lead", "web-to-lead"]) {
        "form"
    } else if has(&["phone", "partner", "purchased", "referral", "trade show", "event", "word of mouth", "list", "email", "cold"])
    {
        "other"
    } else {
        ""
    }
}

static OPPORTUNITIES: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["Opportunity ID", "Id"], "order_id", Convert::With(id)),
        column(CLOSE_DATE, "at", Convert::Time(Clock::Account)),
        column(&["Amount", "Amount (converted)"], "amount", Convert::Number),
        column(&["Amount Currency", "CurrencyIsoCode", "currency_iso_code", "Currency"], "currency", Convert::Text),
        column(&["Amount (converted) Currency"], "currency", Convert::Text),
        column(&["ContactId", "contact_id", "Contact ID", "Primary Contact ID"], "user_id", Convert::With(id)),
        column(&["Opportunity ID", "Id"], "anonymous_id", Convert::With(id)),
        column(&["Email", "Contact: Email", "Contact Email", "Primary Contact Email"], "email", Convert::Text),
        column(&["Phone", "Contact Phone"], "phone", Convert::Text),
        column(CONVERSATION, "conversation_id", Convert::Text),
        // Kept here until the hook knows the state, and never pushed.
        column(CREATED, "gross_profit", Convert::Time(Clock::Account)),
    ],
    fixed: &[],
    hook: Some(finish_opportunity),
};

fn finish_opportunity(row: &SourceRow<'_>, deal: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_trailer(row) {
        return Verdict::Trailer;
    }
    if is_yes(row.first(&["IsDeleted", "is_deleted"])) {
        output.leave_out("deleted");
        return Verdict::Skip;
    }
    if !deal.has("order_id") {
        let names = [row.first(&["Opportunity Name", "Name"]), row.get("Account Name")];
        deal.set("order_id", names.join(" ").trim());
    }
    let created = deal.get("gross_profit").to_owned();
    deal.remove("gross_profit");
    let status = status_of(row);
    deal.set("status", status);
    // Nobody knows when an open deal will close: until then it is dated by its beginning.
    if status == "pending" {
        deal.set("at", &created);
    }
    Verdict::Keep
}

/// Flags come before words: stages are renamed. A stage that says neither is decided by its probability.
fn status_of(row: &SourceRow<'_>) -> &'static str {
    let (won, closed) = (row.first(&["IsWon", "is_won", "Won"]), row.first(&["IsClosed", "is_closed", "Closed"]));
    if is_yes(won) {
        return "won";
    }
    if is_yes(closed) && !won.is_empty() {
        return "lost";
    }
    let stage = key_of(row.first(&["Stage", "StageName", "stage_name"]));
    let has = |word: &str| stage.split(' ').any(|part| part == word);
    if has("won") {
        "won"
    } else if has("lost") {
        "lost"
    } else if row.get("Probability").trim_end_matches('%').parse() == Ok(100.0) && won.is_empty() {
        "won"
    } else {
        "pending"
    }
}

static CONTACTS: Mapping = Mapping {
    table: TableName::Events,
    columns: &[
        column(&["Contact ID", "Id"], "user_id", Convert::With(id)),
        column(CREATED, "timestamp", Convert::Time(Clock::Account)),
        column(&["Email"], "email", Convert::Text),
        column(&["Phone", "Mobile", "MobilePhone", "mobile_phone"], "phone", Convert::Text),
        column(CONVERSATION, "conversation_id", Convert::Text),
    ],
    fixed: &[("event", IDENTIFY)],
    hook: Some(finish_contact),
};

/// A contact is no lead: it says whose id, email and phone belong together.
fn finish_contact(row: &SourceRow<'_>, _: &mut Draft, _: &mut Output<'_>) -> Verdict {
    if is_trailer(row) { Verdict::Trailer } else { Verdict::Keep }
}

/// A meeting is a stage of the lead or contact that it is with.
static ACTIVITIES: Mapping = Mapping {
    table: TableName::Leads,
    columns: &[
        column(&["WhoId", "who_id", "Lead ID", "Contact ID"], "lead_id", Convert::With(id)),
        column(CREATED, "meeting_booked_at", Convert::Time(Clock::Account)),
    ],
    fixed: &[],
    hook: Some(finish_activity),
};

/// A meeting is booked as it is entered; whether it was held, nobody says. Calls and mails tell nothing of a lead. A
/// calendar entry without a type is a meeting, a task without one is not.
fn finish_activity(row: &SourceRow<'_>, lead: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_trailer(row) {
        return Verdict::Trailer;
    }
    let kind = row.get("Type");
    let is_meeting = match key_of(kind).as_str() {
        "meeting" | "demo" | "web conference" | "video meeting" => true,
        "" => ["DurationInMinutes", "duration_in_minutes"].iter().any(|column| row.has_column(column)),
        _ => false,
    };
    let is_with_somebody = ["00Q", "003"].iter().any(|start| lead.get("lead_id").starts_with(start));
    if is_meeting && is_with_somebody && !is_yes(row.first(&["IsDeleted", "is_deleted"])) {
        return Verdict::Add;
    }
    output.leave_out(if is_meeting {
        "meeting with nobody"
    } else if kind.is_empty() {
        "task"
    } else {
        kind
    });
    Verdict::Skip
}

/// Whose opportunity it is: the main contact, else the first.
static CONTACT_ROLES: Mapping = Mapping {
    table: TableName::Revenue,
    columns: &[
        column(&["OpportunityId", "opportunity_id", "Opportunity ID"], "order_id", Convert::With(id)),
        column(&["ContactId", "contact_id", "Contact ID"], "user_id", Convert::With(id)),
    ],
    fixed: &[],
    hook: Some(finish_contact_role),
};

fn finish_contact_role(row: &SourceRow<'_>, deal: &mut Draft, output: &mut Output<'_>) -> Verdict {
    if is_trailer(row) {
        return Verdict::Trailer;
    }
    if is_yes(row.first(&["IsDeleted", "is_deleted"])) || !deal.has("user_id") {
        output.leave_out("deleted or without a contact");
        return Verdict::Skip;
    }
    Verdict::Add
}

/// An id of 18 letters is one of 15 with a check at its end.
#[allow(clippy::unnecessary_wraps, reason = "the form of a converter")]
fn id(text: &str) -> Result<std::borrow::Cow<'_, str>, Reason> {
    let is_id = text.len() == 18 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Ok(std::borrow::Cow::Borrowed(if is_id { text.get(..15).unwrap_or(text) } else { text }))
}

fn is_yes(text: &str) -> bool {
    ["true", "1", "yes"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Totals of groups and of the whole: `Grand Totals (5700 records)`, whatever stands beside them.
fn is_trailer(row: &SourceRow<'_>) -> bool {
    let starts = ["grand total", "subtotal", "total", "confidential information", "copyright (c)"];
    row.filled() <= 3
        && row.first_cell().is_some_and(|cell| {
            let cell = cell.trim().to_lowercase();
            starts.iter().any(|start| cell.starts_with(start))
        })
}
