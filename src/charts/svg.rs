//! A drawing as SVG text, the same bytes everywhere.

use super::mark::{Drawing, Mark, tenths};
use super::text_width;

/// The style of drawings that leave the page: light, as on paper.
const PAPER: &str = include_str!("paper.css");

/// The drawing as one `<svg>` element with its spoken name.
pub fn to_svg(drawing: &Drawing, label: &str) -> String {
    let mut svg = String::new();
    let mut open = |pieces: &[&str]| pieces.iter().for_each(|piece| svg.push_str(piece));
    open(&["<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"", &drawing.view_box(), "\" role=\"img\" aria-label=\""]);
    open(&[&escaped(label), "\">"]);
    push_marks(&mut svg, drawing);
    svg.push_str("</svg>");
    svg
}

/// The drawing as a file that stands alone: its title above it, lines below the title, a foot, and its own style.
pub fn to_svg_file(drawing: &Drawing, title: &str, lines: &[&str], foot: &[&str]) -> String {
    const MARGIN: i32 = 160;
    let room = drawing.width;
    let wrapped = |texts: &[&str]| texts.iter().flat_map(|text| wrapped(text, room)).collect::<Vec<_>>();
    let (above, below) = (wrapped(lines), wrapped(foot));
    let of = |count: usize| i32::try_from(count).unwrap_or(0) * 160;
    let top = MARGIN + 260 + of(above.len());
    let (width, height) = (room + 2 * MARGIN, top + drawing.height + 80 + of(below.len()) + MARGIN);
    let mut svg = String::new();
    let mut open = |pieces: &[&str]| pieces.iter().for_each(|piece| svg.push_str(piece));
    open(&["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", &tenths(width), "\" height=\"", &tenths(height)]);
    open(&["\" viewBox=\"0 0 ", &tenths(width), " ", &tenths(height), "\"><title>", &escaped(title), "</title><style>"]);
    open(&[PAPER, "</style><rect fill=\"#fff\" width=\"100%\" height=\"100%\"/>"]);
    let mut text = |class: &str, y: i32, words: &str| {
        let x = tenths(MARGIN);
        open(&["<text class=\"", class, "\" x=\"", &x, "\" y=\"", &tenths(y), "\">", &escaped(words), "</text>"]);
    };
    text("title", MARGIN + 150, title);
    (1..).zip(&above).for_each(|(at, words)| text("", MARGIN + 160 + at * 160, words));
    (1..).zip(&below).for_each(|(at, words)| text("", top + drawing.height + 60 + at * 160, words));
    let size = ["\" width=\"", &tenths(drawing.width), "\" height=\"", &tenths(drawing.height), "\" viewBox=\""].concat();
    open(&["<svg x=\"", &tenths(MARGIN), "\" y=\"", &tenths(top), &size, &drawing.view_box(), "\" overflow=\"visible\">"]);
    push_marks(&mut svg, drawing);
    svg.push_str("</svg></svg>");
    svg
}

/// Words in lines of a width in tenths of a pixel; broken at spaces, and between any letters of languages without them.
fn wrapped(words: &str, room: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_inclusive(|letter: char| letter == ' ' || u32::from(letter) > 0x2e80) {
        let is_full = lines.last().is_some_and(|line| !line.is_empty() && text_width(line, 110) + text_width(word, 110) > room);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn push_marks(svg: &mut String, drawing: &Drawing) {
    let mut open = |pieces: &[&str]| pieces.iter().for_each(|piece| svg.push_str(piece));
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
            Mark::Words { at, anchor, ink, words } => {
                open(&["<text class=\"", ink.class(), "\" x=\"", &tenths(at.0), "\" y=\"", &tenths(at.1)]);
                open(&["\" text-anchor=\"", anchor.word(), "\">", &escaped(words), "</text>"]);
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Anchor, Ink};

    #[test]
    fn a_file_holds_its_words_and_its_style() {
        let line = Mark::Path { ink: Ink::Line, points: vec![(0, 0), (105, 20)], is_closed: false };
        let drawing = Drawing { width: 2000, height: 500, marks: vec![line] };
        let svg = to_svg_file(&drawing, "A < B", &["Shares of all eligible chats, each once, no more"], &["foot"]);
        // Two lines of words above the drawing at 200 px, one below; margins of 16 px.
        assert!(svg.contains(&format!("width=\"232\" height=\"{}\"", 16 + 26 + 32 + 50 + 8 + 16 + 16)), "{svg}");
        assert!(svg.contains(">A &lt; B</text>") && svg.contains(">foot</text>") && svg.contains(".m-line{"));
        assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count());
    }

    #[test]
    fn lines_break_between_words_and_between_kana() {
        assert_eq!(wrapped("one two three", 400), ["one ", "two ", "three"]);
        assert_eq!(wrapped("対象チャット", 330), ["対象チ", "ャット"]);
    }

    #[test]
    fn names_of_the_data_cannot_open_an_element() {
        let words = Mark::Words { at: (0, 100), anchor: Anchor::End, ink: Ink::Words, words: "<b> & \"".to_owned() };
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
