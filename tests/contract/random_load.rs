//! Random loads of every table, for laws that hold of any data.

use std::fmt::Write as _;

use botworth::facts;
use botworth::ingest::{FilePart, OpenedFiles, assemble, read_file};
use botworth::model::Tables;
use botworth::rules::Rules;
use botworth::scorecard::{FileFacts, Query, Scorecard, score_facts};
use proptest::prelude::*;

/// One random conversation: person, minute, and small numbers that pick its cells.
pub type Seed = (u8, u16, [u8; 9]);

/// Data without equal timestamps and without repeated ids.
#[derive(Clone, Debug, Default)]
pub struct Data {
    pub conversations: Vec<String>,
    pub events: Vec<String>,
    pub leads: Vec<String>,
    pub revenue: Vec<String>,
    pub exposure: Vec<String>,
    pub tickets: Vec<String>,
    pub touches: Vec<String>,
}

pub const CONVERSATIONS: &str = "conversation_id,started_at,user_id,channel,flow,intent,source,page,engaged,bot_involved,user_turns,bot_turns,\
    first_useful_s,fallbacks,missing_answer,goal_completed,resolution,handoff,csat,csat_max,survey_offered,cost,duration_s,\
    language,campaign,medium";
const EVENTS: &str = "event,timestamp,conversation_id,user_id,channel,flow,intent,page,goal,reason,value";
const EXPOSURE: &str = "date,channel,page,flow,impressions,eligible_visitors";
const LEADS: &str = "lead_id,created_at,user_id,conversation_id,origin,mql_at,sql_at,meeting_booked_at";
const REVENUE: &str = "order_id,at,amount,user_id,status,currency";
const TICKETS: &str = "ticket_id,created_at,user_id,csat,csat_max,intent";
const TOUCHES: &str = "at,user_id,source";

fn pick<'a>(choices: &[&'a str], by: u8) -> &'a str {
    choices[usize::from(by) % choices.len()]
}

/// A time that no other row has: minutes from the start of March plus the row's own millisecond.
fn time(minute: u32, own: usize) -> String {
    let (day, minute) = (minute / 1440, minute % 1440);
    let (month, day) = if day < 31 { (3, day + 1) } else { (4, day - 30) };
    format!("2026-{month:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", day.min(30), minute / 60, minute % 60, own / 1000 % 60, own % 1000)
}

pub fn data(seeds: &[Seed]) -> Data {
    let mut data = Data::default();
    for (own, (person, minute, cells)) in seeds.iter().enumerate() {
        let [a, b, c, d, e, f, g, h, i] = *cells;
        let minute = u32::from(*minute) % (40 * 1440);
        let start = time(minute, own * 7);
        let mut row = format!("c{own},{start},u{person}");
        let _ = write!(
            row,
            ",{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
            pick(&["web", "messenger", ""], a),
            pick(&["help", "quote", ""], b),
            pick(&["order status", "complaint", "other", ""], c),
            pick(&["google", "direct", ""], d),
            pick(&["/", "/pricing", ""], e),
            pick(&["true", "true", "false", ""], f),
            pick(&["true", "", "false"], g),
            pick(&["1", "4", "0", ""], h),
            pick(&["2", "5", ""], i),
            pick(&["1.5", "never", "30", ""], a ^ c),
            pick(&["0", "1", ""], b ^ d),
            pick(&["true", "false", ""], c ^ e),
            pick(&["true", "false", ""], d ^ f),
            pick(&["confirmed", "assumed", "none", ""], e ^ g),
            pick(&["none", "requested", "accepted", ""], f ^ h),
            pick(&["5", "2", ""], g ^ i),
            pick(&["5", "7"], h),
            pick(&["true", "false", ""], h ^ a),
            pick(&["0.25", "", "0.5"], i ^ b),
            pick(&["60", "90.5", ""], a ^ b ^ c),
            pick(&["en", "ja", ""], b ^ c ^ d),
            pick(&["spring", ""], c ^ d ^ e),
            pick(&["cpc", "email", ""], d ^ e ^ f)
        );
        if i % 5 == 0 {
            data.events.extend(chat(own, minute, *person, cells));
        } else {
            data.conversations.push(row);
        }
        if e % 3 == 0 {
            data.exposure.push(format!(
                "{},{},{},{},{},{}",
                &start[..10],
                pick(&["web", "messenger", ""], f),
                pick(&["/", "/pricing", ""], g),
                pick(&["help", "", ""], h),
                pick(&["4", "40", ""], i),
                pick(&["30", "", "3"], a ^ g)
            ));
        }
        if a % 3 == 0 {
            let stage =
                |by: u8, hours: u32| if by.is_multiple_of(2) { time(minute + hours * 60, own * 7 + 1) } else { String::new() };
            data.leads.push(format!(
                "l{own},{},u{person},{},{},{},{},{}",
                time(minute + 5, own * 7 + 2),
                if b % 2 == 0 { format!("c{own}") } else { String::new() },
                pick(&["chat", "form", ""], c),
                stage(d, 30),
                stage(e, 60),
                stage(f, 90)
            ));
        }
        if b % 3 == 0 {
            let (status, currency) = (pick(&["won", "paid", "pending", "lost"], d), pick(&["USD", "", "EUR"], e));
            data.revenue.push(format!(
                "o{own},{},{}.5,u{person},{status},{currency}",
                time(minute + 900, own * 7 + 3),
                u16::from(c) * 10
            ));
        }
        if c % 4 == 0 {
            let intent = pick(&["order status", ""], e);
            data.tickets.push(format!("t{own},{},u{person},{},5,{intent}", time(minute + 2000, own * 7 + 4), 1 + d % 5));
        }
        if d % 4 == 0 {
            data.touches.push(format!("{},u{person},newsletter", time(minute / 2, own * 7 + 5)));
        }
    }
    data
}

/// A chat told by events, with its id or known by its user alone, and what follows it.
fn chat(own: usize, minute: u32, person: u8, cells: &[u8; 9]) -> Vec<String> {
    let [a, b, c, d, e, f, g, h, _] = *cells;
    let id = if a % 2 == 0 { format!("c{own}") } else { String::new() };
    let mut told: u32 = 0;
    let mut say = |name: &str, minutes: u32, goal: &str, reason: &str, value: &str| {
        told += 1;
        let at = time(minute + minutes, own * 7 + 6).replace('Z', &format!("{told:03}Z"));
        let flow = pick(&["help", "quote", ""], b);
        let intent = pick(&["order status", "complaint", "other", ""], c);
        format!(
            "{name},{at},{id},u{person},{},{flow},{intent},{},{goal},{reason},{value}",
            pick(&["web", ""], d),
            pick(&["/", ""], e)
        )
    };
    let mut events = vec![say("chat_opened", 0, "", "", ""), say("user_message", 1, "", "", "")];
    let rest = [
        (f % 2 == 0, say("bot_message", 2, "", "", "")),
        (f % 3 == 0, say("bot_fallback", 3, "", "", "")),
        (g % 3 == 0, say("bot_resolved", 4, "", pick(&["confirmed", ""], h), "")),
        (g % 4 == 1, say("bot_handoff_human", 5, "", "", "")),
        (h % 3 == 0, say("csat_response", 6, "", "", pick(&["5", "2"], a))),
        (h % 4 == 1, say("bot_step", 7, pick(&["greet", "ask"], b), "", "")),
        (h % 4 == 2, say("bot_goal_completed", 8, "done", "", "")),
        (a % 5 == 0, say("lead_captured_chat", 9, "", "", "")),
        (a % 5 == 1, say("purchase_after_chat", 600, "", "", "25")),
        (b % 5 == 0, say("chat_impression", 10, "", "", "")),
        (b % 5 == 1, say("page_view", 11, "", "", "")),
    ];
    events.extend(rest.into_iter().filter_map(|(is_there, event)| is_there.then_some(event)));
    events
}

pub fn rules() -> Rules {
    serde_json::from_str(
        r#"{"time_zone":"Europe/Berlin","manual_cost_per_conversation":4.5,"fx":{"EUR":1.1},"currency":"USD","min_n":3,
            "business_hours":{"days":["mon","tue","fri"],"from":"08:00","to":"17:30"},
            "cost":{"platform_monthly":99,"ai_per_conversation":0.1},"attribution":{"model":"linear","window_days":30},"maturity_days":3}"#,
    )
    .unwrap()
}

/// Files as name, header and rows.
pub type Files<'a> = Vec<(String, &'a str, &'a [String])>;

/// The tables of files, in the order given.
pub fn tables(files: &Files<'_>) -> Tables {
    assemble(&parts(files)).tables
}

/// The same where every text was met before, in the opposite order.
pub fn tables_numbered_otherwise(files: &Files<'_>) -> Tables {
    let mut opened = OpenedFiles::default();
    let cells: Vec<&str> = files.iter().flat_map(|(_, _, rows)| rows.iter().flat_map(|row| row.split(','))).collect();
    for cell in cells.into_iter().rev() {
        opened.dictionary_mut().intern(cell);
    }
    for (number, part) in (0..).zip(parts(files)).collect::<Vec<_>>().into_iter().rev() {
        opened.insert(number, part);
    }
    opened.assemble().tables
}

fn parts(files: &Files<'_>) -> Vec<FilePart> {
    files
        .iter()
        .filter(|(_, _, rows)| !rows.is_empty())
        .map(|(name, header, rows)| {
            let text = format!("{header}\n{}\n", rows.join("\n"));
            read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}).unwrap()
        })
        .collect()
}

/// Scores files under a query.
pub fn scored_by(files: &Files<'_>, query: &Query) -> Scorecard {
    scored_tables(&tables(files), query)
}

/// Scores tables under a query.
pub fn scored_tables(tables: &Tables, query: &Query) -> Scorecard {
    score_facts(&facts::build(tables, &rules(), "UTC"), &tables.dictionary, Vec::<FileFacts>::new(), query)
}

/// Scores files.
pub fn scored(files: &Files<'_>) -> Scorecard {
    scored_by(files, &Query::default())
}

pub fn whole(data: &Data) -> Files<'_> {
    vec![
        ("a.csv".into(), CONVERSATIONS, &data.conversations),
        ("b.csv".into(), LEADS, &data.leads),
        ("c.csv".into(), REVENUE, &data.revenue),
        ("d.csv".into(), TICKETS, &data.tickets),
        ("e.csv".into(), TOUCHES, &data.touches),
        ("f.csv".into(), EVENTS, &data.events),
        ("g.csv".into(), EXPOSURE, &data.exposure),
    ]
}

pub fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec((0..12_u8, any::<u16>(), any::<[u8; 9]>()), 1..60)
}
