//! What the chart of one metric shows beyond its value, weeks and split: how its values lie, its cohorts, what its cost is
//! made of. Counted by the functions of the metrics, so that it adds up to them.

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::FxHashMap;

use super::ChangeId;
use crate::facts::{DAY, Lead, micros};
use crate::metrics::{Context, Distribution, Field, Grouping, Scope, distributions, names};
use crate::model::order::put_in_order;
use crate::model::{Resolution, Symbol};

/// Weeks after its creation in which a lead is followed.
pub const COHORT_WEEKS: usize = 6;
/// Cohorts that are told: the last ones.
const COHORTS: usize = 12;

names! {
    /// What a program's cost is made of.
    CostPart {
        Ai = "ai",
        Platform = "platform",
        Maintenance = "maintenance",
        Review = "review",
        Other = "other",
    }
}

/// The leads that were created in one week.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Cohort {
    /// Its first local date.
    pub from: String,
    /// Bot leads created in it.
    pub leads: u64,
    /// How many had got there within one week, two weeks ... of their creation; none while not all of them are as old.
    pub reached: Vec<Option<u64>>,
}

/// What a metric looks like; what it has none of is empty.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Shape {
    /// Its values by outcome: turns or seconds.
    pub distributions: Vec<Distribution>,
    /// Its leads by week of creation.
    pub cohorts: Vec<Cohort>,
    /// The parts of the program's cost, none of them 0.
    pub costs: Vec<(CostPart, f64)>,
    /// Why its chats went to a person, the most frequent first; empty for those without a reason.
    pub reasons: Vec<(String, u64)>,
    /// Of the chats resolved in each week, by its first date, how many of those confirmed and of those assumed came back.
    pub returned: Vec<(String, [u64; 2])>,
}

/// The shape of a metric in a scope.
pub fn shape(context: &Context<'_>, scope: &Scope, id: ChangeId) -> Shape {
    match id {
        ChangeId::SessionLength => {
            let mut shape = Shape::default();
            let grouped = context.grouped(scope, &Grouping::Fields(vec![Field::Outcome]));
            let of = distributions(&context.index.user_turns, &grouped.partition);
            let named = of.into_iter().zip(&grouped.partition.names);
            shape.distributions = named.map(|(of, name)| Distribution { name: name.concat(), ..of }).collect();
            shape.distributions.retain(|of| of.n > 0);
            shape
        }
        ChangeId::FirstUsefulAnswer => {
            let grouped = context.grouped(scope, &Grouping::All);
            let of = distributions(&context.index.first_useful, &grouped.partition);
            Shape { distributions: of.into_iter().filter(|of| of.n > 0).collect(), ..Shape::default() }
        }
        ChangeId::LeadQualityRate => {
            let stage = context.facts.rules.quality_stage;
            Shape { cohorts: cohorts(context, scope, &|lead| lead.stage(stage)), ..Shape::default() }
        }
        ChangeId::QualifiedBookingRate => {
            let met = |lead: &Lead| lead.booked.filter(|_| lead.has_qualified_meeting());
            Shape { cohorts: cohorts(context, scope, &met), ..Shape::default() }
        }
        ChangeId::HandoffRate => Shape { reasons: reasons(context, scope), ..Shape::default() },
        ChangeId::ResolutionRate => Shape { returned: returned(context, scope), ..Shape::default() },
        ChangeId::CostPerInteraction => Shape { costs: costs(context, scope), ..Shape::default() },
        _ => Shape::default(),
    }
}

/// Bot leads of a scope by the week of their creation; `reached` tells when a lead got there.
fn cohorts(context: &Context<'_>, scope: &Scope, reached: &dyn Fn(&Lead) -> Option<i64>) -> Vec<Cohort> {
    let facts = context.facts;
    let Some(horizon) = facts.horizons.leads else { return Vec::new() };
    // A cube tells of most stages that they were reached, and not when.
    if facts.counted.is_some() || !facts.leads.iter().any(|lead| reached(lead).is_some()) {
        return Vec::new();
    }
    let weeks = crate::metrics::weeks(facts, scope);
    let grouped = context.grouped(scope, &Grouping::Dates(weeks.iter().map(|week| (week.first, week.last())).collect()));
    let mut cohorts: Vec<Cohort> = weeks
        .iter()
        .map(|week| Cohort { from: week.first.to_string(), leads: 0, reached: vec![Some(0); COHORT_WEEKS] })
        .collect();
    for (lead, group) in facts.leads.iter().zip(&grouped.partition.leads).filter(|(lead, _)| lead.is_bot) {
        let Some(cohort) = cohorts.get_mut(*group as usize) else { continue };
        cohort.leads += 1;
        for (weeks, count) in (1_u32..).zip(&mut cohort.reached) {
            let until = lead.created.saturating_add(micros(f64::from(weeks) * 7.0, DAY));
            if until > horizon {
                *count = None;
            } else if let Some(count) = count {
                *count += u64::from(reached(lead).is_some_and(|at| at <= until));
            }
        }
    }
    cohorts.retain(|cohort| cohort.leads > 0);
    cohorts.split_off(cohorts.len().saturating_sub(COHORTS))
}

/// The reasons of the chats that metric 6 counts.
fn reasons(context: &Context<'_>, scope: &Scope) -> Vec<(String, u64)> {
    // A cube names no reason.
    if context.facts.counted.is_some() {
        return Vec::new();
    }
    let chats = &context.facts.conversations;
    let mut counts: FxHashMap<Symbol, u64> = FxHashMap::default();
    context.grouped(scope, &Grouping::All).partition.each(|at, _| {
        if chats.kinds().get(at).is_some_and(|kind| kind.is_handled() && kind.handed_off() == Some(true)) {
            *counts.entry(chats.cells().handoff_reason.get(at)).or_default() += 1;
        }
    });
    let named = counts.into_iter().map(|(reason, chats)| (context.dictionary.text(reason).to_owned(), chats));
    let mut reasons: Vec<(String, u64)> = named.collect();
    put_in_order(&mut reasons, |one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    reasons
}

/// The resolved chats of each week whose people came back, confirmed and assumed apart.
fn returned(context: &Context<'_>, scope: &Scope) -> Vec<(String, [u64; 2])> {
    let chats = &context.facts.conversations;
    let weeks = crate::metrics::weeks(context.facts, scope);
    let mut returned: Vec<(String, [u64; 2])> = weeks.iter().map(|week| (week.first.to_string(), [0; 2])).collect();
    let grouped = context.grouped(scope, &Grouping::Dates(weeks.iter().map(|week| (week.first, week.last())).collect()));
    grouped.partition.each(|at, week| {
        let Some(kind) = chats.kinds().get(at).filter(|kind| kind.is_handled() && kind.recontacted()) else { return };
        let Some((_, [confirmed, assumed])) = returned.get_mut(week as usize).filter(|_| kind.resolved() == Some(true)) else {
            return;
        };
        *(if kind.resolution() == Some(Resolution::Confirmed) { confirmed } else { assumed }) +=
            context.index.times.as_ref().map_or(1, |times| times.of(at));
    });
    returned
}

/// The program's cost of a scope by its parts: they add up to the numerator of metric 9.
fn costs(context: &Context<'_>, scope: &Scope) -> Vec<(CostPart, f64)> {
    let grouped = context.grouped(scope, &Grouping::All);
    let Some(total) = grouped.groups.first() else { return Vec::new() };
    let cost = &context.facts.rules.cost;
    let monthly = crate::metrics::cost_per_interaction::fixed_monthly(cost);
    // Months of fixed cost that the scope bears.
    let months = if monthly > 0.0 { total.fixed_cost / monthly } else { 0.0 };
    let hours = |hours: Option<f64>| hours.unwrap_or(0.0) * cost.hourly_rate.unwrap_or(0.0);
    let of = |part: CostPart| match part {
        CostPart::Ai => total.tally.ai_cost.value(),
        CostPart::Platform => total.platform_cost,
        CostPart::Maintenance => hours(cost.maintenance_hours_monthly) * months,
        CostPart::Review => hours(cost.review_hours_monthly) * months,
        CostPart::Other => cost.other_monthly.unwrap_or(0.0) * months,
    };
    CostPart::ALL.iter().map(|part| (*part, of(*part))).filter(|(_, amount)| *amount != 0.0).collect()
}
