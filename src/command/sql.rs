//! `botworth sql`: the program that counts a scorecard's cube where the rows are.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::score::read_rules;
use super::{NOT_USED, USED, written};
use crate::facts::zone::Zone;
use crate::model::Date;
use crate::rules::Rules;
use crate::warehouse::{Dialect, ROUNDS, Schema, Wanted, dbt_project, program};

/// Print one SQL program that counts the cube of a scorecard in a warehouse; `botworth score` opens the cube.
#[derive(Debug, Args)]
pub(super) struct Sql {
    /// The engine.
    #[arg(long, value_enum)]
    dialect: DialectName,
    /// Rules to count by.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// Where tables and columns stand, if not under the names of Botworth format, as TOML.
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Zone of local times and dates where the rules name none.
    #[arg(long, value_name = "IANA", default_value = "UTC")]
    time_zone: String,
    /// How long the chains of keys are that tie one person together, as a power of two; the program stops if they are longer.
    #[arg(long, default_value_t = ROUNDS, value_parser = clap::value_parser!(u32).range(1..=30))]
    rounds: u32,
    /// First local date to count; rows before it are still read, for who came back and what was bought.
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<Date>,
    /// Last local date to count. Cubes of dates that follow one another are opened together.
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<Date>,
    /// Fold groups below the rules' `suppress_below`, so that no date and no combination of values in the cube is of fewer. The cube
    /// and the scorecard name every number that then is not that of the rows.
    #[arg(long)]
    suppress: bool,
    /// Write a dbt project into this folder instead: a model each step, with tests. For `DuckDB` and `PostgreSQL`.
    #[arg(long, value_name = "FOLDER")]
    dbt: Option<PathBuf>,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("{text} is no date; write it as 2026-03-01"))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DialectName {
    Duckdb,
    Postgres,
    Spark,
    Bigquery,
    Snowflake,
}

impl Sql {
    pub(super) fn run(&self, output: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        match self.program() {
            Ok(program) => written(&output.write_all(program.as_bytes()).and_then(|()| output.flush()), USED),
            Err(message) => written(&writeln!(errors, "botworth: {message}"), NOT_USED),
        }
    }

    fn program(&self) -> Result<String, String> {
        let rules = self.rules.as_deref().map(read_rules).transpose()?.map_or_else(Rules::default, |(rules, _)| rules);
        let schema = match &self.schema {
            Some(path) => {
                let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
                let schema = toml::from_str::<Schema>(&text).map_err(|error| format!("{}: {error}", path.display()))?;
                schema.check().map_err(|error| format!("{}: {error}", path.display()))?;
                Some(schema)
            }
            None => None,
        };
        if Zone::new(&self.time_zone).is_none() {
            return Err(format!("{} is no time zone; name one such as Europe/Berlin", self.time_zone));
        }
        let dialect = match self.dialect {
            DialectName::Duckdb => Dialect::DuckDb,
            DialectName::Postgres => Dialect::Postgres,
            DialectName::Spark => Dialect::Spark,
            DialectName::Bigquery => Dialect::BigQuery,
            DialectName::Snowflake => Dialect::Snowflake,
        };
        let wanted = Wanted {
            dialect,
            schema: schema.as_ref(),
            time_zone: &self.time_zone,
            rounds: self.rounds,
            range: [self.from, self.to],
            suppress: self.suppress,
        };
        let Some(folder) = &self.dbt else { return Ok(program(&rules, &wanted)) };
        let files = dbt_project(&rules, &wanted).ok_or("a dbt project is written for duckdb and postgres")?;
        for (path, text) in &files {
            let path = folder.join(path);
            let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, text));
            written.map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(format!("{} files in {}; run dbt build there\n", files.len(), folder.display()))
    }
}
