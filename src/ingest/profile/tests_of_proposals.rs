//! Exports that nobody describes (FORMATS 25): what is proposed for each, used as it is, gives these rows.

use std::io::Cursor;

use super::{Because, MappingProfile, suggest};
use crate::export::to_csv;
use crate::ingest::{Options, open_file};

/// The rows that a file gives under the mapping that is proposed for it, saved and read again as a person would.
fn proposed(name: &str, file: &str) -> (String, String) {
    let found = suggest(name, Cursor::new(file.to_owned())).unwrap();
    assert!(found.recognised.is_none(), "{name} is no fact");
    assert!(found.columns.iter().any(|column| column.because == Because::Vendor), "{name}: nothing is proposed");
    assert!(found.missing.is_empty() && !found.asks_date_order, "{name} asks {:?}", found.missing);
    let (profile, unknown) = MappingProfile::from_json(&found.profile.to_json()).unwrap();
    assert!(unknown.is_empty());
    let (label, table) = (profile.name.clone(), profile.table);
    let options = Options { profiles: vec![profile], ..Options::default() };
    let part = open_file(name, file.len() as u64, Cursor::new(file), &options, &mut |_, _| {}).unwrap();
    assert_eq!(part.ledger.entries().len(), 0, "{:?}", part.ledger.entries());
    (label, to_csv(&part.tables, table))
}

#[test]
fn tidio_conversations() {
    let file = "Conversation ID,Started at,Operator,Rating,Solved by Lyro,Transferred to human\n\
                7,2026-03-02 09:00:00,Kim,5,yes,no\n8,2026-03-02 10:00:00,,,No,Yes\n";
    let rows = "conversation_id,started_at,resolution,handoff,csat\n\
                tidio:7,2026-03-02T09:00:00,assumed,none,5\ntidio:8,2026-03-02T10:00:00,none,accepted,\n";
    assert_eq!(proposed("tidio.csv", file), ("Tidio conversations".to_owned(), rows.to_owned()));
}

#[test]
fn drift_conversations() {
    let file = "Conversation ID,Created at,Contact Email,Playbook,Meeting booked,CQL score\n\
                11,2026-03-02 09:00,ana@example.org,Demo,true,3\n12,2026-03-02 10:00,,Demo,false,\n";
    let rows = "conversation_id,started_at,email,flow,goal_completed\n\
                drift:11,2026-03-02T09:00:00,ana@example.org,Demo,true\ndrift:12,2026-03-02T10:00:00,,Demo,false\n";
    assert_eq!(proposed("drift.csv", file), ("Drift conversations".to_owned(), rows.to_owned()));
}

#[test]
fn crisp_conversations() {
    let file = "session_id,created_at,nickname,email,state,segments\n\
                session_a1,2026-03-02 09:00,Ana,ana@example.org,resolved,\"billing, vip\"\nsession_b2,2026-03-02 10:00,Visitor,,pending,\n";
    let rows = "conversation_id,started_at,email,intent\n\
                crisp:session_a1,2026-03-02T09:00:00,ana@example.org,billing\ncrisp:session_b2,2026-03-02T10:00:00,,\n";
    assert_eq!(proposed("crisp.csv", file), ("Crisp conversations".to_owned(), rows.to_owned()));
}

#[test]
fn freshchat_conversations() {
    let file = "conversation_id,created_at,actor_id,channel_name\nc-1,2026-03-02 09:00:00,u-1,Web\n";
    let rows = "conversation_id,started_at,user_id,channel\nfreshchat:c-1,2026-03-02T09:00:00,freshchat:u-1,Web\n";
    assert_eq!(proposed("conversation_created.csv", file), ("Freshchat conversations".to_owned(), rows.to_owned()));
}

#[test]
fn zendesk_ai_agents_conversations() {
    let file = "Conversation ID,Start time,Use case,Language,Automated resolution,Escalated\n\
                z1,2026-03-02 09:00,Refund,en,Yes,No\nz2,2026-03-02 10:00,Refund,en,No,Yes\n";
    let rows = "conversation_id,started_at,intent,language,resolution,handoff\n\
                zendesk:z1,2026-03-02T09:00:00,Refund,en,assumed,none\nzendesk:z2,2026-03-02T10:00:00,Refund,en,none,accepted\n";
    assert_eq!(proposed("ai-agents.csv", file), ("Zendesk AI agents conversations".to_owned(), rows.to_owned()));
}

#[test]
fn hubspot_inbox_conversations() {
    let file = "Thread ID,Created at,Channel,Assignee,Status,Contact email\n\
                501,2026-03-02 09:00,Live chat,Kim,Closed,ana@example.org\n";
    let rows = "conversation_id,started_at,email,channel\nhubspot:501,2026-03-02T09:00:00,ana@example.org,Live chat\n";
    assert_eq!(proposed("inbox.csv", file), ("HubSpot inbox conversations".to_owned(), rows.to_owned()));
}

#[test]
fn a_zendesk_view() {
    let file = "ID,Subject,Requester,Requested,Status\n35436,Help,Ana,2026-03-02 09:00,Open\n";
    let rows = "ticket_id,created_at\nzendesk:35436,2026-03-02T09:00:00\n";
    assert_eq!(proposed("view.csv", file), ("Zendesk view".to_owned(), rows.to_owned()));
}

#[test]
fn dialogflow_es_requests() {
    let file = "{\"timestamp\":\"2026-03-02T09:00:00Z\",\"jsonPayload\":{\"responseId\":\"r1\",\"session\":\"s1\",\"queryResult\":{\"queryText\":\"hi\",\"intent\":{\"displayName\":\"Welcome\"}}}}\n\
                {\"timestamp\":\"2026-03-02T09:00:05Z\",\"jsonPayload\":{\"responseId\":\"r2\",\"session\":\"s1\",\"queryResult\":{\"queryText\":\"help\",\"intent\":{\"displayName\":\"Help\"}}}}\n";
    let rows = "event,timestamp,conversation_id,intent,text,id\n\
                user_message,2026-03-02T09:00:00Z,dialogflow:s1,Welcome,hi,dialogflow:r1\n\
                user_message,2026-03-02T09:00:05Z,dialogflow:s1,Help,help,dialogflow:r2\n";
    assert_eq!(proposed("log.json", file), ("Dialogflow ES requests".to_owned(), rows.to_owned()));
}

#[test]
fn landbot_manychat_and_messengerbot_people() {
    let landbot = "id,name,email,phone,created,@utm_source,@size\n007,Ana,ana@example.org,,2026-03-02 09:00:00,spring,L\n";
    let rows =
        "conversation_id,started_at,user_id,email,source\nlandbot:007,2026-03-02T09:00:00,landbot:007,ana@example.org,spring\n";
    assert_eq!(proposed("leads.csv", landbot), ("Landbot leads".to_owned(), rows.to_owned()));
    let manychat = "ID,Full Name,Email,Tags,Subscribed,Last Interaction\n\
                    17,Ana,ana@example.org,\"vip, spring\",2026-03-02 09:00:00,2026-03-05 09:00:00\n";
    let rows = "conversation_id,started_at,user_id,email,channel,intent\n\
                manychat:17,2026-03-02T09:00:00,manychat:17,ana@example.org,messenger,vip\n";
    assert_eq!(proposed("contacts.csv", manychat), ("ManyChat contacts".to_owned(), rows.to_owned()));
    let messengerbot =
        "Subscriber ID,Name,First Seen,Last Seen,Tags,Flow\n17,Ana,2026-03-02 09:00:00,2026-03-05 09:00:00,vip,Orders\n";
    let rows = "conversation_id,started_at,user_id,channel,flow,intent\n\
                messengerbot:17,2026-03-02T09:00:00,messengerbot:17,messenger,Orders,vip\n";
    assert_eq!(proposed("subscribers.csv", messengerbot), ("MessengerBot subscribers".to_owned(), rows.to_owned()));
}
