//! A vendor's resolutions, counted again by one's own rule: each dispute by its first reason, with file and line.

use std::collections::BTreeSet;
use std::io::Cursor;

use botworth::insight::invoice::{Dispute, Invoice};
use botworth::metrics::Scope;
use botworth::protocol::OpenFile;
use botworth::session::Session;

/// Eight claimed resolutions, one with each fault, one with two, one without any and one that is still young; a ninth chat
/// that is not claimed.
const CHATS: &str = "conversation_id,started_at,user_id,resolution,handoff,first_useful_s,missing_answer,csat,csat_max\n\
    good,2026-03-01T10:00:00Z,a,confirmed,none,2,false,5,5\n\
    handed,2026-03-01T10:00:00Z,b,assumed,accepted,2,false,,\n\
    back,2026-03-01T10:00:00Z,c,confirmed,none,2,false,,\n\
    useless,2026-03-01T10:00:00Z,d,confirmed,none,never,false,,\n\
    missing,2026-03-01T10:00:00Z,e,confirmed,none,2,true,,\n\
    angry,2026-03-01T10:00:00Z,f,confirmed,none,2,false,1,5\n\
    both,2026-03-01T10:00:00Z,g,assumed,requested,never,false,,\n\
    young,2026-04-01T10:00:00Z,h,confirmed,none,2,false,,\n\
    open,2026-03-01T10:00:00Z,i,none,none,2,false,,\n";

const TICKETS: &str = "ticket_id,created_at,user_id\nt1,2026-03-03T10:00:00Z,c\n";

fn invoice(disputes: &[Dispute]) -> (Invoice, Vec<String>) {
    let mut session = Session::new("UTC");
    for (file, (name, text)) in (0..).zip([("chats.csv", CHATS), ("tickets.csv", TICKETS)]) {
        let file = OpenFile { file, name: name.to_owned(), size: text.len() as u64, sha256: None };
        session.open(&file, Cursor::new(text), &mut |_, _| {}).unwrap();
    }
    session.invoice(&Scope::default(), &disputes.iter().copied().collect::<BTreeSet<_>>()).unwrap()
}

#[test]
fn every_dispute_has_its_reason_and_its_line() {
    let (invoice, files) = invoice(&Dispute::USUAL);
    assert_eq!((invoice.billed, invoice.may_come_back), (8, 1));
    let listed: Vec<(&str, Dispute, &str, u32)> = invoice
        .disputed
        .iter()
        .map(|row| (row.id.as_str(), row.reason, files[row.origin.file as usize].as_str(), row.origin.line))
        .collect();
    assert_eq!(
        listed,
        [
            ("handed", Dispute::HandedOff, "chats.csv", 3),
            ("back", Dispute::CameBack, "chats.csv", 4),
            ("useless", Dispute::NoUsefulAnswer, "chats.csv", 5),
            ("missing", Dispute::MissingAnswer, "chats.csv", 6),
            ("angry", Dispute::Unhappy, "chats.csv", 7),
            ("both", Dispute::HandedOff, "chats.csv", 8),
        ]
    );
    assert_eq!(invoice.by_reason[&Dispute::HandedOff], 2);
}

#[test]
fn only_what_ones_own_rule_names_is_disputed() {
    let (invoice, _) = invoice(&[Dispute::NotConfirmed]);
    let listed: Vec<&str> = invoice.disputed.iter().map(|row| row.id.as_str()).collect();
    assert_eq!((invoice.billed, listed.as_slice()), (8, ["handed", "both"].as_slice()));
    // Who may come back does not matter to this rule.
    assert_eq!(invoice.may_come_back, 0);
}
