//! Amounts as people type them.

/// An amount as typed: empty is unset; a comma before exactly three digits groups, any other is a decimal point; digits may
/// be full width. The error is text that is no number of 0 or more.
#[allow(clippy::result_unit_err, reason = "the one thing to say is said by the form")]
pub fn parse_amount(typed: &str) -> Result<Option<f64>, ()> {
    let plain: String = typed
        .trim()
        .chars()
        .filter(|letter| !letter.is_whitespace() && !"$€£¥￥円".contains(*letter))
        .map(|letter| match letter {
            '０'..='９' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            '，' | '、' => ',',
            '．' | '。' => '.',
            other => other,
        })
        .collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let mut digits = String::new();
    let pieces: Vec<&str> = plain.split(',').collect();
    let has_point = plain.contains('.');
    for (index, piece) in pieces.iter().enumerate() {
        let whole = piece.split('.').next().unwrap_or_default();
        if index > 0 && whole.len() != 3 && !has_point {
            digits.push('.');
        }
        digits.push_str(piece);
    }
    match digits.parse::<f64>() {
        Ok(amount) if amount.is_finite() && amount >= 0.0 && !digits.contains(['e', 'E']) => Ok(Some(amount)),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        assert_eq!(parse_amount(" 4.50 "), Ok(Some(4.5)));
        assert_eq!(parse_amount("4,50"), Ok(Some(4.5)));
        assert_eq!(parse_amount("1,200"), Ok(Some(1200.0)));
        assert_eq!(parse_amount("1,200.50"), Ok(Some(1200.5)));
        assert_eq!(parse_amount("¥１２，０００"), Ok(Some(12000.0)));
        assert_eq!(parse_amount(""), Ok(None));
        for wrong in ["-1", "four", "1e9", "NaN", "1.2.3"] {
            assert_eq!(parse_amount(wrong), Err(()), "{wrong}");
        }
    }
}
