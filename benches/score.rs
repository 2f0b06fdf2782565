//! Times scoring, parsing apart: a million conversations with leads and orders, or as many as `BOTWORTH_ROWS` says.
//! With `BOTWORTH_WRITE_ONLY` it stops after writing the rows. With `BOTWORTH_OUT` it writes the same rows as CSV, for a rival to load, and the scorecard, to hold the rival's numbers against.

use std::fmt::Write as _;
use std::io::Cursor;
use std::time::Instant;

use botworth::facts;
use botworth::ingest::{assemble, read_file};
use botworth::protocol::OpenFile;
use botworth::rules::Rules;
use botworth::scorecard::{Query, score_facts, to_json};
use botworth::session::Session;

/// A small generator: same rows for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let at = self.below(choices.len() as u64);
        usize::try_from(at).ok().and_then(|at| choices.get(at)).copied().unwrap_or("")
    }
}

/// 2026-01-05, a Monday, in seconds since 1970.
const START: i64 = 1_767_571_200;
/// Half a year in seconds.
const SPAN: u64 = 26 * 7 * 86_400;

fn time(seconds: u64) -> String {
    let seconds = START + i64::try_from(seconds).unwrap_or(0);
    chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

/// The files of the benchmark: name and CSV.
fn files(rows: u64) -> [(&'static str, String); 4] {
    let mut random = Random(7);
    let people = rows * 6 / 10;
    let mut conversations = String::from(
        "conversation_id,started_at,ended_at,user_id,channel,flow,intent,source,page,engaged,user_turns,bot_turns,first_useful_s,fallbacks,\
         missing_answer,goal_completed,resolution,handoff,csat,csat_max,survey_offered,language,campaign,medium\n",
    );
    // An export lists conversations in the order of time; `BOTWORTH_SHUFFLED` asks what any other order costs.
    let mut starts: Vec<u64> = (0..rows).map(|_| random.below(SPAN)).collect();
    if std::env::var_os("BOTWORTH_SHUFFLED").is_none() {
        starts.sort_unstable();
    }
    for (at, start) in starts.into_iter().enumerate() {
        let person = random.below(people);
        let intent = random.pick(&[
            "order status",
            "delivery",
            "returns",
            "store hours",
            "complaint",
            "account",
            "pricing",
            "booking",
            "gift card",
            "legal",
            "sizing",
            "refund exception",
        ]);
        let flow = if random.below(5) == 0 { random.pick(&["quote", "demo"]) } else { random.pick(&["help", "orders"]) };
        let handoff = random.pick(&["none", "none", "none", "accepted"]);
        let resolution = if handoff == "none" { random.pick(&["confirmed", "assumed", "assumed", "none"]) } else { "none" };
        let _ = writeln!(
            conversations,
            "c{at},{},{},u{person},{},{flow},{intent},{},{},{},{},{},{},{},{},{},{resolution},{handoff},{},5,{},en,spring,cpc",
            time(start),
            time(start + 60 + random.below(600)),
            random.pick(&["web", "messenger", "instagram"]),
            random.pick(&["google", "direct", "newsletter", "linkedin", "bing"]),
            random.pick(&["/", "/pricing", "/help", "/orders", "/shop"]),
            random.pick(&["true", "true", "true", "true", "false"]),
            1 + random.below(9),
            1 + random.below(12),
            random.pick(&["1.5", "2.5", "4", "8.25", "never"]),
            random.pick(&["0", "0", "0", "0", "0", "0", "0", "0", "1", "2"]),
            random.pick(&["false", "false", "false", "false", "false", "false", "false", "true"]),
            random.pick(&["true", "false", "false"]),
            random.pick(&["", "", "5", "4", "2"]),
            random.pick(&["true", "false"]),
        );
    }
    let mut leads = String::from("lead_id,created_at,user_id,origin,mql_at,meeting_booked_at\n");
    let mut revenue = String::from("order_id,at,amount,user_id,currency,status\n");
    for at in 0..rows / 20 {
        let created = random.below(SPAN);
        let later = |random: &mut Random, one_in: u64| {
            if random.below(one_in) == 0 { time(created + 86_400 * (1 + random.below(9))) } else { String::new() }
        };
        let (mql, booked) = (later(&mut random, 2), later(&mut random, 4));
        let _ = writeln!(
            leads,
            "l{at},{},u{},{},{mql},{booked}",
            time(created),
            random.below(people),
            random.pick(&["chat", "form", ""])
        );
        let _ = writeln!(
            revenue,
            "o{at},{},{}.5,u{},USD,{}",
            time(random.below(SPAN)),
            10 + random.below(400),
            random.below(people),
            random.pick(&["paid", "paid", "won", "pending"])
        );
    }
    let mut exposure = String::from("date,channel,flow,eligible_visitors\n");
    for day in 0..26 * 7 {
        for channel in ["web", "messenger", "instagram"] {
            let _ = writeln!(exposure, "{},{channel},,{}", time(day * 86_400).get(..10).unwrap_or(""), rows / 100);
        }
    }
    [("conversations.csv", conversations), ("leads.csv", leads), ("revenue.csv", revenue), ("exposure.csv", exposure)]
}

/// Writes a file for the rival, if one is to come.
fn write(name: &str, text: &str) {
    let Some(folder) = std::env::var_os("BOTWORTH_OUT") else { return };
    let path = std::path::Path::new(&folder).join(name);
    if let Err(error) = std::fs::write(&path, text) {
        eprintln!("{}: {error}", path.display());
    }
}

fn main() {
    let rows = std::env::var("BOTWORTH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let files = files(rows);
    for (name, text) in &files {
        write(name, text);
    }
    if std::env::var_os("BOTWORTH_WRITE_ONLY").is_some() {
        return;
    }
    let started = Instant::now();
    let parts: Vec<_> = files
        .iter()
        .filter_map(|(name, text)| read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}).ok())
        .collect();
    let load = assemble(&parts);
    drop(parts);
    println!("read_seconds {:.3}", started.elapsed().as_secs_f64());
    let rules = serde_json::from_str::<Rules>(
        r#"{"manual_cost_per_conversation":4.5,"cost":{"platform_monthly":99,"ai_per_conversation":0.15},"currency":"USD",
            "flow_kind":{"help":"support","orders":"support","quote":"lead","demo":"lead"}}"#,
    )
    .unwrap_or_default();
    let mut scorecard = String::new();
    for _ in 0..3 {
        let started = Instant::now();
        let facts = facts::build(&load.tables, &rules, "UTC");
        let built = started.elapsed().as_secs_f64();
        let card = score_facts(&facts, &load.tables.dictionary, Vec::new(), &Query::default());
        println!("score_seconds {:.3} facts {built:.3}", started.elapsed().as_secs_f64());
        scorecard = to_json(&card);
    }
    write("scorecard.json", &scorecard);
    drop(load);
    let mut session = Session::new("UTC");
    session.set_rules(rules);
    for (number, (name, text)) in (1..).zip(&files) {
        let file = OpenFile { file: number, name: (*name).to_owned(), size: text.len() as u64, sha256: None };
        if let Err(error) = session.open(&file, Cursor::new(text.as_bytes()), &mut |_, _| {}) {
            eprintln!("{name}: {error:?}");
        }
    }
    let started = Instant::now();
    session.load();
    println!("assemble_seconds {:.3}", started.elapsed().as_secs_f64());
    let started = Instant::now();
    session.joins();
    println!("facts_seconds {:.3}", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let card = session.scorecard();
    println!("session_seconds {:.3}", started.elapsed().as_secs_f64());
    for filter in ["channel=web", "intent=returns", "source=google", "outcome=escalated"] {
        let query = Query::parse(None, None, None, &[filter.to_owned()], &[]).unwrap_or_default();
        let started = Instant::now();
        let narrowed = session.scorecard_of(&query);
        let is_narrower = card.as_ref().zip(narrowed.as_ref()).is_some_and(|(all, some)| all.counts.opened > some.counts.opened);
        println!("filter_seconds {:.3} {filter} {is_narrower}", started.elapsed().as_secs_f64());
    }
}
