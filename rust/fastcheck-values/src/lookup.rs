//! The hash that the interning tables use: of handles, so a few cycles per child where the content
//! hash takes tens.
//!
//! It says nothing outside one universe and is never shown or stored. A collision costs a
//! comparison and nothing else, so it may change freely.

use crate::value::{Shape, Value};

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Equal for equal shapes of one universe.
pub(crate) fn of_shape(shape: Shape<'_>) -> u64 {
    let pair = |hash, &(key, value): &(Value, Value)| of_value(of_value(hash, &key), &value);
    match shape {
        Shape::Bool(b) => step(0, u64::from(b)),
        Shape::Int(i) => step(1, i as u64),
        Shape::Str(s) => of_bytes(start(2, s.len()), s),
        Shape::Atom(s) => of_bytes(start(3, s.len()), s),
        Shape::Set(members) => members.iter().fold(start(4, members.len()), of_value),
        Shape::Tuple(items) => items.iter().fold(start(5, items.len()), of_value),
        Shape::Record(pairs) => pairs.iter().fold(start(6, pairs.len()), pair),
        Shape::Function(pairs) => pairs.iter().fold(start(7, pairs.len()), pair),
    }
}

fn start(kind: u64, len: usize) -> u64 {
    step(kind, len as u64)
}

fn of_value(hash: u64, v: &Value) -> u64 {
    step(hash, v.bits())
}

fn of_bytes(start: u64, s: &str) -> u64 {
    s.as_bytes().chunks(8).fold(start, |hash, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        step(hash, u64::from_le_bytes(word))
    })
}

/// A multiplication to 128 bits, folded. The rotation lets the order of words matter.
fn step(hash: u64, word: u64) -> u64 {
    let product = u128::from(hash.rotate_left(23) ^ word ^ MULTIPLIER) * u128::from(MULTIPLIER);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// 2^16 hashes into 2^16 cells leave 1/e of them empty when they fall at random, 24,109 +- 80.
    #[test]
    fn small_tuples_spread_over_every_part_of_the_hash() {
        let int = |i: usize| Value::of_position(i);
        let hashes: Vec<u64> = (0..1 << 16)
            .map(|i| {
                of_shape(Shape::Tuple(&[
                    int(i & 15),
                    int(i >> 4 & 255),
                    int(i >> 12),
                ]))
            })
            .collect();
        for shift in [0, 16, 32, 48] {
            let cells: BTreeSet<_> = hashes.iter().map(|hash| (hash >> shift) as u16).collect();
            assert!(
                cells.len() > (1 << 16) - 27_000,
                "shift {shift}: {}",
                cells.len()
            );
        }
    }

    #[test]
    fn kind_order_and_length_count() {
        let (a, b) = (Value::of_bool(false), Value::of_bool(true));
        let shapes = [
            Shape::Set(&[a, b]),
            Shape::Tuple(&[a, b]),
            Shape::Tuple(&[b, a]),
            Shape::Tuple(&[a, b, a]),
            Shape::Function(&[(a, b)]),
            Shape::Str("a"),
            Shape::Str("a\0"),
            Shape::Atom("a"),
        ];
        let distinct: BTreeSet<_> = shapes.into_iter().map(of_shape).collect();
        assert_eq!(distinct.len(), shapes.len());
    }
}
