//! What expressions mean. The only place with semantics.
//!
//! - [`api`]: the evaluator as the rest of the crate sees it.
//! - [`value`]: values while they are computed, concrete or described; [`env`]: what escapes from a frame.
//! - `plan`, `compile`: the core language with operators resolved, and what each expression depends on.
//! - `run`: frames, slots, states, limits; `looked`: which variables were looked at; `memo`: values made lately; `listing`:
//!   sets listed once. `expr`: evaluation; `call`, `binders`, `construct`,
//!   `function`, `arithmetic`, `compare`: its parts.
//! - `sets`: listed and described ones; `each`, `contains`, `combine`, `size`: what is done with them.
//! - `action`: successors and initial states; `branch`, `assign`, `emit`, `enabled`: its parts.
//! - `partly`: entries of functions that have no value as a whole.
//! - `split`: formulas as several questions, `membership`: `x \in S` likewise.
//! - `place`, `select`: reading the state finely, changing it without reading; `step`: comparing it with the one before a step.
//! - `footprint`: which variables a formula may depend on.
//! - [`error`] and [`code`]: errors of evaluation.
//! - [`host`]: what native code of the standard modules may ask.

mod action;
pub mod api;
mod arithmetic;
mod assign;
mod binders;
mod branch;
mod builtin;
mod call;
pub mod code;
mod combine;
mod compare;
mod compile;
mod construct;
mod contains;
mod each;
mod emit;
mod enabled;
pub mod env;
pub mod error;
mod expr;
mod footprint;
mod function;
pub mod host;
mod host_impl;
mod listing;
mod looked;
mod membership;
mod memo;
mod partly;
mod place;
mod plan;
mod run;
mod select;
mod sets;
mod size;
mod split;
mod step;
pub mod value;

pub use api::{
    ActionInstance, Binding, Conjunct, EvalOptions, Evaluator, Scoped, Shared, Sink, StateView,
};
pub use builtin::is_builtin;
pub use error::{Eval, EvalError};
pub use host::{Host, Native, NativeFn, Nowhere, Outside};
pub use value::V;
