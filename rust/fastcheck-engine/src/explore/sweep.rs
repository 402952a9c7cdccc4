//! The last phase of a batch: counting, in the order of keys, up to the first event.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use fastcheck_tables::Fingerprint;
use fastcheck_values::hash;

use super::evaluate::impure;
use super::event::{Event, EventKind, Problem, Subject};
use super::worker::{Entry, Fate, NO_ROW, Successor, Worker};
use crate::options::StopReason;
use crate::system::{FailureKind, System};

/// Keys the order-free digest of the state set.
const DIGEST: u128 = 0x6469_6765_7374;

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    pub(crate) fn sweep(&mut self) {
        let before = (self.haul.generated, self.haul.entries.len());
        for state in 0..self.segments.len() {
            if self.sweep_state(state).is_break() {
                self.level.halt.store(true, Ordering::Relaxed);
                break;
            }
        }
        let progress = self.level.progress;
        // Relaxed: numbers to show.
        progress
            .generated
            .fetch_add(self.haul.generated - before.0, Ordering::Relaxed);
        progress.distinct.fetch_add(
            (self.haul.entries.len() - before.1) as u64,
            Ordering::Relaxed,
        );
        let left = self.level.frontier.len() as u64 + self.level.found.load(Ordering::Relaxed);
        let taken = self
            .level
            .cursor
            .load(Ordering::Relaxed)
            .min(self.level.frontier.len()) as u64;
        progress.left.store(left - taken, Ordering::Relaxed);
    }

    fn sweep_state(&mut self, state: usize) -> ControlFlow<()> {
        if let Some((_, question)) = self.impure.iter().find(|(s, _)| *s as usize == state) {
            let problem = Problem::Failure(Some(*question), impure(self.level.system, *question));
            self.state_event(state, 0, problem)?;
        }
        if !self.initial {
            self.haul.expanded += 1;
            self.haul.generated += self.passed[state];
        }
        for index in self.segments[state].clone().unwrap_or_default() {
            self.sweep_successor(index)?;
        }
        if let Some((_, terminal, failure)) = self
            .broken_states
            .iter()
            .find(|(s, ..)| *s as usize == state)
        {
            let problem = Problem::Failure(Some(*terminal), failure.clone());
            self.state_event(state, u32::MAX, problem)?;
        }
        if self.deadlocks.contains(&(state as u32)) {
            self.state_event(state, u32::MAX, Problem::Deadlock)?;
        }
        ControlFlow::Continue(())
    }

    fn sweep_successor(&mut self, index: usize) -> ControlFlow<()> {
        let key = self.key(&self.successors[index]);
        let Successor {
            fate,
            fingerprint,
            row,
            ..
        } = self.successors[index];
        let problems = if self.problems.is_empty() {
            Vec::new()
        } else {
            self.problems.remove(&index).unwrap_or_default()
        };
        if fate == Fate::Broken && row == NO_ROW {
            // No successor at all: the action itself failed.
            if problems.iter().any(is_unassigned) {
                self.count(index);
            }
            let state = self.successors[index].state as usize;
            return problems
                .into_iter()
                .try_for_each(|problem| self.state_event(state, key as u32, problem));
        }
        self.count(index);
        if matches!(fate, Fate::New | Fate::Earlier) {
            self.keep(index, key)?;
        }
        for problem in problems {
            let subject = Subject::Successor(F::from_u128(fingerprint));
            self.event(Event {
                key,
                subject,
                kind: EventKind::Problem(problem),
            })?;
        }
        ControlFlow::Continue(())
    }

    fn count(&mut self, index: usize) {
        self.haul.generated += 1;
        if self.initial {
            return;
        }
        let successor = &self.successors[index];
        let position = self.level.agenda.split(successor.number).0;
        self.haul.by_action[self.level.agenda.action_of[position]].generated += 1;
    }

    /// Keeps a new state for the next level.
    fn keep(&mut self, index: usize, key: u64) -> ControlFlow<()> {
        let level = self.level;
        let successor = &self.successors[index];
        let fingerprint = F::from_u128(successor.fingerprint);
        if successor.fate == Fate::New {
            self.count_new(key, successor.fingerprint)?;
        }
        let successor = &self.successors[index];
        let row = self.candidates.get(successor.row as usize);
        if self.haul.rows.push(row).is_err() {
            level.stop.stop(StopReason::Memory);
            return ControlFlow::Break(());
        }
        self.haul.entries.push(Entry { fingerprint, key });
        ControlFlow::Continue(())
    }

    fn count_new(&mut self, key: u64, fingerprint: u128) -> ControlFlow<()> {
        let level = self.level;
        // Relaxed: only the count matters, and only one worker's exact order is ever reported.
        let found = level.found.fetch_add(1, Ordering::Relaxed) + 1;
        if level
            .options
            .max_states
            .is_some_and(|max| level.seen.len() as u64 + found > max)
        {
            level.found.fetch_sub(1, Ordering::Relaxed);
            let subject = Subject::Successor(F::from_u128(fingerprint));
            return self.event(Event {
                key,
                subject,
                kind: EventKind::TooManyStates,
            });
        }
        let digest = hash::mix(DIGEST, fingerprint);
        self.haul.digest = self.haul.digest.wrapping_add(digest);
        ControlFlow::Continue(())
    }

    fn state_event(&mut self, state: usize, number: u32, problem: Problem) -> ControlFlow<()> {
        let key = ((self.first + state) as u64) << 32 | u64::from(number);
        self.event(Event {
            key,
            subject: Subject::State,
            kind: EventKind::Problem(problem),
        })
    }

    /// Notes an event. It ends the level, unless violations are to be gathered: then the first of each kind is kept.
    fn event(&mut self, event: Event<F>) -> ControlFlow<()> {
        if !(self.level.options.go_on && event.is_violation()) {
            self.haul.events.push(event);
            return ControlFlow::Break(());
        }
        if !self
            .haul
            .events
            .iter()
            .any(|other| other.same_problem(&event))
        {
            self.haul.events.push(event);
        }
        ControlFlow::Continue(())
    }
}

/// Whether there is a successor that is no state.
fn is_unassigned(problem: &Problem) -> bool {
    matches!(problem, Problem::Failure(_, failure) if failure.kind == FailureKind::Unassigned)
}
