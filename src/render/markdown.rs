//! Tables of Markdown, for a README or a wiki.

use super::Rendered;
use crate::panels::{View, escaped, findings, headline, intents, rules_words, shared_panel, tile, tiles_of};
use crate::scorecard::BoardId;
use crate::share::rule_lines;

/// The scorecard as Markdown.
pub fn markdown(rendered: Rendered<'_>) -> String {
    let view = rendered.view();
    let words = &view.text.shared;
    let panel = shared_panel(&view, rendered.opened, &rule_lines(&view.card.rules.rules));
    let mut blocks: Vec<String> =
        [BoardId::Support, BoardId::Lead].into_iter().flat_map(|board| board_blocks(&view, board)).collect();
    blocks.extend(panel.notes.iter().map(|note| escaped(note)));
    let rules: Vec<[String; 2]> = panel.rules.iter().map(|(name, value)| [escaped(name), code(value)]).collect();
    if !rules.is_empty() {
        blocks.push(["## ", words.rules_card].concat());
        blocks.push(table(["", ""], &rules));
    }
    blocks.push(["## ", words.data_card].concat());
    let data = &view.text.data;
    let files: Vec<[String; 5]> = panel
        .files
        .into_iter()
        .map(|[kind, read, rejected, duplicate, hash]| [escaped(&kind), read, rejected, duplicate, code(&hash)])
        .collect();
    blocks.push(table([words.kind, data.read, data.rejected, data.duplicate, words.hash], &files));
    let hash = rules_words(&view);
    let link = if rendered.link.is_empty() { String::new() } else { ["; [", words.verify, "](", rendered.link, ")"].concat() };
    blocks.push([escaped(&panel.made).as_str(), "; ", &code(&hash), &link, "."].concat());
    blocks.join("\n\n") + "\n"
}

fn board_blocks(view: &View<'_>, board: BoardId) -> Vec<String> {
    let Some(claim) = headline(view, board, false) else { return Vec::new() };
    let (words, metric_words) = (&view.text.board, &view.text.metrics);
    let name = match board {
        BoardId::Support => words.support,
        BoardId::Lead => words.lead,
    };
    let figure = if claim.figure.is_empty() { String::new() } else { ["**", &claim.figure, "**"].concat() };
    let mut blocks = vec![["## ", name].concat(), [&*claim.before.words(), &figure, &claim.after.words()].concat()];
    let tiles: Vec<[String; 4]> = tiles_of(board)
        .iter()
        .map(|id| {
            let tile = tile(view, board, *id);
            let change = tile.change.map(|change| [change.delta, change.verdict].join(" ")).unwrap_or_default();
            [tile.name.to_owned(), [tile.digits, tile.unit].concat(), escaped(&tile.lines.join("; ")), change.trim().to_owned()]
        })
        .collect();
    blocks.push(table([words.metric, words.value, words.counted, view.text.tile.change], &tiles));
    let found: Vec<String> = findings(view, board)
        .into_iter()
        .map(|row| {
            ["- ", &escaped(&row.within), if row.within.is_empty() { "" } else { ": " }, "**", row.title, "** ", row.next]
                .concat()
        })
        .collect();
    if !found.is_empty() {
        blocks.push(found.join("\n"));
    }
    let panel = intents(view);
    if board == BoardId::Support && !panel.rows.is_empty() {
        let rows: Vec<[String; 6]> = panel
            .rows
            .into_iter()
            .map(|row| {
                let [deflection, handoff, fallback, csat] = row.rates.map(|(value, _)| value);
                [escaped(&row.name), row.handled, deflection, handoff, fallback, csat]
            })
            .collect();
        let of = &view.text.intents;
        let heads = [
            of.intent,
            of.handled,
            metric_words.deflection_rate.name,
            metric_words.handoff_rate.name,
            metric_words.fallback_rate.name,
            metric_words.csat.name,
        ];
        blocks.push(table(heads, &rows));
    }
    blocks
}

/// A table; the first column holds words, all others numbers.
fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let line = |cells: &[String]| ["| ", &cells.join(" | "), " |"].concat();
    let heads = line(&heads.map(str::to_owned));
    let rule = ["| --- |", &" ---: |".repeat(N.saturating_sub(1))].concat();
    [heads, rule].into_iter().chain(rows.iter().map(|row| line(row))).collect::<Vec<_>>().join("\n")
}

/// A value as code; a bar would end the cell.
fn code(value: &str) -> String {
    ["`", &value.replace('`', "'").replace('|', "\\|"), "`"].concat()
}
