//! The end of a run in which nothing was found: its first levels are evaluated once more and must come out as before.
//!
//! A model that reads a counter or a clock outside its state may answer alike whenever it is asked twice in a row, and
//! otherwise later. What the run began with is by then the oldest answer there is.

use std::collections::HashSet;
use std::ops::ControlFlow;

use fastcheck_tables::Fingerprint;
use fastcheck_values::Value;

use super::Explorer;
use crate::system::{Answer, System};

/// Levels are evaluated again as long as they have so many states together.
const STATES: usize = 32;

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// The first question (or none that can be told) whose answers in the first levels are no longer what they were.
    pub(super) fn changed(&self) -> Option<Option<usize>> {
        let mut states = Vec::new();
        let mut take = |state: &[Value]| {
            states.push(state.to_vec());
            if states.len() > STATES {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        if self.system.initial(&mut take).is_err() {
            return Some(None);
        }
        if states.len() > STATES || self.paths.levels() == 0 {
            return None;
        }
        let universe = &self.shared.universe;
        let mut known = HashSet::new();
        let mut frontier = Vec::new();
        for state in &states {
            let row = self.shared.write().encode(universe, state);
            self.meet(None, row, 1, &mut known, &mut frontier);
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
            let depth = level as u32 + 1;
            for row in frontier {
                for question in self.agenda.actions.iter().copied() {
                    let Some(rows) = self.successors_again(&row, question, depth) else {
                        return Some(Some(question));
                    };
                    for target in rows {
                        if !self.meet(Some(&row), target, depth + 1, &mut known, &mut next) {
                            return Some(Some(question));
                        }
                    }
                }
            }
            frontier = next;
        }
        None
    }

    pub(super) fn only_action(&self) -> Option<usize> {
        match self.agenda.actions.as_slice() {
            [action] => Some(*action),
            _ => None,
        }
    }

    /// Notes a state of that level that satisfies the constraints, if it is new here. False if the run never found it.
    fn meet(
        &self,
        from: Option<&[u32]>,
        row: Vec<u32>,
        level: u32,
        known: &mut HashSet<u128>,
        frontier: &mut Vec<Vec<u32>>,
    ) -> bool {
        let holds = |constraint: &usize, rows: [&[u32]; 2], level: u32| {
            let again = self.evaluate(*constraint, None, rows, level);
            again.is_some_and(|again| again.answer == Answer::Truth(true))
        };
        let mut constraints = self.agenda.constraints.iter();
        let mut between = self.agenda.action_constraints.iter();
        let inside = constraints.all(|q| holds(q, [&row, &[]], level))
            && from.is_none_or(|from| between.all(|q| holds(q, [from, &row], level - 1)));
        if !inside {
            return true;
        }
        let fingerprint = self.fingerprint(&row);
        if !self.seen.contains(F::from_u128(fingerprint)) {
            return false;
        }
        if known.insert(fingerprint) {
            frontier.push(row);
        }
        true
    }

    fn successors_again(&self, row: &[u32], question: usize, level: u32) -> Option<Vec<Vec<u32>>> {
        let mut rows = Vec::new();
        for element in self.elements(row, question) {
            let again = self.evaluate(question, element, [row, &[]], level)?;
            if !again.answer.is_successors() {
                return None;
            }
            rows.extend(again.successors);
        }
        Some(rows)
    }
}
