//! The normal distribution, as far as METRICS needs it.

/// z of a two-sided 95 % interval (METRICS section 6).
pub const Z95: f64 = 1.959963984540054;

/// Probability that a standard normal value lies at least `z` away from 0, on either side: `erfc(|z| / sqrt 2)`.
/// In 0..=1; 0.05 at [`Z95`].
pub fn two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::super::assert_close;
    use super::*;

    #[test]
    fn p_values_are_those_of_the_normal_table() {
        // scipy 1.17: 2 * norm.sf(z).
        assert_close(two_sided_p(0.0), 1.0);
        assert_close(two_sided_p(1.0), 0.31731050786291415);
        assert_close(two_sided_p(-Z95), 0.05);
        assert_close(two_sided_p(3.0), 0.0026997960632601866);
    }
}
