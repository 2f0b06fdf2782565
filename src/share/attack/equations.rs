//! The sums that METRICS promises of a scorecard's counts.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Name, name};

/// Chats whose intent nobody decided, and those whose intent no bot should answer.
pub(super) const UNDECIDED: &str = "undecided";
pub(super) const NOT_ELIGIBLE: &str = "not_eligible";

/// Names whose counts add up to those of a total.
pub(super) const CHATS: [(&str, &[&str]); 16] = [
    ("handled", &["n"]),
    (UNDECIDED, &["n"]),
    (NOT_ELIGIBLE, &["n"]),
    ("deflection_rate", &["n", "k", "unknown"]),
    ("deflection_rate.durable", &["n", "k", "pending", "unknown"]),
    ("resolution_rate", &["n", "k", "unknown"]),
    ("resolution_rate.confirmed", &["k"]),
    ("fallback_rate", &["n", "k", "unknown"]),
    ("handoff_rate", &["n", "k", "unknown"]),
    ("csat", &["n", "k", "unknown"]),
    ("conversion_rate.chat_to_lead", &["n", "k"]),
    ("goal_completion_rate", &["n", "k"]),
    ("knowledge_gap_rate", &["n", "k"]),
    ("lead_quality_rate", &["n", "k", "pending"]),
    ("lead_quality_rate.all_leads", &["n", "k"]),
    ("qualified_booking_rate", &["n", "k", "pending"]),
];

/// `a sum of counts = a sum of counts`, in one place. What METRICS section 4 says of the same rows.
pub(super) type Identity = (&'static str, &'static [(&'static str, &'static str, i64)]);

pub(super) const IDENTITIES: [Identity; 16] = [
    ("rows are known or unknown", &[("resolution_rate", "n", 1), ("resolution_rate", "unknown", 1), ("handled", "n", -1)]),
    ("handoffs are known or unknown", &[("handoff_rate", "n", 1), ("handoff_rate", "unknown", 1), ("handled", "n", -1)]),
    ("fallbacks are known or unknown", &[("fallback_rate", "n", 1), ("fallback_rate", "unknown", 1), ("handled", "n", -1)]),
    (
        "eligible chats are mature or pending",
        &[
            ("deflection_rate", "n", 1),
            ("deflection_rate", "unknown", 1),
            ("deflection_rate.durable", "n", -1),
            ("deflection_rate.durable", "unknown", -1),
            ("deflection_rate.durable", "pending", -1),
        ],
    ),
    (
        "chats are eligible, undecided, or neither",
        &[
            ("handled", "n", 1),
            ("deflection_rate", "n", -1),
            ("deflection_rate", "unknown", -1),
            (UNDECIDED, "n", -1),
            (NOT_ELIGIBLE, "n", -1),
        ],
    ),
    (
        "resolved is confirmed or assumed",
        &[("resolution_rate.confirmed", "k", 1), ("resolution_rate.assumed", "k", 1), ("resolution_rate", "k", -1)],
    ),
    ("confirmed is of the known", &[("resolution_rate.confirmed", "n", 1), ("resolution_rate", "n", -1)]),
    ("the same leads", &[("lead_quality_rate", "n", 1), ("qualified_booking_rate", "n", -1)]),
    ("the same young leads", &[("lead_quality_rate", "pending", 1), ("qualified_booking_rate", "pending", -1)]),
    (
        "leads are mature or pending",
        &[("lead_quality_rate.all_leads", "n", 1), ("lead_quality_rate", "n", -1), ("lead_quality_rate", "pending", -1)],
    ),
    ("held is of the mature", &[("qualified_booking_rate.held", "n", 1), ("qualified_booking_rate", "n", -1)]),
    ("the funnel's leads", &[("funnel.bot_leads", "k", 1), ("conversion_rate.chat_to_lead", "k", -1)]),
    ("the funnel's chats", &[("funnel.engaged", "k", 1), ("conversion_rate.chat_to_lead", "n", -1)]),
    ("the funnel's quality", &[("funnel.qualified", "k", 1), ("lead_quality_rate", "k", -1)]),
    ("the funnel's mature leads", &[("funnel.qualified", "n", 1), ("lead_quality_rate", "n", -1)]),
    ("goals are of the engaged", &[("goal_completion_rate", "n", 1), ("conversion_rate.chat_to_lead", "n", -1)]),
];

/// What stands at the whole alone.
pub(super) const OF_ALL: [Identity; 12] = [
    ("counts", &[("counts.handled", "n", 1), ("handled", "n", -1)]),
    ("counts", &[("counts.engaged", "n", 1), ("conversion_rate.chat_to_lead", "n", -1)]),
    ("counts", &[("counts.bot_leads", "n", 1), ("lead_quality_rate.all_leads", "n", -1)]),
    ("definitions", &[("definition.deflection", "n", 1), ("deflection_rate", "n", -1)]),
    ("definitions", &[("definition.deflection", "k", 1), ("deflection_rate", "k", -1)]),
    ("definitions", &[("definition.resolved_over_involved", "n", 1), ("resolution_rate", "n", -1)]),
    ("definitions", &[("definition.resolved_over_involved", "k", 1), ("resolution_rate", "k", -1)]),
    ("definitions", &[("definition.confirmed_only", "k", 1), ("resolution_rate.confirmed", "k", -1)]),
    ("definitions", &[("definition.durable_eligible", "n", 1), ("deflection_rate.durable", "n", -1)]),
    ("definitions", &[("definition.durable_eligible", "k", 1), ("deflection_rate.durable", "k", -1)]),
    ("definitions", &[("definition.no_human", "n", 1), ("handoff_rate", "n", -1)]),
    ("definitions", &[("definition.no_human", "k", 1), ("handoff_rate", "k", 1), ("handoff_rate", "n", -1)]),
];

/// A sum that is 0.
pub(super) type Equation = BTreeMap<Name, i64>;

fn names_of<'a>(truth: &'a BTreeMap<Name, u64>, prefix: &str) -> Vec<&'a str> {
    let places: BTreeSet<&str> =
        truth.keys().map(|(place, ..)| place.as_str()).filter(|place| place.starts_with(prefix)).collect();
    places.into_iter().collect()
}

/// Every sum that holds of a card, and the truth of what no number of the card says: what a table leaves of its total.
pub(super) fn equations(truth: &mut BTreeMap<Name, u64>) -> Vec<Equation> {
    let mut equations = Vec::new();
    let value = |truth: &BTreeMap<Name, u64>, name: &Name| truth.get(name).copied();
    let mut tables = vec![("all".to_owned(), vec!["support".to_owned(), "lead".to_owned()], "boards".to_owned())];
    for board in ["support", "lead"] {
        let weeks = names_of(truth, &[board, "/"].concat()).into_iter().map(str::to_owned).collect();
        tables.push((board.to_owned(), weeks, [board, " weeks"].concat()));
    }
    for field in ["intent", "source", "campaign"] {
        let values = names_of(truth, &[field, "="].concat()).into_iter().map(str::to_owned).collect();
        tables.push(("all".to_owned(), values, field.to_owned()));
    }
    for (total, rows, table) in tables {
        for (of, columns) in CHATS {
            for column in columns.iter().copied() {
                let Some(sum) = value(truth, &name(&total, of, column)) else { continue };
                let parts: Vec<Name> = rows.iter().map(|row| name(row, of, column)).collect();
                if parts.iter().all(|part| value(truth, part).is_none()) {
                    continue;
                }
                let added: u64 = parts.iter().filter_map(|part| value(truth, part)).sum();
                assert!(added <= sum, "{table} {of} {column}: {added} of {sum}");
                // Leads of no chat and of other dates stand in no row. That nothing does is known.
                let rest = name(&table, of, column);
                truth.insert(rest.clone(), sum - added);
                let mut equation: Equation =
                    parts.into_iter().filter(|part| truth.contains_key(part)).map(|part| (part, 1)).collect();
                equation.insert(rest, 1);
                equation.insert(name(&total, of, column), -1);
                equations.push(equation);
            }
        }
    }
    let places: BTreeSet<String> = truth.keys().map(|(place, ..)| place.clone()).collect();
    let all = places.iter().flat_map(|place| IDENTITIES.iter().map(move |identity| (place.as_str(), identity)));
    for (place, (said, terms)) in all.chain(OF_ALL.iter().map(|identity| ("all", identity))) {
        let terms: Equation = terms.iter().map(|(of, count, times)| (name(place, of, count), *times)).collect();
        let values: Option<Vec<i64>> =
            terms.iter().map(|(name, times)| Some(times * truth.get(name).copied()?.cast_signed())).collect();
        if let Some(values) = values {
            assert_eq!(values.iter().sum::<i64>(), 0, "{said}: {terms:?}");
            equations.push(terms);
        }
    }
    equations
}
