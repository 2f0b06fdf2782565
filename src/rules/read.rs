//! Reads a rules file: what it leaves out takes the default, what it does not know is a warning, what is wrong is an error
//! that names the rule, the value and what is allowed. All errors at once, so that a file is mended in one go.

use serde_json::{Map, Value};

use super::canonical::object_of;
use super::migrate::{STEPS, migrate};
use super::parse::{bands, clock, currency, date, minutes, shown, text, texts, time_zone, weekdays, whole};
use super::value::Choice;
use super::{
    Allowed, Attribution, Band, Baseline, BusinessHours, Cost, RuleFault, Rules, RulesError, RulesWarning, ScaleMax, nearest,
    normal_intent,
};
use crate::model::{Dimension, LARGEST_NUMBER, SortedMap};

/// Metrics that may have targets and bands (METRICS section 4).
const METRICS: &[&str] = &[
    "engagement_rate",
    "goal_completion_rate",
    "deflection_rate",
    "resolution_rate",
    "fallback_rate",
    "handoff_rate",
    "session_length",
    "first_useful_answer",
    "cost_per_interaction",
    "conversion_rate",
    "lead_quality_rate",
    "qualified_booking_rate",
    "csat",
    "attributed_revenue",
    "knowledge_gap_rate",
];
const HOURS_KEYS: &[&str] = &["days", "from", "to"];
/// Stands beside the rules in a printed scorecard (METRICS section 11) and is no rule.
const DERIVED: &str = "derived";
/// Ten years: longer windows than that are mistakes of unit.
const MAX_DAYS: u32 = 3650;
const MAX_HOURS: f64 = 87_600.0;
const MAX_GAP_MINUTES: f64 = 10_080.0;
const MAX_TURNS: u64 = 1000;
const MAX_SCALE: u64 = 1000;
const MAX_ROWS: u64 = 1_000_000_000;

impl Rules {
    /// Reads a rules file. A partial one takes the defaults; `attribution`, `cost` and `baseline` merge key by key, every other
    /// map replaces the default one; null is unset (METRICS section 2). Keys that are not known come back as warnings.
    pub fn from_json(text: &str) -> Result<(Self, Vec<RulesWarning>), RulesError> {
        // Editors of some systems put a byte order mark first.
        let value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(value) => value,
            Err(error) => return Err(not_json(&error)),
        };
        let Value::Object(mut object) = value else {
            return Err(RulesError::NotAnObject { found: shown(&value) });
        };
        migrate(&mut object, STEPS)?;
        let mut reader = Reader::default();
        let rules = reader.rules(&object);
        if reader.faults.is_empty() { Ok((rules, reader.warnings)) } else { Err(RulesError::Invalid(reader.faults)) }
    }
}

fn not_json(error: &serde_json::Error) -> RulesError {
    let message = error.to_string();
    // The position stands in fields of its own.
    let reason = match message.split(" at line ").next().unwrap_or_default() {
        "recursion limit exceeded" => "it is nested more than 127 deep, as no rules are".to_owned(),
        reason => reason.to_owned(),
    };
    RulesError::NotJson { line: error.line(), column: error.column(), reason }
}

fn replace<T>(slot: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *slot = value;
    }
}

fn replace_some<T>(slot: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *slot = value;
    }
}

fn path(rule: &str, key: &str) -> String {
    format!("{rule}.{key}")
}

/// Collects what is wrong and what is not known while the rules are read.
#[derive(Default)]
struct Reader {
    faults: Vec<RuleFault>,
    warnings: Vec<RulesWarning>,
}

impl Reader {
    fn rules(&mut self, object: &Map<String, Value>) -> Rules {
        let mut rules = Rules::default();
        let known = object_of(&rules);
        for (rule, value) in object {
            if !known.contains_key(rule) {
                if rule != DERIVED {
                    self.unknown(rule, rule, known.keys().map(String::as_str));
                }
            } else if !value.is_null() {
                self.rule(&mut rules, rule, value);
            }
        }
        rules
    }

    fn rule(&mut self, rules: &mut Rules, rule: &str, value: &Value) {
        match rule {
            "time_zone" => replace_some(&mut rules.time_zone, self.take(rule, value, Allowed::TimeZone, time_zone)),
            "week_start" => replace(&mut rules.week_start, self.choice(rule, value)),
            "session_gap_minutes" => {
                replace(&mut rules.session_gap_minutes, self.number(rule, value, Allowed::AboveZeroTo(MAX_GAP_MINUTES)));
            }
            "engaged_min_user_turns" => {
                let turns = self.whole(rule, value, 0, MAX_TURNS).and_then(|turns| u32::try_from(turns).ok());
                replace(&mut rules.engaged_min_user_turns, turns);
            }
            "flow_kind" => replace(&mut rules.flow_kind, self.map(rule, value, Self::choice)),
            "narrow_flows" => replace(&mut rules.narrow_flows, self.take(rule, value, Allowed::Texts, texts)),
            "high_intent_pages" => replace(&mut rules.high_intent_pages, self.take(rule, value, Allowed::Texts, texts)),
            "launched_on" => replace_some(&mut rules.launched_on, self.take(rule, value, Allowed::Date, date)),
            "channel_kind" => replace(&mut rules.channel_kind, self.map(rule, value, Self::choice)),
            "value_aliases" => replace(&mut rules.value_aliases, self.aliases(rule, value)),
            "eligible_intents" => replace(&mut rules.eligible_intents, self.intents(rule, value)),
            "target_per_intent" => replace(&mut rules.target_per_intent, self.targets(rule, value)),
            "bands" => replace(&mut rules.bands, self.bands(rule, value)),
            "goal_per_flow" => replace(&mut rules.goal_per_flow, self.map(rule, value, Self::text)),
            "conversion_kind" => replace_some(&mut rules.conversion_kind, self.choice(rule, value)),
            "attribution" => self.attribution(&mut rules.attribution, rule, value),
            "roi_basis" => replace(&mut rules.roi_basis, self.choice(rule, value)),
            "assisted_share" => replace(&mut rules.assisted_share, self.fraction(rule, value)),
            "margin" => replace(&mut rules.margin, self.fraction(rule, value)),
            "currency" => replace_some(&mut rules.currency, self.take(rule, value, Allowed::Currency, currency)),
            "fx" => replace(&mut rules.fx, self.rates(rule, value)),
            "cost" => self.cost(&mut rules.cost, rule, value),
            "manual_cost_per_conversation" => {
                replace_some(&mut rules.manual_cost_per_conversation, self.amount(rule, value));
            }
            "handoff_saving_per_conversation" => {
                replace_some(&mut rules.handoff_saving_per_conversation, self.amount(rule, value));
            }
            "business_hours" => replace_some(&mut rules.business_hours, self.business_hours(rule, value)),
            "baseline" => self.baseline(&mut rules.baseline, rule, value),
            "fallback_basis" => replace(&mut rules.fallback_basis, self.choice(rule, value)),
            "quality_stage" => replace(&mut rules.quality_stage, self.choice(rule, value)),
            "lead_link_hours" => replace(&mut rules.lead_link_hours, self.number(rule, value, Allowed::Between(0.0, MAX_HOURS))),
            "maturity_days" => replace(&mut rules.maturity_days, self.days(rule, value)),
            "recontact_days" => replace(&mut rules.recontact_days, self.days(rule, value)),
            "csat_positive" => replace(&mut rules.csat_positive, self.scales(rule, value)),
            "min_n" => replace(&mut rules.min_n, self.whole(rule, value, 0, MAX_ROWS)),
            "suppress_below" => replace(&mut rules.suppress_below, self.whole(rule, value, 0, MAX_ROWS)),
            // A test proves that every rule has its arm.
            _ => self.unknown(rule, rule, []),
        }
    }

    fn attribution(&mut self, attribution: &mut Attribution, rule: &str, value: &Value) {
        for (key, value) in self.entries(rule, value).into_iter().flatten() {
            let path = path(rule, key);
            match key.as_str() {
                "model" => replace(&mut attribution.model, self.choice(&path, value)),
                "window_days" => {
                    let days = self.whole(&path, value, 1, MAX_DAYS.into()).and_then(|days| u32::try_from(days).ok());
                    replace(&mut attribution.window_days, days);
                }
                "half_life_days" => {
                    let days = self.number(&path, value, Allowed::AboveZeroTo(MAX_DAYS.into()));
                    replace(&mut attribution.half_life_days, days);
                }
                _ => self.unknown(&path, key, ["model", "window_days", "half_life_days"]),
            }
        }
    }

    fn cost(&mut self, cost: &mut Cost, rule: &str, value: &Value) {
        for (key, value) in self.entries(rule, value).into_iter().flatten() {
            let path = path(rule, key);
            let mut slots = [
                ("platform_monthly", &mut cost.platform_monthly),
                ("ai_per_conversation", &mut cost.ai_per_conversation),
                ("maintenance_hours_monthly", &mut cost.maintenance_hours_monthly),
                ("review_hours_monthly", &mut cost.review_hours_monthly),
                ("hourly_rate", &mut cost.hourly_rate),
                ("other_monthly", &mut cost.other_monthly),
            ];
            match slots.iter_mut().find(|(name, _)| name == key) {
                Some((_, slot)) => replace_some(slot, self.amount(&path, value)),
                None => self.unknown(&path, key, slots.iter().map(|(name, _)| *name)),
            }
        }
    }

    fn baseline(&mut self, baseline: &mut Baseline, rule: &str, value: &Value) {
        let fraction = Allowed::Between(0.0, 1.0);
        for (key, value) in self.entries(rule, value).into_iter().flatten() {
            let path = path(rule, key);
            let mut slots = [
                ("human_csat", fraction, &mut baseline.human_csat),
                ("human_first_answer_s", Allowed::AtLeastZero, &mut baseline.human_first_answer_s),
                ("form_conversion", fraction, &mut baseline.form_conversion),
                ("form_lead_quality", fraction, &mut baseline.form_lead_quality),
                ("form_booking", fraction, &mut baseline.form_booking),
            ];
            match slots.iter_mut().find(|(name, ..)| name == key) {
                Some((_, allowed, slot)) => replace_some(slot, self.number(&path, value, *allowed)),
                None => self.unknown(&path, key, slots.iter().map(|(name, ..)| *name)),
            }
        }
    }

    fn business_hours(&mut self, rule: &str, value: &Value) -> Option<BusinessHours> {
        let Value::Object(object) = value else {
            self.fault(rule, value, Allowed::Object);
            return None;
        };
        for key in object.keys().filter(|key| !HOURS_KEYS.contains(&key.as_str())) {
            self.unknown(&path(rule, key), key, HOURS_KEYS.iter().copied());
        }
        // Each of the three is needed: a missing one reads as null, which is no clock and no list.
        let part = |key| object.get(key).unwrap_or(&Value::Null);
        let days = self.required(&path(rule, "days"), part("days"), Allowed::Weekdays, weekdays);
        let from = self.required(&path(rule, "from"), part("from"), Allowed::Clock, minutes);
        let to = self.required(&path(rule, "to"), part("to"), Allowed::Clock, minutes);
        let (days, from, to) = (days?, from?, to?);
        if to <= from {
            self.fault(&path(rule, "to"), part("to"), Allowed::ClockAfterFrom);
            return None;
        }
        Some(BusinessHours { days, from: clock(from), to: clock(to) })
    }

    fn intents(&mut self, rule: &str, value: &Value) -> Option<SortedMap<String, bool>> {
        let mut intents = SortedMap::new();
        for (intent, value) in self.entries(rule, value)? {
            let path = path(rule, intent);
            let Some(eligible) = self.take(&path, value, Allowed::TrueOrFalse, Value::as_bool) else { continue };
            if intents.insert(normal_intent(intent), eligible).is_some_and(|other| other != eligible) {
                self.fault(&path, value, Allowed::SameAnswer);
            }
        }
        Some(intents)
    }

    fn aliases(&mut self, rule: &str, value: &Value) -> Option<SortedMap<Dimension, SortedMap<String, String>>> {
        let mut aliases = SortedMap::new();
        for (key, value) in self.entries(rule, value)? {
            let path = path(rule, key);
            let Some(dimension) = Dimension::ALL.iter().copied().find(|dimension| dimension.word() == key) else {
                self.unknown(&path, key, Dimension::ALL.iter().map(|dimension| dimension.word()));
                continue;
            };
            if let Some(spellings) = self.map(&path, value, Self::text) {
                aliases.insert(dimension, spellings);
            }
        }
        Some(aliases)
    }

    fn targets(&mut self, rule: &str, value: &Value) -> Option<SortedMap<String, SortedMap<String, f64>>> {
        self.map(rule, value, |reader, path, value| reader.by_metric(path, value, Self::amount))
    }

    fn bands(&mut self, rule: &str, value: &Value) -> Option<SortedMap<String, Vec<Band>>> {
        self.by_metric(rule, value, |reader, path, value| reader.take(path, value, Allowed::Bands, bands))
    }

    fn rates(&mut self, rule: &str, value: &Value) -> Option<SortedMap<String, f64>> {
        let mut rates = SortedMap::new();
        for (code, value) in self.entries(rule, value)? {
            let path = path(rule, code);
            let code = self.take(&path, &Value::String(code.clone()), Allowed::Currency, currency);
            let rate = self.number(&path, value, Allowed::AboveZero);
            rates.extend(code.zip(rate));
        }
        Some(rates)
    }

    fn scales(&mut self, rule: &str, value: &Value) -> Option<SortedMap<ScaleMax, f64>> {
        let mut scales = SortedMap::new();
        for (key, value) in self.entries(rule, value)? {
            let path = path(rule, key);
            let top = key.trim().parse().ok().filter(|top| (1..=MAX_SCALE).contains(top)).and_then(|top| u32::try_from(top).ok());
            let Some(top) = top else {
                self.fault(&format!("a scale of {rule}"), &Value::String(key.clone()), Allowed::Whole(1, MAX_SCALE));
                continue;
            };
            let lowest = self.number(&path, value, Allowed::AboveZeroTo(top.into()));
            scales.extend(lowest.map(|lowest| (ScaleMax(top), lowest)));
        }
        Some(scales)
    }

    /// Metric to value; a name that is no metric is a warning.
    fn by_metric<T>(
        &mut self,
        rule: &str,
        value: &Value,
        mut read: impl FnMut(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<SortedMap<String, T>> {
        let mut metrics = SortedMap::new();
        for (metric, value) in self.entries(rule, value)? {
            let path = path(rule, metric);
            if METRICS.contains(&metric.as_str()) {
                metrics.extend(read(self, &path, value).map(|read| (metric.clone(), read)));
            } else {
                self.unknown(&path, metric, METRICS.iter().copied());
            }
        }
        Some(metrics)
    }

    /// Any name to value.
    fn map<T>(
        &mut self,
        rule: &str,
        value: &Value,
        mut read: impl FnMut(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<SortedMap<String, T>> {
        let mut map = SortedMap::new();
        for (name, value) in self.entries(rule, value)? {
            map.extend(read(self, &path(rule, name), value).map(|read| (name.clone(), read)));
        }
        Some(map)
    }

    fn entries<'v>(&mut self, rule: &str, value: &'v Value) -> Option<&'v Map<String, Value>> {
        if !value.is_null() && !value.is_object() {
            self.fault(rule, value, Allowed::Object);
        }
        value.as_object()
    }

    fn text(&mut self, rule: &str, value: &Value) -> Option<String> {
        self.take(rule, value, Allowed::Text, text)
    }

    fn choice<T: Choice>(&mut self, rule: &str, value: &Value) -> Option<T> {
        self.take(rule, value, Allowed::OneOf(T::WORDS), |value| T::from_word(value.as_str()?.trim()))
    }

    fn fraction(&mut self, rule: &str, value: &Value) -> Option<f64> {
        self.number(rule, value, Allowed::Between(0.0, 1.0))
    }

    fn amount(&mut self, rule: &str, value: &Value) -> Option<f64> {
        self.number(rule, value, Allowed::AtLeastZero)
    }

    fn days(&mut self, rule: &str, value: &Value) -> Option<f64> {
        self.number(rule, value, Allowed::Between(0.0, MAX_DAYS.into()))
    }

    fn number(&mut self, rule: &str, value: &Value, allowed: Allowed) -> Option<f64> {
        let is_too_large = value.as_f64().is_some_and(|number| number > LARGEST_NUMBER);
        let allowed = match allowed {
            Allowed::AtLeastZero if is_too_large => Allowed::Between(0.0, LARGEST_NUMBER),
            Allowed::AboveZero if is_too_large => Allowed::AboveZeroTo(LARGEST_NUMBER),
            allowed => allowed,
        };
        self.take(rule, value, allowed, |value| value.as_f64().filter(|number| allowed.holds(*number)))
    }

    fn whole(&mut self, rule: &str, value: &Value, least: u64, most: u64) -> Option<u64> {
        self.take(rule, value, Allowed::Whole(least, most), |value| whole(value).filter(|number| (least..=most).contains(number)))
    }

    /// The value, or a fault; nothing for null, which is unset.
    fn take<T>(&mut self, rule: &str, value: &Value, allowed: Allowed, parse: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        if value.is_null() { None } else { self.required(rule, value, allowed, parse) }
    }

    /// The value, or a fault, for null too.
    fn required<T>(&mut self, rule: &str, value: &Value, allowed: Allowed, parse: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let parsed = parse(value);
        if parsed.is_none() {
            self.fault(rule, value, allowed);
        }
        parsed
    }

    fn fault(&mut self, rule: &str, value: &Value, allowed: Allowed) {
        self.faults.push(RuleFault { rule: rule.to_owned(), value: shown(value), allowed });
    }

    fn unknown<'a>(&mut self, path: &str, key: &str, known: impl IntoIterator<Item = &'a str>) {
        // The path of the key with its last part replaced.
        let parent = path.strip_suffix(key).unwrap_or_default();
        let nearest = nearest(key, known).map(|name| format!("{parent}{name}"));
        self.warnings.push(RulesWarning { key: path.to_owned(), nearest });
    }
}

#[cfg(test)]
mod tests;
