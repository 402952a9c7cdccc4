//! Levels, as the reference computes them.

use crate::ir::Level;

/// What is known of the level of a definition.
#[derive(Clone, Debug)]
pub(crate) struct Levels {
    /// Its level, parameters taken as constants.
    pub(crate) level: Level,
}

impl Default for Levels {
    fn default() -> Self {
        Levels {
            level: Level::Constant,
        }
    }
}
