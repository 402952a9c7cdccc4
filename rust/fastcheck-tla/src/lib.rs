//! TLA+ specifications as transition systems.
//!
//! - [`source`]: texts, places, and where modules come from; [`diag`]: errors with their places, [`codes`]: their catalogue.
//! - [`syntax`]: modules as trees. Our own parser: it never fails, collects errors, and bounds its depth.
//! - [`config`]: `.cfg` files.
//! - [`sema`]: names, arities, instances and levels; the tree becomes [`ir`], the core language.
//! - [`eval`]: what an expression means. The only place with semantics.
//! - [`modules`]: the standard modules: texts, and native code where TLC has it.
//! - [`system`]: a specification as [`fastcheck_engine::System`].
//!
//! **Invariant:** a construct that is not understood is an error, never skipped. The crate knows the engine's interface,
//! not the engine.

pub mod codes;
pub mod config;
pub mod diag;
pub mod eval;
pub mod ir;
pub mod modules;
pub mod sema;
pub mod source;
pub mod syntax;
pub mod system;
