//! The known name that a misspelled one was probably meant to be.

/// The candidate closest to a name, if it is close enough to be a misspelling: at most a third of its letters, and at least
/// two, may differ. Case, spaces and hyphens do not count. Of equally close candidates the first.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(name);
    let limit = (wanted.len() / 3).max(2);
    let distances = candidates.into_iter().map(|candidate| (distance(&wanted, &folded(candidate)), candidate));
    distances.filter(|(edits, _)| *edits <= limit).min_by_key(|(edits, _)| *edits).map(|(_, candidate)| candidate)
}

fn folded(name: &str) -> Vec<char> {
    name.trim().to_lowercase().chars().map(|letter| if letter == ' ' || letter == '-' { '_' } else { letter }).collect()
}

/// Letters to insert, delete or replace (V. I. Levenshtein 1966), row by row.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, letter) in from.iter().enumerate() {
        // The cell up left of the current one, and the one just written.
        let (mut diagonal, mut left) = (above, above + 1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(to) {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        let edits = |from: &str, to: &str| distance(&folded(from), &folded(to));
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
        assert_eq!(edits("abc", ""), 3);
        assert_eq!(edits("flow_kind", "Flow-Kind"), 0);
    }

    #[test]
    fn a_misspelling_finds_its_name_and_a_stranger_none() {
        let names = ["margin", "maturity_days", "min_n"];
        assert_eq!(nearest("maturity_day", names), Some("maturity_days"));
        assert_eq!(nearest("Margins", names), Some("margin"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("x", []), None);
    }
}
