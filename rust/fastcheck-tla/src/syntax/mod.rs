//! Modules as trees.

pub mod ast;
