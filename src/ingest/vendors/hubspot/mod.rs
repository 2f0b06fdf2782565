//! `HubSpot`: the CSV of contacts, deals and tickets as people export it, the objects of the API, form submissions,
//! engagements, and the tables of a warehouse (FORMATS 4).
//!
//! CSV headers are labels and its times are on the account's clock; property names are the API's, whose times are UTC. A
//! contact is a lead, and a meeting a stage of its contact. An open deal is pending whatever its amount. A lead's stages are the dates on which it became one: the
//! stage itself may have moved back.

mod records;
mod tables;

use crate::ingest::Reason;
use crate::ingest::mapping::{Draft, Kind, Read, Signature, Vendor, key_of};
use crate::model::TableName;

/// `HubSpot`.
pub static HUBSPOT: Vendor = Vendor {
    id: "hubspot",
    kinds: &[
        Kind {
            label: "HubSpot contacts",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["Email", "First Name", "Lifecycle Stage", "lifecyclestage"]],
                any: &[
                    &["Record ID", "Contact ID", "hs_object_id"],
                    &["Lifecycle Stage", "lifecyclestage"],
                    &["Lead Status", "hs_lead_status"],
                    &["Contact owner", "hubspot_owner_id"],
                    &["Became a Lead Date", "hs_lifecyclestage_lead_date"],
                    &["Became a Marketing Qualified Lead Date", "hs_lifecyclestage_marketingqualifiedlead_date"],
                    &["Became a Sales Qualified Lead Date", "hs_lifecyclestage_salesqualifiedlead_date"],
                    &["Original Source", "Original Traffic Source", "hs_analytics_source"],
                    &["Original Source Drill-Down 1", "Original Traffic Source Drill-Down 1", "hs_analytics_source_data_1"],
                    &["First Page Seen", "hs_analytics_first_url"],
                    &["Last Meeting Booked", "engagements_last_meeting_booked"],
                    &["Number of Form Submissions", "num_conversion_events"],
                    &["Recent Conversion"],
                    &["HubSpot Score", "hubspotscore"],
                ],
                least: 2,
                none: &[
                    "Deal Name",
                    "Deal Stage",
                    "dealname",
                    "Ticket name",
                    "Conversation ID",
                    "Company Domain Name",
                    "Company owner",
                ],
            },
            read: Read::Columns(&tables::CONTACTS),
        },
        Kind {
            label: "HubSpot deals",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["Deal Name", "dealname"], &["Deal Stage", "dealstage"]],
                any: &[
                    &["Record ID", "Deal ID", "hs_object_id"],
                    &["Deal owner", "hubspot_owner_id"],
                    &["Pipeline"],
                    &["Close Date", "closedate"],
                    &["Is Closed Won", "hs_is_closed_won"],
                    &["Associated Contact IDs"],
                ],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::DEALS),
        },
        Kind {
            label: "HubSpot tickets",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["Ticket name", "hs_ticket_id"], &["Ticket status", "hs_pipeline_stage", "Ticket owner", "Pipeline"]],
                any: &[&["Record ID", "Ticket ID"], &["Create date", "createdate"], &["Source", "source_type"], &["Close date"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::TICKETS),
        },
        Kind {
            label: "HubSpot contacts of a warehouse",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["_fivetran_synced"], &["property_createdate"], &["property_email", "property_firstname"]],
                any: &[&["property_lifecyclestage"], &["property_lastname"], &["property_hs_merged_object_ids"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_CONTACTS),
        },
        Kind {
            label: "HubSpot deals of a warehouse",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["deal_id"], &["property_amount"], &["property_createdate", "property_closedate"]],
                any: &[&["deal_pipeline_stage_id"], &["deal_pipeline_id"], &["property_dealname"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_DEALS),
        },
        Kind {
            label: "HubSpot tickets of a warehouse",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["property_hs_pipeline_stage"], &["property_createdate"]],
                any: &[&["property_closed_date"], &["property_hs_ticket_priority"], &["property_hs_ticket_category"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_TICKETS),
        },
        Kind {
            label: "HubSpot form submissions of a warehouse",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["conversion_id"], &["form_id"], &["contact_id"]],
                any: &[&["page_url"], &["portal_id"]],
                least: 1,
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_SUBMISSIONS),
        },
        Kind {
            label: "HubSpot contacts of deals",
            table: TableName::Revenue,
            signature: Signature {
                all: &[&["contact_id"], &["deal_id"]],
                none: &["amount", "engagement_id"],
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_DEAL_CONTACTS),
        },
        Kind {
            label: "HubSpot contacts of tickets",
            table: TableName::Tickets,
            signature: Signature {
                all: &[&["contact_id"], &["ticket_id"], &["type_id", "category"]],
                none: &["subject", "engagement_id"],
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_TICKET_CONTACTS),
        },
        Kind {
            label: "HubSpot changes of contacts",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["contact_id"], &["name"], &["value"], &["timestamp"], &["source", "source_id"]],
                ..Signature::EMPTY
            },
            read: Read::Columns(&tables::WAREHOUSE_CHANGES),
        },
        Kind::unneeded("HubSpot meetings without their contacts", &[&["engagement_id"], &["start_time"], &["meeting_outcome"]]),
        Kind::unneeded(
            "HubSpot meetings without their contacts",
            &[&["engagement_id"], &["property_hs_meeting_outcome", "property_hs_meeting_start_time"]],
        ),
        Kind::unneeded(
            "HubSpot engagements without their contacts",
            &[&["id"], &["type"], &["portal_id"], &["_fivetran_synced"]],
        ),
        Kind::unneeded("HubSpot links of engagements", &[&["engagement_id"], &["type_id", "engagement_type", "category"]]),
        Kind::unneeded(
            "HubSpot links of companies",
            &[&["company_id"], &["deal_id", "ticket_id", "contact_id"], &["type_id", "category"]],
        ),
        Kind::unneeded(
            "HubSpot companies",
            &[&["id"], &["property_name"], &["property_industry", "property_website", "property_domain"]],
        ),
        Kind::unneeded(
            "HubSpot companies",
            &[&["Record ID"], &["Company name", "Company Domain Name"], &["Company owner", "Industry"]],
        ),
        Kind::unneeded("HubSpot stages of deals", &[&["deal_id"], &["date_entered"], &["value", "stage_id"]]),
        Kind::unneeded("HubSpot stages of pipelines", &[&["stage_id"], &["pipeline_id"], &["label"]]),
        Kind::unneeded("HubSpot pipelines", &[&["pipeline_id"], &["label"], &["display_order"]]),
        Kind::unneeded("HubSpot forms", &[&["guid", "id"], &["form_type"], &["portal_id", "submit_text"]]),
        Kind::unneeded("HubSpot options of properties", &[&["property_id"], &["display_order"], &["label"]]),
        Kind::unneeded("HubSpot properties", &[&["hubspot_object"], &["name"], &["type", "field_type"]]),
        Kind::unneeded("HubSpot owners", &[&["owner_id"], &["portal_id"], &["email"]]),
        Kind {
            label: "HubSpot objects of the API",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["properties.hs_object_id", "data.properties.hs_object_id"]],
                any: &[
                    &["properties.createdate", "data.properties.createdate"],
                    &["properties.email", "data.properties.email"],
                    &["properties.firstname", "data.properties.firstname"],
                    &["properties.dealname", "data.properties.dealname"],
                    &["properties.amount", "data.properties.amount"],
                    &["properties.pipeline", "data.properties.pipeline"],
                    &["properties.closedate", "data.properties.closedate"],
                    &["properties.hubspot_owner_id", "data.properties.hubspot_owner_id"],
                    &["properties.hs_analytics_source", "data.properties.hs_analytics_source"],
                    &["properties.hs_ticket_category", "data.properties.hs_ticket_category"],
                    &["properties.source_type", "data.properties.source_type"],
                    &["properties.lifecyclestage", "data.properties.lifecyclestage"],
                    &["properties.dealstage", "data.properties.dealstage"],
                    &["properties.hs_pipeline_stage", "data.properties.hs_pipeline_stage"],
                    &["properties.hs_meeting_outcome", "data.properties.hs_meeting_outcome"],
                    &["createdAt", "data.createdAt"],
                ],
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "HubSpot form submissions",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["submittedAt", "data.submittedAt"], &["values[].name", "data.values[].name"]],
                any: &[&["pageUrl", "data.pageUrl"], &["formId", "data.formId"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
        Kind {
            label: "HubSpot engagements",
            table: TableName::Leads,
            signature: Signature {
                all: &[&["engagement.id", "data.engagement.id"], &["associations.contactIds", "data.associations.contactIds"]],
                any: &[&["engagement.type", "data.engagement.type"], &["metadata", "data.metadata"]],
                ..Signature::EMPTY
            },
            read: Read::Elements(records::read_record),
        },
    ],
};

/// The vendor's own stages of open deals.
const OPEN_STAGES: [&str; 7] = [
    "appointmentscheduled",
    "qualifiedtobuy",
    "presentationscheduled",
    "decisionmakerboughtin",
    "decisionmakerbought-in",
    "contractsent",
    "proposal",
];

/// The state of a deal by its stage, a label or the API's id; labels are renamed by users.
fn state_of_stage(stage: &str) -> Option<&'static str> {
    let key = key_of(stage).replace(' ', "");
    match key.as_str() {
        "closedwon" => Some("won"),
        "closedlost" => Some("lost"),
        // Labels of defaults may go on with the pipeline: "Closed won (Sales Pipeline)".
        key if key.starts_with("closedwon(") => Some("won"),
        key if key.starts_with("closedlost(") => Some("lost"),
        key if OPEN_STAGES.iter().any(|open| key == *open || key.starts_with(&format!("{open}("))) => Some("pending"),
        _ => None,
    }
}

/// A flag of a deal; none if the file does not say.
fn is_true(cell: &str) -> Option<bool> {
    (!cell.is_empty()).then(|| cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("yes"))
}

/// Whether a deal is won, lost or open: by its flags, else by its stage, whose column is named. A stage of the user's own is
/// not won until somebody says so.
fn set_state(deal: &mut Draft, won: Option<bool>, closed: Option<bool>, (name, stage): (&'static str, &str)) {
    let by_stage = state_of_stage(stage);
    let outcome = match (won, closed) {
        (Some(true), _) => Some("won"),
        (Some(false), Some(true)) => Some("lost"),
        (Some(false), None) if by_stage == Some("lost") => by_stage,
        (Some(false), None) | (_, Some(false)) => Some("pending"),
        (None, _) => by_stage,
    };
    if outcome.is_none() && !stage.is_empty() {
        deal.fail("status", name.into(), stage, Reason::UnknownWord);
    }
    deal.set("status", outcome.unwrap_or("pending"));
}

/// What the API calls a source, as the screens call it: one source in two files is one.
fn source_label(source: &str) -> &str {
    match source.trim() {
        "ORGANIC_SEARCH" => "Organic Search",
        "PAID_SEARCH" => "Paid Search",
        "EMAIL_MARKETING" => "Email Marketing",
        "SOCIAL_MEDIA" => "Organic Social",
        "REFERRALS" => "Referrals",
        "OTHER_CAMPAIGNS" => "Other Campaigns",
        "DIRECT_TRAFFIC" => "Direct Traffic",
        "OFFLINE" => "Offline Sources",
        "PAID_SOCIAL" => "Paid Social",
        "AI_REFERRALS" => "AI Referrals",
        other => other,
    }
}

/// Where a lead came from and its campaign: the first drill-down has the campaign of searches, mails and others, the second
/// that of social networks. Contacts that no visit made say by what they were made.
fn set_source(lead: &mut Draft, source: &str, drill_downs: [&str; 2]) {
    let [first, second] = drill_downs;
    lead.set_default("source", source_label(source));
    match source_label(source) {
        "Paid Search" | "Email Marketing" | "Other Campaigns" => lead.set_default("campaign", first),
        "Paid Social" | "Organic Social" => lead.set_default("campaign", second),
        "Offline Sources" => lead.set_default("origin", origin_of(first)),
        _ => {}
    }
}

/// Chat, form or other, by what made a record; empty if it says nothing of that.
fn origin_of(maker: &str) -> &'static str {
    match key_of(maker).as_str() {
        "" => "",
        "conversations" | "conversation" | "chat" | "bot" | "chatflow" => "chat",
        "form" | "forms" => "form",
        _ => "other",
    }
}
