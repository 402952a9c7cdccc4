//! A small modelling kit: models written once, run by the engine and by a plain interpreter.
//!
//! - [`build`]: models in few words.
//! - [`plain`]: values as ordinary maps and sets, and what may be asked and changed there.
//! - [`model`]: models as small syntax trees, executed against a [`model::View`].
//! - [`brute`]: a breadth-first explorer over plain values; knows nothing of the engine.
//! - [`system`]: a model as a [`fastcheck_engine::System`].
//! - [`compare`]: both explorers' answers side by side.
//! - [`random`]: random models from a seed.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]

pub mod brute;
pub mod build;
pub mod compare;
pub mod model;
pub mod plain;
pub mod random;
pub mod system;
