//! Recording, for each expanded state, its steps and which temporal atoms hold.

use std::collections::HashMap;

use fastcheck_tables::Fingerprint;

use super::ask::{About, Which};
use super::check::{Holds, truth};
use super::event::Problem;
use super::steps::Agenda;
use super::worker::{Fate, Halt, Successor, Worker};
use crate::knowledge::Knowledge;
use crate::liveness::{Atoms, Classes, Codes, STUTTER, StateAtom, StepAtom, Temporal, set, words};
use crate::options::Options;
use crate::system::System;

/// What is recorded of states and steps.
#[derive(Debug)]
pub(crate) struct Observation {
    pub(crate) atoms: Atoms,
    /// Questions about states and about steps, each with the bits of its atoms.
    states: Vec<(usize, usize)>,
    steps: Vec<(usize, usize)>,
    /// By position of an action: the state atoms that are true where it can be taken, and the step atoms of taking it.
    can_take: Vec<Vec<u64>>,
    taken: Vec<Vec<u64>>,
    /// Every edge is kept, with the question that made it; otherwise one for each pair of different states.
    labels: bool,
}

impl Observation {
    /// `None` when nothing is to be recorded.
    pub(crate) fn new(temporal: &Temporal, agenda: &Agenda, options: &Options) -> Option<Self> {
        if !temporal.is_asked() && !options.record_graph {
            return None;
        }
        let atoms = if temporal.is_asked() {
            Atoms::new(temporal)
        } else {
            Atoms::default()
        };
        let question = |atom: &StateAtom| match atom {
            StateAtom::Question(question) => Some(*question),
            StateAtom::CanTake(_) => None,
        };
        let step_question = |atom: &StepAtom| match atom {
            StepAtom::Question { question, .. } => Some(*question),
            StepAtom::Taken(_) => None,
        };
        let masks = |actions: Vec<Option<&Vec<usize>>>| -> Vec<Vec<u64>> {
            let mask = |question: &usize| {
                let mut mask = vec![0; words(actions.len())];
                for (bit, questions) in actions.iter().enumerate() {
                    if questions.is_some_and(|list| list.contains(question)) {
                        set(&mut mask, bit);
                    }
                }
                mask
            };
            agenda.actions.iter().map(mask).collect()
        };
        Some(Observation {
            states: with_bits(atoms.states.iter().map(question)),
            steps: with_bits(atoms.steps.iter().map(step_question)),
            can_take: masks(atoms.states.iter().map(can_take).collect()),
            taken: masks(atoms.steps.iter().map(taken).collect()),
            labels: options.record_graph,
            atoms,
        })
    }
}

fn with_bits(questions: impl Iterator<Item = Option<usize>>) -> Vec<(usize, usize)> {
    let numbered = questions.enumerate();
    numbered
        .filter_map(|(bit, question)| Some((question?, bit)))
        .collect()
}

fn can_take(atom: &StateAtom) -> Option<&Vec<usize>> {
    match atom {
        StateAtom::CanTake(questions) => Some(questions),
        StateAtom::Question(_) => None,
    }
}

fn taken(atom: &StepAtom) -> Option<&Vec<usize>> {
    match atom {
        StepAtom::Taken(questions) => Some(questions),
        StepAtom::Question { .. } => None,
    }
}

/// The steps that one worker recorded in a level, batch by batch, their targets by fingerprint until the level ends.
pub(crate) struct Steps<F> {
    /// The rank of each batch's first state, and how many states it has.
    pub(crate) batches: Vec<(u32, u32)>,
    /// How many edges each state has.
    pub(crate) degrees: Vec<u32>,
    pub(crate) state_codes: Codes,
    pub(crate) targets: Vec<F>,
    pub(crate) step_codes: Codes,
    /// The question of each edge, when that is asked for.
    pub(crate) labels: Vec<u32>,
    pub(crate) state_classes: Classes,
    pub(crate) step_classes: Classes,
}

impl<F> Steps<F> {
    pub(crate) fn new(observation: Option<&Observation>) -> Self {
        let none = Atoms::default();
        let atoms = observation.map_or(&none, |o| &o.atoms);
        let mut step_classes = Classes::new(atoms.steps.len());
        step_classes.number(&atoms.stuttering());
        Steps {
            batches: Vec::new(),
            degrees: Vec::new(),
            state_codes: Codes::default(),
            targets: Vec::new(),
            step_codes: Codes::default(),
            labels: Vec::new(),
            state_classes: Classes::new(atoms.states.len()),
            step_classes,
        }
    }
}

/// A worker's buffers for one batch.
#[derive(Default)]
pub(crate) struct Observed {
    /// Bits of the batch's states, and of its successors' steps.
    states: Vec<u64>,
    steps: Vec<u64>,
    edges: Edges,
}

/// The different targets of one state, and the bits of the step to each.
#[derive(Default)]
struct Edges {
    targets: Vec<u128>,
    bits: Vec<u64>,
    /// Where each target is, once there are many.
    places: HashMap<u128, usize>,
}

/// More targets than this are not looked for one by one.
const MANY: usize = 32;

impl Edges {
    fn clear(&mut self) {
        self.targets.clear();
        self.bits.clear();
        self.places.clear();
    }

    fn place(&self, target: u128) -> Option<usize> {
        if self.targets.len() > MANY {
            self.places.get(&target).copied()
        } else {
            self.targets.iter().position(|t| *t == target)
        }
    }

    fn bits(&self, place: usize, words: usize) -> &[u64] {
        &self.bits[place * words..(place + 1) * words]
    }

    fn add(&mut self, target: u128, bits: &[u64]) {
        if let Some(place) = self.place(target) {
            add(
                &mut self.bits[place * bits.len()..(place + 1) * bits.len()],
                bits,
            );
            return;
        }
        self.targets.push(target);
        self.bits.extend_from_slice(bits);
        let count = self.targets.len();
        if count > MANY {
            let known = self.places.len();
            let new = self.targets.iter().copied().enumerate().skip(known);
            self.places
                .extend(new.map(|(place, target)| (target, place)));
        }
    }
}

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Records the batch. What could not be told becomes a problem of the state or successor.
    pub(crate) fn observe(&mut self) -> Result<(), Halt> {
        let Some(observation) = self.level.observation else {
            return Ok(());
        };
        let mut observed = std::mem::take(&mut self.observed);
        self.observe_states(observation, &mut observed)?;
        self.observe_steps(observation, &mut observed)?;
        let states = self.segments.len() as u32;
        self.haul.steps.batches.push((self.first as u32, states));
        for state in 0..self.segments.len() {
            self.keep_steps(observation, &mut observed, state);
        }
        self.observed = observed;
        Ok(())
    }

    fn observe_states(
        &mut self,
        observation: &Observation,
        observed: &mut Observed,
    ) -> Result<(), Halt> {
        let words = words(observation.atoms.states.len());
        observed.states.clear();
        observed.states.resize(self.segments.len() * words, 0);
        if words == 0 {
            return Ok(());
        }
        let shared = self.level.shared;
        for state in 0..self.segments.len() {
            let own = shared.read().fingerprint(self.states.get(state));
            let bits = &mut observed.states[state * words..(state + 1) * words];
            for successor in &self.successors[self.segments[state].clone().unwrap_or_default()] {
                if successor.fate != Fate::Broken && successor.fingerprint != own {
                    let position = self.level.agenda.split(successor.number).0;
                    add(bits, &observation.can_take[position]);
                }
            }
        }
        if observation.states.is_empty() {
            return Ok(());
        }
        let all: Vec<usize> = (0..self.segments.len()).collect();
        self.phase(&all, |worker, knowledge, state| {
            let bits = &mut observed.states[state * words..(state + 1) * words];
            let mut failed = None;
            for &(question, bit) in &observation.states {
                match worker.told(knowledge, state, question) {
                    None => return false,
                    Some(Holds::Yes) => set(bits, bit),
                    Some(Holds::No) => {}
                    Some(Holds::Fails(failure)) => failed = failed.or(Some((question, failure))),
                }
            }
            if let Some((question, failure)) = failed {
                worker.broken_states.push((state as u32, question, failure));
            }
            true
        })
    }

    fn observe_steps(
        &mut self,
        observation: &Observation,
        observed: &mut Observed,
    ) -> Result<(), Halt> {
        let words = words(observation.atoms.steps.len());
        observed.steps.clear();
        observed.steps.resize(self.successors.len() * words, 0);
        if words == 0 {
            return Ok(());
        }
        for (index, successor) in self.successors.iter().enumerate() {
            let position = self.level.agenda.split(successor.number).0;
            let bits = &mut observed.steps[index * words..(index + 1) * words];
            add(bits, &observation.taken[position]);
        }
        if observation.steps.is_empty() {
            return Ok(());
        }
        let kept = |index: &usize| is_kept(&self.successors[*index]);
        let all: Vec<usize> = (0..self.successors.len()).filter(kept).collect();
        self.phase(&all, |worker, knowledge, index| {
            let row = worker.build(knowledge, index);
            let state = worker.successors[index].state as usize;
            if worker.candidates.get(row) == worker.states.get(state) {
                return true;
            }
            let bits = &mut observed.steps[index * words..(index + 1) * words];
            let mut problems = Vec::new();
            for &(question, bit) in &observation.steps {
                match worker.holds_between(knowledge, index, question) {
                    None => return false,
                    Some(Holds::Yes) => set(bits, bit),
                    Some(Holds::No) => {}
                    Some(Holds::Fails(failure)) => {
                        problems.push(Problem::Failure(Some(question), failure))
                    }
                }
            }
            worker.note(index, problems);
            true
        })
    }

    /// The answer to a predicate of a state, `None` while it is not known.
    fn told(&mut self, knowledge: &Knowledge, state: usize, question: usize) -> Option<Holds> {
        let rows = [self.states.get(state), &[]];
        let (subject, about) = (state as u32, About::State(state as u32));
        self.asker
            .ask(knowledge, question, subject, Which::ONLY, about, rows)
            .map(|leaf| truth(self.asker.leaf(knowledge, leaf)))
    }

    /// Keeps a state's bits and edges. Edges to the same state get the same bits: those of all of them.
    fn keep_steps(&mut self, observation: &Observation, observed: &mut Observed, state: usize) {
        let steps = &mut self.haul.steps;
        let state_words = words(observation.atoms.states.len());
        let bits = &observed.states[state * state_words..(state + 1) * state_words];
        steps.state_codes.push(steps.state_classes.number(bits));
        let own = self.level.shared.read().fingerprint(self.states.get(state));
        let words = words(observation.atoms.steps.len());
        let edges = &mut observed.edges;
        edges.clear();
        let segment = self.segments[state].clone().unwrap_or_default();
        for index in segment.clone() {
            let successor = &self.successors[index];
            if is_kept(successor) && successor.fingerprint != own {
                let bits = &observed.steps[index * words..(index + 1) * words];
                edges.add(successor.fingerprint, bits);
            }
        }
        let before = steps.targets.len();
        if observation.labels {
            for successor in self.successors[segment].iter().filter(|s| is_kept(s)) {
                let class = edges.place(successor.fingerprint).map_or(STUTTER, |place| {
                    steps.step_classes.number(edges.bits(place, words))
                });
                let position = self.level.agenda.split(successor.number).0;
                steps.targets.push(F::from_u128(successor.fingerprint));
                steps.step_codes.push(class);
                steps
                    .labels
                    .push(self.level.agenda.actions[position] as u32);
            }
        } else {
            for (place, target) in edges.targets.iter().enumerate() {
                let class = steps.step_classes.number(edges.bits(place, words));
                steps.targets.push(F::from_u128(*target));
                steps.step_codes.push(class);
            }
        }
        steps.degrees.push((steps.targets.len() - before) as u32);
    }
}

/// Whether a successor is a state of the graph.
fn is_kept(successor: &Successor) -> bool {
    matches!(successor.fate, Fate::New | Fate::Earlier | Fate::Known)
}

fn add(bits: &mut [u64], more: &[u64]) {
    for (word, more) in bits.iter_mut().zip(more) {
        *word |= more;
    }
}
