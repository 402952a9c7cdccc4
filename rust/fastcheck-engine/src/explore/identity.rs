//! States that are told apart by something else than their values: a view, or the least of their permutations.

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_tables::Fingerprint;
use fastcheck_values::{Universe, Value, hash};

use super::ask::About;
use super::event::Problem;
use super::worker::{DeltaRef, Fate, Halt, Worker};
use crate::knowledge::Quick;
use crate::layout::fingerprint;
use crate::system::{Failure, System};

/// Fingerprints that a worker remembers the identity of, and parts of identities that it remembers the fingerprint of.
const REMEMBERED: usize = 1 << 16;

/// The fingerprint of what tells states apart.
pub(crate) struct Identity {
    /// The paths of the variables, for identities that are states.
    variables: Vec<u128>,
}

impl Identity {
    pub(crate) fn new(names: &[String]) -> Self {
        let variables = names.iter().map(|name| fingerprint::variable(name));
        Identity {
            variables: variables.collect(),
        }
    }

    /// The fingerprint of a state's identity; `None` where that is the state itself.
    pub(crate) fn of<S: System>(
        &self,
        system: &S,
        state: &[Value],
        parts: &mut Parts,
    ) -> Result<Option<u128>, Arc<Failure>> {
        let values = system.identity(state)?;
        Ok(values.map(|values| self.fingerprint(system.universe(), &values, parts)))
    }

    fn fingerprint(&self, universe: &Universe, values: &[Value], parts: &mut Parts) -> u128 {
        if parts.len() > REMEMBERED {
            parts.clear();
        }
        let is_state = values.len() == self.variables.len();
        let path = |index: usize| match self.variables.get(index) {
            Some(path) if is_state => *path,
            _ => hash::mix(hash::of_bytes(b"identity"), index as u128),
        };
        let mut part = |key: (usize, Value)| {
            let made = || fingerprint::value(universe, path(key.0), key.1);
            *parts.entry(key).or_insert_with(made)
        };
        let values = values.iter().copied().enumerate();
        values.fold(0, |sum, key| sum.wrapping_add(part(key)))
    }
}

/// What values contribute to the fingerprints of identities, by their place in them.
pub(crate) type Parts = HashMap<(usize, Value), u128, Quick>;

/// What a worker found out about identities, by the states' own fingerprints.
pub(crate) type Identities = HashMap<u128, u128, Quick>;

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Gives every successor the fingerprint of its identity.
    pub(crate) fn identify(&mut self) -> Result<(), Halt> {
        let Some(identity) = self.level.identity else {
            return Ok(());
        };
        let mut pending = Vec::new();
        for index in 0..self.successors.len() {
            let successor = &mut self.successors[index];
            if successor.fate == Fate::Broken {
                continue;
            }
            match self.identities.get(&successor.fingerprint) {
                Some(known) => successor.fingerprint = *known,
                None => pending.push(index),
            }
        }
        self.build_all(&pending);
        let about = |index: &usize| {
            let successor = &self.successors[*index];
            if self.initial {
                About::Candidate(successor.row)
            } else {
                About::Pair(successor.state, successor.row)
            }
        };
        let rows: Vec<About> = pending.iter().map(about).collect();
        self.decode(rows.into_iter());
        if self.identities.len() > REMEMBERED {
            self.identities.clear();
        }
        for index in pending {
            if self.level.stop.is_urgent() {
                return Err(Halt::Stopped);
            }
            let row = self.successors[index].row;
            let state = self.candidate_values.get(row, self.level.width());
            match identity.of(self.level.system, state, &mut self.identity_parts) {
                Ok(found) => {
                    let own = self.successors[index].fingerprint;
                    let fingerprint = found.unwrap_or(own);
                    self.identities.insert(own, fingerprint);
                    self.successors[index].fingerprint = fingerprint;
                }
                Err(failure) => {
                    self.successors[index].fate = Fate::Broken;
                    self.problems
                        .insert(index, vec![Problem::Failure(None, failure)]);
                }
            }
        }
        Ok(())
    }

    /// Builds the rows of successors.
    pub(crate) fn build_all(&mut self, indexes: &[usize]) {
        let shared = self.level.shared;
        let knowledge = shared.read();
        self.states.widen(knowledge.width());
        self.candidates.widen(knowledge.width());
        for index in indexes {
            if self.successors[*index].delta != DeltaRef::None {
                self.build(&knowledge, *index);
            }
        }
    }
}
