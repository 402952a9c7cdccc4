//! The liveness algorithms on graphs without any model: named cases, and random ones against brute force.
#![allow(clippy::unwrap_used)]

mod brute;
mod named;
mod parallel;
mod random;

use super::check::{Checker, Outcome};
use super::crew::Crew;
use super::formula::{Fairness, Formula, Property, StateAtom, StepAtom, Temporal};
use super::graph::StateGraph;
use super::lasso::Behaviour;
use super::patience::Patience;
use crate::options::StopToken;

/// A graph by hand. State question `q` holds in a state whose mask has bit `q`; step questions likewise, and action
/// question `q` takes a step whose `taken` has bit `q`.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    pub(super) initial: usize,
    /// State questions that hold, and actions that can be taken; an edge's actions are added to what its state can take.
    pub(super) states: Vec<(u32, u32)>,
    /// Source, target, step questions that hold, actions taken.
    pub(super) edges: Vec<(usize, usize, u32, u32)>,
}

pub(super) fn bit(mask: u32, bit: usize) -> bool {
    mask >> bit & 1 == 1
}

impl Sketch {
    pub(super) fn can_take(&self, state: usize) -> u32 {
        let own = self.edges.iter().filter(|e| e.0 == state && e.1 != state);
        own.fold(self.states[state].1, |mask, edge| mask | edge.3)
    }

    pub(super) fn state_holds(&self, state: usize, atom: &StateAtom) -> bool {
        match atom {
            StateAtom::Question(q) => bit(self.states[state].0, *q),
            StateAtom::CanTake(questions) => {
                questions.iter().any(|q| bit(self.can_take(state), *q))
            }
        }
    }

    /// Of an edge; `None` for a stuttering step.
    pub(super) fn step_holds(&self, edge: Option<usize>, atom: &StepAtom) -> bool {
        let changing = edge.map(|e| self.edges[e]).filter(|(s, t, ..)| s != t);
        match (atom, changing) {
            (StepAtom::Question { question, .. }, Some((_, _, holds, _))) => bit(holds, *question),
            (StepAtom::Question { stuttering, .. }, None) => *stuttering,
            (StepAtom::Taken(questions), Some((_, _, _, taken))) => {
                questions.iter().any(|q| bit(taken, *q))
            }
            (StepAtom::Taken(_), None) => false,
        }
    }

    pub(super) fn graph(&self, temporal: &Temporal) -> StateGraph {
        let mut graph = StateGraph::new(temporal);
        for state in 0..self.states.len() {
            graph.add_state(state < self.initial, |atom| self.state_holds(state, atom));
            for (e, edge) in self.edges.iter().enumerate().filter(|(_, e)| e.0 == state) {
                graph.add_edge(edge.1 as u32, |atom| self.step_holds(Some(e), atom));
            }
        }
        graph
    }

    pub(super) fn check(&self, formula: &Formula, fairness: &[Fairness]) -> Outcome {
        self.check_with(formula, fairness, true, usize::MAX)
    }

    pub(super) fn check_with(
        &self,
        formula: &Formula,
        fairness: &[Fairness],
        split: bool,
        large: usize,
    ) -> Outcome {
        let property = Property {
            name: "property".into(),
            formula: formula.clone(),
        };
        let temporal = Temporal {
            properties: vec![property],
            fairness: fairness.to_vec(),
            kept: Vec::new(),
        };
        let graph = self.graph(&temporal);
        let checker = Checker {
            graph: &graph,
            fairness,
            split,
            large,
        };
        search(&checker, formula, 1)
    }
}

pub(super) fn search(checker: &Checker<'_>, formula: &Formula, workers: usize) -> Outcome {
    let stop = StopToken::new();
    let patience = Patience::new(&stop, None);
    checker.check(formula, &Crew::new(workers - 1, &patience))
}

pub(super) fn violated(outcome: Outcome) -> Behaviour {
    match outcome {
        Outcome::Violated(behaviour) => behaviour,
        other => panic!("a violation was expected: {other:?}"),
    }
}
