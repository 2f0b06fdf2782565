//! What is said on the page about money: scenarios and the vendor's invoice.

use super::Sentence;
use crate::insight::invoice::Dispute;

/// A text without places.
type Words = &'static str;

texts! {
    /// Scenarios.
    WhatIfText {
        title: Words,
        sub: Words,
        manual: Words,
        per_resolution: Words,
        per_seat: Words,
        seats: Words,
        keep: Words,
        as_measured: Words,
        intents: Words,
        gaps: Words,
        today: Words,
        scenario: Words,
        value: Words,
        cost: Words,
        net: Words,
        percent: Words,
        change: Words,
        difference: Words,
        range: Words,
        cost_swapped: Sentence<3>,
        break_even: Sentence<1>,
        pays_anyway: Words,
        no_money: Words,
        no_intent: Sentence<1>,
        not_measured: Words,
        out_of_range: Words,
        is_eligible: Sentence<1>,
        not_eligible: Sentence<1>,
        closes: Sentence<1>,
        keeps: Sentence<1>,
        by_hand: Sentence<1>,
        a_resolution: Sentence<1>,
        a_seat: Sentence<2>,
        save: Words,
        open: Words,
        no_scenario: Sentence<1>,
        reset: Words,
        name: Words,
        keep_it: Words,
        kept: Words,
        kept_sub: Words,
        open_kept: Words,
        drop: Words,
        find: Words,
    }
    /// The invoice check.
    InvoiceText {
        title: Words,
        sub: Words,
        price: Words,
        is_none: Words,
        resolutions: Words,
        amount: Words,
        claim: Sentence<3>,
        claim_money: Sentence<5>,
        none: Words,
        young: Sentence<1>,
        first: Sentence<1>,
        chat: Words,
        place: Words,
        line: Sentence<2>,
        save: Words,
    }
}

by_name! {
    /// Why a billed resolution may be none.
    DisputeTexts, Dispute, Words, {
        handed_off: HandedOff,
        came_back: CameBack,
        no_useful_answer: NoUsefulAnswer,
        missing_answer: MissingAnswer,
        unhappy: Unhappy,
        not_confirmed: NotConfirmed,
    }
}
