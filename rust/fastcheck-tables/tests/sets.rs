//! Both sets against the collections of std, filled by several threads.
#![cfg(not(loom))]
#![allow(clippy::unwrap_used)]

use fastcheck_tables::{Fingerprint, FreshSet, Insertion, SeenSet};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fingerprints as they come, and such as share words, have zero words, or wrap around the end.
fn fingerprint() -> impl Strategy<Value = u128> {
    prop_oneof![
        8 => any::<u128>(),
        3 => (1..4_u128, 1..200_u128).prop_map(|(high, low)| high << 64 | low),
        2 => (0..3_u128, 0..3_u128).prop_map(|(high, low)| high << 64 | low),
        2 => (0..100_u128).prop_map(|x| u128::MAX - (x << 64)),
        1 => (0..100_u128).prop_map(|x| u128::MAX - x),
    ]
}

fn id_for<F: Fingerprint>(fp: F) -> u32 {
    let x = fp.to_u128();
    (x ^ x >> 32 ^ x >> 64 ^ x >> 96) as u32
}

/// Inserts a batch, dealt out to `threads`; the number of calls that said "new".
fn fill<F: Fingerprint>(set: &SeenSet<F>, batch: &[F], threads: usize) -> usize {
    let added = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let added = &added;
            scope.spawn(move || {
                for &fp in batch.iter().skip(thread).step_by(threads) {
                    set.prefetch(fp);
                    if set.insert_with_id(fp, id_for(fp)) {
                        added.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    added.into_inner()
}

fn check_seen<F: Fingerprint>(mut set: SeenSet<F>, ids: bool, batches: Vec<(Vec<u128>, usize)>) {
    let mut expected = BTreeSet::new();
    for (batch, threads) in batches {
        let batch: Vec<F> = batch.into_iter().map(F::from_u128).collect();
        for &fp in &batch {
            assert_eq!(set.contains(fp), expected.contains(&fp));
        }
        let (peak, before) = (set.bytes_after(batch.len()), set.bytes());
        let distinct = batch.iter().filter(|&&fp| !expected.contains(&fp));
        let distinct: BTreeSet<F> = distinct.copied().collect();
        set.reserve(batch.len(), threads).unwrap();
        assert!(set.bytes() == before || (before..=peak).contains(&set.bytes()));
        assert_eq!(fill(&set, &batch, threads), distinct.len());
        expected.extend(distinct);
        assert_eq!(set.len(), expected.len());
        assert!(set.len() * 4 <= set.capacity() * 3);
    }
    for &fp in &expected {
        assert!(set.contains(fp));
        assert_eq!(set.id_of(fp), ids.then(|| id_for(fp)));
    }
}

/// Keys by fingerprint; a set grows whenever an insertion is refused.
fn check_fresh<F: Fingerprint>(entries: &[(u128, u64)], threads: usize, times: usize) {
    let set = RwLock::new(FreshSet::<F>::with_capacity(0));
    let new = AtomicUsize::new(0);
    let insert = |fp, key| loop {
        match set.read().unwrap().insert(fp, key) {
            Insertion::New => {
                new.fetch_add(1, Ordering::Relaxed);
                return;
            }
            Insertion::Known => return,
            Insertion::Full => {}
        }
        let mut set = set.write().unwrap();
        // Unless another thread has grown it meanwhile.
        if set.len() * 2 > set.capacity() {
            set.grow().unwrap();
        }
    };
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let insert = &insert;
            scope.spawn(move || {
                for time in 0..times {
                    // Each thread has every entry, in another order and with other keys.
                    let rotation = entries.len() * (thread * times + time) / (threads * times);
                    let (front, back) = entries.split_at(rotation);
                    for &(fp, key) in back.iter().chain(front) {
                        let more = (thread as u64) << (key % 60);
                        insert(F::from_u128(fp), key.saturating_add(more));
                    }
                }
            });
        }
    });
    let mut expected = BTreeMap::new();
    for &(fp, key) in entries {
        let least: &mut u64 = expected.entry(F::from_u128(fp)).or_insert(key);
        *least = key.min(*least);
    }
    let set = set.into_inner().unwrap();
    assert_eq!(new.into_inner(), expected.len());
    assert_eq!(set.len(), expected.len());
    for (fp, key) in expected {
        assert_eq!(set.key_of(fp), Some(key));
    }
}

fn batches() -> impl Strategy<Value = Vec<(Vec<u128>, usize)>> {
    let batch = prop::collection::vec(fingerprint(), 0..300);
    prop::collection::vec((batch, 1..=4_usize), 0..8)
}

fn entries() -> impl Strategy<Value = Vec<(u128, u64)>> {
    prop::collection::vec((fingerprint(), any::<u64>()), 0..500)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn seen_narrow(batches in batches()) {
        check_seen(SeenSet::<u64>::with_ids(), true, batches);
    }

    #[test]
    fn seen_wide(batches in batches(), ids in any::<bool>()) {
        let set = if ids { SeenSet::<u128>::with_ids() } else { SeenSet::new() };
        check_seen(set, ids, batches);
    }

    #[test]
    fn fresh_narrow(entries in entries(), threads in 1..=4_usize) {
        check_fresh::<u64>(&entries, threads, 1);
    }

    #[test]
    fn fresh_wide(entries in entries(), threads in 1..=4_usize) {
        check_fresh::<u128>(&entries, threads, 1);
    }
}

/// Two steps of splitmix64 (Steele, Lea, Flood 2014), each a bijection: distinct for distinct `i`.
fn spread(i: u64) -> u128 {
    let mix = |seed: u64| {
        let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ x >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ x >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ x >> 31
    };
    u128::from_halves(mix(2 * i + 1), mix(2 * i + 2))
}

#[test]
fn a_large_seen_set_is_moved_by_several_threads() {
    let mut set = SeenSet::<u128>::with_ids();
    let batch: Vec<u128> = (0..150_000).map(spread).collect();
    let mut filled = 0;
    for end in [100_000, 140_000, 150_000] {
        set.reserve(end - filled, 3).unwrap();
        assert_eq!(fill(&set, &batch[filled..end], 3), end - filled);
        filled = end;
        assert!(
            batch[..filled]
                .iter()
                .all(|&fp| set.id_of(fp) == Some(id_for(fp)))
        );
        assert!(!(150_000..200_000).map(spread).any(|fp| set.contains(fp)));
    }
    assert_eq!(set.len(), 150_000);
    // From the first 133,334 slots by half to 200,001, which hold 150,000.
    assert_eq!((set.capacity(), set.bytes()), (200_001, 200_001 * 20));
}

#[test]
fn large_fresh_sets_under_contention() {
    let entries: Vec<_> = (0..50_000).map(|i| (spread(i % 30_000), i * 7)).collect();
    check_fresh::<u64>(&entries, 4, 2);
    check_fresh::<u128>(&entries, 4, 2);
}

#[test]
fn a_zero_fingerprint_is_like_any_other() {
    let mut seen = SeenSet::<u64>::with_ids();
    assert!(!seen.contains(0) && seen.id_of(0).is_none());
    seen.reserve(1, 1).unwrap();
    assert!(seen.insert_with_id(0, 9) && !seen.insert_with_id(0, 8));
    seen.reserve(1000, 1).unwrap();
    assert!(seen.contains(0) && !seen.contains(1));
    assert_eq!((seen.len(), seen.id_of(0)), (1, Some(9)));

    let mut fresh = FreshSet::<u128>::with_capacity(10);
    for zero in [0, 5, 5 << 64] {
        assert_eq!(fresh.insert(zero, 4), Insertion::New);
        assert_eq!(fresh.insert(zero, 3), Insertion::Known);
        assert_eq!(fresh.insert(zero, 6), Insertion::Known);
        fresh.grow().unwrap();
        assert_eq!(fresh.key_of(zero), Some(3));
    }
    fresh.clear();
    assert_eq!((fresh.len(), fresh.key_of(0)), (0, None));
}

/// All have the last slot as home; the others must be found at the start of the table.
#[test]
fn a_walk_goes_on_at_the_start_of_the_table() {
    let fps: Vec<u128> = (0..20).map(|x| u128::MAX - x).collect();
    let mut seen = SeenSet::<u128>::with_ids();
    seen.reserve(fps.len(), 1).unwrap();
    let fresh = FreshSet::<u128>::with_capacity(fps.len());
    for &fp in &fps {
        assert!(!seen.contains(fp) && fresh.key_of(fp).is_none());
        assert!(seen.insert_with_id(fp, id_for(fp)));
        assert_eq!(fresh.insert(fp, fp as u64), Insertion::New);
    }
    seen.reserve(1000, 1).unwrap();
    for &fp in &fps {
        assert!(!seen.insert(fp));
        assert_eq!(seen.id_of(fp), Some(id_for(fp)));
        assert_eq!(fresh.insert(fp, u64::MAX), Insertion::Known);
        assert_eq!(fresh.key_of(fp), Some(fp as u64));
    }
    assert!(!seen.contains(5 << 64 | 1) && !seen.contains(u128::MAX - 20));
}

#[test]
fn extreme_keys_are_kept() {
    let set = FreshSet::<u64>::with_capacity(2);
    assert_eq!(set.insert(7, u64::MAX), Insertion::New);
    assert_eq!(set.key_of(7), Some(u64::MAX));
    assert_eq!(set.insert(7, 0), Insertion::Known);
    assert_eq!(set.key_of(7), Some(0));
}

#[test]
fn a_full_set_says_so_until_it_has_grown() {
    let mut set = FreshSet::<u64>::with_capacity(48);
    let room = set.capacity() * 3 / 4;
    let fps: Vec<u64> = (0..room as u64 + 1).map(|i| spread(i) as u64).collect();
    for &fp in &fps[..room] {
        assert_eq!(set.insert(fp, 5), Insertion::New);
    }
    let last = fps[room];
    for _ in 0..100 {
        assert_eq!(set.insert(last, 1), Insertion::Full);
    }
    assert_eq!((set.len(), set.key_of(last)), (room, None));
    // Known fingerprints need no room.
    assert_eq!(set.insert(fps[0], 2), Insertion::Known);
    let peak = set.bytes_after_grow() - set.bytes();
    set.grow().unwrap();
    assert_eq!(set.bytes(), peak);
    assert_eq!(set.insert(last, 1), Insertion::New);
    assert_eq!((set.key_of(fps[0]), set.key_of(fps[1])), (Some(2), Some(5)));
}

#[test]
fn room_announced_is_room_given() {
    for entries in [0, 1, 48, 49, 1000, 100_000] {
        let set = FreshSet::<u64>::with_capacity(entries);
        for i in 0..entries as u64 {
            assert_eq!(
                set.insert(spread(i) as u64, i),
                Insertion::New,
                "{i} of {entries}"
            );
        }
    }
}

#[test]
fn clearing_gives_back_room_that_was_not_used() {
    let mut set = FreshSet::<u64>::with_capacity(100_000);
    let before = set.bytes();
    for i in 0..60_000 {
        let _ = set.insert(spread(i) as u64, 3);
    }
    set.clear();
    assert_eq!((set.len(), set.bytes()), (0, before));
    assert!((0..60_000).all(|i| set.key_of(spread(i) as u64).is_none()));
    for i in 0..1000 {
        assert_eq!(set.insert(spread(i) as u64, 4), Insertion::New);
    }
    assert_eq!(set.key_of(spread(0) as u64), Some(4));
    set.clear();
    assert!(
        set.is_empty() && set.bytes() < before / 8,
        "{}",
        set.bytes()
    );
    for i in 0..2000 {
        assert_eq!(set.insert(spread(i) as u64, 4), Insertion::New);
    }
}

#[test]
fn too_large_a_request_is_an_error_and_changes_nothing() {
    let mut set = SeenSet::<u128>::with_ids();
    set.reserve(1, 1).unwrap();
    set.insert_with_id(77 << 64 | 1, 6);
    for additional in [usize::MAX, usize::MAX / 2, 1 << 58, 1 << 52] {
        let error = set.reserve(additional, 2).unwrap_err();
        assert!(error.bytes >= additional);
        assert!(set.bytes_after(additional) >= additional);
    }
    assert_eq!((set.len(), set.id_of(77 << 64 | 1)), (1, Some(6)));

    let mut fresh = FreshSet::<u64>::with_capacity(usize::MAX);
    assert_eq!(fresh.bytes(), 0);
    assert_eq!(fresh.key_of(5), None);
    assert_eq!(fresh.insert(5, 5), Insertion::Full);
    fresh.grow().unwrap();
    assert_eq!(fresh.insert(5, 5), Insertion::New);
}
