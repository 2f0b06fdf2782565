//! Questions are grouped at least as well as by scikit-learn's TF-IDF with k-means.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use botworth::insight::gaps::cluster;

/// How often each pair of true and found group occurs.
fn table(truth: &[&str], found: &[u32]) -> BTreeMap<(String, u32), f64> {
    let mut table = BTreeMap::new();
    for (truth, found) in truth.iter().zip(found) {
        *table.entry(((*truth).to_owned(), *found)).or_default() += 1.0;
    }
    table
}

fn sums<K: Ord + Clone>(table: &BTreeMap<(String, u32), f64>, key: impl Fn(&(String, u32)) -> K) -> BTreeMap<K, f64> {
    let mut sums = BTreeMap::new();
    for (pair, count) in table {
        *sums.entry(key(pair)).or_default() += count;
    }
    sums
}

/// V-measure (A. Rosenberg, J. Hirschberg, EMNLP 2007): the harmonic mean of homogeneity and completeness.
fn v_measure(truth: &[&str], found: &[u32]) -> f64 {
    let all = truth.len() as f64;
    let table = table(truth, found);
    let (by_truth, by_found) = (sums(&table, |pair| pair.0.clone()), sums(&table, |pair| pair.1));
    let entropy = |counts: Vec<f64>| -> f64 { counts.iter().map(|count| -count / all * (count / all).ln()).sum() };
    let given = |of: &dyn Fn(&(String, u32)) -> f64| -> f64 {
        table.iter().map(|(pair, count)| -count / all * (count / of(pair)).ln()).sum()
    };
    let homogeneity = 1.0 - given(&|pair| by_found[&pair.1]) / entropy(by_truth.values().copied().collect());
    let completeness = 1.0 - given(&|pair| by_truth[&pair.0]) / entropy(by_found.values().copied().collect());
    2.0 * homogeneity * completeness / (homogeneity + completeness)
}

/// The adjusted Rand index (L. Hubert, P. Arabie, Journal of Classification 2, 1985).
fn adjusted_rand(truth: &[&str], found: &[u32]) -> f64 {
    let pairs = |count: &f64| count * (count - 1.0) / 2.0;
    let table = table(truth, found);
    let together: f64 = table.values().map(pairs).sum();
    let (true_pairs, found_pairs): (f64, f64) =
        (sums(&table, |pair| pair.0.clone()).values().map(pairs).sum(), sums(&table, |pair| pair.1).values().map(pairs).sum());
    let expected = true_pairs * found_pairs / pairs(&(truth.len() as f64));
    (together - expected) / ((true_pairs + found_pairs) / 2.0 - expected)
}

#[test]
fn measures_are_those_of_scikit_learn() {
    // scikit-learn 1.9.1: v_measure_score and adjusted_rand_score of [0, 0, 1, 1, 2, 2] and [0, 0, 1, 2, 2, 2].
    let (truth, found) = (["a", "a", "b", "b", "c", "c"], [0, 0, 1, 2, 2, 2]);
    assert!((v_measure(&truth, &found) - 0.739_667_376_800_759).abs() < 1e-12, "{}", v_measure(&truth, &found));
    assert!((adjusted_rand(&truth, &found) - 0.444_444_444_444_444_4).abs() < 1e-12, "{}", adjusted_rand(&truth, &found));
}

/// Where published samples stand: named, else beside the checkout.
fn samples() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    std::env::var_os("BOTWORTH_SAMPLES").map_or_else(beside, PathBuf::from)
}

/// The published test questions of banking77 with their intents; none where no samples are at hand. Samples without them are
/// a mistake: then the test fails.
fn banking77() -> Option<Vec<(String, String)>> {
    let samples = samples();
    if !samples.is_dir() && std::env::var_os("BOTWORTH_SAMPLES").is_none() {
        return None;
    }
    let path = samples.join("corpora_banking77/test.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(reader.records().map(|record| record.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned())).collect())
}

#[test]
fn banking_questions_are_grouped_no_worse_than_by_scikit_learn() {
    let Some(rows) = banking77() else {
        // Past what the harness holds back of a test that passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED banking77: there is no {}", samples().display());
        return;
    };
    let questions: Vec<&str> = rows.iter().map(|(question, _)| question.as_str()).collect();
    let truth: Vec<&str> = rows.iter().map(|(_, intent)| intent.as_str()).collect();
    let found: Vec<u32> = cluster(&questions).into_iter().map(|member| member.group).collect();
    let (v, rand) = (v_measure(&truth, &found), adjusted_rand(&truth, &found));
    // Means of ten seeds, KMeans(77) of TfidfVectorizer() in scikit-learn 1.9.1.
    assert!(v >= 0.5847 && rand >= 0.2104, "v-measure {v}, adjusted Rand {rand}");
}

#[test]
fn japanese_questions_are_grouped_no_worse_than_by_scikit_learn() {
    let mut reader = csv::Reader::from_reader(include_str!("../fixtures/gaps/japanese.csv").as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    let (questions, truth): (Vec<&str>, Vec<&str>) = rows.iter().map(|row| (&row[0], &row[1])).unzip();
    let found: Vec<u32> = cluster(&questions).into_iter().map(|member| member.group).collect();
    let (v, rand) = (v_measure(&truth, &found), adjusted_rand(&truth, &found));
    // Means of ten seeds, KMeans(10) of TfidfVectorizer(analyzer="char"), the best of its ways to split Japanese.
    assert!(v >= 0.4978 && rand >= 0.3252, "v-measure {v}, adjusted Rand {rand}");
}
