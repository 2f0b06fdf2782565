//! From counts to the fifteen metrics with their parts (METRICS section 4 and 11).

use std::cell::RefCell;
use std::rc::Rc;

use super::attributed_revenue::{self, MoneyTally, MoneyTotal, Revenue};
use super::index::Index;
use super::measured::Measured;
use super::partition::{Grouping, Partition};
use super::scope::{Field, Scope};
use super::statistics::{Proportion, RatioSums, Stratum, median_of_times, standardise};
use super::tally::{Tally, tallies};
use super::value::{Metric, MetricSet};
use super::{MetricId, Need, PartId, cost_per_interaction};
use crate::facts::{Facts, Outcome};
use crate::model::order::put_in_order_by;
use crate::model::{Dictionary, Dimension};
use crate::rules::{ConversionKind, FallbackBasis};

/// What every evaluation of a load shares.
#[derive(Debug)]
pub struct Context<'a> {
    /// The facts.
    pub facts: &'a Facts,
    /// Texts of the load.
    pub dictionary: &'a Dictionary,
    /// Their columns.
    pub index: &'a Index<'a>,
    /// Credits of orders.
    pub revenue: &'a Revenue,
    /// What counts as a conversion.
    pub conversion: ConversionKind,
    /// What was grouped so far.
    pub known: Known,
}

/// A group's counts and what they are worth.
#[derive(Debug)]
pub struct Evaluated {
    /// Counts of rows.
    pub tally: Tally,
    /// Sums of money.
    pub money: MoneyTally,
    /// Exposure of the group, if known.
    pub exposure: Option<u64>,
    /// Fixed cost that the group bears.
    pub fixed_cost: f64,
    /// Platform cost that the group bears.
    pub platform_cost: f64,
    /// The fifteen metrics.
    pub metrics: MetricSet,
}

/// A partition and its groups, evaluated, in its order.
#[derive(Debug)]
pub struct Grouped {
    /// The rows of each group.
    pub partition: Partition,
    /// What they are worth.
    pub groups: Vec<Evaluated>,
}

/// What was grouped so far: boards, their changes and what is found of them ask for much the same.
pub type Known = RefCell<Vec<(Scope, Grouping, Rc<Grouped>)>>;

impl Context<'_> {
    /// The rows of a scope in groups; what was asked before is not counted again.
    pub fn grouped(&self, scope: &Scope, grouping: &Grouping) -> Rc<Grouped> {
        let known =
            self.known.borrow().iter().find(|(of, by, _)| (of, by) == (scope, grouping)).map(|(.., known)| Rc::clone(known));
        known.unwrap_or_else(|| {
            let partition = Partition::new(self.index, scope, grouping);
            let groups = evaluate(self, &partition);
            let grouped = Rc::new(Grouped { partition, groups });
            self.known.borrow_mut().push((scope.clone(), grouping.clone(), Rc::clone(&grouped)));
            grouped
        })
    }
}

/// Evaluates every group of a partition, in its order.
fn evaluate(context: &Context<'_>, partition: &Partition) -> Vec<Evaluated> {
    let facts = context.facts;
    let money = attributed_revenue::tallies(context.index, context.revenue, partition);
    let mut groups = Vec::with_capacity(partition.len());
    for (at, (tally, money)) in tallies(context.index, partition, context.conversion).into_iter().zip(money).enumerate() {
        let months = partition.months.get(at).copied().unwrap_or(0.0);
        let all = partition.handled_of_dates.get(at).copied().unwrap_or(0);
        // "Segments: fixed cost by share of H."
        let share = match (partition.bears_all, all) {
            (true, _) => 1.0,
            (false, 0) => 0.0,
            (false, all) => tally.handled as f64 / all as f64,
        };
        let exposure = partition.exposure.as_ref().and_then(|exposure| exposure.get(at).copied().flatten());
        let mut group = Evaluated {
            fixed_cost: cost_per_interaction::fixed_monthly(&facts.rules.cost) * months * share,
            platform_cost: facts.rules.cost.platform_monthly.unwrap_or(0.0) * months * share,
            tally,
            money,
            exposure,
            metrics: MetricSet::new(),
        };
        group.metrics = MetricId::ALL.iter().map(|id| (*id, group.metric(context, *id))).collect();
        groups.push(group);
    }
    groups
}

impl Evaluated {
    fn metric(&mut self, context: &Context<'_>, id: MetricId) -> Metric {
        match id {
            MetricId::EngagementRate => self.engagement(),
            MetricId::GoalCompletionRate => rate(&self.tally.goal, Self::without(self.tally.engaged, Need::Goals)),
            MetricId::DeflectionRate => self.deflection(),
            MetricId::ResolutionRate => self.resolution(),
            MetricId::FallbackRate => self.fallback(context.facts.rules.fallback_basis),
            MetricId::HandoffRate => rate(&self.tally.handoff, Self::without(self.tally.handled, Need::Handoff)),
            MetricId::SessionLength => self.session_length(),
            MetricId::FirstUsefulAnswer => self.first_useful_answer(),
            MetricId::CostPerInteraction => self.cost(context.facts),
            MetricId::ConversionRate => self.conversion(context),
            MetricId::LeadQualityRate => self.lead_quality(context.facts),
            MetricId::QualifiedBookingRate => self.booking(context.facts),
            MetricId::Csat => self.csat(context),
            MetricId::AttributedRevenue => self.attributed_revenue(context.facts),
            MetricId::KnowledgeGapRate => rate(&self.tally.gap, Self::without(self.tally.handled, Need::MissingAnswer)),
        }
    }

    /// What a rate over conversations needs: conversations at all, else the input that is unknown in all of them.
    fn without(base: u64, input: Need) -> Need {
        if base == 0 { Need::Conversations } else { input }
    }

    fn engagement(&self) -> Metric {
        let Some(exposure) = self.exposure else { return missing(Need::Exposure) };
        // Engaged conversations on dates and channels without exposure are left out, and said to be.
        Metric { unknown: self.tally.engaged - self.tally.covered, ..share_of_exposure(self.tally.covered, exposure) }
    }

    fn deflection(&self) -> Metric {
        let tally = &self.tally;
        let base = tally.deflection.denominator + tally.deflection.unknown;
        let need = match (tally.engaged, base) {
            (0, _) => Need::Conversations,
            (_, 0) => Need::EligibleIntents,
            _ => Need::Resolution,
        };
        let mut durable = rate(&tally.durable, if tally.durable.pending > 0 { Need::Maturity } else { need });
        durable.pending = Some(tally.durable.pending);
        let undecided = Metric { value: Some(tally.undecided as f64), n: tally.engaged, ..Metric::default() };
        with_parts(rate(&tally.deflection, need), [(PartId::Durable, durable), (PartId::Undecided, undecided)])
    }

    fn resolution(&self) -> Metric {
        let need = Self::without(self.tally.handled, Need::Resolution);
        let parts = [(PartId::Confirmed, rate(&self.tally.confirmed, need)), (PartId::Assumed, rate(&self.tally.assumed, need))];
        with_parts(rate(&self.tally.resolution, need), parts)
    }

    fn fallback(&self, basis: FallbackBasis) -> Metric {
        let need = Self::without(self.tally.handled, Need::Fallbacks);
        let unknown_turns = if self.tally.fallback.denominator == 0 { need } else { Need::Turns };
        let turns = ratio(&self.tally.turns, 0.0, self.tally.turns_unknown, unknown_turns);
        let metric = match basis {
            FallbackBasis::Sessions => rate(&self.tally.fallback, need),
            FallbackBasis::Turns => turns.clone(),
        };
        with_parts(metric, [(PartId::Turns, turns)])
    }

    fn session_length(&self) -> Metric {
        let base = self.tally.user_turns.n + self.tally.user_turns_unknown;
        let needs = |input| match (self.tally.handled, base) {
            (0, _) => Need::Conversations,
            (_, 0) => Need::Resolution,
            _ => input,
        };
        let (turns, duration) = (needs(Need::Turns), needs(Need::Duration));
        let metric = measured(&self.tally.user_turns, self.tally.user_turns_unknown, turns);
        let part = measured(&self.tally.durations, self.tally.durations_unknown, duration);
        with_parts(metric, [(PartId::DurationS, part)])
    }

    fn first_useful_answer(&self) -> Metric {
        let need = Self::without(self.tally.handled, Need::FirstUsefulAnswer);
        let never = rate(&self.tally.never, need);
        let metric = measured(&self.tally.first_useful, self.tally.never.unknown, need);
        with_parts(metric, [(PartId::NeverAnswered, never)])
    }

    /// Program cost of the group: fixed and AI cost; none with no cost known at all.
    pub fn program_cost(&self, facts: &Facts) -> Option<f64> {
        cost_per_interaction::is_known(facts).then_some(self.fixed_cost + self.tally.ai_cost.value())
    }

    fn cost(&self, facts: &Facts) -> Metric {
        let Some(program) = self.program_cost(facts) else {
            return with_parts(missing(Need::CostRules), [(PartId::PerResolved, missing(Need::CostRules))]);
        };
        let per = |sums: &RatioSums, unknown: u64, need: Need| {
            let mut metric = ratio(sums, self.fixed_cost, unknown, need);
            metric.numerator = Some(program);
            metric.n = self.tally.handled;
            metric
        };
        let need = Self::without(self.tally.handled, Need::Resolution);
        let part = per(&self.tally.cost_resolved, self.tally.resolution.unknown, need);
        with_parts(per(&self.tally.cost, 0, Need::Conversations), [(PartId::PerResolved, part)])
    }

    fn conversion(&self, context: &Context<'_>) -> Metric {
        let known = context.facts.known;
        let (input, there) = match context.conversion {
            ConversionKind::Lead => (Need::Leads, known.leads),
            ConversionKind::Meeting => (Need::Meetings, known.bookings),
            ConversionKind::Purchase => (Need::Revenue, known.revenue),
            ConversionKind::Goal => (Need::Goals, true),
        };
        let tally = &self.tally;
        let is_purchase = context.conversion == ConversionKind::Purchase;
        let (metric, per_visitor) = if there {
            let young = is_purchase && tally.conversion.pending > 0;
            let need = Self::without(tally.engaged, if young { Need::Maturity } else { input });
            let per_visitor = match self.exposure {
                // Tables that disagree about the engaged ones say nothing of those that converted either.
                Some(exposure) if tally.covered > exposure => Metric {
                    value: None,
                    interval: None,
                    needs: vec![Need::Exposure],
                    ..share_of_exposure(tally.covered_converted, exposure)
                },
                Some(exposure) => share_of_exposure(tally.covered_converted, exposure),
                None => missing(Need::Exposure),
            };
            (rate(&tally.conversion, need), per_visitor)
        } else {
            (missing(input), missing(input))
        };
        let metric = Metric { pending: is_purchase.then_some(tally.conversion.pending), ..metric };
        let chat_to_lead =
            if known.leads { rate(&tally.chat_to_lead, Self::without(tally.engaged, Need::Leads)) } else { missing(Need::Leads) };
        with_parts(metric, [(PartId::PerVisitor, per_visitor), (PartId::ChatToLead, chat_to_lead)])
    }

    /// What a rate over mature bot leads needs where there are none.
    fn without_leads(&self) -> Need {
        if self.tally.quality.pending > 0 { Need::Maturity } else { Need::Leads }
    }

    /// A rate over bot leads; null where no lead in the data has the stage.
    fn lead_rate(facts: &Facts, proportion: &Proportion, known: bool, input: Need, need: Need) -> Metric {
        let metric = match (facts.known.leads, known) {
            (false, _) => missing(Need::Leads),
            (true, false) => missing(input),
            (true, true) => rate(proportion, need),
        };
        Metric { pending: Some(proportion.pending), ..metric }
    }

    fn lead_quality(&mut self, facts: &Facts) -> Metric {
        let known = facts.known.quality_stage;
        let need = self.without_leads();
        let metric = Self::lead_rate(facts, &self.tally.quality, known, Need::QualityStage, need);
        let mut all = Self::lead_rate(facts, &self.tally.quality_all, known, Need::QualityStage, Need::Leads);
        all.pending = None;
        let days = if known {
            median(&mut self.tally.days_to_stage, if self.tally.bot_leads == 0 { Need::Leads } else { Need::QualityStage })
        } else {
            missing(if self.tally.bot_leads == 0 { Need::Leads } else { Need::QualityStage })
        };
        with_parts(metric, [(PartId::AllLeads, all), (PartId::DaysToStage, days)])
    }

    fn booking(&self, facts: &Facts) -> Metric {
        let (known, need) = (facts.known, self.without_leads());
        let of = |proportion: &Proportion, known| Self::lead_rate(facts, proportion, known, Need::Meetings, need);
        let parts = [
            (PartId::Held, of(&self.tally.held, known.meetings_held)),
            (PartId::SameWeek, of(&self.tally.same_week, known.meetings)),
        ];
        with_parts(of(&self.tally.booking, known.meetings), parts)
    }

    fn csat(&self, context: &Context<'_>) -> Metric {
        let tally = &self.tally;
        let need = Self::without(tally.handled, Need::Csat);
        let names = &context.index.field(Field::Dimension(Dimension::Intent)).names;
        let name = |code: u32| names.get(code as usize).map(String::as_str).unwrap_or_default();
        let strata = tally.strata.iter().map(|((intent, outcome), stratum)| (name(*intent), *outcome, stratum));
        let mut keyed: Vec<(&str, Outcome, &Stratum<Outcome>)> = strata.collect();
        put_in_order_by(&mut keyed, |(intent, outcome, _)| (*intent, *outcome));
        let strata: Vec<Stratum<Outcome>> = keyed.into_iter().map(|(.., stratum)| stratum.clone()).collect();
        let standard = standardise(&strata);
        let adjusted = Metric {
            value: standard.value,
            interval: standard.interval,
            n: tally.csat.denominator,
            unknown: tally.csat.unknown,
            needs: if standard.value.is_none() { vec![need] } else { Vec::new() },
            dropped: Some(standard.dropped.iter().map(|outcome| outcome.word().to_owned()).collect()),
            ..Metric::default()
        };
        let response = rate(&tally.response, Self::without(tally.handled, Need::SurveyOffered));
        with_parts(rate(&tally.csat, need), [(PartId::Adjusted, adjusted), (PartId::ResponseRate, response)])
    }

    fn attributed_revenue(&self, facts: &Facts) -> Metric {
        let money = &self.money;
        let sum = |total: &MoneyTotal, known: bool| {
            if !known {
                return missing(Need::Revenue);
            }
            if money.is_left_out {
                return missing(Need::NotInCube);
            }
            let interval = total.interval(money.persons, &money.with_chat);
            Metric { value: Some(total.total()), interval, n: money.counted, ..Metric::default() }
        };
        let known = facts.known.revenue;
        let parts = [
            (PartId::Influenced, sum(&money.influenced, known)),
            (PartId::Sourced, sum(&money.sourced, known)),
            (PartId::GrossProfit, sum(&money.gross_profit, known)),
            (PartId::Pipeline, sum(&money.pipeline, known || facts.known.pending_revenue)),
        ];
        with_parts(sum(&money.attributed, known), parts)
    }
}

fn missing(need: Need) -> Metric {
    Metric { needs: vec![need], ..Metric::default() }
}

fn with_parts<const N: usize>(metric: Metric, parts: [(PartId, Metric); N]) -> Metric {
    Metric { parts: parts.into(), ..metric }
}

/// A rate with Wilson's interval; without rows below the line it needs something.
fn rate(proportion: &Proportion, need: Need) -> Metric {
    Metric {
        value: proportion.value(),
        numerator: Some(proportion.numerator as f64),
        denominator: Some(proportion.denominator as f64),
        interval: proportion.interval(),
        n: proportion.denominator,
        unknown: proportion.unknown,
        needs: if proportion.denominator == 0 { vec![need] } else { Vec::new() },
        ..Metric::default()
    }
}

/// A share of exposure. More above than below means that two tables disagree: no rate then.
fn share_of_exposure(numerator: u64, exposure: u64) -> Metric {
    let metric = rate(&Proportion { numerator, denominator: exposure, ..Proportion::default() }, Need::Exposure);
    if numerator > exposure { Metric { value: None, interval: None, needs: vec![Need::Exposure], ..metric } } else { metric }
}

/// A ratio of sums, moved by a fixed amount over the same base.
fn ratio(sums: &RatioSums, fixed: f64, unknown: u64, need: Need) -> Metric {
    let value = sums.ratio();
    let shift = fixed / sums.x.value();
    Metric {
        value: value.map(|value| value + shift),
        numerator: Some(sums.y.value() + fixed),
        denominator: Some(sums.x.value()),
        interval: sums.interval().map(|[low, high]| [low + shift, high + shift]),
        n: sums.n,
        unknown,
        needs: if value.is_none() { vec![need] } else { Vec::new() },
        ..Metric::default()
    }
}

/// A median with its order-statistic interval.
fn measured(measured: &Measured, unknown: u64, need: Need) -> Metric {
    Metric {
        value: measured.median.map(|median| median.value),
        interval: measured.median.and_then(|median| median.interval),
        n: measured.n,
        unknown,
        needs: if measured.median.is_none() { vec![need] } else { Vec::new() },
        ..Metric::default()
    }
}

/// The same of values that were not sorted before, each with how many it stands for.
fn median(values: &mut [(f64, u64)], need: Need) -> Metric {
    let n = values.iter().map(|(_, times)| times).sum();
    measured(&Measured { n, median: median_of_times(values) }, 0, need)
}
