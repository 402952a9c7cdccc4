//! The end of a run in which nothing was found: its first levels are evaluated once more and must come out as before.
//!
//! A model that reads a counter or a clock outside its state may answer alike whenever it is asked twice in a row, and
//! otherwise later. What the run began with is by then the oldest answer there is.

use std::collections::HashSet;

use fastcheck_tables::Fingerprint;

use super::Explorer;
use crate::system::{Answer, System};

/// Levels are evaluated again as long as they have so many states together.
const STATES: usize = 32;

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// The first question (or none that can be told) whose answers in the first levels are no longer what they were.
    pub(super) fn changed(&self) -> Option<Option<usize>> {
        let Ok(states) = self.system.initial() else {
            return Some(None);
        };
        if states.len() > STATES || self.paths.levels() == 0 {
            return None;
        }
        let universe = &self.shared.universe;
        let mut known = HashSet::new();
        let mut frontier = Vec::new();
        for state in &states {
            let row = self.shared.write().encode(universe, state);
            self.meet(row, &mut known, &mut frontier);
        }
        for level in 0.. {
            let expected = if level < self.paths.levels() {
                self.paths.level_len(level)
            } else {
                0
            };
            if frontier.len() != expected {
                return Some(self.only_action());
            }
            if frontier.is_empty() || known.len() + frontier.len() > STATES {
                break;
            }
            let mut next = Vec::new();
            for row in frontier {
                for question in self.agenda.actions.iter().copied() {
                    let Some(rows) = self.successors_again(&row, question) else {
                        return Some(Some(question));
                    };
                    for row in rows {
                        if !self.meet(row, &mut known, &mut next) {
                            return Some(Some(question));
                        }
                    }
                }
            }
            frontier = next;
        }
        None
    }

    fn only_action(&self) -> Option<usize> {
        match self.agenda.actions.as_slice() {
            [action] => Some(*action),
            _ => None,
        }
    }

    /// Notes a state that satisfies the constraints, if it is new here. False if the run never found it.
    fn meet(&self, row: Vec<u32>, known: &mut HashSet<u128>, frontier: &mut Vec<Vec<u32>>) -> bool {
        let fingerprint = self.shared.read().fingerprint(&row);
        let inside = self.agenda.constraints.iter().all(|constraint| {
            let ask = self.evaluate(*constraint, None, [&row, &[]]);
            ask.is_some_and(|ask| ask.answer == Some(Answer::Truth(true)))
        });
        if !inside {
            return true;
        }
        if !self.seen.contains(F::from_u128(fingerprint)) {
            return false;
        }
        if known.insert(fingerprint) {
            frontier.push(row);
        }
        true
    }

    fn successors_again(&self, row: &[u32], question: usize) -> Option<Vec<Vec<u32>>> {
        let mut rows = Vec::new();
        for element in self.elements(row, question) {
            let ask = self.evaluate(question, element, [row, &[]])?;
            if ask.answer != Some(Answer::Successors) {
                return None;
            }
            for writes in &ask.access.successors {
                rows.push(self.apply(row, writes)?);
            }
        }
        Some(rows)
    }
}
