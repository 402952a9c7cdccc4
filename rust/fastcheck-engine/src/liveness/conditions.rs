//! What a cycle must satisfy, as bits: one per condition, by class of state, class of step, and state of the automaton.

use super::atoms::{Atoms, words};
use super::automaton::Automaton;
use super::formula::Fairness;
use super::graph::StateGraph;
use super::letters::{Kind, Letter};
use super::normal::Literal;

/// Conditions on a cycle. Each is met by a state or a step of certain classes; a *strong* one only needs to be met by a
/// cycle that has a state which triggers it.
#[derive(Clone, Debug)]
pub(crate) struct Conditions {
    pub(crate) words: usize,
    by_state: Vec<u64>,
    by_step: Vec<u64>,
    by_automaton: Vec<u64>,
    triggers: Vec<u64>,
    /// Every condition.
    pub(crate) all: Vec<u64>,
    /// The strong ones.
    pub(crate) strong: Vec<u64>,
}

/// One condition.
enum Condition<'a> {
    /// The automaton keeps a promise.
    Promise(u32),
    /// One of these literals holds.
    Often(&'a [Literal]),
    /// The bits of its atoms; `None` for one that never holds.
    Fair {
        strong: bool,
        enabled: Option<usize>,
        action: Option<usize>,
    },
}

/// What conditions are made from.
pub(crate) struct Source<'a> {
    pub(crate) graph: &'a StateGraph,
    pub(crate) atoms: &'a Atoms,
    pub(crate) letters: &'a [(Kind, Letter)],
    pub(crate) automaton: &'a Automaton,
    pub(crate) often: &'a [Vec<Literal>],
    pub(crate) fairness: &'a [Fairness],
}

impl Conditions {
    pub(crate) fn new(source: &Source<'_>) -> Self {
        let promises = (0..source.automaton.promises as u32).map(Condition::Promise);
        let often = source.often.iter().map(|often| Condition::Often(often));
        let fair = source.fairness.iter().map(|fairness| Condition::Fair {
            strong: fairness.strong,
            enabled: source.atoms.state(&fairness.enabled),
            action: source.atoms.step(&fairness.action),
        });
        let list: Vec<Condition<'_>> = promises.chain(often).chain(fair).collect();
        let words = words(list.len()).max(1);
        let mask = |holds: &dyn Fn(&Condition<'_>) -> bool| -> Vec<u64> {
            let mut bits = vec![0; words];
            for (bit, condition) in list.iter().enumerate() {
                if holds(condition) {
                    super::atoms::set(&mut bits, bit);
                }
            }
            bits
        };
        let graph = source.graph;
        let automaton = &source.automaton.states;
        Conditions {
            words,
            by_state: graph
                .state_classes
                .iter()
                .flat_map(|bits| mask(&|c| c.met_by_state(source, bits)))
                .collect(),
            by_step: graph
                .step_classes
                .iter()
                .flat_map(|bits| mask(&|c| c.met_by_step(source, bits)))
                .collect(),
            by_automaton: automaton
                .iter()
                .flat_map(|q| {
                    mask(&|c| matches!(c, Condition::Promise(p) if !q.pending.contains(p)))
                })
                .collect(),
            triggers: graph
                .state_classes
                .iter()
                .flat_map(|bits| mask(&|c| c.triggered_by(bits)))
                .collect(),
            all: mask(&|_| true),
            strong: mask(&|c| c.is_strong()),
        }
    }

    pub(crate) fn of_state(&self, class: usize) -> &[u64] {
        &self.by_state[class * self.words..(class + 1) * self.words]
    }

    pub(crate) fn of_step(&self, class: usize) -> &[u64] {
        &self.by_step[class * self.words..(class + 1) * self.words]
    }

    pub(crate) fn of_automaton(&self, q: usize) -> &[u64] {
        &self.by_automaton[q * self.words..(q + 1) * self.words]
    }

    pub(crate) fn triggers(&self, class: usize) -> &[u64] {
        &self.triggers[class * self.words..(class + 1) * self.words]
    }
}

impl Condition<'_> {
    fn is_strong(&self) -> bool {
        matches!(self, Condition::Fair { strong: true, .. })
    }

    fn met_by_state(&self, source: &Source<'_>, bits: &[u64]) -> bool {
        match self {
            Condition::Promise(_) => false,
            Condition::Often(literals) => literals
                .iter()
                .any(|l| holds(source, *l, Kind::State, bits)),
            Condition::Fair {
                strong, enabled, ..
            } => !strong && !has(*enabled, bits),
        }
    }

    fn met_by_step(&self, source: &Source<'_>, bits: &[u64]) -> bool {
        match self {
            Condition::Promise(_) => false,
            Condition::Often(literals) => {
                literals.iter().any(|l| holds(source, *l, Kind::Step, bits))
            }
            Condition::Fair { action, .. } => has(*action, bits),
        }
    }

    fn triggered_by(&self, bits: &[u64]) -> bool {
        matches!(self, Condition::Fair { strong: true, enabled, .. } if has(*enabled, bits))
    }
}

fn has(bit: Option<usize>, bits: &[u64]) -> bool {
    bit.is_some_and(|bit| super::atoms::get(bits, bit))
}

fn holds(source: &Source<'_>, literal: Literal, of: Kind, bits: &[u64]) -> bool {
    let (kind, letter) = &source.letters[literal.letter as usize];
    *kind == of && letter.holds(bits) == literal.positive
}
