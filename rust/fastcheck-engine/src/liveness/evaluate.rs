//! What a formula says of one behaviour that ends in a cycle, straight from the meaning of the operators.
//!
//! **Invariant:** nothing here uses the automaton, the product or the normal form. Every counterexample must pass this.

use super::atoms::{Atoms, get};
use super::formula::Formula;
use super::graph::StateGraph;
use super::lasso::Behaviour;

/// A behaviour and what holds along it.
pub(crate) struct Along<'a> {
    pub(crate) atoms: &'a Atoms,
    pub(crate) graph: &'a StateGraph,
    pub(crate) behaviour: &'a Behaviour,
}

impl Along<'_> {
    /// Whether the formula holds of the whole behaviour.
    pub(crate) fn holds(&self, formula: &Formula) -> bool {
        self.truths(formula)[0]
    }

    /// At each position, whether the formula holds from there on.
    pub(crate) fn truths(&self, formula: &Formula) -> Vec<bool> {
        let each = |f: &dyn Fn(usize) -> bool| (0..self.behaviour.states.len()).map(f).collect();
        match formula {
            Formula::Constant(truth) => each(&|_| *truth),
            Formula::State(atom) => each(&|i| {
                let class = self.graph.class(self.behaviour.states[i] as usize);
                let bits = self.graph.state_classes.get(class as u32);
                self.atoms.state(atom).is_some_and(|bit| get(bits, bit))
            }),
            Formula::Step(atom) => each(&|i| {
                let bits = self.graph.step_classes.get(self.behaviour.steps[i]);
                self.atoms.step(atom).is_some_and(|bit| get(bits, bit))
            }),
            Formula::Not(a) => self.truths(a).into_iter().map(|a| !a).collect(),
            Formula::And(parts) => self.join(parts, |all, part| all & part, true),
            Formula::Or(parts) => self.join(parts, |any, part| any | part, false),
            Formula::Implies(a, b) => self.both(a, b, |a, b| !a | b),
            Formula::Equiv(a, b) => self.both(a, b, |a, b| a == b),
            Formula::Always(a) => {
                let never = self.truths(a).into_iter().map(|a| !a).collect();
                self.until(&[], never)
                    .into_iter()
                    .map(|fails| !fails)
                    .collect()
            }
            Formula::Eventually(a) => self.until(&[], self.truths(a)),
            Formula::LeadsTo(a, b) => {
                let answered = self.until(&[], self.truths(b));
                let open = |(a, answered): (bool, bool)| a & !answered;
                let open = self.truths(a).into_iter().zip(answered).map(open).collect();
                self.until(&[], open)
                    .into_iter()
                    .map(|fails| !fails)
                    .collect()
            }
            Formula::Until(a, b) => self.until(&self.truths(a), self.truths(b)),
        }
    }

    fn join(&self, parts: &[Formula], with: fn(bool, bool) -> bool, unit: bool) -> Vec<bool> {
        let mut truths = vec![unit; self.behaviour.states.len()];
        for part in parts {
            for (truth, part) in truths.iter_mut().zip(self.truths(part)) {
                *truth = with(*truth, part);
            }
        }
        truths
    }

    fn both(&self, a: &Formula, b: &Formula, with: fn(bool, bool) -> bool) -> Vec<bool> {
        let pairs = self.truths(a).into_iter().zip(self.truths(b));
        pairs.map(|(a, b)| with(a, b)).collect()
    }

    /// Where the second comes, and until then the first holds; an empty first always holds. Going backwards over the cycle
    /// twice reaches everything: what is true at its end may make its beginning true, and that its end.
    fn until(&self, hold: &[bool], mut truths: Vec<bool>) -> Vec<bool> {
        let last = truths.len() - 1;
        for _ in 0..2 {
            for i in (0..=last).rev() {
                let next = if i == last {
                    self.behaviour.loop_start
                } else {
                    i + 1
                };
                truths[i] |= truths[next] && hold.get(i).copied().unwrap_or(true);
            }
        }
        truths
    }
}
