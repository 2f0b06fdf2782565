//! What the figures of a board show beside the printed value: METRICS section 11 prints none of it, so it only crosses to
//! the tab. Counted by the functions of the metrics, so that it adds up to them.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{BoardId, Week};
use crate::attribution::Journeys;
use crate::facts::Lead;
use crate::metrics::statistics::{Interval, Share};
use crate::metrics::{
    AttributionLine, Context, Definition, DefinitionId, Evaluated, Field, FlowCounts, FunnelStepId, Grouping, MetricId,
    MetricSet, Roi, Scope, attribution_lines, form_steps, roi, roi_on,
};
use crate::model::order::put_in_order;
use crate::model::{Dimension, SortedMap, Symbol};
use crate::rules::RoiBasis;

/// Intents that are told one by one; of very many only these.
const INTENTS: usize = 60;
/// Sources, and intents within them, that are told one by one.
const SOURCES: usize = 12;
/// Metrics of a row of intents.
const OF_INTENTS: [MetricId; 6] = [
    MetricId::DeflectionRate,
    MetricId::ResolutionRate,
    MetricId::HandoffRate,
    MetricId::FallbackRate,
    MetricId::Csat,
    MetricId::CostPerInteraction,
];

/// Details of one board.
#[derive(Clone, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct BoardDetail {
    /// Eligible chats by how they ended.
    pub flow: FlowCounts,
    /// Intents of the board's flows, the most left to people first.
    pub intents: Vec<IntentDetail>,
    /// How many more intents there are.
    pub other_intents: u64,
    /// Sources of leads, those with most bot leads first.
    pub sources: Vec<SourceDetail>,
    /// The nine definitions over the board's chats; those of the scorecard are over both bots.
    pub definitions: SortedMap<DefinitionId, Definition>,
    /// Models by windows over the board's chats, likewise; on the board of leads alone.
    pub attribution: Vec<AttributionLine>,
    /// The form's leads of the same dates by step; on the board of leads alone.
    pub form: Vec<(FunnelStepId, u64)>,
    /// The weeks of the dates that the board's are compared with; empty where none were chosen.
    pub before: Vec<Week>,
    /// What was saved on those dates, of the board of support alone; none where none were chosen.
    pub saved_before: Option<SavedBefore>,
    /// The return of each basis of gross profit; empty without counted revenue.
    pub returns: Vec<(RoiBasis, Roi)>,
}

/// What was saved on the dates that a board's are compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct SavedBefore {
    /// Deflected chats.
    pub deflected: u64,
    /// Eligible chats.
    pub eligible: u64,
    /// Net savings by the rules of today.
    pub savings: Option<f64>,
    /// Their interval.
    pub interval: Option<Interval>,
}

/// One intent.
#[derive(Clone, Debug, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct IntentDetail {
    /// As the data has it.
    pub name: String,
    /// Deflection, resolution, handoff, fallback, CSAT and cost.
    pub metrics: MetricSet,
}

impl IntentDetail {
    /// Eligible chats that were not deflected.
    pub fn left_to_people(&self) -> f64 {
        let deflection = self.metrics.get(&MetricId::DeflectionRate);
        let counts = deflection.and_then(|metric| metric.denominator.zip(metric.numerator));
        counts.map_or(0.0, |(eligible, deflected)| eligible - deflected)
    }

    /// Chats that the bot handled; where only rates are known, as of a link, those of the handoff rate.
    pub fn handled(&self) -> f64 {
        let of_handoff = || self.metrics.get(&MetricId::HandoffRate).map(|metric| metric.n + metric.unknown);
        let handled = self.metrics.get(&MetricId::CostPerInteraction).map(|metric| metric.n).or_else(of_handoff);
        handled.unwrap_or(0) as f64
    }

    /// The most left to people first, then the most handled, then by name.
    pub fn put_in_order(intents: &mut [Self]) {
        put_in_order(intents, |one, other| {
            let by_stake = other.left_to_people().total_cmp(&one.left_to_people());
            by_stake.then(other.handled().total_cmp(&one.handled())).then_with(|| one.name.cmp(&other.name))
        });
    }
}

/// Leads of one source: METRICS' mature leads with the quality stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SourceDetail {
    /// The lead's own source, else that of its chat; empty for none.
    pub name: String,
    /// The bot's leads.
    pub bot: Quality,
    /// The form's.
    pub form: Quality,
    /// The bot's by the intent of their chat, in the order of the board's intents of leads.
    pub intents: Vec<(String, Quality)>,
}

/// Leads with the stage among those old enough, and those too young.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Quality {
    /// With the stage.
    pub qualified: u64,
    /// Old enough to judge.
    pub mature: u64,
    /// Too young.
    pub pending: u64,
}

impl Quality {
    /// Those with the stage, of those old enough.
    pub fn share(self) -> Share {
        Share { k: self.qualified, n: self.mature }
    }

    fn observe(&mut self, lead: &Lead, has_stage: bool) {
        if lead.mature {
            self.mature += lead.times;
            self.qualified += if has_stage { lead.times } else { 0 };
        } else {
            self.pending += lead.times;
        }
    }

    fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// The details of a board in its scope.
pub fn board_detail(context: &Context<'_>, journeys: &Journeys, scope: &Scope, board: BoardId) -> BoardDetail {
    let all = context.grouped(scope, &Grouping::All);
    let total = all.groups.first();
    let (intents, other_intents) = intents(context, scope);
    let is_lead = board == BoardId::Lead;
    let bases = total.filter(|_| context.facts.known.revenue).map(|total| {
        let of = |basis: &RoiBasis| (*basis, roi_on(context, total, *basis));
        RoiBasis::ALL.iter().map(of).collect()
    });
    BoardDetail {
        flow: total.map(|total| total.tally.flow).unwrap_or_default(),
        intents,
        other_intents,
        sources: sources(context, scope),
        definitions: total.map(|total| definitions(total).collect()).unwrap_or_default(),
        attribution: if is_lead { attribution_lines(context.facts, journeys, &all.partition) } else { Vec::new() },
        form: if is_lead { form_steps(context, scope) } else { Vec::new() },
        before: Vec::new(),
        saved_before: None,
        returns: bases.unwrap_or_default(),
    }
}

/// What a scope saved, as its own scorecard says.
pub(super) fn saved(context: &Context<'_>, scope: &Scope) -> Option<SavedBefore> {
    let all = context.grouped(scope, &Grouping::All);
    let total = all.groups.first()?;
    let (deflection, money) = (&total.tally.deflection, roi(context, total));
    Some(SavedBefore {
        deflected: deflection.numerator,
        eligible: deflection.denominator,
        savings: money.savings,
        interval: money.intervals.savings,
    })
}

/// The nine definitions over some rows.
pub(super) fn definitions(total: &Evaluated) -> impl Iterator<Item = (DefinitionId, Definition)> {
    let proportions = DefinitionId::ALL.iter().zip(&total.tally.definitions);
    proportions.map(|(id, of)| (*id, Definition { value: of.value(), numerator: of.numerator, denominator: of.denominator }))
}

fn intents(context: &Context<'_>, scope: &Scope) -> (Vec<IntentDetail>, u64) {
    let grouped = context.grouped(scope, &Grouping::Fields(vec![Field::Dimension(Dimension::Intent)]));
    let names = grouped.partition.names.iter().map(|name| name.concat());
    let of = |set: &MetricSet| OF_INTENTS.iter().filter_map(|id| Some((*id, set.get(id)?.clone()))).collect();
    let mut met: Vec<IntentDetail> = names
        .zip(&grouped.groups)
        .filter(|(_, group)| group.tally.handled > 0)
        .map(|(name, group)| IntentDetail { name, metrics: of(&group.metrics) })
        .collect();
    IntentDetail::put_in_order(&mut met);
    let others = grouped.partition.left_out + met.len().saturating_sub(INTENTS) as u64;
    met.truncate(INTENTS);
    (met, others)
}

/// Leads by source: the bot's of the board, and the form's of the same dates.
fn sources(context: &Context<'_>, scope: &Scope) -> Vec<SourceDetail> {
    let facts = context.facts;
    if !facts.known.quality_stage {
        return Vec::new();
    }
    let stage = facts.rules.quality_stage;
    let name = |dimension, symbol| facts.name(context.dictionary, dimension, symbol);
    let of_chat =
        |lead: &Lead, dimension| lead.conversation.map_or(Symbol::EMPTY, |at| facts.conversations.dimension(at, dimension));
    let holds = scope.filtered(context.index);
    let mut met: Vec<SourceDetail> = Vec::new();
    for lead in facts.leads.iter().filter(|lead| scope.holds_date(lead.date)) {
        let is_here = match (lead.is_bot, lead.conversation) {
            (true, Some(at)) => holds.holds(at),
            (true, None) => scope.holds_nothing(),
            (false, _) => lead.is_form(),
        };
        if !is_here {
            continue;
        }
        let source = name(Dimension::Source, facts.source_of(lead));
        let at = met.iter().position(|met| met.name == source).unwrap_or_else(|| {
            met.push(SourceDetail { name: source.to_owned(), ..SourceDetail::default() });
            met.len() - 1
        });
        let Some(found) = met.get_mut(at) else { continue };
        let has_stage = lead.stage(stage).is_some();
        if !lead.is_bot {
            found.form.observe(lead, has_stage);
            continue;
        }
        found.bot.observe(lead, has_stage);
        let intent = name(Dimension::Intent, of_chat(lead, Dimension::Intent));
        let at = found.intents.iter().position(|(of, _)| of == intent).unwrap_or_else(|| {
            found.intents.push((intent.to_owned(), Quality::default()));
            found.intents.len() - 1
        });
        if let Some((_, quality)) = found.intents.get_mut(at) {
            quality.observe(lead, has_stage);
        }
    }
    // Sources of forms alone say nothing of the bot.
    met.retain(|source| !source.bot.is_empty());
    let size = |quality: Quality| quality.mature + quality.pending;
    put_in_order(&mut met, |one, other| size(other.bot).cmp(&size(one.bot)).then_with(|| one.name.cmp(&other.name)));
    met.truncate(SOURCES);
    for source in &mut met {
        put_in_order(&mut source.intents, |(one, _), (other, _)| one.cmp(other));
    }
    met
}
