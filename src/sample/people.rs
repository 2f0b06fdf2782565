//! The people of the shop's systems: who is new, who comes back, and which keys are known of each.

use super::calendar::{DAY, Instant};
use super::random::Draws;
use super::rows::Person;

const GIVEN: [&str; 24] = [
    "lena", "jonas", "mia", "paul", "emma", "felix", "hannah", "noah", "clara", "ben", "sofia", "tom", "yuki", "haruto",
    "sakura", "ren", "alice", "james", "olivia", "henry", "marta", "luca", "nina", "david",
];
const FAMILY: [&str; 20] = [
    "vogt", "brandt", "keller", "lorenz", "winter", "roth", "sommer", "engel", "tanaka", "sato", "mori", "ito", "walker",
    "hughes", "palmer", "reed", "novak", "rossi", "larsen", "meyer",
];
const COMPANIES: [&str; 12] = [
    "berghuette",
    "trailclub",
    "alpinverein",
    "kletterhalle",
    "summit-events",
    "forest-school",
    "lake-hostel",
    "northpeak-tours",
    "scoutgroup",
    "city-runners",
    "wander-reisen",
    "rescue-team",
];
/// Domains that are kept for examples (RFC 2606).
const DOMAINS: [&str; 2] = ["example.com", "example.org"];

/// Days after which a person who comes back is not a recontact (METRICS section 3), whatever ticket followed.
const REST_DAYS: i64 = 16;

/// Everyone so far.
#[derive(Default)]
pub struct People {
    count: usize,
    resting: Vec<(Instant, Person)>,
}

impl People {
    /// A new shopper in a channel; `known` if they gave their email and are signed in.
    pub fn shopper(&mut self, draws: &mut Draws, channel: &str, known: bool) -> Person {
        let number = self.next();
        let web = channel == "web";
        let user_id = match channel {
            "messenger" => format!("m-{}", 70_000_000 + number * 37),
            "instagram" => format!("ig-{}", 41_000_000 + number * 53),
            _ if known => format!("c-{}", 10_000 + number),
            _ => String::new(),
        };
        let anonymous_id = if web { anonymous(number) } else { String::new() };
        let email = if known { email(draws, number) } else { String::new() };
        let phone = if known && draws.unit() < 0.12 { format!("+49 30 555{number:05}") } else { String::new() };
        Person { user_id, anonymous_id, email, phone }
    }

    /// A new person who asks for a company or a club.
    pub fn business(&mut self, draws: &mut Draws) -> Person {
        let number = self.next();
        let email = format!("{}.{}{number}@{}", draws.one_of(&GIVEN), draws.one_of(&COMPANIES), draws.one_of(&DOMAINS));
        let phone = if draws.unit() < 0.4 { format!("+49 89 555{number:05}") } else { String::new() };
        Person { user_id: String::new(), anonymous_id: anonymous(number), email, phone }
    }

    /// Remembers a person who may be back some time after this.
    pub fn rests(&mut self, since: Instant, person: &Person) {
        self.resting.push((since, person.clone()));
    }

    /// A person who was here long enough ago, if there is one.
    pub fn back(&mut self, draws: &mut Draws, at: Instant, channel: &str) -> Option<Person> {
        let rested = self.resting.partition_point(|(since, _)| *since + REST_DAYS * DAY < at);
        let place = draws.below(rested);
        let (_, person) = self.resting.get(place).filter(|_| place < rested)?;
        if channel_of(person) != channel {
            return None;
        }
        Some(self.resting.remove(place).1)
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count
    }
}

fn channel_of(person: &Person) -> &'static str {
    if person.user_id.starts_with("m-") {
        "messenger"
    } else if person.user_id.starts_with("ig-") {
        "instagram"
    } else {
        "web"
    }
}

fn anonymous(number: usize) -> String {
    // An odd factor: no two numbers below 2^32 share an id.
    format!("a-{:08x}", (number as u64).wrapping_mul(2_654_435_761) & 0xffff_ffff)
}

fn email(draws: &mut Draws, number: usize) -> String {
    format!("{}.{}{number}@{}", draws.one_of(&GIVEN), draws.one_of(&FAMILY), draws.one_of(&DOMAINS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_back_before_they_rested() {
        let mut draws = Draws::new(7);
        let mut people = People::default();
        let person = people.shopper(&mut draws, "web", true);
        people.rests(0, &person);
        assert!(people.back(&mut draws, REST_DAYS * DAY, "web").is_none());
        let back = people.back(&mut draws, REST_DAYS * DAY + 1, "web").expect("rested");
        assert_eq!(back.email, person.email);
    }
}
