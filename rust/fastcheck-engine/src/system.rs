//! The transition-system interface: what a front end tells the engine, and what the engine asks of it.
//!
//! **Invariant:** nothing here, nor anywhere in this crate, knows TLA+ or Python.

use std::sync::Arc;

use fastcheck_values::{Universe, Value};

use crate::access::Access;
use crate::liveness::{NOTHING, Temporal};

/// How a variable's value is best stored; the engine finds out the rest while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Split functions into entries while their domain is stable, sets into bitmaps.
    Split,
    /// Keep the value as one cell.
    Whole,
}

/// A state variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name; the fingerprint depends on it.
    pub name: String,
    /// How to begin with it.
    pub hint: Hint,
}

/// What a question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// Which successors does this action instance have? Answered by successors.
    Action {
        /// Index into [`System::actions`], for counts and names.
        action: usize,
    },
    /// Must hold in every reachable state.
    Invariant,
    /// States where one is false are not expanded.
    Constraint,
    /// A state without successors is no deadlock where one holds.
    Terminal,
    /// Must hold for every transition; asked about a pair of states.
    StepProperty,
    /// A state predicate of a temporal property or of fairness; asked only when there is a temporal property.
    StatePredicate,
    /// The same about a pair of states.
    StepPredicate,
}

/// One question that is asked again and again, for different states.
#[derive(Clone, Debug)]
pub struct Question {
    /// What it is for.
    pub kind: QuestionKind,
    /// Name of the property or action.
    pub name: String,
    /// For an action: the variable whose set supplies one more argument. The engine asks once per member, in canonical order.
    pub over: Option<usize>,
    /// The evaluator's answers do not repeat: ask it directly, always.
    pub direct: bool,
}

/// A predicate of one set element alone, numbered by the front end. [`ALL`] is always true and never asked.
pub type PredicateId = u32;

/// The predicate that selects every member.
pub const ALL: PredicateId = 0;

/// What became of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// For actions: the successors recorded in the ask's [`Access`].
    Successors,
    /// For everything else.
    Truth(bool),
    /// It could not be answered.
    Failure(Arc<Failure>),
}

/// What kind of trouble a [`Failure`] is; decides verdict and exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Evaluation went wrong.
    Error,
    /// An assertion written in an action is false.
    Assertion,
    /// A value does not belong to its variable's declared type.
    Type,
}

/// An evaluation that failed, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Decides the verdict.
    pub kind: FailureKind,
    /// Stable code such as `FC0403`.
    pub code: String,
    /// One sentence, for people.
    pub message: String,
    /// Source file, where known.
    pub file: Option<String>,
    /// Line in it, from 1.
    pub line: Option<u32>,
    /// What to do about it.
    pub hint: Option<String>,
    /// More to read, such as a traceback.
    pub detail: Option<String>,
}

impl Failure {
    /// An evaluation error without a place.
    pub fn error(code: &str, message: impl Into<String>) -> Self {
        Failure {
            kind: FailureKind::Error,
            code: code.to_owned(),
            message: message.into(),
            file: None,
            line: None,
            hint: None,
            detail: None,
        }
    }
}

/// A question put for one state. The evaluator reads and writes through `access` and sets `answer`.
pub struct Ask {
    /// Index into [`System::questions`].
    pub question: usize,
    /// The member, for questions over a set.
    pub element: Option<Value>,
    /// The state, recording what is read and written.
    pub access: Access,
    /// Set by the evaluator.
    pub answer: Option<Answer>,
}

/// A transition system.
///
/// Evaluation must be a function of what it reads through [`Access`]; a sample is evaluated again and compared.
pub trait System: Sync {
    /// The values of this run.
    fn universe(&self) -> &Arc<Universe>;

    /// The state variables. Fixed for the run.
    fn variables(&self) -> &[Variable];

    /// Names of the actions; several questions may belong to one.
    fn actions(&self) -> &[String];

    /// All questions; actions in the order in which successors are numbered. Fixed for the run.
    fn questions(&self) -> &[Question];

    /// Temporal properties and fairness. Fixed for the run.
    fn temporal(&self) -> &Temporal {
        &NOTHING
    }

    /// The initial states, one value per variable each, in order, with repetitions.
    ///
    /// # Errors
    /// When the initial states cannot be computed.
    fn initial(&self) -> Result<Vec<Vec<Value>>, Arc<Failure>>;

    /// Answers every ask; called from any worker, without locks held. Returns the same asks, answered, in the same order.
    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask>;

    /// Decides a predicate of the element alone, for each of `elements`.
    ///
    /// # Errors
    /// When it cannot be decided for one of them; that fails the question that used it.
    fn select(&self, predicate: PredicateId, elements: &[Value])
    -> Result<Vec<bool>, Arc<Failure>>;
}
