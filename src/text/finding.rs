//! What is said of findings: the claim, what it means, what to do.

use super::Sentence;
use crate::insight::findings::RuleId;

/// What is said of a rule of METRICS section 9 that fired.
#[derive(Clone, Copy, Debug)]
pub struct FindingText {
    /// The claim. Only what the tests call real is said.
    pub title: &'static str,
    /// What it means.
    pub means: &'static str,
    /// What to do next.
    pub next: &'static str,
}

by_name! {
    /// The rules.
    FindingTexts, RuleId, FindingText, {
        csat_down_fallback_up: CsatDownFallbackUp,
        csat_down_handoff_down: CsatDownHandoffDown,
        csat_flat_deflection_up: CsatFlatDeflectionUp,
        trapped_users: TrappedUsers,
        handoff_too_high: HandoffTooHigh,
        longer_sessions_fewer_goals: LongerSessionsFewerGoals,
        more_leads_lower_quality: MoreLeadsLowerQuality,
        quality_below_form: QualityBelowForm,
        booking_below_form: BookingBelowForm,
        fallback_too_high: FallbackTooHigh,
        gaps_too_high: GapsTooHigh,
        csat_below_human: CsatBelowHuman,
        csat_far_below_human: CsatFarBelowHuman,
        uneven_deflection: UnevenDeflection,
        deflection_up_not_durable: DeflectionUpNotDurable,
        dead_air: DeadAir,
        mix_shift: MixShift,
        survey_mix: SurveyMix,
        trapping_intent: TrappingIntent,
        growing_gap: GrowingGap,
    }
}

/// A text without places.
type Words = &'static str;

texts! {
    /// Words around findings.
    FindingWords {
        title: Words, sub: Words, none: Words, none_few: Sentence<1>, more: Sentence<1>, within: Sentence<2>, money: Sentence<1>, won: Sentence<1>,
        chats: Sentence<1>, leads: Sentence<1>, needs_cost: Words, needs_revenue: Words, no_money: Words, places: Sentence<1>, between: Words,
        change: Sentence<3>, points: Sentence<2>, apart: Sentence<2>, level: Sentence<3>, level_range: Sentence<3>, threshold: Sentence<1>,
        of_the_rest: Sentence<3>, human: Sentence<3>, form: Sentence<3>,
        next: Words, rows: Words, intent: Words, source: Words, gap: Words, gap_share: Words,
        recontact: Sentence<1>, bot_leads: Words, adjusted: Words, durable: Words, best: Words,
    }
}
