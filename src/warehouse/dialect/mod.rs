//! What engines write otherwise: quotes, types, how a table is made anew. Each engine is a file here, and a folder in `sql/`.

mod bigquery;
mod duckdb;
mod postgres;
mod snowflake;
mod spark;

/// An engine that programs are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`.
    DuckDb,
    /// `PostgreSQL`.
    Postgres,
    /// Apache Spark.
    Spark,
    /// `BigQuery`.
    BigQuery,
    /// Snowflake.
    Snowflake,
}

/// What is one engine's own.
pub(super) struct Engine {
    word: &'static str,
    /// The type of texts.
    words: &'static str,
    /// The type of numbers in double precision.
    float: &'static str,
    /// The type of yes and no in the cube: what leaves as `true` and `false`.
    truth: &'static str,
    text: fn(&str) -> String,
    name: fn(&str) -> String,
    create: fn(&str) -> String,
    ensure: fn(&str, &[String]) -> String,
    with_columns: fn(&str, &[String]) -> String,
    numbered: fn(&str, &str) -> String,
    head: &'static str,
    functions: &'static str,
    tail: &'static str,
}

impl Dialect {
    /// Every engine.
    pub const ALL: [Self; 5] = [Self::DuckDb, Self::Postgres, Self::Spark, Self::BigQuery, Self::Snowflake];

    fn engine(self) -> &'static Engine {
        match self {
            Self::DuckDb => &duckdb::ENGINE,
            Self::Postgres => &postgres::ENGINE,
            Self::Spark => &spark::ENGINE,
            Self::BigQuery => &bigquery::ENGINE,
            Self::Snowflake => &snowflake::ENGINE,
        }
    }

    /// The word of an engine in commands.
    pub fn word(self) -> &'static str {
        self.engine().word
    }

    /// A text as a literal.
    pub(super) fn text(self, text: &str) -> String {
        (self.engine().text)(text)
    }

    /// A name, such as a column's.
    pub(super) fn name(self, name: &str) -> String {
        (self.engine().name)(name)
    }

    /// The type of texts.
    pub(super) fn words(self) -> &'static str {
        self.engine().words
    }

    /// The type of numbers in double precision.
    pub(super) fn float(self) -> &'static str {
        self.engine().float
    }

    /// The type of yes and no in the cube.
    pub(super) fn truth(self) -> &'static str {
        self.engine().truth
    }

    /// The start of a statement that makes a table, in place of any of its name.
    pub(super) fn create(self, table: &str) -> String {
        (self.engine().create)(table)
    }

    /// A statement that makes a table of texts without rows where there is none of its name.
    pub(super) fn ensure(self, table: &str, columns: &[String]) -> String {
        (self.engine().ensure)(table, columns)
    }

    /// The rows of a source with all of some columns as texts, empty where the source lacks one.
    pub(super) fn with_columns(self, source: &str, columns: &[String]) -> String {
        (self.engine().with_columns)(source, columns)
    }

    /// The rows of a table with a number `n` each that grows with the keys.
    pub(super) fn numbered(self, table: &str, keys: &str) -> String {
        (self.engine().numbered)(table, keys)
    }

    /// What is said and set before anything else.
    pub(super) fn head(self) -> &'static str {
        self.engine().head
    }

    /// The engine's own functions, under the names that the steps use.
    pub(super) fn functions(self) -> &'static str {
        self.engine().functions
    }

    /// How the cube leaves.
    pub(super) fn tail(self) -> &'static str {
        self.engine().tail
    }
}

/// A text in single quotes, a quote in it written twice.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A name in double quotes.
fn double_quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Numbers by a window over all rows, which one worker of the engine sorts.
fn numbered_by_window(table: &str, keys: &str) -> String {
    format!("(select s.*, row_number() over (order by {keys}) as n from {table} s)")
}

/// Each column of a list followed by the same type.
fn typed(columns: &[String], of_type: &str) -> String {
    let columns: Vec<String> = columns.iter().map(|column| format!("{column} {of_type}")).collect();
    columns.join(", ")
}

/// A source beside one row of empty cells: a name that the source lacks is found there.
fn beside_empty_cells(source: &str, columns: &[String], words: &str) -> String {
    let empty: Vec<String> = columns.iter().map(|column| format!("cast(null as {words}) as {column}")).collect();
    let cells: Vec<String> = columns.iter().map(|column| format!("cast({column} as {words}) as {column}")).collect();
    let [empty, cells] = [empty.join(", "), cells.join(", ")];
    format!("(select found.* from (select {empty}) absent cross join lateral (select {cells} from {source} source_rows) found)")
}

/// A text in single quotes, for engines that read backslashes in it.
fn backslashed(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r"))
}

/// The columns of a source as texts; each must be there.
fn as_texts(source: &str, columns: &[String], words: &str) -> String {
    let cells: Vec<String> = columns.iter().map(|column| format!("cast({column} as {words}) as {column}")).collect();
    format!("(select {} from {source} source_rows)", cells.join(", "))
}
