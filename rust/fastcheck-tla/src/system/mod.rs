//! A specification as a transition system.
//!
//! - `questions`: from a model to questions.
//! - `answer`: [`fastcheck_engine::System`] for [`Specification`].
//! - `temporal`: properties and fairness as the engine takes them.
//! - `passes`: one exploration, or two.
//! - `refuted`: temporal properties that a beginning of a behaviour decides.
//! - `symmetry`: the least of a state's permutations.
//! - `history`: how states were reached.
//! - `outside`: what a specification prints, and its registers.
//! - `failure`: errors of evaluation, with their places.
//! - `load`: from texts to a [`Specification`].

mod answer;
mod failure;
mod history;
mod load;
mod outside;
mod passes;
mod questions;
mod refuted;
mod symmetry;
mod temporal;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fastcheck_engine::liveness::Temporal;
use fastcheck_engine::{Failure, Question, Variable};
use fastcheck_values::{Universe, Value};

use crate::diag::Diagnostic;
use crate::eval::{EvalError, Evaluator, Scoped, Shared, StateView};
use crate::sema::Piece;
use crate::source::{Sources, Span};

use history::History;
pub use load::{LoadFailure, Request};
pub use outside::{Printer, Registers};
use questions::Asked;
pub use questions::{Action, Shown};
use symmetry::Symmetry;

/// A specification with its configuration, ready to be explored.
pub struct Specification {
    /// Texts, for places.
    pub sources: Sources,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
    /// Whether states without successors are violations: what the configuration says, if it does.
    pub check_deadlock: Option<bool>,
    /// What it prints and remembers.
    pub registers: Arc<Registers>,
    shared: Arc<Shared>,
    variables: Vec<Variable>,
    action_names: Vec<String>,
    actions: Vec<Action>,
    questions: Vec<Question>,
    asked: Vec<Asked>,
    /// The variables that a question's answers may depend on, where that is known.
    depends: Vec<Option<Vec<usize>>>,
    shown: Vec<Shown>,
    init: Vec<Scoped>,
    assumptions: Vec<Checked>,
    postconditions: Vec<Checked>,
    possible: Vec<Possible>,
    alias: Option<Scoped>,
    view: Option<Scoped>,
    symmetry: Option<Symmetry>,
    /// If it is asked for.
    history: Option<History>,
    temporal: Temporal,
    evaluators: Mutex<Vec<Evaluator>>,
}

/// A formula that is evaluated once.
struct Checked {
    name: Option<Arc<str>>,
    span: Span,
    formula: Scoped,
}

/// `_POSSIBLE`: a formula that must be true of a state or step by the end of a run. As in TLC it is asked where constraints
/// are, about every state or step that is found, but excludes none; how often it was true is counted.
#[derive(Debug)]
struct Possible {
    name: Arc<str>,
    span: Span,
    /// Relaxed: it is read when the workers have ended.
    seen: AtomicU64,
}

impl Checked {
    fn all(pieces: &[Piece], shared: &Shared) -> Vec<Self> {
        let checked = |piece: &Piece| Checked {
            name: Some(piece.name.clone()),
            span: piece.span,
            formula: shared.scoped(piece.def),
        };
        pieces.iter().map(checked).collect()
    }
}

/// A formula that was evaluated once and is not true.
#[derive(Debug)]
pub struct Unmet {
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// Its place.
    pub span: Span,
    /// Why it could not be evaluated; `None`: it is false.
    pub failure: Option<Arc<Failure>>,
}

impl Specification {
    /// The values of the run.
    #[must_use]
    pub fn values(&self) -> &Arc<Universe> {
        &self.shared.universe
    }

    /// How the question of an index is shown.
    #[must_use]
    pub fn shown(&self, question: usize) -> &Shown {
        &self.shown[question]
    }

    /// The actions, by index of [`fastcheck_engine::System::actions`].
    #[must_use]
    pub fn actions_shown(&self) -> &[Action] {
        &self.actions
    }

    /// File, line and column of a place.
    #[must_use]
    pub fn place(&self, span: Span) -> (String, u32, u32) {
        failure::place(&self.sources, span)
    }

    /// Whether there are states to explore; if not, only the assumptions say something.
    #[must_use]
    pub fn has_states(&self) -> bool {
        !self.init.is_empty()
    }

    /// The order of the symmetry group, 1 without symmetry.
    #[must_use]
    pub fn symmetry_order(&self) -> usize {
        self.symmetry.as_ref().map_or(1, Symmetry::order)
    }

    /// Evaluates the assumptions in order; the first that is not true.
    ///
    /// # Errors
    /// That one.
    pub fn check_assumptions(&self) -> Result<(), Unmet> {
        self.check_all(&self.assumptions)
    }

    /// Evaluates the postconditions, and what was to be possible; to be called when the exploration is over.
    ///
    /// # Errors
    /// The first that is not true.
    pub fn check_postconditions(&self) -> Result<(), Unmet> {
        let seen = |possible: &Possible| possible.seen.load(Ordering::Relaxed);
        let counts = self.possible.iter().map(|p| (&*p.name, seen(p)));
        self.registers.give_possible(counts);
        self.check_all(&self.postconditions)?;
        let never = |possible: &&Possible| seen(possible) == 0;
        match self.possible.iter().find(never) {
            None => Ok(()),
            Some(possible) => Err(Unmet {
                name: Some(possible.name.clone()),
                span: possible.span,
                failure: None,
            }),
        }
    }

    fn check_all(&self, all: &[Checked]) -> Result<(), Unmet> {
        for checked in all {
            let found = self.at_level(0, false, |e| e.constant_truth(&checked.formula));
            let failure = match found {
                Ok(true) => continue,
                Ok(false) => None,
                Err(error) => Some(self.failure(&error)),
            };
            return Err(Unmet {
                name: checked.name.clone(),
                span: checked.span,
                failure,
            });
        }
        Ok(())
    }

    /// What ALIAS makes of the states of a trace: a record for each, by field; `None` without an ALIAS. Primed variables are
    /// those of the next state, in the last state of the state that follows it (`loop_start`, or itself).
    ///
    /// # Errors
    /// For a state in which it cannot be evaluated.
    pub fn alias(
        &self,
        trace: &[Vec<Value>],
        loop_start: Option<usize>,
    ) -> Option<Vec<Result<Value, Arc<Failure>>>> {
        let alias = self.alias.as_ref()?;
        let last = trace.len().checked_sub(1)?;
        let next = |i: usize| {
            if i == last {
                loop_start.unwrap_or(last)
            } else {
                i + 1
            }
        };
        let show = |i: usize| {
            let view = StateView::Plain {
                before: &trace[i],
                after: Some(&trace[next(i)]),
            };
            let level = i as u32 + 1;
            self.show_trace(&trace[..=i]);
            self.at_level(level, false, |e| e.value(alias, view))
                .map_err(|error| self.failure(&error))
        };
        Some((0..trace.len()).map(show).collect())
    }

    /// Makes the states up to one of them the value of `Trace`.
    fn show_trace(&self, states: &[Vec<Value>]) {
        let universe = self.values();
        let state = |values: &Vec<Value>| {
            let names = self.variables.iter().map(|v| universe.string(&v.name));
            let fields = names.zip(values.iter().copied()).collect();
            // Variables have different names.
            universe.function(fields).ok()
        };
        let states = states.iter().filter_map(state).collect();
        self.registers.give("trace", universe.tuple(states));
    }

    fn failure(&self, error: &EvalError) -> Arc<Failure> {
        failure::failure(&self.sources, &self.shared.program, error)
    }

    /// Runs something about a state of this level with an evaluator.
    fn at_level<T>(&self, level: u32, repeat: bool, work: impl FnOnce(&mut Evaluator) -> T) -> T {
        self.with_evaluator(|evaluator| {
            self.enter(evaluator, level, repeat);
            work(evaluator)
        })
    }

    /// What is evaluated next is about a state of this level.
    fn enter(&self, evaluator: &mut Evaluator, level: u32, repeat: bool) {
        self.registers.mute(repeat);
        evaluator.set_level(i64::from(level));
    }

    /// Runs something with an evaluator of this thread's own for the time being.
    fn with_evaluator<T>(&self, work: impl FnOnce(&mut Evaluator) -> T) -> T {
        let spare = self.pool().pop();
        let mut evaluator = spare.unwrap_or_else(|| Evaluator::new(self.shared.clone()));
        let result = work(&mut evaluator);
        self.pool().push(evaluator);
        result
    }

    fn pool(&self) -> std::sync::MutexGuard<'_, Vec<Evaluator>> {
        // A pool is whole whoever panicked: an evaluator is pushed or popped in one step.
        self.evaluators
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
