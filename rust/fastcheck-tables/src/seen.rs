//! The states of all finished levels.

use crate::Fingerprint;
use crate::aside::Aside;
use crate::counter::Counter;
use crate::memory::{self, OutOfMemory};
use crate::slots::{Claim, Slots, capacity_for, load_limit};
use crate::sync::{AtomicU32, Ordering};
use std::ops::Range;

/// Tables with fewer slots are moved by one thread.
const SLOTS_PER_THREAD: usize = 1 << 15;

/// Slots of the old table that are given back together while a table is moved.
const SLOTS_PER_RELEASE: usize = 1 << 18;

/// More threads do not move a table faster.
const MOST_THREADS: usize = 32;

/// A set of fingerprints that is read by all threads while a level runs, and grown and filled
/// between levels; 8 or 16 bytes a slot, at most three quarters of the slots in use.
///
/// Filling is [`reserve`](Self::reserve), then any number of threads in [`insert`](Self::insert).
/// What was inserted is visible to every thread that synchronises with the inserting ones
/// afterwards (a join or a barrier). See `slots` for layout and protocol.
///
/// A set made by [`with_ids`](Self::with_ids) also keeps a number of 32 bits with each fingerprint.
pub struct SeenSet<F: Fingerprint> {
    table: Table<F>,
    aside: Aside<F>,
    count: Counter,
}

struct Table<F> {
    slots: Slots<F, 0>,
    /// One a slot, in sets that keep ids.
    ids: Option<Box<[AtomicU32]>>,
}

impl<F: Fingerprint> SeenSet<F> {
    /// An empty set, which takes no memory for slots.
    pub fn new() -> Self {
        Self::empty(None)
    }

    /// An empty set that keeps an id with each fingerprint, at 4 bytes a slot.
    pub fn with_ids() -> Self {
        Self::empty(Some(Box::default()))
    }

    fn empty(ids: Option<Box<[AtomicU32]>>) -> Self {
        let slots = Slots::none();
        SeenSet {
            table: Table { slots, ids },
            aside: Aside::new(),
            count: Counter::new(usize::MAX),
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
        self.table.slots.capacity()
    }

    /// Memory held for slots and ids, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes_for(self.capacity())
    }

    fn bytes_for(&self, capacity: usize) -> usize {
        let ids = if self.table.ids.is_some() { 4 } else { 0 };
        Slots::<F, 0>::bytes_for(capacity).saturating_add(capacity.saturating_mul(ids))
    }

    /// The most memory, in bytes, that the set holds at any time during
    /// [`reserve`](Self::reserve) with the same argument.
    pub fn bytes_after(&self, additional: usize) -> usize {
        let Some(capacity) = self.grown_capacity(additional) else {
            return self.bytes();
        };
        // The old slots are given back at least as fast as the new ones, which are more, fill up.
        let old = if memory::RELEASES {
            // What each thread has moved since it last gave something back.
            self.bytes()
                .min(self.bytes_for(MOST_THREADS * SLOTS_PER_RELEASE))
        } else {
            self.bytes()
        };
        self.bytes_for(capacity).saturating_add(old)
    }

    /// The capacity to grow to, if `additional` more entries need growth: at least by half.
    fn grown_capacity(&self, additional: usize) -> Option<usize> {
        let needed = self.len().saturating_add(additional);
        let old = self.capacity();
        (needed > load_limit(old)).then(|| capacity_for(needed).max(old.saturating_add(old / 2)))
    }

    /// Makes room for `additional` more fingerprints; entries are moved by up to `threads` threads.
    ///
    /// # Errors
    /// When the larger table cannot be allocated; the set is then as before.
    pub fn reserve(&mut self, additional: usize, threads: usize) -> Result<(), OutOfMemory> {
        let Some(capacity) = self.grown_capacity(additional) else {
            return Ok(());
        };
        let larger = Table {
            slots: Slots::with_capacity(capacity)?,
            ids: match self.table.ids {
                Some(_) => Some(memory::zeroed(capacity)?),
                None => None,
            },
        };
        self.table.move_into(&larger, threads);
        self.table = larger;
        Ok(())
    }

    /// Asks for the cache line where a look at `fp` will begin.
    #[inline]
    pub fn prefetch(&self, fp: F) {
        self.table.slots.prefetch(fp);
    }

    /// Whether `fp` is in the set.
    #[inline]
    pub fn contains(&self, fp: F) -> bool {
        if Slots::<F, 0>::fits(fp) {
            self.table.slots.find(fp).is_some()
        } else {
            self.aside.get(fp).is_some()
        }
    }

    /// Adds `fp`, for which room was reserved; false when it was there already.
    ///
    /// # Panics
    /// Only when the table is full, which [`reserve`](Self::reserve) excludes for as many
    /// insertions as were announced: there is no honest answer then.
    #[inline]
    pub fn insert(&self, fp: F) -> bool {
        self.insert_with_id(fp, 0)
    }

    /// [`insert`](Self::insert), keeping `id` if `fp` is new and the set keeps ids.
    ///
    /// # Panics
    /// As [`insert`](Self::insert).
    #[inline]
    pub fn insert_with_id(&self, fp: F, id: u32) -> bool {
        let added = if Slots::<F, 0>::fits(fp) {
            self.table.insert(fp, || id)
        } else {
            self.aside.insert_first(fp, u64::from(id))
        };
        if added {
            debug_assert!(
                self.count.lower_bound() < load_limit(self.capacity()),
                "more insertions than reserve() was told of"
            );
            self.count.increment();
        }
        added
    }

    /// The id kept with `fp`; `None` when `fp` is not in the set or the set keeps no ids.
    ///
    /// For use after filling: while the insertion of `fp` is under way the id may still read 0.
    #[inline]
    pub fn id_of(&self, fp: F) -> Option<u32> {
        let ids = self.table.ids.as_ref()?;
        if Slots::<F, 0>::fits(fp) {
            let slot = self.table.slots.find(fp)?;
            Some(ids[slot].load(Ordering::Relaxed))
        } else {
            self.aside.get(fp).map(|id| id as u32)
        }
    }
}

impl<F: Fingerprint> Default for SeenSet<F> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F: Fingerprint> Table<F> {
    #[inline]
    fn insert(&self, fp: F, id: impl Fn() -> u32) -> bool {
        match self.slots.claim(fp, || true) {
            Claim::New(slot) => {
                if let Some(ids) = &self.ids {
                    ids[slot].store(id(), Ordering::Relaxed);
                }
                true
            }
            Claim::Known(_) => false,
            Claim::Refused => table_is_full(),
        }
    }

    /// Moves all entries to an empty, larger table. Not to be looked at afterwards.
    fn move_into(&self, larger: &Self, threads: usize) {
        let slots = self.slots.capacity();
        let threads = threads.min(slots / SLOTS_PER_THREAD).clamp(1, MOST_THREADS);
        let share = slots.div_ceil(threads).max(1);
        let shares = (0..slots)
            .step_by(share)
            .map(|start| start..slots.min(start + share));
        if threads == 1 {
            return shares.for_each(|share| self.move_share(share, larger));
        }
        std::thread::scope(|scope| {
            for share in shares {
                let work = {
                    let share = share.clone();
                    move || self.move_share(share, larger)
                };
                if std::thread::Builder::new()
                    .spawn_scoped(scope, work)
                    .is_err()
                {
                    self.move_share(share, larger);
                }
            }
        });
    }

    fn move_share(&self, share: Range<usize>, larger: &Self) {
        for start in share.clone().step_by(SLOTS_PER_RELEASE) {
            let piece = start..share.end.min(start + SLOTS_PER_RELEASE);
            for slot in piece.clone() {
                if let Some(fp) = self.slots.fingerprint(slot) {
                    let id = || {
                        self.ids
                            .as_ref()
                            .map_or(0, |ids| ids[slot].load(Ordering::Relaxed))
                    };
                    larger.insert(fp, id);
                }
            }
            self.release(piece);
        }
    }

    /// Gives back the memory of slots that have been moved.
    fn release(&self, slots: Range<usize>) {
        if let Some(ids) = &self.ids {
            memory::release(&ids[slots.clone()]);
        }
        self.slots.release(slots);
    }
}

#[cold]
fn table_is_full() -> ! {
    panic!("SeenSet::insert without room: reserve() was not called, or for too few")
}
