//! `PostgreSQL`.

use super::{Engine, beside_empty_cells, double_quoted, numbered_by_window, quoted, typed};

pub(super) const ENGINE: Engine = Engine {
    word: "postgres",
    words: "text",
    float: "double precision",
    // It writes a boolean as `t` and `f`.
    truth: "text",
    text: quoted,
    name: double_quoted,
    // Working tables need no log: a server that fell starts the program again.
    create: |table| format!("drop table if exists {table};\ncreate unlogged table {table} as"),
    ensure,
    with_columns: |source, columns| beside_empty_cells(source, columns, "text"),
    numbered: numbered_by_window,
    head: include_str!("../sql/postgres/head.sql"),
    functions: include_str!("../sql/postgres/functions.sql"),
    tail: include_str!("../sql/postgres/tail.sql"),
};

/// `create table if not exists` looks into one schema alone; the rows may stand in another of the search path.
fn ensure(table: &str, columns: &[String]) -> String {
    let columns = typed(columns, "text");
    format!("do $$ begin if to_regclass('{table}') is null then create table {table} ({columns}); end if; end $$;")
}
