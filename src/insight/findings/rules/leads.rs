//! Rules about leads: more of them but worse, and the bot's beside the form's.

use super::super::board::Board;
use super::super::case::{Case, Wants, when};
use super::super::comparison::{Comparison, Side};
use super::super::rule::RuleId;
use crate::facts::Lead;
use crate::metrics::statistics::Share;
use crate::model::{Dimension, SortedMap};
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
    let missed = board.moved(ChangeId::LeadQualityRate).map(|moved| -moved);
    let case = Case::new(
        RuleId::MoreLeadsLowerQuality,
        vec![when(counts, Wants::Rise), when(board.change(ChangeId::LeadQualityRate), Wants::Fall)],
    );
    at_stake(case, board, missed, board.total.quality.numerator)
}

/// Leads that a better rate would have brought, and what all of them together sell for.
fn at_stake(case: Case, board: &Board<'_>, missed: Option<f64>, reached: u64) -> Case {
    let missed = missed.filter(|missed| *missed > 0.0);
    case.showing("leads", missed).showing("money", missed.and_then(|missed| board.by_sales(missed, reached)))
}

/// Lead quality of the bot and of the form for people from the same source; a form's rate that is set by hand stands for
/// every source.
fn quality_by_source(board: &Board<'_>) -> Vec<Case> {
    let facts = board.context.facts;
    if !facts.known.quality_stage {
        return Vec::new();
    }
    let stage = facts.rules.quality_stage;
    let mut by_source: SortedMap<&str, [Share; 2]> = SortedMap::new();
    for lead in leads(board) {
        let source = facts.name(board.context.dictionary, Dimension::Source, facts.source_of(lead));
        let sides = by_source.entry(source).or_insert([Share { k: 0, n: 0 }; 2]);
        observe(sides, lead, lead.stage(stage).is_some());
    }
    let case = |(source, [bot, form]): (&&str, &[Share; 2])| {
        let (comparison, form) = match facts.rules.baseline.form_lead_quality {
            Some(set) => {
                let level = Comparison::of_level("lead_quality_rate", *bot, set, Side::Below, board.min_n());
                // Its direction tells only that it lies below, which its p-value knows.
                (level.map(|level| Comparison { direction: -1.0, ..level }), Some(set))
            }
            None => (Comparison::of_rates("lead_quality_rate", ["form", "bot"], *form, *bot, board.min_n()), form.rate()),
        };
        let comparison = comparison.map(|comparison| comparison.within(board.id.word()).within(source));
        let case = Case::new(RuleId::QualityBelowForm, vec![when(comparison, Wants::Fall)]).within("source", source);
        at_stake(case, board, missed(*bot, form), board.total.quality.numerator)
    };
    by_source.iter().map(case).collect()
}

/// Leads that the bot misses beside a rate of the form.
fn missed(bot: Share, form: Option<f64>) -> Option<f64> {
    Some((form? - bot.rate()?) * bot.n as f64)
}

/// "Booking below the form's."
fn booking(board: &Board<'_>) -> Case {
    let facts = board.context.facts;
    let bot = board.total.booking.share();
    let (comparison, form) = match facts.rules.baseline.form_booking {
        _ if !facts.known.meetings => (None, None),
        Some(form) => {
            let level = board.level("qualified_booking_rate", bot, form, Side::Below);
            (level.map(|level| Comparison { direction: -1.0, ..level }), Some(form))
        }
        None => {
            let mut sides = [Share { k: 0, n: 0 }; 2];
            for lead in leads(board) {
                observe(&mut sides, lead, lead.has_qualified_meeting());
            }
            let [bot, form] = sides;
            let comparison = Comparison::of_rates("qualified_booking_rate", ["form", "bot"], form, bot, board.min_n());
            (comparison.map(|comparison| comparison.within("form")), form.rate())
        }
    };
    let case = Case::new(RuleId::BookingBelowForm, vec![when(comparison, Wants::Fall)]);
    at_stake(case, board, missed(bot, form), board.total.booking.numerator)
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
    side.n += lead.times;
    side.k += if is_good { lead.times } else { 0 };
}
