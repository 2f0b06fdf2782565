//! Persons: rows that share a conversation, a user id, an anonymous id, an email or a phone (METRICS section 3).

use rustc_hash::{FxHashMap, FxHashSet};

use super::by_symbol::BySymbol;
use crate::model::order::put_in_order;
use crate::model::{Identity, Symbol};

/// A person of this load, dense from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub u32);

impl Person {
    /// Position among the persons.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A key with more distinct user ids than this is a hub, such as a shared mailbox: it merges nobody.
pub const HUB_USER_IDS: usize = 50;

/// What ties rows together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, borsh::BorshSerialize, borsh::BorshDeserialize)]
pub enum KeyKind {
    /// Conversation id.
    Conversation,
    /// User id.
    User,
    /// Anonymous id.
    Anonymous,
    /// Email.
    Email,
    /// Phone.
    Phone,
}

impl KeyKind {
    /// The column that holds it.
    pub fn column(self) -> &'static str {
        match self {
            Self::Conversation => "conversation_id",
            Self::User => "user_id",
            Self::Anonymous => "anonymous_id",
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }
}

/// Every kind, in the order of [`Keys`].
pub const KINDS: [KeyKind; 5] = [KeyKind::Conversation, KeyKind::User, KeyKind::Anonymous, KeyKind::Email, KeyKind::Phone];

/// A row's keys: its conversation, then its identity.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// Conversation id; may be empty.
    pub conversation: Symbol,
    /// User id, anonymous id, email, phone; each may be empty.
    pub identity: Identity,
}

impl Keys {
    /// The keys that are there.
    pub fn known(&self) -> impl Iterator<Item = (KeyKind, Symbol)> {
        let [user, anonymous, email, phone] = self.identity;
        KINDS.into_iter().zip([self.conversation, user, anonymous, email, phone]).filter(|(_, symbol)| *symbol != Symbol::EMPTY)
    }

    /// Whether any key is there.
    pub fn is_known(&self) -> bool {
        self.known().next().is_some()
    }

    fn user(&self) -> Symbol {
        let [user, ..] = self.identity;
        user
    }
}

/// Persons found, and the hubs that merged nobody.
#[derive(Debug, Default)]
pub struct Persons {
    nodes: [BySymbol; KINDS.len()],
    person_of_node: Vec<Person>,
    hubs: Vec<(KeyKind, Symbol)>,
    count: u32,
}

impl Persons {
    /// Finds the persons of all rows; `symbols` is the size of the dictionary. Rows without a key that merges are counted by [`Self::of`] as they are asked for.
    pub fn find(rows: impl Iterator<Item = Keys> + Clone, symbols: usize) -> Self {
        let hubs = hubs(&rows, symbols);
        let is_hub: FxHashSet<(KeyKind, Symbol)> = hubs.iter().copied().collect();
        let mut nodes: [BySymbol; KINDS.len()] = std::array::from_fn(|_| BySymbol::new(symbols));
        let mut union = Union::default();
        for row in rows {
            let mut before = None;
            for (kind, symbol) in row.known().filter(|key| is_hub.is_empty() || !is_hub.contains(key)) {
                let Some(of_kind) = nodes.get_mut(kind as usize) else { continue };
                let node = of_kind.get_or_set(symbol, || union.add());
                if let Some(before) = before {
                    union.join(before, node);
                }
                before = Some(node);
            }
        }
        let mut persons = Self { nodes, hubs, ..Self::default() };
        for node in 0..union.len() {
            // The smallest node of a person is its root, and comes first.
            let root = union.root(node);
            let person = persons.person_of_node.get(root as usize).copied().unwrap_or_else(|| persons.new_person());
            persons.person_of_node.push(person);
        }
        persons
    }

    /// The person of a row; a row that nothing ties to another is a new person at each call.
    pub fn of(&mut self, row: &Keys) -> Person {
        self.tied(row).unwrap_or_else(|| self.new_person())
    }

    /// The person of a record that an event made: the event is the record's own row.
    pub fn of_record(&mut self, row: &Keys, event: Option<Person>) -> Person {
        self.tied(row).or(event).unwrap_or_else(|| self.new_person())
    }

    /// The person of a row that has a key which merges.
    fn tied(&self, row: &Keys) -> Option<Person> {
        let node = row.known().find_map(|(kind, symbol)| self.nodes.get(kind as usize)?.get(symbol));
        node.and_then(|node| self.person_of_node.get(node as usize)).copied()
    }

    /// Persons so far.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Keys that merged nobody, sorted.
    pub fn hubs(&self) -> &[(KeyKind, Symbol)] {
        &self.hubs
    }

    fn new_person(&mut self) -> Person {
        let person = Person(self.count);
        self.count += 1;
        person
    }
}

/// Keys whose own rows carry more than [`HUB_USER_IDS`] distinct user ids.
fn hubs(rows: &(impl Iterator<Item = Keys> + Clone), symbols: usize) -> Vec<(KeyKind, Symbol)> {
    let mut counts: [BySymbol; KINDS.len()] = std::array::from_fn(|_| BySymbol::new(symbols));
    let candidates = |row: &Keys| row.user() != Symbol::EMPTY;
    let mut rows_of: FxHashSet<(KeyKind, Symbol)> = FxHashSet::default();
    for row in rows.clone().filter(candidates) {
        for (kind, symbol) in row.known().filter(|(kind, _)| *kind != KeyKind::User) {
            let Some(counts) = counts.get_mut(kind as usize) else { continue };
            let count = counts.get(symbol).unwrap_or(0) + 1;
            counts.set(symbol, count);
            if count as usize > HUB_USER_IDS {
                rows_of.insert((kind, symbol));
            }
        }
    }
    if rows_of.is_empty() {
        return Vec::new();
    }
    let mut users: FxHashMap<(KeyKind, Symbol), FxHashSet<Symbol>> = FxHashMap::default();
    for row in rows.clone().filter(candidates) {
        for key in row.known().filter(|key| rows_of.contains(key)) {
            users.entry(key).or_default().insert(row.user());
        }
    }
    users.retain(|_, users| users.len() > HUB_USER_IDS);
    let mut hubs: Vec<(KeyKind, Symbol)> = users.into_keys().collect();
    put_in_order(&mut hubs, Ord::cmp);
    hubs
}

/// Union-find with path halving; the smaller number wins, so that the result does not depend on the order of joins.
#[derive(Debug, Default)]
struct Union {
    parents: Vec<u32>,
}

impl Union {
    fn add(&mut self) -> u32 {
        let node = self.len();
        self.parents.push(node);
        node
    }

    fn len(&self) -> u32 {
        u32::try_from(self.parents.len()).unwrap_or(u32::MAX)
    }

    fn parent(&self, node: u32) -> u32 {
        self.parents.get(node as usize).copied().unwrap_or(node)
    }

    fn root(&mut self, mut node: u32) -> u32 {
        loop {
            let parent = self.parent(node);
            if parent == node {
                return node;
            }
            let grandparent = self.parent(parent);
            if let Some(slot) = self.parents.get_mut(node as usize) {
                *slot = grandparent;
            }
            node = grandparent;
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(slot) = self.parents.get_mut(high as usize) {
            *slot = low;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, Persons};
    use crate::model::{Dictionary, Symbol};

    fn row(dictionary: &mut Dictionary, conversation: &str, user: &str, email: &str) -> Keys {
        Keys {
            conversation: dictionary.intern(conversation),
            identity: [dictionary.intern(user), Symbol::EMPTY, dictionary.intern(email), Symbol::EMPTY],
        }
    }

    #[test]
    fn rows_that_share_any_key_are_one_person_through_others_too() {
        let mut words = Dictionary::default();
        let rows = [
            row(&mut words, "c1", "u1", ""),
            row(&mut words, "", "u1", "ann@example.com"),
            row(&mut words, "c2", "", "ann@example.com"),
            row(&mut words, "c3", "u3", ""),
        ];
        let mut persons = Persons::find(rows.iter().copied(), words.len());
        let of: Vec<_> = rows.iter().map(|row| persons.of(row)).collect();
        assert_eq!(of[0], of[2]);
        assert_ne!(of[0], of[3]);
        assert_eq!(persons.count(), 2);
    }

    #[test]
    fn a_row_without_identity_is_a_person_of_its_own() {
        let nobody = Keys { conversation: Symbol::EMPTY, identity: [Symbol::EMPTY; 4] };
        let mut persons = Persons::find([nobody, nobody].into_iter(), 1);
        assert_ne!(persons.of(&nobody), persons.of(&nobody));
    }

    #[test]
    fn a_mailbox_of_fifty_one_users_merges_nobody_and_one_of_fifty_does() {
        for (users, expected) in [(50, 1), (51, 51)] {
            let mut words = Dictionary::default();
            let rows: Vec<_> = (0..users).map(|n| row(&mut words, "", &format!("u{n}"), "desk@example.com")).collect();
            let persons = Persons::find(rows.iter().copied(), words.len());
            assert_eq!(persons.count(), expected);
            assert_eq!(persons.hubs().len(), usize::from(users > 50));
        }
    }
}
