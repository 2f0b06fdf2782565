//! The parts of the way from bytes to a scorecard, each by itself: `cargo bench --bench parts`. 100,000 conversations.

mod generator;

use std::hint::black_box;
use std::io::Cursor;

use botworth::facts;
use botworth::ingest::{HEAD_BYTES, Joining, Options, RangeOrder, RangePart, assemble, plan, read_file, read_range};
use botworth::model::Dictionary;
use botworth::rules::Rules;
use botworth::scorecard::{Basis, Query, score_on};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const CONVERSATIONS: u64 = 100_000;

fn reading(criterion: &mut Criterion) {
    let (name, csv) = generator::files(CONVERSATIONS).swap_remove(0);
    let events = generator::events(CONVERSATIONS);
    let files = [
        ("conversations, CSV", name, &csv),
        ("conversations, an object a line", "conversations.ndjson", &generator::as_lines(&csv)),
        ("events, CSV", "events.csv", &events),
        ("events, an object a line", "events.ndjson", &generator::as_lines(&events)),
    ];
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    for (what, name, text) in files {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(what, |bencher| {
            bencher.iter(|| read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}));
        });
    }
}

/// What a reader hands over, and what the session makes of it.
fn ranges(criterion: &mut Criterion) {
    // Enough for two ranges.
    let (name, csv) = generator::files(CONVERSATIONS * 2).swap_remove(0);
    let bytes = csv.as_bytes();
    let Some(plan) = plan(name, bytes.len() as u64, bytes.get(..HEAD_BYTES).unwrap_or(bytes), &Options::default()) else {
        return;
    };
    let part = read_range(&plan, RangeOrder::default(), Cursor::new(bytes), &mut |_, _| {});
    let sent = part.to_bytes();
    let mut group = criterion.benchmark_group("range");
    group.sample_size(20).throughput(Throughput::Bytes(part.bytes()));
    group.bench_function("read", |bencher| {
        bencher.iter(|| read_range(&plan, RangeOrder::default(), Cursor::new(bytes), &mut |_, _| {}));
    });
    group.bench_function("to bytes", |bencher| bencher.iter(|| part.to_bytes()));
    group.bench_function("from bytes", |bencher| bencher.iter(|| RangePart::from_bytes(&sent)));
    group.bench_function("joined", |bencher| {
        let fresh = || (Joining::new(plan.clone()), part.clone(), Dictionary::default());
        bencher.iter_batched(
            fresh,
            |(mut joining, part, mut dictionary)| {
                let next = joining.take(part, &mut dictionary);
                (joining, dictionary, next)
            },
            BatchSize::LargeInput,
        );
    });
}

fn scoring(criterion: &mut Criterion) {
    let files = generator::files(CONVERSATIONS);
    let read = |(name, text): &(&str, String)| read_file(name, text.len() as u64, text.as_bytes(), &mut |_, _| {}).ok();
    let parts: Vec<_> = files.iter().filter_map(read).collect();
    let load = assemble(&parts);
    println!("bytes held of each conversation: {}", load.tables.bytes() as u64 / CONVERSATIONS);
    let (rules, dictionary) = (Rules::default(), &load.tables.dictionary);
    let facts = facts::build(&load.tables, &rules, "UTC");
    let basis = Basis::new(&facts);
    let mut group = criterion.benchmark_group("score");
    group.sample_size(10).throughput(Throughput::Elements(CONVERSATIONS));
    group.bench_function("facts", |bencher| bencher.iter(|| facts::build(&load.tables, &rules, "UTC")));
    group.bench_function("what questions share", |bencher| bencher.iter(|| Basis::new(&facts)));
    let narrowed = Query::parse(None, None, None, &["channel=web".to_owned()], &[]).unwrap_or_default();
    for (what, query) in [("everything", Query::default()), ("one channel", narrowed)] {
        group.bench_function(what, |bencher| {
            bencher.iter(|| black_box(score_on(&facts, dictionary, &basis, Vec::new(), &query, |_, _| {})));
        });
    }
}

criterion_group!(benches, reading, ranges, scoring);
criterion_main!(benches);
