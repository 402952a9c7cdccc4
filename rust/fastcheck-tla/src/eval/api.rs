//! The evaluator as [`crate::system`] sees it: one [`Shared`] per run, one [`Evaluator`] per thread.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastcheck_engine::Access;
use fastcheck_engine::system::PredicateId;
use fastcheck_values::{Universe, Value};

use super::action::{Cont, Goal};
use super::compile::compile;
use super::error::{Eval, EvalError};
use super::host::Outside;
use super::membership::Membership;
use super::plan::{ACTION, HISTORY, IMPURE, Over, Plans, STATE, TEMPORAL, VOLATILE};
pub use super::run::Sink;
use super::run::{Machine, Run};
use super::select::Predicates;
use super::value::V;
use crate::ir::{DefId, ExprId, Program, Slot, VarId};
use crate::modules::{self, Purity};
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
    /// An expression of another frame, evaluated anew at each use: in the next state where it is primed.
    Outer(Arc<Scoped>),
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

/// A part of a state predicate that gives one question.
#[derive(Debug)]
pub enum Conjunct {
    /// A formula.
    Formula(Scoped),
    /// Part of `x \in S`.
    Member(Membership),
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
    pub(super) plans: Plans,
    pub(super) predicates: Predicates,
    /// Values of TLCCache, by expression and key.
    cache: Mutex<HashMap<(ExprId, Value), Value>>,
}

impl Shared {
    /// Prepares a specification whose constants the configuration has bound.
    #[must_use]
    pub fn new(
        program: Arc<Program>,
        universe: Arc<Universe>,
        options: EvalOptions,
        outside: Arc<dyn Outside>,
    ) -> Arc<Self> {
        let plans = compile(&program, &universe);
        Arc::new(Shared {
            program,
            universe,
            options,
            outside,
            plans,
            predicates: Predicates::default(),
            cache: Mutex::default(),
        })
    }

    /// A panic elsewhere leaves the map whole: entries are made in one step.
    pub(super) fn cache(&self) -> MutexGuard<'_, HashMap<(ExprId, Value), Value>> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the expression is a function of the state (or step) alone, and does nothing besides having a value.
    #[must_use]
    pub fn is_pure(&self, expr: ExprId) -> bool {
        !self.plans.info[expr.0 as usize].has(IMPURE)
    }

    /// Whether what an operator yields is a function of its arguments and the state (or step) alone.
    #[must_use]
    pub fn is_pure_operator(&self, def: DefId) -> bool {
        let scoped = self.scoped(def);
        let def = self.program.def(self.plans.home[scoped.expr.0 as usize]);
        let native = modules::purity(&def.module, &def.name);
        matches!(native, Purity::Pure) && self.is_pure(scoped.expr)
    }

    /// Whether a formula, with all that is bound in it, may ask how the state was reached.
    #[must_use]
    pub fn asks_history(&self, formula: &Scoped) -> bool {
        let has = |expr: ExprId| self.plans.info[expr.0 as usize].has(HISTORY);
        let mut bound = formula.bindings.iter().map(|(_, binding)| match binding {
            Binding::Outer(outer) => self.asks_history(outer),
            Binding::Let(expr) => has(*expr),
            Binding::Operator(def) => has(self.scoped(*def).expr),
            Binding::Value(_) => false,
        });
        has(formula.expr) || bound.any(|asks| asks)
    }

    /// Whether the value depends on what the run knows, so that TLC does not take it for a constant, whatever its level.
    #[must_use]
    pub fn is_volatile(&self, expr: ExprId) -> bool {
        self.plans.info[expr.0 as usize].has(VOLATILE)
    }

    /// Whether the expression depends on no state.
    #[must_use]
    pub fn is_constant(&self, expr: ExprId) -> bool {
        !self.plans.info[expr.0 as usize].has(STATE | ACTION | TEMPORAL)
    }

    /// The same with what the slots of its frame are bound to.
    #[must_use]
    pub fn is_constant_in(&self, expr: ExprId, bindings: &[(Slot, Binding)]) -> bool {
        let bound = |slot: &u32| bindings.iter().rev().find(|(s, _)| s.0 == *slot);
        let constant = |binding: &Binding| match binding {
            Binding::Value(_) => true,
            Binding::Let(expr) => self.is_constant_in(*expr, bindings),
            Binding::Operator(def) => self.is_constant(self.scoped(*def).expr),
            Binding::Outer(outer) => self.is_constant_in(outer.expr, &outer.bindings),
        };
        let free = &self.plans.info[expr.0 as usize].free;
        let mut slots = free.iter().filter_map(bound);
        self.is_constant(expr) && slots.all(|(_, binding)| constant(binding))
    }

    /// Whether the expression looks at what is in a slot of its frame.
    #[must_use]
    pub fn mentions(&self, expr: ExprId, slot: Slot) -> bool {
        self.plans.info[expr.0 as usize].free.contains(&slot.0)
    }

    /// The body of a definition without parameters, in a frame of its own.
    #[must_use]
    pub fn scoped(&self, mut def: DefId) -> Scoped {
        for _ in 0..self.program.defs.len() {
            match self.program.def(def).replaced {
                Some(next) => def = next,
                None => break,
            }
        }
        Scoped {
            expr: self.program.def(def).body,
            frame: self.plans.frames[def.0 as usize],
            bindings: Vec::new(),
        }
    }
}

/// Evaluates on one thread.
pub struct Evaluator {
    shared: Arc<Shared>,
    machine: Machine,
    level: i64,
}

impl Evaluator {
    /// A new evaluator; cheap.
    #[must_use]
    pub fn new(shared: Arc<Shared>) -> Self {
        Evaluator {
            shared,
            machine: Machine::default(),
            level: 0,
        }
    }

    /// What it has in common with the others of its run.
    #[must_use]
    pub fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The level of the state that is evaluated next: 1 for initial states, 0 where there is none.
    pub fn set_level(&mut self, level: i64) {
        self.level = level;
    }

    /// The only variable of the state that was looked at since the evaluator was entered last, with whole values at hand
    /// (any, if none was); `None` if there were several.
    #[must_use]
    pub fn looked_at(&self) -> Option<usize> {
        self.machine.looked.only()
    }

    fn run<'a>(&'a mut self, view: Option<StateView<'a>>) -> Run<'a> {
        let level = if view.is_some() { self.level } else { 0 };
        let mut run = Run::new(&self.shared, &mut self.machine, view);
        run.level = level;
        run
    }

    /// The action instances of the next-state relation, a definition without parameters.
    ///
    /// # Errors
    /// When the relation cannot be taken apart, which only a limit can cause.
    pub fn split(&mut self, next: DefId) -> Eval<Vec<ActionInstance>> {
        self.run(None).split(next)
    }

    /// The action instances that an action is the disjunction of; `None` where its subscript is not a tuple with every
    /// variable in it, or the action cannot be taken apart.
    pub fn split_action(
        &mut self,
        action: &Scoped,
        subscript: ExprId,
    ) -> Option<Vec<ActionInstance>> {
        let mut run = self.run(None);
        let mut variables = Vec::new();
        run.tuple_of_variables(subscript, &mut variables)?;
        let mut all = 0..run.program.variables.len() as u32;
        let whole = all.all(|v| variables.contains(&v));
        whole.then(|| run.split_action(action).ok())?
    }

    /// The conjuncts of a state predicate, a definition without parameters: it is true exactly where all of them are, and
    /// the first that is not, in order, is what its evaluation comes to.
    ///
    /// # Errors
    /// When it cannot be taken apart, which only a limit can cause.
    pub fn conjuncts(&mut self, predicate: DefId) -> Eval<Vec<Conjunct>> {
        let parts = self.run(None).split_predicate(predicate)?;
        let mut conjuncts = Vec::with_capacity(parts.len());
        for part in parts {
            self.run(None).memberships(part, &mut conjuncts);
        }
        Ok(conjuncts)
    }

    /// The truth of a conjunct.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn holds(&mut self, conjunct: &Conjunct, view: StateView<'_>) -> Eval<bool> {
        match conjunct {
            Conjunct::Formula(formula) => self.truth(formula, view),
            Conjunct::Member(membership) => self.run(Some(view)).is_member(membership),
        }
    }

    /// The successors of a state. With whole states `sink` gets each, and may end the search; else they are written to the
    /// view. Returns how many states `\cdot` passed on the way, which count as generated.
    ///
    /// # Errors
    /// What the evaluation yields. Successors found before count.
    pub fn successors<'a>(
        &'a mut self,
        action: &Scoped,
        view: StateView<'a>,
        sink: Sink<'a>,
    ) -> Eval<u32> {
        let mut run = self.run(Some(view));
        run.sink = Some(sink);
        run.st.next = run.draft();
        let base = run.enter(action);
        let goal = Goal::Emit;
        run.step(action.expr, base, &Cont::End(&goal))?;
        Ok(run.passed)
    }

    /// The same for one member of the set that an instance is over.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn successors_over<'a>(
        &'a mut self,
        instance: &ActionInstance,
        member: Value,
        view: StateView<'a>,
        sink: Sink<'a>,
    ) -> Eval<u32> {
        let Some((_, slots, tuple)) = &instance.over else {
            return self.successors(&instance.action, view, sink);
        };
        let mut run = self.run(Some(view));
        run.sink = Some(sink);
        run.st.next = run.draft();
        let base = run.enter(&instance.action);
        let over = Over {
            slots: slots.iter().map(|s| s.0).collect(),
            tuple: *tuple,
            set: instance.action.expr,
        };
        run.bind(&over, base, member)
            .map_err(|error| error.at(instance.location))?;
        let goal = Goal::Emit;
        run.step(instance.action.expr, base, &Cont::End(&goal))?;
        Ok(run.passed)
    }

    /// The initial states: those that satisfy all conjuncts.
    ///
    /// # Errors
    /// What the evaluation yields. States found before count.
    pub fn initial<'a>(&'a mut self, conjuncts: &[Scoped], sink: Sink<'a>) -> Eval<()> {
        let mut run = self.run(None);
        run.sink = Some(sink);
        run.st.now = run.draft();
        let bases: Vec<u32> = conjuncts.iter().map(|c| run.enter(c)).collect();
        let goal = Goal::Emit;
        chain(&mut run, conjuncts, &bases, &Cont::End(&goal)).map(|_| ())
    }

    /// The truth value of a state or step predicate.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn truth(&mut self, formula: &Scoped, view: StateView<'_>) -> Eval<bool> {
        let mut run = self.run(Some(view));
        let base = run.enter(formula);
        run.truth(formula.expr, base)
    }

    /// The value of a state or step function.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn value(&mut self, expr: &Scoped, view: StateView<'_>) -> Eval<Value> {
        let mut run = self.run(Some(view));
        let base = run.enter(expr);
        run.value(expr.expr, base)
    }

    /// The value of a constant expression.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn constant(&mut self, expr: &Scoped) -> Eval<Value> {
        let mut run = self.run(None);
        let base = run.enter(expr);
        run.value(expr.expr, base)
    }

    /// The truth value of a formula that speaks of no state.
    ///
    /// # Errors
    /// What the evaluation yields; also where it reads a variable.
    pub fn constant_truth(&mut self, formula: &Scoped) -> Eval<bool> {
        let mut run = self.run(None);
        let base = run.enter(formula);
        run.truth(formula.expr, base)
    }

    /// The members of a constant set, in order.
    ///
    /// # Errors
    /// What the evaluation yields, and for what is no finite set.
    pub fn constant_members(&mut self, set: &Scoped) -> Eval<Vec<Value>> {
        let mut run = self.run(None);
        let base = run.enter(set);
        let set = run.eval(set.expr, base)?;
        super::host::Host::members(&mut run, &set)
    }

    /// `ENABLED A`, or `ENABLED <<A>>_v`.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn enabled(
        &mut self,
        action: &Scoped,
        subscript: Option<&Scoped>,
        view: StateView<'_>,
    ) -> Eval<bool> {
        let mut run = self.run(Some(view));
        let base = run.enter(action);
        let subscript = subscript.map(|v| (v.expr, run.enter(v)));
        run.enabled(action.expr, subscript, base)
    }

    /// Whether a step satisfies `<<A>>_v`.
    ///
    /// # Errors
    /// What the evaluation yields.
    pub fn taken(
        &mut self,
        action: &Scoped,
        subscript: Option<&Scoped>,
        view: StateView<'_>,
    ) -> Eval<bool> {
        let mut run = self.run(Some(view));
        let base = run.enter(action);
        if !run.truth(action.expr, base)? {
            return Ok(false);
        }
        match subscript {
            Some(v) => {
                let base = run.enter(v);
                Ok(!run.unchanged(v.expr, base)?)
            }
            None => Ok(true),
        }
    }

    /// What is wrong where a value stands for a set and is none.
    #[must_use]
    pub fn not_a_set(&mut self, value: Value) -> Box<EvalError> {
        self.run(None).no_set(&V::Val(value))
    }

    /// Decides a predicate that selected members, for [`fastcheck_engine::System::select`].
    ///
    /// # Errors
    /// Where it cannot be decided.
    pub fn select(&mut self, predicate: PredicateId, elements: &[Value]) -> Eval<Vec<bool>> {
        let mut run = self.run(None);
        elements
            .iter()
            .map(|x| run.decide_known(predicate, *x))
            .collect()
    }
}

/// Conjuncts with frames of their own, from left to right.
fn chain(run: &mut Run<'_>, conjuncts: &[Scoped], bases: &[u32], k: &Cont<'_>) -> Eval<bool> {
    match (conjuncts, bases) {
        ([only], [base]) => run.step(only.expr, *base, k),
        ([rest @ .., last], [bases @ .., base]) => {
            let last = [last.expr];
            chain(run, rest, bases, &Cont::Conjuncts(&last, *base, k))
        }
        _ => Ok(true),
    }
}
