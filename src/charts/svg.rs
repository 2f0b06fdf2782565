//! A drawing as SVG text, the same bytes everywhere.

use super::mark::{Drawing, Mark, tenths};

/// The drawing as one `<svg>` element with its spoken name.
pub fn to_svg(drawing: &Drawing, label: &str) -> String {
    let mut svg = String::new();
    let mut open = |pieces: &[&str]| pieces.iter().for_each(|piece| svg.push_str(piece));
    open(&["<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"", &drawing.view_box(), "\" role=\"img\" aria-label=\""]);
    open(&[&escaped(label), "\">"]);
    for mark in &drawing.marks {
        match mark {
            Mark::Path { ink, points, is_closed } => {
                open(&["<path class=\"", ink.class(), "\" d=\"", &Mark::path_data(points, *is_closed), "\"/>"]);
            }
            Mark::Rect { ink, at, size, says } => {
                open(&["<rect class=\"", ink.class(), "\" x=\"", &tenths(at.0), "\" y=\"", &tenths(at.1)]);
                open(&["\" width=\"", &tenths(size.0), "\" height=\"", &tenths(size.1)]);
                if says.is_empty() {
                    open(&["\"/>"]);
                } else {
                    open(&["\"><title>", &escaped(says), "</title></rect>"]);
                }
            }
            Mark::Words { at, anchor, words } => {
                open(&["<text class=\"m-words\" x=\"", &tenths(at.0), "\" y=\"", &tenths(at.1)]);
                open(&["\" text-anchor=\"", anchor.word(), "\">", &escaped(words), "</text>"]);
            }
        }
    }
    svg.push_str("</svg>");
    svg
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Anchor, Ink};

    #[test]
    fn names_of_the_data_cannot_open_an_element() {
        let words = Mark::Words { at: (0, 100), anchor: Anchor::End, words: "<b> & \"".to_owned() };
        let line = Mark::Path { ink: Ink::Line, points: vec![(0, 0), (105, 20)], is_closed: false };
        let svg = to_svg(&Drawing { width: 1000, height: 205, marks: vec![line, words] }, "a < b");
        assert_eq!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 20.5\" role=\"img\" aria-label=\"a &lt; b\">\
             <path class=\"m-line\" d=\"M0 0L10.5 2\"/>\
             <text class=\"m-words\" x=\"0\" y=\"10\" text-anchor=\"end\">&lt;b&gt; &amp; &quot;</text></svg>"
        );
    }
}
