//! What a file holds more of than any export does.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// What a file holds more of than any export does.
    ExcessText {
        inflated: Sentence<1>, repetitive: Sentence<2>, undeclared: Sentence<1>, files: Sentence<1>, in_all: Sentence<2>, nested: Words, nested_large: Sentence<1>,
        overlapping: Words, sheets: Sentence<1>, shared_sheet: Words, columns: Sentence<1>, sheet_bytes: Sentence<1>, long_line: Sentence<2>,
        unpack: Sentence<1>,
    }
}
