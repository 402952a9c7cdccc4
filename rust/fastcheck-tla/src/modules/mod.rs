//! The standard modules.
//!
//! - [`texts`]: what specifications extend and instantiate.

pub mod texts;

pub use texts::text;
