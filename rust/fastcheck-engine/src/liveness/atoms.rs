//! The atoms of all properties and fairness conditions, numbered: what is recorded of a state and of a step.

use super::formula::{Formula, StateAtom, StepAtom, Temporal};

/// Every atom once, in the order of first use. An atom's number is its bit in what is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Atoms {
    pub(crate) states: Vec<StateAtom>,
    pub(crate) steps: Vec<StepAtom>,
}

impl Atoms {
    pub(crate) fn new(temporal: &Temporal) -> Self {
        let mut atoms = Atoms::default();
        for property in &temporal.properties {
            atoms.gather(&property.formula);
        }
        temporal.kept.iter().for_each(|kept| atoms.gather(kept));
        for fairness in &temporal.fairness {
            add(&mut atoms.states, &fairness.enabled);
            add(&mut atoms.steps, &fairness.action);
        }
        atoms
    }

    fn gather(&mut self, formula: &Formula) {
        match formula {
            Formula::Constant(_) => {}
            Formula::State(atom) => add(&mut self.states, atom),
            Formula::Step(atom) => add(&mut self.steps, atom),
            Formula::Not(a) | Formula::Always(a) | Formula::Eventually(a) => self.gather(a),
            Formula::And(parts) | Formula::Or(parts) => {
                parts.iter().for_each(|part| self.gather(part));
            }
            Formula::Implies(a, b)
            | Formula::Equiv(a, b)
            | Formula::LeadsTo(a, b)
            | Formula::Until(a, b) => {
                self.gather(a);
                self.gather(b);
            }
        }
    }

    /// Whether every atom of a formula is among these.
    pub(crate) fn know(&self, formula: &Formula) -> bool {
        let mut all = self.clone();
        all.gather(formula);
        all == *self
    }

    /// The bit of a state atom; `None` for one that was not asked for.
    pub(crate) fn state(&self, atom: &StateAtom) -> Option<usize> {
        self.states.iter().position(|a| a == atom)
    }

    /// The bit of a step atom.
    pub(crate) fn step(&self, atom: &StepAtom) -> Option<usize> {
        self.steps.iter().position(|a| a == atom)
    }

    /// What is recorded of a step that changes nothing.
    pub(crate) fn stuttering(&self) -> Box<[u64]> {
        let mut bits = vec![0; words(self.steps.len())].into_boxed_slice();
        for (bit, atom) in self.steps.iter().enumerate() {
            if matches!(
                atom,
                StepAtom::Question {
                    stuttering: true,
                    ..
                }
            ) {
                set(&mut bits, bit);
            }
        }
        bits
    }
}

fn add<A: Clone + PartialEq>(atoms: &mut Vec<A>, atom: &A) {
    if !atoms.contains(atom) {
        atoms.push(atom.clone());
    }
}

/// How many words hold so many bits.
pub(crate) fn words(bits: usize) -> usize {
    bits.div_ceil(64)
}

pub(crate) fn set(bits: &mut [u64], bit: usize) {
    bits[bit / 64] |= 1 << (bit % 64);
}

pub(crate) fn get(bits: &[u64], bit: usize) -> bool {
    bits[bit / 64] >> (bit % 64) & 1 == 1
}
