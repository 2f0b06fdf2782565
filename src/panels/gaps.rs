//! Knowledge gaps for people.

use super::View;
use super::markdown::escaped;
use crate::format::{count, money, percent};
use crate::insight::gaps::{Gap, Gaps};
use crate::model::GapKind;
use crate::text::Text;

/// Gaps that are shown at once.
pub const GAPS_SHOWN: usize = 12;
/// Weeks of a gap that are drawn.
const WEEKS_SHOWN: usize = 12;

/// A gap as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct GapRow {
    /// Its most typical question.
    pub question: String,
    /// What kind of hole.
    pub kind: &'static str,
    /// Chats.
    pub chats: String,
    /// Their share of handled chats.
    pub share: String,
    /// What they would cost if people answered them; empty without the rule.
    pub by_hand: String,
    /// Other ways in which it is asked.
    pub examples: Vec<String>,
    /// The last weeks, each as a part of the largest.
    pub weeks: Vec<f64>,
    /// The same in words.
    pub weeks_said: String,
}

/// The gaps, the most asked first.
pub fn gaps(view: &View<'_>, gaps: &Gaps) -> Vec<GapRow> {
    gaps.gaps.iter().map(|gap| row(view, gap, gaps.handled)).collect()
}

fn row(view: &View<'_>, gap: &Gap, handled: u64) -> GapRow {
    let weeks = gap.weekly.get(gap.weekly.len().saturating_sub(WEEKS_SHOWN)..).unwrap_or_default();
    let most = weeks.iter().max().copied().unwrap_or(0).max(1) as f64;
    let by_hand = view.card.rules.rules.manual_cost_per_conversation.map(|cost| money(cost * gap.chats as f64, view.currency()));
    GapRow {
        question: gap.name.clone(),
        kind: kind_name(gap.kind, view.text),
        chats: count(gap.chats as f64),
        share: percent(gap.chats as f64 / handled.max(1) as f64, view.language()),
        by_hand: by_hand.unwrap_or_default(),
        examples: gap.examples.clone(),
        weeks: weeks.iter().map(|chats| *chats as f64 / most).collect(),
        weeks_said: weeks.iter().map(|chats| count(*chats as f64)).collect::<Vec<_>>().join(" "),
    }
}

/// The gaps as a list to tick off, in Markdown.
pub fn gaps_markdown(view: &View<'_>, gaps: &Gaps) -> String {
    let mut list = String::new();
    for gap in &gaps.gaps {
        let GapRow { kind, chats, share, .. } = row(view, gap, gaps.handled);
        list += &["- [ ] ", &escaped(&gap.name), " (", kind, ", ", &chats, ", ", &share, ")\n"].concat();
        for example in &gap.examples {
            list += &["  - ", &escaped(example), "\n"].concat();
        }
    }
    list
}

/// The name of a kind.
pub fn kind_name(kind: GapKind, text: &Text) -> &'static str {
    match kind {
        GapKind::Missing => text.gaps.missing,
        GapKind::Wrong => text.gaps.wrong,
        GapKind::Outdated => text.gaps.outdated,
        GapKind::Routing => text.gaps.routing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_gap_says_how_often_and_how_it_grows() {
        let card = march();
        let gap = Gap {
            name: "Return without the box?".to_owned(),
            kind: GapKind::Missing,
            chats: 50,
            open: 30,
            weekly: vec![1, 4, 8],
            examples: vec!["No box, can I return it?".to_owned()],
        };
        let found = Gaps { handled: 1_000, without_question: 0, gaps: vec![gap] };
        let rows = gaps(&english(&card), &found);
        assert_eq!((rows[0].chats.as_str(), rows[0].share.as_str(), rows[0].kind), ("50", "5.0\u{202f}%", "missing"));
        assert_eq!((rows[0].weeks.as_slice(), rows[0].weeks_said.as_str()), ([0.125, 0.5, 1.0].as_slice(), "1 4 8"));
    }
}
