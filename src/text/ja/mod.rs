//! Japanese.

mod data;
mod findings;
mod metrics;
mod screens;

use super::Text;
use crate::format::Language;

/// All texts in Japanese.
pub(super) static JA: Text = Text {
    language: Language::Ja,
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
