//! JSON that people read.

/// JSON on one line as JSON that people read: a second serializer would weigh ten times as much.
pub fn indented(json: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    let (mut is_text, mut is_escaped) = (false, false);
    let mut open = None;
    for letter in json.chars() {
        if is_text {
            text.push(letter);
            is_text = letter != '"' || is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            continue;
        }
        let is_closing = matches!(letter, '}' | ']');
        if is_closing {
            depth = depth.saturating_sub(1);
        }
        // An empty list or object stays on its line.
        if (open.is_some() && !is_closing) || (open.is_none() && is_closing) {
            text.push('\n');
            text.extend(std::iter::repeat_n("  ", depth));
        }
        open = None;
        text.push(letter);
        match letter {
            '"' => is_text = true,
            '{' | '[' => {
                depth += 1;
                open = Some(letter);
            }
            ',' => {
                text.push('\n');
                text.extend(std::iter::repeat_n("  ", depth));
            }
            ':' => text.push(' '),
            _ => {}
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn indented_json_is_the_same_json() {
        let rules = Rules { time_zone: Some("a \"quoted\\\\ [zone]\"".to_owned()), ..Rules::default() };
        let line = serde_json::to_string(&rules).unwrap();
        assert_eq!(indented(&line), serde_json::to_string_pretty(&rules).unwrap() + "\n");
    }
}
