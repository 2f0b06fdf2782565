//! What is said behind a number: its split, the chats around it, and its rows.

use super::Sentence;
use crate::lineage::{Reason, Standing};

/// A text without places.
type Words = &'static str;

texts! {
    /// The page of a metric.
    BehindText {
        open: Sentence<1>,
        back: Sentence<1>,
        counted: Words,
        counted_sub: Words,
        split_by: Sentence<1>,
        split_sub: Words,
        value: Words,
        weeks: Words,
        others: Sentence<1>,
        of_visitors: Words,
        around: Words, around_leads: Words, around_orders: Words, around_orders_sub: Words, before_orders: Words,
        around_sub: Words,
        what: Words,
        above: Sentence<1>,
        below: Sentence<1>,
        before: Words,
        after: Words,
        known_before: Words,
        came_back: Words,
        left_lead: Words,
        booked: Words,
        bought: Words,
        page_before: Sentence<1>,
        source_before: Sentence<1>,
        rows: Words,
        rows_sub: Words,
        variant: Words,
        whole: Words,
        all: Words,
        both_sides: Words,
        among: Sentence<1>,
        all_rows: Words,
        credited: Sentence<2>,
        own_credit: Words,
        id: Words,
        date: Words,
        search: Words,
        stands: Words,
        why: Words,
        place: Words,
        adds: Words,
        no_id: Words,
        none: Words,
        download: Words,
        show_people: Words,
        hidden: Words,
    }
}

by_name! {
    /// Where a row stands.
    StandingTexts, Standing, &'static str, {
        numerator: Numerator, denominator: Denominator, pending: Pending, unknown: Unknown, excluded: Excluded,
    }
}

by_name! {
    /// Why it stands there.
    WhyTexts, Reason, &'static str, {
        counted: Counted, not_counted: NotCounted, handed_off: HandedOff, not_resolved: NotResolved, came_back: CameBack,
        human_only: HumanOnly, not_engaged: NotEngaged, bot_not_involved: BotNotInvolved, not_eligible: NotEligible,
        undecided_intent: UndecidedIntent, no_exposure: NoExposure, visitors: Visitors, not_finished: NotFinished,
        no_answer: NoAnswer, no_survey: NoSurvey, never_answered: NeverAnswered, too_young: TooYoung,
        unknown_input: UnknownInput, cost_alone: CostAlone, not_a_bot_lead: NotABotLead, no_stage: NoStage,
        no_meeting: NoMeeting, no_chat_touch: NoChatTouch, no_credit: NoCredit, status_not_counted: StatusNotCounted,
        no_amount: NoAmount, no_rate: NoRate, test: Test, outside_dates: OutsideDates, outside_filter: OutsideFilter,
    }
}
