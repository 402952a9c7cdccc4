//! The evaluator, from texts of specifications to counts and truth values. What is expected comes from TLC.

#![allow(clippy::unwrap_used)]

mod counts;
mod recorded;
mod support;
mod traps;
mod values;
