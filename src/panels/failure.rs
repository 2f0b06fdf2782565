//! What a worker that died says, and a file that cannot be read any more, for people.

use crate::protocol::NEVER_STARTED;
use crate::text::Text;

/// What browsers say of a program that ended without a word of its own: of ours, one that could get no more memory.
const WITHOUT_WORDS: [&str; 5] =
    ["unreachable", "out of memory", "allocation", "memory access out of bounds", "could not allocate memory"];
/// What browsers say of a file that is not what was chosen.
const GONE: [&str; 6] =
    ["readasarraybuffer", "could not be read", "could not be found", "notreadableerror", "notfounderror", "i/o read operation"];

/// A failure in words: what happened and what to do, or what the program said.
pub fn failure_words(message: &str, text: &Text) -> String {
    let words = &text.shell;
    if let Some(reason) = message.strip_prefix(NEVER_STARTED) {
        return words.never_started.with([if reason.is_empty() { words.no_reason } else { reason }]);
    }
    let said = message.to_lowercase();
    let says = |one_of: &[&str]| one_of.iter().any(|word| said.contains(word));
    if says(&["panicked at"]) {
        return words.stopped.with([message.lines().next().unwrap_or_default()]);
    }
    if says(&GONE) {
        return words.file_gone.to_owned();
    }
    if said.is_empty() || says(&WITHOUT_WORDS) { words.out_of_memory.to_owned() } else { message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::failure_words;
    use crate::format::Language;
    use crate::text::text;

    fn english(message: &str) -> String {
        failure_words(message, text(Language::En))
    }

    #[test]
    fn a_program_that_ends_without_a_word_ran_out_of_memory() {
        let said = english("Uncaught RuntimeError: unreachable");
        assert!(said.contains("memory") && said.contains("botworth score"), "{said}");
        // As Chromium says it of a program that writes where it could get no room, of one that never began, and of one that it ended.
        for words in ["", "memory access out of bounds", "WebAssembly.Memory(): could not allocate memory"] {
            assert_eq!(english(words), said);
        }
        assert_eq!(english("page a, worker b: reload the page"), "page a, worker b: reload the page");
    }

    #[test]
    fn a_program_that_stopped_by_itself_says_where_after_what_it_means() {
        let said = english("panicked at src/session/mod.rs:1:2:\nindex out of bounds\nstack");
        assert!(said.contains("did not expect") && said.ends_with("panicked at src/session/mod.rs:1:2:"), "{said}");
    }

    #[test]
    fn a_program_that_never_began_says_so_and_what_to_do() {
        let said = english("never started: TypeError: Failed to fetch");
        assert!(said.contains("did not start") && said.contains("reload the page") && said.contains("Failed to fetch"), "{said}");
        assert!(english("never started: ").contains("no reason"));
    }

    #[test]
    fn a_file_that_is_not_there_any_more_is_chosen_again() {
        let chromium = "Failed to execute 'readAsArrayBuffer' on 'FileReaderSync': The requested file could not be read, typically due to \
            permission problems that have occurred after a reference to a file was acquired.";
        for said in [chromium, "NotFoundError: Node was not found", "The I/O read operation failed."] {
            assert!(english(said).contains("Choose it again"), "{said}");
        }
    }
}
