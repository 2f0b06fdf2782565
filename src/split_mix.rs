//! Numbers that look like chance and are the same on every machine: `SplitMix64` (Steele, Lea and Flood, 2014). Every seed
//! is a good seed.

/// A stream of numbers.
pub(crate) struct SplitMix {
    state: u64,
}

impl SplitMix {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// The next number in 0..1.
    pub(crate) fn unit(&mut self) -> f64 {
        // The upper 53 bits: every f64 of that grid, exactly.
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix;

    #[test]
    fn it_is_the_published_stream() {
        assert_eq!(SplitMix::new(0).bits(), 0xE220_A839_7B1D_CDAF);
    }
}
