//! Checks on the data, in English.

use crate::text::{CheckText, CheckTexts, CheckWords, sentence};

pub(super) const WORDS: CheckWords = CheckWords {
    title: "Checks on the data",
    sub: "What in the files weakens the numbers, and how to mend it at the source.",
    none: "Nothing in the files speaks against the numbers.",
    seen: "What is seen",
    file: "File",
    rows: "Count",
    weakens: "Weakens",
    fix: "At the source, and why",
    all_files: "All files",
    weakens_nothing: "No number as a whole",
    badge: sentence("Weakened by {0} of the checks on the data"),
    between: ", ",
};

pub(super) const CHECKS: CheckTexts = CheckTexts {
    no_conversation_id: CheckText {
        title: "Rows name no conversation",
        why: "Without the chat's id, leads and orders are found by the person alone, or not at all.",
        fix: "Pass the conversation id into the form, the CRM field or the order's attributes.",
    },
    unknown_conversation_id: CheckText {
        title: "Rows name conversations that are not there",
        why: "Their chats lie outside the export, or have another id.",
        fix: "Export the chats of the same dates, and check that both systems write the same id.",
    },
    no_quality_stage: CheckText {
        title: "No lead has a quality stage",
        why: "Whether the bot's leads are good cannot be told.",
        fix: "Export when each lead became an MQL or SQL.",
    },
    no_exposure: CheckText {
        title: "Nobody counted who could have chatted",
        why: "Engagement has no denominator; opens would flatter it.",
        fix: "Export daily visitors of the pages with the widget from your web analytics.",
    },
    blended_goal: CheckText {
        title: "Support and sales share one goal",
        why: "A rate over both says nothing about either.",
        fix: "Name the goal of each flow under Rules.",
    },
    intents_missing: CheckText {
        title: "Chats without an intent",
        why: "They are eligible for nothing, so deflection leaves them out.",
        fix: "Let the bot write the intent it recognised, also when it is unsure.",
    },
    intents_free_text: CheckText {
        title: "Intents are sentences, not names",
        why: "Nearly every chat has an intent of its own, so nothing can be compared.",
        fix: "Export the intent's name, and the user's words as question.",
    },
    spelled_several_ways: CheckText {
        title: "One intent under several names",
        why: "Its rows are split, and each part looks small.",
        fix: "Write one name at the source, or join the spellings under value_aliases in the rules.",
    },
    channels_spelled_several_ways: CheckText {
        title: "One channel under several names",
        why: "Its chats no longer meet its visitors.",
        fix: "Write one name at the source, or join the spellings under value_aliases in the rules.",
    },
    sources_spelled_several_ways: CheckText {
        title: "One source under several names",
        why: "Its leads and sales are split, and each part looks small.",
        fix: "Write one name at the source, or join the spellings under value_aliases in the rules.",
    },
    flows_spelled_several_ways: CheckText {
        title: "One flow under several names",
        why: "Its goal is counted in parts, and each part looks small.",
        fix: "Write one name at the source, or join the spellings under value_aliases in the rules.",
    },
    unknown_events: CheckText {
        title: "Events that nobody here knows",
        why: "They count in nothing.",
        fix: "Rename them as listed; the tracking plan has every name.",
    },
    channel_in_outcome: CheckText {
        title: "The channel says how chats ended",
        why: "Chats of one channel are counted under several.",
        fix: "Keep where a chat ran and how it ended in two fields.",
    },
    survey_after_success: CheckText {
        title: "Only resolved chats were asked",
        why: "Satisfaction of those who failed is not in it.",
        fix: "Offer the survey after every ending.",
    },
    survey_after_handoff: CheckText {
        title: "Only handed-off chats were asked",
        why: "It rates the people who took over, not the bot.",
        fix: "Offer the survey after every ending.",
    },
    survey_unlike_chats: CheckText {
        title: "Those who answered are not like those who chatted",
        why: "Some intents and endings speak louder than they are frequent. Read the adjusted CSAT.",
        fix: "Offer the survey alike after every intent and ending.",
    },
    csat_scale_unclear: CheckText {
        title: "Ratings on an unclear scale",
        why: "A 3 is good of 3 and poor of 5; these answers are left out.",
        fix: "Export the top of the scale beside each rating.",
    },
    handoff_never_accepted: CheckText {
        title: "Handoffs are requested and never taken",
        why: "Either nobody answers, or the export does not say so.",
        fix: "Export when a person accepted or answered.",
    },
    resolved_after_handoff: CheckText {
        title: "Called resolved after a person took over",
        why: "The bot gets no credit for these here; the vendor's own figure does count them.",
        fix: "Count resolutions by the bot before the handoff alone.",
    },
    containment_as_resolution: CheckText {
        title: "No handoff is called resolved",
        why: "Every chat without a person counts as resolved here, also of those who gave up.",
        fix: "Ask the user, or let the vendor export confirmed and assumed apart.",
    },
    averages_in_file: CheckText {
        title: "Averages in the file",
        why: "One endless chat moves an average; medians need the single values. The columns were not used.",
        fix: "Export one row a chat with its own times.",
    },
    duplicate_export: CheckText {
        title: "Rows came twice",
        why: "The same rows stand in another file or further up; they count once.",
        fix: "Nothing to do, if both files were meant.",
    },
    overlapping_dates: CheckText {
        title: "Two exports over the same dates",
        why: "Rows with an id count once; rows without one may count twice.",
        fix: "Export each date once, or export the whole range anew.",
    },
    mixed_zones: CheckText {
        title: "Times of two clocks",
        why: "Some times say their zone and some do not; between them hours may be off.",
        fix: "Export all times with their offset, or all in UTC.",
    },
    stray_dates: CheckText {
        title: "A few chats lie months away from all others",
        why: "A wrong year or an unset clock stretches the period, and with it cost and weeks.",
        fix: "Correct the dates, or choose the range of the rest.",
    },
    year_out_of_range: CheckText {
        title: "Dates before 2000 or after 2099",
        why: "They are no dates of chats and were left out.",
        fix: "Look for empty dates that the export writes as 1970 or 1900.",
    },
    ambiguous_dates: CheckText {
        title: "Day and month cannot be told apart",
        why: "No row of the file tells which comes first; these cells are unknown.",
        fix: "Export dates as 2026-03-01, or say the order when you name the columns.",
    },
    uncounted_orders: CheckText {
        title: "Orders that earned nothing yet",
        why: "Pending, cancelled and refunded orders are left out of revenue.",
        fix: "Nothing to do; pending ones are shown as pipeline.",
    },
    negative_lead_times: CheckText {
        title: "Leads that qualified before they existed",
        why: "Their stage comes from an older record of the same person.",
        fix: "Export the date of this lead's own stage.",
    },
    attribution_changed: CheckText {
        title: "Attribution is counted by another rule than before",
        why: "Revenue of the two runs cannot be compared; a new series starts.",
        fix: "Compare under one rule.",
    },
    test_traffic: CheckText {
        title: "Test chats",
        why: "They and what is linked to them are in no number.",
        fix: "Nothing to do.",
    },
    crowded_person: CheckText {
        title: "One person has a crowd of chats",
        why: "A script, a tester or a shared device: one of them moves every rate.",
        fix: "Mark test traffic as test, and give each visitor an id.",
    },
    dates_missing: CheckText {
        title: "Days without a single chat",
        why: "Three days or more in a busy period: most likely the export has a hole.",
        fix: "Export the missing days, or leave them out of the range.",
    },
    no_bot_only_chats: CheckText {
        title: "The helpdesk lists only chats that reached a person",
        why: "What the bot did alone is missing, so deflection has no denominator.",
        fix: "Export the bot's own conversations, or switch on tickets for bot-only chats.",
    },
    tickets_end_early: CheckText {
        title: "Tickets end before the chats do",
        why: "Who came back later does not show, so durable deflection looks too good.",
        fix: "Export tickets up to today.",
    },
    engaged_without_message: CheckText {
        title: "Called engaged without a message",
        why: "An opened window is no conversation; web analytics calls ten seconds engaged.",
        fix: "Let engaged mean that the user wrote or chose something.",
    },
    ga4_engagement: CheckText {
        title: "GA4's engaged sessions",
        why: "They count ten seconds on a page, not chats, and were not used.",
        fix: "Use GA4 for visitors, and the chatbot's export for chats.",
    },
    groups_folded: CheckText {
        title: "Small groups were folded before the cube left the warehouse",
        why: "Totals are those of the rows. The numbers that are named here are not: groups too small to show stand there as (other), or are hidden.",
        fix: "For every number as it is, count the cube without --suppress and keep it inside the company.",
    },
};
