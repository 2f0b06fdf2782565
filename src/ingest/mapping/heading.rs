//! Column names as they are compared: in any case and spacing, without the zone or unit that vendors write into them.

use rustc_hash::FxHashMap;

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// As written.
    pub name: String,
    /// As compared; the second column of a name is found as `name_1`, the third as `name_2`.
    pub key: String,
    /// What stood in parentheses at its end, or a zone without them: `America/New_York`, `UTC`, `seconds`, `in hrs`.
    pub note: String,
}

/// A column name as it is compared, and its note: trimmed, lower case, runs of space and `_` as one space, without what
/// stands in parentheses at the end.
pub fn split_name(name: &str) -> (String, &str) {
    let name = name.trim_start_matches('\u{feff}').trim();
    // Some exports put the data set before an attribute's name: `standard.conversation_id` (FORMATS 2).
    let name = name.strip_prefix("standard.").or_else(|| name.strip_prefix("timestamp.")).unwrap_or(name);
    let (bare, note) = split_parentheses(name).or_else(|| split_zone(name)).unwrap_or((name, ""));
    (key_of(bare), note.trim())
}

/// A text as it is compared: trimmed, lower case, runs of space and `_` as one space.
pub fn key_of(text: &str) -> String {
    let words = text.split(|letter: char| letter == '_' || letter.is_whitespace()).filter(|word| !word.is_empty());
    words.fold(String::with_capacity(text.len()), |mut key, word| {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
        key
    })
}

fn split_parentheses(name: &str) -> Option<(&str, &str)> {
    let (bare, note) = name.strip_suffix(')')?.rsplit_once('(')?;
    (!bare.trim().is_empty()).then_some((bare, note))
}

/// `chat start date Europe/London`: `LiveChat` names the zone without parentheses.
fn split_zone(name: &str) -> Option<(&str, &str)> {
    let (bare, zone) = name.rsplit_once(' ')?;
    is_zone(zone).then_some((bare, zone))
}

/// Whether a text looks like the name of a zone: `America/New_York`, `UTC`. Whether there is one of that name is known
/// where the table of zones is.
pub fn is_zone(text: &str) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_uppercase())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '+'))
    };
    is_utc(text) || text.split_once('/').is_some_and(|(area, place)| is_name(area) && place.split('/').all(is_name))
}

/// A zone's name with small letters, where a header is all in capitals: `EUROPE/LONDON`.
fn zone_name(zone: &str) -> String {
    if is_utc(zone) || zone.contains(char::is_lowercase) || !zone.contains('/') {
        return zone.to_owned();
    }
    let mut is_start = true;
    let small = |letter: char| {
        let written = if is_start { letter } else { letter.to_ascii_lowercase() };
        is_start = matches!(letter, '/' | '_' | '-');
        written
    };
    zone.chars().map(small).collect()
}

/// Whether a zone is UTC itself.
pub fn is_utc(zone: &str) -> bool {
    ["UTC", "GMT", "Etc/UTC", "Etc/GMT", "Z"].contains(&zone)
}

/// The columns of a file, found by name.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    list: Vec<Heading>,
    by_name: FxHashMap<String, usize>,
}

impl Headings {
    /// Takes in columns that are new since the last call.
    pub fn extend(&mut self, names: &[String]) {
        for name in names.iter().skip(self.list.len()) {
            let (key, note) = split_name(name);
            let note = if is_zone(note) { zone_name(note) } else { note.to_owned() };
            let at = self.list.len();
            let key = match self.list.iter().filter(|heading| same_but_for_number(&heading.key, &key)).count() {
                0 => key,
                earlier => format!("{key} {earlier}"),
            };
            self.by_name.entry(name.clone()).or_insert(at);
            self.by_name.entry(key.clone()).or_insert(at);
            self.list.push(Heading { name: name.clone(), key, note });
        }
    }

    /// Position of a column, by its name in any of its spellings.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).or_else(|| self.by_name.get(split_name(name).0.as_str())).copied()
    }

    /// The column at a position.
    pub fn get(&self, position: usize) -> Option<&Heading> {
        self.list.get(position)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Heading> {
        self.list.iter()
    }
}

/// Whether a key is another one, or a numbered repetition of it.
fn same_but_for_number(numbered: &str, key: &str) -> bool {
    let is_number = |rest: &str| rest.is_empty() || rest.strip_prefix(' ').is_some_and(|digits| digits.parse::<usize>().is_ok());
    !key.is_empty() && numbered.strip_prefix(key).is_some_and(is_number)
}
