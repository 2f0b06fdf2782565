//! The program as a dbt project: a model each step, tests for what must hold of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::cube::{self, COLUMNS};
use super::{Dialect, Program, Wanted};
use crate::rules::Rules;

/// A file of a dbt project: its path in the folder, and its text.
pub type ProjectFile = (String, String);

/// What must hold of a model's column, as dbt names it.
const TESTS: [(&str, &str, &[&str]); 8] = [
    ("bw_in_conversations", "conversation_id", &["not_null", "unique"]),
    ("bw_person", "row_id", &["not_null", "unique"]),
    ("bw_chat", "n", &["not_null", "unique"]),
    ("bw_lead_fact", "n", &["not_null", "unique"]),
    ("bw_ticket_fact", "n", &["not_null", "unique"]),
    ("bw_sale", "n", &["not_null", "unique"]),
    ("bw_flow", "flow", &["not_null", "unique"]),
    ("bw_cube", "part", &["not_null"]),
];

/// Every chat stands in the cube once.
const ALL_COUNTED: &str = "-- Every chat of the dates that are counted stands in the cube once.\n\
    select counted.n, chats.n as all_chats\n\
    from (select sum(n) as n from {{ ref('bw_cube') }} where part = 'chats') counted\n\
    cross join (select count(*) as n from {{ ref('bw_chat') }} where WITHIN) chats\n\
    where coalesce(counted.n, 0) <> chats.n\n";

/// The files of a project for the program of these rules; none if the engine's functions do not outlive a session.
pub fn dbt_project(rules: &Rules, wanted: &Wanted<'_>) -> Option<Vec<ProjectFile>> {
    if !matches!(wanted.dialect, Dialect::DuckDb | Dialect::Postgres) {
        return None;
    }
    let program = Program::new(rules, wanted);
    let steps = statements(&program.steps);
    let models: BTreeMap<&str, String> = steps.iter().filter_map(|statement| model(statement)).collect();
    let with_references = |sql: &str| references(&escaped(sql), &models);
    let mut files: Vec<ProjectFile> = models
        .iter()
        .map(|(name, sql)| {
            let sql = with_references(sql);
            if name.starts_with("bw_check_") {
                return (format!("tests/{name}.sql"), format!("select answer from (\n{sql}\n) checked where answer <> 'ok'\n"));
            }
            (format!("models/{name}.sql"), sql + "\n")
        })
        .collect();
    files.push(("models/bw_cube.sql".to_owned(), with_references(&cube_model(wanted.dialect, &steps))));
    files.push(("tests/all_chats_are_counted.sql".to_owned(), ALL_COUNTED.replace("WITHIN", &program.within_day)));
    files.push(("models/schema.yml".to_owned(), schema()));
    // What sources lack is made empty before any model.
    let ensured = steps.iter().filter(|statement| model(statement).is_none() && !is_of_cube(statement));
    let ensured: String = ensured
        .filter(|statement| !statement.lines().any(|line| line.starts_with("drop ")))
        .map(|one| format!("{one};\n"))
        .collect();
    files.push(("macros/botworth.sql".to_owned(), macros(&program, &ensured)));
    files.push(("dbt_project.yml".to_owned(), PROJECT.to_owned()));
    Some(files)
}

const PROJECT: &str = "# Written by `botworth sql --dbt`: change the rules, not these files.\n\
    name: botworth\nversion: '1.0.0'\nconfig-version: 2\nprofile: botworth\n\
    on-run-start: \"{{ botworth_functions() }}\"\n\
    models:\n  botworth:\n    +materialized: table\n    +pre-hook: \"{{ botworth_settings() }}\"\n";

fn macros(program: &Program, ensured: &str) -> String {
    let settings: String = program.head.lines().filter(|line| !line.starts_with("--")).map(|line| format!("{line}\n")).collect();
    let of = |name: &str, sql: &str| format!("{{% macro {name}() %}}\n{}{{% endmacro %}}\n", escaped(sql));
    of("botworth_settings", settings.trim_start()) + "\n" + &of("botworth_functions", &format!("{}{ensured}", program.functions))
}

/// Statements with the comments that stand before them; no text holds a semicolon at the end of a line.
fn statements(sql: &str) -> Vec<&str> {
    sql.split(";\n").map(str::trim).filter(|statement| !statement.is_empty()).collect()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("--")
}

/// The name and the query of a statement that makes a table of a query.
fn model(statement: &str) -> Option<(&str, String)> {
    let comments: Vec<&str> = statement.lines().take_while(|line| is_comment(line) || line.is_empty()).collect();
    let start = statement.lines().nth(comments.len())?;
    let name = start.strip_prefix("create ")?.strip_suffix(" as")?.rsplit(' ').next()?;
    let query: Vec<&str> = comments.iter().copied().chain(statement.lines().skip(comments.len() + 1)).collect();
    name.starts_with("bw_").then(|| (name, query.join("\n")))
}

fn is_of_cube(statement: &str) -> bool {
    statement.lines().any(|line| line.starts_with("create table bw_cube") || line.starts_with("insert into bw_cube"))
}

/// The cube as one query: each insert with all columns, one under the other.
fn cube_model(dialect: Dialect, steps: &[&str]) -> String {
    let mut sql = "-- The cube: one row each count. Nothing in it is about a single person.\n".to_owned();
    let inserts = steps.iter().filter_map(|statement| {
        let (_, insert) = statement.split_once("insert into bw_cube (")?;
        insert.split_once(")\n")
    });
    for (number, (columns, query)) in inserts.enumerate() {
        let listed: Vec<&str> = columns.split(',').map(str::trim).collect();
        let cells = COLUMNS.iter().map(|(column, of)| {
            let cell = if listed.contains(column) { column } else { "null" };
            format!("cast({cell} as {}) as {column}", cube::type_name(dialect, *of))
        });
        let cells: Vec<String> = cells.collect();
        let (union, columns) = (if number == 0 { "" } else { "union all\n" }, listed.join(", "));
        // Writing to a string cannot fail.
        let _ = write!(sql, "{union}select {}\nfrom (\n{query}\n) part_{number} ({columns})\n", cells.join(", "));
    }
    sql
}

/// What dbt would take for its own, as text.
fn escaped(sql: &str) -> String {
    let mut escaped = String::with_capacity(sql.len());
    let mut before = ' ';
    for letter in sql.chars() {
        if before == '{' && matches!(letter, '{' | '%' | '#') {
            escaped.pop();
            // Written as two texts, so that no pair stands in either.
            let _ = write!(escaped, "{{{{ '{{' ~ '{letter}' }}}}");
            before = ' ';
            continue;
        }
        escaped.push(letter);
        before = letter;
    }
    escaped
}

/// Names of models as references, from which dbt learns the order.
fn references(sql: &str, models: &BTreeMap<&str, String>) -> String {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut written = String::with_capacity(sql.len() * 2);
    let mut rest = sql;
    while let Some(start) = rest.find("bw_") {
        let (before, from) = rest.split_at(start);
        let length = from.find(|letter| !is_of_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        written.push_str(before);
        if models.contains_key(word)
            && !before.ends_with(is_of_word)
            && !is_comment(before.rsplit('\n').next().unwrap_or_default())
        {
            let _ = write!(written, "{{{{ ref('{word}') }}}}");
        } else {
            written.push_str(word);
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

fn schema() -> String {
    let mut yml = "version: 2\nmodels:\n".to_owned();
    for (model, column, tests) in TESTS {
        let _ =
            write!(yml, "  - name: {model}\n    columns:\n      - name: {column}\n        data_tests: [{}]\n", tests.join(", "));
    }
    yml
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(rules: &Rules) -> BTreeMap<String, String> {
        let wanted =
            Wanted { dialect: Dialect::DuckDb, schema: None, time_zone: "UTC", rounds: 2, range: [None; 2], suppress: false };
        dbt_project(rules, &wanted).unwrap().into_iter().collect()
    }

    #[test]
    fn a_step_is_a_model_that_names_those_before_it() {
        let files = project(&Rules::default());
        let chat = &files["models/bw_chat.sql"];
        assert!(chat.contains("from {{ ref('bw_ended') }} c cross join {{ ref('bw_horizon') }} h"), "{chat}");
        assert!(!chat.contains("create"));
        // A function is no model.
        assert!(files["models/bw_answered.sql"].contains("bw_day(s.started_at)"));
        assert!(files["macros/botworth.sql"].contains("create or replace macro bw_day"));
    }

    #[test]
    fn what_stops_the_program_is_a_test() {
        let files = project(&Rules::default());
        assert!(files["tests/bw_check_persons.sql"].contains("from {{ ref('bw_edge_2') }}"));
        assert!(!files.contains_key("models/bw_check_persons.sql"));
    }

    #[test]
    fn every_count_is_in_the_cube() {
        let files = project(&Rules::default());
        let cube = &files["models/bw_cube.sql"];
        let inserts = include_str!("sql/07_cube.sql").matches("insert into bw_cube").count();
        assert_eq!(cube.matches(") part_").count(), inserts);
        assert!(cube.contains("cast(null as varchar) as model") && cube.contains("{{ ref('bw_chat') }}"));
    }

    #[test]
    fn a_rule_is_no_template() {
        let mut rules = Rules::default();
        rules.goal_per_flow.insert("demo".to_owned(), "{{ x }} {% y %}".to_owned());
        let files = project(&rules);
        let goals = &files["models/bw_flow_goal.sql"];
        assert!(goals.contains("{{ '{' ~ '{' }} x }} {{ '{' ~ '%' }} y %}"), "{goals}");
    }
}
