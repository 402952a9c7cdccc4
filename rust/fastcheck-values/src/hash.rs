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
