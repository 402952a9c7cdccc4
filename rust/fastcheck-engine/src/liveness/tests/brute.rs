//! All behaviours up to a length, one after the other, and what a formula says of them, on bits of machine words.

use super::super::formula::{Fairness, Formula};
use super::Sketch;

/// One behaviour: states, and the edge taken from each (`None`: it stutters); the last leads to `back`.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    pub(super) states: Vec<usize>,
    pub(super) edges: Vec<Option<usize>>,
    pub(super) back: usize,
}

impl Walk {
    /// At which positions a formula holds, as bits.
    pub(super) fn holds(&self, sketch: &Sketch, formula: &Formula) -> u32 {
        let all = (1u32 << self.states.len()) - 1;
        let of = |f: &Formula| self.holds(sketch, f);
        match formula {
            Formula::Constant(true) => all,
            Formula::Constant(false) => 0,
            Formula::State(atom) => self.bits(|i| sketch.state_holds(self.states[i], atom)),
            Formula::Step(atom) => self.bits(|i| sketch.step_holds(self.edges[i], atom)),
            Formula::Not(a) => all & !of(a),
            Formula::And(parts) => parts.iter().fold(all, |bits, part| bits & of(part)),
            Formula::Or(parts) => parts.iter().fold(0, |bits, part| bits | of(part)),
            Formula::Implies(a, b) => all & (!of(a) | of(b)),
            Formula::Equiv(a, b) => all & !(of(a) ^ of(b)),
            Formula::Eventually(a) => {
                let a = of(a);
                self.bits(|i| a & self.ahead(i) != 0)
            }
            Formula::Always(a) => {
                let a = of(a);
                self.bits(|i| a & self.ahead(i) == self.ahead(i))
            }
            Formula::LeadsTo(a, b) => {
                let b = of(b);
                let open = of(a) & !self.bits(|i| b & self.ahead(i) != 0);
                self.bits(|i| open & self.ahead(i) == 0)
            }
            Formula::Until(a, b) => {
                let (a, b) = (of(a), of(b));
                self.bits(|i| self.reaches(i, a, b))
            }
        }
    }

    fn bits(&self, holds: impl Fn(usize) -> bool) -> u32 {
        (0..self.states.len())
            .filter(|i| holds(*i))
            .fold(0, |bits, i| bits | 1 << i)
    }

    /// The positions that are present or future at `i`.
    fn ahead(&self, i: usize) -> u32 {
        let all = (1u32 << self.states.len()) - 1;
        all & !((1 << i.min(self.back)) - 1)
    }

    /// Walks on from `i` while the first holds, and sees whether the second comes.
    fn reaches(&self, mut i: usize, a: u32, b: u32) -> bool {
        for _ in 0..2 * self.states.len() {
            if b >> i & 1 == 1 {
                return true;
            }
            if a >> i & 1 == 0 {
                return false;
            }
            i = if i + 1 < self.states.len() {
                i + 1
            } else {
                self.back
            };
        }
        false
    }

    pub(super) fn is_counterexample(
        &self,
        sketch: &Sketch,
        formula: &Formula,
        fairness: &[Fairness],
    ) -> bool {
        self.holds(sketch, formula) & 1 == 0 && fairness.iter().all(|f| self.is_fair(sketch, f))
    }

    fn is_fair(&self, sketch: &Sketch, fairness: &Fairness) -> bool {
        let cycle = self.back..self.states.len();
        let mut steps = cycle.clone();
        let mut states = cycle.map(|i| sketch.state_holds(self.states[i], &fairness.enabled));
        let taken = steps.any(|i| sketch.step_holds(self.edges[i], &fairness.action));
        taken
            || if fairness.strong {
                !states.any(|enabled| enabled)
            } else {
                !states.all(|enabled| enabled)
            }
    }
}

/// The first counterexample with at most so many positions, if there is one.
pub(super) fn find(
    sketch: &Sketch,
    formula: &Formula,
    fairness: &[Fairness],
    most: usize,
) -> Option<Walk> {
    (0..sketch.initial).find_map(|state| {
        let mut walk = Walk {
            states: vec![state],
            ..Walk::default()
        };
        extend(&mut walk, sketch, formula, fairness, most).then_some(walk)
    })
}

fn extend(
    walk: &mut Walk,
    sketch: &Sketch,
    formula: &Formula,
    fairness: &[Fairness],
    most: usize,
) -> bool {
    let here = walk.states[walk.states.len() - 1];
    let own = (0..sketch.edges.len()).filter(|e| sketch.edges[*e].0 == here);
    for edge in own.map(Some).chain([None]) {
        let target = edge.map_or(here, |e| sketch.edges[e].1);
        walk.edges.push(edge);
        for back in 0..walk.states.len() {
            if walk.states[back] == target {
                walk.back = back;
                if walk.is_counterexample(sketch, formula, fairness) {
                    return true;
                }
            }
        }
        if walk.states.len() < most {
            walk.states.push(target);
            if extend(walk, sketch, formula, fairness, most) {
                return true;
            }
            walk.states.pop();
        }
        walk.edges.pop();
    }
    false
}
