//! Seeded chance that is the same on every target: integer steps, and only sums and products of floats.

use crate::model::SortedMap;
use crate::split_mix::SplitMix;

/// Draws of one deck before it is shuffled again: the fewer, the calmer a week beside the next.
const DECK: u8 = 16;

/// The numbers 0..16 in a shuffled order, dealt one by one.
struct Deck {
    cards: [u8; DECK as usize],
    dealt: usize,
}

/// Chance for the sample: plain draws, and even ones.
///
/// An even draw is uniform, but each sixteen draws of the same question hold one of each sixteenth.
/// So rates hold still from week to week, and what moves in the sample moves because its story says so.
pub struct Draws {
    source: SplitMix,
    decks: SortedMap<(&'static str, usize), Deck>,
}

impl Draws {
    /// Chance of a seed; equal seeds give equal draws.
    pub fn new(seed: u64) -> Self {
        Self { source: SplitMix::new(seed), decks: SortedMap::new() }
    }

    /// A plain uniform number in 0..1.
    pub fn unit(&mut self) -> f64 {
        self.source.unit()
    }

    /// A plain whole number in 0..end; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        below(&mut self.source, end)
    }

    /// An even uniform number in 0..1, for the question `name` asked of the group `key`.
    pub fn even(&mut self, name: &'static str, key: usize) -> f64 {
        let deck =
            self.decks.entry((name, key)).or_insert_with(|| Deck { cards: std::array::from_fn(card), dealt: usize::from(DECK) });
        if deck.dealt >= deck.cards.len() {
            for at in (1..deck.cards.len()).rev() {
                deck.cards.swap(at, below(&mut self.source, at + 1));
            }
            deck.dealt = 0;
        }
        let card = deck.cards.get(deck.dealt).copied().unwrap_or_default();
        deck.dealt += 1;
        (f64::from(card) + self.source.unit()) / f64::from(DECK)
    }

    /// Whether something of probability `likely` happens, drawn evenly.
    pub fn chance(&mut self, name: &'static str, key: usize, likely: f64) -> bool {
        self.even(name, key) < likely
    }

    /// The position of one of the weights, drawn evenly in proportion to them; 0 if there is none.
    pub fn pick(&mut self, name: &'static str, key: usize, weights: &[f64]) -> usize {
        let mut left = self.even(name, key) * weights.iter().sum::<f64>();
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }

    /// A number between the lowest, the three quartiles and the highest, drawn evenly.
    pub fn between(&mut self, name: &'static str, key: usize, quartiles: [f64; 5]) -> f64 {
        let place = self.even(name, key) * 4.0;
        let mut below = 0.0;
        for pair in quartiles.windows(2) {
            if let [low, high] = pair
                && place < below + 1.0
            {
                return low + (high - low) * (place - below);
            }
            below += 1.0;
        }
        quartiles[4]
    }

    /// One of the items, each as likely as the others; the default of the type if there is none.
    pub fn one_of<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let at = self.below(items.len());
        items.get(at).copied().unwrap_or_default()
    }
}

fn card(at: usize) -> u8 {
    u8::try_from(at).unwrap_or_default()
}

fn below(source: &mut SplitMix, end: usize) -> usize {
    let wide = u128::from(source.bits()) * end as u128;
    usize::try_from(wide >> 64).unwrap_or_default()
}

/// The whole part of a number in 0..2^32; 0 for what is below.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating cast is what is meant")]
pub fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_even_draws_hold_one_of_each_sixteenth() {
        let mut draws = Draws::new(7);
        let mut sixteenths: Vec<u32> = (0..16).map(|_| whole(draws.even("test", 0) * 16.0)).collect();
        sixteenths.sort_unstable();
        assert_eq!(sixteenths, (0..16).collect::<Vec<u32>>());
    }

    #[test]
    fn a_quarter_happens_four_times_in_sixteen() {
        let mut draws = Draws::new(3);
        assert_eq!((0..16).filter(|_| draws.chance("test", 0, 0.25)).count(), 4);
    }

    #[test]
    fn picks_follow_their_weights() {
        let mut draws = Draws::new(3);
        let mut counts = [0; 3];
        for _ in 0..160 {
            counts[draws.pick("test", 0, &[1.0, 2.0, 1.0])] += 1;
        }
        assert_eq!(counts, [40, 80, 40]);
    }

    #[test]
    fn numbers_stay_between_their_ends_and_half_lie_below_the_median() {
        let mut draws = Draws::new(5);
        let numbers: Vec<f64> = (0..160).map(|_| draws.between("test", 0, [1.0, 2.0, 3.0, 10.0, 50.0])).collect();
        assert!(numbers.iter().all(|number| (1.0..=50.0).contains(number)));
        assert_eq!(numbers.iter().filter(|number| **number < 3.0).count(), 80);
    }
}
