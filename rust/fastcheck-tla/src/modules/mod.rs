//! The standard modules.
//!
//! - [`texts`]: what specifications extend and instantiate; [`order`]: the words of TLC's modules.
//! - [`table`]: which operators have native code, and what it depends on. Its parts: `tlc`, `tlc_ext`, `registers`,
//!   `random`, `bags`, `functions`, `sequences`, `graphs`, `numbers`, `json`, `io`, `svg`.
//! - [`world`]: files, processes and clocks.
//! - `args`, `format`: what the parts share.

mod args;
mod bags;
mod format;
mod functions;
mod graphs;
mod io;
mod json;
mod numbers;
pub mod order;
mod random;
mod registers;
mod sequences;
mod svg;
pub mod table;
pub mod texts;
mod tlc;
mod tlc_ext;
pub mod world;

pub(crate) use random::mix;
pub use table::{Purity, is_native, native, purity};
pub use texts::text;
pub use world::{Machine, NoWorld, Opening, Outcome, World};
