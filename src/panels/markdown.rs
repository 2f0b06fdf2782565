//! Texts of people's files within Markdown.

/// A text in which nothing is a mark of Markdown or HTML.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_[]<>#|!".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
