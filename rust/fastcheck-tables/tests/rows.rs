//! Packed rows against rows kept as they are.
#![cfg(not(loom))]
#![allow(clippy::unwrap_used)]

use fastcheck_tables::PackedRows;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Push(Vec<u32>),
    /// Rows gathered elsewhere, under other widths, to be appended.
    Append(Vec<u8>, Vec<Vec<u32>>),
}

fn row() -> impl Strategy<Value = Vec<u32>> {
    let value = (any::<u32>(), 0..=32_u32).prop_map(|(x, bits)| x.checked_shr(bits).unwrap_or(0));
    prop::collection::vec(value, 0..12)
}

fn step() -> impl Strategy<Value = Step> {
    let widths = prop::collection::vec(0..40_u8, 0..8);
    prop_oneof![
        6 => row().prop_map(Step::Push),
        1 => (widths, prop::collection::vec(row(), 0..20)).prop_map(|(w, r)| Step::Append(w, r)),
    ]
}

fn assert_holds(packed: &PackedRows, plain: &[Vec<u32>]) {
    assert_eq!(packed.len(), plain.len());
    let mut buffer = vec![0; 16];
    for (index, row) in plain.iter().enumerate() {
        buffer.fill(u32::MAX);
        packed.read(index, &mut buffer);
        assert_eq!(&buffer[..row.len()], row, "row {index}");
        assert!(buffer[row.len()..].iter().all(|&v| v == 0), "row {index}");
    }
}

proptest! {
    #[test]
    fn rows_come_back(widths in prop::collection::vec(0..40_u8, 0..8),
                      steps in prop::collection::vec(step(), 0..60)) {
        let mut packed = PackedRows::with_widths(&widths);
        let mut plain = Vec::new();
        for step in steps {
            match step {
                Step::Push(row) => {
                    packed.push(&row).unwrap();
                    plain.push(row);
                }
                Step::Append(widths, rows) => {
                    let mut other = PackedRows::with_widths(&widths);
                    rows.iter().for_each(|row| other.push(row).unwrap());
                    packed.append(other);
                    plain.extend(rows);
                }
            }
        }
        assert_holds(&packed, &plain);
    }
}

#[test]
fn widths_are_what_was_needed_and_a_bit_of_headroom() {
    let mut rows = PackedRows::new();
    assert!(rows.widths().is_empty() && rows.is_empty());
    rows.push(&[0, 1, 5]).unwrap();
    assert_eq!(rows.widths(), [0, 2, 4]);
    rows.push(&[0, 3, 15]).unwrap();
    assert_eq!(rows.widths(), [0, 2, 4]);
    rows.push(&[1, 0, 16, u32::MAX, 1 << 30]).unwrap();
    assert_eq!(rows.widths(), [2, 2, 6, 32, 32]);
    let plain = [
        vec![0, 1, 5],
        vec![0, 3, 15],
        vec![1, 0, 16, u32::MAX, 1 << 30],
    ];
    assert_holds(&rows, &plain);
}

#[test]
fn a_row_may_be_shorter_and_its_buffer_exact() {
    let mut rows = PackedRows::with_widths(&[3, 3]);
    rows.push(&[7]).unwrap();
    rows.push(&[]).unwrap();
    let mut exact = [9, 9];
    rows.read(0, &mut exact);
    assert_eq!(exact, [7, 0]);
    rows.read(1, &mut exact);
    assert_eq!(exact, [0, 0]);
    assert_eq!(rows.widths(), [3, 3]);
}

/// 13 + 32 + 1 bits make 6 bytes a row; 300,000 of them take several blocks.
#[test]
fn many_rows_take_little_more_than_their_bits() {
    let row = |i: u32| [i % 8192, i.wrapping_mul(0x9e37_79b9), i & 1];
    let mut rows = PackedRows::with_widths(&[13, 32, 1]);
    for i in 0..300_000 {
        rows.push(&row(i)).unwrap();
    }
    assert_eq!(rows.widths(), [13, 32, 1]);
    assert!(rows.bytes() >= 6 * 300_000);
    assert!(rows.bytes() < 6 * 300_000 + (1 << 19), "{}", rows.bytes());
    let mut buffer = [0; 3];
    for i in 0..300_000 {
        rows.read(i as usize, &mut buffer);
        assert_eq!(buffer, row(i));
    }
}

#[test]
fn rows_without_bits_take_no_memory_and_are_counted() {
    let mut rows = PackedRows::new();
    for _ in 0..100_000 {
        rows.push(&[0, 0]).unwrap();
    }
    assert!(rows.len() == 100_000 && rows.bytes() < 1000);
    let mut buffer = [5; 2];
    rows.read(99_999, &mut buffer);
    assert_eq!(buffer, [0, 0]);
}

#[test]
fn rows_larger_than_a_block() {
    let long = |i: u32| {
        (0..200_000_u32)
            .map(|j| (i + j) | 1 << 31)
            .collect::<Vec<_>>()
    };
    let mut rows = PackedRows::new();
    for i in 0..3 {
        rows.push(&long(i)).unwrap();
    }
    let mut buffer = vec![0; 200_000];
    for i in 0..3 {
        rows.read(i as usize, &mut buffer);
        assert_eq!(buffer, long(i));
    }
}

#[test]
fn appending_keeps_the_last_widths_as_hint() {
    let mut rows = PackedRows::with_widths(&[4]);
    rows.append(PackedRows::with_widths(&[9]));
    assert_eq!(rows.widths(), [4]);
    let mut other = PackedRows::with_widths(&[9, 2]);
    other.push(&[300, 1]).unwrap();
    rows.append(other);
    rows.push(&[511, 3]).unwrap();
    assert_eq!(rows.widths(), [9, 2]);
    assert_holds(&rows, &[vec![300, 1], vec![511, 3]]);
}

#[test]
#[should_panic(expected = "row 1 of 1")]
fn reading_beyond_the_end_panics() {
    let mut rows = PackedRows::new();
    rows.push(&[1]).unwrap();
    rows.read(1, &mut [0; 4]);
}
