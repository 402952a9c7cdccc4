//! How states were reached, for specifications that ask: `Trace` is the states from an initial one to the present.
//!
//! Such a run goes state by state, and every action and constraint is asked directly. A state is kept by the first step to it
//! that no constraint cuts off, as in TLC; that step is the one shown. While it is asked whether a successor is kept, and what
//! holds in it, the present step to it is shown.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastcheck_engine::QuestionKind;
use fastcheck_values::Value;

/// The states that were reached, by number.
#[derive(Debug, Default)]
pub(super) struct History(Mutex<Reached>);

#[derive(Debug, Default)]
struct Reached {
    /// Each with the number of the state that it was kept from, if it was kept by a step.
    states: Vec<(Arc<[Value]>, Option<usize>)>,
    numbers: HashMap<Arc<[Value]>, usize>,
    /// The state whose actions were asked last, and what they led to.
    present: Option<usize>,
    successors: HashSet<usize>,
}

impl Reached {
    fn number(&mut self, state: &[Value]) -> usize {
        if let Some(number) = self.numbers.get(state) {
            return *number;
        }
        let state: Arc<[Value]> = state.into();
        let number = self.states.len();
        self.states.push((state.clone(), None));
        self.numbers.insert(state, number);
        number
    }

    /// Appends the kept steps that lead to a state, backwards.
    fn walk(&self, from: usize, path: &mut Vec<Vec<Value>>) {
        let mut next = Some(from);
        while let Some(number) = next
            && path.len() <= self.states.len()
        {
            let (values, from) = &self.states[number];
            path.push(values.to_vec());
            next = *from;
        }
    }
}

impl History {
    /// An initial state.
    pub(super) fn begin(&self, state: &[Value]) {
        let mut reached = self.lock();
        reached.number(state);
        reached.present = None;
        reached.successors.clear();
    }

    /// A step of the state whose actions are asked.
    pub(super) fn step(&self, before: &[Value], after: &[Value]) {
        let mut reached = self.lock();
        let known = reached.numbers.contains_key(after);
        let [from, to] = [before, after].map(|state| reached.number(state));
        if reached.present != Some(from) {
            reached.present = Some(from);
            reached.successors.clear();
        }
        reached.successors.insert(to);
        if !known {
            reached.states[to].1 = Some(from);
        }
    }

    /// A constraint was false: of a state, or of the step from a state.
    pub(super) fn cut(&self, before: &[Value], after: Option<&[Value]>) {
        let mut reached = self.lock();
        let from = match after {
            Some(_) => Some(reached.number(before)),
            None => reached.present,
        };
        // As if it had not been found.
        let state = after.unwrap_or(before);
        if let Some(number) = reached.numbers.get(state).copied()
            && from.is_some()
            && reached.states[number].1 == from
        {
            reached.numbers.remove(state);
        }
    }

    /// The states from an initial one to the one that a question of this kind is about.
    pub(super) fn path(&self, kind: QuestionKind, state: &[Value]) -> Vec<Vec<Value>> {
        let reached = self.lock();
        let mut path = Vec::new();
        let number = reached.numbers.get(state).copied();
        let candidate = matches!(kind, QuestionKind::Constraint | QuestionKind::Invariant);
        match (number, reached.present) {
            (number, Some(present))
                if candidate && number.is_none_or(|n| reached.successors.contains(&n)) =>
            {
                path.push(state.to_vec());
                reached.walk(present, &mut path);
            }
            (Some(number), _) => reached.walk(number, &mut path),
            (None, _) => path.push(state.to_vec()),
        }
        path.reverse();
        path
    }

    /// A panic elsewhere can at most have left a state that the map does not know.
    fn lock(&self) -> MutexGuard<'_, Reached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
