//! Rows that add to records of other files.

use botworth::export::to_csv;
use botworth::ingest::{FilePart, Options, Reason, assemble};
use botworth::model::TableName;

use crate::read;

fn part(name: &str, text: &str) -> FilePart {
    read(name, text.as_bytes(), &Options::default()).unwrap()
}

const TICKETS: &str = r#"{"tickets":[{"id":1,"via":{"channel":"chat"},"created_at":"2026-03-02T09:00:00Z","generated_timestamp":1,"requester_id":39,"status":"solved","type":"question","tags":[],"satisfaction_rating":{"score":"offered"}}]}"#;
const RATINGS: &str = r#"{"satisfaction_ratings":[{"id":7,"ticket_id":1,"requester_id":39,"assignee_id":4,"score":"good","created_at":"2026-03-05T09:00:00Z"},{"id":8,"ticket_id":2,"requester_id":40,"assignee_id":4,"score":"bad","created_at":"2026-03-05T10:00:00Z"}]}"#;

/// The names decide the order of files: one before the other, and the other way round.
#[test]
fn an_addition_fills_what_its_record_leaves_empty_whichever_file_comes_first() {
    let expected = "ticket_id,created_at,user_id,intent,csat,csat_max\n\
                    zendesk:1,2026-03-02T09:00:00Z,zendesk:39,question,1,1\n\
                    zendesk:2,2026-03-05T10:00:00Z,zendesk:40,,0,1\n";
    for names in [["a.json", "b.json"], ["b.json", "a.json"]] {
        let load = assemble(&[part(names[0], TICKETS), part(names[1], RATINGS)]);
        // The ticket keeps its own day; a rating without its ticket is all that is known of that one.
        assert_eq!(to_csv(&load.tables, TableName::Tickets), expected, "{names:?}");
        assert!(load.files.iter().all(|file| file.rows_read == file.rows_kept && file.rows_rejected == 0), "{names:?}");
    }
}

#[test]
fn an_addition_that_finds_no_record_is_kept_out_and_counted() {
    let links =
        "contact_id,deal_id,_fivetran_synced,type_id,category\n101,7,2026-03-09 00:00:00,3,X\n102,8,2026-03-09 00:00:00,3,X\n";
    let deals = "deal_id,property_amount,property_closedate,property_createdate,deal_pipeline_stage_id\n\
                 7,1200,2026-03-08 12:00:00,2026-03-03 12:00:00,closedwon\n";
    let alone = assemble(&[part("links.csv", links)]);
    assert_eq!((alone.files[0].rows_kept, alone.files[0].rows_rejected), (0, 2));
    assert_eq!(alone.ledger.count(Reason::NoSuchRecord), 2);

    let both = assemble(&[part("links.csv", links), part("deals.csv", deals)]);
    let counts: Vec<_> = both.files.iter().map(|file| (file.name.as_str(), file.rows_kept, file.rows_rejected)).collect();
    assert_eq!(counts, [("deals.csv", 1, 0), ("links.csv", 1, 1)]);
    assert_eq!(
        to_csv(&both.tables, TableName::Revenue).lines().nth(1),
        Some("hubspot:7,2026-03-08T12:00:00Z,1200,hubspot:101,won")
    );
}

#[test]
fn a_payment_that_names_a_chat_finds_it_unless_several_sources_have_one_of_that_id() {
    let stripe = "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Status,Seller Message,conversation_id (metadata)\n\
                  ch_1,2026-03-04 09:00:10,53.00,0.00,eur,TRUE,53.00,Paid,Payment complete.,215\n";
    let intercom = "Conversation ID,Conversation started at (UTC)\n215,2026-03-02 09:00:00\n";
    let livechat = "conferenceId,chat start date UTC,chat start url\n215,2026-03-02 09:00:00,https://shop.example/\n";
    let named = |parts: &[FilePart]| {
        let csv = to_csv(&assemble(parts).tables, TableName::Revenue);
        csv.lines().nth(1).unwrap().split(',').nth(3).unwrap().to_owned()
    };
    let (stripe, intercom, livechat) = (part("s.csv", stripe), part("i.csv", intercom), part("l.csv", livechat));
    assert_eq!(named(std::slice::from_ref(&stripe)), "stripe:215");
    assert_eq!(named(&[stripe.clone(), intercom.clone()]), "intercom:215");
    assert_eq!(named(&[stripe, intercom, livechat]), "stripe:215");
}
