//! Where the records of a JSON file may be: told from its first bytes, which may end anywhere.

use rustc_hash::FxHashSet;

/// The dotted paths of everything that some JSON texts hold, one after another; lists end in `[]`. In the order in which
/// they were met.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Each path once.
    pub paths: Vec<String>,
    /// Paths within texts that hold JSON themselves: they tell the vendor, and no records can be found there.
    within_texts: Vec<String>,
    known: FxHashSet<String>,
}

/// Where records are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Keys from the whole down to the list of records; empty if the whole is the list, or the record.
    pub path: Vec<String>,
    /// The key of each record whose value is meant: `{"ticket": {...}}`.
    pub wrapper: Option<String>,
}

/// Values within values that are looked into.
const DEEPEST: usize = 64;

/// Paths of one head. Objects that use ids as keys could fill memory else.
const MOST_PATHS: usize = 20_000;

impl Outline {
    /// Takes in JSON texts that stand one after another, as far as they go.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut reader = OutlineReader { rest: bytes, path: String::new(), is_within_text: false, outline: self };
        while reader.value(0).is_some() {}
    }

    /// Takes in a text under a path, if it holds a JSON object: a cell of a table, for one.
    pub fn add_text(&mut self, path: &str, text: &str) {
        if text.trim_start().starts_with('{') {
            let path = path.to_owned();
            OutlineReader { rest: text.as_bytes(), path, is_within_text: true, outline: self }.value(0);
        }
    }

    /// The places where records may be, the likeliest first.
    pub fn places(&self) -> Vec<Place> {
        /// Keys from the whole down to a list of records.
        const DEEPEST_LIST: usize = 3;
        let lists = self.paths.iter().filter_map(|path| path.strip_suffix("[]")).filter(|path| {
            let is_of_records =
                self.paths.iter().any(|other| other.strip_prefix(*path).is_some_and(|rest| rest.starts_with("[].")));
            is_of_records && !path.is_empty() && !path.contains("[]") && path.split('.').count() <= DEEPEST_LIST
        });
        let paths = std::iter::once(Vec::new()).chain(lists.map(|path| path.split('.').map(str::to_owned).collect()));
        paths
            .flat_map(|path: Vec<String>| {
                let plain = Place { path, wrapper: None };
                let wrapper = self.wrapper(&plain);
                let wrapped = wrapper.map(|wrapper| Place { path: plain.path.clone(), wrapper: Some(wrapper) });
                std::iter::once(plain).chain(wrapped)
            })
            .collect()
    }

    /// The paths within the records of a place, those within texts too.
    pub fn paths_at(&self, place: &Place) -> impl Iterator<Item = &str> {
        let start = self.start_of(place);
        self.paths.iter().chain(&self.within_texts).filter_map(move |path| path.strip_prefix(start.as_str()))
    }

    /// What the paths of a place's records start with.
    fn start_of(&self, place: &Place) -> String {
        let list = if self.paths.first().is_some_and(|path| path == "[]") { "[]." } else { "" };
        let mut start = if place.path.is_empty() { list.to_owned() } else { format!("{}[].", place.path.join(".")) };
        if let Some(wrapper) = &place.wrapper {
            start += wrapper;
            start.push('.');
        }
        start
    }

    /// The paths within texts.
    pub fn paths_within_texts(&self) -> &[String] {
        &self.within_texts
    }

    /// The one key of the records of a place that holds an object, if there is little else.
    fn wrapper(&self, place: &Place) -> Option<String> {
        /// Keys of a wrapper: the stream, the time of the export, the record.
        const MOST_KEYS: usize = 6;
        let start = self.start_of(place);
        let paths: Vec<&str> = self.paths.iter().filter_map(|path| path.strip_prefix(start.as_str())).collect();
        let keys: Vec<&str> = paths.iter().copied().filter(|path| !path.contains(['.', '['])).collect();
        let holds_object =
            |key: &&str| paths.iter().any(|path| path.strip_prefix(*key).is_some_and(|rest| rest.starts_with('.')));
        let mut objects = keys.iter().copied().filter(holds_object);
        let wrapper = objects.next()?;
        (keys.len() <= MOST_KEYS && objects.next().is_none()).then(|| wrapper.to_owned())
    }

    fn note(&mut self, path: &str, is_within_text: bool) {
        let paths = if is_within_text { &mut self.within_texts } else { &mut self.paths };
        if paths.len() < MOST_PATHS && !self.known.contains(path) {
            self.known.insert(path.to_owned());
            paths.push(path.to_owned());
        }
    }
}

struct OutlineReader<'a> {
    rest: &'a [u8],
    path: String,
    is_within_text: bool,
    outline: &'a mut Outline,
}

impl OutlineReader<'_> {
    /// Reads one value; none where the bytes end or are no JSON.
    fn value(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'{' => self.members(depth, b'}'),
            b'[' => self.members(depth, b']'),
            b'"' => {
                let text = self.string()?;
                self.outline.add_text(&self.path, &text);
                Some(())
            }
            b',' | b':' | b'}' | b']' => None,
            _ => {
                let length = self.rest.iter().take_while(|byte| !b",:}] \n\r\t".contains(byte)).count();
                self.take(length)
            }
        }
    }

    fn members(&mut self, depth: usize, end: u8) -> Option<()> {
        self.take(1)?;
        let start = self.path.len();
        if end == b']' {
            self.path.push_str("[]");
            self.outline.note(&self.path, self.is_within_text);
        }
        let inner = self.path.len();
        loop {
            match self.peek()? {
                byte if byte == end => {
                    self.path.truncate(start);
                    return self.take(1);
                }
                b',' => self.take(1)?,
                b'"' if end == b'}' => {
                    let key = self.string()?;
                    if self.peek()? != b':' {
                        return None;
                    }
                    self.take(1)?;
                    if !self.path.is_empty() {
                        self.path.push('.');
                    }
                    self.path.push_str(key.trim());
                    self.outline.note(&self.path, self.is_within_text);
                    self.value(depth + 1)?;
                    self.path.truncate(inner);
                }
                _ if end == b'}' => return None,
                _ => self.value(depth + 1)?,
            }
        }
    }

    /// The first byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        let space = self.rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.take(space)?;
        self.rest.first().copied()
    }

    fn take(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        let mut is_escaped = false;
        let end = self.rest.iter().skip(1).position(|byte| {
            let is_end = *byte == b'"' && !is_escaped;
            is_escaped = *byte == b'\\' && !is_escaped;
            is_end
        })? + 2;
        let (written, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(serde_json::from_slice(written).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, Place};

    fn outline(text: &str) -> Outline {
        let mut outline = Outline::default();
        outline.add(text.as_bytes());
        outline
    }

    fn place(path: &[&str], wrapper: Option<&str>) -> Place {
        Place { path: path.iter().map(|key| (*key).to_owned()).collect(), wrapper: wrapper.map(str::to_owned) }
    }

    #[test]
    fn lists_and_wrappers_are_found_in_text_that_ends_anywhere() {
        let whole = r#"{"data":{"items":[{"ticket":{"id":1,"via":{"channel":"web"}}},{"ticket":{"id":2}}]},"next":null}"#;
        for end in [whole.len(), whole.len() - 20, 60] {
            let found = outline(&whole[..end]);
            assert_eq!(
                found.places(),
                [
                    place(&[], None),
                    place(&[], Some("data")),
                    place(&["data", "items"], None),
                    place(&["data", "items"], Some("ticket"))
                ]
                .into_iter()
                // Before the whole is known, `data` is not the only key.
                .collect::<Vec<_>>()
            );
            let paths: Vec<&str> = found.paths_at(&place(&["data", "items"], Some("ticket"))).collect();
            assert_eq!(paths, ["id", "via", "via.channel"]);
        }
    }

    #[test]
    fn a_list_of_records_has_their_paths() {
        let found = outline(r#" [{"a":[{"b":1}],"c":"}"},{"d":{"e":2}}]"#);
        assert_eq!(found.paths_at(&place(&[], None)).collect::<Vec<_>>(), ["a", "a[]", "a[].b", "c", "d", "d.e"]);
    }

    #[test]
    fn text_that_holds_json_tells_its_paths_and_is_no_place_of_records() {
        let found = outline(r#"{"timestamp":1,"message":"{\"a\":{\"b\":[{\"c\":1}]}}","other":"{no json"}"#);
        let paths: Vec<&str> = found.paths_at(&place(&[], None)).collect();
        assert_eq!(paths, ["timestamp", "message", "other", "message.a", "message.a.b", "message.a.b[]", "message.a.b[].c"]);
        assert_eq!(found.places(), [place(&[], None)]);
    }

    #[test]
    fn records_with_several_objects_are_in_no_wrapper() {
        assert_eq!(outline(r#"{"a":{"x":1},"b":{"y":1}}"#).places(), [place(&[], None)]);
    }
}
