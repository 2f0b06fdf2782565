//! Questions as vectors of unit length: features weighted by how few questions have them (tf-idf).

use rustc_hash::FxHashMap;

use super::words::features;

/// Features of one vector, by number, with their weights.
pub(super) type Vector = Vec<(u32, f32)>;

/// Distinct questions as vectors.
#[derive(Debug)]
pub(super) struct Vectors {
    /// One for each distinct question.
    pub(super) rows: Vec<Vector>,
    /// How many questions are alike.
    pub(super) counts: Vec<f32>,
    /// The row of each question.
    pub(super) row_of: Vec<u32>,
    /// Number of features.
    pub(super) width: usize,
}

impl Vectors {
    /// Vectors of questions. A feature that one distinct question alone has tells nothing of others and is left out,
    /// unless that question would then have none.
    pub(super) fn new(questions: &[&str]) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut in_rows: Vec<u32> = Vec::new();
        let mut known: FxHashMap<Vec<(u32, u32)>, u32> = FxHashMap::default();
        let (mut rows, mut counts, mut row_of) = (Vec::new(), Vec::new(), Vec::with_capacity(questions.len()));
        let mut raw: Vector = Vec::new();
        for question in questions {
            raw.clear();
            features(question, |feature, weight| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                raw.push((*numbers.entry(feature).or_insert(next), weight));
            });
            let row = summed(&mut raw);
            in_rows.resize(numbers.len(), 0);
            let key = row.iter().map(|(feature, weight)| (*feature, weight.to_bits())).collect();
            let at = *known.entry(key).or_insert_with(|| {
                for (feature, _) in &row {
                    if let Some(count) = in_rows.get_mut(*feature as usize) {
                        *count += 1;
                    }
                }
                rows.push(row);
                counts.push(0.0);
                u32::try_from(rows.len() - 1).unwrap_or(u32::MAX)
            });
            if let Some(count) = counts.get_mut(at as usize) {
                *count += 1.0;
            }
            row_of.push(at);
        }
        let mut vectors = Self { rows, counts, row_of, width: 0 };
        vectors.weigh(&in_rows);
        vectors
    }

    fn weigh(&mut self, in_rows: &[u32]) {
        let all = self.rows.len() as f64;
        let rows_with = |feature: u32| in_rows.get(feature as usize).copied().unwrap_or(0);
        // Features that are kept are numbered anew, so that centres stay narrow.
        let mut kept: FxHashMap<u32, u32> = FxHashMap::default();
        for row in &mut self.rows {
            if row.iter().any(|(feature, _)| rows_with(*feature) > 1) {
                row.retain(|(feature, _)| rows_with(*feature) > 1);
            }
            for (feature, weight) in row.iter_mut() {
                #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough to compare questions")]
                let rarity = (libm::log((1.0 + all) / (1.0 + f64::from(rows_with(*feature)))) + 1.0) as f32;
                *weight *= rarity;
                let next = u32::try_from(kept.len()).unwrap_or(u32::MAX);
                *feature = *kept.entry(*feature).or_insert(next);
            }
            let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            row.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        self.width = kept.len();
    }
}

/// Each feature once: twice in a question is little more than once.
fn summed(raw: &mut Vector) -> Vector {
    raw.sort_by_key(|(feature, _)| *feature);
    raw.chunk_by(|one, other| one.0 == other.0)
        .filter_map(|same| {
            let (feature, weight) = same.first()?;
            #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough to compare questions")]
            let times = (1.0 + libm::log(same.len() as f64)) as f32;
            Some((*feature, weight * times))
        })
        .collect()
}
