//! Where the rows of a warehouse stand, if not under METRICS' names.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Tables by METRICS' names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Where each table stands; one that is not listed has no rows.
    #[serde(default)]
    pub tables: BTreeMap<String, TableSource>,
    /// What all rows tell, where the tables hold a part of them.
    pub whole: Option<Whole>,
}

/// What a part of the rows cannot tell of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// The latest time of any conversation, as SQL that gives one cell.
    pub conversations: Option<String>,
    /// Of any lead.
    pub leads: Option<String>,
    /// Of any order.
    pub revenue: Option<String>,
    /// Names of the events that occur at all.
    #[serde(default)]
    pub events: Vec<String>,
}

/// Where the rows of a table stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSource {
    /// A table's name, or a query in brackets, in which `{first}` and `{last}` are the dates that a part reads.
    pub from: String,
    /// What each column is, as SQL over that table; none if columns have METRICS' names.
    pub columns: Option<BTreeMap<String, String>>,
}
