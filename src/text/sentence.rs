//! Sentences with places for numbers, checked while compiling.

/// A sentence with `N` places, written `{0}`, `{1}`, ..., and words that go with the number in one: `{0} {0:week|weeks}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<const N: usize>(&'static str);

/// A sentence whose places are exactly `{0}` to `{N-1}`; any other does not compile as a constant.
///
/// # Panics
/// While compiling, if a place is missing or too much.
pub const fn sentence<const N: usize>(text: &'static str) -> Sentence<N> {
    let mut place = 0;
    while place < 10 {
        assert!(has_place(text.as_bytes(), place, b'}') == (place < N), "a sentence names each of its places and no other");
        assert!(place < N || !has_place(text.as_bytes(), place, b':'), "words go with a place of the sentence");
        place += 1;
    }
    Sentence(text)
}

#[allow(clippy::indexing_slicing, reason = "runs in constants; `get` is not const, and the bound is checked beside it")]
const fn has_place(text: &[u8], place: usize, end: u8) -> bool {
    let mut index = 0;
    while index + 2 < text.len() {
        if text[index] == b'{' && text[index + 1] as usize == b'0' as usize + place && text[index + 2] == end {
            return true;
        }
        index += 1;
    }
    false
}

impl<const N: usize> Sentence<N> {
    /// The sentence with its places filled.
    pub fn with(self, values: [&str; N]) -> String {
        fill(self.0, &values)
    }

    /// Shows its words and places from left to right.
    pub fn each_part(self, show: &mut dyn FnMut(Part<'_>)) {
        each_part(self.0, show);
    }

    /// What stands before and after the first place, the other places filled: for a value that is set apart.
    pub fn around(self, values: [&str; N]) -> (String, String) {
        let (before, after) = self.0.split_once("{0}").unwrap_or((self.0, ""));
        (fill(before, &values), fill(after, &values))
    }
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it stands.
    Words(&'a str),
    /// A place by its number.
    Place(usize),
    /// Words that go with the number in a place: for one, and for any other.
    Form(usize, &'a str, &'a str),
}

impl<'a> Part<'a> {
    /// Its words, by what stands in the places.
    pub fn filled(self, value: impl Fn(usize) -> Option<&'a str>) -> &'a str {
        match self {
            Self::Words(words) => words,
            Self::Place(place) => value(place).unwrap_or_default(),
            Self::Form(place, one, other) => {
                if value(place) == Some("1") {
                    one
                } else {
                    other
                }
            }
        }
    }
}

fn each_part(template: &str, show: &mut dyn FnMut(Part<'_>)) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            show(Part::Words(before));
        }
        let Some((place, tail)) = after.split_once('}') else { return };
        let (place, forms) = place.split_once(':').map_or((place, None), |(place, forms)| (place, forms.split_once('|')));
        if let Ok(place) = place.parse() {
            show(forms.map_or(Part::Place(place), |(one, other)| Part::Form(place, one, other)));
        }
        rest = tail;
    }
    if !rest.is_empty() {
        show(Part::Words(rest));
    }
}

/// One function for all lengths, so that the shell holds it once.
fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    each_part(template, &mut |part| {
        text.push_str(part.filled(|place| values.get(place).copied()));
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_any_order() {
        const OF: Sentence<2> = sentence("対象{1}件中{0}件");
        assert_eq!(OF.with(["540", "1,200"]), "対象1,200件中540件");
    }

    #[test]
    fn the_first_place_can_be_set_apart() {
        const SAVED: Sentence<2> = sentence("The bot saved {0} net, {1}.");
        assert_eq!(SAVED.around(["$2,250", "in March"]), ("The bot saved ".to_owned(), " net, in March.".to_owned()));
    }

    #[test]
    fn words_go_with_the_number_beside_them() {
        const CHATS: Sentence<2> = sentence("{0} {0:chat|chats} of {1} {1:week|weeks}");
        assert_eq!(CHATS.with(["1", "13"]), "1 chat of 13 weeks");
        assert_eq!(CHATS.with(["0", "1"]), "0 chats of 1 week");
    }

    #[test]
    fn values_are_not_read_as_places() {
        const ONE: Sentence<1> = sentence("File {0}");
        assert_eq!(ONE.with(["{0}{1}"]), "File {0}{1}");
    }
}
