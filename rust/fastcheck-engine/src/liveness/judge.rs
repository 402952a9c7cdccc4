//! What a component turns out to be, by what its members meet and trigger.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::conditions::Conditions;
use super::product::Product;

/// What a component turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// A fair behaviour can stay in it.
    Accepted,
    /// None can.
    Rejected,
    /// Only in parts of it: these strong conditions are triggered and not met.
    Refined(Vec<u64>),
}

/// What members of a component meet and trigger. Several threads may add members at a time.
pub(crate) struct Tally<'a> {
    conditions: &'a Conditions,
    met: Vec<AtomicU64>,
    triggered: Vec<AtomicU64>,
    moves: AtomicBool,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(conditions: &'a Conditions) -> Self {
        let zeros = || (0..conditions.words).map(|_| AtomicU64::new(0)).collect();
        Tally {
            conditions,
            met: zeros(),
            triggered: zeros(),
            moves: AtomicBool::new(false),
        }
    }

    // Relaxed throughout: these are unions, read for good after the threads were joined.

    /// Adds a member, by cycle number, and its moves to other members.
    pub(crate) fn add(&self, product: &Product<'_>, member: usize, inside: impl Fn(usize) -> bool) {
        let conditions = self.conditions;
        let (state, q) = product.cycle_node(member);
        let class = product.graph.class(state);
        union(&self.met, conditions.of_state(class));
        union(&self.met, conditions.of_automaton(q));
        union(&self.triggered, conditions.triggers(class));
        product.any_inner(member, |step, next| {
            if inside(next) {
                self.moves.store(true, Ordering::Relaxed);
                union(&self.met, conditions.of_step(product.step_class(step)));
            }
            false
        });
    }

    /// Whether further members make no difference.
    pub(crate) fn is_full(&self) -> bool {
        let all = self.conditions.all.iter();
        self.moves.load(Ordering::Relaxed)
            && all
                .zip(&self.met)
                .all(|(all, met)| met.load(Ordering::Relaxed) == *all)
    }

    /// What a component of so many members is, all of which were added.
    pub(crate) fn judgement(&self, members: usize) -> Judgement {
        let conditions = self.conditions;
        let load = |bits: &[AtomicU64], word: usize| bits[word].load(Ordering::Relaxed);
        let unmet = |word: usize| conditions.all[word] & !load(&self.met, word);
        let words = 0..conditions.words;
        let misses = |word: usize| unmet(word) & !conditions.strong[word] != 0;
        if !self.moves.load(Ordering::Relaxed) || words.clone().any(misses) {
            return Judgement::Rejected;
        }
        let open: Vec<u64> = words
            .map(|word| unmet(word) & load(&self.triggered, word))
            .collect();
        match (open.iter().all(|word| *word == 0), members) {
            (true, _) => Judgement::Accepted,
            (false, 1) => Judgement::Rejected,
            (false, _) => Judgement::Refined(open),
        }
    }
}

fn union(bits: &[AtomicU64], more: &[u64]) {
    for (word, more) in bits.iter().zip(more) {
        // Looking first saves nearly all writes.
        if more & !word.load(Ordering::Relaxed) != 0 {
            word.fetch_or(*more, Ordering::Relaxed);
        }
    }
}
