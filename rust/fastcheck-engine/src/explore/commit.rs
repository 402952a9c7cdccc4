//! The end of a level: new states get their ranks and join the seen set.

use std::sync::PoisonError;

use fastcheck_tables::{Fingerprint, PackedRows};

use super::event::{Event, EventKind, Problem};
use super::worker::{Entry, Frontier, Haul};
use super::{Explorer, Noted};
use crate::options::StopReason;
use crate::system::System;

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// Takes over what a finished level found; `base` is the level that was expanded, `None` for the initial states.
    /// Whether to go on.
    pub(super) fn commit_level(&mut self, mut hauls: Vec<Haul<F>>, base: Option<usize>) -> bool {
        self.note_events(&mut hauls, base);
        for haul in &hauls {
            self.add_counts(haul);
        }
        let edges: Vec<_> = hauls
            .iter_mut()
            .map(|h| std::mem::take(&mut h.edges))
            .collect();
        let (entries, rows, order) = self.ranked(hauls);
        let before = self.distinct;
        for entry in &entries {
            self.count_distinct(entry.key, base.is_some());
        }
        if !entries.is_empty() {
            self.depth += 1;
        }
        if !self.join_seen(&entries, before) {
            self.left = entries.len() as u64;
            return false;
        }
        self.push_paths(&entries, base.is_some());
        self.frontier = Frontier { rows, order };
        self.recorder
            .level(&self.shared, &self.frontier, self.depth, &self.seen, edges);
        self.shared.write().settled = true;
        self.reset_fresh();
        if self.recorder.overflows() {
            self.stop.stop(StopReason::Memory);
            self.left = self.frontier.len() as u64;
            return false;
        }
        true
    }

    /// Keeps the first event of each property. With [`crate::Options::go_on`] only one worker's hauls come here when there
    /// are events, so keys are final.
    pub(super) fn note_events(&mut self, hauls: &mut [Haul<F>], base: Option<usize>) {
        let mut events: Vec<Event<F>> = hauls
            .iter_mut()
            .flat_map(|h| std::mem::take(&mut h.events))
            .filter(|e| !matches!(e.kind, EventKind::TooManyStates))
            .collect();
        events.sort_by_key(|e| e.key);
        for event in events {
            if !self.is_noted(&event) {
                self.noted.push(Noted { level: base, event });
            }
        }
    }

    /// Whether an event of the same property was kept before.
    pub(super) fn is_noted(&self, event: &Event<F>) -> bool {
        self.noted
            .iter()
            .any(|noted| noted.event.same_problem(event))
    }

    /// All new states in the order of their keys, their rows, and where each rank's row is.
    fn ranked(&self, hauls: Vec<Haul<F>>) -> (Vec<Entry<F>>, PackedRows, Option<Vec<u32>>) {
        let several = hauls.len() > 1;
        let mut entries = Vec::new();
        let mut rows = PackedRows::new();
        for haul in hauls {
            if entries.is_empty() {
                entries = haul.entries;
            } else {
                entries.extend(haul.entries);
            }
            rows.append(haul.rows);
        }
        if !several {
            return (entries, rows, None);
        }
        self.refresh_keys(&mut entries);
        let mut order: Vec<u32> = (0..entries.len() as u32).collect();
        // Each worker's entries are nearly in order: a stable sort makes use of that.
        order.sort_by_key(|index| entries[*index as usize].key);
        let entries = order.iter().map(|index| entries[*index as usize]).collect();
        (entries, rows, Some(order))
    }

    /// Looks up who reached each entry first: another worker may have lowered its key.
    fn refresh_keys(&self, entries: &mut [Entry<F>]) {
        let fresh = self.fresh.read().unwrap_or_else(PoisonError::into_inner);
        let fresh = &*fresh;
        let chunk = entries
            .len()
            .div_ceil(self.options.workers.max(1))
            .max(4096);
        std::thread::scope(|scope| {
            for part in entries.chunks_mut(chunk) {
                scope.spawn(move || {
                    for entry in part {
                        entry.key = fresh.key_of(entry.fingerprint).unwrap_or(entry.key);
                    }
                });
            }
        });
    }

    fn join_seen(&mut self, entries: &[Entry<F>], before: u64) -> bool {
        let more = self
            .seen
            .bytes_after(entries.len())
            .saturating_sub(self.seen.bytes());
        let threads = self.options.workers.max(1);
        if !self.budget.allows(more) || self.seen.reserve(entries.len(), threads).is_err() {
            self.stop.stop(StopReason::Memory);
            return false;
        }
        let seen = &self.seen;
        let chunk = entries.len().div_ceil(threads).max(4096);
        let put = |first: usize, part: &[Entry<F>]| {
            for (i, entry) in part.iter().enumerate() {
                seen.insert_with_id(entry.fingerprint, (before + (first + i) as u64) as u32);
            }
        };
        if entries.len() <= chunk {
            put(0, entries);
            return true;
        }
        std::thread::scope(|scope| {
            for (i, part) in entries.chunks(chunk).enumerate() {
                scope.spawn(move || put(i * chunk, part));
            }
        });
        true
    }

    fn push_paths(&mut self, entries: &[Entry<F>], by_action: bool) {
        let parents = entries.iter().map(|e| (e.key >> 32) as u32).collect();
        let step = |key: u64| {
            if by_action {
                self.agenda.step(key as u32)
            } else {
                key as u32
            }
        };
        let steps = entries.iter().map(|e| step(e.key)).collect();
        self.paths.push_level(parents, steps);
    }

    /// Forgets what the running level found.
    pub(super) fn reset_fresh(&mut self) {
        self.fresh
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Whether an event is only noted while the level goes on.
    pub(super) fn goes_on(&self, event: &Event<F>) -> bool {
        self.options.go_on
            && matches!(
                event.kind,
                EventKind::Problem(Problem::False(_) | Problem::Deadlock)
            )
    }
}
