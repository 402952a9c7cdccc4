//! Storage for a level-synchronous breadth-first explorer.
//!
//! A level never changes the set of states that earlier levels found, so there are two sets:
//! [`SeenSet`] holds the states of finished levels and is only read while a level runs;
//! [`FreshSet`] holds the states found in the running level and takes insertions from all threads.
//! Between levels the fresh states move into the seen set.
//!
//! - [`Fingerprint`]: 64 or 128 bits that stand for a state
//! - [`SeenSet`], [`FreshSet`], [`Insertion`]: the two sets
//! - [`PackedRows`]: the states of a frontier, bit-packed
//! - [`Paths`]: how each state was reached
//! - [`OutOfMemory`]: the one error; nothing here aborts, or forgets a state, when memory ends

mod aside;
mod counter;
mod fingerprint;
mod fresh;
mod memory;
mod paths;
mod rows;
mod seen;
mod slots;
mod sync;

pub use fingerprint::Fingerprint;
pub use fresh::{FreshSet, Insertion};
pub use memory::OutOfMemory;
pub use paths::Paths;
pub use rows::PackedRows;
pub use seen::SeenSet;
