//! Two-phase commit: with `n` resource managers a state takes `4 n + 4` bits.
//!
//! Three groups of `n` bits say which RMs the manager knows to be prepared, which announced it,
//! and, in two bits per RM, what each is: working, prepared, committed, aborted. Then two bits
//! for the manager (init, committed, aborted) and one for each of its messages.

use crate::search::Model;

const WORKING: u64 = 0;
const PREPARED: u64 = 1;
const COMMITTED: u64 = 2;
const ABORTED: u64 = 3;

/// The model with up to 14 resource managers.
pub(crate) struct TwoPhase {
    rms: u32,
    /// One bit for every RM.
    all: u64,
}

impl TwoPhase {
    pub(crate) fn new(rms: u64) -> Self {
        Self {
            rms: rms as u32,
            all: (1 << rms) - 1,
        }
    }

    fn manager(&self) -> u32 {
        4 * self.rms
    }

    fn commit(&self) -> u64 {
        1 << (self.manager() + 2)
    }

    fn abort(&self) -> u64 {
        1 << (self.manager() + 3)
    }

    fn rm(&self, state: u64, r: u32) -> u64 {
        state >> (2 * self.rms + 2 * r) & 3
    }

    #[inline(always)]
    fn manager_steps(&self, state: u64, successors: &mut Vec<u64>) -> u64 {
        if state >> self.manager() & 3 != WORKING {
            return 0;
        }
        let known = state & self.all;
        let announced = state >> self.rms & self.all;
        successors.push(state | self.abort() | ABORTED << self.manager());
        if known == self.all {
            successors.push(state | self.commit() | COMMITTED << self.manager());
        }
        let mut fresh = announced & !known;
        while fresh != 0 {
            let r = fresh & fresh.wrapping_neg();
            successors.push(state | r);
            fresh ^= r;
        }
        1 + u64::from(known == self.all) + u64::from(announced.count_ones())
    }
}

impl Model for TwoPhase {
    type State = u64;

    fn initial(&self) -> u64 {
        0
    }

    fn key(&self, state: u64) -> u64 {
        state + 1
    }

    #[inline(always)]
    fn expand(&self, state: u64, successors: &mut Vec<u64>) -> u64 {
        let mut generated = self.manager_steps(state, successors);
        for r in 0..self.rms {
            let shift = 2 * self.rms + 2 * r;
            let is = self.rm(state, r);
            if is == WORKING {
                generated += 2;
                successors.push(state | PREPARED << shift | 1 << (self.rms + r));
                successors.push(state | ABORTED << shift);
            }
            for (message, becomes) in [(self.commit(), COMMITTED), (self.abort(), ABORTED)] {
                if state & message != 0 {
                    generated += 1;
                    if is != becomes {
                        successors.push(state & !(3 << shift) | becomes << shift);
                    }
                }
            }
        }
        generated
    }

    #[inline(always)]
    fn holds(&self, state: u64) -> bool {
        let low = state >> (2 * self.rms);
        let lows = 0x5555_5555_5555_5555 & ((1 << (2 * self.rms)) - 1);
        let committed = low >> 1 & !low & lows;
        let aborted = low >> 1 & low & lows;
        committed == 0 || aborted == 0
    }

    fn within(&self, _: u64) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_commit_beside_an_abort_is_a_violation() {
        let model = TwoPhase::new(3);
        for (first, second, holds) in [
            (COMMITTED, ABORTED, false),
            (ABORTED, COMMITTED, false),
            (COMMITTED, COMMITTED, true),
            (ABORTED, PREPARED, true),
        ] {
            // Other bits, all set, do not matter.
            let rest = model.commit() | model.abort() | 0b11_1111;
            let state = rest | first << 6 | second << 10;
            assert_eq!(model.holds(state), holds, "{first} {second}");
        }
    }
}
