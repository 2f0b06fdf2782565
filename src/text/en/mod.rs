//! English.

mod data;
mod findings;
mod metrics;
mod screens;

use super::Text;
use crate::format::Language;

/// All texts in English.
pub(super) static EN: Text = Text {
    language: Language::En,
    shell: screens::SHELL,
    drop: screens::DROP,
    progress: screens::PROGRESS,
    file: screens::FILE,
    headline: screens::HEADLINE,
    tile: screens::TILE,
    board: screens::BOARD,
    data: screens::DATA,
    joins: data::JOINS,
    mapping: data::MAPPING,
    export: data::EXPORT,
    rules: screens::RULES,
    models: screens::MODELS,
    metrics: metrics::METRICS,
    parts: metrics::PARTS,
    needs: metrics::NEEDS,
    definitions: metrics::DEFINITIONS,
    funnel: metrics::FUNNEL,
    finding_words: findings::WORDS,
    findings: findings::FINDINGS,
    reasons: screens::REASONS,
};
