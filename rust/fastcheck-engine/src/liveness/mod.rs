//! Liveness under fairness: what must happen in the end, on every fair behaviour.
//!
//! A front end describes properties as [`Formula`]s over the answers of its own questions and fairness as [`Fairness`];
//! exploration records, for each state and each step, which of these atoms hold. A property is then negated, split into
//! cases, and each case searched for on the recorded graph:
//!
//! - [`formula`]: properties and fairness; `atoms`: what is recorded for them; `graph`: the recorded graph.
//! - `letters`, `normal`: negation normal form, and which parts need no automaton; `automaton`: the rest.
//! - `product`, `conditions`, `reach`, `search`, `judge`: strongly connected components with a fair cycle that the case
//!   accepts; `multistep`, `crew`: those of large graphs, by several workers.
//! - `lasso`: a short behaviour from one of them; `evaluate`: what a formula says of it, independently.
//! - `check`: all of it for one property.
//!
//! **Every state may stutter.** A behaviour may stay where it is, for a while or for ever. A stuttering step takes no
//! action and enables none, so a fairness condition whose action stays enabled excludes stuttering for ever.

mod atoms;
mod automaton;
mod check;
mod conditions;
mod crew;
mod evaluate;
mod formula;
mod graph;
mod judge;
mod lasso;
mod letters;
mod multistep;
mod normal;
mod patience;
mod product;
mod reach;
mod search;
#[cfg(test)]
mod tests;

pub(crate) use atoms::{Atoms, get, set, words};
pub(crate) use check::{Checker, Outcome};
pub(crate) use graph::{Classes, Codes, STUTTER};
pub(crate) use lasso::Behaviour;
pub(crate) use patience::Patience;
pub(crate) use search::Unanswered;

pub use check::{Violation, check};
pub use formula::{Fairness, Formula, NOTHING, Property, StateAtom, StepAtom, Temporal};
pub use graph::StateGraph;
