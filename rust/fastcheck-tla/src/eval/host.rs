//! What native code of the standard modules may ask of the evaluator.

use std::cmp::Ordering;

use fastcheck_values::{Universe, Value};

use super::error::Eval;
use super::value::V;
use crate::modules::{NoWorld, World};

/// Native code of an operator. Arguments were evaluated, left to right, but may be described sets, functions given by
/// their body, parts of the state: ask [`Host::value`] and the like. Errors need no place, the evaluator adds it.
pub type NativeFn = fn(&mut dyn Host, &[V]) -> Eval<V>;

/// An operator with native code; found by `crate::modules::native(module, name)`. What Naturals, Integers, Sequences and
/// FiniteSets define is built into the evaluator and needs none.
#[derive(Clone, Copy, Debug)]
pub struct Native {
    /// The code.
    pub run: NativeFn,
    /// Its result is a function of its arguments, and it does nothing else.
    pub pure: bool,
    /// How many arguments it takes: the last ones of a call, where parameters of an instance come first. A definition with
    /// fewer parameters is another operator of the same name.
    pub arity: usize,
    /// Its arguments come unevaluated, as [`V::Thunk`]s; asking about one evaluates it.
    pub lazy: bool,
}

/// The evaluator as native code sees it.
pub trait Host {
    /// The values of the run.
    fn universe(&self) -> &Universe;

    /// The concrete value; reads all of it and lists it, if need be.
    ///
    /// # Errors
    /// For what is no finite value.
    fn value(&mut self, v: &V) -> Eval<Value>;

    /// The value of an argument that came unevaluated; nothing is listed.
    ///
    /// # Errors
    /// What its evaluation yields.
    fn force(&mut self, v: &V) -> Eval<V>;

    /// The value of an argument that came unevaluated. If it is a constant expression, it is evaluated once in a run for
    /// each key.
    ///
    /// # Errors
    /// What its evaluation yields.
    fn cached(&mut self, v: &V, key: Value) -> Eval<V>;

    /// A boolean.
    ///
    /// # Errors
    /// For anything else.
    fn truth(&mut self, v: &V) -> Eval<bool>;

    /// An integer.
    ///
    /// # Errors
    /// For anything else.
    fn int(&mut self, v: &V) -> Eval<i64>;

    /// The members of a finite set in canonical order.
    ///
    /// # Errors
    /// For what is no finite set.
    fn members(&mut self, set: &V) -> Eval<Vec<Value>>;

    /// The items of a sequence.
    ///
    /// # Errors
    /// For what is none.
    fn items(&mut self, seq: &V) -> Eval<Vec<Value>>;

    /// `member \in set`, without listing the set where it is described.
    ///
    /// # Errors
    /// Where TLC refuses to tell.
    fn contains(&mut self, set: &V, member: Value) -> Eval<bool>;

    /// The set of these, which may come in any order and more than once.
    ///
    /// # Errors
    /// For members that cannot be compared.
    fn set(&mut self, members: Vec<Value>) -> Eval<V>;

    /// `a = b`.
    ///
    /// # Errors
    /// For kinds that cannot be compared.
    fn equal(&mut self, a: Value, b: Value) -> Eval<bool>;

    /// The order of sets' members.
    ///
    /// # Errors
    /// For kinds that cannot be compared.
    fn compare(&mut self, a: Value, b: Value) -> Eval<Ordering>;

    /// `f[key]`.
    ///
    /// # Errors
    /// Outside the domain, or for what is no function.
    fn apply(&mut self, f: &V, key: Value) -> Eval<V>;

    /// A function that is a part of the state, with the entries of another one where it has none, as changes that read no
    /// more than whether it has these; `None` if it must be read.
    fn extended(&mut self, f: &V, entries: &[(Value, Value)]) -> Option<V>;

    /// Calls an operator that was given as an argument.
    ///
    /// # Errors
    /// What its evaluation yields.
    fn call(&mut self, operator: &V, args: Vec<V>) -> Eval<V>;

    /// TLA+ notation, for messages.
    fn show(&mut self, v: &V) -> String;

    /// The run as specifications see it.
    fn outside(&self) -> &dyn Outside;

    /// The level of the state that unprimed variables speak of: 1 for initial states, 0 where there is none (constants,
    /// initial predicates).
    fn level(&self) -> i64 {
        0
    }

    /// The next random number. It depends on the seed of the run, the current state, the place of the call and how many
    /// were drawn before in one evaluation: so steps can be executed again, in any order and by any worker, with the same
    /// outcome.
    ///
    /// # Errors
    /// If the state cannot be read.
    fn random(&mut self) -> Eval<u64>;

    /// Whether the run was stopped; to be asked now and then in long loops.
    ///
    /// # Errors
    /// If it was.
    fn poll(&mut self) -> Eval<()>;
}

/// What specifications see of the run and the world: `Print`, `TLCGet`, `TLCSet`. Implemented beside the exploration.
pub trait Outside: Send + Sync {
    /// A line for the user.
    fn print(&self, text: &str);

    /// `TLCGet(name)`: "level", "distinct", ...; `None` if there is no such thing now.
    fn get(&self, name: &str) -> Option<Value>;

    /// `TLCGet(i)`.
    fn register(&self, index: i64) -> Option<Value>;

    /// `TLCSet(i, v)`.
    fn set_register(&self, index: i64, value: Value);

    /// `TLCSet(name, v)`; false if there is no such thing.
    fn set(&self, name: &str, value: Value) -> bool;

    /// What random numbers begin with.
    fn seed(&self) -> u64 {
        0
    }

    /// Files, processes and clocks.
    fn world(&self) -> &dyn World {
        &NoWorld
    }
}

/// Nothing to see.
#[derive(Debug, Default)]
pub struct Nowhere;

impl Outside for Nowhere {
    fn print(&self, _: &str) {}

    fn get(&self, _: &str) -> Option<Value> {
        None
    }

    fn register(&self, _: i64) -> Option<Value> {
        None
    }

    fn set_register(&self, _: i64, _: Value) {}

    fn set(&self, _: &str, _: Value) -> bool {
        false
    }
}
