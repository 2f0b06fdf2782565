//! Text out of HTML message bodies.

use std::borrow::Cow;

/// The text of a message body: tags taken out, blocks ended by a space, the usual entities resolved. Nothing is rendered.
pub fn text_of(html: &str) -> Cow<'_, str> {
    if !html.contains(['<', '&']) {
        return Cow::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(before);
        let end = if after.starts_with('<') { tag_end(after) } else { None };
        if let Some(end) = end {
            if !text.ends_with(char::is_whitespace) && !text.is_empty() {
                text.push(' ');
            }
            rest = after.get(end..).unwrap_or("");
        } else if let Some((letter, length)) = entity(after) {
            text.push(letter);
            rest = after.get(length..).unwrap_or("");
        } else {
            text.push_str(after.get(..1).unwrap_or(""));
            rest = after.get(1..).unwrap_or("");
        }
    }
    text.push_str(rest);
    Cow::Owned(text.trim().to_owned())
}

/// Where a tag ends; none for a `<` that starts none.
fn tag_end(text: &str) -> Option<usize> {
    let starts_tag = text.get(1..)?.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!' | '?'));
    if starts_tag { text.find('>').map(|at| at + 1) } else { None }
}

/// The character of an entity at the front, and the entity's length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((letter, end + 1))
}
