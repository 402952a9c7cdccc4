//! What expressions mean. The only place with semantics.
//!
//! - [`api`]: the evaluator as the rest of the crate sees it.
//! - [`value`]: values while they are computed, concrete or described; [`env`]: what escapes from a frame.
//! - `plan`, `compile`: the core language with operators resolved, and what each expression depends on.
//! - `run`: frames, slots, states, limits; `memo`: values made lately. `expr`: evaluation; `sets`, `function`, `arithmetic`, `compare`: its parts.
//! - `action`: successors and initial states; `split`: formulas as several questions, `membership`: `x \in S` likewise.
//! - `place`, `select`: reading the state finely, changing it without reading.
//! - [`error`] and [`code`]: errors of evaluation.
//! - [`host`]: what native code of the standard modules may ask.

mod action;
pub mod api;
mod arithmetic;
mod builtin;
pub mod code;
mod compare;
mod compile;
pub mod env;
pub mod error;
mod expr;
mod function;
pub mod host;
mod host_impl;
mod membership;
mod memo;
mod place;
mod plan;
mod run;
mod select;
mod sets;
mod split;
pub mod value;

pub use api::{
    ActionInstance, Binding, Conjunct, EvalOptions, Evaluator, Scoped, Shared, Sink, StateView,
};
pub use builtin::is_builtin;
pub use error::{Eval, EvalError};
pub use host::{Host, Native, NativeFn, Nowhere, Outside};
pub use value::V;
