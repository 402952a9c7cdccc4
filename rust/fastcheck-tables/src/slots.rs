//! Open addressing with linear probing: the part common to both sets.
//!
//! # Layout
//! A slot is `F::WORDS + EXTRA` adjacent words, all zero while the slot is empty: the low half of
//! the fingerprint, its high half if it has one, then the owner's extra words. Fingerprints with a
//! zero word are kept elsewhere (`aside`), so a zero word always means "not written yet".
//! The home slot is `high64 * capacity / 2^64`: any capacity will do, and homes are in the order
//! of fingerprints, so a pass over a table visits the slots of a larger one in sequence.
//!
//! # Protocol
//! 1. A thread looking for `fp` walks from its home and stops at the slot that holds `fp` or is
//!    empty. Slots never become empty again, so all threads looking for `fp` walk the same way.
//! 2. To insert, it claims the empty slot by compare-exchange of the low word from zero. When that
//!    fails, another thread's claim is looked at as if it had been met on the way. So a slot has
//!    one claimant, and two threads with the same `fp` meet at the same compare-exchange: exactly
//!    one of them succeeds.
//! 3. With two words, the claimant then stores the high word. Who meets a matching low word with a
//!    zero high word waits for that store; it cannot tell before whether this is its fingerprint.
//!    Between claim and store lies nothing that could fail. (One-word slots never wait.)
//!
//! # Orderings
//! All accesses are relaxed, on purpose, and there is no pair of a release and an acquire. Each
//! fingerprint word is written once after zero, so a read gives zero or the final value; a stale
//! zero is corrected by the compare-exchange, which always sees the latest value, or by waiting.
//! No value read here allows access to other memory: there are no pointers, and rows belonging to
//! a state are passed on by the explorer's own barrier. That barrier (or a join, or `&mut`) is
//! also what makes "all insertions are visible" true at the end of a level.

use crate::Fingerprint;
use crate::memory::{self, OutOfMemory};
use crate::sync::{self, AtomicU64, Ordering};
use std::marker::PhantomData;
use std::ops::Range;

/// The smallest table that is allocated.
const LEAST_CAPACITY: usize = if cfg!(loom) { 4 } else { 64 };

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The fingerprint was written to this slot by this call.
    New(usize),
    /// The slot that had it already.
    Known(usize),
    /// It was not added: no slot is empty, or none was granted. This thread has not seen it.
    Refused,
}

pub(crate) struct Slots<F, const EXTRA: usize> {
    words: Box<[AtomicU64]>,
    capacity: usize,
    fingerprints: PhantomData<F>,
}

impl<F: Fingerprint, const EXTRA: usize> Slots<F, EXTRA> {
    const STRIDE: usize = F::WORDS + EXTRA;

    /// No slots and no memory.
    pub(crate) fn none() -> Self {
        Slots {
            words: Box::default(),
            capacity: 0,
            fingerprints: PhantomData,
        }
    }

    pub(crate) fn with_capacity(capacity: usize) -> Result<Self, OutOfMemory> {
        Ok(Slots {
            words: memory::zeroed(capacity.saturating_mul(Self::STRIDE))?,
            capacity,
            fingerprints: PhantomData,
        })
    }

    pub(crate) fn capacity(&self) -> usize {
        self.capacity
    }

    /// Size in bytes of a table of `capacity` slots.
    pub(crate) fn bytes_for(capacity: usize) -> usize {
        capacity.saturating_mul(Self::STRIDE * size_of::<u64>())
    }

    /// Empties every slot.
    pub(crate) fn clear(&mut self) {
        self.words.iter_mut().for_each(memory::Atomic::reset);
    }

    /// Gives back the memory of slots that nobody will look at again, if that can be done.
    pub(crate) fn release(&self, slots: Range<usize>) {
        memory::release(&self.words[slots.start * Self::STRIDE..slots.end * Self::STRIDE]);
    }

    /// Whether `fp` can be held in a slot; if not, it belongs aside.
    #[inline]
    pub(crate) fn fits(fp: F) -> bool {
        fp.low64() != 0 && fp.high64() != 0
    }

    #[inline]
    fn home(&self, fp: F) -> usize {
        ((u128::from(fp.high64()) * self.capacity as u128) >> 64) as usize
    }

    #[inline]
    pub(crate) fn prefetch(&self, fp: F) {
        let word = self.home(fp) * Self::STRIDE;
        memory::prefetch(&self.words, word);
        // Where most walks end; it may be in the next line.
        memory::prefetch(&self.words, word + 7);
    }

    /// The slot that holds `fp`.
    #[inline]
    pub(crate) fn find(&self, fp: F) -> Option<usize> {
        debug_assert!(Self::fits(fp));
        let home = self.home(fp);
        match self.find_in(home..self.capacity, fp) {
            Some(answer) => answer,
            None => self.find_in(0..home, fp).flatten(),
        }
    }

    /// The answer to [`find`](Self::find), unless the walk comes to the end of the range.
    #[inline]
    fn find_in(&self, range: Range<usize>, fp: F) -> Option<Option<usize>> {
        for slot in range {
            let low = self.words[slot * Self::STRIDE].load(Ordering::Relaxed);
            if low == fp.low64() && self.high_word_is(slot, fp) {
                return Some(Some(slot));
            }
            if low == 0 {
                return Some(None);
            }
        }
        None
    }

    /// Finds `fp` or writes it to the first empty slot on its way, if `grant` then says so.
    #[inline]
    pub(crate) fn claim(&self, fp: F, grant: impl Fn() -> bool) -> Claim {
        debug_assert!(Self::fits(fp));
        let home = self.home(fp);
        self.claim_in(home..self.capacity, fp, &grant)
            .or_else(|| self.claim_in(0..home, fp, &grant))
            .unwrap_or(Claim::Refused)
    }

    /// The answer to [`claim`](Self::claim), unless the walk comes to the end of the range.
    #[inline]
    fn claim_in(&self, range: Range<usize>, fp: F, grant: &impl Fn() -> bool) -> Option<Claim> {
        for slot in range {
            let word = &self.words[slot * Self::STRIDE];
            let mut low = word.load(Ordering::Relaxed);
            if low == 0 {
                if !grant() {
                    return Some(Claim::Refused);
                }
                match word.compare_exchange(0, fp.low64(), Ordering::Relaxed, Ordering::Relaxed) {
                    Ok(_) => {
                        self.publish_high_word(slot, fp);
                        return Some(Claim::New(slot));
                    }
                    Err(claimed) => low = claimed,
                }
            }
            if low == fp.low64() && self.high_word_is(slot, fp) {
                return Some(Claim::Known(slot));
            }
        }
        None
    }

    #[inline]
    fn publish_high_word(&self, slot: usize, fp: F) {
        if F::WORDS == 2 {
            self.words[slot * Self::STRIDE + 1].store(fp.high64(), Ordering::Relaxed);
        }
    }

    /// Whether a claimed slot's high word is that of `fp`; waits until it has been stored.
    #[inline]
    fn high_word_is(&self, slot: usize, fp: F) -> bool {
        F::WORDS == 1 || self.high_word(slot) == fp.high64()
    }

    #[inline]
    fn high_word(&self, slot: usize) -> u64 {
        let word = &self.words[slot * Self::STRIDE + 1];
        let mut turn = 0;
        loop {
            match word.load(Ordering::Relaxed) {
                0 => sync::pause(turn),
                high => return high,
            }
            turn = turn.saturating_add(1);
        }
    }

    /// The fingerprint in a slot, if there is one.
    #[inline]
    pub(crate) fn fingerprint(&self, slot: usize) -> Option<F> {
        let low = self.words[slot * Self::STRIDE].load(Ordering::Relaxed);
        if low == 0 {
            return None;
        }
        let high = if F::WORDS == 2 {
            self.high_word(slot)
        } else {
            0
        };
        Some(F::from_halves(low, high))
    }
}

impl<F: Fingerprint> Slots<F, 1> {
    /// The extra word of a slot.
    #[inline]
    pub(crate) fn extra(&self, slot: usize) -> &AtomicU64 {
        &self.words[slot * Self::STRIDE + F::WORDS]
    }
}

/// How many entries a table of `capacity` slots may hold: three quarters.
pub(crate) fn load_limit(capacity: usize) -> usize {
    capacity - capacity.div_ceil(4)
}

/// The smallest capacity whose load limit is at least `entries`.
pub(crate) fn capacity_for(entries: usize) -> usize {
    let exact = (entries as u128 * 4).div_ceil(3);
    usize::try_from(exact)
        .unwrap_or(usize::MAX)
        .max(LEAST_CAPACITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacity_and_load_limit_agree() {
        for entries in (0..5000).chain([1 << 40, (1 << 40) + 1]) {
            let capacity = capacity_for(entries);
            assert!(load_limit(capacity) >= entries, "{entries}");
            assert!(capacity == LEAST_CAPACITY || load_limit(capacity - 1) < entries);
        }
    }
}
