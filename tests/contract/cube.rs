//! A cube written by hand gives the numbers that its counts say.

use botworth::metrics::{Field, Filter, Scope};
use botworth::model::Dimension;
use botworth::rules::Rules;
use botworth::scorecard::{BoardId, MetricId, Need, PartId, Query, Scorecard, score_facts};

use crate::load::assert_close;

/// Columns that the rows below fill, with what follows the last comma left empty.
const HEADER: &str = "part,measure,split,name,day,channel,flow,intent,engaged,bot_involved,handoff,resolution,eligible,has_fallback,\
    knows_user_turns,own_day,state,value,n,orders,conversions,sum,own_sum,squares,text";

/// Sixty resolved and forty handed off; 4 turns fifty times, 6 thirty times, 9 twenty times; three orders of 300, of which
/// chats earned 120 of one person and 80 of another among fifty.
fn cube() -> String {
    let rules = serde_json::to_string(&Rules::default()).unwrap().replace('"', "\"\"");
    let chat = |part: &str, handoff: &str, resolution: &str, turns: &str, n: u32| {
        format!("{part},,,,2026-03-02,web,help,returns,true,true,{handoff},{resolution},true,false,true,,,{turns},{n},,,,,,")
    };
    let rows = [
        HEADER.to_owned(),
        format!("about,form{},1", ",".repeat(22)),
        format!("about,rules{},\"{rules}\"", ",".repeat(22)),
        format!("about,persons{},77", ",".repeat(22)),
        chat("chats", "none", "confirmed", "", 60),
        chat("chats", "accepted", "none", "", 40),
        chat("user_turns", "none", "confirmed", "4", 50),
        chat("user_turns", "none", "confirmed", "6", 10),
        chat("user_turns", "accepted", "none", "6", 20),
        chat("user_turns", "accepted", "none", "9", 20),
        format!("orders{},2026-03-03,counted,,3,,,300,,,", ",".repeat(14)),
        format!("money,orders,all{},50,3,2,,,,", ",".repeat(15)),
        format!("money,attributed,all{},,,,200,200,20800,", ",".repeat(15)),
    ];
    rows.join("\n")
}

fn scored(cubes: &[&str], query: &Query) -> Scorecard {
    let parts: Vec<_> = cubes
        .iter()
        .zip(["one.csv", "other.csv"])
        .map(|(text, name)| botworth::ingest::read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}).unwrap())
        .collect();
    let load = botworth::ingest::assemble(&parts);
    assert_eq!(load.ledger.total(), 0);
    // Other rules than the cube's own change nothing.
    let facts = botworth::facts::build(&load.tables, &Rules { min_n: 7, ..Rules::default() }, "UTC");
    score_facts(&facts, &load.tables.dictionary, Vec::new(), query)
}

#[test]
fn counts_are_counted_as_rows_are() {
    let card = scored(&[&cube()], &Query::default());
    assert_eq!((card.counts.handled, card.counts.persons, card.counts.revenue_rows), (100, Some(77), 3));
    assert_eq!(card.rules.rules.min_n, 30);
    let metric = |id: MetricId| card.metrics.get(&id).unwrap();
    assert_close(metric(MetricId::DeflectionRate).value, 0.6);
    assert_close(metric(MetricId::HandoffRate).value, 0.4);
    // The fiftieth is 4, the next one 6.
    assert_close(metric(MetricId::SessionLength).value, 5.0);
    assert_eq!(metric(MetricId::SessionLength).n, 100);
    assert_eq!(metric(MetricId::SessionLength).parts.get(&PartId::DurationS).unwrap().needs, [Need::Duration]);
    let returns = card.segments.iter().find_map(|(_, values)| values.get("returns")).unwrap();
    assert_eq!(returns.get(&MetricId::HandoffRate).unwrap().n, 100);
}

#[test]
fn money_has_the_spread_of_its_persons() {
    let card = scored(&[&cube()], &Query::default());
    let revenue = card.metrics.get(&MetricId::AttributedRevenue).unwrap();
    assert_close(revenue.value, 200.0);
    // Squares 120² + 80² = 20,800 over 50 persons: variance (20,800 - 200² / 50) / 49, half-width z sqrt(50 x variance).
    assert_close(revenue.interval.map(|[_, high]| high), 200.0 + 1.959_963_984_540_054 * (50.0 * 20_000.0 / 49.0_f64).sqrt());
    assert_eq!(revenue.interval.map(|[low, _]| low), Some(0.0));
}

#[test]
fn money_that_is_not_summed_is_not_guessed() {
    let filter = |field, value: &str| Filter { field, values: vec![value.to_owned()] };
    let web = filter(Field::Dimension(Dimension::Channel), "web");
    let returns = filter(Field::Dimension(Dimension::Intent), "returns");
    let scope = Scope { range: None, filters: vec![web, returns] };
    let card = scored(&[&cube()], &Query { scope, ..Query::default() });
    let revenue = card.metrics.get(&MetricId::AttributedRevenue).unwrap();
    assert_eq!((revenue.value, revenue.needs.as_slice()), (None, [Need::NotInCube].as_slice()));
    assert_eq!(card.counts.persons, None);
    assert_close(card.metrics.get(&MetricId::DeflectionRate).unwrap().value, 0.6);
}

#[test]
fn cubes_add_up_and_tell_no_persons() {
    let one = cube();
    let other = one.replace("2026-03-02", "2026-04-02");
    let card = scored(&[&one, &other], &Query::default());
    assert_eq!((card.counts.handled, card.counts.persons), (200, None));
    let revenue = card.metrics.get(&MetricId::AttributedRevenue).unwrap();
    assert_eq!((revenue.value, revenue.interval), (Some(400.0), None));
    assert_eq!((card.period.from.as_deref(), card.period.to.as_deref()), (Some("2026-03-02"), Some("2026-04-02")));
}

#[test]
fn a_bot_lead_in_any_part_makes_a_flow_for_leads() {
    let told = |kind: &str, day: &str| {
        let row = format!("about,flow_kind,,help{},{kind}", ",".repeat(20));
        [cube().replace("2026-03-02", day), row].join("\n")
    };
    let [support, lead] = [told("support", "2026-04-02"), told("lead", "2026-03-02")];
    for parts in [[&support, &lead], [&lead, &support]] {
        let card = scored(&parts.map(String::as_str), &Query::default());
        assert_eq!(card.boards.keys().collect::<Vec<_>>(), [&BoardId::Lead]);
        assert_eq!(card.boards.get(&BoardId::Lead).unwrap().flows, ["help"]);
    }
}

#[test]
fn a_value_in_one_part_alone_has_the_orders_of_both() {
    let returns = format!("money,orders,intent,returns{}10,3,1,,,,", ",".repeat(15));
    let card = scored(&[&[cube(), returns].join("\n"), &cube().replace("2026-03-02", "2026-04-02")], &Query::default());
    let returns = card.segments.iter().find_map(|(_, values)| values.get("returns")).unwrap();
    assert_eq!(returns.get(&MetricId::AttributedRevenue).unwrap().n, 6);
}

#[test]
fn orders_without_a_chat_before_them_are_no_money_of_chats() {
    let attributed = |cube: &str| scored(&[cube], &Query::default()).attribution.first().and_then(|line| line.attributed);
    assert_eq!(attributed(&cube()), Some(0.0));
    // Where sums of few are kept back, nothing is said of what is not there.
    let suppressed = format!("{}\nabout,suppressed_below{},5", cube(), ",".repeat(22));
    assert_eq!(attributed(&suppressed), None);
}

#[test]
fn what_a_cube_hides_is_not_guessed() {
    let told = |measure: &str, text: &str| format!("about,{measure}{},{text}", ",".repeat(22));
    let money =
        |measure: &str, split: &str, name: &str, rest: &str| format!("money,{measure},{split},{name}{}{rest}", ",".repeat(15));
    let rows = [
        cube(),
        told("first_date", "2026-03-01"),
        told("last_date", "2026-03-08"),
        money("hidden", "intent", "returns", ",,,,,,"),
    ];
    let card = scored(&[&rows.join("\n")], &Query::default());
    // Folded dates stand on one of their group; the cube tells between which they were.
    assert_eq!((card.period.from.as_deref(), card.period.to.as_deref()), (Some("2026-03-01"), Some("2026-03-08")));
    let revenue = card.metrics.get(&MetricId::AttributedRevenue).unwrap();
    assert_close(revenue.value, 200.0);
    let returns = card.segments.iter().find_map(|(_, values)| values.get("returns")).unwrap();
    let hidden = returns.get(&MetricId::AttributedRevenue).unwrap();
    assert_eq!((hidden.value, hidden.needs.as_slice()), (None, [Need::NotInCube].as_slice()));
    // Of a channel the same cube says nothing, so it has no money.
    let web = card.segments.iter().find_map(|(_, values)| values.get("web")).unwrap();
    assert_eq!(web.get(&MetricId::AttributedRevenue).unwrap().value, Some(0.0));
}
