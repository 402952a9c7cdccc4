//! What escapes from a frame.

use super::value::V;
use crate::ir::Slot;

/// The slots that an expression needs, taken from a frame that may go away.
#[derive(Clone, Debug, Default)]
pub struct Env {
    /// Size of the frame to make for it.
    pub size: u32,
    /// Which slots, and what they held.
    pub slots: Box<[(Slot, V)]>,
    /// Which states it speaks of.
    pub states: States,
}

/// Which states unprimed and primed variables speak of: indexes into the evaluator's list of states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct States {
    /// Unprimed variables.
    pub now: u16,
    /// Primed variables.
    pub next: u16,
}
