//! The states found in the running level.

use crate::Fingerprint;
use crate::aside::Aside;
use crate::counter::Counter;
use crate::memory::OutOfMemory;
use crate::slots::{Claim, Slots, capacity_for, load_limit};
use crate::sync::Ordering;

/// What [`FreshSet::insert`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Insertion {
    /// The fingerprint was added. For each one, exactly one call says so.
    New,
    /// It was there already; its key is now at most the given one.
    Known,
    /// There was no room and nothing was changed: grow and ask again. (Another thread may have
    /// added it just now, unseen by this one; asking again tells.)
    Full,
}

/// A map from fingerprint to key with lock-free concurrent insertion; each fingerprint keeps the
/// smallest key it was inserted with, whoever came first.
///
/// 16 or 24 bytes a slot. `slots` has the protocol; the key is the slot's extra word. It is stored
/// inverted, so that the zero of an empty slot means the largest key and lowering a key is
/// `fetch_max`: one atomic step that needs no order with the claim of the slot.
///
/// After the inserting threads have been joined (or have met at a barrier), all keys are final.
/// Before that, [`key_of`](Self::key_of) may give a key that is yet to be lowered.
pub struct FreshSet<F: Fingerprint> {
    slots: Slots<F, 1>,
    aside: Aside<F>,
    count: Counter,
    /// Number of entries at which insertion is refused.
    limit: usize,
}

impl<F: Fingerprint> FreshSet<F> {
    /// An empty set with room for `entries`.
    ///
    /// If there is not enough memory, the set starts without any room: the first insertion says
    /// [`Full`](Insertion::Full), and [`grow`](Self::grow) goes on from there.
    pub fn with_capacity(entries: usize) -> Self {
        let slots = Slots::with_capacity(capacity_for(entries)).unwrap_or_else(|_| Slots::none());
        let capacity = slots.capacity();
        FreshSet {
            slots,
            aside: Aside::new(),
            count: Counter::new(capacity),
            limit: load_limit(capacity),
        }
    }

    /// Number of fingerprints; exact when no thread is inserting.
    pub fn len(&self) -> usize {
        self.count.total()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of slots.
    pub fn capacity(&self) -> usize {
        self.slots.capacity()
    }

    /// Memory held for slots, in bytes.
    pub fn bytes(&self) -> usize {
        Slots::<F, 1>::bytes_for(self.capacity())
    }

    /// The most memory, in bytes, that the set holds at any time during [`grow`](Self::grow).
    pub fn bytes_after_grow(&self) -> usize {
        let larger = Slots::<F, 1>::bytes_for(self.grown_capacity());
        self.bytes().saturating_add(larger)
    }

    fn grown_capacity(&self) -> usize {
        capacity_for(0).max(self.capacity().saturating_mul(2))
    }

    /// Asks for the cache line where a look at `fp` will begin.
    #[inline]
    pub fn prefetch(&self, fp: F) {
        self.slots.prefetch(fp);
    }

    /// Adds `fp` with `key`, or lowers its key to `key`.
    #[inline]
    pub fn insert(&self, fp: F, key: u64) -> Insertion {
        if !Slots::<F, 1>::fits(fp) {
            return self.insert_aside(fp, key);
        }
        match self
            .slots
            .claim(fp, || self.count.lower_bound() < self.limit)
        {
            Claim::New(slot) => {
                self.lower_key(slot, key);
                self.count.increment();
                Insertion::New
            }
            Claim::Known(slot) => {
                self.lower_key(slot, key);
                Insertion::Known
            }
            Claim::Refused => Insertion::Full,
        }
    }

    #[cold]
    fn insert_aside(&self, fp: F, key: u64) -> Insertion {
        if !self.aside.insert_min(fp, key) {
            return Insertion::Known;
        }
        self.count.increment();
        Insertion::New
    }

    #[inline]
    fn lower_key(&self, slot: usize, key: u64) {
        self.slots.extra(slot).fetch_max(!key, Ordering::Relaxed);
    }

    /// The smallest key `fp` was inserted with, if it was.
    #[inline]
    pub fn key_of(&self, fp: F) -> Option<u64> {
        if !Slots::<F, 1>::fits(fp) {
            return self.aside.get(fp);
        }
        let slot = self.slots.find(fp)?;
        Some(!self.slots.extra(slot).load(Ordering::Relaxed))
    }

    /// Doubles the room.
    ///
    /// # Errors
    /// When the larger table cannot be allocated; the set is then as before.
    pub fn grow(&mut self) -> Result<(), OutOfMemory> {
        let larger = Slots::<F, 1>::with_capacity(self.grown_capacity())?;
        for slot in 0..self.slots.capacity() {
            let Some(fp) = self.slots.fingerprint(slot) else {
                continue;
            };
            let inverted = self.slots.extra(slot).load(Ordering::Relaxed);
            match larger.claim(fp, || true) {
                Claim::New(new) => larger.extra(new).store(inverted, Ordering::Relaxed),
                other => unreachable!("moving a distinct entry to a larger table: {other:?}"),
            }
        }
        self.replace_slots(larger);
        Ok(())
    }

    /// Removes everything. Room that was much larger than what was used is given back.
    pub fn clear(&mut self) {
        let enough = capacity_for(self.len().saturating_mul(2));
        if self.capacity() / 4 > enough {
            let smaller = Slots::with_capacity(enough).unwrap_or_else(|_| Slots::none());
            self.replace_slots(smaller);
        } else {
            self.slots.clear();
        }
        self.aside.clear();
        self.count.reset();
    }

    fn replace_slots(&mut self, slots: Slots<F, 1>) {
        self.slots = slots;
        self.limit = load_limit(self.slots.capacity());
        self.count.set_capacity(self.slots.capacity());
    }
}
