//! By what a file is told to be of a vendor's kind.

use super::heading::split_name;

/// Columns that tell. Each inner list holds spellings of one column, as vendors write them; JSON columns are dotted paths,
/// lists in them end in `[]`: `conversation_parts.conversation_parts[].author.type`.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// All of these must be there.
    pub all: &'static [&'static [&'static str]],
    /// These tell too.
    pub any: &'static [&'static [&'static str]],
    /// So many of `any` must be there.
    pub least: usize,
    /// None of these may be there.
    pub none: &'static [&'static str],
}

impl Signature {
    /// A signature to be spread over: nothing is asked for.
    pub const EMPTY: Self = Self { all: &[], any: &[], least: 0, none: &[] };

    /// How many telling columns are there; none if the file is of another kind. `has` is asked with names as compared.
    pub(super) fn telling(&self, has: impl Fn(&str) -> bool) -> Option<usize> {
        let has_any = |names: &&[&str]| names.iter().any(|name| has(&split_name(name).0));
        let hits = self.any.iter().filter(|names| has_any(names)).count();
        let fits = self.all.iter().all(has_any) && hits >= self.least && !self.none.iter().any(|name| has(&split_name(name).0));
        fits.then_some(self.all.len() + hits).filter(|telling| *telling > 0)
    }
}
