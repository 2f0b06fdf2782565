//! Apache Spark, from 4.0, which knows functions in SQL.

use super::{Engine, backslashed, beside_empty_cells, typed};

pub(super) const ENGINE: Engine = Engine {
    word: "spark",
    words: "string",
    float: "double",
    truth: "boolean",
    text: backslashed,
    name: |name| format!("`{}`", name.replace('`', "``")),
    create: |table| format!("drop table if exists {table};\ncreate table {table} using parquet as"),
    ensure: |table, columns| format!("create table if not exists {table} ({}) using parquet;", typed(columns, "string")),
    with_columns: |source, columns| beside_empty_cells(source, columns, "string"),
    numbered,
    head: include_str!("../sql/spark/head.sql"),
    functions: include_str!("../sql/spark/functions.sql"),
    tail: include_str!("../sql/spark/tail.sql"),
};

/// A window over all rows would bring them to one executor. Sorted rows stand in ranges, and ids grow from range to range.
fn numbered(table: &str, keys: &str) -> String {
    format!("(select s.*, monotonically_increasing_id() as n from (select * from {table} source_rows order by {keys}) s)")
}
