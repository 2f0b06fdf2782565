//! The rules' hash as eight bars: a changed rule is seen before it is read.

use std::fmt::Write as _;

/// Height of the picture; a bar is 3 wide, with 1.5 between.
pub const FINGERPRINT_HEIGHT: u32 = 15;

/// Path data of the bars, one a hex digit, for a box of 36 by [`FINGERPRINT_HEIGHT`].
pub fn fingerprint(hash: &str) -> String {
    let mut data = String::new();
    for (index, digit) in hash.chars().filter_map(|letter| letter.to_digit(16)).take(8).enumerate() {
        let tenths = index * 45 + 15;
        let height = 3 + digit * 11 / 15;
        // Writing to a String does not fail.
        let _ = write!(data, "M{}.{} {FINGERPRINT_HEIGHT}v-{height}", tenths / 10, tenths % 10);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_a_bar() {
        assert_eq!(fingerprint("0f"), "M1.5 15v-3M6.0 15v-14");
        assert_eq!(fingerprint("7f3a91c2d4").matches('M').count(), 8);
    }
}
