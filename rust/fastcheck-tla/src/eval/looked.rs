//! Which variables an evaluation looked at, where whole values are at hand.

use std::cell::Cell;

/// The variables that were looked at, one bit each; the last bit stands for all that are not told apart.
#[derive(Debug, Default)]
pub(super) struct Looked(Cell<u64>);

/// The bit of those that are not told apart.
const OTHERS: u32 = 63;
/// Nobody knows which.
pub(super) const ANY: u64 = u64::MAX;

impl Looked {
    #[inline]
    pub(super) fn at(&self, variable: u32) {
        self.0.set(self.0.get() | 1 << variable.min(OTHERS));
    }

    pub(super) fn also(&self, variables: u64) {
        self.0.set(self.0.get() | variables);
    }

    /// What was looked at until now; from now on nothing was.
    pub(super) fn take(&self) -> u64 {
        self.0.take()
    }

    /// The only one, or any if there was none; `None` if there were several.
    pub(super) fn only(&self) -> Option<usize> {
        match self.0.get() {
            0 => Some(0),
            bits if bits.is_power_of_two() && bits >> OTHERS == 0 => {
                Some(bits.trailing_zeros() as usize)
            }
            _ => None,
        }
    }
}
