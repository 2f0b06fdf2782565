//! What is said where people choose what counts.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// The table of intents.
    IntentText {
        aimed_for: Sentence<1>,
        title: Words,
        sub: Words,
        intent: Words,
        handled: Words,
        money_at_stake: Words,
        left_to_people: Words,
        others: Sentence<1>,
        alone: Sentence<1>,
    }

    /// The filter bar, and the names of what conversations are split by.
    FilterText {
        title: Words,
        fold: Words,
        from: Words,
        to: Words,
        all_dates: Words,
        last_weeks: Words,
        last_month: Words,
        saved_left_out: Words,
        saved_no_dates: Words,
        compare: Sentence<1>,
        add: Sentence<1>,
        others: Sentence<1>,
        share: Sentence<2>,
        let_go: Sentence<1>,
        clear: Words,
        none_of_support: Words,
        none_of_lead: Words,
        outside: Sentence<1>,
        nowhere: Sentence<1>,
        of_other_bot: Sentence<1>,
        none_left_why: Words,
        channel: Words,
        flow: Words,
        intent: Words,
        language: Words,
        source: Words,
        medium: Words,
        campaign: Words,
        page: Words,
        outcome: Words,
        handoff: Words,
        business_hours: Words,
        week: Words,
        month: Words,
        empty: Words,
        unengaged: Words,
        escalated: Words,
        completed: Words,
        unknown: Words,
        abandoned: Words,
    }
}
