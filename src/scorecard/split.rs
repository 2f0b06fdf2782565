//! One metric by the values of a field, in all and week by week: what a board's number is made of.

use borsh::{BorshDeserialize, BorshSerialize};

use super::ChangeId;
use super::score::weekly;
use crate::metrics::{Context, Field, Filter, Grouping, Metric, Scope};
use crate::model::order::put_in_order;

/// Values that a split names.
const NAMED: usize = 12;
/// Values that are told week by week.
const BY_WEEK: usize = 6;

/// A metric by the values of a field.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Split {
    /// The field.
    pub field: Field,
    /// Its values, those with most rows first, equals by name.
    pub values: Vec<SplitValue>,
    /// How many more values there are.
    pub others: u64,
}

/// A metric of the rows with one value.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct SplitValue {
    /// The value; empty for rows without one.
    pub name: String,
    /// The metric.
    pub metric: Metric,
    /// The metric of each week of the period, of the first few values.
    pub weeks: Vec<SplitWeek>,
}

/// A week of such rows.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct SplitWeek {
    /// Its first local date.
    pub from: String,
    /// Whether it lies in the period.
    pub is_complete: bool,
    /// The metric.
    pub metric: Metric,
}

/// Splits a metric in a scope by a field. Values whose rows say nothing of it are left out.
pub fn split(context: &Context<'_>, scope: &Scope, id: ChangeId, field: Field) -> Split {
    let grouped = context.grouped(scope, &Grouping::Fields(vec![field]));
    let names = grouped.partition.names.iter().map(|name| name.concat());
    let mut values: Vec<(String, Metric)> = names
        .zip(&grouped.groups)
        .filter_map(|(name, group)| Some((name, id.of(&group.metrics)?.clone())))
        .filter(|(_, metric)| metric.n > 0 || metric.unknown > 0 || metric.pending.unwrap_or(0) > 0)
        .collect();
    put_in_order(&mut values, |(one, of_one), (other, of_other)| of_other.n.cmp(&of_one.n).then_with(|| one.cmp(other)));
    let others = values.len().saturating_sub(NAMED) as u64;
    values.truncate(NAMED);
    let of_weeks = |name: &String| {
        let scope = scope.with(Filter { field, values: vec![name.clone()] });
        let weeks = weekly(context, &scope).into_iter();
        let week = weeks.filter_map(|week| {
            Some(SplitWeek { metric: id.of(&week.metrics)?.clone(), from: week.from, is_complete: week.complete })
        });
        week.collect()
    };
    let values = values.into_iter().enumerate().map(|(at, (name, metric))| SplitValue {
        weeks: if at < BY_WEEK { of_weeks(&name) } else { Vec::new() },
        name,
        metric,
    });
    Split { field, values: values.collect(), others }
}
