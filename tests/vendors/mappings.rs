//! Mapping profiles: a table under other names says the same.

#![allow(clippy::indexing_slicing, reason = "rows are as long as the list of columns")]

use botworth::ingest::{FilePart, MappedColumn, MappingProfile, Options, assemble, open_file};
use botworth::model::TableName;
use botworth::rules::Rules;
use botworth::scorecard::{Query, score_facts, to_json};
use proptest::prelude::*;

/// Canonical columns and what their cells may hold; the first two are needed, the others may be missing.
const COLUMNS: [(&str, &[&str]); 12] = [
    ("conversation_id", &[]),
    ("started_at", &["2026-03-02 09:00:00", "2026-03-09T23:30:00+09:00", "2026-04-01 00:00:00"]),
    ("ended_at", &["", "2026-04-01 00:05:00", "2026-04-01 01:00:00"]),
    ("email", &["", "ana@example.org", "Ben@Example.org"]),
    ("intent", &["faq", "refund", "", "\"a, b\""]),
    ("channel", &["web", "messenger"]),
    ("resolution", &["confirmed", "assumed", "none", ""]),
    ("handoff", &["none", "accepted", "requested", "perhaps"]),
    ("csat", &["", "1", "5", "x"]),
    ("user_turns", &["", "1", "12"]),
    ("duration_s", &["", "30", "90.5"]),
    ("test", &["", "true", "false"]),
];

/// Which columns are there and in which order, and the cells of some rows.
fn tables() -> impl Strategy<Value = (Vec<usize>, Vec<Vec<u8>>)> {
    let optional = proptest::collection::vec(any::<bool>(), COLUMNS.len() - 2);
    let columns = optional.prop_flat_map(|is_there| {
        let there = is_there.iter().enumerate().filter(|(_, is_there)| **is_there).map(|(at, _)| at + 2);
        Just((0..2).chain(there).collect::<Vec<usize>>()).prop_shuffle()
    });
    (columns, proptest::collection::vec(proptest::collection::vec(any::<u8>(), COLUMNS.len()), 1..30))
}

fn csv(columns: &[usize], rows: &[Vec<u8>], name: impl Fn(usize) -> String) -> String {
    let header: Vec<String> = columns.iter().map(|at| name(*at)).collect();
    let mut text = header.join(",") + "\n";
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> = columns
            .iter()
            .map(|at| match COLUMNS[*at].1 {
                [] => format!("c{number}"),
                choices => choices[usize::from(row[*at]) % choices.len()].to_owned(),
            })
            .collect();
        text += &(cells.join(",") + "\n");
    }
    text
}

fn open(text: &str, profiles: Vec<MappingProfile>) -> FilePart {
    let options = Options { profiles, ..Options::default() };
    open_file("chats.csv", text.len() as u64, std::io::Cursor::new(text), &options, &mut |_, _| {}).unwrap()
}

/// The scorecard without what it says of the file itself.
fn score(part: &FilePart) -> String {
    let load = assemble(std::slice::from_ref(part));
    let facts = botworth::facts::build(&load.tables, &Rules::default(), "Europe/Berlin");
    to_json(&score_facts(&facts, &load.tables.dictionary, Vec::new(), &Query::default()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn renamed_headers_under_a_profile_give_the_same_scorecard((columns, rows) in tables()) {
        let canonical = open(&csv(&columns, &rows, |at| COLUMNS[at].0.to_owned()), Vec::new());
        let renamed = |at: usize| format!("Field {at} of ours");
        let mut profile = MappingProfile::new("ours", TableName::Conversations);
        let mapped = columns.iter().map(|at| MappedColumn { column: renamed(*at), to: Some(COLUMNS[*at].0.to_owned()), reading: None });
        profile.columns = mapped.collect();
        profile.ask_for_columns();
        let (profile, unknown) = MappingProfile::from_json(&profile.to_json()).unwrap();
        prop_assert!(unknown.is_empty());
        let ours = open(&csv(&columns, &rows, renamed), vec![profile]);
        prop_assert_eq!(&ours.reason, "mapping ours");
        prop_assert_eq!((ours.rows_read, ours.rows_rejected), (canonical.rows_read, canonical.rows_rejected));
        prop_assert_eq!(score(&ours), score(&canonical));
    }
}
