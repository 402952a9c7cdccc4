//! Times of the tables' inner operations, on one thread:
//! cargo run --release -p fastcheck-tables --example probe [millions of entries]

use fastcheck_tables::{Fingerprint, FreshSet, Insertion, PackedRows, SeenSet};
use std::hint::black_box;
use std::time::Instant;

/// Fingerprints probed together, so that their cache misses overlap.
const BATCH: usize = 32;

fn main() {
    let millions = std::env::args().nth(1).and_then(|arg| arg.parse().ok());
    let entries = millions.unwrap_or(10) * 1_000_000;
    sets::<u64>(entries);
    sets::<u128>(entries);
    rows(entries as usize / 5);
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

/// Prints nanoseconds for each of `count` operations; `work` returns something it worked out.
fn time<T>(what: &str, count: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = black_box(work());
    let each = start.elapsed().as_nanos() as f64 / count as f64;
    println!("{what:<44} {each:7.2} ns");
    result
}

fn sets<F: Fingerprint>(entries: u64) {
    println!("{entries} fingerprints of {} bits", F::BITS);
    let count = entries as usize;
    let fingerprints = |from: u64| -> Vec<F> {
        (from..from + entries)
            .map(|i| F::from_u128(spread(i)))
            .collect()
    };
    let (present, absent) = (fingerprints(0), fingerprints(entries));
    let mut seen = SeenSet::<F>::new();
    let _ = seen.reserve(count, 1);
    time("seen: insert, batched", count, || {
        batched(&present, |fp| seen.prefetch(fp), |fp| seen.insert(fp))
    });
    for (name, list) in [("present", &present), ("absent", &absent)] {
        time(&format!("seen: contains, {name}"), count, || {
            list.iter().filter(|&&fp| seen.contains(fp)).count()
        });
        time(&format!("seen: contains, {name}, batched"), count, || {
            batched(list, |fp| seen.prefetch(fp), |fp| seen.contains(fp))
        });
    }
    for threads in [1, 2] {
        let more = seen.capacity() * 3 / 4;
        let name = format!("seen: grow an entry, {threads} threads");
        let _ = time(&name, count, || seen.reserve(more, threads));
    }
    let mut fresh = FreshSet::<F>::with_capacity(count);
    let is_new = |fresh: &FreshSet<F>, fp| fresh.insert(fp, 1) == Insertion::New;
    time("fresh: insert new, batched", count, || {
        batched(&present, |fp| fresh.prefetch(fp), |fp| is_new(&fresh, fp))
    });
    time("fresh: insert known, batched", count, || {
        batched(&present, |fp| fresh.prefetch(fp), |fp| is_new(&fresh, fp))
    });
    let _ = time("fresh: grow an entry", count, || fresh.grow());
    time("fresh: clear an entry", count, || fresh.clear());
}

fn batched<F: Copy>(list: &[F], prefetch: impl Fn(F), probe: impl Fn(F) -> bool) -> usize {
    let probe_all = |batch: &[F]| {
        batch.iter().for_each(|&fp| prefetch(fp));
        batch.iter().filter(|&&fp| probe(fp)).count()
    };
    list.chunks(BATCH).map(probe_all).sum()
}

fn rows(count: usize) {
    let widths = [3, 1, 7, 2, 12, 1, 5, 4, 9, 2, 2, 3, 17, 1, 6, 5, 1, 8, 2, 4];
    println!(
        "{count} rows of {} slots, {} bits",
        widths.len(),
        widths.iter().sum::<u8>()
    );
    let mut row = [0; 20];
    let mut packed = PackedRows::with_widths(&widths);
    let fill = |i: usize, row: &mut [u32; 20]| {
        for (slot, (value, width)) in row.iter_mut().zip(widths).enumerate() {
            *value = (i * (slot + 1)) as u32 & ((1 << width) - 1);
        }
    };
    time("making a row (included below)", count, || {
        (0..count).for_each(|i| fill(i, black_box(&mut row)));
    });
    time("rows: pack a row", count, || {
        (0..count).for_each(|i| {
            fill(i, &mut row);
            let _ = packed.push(&row);
        });
    });
    time("rows: unpack a row in sequence", count, || {
        (0..count).for_each(|i| packed.read(i, black_box(&mut row)));
    });
}
