//! What a link keeps back beside the small cells of its tables.

use super::fixture::{march, scored};
use super::link::{fragment, open};
use super::*;
use crate::model::{Date, Dimension};
use crate::rules::BaselineRows;
use crate::scorecard::{FileFacts, Need, Scorecard, SegmentKey};

fn shared(card: &Scorecard) -> Shared {
    share(card, ShareOptions::default())
}

/// A help desk's chats, so many of each intent.
fn chats_of(intents: &[(&str, u32)], rules: &str) -> Scorecard {
    let mut rows = String::from("conversation_id,started_at,flow,intent,user_turns,resolution,handoff,fallbacks\n");
    for (intent, chats) in intents {
        rows.extend((0..*chats).map(|at| {
            let resolution = if at % 2 == 0 { "confirmed" } else { "none" };
            format!("{intent} {at},2026-03-{:02}T10:00:00Z,help,{intent},2,{resolution},none,0\n", 1 + at % 28)
        }));
    }
    scored(&[("chats.csv", rows)], rules)
}

/// The intents of a link whose chats are hidden, and those that are seen; none without the table.
fn intents_of(card: &Scorecard) -> Option<[Vec<String>; 2]> {
    let shared = shared(card);
    let values = shared.card.segments.get(&SegmentKey::of(Dimension::Intent))?;
    let of = |is_hidden: bool| {
        let rows = values.iter().filter(|(_, metrics)| {
            metrics[&crate::scorecard::MetricId::CostPerInteraction].needs.contains(&Need::Suppressed) == is_hidden
        });
        rows.map(|(name, _)| name.clone()).collect::<Vec<String>>()
    };
    Some([of(true), of(false)])
}

#[test]
fn chats_that_are_not_eligible_are_hidden_with_others_that_are_not() {
    // Of 193 chats 150 are eligible: beside a hidden eligible intent the three complaints would be 153 - 150.
    let mixed = [("delivery", 100), ("returns", 50), ("complaint", 3), ("legal", 40)];
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let [hidden, seen] = intents_of(&chats_of(&mixed, "")).unwrap();
    assert_eq!((hidden, seen), (names(&["complaint", "legal"]), names(&["delivery", "returns"])));
    // Where there is no other one, the totals of the board alone say how many there are: no intent is named.
    assert_eq!(intents_of(&chats_of(&mixed[..3], "")), None);
    // The same of intents that nobody decided.
    let undecided = [("delivery", 100), ("returns", 50), ("parking", 3), ("gift wrap", 9)];
    let [hidden, _] = intents_of(&chats_of(&undecided, "")).unwrap();
    assert_eq!(hidden, names(&["gift wrap", "parking"]));
    // Few chats are eligible, or are not: none of them stands out where all intents are large.
    let [hidden, _] = intents_of(&chats_of(&[("delivery", 100), ("legal", 40)], "")).unwrap();
    assert_eq!(hidden, [""; 0]);
}

#[test]
fn a_small_file_hides_its_rows_and_those_of_the_files_beside_it() {
    let file = |hash: &str, table: &str, kept: u64| FileFacts {
        sha256: hash.repeat(32),
        source: "botworth".to_owned(),
        tables: [(table.to_owned(), kept)].into(),
        rows_read: kept + 20,
        rows_kept: kept,
        rows_rejected: 20,
        ..FileFacts::default()
    };
    let rows = |files: Vec<FileFacts>| {
        let shared = shared(&Scorecard { files, ..march() });
        assert_eq!(open(&fragment(&shared)).unwrap().shared, shared);
        let rows = shared.card.files.iter().map(|file| (file.rows_read, file.rows_kept, file.rows_rejected));
        rows.collect::<Vec<_>>()
    };
    let (chats, leads) = (file("0", "conversations", 2480), file("1", "leads", 262));
    assert_eq!(rows(vec![chats.clone(), leads.clone()]), [(2500, 2480, 20), (282, 262, 20)]);
    // 2,483 chats were opened: three of them in the second file.
    let few = file("2", "conversations", 3);
    assert_eq!(rows(vec![chats, few, leads]), [(0, 0, 0), (0, 0, 0), (282, 262, 20)]);
    // Leads are of a board that is not in this link.
    let support_alone = ShareOptions::default().with(Part::Lead, false);
    let card = Scorecard { files: vec![file("0", "conversations", 2480), file("1", "leads", 262)], ..march() };
    let shared_alone = share(&card, support_alone).card;
    assert_eq!(shared_alone.files.iter().map(|file| file.rows_read).collect::<Vec<_>>(), [2500, 0]);
    assert_eq!((shared_alone.counts.handled, shared_alone.counts.leads, shared_alone.counts.revenue_rows), (2000, 0, 0));
    // Where a board has few chats, how many rows its own files have is hidden with all counts.
    let mut card = march();
    let lead = card.boards.get_mut(&crate::scorecard::BoardId::Lead).unwrap();
    for metric in lead.metrics.values_mut() {
        (metric.n, metric.unknown) = (3, 0);
    }
    assert!(shared(&card).card.files.iter().all(|file| file.rows_read == 0));
}

#[test]
fn a_check_does_not_say_of_how_many_rows_it_is() {
    // Three chats without an intent: their row of the table is hidden.
    let card = chats_of(&[("delivery", 10), ("returns", 9), ("", 3)], "");
    let missing = |card: &Scorecard| card.checks.iter().find(|check| check.check == "intents_missing").map(|check| check.count);
    assert_eq!((missing(&card), missing(&shared(&card).card)), (Some(3), Some(0)));
}

#[test]
fn baselines_over_few_tickets_or_leads_are_hidden() {
    let seen = |rated: u64, answered: u64, form_leads: u64| {
        let mut card = march();
        card.rules.derived.baseline.human_first_answer_s = Some(95.0);
        card.rules.derived.baseline_rows = BaselineRows { rated, answered, form_leads };
        let shared = shared(&card).card;
        let baseline = shared.rules.derived.baseline;
        let steps = shared.boards[&crate::scorecard::BoardId::Lead].funnel.clone();
        let steps: Vec<f64> = steps.iter().filter_map(|step| step.baseline).collect();
        ([baseline.human_csat, baseline.human_first_answer_s, baseline.form_lead_quality].map(|value| value.is_some()), steps)
    };
    // 412 tickets and 118 leads of forms, whoever of them answered or is old enough.
    assert_eq!(seen(300, 4, 118), ([true, false, true], vec![0.078, 0.378, 0.229, 0.55, 0.185]));
    assert_eq!(seen(4, 200, 4), ([false, true, false], vec![]));
    // Old JSON does not say over how many.
    assert_eq!(seen(0, 0, 0), ([false; 3], vec![]));
}

#[test]
fn a_link_without_all_rules_has_no_hash_that_a_guess_could_be_tried_on() {
    let whole = shared(&march());
    assert_eq!((whole.withheld.len(), whole.card.rules_hash.as_str()), (0, "7f3a91c2"));
    let part = share(&march(), ShareOptions::default().with(Part::Money, false));
    assert_eq!((part.withheld.is_empty(), part.card.rules_hash.as_str()), (false, ""));
    let opened = open(&fragment(&part)).unwrap();
    assert_eq!(opened.shared, part);
    let bytes = super::sections::written(&super::form::sections_of(&part));
    // 0x7f3a91c2, seven bits a byte.
    assert!(!bytes.windows(5).any(|bytes| bytes == [0xc2, 0xa3, 0xea, 0xf9, 0x07]));
    let bytes = super::sections::written(&super::form::sections_of(&whole));
    assert!(bytes.windows(5).any(|bytes| bytes == [0xc2, 0xa3, 0xea, 0xf9, 0x07]), "this is how one looks");
}

#[test]
fn a_narrowed_scorecard_says_so_wherever_it_goes() {
    let query = "from=2026-03-01&to=2026-03-31&compare=2026-02-01..2026-02-28&channel=web";
    let card = Scorecard { query: query.to_owned(), ..march() };
    // It is printed with its numbers, and read again with them.
    let printed: Scorecard = serde_json::from_str(&crate::scorecard::to_json(&card)).unwrap();
    assert_eq!(printed.query, query);
    let shared = shared(&printed);
    let dates = ["2026-02-01", "2026-02-28"].map(|date| Date::from_iso(date).unwrap());
    assert_eq!((shared.has_range, shared.compare), (true, Some((dates[0], dates[1]))));
    assert_eq!(shared.filters.iter().map(|filter| filter.field.word()).collect::<Vec<_>>(), ["channel"]);
    assert_eq!(open(&fragment(&shared)).unwrap().shared, shared);
    // One of everything is printed as ever.
    assert!(!crate::scorecard::to_json(&march()).contains("query"));
}
