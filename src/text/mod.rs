//! Every sentence of the app, in English and Japanese.
//!
//! One typed struct with two statics: a text that a language lacks does not compile, nor does a sentence without
//! one of its places. Plain and short: first the fact, then the reason. No number is formatted here.

#[macro_use]
mod texts;

mod behind;
mod chart;
mod check;
mod commands;
mod data;
mod en;
mod excess;
mod filter;
mod finding;
mod ja;
mod metric;
mod money;
mod rules;
mod screen;
mod sentence;
mod share;
mod verify;
mod work;
mod workspace;

pub use behind::{BehindText, StandingTexts, WhyTexts};
pub use chart::{ChartText, CostTexts, FlowTexts, VendorFigure, VendorTexts, WeekdayTexts};
pub use check::{CheckText, CheckTexts, CheckWords};
pub use commands::CommandText;
pub use data::{ExportText, JoinText, MappingText};
pub use excess::ExcessText;
pub use filter::{FilterText, IntentText};
pub use finding::{FindingText, FindingTexts, FindingWords};
pub use metric::{Counted, DefinitionTexts, FunnelTexts, MetricText, MetricTexts, Named, NeedTexts, PartTexts};
pub use money::{DisputeTexts, InvoiceText, WhatIfText};
pub use rules::RulesText;
pub use screen::{
    BoardText, CreditText, DataText, DropText, FileText, HeadlineText, ModelText, ProgressText, ReasonTexts, ShellText, TileText,
};
pub use sentence::{Part, Sentence, sentence};
pub use share::{PartTextsOfLink, SectionTexts, ShareText, SharedText};
pub use verify::VerifyText;
pub use work::{BriefText, EventTexts, GapText, PlanText, VanityText};
pub use workspace::WorkspaceText;

use crate::format::Language;

/// All texts in one language.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Which.
    pub language: Language,
    /// Frame of every page.
    pub shell: ShellText,
    /// Start page.
    pub drop: DropText,
    /// While files are read.
    pub progress: ProgressText,
    /// What became of files.
    pub file: FileText,
    /// What a file holds too much of.
    pub excess: ExcessText,
    /// Where people choose what counts.
    pub filters: FilterText,
    /// The table of intents.
    pub intents: IntentText,
    /// What stands behind a number.
    pub behind: BehindText,
    /// Putting the promise to the test.
    pub verify: VerifyText,
    /// Charts.
    pub charts: ChartText,
    /// Weekdays.
    pub weekdays: WeekdayTexts,
    /// How eligible chats end.
    pub flow_ends: FlowTexts,
    /// Parts of the program's cost.
    pub costs: CostTexts,
    /// Figures of vendors.
    pub vendors: VendorTexts,
    /// Where rows stand.
    pub standings: StandingTexts,
    /// Why they stand there.
    pub why: WhyTexts,
    /// The sentence about money.
    pub headline: HeadlineText,
    /// Words on tiles.
    pub tile: TileText,
    /// Figures of a board.
    pub board: BoardText,
    /// Data page.
    pub data: DataText,
    /// How files find each other.
    pub joins: JoinText,
    /// Naming the columns of a file.
    pub mapping: MappingText,
    /// What leaves as files.
    pub export: ExportText,
    /// Rules page.
    pub rules: RulesText,
    /// How attribution models credit an order.
    pub model_credits: CreditText,
    /// Attribution models.
    pub models: ModelText,
    /// The metrics.
    pub metrics: MetricTexts,
    /// Their variants.
    pub parts: PartTexts,
    /// What to add.
    pub needs: NeedTexts,
    /// The nine definitions.
    pub definitions: DefinitionTexts,
    /// Funnel steps.
    pub funnel: FunnelTexts,
    /// Words around findings.
    pub finding_words: FindingWords,
    /// The rules of findings.
    pub findings: FindingTexts,
    /// Words around checks on the data.
    pub check_words: CheckWords,
    /// The checks.
    pub checks: CheckTexts,
    /// Knowledge gaps.
    pub gaps: GapText,
    /// The brief.
    pub brief: BriefText,
    /// The tracking plan.
    pub plan: PlanText,
    /// Numbers that flatter.
    pub vanity: VanityText,
    /// Events.
    pub events: EventTexts,
    /// Scenarios.
    pub what_if: WhatIfText,
    /// The invoice check.
    pub invoice: InvoiceText,
    /// Why a billed resolution may be none.
    pub disputes: DisputeTexts,
    /// Making a link.
    pub share: ShareText,
    /// What is in it.
    pub link_parts: PartTextsOfLink,
    /// A scorecard that came by link.
    pub shared: SharedText,
    /// What of it may be missing.
    pub sections: SectionTexts,
    /// Reasons of the ledger.
    pub reasons: ReasonTexts,
    /// Workspace and saved views.
    pub workspace: WorkspaceText,
    /// Command palette and shortcuts.
    pub commands: CommandText,
}

/// The texts of a language.
pub fn text(language: Language) -> &'static Text {
    match language {
        Language::En => &en::EN,
        Language::Ja => &ja::JA,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_sets_no_space_before_the_per_cent_sign() {
        let japanese = format!("{:?}", text(Language::Ja));
        assert!(!japanese.contains(" %"), "no space before % in Japanese");
        assert!(format!("{:?}", text(Language::En)).contains("95\\u{202f}% interval"));
    }

    #[test]
    fn nobody_is_asked_to_upload() {
        for language in [Language::En, Language::Ja] {
            let all = format!("{:?}", text(language)).to_lowercase();
            assert!(!all.contains("upload") && !all.contains("アップロード"), "files are opened, never uploaded");
        }
    }

    #[test]
    fn every_ledger_code_has_its_own_text() {
        for language in [Language::En, Language::Ja] {
            let reasons = text(language).reasons;
            for code in ReasonTexts::CODES {
                assert_ne!(reasons.of(code), reasons.other, "{code}");
            }
            assert_eq!(reasons.of("never heard of"), reasons.other);
        }
    }
}
