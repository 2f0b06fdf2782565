//! What a person can check of the promise that nothing is sent.

use super::Sentence;

/// A text without places.
type Words = &'static str;

texts! {
    /// The page on which the promise is put to the test.
    VerifyText {
        title: Words,
        sub: Words,
        policy: Words,
        policy_sub: Words,
        trials: Words,
        trials_sub: Words,
        start: Words,
        trying: Words,
        way: Words,
        outcome: Words,
        refused: Words,
        absent: Words,
        unseen: Words,
        visible: Words,
        out: Words,
        all_refused: Sentence<2>,
        some_out: Sentence<2>,
        offline: Words,
        offline_how: Words,
        limits: Words,
        limits_what: Words,
        files: Words,
        files_sub: Words,
        check: Words,
        checking: Words,
        same: Sentence<1>,
        differ: Sentence<2>,
        unknown: Words,
        release: Words,
        inside: Words,
        data: Words,
        data_sub: Words,
        data_facts: [(Words, Words); 5],
    }
}
