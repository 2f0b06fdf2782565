//! What is said of a file that holds more than any export.

use crate::format::count;
use crate::ingest::{Excess, bytes_in_words};
use crate::text::Text;

/// What is too much, and what to do.
pub(super) fn excess_words(line: u64, excess: &Excess, text: &Text) -> String {
    let words = &text.excess;
    let many = |number: u64| count(number as f64);
    let reason = match excess {
        Excess::LongLine { bytes } => return words.long_line.with([&many(line), &bytes_in_words(*bytes)]),
        Excess::Inflated { bytes } => words.inflated.with([&bytes_in_words(*bytes)]),
        Excess::Repetitive { from, times } => words.repetitive.with([&bytes_in_words(*from), &many(*times)]),
        Excess::Undeclared { bytes } => words.undeclared.with([&many(*bytes)]),
        Excess::Files { files } => words.files.with([&many(*files)]),
        Excess::InAll { bytes, next } => words.in_all.with([&bytes_in_words(*bytes), next]),
        Excess::Nested => words.nested.to_owned(),
        Excess::NestedLarge { bytes } => words.nested_large.with([&bytes_in_words(*bytes)]),
        Excess::Overlapping => words.overlapping.to_owned(),
        Excess::Sheets { sheets } => words.sheets.with([&many(*sheets)]),
        Excess::SharedSheet => words.shared_sheet.to_owned(),
        Excess::Columns { columns } => words.columns.with([&many(*columns)]),
        Excess::SheetBytes { bytes } => words.sheet_bytes.with([&bytes_in_words(*bytes)]),
    };
    words.unpack.with([&reason])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Language;
    use crate::text::text;

    #[test]
    fn the_limit_and_what_to_do_are_told_in_the_language_of_the_page() {
        let excess = Excess::InAll { bytes: 4 << 30, next: "b.csv".to_owned() };
        let english = excess_words(0, &excess, text(Language::En));
        // The command says the same.
        assert!(english.contains(&excess.to_string()) && english.ends_with("Unpack it and open the files inside."), "{english}");
        let japanese = excess_words(0, &excess, text(Language::Ja));
        assert!(japanese.contains("4 GiB") && japanese.contains("b.csv") && !japanese.contains("inflate"), "{japanese}");
        let line = excess_words(7, &Excess::LongLine { bytes: 16 << 20 }, text(Language::En));
        assert!(line.starts_with("Line 7 is longer than 16 MiB") && line.ends_with("Export it again."), "{line}");
    }
}
