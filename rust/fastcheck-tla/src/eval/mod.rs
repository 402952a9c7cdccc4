//! What expressions mean. The only place with semantics.
//!
//! - [`api`]: the evaluator as the rest of the crate sees it.
//! - [`value`]: values while they are computed, concrete or described; [`env`]: what escapes from a frame.
//! - [`error`] and [`code`]: errors of evaluation.
//! - [`host`]: what native code of the standard modules may ask.

pub mod api;
pub mod code;
pub mod env;
pub mod error;
pub mod host;
pub mod value;

pub use api::{ActionInstance, Binding, EvalOptions, Scoped, Shared, StateView};
pub use error::{Eval, EvalError};
pub use host::{Host, Native, NativeFn, Nowhere, Outside};
pub use value::V;
