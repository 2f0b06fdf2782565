//! One file of HTML: styles inside, no script, light and dark as the reader has it, nothing fetched.

use super::node::node;
use super::{Rendered, page};

/// The styles of the app, and what a page without it needs beside them.
const STYLES: [&str; 6] = [
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/board.css"),
    include_str!("../../style/pages.css"),
    include_str!("../../style/print.css"),
    include_str!("../../style/rendered.css"),
];

/// Nothing is loaded from anywhere, whatever a name in the data may look like.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The styles of [`page`].
pub fn styles() -> String {
    STYLES.concat()
}

/// The page as a file.
pub fn html(rendered: Rendered<'_>) -> String {
    let text = rendered.text;
    let title = node("title").child(text.shell.title).to_html();
    let body = page(rendered).to_html();
    // A style sheet is no place for data: only ours stands in it.
    let style = styles();
    let language = text.language.tag();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n{title}\n<style>\n{style}</style>\n</head>\n\
         <body>\n{body}\n</body>\n</html>\n"
    )
}
