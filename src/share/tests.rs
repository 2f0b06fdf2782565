use std::io::Write as _;

use proptest::prelude::*;

use super::fixture::{march, names, quarter, scored};
use super::link::{self, EVERYWHERE, fragment, open};
use super::*;
use crate::model::SortedMap;
use crate::scorecard::{BoardId, MetricId, Scorecard, to_json};

/// An address of forty letters, as the length of a link is promised for.
const ADDRESS: usize = 40;

fn shared(card: &Scorecard) -> Shared {
    share(card, ShareOptions::default())
}

/// Changes what a link says.
type Forge = fn(&mut Shared);

fn support(shared: &mut Shared) -> &mut crate::scorecard::Board {
    shared.card.boards.get_mut(&BoardId::Support).unwrap()
}

#[test]
fn what_is_changed_anywhere_in_a_link_is_not_verified() {
    let own = shared(&quarter(&names(12, false)));
    let opened = |shared: &Shared| open(&fragment(shared)).unwrap();
    let (same, card) = (opened(&own), &own.card);
    assert!(verify(&same.shared, &same.missing, &own, &card.files).agrees());
    let forgeries: [(&str, Forge); 6] = [
        ("the sum in the headline", |shared| support(shared).roi.savings = Some(1e6)),
        ("an interval", |shared| support(shared).metrics.values_mut().for_each(|metric| metric.interval = None)),
        ("what changed", |shared| support(shared).change = SortedMap::new()),
        ("a week", |shared| drop(support(shared).weekly.pop())),
        ("an intent", |shared| {
            let metrics = shared.card.segments.values_mut().flat_map(SortedMap::values_mut).flat_map(SortedMap::values_mut);
            metrics.filter(|metric| metric.numerator.is_some()).take(1).for_each(|metric| metric.numerator = Some(0.0));
        }),
        ("how many there are", |shared| shared.card.counts.opened += 1),
    ];
    for (what, forge) in forgeries {
        let mut forged = own.clone();
        forge(&mut forged);
        assert!(!verify(&opened(&forged).shared, &[], &own, &card.files).agrees(), "{what}");
    }
    // What was cut off is not the same either.
    let whole = fragment(&own);
    let cut = open(&whole[..whole.len() * 2 / 3]).unwrap();
    let verified = verify(&cut.shared, &cut.missing, &own, &card.files);
    assert!(!verified.agrees() && !verified.missing.is_empty());
}

#[test]
fn a_link_that_says_over_how_many_rows_it_leaves_a_number_out_is_verified() {
    // As links of the first version did of money.
    let options = ShareOptions::default().with(Part::Money, false);
    let (card, own) = (march(), share(&march(), options));
    let mut older = own.clone();
    let cost = support(&mut older).metrics.get_mut(&MetricId::CostPerInteraction).unwrap();
    assert_eq!(cost.n, 0);
    cost.n = 2000;
    assert!(verify(&older, &[], &own, &card.files).agrees());
}

#[test]
fn what_is_shared_comes_back_from_its_link() {
    for card in [march(), quarter(&names(12, false)), quarter(&names(6, true))] {
        for options in [ShareOptions::default(), ShareOptions::default().with(Part::Names, false).with(Part::Money, false)] {
            let shared = share(&card, options);
            let opened = open(&fragment(&shared)).unwrap();
            assert_eq!((opened.missing, opened.is_cut), (Vec::new(), false));
            // Line by line, to see what differs.
            let (back, own) = (to_json(&opened.shared.card), to_json(&shared.card));
            back.lines().zip(own.lines()).for_each(|(back, own)| assert_eq!(back, own));
            assert_eq!(opened.shared, shared);
        }
    }
}

/// The same chats under the names of another language.
fn renamed(card: &Scorecard, from: &[String], to: &[String]) -> Scorecard {
    let mut card = card.clone();
    let rules = &mut card.rules.rules;
    for (from, to) in from.iter().zip(to) {
        if let Some(is_eligible) = rules.eligible_intents.remove(from) {
            rules.eligible_intents.insert(to.clone(), is_eligible);
        }
        for values in card.segments.values_mut() {
            if let Some(metrics) = values.remove(from) {
                values.insert(to.clone(), metrics);
            }
        }
        let is_of = ["intent=", from].concat();
        for finding in card.findings.iter_mut().filter(|finding| finding.segment.as_ref() == Some(&is_of)) {
            finding.segment = Some(["intent=", to].concat());
        }
    }
    card
}

/// As many exports as a help desk, a shop and a site give.
fn of_seven_files(mut card: Scorecard) -> Scorecard {
    let file = card.files[0].clone();
    let hash = |at: u64| format!("{:016x}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15)).repeat(4);
    card.files = (1..=7)
        .map(|at| crate::scorecard::FileFacts { sha256: hash(at), rows_read: file.rows_read / at, ..file.clone() })
        .collect();
    card.files.iter_mut().for_each(|file| (file.rows_kept, file.rows_rejected, file.rows_duplicate) = (file.rows_read, 0, 0));
    card
}

#[test]
fn a_full_support_scorecard_is_a_link_that_works_everywhere() {
    let mut lengths = Vec::new();
    let mut cards: std::collections::BTreeMap<usize, Scorecard> = std::collections::BTreeMap::new();
    for is_japanese in [false, true] {
        for intents in [10, 20, 40] {
            let [english, own] = [false, is_japanese].map(|is_japanese| names(intents, is_japanese));
            let card = cards.entry(intents).or_insert_with(|| of_seven_files(quarter(&english)));
            let shared = shared(&renamed(card, &english, &own));
            let length = ADDRESS + 1 + fragment(&shared).len();
            println!("{intents} intents, {}: {length} letters", if is_japanese { "Japanese" } else { "English" });
            lengths.push((intents, length));
            let board = &shared.card.boards[&BoardId::Support];
            assert_eq!((board.weekly.len(), shared.card.segments.values().next().unwrap().len()), (13, intents));
            assert!(
                !shared.card.findings.is_empty()
                    && shared.card.files.len() == 7
                    && !shared.card.rules.rules.eligible_intents.is_empty()
            );
        }
    }
    assert!(lengths.iter().all(|(intents, length)| *intents > 20 || *length <= EVERYWHERE), "{lengths:?}");
}

/// Links as they were made when their version was new. They open for as long as there is Botworth.
const GOLDEN: [&str; 2] = [include_str!("../../tests/fixtures/links/v1.txt"), include_str!("../../tests/fixtures/links/v2.txt")];

#[test]
fn links_of_every_version_open_with_the_numbers_they_were_made_with() {
    for (version, golden) in (1..).zip(GOLDEN) {
        assert_eq!(golden.lines().count(), 2, "with everything, and without names and money");
        for (at, link) in golden.lines().enumerate() {
            let opened = open(link).unwrap();
            assert_eq!((opened.missing, opened.is_cut), (Vec::new(), false));
            let board = &opened.shared.card.boards[&BoardId::Support];
            // METRICS section 8: 540 of 1,200, 45 %, 42.2-47.8, and $2,250.
            let deflection = &board.metrics[&crate::scorecard::MetricId::DeflectionRate];
            assert_eq!((deflection.value, deflection.numerator, deflection.denominator), (Some(0.45), Some(540.0), Some(1200.0)));
            assert_eq!(deflection.interval, crate::metrics::statistics::wilson(540, 1200));
            assert_eq!((board.flows.len(), board.weekly.len()), (if at == 0 { 2 } else { 0 }, 13));
            assert_eq!(board.weekly[0].from, "2026-01-05");
            assert_eq!(board.roi.savings, (at == 0).then_some(2250.0));
            let (rules, hash) = (&opened.shared.card.rules.rules, opened.shared.card.rules_hash.as_str());
            assert_eq!(rules.manual_cost_per_conversation, (at == 0).then_some(4.5));
            // The first version had a hash of rules that it left out.
            assert_eq!(hash, if at == 0 || version == 1 { "7f3a91c2" } else { "" });
        }
    }
}

#[test]
fn what_is_written_today_is_what_the_latest_golden_links_hold() {
    let parts = [ShareOptions::default(), ShareOptions::default().with(Part::Names, false).with(Part::Money, false)];
    let written = parts.map(|options| share(&march(), options));
    let latest = written.each_ref().map(fragment).join("\n");
    for (link, shared) in GOLDEN.last().unwrap().lines().zip(&written) {
        // Not letter by letter: another library may deflate better.
        assert!(open(link).unwrap().shared == *shared, "the latest are\n{latest}");
        assert_eq!(link::sections_in(link), super::form::sections_of(shared));
    }
}

#[test]
fn a_link_of_both_boards_says_what_it_said_of_intents_sources_and_findings() {
    // The sample's, with everything in it: a code that is given to another name shows here.
    let opened = open(include_str!("../../tests/fixtures/links/v1-shop.txt")).unwrap();
    assert_eq!((opened.missing, opened.is_cut), (Vec::new(), false));
    let card = opened.shared.card;
    let all = (card.counts, card.boards, card.segments, card.attribution, card.definitions, card.findings, card.checks);
    insta::assert_json_snapshot!(all);
}

#[test]
fn links_of_the_one_switch_for_sources_and_campaigns_have_both_or_none() {
    let opened = open(include_str!("../../tests/fixtures/links/v1-shop.txt")).unwrap();
    let has = [Part::Sources, Part::Campaigns].map(|part| opened.shared.options.has(part));
    let fields: Vec<String> = opened.shared.card.segments.keys().map(|key| String::from(key.clone())).collect();
    assert!(has == [true, true] && fields.iter().any(|field| field == "source"), "{has:?} {fields:?}");
}

#[test]
fn a_cut_link_shows_what_came_before_the_cut_and_says_so() {
    let shared = shared(&quarter(&names(12, false)));
    let whole = fragment(&shared);
    let cut = &whole[..whole.len() * 7 / 10];
    let opened = open(&format!("https://docs.example.org/#{cut}")).unwrap();
    assert!(opened.is_cut && !opened.missing.is_empty());
    assert_eq!(opened.shared.card.boards[&BoardId::Support].metrics, shared.card.boards[&BoardId::Support].metrics);
    assert_eq!(open(&whole[..40]), Err(LinkFault::Broken), "nothing that could be shown");
}

#[test]
fn a_changed_letter_is_found_and_no_number_is_shown() {
    let whole = fragment(&shared(&march()));
    let at = whole.len() / 2;
    let other = if whole.as_bytes()[at] == b'A' { "B" } else { "A" };
    let changed = [&whole[..at], other, &whole[at + 1..]].concat();
    assert_eq!(open(&changed), Err(LinkFault::Broken));
}

#[test]
fn what_mail_programs_add_to_a_link_is_no_part_of_it() {
    let shared = shared(&march());
    let whole = fragment(&shared);
    let (first, second) = whole.split_at(200);
    for pasted in [format!("<https://docs.example.org/#{whole}>"), format!("#{first}\r\n {second}."), format!("{whole})")] {
        let opened = open(&pasted).unwrap();
        assert!(!opened.is_cut);
        assert_eq!(opened.shared, shared);
    }
}

#[test]
fn other_links_explain_themselves() {
    assert_eq!(open("support?channel=web"), Err(LinkFault::NoLink));
    assert_eq!(open("s.d3.AAAA.AAAAAA"), Err(LinkFault::Newer { version: 3, known: 2 }));
    // Whole, and without a head that could be read.
    assert_eq!(open(&link::enveloped('d', 3, &link::deflated(&[0, 1, 7]))), Err(LinkFault::Newer { version: 3, known: 2 }));
    // A codec that nobody knows here is of a form to come, whatever number it bears; a number beyond belief too.
    assert_eq!(open("s.z1.AAAA.AAAAAA"), Err(LinkFault::Newer { version: 3, known: 2 }));
    assert_eq!(open("s.d999999999999.AAAA.AAAAAA"), Err(LinkFault::Newer { version: u32::MAX, known: 2 }));
    assert_eq!(open("s.d.AAAA"), Err(LinkFault::Broken));
    // Of a link that is read, the letters are found to be cut.
    let letters = |letters: usize| format!("s.d1.{}", "A".repeat(letters - 5));
    assert_eq!(open(&letters(link::MAX_LETTERS)), Err(LinkFault::Broken));
    assert_eq!(open(&letters(link::MAX_LETTERS + 1)), Err(LinkFault::TooLong));
    assert_eq!(open(&link::locked_fragment(&[7; 40])), Err(LinkFault::Locked));
    assert_eq!(link::locked_bytes(&link::locked_fragment(&[7; 40])), Ok(vec![7; 40]));
}

/// A link as a later version may make it: its weeks are written otherwise, so they stand under another number, and a part is new.
fn later_link(shared: &Shared) -> String {
    let mut sections = super::form::sections_of(shared);
    let weeks = sections.remove(&SectionId::SupportWeeks.number()).unwrap();
    sections.insert(20, weeks.into_iter().rev().collect());
    sections.insert(21, b"what nobody thought of".to_vec());
    // The head begins with what was put in and the parts that there are; what a later one adds stands at its end.
    let head = sections.remove(&0).unwrap();
    let mut reader = super::bytes::Reader(&head);
    let mut writer = super::bytes::Writer::default();
    writer.byte(reader.byte().unwrap());
    writer.count((reader.count().unwrap() & !(1 << SectionId::SupportWeeks.number())) | 1 << 20 | 1 << 21);
    writer.0.extend_from_slice(reader.0);
    writer.text("more");
    sections.insert(0, writer.0);
    link::enveloped('d', 3, &link::deflated(&super::sections::written(&sections)))
}

#[test]
fn a_newer_link_shows_what_is_known_of_it_and_says_that_there_is_more() {
    let mut shared = shared(&quarter(&names(12, false)));
    shared.card.engine = "9.1.0".to_owned();
    let opened = open(&later_link(&shared)).unwrap();
    assert_eq!(opened.newer, Some(Newer { version: 3, known: 2, parts: 2 }));
    assert_eq!((opened.missing, opened.is_cut), (Vec::new(), false));
    let (own, card) = (&opened.shared.card, &shared.card);
    assert_eq!((own.engine.as_str(), &own.period), ("9.1.0", &card.period));
    assert_eq!(opened.shared.compare, None);
    assert_eq!((&own.segments, &own.files, &own.rules), (&card.segments, &card.files, &card.rules));
    let board = &own.boards[&BoardId::Support];
    assert_eq!((&board.metrics, board.weekly.len()), (&card.boards[&BoardId::Support].metrics, 0));
}

#[test]
fn as_many_groups_may_be_hidden_as_a_link_claims() {
    assert_eq!(Hidden { segments: u32::MAX, weeks: 1 }.total(), 4_294_967_296);
}

#[test]
fn money_of_a_hidden_number_is_hidden() {
    // 3 deflected of 4 by the savings that they make: $13.50 less what they cost.
    let mut card = march();
    let board = card.boards.get_mut(&BoardId::Support).unwrap();
    let deflection = board.metrics.get_mut(&MetricId::DeflectionRate).unwrap();
    (deflection.numerator, deflection.denominator, deflection.n) = (Some(3.0), Some(4.0), 4);
    let roi = &shared(&card).card.boards[&BoardId::Support].roi;
    assert_eq!((roi.savings, roi.value, roi.percent, roi.intervals.savings), (None, None, None, None));
    assert_eq!(roi.program_cost, Some(399.0), "what was paid is of all chats");
}

#[test]
fn a_link_that_swells_is_stopped_while_it_does() {
    // 40 MB of zeros are 40 KB deflated, fewer letters than are read at most.
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..40 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    let bomb = link::locked_fragment(&encoder.finish().unwrap()).replacen("s.e", "s.d", 1);
    assert!(bomb.len() < link::MAX_LETTERS);
    assert_eq!(open(&bomb), Err(LinkFault::TooLong));
}

#[test]
fn nothing_of_people_files_or_free_text_is_in_a_link() {
    let chats = "conversation_id,started_at,flow,intent,source,campaign,page,question,missing_answer,user_turns,email,resolution,handoff\n"
        .to_owned()
        + &(0..400)
            .map(|at| {
                format!(
                    "chat-{at},2026-03-{:02}T10:00:00Z,secretflow,secretintent,secretsource,secretcampaign,/secretpage,secretquestion {at},yes,3,secret{at}@example.com,none,none\n",
                    1 + at % 28
                )
            })
            .collect::<String>();
    let rules = r#"{"value_aliases": {"source": {"secretsource": "secretalias"}}, "high_intent_pages": ["/secretpage"],
        "flow_kind": {"secretflow": "support"}, "eligible_intents": {"secretintent": true}, "launched_on": "2025-01-01"}"#;
    let card = scored(&[("secretfile.csv", chats)], rules);
    let card = Scorecard { query: "source=secretalias&intent=secretintent&campaign=secretcampaign".to_owned(), ..card };
    let said = |options: ShareOptions| {
        let shared = share(&card, options);
        assert_eq!(open(&fragment(&shared)).unwrap().shared, shared);
        // What a link holds, before it is deflated.
        let bytes = super::sections::written(&super::form::sections_of(&shared));
        (String::from_utf8_lossy(&bytes).into_owned(), shared.withheld)
    };
    let (plain, withheld) = said(ShareOptions::default());
    assert!(plain.contains("secretintent") && plain.contains("secretflow"));
    for secret in
        ["secretfile", "secretsource", "secretalias", "secretcampaign", "secretpage", "secretquestion", "@example", "chat-1"]
    {
        assert!(!plain.contains(secret), "{secret}");
    }
    assert_eq!(withheld, ["value_aliases", "high_intent_pages"]);
    let (nameless, withheld) = said(ShareOptions::default().with(Part::Names, false));
    assert!(!nameless.contains("secret"));
    assert_eq!(withheld, ["value_aliases", "flow_kind", "eligible_intents", "high_intent_pages"]);
    let (sources, _) = said(ShareOptions::default().with(Part::Sources, true));
    assert!(sources.contains("secretalias") && !sources.contains("secretcampaign"));
    let (campaigns, _) = said(ShareOptions::default().with(Part::Campaigns, true));
    assert!(campaigns.contains("secretcampaign") && !campaigns.contains("secretalias"));
    let (open_names, withheld) = said(ShareOptions(u8::MAX));
    assert!(open_names.contains("secretalias") && !open_names.contains("secretquestion") && !open_names.contains("secretfile"));
    assert_eq!(withheld, [""; 0]);
}

/// What someone finds out of a link who knows every total: a number of rows that is the only one left of its column.
fn recovered(shared: &Shared, card: &Scorecard) -> Vec<u64> {
    let below = card.rules.rules.suppress_below;
    let mut found = Vec::new();
    let mut tables: Vec<(Vec<&crate::scorecard::MetricSet>, &crate::scorecard::MetricSet)> = Vec::new();
    for values in shared.card.segments.values() {
        tables.push((values.values().collect(), &card.metrics));
    }
    for (id, board) in &shared.card.boards {
        tables.push((board.weekly.iter().map(|week| &week.metrics).collect(), &card.boards[id].metrics));
    }
    for (rows, totals) in tables {
        for id in crate::scorecard::ChangeId::ALL {
            let cells: Vec<_> = rows.iter().filter_map(|row| id.of(row)).collect();
            let is_hidden = |cell: &&&crate::scorecard::Metric| cell.needs.contains(&crate::scorecard::Need::Suppressed);
            let hidden = cells.iter().filter(is_hidden).count();
            let seen: u64 = cells.iter().map(|cell| cell.n).sum();
            let Some(total) = id.of(totals).map(|metric| metric.n).filter(|_| hidden > 0) else { continue };
            let rest = total.saturating_sub(seen);
            // A total that is small is hidden itself. One group alone is what is left of it; groups of as many rows as they are
            // have one each, unless nothing tells which of them are groups.
            let is_all = hidden == cells.len();
            if total >= below && (hidden == 1 || (rest <= hidden as u64 && !is_all)) {
                found.push(rest);
            }
        }
    }
    found
}

fn small_data() -> impl Strategy<Value = Scorecard> {
    // Chats of an intent and a week each; some answer the survey.
    prop::collection::vec((0..7_u32, 0..6_u32, any::<bool>(), 0..3_u32), 8..90).prop_map(|chats| {
        let mut rows = String::from(
            "conversation_id,started_at,flow,intent,user_turns,resolution,handoff,fallbacks,csat,csat_max,eligible\n",
        );
        for (at, (intent, week, resolved, csat)) in chats.iter().enumerate() {
            let day = crate::model::Date(20_458 + i32::try_from(week * 7).unwrap());
            let csat = if *csat == 0 { "5" } else { "" };
            let resolution = if *resolved { "confirmed" } else { "none" };
            rows.extend([format!(
                "c{at},{day}T10:00:00Z,help,intent {intent},2,{resolution},none,0,{csat},5,{}\n",
                intent % 2 == 0
            )]);
        }
        scored(&[("chats.csv", rows)], "")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_small_group_is_shown_or_left_over_from_a_total(card in small_data()) {
        let below = card.rules.rules.suppress_below;
        let shared = shared(&card);
        let tables = shared.card.segments.values().flat_map(SortedMap::values);
        let weeks = shared.card.boards.values().flat_map(|board| board.weekly.iter().map(|week| &week.metrics));
        let totals = shared.card.boards.values().map(|board| &board.metrics);
        for metrics in tables.chain(weeks).chain(totals) {
            for (id, metric) in metrics {
                prop_assert!(metric.n == 0 || metric.n >= below, "{id:?} {metric:?}");
            }
        }
        // That nothing is left is no group: those rows have no chats of this number.
        let is_small = |rows: &u64| (1..below).contains(rows);
        let found: Vec<u64> = recovered(&shared, &card).into_iter().filter(is_small).collect();
        prop_assert!(found.is_empty(), "{found:?}");
        prop_assert_eq!(open(&fragment(&shared)).unwrap().shared, shared);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_letters_are_a_fault_and_never_a_panic(letters in "[A-Za-z0-9_.-]{0,300}") {
        let _ = open(&letters);
        let _ = open(&format!("s.d1.{letters}"));
    }

    #[test]
    fn any_sections_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = link::open_unlocked("s.e1.AAAA", &link::deflated(&bytes));
    }

    #[test]
    fn a_changed_byte_behind_a_right_check_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = super::sections::written(&super::form::sections_of(&shared(&march())));
        *at.get_mut(&mut bytes) = byte;
        if let Ok(opened) = link::open_unlocked("s.e1.AAAA", &link::deflated(&bytes)) {
            // What was read can be shown: no number is infinite, and a link can be made of it again.
            prop_assert!(open(&fragment(&opened.shared)).is_ok());
        }
    }
}
