//! The few fingerprints that a slot cannot hold.
//!
//! Slots mark emptiness by a zero word, so a fingerprint with a zero word (one in 2^63 or fewer)
//! lives in a map beside the table instead. It is never lost, and the map is in practice empty.

use crate::sync::Mutex;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::PoisonError;

pub(crate) struct Aside<F>(Mutex<BTreeMap<F, u64>>);

impl<F: Copy + Ord> Aside<F> {
    pub(crate) fn new() -> Self {
        Aside(Mutex::new(BTreeMap::new()))
    }

    pub(crate) fn get(&self, fp: F) -> Option<u64> {
        self.with(|map| map.get(&fp).copied())
    }

    /// Adds `fp` with `value`, or lowers the value it has to `value`. True if it was added.
    pub(crate) fn insert_min(&self, fp: F, value: u64) -> bool {
        self.with(|map| match map.entry(fp) {
            Entry::Vacant(entry) => {
                entry.insert(value);
                true
            }
            Entry::Occupied(mut entry) => {
                let least = value.min(*entry.get());
                entry.insert(least);
                false
            }
        })
    }

    /// Adds `fp` with `value` unless it is there already. True if it was added.
    pub(crate) fn insert_first(&self, fp: F, value: u64) -> bool {
        self.with(|map| match map.entry(fp) {
            Entry::Vacant(entry) => {
                entry.insert(value);
                true
            }
            Entry::Occupied(_) => false,
        })
    }

    pub(crate) fn clear(&mut self) {
        self.with(BTreeMap::clear);
    }

    /// No step under the lock can panic half-way, so a poisoned map is intact.
    fn with<R>(&self, step: impl FnOnce(&mut BTreeMap<F, u64>) -> R) -> R {
        step(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
