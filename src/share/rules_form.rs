//! The rules of a link as bytes: words that every rules file has are one letter each, and what is decided about intents of the
//! table stands beside its rows, so that names are said once.

use serde_json::Value;

use super::bytes::{MOST_LISTED, Malformed, Reader, Writer};
use super::content::Shared;
use super::metric_form::optional;
use super::numbers::ROUGH_DIGITS;
use super::words::{CONVERSIONS, RULE_WORDS, code_of, name_of};
use crate::model::Dimension;
use crate::rules::{Baseline, EffectiveRules, Rules, normal_intent};
use crate::scorecard::{Scorecard, SegmentKey};

/// The rule that is said beside the rows of the table of intents.
const ELIGIBLE: &str = "eligible_intents";
/// Words that have a letter of their own; each of the others is two letters, of which this is the first.
const PREFIX: u8 = 0x1f;

/// Writes the rules and what the data gave where they say nothing.
pub(super) fn write_rules(writer: &mut Writer, shared: &Shared) {
    let EffectiveRules { rules, derived } = &shared.card.rules;
    let (text, decided) = beside_rows(rules.canonical(), &intents_of(&shared.card));
    writer.text(&shortened(&text));
    writer.count(shared.withheld.len() as u64);
    shared.withheld.iter().for_each(|name| writer.text(name));
    writer.count(derived.conversion_kind.and_then(|kind| code_of(CONVERSIONS, &kind)).map_or(0, |code| code + 1));
    let Baseline { human_csat, human_first_answer_s, form_conversion, form_lead_quality, form_booking } = derived.baseline;
    let values = [human_csat, human_first_answer_s, form_conversion, form_lead_quality, form_booking];
    writer.flags(&values.map(|value| value.is_some()));
    values.into_iter().flatten().for_each(|value| writer.decimal(value, ROUGH_DIGITS));
    // Of each intent whether anything is decided, and what: four a byte.
    writer.count(decided.len() as u64);
    for four in decided.chunks(4) {
        let flags: Vec<bool> = four.iter().flat_map(|decided| [decided.is_some(), *decided == Some(true)]).collect();
        writer.flags(&flags);
    }
}

/// What [`write_rules`] wrote, once the table of intents is read.
pub(super) fn read_rules(reader: &mut Reader<'_>, shared: &mut Shared) -> Result<(), Malformed> {
    let text = lengthened(&reader.text()?)?;
    let withheld = (0..reader.length_up_to(MOST_LISTED)?).map(|_| reader.text()).collect::<Result<_, _>>()?;
    let conversion = reader.count()?.checked_sub(1).and_then(|code| name_of(CONVERSIONS, code));
    let known: [bool; 5] = reader.flags()?;
    let mut value = |at: usize| optional(known.get(at) == Some(&true), || reader.decimal());
    let baseline = Baseline {
        human_csat: value(0)?,
        human_first_answer_s: value(1)?,
        form_conversion: value(2)?,
        form_lead_quality: value(3)?,
        form_booking: value(4)?,
    };
    let mut decided = Vec::new();
    // The first version ends here.
    let intents = if reader.is_empty() { 0 } else { reader.count()? };
    while (decided.len() as u64) < intents {
        let [a, yes_a, b, yes_b, c, yes_c, d, yes_d] = reader.flags()?;
        decided.extend(
            [(a, yes_a), (b, yes_b), (c, yes_c), (d, yes_d)].map(|(is_decided, is_eligible)| is_decided.then_some(is_eligible)),
        );
    }
    let (rules, _) = Rules::from_json(&with_decided(text, &intents_of(&shared.card), &decided)?).ok().ok_or(Malformed)?;
    shared.withheld = withheld;
    shared.card.rules.rules = rules;
    shared.card.rules.derived.conversion_kind = conversion;
    shared.card.rules.derived.baseline = baseline;
    Ok(())
}

/// The intents of a link's table as rules name them, in the order of their names.
fn intents_of(card: &Scorecard) -> Vec<String> {
    let rows = card.segments.get(&SegmentKey::of(Dimension::Intent));
    rows.into_iter().flatten().map(|(name, _)| normal_intent(name)).collect()
}

/// The rules without what is decided about these intents, and that; nothing about any where nothing is decided.
fn beside_rows(text: String, intents: &[String]) -> (String, Vec<Option<bool>>) {
    let Ok(Value::Object(mut rules)) = serde_json::from_str(&text) else { return (text, Vec::new()) };
    let Some(Value::Object(eligible)) = rules.get_mut(ELIGIBLE) else { return (text, Vec::new()) };
    let decided: Vec<Option<bool>> = intents.iter().map(|intent| eligible.get(intent).and_then(Value::as_bool)).collect();
    if decided.iter().all(Option::is_none) {
        return (text, Vec::new());
    }
    eligible.retain(|intent, is_eligible| !(is_eligible.is_boolean() && intents.contains(intent)));
    if eligible.is_empty() {
        rules.remove(ELIGIBLE);
    }
    (Value::Object(rules).to_string(), decided)
}

/// The rules with what is decided about these intents.
fn with_decided(text: String, intents: &[String], decided: &[Option<bool>]) -> Result<String, Malformed> {
    if decided.is_empty() {
        return Ok(text);
    }
    if decided.len() < intents.len() {
        return Err(Malformed);
    }
    let Ok(Value::Object(mut rules)) = serde_json::from_str(&text) else { return Err(Malformed) };
    let eligible = rules.entry(ELIGIBLE).or_insert_with(|| Value::Object(serde_json::Map::new()));
    let eligible = eligible.as_object_mut().ok_or(Malformed)?;
    let known = intents.iter().zip(decided).filter_map(|(intent, decided)| Some((intent.clone(), Value::Bool((*decided)?))));
    eligible.extend(known);
    Ok(Value::Object(rules).to_string())
}

/// Canonical rules with their words as letters that no JSON text holds.
fn shortened(mut text: &str) -> String {
    let mut short = String::new();
    while let Some(letter) = text.chars().next() {
        let words = RULE_WORDS.iter().enumerate().filter(|(_, word)| text.starts_with(**word));
        if let Some((at, word)) = words.max_by_key(|(_, word)| word.len()) {
            let code = u8::try_from(at).unwrap_or(u8::MAX);
            match code.checked_sub(PREFIX - 1) {
                None => short.push(char::from(code + 1)),
                Some(rest) => short.extend([char::from(PREFIX), char::from(b' '.saturating_add(rest))]),
            }
            text = text.get(word.len()..).unwrap_or_default();
        } else {
            short.push(letter);
            text = text.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    short
}

/// What [`shortened`] shortened.
fn lengthened(short: &str) -> Result<String, Malformed> {
    let mut text = String::new();
    let mut letters = short.chars();
    while let Some(letter) = letters.next() {
        let code = match letter {
            '\0' => return Err(Malformed),
            letter if letter == char::from(PREFIX) => {
                let second = letters.next().ok_or(Malformed)?;
                u64::from(u32::from(second)).checked_sub(u64::from(b' ')).ok_or(Malformed)? + u64::from(PREFIX - 1)
            }
            letter if letter < char::from(PREFIX) => u64::from(u32::from(letter)) - 1,
            letter => {
                text.push(letter);
                continue;
            }
        };
        text.push_str(name_of(RULE_WORDS, code).ok_or(Malformed)?);
        if text.len() > MOST_RULES {
            return Err(Malformed);
        }
    }
    Ok(text)
}

/// Letters of a rules file at most.
const MOST_RULES: usize = 65_536;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_of_rules_are_one_letter_each() {
        let text = r#"{"cost":{"ai_per_conversation":0.15,"hourly_rate":52},"min_n":20}"#;
        let short = shortened(text);
        assert!(short.len() < 22, "{short:?}");
        assert_eq!(lengthened(&short).unwrap(), text);
        // Every rule has its word.
        let rules = serde_json::to_value(Rules::default()).unwrap();
        let missing: Vec<&String> =
            rules.as_object().unwrap().keys().filter(|key| shortened(&format!("\"{key}\":")).len() > 2).collect();
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn a_word_of_a_later_version_is_refused() {
        assert_eq!(lengthened("{\u{1f}\u{7e}1}"), Err(Malformed));
        assert_eq!(lengthened("\u{1f}"), Err(Malformed));
        assert_eq!(lengthened("\0"), Err(Malformed));
    }

    #[test]
    fn what_is_decided_about_an_intent_stands_beside_its_row() {
        let intents = ["delivery", "legal", "parking"].map(str::to_owned);
        let text = r#"{"eligible_intents":{"delivery":true,"gift cards":true,"legal":false},"min_n":20}"#;
        let (rest, decided) = beside_rows(text.to_owned(), &intents);
        assert_eq!(
            (rest.as_str(), decided.as_slice()),
            (r#"{"eligible_intents":{"gift cards":true},"min_n":20}"#, &[Some(true), Some(false), None][..])
        );
        assert_eq!(with_decided(rest, &intents, &decided).unwrap(), text);
        assert_eq!(with_decided("{}".to_owned(), &intents, &decided[..2]), Err(Malformed), "the table has another row");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[a-z\":{}, 注文]{0,40}(\"cost\":|true|min_n)[^\u{0}-\u{1f}]{0,20}") {
            prop_assert_eq!(lengthened(&shortened(&text)).unwrap(), text);
        }
    }
}
