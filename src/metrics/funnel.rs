//! The funnel from visit to won (METRICS section 4, "Funnel"). Every step from leads on is nested in the one before.

use super::evaluate::{Context, Evaluated};
use super::partition::{NO_GROUP, Partition};
use super::scope::Scope;
use super::statistics::{Placement, Proportion};
use super::value::FunnelStep;
use super::{FunnelStepId, MetricId};
use crate::facts::{Facts, Lead};

/// The funnel of one group of a partition; the form's rates over all its leads in the data stand beside.
pub fn funnel(context: &Context<'_>, partition: &Partition, group: u32, evaluated: &Evaluated) -> Vec<FunnelStep> {
    let facts = context.facts;
    let bot = facts.leads.iter().zip(&partition.leads).filter(|(lead, of)| lead.is_bot && **of == group).map(|(lead, _)| lead);
    let bot = Nested::of(facts, bot);
    let form = Nested::of(facts, facts.leads.iter().filter(|lead| lead.is_form()));
    let engagement = evaluated.metrics.get(&MetricId::EngagementRate);
    let visitors = FunnelStep { count: evaluated.exposure.map(|visitors| visitors as f64), ..step(FunnelStepId::Visitors) };
    let engaged = FunnelStep {
        count: Some(evaluated.tally.engaged as f64),
        rate: engagement.and_then(|metric| metric.value),
        interval: engagement.and_then(|metric| metric.interval),
        ..step(FunnelStepId::Engaged)
    };
    let chat_to_lead = facts.known.leads.then_some(evaluated.tally.chat_to_lead);
    debug_assert!(group != NO_GROUP);
    vec![
        visitors,
        engaged,
        nested_step(FunnelStepId::BotLeads, chat_to_lead, None, false),
        nested_step(FunnelStepId::Qualified, bot.qualified, form.qualified, true),
        nested_step(FunnelStepId::Booked, bot.booked, form.booked, false),
        nested_step(FunnelStepId::Won, bot.won, form.won, false),
    ]
}

/// The form's leads of a scope's dates at each step that the data knows: all of them, and of those old enough the nested ones.
pub fn form_steps(context: &Context<'_>, scope: &Scope) -> Vec<(FunnelStepId, u64)> {
    let facts = context.facts;
    let form = || facts.leads.iter().filter(|lead| lead.is_form() && scope.holds_date(lead.date));
    let all = form().map(|lead| lead.times).sum::<u64>();
    if all == 0 {
        return Vec::new();
    }
    let nested = Nested::of(facts, form());
    let steps = [
        (FunnelStepId::BotLeads, Some(all)),
        (FunnelStepId::Qualified, nested.qualified.map(|of| of.numerator)),
        (FunnelStepId::Booked, nested.booked.map(|of| of.numerator)),
        (FunnelStepId::Won, nested.won.map(|of| of.numerator)),
    ];
    steps.into_iter().filter_map(|(step, leads)| Some((step, leads?))).collect()
}

fn step(step: FunnelStepId) -> FunnelStep {
    FunnelStep { step, count: None, rate: None, interval: None, pending: None, baseline: None }
}

fn nested_step(id: FunnelStepId, of: Option<Proportion>, baseline: Option<Proportion>, has_pending: bool) -> FunnelStep {
    FunnelStep {
        count: of.map(|of| of.numerator as f64),
        rate: of.and_then(|of| of.value()),
        interval: of.and_then(|of| of.interval()),
        pending: of.filter(|_| has_pending).map(|of| of.pending),
        baseline: baseline.and_then(|baseline| baseline.value()),
        ..step(id)
    }
}

/// The nested steps of some leads; a step without data is none and is skipped as a denominator.
#[derive(Default)]
struct Nested {
    qualified: Option<Proportion>,
    booked: Option<Proportion>,
    won: Option<Proportion>,
}

impl Nested {
    fn of<'a>(facts: &Facts, leads: impl Iterator<Item = &'a Lead>) -> Self {
        let known = facts.known;
        let [mut qualified, mut booked, mut won] = [Proportion::default(); 3];
        for lead in leads {
            if !lead.mature {
                for proportion in [&mut qualified, &mut booked] {
                    proportion.observe_times(Placement::Pending, lead.times);
                }
                continue;
            }
            let mut inside = true;
            if known.quality_stage {
                inside = pass(&mut qualified, lead, inside, lead.stage(facts.rules.quality_stage).is_some());
            }
            if known.meetings {
                inside = pass(&mut booked, lead, inside, lead.has_qualified_meeting());
            }
            if known.revenue {
                pass(&mut won, lead, inside, lead.won);
            }
        }
        // Without a lead in the group the counts are 0: the data knows its leads.
        let there = |is: bool, proportion| (known.leads && is).then_some(proportion);
        Self {
            qualified: there(known.quality_stage, qualified),
            booked: there(known.meetings, booked),
            won: there(known.revenue, won),
        }
    }
}

/// Observes one step of a lead that reached the step before; whether it reached this one.
fn pass(proportion: &mut Proportion, lead: &Lead, inside: bool, is: bool) -> bool {
    if inside {
        proportion.observe_times(if is { Placement::Numerator } else { Placement::Denominator }, lead.times);
    }
    inside && is
}
