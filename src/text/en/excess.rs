//! What a file holds more of than any export does, in English.

use crate::text::{ExcessText, sentence};

pub(super) const EXCESS: ExcessText = ExcessText {
    inflated: sentence("it inflates to more than {0}"),
    repetitive: sentence("it inflates to more than {0} and more than {1} times its size, as no export does"),
    undeclared: sentence("more comes out of it than the {0} bytes that its archive says it has"),
    files: sentence("it holds more than {0} files, archives in it included"),
    in_all: sentence(
        "its files inflate to more than {0} in all, archives in it included; {1} and those after it were not opened",
    ),
    nested: "it is an archive in an archive in an archive",
    nested_large: sentence("it is an archive in an archive and larger than {0}"),
    overlapping: "files in it lie over one another",
    sheets: sentence("it has more than {0} sheets"),
    shared_sheet: "two sheets of it are one part of the file",
    columns: sentence("a row of it has more than {0} columns"),
    sheet_bytes: sentence("its sheets are larger than {0} together"),
    long_line: sentence(
        "Line {0} is longer than {1}, as no row is: line ends are missing, or a quote stays open. Nothing of the file counts. Export it again.",
    ),
    unpack: sentence("It holds more than any export: {0}. Unpack it and open the files inside."),
};
