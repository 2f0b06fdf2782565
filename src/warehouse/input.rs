//! The first step: every table with typed columns, whatever the source calls and holds.

use std::fmt::Write as _;

use super::reach::{self, Dates};
use super::{Dialect, Schema};
use crate::model::LARGEST_NUMBER;

/// How a cell is read.
#[derive(Clone, Copy)]
enum Reading {
    Text,
    /// A word of a few, in any case.
    Word,
    Phone,
    Time,
    Date,
    Truth,
    Count,
    /// A count of what one chat holds.
    Turns,
    Number,
    /// Not below zero.
    Seconds,
    /// Seconds, or `never`.
    FirstUseful,
    /// An upper-case code.
    Code,
}

impl Reading {
    fn of(self, cell: &str) -> String {
        match self {
            Self::Text => format!("bw_text({cell})"),
            Self::Word => format!("bw_word({cell})"),
            Self::Phone => format!("bw_phone({cell})"),
            Self::Time => format!("bw_time({cell})"),
            Self::Date => format!("bw_date({cell})"),
            Self::Truth => format!("bw_bool({cell})"),
            Self::Count => format!("bw_count({cell})"),
            Self::Turns => format!("case when bw_count({cell}) <= {} then bw_count({cell}) end", u32::MAX),
            Self::Number => format!("case when abs(bw_number({cell})) <= {LARGEST_NUMBER:e} then bw_number({cell}) end"),
            Self::Seconds => format!("case when bw_number({cell}) between 0 and {LARGEST_NUMBER:e} then bw_number({cell}) end"),
            Self::FirstUseful => {
                format!(
                    "case when bw_word({cell}) = 'never' or bw_number({cell}) between 0 and {LARGEST_NUMBER:e} then bw_word({cell}) end"
                )
            }
            Self::Code => format!("upper(bw_text({cell}))"),
        }
    }

    /// The type of what was read.
    fn of_type(self, dialect: Dialect) -> &'static str {
        match self {
            Self::Text | Self::Word | Self::Phone | Self::FirstUseful | Self::Code => dialect.words(),
            Self::Time | Self::Count | Self::Turns => "bigint",
            Self::Date => "date",
            Self::Truth => "boolean",
            Self::Number | Self::Seconds => dialect.float(),
        }
    }
}

struct Input {
    name: &'static str,
    /// The column of which no value may stand twice.
    id: Option<&'static str>,
    columns: &'static [(&'static str, Reading)],
}

use Reading::{Code, Count, Date, FirstUseful, Number, Phone, Seconds, Text, Time, Truth, Turns, Word};

/// The tables of METRICS section 1. `input_order` tells which of two rows of one instant comes first; it may be absent.
const INPUTS: [Input; 7] = [
    Input {
        name: "conversations",
        id: Some("conversation_id"),
        columns: &[
            ("conversation_id", Text),
            ("started_at", Time),
            ("ended_at", Time),
            ("user_id", Text),
            ("anonymous_id", Text),
            ("email", Word),
            ("phone", Phone),
            ("channel", Text),
            ("flow", Text),
            ("intent", Text),
            ("language", Text),
            ("source", Text),
            ("medium", Text),
            ("campaign", Text),
            ("page", Text),
            ("engaged", Truth),
            ("bot_involved", Truth),
            ("test", Truth),
            ("user_turns", Turns),
            ("bot_turns", Turns),
            ("duration_s", Seconds),
            ("first_useful_s", FirstUseful),
            ("fallbacks", Turns),
            ("missing_answer", Truth),
            ("goal_completed", Truth),
            ("resolution", Word),
            ("handoff", Word),
            ("eligible", Truth),
            ("csat", Number),
            ("csat_max", Number),
            ("survey_offered", Truth),
            ("cost", Number),
            ("input_order", Count),
        ],
    },
    Input {
        name: "events",
        id: None,
        columns: &[
            ("event", Text),
            ("timestamp", Time),
            ("id", Text),
            ("conversation_id", Text),
            ("user_id", Text),
            ("anonymous_id", Text),
            ("email", Word),
            ("phone", Phone),
            ("channel", Text),
            ("flow", Text),
            ("intent", Text),
            ("language", Text),
            ("source", Text),
            ("medium", Text),
            ("campaign", Text),
            ("page", Text),
            ("goal", Text),
            ("value", Number),
            ("currency", Code),
            ("reason", Text),
            ("input_order", Count),
        ],
    },
    Input {
        name: "leads",
        id: Some("lead_id"),
        columns: &[
            ("lead_id", Text),
            ("created_at", Time),
            ("conversation_id", Text),
            ("user_id", Text),
            ("anonymous_id", Text),
            ("email", Word),
            ("phone", Phone),
            ("origin", Word),
            ("source", Text),
            ("mql_at", Time),
            ("sql_at", Time),
            ("disqualified_at", Time),
            ("meeting_booked_at", Time),
            ("meeting_held_at", Time),
            ("meeting_qualified", Truth),
            ("input_order", Count),
        ],
    },
    Input {
        name: "revenue",
        id: Some("order_id"),
        columns: &[
            ("order_id", Text),
            ("at", Time),
            ("amount", Number),
            ("user_id", Text),
            ("anonymous_id", Text),
            ("email", Word),
            ("phone", Phone),
            ("conversation_id", Text),
            ("gross_profit", Number),
            ("currency", Code),
            ("status", Word),
            ("input_order", Count),
        ],
    },
    Input {
        name: "touches",
        id: None,
        columns: &[
            ("at", Time),
            ("user_id", Text),
            ("anonymous_id", Text),
            ("email", Word),
            ("phone", Phone),
            ("source", Text),
            ("input_order", Count),
        ],
    },
    Input {
        name: "exposure",
        id: None,
        columns: &[
            ("date", Date),
            ("channel", Text),
            ("page", Text),
            ("flow", Text),
            ("impressions", Count),
            ("eligible_visitors", Count),
        ],
    },
    Input {
        name: "tickets",
        id: Some("ticket_id"),
        columns: &[
            ("ticket_id", Text),
            ("created_at", Time),
            ("first_reply_at", Time),
            ("user_id", Text),
            ("anonymous_id", Text),
            ("email", Word),
            ("phone", Phone),
            ("conversation_id", Text),
            ("intent", Text),
            ("csat", Number),
            ("csat_max", Number),
            ("agent", Truth),
            ("input_order", Count),
        ],
    },
];

/// The tables that a program reads.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    INPUTS.iter().map(|input| input.name)
}

/// The columns of a table that a program reads; none of a table that it does not.
pub(super) fn columns(table: &str) -> Option<Vec<&'static str>> {
    let input = INPUTS.iter().find(|input| input.name == table)?;
    Some(input.columns.iter().map(|(column, _)| *column).collect())
}

/// Columns of METRICS' tables that nothing in a cube is counted by.
pub(super) fn unread(table: &str) -> &'static [&'static str] {
    match table {
        "conversations" => &["gap_kind", "handoff_reason", "question"],
        "events" => &["text"],
        "leads" => &["campaign"],
        "touches" => &["medium", "campaign"],
        "tickets" => &["solved_at"],
        _ => &[],
    }
}

/// The columns that every row of a table needs (METRICS section 1).
pub(super) fn needed(table: &str) -> &'static [&'static str] {
    match table {
        "conversations" => &["conversation_id", "started_at"],
        "events" => &["event", "timestamp"],
        "leads" => &["lead_id", "created_at"],
        "revenue" => &["order_id", "at", "amount"],
        "touches" => &["at"],
        "exposure" => &["date"],
        "tickets" => &["ticket_id", "created_at"],
        _ => &[],
    }
}

/// A column under a name that is no word of SQL.
fn name_of(column: &str) -> &str {
    match column {
        "timestamp" | "at" => "moment",
        "date" => "day",
        other => other,
    }
}

/// Statements that read every table.
pub(super) fn tables(dialect: Dialect, schema: Option<&Schema>, reach: Dates) -> String {
    let mut sql =
        "-- == The rows, each column as METRICS reads it; what cannot be read is empty, a row without what it needs is none.\n"
            .to_owned();
    for input in &INPUTS {
        let columns: Vec<&str> = input.columns.iter().map(|(column, _)| *column).collect();
        let (prepare, source, named) = source_of(dialect, input, schema, &columns, reach);
        sql.push_str(&prepare);
        let cells = input.columns.iter().map(|(column, reading)| {
            let name = name_of(column);
            let cell = match &named {
                Some(named) => format!("cast({} as {})", named(column), dialect.words()),
                None => dialect.name(column),
            };
            format!("    {} as {name}", reading.of(&cell))
        });
        let cells: Vec<String> = cells.collect();
        let table = format!("{}_{}", if input.id.is_some() { "bw_read" } else { "bw_in" }, input.name);
        // A row that lacks one is rejected before it can lend its other cells to a row of the same id, or its keys to a person.
        let needed: Vec<String> = needed(input.name).iter().map(|column| format!("{} is not null", name_of(column))).collect();
        let (create, cells, needed) = (dialect.create(&table), cells.join(",\n"), needed.join(" and "));
        // Writing to a string cannot fail.
        let _ = write!(sql, "{create}\nselect * from (\nselect\n{cells}\nfrom {source} source\n) as_read where {needed};\n\n");
        if let Some(id) = input.id {
            sql.push_str(&records(dialect, input, id));
        }
    }
    sql
}

/// Rows of one id as one record: per column the last cell that is not empty. Needs `input_order` where an id stands twice.
fn records(dialect: Dialect, input: &Input, id: &str) -> String {
    let name = input.name;
    let told = format!("Two rows of {name} have one {id}. Give the program one row each, or a column input_order.");
    let merged = input.columns.iter().map(|(column, reading)| {
        let name = name_of(column);
        if name == id {
            return id.to_owned();
        }
        if name == "input_order" {
            return "min(input_order)".to_owned();
        }
        let words = dialect.words();
        let last = format!("substr(max(case when {name} is not null then bw_rank(place) || cast({name} as {words}) end), 13)");
        format!("cast({last} as {})", reading.of_type(dialect))
    });
    let merged: Vec<String> = merged.collect();
    let [copies, check, records] = ["bw_copies", "bw_check", "bw_in"].map(|start| dialect.create(&format!("{start}_{name}")));
    format!(
        "-- Rows of one {id} are one record: per column the last cell that is not empty.\n{copies}\nselect r.*, \
         row_number() over (partition by r.{id} order by input_order) as place, \
         count(*) over (partition by r.{id}, input_order) as alike\nfrom bw_read_{name} r\n\
         where {id} in (select {id} from bw_read_{name} group by {id} having count(*) > 1);\n\n\
         {check}\nselect bw_fail(count(*) > 0, {}) as answer from bw_copies_{name} where alike > 1;\n\n\
         {records}\nselect * from bw_read_{name} where {id} is not null and {id} not in (select {id} from bw_copies_{name})\n\
         union all\nselect {}\nfrom bw_copies_{name} group by {id};\n\n",
        dialect.text(&told),
        merged.join(",\n    "),
    )
}

/// How the cell of a column is written.
type Named<'a> = Box<dyn Fn(&str) -> String + 'a>;

/// What makes the source of a table, the source itself, and how its cells are written where the schema tells.
fn source_of<'a>(
    dialect: Dialect,
    input: &Input,
    schema: Option<&'a Schema>,
    columns: &[&str],
    reach: Dates,
) -> (String, String, Option<Named<'a>>) {
    let quoted: Vec<String> = columns.iter().map(|column| dialect.name(column)).collect();
    let Some(schema) = schema else {
        return (dialect.ensure(input.name, &quoted) + "\n", dialect.with_columns(input.name, &quoted), None);
    };
    match schema.tables.get(input.name) {
        None => {
            let empty: Vec<String> =
                quoted.iter().map(|column| format!("cast(null as {}) as {column}", dialect.words())).collect();
            (
                String::new(),
                format!("(select {} where 1 = 0)", empty.join(", ")),
                Some(Box::new(move |column| dialect.name(column))),
            )
        }
        Some(source) => match &source.columns {
            None => (String::new(), dialect.with_columns(&reach::source(&source.from, reach), &quoted), None),
            Some(named) => {
                let cell = |column: &str| named.get(column).map_or_else(|| "null".to_owned(), |sql| format!("({sql})"));
                (String::new(), reach::source(&source.from, reach), Some(Box::new(cell)))
            }
        },
    }
}
