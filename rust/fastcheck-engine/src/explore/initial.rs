//! The beginning: initial states, their layout and their checks.

use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use fastcheck_tables::Fingerprint;
use fastcheck_values::Value;

use super::Explorer;
use super::level::{LevelEnd, panicked};
use super::worker::{DeltaRef, Fate, Halt, Haul, Successor, Worker};
use crate::layout::Plan;
use crate::options::StopReason;
use crate::system::{Failure, Hint, System};

/// Memory is looked at once in so many initial states.
const LOOK_EVERY: usize = 4096;

/// The initial states, one value per variable each.
#[derive(Default)]
pub(crate) struct InitialStates {
    values: Vec<Value>,
    len: usize,
}

/// Initial states that are checked together.
const INITIAL_BATCH: usize = 1024;

impl InitialStates {
    pub(crate) fn push(&mut self, state: &[Value]) {
        self.values.extend_from_slice(state);
        self.len += 1;
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get(&self, number: usize) -> &[Value] {
        let width = self.values.len() / self.len;
        &self.values[number * width..(number + 1) * width]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Value]> {
        (0..self.len).map(|number| self.get(number))
    }
}

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// Explores the initial states. Whether there is anything to go on with.
    pub(super) fn initial(&mut self) -> bool {
        let (states, failure) = self.initial_states();
        if self.stop.is_urgent() {
            // None of them was looked at.
            self.generated = states.len() as u64;
            self.left = states.len() as u64;
            return false;
        }
        if states.len() == 0 && failure.is_none() {
            self.warnings
                .push("there is no initial state: nothing was checked".to_owned());
        }
        self.lay_out(&states);
        let mut end = self.run_initial(&states);
        while let LevelEnd::Misfit(misfits) = &end {
            let universe = self.shared.universe.clone();
            let before = self.shared.read().layout.plans(&universe);
            let plans = self.shared.read().layout.widened(&universe, misfits);
            if plans == before {
                break;
            }
            self.reset_fresh();
            self.know_nothing(&plans);
            end = self.run_initial(&states);
        }
        let goes_on = match end {
            LevelEnd::Done(hauls) => {
                let goes_on = self.commit_level(hauls, None);
                self.progress.initial(self.generated, self.distinct);
                if self.distinct == 0 && states.len() > 0 {
                    let text =
                        "every initial state is outside the constraints: nothing was explored";
                    self.warnings.push(text.to_owned());
                    // As in TLC their level was there, though none of them is kept.
                    self.depth = 1;
                }
                goes_on
            }
            LevelEnd::Event(event, hauls) => {
                self.close_with(None, event, hauls);
                return false;
            }
            LevelEnd::Stopped(hauls) => {
                self.close_early(hauls, None);
                self.left = self.left.max(states.len() as u64);
                return false;
            }
            LevelEnd::Misfit(_) => {
                self.failure = Some(Arc::new(Failure::error(
                    "FC0503",
                    "a predicate wrote to the state",
                )));
                return false;
            }
            LevelEnd::Panic(failure) => {
                self.failure = Some(failure);
                return false;
            }
        };
        if failure.is_some() {
            self.left = self.frontier.len() as u64;
            self.failure = failure;
            return false;
        }
        goes_on
    }

    /// The initial states, and why there are no more if that is not all.
    fn initial_states(&self) -> (InitialStates, Option<Arc<Failure>>) {
        let mut states = InitialStates::default();
        let mut too_many = false;
        let mut take = |state: &[Value]| {
            states.push(state);
            too_many = u32::try_from(states.len()).is_err();
            if states.len().is_multiple_of(LOOK_EVERY) && self.budget.is_spent() {
                self.stop.stop(StopReason::Memory);
            }
            if self.stop.is_urgent() || too_many {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let asked = catch_unwind(AssertUnwindSafe(|| self.system.initial(&mut take)));
        let failure = asked.unwrap_or_else(|panic| Err(panicked(&*panic))).err();
        if too_many {
            let text = "there are more initial states than can be numbered";
            return (states, Some(Arc::new(Failure::error("FC0504", text))));
        }
        (states, failure)
    }

    /// Finds the layout that fits all initial states.
    fn lay_out(&mut self, states: &InitialStates) {
        let universe = self.shared.universe.clone();
        let plan = |variable: usize, hint: Hint| {
            let mut values = states.iter().map(|state| state[variable]);
            match (hint, values.next()) {
                (Hint::Split, Some(first)) if !self.whole => {
                    values.fold(Plan::of(&universe, first), |plan, v| plan.fit(&universe, v))
                }
                _ => Plan::Cell,
            }
        };
        let variables = self.system.variables().iter().enumerate();
        let plans: Vec<Plan> = variables.map(|(i, v)| plan(i, v.hint)).collect();
        self.know_nothing(&plans);
    }
}

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Takes the initial states through the same checks. Their keys are their numbers.
    pub(crate) fn run_initial(mut self, states: &InitialStates) -> Haul<F> {
        self.initial = true;
        for first in (0..states.len()).step_by(INITIAL_BATCH) {
            let numbers = first..states.len().min(first + INITIAL_BATCH);
            if self.should_end() || self.initial_batch(states, numbers).is_err() {
                break;
            }
        }
        self.give_asked();
        self.haul
    }

    fn initial_batch(&mut self, states: &InitialStates, numbers: Range<usize>) -> Result<(), Halt> {
        self.states.reset(0);
        self.successors.clear();
        self.problems.clear();
        let shared = self.level.shared;
        let rows: Vec<Vec<u32>> = {
            let mut knowledge = shared.write();
            let encode = |number| knowledge.encode(&shared.universe, states.get(number));
            numbers.clone().map(encode).collect()
        };
        self.fits()?;
        let knowledge = shared.read();
        self.reset_candidates(knowledge.width());
        for (number, row) in numbers.zip(&rows) {
            let row = self.candidates.push(row) as u32;
            self.successors.push(Successor {
                state: 0,
                number: number as u32,
                delta: DeltaRef::None,
                fingerprint: knowledge.fingerprint(self.candidates.get(row as usize)),
                row,
                fate: Fate::Candidate,
            });
        }
        drop(knowledge);
        self.segments = vec![Some(0..rows.len())];
        self.identify()?;
        self.check()?;
        self.sweep();
        Ok(())
    }
}
