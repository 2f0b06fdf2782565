//! What of a question counts when it is compared with others: words without their endings, pairs of words, and for text
//! without spaces runs of two and three letters.

/// Words that every question has, whatever it asks: English, German, French, Spanish.
const EMPTY_WORDS: &[&str] = &[
    "a", "aber", "about", "al", "algo", "all", "als", "also", "am", "an", "and", "any", "are", "as", "at", "auch", "auf", "aus",
    "aux", "avec", "avez", "be", "because", "been", "bei", "bin", "bitte", "but", "by", "c", "can", "ce", "cette", "comment",
    "como", "con", "could", "cuando", "cuál", "cómo", "d", "dans", "das", "dass", "de", "del", "dem", "den", "der", "des",
    "desde", "did", "die", "do", "doch", "does", "donde", "du", "dónde", "ein", "eine", "einem", "einen", "einer", "el", "ella",
    "elle", "ellos", "en", "es", "est", "esta", "este", "estoy", "está", "et", "euch", "eure", "eurer", "for", "from", "fue",
    "für", "get", "gibt", "go", "got", "ha", "habe", "haben", "habt", "had", "han", "has", "hat", "hatte", "have", "hay",
    "hello", "help", "hey", "hi", "how", "i", "ich", "if", "ihr", "il", "ils", "im", "in", "is", "ist", "it", "its", "ive", "j",
    "ja", "je", "just", "kann", "kannst", "können", "könnt", "l", "la", "las", "le", "les", "leur", "like", "lo", "los", "ma",
    "man", "me", "mein", "meine", "meinem", "meinen", "meiner", "mes", "mi", "mich", "mir", "mis", "mit", "mon", "much", "muss",
    "muy", "my", "más", "möchte", "n", "nach", "ne", "need", "nicht", "no", "noch", "nos", "not", "nous", "nur", "o", "ob",
    "oder", "of", "on", "or", "ou", "où", "par", "para", "pas", "pero", "peux", "please", "por", "porque", "pour", "pourquoi",
    "puedo", "puis", "quand", "que", "quel", "quelle", "qui", "quiero", "qué", "sa", "said", "say", "se", "ses", "should", "si",
    "sich", "sie", "sin", "sind", "so", "sobre", "some", "son", "sont", "su", "suis", "sur", "sus", "ta", "te", "tell", "tengo",
    "tes", "than", "thank", "thanks", "that", "the", "them", "then", "there", "they", "this", "to", "ton", "too", "tu", "um",
    "un", "una", "und", "une", "uno", "uns", "up", "us", "vom", "von", "vor", "vos", "votre", "vous", "wann", "want", "war",
    "warum", "was", "we", "weil", "well", "wenn", "werden", "were", "what", "when", "where", "which", "who", "why", "wie",
    "wieder", "will", "wir", "wird", "with", "wo", "wohin", "would", "wurde", "y", "ya", "yo", "you", "your", "zu", "zum", "zur",
    "à", "était", "über",
];

/// Endings that are taken off, the longest first; what stays has at least three letters.
const ENDINGS: &[&str] =
    &["ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "ly", "s", "y", "e"];

/// Weight of a pair of neighbouring words beside that of a word.
const PAIR_WEIGHT: f32 = 0.6;
/// Weight of a run of letters in text without spaces.
const RUN_WEIGHT: f32 = 0.7;
/// Weight of a run of hiragana alone: endings and particles.
const PARTICLE_WEIGHT: f32 = 0.15;

/// A question as numbers of its features, each with a weight; a feature that comes twice is there twice.
pub(super) fn features(question: &str, mut feature: impl FnMut(u64, f32)) {
    let mut before: Option<String> = None;
    for word in words(question) {
        if word.chars().any(is_unspaced) {
            runs(&word, &mut feature);
            before = None;
            continue;
        }
        if EMPTY_WORDS.binary_search(&word.as_str()).is_ok() {
            continue;
        }
        let stem = stem(&word).to_owned();
        feature(number(&[&stem]), 1.0);
        if let Some(before) = before {
            feature(number(&[&before, &stem]), PAIR_WEIGHT);
        }
        before = Some(stem);
    }
}

/// Words in lower case; letters of scripts without spaces make words of their own.
fn words(question: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut was_unspaced = false;
    for letter in question.chars().map(narrow).flat_map(char::to_lowercase) {
        // An apostrophe holds its word together: don't, I've.
        if letter == '\'' || letter == '’' {
            continue;
        }
        if !letter.is_alphanumeric() && letter != 'ー' {
            is_open = false;
            continue;
        }
        let is_unspaced = is_unspaced(letter);
        match words.last_mut().filter(|_| is_open && is_unspaced == was_unspaced) {
            Some(word) => word.push(letter),
            None => words.push(letter.to_string()),
        }
        (is_open, was_unspaced) = (true, is_unspaced);
    }
    words
}

/// The letter of normal width: full-width Latin letters and digits are the same letters.
fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    }
}

fn is_hiragana(letter: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&letter)
}

/// Kana, Han, Hangul and Thai: their words are not set apart by spaces, or change with what is joined to them.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ac00}'..='\u{d7a3}' | '\u{e00}'..='\u{e7f}')
}

fn runs(word: &str, feature: &mut impl FnMut(u64, f32)) {
    let letters: Vec<char> = word.chars().collect();
    for length in [1, 2, 3] {
        for run in letters.windows(length) {
            let is_particle = run.iter().all(|letter| is_hiragana(*letter));
            // One letter tells something if it is a sign of its own.
            if length == 1 && !run.iter().all(|letter| matches!(letter, '\u{3400}'..='\u{9fff}')) {
                continue;
            }
            let run: String = run.iter().collect();
            feature(number(&[&run]), if is_particle { PARTICLE_WEIGHT } else { RUN_WEIGHT });
        }
    }
}

fn stem(word: &str) -> &str {
    let long_enough = |stem: &&str| stem.chars().count() >= 3;
    ENDINGS.iter().find_map(|ending| word.strip_suffix(ending).filter(long_enough)).unwrap_or(word)
}

/// The number of a feature: the same on every machine.
fn number(parts: &[&str]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(parts.join("\u{1f}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count_common(one: &str, other: &str) -> usize {
        let of = |question: &str| {
            let mut all = std::collections::BTreeSet::new();
            features(question, |feature, _| {
                all.insert(feature);
            });
            all
        };
        of(one).intersection(&of(other)).count()
    }

    #[test]
    fn empty_words_are_sorted() {
        assert!(EMPTY_WORDS.is_sorted());
    }

    #[test]
    fn endings_and_width_do_not_matter() {
        assert_eq!(stem("refunded"), stem("refunds"));
        assert_eq!(stem("delivery"), stem("deliveries"));
        assert_eq!(count_common("Where is my card?", "CARDS"), 1);
        assert_eq!(words("Ａpple Ｐay使えますか"), ["apple", "pay", "使えますか"]);
    }

    #[test]
    fn text_without_spaces_is_compared_by_runs() {
        assert!(count_common("返品したい", "返品の方法") >= 2);
        assert_eq!(count_common("返品", "配送"), 0);
    }
}
