//! The rules form: amounts as people type them, and what a change of the rules moved.

use super::quantity::{Unit, quantity};
use super::{View, metric_of};
use crate::rules::{Rules, normal_intent};
use crate::scorecard::{BoardId, ChangeId, Scorecard};
use crate::text::Text;

/// An amount in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostField {
    /// What a person costs a conversation.
    Manual,
    /// AI use a handled conversation.
    Ai,
    /// Subscription a month.
    Platform,
    /// Hours of maintenance a month.
    Maintenance,
    /// Hours of review a month.
    Review,
    /// Price of an hour.
    Rate,
    /// Anything else a month.
    Other,
    /// Time saved before a handoff.
    Handoff,
}

impl CostField {
    /// All fields in the form's order.
    pub const ALL: [Self; 8] =
        [Self::Manual, Self::Ai, Self::Platform, Self::Handoff, Self::Maintenance, Self::Review, Self::Rate, Self::Other];

    /// Where the amount lives.
    pub fn slot(self, rules: &mut Rules) -> &mut Option<f64> {
        match self {
            Self::Manual => &mut rules.manual_cost_per_conversation,
            Self::Handoff => &mut rules.handoff_saving_per_conversation,
            Self::Ai => &mut rules.cost.ai_per_conversation,
            Self::Platform => &mut rules.cost.platform_monthly,
            Self::Maintenance => &mut rules.cost.maintenance_hours_monthly,
            Self::Review => &mut rules.cost.review_hours_monthly,
            Self::Rate => &mut rules.cost.hourly_rate,
            Self::Other => &mut rules.cost.other_monthly,
        }
    }

    /// Label, hint and unit.
    pub fn words(self, text: &Text) -> (&'static str, &'static str, &'static str) {
        let rules = &text.rules;
        match self {
            Self::Manual => (rules.manual, rules.manual_hint, rules.per_chat),
            Self::Ai => (rules.ai, rules.ai_hint, rules.per_chat),
            Self::Platform => (rules.platform, rules.platform_hint, rules.per_month),
            Self::Handoff => (rules.handoff, rules.handoff_hint, rules.per_chat),
            Self::Maintenance => (rules.maintenance, rules.hours_hint, rules.hours),
            Self::Review => (rules.review, rules.hours_hint, rules.hours),
            Self::Rate => (rules.rate, rules.rate_hint, rules.per_hour),
            Self::Other => (rules.other, rules.other_hint, rules.per_month),
        }
    }

    /// Id of its input.
    pub fn id(self) -> &'static str {
        match self {
            Self::Manual => "cost-manual",
            Self::Handoff => "cost-handoff",
            Self::Ai => "cost-ai",
            Self::Platform => "cost-platform",
            Self::Maintenance => "cost-maintenance",
            Self::Review => "cost-review",
            Self::Rate => "cost-rate",
            Self::Other => "cost-other",
        }
    }

    /// Whether the unit is money.
    pub fn is_money(self) -> bool {
        !matches!(self, Self::Maintenance | Self::Review)
    }
}

/// An amount as typed: empty is unset; a comma before exactly three digits groups, any other is a decimal point; digits may
/// be full width. The error is text that is no number of 0 or more.
#[allow(clippy::result_unit_err, reason = "the one thing to say is said by the form")]
pub fn parse_amount(typed: &str) -> Result<Option<f64>, ()> {
    let plain: String = typed
        .trim()
        .chars()
        .filter(|letter| !letter.is_whitespace() && !"$€£¥￥円".contains(*letter))
        .map(|letter| match letter {
            '０'..='９' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            '，' | '、' => ',',
            '．' | '。' => '.',
            other => other,
        })
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let mut digits = String::new();
    let pieces: Vec<&str> = plain.split(',').collect();
    let has_point = plain.contains('.');
    for (index, piece) in pieces.iter().enumerate() {
        let whole = piece.split('.').next().unwrap_or_default();
        if index > 0 && whole.len() != 3 && !has_point {
            digits.push('.');
        }
        digits.push_str(piece);
    }
    match digits.parse::<f64>() {
        Ok(amount) if amount.is_finite() && amount >= 0.0 && !digits.contains(['e', 'E']) => Ok(Some(amount)),
        _ => Err(()),
    }
}

/// Sets an intent in the rules, whatever its spelling there; none is undecided.
pub fn decide(rules: &mut Rules, intent: &str, is_eligible: Option<bool>) {
    let name = normal_intent(intent);
    rules.eligible_intents.retain(|known, _| normal_intent(known) != name);
    if let Some(is_eligible) = is_eligible {
        rules.eligible_intents.insert(intent.to_owned(), is_eligible);
    }
}

/// JSON on one line as JSON that people read: a second serializer would weigh ten times as much.
pub fn indented(json: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    let (mut is_text, mut is_escaped) = (false, false);
    let mut open = None;
    for letter in json.chars() {
        if is_text {
            text.push(letter);
            is_text = letter != '"' || is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            continue;
        }
        let is_closing = matches!(letter, '}' | ']');
        if is_closing {
            depth = depth.saturating_sub(1);
        }
        // An empty list or object stays on its line.
        if (open.is_some() && !is_closing) || (open.is_none() && is_closing) {
            text.push('\n');
            text.extend(std::iter::repeat_n("  ", depth));
        }
        open = None;
        text.push(letter);
        match letter {
            '"' => is_text = true,
            '{' | '[' => {
                depth += 1;
                open = Some(letter);
            }
            ',' => {
                text.push('\n');
                text.extend(std::iter::repeat_n("  ", depth));
            }
            ':' => text.push(' '),
            _ => {}
        }
    }
    text.push('\n');
    text
}

/// The numbers that a change of the rules moves most.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// Eligible chats.
    pub eligible: Option<f64>,
    /// Deflection rate.
    pub deflection: Option<f64>,
    /// Net savings.
    pub savings: Option<f64>,
    /// Program cost.
    pub program_cost: Option<f64>,
    /// Return, as a fraction.
    pub roi: Option<f64>,
}

impl Effect {
    /// The numbers of a scorecard: deflection and savings of the support board, as its headline has them; cost and return of
    /// everything.
    pub fn of(card: &Scorecard) -> Self {
        let support = card.boards.get(&BoardId::Support);
        let metrics = support.map_or(&card.metrics, |board| &board.metrics);
        let deflection = metric_of(metrics, ChangeId::DeflectionRate);
        Self {
            eligible: deflection.and_then(|metric| metric.denominator),
            deflection: deflection.and_then(|metric| metric.value),
            savings: support.map_or(card.roi.savings, |board| board.roi.savings),
            program_cost: card.roi.program_cost,
            roi: card.roi.percent.map(|percent| percent / 100.0),
        }
    }
}

/// One line of the effect table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectLine {
    /// What.
    pub label: &'static str,
    /// Before.
    pub before: String,
    /// Now.
    pub now: String,
    /// Whether it moved.
    pub has_moved: bool,
}

/// Before and now of what the rules move.
pub fn effect_lines(view: &View<'_>, before: &Effect) -> Vec<EffectLine> {
    let now = Effect::of(view.card);
    let words = &view.text.rules;
    let line = |label, before: Option<f64>, now: Option<f64>, unit| {
        let (before, now) = (quantity(view, before, unit), quantity(view, now, unit));
        EffectLine { label, has_moved: before != now, before, now }
    };
    vec![
        line(words.eligible_chats, before.eligible, now.eligible, Unit::Count),
        line(words.deflection, before.deflection, now.deflection, Unit::Rate),
        line(words.savings, before.savings, now.savings, Unit::Money),
        line(words.program_cost, before.program_cost, now.program_cost, Unit::Money),
        line(words.roi, before.roi, now.roi, Unit::Rate),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        assert_eq!(parse_amount(" 4.50 "), Ok(Some(4.5)));
        assert_eq!(parse_amount("4,50"), Ok(Some(4.5)));
        assert_eq!(parse_amount("1,200"), Ok(Some(1200.0)));
        assert_eq!(parse_amount("1,200.50"), Ok(Some(1200.5)));
        assert_eq!(parse_amount("¥１２，０００"), Ok(Some(12000.0)));
        assert_eq!(parse_amount(""), Ok(None));
        for wrong in ["-1", "four", "1e9", "NaN", "1.2.3"] {
            assert_eq!(parse_amount(wrong), Err(()), "{wrong}");
        }
    }

    #[test]
    fn indented_json_is_the_same_json() {
        let rules = Rules { time_zone: Some("a \"quoted\\\\ [zone]\"".to_owned()), ..Rules::default() };
        let line = serde_json::to_string(&rules).unwrap();
        assert_eq!(indented(&line), serde_json::to_string_pretty(&rules).unwrap() + "\n");
    }

    #[test]
    fn a_decision_replaces_every_spelling() {
        let mut rules = Rules::default();
        decide(&mut rules, "Order_Status", Some(false));
        assert_eq!(rules.eligible_intents.get("order status"), None);
        assert_eq!(rules.eligible_intents.get("Order_Status"), Some(&false));
        decide(&mut rules, "order-status", None);
        assert_eq!(rules.eligible_intents.get("Order_Status"), None);
    }

    #[test]
    fn every_field_has_a_slot_of_its_own() {
        let mut rules = Rules::default();
        for (index, field) in CostField::ALL.into_iter().enumerate() {
            *field.slot(&mut rules) = Some(index as f64);
        }
        for (index, field) in CostField::ALL.into_iter().enumerate() {
            assert_eq!(*field.slot(&mut rules), Some(index as f64), "{field:?}");
        }
    }
}
