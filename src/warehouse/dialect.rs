//! What engines write otherwise: quotes, types, how a table is made anew.

/// An engine that programs are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`.
    DuckDb,
}

impl Dialect {
    /// Every engine.
    pub const ALL: [Self; 1] = [Self::DuckDb];

    /// The word of an engine in commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
        }
    }

    /// A text as a literal.
    pub fn text(self, text: &str) -> String {
        match self {
            Self::DuckDb => format!("'{}'", text.replace('\'', "''")),
        }
    }

    /// A name, such as a column's.
    pub fn name(self, name: &str) -> String {
        match self {
            Self::DuckDb => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// The type of texts.
    pub fn words(self) -> &'static str {
        match self {
            Self::DuckDb => "varchar",
        }
    }

    /// The start of a statement that makes a table, in place of any of its name.
    pub fn create(self, table: &str) -> String {
        match self {
            Self::DuckDb => format!("create or replace table {table} as"),
        }
    }

    /// The rows of a source with all of some columns as texts, empty where the source lacks one.
    pub fn with_columns(self, source: &str, columns: &[&str]) -> String {
        match self {
            Self::DuckDb => {
                let empty: Vec<String> = columns.iter().map(|column| format!("null::varchar as {column}")).collect();
                format!("(select {} where false union all by name select * from {source})", empty.join(", "))
            }
        }
    }

    /// What is said and set before anything else.
    pub fn head(self) -> &'static str {
        match self {
            Self::DuckDb => include_str!("sql/duckdb_head.sql"),
        }
    }

    /// The engine's own functions, under the names that the steps use.
    pub fn prelude(self) -> &'static str {
        match self {
            Self::DuckDb => include_str!("sql/duckdb.sql"),
        }
    }

    /// How the cube leaves.
    pub fn tail(self) -> &'static str {
        match self {
            Self::DuckDb => include_str!("sql/duckdb_tail.sql"),
        }
    }
}
