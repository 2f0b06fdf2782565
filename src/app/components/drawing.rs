//! Marks as elements: built one by one, never from markup, as the policy of the page asks.

use crate::app::element::{El, el};
use crate::charts::{Drawing, Mark, tenths};

fn mark_view(mark: &Mark, hits: &mut u32) -> El {
    match mark {
        Mark::Path { ink, points, is_closed } => el("path").class(ink.class()).attr("d", Mark::path_data(points, *is_closed)),
        Mark::Rect { ink, at, size, says } => {
            let rect = el("rect")
                .class(ink.class())
                .attr("x", tenths(at.0))
                .attr("y", tenths(at.1))
                .attr("width", tenths(size.0))
                .attr("height", tenths(size.1));
            if says.is_empty() {
                return rect;
            }
            // Numbered, so that a chart finds the mark that it speaks of.
            *hits += 1;
            rect.attr("data-at", (*hits - 1).to_string()).attr("data-says", says.clone())
        }
        Mark::Words { at, anchor, ink, words } => el("text")
            .class(ink.class())
            .attr("x", tenths(at.0))
            .attr("y", tenths(at.1))
            .attr("text-anchor", anchor.word())
            .child(words.clone()),
    }
}

/// A drawing with its spoken name; without one it is passed over by those who hear the page. Stretched ones fill their box in
/// both directions: lines and dots keep their width.
pub fn drawing_view(drawing: &Drawing, class: &'static str, label: String, is_stretched: bool) -> El {
    let mut hits = 0;
    let svg = el("svg")
        .class(class)
        .attr("viewBox", drawing.view_box())
        .maybe("preserveAspectRatio", is_stretched.then_some("none"))
        .children(drawing.marks.iter().map(|mark| mark_view(mark, &mut hits)));
    if label.is_empty() { svg.attr("aria-hidden", "true") } else { svg.attr("role", "img").attr("aria-label", label) }
}
