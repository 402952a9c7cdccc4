//! The end of a level: new states get their ranks and join the seen set.

use std::sync::PoisonError;

use fastcheck_tables::{Fingerprint, PackedRows};

use super::event::{Event, EventKind};
use super::observe::Steps;
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
        if self.identity.is_some() {
            self.drop_replaced(&mut hauls);
        }
        let mut steps = Vec::with_capacity(hauls.len());
        for haul in &mut hauls {
            self.cut.append(&mut haul.cut);
            steps.push(std::mem::replace(&mut haul.steps, Steps::new(None)));
        }
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
        let kept = self
            .recorder
            .level(&self.shared, &self.frontier, self.depth, &self.seen, steps);
        self.shared.write().settled = true;
        self.reset_fresh();
        self.judge_layout();
        if let Err(failure) = kept {
            self.failure = Some(failure);
            return false;
        }
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
        let mut rows = PackedRows::new();
        let mut parts: Vec<Vec<Entry<F>>> = Vec::with_capacity(hauls.len());
        for haul in hauls {
            rows.append(haul.rows);
            parts.push(haul.entries);
        }
        if parts.len() < 2 {
            return (parts.pop().unwrap_or_default(), rows, None);
        }
        let orders = self.sort_parts(&mut parts);
        let (entries, order) = merge(&parts, &orders);
        (entries, rows, Some(order))
    }

    /// Drops the entries of states that an earlier one of their class replaced.
    pub(super) fn drop_replaced(&self, hauls: &mut [Haul<F>]) {
        let fresh = self.fresh.read().unwrap_or_else(PoisonError::into_inner);
        let mut row = vec![0; self.shared.read().width()];
        for haul in hauls.iter_mut().filter(|haul| !haul.entries.is_empty()) {
            let is_final = |entry: &Entry<F>| fresh.key_of(entry.fingerprint) == Some(entry.key);
            let kept: Vec<u32> = (0..haul.entries.len() as u32)
                .filter(|i| is_final(&haul.entries[*i as usize]))
                .collect();
            if kept.len() == haul.entries.len() {
                continue;
            }
            let mut rows = PackedRows::with_widths(&haul.rows.widths());
            for index in &kept {
                haul.rows.read(*index as usize, &mut row);
                if rows.push(&row).is_err() {
                    self.stop.stop(StopReason::Memory);
                }
            }
            haul.rows = rows;
            haul.entries = kept.iter().map(|i| haul.entries[*i as usize]).collect();
        }
    }

    /// Gives every entry its final key, which another worker may have lowered, and sorts each worker's entries: the
    /// positions in the order of keys. They are nearly in order, which a stable sort makes use of.
    fn sort_parts(&self, parts: &mut [Vec<Entry<F>>]) -> Vec<Vec<u32>> {
        let fresh = self.fresh.read().unwrap_or_else(PoisonError::into_inner);
        let fresh = &*fresh;
        let sort = |part: &mut Vec<Entry<F>>| -> Vec<u32> {
            for entry in part.iter_mut() {
                entry.key = fresh.key_of(entry.fingerprint).unwrap_or(entry.key);
            }
            let mut order: Vec<u32> = (0..part.len() as u32).collect();
            order.sort_by_key(|index| part[*index as usize].key);
            order
        };
        std::thread::scope(|scope| {
            let handles: Vec<_> = parts
                .iter_mut()
                .map(|part| scope.spawn(move || sort(part)))
                .collect();
            let join = |handle: std::thread::ScopedJoinHandle<'_, Vec<u32>>| match handle.join() {
                Ok(order) => order,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            handles.into_iter().map(join).collect()
        })
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
}

/// Merges sorted parts: the entries in the order of their keys, and the position of each in the parts one after the other.
fn merge<F: Fingerprint>(
    parts: &[Vec<Entry<F>>],
    orders: &[Vec<u32>],
) -> (Vec<Entry<F>>, Vec<u32>) {
    let total = parts.iter().map(Vec::len).sum();
    let mut starts = Vec::with_capacity(parts.len());
    let mut start = 0;
    for part in parts {
        starts.push(start);
        start += part.len() as u32;
    }
    let mut heads = vec![0; parts.len()];
    let head = |heads: &[usize], part: usize| {
        let index = *orders[part].get(heads[part])?;
        Some((parts[part][index as usize], index))
    };
    let mut next: Vec<Option<(Entry<F>, u32)>> =
        (0..parts.len()).map(|p| head(&heads, p)).collect();
    let mut entries = Vec::with_capacity(total);
    let mut order = Vec::with_capacity(total);
    for _ in 0..total {
        let first =
            (0..next.len()).min_by_key(|p| next[*p].map_or(u64::MAX, |(entry, _)| entry.key));
        let Some((part, (entry, index))) = first.and_then(|p| Some((p, next[p]?))) else {
            break;
        };
        entries.push(entry);
        order.push(starts[part] + index);
        heads[part] += 1;
        next[part] = head(&heads, part);
    }
    (entries, order)
}
