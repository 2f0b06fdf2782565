//! Questions into groups of one meaning: spherical k-means over tf-idf vectors, seeded, so that the same questions make
//! the same groups on every machine.
//!
//! I. S. Dhillon, D. S. Modha, "Concept decompositions for large sparse text data using clustering", Machine Learning 42
//! (2001) 143-175; first centres after D. Arthur, S. Vassilvitskii, "k-means++", SODA 2007.

use rustc_hash::FxHashMap;

use super::vectors::{Vector, Vectors};
use super::words::features;
use crate::split_mix::SplitMix;

/// Rounds after which groups hardly change any more.
const ROUNDS: usize = 12;
/// Rounds end when fewer than this share of questions move.
const SETTLED: f32 = 0.002;
/// Groups at most: more than anybody reads.
const MOST_GROUPS: f64 = 160.0;
/// Groups to begin with, by the root of the distinct questions: more than there are meanings, as those that mean the same
/// are joined.
const GROUPS: f64 = 2.0;
/// Centres nearer than this mean the same.
const SAME: f32 = 0.40;
/// Candidates of which the best becomes the next first centre.
const TRIES: usize = 3;

/// Seed of the first centres.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A question's place in its group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// Number of its group, dense from 0; the groups are in the order of their first question.
    pub group: u32,
    /// How typical it is of the group, 0 to 1: the cosine to the group's centre.
    pub typical: f32,
}

/// Groups questions by meaning.
pub fn cluster(questions: &[&str]) -> Vec<Member> {
    let vectors = Vectors::new(questions);
    let mut groups = Groups::start(&vectors);
    for _ in 0..ROUNDS {
        let moved = groups.assign(&vectors);
        if moved <= SETTLED * questions.len() as f32 {
            break;
        }
        groups.centre(&vectors);
    }
    groups.join_alike(&vectors);
    groups.members(&vectors)
}

/// The nearest of some of the questions to each of them, by place in `heads`, the first of equals; and how near. Every word
/// counts alike here: what one question alone says is what sets it apart.
pub(super) fn nearest(questions: &[&str], heads: &[usize]) -> Vec<(usize, f32)> {
    let rows: Vec<FxHashMap<u64, f32>> = questions.iter().map(|question| weights_of(question)).collect();
    let near = |row: &FxHashMap<u64, f32>, head: &FxHashMap<u64, f32>| -> f32 {
        // In the order of the features, so that the sum is the same everywhere.
        let mut shared: Vec<(u64, f32)> =
            row.iter().filter_map(|(feature, weight)| Some((*feature, weight * head.get(feature)?))).collect();
        shared.sort_unstable_by_key(|(feature, _)| *feature);
        shared.into_iter().map(|(_, weight)| weight).sum()
    };
    let of = |row: &FxHashMap<u64, f32>| {
        let known = heads.iter().filter_map(|head| rows.get(*head)).enumerate();
        known.fold((0, f32::NEG_INFINITY), |best, (at, head)| {
            let near = near(row, head);
            if near > best.1 { (at, near) } else { best }
        })
    };
    rows.iter().map(of).collect()
}

/// The features of a question, each once, at unit length.
fn weights_of(question: &str) -> FxHashMap<u64, f32> {
    let mut weights: FxHashMap<u64, f32> = FxHashMap::default();
    features(question, |feature, weight| {
        weights.entry(feature).or_insert(weight);
    });
    let mut squares: Vec<f32> = weights.values().map(|weight| weight * weight).collect();
    squares.sort_unstable_by(f32::total_cmp);
    let length = squares.into_iter().sum::<f32>().sqrt();
    weights.values_mut().for_each(|weight| *weight /= length.max(f32::MIN_POSITIVE));
    weights
}

/// How many groups so many distinct questions make.
fn group_count(distinct: usize) -> usize {
    let count = (GROUPS * (distinct as f64).sqrt()).round().clamp(1.0, MOST_GROUPS);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped above")]
    let count = count as usize;
    count.min(distinct)
}

struct Groups {
    count: usize,
    /// Centres, feature by feature: `count` numbers each, so that a question meets all centres at once.
    centres: Vec<f32>,
    /// Group and cosine of each row.
    of_row: Vec<(u32, f32)>,
}

impl Groups {
    fn start(vectors: &Vectors) -> Self {
        let first = first_centres(vectors, group_count(vectors.rows.len()));
        let count = first.len();
        let mut centres = vec![0.0; count * vectors.width];
        for (group, row) in first.iter().enumerate() {
            for (feature, weight) in vectors.rows.get(*row).into_iter().flatten() {
                if let Some(centre) = centres.get_mut(*feature as usize * count + group) {
                    *centre = *weight;
                }
            }
        }
        Self { count, centres, of_row: vec![(u32::MAX, 0.0); vectors.rows.len()] }
    }

    /// Puts each row to its nearest centre; gives how many questions moved.
    fn assign(&mut self, vectors: &Vectors) -> f32 {
        let mut scores = vec![0.0_f32; self.count];
        let mut moved = 0.0;
        for ((row, count), own) in vectors.rows.iter().zip(&vectors.counts).zip(&mut self.of_row) {
            scores.fill(0.0);
            for (feature, weight) in row {
                let from = *feature as usize * self.count;
                let centres = self.centres.get(from..from + self.count).unwrap_or_default();
                scores.iter_mut().zip(centres).for_each(|(score, centre)| *score += weight * centre);
            }
            let mut best = (own.0, f32::MIN);
            for (group, score) in (0..).zip(&scores) {
                if *score > best.1 {
                    best = (group, *score);
                }
            }
            if best.0 != own.0 {
                moved += count;
            }
            *own = best;
        }
        moved
    }

    /// Moves each centre to the middle of its rows. A group without rows keeps none.
    fn centre(&mut self, vectors: &Vectors) {
        self.centres.fill(0.0);
        for ((row, count), (group, _)) in vectors.rows.iter().zip(&vectors.counts).zip(&self.of_row) {
            // Asked a hundred times is no hundred ways of asking.
            let weight = 1.0 + libm::logf(*count);
            for (feature, value) in row {
                if let Some(centre) = self.centres.get_mut(*feature as usize * self.count + *group as usize) {
                    *centre += weight * value;
                }
            }
        }
        let mut squares = vec![0.0_f32; self.count];
        for centres in self.centres.chunks_exact(self.count) {
            squares.iter_mut().zip(centres).for_each(|(square, centre)| *square += centre * centre);
        }
        let scales: Vec<f32> = squares.iter().map(|square| if *square > 0.0 { 1.0 / square.sqrt() } else { 0.0 }).collect();
        for centres in self.centres.chunks_exact_mut(self.count) {
            centres.iter_mut().zip(&scales).for_each(|(centre, scale)| *centre *= scale);
        }
    }

    /// Joins groups whose centres mean the same.
    fn join_alike(&mut self, vectors: &Vectors) {
        self.centre(vectors);
        let mut likeness = vec![0.0_f32; self.count * self.count];
        for centres in self.centres.chunks_exact(self.count) {
            let there: Vec<(usize, f32)> = centres.iter().copied().enumerate().filter(|(_, centre)| *centre != 0.0).collect();
            for (one, left) in &there {
                for (other, right) in &there {
                    if let Some(sum) = likeness.get_mut(one * self.count + other) {
                        *sum += left * right;
                    }
                }
            }
        }
        // Each group joins the first one that is alike; that one is its own.
        let mut joined: Vec<u32> = Vec::with_capacity(self.count);
        for group in 0..self.count {
            let alike = (0..group).find(|other| {
                let is_own = joined.get(*other).is_some_and(|into| *into as usize == *other);
                is_own && likeness.get(group * self.count + other).is_some_and(|likeness| *likeness >= SAME)
            });
            joined.push(u32::try_from(alike.unwrap_or(group)).unwrap_or(u32::MAX));
        }
        for (group, _) in &mut self.of_row {
            *group = joined.get(*group as usize).copied().unwrap_or(*group);
        }
    }

    fn members(&self, vectors: &Vectors) -> Vec<Member> {
        let mut numbers: Vec<Option<u32>> = vec![None; self.count];
        let mut next = 0;
        let member = |row: &u32| {
            let (group, typical) = self.of_row.get(*row as usize).copied().unwrap_or_default();
            let number = numbers.get_mut(group as usize).map_or(0, |number| {
                *number.get_or_insert_with(|| {
                    next += 1;
                    next - 1
                })
            });
            Member { group: number, typical }
        };
        vectors.row_of.iter().map(member).collect()
    }
}

/// First centres far apart: each next one drawn by how far rows lie from all before, the best of a few draws.
fn first_centres(vectors: &Vectors, count: usize) -> Vec<usize> {
    let mut draws = SplitMix::new(SEED);
    let mut chosen: Vec<usize> = Vec::with_capacity(count);
    let mut far = vec![1.0_f32; vectors.rows.len()];
    let mut dense = vec![0.0_f32; vectors.width];
    while chosen.len() < count {
        let total: f64 = far.iter().map(|far| f64::from(*far)).sum();
        if total <= 0.0 {
            break;
        }
        let mut best: Option<(f64, usize, Vec<f32>)> = None;
        for _ in 0..if chosen.is_empty() { 1 } else { TRIES } {
            let row = drawn(&far, draws.unit() * total);
            let nearer = nearer_by(vectors, row, &far, &mut dense);
            let rest: f64 = nearer.iter().map(|far| f64::from(*far)).sum();
            if best.as_ref().is_none_or(|(least, _, _)| rest < *least) {
                best = Some((rest, row, nearer));
            }
        }
        let Some((_, row, nearer)) = best else { break };
        chosen.push(row);
        far = nearer;
    }
    chosen
}

/// The row on which a draw falls.
fn drawn(far: &[f32], draw: f64) -> usize {
    let mut before = 0.0;
    let found = far.iter().position(|far| {
        before += f64::from(*far);
        before > draw
    });
    found.unwrap_or(far.len().saturating_sub(1))
}

/// How far rows lie from the nearest centre once this row is one too: 1 - cosine.
fn nearer_by(vectors: &Vectors, row: usize, far: &[f32], dense: &mut [f32]) -> Vec<f32> {
    let own: &Vector = match vectors.rows.get(row) {
        Some(own) => own,
        None => return far.to_vec(),
    };
    for (feature, weight) in own {
        if let Some(slot) = dense.get_mut(*feature as usize) {
            *slot = *weight;
        }
    }
    let cosine = |other: &Vector| -> f32 {
        other.iter().map(|(feature, weight)| dense.get(*feature as usize).copied().unwrap_or(0.0) * weight).sum()
    };
    let nearer = vectors.rows.iter().zip(far).map(|(other, far)| far.min((1.0 - cosine(other)).max(0.0))).collect();
    for (feature, _) in own {
        if let Some(slot) = dense.get_mut(*feature as usize) {
            *slot = 0.0;
        }
    }
    nearer
}
