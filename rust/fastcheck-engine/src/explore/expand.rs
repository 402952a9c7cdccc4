//! The first phase of a batch: all actions of all its states, as deltas with fingerprints.

use std::sync::Arc;

use fastcheck_tables::Fingerprint;
use fastcheck_values::Shape;

use super::ask::{About, LeafRef, Which};
use super::event::Problem;
use super::worker::{DeltaRef, Fate, Halt, NO_ROW, Successor, Worker};
use crate::knowledge::{Knowledge, LEAF_NONE, Leaf, Step, Updated};
use crate::system::{Failure, System};

/// An answer that was not found ahead.
const UNKNOWN: u32 = u32::MAX;

/// Why a successor was not added.
enum Unfinished {
    /// Something must be worked out first.
    Missing,
    /// There is none: it cannot be worked out.
    Broken(Arc<Failure>),
}

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Finds all successors of the batch's states.
    pub(crate) fn expand(&mut self) -> Result<(), Halt> {
        let states = self.states.len();
        self.asker.forget();
        self.asker.counts = false;
        self.asker.local_deltas.clear();
        self.successors.clear();
        self.problems.clear();
        self.segments.clear();
        self.segments.resize(states, None);
        self.passed.clear();
        self.passed.resize(states, 0);
        loop {
            let shared = self.level.shared;
            let knowledge = shared.read();
            self.states.widen(knowledge.width());
            self.walk_ahead(&knowledge);
            for state in 0..states {
                if self.segments[state].is_none() {
                    self.expand_state(&knowledge, state);
                }
            }
            drop(knowledge);
            if self.asker.missing.is_empty() {
                self.count_asked();
                return self.sample();
            }
            self.resolve()?;
        }
    }

    fn count_asked(&mut self) {
        self.asker.counts = true;
        let knowledge = self.level.shared.read();
        for (position, question) in self.level.agenda.actions.iter().enumerate() {
            if self.over[position].is_none() && !knowledge.learners[*question].direct {
                self.asker.asked[*question] += self.states.len() as u64;
            }
        }
    }

    /// Looks up the answers of all questions that range over nothing, question by question: a processor foresees the way
    /// through one trie better than the way through all of them in turn.
    fn walk_ahead(&mut self, knowledge: &Knowledge) {
        let actions = &self.level.agenda.actions;
        self.ahead.clear();
        self.ahead
            .resize(self.states.len() * actions.len(), UNKNOWN);
        for (position, question) in actions.iter().enumerate() {
            let learner = &knowledge.learners[*question];
            let (Some(trie), None) = (learner.tries.first(), self.over[position]) else {
                continue;
            };
            for state in 0..self.states.len() {
                if self.segments[state].is_some() {
                    continue;
                }
                let rows = [self.states.get(state), &[]];
                if let Step::Leaf(leaf) = trie.walk(knowledge, rows, &mut self.asker.scratch) {
                    self.ahead[state * actions.len() + position] = leaf;
                }
            }
        }
    }

    fn expand_state(&mut self, knowledge: &Knowledge, state: usize) {
        let start = self.successors.len();
        let own = knowledge.fingerprint(self.states.get(state));
        self.passed[state] = 0;
        knowledge.idle.of(self.states.get(state), &mut self.idle);
        let mut complete = true;
        for position in 0..self.level.agenda.actions.len() {
            complete &= self.expand_action(knowledge, state, own, position);
        }
        if complete {
            self.segments[state] = Some(start..self.successors.len());
        } else {
            self.successors.truncate(start);
            self.problems.retain(|index, _| *index < start);
        }
    }

    fn expand_action(
        &mut self,
        knowledge: &Knowledge,
        state: usize,
        own: u128,
        position: usize,
    ) -> bool {
        let question = self.level.agenda.actions[position];
        let mut index = 0;
        let Some(variable) = self.over[position] else {
            let ahead = self.ahead[state * self.level.agenda.actions.len() + position];
            if ahead == LEAF_NONE || self.idle.has(question) {
                return true;
            }
            let known = (ahead != UNKNOWN).then_some(LeafRef::Learned(ahead));
            let leaf = known.or_else(|| self.ask(knowledge, state, question, Which::ONLY));
            return leaf.is_some_and(|leaf| {
                self.expand_leaf(knowledge, state, own, position, leaf, &mut index)
            });
        };
        let mut complete = true;
        let Some(set) = knowledge.set_of_variable(variable) else {
            if let Some(failure) = self.no_set(knowledge, question, variable, state) {
                self.push_broken(state, position, index, question, failure);
                return true;
            }
            for which in self.present(knowledge, question, variable, state) {
                complete &= self.expand_one(knowledge, state, own, position, which, &mut index);
            }
            return complete;
        };
        let members = &knowledge.sets[set.0 as usize];
        let mut numbers = std::mem::take(&mut self.numbers);
        numbers.clear();
        members.present_in_order(
            self.states.get(state),
            &knowledge.learners[question].barren,
            &mut numbers,
        );
        for number in &numbers {
            let number = *number as usize;
            let which = Which {
                trie: Some(number),
                element: Some(members.elements[number]),
            };
            complete &= self.expand_one(knowledge, state, own, position, which, &mut index);
        }
        self.numbers = numbers;
        complete
    }

    /// That a question over a set has none to range over in this state: it cannot be answered, and has not no successors.
    fn no_set(
        &self,
        knowledge: &Knowledge,
        question: usize,
        variable: usize,
        state: usize,
    ) -> Option<Arc<Failure>> {
        let universe = &self.level.shared.universe;
        let value = knowledge.variable(universe, variable, self.states.get(state));
        if matches!(value.map(|v| universe.shape(v)), Some(Shape::Set(_))) {
            return None;
        }
        let failure = self.level.system.not_a_set(question, variable, value);
        Some(Arc::new(failure))
    }

    /// The members that a question over a set ranges over, in canonical order; barren ones too.
    pub(crate) fn present(
        &self,
        knowledge: &Knowledge,
        question: usize,
        variable: usize,
        state: usize,
    ) -> Vec<Which> {
        let row = self.states.get(state);
        let learner = &knowledge.learners[question];
        if let Some(set) = knowledge.set_of_variable(variable) {
            let members = &knowledge.sets[set.0 as usize];
            let mut numbers = Vec::new();
            members.present_in_order(row, &[], &mut numbers);
            let which = |number: u32| Which {
                trie: Some(number as usize),
                element: Some(members.elements[number as usize]),
            };
            return numbers.into_iter().map(which).collect();
        }
        let universe = &self.level.shared.universe;
        let value = knowledge.variable(universe, variable, row);
        match value.map(|v| universe.shape(v)) {
            Some(Shape::Set(members)) => members
                .iter()
                .map(|m| Which {
                    trie: learner.by_value.get(m).copied(),
                    element: Some(*m),
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    fn ask(
        &mut self,
        knowledge: &Knowledge,
        state: usize,
        question: usize,
        which: Which,
    ) -> Option<LeafRef> {
        let rows = [self.states.get(state), &[]];
        let about = About::State(state as u32);
        self.asker
            .ask(knowledge, question, state as u32, which, about, rows)
    }

    fn expand_one(
        &mut self,
        knowledge: &Knowledge,
        state: usize,
        own: u128,
        position: usize,
        which: Which,
        index: &mut u32,
    ) -> bool {
        let question = self.level.agenda.actions[position];
        let leaf = self.ask(knowledge, state, question, which);
        leaf.is_some_and(|leaf| self.expand_leaf(knowledge, state, own, position, leaf, index))
    }

    /// Adds the successors that an answer stands for. False if something must be worked out first.
    fn expand_leaf(
        &mut self,
        knowledge: &Knowledge,
        state: usize,
        own: u128,
        position: usize,
        leaf: LeafRef,
        index: &mut u32,
    ) -> bool {
        let question = self.level.agenda.actions[position];
        if leaf == LeafRef::Learned(LEAF_NONE) {
            return true;
        }
        let (first, count, failure) = match self.asker.leaf(knowledge, leaf) {
            Leaf::Successors {
                first,
                count,
                passed,
            } => {
                self.passed[state] += u64::from(*passed);
                (*first, *count, None)
            }
            Leaf::Failure {
                first,
                count,
                failure,
            } => (*first, *count, Some(failure.clone())),
            Leaf::Truth(_) => {
                let failure = Arc::new(Failure::error(
                    "FC0503",
                    "an action was answered with a truth value",
                ));
                self.push_broken(state, position, *index, question, failure);
                return true;
            }
        };
        for delta in first..first + count {
            let delta = match leaf {
                LeafRef::Learned(_) => DeltaRef::Learned(delta),
                LeafRef::Local(_) => DeltaRef::Local(delta),
            };
            match self.push_successor(knowledge, state, own, position, delta, *index) {
                Ok(()) => *index += 1,
                Err(Unfinished::Missing) => return false,
                Err(Unfinished::Broken(failure)) => {
                    self.push_broken(state, position, *index, question, failure);
                    return true;
                }
            }
        }
        if let Some(failure) = failure {
            self.push_broken(state, position, *index, question, failure);
        }
        true
    }

    fn push_successor(
        &mut self,
        knowledge: &Knowledge,
        state: usize,
        own: u128,
        position: usize,
        delta: DeltaRef,
        index: u32,
    ) -> Result<(), Unfinished> {
        let Some((deltas, at)) = self.asker.deltas(knowledge, delta) else {
            return Ok(());
        };
        let fingerprint = match deltas.fingerprint(at, knowledge, self.states.get(state), own) {
            Ok(fingerprint) => fingerprint,
            Err(hole)
                if knowledge.updates[hole.update as usize].code(hole.code) == Updated::NONSENSE =>
            {
                let text = "an edit does not apply to the value in this state";
                return Err(Unfinished::Broken(Arc::new(Failure::error("FC0503", text))));
            }
            Err(hole) => {
                self.asker.missing.holes.insert((hole.update, hole.code));
                return Err(Unfinished::Missing);
            }
        };
        let Some(number) = self.level.agenda.number(position, index) else {
            let text = "an action has more successors in one state than can be numbered";
            return Err(Unfinished::Broken(Arc::new(Failure::error("FC0504", text))));
        };
        self.level.seen.prefetch(F::from_u128(fingerprint));
        let fate = Fate::Candidate;
        self.successors.push(Successor {
            fingerprint,
            state: state as u32,
            number,
            delta,
            row: NO_ROW,
            fate,
        });
        Ok(())
    }

    fn push_broken(
        &mut self,
        state: usize,
        position: usize,
        index: u32,
        question: usize,
        failure: Arc<Failure>,
    ) {
        let number = self
            .level
            .agenda
            .number(position, index)
            .unwrap_or(u32::MAX);
        let problem = Problem::Failure(Some(question), failure);
        self.problems.insert(self.successors.len(), vec![problem]);
        self.successors.push(Successor {
            state: state as u32,
            number,
            delta: DeltaRef::None,
            fingerprint: 0,
            row: NO_ROW,
            fate: Fate::Broken,
        });
    }
}
