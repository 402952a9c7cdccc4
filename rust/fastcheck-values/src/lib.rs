//! The value universe of one run: booleans, integers, strings, atoms, sets and functions.
//!
//! A [`Value`] is a 64-bit handle into a [`Universe`]; two handles of one universe are equal
//! exactly when the values are. Sequences, tuples and functions on `1..n` are one kind of value,
//! records are the functions on strings, and the empty function is `<<>>`: each value has one
//! canonical form ([`Shape`]), so equality, order and hash agree by construction.
//!
//! - `value`: handles and shapes
//! - `arena`: where the interned nodes live
//! - `universe`: construction and interning
//! - `lookup`: the private hash of the interning tables
//! - `order`: the total order
//! - `likeness`: which values can be compared at all
//! - [`hash`]: the content hash, versioned
//! - `ops`: application, domains, membership, updates
//! - `text`: TLA+ notation
//! - `json`: JSON with the TLA+ kinds kept apart

mod arena;
pub mod hash;
mod json;
mod likeness;
mod lookup;
mod ops;
mod order;
mod text;
mod universe;
mod value;

pub use hash::HASH_VERSION;
pub use json::{JsonError, MAX_JSON_DEPTH};
pub use likeness::type_of_atom;
pub use universe::{DuplicateKey, Universe};
pub use value::{Shape, Value};
