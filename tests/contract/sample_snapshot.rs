//! The sample's scorecard as people read it: a change here is a change of the sample, of METRICS or of the engine. The
//! numbers were held against the independent reading in `tests/reference` when they were accepted.

use std::fmt::Write as _;

use botworth::ingest::{assemble, read_file};
use botworth::rules::Rules;
use botworth::scorecard::{FileFacts, Metric, Scorecard, print_number, score};

fn sample() -> Scorecard {
    let mut rules = Rules::default();
    let mut parts = Vec::new();
    for (name, bytes) in botworth::sample::generate(7) {
        if name == "rules.json" {
            rules = Rules::from_json(std::str::from_utf8(&bytes).unwrap()).unwrap().0;
        } else {
            parts.push(read_file(&name, bytes.len() as u64, bytes.as_slice(), &mut |_, _| {}).unwrap());
        }
    }
    score(&assemble(&parts).tables, Vec::<FileFacts>::new(), &rules, "UTC")
}

fn line(name: &str, metric: &Metric) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), print_number);
    let counts = format!("{}/{}", number(metric.numerator), number(metric.denominator));
    format!("{name}: {} ({counts}, n {}, unknown {})", number(metric.value), metric.n, metric.unknown)
}

#[test]
fn the_sample_scores_as_it_did() {
    let card = sample();
    let mut text = format!("rules {}\n{:?}\n{:?}\n", card.rules_hash, card.period, card.counts);
    for (board, numbers) in &card.boards {
        let _ = writeln!(text, "\n{} board: {}", board.word(), numbers.flows.join(", "));
        for (id, metric) in &numbers.metrics {
            let _ = writeln!(text, "{}", line(id.word(), metric));
            for (part, metric) in &metric.parts {
                let _ = writeln!(text, "  {}", line(part.word(), metric));
            }
        }
        let _ = writeln!(text, "{:?}", numbers.roi);
        for (id, change) in &numbers.change {
            let _ = writeln!(
                text,
                "change of {}: {} to {}, {:?}",
                id.word(),
                print_number(change.from),
                print_number(change.to),
                change.verdict
            );
        }
    }
    for step in &card.funnel {
        let _ = writeln!(text, "{}: {:?} {:?}", step.step.word(), step.count, step.pending);
    }
    insta::assert_snapshot!(text);
}
