//! The same scorecard from a warehouse: one SQL program that counts a *cube* by METRICS where the rows are.
//!
//! Knows rules and the model's columns, no importer and no row. A step of the program is a file in `sql/`; what engines call
//! otherwise stands in the file of each dialect alone. What a cube holds, and how it is opened, `facts::from_cube` says.

mod cube;
mod dbt;
mod dialect;
mod input;
mod reach;
mod rule_tables;
mod schema;
mod suppress;
mod template;

pub use dbt::{ProjectFile, dbt_project};
pub use dialect::Dialect;
pub use schema::{Schema, SchemaError, TableSource, Whole};

use crate::facts::zone::Zone;
use crate::model::Date;
use crate::rules::Rules;
use template::Template;

/// Rounds in which labels of persons pass from key to key, unless more are asked for: chains of several hundred keys.
pub const ROUNDS: u32 = 8;

/// What a program is written for.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The engine.
    pub dialect: Dialect,
    /// Where the rows stand; none if tables and columns have METRICS' names.
    pub schema: Option<&'a Schema>,
    /// Zone where the rules name none.
    pub time_zone: &'a str,
    /// Rounds in which labels of persons pass from key to key.
    pub rounds: u32,
    /// First and last local date of what is counted, each if there is one: conversations by start, leads, orders and tickets by
    /// their own. Rows of other dates are still read.
    pub range: [Option<Date>; 2],
    /// Whether groups below the rules' `suppress_below` are folded.
    pub suppress: bool,
}

/// The steps of the program, in order.
const STEPS: [&str; 10] = [
    include_str!("sql/02_events.sql"),
    include_str!("sql/03_persons.sql"),
    include_str!("sql/04_conversations.sql"),
    include_str!("sql/05_links.sql"),
    include_str!("sql/06_exposure.sql"),
    include_str!("sql/06_suppress.sql"),
    include_str!("sql/06_money.sql"),
    include_str!("sql/06_hidden.sql"),
    include_str!("sql/07_cube.sql"),
    include_str!("sql/08_suppressed.sql"),
];

/// Steps that fold small groups.
const SUPPRESSING: [&str; 3] =
    [include_str!("sql/06_suppress.sql"), include_str!("sql/06_hidden.sql"), include_str!("sql/08_suppressed.sql")];

/// The program that counts the cube under some rules.
pub fn program(rules: &Rules, wanted: &Wanted<'_>) -> String {
    let program = Program::new(rules, wanted);
    [program.head, program.functions, program.steps, wanted.dialect.tail().to_owned()].concat()
}

/// What the cube counts: placeholders, the tables that they stand for, and those of a suppressed program.
const SHOWN: [(&str, &str, &str); 6] = [
    ("chats", "bw_chat", "bw_chat_shown"),
    ("flows", "bw_flow", "bw_flow_shown"),
    ("leads", "{{leads_placed}}", "bw_lead_shown"),
    ("sales", "bw_sale", "bw_sale_shown"),
    ("tickets", "bw_ticket_fact", "bw_ticket_shown"),
    ("visitors", "bw_exposed", "bw_exposed_shown"),
];

/// The program's pieces, in order.
struct Program {
    head: String,
    functions: String,
    steps: String,
    /// Whether the date of a chat is counted.
    within_day: String,
}

impl Program {
    fn new(rules: &Rules, wanted: &Wanted<'_>) -> Self {
        let zone = rules.time_zone.as_deref().unwrap_or(wanted.time_zone);
        let named = Rules { time_zone: Some(zone.to_owned()), ..rules.clone() };
        let dialect = wanted.dialect;
        let below = wanted.suppress.then_some(rules.suppress_below);
        let mut template = Template::new(dialect, &named, wanted.range, below);
        template.set("rounds", template.fill(&rounds(wanted.rounds)));
        template.set("last_edge", format!("bw_edge_{}", wanted.rounds));
        template.set("labels", labels(wanted.rounds));
        // Persons of some dates are not told apart from those of others.
        let is_whole = wanted.range == [None; 2];
        template.set("persons", if is_whole { "persons" } else { "persons_of_all_dates" }.to_owned());
        template.set("create_cube", cube::create(dialect));
        // What is printed names the rules as they were given: the zone beside them stands where they have none.
        template.set("rules", dialect.text(&serde_json::to_string(rules).unwrap_or_default()));
        template.set("rules_hash", dialect.text(&rules.hash()));
        template.set("leads_placed", template.fill(include_str!("sql/leads_placed.sql").trim()));
        for (name, table, shown) in SHOWN {
            template.set(name, template.fill(if wanted.suppress { shown } else { table }));
        }
        if let Some(below) = below {
            template.set("below", below.to_string());
            template.set("differs", suppress::differs(below));
            template.set("nothing", format!("cast(null as {})", dialect.words()));
        }
        let whole = wanted.schema.and_then(|schema| schema.whole.as_ref());
        // Whether any row tells a cost, a part cannot know.
        let any_cost = if is_whole && whole.is_none() { "(select count(cost) from bw_chat) > 0" } else { "1 = 1" };
        template.set("any_cost", any_cost.to_owned());
        template.tell(whole);
        let reach = reach::reach(rules, &Zone::new(zone).unwrap_or_else(Zone::utc), wanted.range);
        let mut steps = input::tables(dialect, wanted.schema, reach);
        for step in STEPS.into_iter().filter(|step| wanted.suppress || !SUPPRESSING.contains(step)) {
            steps.push_str(step);
            steps.push('\n');
        }
        Self {
            head: template.fill(dialect.head()) + &reach::told(wanted.range, reach),
            functions: template.fill(dialect.functions()) + "\n",
            steps: template.fill(&steps),
            within_day: template.fill("{{within day}}"),
        }
    }
}

fn rounds(count: u32) -> String {
    let round = |round: u32| {
        let before = format!("bw_edge_{}", round.saturating_sub(1));
        let text = include_str!("sql/03_round.sql");
        text.replace("{{round}}", &round.to_string()).replace("{{before}}", &before)
    };
    (1..=count).map(round).collect()
}

/// Each key's label after all rounds.
fn labels(count: u32) -> String {
    (1..=count).fold("select node, node as label from bw_node".to_owned(), |before, round| {
        format!(
            "select l.node, coalesce(m.smaller, l.label) as label from (\n{before}) l\nleft join bw_map_{round} m on m.label = l.label"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(dialect: Dialect, rules: &Rules) -> String {
        program(rules, &Wanted { dialect, schema: None, time_zone: "UTC", rounds: 2, range: [None; 2], suppress: false })
    }

    fn suppressed(dialect: Dialect) -> String {
        let wanted = Wanted { dialect, schema: None, time_zone: "UTC", rounds: 2, range: [None; 2], suppress: true };
        program(&Rules::default(), &wanted)
    }

    fn duckdb(rules: &Rules) -> String {
        written(Dialect::DuckDb, rules)
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for dialect in Dialect::ALL {
            let sql = written(dialect, &Rules::default());
            assert!(!sql.contains("{{"), "{:?}", sql.split("{{").nth(1).map(|rest| rest.chars().take(40).collect::<String>()));
            assert!(sql.contains("bw_edge_2") && !sql.contains("bw_edge_3"));
        }
    }

    #[test]
    fn a_suppressed_program_counts_what_may_be_shown() {
        for dialect in Dialect::ALL {
            let [plain, suppressed] = [written(dialect, &Rules::default()), suppressed(dialect)];
            assert!(!suppressed.contains("{{"), "{:?}", suppressed.split("{{").nth(1).map(|rest| rest.get(..40)));
            let (_, cube) = suppressed.split_once("-- == The cube").unwrap();
            assert!(
                cube.contains("from bw_chat_shown") && cube.contains("from bw_lead_shown") && cube.contains("'suppressed_below'")
            );
            assert!(!plain.contains("_shown") && !plain.contains("suppressed") && !plain.contains("bw_hidden"));
        }
    }

    #[test]
    fn every_engine_has_each_function_that_the_steps_use() {
        let functions = |sql: &str| -> std::collections::BTreeSet<String> {
            let calls = sql.split("bw_").skip(1).filter_map(|rest| rest.split_once('(').map(|(name, _)| name.to_owned()));
            calls.filter(|name| name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')).collect()
        };
        let steps = STEPS.concat();
        let used = functions(&steps);
        assert!(used.len() > 5, "{used:?}");
        for dialect in Dialect::ALL {
            let missing: Vec<_> = used.difference(&functions(dialect.functions())).cloned().collect();
            assert!(missing.is_empty(), "{dialect:?} lacks {missing:?}");
        }
    }

    #[test]
    fn a_text_ends_where_each_engine_reads_its_end() {
        let texts = Dialect::ALL.map(|dialect| (dialect.word(), dialect.text(r"it's a \")));
        let doubled = r"'it''s a \'";
        let escaped = r"'it\'s a \\'";
        let expected =
            [("duckdb", doubled), ("postgres", doubled), ("spark", escaped), ("bigquery", escaped), ("snowflake", escaped)];
        assert_eq!(texts.each_ref().map(|(word, text)| (*word, text.as_str())), expected);
    }

    #[test]
    fn a_rule_is_no_placeholder() {
        let mut rules = Rules::default();
        rules.goal_per_flow.insert("demo".to_owned(), "{{words}}".to_owned());
        assert!(duckdb(&rules).contains("select 'demo' as flow, '{{words}}' as goal"));
    }

    #[test]
    fn a_quote_in_a_rule_stays_a_text() {
        let mut rules = Rules::default();
        rules.goal_per_flow.insert("it's".to_owned(), "'; drop table x; --".to_owned());
        assert!(duckdb(&rules).contains("select 'it''s' as flow, '''; drop table x; --' as goal"));
    }
}
