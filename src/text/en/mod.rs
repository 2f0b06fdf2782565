//! English.

mod behind;
mod checks;
mod data;
mod filters;
mod findings;
mod metrics;
mod money;
mod screens;
mod share;
mod work;

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
    check_words: checks::WORDS,
    checks: checks::CHECKS,
    filters: filters::FILTERS,
    intents: filters::INTENTS,
    behind: behind::BEHIND,
    standings: behind::STANDINGS,
    why: behind::WHY,
    gaps: work::GAPS,
    brief: work::BRIEF,
    plan: work::PLAN,
    vanity: work::VANITY,
    events: work::EVENTS,
    what_if: money::WHAT_IF,
    invoice: money::INVOICE,
    disputes: money::DISPUTES,
    share: share::SHARE,
    link_parts: share::PARTS,
    shared: share::SHARED,
    sections: share::SECTIONS,
    reasons: screens::REASONS,
};
