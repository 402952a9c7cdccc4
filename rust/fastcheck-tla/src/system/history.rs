//! How states were reached, for specifications that ask: `Trace` is the states from an initial one to the present.
//!
//! Such a run goes state by state, and every action is asked directly; so whoever reached a state first, as in TLC, is the
//! one who shows it here first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastcheck_values::Value;

/// The states that were reached, by number.
#[derive(Debug, Default)]
pub(super) struct History(Mutex<Reached>);

#[derive(Debug, Default)]
struct Reached {
    /// Each with the number of the state that it was reached from.
    states: Vec<(Arc<[Value]>, Option<usize>)>,
    numbers: HashMap<Arc<[Value]>, usize>,
}

impl Reached {
    fn reach(&mut self, state: &[Value], from: Option<usize>) -> usize {
        if let Some(number) = self.numbers.get(state) {
            return *number;
        }
        let state: Arc<[Value]> = state.into();
        let number = self.states.len();
        self.states.push((state.clone(), from));
        self.numbers.insert(state, number);
        number
    }
}

impl History {
    /// An initial state.
    pub(super) fn begin(&self, state: &[Value]) {
        self.lock().reach(state, None);
    }

    /// A step.
    pub(super) fn step(&self, before: &[Value], after: &[Value]) {
        let mut reached = self.lock();
        let from = reached.reach(before, None);
        reached.reach(after, Some(from));
    }

    /// The states from an initial one to this one.
    pub(super) fn path(&self, state: &[Value]) -> Vec<Vec<Value>> {
        let reached = self.lock();
        let mut path = Vec::new();
        let mut next = reached.numbers.get(state).copied();
        while let Some(number) = next {
            let (values, from) = &reached.states[number];
            path.push(values.to_vec());
            next = *from;
        }
        path.reverse();
        path
    }

    /// A panic elsewhere can at most have left a state that the map does not know.
    fn lock(&self) -> MutexGuard<'_, Reached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
