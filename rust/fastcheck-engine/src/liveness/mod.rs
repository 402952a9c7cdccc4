//! Liveness under fairness: what must happen in the end, on every fair behaviour.
//!
//! A front end describes properties as [`Formula`]s over the answers of its own questions and fairness as [`Fairness`];
//! exploration records, for each state and each step, which of these atoms hold.
//!
//! **Every state may stutter.** A behaviour may stay where it is, for a while or for ever. A stuttering step takes no
//! action and enables none, so a fairness condition whose action stays enabled excludes stuttering for ever.

mod formula;

pub use formula::{Fairness, Formula, NOTHING, Property, StateAtom, StepAtom, Temporal};
