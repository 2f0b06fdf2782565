//! What is said where a scorecard is shared, and where a shared one is opened.

use super::Sentence;
use crate::share::{GivenFault, LinkFault, Part, SectionId};

/// A text without places.
type Words = &'static str;

texts! {
    /// Making a link.
    ShareText {
        share: Words, title: Words, sub: Words, link: Words, copy: Words, copied: Words, hint: Words, making: Words,
        everywhere: Sentence<1>, mostly: Sentence<1>, too_long: Sentence<1>, meter: Words, saves: Sentence<1>, leave_first: Sentence<2>, choose: Words,
        is_in: Words, not_in: Words, in_board: Sentence<1>, in_weeks: Sentence<1>, in_intents: Sentence<1>, in_sources: Sentence<1>, in_campaigns: Sentence<1>,
        in_findings: Sentence<1>, in_rules: Words, in_money: Words, in_files: Sentence<1>, in_filters: Sentence<1>, can_be_subtracted: Words, in_flows: Sentence<1>, in_period: Words,
        not_rows: Words, not_people: Words, not_files: Words, not_small: Sentence<2>, not_weeks: Words, not_intents: Words,
        not_names: Words, not_sources: Words, not_campaigns: Words, not_notes: Words, not_money: Words, not_rules: Sentence<1>, passphrase: Words, passphrase_hint: Words,
        lock: Words, unlock_again: Words, is_locked: Words, lock_lost: Words, on_disk: Words, no_encryption: Words, elsewhere: Words, elsewhere_sub: Words, as_page: Words, as_svg: Words, as_png: Words, as_tables: Words,
    }

    /// A scorecard that came by link.
    SharedText {
        unverified: Words, verified: Words, published: Words, made: Sentence<2>, read_only: Words, narrowed: Sentence<1>, against: Sentence<1>, without_name: Words, hidden: Sentence<2>,
        rules_card: Words, rules_card_sub: Words, rules_default: Words, rules_withheld: Sentence<1>, hash_left_out: Words, data_card: Words, data_card_sub: Words,
        kind: Words, hash: Words, verify: Words, verify_sub: Words, verify_choose: Words, same: Sentence<2>, differs: Sentence<2>,
        all_agree: Sentence<1>, parts_differ: Sentence<1>, file_here: Sentence<1>, file_missing: Words, others: Sentence<1>, withheld: Sentence<1>, unchecked: Sentence<2>, untold: Sentence<1>, other_engine: Sentence<2>,
        number: Words, linked: Words, found: Words, whole_period: Words, no_scorecard: Sentence<1>, no_link: Words, newer: Sentence<2>, newer_shown: Sentence<3>, not_compared: Sentence<1>, broken: Words,
        too_long: Words, locked: Words, unlock: Words, wrong: Words, cut: Words, missing: Sentence<1>, start: Words, opening: Words,
        compare: Words, compare_sub: Words, compare_hint: Words, compare_title: Words, this: Words, other: Words, change: Words,
        same_rules: Words, other_rules: Words, rules_not_whole: Words, dates: Words, engine: Words, compare_trend: Words, trend: Sentence<3>, compare_weeks: Words, same_weeks: Sentence<2>, week: Words,
        chats: Words, from_to: Sentence<2>, only_this: Sentence<1>, only_other: Sentence<1>, nameless: Words, findings: Words, is_found: Words, rows_read: Sentence<1>, rule: Words, default_rule: Words, rule_left_out: Words, narrowed_to: Words, all_chats: Words,
    }
}

by_name! {
    /// What may be put in or left out.
    PartTextsOfLink, Part, &'static str, {
        support: Support, lead: Lead, weeks: Weeks, segments: Segments, names: Names, sources: Sources, campaigns: Campaigns, money: Money,
    }
}

by_name! {
    /// Parts of a link that may be missing.
    SectionTexts, SectionId, &'static str, {
        head: Head, counts: Counts, support: Support, lead: Lead, support_weeks: SupportWeeks, lead_weeks: LeadWeeks,
        segments: Segments, findings: Findings, files: Files, rules: Rules, attribution: Attribution,
    }
}

impl SharedText {
    /// Why a link cannot be shown.
    pub fn fault(&self, fault: &LinkFault) -> String {
        match fault {
            LinkFault::NoLink => self.no_link.to_owned(),
            LinkFault::Newer { version, known } => self.newer.with([&version.to_string(), &known.to_string()]),
            LinkFault::Broken => self.broken.to_owned(),
            LinkFault::TooLong => self.too_long.to_owned(),
            LinkFault::Locked => self.locked.to_owned(),
        }
    }

    /// Why what an embedding page was given is not shown.
    pub fn given(&self, fault: &GivenFault) -> String {
        match fault {
            GivenFault::Link(fault) => self.fault(fault),
            GivenFault::Json(reason) => self.no_scorecard.with([reason]),
        }
    }
}
