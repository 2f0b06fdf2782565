//! Snowflake.

use super::{Engine, as_texts, backslashed, double_quoted, numbered_by_window, typed};

pub(super) const ENGINE: Engine = Engine {
    word: "snowflake",
    words: "varchar",
    float: "float",
    truth: "boolean",
    text: backslashed,
    // Names that were made without quotes stand in upper case.
    name: |name| double_quoted(&name.to_ascii_uppercase()),
    // Working tables need no copies from before.
    create: |table| format!("create or replace transient table {table} as"),
    ensure: |table, columns| format!("create table if not exists {table} ({});", typed(columns, "varchar")),
    with_columns: |source, columns| as_texts(source, columns, "varchar"),
    numbered: numbered_by_window,
    head: include_str!("../sql/snowflake/head.sql"),
    functions: include_str!("../sql/snowflake/functions.sql"),
    tail: include_str!("../sql/snowflake/tail.sql"),
};
