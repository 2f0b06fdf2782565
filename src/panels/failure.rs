//! What a worker that died says, for people.

use crate::text::Text;

/// What browsers say of a program that ended without a word of its own: of ours, one that could get no more memory.
const WITHOUT_WORDS: [&str; 3] = ["unreachable", "out of memory", "allocation"];

/// A failure in words: that the memory of the tab ran out and what to do, or what the program said.
pub fn failure_words(message: &str, text: &Text) -> String {
    let is_memory = WITHOUT_WORDS.iter().any(|word| message.to_lowercase().contains(word));
    if is_memory { text.shell.out_of_memory.to_owned() } else { message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::failure_words;
    use crate::format::Language;
    use crate::text::text;

    #[test]
    fn a_program_that_ends_without_a_word_ran_out_of_memory() {
        let said = failure_words("Uncaught RuntimeError: unreachable", text(Language::En));
        assert!(said.contains("memory") && said.contains("botworth score"), "{said}");
        assert_eq!(failure_words("page a, worker b: reload the page", text(Language::En)), "page a, worker b: reload the page");
    }
}
