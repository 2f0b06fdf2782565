//! What a link keeps back beside the small cells of its tables.

use super::fixture::{march, scored};
use super::link::{fragment, open};
use super::*;
use crate::model::{Date, Dimension};
use crate::rules::BaselineRows;
use crate::scorecard::{FileFacts, Scorecard, SegmentKey};

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
    let key = SegmentKey::of(Dimension::Intent);
    let shared = shared(card);
    let seen: Vec<String> = shared.card.segments.get(&key)?.keys().cloned().collect();
    let hidden = card.segments[&key].keys().filter(|name| !seen.contains(name)).cloned().collect();
    Some([hidden, seen])
}

/// Everything that a link says, before it is deflated.
fn said(shared: &Shared) -> String {
    assert_eq!(open(&fragment(shared)).unwrap().shared, *shared);
    String::from_utf8_lossy(&super::sections::written(&super::form::sections_of(shared))).into_owned()
}

#[test]
fn what_one_person_wrote_as_an_intent_is_in_no_link() {
    let words = [
        ("Hi I am Jane Doe my order is late", 1),
        ("jane.doe@example.com wants a refund", 2),
        ("call me +49 151 23456789", 30),
        ("gift cards", 9),
        ("delivery", 90),
        ("returns", 60),
        ("pricing", 40),
    ];
    let shared = share(&chats_of(&words, ""), ShareOptions(u8::MAX));
    let said = said(&shared);
    assert!(["delivery", "returns", "pricing"].iter().all(|name| said.contains(name)), "{said}");
    // The first two are of few chats, and the gift cards hide them; the third would tell whose it is, and is seen under a number.
    assert!(["Jane", "jane", "151", "call me"].iter().all(|name| !said.contains(name)), "{said}");
    let names: Vec<&String> = shared.card.segments[&SegmentKey::of(Dimension::Intent)].keys().collect();
    assert_eq!(names, ["#4", "delivery", "pricing", "returns"]);
    assert_eq!(shared.hidden.segments, 3);
}

#[test]
fn a_flow_of_one_chat_is_not_named() {
    let mut rows = String::from("conversation_id,started_at,flow,user_turns,resolution,handoff,fallbacks\n");
    rows.extend((0..50).map(|at| {
        let flow = if at == 7 { "Janes private test" } else { "help" };
        format!("c{at},2026-03-{:02}T10:00:00Z,{flow},2,none,none,0\n", 1 + at % 28)
    }));
    let shared = shared(&scored(&[("chats.csv", rows)], ""));
    assert_eq!(shared.card.boards.values().next().unwrap().flows, ["help"]);
    assert!(!said(&shared).contains("Janes"));
}

#[test]
fn numbers_in_place_of_names_count_what_is_seen() {
    // By their place among all, #3 would be known to lie between two of its size, and the last one to be what is left: 3.
    let intents = [("delivery", 98), ("legal", 98), ("returns", 98), ("complaint", 3)];
    let card = chats_of(&intents, "");
    let rows = |options: ShareOptions| {
        let segments = share(&card, options).card.segments;
        let rows = segments[&SegmentKey::of(Dimension::Intent)].clone();
        rows.into_iter().collect::<Vec<_>>()
    };
    let (named, numbered) = (rows(ShareOptions::default()), rows(ShareOptions::default().with(Part::Names, false)));
    let names = |rows: &[(String, crate::scorecard::MetricSet)]| rows.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(
        (names(&named), names(&numbered)),
        (vec!["delivery".to_owned(), "returns".to_owned()], vec!["#1".to_owned(), "#2".to_owned()])
    );
    assert!(named.iter().zip(&numbered).all(|((_, named), (_, numbered))| named == numbered));
}

#[test]
fn a_table_that_is_left_out_does_not_say_of_how_many_rows_it_is() {
    let intents = ["a", "b", "c", "d", "e", "f"].map(|name| (name, 1));
    let shared = shared(&chats_of(&intents, ""));
    assert_eq!((shared.card.segments.len(), shared.hidden.segments), (0, 0));
}

#[test]
fn a_finding_about_a_hidden_intent_is_left_out() {
    let mut card = chats_of(&[("delivery", 100), ("returns", 50), ("complaint", 3), ("legal", 138)], "");
    let finding = |segment: &str| crate::scorecard::Finding {
        rule: "trapping_intent".to_owned(),
        segment: Some(segment.to_owned()),
        evidence: crate::model::SortedMap::new(),
    };
    card.findings = ["intent=legal", "intent=delivery", "gap=Where is my parcel?"].map(finding).to_vec();
    let [hidden, _] = intents_of(&card).unwrap();
    assert_eq!(hidden, ["complaint", "legal"]);
    let told = |options| share(&card, options).card.findings.iter().map(|finding| finding.segment.clone()).collect::<Vec<_>>();
    // Gaps are named by what people wrote.
    assert_eq!(told(ShareOptions::default()), [Some("intent=delivery".to_owned()), None]);
    assert_eq!(told(ShareOptions::default().with(Part::Segments, false)), [Some("intent=delivery".to_owned()), None]);
}

#[test]
fn how_many_chats_are_undecided_is_told_of_no_few() {
    let undecided = |chats: u32| {
        let card = chats_of(&[("delivery", 100), ("returns", 80), ("parking", chats)], "");
        let shared = shared(&card).card;
        let deflection = &shared.boards[&crate::scorecard::BoardId::Support].metrics[&crate::scorecard::MetricId::DeflectionRate];
        deflection.parts.get(&crate::scorecard::PartId::Undecided).and_then(|part| part.value)
    };
    assert_eq!((undecided(3), undecided(30)), (None, Some(30.0)));
}

#[test]
fn a_link_of_more_things_than_any_scorecard_is_not_read() {
    let mut shared = shared(&march());
    let file = shared.card.files.first().cloned().unwrap_or_default();
    shared.card.files = vec![file; 2000];
    assert_eq!(open(&fragment(&shared)).unwrap().missing, []);
    shared.card.files.push(FileFacts::default());
    assert_eq!(open(&fragment(&shared)).unwrap().missing, [SectionId::Files]);
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
fn rules_and_filters_name_no_small_group_and_nobody() {
    let rules = r#"{
        "eligible_intents": {"delivery": true, "returns": true, "anna krause divorce": true, "refund for jane.doe@example.com": true, "of last year": true},
        "target_per_intent": {"delivery": {"deflection_rate": 0.5}, "harassment by ceo": {"deflection_rate": 0.5}},
        "flow_kind": {"help": "support", "vip max.muster@example.org": "support", "dismissal of a. krause": "support"},
        "goal_per_flow": {"help": "call +49 30 901820 99"},
        "narrow_flows": ["mail jane.doe@example.com"],
        "channel_kind": {"mail_jane.doe@example.com": "web"},
        "value_aliases": {"intent": {"claims of max": "returns"}, "channel": {"wa +49 30 901820 55": "whatsapp"}}
    }"#;
    let chats =
        [("delivery", 90), ("returns", 60), ("pricing", 40), ("refund for jane.doe@example.com", 50), ("harassment by ceo", 2)];
    let mut card = chats_of(&chats, rules);
    card.query = "intent=refund%20for%20jane.doe%40example.com".to_owned();
    let shared = share(&card, ShareOptions(u8::MAX));
    let said = said(&shared);
    for name in ["krause", "jane", "harassment", "muster", "last year", "901820", "claims of", "ceo"] {
        assert!(!said.contains(name), "{name} in {said}");
    }
    assert!(shared.filters.iter().all(|filter| filter.values.is_none()) && !shared.filters.is_empty());
    let own = &shared.card.rules.rules;
    assert_eq!(own.eligible_intents.keys().collect::<Vec<_>>(), ["delivery", "returns"]);
    assert_eq!((own.target_per_intent.len(), own.flow_kind.keys().collect::<Vec<_>>()), (1, vec![&"help".to_owned()]));
    let mut withheld = shared.withheld;
    withheld.sort();
    let names =
        ["channel_kind", "eligible_intents", "flow_kind", "goal_per_flow", "narrow_flows", "target_per_intent", "value_aliases"];
    assert_eq!(withheld, names);
    // What names groups that anybody sees stays whole.
    let plain = shared_of(r#"{"eligible_intents": {"delivery": true, "returns": false}, "flow_kind": {"help": "support"}}"#);
    assert_eq!((plain.withheld.len(), plain.card.rules.rules.eligible_intents.len()), (0, 2));
}

fn shared_of(rules: &str) -> Shared {
    share(&chats_of(&[("delivery", 90), ("returns", 60), ("pricing", 40)], rules), ShareOptions(u8::MAX))
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
