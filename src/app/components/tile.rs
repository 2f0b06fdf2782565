//! A tile of a board.

use super::drawing::drawing_view;
use super::facts::facts_view;
use super::icon::{Icon, icon, tone_class};
use crate::app::element::{El, el};
use crate::app::route::metric_href;
use crate::panels::{ChangeLine, Tile, TileState};
use crate::scorecard::{BoardId, Query};
use crate::text::Text;

fn change_view(change: ChangeLine) -> El {
    let delta = (!change.delta.is_empty()).then(|| el("b").child(change.delta));
    let mark = el("span").class(tone_class(change.tone)).child(icon(change.glyph.into())).child(delta);
    let verdict = el("span").class("t3").child(change.verdict);
    el("div").class("dl").attr("title", change.compared).child(mark).child(verdict)
}

/// What stands in place of a change where there is no value.
fn state_view(state: TileState, has_links: bool, text: &'static Text) -> El {
    let (picture, words, link) = match state {
        TileState::NeedsRule => (Icon::File, text.tile.needs_rule, Some(("#rules", text.tile.see_rules))),
        TileState::NeedsData => (Icon::File, text.tile.needs_data, Some(("#data", text.tile.see_data))),
        TileState::Ready | TileState::TooFew => (Icon::Few, text.tile.too_few, None),
    };
    let mark = el("span").class("st noise").child(icon(picture)).child(words);
    let link = link.filter(|_| has_links).map(|(href, words)| el("a").attr("href", href).child(words));
    el("div").class("dl").child(mark).child(link)
}

/// What in the data weakens the number: a word on the tile, the claims behind it, and the way to them.
fn badge_view((short, claims): (String, String), has_links: bool) -> El {
    let words = if has_links { el("a").attr("href", "#data") } else { el("span") };
    let words = words.attr("title", claims.clone()).child(short).child(el("span").class("vh").child(claims));
    el("span").class("trust").attr("data-badge", "").child(icon(Icon::Warn)).child(words)
}

/// The name of a metric as the way to what stands behind it; without an address the name alone.
pub fn behind_link(name: &'static str, href: String, text: &'static Text) -> El {
    if href.is_empty() {
        return el("span").class("behind").child(name);
    }
    el("a").class("behind").attr("href", href).attr("title", text.behind.open.with([name])).child(name)
}

/// The tile of a board; its name leads to what stands behind it under a query. Without one, as in a shared scorecard, nothing on it
/// leads away.
pub fn tile_view(tile: Tile, board: BoardId, query: Option<&Query>, text: &'static Text) -> El {
    let has_links = query.is_some();
    let href = query.map(|query| metric_href(board, tile.id, query)).unwrap_or_default();
    let class = if tile.state == TileState::Ready { "tile" } else { "tile none" };
    let change = match tile.change {
        Some(change) => change_view(change),
        None => state_view(tile.state, has_links, text),
    };
    let mut bullet = el("div").class("bul").attr("aria-hidden", "true");
    if let Some(drawing) = &tile.bullet {
        let ends = el("div").class("ends").children(tile.bullet_words.map(|words| el("span").child(words)));
        bullet = bullet.child(drawing_view(drawing, "bullet", String::new(), true)).child(ends);
    } else if tile.state == TileState::TooFew {
        bullet = bullet.child(el("div").class("few"));
    }
    let spark = tile.spark.as_ref().map(|drawing| drawing_view(drawing, "spark", String::new(), true));
    let lines = tile.lines.into_iter().map(|line| el("span").child(line));
    let counted = el("div").class("n").children(lines).child(tile.badge.map(|badge| badge_view(badge, has_links)));
    let value = el("div").class("val").attr("aria-hidden", "true");
    el("article")
        .class(class)
        .attr("data-metric", tile.id)
        .attr("data-value", tile.data_value)
        .child(el("h3").child(behind_link(tile.name, href, text)).child(el("span").class("dir").child(tile.direction)))
        .child(el("p").class("vh").child(tile.spoken))
        .child(value.child(tile.digits).child(el("small").child(tile.unit)))
        .child(counted)
        .child(bullet)
        .child(change)
        .child(el("div").class("spk").child(spark))
        .child(el("div").class("cap").children(tile.spark_words.map(|words| el("span").child(words))))
        .child(facts_view(text.tile.how, tile.facts, query))
}
