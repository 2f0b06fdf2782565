//! What identifies people is taken out of what they wrote before anybody reads it.

mod names;

use names::{NAME, mask_names};

/// Stands for an e-mail address.
const EMAIL: &str = "[email]";
/// Stands for a phone number, an account, an order or any other long number.
const NUMBER: &str = "[number]";
/// What stands in masked texts.
const MARKS: [&str; 3] = [EMAIL, NUMBER, NAME];
/// Digits of a number that may identify somebody; years and amounts have fewer.
const LONG: usize = 5;

/// A text on one line, without e-mails, phones, long numbers and the names of introductions.
pub fn mask(text: &str) -> String {
    let words = text.split_whitespace().map(mask_email).collect::<Vec<_>>().join(" ");
    mask_names(&mask_numbers(&words))
}

/// A masked text without what stands for masked parts.
pub fn without_marks(masked: &str) -> String {
    MARKS.iter().fold(masked.to_owned(), |left, mark| left.replace(mark, " "))
}

/// Whether a text holds something that is masked.
pub fn identifies(text: &str) -> bool {
    let masked = mask(text);
    MARKS.iter().any(|mark| masked.matches(mark).count() > text.matches(mark).count())
}

/// The address in a word, whatever stands around it.
fn mask_email(word: &str) -> String {
    let belongs = |letter: char| letter.is_ascii_alphanumeric() || "._%+-".contains(letter);
    let Some(at) = word.find(['@', '＠']) else { return word.to_owned() };
    let (before, rest) = word.split_at(at);
    let after = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    let kept = before.trim_end_matches(belongs);
    let domain = after.find(|letter| !belongs(letter)).map_or(after, |end| after.get(..end).unwrap_or_default());
    let domain = domain.trim_end_matches(['.', '-']);
    if kept.len() == before.len() || !domain.contains('.') {
        return word.to_owned();
    }
    [kept, EMAIL, &mask_email(after.get(domain.len()..).unwrap_or_default())].concat()
}

/// Runs of digits, with what people write between them, of which at least [`LONG`] are digits.
fn mask_numbers(text: &str) -> String {
    let joins = |letter: char| "-‐–().・/ +#".contains(letter);
    let is_digit = |letter: char| letter.is_ascii_digit() || ('０'..='９').contains(&letter);
    let mut masked = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, masked: &mut String| {
        let end = run.trim_end_matches(joins).len();
        let (number, rest) = run.split_at(end);
        if number.chars().filter(|letter| is_digit(*letter)).count() >= LONG {
            masked.push_str(NUMBER);
            masked.push_str(rest);
        } else {
            masked.push_str(run);
        }
        run.clear();
    };
    for letter in text.chars() {
        if is_digit(letter) || (!run.is_empty() && joins(letter)) || (run.is_empty() && letter == '+') {
            run.push(letter);
        } else {
            flush(&mut run, &mut masked);
            masked.push(letter);
        }
    }
    flush(&mut run, &mut masked);
    masked
}

#[cfg(test)]
mod tests {
    use super::{identifies, mask};

    #[test]
    fn a_text_identifies_somebody_if_anything_in_it_is_masked() {
        assert!(
            identifies("refund for jane.doe@example.com") && identifies("order 47110815") && identifies("my name is Jane Doe")
        );
        assert!(!identifies("order  status") && !identifies("top 10") && !identifies("[email] is wrong"));
    }

    #[test]
    fn addresses_phones_and_long_numbers_are_masked() {
        assert_eq!(mask("Write to Ann.Lee+1@mail.example.com, please"), "Write to [email], please");
        assert_eq!(mask("my number is +49 (30) 901820 ok?"), "my number is [number] ok?");
        assert_eq!(mask("注文番号１２３４５６７は？"), "注文番号[number]は？");
        assert_eq!(mask("連絡先はa.b@c.jpです"), "連絡先は[email]です");
        assert_eq!(mask("order #20481\nis late"), "order #[number] is late");
        assert_eq!(mask("a@b.de;c@d.fr"), "[email];[email]");
        assert_eq!(mask("My name is\nAnna Lee, a@b.de"), "My name is [name], [email]");
    }

    #[test]
    fn short_numbers_and_handles_stay() {
        assert_eq!(mask("Is it open in 2026?"), "Is it open in 2026?");
        assert_eq!(mask("Do you have size 42 for $99.50?"), "Do you have size 42 for $99.50?");
        assert_eq!(mask("@support help"), "@support help");
    }
}
