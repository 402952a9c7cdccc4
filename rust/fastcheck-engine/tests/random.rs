//! Random models: the engine against the brute-force explorer.
#![allow(clippy::unwrap_used)]

mod common;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use common::brute::Outcome;
use common::compare::agree;
use common::random::{Rng, model, widen};
use fastcheck_engine::Options;

/// What a run of models went through, to see that it was worth something.
#[derive(Default, Debug)]
struct Seen {
    models: usize,
    states: usize,
    ok: usize,
    wrong: usize,
    bounded: usize,
    wide_levels: usize,
}

impl Seen {
    fn count(&mut self, outcome: &Outcome) {
        if outcome.skipped {
            return;
        }
        self.models += 1;
        self.states += outcome.states.len();
        self.ok += usize::from(outcome.found.is_empty() && !outcome.bounded);
        self.wrong += usize::from(!outcome.found.is_empty());
        self.bounded += usize::from(outcome.bounded);
        let wide = |level| outcome.levels.iter().filter(|l| **l == level).count() > 256;
        let levels = outcome.levels.last().copied().unwrap_or(0);
        self.wide_levels += (1..=levels).filter(|l| wide(*l)).count();
    }
}

fn seed_base() -> u64 {
    std::env::var("FASTCHECK_SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(1)
}

fn options(rng: &mut Rng, max_states: u64) -> Options {
    Options {
        deadlock: rng.one_in(4),
        go_on: rng.one_in(4),
        max_states: Some(max_states),
        max_depth: rng.one_in(12).then(|| 1 + rng.below(6) as u64),
        record_states: true,
        record_graph: true,
        ..Options::default()
    }
}

/// Runs seeds until the time is over; at least `least`.
fn many(first: u64, least: usize, time: Duration, one: impl Fn(u64) -> Outcome) -> Seen {
    let started = Instant::now();
    let mut seen = Seen::default();
    let only = std::env::var("FASTCHECK_ONLY")
        .ok()
        .and_then(|s| s.parse().ok());
    for seed in only.map_or(first..u64::MAX, |s: u64| s..s + 1) {
        if seen.models >= least && started.elapsed() > time {
            break;
        }
        if std::env::var("FASTCHECK_TRACE").is_ok() {
            println!("seed {seed}");
        }
        match catch_unwind(AssertUnwindSafe(|| one(seed))) {
            Ok(outcome) => seen.count(&outcome),
            Err(_) => panic!("seed {seed}: run again with FASTCHECK_ONLY={seed}"),
        }
    }
    println!("{seen:?}");
    seen
}

fn small(seed: u64) -> Outcome {
    let mut rng = Rng(seed ^ 0xabcd);
    let model = model(seed, 3);
    let bound = [60, 200, 400][rng.below(3)];
    let bits = [64, 128][rng.below(2)];
    let settings = [(1, true, bits), (2, false, bits), (1, true, 192 - bits)];
    agree(&model, &options(&mut rng, bound), &settings)
}

/// Every number of workers, every width, learning and not; not every combination, for the time.
const SETTINGS: [(usize, bool, u32); 5] = [
    (1, true, 64),
    (2, true, 128),
    (4, true, 64),
    (1, false, 128),
    (2, false, 64),
];

fn large(seed: u64) -> Outcome {
    let mut rng = Rng(seed ^ 0x1234);
    let mut model = model(seed, 4);
    widen(&mut model, 3 + rng.below(2));
    let bound = [2000, 5000][rng.below(2)];
    agree(&model, &options(&mut rng, bound), &SETTINGS)
}

#[test]
fn small_models_agree() {
    let first = 1_000_000_000 * seed_base();
    let seen = many(first, 2000, Duration::from_secs(40), small);
    if std::env::var("FASTCHECK_ONLY").is_err() {
        assert!(
            seen.ok > 100 && seen.wrong > 100 && seen.bounded > 50,
            "{seen:?}"
        );
    }
}

#[test]
fn large_models_agree() {
    let first = 1_000_000_000 * seed_base() + 500_000_000;
    let seen = many(first, 100, Duration::from_secs(40), large);
    if std::env::var("FASTCHECK_ONLY").is_err() {
        assert!(seen.wide_levels > 5, "{seen:?}");
    }
}
