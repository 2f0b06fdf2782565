//! Tables and rules in, scorecard out.

use super::{Counts, FileFacts, Period, Roi, SCHEMA, Scorecard, States};
use crate::model::Tables;
use crate::rules::{EffectiveRules, Rules};

/// Scores a load. `default_zone` (an IANA name) holds where the rules name none.
pub fn score(tables: &Tables, files: Vec<FileFacts>, rules: &Rules, default_zone: &str) -> Scorecard {
    Scorecard {
        schema: SCHEMA,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        rules: EffectiveRules { rules: rules.clone(), ..EffectiveRules::default() },
        rules_hash: String::new(),
        files,
        period: Period { time_zone: default_zone.to_owned(), ..Period::default() },
        counts: Counts { opened: tables.conversations.len() as u64, ..Counts::default() },
        metrics: [].into(),
        definitions: [].into(),
        funnel: Vec::new(),
        attribution: Vec::new(),
        roi: Roi::default(),
        segments: [].into(),
        boards: [].into(),
        paths: [].into(),
        states: States::default(),
        weekly: Vec::new(),
        change: [].into(),
        findings: Vec::new(),
        checks: Vec::new(),
    }
}
