//! The rules as SQL: numbers, and small tables.

use std::collections::BTreeMap;

use super::Dialect;
use crate::facts::{DAY, HOUR, micros};
use crate::rules::{QualityStage, RoiBasis, Rules, Weekday};

/// The windows that are shown beside the rules' own.
pub(super) const WINDOWS: [u32; 3] = [7, 30, 90];

pub(super) struct RuleTables<'a> {
    pub(super) dialect: Dialect,
    pub(super) rules: &'a Rules,
}

impl RuleTables<'_> {
    /// What each placeholder of a rule stands for. Lengths of time are microseconds.
    pub(super) fn values(&self) -> BTreeMap<&'static str, String> {
        let rules = self.rules;
        let text = |text: &str| self.dialect.text(text);
        let days = |days: f64| micros(days, DAY).to_string();
        let attribution = rules.attribution;
        let window = f64::from(attribution.window_days);
        [
            ("zone", text(rules.time_zone.as_deref().unwrap_or("UTC"))),
            ("engine", text(&format!("{}, written by Botworth {}", self.dialect.word(), env!("CARGO_PKG_VERSION")))),
            ("gap", micros(rules.session_gap_minutes, 60e6).to_string()),
            ("engaged_min_user_turns", rules.engaged_min_user_turns.to_string()),
            ("lead_link", micros(rules.lead_link_hours, HOUR).to_string()),
            ("maturity", days(rules.maturity_days)),
            ("recontact", days(rules.recontact_days)),
            ("window", days(window)),
            ("window_days", attribution.window_days.to_string()),
            ("half_life", number(attribution.half_life_days)),
            ("model", text(attribution.model.word())),
            ("margin", number(rules.margin)),
            (
                "ai_per_conversation",
                rules.cost.ai_per_conversation.map_or_else(|| format!("cast(null as {})", self.dialect.float()), number),
            ),
            ("basis", self.basis()),
            ("stage", stage(rules.quality_stage).to_owned()),
            ("business_hours", self.business_hours()),
            ("currency", self.currency()),
            ("intents", self.intents()),
            ("goals", self.table(&["flow", "goal"], rules.goal_per_flow.iter().map(|(flow, goal)| [text(flow), text(goal)]))),
            ("scales", self.scales()),
            ("rates", self.rates()),
            ("flow_kinds", self.flow_kinds()),
            ("windows", self.windows()),
        ]
        .into()
    }

    /// A small table as a query; typed and empty without rows.
    fn table<const N: usize>(&self, columns: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
        let select = |row: [String; N]| {
            let cells: Vec<String> = row.iter().zip(columns).map(|(cell, column)| format!("{cell} as {column}")).collect();
            format!("select {}", cells.join(", "))
        };
        let rows: Vec<String> = rows.map(select).collect();
        if rows.is_empty() {
            let words = self.dialect.words();
            let empty: Vec<String> = columns.iter().map(|column| format!("cast(null as {words}) as {column}")).collect();
            return format!("select {} where 1 = 0", empty.join(", "));
        }
        rows.join("\nunion all ")
    }

    fn intents(&self) -> String {
        let rows = self.rules.eligible_intents.iter();
        self.table(&["intent", "eligible"], rows.map(|(intent, eligible)| [self.dialect.text(intent), eligible.to_string()]))
    }

    fn scales(&self) -> String {
        let rows = self.rules.csat_positive.iter();
        let row = |(max, lowest): (&crate::rules::ScaleMax, &f64)| [max.0.to_string(), number(*lowest)];
        let rows = self.table(&["highest", "lowest"], rows.map(row));
        if self.rules.csat_positive.is_empty() {
            let float = self.dialect.float();
            format!("select cast(null as {float}) as highest, cast(null as {float}) as lowest where 1 = 0")
        } else {
            rows
        }
    }

    fn flow_kinds(&self) -> String {
        let rows = self.rules.flow_kind.iter();
        self.table(&["flow", "kind"], rows.map(|(flow, kind)| [self.dialect.text(flow), self.dialect.text(kind.word())]))
    }

    /// Units of the rules' currency for one unit; the rules' own is the empty code.
    fn rates(&self) -> String {
        let own = [self.dialect.text(""), "1.0".to_owned()];
        let others = self.rules.fx.iter().map(|(code, rate)| [self.dialect.text(code), number(*rate)]);
        self.table(&["code", "rate"], std::iter::once(own).chain(others))
    }

    fn windows(&self) -> String {
        let mut windows: Vec<u32> = WINDOWS.into_iter().chain([self.rules.attribution.window_days]).collect();
        windows.sort_unstable();
        windows.dedup();
        self.table(&["days"], windows.into_iter().map(|days| [format!("cast({days} as bigint)")]))
    }

    /// "Most frequent over all revenue rows, ties alphabetical", unless the rules name one.
    fn currency(&self) -> String {
        self.rules.currency.as_deref().map_or_else(
            || {
                "(select currency from bw_order where currency is not null group by currency order by count(*) desc, currency limit 1)"
                    .to_owned()
            },
            |currency| self.dialect.text(currency),
        )
    }

    /// Profit of an order that counts in the return.
    fn basis(&self) -> String {
        match self.rules.roi_basis {
            RoiBasis::Attributed => "profit * share".to_owned(),
            RoiBasis::Sourced => "case when is_first = 1 then profit else 0 end".to_owned(),
            RoiBasis::Influenced => {
                format!("case when is_first = 1 then profit else profit * {} end", number(self.rules.assisted_share))
            }
        }
    }

    fn business_hours(&self) -> String {
        let Some(hours) = &self.rules.business_hours else { return "cast(null as boolean)".to_owned() };
        let is_open = |day: &Weekday| {
            hours.days.iter().any(|open| {
                let open = open.trim().to_ascii_lowercase();
                open.len() >= 3 && day.word().starts_with(&open)
            })
        };
        let days: Vec<String> = Weekday::ALL
            .iter()
            .zip(1..)
            .filter(|(day, _)| is_open(day))
            .map(|(_, number): (_, u32)| number.to_string())
            .collect();
        let (Some(from), Some(to)) = (second_of(&hours.from), second_of(&hours.to)) else {
            return "cast(null as boolean)".to_owned();
        };
        if days.is_empty() {
            return "false".to_owned();
        }
        let (day, second) = ("bw_weekday(bw_day(s.started_at))", "bw_second_of_day(s.started_at)");
        format!("({day} in ({}) and {second} >= {from} and {second} < {to})", days.join(", "))
    }
}

/// When a lead reached the stage that the rules ask for.
fn stage(stage: QualityStage) -> &'static str {
    match stage {
        QualityStage::Sql => "l.sql_at",
        QualityStage::Mql | QualityStage::Either => "least(coalesce(l.mql_at, l.sql_at), coalesce(l.sql_at, l.mql_at))",
    }
}

/// Seconds since midnight of `09:00`.
fn second_of(clock: &str) -> Option<u32> {
    let (hours, minutes) = clock.trim().split_once(':')?;
    Some(hours.parse::<u32>().ok()? * 3600 + minutes.parse::<u32>().ok()? * 60)
}

/// A number that no engine takes for a decimal of few digits.
fn number(number: f64) -> String {
    let text = format!("{number:?}");
    if text.contains('e') { text } else { format!("{text}e0") }
}
