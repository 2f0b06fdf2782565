//! What is said on charts.

use super::Sentence;
use crate::scorecard::{CostPart, FlowEnd};

/// A text without places.
type Words = &'static str;

texts! {
    /// Words of every chart, and the titles of each.
    ChartText {
        came_back: Words, running_share: Words, fallback_title: Sentence<1>, fallback_sub: Words, reason: Words, reasons_title: Sentence<1>,
        reasons_sub: Sentence<1>, raw: Words, raw_how: Words, adjusted: Words, adjusted_how: Words, adjusted_title: Sentence<2>,
        adjusted_sub: Words, replied: Sentence<1>,
        over_time: Sentence<4>, most_and_least: Sentence<4>, keys: Words, choose_keys: Words, rows: Words, save_svg: Words, save_png: Words, save_csv: Words, no_picture: Words, brush: Words,
        share: Words, chats: Words, name: Words, weeks_of: Sentence<1>,
        flow_title: Sentence<2>, flow_sub: Words, flow_young: Sentence<1>, flow_unknown: Sentence<1>, flow_whole: Words, flow_end: Words,
        resolved: Words, handed: Words, left: Words, other: Words,
        steps_title: Sentence<2>, steps_flat: Sentence<1>, steps_sub: Words, reached: Words, to_next: Words, went_on: Words, left_here: Words,
        sources_title: Words, sources_sub: Sentence<1>, source: Words, all_intents: Words, qualified: Words,
        form_title: Words, form_sub: Words, bot: Words, form: Words, difference: Words, bot_counts: Words, form_counts: Words,
        models_title: Words, models_sub: Sentence<1>, break_even: Words, amount: Words, sourced: Words, influenced: Words,
        sourced_how: Words, influenced_how: Words,
        stack_title: Words, stack_sub: Words, confirmed: Words, assumed: Words, handled: Words,
        multiples_title: Sentence<2>, multiples_sub: Words, too_few_weekly: Words,
        heat_title: Sentence<1>, heat_sub: Words, hours_title: Words, hours_sub: Words, hours_counts: Words, hour: Words, weekday: Words,
        spread_title: Words, spread_sub: Words, middle_half: Words, tenth: Words, outcome: Words,
        within_title: Words, within_sub: Sentence<1>, within: Words, never: Words, per_cent_of: Words,
        cohort_title: Sentence<1>, cohort_sub: Words, cohort_week: Words, leads: Words, week_after: Sentence<1>,
        cost_title: Words, cost_sub: Sentence<1>, total: Words, value_title: Words, value_sub: Words,
        avoided: Words, before_handoff: Words, profit: Words, cost: Words, net: Words, part: Words,
        satisfied_title: Words, satisfied_sub: Words, satisfied: Words, not_satisfied: Words, replies: Words,
        growth_title: Words, growth_sub: Words,
        ladder_title: Sentence<2>, ladder_sub: Words, ladder_own: Words, models_own: Sentence<1>,
        funnel_title: Sentence<4>, form_count: Words, form_rate: Words, pending: Words,
        returns_title: Sentence<2>, returns_sub: Words, counts_as: Words, returned: Words, brought: Words, break_even_at: Words, counted: Words,
        moves_title: Words, moves_sub: Words, moves_rule: Words, moves_net: Words, moves_own: Words, moves_own_how: Sentence<1>,
        moves_every: Words, moves_every_how: Sentence<3>, moves_stayed: Words, moves_stayed_how: Sentence<2>,
        moves_before: Sentence<1>, moves_before_how: Sentence<2>, moves_young: Sentence<1>,
        vendors: Words, vendors_sub: Words, vendor: Words, reported: Words, of_what: Words, ours: Words,
        gaps_title: Words, gaps_sub: Words, all_gaps: Words,
        saved: Words, target: Words, all_shown: Words, deflection: Words, not_known: Words, too_few: Sentence<2>,
    }
}

/// Weekdays, Monday first.
#[derive(Clone, Copy, Debug)]
pub struct WeekdayTexts(pub [&'static str; 7]);

by_name! {
    /// How eligible chats end.
    FlowTexts, FlowEnd, &'static str, {
        confirmed_stayed: ConfirmedStayed, assumed_stayed: AssumedStayed, came_back: CameBack, young: Young,
        requested: Requested, accepted: Accepted, answered: Answered, left_after_fallback: LeftAfterFallback,
        left: Left, goal_only: GoalOnly, human_only: HumanOnly, unknown: Unknown,
    }
}

by_name! {
    /// What a program's cost is made of.
    CostTexts, CostPart, &'static str, {
        ai: Ai, platform: Platform, maintenance: Maintenance, review: Review, other: Other,
    }
}

/// A figure that a vendor reports.
#[derive(Clone, Copy, Debug)]
pub struct VendorFigure {
    /// Who, and for which customer.
    pub vendor: &'static str,
    /// The figure.
    pub figure: &'static str,
    /// What the vendor says it is of.
    pub of: &'static str,
}

/// Figures that vendors report, read on 2026-04-10 (METRICS section 4): context, never targets.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is named after its metric")]
pub struct VendorTexts {
    pub resolution: &'static [VendorFigure],
    pub deflection: &'static [VendorFigure],
    pub engagement: &'static [VendorFigure],
    pub conversion: &'static [VendorFigure],
    pub quality: &'static [VendorFigure],
}
