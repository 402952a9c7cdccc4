//! The content hash: a fixed function of the value alone, version [`HASH_VERSION`].
//!
//! Nothing here may change without a new version: fingerprints in stored runs depend on it.
//! `tests/reference_hash.py` is a second implementation, and the source of the test vectors.
//!
//! All is built from one permutation of 128 bits: three rounds of "fold the high half into the
//! low, multiply by an odd constant". Each step can be undone, so the permutation loses nothing;
//! the folds are what keeps sums of its outputs free of linear relations, as multiplications
//! alone would not. The constants are the first 512 bits of the fraction of pi, made odd where
//! they multiply.

/// The version of the content hash; stored beside fingerprints.
pub const HASH_VERSION: u32 = 1;

const OFFSET: u128 = 0x243f_6a88_85a3_08d3_1319_8a2e_0370_7344;
const ROUNDS: [u128; 3] = [
    0xa409_3822_299f_31d0_082e_fa98_ec4e_6c89,
    0x4528_21e6_38d0_1377_be54_66cf_34e9_0c6d,
    0xc0ac_29b7_c97c_50dd_3f84_d5b5_b547_0917,
];

/// What a hash is of, so that `TRUE`, `1`, `"1"` and the atom `1` differ.
#[derive(Copy, Clone)]
enum Kind {
    Bool = 1,
    Int = 2,
    Str = 3,
    Atom = 4,
    Set = 5,
    Function = 6,
    Member = 7,
    Bytes = 8,
}

/// A bijection of 128 bits in which every output bit depends on every input bit.
#[inline]
const fn permute(x: u128) -> u128 {
    let mut x = x.wrapping_add(OFFSET);
    let mut round = 0;
    while round < ROUNDS.len() {
        x = (x ^ (x >> 64)).wrapping_mul(ROUNDS[round]);
        round += 1;
    }
    x ^ (x >> 64)
}

/// Combines two words into one; the order of the arguments matters.
///
/// With either argument fixed this is a bijection of the other, so values mixed with one key never
/// collide. Outputs may be summed (wrapping), keyed by `a`: `mix(a, b) + mix(c, d)` tells which
/// `b` belongs to which key.
///
/// The rotation keeps the two arguments apart when both come out of `mix` themselves.
#[inline]
#[must_use]
pub const fn mix(a: u128, b: u128) -> u128 {
    permute(permute(a).rotate_left(53).wrapping_add(b))
}

/// Hashes a byte string: its length, then its blocks of 16 bytes (little-endian, the last padded
/// with zeros), mixed one after the other.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> u128 {
    let start = mix(Kind::Bytes as u128, bytes.len() as u128);
    bytes.chunks(16).fold(start, |hash, chunk| {
        let mut block = [0; 16];
        block[..chunk.len()].copy_from_slice(chunk);
        mix(hash, u128::from_le_bytes(block))
    })
}

pub(crate) fn of_bool(b: bool) -> u128 {
    seal(mix(Kind::Bool as u128, u128::from(b)))
}

/// The integer enters as its 64-bit two's complement, zero-extended.
#[inline]
pub(crate) fn of_int(i: i64) -> u128 {
    seal(mix(Kind::Int as u128, u128::from(i as u64)))
}

pub(crate) fn of_str(s: &str) -> u128 {
    seal(mix(Kind::Str as u128, of_bytes(s.as_bytes())))
}

pub(crate) fn of_atom(s: &str) -> u128 {
    seal(mix(Kind::Atom as u128, of_bytes(s.as_bytes())))
}

/// The hash of a set from the hashes of its members, in any order.
pub(crate) fn of_set(members: impl ExactSizeIterator<Item = u128>) -> u128 {
    let kind = mix(Kind::Set as u128, members.len() as u128);
    seal(mix(
        kind,
        sum(members.map(|member| mix(Kind::Member as u128, member))),
    ))
}

/// The hash of a function from the hashes of its keys and values, in any order.
pub(crate) fn of_function(pairs: impl ExactSizeIterator<Item = (u128, u128)>) -> u128 {
    let kind = mix(Kind::Function as u128, pairs.len() as u128);
    seal(mix(kind, sum(pairs.map(|(key, value)| mix(key, value)))))
}

fn sum(terms: impl Iterator<Item = u128>) -> u128 {
    terms.fold(0, u128::wrapping_add)
}

/// Keeps 0 free: tables use it for "empty".
const fn seal(hash: u128) -> u128 {
    if hash == 0 { 1 } else { hash }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Words from SplitMix64 (Steele, Lea, Flood 2014): a source that shares nothing with `mix`.
    struct Words(u64);

    impl Words {
        fn word(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            x ^ (x >> 31)
        }

        fn wide(&mut self) -> u128 {
            u128::from(self.word()) | u128::from(self.word()) << 64
        }
    }

    /// Flips each of the 256 input bits of 576 inputs; every output bit must flip in 35 % to 65 %
    /// of them. For a fair coin that is 7 standard deviations either way (1/24 * 1/2 each), so not
    /// one of the 32,768 cells may leave the band.
    fn assert_avalanche(inputs: &[(u128, u128)]) {
        assert_eq!(inputs.len(), 576);
        for bit in 0..256 {
            let (da, db) = if bit < 128 {
                (1 << bit, 0)
            } else {
                (0, 1 << (bit - 128))
            };
            let mut flips = [0u32; 128];
            for &(a, b) in inputs {
                let difference = mix(a, b) ^ mix(a ^ da, b ^ db);
                for (i, count) in flips.iter_mut().enumerate() {
                    *count += (difference >> i) as u32 & 1;
                }
            }
            for (i, &count) in flips.iter().enumerate() {
                assert!(
                    (202..=374).contains(&count),
                    "input bit {bit}, output bit {i}: {count}"
                );
            }
        }
    }

    #[test]
    fn every_input_bit_moves_every_output_bit() {
        let mut words = Words(1);
        let random: Vec<_> = (0..576).map(|_| (words.wide(), words.wide())).collect();
        assert_avalanche(&random);
        let small: Vec<_> = (0..24).flat_map(|a| (0..24).map(move |b| (a, b))).collect();
        assert_avalanche(&small);
    }

    #[test]
    fn exchanging_values_between_keys_changes_the_sum() {
        let exchanged = |a, b, c, d| {
            let kept = mix(a, b).wrapping_add(mix(c, d));
            let swapped = mix(a, d).wrapping_add(mix(c, b));
            (kept as u64 != swapped as u64) && (kept >> 64 != swapped >> 64)
        };
        let mut words = Words(2);
        for _ in 0..100_000 {
            let (a, b, c, d) = (words.wide(), words.wide(), words.wide(), words.wide());
            assert!(exchanged(a, b, c, d));
            assert!(exchanged(a, b, a ^ 1, b ^ 1));
        }
        let pairs = || (0..24u128).flat_map(|low| (low + 1..24).map(move |high| (low, high)));
        for ((a, c), (b, d)) in pairs().flat_map(|x| pairs().map(move |y| (x, y))) {
            assert!(exchanged(a, b, c, d), "{a} {b} {c} {d}");
        }
    }

    #[test]
    fn sums_over_small_keys_and_values_are_distinct_in_each_half() {
        let mut low = BTreeSet::new();
        let mut high = BTreeSet::new();
        for state in 0..1u128 << 16 {
            let leaves = (0..4).map(|key| mix(key, state >> (4 * key) & 15));
            let fingerprint = sum(leaves);
            assert!(low.insert(fingerprint as u64) && high.insert((fingerprint >> 64) as u64));
        }
    }

    #[test]
    fn the_arguments_do_not_commute() {
        let mut words = Words(3);
        for _ in 0..10_000 {
            let (a, b, c) = (words.wide(), words.wide(), words.wide());
            assert_ne!(mix(a, b), mix(b, a));
            assert_ne!(mix(a, mix(b, c)), mix(b, mix(a, c)));
            assert_ne!(mix(mix(a, b), c), mix(a, mix(b, c)));
        }
    }

    #[test]
    fn padding_and_length_of_bytes_count() {
        let zeros: Vec<_> = (0..=64).map(|n| of_bytes(&vec![0; n])).collect();
        let distinct: BTreeSet<_> = zeros.iter().collect();
        assert_eq!(distinct.len(), zeros.len());
        assert_ne!(
            of_bytes(b"0123456789abcdefX"),
            of_bytes(b"X0123456789abcdef")
        );
    }

    #[test]
    fn trap_31_no_hash_is_zero() {
        assert_eq!(seal(0), 1);
        assert_eq!(seal(u128::MAX), u128::MAX);
    }
}
