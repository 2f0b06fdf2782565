//! The page of a shared scorecard: the same figures as on the boards, without anything that leads elsewhere.

use super::Rendered;
use super::node::{Node, drawing, node};
use crate::format::{count, fixed};
use crate::panels::{
    FINDINGS_SHOWN, FindingRow, Headline, LedgerItem, Tile, TileState, Tone, View, attribution, definitions, findings, funnel,
    headline, intents, no_findings, others, rules_words, shared_panel, tile, tiles_of, trend,
};
use crate::scorecard::BoardId;
use crate::share::rule_lines;

/// The page's body: what was said of the link, its boards, its rules and its files.
pub fn page(rendered: Rendered<'_>) -> Node {
    let view = rendered.view();
    let words = &view.text.shared;
    let panel = shared_panel(&view, rendered.opened, &rule_lines(&view.card.rules.rules));
    let kicker = node("p").class("kicker").child(node("span").child(words.published)).child(node("span").child(panel.made));
    let notes = panel.notes.iter().map(|note| node("p").class("note info").child(note.as_str()));
    let boards = [BoardId::Support, BoardId::Lead].map(|board| board_page(&view, board, rendered.width));
    let rules = panel
        .rules
        .iter()
        .map(|(name, value)| node("tr").child(head(name, "")).child(node("td").class("mono").child(value.as_str())));
    let rules: Vec<Node> = rules.collect();
    let default = (rules.is_empty() && panel.withheld.is_empty()).then(|| node("p").child(words.rules_default));
    let withheld = (!panel.withheld.is_empty()).then(|| node("p").class("foot").child(panel.withheld.as_str()));
    let table = (!rules.is_empty()).then(|| table(words.rules_card, &[(words.rule, false), ("", false)], rules));
    let fingerprint = node("p").class("mono").child(rules_words(&view));
    let rules =
        figure(words.rules_card, words.rules_card_sub, [fingerprint].into_iter().chain(default).chain(table).chain(withheld));
    let data = &view.text.data;
    let heads = [(words.kind, false), (data.read, true), (data.rejected, true), (data.duplicate, true), (words.hash, false)];
    let files = panel.files.into_iter().map(|[kind, read, rejected, duplicate, hash]| {
        let row = node("tr").child(head(&kind, "")).children([read, rejected, duplicate].map(number));
        row.child(node("td").class("mono").child(hash))
    });
    let files = figure(words.data_card, words.data_card_sub, [self::table(words.data_card, &heads, files)]);
    let link = (!rendered.link.is_empty()).then(|| node("p").child(node("a").attr("href", rendered.link).child(words.verify)));
    node("main")
        .class("wrap shared")
        .child(node("header").class("shared-head").child(kicker).children(notes).children(link))
        .children(boards.into_iter().flatten())
        .child(rules)
        .child(files)
}

fn board_page(view: &View<'_>, board: BoardId, width: u32) -> Option<Node> {
    let claim = headline(view, board, false)?;
    let name = match board {
        BoardId::Support => view.text.board.support,
        BoardId::Lead => view.text.board.lead,
    };
    let class = match board {
        BoardId::Support => "tiles six",
        BoardId::Lead => "tiles five",
    };
    let tiles = tiles_of(board).iter().map(|id| tile_view(view, tile(view, board, *id)));
    let tiles = node("section").class(class).attr("aria-label", name).children(tiles);
    let behind = match board {
        BoardId::Support => vec![intents_view(view), definitions_view(view)],
        BoardId::Lead => vec![Some(funnel_view(view)), models_view(view)],
    };
    Some(
        node("article")
            .attr("data-board", board.word())
            .child(head_view(name, claim))
            .child(tiles)
            .child(findings_view(view, findings(view, board), no_findings(view, board)))
            .children(weeks_view(view, board, width))
            .children(behind.into_iter().flatten())
            .child(others_view(view, board)),
    )
}

fn head_view(name: &str, claim: Headline) -> Node {
    let claimed =
        node("h1").class("money").child(claim.before.words()).child(node("em").child(claim.figure)).child(claim.after.words());
    let ledger = |items: Vec<LedgerItem>| {
        let terms = items.iter().map(|item| {
            let figure = node("b").class(if item.is_sum { "sum" } else { "" }).child(item.figure.clone());
            let sign = (!item.sign.is_empty()).then(|| node("span").class("op").child(item.sign));
            let term = node("div").child(figure).child(node("small").child(item.caption.clone()));
            node("div").class("term").children(sign).child(term)
        });
        (!items.is_empty()).then(|| node("div").class("ledger").children(terms))
    };
    let below = (!claim.below.is_empty()).then(|| node("p").class("ui t2").child(claim.below.words()));
    let made = [ledger(claim.ledger), below, ledger(claim.returned)];
    node("section").class("head").child(node("p").class("kicker").child(name)).child(claimed).children(made.into_iter().flatten())
}

fn tile_view(view: &View<'_>, tile: Tile) -> Node {
    let change = match tile.change {
        Some(change) => node("div")
            .class("dl")
            .child(node("span").class(tone_class(change.tone)).child(node("b").child(change.delta)))
            .child(node("span").class("t3").child(change.verdict)),
        None => node("div").class("dl").child(node("span").class("st noise").child(match tile.state {
            TileState::NeedsRule => view.text.tile.needs_rule,
            TileState::NeedsData => view.text.tile.needs_data,
            TileState::Ready | TileState::TooFew => view.text.tile.too_few,
        })),
    };
    let bullet = tile.bullet.as_ref().map(|bullet| {
        let ends = node("div").class("ends").children(tile.bullet_words.map(|words| node("span").child(words)));
        node("div").class("bul").attr("aria-hidden", "true").child(drawing(bullet, "bullet", "", true)).child(ends)
    });
    let spark = tile.spark.as_ref().map(|spark| drawing(spark, "spark", "", true));
    let value = node("div").class("val").child(tile.digits).child(node("small").child(tile.unit));
    node("section")
        .class(if tile.state == TileState::Ready { "tile" } else { "tile none" })
        .attr("data-metric", tile.id)
        .attr("data-value", tile.data_value)
        .child(node("h3").child(tile.name).child(node("span").class("dir").child(tile.direction)))
        .child(value)
        .child(node("div").class("n").children(tile.lines.into_iter().map(|line| node("span").child(line))))
        .child(bullet.unwrap_or_else(|| node("div").class("bul")))
        .child(change)
        .child(node("div").class("spk").children(spark))
        .child(node("div").class("cap").children(tile.spark_words.map(|words| node("span").child(words))))
}

fn findings_view(view: &View<'_>, mut rows: Vec<FindingRow>, none: String) -> Node {
    let words = &view.text.finding_words;
    if rows.is_empty() {
        return figure(words.title, words.sub, [node("p").class("t2").child(none)]);
    }
    let rest = rows.split_off(rows.len().min(FINDINGS_SHOWN));
    let list = |rows: Vec<FindingRow>| node("ol").class("finds").children(rows.into_iter().map(|row| finding_view(view, row)));
    let more = (!rest.is_empty()).then(|| {
        let said = words.more.with([&count(rest.len() as f64)]);
        node("details").class("how").child(node("summary").child(said)).child(list(rest))
    });
    figure(words.title, words.sub, [list(rows)].into_iter().chain(more))
}

fn finding_view(view: &View<'_>, row: FindingRow) -> Node {
    let mark = match row.tone {
        Tone::Good => "✓",
        Tone::Bad => "!",
        Tone::Info | Tone::Noise => "·",
    };
    let mark = node("span").class(tone_class(row.tone)).attr("aria-hidden", "true").child(mark);
    let within = (!row.within.is_empty()).then(|| node("span").class("within").child(row.within + " "));
    let next = node("p").class("do").child(node("b").child(view.text.finding_words.next)).child([" ", row.next].concat());
    let title = node("h3").children(within).child(row.title);
    let body = node("div").child(title).child(node("p").child(row.means)).child(next);
    node("li").child(node("span").class("ic").child(mark)).child(body)
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "st ok",
        Tone::Bad => "st bad",
        Tone::Info => "st info",
        Tone::Noise => "st noise",
    }
}

/// The first tile's weeks as a chart, and all tiles' weeks as tables.
fn weeks_view(view: &View<'_>, board: BoardId, width: u32) -> Option<Node> {
    let words = &view.text.board;
    let mut panels = tiles_of(board).iter().filter_map(|id| trend(view, board, *id, width, None)).peekable();
    let first = panels.peek()?;
    let chart = drawing(&first.drawing, "plot", &first.spoken, false);
    let (title, foot) = (first.title.clone(), first.foot.clone());
    let tables = panels.map(|panel| {
        let heads = [(words.week, false), (words.value, true), (words.interval, true), (words.rows, true)];
        let rows = panel.rows.iter().map(|row| {
            let running = row.is_running.then(|| node("small").child([" ", words.running].concat()));
            let week = node("th").attr("scope", "row").child(row.week.as_str()).children(running);
            node("tr").child(week).children([&row.value, &row.interval, &row.n].map(|cell| number(cell.clone())))
        });
        node("details").class("how").child(node("summary").child(panel.title.as_str())).child(table(&panel.title, &heads, rows))
    });
    let content = [chart, node("p").class("foot").child(foot)].into_iter().chain(tables.collect::<Vec<_>>());
    Some(figure(&title, words.trend_sub, content))
}

fn intents_view(view: &View<'_>) -> Option<Node> {
    let words = &view.text.intents;
    let panel = intents(view);
    let metrics = &view.text.metrics;
    let heads = [
        (words.intent, false),
        (words.handled, true),
        (if panel.is_money { words.money_at_stake } else { words.left_to_people }, true),
        (metrics.deflection_rate.name, true),
        (metrics.handoff_rate.name, true),
        (metrics.fallback_rate.name, true),
        (metrics.csat.name, true),
    ];
    let rows: Vec<Node> = panel
        .rows
        .into_iter()
        .map(|row| {
            let rates = row.rates.map(|(value, interval)| number(value).child(node("span").class("line2").child(interval)));
            let row_of = node("tr").attr("data-intent-row", row.intent).child(head(&row.name, ""));
            row_of.children([row.handled, row.at_stake].map(number)).children(rates)
        })
        .collect();
    let others = (!panel.others.is_empty()).then(|| node("p").class("foot").child(panel.others));
    (!rows.is_empty()).then(|| figure(words.title, words.sub, [table(words.title, &heads, rows)].into_iter().chain(others)))
}

fn definitions_view(view: &View<'_>) -> Option<Node> {
    let words = &view.text.board;
    if view.card.definitions.is_empty() {
        return None;
    }
    let panel = definitions(view, BoardId::Support);
    let rows = panel.rows.into_iter().map(|row| {
        let name = if row.is_ours { [row.name, " (", words.ours, ")"].concat() } else { row.name.to_owned() };
        let class = if row.is_ours { "hl" } else { "" };
        node("tr").class(class).child(head(&name, row.how)).children([row.counted, row.share].map(number)).child(bar(row.part))
    });
    let heads = [(words.definition, false), (words.counted, true), (words.share, true), ("", false)];
    Some(figure(&panel.title, panel.sub, [table(words.definitions, &heads, rows)]))
}

fn funnel_view(view: &View<'_>) -> Node {
    let words = &view.text.board;
    let rows = funnel(view, BoardId::Lead).into_iter().map(|row| {
        let rate = number(row.rate).child(node("span").class("line2").child(row.interval));
        let row_of = node("tr").child(head(row.name, row.how)).child(number(row.count)).child(bar(Some(row.part)));
        row_of.child(rate).child(number(row.form))
    });
    let heads = [(words.step, false), (words.count, true), ("", false), (words.step_rate, true), (words.form, true)];
    figure(words.funnel, words.funnel_sub, [table(words.funnel, &heads, rows)])
}

/// Revenue under every model and window.
fn models_view(view: &View<'_>) -> Option<Node> {
    let words = &view.text.board;
    let panel = attribution(view)?;
    let windows = panel.windows.iter().map(|window| (window.as_str(), true));
    let heads: Vec<(&str, bool)> = [(words.model, false)].into_iter().chain(windows).collect();
    let rows = panel.rows.into_iter().map(|row| {
        let cells = row.cells.into_iter().map(|cell| {
            let own = cell.opens.map(|_| node("span").class("line2").child(words.own_rule));
            number(cell.amount).children(own)
        });
        node("tr").child(head(row.model, "")).children(cells)
    });
    let foot = node("p").class("foot").child(words.influenced_overlap);
    Some(figure(words.attribution, words.attribution_sub, [table(words.attribution, &heads, rows), foot]))
}

fn others_view(view: &View<'_>, board: BoardId) -> Node {
    let words = &view.text.board;
    let rows = others(view, board).into_iter().map(|row| {
        let row_of = node("tr").child(head(row.name, row.benchmark)).children([row.value, row.interval].map(number));
        row_of.child(node("td").child(row.counted))
    });
    let heads = [(words.metric, false), (words.value, true), (words.interval, true), (words.counted, false)];
    figure(words.others, words.others_sub, [table(words.others, &heads, rows)])
}

fn figure(title: &str, sub: &str, content: impl IntoIterator<Item = Node>) -> Node {
    let sub = (!sub.is_empty()).then(|| node("p").class("sub").child(sub));
    let header = node("header").child(node("h2").child(title)).children(sub);
    node("section").class("fig").child(header).children(content)
}

/// A table; heads are words and whether they stand over numbers.
fn table(label: &str, heads: &[(&str, bool)], rows: impl IntoIterator<Item = Node>) -> Node {
    let heads = heads.iter().map(|(words, is_number)| match (words.is_empty(), is_number) {
        (true, _) => node("td"),
        (false, true) => node("th").attr("scope", "col").class("num").child(*words),
        (false, false) => node("th").attr("scope", "col").child(*words),
    });
    let head = node("thead").child(node("tr").children(heads));
    let table = node("table").child(head).child(node("tbody").children(rows));
    node("div").class("scroll").attr("tabindex", "0").attr("role", "region").attr("aria-label", label).child(table)
}

fn head(words: &str, below: &str) -> Node {
    let below = (!below.is_empty()).then(|| node("span").class("line2").child(below));
    node("th").attr("scope", "row").child(words).children(below)
}

fn number(words: String) -> Node {
    node("td").class("num").child(words)
}

/// A bar of a part of a whole, as a picture: pages may forbid styles of elements.
fn bar(part: Option<f64>) -> Node {
    let width = fixed(part.unwrap_or_default().clamp(0.0, 1.0) * 100.0, 2);
    let rect = |class: &str, width: &str| node("rect").class(class).attr("width", width).attr("height", "8");
    let svg = node("svg")
        .class("share-bar")
        .attr("viewBox", "0 0 100 8")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true");
    node("td").class("wide").child(svg.child(rect("rail", "100")).child(rect("part", &width)))
}
