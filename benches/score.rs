//! Times scoring, parsing apart: a million conversations with leads and orders, or as many as `BOTWORTH_ROWS` says.
//! With `BOTWORTH_OUT` it writes the same rows as CSV,
//! for a rival to load, and the scorecard, to hold the rival's numbers against; with `BOTWORTH_WRITE_ONLY` nothing more, and with
//! `BOTWORTH_EVENTS` so many events in place of the rows.

mod generator;

use std::io::Cursor;
use std::time::Instant;

use botworth::facts;
use botworth::ingest::{assemble, read_file};
use botworth::protocol::OpenFile;
use botworth::rules::Rules;
use botworth::scorecard::{Query, score_facts, to_json};
use botworth::session::Session;

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
    let mut files = generator::files(rows);
    if std::env::var_os("BOTWORTH_EVENTS").is_some() {
        files = vec![("events.csv", generator::events(rows)), ("events.ndjson", generator::as_lines(&generator::events(rows)))];
    }
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
