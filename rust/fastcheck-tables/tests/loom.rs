//! Every interleaving of a few insertions, and every value a relaxed load may give.
//!
//! RUSTFLAGS="--cfg loom" cargo test -p fastcheck-tables --test loom --release
#![cfg(loom)]
#![allow(clippy::unwrap_used)]

use fastcheck_tables::{Fingerprint, FreshSet, Insertion, SeenSet};
use loom::sync::Arc;
use loom::thread;

/// Fingerprints of the same home slot. `TWIN` shares its low word with `ONE`, `COUSIN` its high.
const ONE: u128 = (1 << 64) | 5;
const TWIN: u128 = (2 << 64) | 5;
const COUSIN: u128 = (1 << 64) | 6;

/// Explores with at most `preemptions` forced switches a run (all interleavings when `None`).
fn explore(preemptions: Option<usize>, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = preemptions;
    builder.check(model);
}

/// Each inner list is inserted in order by a thread of its own; the last one by this thread.
fn insert_all<F: Fingerprint>(set: &Arc<FreshSet<F>>, work: &[&[(F, u64)]]) -> Vec<Insertion> {
    let insert = |set: &FreshSet<F>, list: &[(F, u64)]| -> Vec<Insertion> {
        list.iter().map(|&(fp, key)| set.insert(fp, key)).collect()
    };
    let (own, others) = work.split_last().unwrap();
    let spawn = |list: &&[(F, u64)]| {
        let (set, list) = (Arc::clone(set), list.to_vec());
        thread::spawn(move || insert(&set, &list))
    };
    let handles: Vec<_> = others.iter().map(spawn).collect();
    let last = insert(set, own);
    let mut answers: Vec<_> = handles
        .into_iter()
        .flat_map(|h| h.join().unwrap())
        .collect();
    answers.extend(last);
    answers
}

fn count(answers: &[Insertion], kind: Insertion) -> usize {
    answers.iter().filter(|&&answer| answer == kind).count()
}

#[test]
fn the_same_wide_fingerprint_is_new_once_and_keeps_the_least_key() {
    explore(None, || {
        let set = Arc::new(FreshSet::<u128>::with_capacity(1));
        let answers = insert_all(&set, &[&[(ONE, 8)], &[(ONE, 3)]]);
        assert_eq!(count(&answers, Insertion::New), 1);
        assert_eq!(count(&answers, Insertion::Known), 1);
        assert_eq!((set.len(), set.key_of(ONE)), (1, Some(3)));
    });
}

/// `COUSIN` never waits for a high word: two threads that wait for a third could hand each other
/// the turn for ever, which loom, unlike a scheduler, takes for a possible run.
#[test]
fn wide_fingerprints_that_share_a_word_stay_apart() {
    explore(Some(2), || {
        let set = Arc::new(FreshSet::<u128>::with_capacity(4));
        let work: [&[_]; 3] = [&[(ONE, 8), (ONE, 2)], &[(TWIN, 4)], &[(COUSIN, 7)]];
        let answers = insert_all(&set, &work);
        assert_eq!(count(&answers, Insertion::New), 3);
        assert_eq!(answers[1], Insertion::Known);
        assert_eq!(set.key_of(ONE), Some(2));
        assert_eq!(set.key_of(TWIN), Some(4));
        assert_eq!(set.key_of(COUSIN), Some(7));
    });
}

#[test]
fn two_wide_fingerprints_from_two_threads_in_opposite_order() {
    explore(Some(3), || {
        let set = Arc::new(FreshSet::<u128>::with_capacity(4));
        let answers = insert_all(&set, &[&[(ONE, 8), (TWIN, 4)], &[(TWIN, 6), (ONE, 2)]]);
        assert_eq!(count(&answers, Insertion::New), 2);
        assert_eq!((set.key_of(ONE), set.key_of(TWIN)), (Some(2), Some(4)));
    });
}

#[test]
fn narrow_fingerprints_in_three_threads() {
    explore(Some(2), || {
        let set = Arc::new(FreshSet::<u64>::with_capacity(3));
        let answers = insert_all(&set, &[&[(1, 9)], &[(1, 2), (2, 6)], &[(2, 5), (1, 4)]]);
        assert_eq!(count(&answers, Insertion::New), 2);
        assert_eq!(count(&answers, Insertion::Known), 3);
        assert_eq!((set.key_of(1), set.key_of(2)), (Some(2), Some(5)));
    });
}

#[test]
fn fingerprints_kept_aside_follow_the_same_rules() {
    explore(None, || {
        let set = Arc::new(FreshSet::<u64>::with_capacity(1));
        let answers = insert_all(&set, &[&[(0, 9)], &[(0, 2)]]);
        assert_eq!(count(&answers, Insertion::New), 1);
        assert_eq!(set.key_of(0), Some(2));
    });
}

/// Four slots, of which three may be used and two are: both threads may get in before either is
/// counted, or one may be refused, but none is forgotten.
#[test]
fn a_full_set_refuses_and_loses_nothing() {
    explore(Some(3), || {
        let set = Arc::new(FreshSet::<u128>::with_capacity(3));
        assert_eq!(set.capacity(), 4);
        for fp in [ONE, TWIN] {
            assert_eq!(set.insert(fp, 1), Insertion::New);
        }
        let (a, b) = (COUSIN, COUSIN + 1);
        let answers = insert_all(&set, &[&[(a, 5)], &[(b, 6), (ONE, 0)]]);
        assert_eq!(answers[2], Insertion::Known);
        assert!(count(&answers, Insertion::New) >= 1);
        let mut set = Arc::try_unwrap(set).ok().unwrap();
        for (fp, key, answer) in [(a, 5, answers[0]), (b, 6, answers[1])] {
            let refused = answer == Insertion::Full;
            assert_eq!(set.key_of(fp), (!refused).then_some(key));
        }
        set.grow().unwrap();
        for (fp, key, answer) in [(a, 5, answers[0]), (b, 6, answers[1])] {
            let refused = answer == Insertion::Full;
            let again = if refused {
                Insertion::New
            } else {
                Insertion::Known
            };
            assert_eq!(set.insert(fp, key), again);
            assert_eq!(set.key_of(fp), Some(key));
        }
        assert_eq!((set.len(), set.key_of(ONE)), (4, Some(0)));
    });
}

#[test]
fn threads_fill_a_seen_set() {
    explore(Some(3), || {
        let mut set = SeenSet::<u128>::with_ids();
        set.reserve(3, 1).unwrap();
        let set = Arc::new(set);
        let fill = |set: &SeenSet<u128>, fps: [u128; 2]| -> usize {
            fps.into_iter()
                .filter(|&fp| set.insert_with_id(fp, fp as u32))
                .count()
        };
        let other = {
            let set = Arc::clone(&set);
            thread::spawn(move || fill(&set, [ONE, COUSIN]))
        };
        let own = fill(&set, [TWIN, ONE]);
        assert_eq!(own + other.join().unwrap(), 3);
        assert_eq!(set.len(), 3);
        for fp in [ONE, TWIN, COUSIN] {
            assert_eq!(set.id_of(fp), Some(fp as u32));
        }
        assert!(!set.contains(COUSIN + 1));
    });
}

#[test]
fn a_reader_beside_an_insertion_sees_it_or_not() {
    explore(None, || {
        let mut set = SeenSet::<u128>::new();
        set.reserve(2, 1).unwrap();
        assert!(set.insert(TWIN));
        let set = Arc::new(set);
        let other = {
            let set = Arc::clone(&set);
            thread::spawn(move || set.insert(ONE))
        };
        assert!(set.contains(TWIN));
        assert!(!set.contains(COUSIN));
        let early = set.contains(ONE);
        // What was seen once stays seen.
        assert!(!early || set.contains(ONE));
        assert!(other.join().unwrap());
        assert!(set.contains(ONE));
    });
}
