//! Widths of words without a font: a table of a common sans serif, full width for Japanese.

/// Width of a letter in hundredths of the font size; on the wide side, so that words fit.
fn letter_width(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 30,
        '\u{202f}' | '\u{2009}' => 20,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '·' | '"' | 'I' => 40,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' => 92,
        '0'..='9' | '+' | '−' | '$' | '€' | '£' | '¥' | '–' | '<' | '>' | '=' => 64,
        'A'..='Z' | '&' => 72,
        '\u{ff61}'..='\u{ff9f}' => 50,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => 100,
        _ => 58,
    }
}

/// Width of words at a font size, in the unit of the size, rounded up.
pub fn text_width(words: &str, size: i32) -> i32 {
    let hundredths: i32 = words.chars().map(letter_width).sum();
    (hundredths * size + 99) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_is_full_width_and_half_width_kana_half() {
        assert_eq!(text_width("回避率", 110), 330);
        assert_eq!(text_width("ｱｲ", 110), 110);
        assert_eq!(text_width("45.0%", 100), 64 + 64 + 30 + 64 + 92);
    }
}
