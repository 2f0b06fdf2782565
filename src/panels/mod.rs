//! What each screen says: words, numbers and positions out of a scorecard.
//!
//! All arithmetic of presentation lives here, so that it is tested without a browser; views only place what they get.
//! Knows neither signals nor elements.

mod attribution;
mod behind;
mod benchmark;
mod brief;
mod change;
mod charts;
mod checks;
mod commands;
mod compared;
mod definitions;
mod disclosure;
mod empty;
mod excess;
mod failure;
mod files;
mod filters;
mod findings;
mod fingerprint;
mod funnel;
mod gaps;
mod headline;
mod indented;
mod intents;
mod invoice;
mod joins;
mod ledger;
mod markdown;
mod others;
mod plan;
mod quantity;
mod rules;
mod said;
mod series;
mod share;
mod shared;
mod tile;
mod trend;
mod vanity;
mod vendors;
mod view;
mod what_if;

#[cfg(test)]
mod fixture;

pub use crate::rules::parse_amount;

pub use attribution::{AttributionPanel, AttributionRow, attribution};
pub use behind::{
    AroundPanel, AroundRow, BehindRow, ROWS_SHOWN, RowsPanel, SplitPanel, SplitRow, StandingTab, around_panel, rows_panel,
    split_panel, variants,
};
pub use benchmark::{Benchmark, benchmark};
pub use brief::brief;
pub use change::{ChangeLine, Glyph, Tone, change_line};
pub use charts::{
    ChartPanel, Choice, GAPS, RowsOf, Twin, TwinCell, form_chart, funnel_chart, gap_chart, metric_charts, models_chart,
    outcome_chart, returns_chart, savings_chart, source_chart, step_charts,
};
pub use checks::{CheckRow, badge, checks};
pub use commands::{Act, Command, PAGES, commands, matching};
pub use compared::{ComparedPanel, ComparedTable, compared_panel};
pub use definitions::{DefinitionRow, DefinitionsPanel, definitions};
pub use disclosure::{Fact, facts};
pub use empty::{EmptyPanel, empty_panel};
pub use failure::failure_words;
pub use files::{
    FileEntry, FileRow, FileState, announced_quarter, file_row, files_words, has_rows, has_workspace, is_ready_for_rows,
    progress_percent, settle,
};
pub use filters::{
    ChosenValue, CompareChoice, FieldChoice, FilterBar, RangeChoice, field_name, filter_bar, value_name, with_dates, with_range,
};
pub use findings::{FINDINGS_SHOWN, FindingRow, findings, lead_to_questions, no_findings};
pub use fingerprint::{FINGERPRINT_HEIGHT, fingerprint};
pub use funnel::{FunnelRow, funnel};
pub use gaps::{
    GAPS_SHOWN, GapOrder, GapRow, PlannedMonth, gaps, gaps_markdown, kind_name, next_week, planned_months, status_name,
};
pub use headline::{Headline, arithmetic, headline};
pub use indented::indented;
pub use intents::{INTENT_COUNTS, INTENT_RATES, INTENTS_SHOWN, IntentRow, IntentsPanel, intents};
pub use invoice::{DisputeRow, InvoicePanel, invoice_panel};
pub use joins::{JoinRow, join_row, table_name};
pub use ledger::LedgerItem;
pub use markdown::escaped;
pub use others::{OtherRow, others};
pub use plan::plan;
pub use quantity::{Unit, part_unit, quantity, range, range_words, spread, unit_of};
pub use rules::{
    EffectLine, RuleChange, RuleField, RuleInput, RuleRow, RuleSection, RuleTable, effect_lines, is_other_form, need_of,
    rule_changes, rules_form,
};
pub use said::Said;
pub use series::recounted;
pub use share::{SharePanel, saved_words, share_panel};
pub use shared::{SharedPanel, VerifiedPanel, filters_words, rules_words, shared_panel, verified_panel};
pub use tile::{Direction, LEAD_TILES, SUPPORT_TILES, Tile, TileState, saved_title, tile, tile_after, tiles_of};
pub use trend::{TrendPanel, TrendRow, trend, trend_choices};
pub use vanity::{VanityRow, vanity};
pub use vendors::{own_value, vendors};
pub use view::{View, metric_of};
pub use what_if::{
    EffectRow, KeptRow, ScenarioForm, WhatIfPanel, form_of, is_found, keep, kept_rows, scenario_boards, scenario_of,
    what_if_panel,
};
