//! What the values of a file's columns look like, over all of its rows.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::xxh3_64;

use crate::ingest::content::FileContent;
use crate::ingest::importer::{Content as _, Fields};
use crate::ingest::input::Input;
use crate::ingest::mapping::{date_marks, key_of};
use crate::ingest::record::{Next, Record};
use crate::ingest::{DateOrder, ReadError};

/// Example values of a column.
const EXAMPLES: usize = 3;

/// Distinct words above which a column is no dimension.
const MOST_WORDS: usize = 200;

/// What was seen of a column.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) examples: Vec<String>,
    pub(super) filled: u64,
    pub(super) emails: u64,
    pub(super) times: u64,
    pub(super) phones: u64,
    pub(super) amounts: u64,
    /// Hashes of the values, as long as no two are the same.
    distinct: FxHashSet<u64>,
    is_repeated: bool,
    /// A date reads two ways.
    pub(super) is_open: bool,
    /// The orders that dates allow: whether the day is first.
    pub(super) day_first: BTreeSet<bool>,
    pub(super) words: BTreeMap<String, u64>,
}

/// Looks at all rows.
pub(super) fn look(content: &mut FileContent<'_, impl Input>) -> Result<Vec<Seen>, ReadError> {
    let mut records = content.records(Fields::Paths)?;
    let (mut record, mut seen) = (Record::default(), Vec::<Seen>::new());
    loop {
        match records.read(&mut record)? {
            Next::End => break,
            Next::Broken(_) => continue,
            Next::Record => {}
        }
        let names = records.columns();
        let known = seen.len();
        seen.extend(names.iter().skip(known).map(|name| Seen { name: name.clone(), ..Seen::default() }));
        for cell in record.cells() {
            let text = cell.text.trim();
            if let Some(column) = seen.get_mut(cell.column).filter(|_| !text.is_empty()) {
                column.observe(text);
            }
        }
    }
    Ok(seen)
}

impl Seen {
    fn observe(&mut self, text: &str) {
        self.filled += 1;
        if self.examples.len() < EXAMPLES && !self.examples.iter().any(|example| example == text) {
            self.examples.push(text.to_owned());
        }
        self.emails += u64::from(is_email(text));
        self.phones += u64::from(is_phone(text));
        self.amounts += u64::from(is_amount(text));
        self.is_repeated = self.is_repeated || !self.distinct.insert(xxh3_64(text.as_bytes()));
        if self.is_repeated {
            self.distinct = FxHashSet::default();
        }
        // A bare number is an epoch by its size alone: that is no sign of a time.
        let is_number = text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
        if let Some((is_open, order)) = date_marks(text).filter(|_| !is_number) {
            self.times += 1;
            self.is_open |= is_open;
            self.day_first.extend(order.map(|order| order == DateOrder::DayFirst));
        }
        if let Some(count) = self.words.get_mut(text) {
            *count += 1;
        } else if self.words.len() <= MOST_WORDS {
            self.words.insert(text.to_owned(), 1);
        }
    }

    /// Whether each row has a value of its own, of one word and with a digit, as ids are.
    pub(super) fn is_id(&self) -> bool {
        let is_one_word =
            |text: &String| !text.contains(char::is_whitespace) && text.contains(|letter: char| letter.is_ascii_digit());
        self.filled > 1 && !self.is_repeated && self.emails + self.times == 0 && self.examples.iter().all(is_one_word)
    }

    /// Whether all but a few values are so.
    pub(super) fn is_mostly(&self, count: u64) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 9
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
}

/// Eight to fifteen digits with the marks of phone numbers between, one of them at least: a bare number may be anything.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let marks = text.chars().filter(|letter| "+-() .".contains(*letter)).count();
    (8..=15).contains(&digits) && marks > 0 && digits + marks == text.chars().count() && date_marks(text).is_none()
}

/// A number with a sign or code of a currency.
fn is_amount(text: &str) -> bool {
    const SIGNS: [char; 5] = ['$', '€', '£', '¥', '円'];
    const CODES: [&str; 6] = ["USD", "EUR", "GBP", "JPY", "CHF", "AUD"];
    let has_sign = text.contains(SIGNS) || CODES.iter().any(|code| text.contains(code));
    has_sign && text.contains(|letter: char| letter.is_ascii_digit())
}

/// Names of one source that no spelling joins: programs of advertisements and links call them so.
const KNOWN_AS: [(&str, &str); 10] = [
    ("adwords", "google"),
    ("googleads", "google"),
    ("googleadwords", "google"),
    ("fb", "facebook"),
    ("facebookads", "facebook"),
    ("ig", "instagram"),
    ("tco", "twitter"),
    ("lnkdin", "linkedin"),
    ("microsoftads", "bing"),
    ("bingads", "bing"),
];

/// Spellings that differ in case, spaces and marks alone, by the most frequent of them, of equals the first.
pub(super) fn alike(words: &BTreeMap<String, u64>) -> BTreeMap<String, Vec<String>> {
    if words.len() > MOST_WORDS {
        return BTreeMap::new();
    }
    let mut groups: BTreeMap<String, Vec<(&String, u64)>> = BTreeMap::new();
    for (word, count) in words {
        let bare: String = key_of(word).chars().filter(|letter| letter.is_alphanumeric()).collect();
        let bare = KNOWN_AS.iter().find(|(name, _)| *name == bare).map_or(bare, |(_, known)| (*known).to_owned());
        groups.entry(bare).or_default().push((word, *count));
    }
    let several = groups.into_iter().filter(|(bare, group)| !bare.is_empty() && group.len() > 1);
    several
        .filter_map(|(_, group)| {
            let (word, _) = group.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
            let others = group.iter().filter(|(other, _)| *other != word).map(|(other, _)| (*other).clone());
            Some((word.clone(), others.collect()))
        })
        .collect()
}
