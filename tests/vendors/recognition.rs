//! What is told from what: tables that hold nothing to count are known, other people's files are not, and canonical ones
//! are nobody's.

use botworth::ingest::{IngestError, Options, Reason};

use crate::read;

/// Headers of tables that connectors and screens write beside those that count.
const UNNEEDED: &[(&str, &str)] = &[
    (
        "intercom",
        "tag_id,conversation_id,conversation_updated_at,_fivetran_synced,_fivetran_start,_fivetran_end,_fivetran_active",
    ),
    (
        "intercom",
        "user_id,user_external_id,company_id,email,name,ruleset_id,content_id,content_type,content_title,receipt_id,received_at",
    ),
    ("intercom", "id,_fivetran_deleted,_fivetran_synced,job_title,email,name"),
    ("zendesk", "id,_fivetran_deleted,_fivetran_synced,created_at,name,updated_at,url"),
    (
        "zendesk",
        "id,_fivetran_synced,created_at,details,external_id,group_id,name,notes,shared_comments,shared_tickets,updated_at,url",
    ),
    ("zendesk", "id,_fivetran_synced,body,created,facebook_comment,public,ticket_id,tweet,user_id,voice_comment"),
    ("hubspot", "pipeline_id,_fivetran_deleted,_fivetran_synced,active,display_order,label,created_at,updated_at"),
    (
        "hubspot",
        "_fivetran_deleted,_fivetran_synced,active,closed_won,is_closed,display_order,probability,stage_id,label,pipeline_id",
    ),
    ("hubspot", "guid,action,created_at,css_class,follow_up_id,form_type,method,name,portal_id,redirect,submit_text,updated_at"),
    ("hubspot", "company_id,deal_id,type_id,category"),
    ("hubspot", "label,property_id,_fivetran_synced,display_order,hidden,value,hubspot_object,name"),
    ("hubspot", "Record ID,Company name,Company owner,Create Date,Phone Number,City,Country/Region,Industry"),
    ("salesforce", "Id,Name,BillingCity,Industry,NumberOfEmployees,OwnerId,CreatedDate"),
    ("salesforce", "Id,OpportunityId,PricebookEntryId,Quantity,UnitPrice,TotalPrice"),
    ("stripe", "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description"),
    ("shopify", "order_id,id,product_id,variant_id,name,title,vendor,price,quantity,grams,sku"),
    ("chatwoot", "id,name,email,phone_number"),
    ("chatwoot", "Conversation ID,SLA Policy,Assignee,Team,Inbox,Labels,Link to the Conversation,Breached Events"),
    ("ga4", "source,source_category"),
    ("connector", "id,_fivetran_deleted,_fivetran_synced,name"),
];

/// A header with one row of something under it.
fn table(header: &str) -> String {
    format!("{header}\n{}\n", vec!["x"; header.split(',').count()].join(","))
}

#[test]
fn tables_that_hold_nothing_to_count_are_known_and_say_so() {
    for (vendor, header) in UNNEEDED {
        let part =
            read("t.csv", table(header).as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!((part.source.as_str(), part.rows_read, part.rows_rejected), (*vendor, 0, 0), "{header}");
        assert_eq!((part.ledger.total(), part.ledger.count(Reason::NotNeeded)), (1, 1), "{header}");
    }
}

#[test]
fn other_people_s_files_are_unknown_and_the_message_shows_what_they_start_with() {
    let files = [
        "Date,Description,Amount,Balance,Currency",
        "Transaction ID,Type,Amount,Fee,Status,Date",
        "SKU,Title,Price,Stock",
        "id,name,email,phone,created_at",
        "order_id,customer_email,total,currency,created_at,status",
        "id,subject,status,created_at,requester",
        "event,time,user",
        "Name,Stage,Amount,Close Date",
        "date,temperature,rain,wind",
        "Timestamp,Email,How satisfied are you?,Comment",
        "Ticket,Opened,Closed,Owner",
        "Date,Open,High,Low,Close",
        "Lead,Company,Status,Notes",
        "text,category",
    ];
    for header in files {
        let Err(error) = read("t.csv", table(header).as_bytes(), &Options::default()) else { panic!("{header} was taken") };
        assert!(matches!(&error, IngestError::Unknown { seen, .. } if seen == header), "{header}: {error}");
    }
}

#[test]
fn canonical_files_are_no_vendor_s_whatever_columns_they_have() {
    let headers = [
        "conversation_id,started_at,ended_at,user_id,email,channel,intent,page,resolution,handoff,csat,csat_max,cost",
        "event,timestamp,conversation_id,user_id,anonymous_id,text,value,reason,id",
        "lead_id,created_at,conversation_id,email,origin,source,campaign,mql_at,sql_at,meeting_booked_at",
        "order_id,at,amount,email,currency,status,gross_profit",
        "ticket_id,created_at,first_reply_at,solved_at,user_id,email,conversation_id,intent,csat,csat_max,agent",
        "date,channel,page,flow,impressions,eligible_visitors",
        "at,user_id,email,source,medium,campaign",
    ];
    for header in headers {
        let part =
            read("t.csv", table(header).as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!(part.source, "botworth", "{header}");
    }
}

#[test]
fn a_vendor_s_header_is_known_in_any_order_case_and_spelling() {
    let tables = [
        (
            "intercom",
            "Conversation ID,Conversation started at (Europe/London),Fin AI Agent involved,Fin AI Agent resolution state",
        ),
        ("zendesk", "Id,Requester id,Requester email,Status,Created at,Satisfaction Score,Solved at"),
        ("hubspot", "Record ID,Email,Lifecycle Stage,Create Date,Contact owner"),
        ("hubspot", "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount"),
        ("freshdesk", "Ticket ID,Created time,Initial response time,Customer interactions,Resolved time"),
        ("chatwoot", "Rating,Feedback Comment,Link to the conversation,Recorded date"),
        ("tidio", "ID,Email,Email consent,Created at,Browser language"),
        ("salesforce", "Lead Owner,Lead Status,Email,Create Date,Lead Source"),
        ("salesforce", "Opportunity Name,Stage,Amount,Close Date,Probability (%)"),
        ("stripe", "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Seller Message,Customer Email"),
        ("shopify", "Name,Email,Financial Status,Total,Created at,Lineitem name"),
        ("copilot_studio", "SessionID,StartDateTime,InitialUserMessage,TopicName,ChatTranscript,SessionOutcome"),
        ("livechat", "conferenceId,chat start date Europe/London,chat start url,operator 1 nick,rate"),
        ("botpress", "date,botId,channel,metric,subMetric,value"),
        ("chatfuel", "messenger user id,first name,signed up,last seen"),
    ];
    for (vendor, header) in tables {
        let turned: Vec<&str> = header.split(',').rev().collect();
        let spellings = [
            header.to_owned(),
            turned.join(","),
            header.to_uppercase(),
            header.to_lowercase(),
            format!("Extra column,{header},Another"),
        ];
        for spelling in spellings {
            let part = read("t.csv", table(&spelling).as_bytes(), &Options::default());
            let source = part.map_or_else(|error| error.to_string(), |part| part.source);
            assert_eq!(source, vendor, "{spelling}");
        }
    }
}
