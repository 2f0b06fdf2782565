//! An SVG as a PNG, the same bytes on every machine as far as the font goes that is built in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

/// Pixels for each of the SVG's, as the app saves its charts.
const SCALE: f32 = 2.0;

/// The first letter of East Asia's scripts.
const EAST_ASIA: char = '\u{2e80}';
/// Fonts with Japanese letters without serifs, as macOS, Windows and Linux have them.
const JAPANESE: [&str; 7] =
    ["Hiragino Sans", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", "IPAGothic"];

/// A picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Png {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Whether no font had some of its letters, which are then not in it.
    pub(super) lacks_letters: bool,
}

/// Draws an SVG. Noto Sans is built in; fonts of the system are looked at only for letters that it lacks.
pub(super) fn png(svg: &str) -> Result<Png, String> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(ttf_noto_sans::REGULAR.to_vec());
    fonts.load_font_data(ttf_noto_sans::BOLD.to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    // Kana, kanji and whatever else stands behind them.
    if svg.chars().any(|letter| letter >= EAST_ASIA) {
        fonts.load_system_fonts();
    }
    let lacks_letters = Arc::new(AtomicBool::new(false));
    let (lacks, other) = (Arc::clone(&lacks_letters), FontResolver::default_fallback_selector());
    let resolver = FontResolver {
        select_fallback: Box::new(move |letter, used, fonts| {
            let found = japanese(letter, used, fonts).or_else(|| other(letter, used, fonts));
            lacks.fetch_or(found.is_none(), Ordering::Relaxed);
            found
        }),
        ..FontResolver::default()
    };
    let options =
        Options { font_family: "Noto Sans".to_owned(), fontdb: Arc::new(fonts), font_resolver: resolver, ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or("a picture of no size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("a picture of no size")?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| error.to_string())?;
    Ok(Png { bytes, lacks_letters: lacks_letters.load(Ordering::Relaxed) })
}

/// The system's font without serifs for letters of East Asia, in the weight of the first font, which lacks them; none where that
/// was looked at, or no such font is there.
fn japanese(letter: char, used: &[fontdb::ID], fonts: &fontdb::Database) -> Option<fontdb::ID> {
    let families = JAPANESE.map(fontdb::Family::Name);
    let weight = used.first().and_then(|first| fonts.face(*first)).map_or(fontdb::Weight::NORMAL, |face| face.weight);
    let query = fontdb::Query { families: &families, weight, ..fontdb::Query::default() };
    fonts.query(&query).filter(|found| letter >= EAST_ASIA && !used.contains(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(words: &str) -> Png {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"30\"><text x=\"5\" y=\"20\">{words}</text></svg>"
        );
        png(&svg).unwrap()
    }

    #[test]
    fn letters_are_drawn_twice_as_fine_and_the_same_each_time() {
        let drawing = drawn("45.0 % ± 2 · 540 of 1,200 −");
        assert_eq!(drawing.bytes[..8], *b"\x89PNG\r\n\x1a\n");
        // Width and height stand after the header's name.
        assert_eq!(drawing.bytes[16..24], [0, 0, 0, 240, 0, 0, 0, 60]);
        assert_eq!((drawing.lacks_letters, &drawing), (false, &drawn("45.0 % ± 2 · 540 of 1,200 −")));
        assert_ne!(drawing, drawn(""), "words leave ink");
    }

    #[test]
    fn a_letter_that_no_font_has_is_told() {
        // Reserved for private use.
        assert!(drawn("\u{e000}").lacks_letters);
    }
}
