//! Words, some of which are numbers that lead to what they count: the one way in which a number of a sentence opens.

use super::RowsOf;
use crate::text::{Part, Sentence};

/// A sentence in pieces, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said(Vec<(String, Option<RowsOf>)>);

impl Said {
    /// A sentence with its places filled, each with what it counts.
    pub fn of<const N: usize>(sentence: Sentence<N>, values: [(&str, Option<RowsOf>); N]) -> Self {
        let mut said = Self::default();
        sentence.each_part(&mut |part| said.add(part, &values));
        said
    }

    /// What stands before the first place of a sentence, and what after it.
    pub fn around<const N: usize>(sentence: Sentence<N>, values: [(&str, Option<RowsOf>); N]) -> (Self, Self) {
        let (mut before, mut after, mut is_after) = (Self::default(), Self::default(), false);
        sentence.each_part(&mut |part| match part {
            Part::Place(0) => is_after = true,
            part => if is_after { &mut after } else { &mut before }.add(part, &values),
        });
        (before, after)
    }

    // One function for all lengths, so that the shell holds it once.
    #[inline(never)]
    fn add(&mut self, part: Part<'_>, values: &[(&str, Option<RowsOf>)]) {
        let opens = if let Part::Place(place) = part { values.get(place).and_then(|(_, opens)| *opens) } else { None };
        let words = part.filled(|place| values.get(place).map(|(words, _)| *words));
        match self.0.last_mut() {
            Some((last, None)) if opens.is_none() => last.push_str(words),
            _ => self.0.push((words.to_owned(), opens)),
        }
    }

    /// A number with what it counts.
    pub fn number(number: String, opens: Option<RowsOf>) -> Self {
        Self(vec![(number, opens)])
    }

    /// All of it.
    pub fn words(&self) -> String {
        self.0.iter().map(|(words, _)| words.as_str()).collect()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(words, _)| words.is_empty())
    }

    /// The same after other words.
    #[must_use]
    pub fn after(mut self, words: &str) -> Self {
        self.0.insert(0, (words.to_owned(), None));
        self
    }

    /// The same with a sentence after it.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The same with other words after it.
    #[must_use]
    pub fn then(mut self, words: String) -> Self {
        if !words.is_empty() {
            self.0.push((words, None));
        }
        self
    }
}

impl From<String> for Said {
    fn from(words: String) -> Self {
        Self::number(words, None)
    }
}

impl From<&str> for Said {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl IntoIterator for Said {
    type Item = (String, Option<RowsOf>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::{BoardId, ChangeId};
    use crate::text::sentence;

    #[test]
    fn numbers_lead_on_and_words_between_them_stand_together() {
        const OF: Sentence<3> = sentence("The bot saved {0}, {1}. {2} chats needed no person.");
        let rows = Some(RowsOf::counted(BoardId::Support, ChangeId::DeflectionRate));
        let values = [("$2,250", None), ("March", None), ("540", rows)];
        let (before, after) = Said::around(OF, values);
        assert_eq!(before.words(), "The bot saved ");
        let pieces: Vec<(String, bool)> = after.into_iter().map(|(words, opens)| (words, opens.is_some())).collect();
        let piece = |words: &str, opens| (words.to_owned(), opens);
        assert_eq!(pieces, [piece(", March. ", false), piece("540", true), piece(" chats needed no person.", false)]);
        assert_eq!(Said::of(OF, values).words(), OF.with(values.map(|(words, _)| words)));
    }
}
