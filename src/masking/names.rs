//! Names that people give when they introduce themselves, in English, German, French, Spanish and Japanese.
//!
//! Only what follows such words is known to be a name. A name without them, as in a greeting or at the end, is not recognised: no
//! list of names is complete, and words of a product are written like names.

/// Stands for a name.
pub(super) const NAME: &str = "[name]";
/// Words of a name at most.
const MOST_WORDS: usize = 4;
/// Letters of a Japanese name at most.
const MOST_LETTERS: usize = 12;

/// What a name follows, whatever it looks like.
const SURE: [&[&str]; 12] = [
    &["my", "name", "is"],
    &["my", "name's"],
    &["i", "am", "called"],
    &["i'm", "called"],
    &["they", "call", "me"],
    &["mein", "name", "ist"],
    &["ich", "heiße"],
    &["ich", "heisse"],
    &["je", "m'appelle"],
    &["mon", "nom", "est"],
    &["me", "llamo"],
    &["mi", "nombre", "es"],
];
/// What a name follows if it looks like one: two words that begin large, or one before one of [`AFTER`].
const LIKELY: [&[&str]; 7] =
    [&["i", "am"], &["i'm"], &["this", "is"], &["ich", "bin"], &["hier", "ist"], &["je", "suis"], &["soy"]];
/// What people say after their name.
const AFTER: [&str; 8] = ["from", "here", "speaking", "aus", "von", "de", "hier", "del"];
/// Small words within a name.
const WITHIN: [&str; 12] = ["von", "van", "der", "den", "de", "del", "la", "le", "di", "da", "bin", "al"];
/// What follows "my name is" and is none.
const NO_NAME: [&str; 22] = [
    "wrong",
    "not",
    "misspelled",
    "misspelt",
    "spelled",
    "spelt",
    "incorrect",
    "missing",
    "on",
    "in",
    "no",
    "falsch",
    "nicht",
    "auf",
    "mal",
    "pas",
    "sur",
    "faux",
    "incorrecto",
    "está",
    "en",
    "written",
];
/// What joins a name written small to the rest of the sentence.
const JOINS: [&str; 14] = ["and", "i", "my", "from", "und", "ich", "aus", "et", "je", "y", "but", "with", "can", "please"];

/// A text on one line without the names of introductions.
pub(super) fn mask_names(text: &str) -> String {
    mask_japanese(&mask_words(text))
}

/// A word as it is compared: small, one kind of apostrophe, nothing around it.
fn plain(word: &str) -> String {
    let letters = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    letters.to_lowercase().replace('’', "'")
}

/// Whether a sentence or a part of it ends with a word.
fn ends_part(word: &str) -> bool {
    word.ends_with([',', '.', '!', '?', ';', ':', ')']) && !is_initial(word)
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase)
}

fn begins_large(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['"', '“', '„', '«', '\'']).chars();
    letters.next().is_some_and(char::is_uppercase) && (letters.any(char::is_lowercase) || is_initial(word))
}

/// How many of the first words are a name of words that begin large.
fn large_words(words: &[&str]) -> usize {
    let mut length = 0;
    for (at, word) in words.iter().take(MOST_WORDS + 1).enumerate() {
        if begins_large(word) {
            length = at + 1;
        } else if at == 0 || !WITHIN.contains(&plain(word).as_str()) {
            break;
        }
        if ends_part(word) {
            break;
        }
    }
    length.min(MOST_WORDS)
}

/// How many of the first words are the name after words that only a name follows: also one that is written small.
fn sure_words(words: &[&str]) -> usize {
    let Some(first) = words.first().filter(|first| first.starts_with(|letter: char| letter.is_alphabetic())) else { return 0 };
    if NO_NAME.contains(&plain(first).as_str()) {
        return 0;
    }
    let large = large_words(words);
    if large > 0 || ends_part(first) {
        return large.max(1);
    }
    let second = words.get(1).map(|word| plain(word)).filter(|word| !word.is_empty());
    let is_name = second.is_some_and(|word| !JOINS.contains(&word.as_str()) && !NO_NAME.contains(&word.as_str()));
    1 + usize::from(is_name)
}

fn likely_words(lead: &[&str], words: &[&str]) -> usize {
    let length = large_words(words);
    let last = length.checked_sub(1).and_then(|at| words.get(at));
    let next = words.get(length).map(|word| plain(word)).unwrap_or_default();
    let is_introduced = last.is_some_and(|last| !ends_part(last)) && AFTER.contains(&next.as_str());
    // Things are shown like this too, and German writes all nouns large.
    let needs_after = matches!(lead, ["this", "is"] | ["hier", "ist"]);
    if is_introduced || (length > 1 && !needs_after) { length } else { 0 }
}

fn mask_words(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let small: Vec<String> = words.iter().map(|word| plain(word)).collect();
    let follows = |at: usize, lead: &[&str]| {
        small.get(at..at + lead.len()).is_some_and(|said| said.iter().zip(lead).all(|(said, word)| said == word))
    };
    let mut masked: Vec<String> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let sure = SURE.iter().find(|lead| follows(at, lead)).map(|lead| (lead.len(), true));
        let likely = || LIKELY.iter().find(|lead| follows(at, lead)).map(|lead| (lead.len(), false));
        let found = sure.or_else(likely).and_then(|(length, is_sure)| {
            let rest = words.get(at + length..)?;
            let lead: Vec<&str> = small.get(at..at + length)?.iter().map(String::as_str).collect();
            let name = if is_sure { sure_words(rest) } else { likely_words(&lead, rest) };
            (name > 0).then_some((length, name))
        });
        let Some((length, name)) = found else {
            masked.push((*word).to_owned());
            at += 1;
            continue;
        };
        let end = at + length + name;
        masked.extend(words.iter().skip(at).take(length).map(|word| (*word).to_owned()));
        let last = words.get(end - 1).copied().unwrap_or_default();
        let after = last.get(last.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len()..).unwrap_or_default();
        masked.push([NAME, after].concat());
        at = end;
    }
    masked.join(" ")
}

/// What stands after a name in Japanese.
const AFTER_JAPANESE: [&str; 5] = ["と申します", "と申し", "ともうします", "といいます", "と言います"];
/// What stands before one.
const BEFORE_JAPANESE: [&str; 3] = ["名前は", "氏名は", "名は"];

/// Whether a letter can be a part of a Japanese name.
fn is_of_name(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '々' | 'ー' | '・' | ' ' | '\u{3000}')
}

fn mask_japanese(text: &str) -> String {
    let mut masked = text.to_owned();
    for after in AFTER_JAPANESE {
        let mut from = 0;
        while let Some(at) = masked.get(from..).and_then(|rest| rest.find(after)).map(|at| from + at) {
            let before = masked.get(..at).unwrap_or_default();
            let start = name_start(before);
            let has_name = !before.get(start..).unwrap_or_default().trim().is_empty();
            if has_name {
                masked.replace_range(start..at, NAME);
            }
            from = if has_name { start + NAME.len() + after.len() } else { at + after.len() };
        }
    }
    for before in BEFORE_JAPANESE {
        let Some(start) = masked.find(before).map(|at| at + before.len()) else { continue };
        let rest = masked.get(start..).unwrap_or_default();
        let stops = |from: usize| {
            rest.get(from..).is_some_and(|rest| ["です", "で、", "と", "でし"].iter().any(|stop| rest.starts_with(stop)))
        };
        let letters = rest.char_indices().take_while(|(at, letter)| is_of_name(*letter) && !stops(*at));
        let letters: Vec<usize> = letters.map(|(at, letter)| at + letter.len_utf8()).collect();
        // More letters than a name has are something else, as is a word about the name.
        let end = letters.last().copied().filter(|_| letters.len() <= MOST_LETTERS);
        // At the end of a text a name is short; a verb, which ends in kana, is a question about the name.
        let is_short = letters.len() <= MOST_WORDS + 2 && !rest.ends_with(|letter| ('ぁ'..='ん').contains(&letter));
        let is_said = end
            .and_then(|end| rest.get(end..))
            .is_some_and(|after| (after.is_empty() && is_short) || after.starts_with(['、', '。']) || end.is_some_and(&stops));
        if let Some(end) = end.filter(|_| is_said) {
            masked.replace_range(start..start + end, NAME);
        }
    }
    masked
}

/// Where a name that ends a text begins: after punctuation, or after a particle that joins it to what stands before.
fn name_start(before: &str) -> usize {
    let mut letters: Vec<(usize, char)> = Vec::new();
    for (at, letter) in before.char_indices().rev().take(MOST_LETTERS) {
        // Family and given name may stand apart; a phrase before the name, which has kana, is none of it.
        let is_gap = letter.is_whitespace();
        let is_phrase = || {
            let word = before.get(..at).unwrap_or_default().rsplit(|letter: char| !letter.is_alphabetic()).next();
            word.is_none_or(|word| word.is_empty() || word.contains(|letter| ('ぁ'..='ん').contains(&letter)))
        };
        if !is_of_name(letter) || (is_gap && is_phrase()) {
            break;
        }
        letters.push((at, letter));
    }
    let mut start = letters.last().map_or(before.len(), |(at, _)| *at);
    // The latest particle with letters on both sides: 株式会社北の田中, 私は田中.
    for (place, (at, letter)) in letters.iter().enumerate() {
        if matches!(letter, 'は' | 'の' | 'が') && place > 0 && place + 1 < letters.len() {
            start = at + letter.len_utf8();
            break;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::mask_names;

    #[test]
    fn what_follows_an_introduction_is_masked() {
        for (said, masked) in [
            ("Hi, my name is Anna Schmidt and I want a refund", "Hi, my name is [name] and I want a refund"),
            ("my name is anna, where is it?", "my name is [name], where is it?"),
            ("My name’s Jean-Luc van der Berg. Help", "My name’s [name]. Help"),
            ("I'm Anna Schmidt, my bag is late", "I'm [name], my bag is late"),
            ("This is Anna from Berlin", "This is [name] from Berlin"),
            ("Guten Tag, ich heiße Jörg Müller, wo ist mein Paket?", "Guten Tag, ich heiße [name], wo ist mein Paket?"),
            ("Mein Name ist anna weber und ich", "Mein Name ist [name] und ich"),
            ("Ich bin Anna Weber", "Ich bin [name]"),
            ("Bonjour, je m’appelle Zoé Dubois.", "Bonjour, je m’appelle [name]."),
            ("Hola, me llamo José de la Cruz y quiero", "Hola, me llamo [name] y quiero"),
            ("Mi nombre es Ana.", "Mi nombre es [name]."),
            ("田中と申します。返品できますか", "[name]と申します。返品できますか"),
            ("お世話になります、株式会社北の田中太郎と申します", "お世話になります、株式会社北の[name]と申します"),
            ("お世話になります 田中 太郎と申します", "お世話になります [name]と申します"),
            ("はるかといいます", "[name]といいます"),
            ("名前は佐藤花子です。", "名前は[name]です。"),
        ] {
            assert_eq!(mask_names(said), masked);
        }
    }

    #[test]
    fn what_only_reads_like_one_stays() {
        for said in [
            "My name is wrong on the order",
            "My name is not on the list",
            "I am in Berlin",
            "I am waiting for my parcel",
            "This is Trail Runner Two, right?",
            "Ich bin Kunde seit Mai",
            "Hier ist Sale",
            "Je suis en France",
            "soy cliente",
            "名前は変更できますか",
            "返品したいと言いました",
        ] {
            assert_eq!(mask_names(said), said);
        }
    }

    #[test]
    fn a_name_without_an_introduction_is_not_recognised() {
        // Said in the texts beside the questions.
        for said in ["Anna Schmidt, order late", "Regards, Anna", "田中です。"] {
            assert_eq!(mask_names(said), said);
        }
    }
}
