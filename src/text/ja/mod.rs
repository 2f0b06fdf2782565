//! Japanese.

mod behind;
mod chart;
mod checks;
mod commands;
mod data;
mod filters;
mod findings;
mod metrics;
mod money;
mod rules;
mod screens;
mod verify;
mod work;
mod workspace;

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
    rules: rules::RULES,
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
    verify: verify::VERIFY,
    charts: chart::CHARTS,
    weekdays: chart::WEEKDAYS,
    flow_ends: chart::FLOW,
    costs: chart::COSTS,
    vendors: chart::VENDORS,
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
    reasons: screens::REASONS,
    workspace: workspace::WORKSPACE,
    commands: commands::COMMANDS,
};
