//! State fingerprints of two widths.

use std::fmt::Debug;
use std::hash::Hash;

/// A state fingerprint: `u64` or `u128`.
///
/// The tables find a fingerprint's slot from its high 64 bits and assume that these are spread
/// evenly. Others are stored just as faithfully, but slowly.
pub trait Fingerprint: Copy + Eq + Ord + Hash + Debug + Default + Send + Sync + 'static {
    /// Width in bits.
    const BITS: u32;

    /// Width in 64-bit words: 1 or 2.
    const WORDS: usize;

    /// The low `BITS` bits of `x`.
    fn from_u128(x: u128) -> Self;

    /// The fingerprint as a number.
    fn to_u128(self) -> u128;

    /// Sum modulo 2^BITS.
    #[must_use]
    fn wrapping_add(self, other: Self) -> Self;

    /// Difference modulo 2^BITS.
    #[must_use]
    fn wrapping_sub(self, other: Self) -> Self;

    /// The most significant 64 bits.
    fn high64(self) -> u64;

    /// The least significant 64 bits; the same as [`high64`](Self::high64) when there are no more.
    fn low64(self) -> u64;

    /// The fingerprint of given halves; `high` is ignored when `WORDS` is 1.
    fn from_halves(low: u64, high: u64) -> Self;
}

impl Fingerprint for u64 {
    const BITS: u32 = 64;
    const WORDS: usize = 1;

    #[inline]
    fn from_u128(x: u128) -> Self {
        x as u64
    }

    #[inline]
    fn to_u128(self) -> u128 {
        u128::from(self)
    }

    #[inline]
    fn wrapping_add(self, other: Self) -> Self {
        u64::wrapping_add(self, other)
    }

    #[inline]
    fn wrapping_sub(self, other: Self) -> Self {
        u64::wrapping_sub(self, other)
    }

    #[inline]
    fn high64(self) -> u64 {
        self
    }

    #[inline]
    fn low64(self) -> u64 {
        self
    }

    #[inline]
    fn from_halves(low: u64, _high: u64) -> Self {
        low
    }
}

impl Fingerprint for u128 {
    const BITS: u32 = 128;
    const WORDS: usize = 2;

    #[inline]
    fn from_u128(x: u128) -> Self {
        x
    }

    #[inline]
    fn to_u128(self) -> u128 {
        self
    }

    #[inline]
    fn wrapping_add(self, other: Self) -> Self {
        u128::wrapping_add(self, other)
    }

    #[inline]
    fn wrapping_sub(self, other: Self) -> Self {
        u128::wrapping_sub(self, other)
    }

    #[inline]
    fn high64(self) -> u64 {
        (self >> 64) as u64
    }

    #[inline]
    fn low64(self) -> u64 {
        self as u64
    }

    #[inline]
    fn from_halves(low: u64, high: u64) -> Self {
        u128::from(low) | u128::from(high) << 64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_fingerprints_keep_the_low_bits() {
        let x = (7 << 64) | 5;
        assert_eq!(u64::from_u128(x), 5);
        assert_eq!(u128::from_u128(x), x);
        assert_eq!(x.high64(), 7);
        assert_eq!(x.low64(), 5);
        assert_eq!(5_u64.high64(), 5);
    }

    #[test]
    fn arithmetic_wraps_and_carries() {
        assert_eq!(Fingerprint::wrapping_add(u64::MAX, 2), 1);
        assert_eq!(Fingerprint::wrapping_sub(0_u64, 1), u64::MAX);
        assert_eq!(Fingerprint::wrapping_add(u128::from(u64::MAX), 1), 1 << 64);
        assert_eq!(Fingerprint::wrapping_sub(0_u128, 1), u128::MAX);
    }

    #[test]
    fn halves_make_the_whole() {
        for x in [0, 1, u128::MAX, 3 << 64, (9 << 64) | 4] {
            assert_eq!(u128::from_halves(x.low64(), x.high64()), x);
        }
        assert_eq!(u64::from_halves(4, 9), 4);
    }
}
