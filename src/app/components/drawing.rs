//! Marks as elements: built one by one, never from markup, as the policy of the page asks.

use leptos::prelude::*;

use crate::charts::tenths;
use crate::charts::{Drawing, Mark};

fn mark_view(mark: &Mark) -> AnyView {
    match mark {
        Mark::Path { ink, points, is_closed } => {
            view! { <path class=ink.class() d=Mark::path_data(points, *is_closed)></path> }.into_any()
        }
        Mark::Rect { ink, at, size, says } => view! {
            <rect class=ink.class() x=tenths(at.0) y=tenths(at.1) width=tenths(size.0) height=tenths(size.1)>
                {(!says.is_empty()).then(|| view! { <title>{says.clone()}</title> })}
            </rect>
        }
        .into_any(),
        Mark::Words { at, anchor, words } => view! {
            <text class="m-words" x=tenths(at.0) y=tenths(at.1) text-anchor=anchor.word()>
                {words.clone()}
            </text>
        }
        .into_any(),
    }
}

/// A drawing with its spoken name; without one it is passed over by those who hear the page. Stretched ones fill their box in
/// both directions: lines and dots keep their width.
pub fn drawing_view(drawing: &Drawing, class: &'static str, label: String, is_stretched: bool) -> AnyView {
    let marks = drawing.marks.iter().map(mark_view).collect_view();
    let ratio = if is_stretched { "none" } else { "xMidYMid meet" };
    let is_silent = label.is_empty();
    view! {
        <svg
            class=class
            viewBox=drawing.view_box()
            preserveAspectRatio=ratio
            role=(!is_silent).then_some("img")
            aria-hidden=is_silent.then_some("true")
            aria-label=(!is_silent).then_some(label)
        >
            {marks}
        </svg>
    }
    .into_any()
}
