//! `BigQuery`.

use super::{Engine, as_texts, backslashed, numbered_by_window, typed};

pub(super) const ENGINE: Engine = Engine {
    word: "bigquery",
    words: "string",
    float: "float64",
    truth: "boolean",
    text: backslashed,
    name: |name| format!("`{}`", name.replace('`', "\\`")),
    create: |table| format!("create or replace table {table} as"),
    ensure: |table, columns| format!("create table if not exists {table} ({});", typed(columns, "string")),
    // What a query names is what it scans, and what it costs.
    with_columns: |source, columns| as_texts(source, columns, "string"),
    numbered: numbered_by_window,
    head: include_str!("../sql/bigquery/head.sql"),
    functions: include_str!("../sql/bigquery/functions.sql"),
    tail: include_str!("../sql/bigquery/tail.sql"),
};
