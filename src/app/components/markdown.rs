//! A page of Markdown of our own making: headings, lists, paragraphs, bold.

use leptos::prelude::*;

use crate::app::element::{El, Piece as _, el, row_of};

/// The page. Marks that are escaped are text.
pub fn markdown_view(page: &str) -> AnyView {
    row_of(page.split("\n\n").map(block))
}

fn block(block: &str) -> El {
    let lines: Vec<&str> = block.lines().collect();
    let heading = [("### ", "h4"), ("## ", "h3"), ("# ", "h2")];
    if let Some((rest, tag)) = heading.iter().find_map(|(mark, tag)| Some((block.strip_prefix(mark)?, *tag))) {
        return el(tag).child(inline(rest));
    }
    if lines.iter().all(|line| line.starts_with("- ")) {
        return el("ul").children(lines.iter().map(|line| el("li").child(inline(line.trim_start_matches("- ")))));
    }
    let numbered: Option<Vec<&str>> = lines
        .iter()
        .map(|line| line.split_once(". ").filter(|(number, _)| number.parse::<u32>().is_ok()).map(|(_, rest)| rest))
        .collect();
    match numbered {
        Some(items) if !items.is_empty() => el("ol").children(items.into_iter().map(|item| el("li").child(inline(item)))),
        _ => el("p").child(inline(block)),
    }
}

fn inline(text: &str) -> AnyView {
    let parts = text.split("**").zip([false, true].into_iter().cycle());
    row_of(parts.map(|(part, is_bold)| {
        let plain = unescaped(part);
        if is_bold { el("b").child(plain).piece() } else { plain.piece() }
    }))
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            letter => plain.push(letter),
        }
    }
    plain
}
