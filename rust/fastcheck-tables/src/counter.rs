//! A counter that many threads raise without sharing a cache line.
//!
//! Each thread adds to a stripe of its own (threads share stripes when there are more of them).
//! Whenever a stripe reaches a multiple of the batch it adds the batch to a shared sum, which is
//! cheap to read and lags by less than `STRIPES * batch`. Every access is relaxed: a count guards
//! no other memory, and whoever needs an exact total reads it after joining the counting threads.

use crate::sync::{AtomicUsize, Ordering};
use std::cell::Cell;

const STRIPES: usize = if cfg!(loom) { 2 } else { 32 };

#[repr(align(128))]
struct Stripe(AtomicUsize);

pub(crate) struct Counter {
    stripes: Box<[Stripe]>,
    /// Sum of the stripes, each rounded down to a multiple of `batch`.
    published: AtomicUsize,
    /// A power of two.
    batch: usize,
}

impl Counter {
    /// A counter at zero for a table of `capacity` slots.
    pub(crate) fn new(capacity: usize) -> Self {
        Counter {
            stripes: (0..STRIPES).map(|_| Stripe(AtomicUsize::new(0))).collect(),
            published: AtomicUsize::new(0),
            batch: batch_for(capacity),
        }
    }

    #[inline]
    pub(crate) fn increment(&self) {
        let count = self.stripes[own_stripe()].0.fetch_add(1, Ordering::Relaxed) + 1;
        if count & (self.batch - 1) == 0 {
            self.published.fetch_add(self.batch, Ordering::Relaxed);
        }
    }

    /// At most the true count, and less by no more than 1/32 of the capacity.
    #[inline]
    pub(crate) fn lower_bound(&self) -> usize {
        self.published.load(Ordering::Relaxed)
    }

    /// The count; exact when no thread is counting.
    pub(crate) fn total(&self) -> usize {
        self.counts().sum()
    }

    /// Adapts the batch to a new capacity.
    pub(crate) fn set_capacity(&mut self, capacity: usize) {
        self.batch = batch_for(capacity);
        let rounded = self.counts().map(|n| n & !(self.batch - 1)).sum();
        self.published.store(rounded, Ordering::Relaxed);
    }

    pub(crate) fn reset(&mut self) {
        for stripe in &self.stripes {
            stripe.0.store(0, Ordering::Relaxed);
        }
        self.published.store(0, Ordering::Relaxed);
    }

    fn counts(&self) -> impl Iterator<Item = usize> + '_ {
        self.stripes.iter().map(|s| s.0.load(Ordering::Relaxed))
    }
}

/// The largest power of two up to 64 that keeps the lag within 1/32 of the capacity, or 1.
fn batch_for(capacity: usize) -> usize {
    let most = (capacity / (32 * STRIPES)).clamp(1, 64);
    1 << most.ilog2()
}

/// The stripe of the calling thread: threads take turns at their first call.
#[inline]
fn own_stripe() -> usize {
    // Outside the model under loom: which stripe is used does not matter to any property.
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    thread_local!(static OWN: Cell<usize> = const { Cell::new(usize::MAX) });
    OWN.with(|own| {
        if own.get() == usize::MAX {
            let turn = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            own.set(turn % STRIPES);
        }
        own.get()
    })
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::*;

    #[test]
    fn threads_add_up() {
        let mut counter = Counter::new(1 << 20);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..1000).for_each(|_| counter.increment()));
            }
        });
        assert_eq!(counter.total(), 4000);
        let lag = 4000 - counter.lower_bound();
        assert!(lag <= (1 << 20) / 32, "lag {lag}");
        counter.set_capacity(64);
        assert_eq!(counter.lower_bound(), 4000);
        counter.reset();
        assert_eq!((counter.total(), counter.lower_bound()), (0, 0));
    }

    #[test]
    fn small_tables_are_counted_exactly() {
        let counter = Counter::new(64);
        (0..10).for_each(|_| counter.increment());
        assert_eq!(counter.lower_bound(), 10);
    }
}
