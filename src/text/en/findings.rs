//! Findings, in English.

use crate::text::{FindingText, FindingTexts, FindingWords, sentence};

pub(super) const WORDS: FindingWords = FindingWords {
    title: "What is wrong, and what to do",
    sub: "Each has passed a test at 95\u{202f}%, with false discoveries controlled; what may be chance is left out. Money counts a chat at its cost by hand, and a lead or a goal at the gross profit that each good one brings the bot.",
    none: "Nothing stands out that could not be chance.",
    none_few: sentence("Too few chats to test anything: a share needs {0} at least."),
    more: sentence("{0} more"),
    within: sentence("{0}: {1}"),
    money: sentence("{0} at stake"),
    won: sentence("{0} won"),
    chats: sentence("{0} {0:chat|chats}"),
    leads: sentence("{0} {0:lead|leads}"),
    needs_cost: "In money: set the cost of a chat by hand under Rules",
    needs_revenue: "In money: needs orders or deals",
    no_money: "No money moved",
    places: sentence("Intents: {0}"),
    between: ", ",
    change: sentence("{0} {1} → {2}"),
    points: sentence(" (a change between {0} and {1})"),
    apart: sentence(" (a difference between {0} and {1})"),
    level: sentence("{0} {1}{2}"),
    level_range: sentence(" ({0}, of {1} {2})"),
    threshold: sentence(", limit {0}"),
    of_the_rest: sentence("{0}: {1} here, {2} elsewhere"),
    human: sentence("{0}: {1} with the bot, {2} with your agents"),
    form: sentence("{0}: {1} from the bot, {2} from the form"),
    next: "Next:",
    rows: "Its rows",
    intent: "Intent",
    source: "Source",
    gap: "Question",
    gap_share: "Share of chats that ask it",
    recontact: sentence("People who come back within {0} {0:day|days}"),
    bot_leads: "Leads of the bot",
    adjusted: "Adjusted CSAT",
    durable: "Durable deflection",
    best: "Deflection rate of the best intent",
};

pub(super) const FINDINGS: FindingTexts = FindingTexts {
    csat_down_fallback_up: FindingText {
        title: "Satisfaction fell while fallbacks rose",
        means: "The bot understands less than before, or its content no longer covers what people ask.",
        next: "Read the newest fallbacks and add what is missing.",
    },
    csat_down_handoff_down: FindingText {
        title: "Satisfaction fell while handoffs fell",
        means: "The bot may be keeping people from a person.",
        next: "Offer a person as soon as somebody has asked twice.",
    },
    csat_flat_deflection_up: FindingText {
        title: "More is deflected, and satisfaction shows no real change",
        means: "The healthiest sign there is.",
        next: "Keep going; widen what the bot may do.",
    },
    trapped_users: FindingText {
        title: "People are trapped",
        means: "Hardly anybody reaches a person, and the answers do not satisfy.",
        next: "Put a way to a person into every answer, and watch CSAT.",
    },
    handoff_too_high: FindingText {
        title: "Most chats end with a person",
        means: "The bot is overcautious, or its content too weak for the job.",
        next: "Raise the threshold for handoff, or write the answers that are missing.",
    },
    longer_sessions_fewer_goals: FindingText {
        title: "Chats grow longer and reach their goal less often",
        means: "The bot meanders.",
        next: "Cut the steps that ask what is already known.",
    },
    more_leads_lower_quality: FindingText {
        title: "More leads, but worse ones",
        means: "Lower standards, not more pipeline.",
        next: "Ask the qualifying question again before the contact form.",
    },
    quality_below_form: FindingText {
        title: "Leads of the bot are worse than those of the form",
        means: "Qualification is too soft for people of the same source.",
        next: "Ask what the form asks, in the same words.",
    },
    booking_below_form: FindingText {
        title: "Fewer meetings than after the form",
        means: "The script needs work.",
        next: "Offer times in the chat, and say what the meeting is for.",
    },
    fallback_too_high: FindingText {
        title: "The bot often does not understand",
        means: "The content does not cover the real inbox.",
        next: "Work off the questions behind the fallbacks, the most frequent first.",
    },
    gaps_too_high: FindingText {
        title: "Many questions have no answer",
        means: "After the first month the content should cover them.",
        next: "Work off the gap list before anything else.",
    },
    csat_below_human: FindingText {
        title: "People are less content than with your agents",
        means: "5 to 10 points below: watch it.",
        next: "Compare by intent, and hand off where the difference is largest.",
    },
    csat_far_below_human: FindingText {
        title: "People are far less content than with your agents",
        means: "More than 10 points below: not ready.",
        next: "Take the weakest intents back from the bot until the answers are better.",
    },
    uneven_deflection: FindingText {
        title: "This intent is hardly ever deflected",
        means: "Beside intents that work well, it costs more than it saves.",
        next: "Write it up, or hand it to people from the start.",
    },
    deflection_up_not_durable: FindingText {
        title: "More is deflected, but people come back",
        means: "What was counted as solved was not.",
        next: "Read the chats of people who returned within days.",
    },
    dead_air: FindingText {
        title: "The first useful answer takes too long",
        means: "People see silence and leave.",
        next: "Answer at once, even if only with what happens next.",
    },
    mix_shift: FindingText {
        title: "The total improved, most intents did not",
        means: "Other questions were asked: a mix shift, not an improvement.",
        next: "Judge the intents one by one.",
    },
    survey_mix: FindingText {
        title: "Raw CSAT fell; adjusted for who answered, it shows no real fall",
        means: "Other people answered the survey than before. That is no sign of a worse bot.",
        next: "Ask everybody, after every kind of ending, before you act on it.",
    },
    trapping_intent: FindingText {
        title: "This intent traps people",
        means: "Hardly anybody is handed to a person, while the bot misunderstands or people come back.",
        next: "Hand it off from the start until its answers are better.",
    },
    growing_gap: FindingText {
        title: "This question is growing",
        means: "Its share of chats rose from the four full weeks before to the last four, and the bot has no answer.",
        next: "Write the answer this week; it heads the list of gaps.",
    },
};
