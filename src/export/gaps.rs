//! Knowledge gaps as a table.

use std::io::{self, Write};

use super::cells::{Cells, Lines};
use crate::insight::gaps::{Gaps, Planned, Roadmap};
use crate::scorecard::print_number;

/// Writes the gaps as decided as CSV, one line each, the most asked first. `share` is that of handled conversations; `by_hand`
/// is what the chats would cost if people answered them, empty without that rule; `question` is the name given, else the most
/// typical question; `merged` are the gaps that are one with it.
pub fn gaps(gaps: &Gaps, roadmap: &Roadmap, manual_cost: Option<f64>, cells: Cells, output: &mut dyn Write) -> io::Result<()> {
    let mut lines = Lines::new(output, cells);
    lines.line(&[
        "rank",
        "question",
        "kind",
        "chats",
        "share",
        "by_hand",
        "status",
        "month",
        "live_from",
        "merged",
        "examples",
    ])?;
    for (rank, planned) in (1_u32..).zip(roadmap.apply(gaps)) {
        let Planned { gap, merged, status, live_from, month, .. } = planned;
        lines.bare(&rank.to_string())?;
        lines.text(&gap.name)?;
        lines.bare(gap.kind.word())?;
        lines.bare(&gap.chats.to_string())?;
        lines.bare(&print_number(gaps.share(&gap)))?;
        lines.bare(&manual_cost.map(|cost| print_number(cost * gap.chats as f64)).unwrap_or_default())?;
        lines.bare(status.word())?;
        lines.text(&month)?;
        lines.text(&live_from)?;
        lines.text(&merged.join(" / "))?;
        lines.text(&gap.examples.join(" / "))?;
        lines.end()?;
    }
    lines.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::gaps::{Gap, GapKey, GapStatus};
    use crate::model::GapKind;

    #[test]
    fn a_line_says_what_was_decided() {
        let gap = |name: &str, chats| Gap {
            name: name.to_owned(),
            kind: GapKind::Wrong,
            chats,
            open: 0,
            weekly: Vec::new(),
            examples: Vec::new(),
        };
        let found = Gaps { handled: 100, without_question: 0, gaps: vec![gap("box?", 8), gap("Karton?", 2)] };
        let key = |question: &str| GapKey { kind: GapKind::Wrong, question: question.to_owned() };
        let mut roadmap = Roadmap::default();
        roadmap.decide(&key("Karton?"), |note| note.into = "box?".to_owned());
        roadmap.decide(&key("box?"), |note| {
            (note.name, note.status) = ("No box".to_owned(), GapStatus::Live);
            (note.month, note.live_from) = ("2026-05".to_owned(), "2026-05-04".to_owned());
        });
        let mut written = Vec::new();
        gaps(&found, &roadmap, Some(5.0), Cells::AsTheyAre, &mut written).unwrap();
        let lines = String::from_utf8(written).unwrap();
        assert_eq!(lines.lines().nth(1), Some("1,No box,wrong,10,0.1,50,live,2026-05,2026-05-04,Karton?,box? / Karton?"));
        assert_eq!(lines.lines().count(), 2);
    }
}
