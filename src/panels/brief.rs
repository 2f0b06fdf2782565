//! The weekly brief: one page in plain words, as Markdown (METRICS sections 6, 9, 10). Every number in it stands on a board.

use super::change::change_facts;
use super::checks::checks;
use super::findings::{FINDINGS_SHOWN, findings};
use super::headline::headline;
use super::tile::{tile, tiles_of};
use super::{Said, View, markdown};
use crate::format::{count, date_range, percent};
use crate::insight::gaps::{Gap, Gaps};
use crate::scorecard::{BoardId, ChangeId};

/// Gaps that a busy reader sees.
const GAPS_SHOWN: usize = 5;
/// Checks on the data that fit on the page.
const CHECKS_SHOWN: usize = 4;

/// The brief of a scorecard, with the most asked questions of each bot that found no answer.
pub fn brief(view: &View<'_>, gaps: &[(BoardId, Gaps)]) -> String {
    let words = &view.text.brief;
    let period = match (&view.card.period.from, &view.card.period.to) {
        (Some(from), Some(to)) => date_range(from, to, view.language()),
        _ => String::new(),
    };
    let mut page = vec![["# ", &words.title.with([&period])].concat()];
    for board in [BoardId::Support, BoardId::Lead] {
        page.extend(board_lines(view, board));
        let asked = gaps.iter().find(|(of, gaps)| *of == board && !gaps.gaps.is_empty());
        if let Some((_, gaps)) = asked {
            page.push(["### ", words.gaps].concat());
            let named = gaps.gaps.iter().take(GAPS_SHOWN).map(|gap| gap_line(view, gaps, gap));
            page.push(numbered(&named.collect::<Vec<_>>()));
        }
    }
    let mut warnings: Vec<String> = checks(view)
        .into_iter()
        .filter(|check| check.is_warning)
        .map(|check| words.check_line.with([check.title, &markdown::escaped(&check.file), &check.count, check.fix]))
        .collect();
    let more = warnings.len().saturating_sub(CHECKS_SHOWN);
    warnings.truncate(CHECKS_SHOWN);
    warnings.extend((more > 0).then(|| view.text.finding_words.more.with([&count(more as f64)])));
    if !warnings.is_empty() {
        page.push(["## ", words.checks].concat());
        page.push(bulleted(&warnings));
    }
    let files = count(view.card.files.len() as f64);
    page.push(words.footer.with([&files, &view.card.rules_hash, &view.card.engine]));
    page.join("\n\n") + "\n"
}

/// What a board says: its claim, its tiles, its findings.
fn board_lines(view: &View<'_>, board: BoardId) -> Vec<String> {
    let words = &view.text.brief;
    let Some(claim) = headline(view, board, false) else { return Vec::new() };
    let name = match board {
        BoardId::Support => view.text.board.support,
        BoardId::Lead => view.text.board.lead,
    };
    let figure = if claim.figure.is_empty() { String::new() } else { ["**", &claim.figure, "**"].concat() };
    let mut lines = vec![["## ", name].concat(), [&*claim.before.words(), &figure, &claim.after.words()].concat()];
    if !claim.below.is_empty() {
        lines.push(claim.below.words());
    }
    lines.push(bulleted(&tiles_of(board).iter().map(|id| tile_line(view, board, *id)).collect::<Vec<_>>()));
    lines.push(["### ", words.findings].concat());
    let found: Vec<String> = findings(view, board)
        .into_iter()
        .take(FINDINGS_SHOWN)
        .map(|row| {
            let within = if row.within.is_empty() { String::new() } else { words.place.with([&markdown::escaped(&row.within)]) };
            let stake = row.stake.join(view.text.finding_words.between);
            let stake = if stake.is_empty() { stake } else { words.stake.with([&stake]) };
            let evidence =
                markdown::escaped(&row.evidence.iter().map(Said::words).collect::<Vec<_>>().join(words.evidence_between));
            words.finding.with([&within, row.title, &stake, row.means, &evidence, row.next])
        })
        .collect();
    lines.push(if found.is_empty() { words.no_findings.to_owned() } else { numbered(&found) });
    lines
}

/// A tile in words; where a week is too short for a rate, with the weeks that it is compared over.
fn tile_line(view: &View<'_>, board: BoardId, id: ChangeId) -> String {
    let shown = tile(view, board, id);
    let spoken = shown.spoken;
    if shown.change.is_some() {
        return spoken;
    }
    let facts = change_facts(view, board, id);
    facts.first().map_or_else(|| spoken.clone(), |fact| view.text.brief.and_then.with([&spoken, fact]))
}

fn gap_line(view: &View<'_>, gaps: &Gaps, gap: &Gap) -> String {
    let share = percent(gaps.share(gap), view.language());
    view.text.brief.gap_line.with([&markdown::escaped(&gap.name), &count(gap.chats as f64), &share])
}

fn numbered(lines: &[String]) -> String {
    let numbered = lines.iter().zip(1..).map(|(line, number)| format!("{number}. {line}"));
    numbered.collect::<Vec<_>>().join("\n")
}

fn bulleted(lines: &[String]) -> String {
    lines.iter().map(|line| ["- ", line].concat()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::GapKind;
    use crate::panels::fixture::{english, japanese, march};
    use crate::scorecard::Check;

    fn gaps() -> Vec<(BoardId, Gaps)> {
        let gap = Gap {
            name: "Is *this* [number] late?".to_owned(),
            kind: GapKind::Missing,
            chats: 40,
            open: 30,
            weekly: Vec::new(),
            examples: Vec::new(),
        };
        let other = Gap { name: "How many can I order?".to_owned(), chats: 3, ..gap.clone() };
        let of = |handled, gap| Gaps { handled, without_question: 0, gaps: vec![gap] };
        vec![(BoardId::Support, of(800, gap)), (BoardId::Lead, of(60, other))]
    }

    #[test]
    fn the_brief_says_the_boards_numbers_and_what_weakens_them() {
        let check = Check { check: "no_exposure".to_owned(), file: None, count: 300, examples: Vec::new() };
        let card = crate::scorecard::Scorecard { checks: vec![check], ..march() };
        let page = brief(&english(&card), &gaps());
        let lines: Vec<&str> = page.lines().collect();
        assert!(lines[0].starts_with("# Botworth brief, "), "{page}");
        assert!(page.contains("Deflection rate"), "{page}");
        // Marks of Markdown in a question are text.
        assert!(
            page.contains("1. Is \\*this\\* \\[number\\] late? (in 40 of the chats that the bot handled, 5.0\u{202f}%)"),
            "{page}"
        );
        // Each bot has its own list and shares, in its own part.
        let [gap, lead, other] =
            ["late?", "## Lead bot", "1. How many can I order? (in 3 of the chats that the bot handled, 5.0\u{202f}%)"]
                .map(|words| page.find(words).unwrap_or_default());
        assert!(gap > 0 && gap < lead && lead < other, "{page}");
        assert!(page.contains("- Nobody counted who could have chatted (All files, 300). Export daily visitors"), "{page}");
        assert!(page.contains(&card.rules_hash));
        assert!(brief(&japanese(&card), &[]).starts_with("# Botworth 報告、"));
    }
}
