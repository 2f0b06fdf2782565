//! Conversations behind a number.

use super::{Asked, Id, Placed, Reason, Source, Standing};
use crate::facts::{Conversation, CsatAnswer};
use crate::metrics::statistics::Placement;
use crate::metrics::{
    Grouping, MetricId, PartId, Partition, conversion_rate, cost_per_interaction, csat, deflection_rate, fallback_rate,
    first_useful_answer, goal_completion_rate, handoff_rate, knowledge_gap_rate, resolution_rate, session_length,
};
use crate::model::{FirstUseful, Resolution, TableName};
use crate::rules::{ConversionKind, FallbackBasis};

/// Every conversation with its standing.
pub fn rows(source: &Source<'_>, asked: Asked) -> Vec<Placed> {
    let is_cost = asked.metric == MetricId::CostPerInteraction;
    let mut rows: Vec<Placed> = Vec::with_capacity(source.facts.conversations.len());
    each(source, asked, &mut |conversation, standing, reason| {
        let is_inside = !matches!(reason, Reason::OutsideDates | Reason::OutsideFilter);
        rows.push(Placed {
            standing,
            reason,
            table: TableName::Conversations,
            id: Id::Text(conversation.id),
            origin: conversation.origin,
            amount: amount(source, asked, conversation).filter(|_| is_inside && (is_cost || standing <= Standing::Denominator)),
            date: Some(conversation.date),
            // They are shown in their own order.
            chat: Some(rows.len()),
        });
    });
    rows
}

/// Shows every conversation with its standing and why.
pub fn each(source: &Source<'_>, asked: Asked, show: &mut dyn FnMut(&Conversation, Standing, Reason)) {
    let facts = source.facts;
    let holds = source.scope.filtered(source.index);
    let partition = Partition::new(source.index, source.scope, &Grouping::All);
    // The AI cost of every row in scope is above the line, whether or not the row is below it.
    let is_cost = asked.metric == MetricId::CostPerInteraction;
    let exposure = partition.exposure.as_ref().and_then(|exposure| exposure.first().copied().flatten());
    let is_exposed = asked.metric == MetricId::EngagementRate && exposure.is_some();
    let pairs = source.index.pairs();
    for (at, conversation) in facts.conversations.iter().enumerate() {
        let (conversation, holds) = (&conversation, holds.holds(at));
        let covered = partition.coverage.holds(0, pairs.get(at).try_into().unwrap_or(u32::MAX));
        let (standing, reason) = if !source.scope.holds_date(conversation.date) {
            (Standing::Excluded, Reason::OutsideDates)
        } else if !holds {
            (Standing::Excluded, Reason::OutsideFilter)
        } else {
            let placement = match source.known(asked, place(source, asked, conversation, covered)) {
                Placement::Outside if is_exposed && asked.part.is_none() && conversation.engaged => Placement::Unknown,
                placement => placement,
            };
            let bears = is_cost && placement == Placement::Outside && amount(source, asked, conversation).is_some();
            (placement.into(), if bears { Reason::CostAlone } else { reason(asked, conversation, placement, covered) })
        };
        show(conversation, standing, reason);
    }
}

fn place(source: &Source<'_>, asked: Asked, conversation: &Conversation, covered: bool) -> Placement {
    let above_if = |is: bool| if is { Placement::Numerator } else { Placement::Outside };
    match (asked.metric, asked.part) {
        (MetricId::EngagementRate, _) => above_if(conversation.engaged && covered),
        (MetricId::GoalCompletionRate, _) => goal_completion_rate::place(conversation),
        (MetricId::DeflectionRate, Some(PartId::Durable)) => deflection_rate::place_durable(conversation),
        (MetricId::DeflectionRate, Some(PartId::Undecided)) => above_if(conversation.engaged && conversation.eligible.is_none()),
        (MetricId::DeflectionRate, _) => deflection_rate::place(conversation),
        (MetricId::ResolutionRate, Some(PartId::Confirmed)) => resolution_rate::place_kind(conversation, Resolution::Confirmed),
        (MetricId::ResolutionRate, Some(PartId::Assumed)) => resolution_rate::place_kind(conversation, Resolution::Assumed),
        (MetricId::ResolutionRate, _) => resolution_rate::place(conversation),
        (MetricId::FallbackRate, part) => match (is_by_turns(source, part), conversation.is_handled()) {
            (true, true) => fallback_rate::turns(conversation).map_or(Placement::Unknown, |_| Placement::Numerator),
            _ => fallback_rate::place(conversation),
        },
        (MetricId::HandoffRate, _) => handoff_rate::place(conversation),
        (MetricId::SessionLength, part) => {
            let known = if part == Some(PartId::DurationS) {
                conversation.duration_s.is_some()
            } else {
                conversation.user_turns.is_some()
            };
            match (session_length::is_base(conversation), known) {
                (false, _) => Placement::Outside,
                (true, false) => Placement::Unknown,
                (true, true) => Placement::Numerator,
            }
        }
        (MetricId::FirstUsefulAnswer, Some(PartId::NeverAnswered)) => first_useful_answer::place_never(conversation),
        (MetricId::FirstUsefulAnswer, _) => match first_useful_answer::place_never(conversation) {
            Placement::Denominator => Placement::Numerator,
            Placement::Numerator => Placement::Outside,
            other => other,
        },
        (MetricId::CostPerInteraction, Some(PartId::PerResolved)) => match resolution_rate::place(conversation) {
            Placement::Denominator => Placement::Outside,
            other => other,
        },
        (MetricId::CostPerInteraction, _) => above_if(conversation.is_handled()),
        (MetricId::ConversionRate, Some(PartId::ChatToLead)) => conversion_rate::place(conversation, ConversionKind::Lead),
        (MetricId::ConversionRate, Some(PartId::PerVisitor)) => {
            above_if(covered && conversion_rate::place(conversation, source.conversion) == Placement::Numerator)
        }
        (MetricId::ConversionRate, _) => conversion_rate::place(conversation, source.conversion),
        (MetricId::Csat, Some(PartId::ResponseRate)) => csat::place_response(conversation),
        (MetricId::Csat, _) => csat::place(conversation),
        (MetricId::KnowledgeGapRate, _) => knowledge_gap_rate::place(conversation),
        (MetricId::LeadQualityRate | MetricId::QualifiedBookingRate | MetricId::AttributedRevenue, _) => Placement::Outside,
    }
}

fn reason(asked: Asked, conversation: &Conversation, placement: Placement, covered: bool) -> Reason {
    match placement {
        Placement::Numerator => Reason::Counted,
        Placement::Pending => Reason::TooYoung,
        Placement::Unknown if asked.metric == MetricId::EngagementRate => Reason::NoExposure,
        Placement::Unknown => Reason::UnknownInput,
        Placement::Denominator => below(asked, conversation),
        Placement::Outside => outside(asked, conversation, covered),
    }
}

/// Why a row is below the line only.
fn below(asked: Asked, conversation: &Conversation) -> Reason {
    match asked.metric {
        MetricId::DeflectionRate | MetricId::ResolutionRate => {
            let resolved = conversation.resolved == Some(true);
            match (conversation.is_handled(), conversation.handed_off()) {
                (false, _) => Reason::HumanOnly,
                (true, Some(true)) => Reason::HandedOff,
                (true, _) if resolved && asked.part == Some(PartId::Durable) => Reason::CameBack,
                (true, _) if resolved => Reason::NotCounted,
                (true, _) => Reason::NotResolved,
            }
        }
        MetricId::Csat if asked.part == Some(PartId::ResponseRate) => Reason::NoAnswer,
        _ => Reason::NotCounted,
    }
}

/// Why a row is not of the base set.
fn outside(asked: Asked, conversation: &Conversation, covered: bool) -> Reason {
    if !conversation.engaged {
        return Reason::NotEngaged;
    }
    match asked.metric {
        MetricId::EngagementRate => Reason::NoExposure,
        MetricId::ConversionRate if asked.part == Some(PartId::PerVisitor) && !covered => Reason::NoExposure,
        MetricId::ConversionRate => Reason::NotCounted,
        MetricId::DeflectionRate if asked.part == Some(PartId::Undecided) => Reason::NotCounted,
        MetricId::DeflectionRate if conversation.eligible.is_none() => Reason::UndecidedIntent,
        MetricId::DeflectionRate => Reason::NotEligible,
        _ if !conversation.bot_involved => Reason::BotNotInvolved,
        MetricId::CostPerInteraction if conversation.handed_off() == Some(true) => Reason::HandedOff,
        MetricId::CostPerInteraction => Reason::NotResolved,
        MetricId::SessionLength => Reason::NotFinished,
        MetricId::FirstUsefulAnswer if conversation.first_useful == Some(FirstUseful::Never) => Reason::NeverAnswered,
        MetricId::Csat if asked.part == Some(PartId::ResponseRate) => Reason::NoSurvey,
        MetricId::Csat if conversation.csat == CsatAnswer::None => Reason::NoAnswer,
        _ => Reason::NotCounted,
    }
}

/// Whether fallbacks are asked for by turns.
fn is_by_turns(source: &Source<'_>, part: Option<PartId>) -> bool {
    part == Some(PartId::Turns) || source.facts.rules.fallback_basis == FallbackBasis::Turns
}

/// What a row adds to a median or a sum.
fn amount(source: &Source<'_>, asked: Asked, conversation: &Conversation) -> Option<f64> {
    match (asked.metric, asked.part) {
        (MetricId::SessionLength, Some(PartId::DurationS)) => conversation.duration_s,
        (MetricId::SessionLength, _) => conversation.user_turns.map(f64::from),
        (MetricId::FirstUsefulAnswer, None) => first_useful_answer::seconds(conversation),
        (MetricId::CostPerInteraction, _) => cost_per_interaction::ai_cost(conversation, &source.facts.rules.cost),
        (MetricId::FallbackRate, part) if is_by_turns(source, part) => conversation.fallbacks.map(f64::from),
        _ => None,
    }
}
