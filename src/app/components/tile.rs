//! A tile of a board.

use leptos::prelude::*;

use super::drawing::drawing_view;
use super::facts::facts_view;
use super::icon::{Icon, icon, tone_class};
use crate::panels::{ChangeLine, Tile, TileState};
use crate::text::Text;

fn change_view(change: ChangeLine) -> AnyView {
    view! {
        <div class="dl" title=change.compared>
            <span class=tone_class(change.tone)>
                {icon(change.glyph.into())} {(!change.delta.is_empty()).then(|| view! { <b>{change.delta}</b> })}
            </span>
            <span class="t3">{change.verdict}</span>
        </div>
    }
    .into_any()
}

/// What stands in place of a change where there is no value.
fn state_view(tile: &Tile, text: &'static Text) -> AnyView {
    let (picture, words, link) = match tile.state {
        TileState::NeedsRule => (Icon::File, text.tile.needs_rule, Some(("#rules", text.tile.see_rules))),
        TileState::NeedsData => (Icon::File, text.tile.needs_data, Some(("#data", text.tile.see_data))),
        _ => (Icon::Few, text.tile.too_few, None),
    };
    view! {
        <div class="dl">
            <span class="st noise">{icon(picture)}{words}</span>
            {link.map(|(href, words)| view! { <a href=href>{words}</a> })}
        </div>
    }
    .into_any()
}

/// The tile.
pub fn tile_view(tile: Tile, text: &'static Text) -> AnyView {
    let lines = tile.lines.iter().map(|line| view! { <span>{line.clone()}</span> }).collect_view();
    let bullet = tile.bullet.as_ref().map(|drawing| {
        let [low, middle, high] = tile.bullet_words.clone();
        view! {
            {drawing_view(drawing, "bullet", String::new(), true)}
            <div class="ends"><span>{low}</span><span>{middle}</span><span>{high}</span></div>
        }
    });
    let few = (tile.state == TileState::TooFew).then(|| view! { <div class="few"></div> });
    let spark = tile.spark.as_ref().map(|drawing| drawing_view(drawing, "spark", String::new(), true));
    let [window, axis] = tile.spark_words.clone();
    let change = tile.change.clone().map_or_else(|| state_view(&tile, text), change_view);
    let class = if tile.state == TileState::Ready { "tile" } else { "tile none" };
    view! {
        <article class=class data-metric=tile.id data-value=tile.data_value>
            <h3>{tile.name}<span class="dir">{tile.direction}</span></h3>
            <p class="vh">{tile.spoken}</p>
            <div class="val" aria-hidden="true">{tile.digits}<small>{tile.unit}</small></div>
            <div class="n">{lines}</div>
            <div class="bul" aria-hidden="true">{bullet}{few}</div>
            {change}
            <div class="spk">{spark}</div>
            <div class="cap"><span>{window}</span><span>{axis}</span></div>
            {facts_view(text.tile.how, tile.facts)}
        </article>
    }
    .into_any()
}
