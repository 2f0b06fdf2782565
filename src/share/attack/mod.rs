//! Someone who has a link, knows METRICS, and solves for what is hidden: every count of the link is a known, every count that is
//! not shown an unknown, and every sum that METRICS promises an equation. What has one solution is given away.

mod counts;
mod equations;
mod solve;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use self::counts::{Name, counts, name, segment_place, true_counts};
use self::equations::{IDENTITIES, NOT_ELIGIBLE, OF_ALL, UNDECIDED, equations};
use self::solve::{bounded, solved};
use super::fixture::{Chat, shop};
use super::words::{segment_groups, week_groups};
use super::{Part, ShareOptions, Shared, share};
use crate::model::Dimension;
use crate::scorecard::{BoardId, ChangeId, MetricId, Scorecard, SegmentKey};

/// What is given away of small groups: their counts, or so much that few are left.
fn given_away(card: &Scorecard, shared: &Shared) -> Vec<String> {
    let below = card.rules.rules.suppress_below;
    let mut truth = true_counts(card);
    let mut seen = counts(&shared.card);
    let equations = equations(&mut truth);
    // That a table leaves nothing is as good as known.
    for (name, value) in &truth {
        if *value == 0 && ["boards", "support weeks", "lead weeks", "intent", "source", "campaign"].contains(&name.0.as_str()) {
            seen.insert(name.clone(), 0);
        }
    }
    // So is what the rules say of an intent, also of one that the table does not show: all of its chats are eligible, or
    // undecided, or neither. A table that is not in the link names nobody.
    let key = SegmentKey::of(Dimension::Intent);
    let intents = card.segments.get(&key).filter(|_| shared.card.segments.contains_key(&key)).into_iter().flatten();
    for intent in intents.map(|(intent, _)| segment_place("intent", intent)) {
        let kinds = [("deflection_rate", "n"), ("deflection_rate", "unknown"), (UNDECIDED, "n"), (NOT_ELIGIBLE, "n")];
        let kinds = kinds.map(|(of, count)| name(&intent, of, count));
        let own = |kinds: &[Name]| kinds.iter().filter_map(|kind| truth.get(kind)).sum::<u64>();
        let groups = [&kinds[..2], &kinds[2..3], &kinds[3..]];
        assert!(groups.iter().filter(|kinds| own(kinds) > 0).count() <= 1, "{intent} is of several kinds");
        let others = groups.into_iter().filter(|kinds| own(kinds) == 0).flatten();
        seen.extend(others.filter(|kind| truth.contains_key(*kind)).map(|kind| (kind.clone(), 0)));
    }
    for (name, value) in &seen {
        if let Some(own) = truth.get(name) {
            assert_eq!(own, value, "{name:?} is not true");
        }
    }
    let (solved, bounds) = (solved(&equations, &seen), bounded(&equations, &seen));
    let mut found = Vec::new();
    for ((place, of, count), rows) in &truth {
        if *count != "n" || *rows == 0 || *rows >= below || of.starts_with("counts.") {
            continue;
        }
        // The chats of which some are leads are those that visitors began, and how many of those is a number of its own.
        let is_other =
            of.starts_with("funnel.") || of.starts_with("definition.") || [UNDECIDED, NOT_ELIGIBLE].contains(&of.as_str());
        for count in ["n", "k"] {
            let own = name(place, of, count);
            let Some(value) = truth.get(&own) else { continue };
            let is_total_plain = is_plain(&truth, place, of);
            // How many leads are young is said in a table of leads, and so is how many there are at all: no number is over them.
            let is_no_cell = count == "n" && of.ends_with(".all_leads") && (place.contains('=') || place.contains('/'));
            if count == "k" && is_total_plain || is_other || is_no_cell {
                continue;
            }
            if seen.contains_key(&own) {
                found.push(format!("{own:?} = {value} is shown, of {rows} below {below}"));
            } else if let Some(solved) = solved.get(&own) {
                found.push(format!("{own:?} = {value} is solved as {solved}, of {rows} below {below}"));
            } else if let Some((low, high)) = bounds.get(&own) {
                let few = if count == "n" { below as f64 } else { 2.0 };
                // Of what no table shows only a solution is told: how many of a source's chats say whether they were resolved is
                // no group of the link.
                if high - low + 1.0 < few && is_cell(place, of) {
                    found.push(format!("{own:?} = {value} is between {low} and {high}, of {rows} below {below}"));
                }
            }
        }
    }
    found
}

/// Whether a number stands in the link at a place, hidden or not.
fn is_cell(place: &str, of: &str) -> bool {
    let groups = match (place.split_once('='), place.split_once('/')) {
        (Some((field, _)), _) => segment_groups(&SegmentKey::parse(field).unwrap()),
        (_, Some((board, _))) => week_groups(BoardId::from_word(board).unwrap()),
        (None, None) => return true,
    };
    let word = |id: &ChangeId| match id.metric() {
        (MetricId::CostPerInteraction, _) => "handled".to_owned(),
        (metric, None) => metric.word().to_owned(),
        (metric, Some(part)) => [metric.word(), ".", part.word()].concat(),
    };
    groups.iter().copied().flatten().any(|id| word(id) == of)
}

/// Whether all or none count in the whole table: then they do in every row.
fn is_plain(truth: &BTreeMap<Name, u64>, place: &str, of: &str) -> bool {
    let total = if place.contains('/') { place.split('/').next().unwrap_or_default() } else { "all" };
    let of_total = |count| truth.get(&name(total, of, count)).copied();
    matches!((of_total("k"), of_total("n")), (Some(k), Some(n)) if k == 0 || k == n)
}

/// A scorecard that is not printed where a test fails: its chats say more.
struct Shop(Scorecard);

impl std::fmt::Debug for Shop {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?}", self.0.counts)
    }
}

fn any_shop() -> impl Strategy<Value = Shop> {
    let chat = (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), any::<[u8; 6]>());
    let chats = prop_oneof![prop::collection::vec(chat, 10..80), prop::collection::vec(chat, 80..300)];
    (chats, (1..9_u8, 1..18_u8), 2..=20_u64, prop_oneof![Just(30_u64), 2..30_u64])
        .prop_map(|(chats, spread, below, min_n)| Shop(shop(&chats, spread, below, min_n)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn nobody_who_solves_for_what_is_hidden_finds_a_small_group(Shop(card) in any_shop(), options in any::<u8>()) {
        // A link without names says the same of rows that bear numbers: whoever knows the names knows more.
        let named = ShareOptions(options).with(Part::Names, true).with(Part::Sources, true).with(Part::Campaigns, true);
        for options in [ShareOptions(u8::MAX), named, ShareOptions(options)] {
            let found = given_away(&card, &share(&card, options));
            prop_assert!(found.is_empty(), "{options:?}\n{}", found.join("\n"));
        }
    }
}

/// A shop whose lead bot has few surveys: all but one link's number of them is shown.
fn shop_with_few_surveys() -> Scorecard {
    let chats: Vec<Chat> = (0..400_u32)
        .map(|at| {
            let of = |times: u32| u8::try_from(at.wrapping_mul(times) % 256).unwrap();
            (
                if at % 5 == 0 { 200 } else { 60 },
                of(37),
                of(53),
                of(91),
                [of(3), of(5), of(7), if at % 5 == 0 && at > 15 { 150 } else { 60 }, of(13), of(17)],
            )
        })
        .collect();
    shop(&chats, (5, 6), 6, 30)
}

#[test]
fn a_number_of_one_board_is_not_what_a_table_leaves_of_the_other() {
    let card = shop_with_few_surveys();
    let csat = |board: BoardId| card.boards[&board].metrics[&MetricId::Csat].n;
    assert!(csat(BoardId::Lead) < 6 && csat(BoardId::Lead) > 0 && csat(BoardId::Support) > 100);
    let shared = share(&card, ShareOptions::default());
    assert_eq!(given_away(&card, &shared), [""; 0]);
    // The attack finds what is there to be found: the same link with all surveys of all intents seen.
    let mut careless = shared.clone();
    for (key, values) in &card.segments {
        if let Some(shown) = careless.card.segments.get_mut(key) {
            for (value, metrics) in values {
                let csat = metrics[&MetricId::Csat].clone();
                shown.get_mut(value).unwrap().insert(MetricId::Csat, csat);
            }
        }
    }
    let found = given_away(&card, &careless);
    assert!(found.iter().any(|found| found.contains("\"lead\", \"csat\", \"n\"") && found.contains("solved")), "{found:?}");
}

#[test]
fn the_attack_knows_its_equations() {
    let card = shop_with_few_surveys();
    let mut truth = true_counts(&card);
    let equations = equations(&mut truth);
    for identity in IDENTITIES.iter().chain(&OF_ALL) {
        let names: BTreeSet<(&str, &str)> = identity.1.iter().map(|(of, count, _)| (*of, *count)).collect();
        let is_used = equations
            .iter()
            .any(|equation| equation.keys().map(|(_, of, count)| (of.as_str(), *count)).collect::<BTreeSet<_>>() == names);
        assert!(is_used, "{identity:?}");
    }
}
