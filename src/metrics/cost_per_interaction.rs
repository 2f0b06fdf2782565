//! Metric 9: what the bot's program cost in the period / handled conversations; also / those it resolved (METRICS section 4).
//!
//! A month's fixed cost (platform, hours x rate, other) is spread evenly over that month's days. AI cost, row by row:
//! the `cost` cell of any conversation that has one, else the rules' AI cost for handled ones. Segments bear the fixed
//! cost by their share of handled conversations. With no cost rule set and no cost cell, it says what it needs.

use crate::facts::{Conversation, Facts};
use crate::rules::Cost;

/// AI cost of a conversation: its cell, else the rules' for a handled one.
pub fn ai_cost(conversation: &Conversation, cost: &Cost) -> Option<f64> {
    conversation.cost.or_else(|| cost.ai_per_conversation.filter(|_| conversation.is_handled()))
}

/// Whether anything is known about cost.
pub fn is_known(facts: &Facts) -> bool {
    let Cost {
        platform_monthly,
        ai_per_conversation,
        maintenance_hours_monthly,
        review_hours_monthly,
        hourly_rate,
        other_monthly,
    } = facts.rules.cost;
    let set =
        [platform_monthly, ai_per_conversation, maintenance_hours_monthly, review_hours_monthly, hourly_rate, other_monthly];
    facts.known.costs || set.iter().any(Option::is_some)
}

/// Fixed cost of a month: platform, hours x rate and other; what is not set counts as 0.
pub fn fixed_monthly(cost: &Cost) -> f64 {
    let hours = cost.maintenance_hours_monthly.unwrap_or(0.0) + cost.review_hours_monthly.unwrap_or(0.0);
    cost.platform_monthly.unwrap_or(0.0) + hours * cost.hourly_rate.unwrap_or(0.0) + cost.other_monthly.unwrap_or(0.0)
}
