//! `DuckDB`.

use super::{Engine, double_quoted, numbered_by_window, quoted, typed};

pub(super) const ENGINE: Engine = Engine {
    word: "duckdb",
    words: "varchar",
    float: "double",
    truth: "boolean",
    text: quoted,
    name: double_quoted,
    create: |table| format!("create or replace table {table} as"),
    ensure: |table, columns| format!("create table if not exists {table} ({});", typed(columns, "varchar")),
    with_columns,
    numbered: numbered_by_window,
    head: include_str!("../sql/duckdb/head.sql"),
    functions: include_str!("../sql/duckdb/functions.sql"),
    tail: include_str!("../sql/duckdb/tail.sql"),
};

fn with_columns(source: &str, columns: &[String]) -> String {
    let empty: Vec<String> = columns.iter().map(|column| format!("null::varchar as {column}")).collect();
    format!("(select {} where false union all by name select * from {source})", empty.join(", "))
}
