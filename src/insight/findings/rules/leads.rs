//! Rules about leads: more of them but worse, and the bot's beside the form's.

use std::collections::BTreeMap;

use super::super::board::Board;
use super::super::case::{Case, Wants, when};
use super::super::comparison::{Comparison, Side};
use super::super::rule::RuleId;
use crate::facts::Lead;
use crate::metrics::statistics::Share;
use crate::model::{Dimension, Symbol};
use crate::scorecard::ChangeId;

pub(super) fn cases(board: &Board<'_>) -> Vec<Case> {
    let mut cases = vec![more_but_worse(board)];
    cases.extend(quality_by_source(board));
    cases.push(booking(board));
    cases
}

/// "Leads up, lead quality down", both over the weeks whose leads can be judged.
fn more_but_worse(board: &Board<'_>) -> Case {
    let counts = board.periods_of(ChangeId::LeadQualityRate).and_then(|periods| {
        let [before, after] = periods.sides().map(|side| side.tally.bot_leads);
        Comparison::of_counts("bot_leads", before, after, board.min_n())
    });
    let counts = counts.map(|counts| counts.within(board.id.word()));
    Case::new(
        RuleId::MoreLeadsLowerQuality,
        vec![when(counts, Wants::Rise), when(board.change(ChangeId::LeadQualityRate), Wants::Fall)],
    )
}

/// Lead quality of the bot and of the form for people from the same source.
fn quality_by_source(board: &Board<'_>) -> Vec<Case> {
    let facts = board.context.facts;
    if !facts.known.quality_stage {
        return Vec::new();
    }
    if let Some(form) = facts.rules.baseline.form_lead_quality {
        let level = board.level("lead_quality_rate", board.total.quality.share(), form, Side::Below);
        return vec![Case::new(RuleId::QualityBelowForm, vec![when(level, Wants::Clear)])];
    }
    let stage = facts.rules.quality_stage;
    let mut by_source: BTreeMap<&str, [Share; 2]> = BTreeMap::new();
    for lead in leads(board) {
        let source = facts.name(board.context.dictionary, Dimension::Source, source_of(board, lead));
        let sides = by_source.entry(source).or_insert([Share { k: 0, n: 0 }; 2]);
        observe(sides, lead, lead.stage(stage).is_some());
    }
    let case = |(source, [bot, form]): (&&str, &[Share; 2])| {
        let comparison = Comparison::of_rates("lead_quality_rate", ["form", "bot"], *form, *bot, board.min_n());
        let comparison = comparison.map(|comparison| comparison.within(source));
        Case::new(RuleId::QualityBelowForm, vec![when(comparison, Wants::Fall)]).within("source", source)
    };
    by_source.iter().map(case).collect()
}

/// "Booking below the form's."
fn booking(board: &Board<'_>) -> Case {
    let facts = board.context.facts;
    let comparison = match facts.rules.baseline.form_booking {
        _ if !facts.known.meetings => None,
        Some(form) => board
            .level("qualified_booking_rate", board.total.booking.share(), form, Side::Below)
            .map(|level| Comparison { direction: -1.0, ..level }),
        None => {
            let mut sides = [Share { k: 0, n: 0 }; 2];
            for lead in leads(board) {
                observe(&mut sides, lead, lead.has_qualified_meeting());
            }
            let [bot, form] = sides;
            Comparison::of_rates("qualified_booking_rate", ["form", "bot"], form, bot, board.min_n())
                .map(|comparison| comparison.within("form"))
        }
    };
    Case::new(RuleId::BookingBelowForm, vec![when(comparison, Wants::Fall)])
}

/// Leads old enough to judge: the bot's of this board, and the form's of the chosen dates.
fn leads<'a>(board: &'a Board<'_>) -> impl Iterator<Item = &'a Lead> {
    let holds = board.scope.filtered(board.context.index);
    board.context.facts.leads.iter().filter(move |lead| {
        let is_here = if lead.is_bot {
            lead.conversation.map_or(board.scope.holds_nothing(), |at| holds.holds(at))
        } else {
            lead.is_form()
        };
        is_here && lead.mature && board.scope.holds_date(lead.date)
    })
}

/// Bot first, form second.
fn observe(sides: &mut [Share; 2], lead: &Lead, is_good: bool) {
    let [bot, form] = sides;
    let side = if lead.is_bot { bot } else { form };
    side.n += 1;
    side.k += u64::from(is_good);
}

/// A lead's own source, else that of its conversation.
fn source_of(board: &Board<'_>, lead: &Lead) -> Symbol {
    if lead.source != Symbol::EMPTY {
        return lead.source;
    }
    let conversation = lead.conversation.and_then(|at| board.context.facts.conversations.get(at));
    conversation.map_or(Symbol::EMPTY, |conversation| conversation.dimension(Dimension::Source))
}
