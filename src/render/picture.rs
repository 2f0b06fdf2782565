//! One SVG for places that show pictures alone: the claim and the tiles. Colours follow the reader's light or dark.

use std::fmt::Write as _;

use super::Rendered;
use super::node::escaped;
use crate::charts::{Drawing, Mark, Point, tenths, text_width};
use crate::format::date_range;
use crate::panels::{View, filters_words, headline, rules_words, tile, tiles_of};
use crate::scorecard::BoardId;

const WIDTH: i32 = 1200;
const MARGIN: i32 = 40;
const GAP: i32 = 32;
const COLUMNS: i32 = 3;
const TILE_HEIGHT: i32 = 176;
/// Sizes that widths are reckoned with: a little more than the letters have, bold ones more, so that words fit in any font.
const CLAIM: i32 = 34;
const SMALL: i32 = 16;

/// Marks by their class in the drawings; the same colours as in the app.
const STYLE: &str = "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',sans-serif;fill:#12181d}\
.q{fill:#46515b;font-size:15px}.n{font-size:16px;font-weight:600}.v{font-size:34px;font-weight:600}.c{font-size:30px;font-weight:600}.bg{fill:#fff}.r{stroke:#12181d;stroke-width:2}\
path{fill:none}.m-track{stroke:#c4ccd2}.m-ci{stroke:#096985;stroke-opacity:.35;stroke-width:10}.m-dot{stroke:#096985;stroke-width:10;stroke-linecap:round}\
.m-ring{stroke:#46515b;stroke-width:9;stroke-linecap:round}.m-hole{stroke:#fff;stroke-width:5;stroke-linecap:round}.m-tick{stroke:#12181d;stroke-width:2}.m-b1{fill:#eef1f3}.m-b2{fill:#dfe7ea}.m-b3{fill:#cfdde1}\
.m-field{fill:#096985;fill-opacity:.15}.m-line{stroke:#096985;stroke-width:2}.m-ref{stroke:#616c77;stroke-dasharray:3 3}.m-whisker{stroke:#616c77}\
";

/// The same in the dark.
const DARK: &str = "@media(prefers-color-scheme:dark){text{fill:#eaeef1}.q{fill:#b7c1c9}.bg{fill:#0f1418}.r{stroke:#eaeef1}.m-track{stroke:#3b4650}.m-ci,.m-dot,.m-line{stroke:#7cc8e4}.m-ring{stroke:#b7c1c9}.m-hole{stroke:#0f1418}\
.m-tick{stroke:#eaeef1}.m-b1{fill:#1a2127}.m-b2{fill:#222c33}.m-b3{fill:#2c3941}.m-field{fill:#7cc8e4}.m-ref,.m-whisker{stroke:#8f9ba5}}";

/// The picture of a board, always light or as its reader has it: of the support board, unless the scorecard has the other alone. Empty without boards.
pub fn picture(rendered: Rendered<'_>, is_light: bool) -> String {
    let view = rendered.view();
    let boards = [BoardId::Support, BoardId::Lead];
    let Some((board, claim)) = boards.into_iter().find_map(|board| Some((board, headline(&view, board, false)?))) else {
        return String::new();
    };
    let claim = claim.said();
    let lines = wrapped(&claim, CLAIM, WIDTH - 2 * MARGIN);
    let mut body = String::new();
    let mut y = MARGIN + SMALL;
    words(&mut body, MARGIN, y, "q", &kicker(&view, board));
    y += 14;
    for line in narrowed(rendered).iter().flat_map(|line| wrapped(line, SMALL, WIDTH - 2 * MARGIN)) {
        y += 22;
        words(&mut body, MARGIN, y, "q", &line);
    }
    for line in &lines {
        y += 38;
        words(&mut body, MARGIN, y, "c", line);
    }
    y += 26;
    let top = y;
    let column = (WIDTH - 2 * MARGIN - GAP * (COLUMNS - 1)) / COLUMNS;
    let mut bottom = top;
    for (id, at) in tiles_of(board).iter().zip(0_i32..) {
        let (x, y) = (MARGIN + at % COLUMNS * (column + GAP), top + at / COLUMNS * TILE_HEIGHT);
        bottom = y + TILE_HEIGHT;
        let tile = tile(&view, board, *id);
        let _ = write!(body, "<path class=\"r\" d=\"M{x} {y}h{column}\"/>");
        words(&mut body, x, y + 26, "n", tile.name);
        words(&mut body, x, y + 64, "v", &[tile.digits, tile.unit].concat());
        let change = tile.change.map(|change| [change.delta, change.verdict].join(" ")).unwrap_or_default();
        for (line, row) in tile.lines.first().map(String::as_str).into_iter().chain([change.trim()]).zip([88, 110]) {
            words(&mut body, x, y + row, "q", &fitted(line, column));
        }
        if let Some(bullet) = &tile.bullet {
            drawing(&mut body, bullet, (x, y + 122), (column, 20));
            words(&mut body, x, y + 160, "q", &fitted(tile.bullet_words.get(1).map_or("", String::as_str), column));
        }
    }
    let foot = [view.text.shared.published, " · ", &rules_words(&view)].concat();
    words(&mut body, MARGIN, bottom + 24, "q", &fitted(&foot, WIDTH - 2 * MARGIN));
    let height = bottom + 24 + MARGIN;
    let label = escaped(&claim);
    let dark = if is_light { "" } else { DARK };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-label=\"{label}\">\
         <style>{STYLE}{dark}</style><rect class=\"bg\" width=\"{WIDTH}\" height=\"{height}\"/>{body}</svg>\n"
    )
}

/// What the numbers are narrowed to and compared with.
fn narrowed(rendered: Rendered<'_>) -> Vec<String> {
    let (view, shared) = (rendered.view(), &rendered.opened.shared);
    let filters = filters_words(&view, &shared.filters);
    let narrowed = (!filters.is_empty()).then(|| view.text.shared.narrowed.with([&filters]));
    let dates = shared.compare.map(|(from, to)| date_range(&from.to_string(), &to.to_string(), view.language()));
    narrowed.into_iter().chain(dates.map(|dates| view.text.shared.against.with([&dates]))).collect()
}

fn kicker(view: &View<'_>, board: BoardId) -> String {
    let name = match board {
        BoardId::Support => view.text.board.support,
        BoardId::Lead => view.text.board.lead,
    };
    let period = view.card.period.from.as_deref().zip(view.card.period.to.as_deref());
    let period = period.map(|(from, to)| date_range(from, to, view.language())).unwrap_or_default();
    [name, " · ", &period, " · Botworth ", &view.card.engine].concat()
}

fn words(body: &mut String, x: i32, y: i32, class: &str, words: &str) {
    if !words.is_empty() {
        let _ = write!(body, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(words));
    }
}

/// A drawing stretched into a box, mark by mark: lines and dots keep their width, whatever draws them. Writing to a text does
/// not fail.
fn drawing(body: &mut String, drawing: &Drawing, (left, top): (i32, i32), (width, height): (i32, i32)) {
    // All in tenths of a pixel.
    let stretched = |(x, y): Point| {
        let along = |at: i32, of: i32, into: i32| if of == 0 { 0 } else { at * into * 10 / of };
        (along(x, drawing.width, width), along(y, drawing.height, height))
    };
    let placed = |point: Point| {
        let (x, y) = stretched(point);
        (left * 10 + x, top * 10 + y)
    };
    for mark in &drawing.marks {
        match mark {
            Mark::Path { ink, points, is_closed } => {
                let points: Vec<Point> = points.iter().copied().map(placed).collect();
                let _ = write!(body, "<path class=\"{}\" d=\"{}\"/>", ink.class(), Mark::path_data(&points, *is_closed));
            }
            Mark::Rect { ink, at, size, .. } => {
                let (at, size) = (placed(*at), stretched(*size));
                let [x, y, width, height] = [at.0, at.1, size.0, size.1].map(tenths);
                let _ =
                    write!(body, "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>", ink.class());
            }
            Mark::Words { .. } => {}
        }
    }
}

/// Words in lines of a width; a language without spaces breaks anywhere.
fn wrapped(words: &str, size: i32, width: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words.split_inclusive(|letter: char| letter == ' ' || !letter.is_ascii()) {
        if !line.is_empty() && text_width(&[&line, word].concat(), size) > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line += word;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Words cut to a width: after a clause where one ends before it.
fn fitted(words: &str, width: i32) -> String {
    let is_short = |words: &str| text_width(words, SMALL) <= width;
    if is_short(words) {
        return words.to_owned();
    }
    let clauses = ["; ", "。", "、"].into_iter().filter_map(|mark| Some(words.rsplit_once(mark)?.0));
    if let Some(clause) = clauses.filter(|clause| is_short(clause)).max_by_key(|clause| clause.len()) {
        return clause.to_owned();
    }
    let mut kept = String::new();
    for letter in words.chars() {
        if text_width(&kept, SMALL) + 2 * SMALL > width {
            break;
        }
        kept.push(letter);
    }
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn what_is_too_long_ends_with_a_clause_or_says_that_it_is_cut() {
        assert_eq!(fitted("within noise; about 34 weeks would tell", 400), "within noise; about 34 weeks would tell");
        assert_eq!(fitted("within noise; about 34 weeks would tell", 150), "within noise");
        assert_eq!(fitted("誤差の範囲。約34週で判別", 120), "誤差の範囲");
        assert!(fitted("one word after the other", 80).ends_with('…'));
    }
}
