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
}

/// Where the rows of a table stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSource {
    /// A table's name, or a query in brackets.
    pub from: String,
    /// What each column is, as SQL over that table; none if columns have METRICS' names.
    pub columns: Option<BTreeMap<String, String>>,
}
