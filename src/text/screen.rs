//! What is said on each screen.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// Frame of every page.
    ShellText {
        title: Words, skip: Words, skip_to: Sentence<1>, main_nav: Words, loaded: Words, support: Words, lead: Words, data: Words, rules: Words,
        sealed: Words, sealed_title: Words, theme: Words, other_language: Words, rules_hash: Words, failed: Words, no_page: Words, out_of_memory: Words, never_started: Sentence<1>, no_reason: Words, stopped: Sentence<1>, file_gone: Words,
        engine: Sentence<1>, week_starts: Sentence<1>, rows_read: Sentence<3>, close: Words, start_over: Words,
        working: Words, work: Words, work_sub: Words, money: Words, money_sub: Words,
    }

    /// Start page.
    DropText {
        question: Words, lead: Words, here: Words, kinds: Words, choose: Words, folder: Words, sample: Words,
        sample_is: Words, paste: Words, cannot_send: Words, can_test: Words, step_network: Words,
        step_network_how: Words, step_drop: Words, step_drop_how: Words, step_count: Words, step_count_how: Words,
        enforced: Words, no_account: Words, no_cookies: Words, no_trackers: Words, no_third: Words, unlocks: Words,
        unlocks_sub: Words, table: Words, columns: Words, gives: Words, conversations: Words, events: Words,
        leads: Words, revenue: Words, exposure: Words, tickets: Words, touches: Words, rules: Words, get: Words,
        get_sub: Words, get_example: Words, get_claim: Sentence<1>, get_definitions: Words, drop_now: Words,
    }

    /// While files are read.
    ProgressText {
        title: Words, sub: Words, reading: Sentence<1>, rows: Sentence<1>, waiting: Words, computing: Words,
        cancel: Words, cancelled: Words, sample: Words, announce: Sentence<2>, done: Words,
    }

    /// What became of files.
    FileText {
        ready: Words, refused: Words, unknown: Words, unknown_seen: Sentence<1>, cube_form: Words, cube_beside_rows: Words, cube_other_rules: Words, packed: Words, empty: Words, broken: Sentence<2>,
        truncated: Sentence<2>, damaged: Sentence<1>, locked: Words, method: Words, too_long: Sentence<1>, too_new: Words,
        rules_wrong: Sentence<1>, mapping_wrong: Sentence<1>, is_mapping: Words, twin: Sentence<1>, every_row: Words, rejected: Sentence<1>, duplicate: Sentence<1>,
        ignored: Sentence<1>, ignored_more: Sentence<1>, is_rules: Words, is_scorecard: Words, is_workspace: Words,
    }

    /// The sentence about money.
    HeadlineText {
        saved: Sentence<4>, saved_unsure: Sentence<4>, lost: Sentence<4>, saved_few: Sentence<1>,
        needs_manual: Sentence<2>, needs_eligible: Words, needs_deflection: Words, returned: Sentence<4>,
        returned_unsure: Sentence<4>, not_returned: Sentence<4>, revenue_only: Sentence<2>, leads_only: Sentence<1>,
        leads_costed: Sentence<2>, needs_leads: Words, set_costs: Words, by_hand: Sentence<2>, by_bot: Sentence<2>, by_bot_and_platform: Words,
        platform: Words, no_platform: Words, range: Sentence<1>, no_range: Words, on_program: Sentence<2>,
        value: Words, value_of_work: Words, value_of_handoffs: Words, by_handoffs: Sentence<2>, value_of_profit: Words,
        program_cost: Words, profit_basis: Sentence<2>, by_other_basis: Sentence<2>, chosen_by_outcome: Words, made_how: Words, days_old: Sentence<1>,
    }

    /// Words on tiles.
    TileText {
        turn_counted: Sentence<2>, not_tested: Words, from_to: Sentence<2>, axis_zero: Words, up: Words, down: Words, by_intent: Words, interval: Sentence<1>, range: Sentence<1>, no_interval: Words,
        median: Words, of_few: Sentence<1>, few_needs: Sentence<2>, real: Sentence<1>, noise: Words,
        noise_weeks: Sentence<1>, too_few: Words, too_few_change: Sentence<1>, no_change: Words, from_rules: Words, fixed_by_filter: Words, shaped_by_filter: Words,
        since_week: Sentence<1>, since_weeks: Sentence<1>, since_dates: Sentence<1>, weeks: Sentence<1>, one_week: Words, axis: Sentence<1>,
        needs_data: Words, needs_rule: Words, no_rows: Words, no_leads: Words, no_revenue: Words, adjusted: Sentence<2>, adjusted_none: Words,
        split: Sentence<2>, per_resolved: Sentence<1>, cost_over: Sentence<2>, pending: Sentence<1>,
        unknown: Sentence<1>, undecided: Sentence<1>, dropped: Sentence<1>, model: Sentence<2>,
        deals: Sentence<1>, human: Sentence<1>, form: Sentence<1>, by_hand: Sentence<1>, own_band: Sentence<1>,
        how: Words, definition: Words, formula: Words, numerator: Words, denominator: Words, sample: Words,
        unknown_rows: Words, pending_rows: Words, benchmark: Words, benchmark_date: Words, needs: Words, rules: Words,
        variants: Words, change: Words, change_is: Sentence<3>, effects: Sentence<2>, reversal: Words, see_rules: Words,
        see_data: Words, value_is: Sentence<2>, flat: Words, partial: Words,
    }

    /// Figures of a board.
    BoardText {
        support: Words, lead: Words, tiles: Words, flows: Sentence<1>, no_flow: Words, legend_dot: Words,
        legend_interval: Words, legend_ring: Words, legend_ring_before: Words, this_period: Words, before: Words, legend_band: Words, legend_tick_human: Words,
        legend_tick_form: Words, trend: Sentence<1>, trend_sub: Words, trend_metric: Words, chart: Words, table: Words,
        axis_from: Sentence<2>, band_is: Sentence<1>, week: Words, value: Words, interval: Words, rows: Words, running: Words,
        new_series: Sentence<2>, same_rules: Sentence<2>, other_engine: Sentence<2>, other_sources: Sentence<2>,
        restated: Sentence<1>, recounted: Sentence<2>, no_trend: Words, trend_say: Sentence<4>, others: Words, others_sub: Words, metric: Words, counted: Words,
        definitions: Words, definitions_title: Sentence<2>, definitions_sub: Words, definitions_own: Words, definition: Words, ours: Words,
        share: Words, funnel: Words, funnel_sub: Words, step: Words, count: Words, step_rate: Words, form: Words,
        pending: Sentence<1>, attribution: Words, attribution_sub: Words, model: Words, window: Sentence<1>,
        own_rule: Words, revenue_is: Words, absent_support: Words, absent_lead: Words, absent_why: Words,
        no_chats: Words, no_chats_why: Words,
        no_attribution: Words, attributed: Words, influenced: Words, sourced: Words, conversions: Words,
        influenced_overlap: Words,
    }

    /// Data page.
    DataText {
        title: Words, sub: Sentence<2>, add: Words, open_board: Words, download: Words, files: Words, files_sub: Words,
        file: Words, state: Words, kept_and_rejected: Words, read: Words, kept: Words, rejected: Words,
        duplicate: Words, test_rows: Words, remove: Sentence<1>, total: Sentence<1>, one_file: Words, ledger: Words, ledger_sub: Sentence<1>,
        ledger_empty: Words, ledger_where: Words, line: Words, column: Words, cell: Words, reason: Words,
        whole_row: Words, cell_only: Words, previous: Words, next: Words, page: Sentence<3>, counts: Words,
        counts_sub: Words, opened: Words, engaged: Words, handled: Words, test: Words, persons: Words, leads: Words,
        bot_leads: Words, revenue_rows: Words, tickets: Words, stays: Words, kind: Sentence<2>, nothing: Words,
    }

    /// How models credit an order.
    CreditText { last: Words, first: Words, linear: Words, position: Words, time_decay: Sentence<1> }

    /// Attribution models.
    ModelText { last: Words, first: Words, linear: Words, position: Words, time_decay: Words }
}

macro_rules! reasons {
    ($($field:ident),* $(,)?) => {
        /// Reasons why a row or a cell was kept out, named after the codes of the ledger.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs, reason = "each field is the text of the code it bears")]
        pub struct ReasonTexts { $(pub $field: Words),*, pub other: Words }

        impl ReasonTexts {
            /// Every code that has a text.
            pub const CODES: &'static [&'static str] = &[$(stringify!($field)),*];

            /// The text of a code.
            pub fn of(&self, code: &str) -> &'static str {
                match code {
                    $(stringify!($field) => self.$field,)*
                    _ => self.other,
                }
            }
        }
    };
}

reasons!(
    required_empty,
    not_a_timestamp,
    not_a_date,
    year_out_of_range,
    ends_before_start,
    not_a_number,
    not_whole,
    negative,
    too_large,
    too_long,
    not_a_boolean,
    unknown_word,
    not_a_phone,
    not_text,
    nested,
    no_identity,
    extra_cells,
    open_quote,
    not_json,
    too_many_columns,
    ambiguous_date,
    ambiguous_number,
    another_zone,
    not_a_duration,
    not_this_kind,
    ends_early,
    trailer_row,
    second_table,
    mangled_id,
    total_of_others,
    not_needed,
    no_such_record,
);
