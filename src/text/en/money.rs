//! Scenarios and the invoice, in English.

use crate::text::{DisputeTexts, InvoiceText, WhatIfText, sentence};

pub(super) const WHAT_IF: WhatIfText = WhatIfText {
    title: "What if",
    sub: "Changes on the rows that were measured, both bots together. Nothing is forecast; each rate brings its interval.",
    manual: "Cost of a chat by hand",
    per_resolution: "Price of a resolution",
    per_seat: "Price of a seat and month",
    seats: "Seats",
    keep: "Handoffs the bot keeps, %",
    as_measured: "as measured",
    intents: "Intents",
    eligible: "eligible",
    gaps: "Close a gap",
    today: "Today",
    scenario: "Scenario",
    value: "Value",
    cost: "Cost",
    net: "Value less cost",
    percent: "Return",
    change: "Each change alone",
    difference: "Difference",
    range: "95\u{202f}% interval",
    break_even: sentence("The bot pays for itself from {0} a chat by hand."),
    pays_anyway: "Sales alone pay for the bot, whatever a chat by hand costs.",
    no_money: "Set the manual cost and the program's costs under Rules first.",
    no_intent: sentence("{0} is no intent of the data."),
    not_measured: "The files do not say what this change needs.",
    out_of_range: "A share lies between 0 and 100, an amount is not below 0.",
    is_eligible: sentence("{0} becomes eligible"),
    not_eligible: sentence("{0} is no longer eligible"),
    closes: sentence("Answered: {0}"),
    keeps: sentence("{0} % of handoffs are kept"),
    by_hand: sentence("A chat by hand costs {0}"),
    a_resolution: sentence("{0} a resolution"),
    a_seat: sentence("{0} seats at {1} a month"),
    save: "Save the scenario",
    reset: "Back to today",
};

pub(super) const INVOICE: InvoiceText = InvoiceText {
    title: "Invoice check",
    sub: "Resolutions that the vendor's export claims, counted again by your rule.",
    price: "Price of a resolution",
    is_none: "What is no resolution",
    resolutions: "Resolutions",
    amount: "Amount",
    claim: sentence("{0} of {1} billed resolutions ({2}) are none by your rule."),
    claim_money: sentence("{0} of {1} billed resolutions ({2}) are none by your rule: {3} of {4}."),
    none: "The files claim no resolution.",
    young: sentence("{0} more are so young that people may still come back."),
    save: "Save the disputed as CSV",
};

pub(super) const DISPUTES: DisputeTexts = DisputeTexts {
    handed_off: "A person took over",
    came_back: "The person came back",
    no_useful_answer: "There never was a useful answer",
    missing_answer: "An answer was missing",
    unhappy: "The rating was poor",
    not_confirmed: "Nobody confirmed it",
};
