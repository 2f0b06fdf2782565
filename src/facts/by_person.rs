//! Things by person: persons are dense, so counting puts each where it belongs.

use super::identity::Person;

/// The things of each person, in the order in which they were given.
#[derive(Clone, Debug)]
pub struct ByPerson<T> {
    /// Where the things of each person end; those of the next one start there.
    ends: Vec<u32>,
    things: Vec<T>,
}

impl<T: Copy> ByPerson<T> {
    /// Sorts things by person. They are gone through twice.
    pub fn new(things: impl Iterator<Item = (Person, T)> + Clone) -> Self {
        let mut ends: Vec<u32> = Vec::new();
        let mut first = None;
        for (person, thing) in things.clone() {
            let at = person.index() + 1;
            if ends.len() <= at {
                ends.resize(at + 1, 0);
            }
            if let Some(count) = ends.get_mut(at) {
                *count += 1;
            }
            first = first.or(Some(thing));
        }
        let Some(first) = first else { return Self { ends: Vec::new(), things: Vec::new() } };
        let mut all = 0;
        for end in &mut ends {
            all += *end;
            *end = all;
        }
        let mut sorted = vec![first; all as usize];
        // Each start moves up to its end.
        for (person, thing) in things {
            if let Some(next) = ends.get_mut(person.index()) {
                if let Some(slot) = sorted.get_mut(*next as usize) {
                    *slot = thing;
                }
                *next += 1;
            }
        }
        Self { ends, things: sorted }
    }

    /// Sorts the things of each person; equal keys in any order.
    pub fn sort_each<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        let mut start = 0;
        for end in &self.ends {
            let end = *end as usize;
            if let Some(own) = self.things.get_mut(start..end).filter(|own| own.len() > 1) {
                own.sort_unstable_by_key(&key);
            }
            start = end;
        }
    }

    /// The things of a person.
    pub fn of(&self, person: Person) -> &[T] {
        let at = person.index();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.things.get(start as usize..end as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ByPerson, Person};

    proptest! {
        #[test]
        fn each_person_has_their_things_in_order(persons in proptest::collection::vec(0_u32..6, 0..40)) {
            let things = || persons.iter().copied().map(Person).zip(0..);
            let by_person = ByPerson::new(things());
            for person in (0..8).map(Person) {
                let own: Vec<i32> = things().filter(|(of, _)| *of == person).map(|(_, thing)| thing).collect();
                prop_assert_eq!(by_person.of(person), own.as_slice());
            }
        }
    }
}
