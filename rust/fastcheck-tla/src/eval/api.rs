//! The evaluator as [`crate::system`] sees it: one [`Shared`] per run, one [`Evaluator`] per thread.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use fastcheck_engine::Access;
use fastcheck_values::{Universe, Value};

use super::host::Outside;
use crate::ir::{DefId, ExprId, Program, Slot, VarId};
use crate::source::Span;

/// What may be chosen.
#[derive(Clone, Debug)]
pub struct EvalOptions {
    /// Sets with more members are not listed.
    pub max_set_size: usize,
    /// Bytes of stack that evaluation may use below the call that entered the evaluator.
    pub stack: usize,
    /// The run's stop flag; evaluation ends with an error of code [`super::code::STOPPED`] soon after it is set.
    pub stop: Arc<AtomicBool>,
    /// `A \cdot B` is evaluated; else it is an error, as in TLC unless told otherwise.
    pub compose: bool,
}

impl Default for EvalOptions {
    fn default() -> Self {
        EvalOptions {
            max_set_size: 1_000_000,
            stack: 1_500_000,
            stop: Arc::default(),
            compose: false,
        }
    }
}

/// What a slot of an expression's frame holds to begin with.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// A value.
    Value(Value),
    /// A LET, evaluated at its first use.
    Let(ExprId),
    /// A top-level operator, given as an argument.
    Operator(DefId),
}

/// An expression and the frame it is evaluated in.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoped {
    /// What.
    pub expr: ExprId,
    /// Slots of its frame.
    pub frame: u32,
    /// What some of them hold to begin with, in order.
    pub bindings: Vec<(Slot, Binding)>,
}

/// A part of the next-state relation that gives one question: TLC's action, or one member of it.
#[derive(Clone, Debug)]
pub struct ActionInstance {
    /// The definition it stands in.
    pub name: Arc<str>,
    /// The definition's place.
    pub location: Span,
    /// Arguments by name.
    pub args: Vec<(Arc<str>, Value)>,
    /// What is asked.
    pub action: Scoped,
    /// One question per member of this variable's set: the member's slots, and whether they take a tuple apart.
    pub over: Option<(VarId, Box<[Slot]>, bool)>,
}

/// The state, or the two states of a step, in which something is evaluated.
pub enum StateView<'a> {
    /// All values are at hand.
    Plain {
        /// The state.
        before: &'a [Value],
        /// The state after a step, for step predicates.
        after: Option<&'a [Value]>,
    },
    /// Reads are recorded; successors are written there.
    Recorded(&'a mut Access),
}

/// What all evaluators of a run have in common.
pub struct Shared {
    /// The specification.
    pub program: Arc<Program>,
    /// The values of the run.
    pub universe: Arc<Universe>,
    /// What was chosen.
    pub options: EvalOptions,
    /// The run as specifications see it.
    pub outside: Arc<dyn Outside>,
}

/*  The shape of what follows (being built):

impl Shared {
    pub fn new(program: Arc<Program>, universe: Arc<Universe>, options: EvalOptions, outside: Arc<dyn Outside>) -> Arc<Self>;
    /// Function of the state (and of the step) alone? Else its questions are `direct`.
    pub fn is_pure(&self, expr: ExprId) -> bool;
}

impl Evaluator {                       // Send; cheap; one per thread
    pub fn new(shared: Arc<Shared>) -> Self;
    pub fn scoped(&self, def: DefId) -> Scoped;                     // a definition without parameters
    pub fn split(&mut self, next: DefId) -> Eval<Vec<ActionInstance>>;
    /// Plain: `sink` gets each successor. Recorded: they are written to Access, sink is not called.
    pub fn successors(&mut self, action: &Scoped, view: StateView<'_>, sink: &mut dyn FnMut(&[Value])) -> Eval<()>;
    /// The same for one member of an `over` question.
    pub fn successors_over(&mut self, instance: &ActionInstance, member: Value, view, sink) -> Eval<()>;
    pub fn truth(&mut self, expr: &Scoped, view: StateView<'_>) -> Eval<bool>;
    pub fn value(&mut self, expr: &Scoped, view: StateView<'_>) -> Eval<Value>;
    pub fn constant(&mut self, expr: &Scoped) -> Eval<Value>;
    pub fn initial(&mut self, init: &Scoped, sink: &mut dyn FnMut(&[Value])) -> Eval<()>;
    /// ENABLED A, or ENABLED <<A>>_v.
    pub fn enabled(&mut self, action: &Scoped, subscript: Option<&Scoped>, view: StateView<'_>) -> Eval<bool>;
    /// System::select.
    pub fn select(&mut self, predicate: PredicateId, elements: &[Value]) -> Eval<Vec<bool>>;
}
*/
