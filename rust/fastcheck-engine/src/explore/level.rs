//! Running the workers of one level, and what a level ends with.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fastcheck_tables::Fingerprint;

use super::Explorer;
use super::event::Event;
use super::initial::InitialStates;
use super::sample::sample_period;
use super::worker::{Frontier, Haul, Level, Worker};
use crate::layout::Misfit;
use crate::system::{Failure, System};

/// States a worker takes at a time, at most.
const BATCH: usize = 128;
/// Evaluators may recurse.
const STACK: usize = 64 << 20;

/// What a level ends with.
pub(crate) enum LevelEnd<F> {
    /// Everything was expanded.
    Done(Vec<Haul<F>>),
    /// The first event met (of several workers: any), with what was found until then.
    Event(Event<F>, Vec<Haul<F>>),
    /// Values that do not fit the layout.
    Misfit(Vec<Misfit>),
    /// Asked to stop.
    Stopped(Vec<Haul<F>>),
    /// A worker panicked.
    Panic(Arc<Failure>),
}

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    fn level<'l>(&'l self, frontier: &'l Frontier, workers: usize) -> Level<'l, S, F> {
        Level {
            system: self.system,
            shared: &self.shared,
            options: self.options,
            agenda: &self.agenda,
            budget: &self.budget,
            stop: self.stop,
            progress: self.progress,
            observation: self.observation.as_ref(),
            seen: &self.seen,
            fresh: &self.fresh,
            frontier,
            depth: self.depth as u32,
            identity: self.identity.as_ref(),
            cursor: AtomicUsize::new(0),
            batch: if self.agenda.impure {
                1
            } else {
                (frontier.len() / (workers * 8)).clamp(1, BATCH)
            },
            halt: AtomicBool::new(false),
            found: AtomicU64::new(0),
            misfits: Mutex::new(Vec::new()),
            sample_period: sample_period(self.distinct),
            started: self.started,
        }
    }

    /// Expands the frontier with that many workers.
    pub(crate) fn run_level(&self, workers: usize) -> LevelEnd<F> {
        let large = self.frontier.len() >= self.options.parallel_from && !self.agenda.impure;
        let workers = if large { workers } else { 1 };
        self.progress
            .depth
            .store(self.depth as u32 + 1, Ordering::Relaxed);
        let level = self.level(&self.frontier, workers);
        let widths = self.frontier.rows.widths();
        let work = || catch_unwind(AssertUnwindSafe(|| Worker::new(&level, &widths).run()));
        let hauls: Vec<std::thread::Result<Haul<F>>> = if workers == 1 {
            vec![work()]
        } else {
            std::thread::scope(|scope| {
                let start = |_| {
                    std::thread::Builder::new()
                        .stack_size(STACK)
                        .spawn_scoped(scope, work)
                };
                let handles: Vec<_> = (0..workers).map(start).collect();
                handles
                    .into_iter()
                    .map(|handle| match handle {
                        Ok(handle) => handle.join().and_then(|haul| haul),
                        Err(error) => {
                            Err(Box::new(format!("no thread could be started: {error}")) as _)
                        }
                    })
                    .collect()
            })
        };
        self.end(&level, hauls)
    }

    /// Takes the initial states through the checks.
    pub(crate) fn run_initial(&self, states: &InitialStates) -> LevelEnd<F> {
        self.progress.depth.store(1, Ordering::Relaxed);
        let none = Frontier::default();
        let level = self.level(&none, 1);
        let haul = catch_unwind(AssertUnwindSafe(|| {
            Worker::new(&level, &[]).run_initial(states)
        }));
        self.end(&level, vec![haul])
    }

    fn end(
        &self,
        level: &Level<'_, S, F>,
        results: Vec<std::thread::Result<Haul<F>>>,
    ) -> LevelEnd<F> {
        let mut hauls = Vec::with_capacity(results.len());
        for result in results {
            match result {
                Ok(haul) => hauls.push(haul),
                Err(panic) => return LevelEnd::Panic(panicked(&*panic)),
            }
        }
        let misfits =
            std::mem::take(&mut *level.misfits.lock().unwrap_or_else(PoisonError::into_inner));
        if self.stop.reason().is_none() && !misfits.is_empty() {
            return LevelEnd::Misfit(misfits);
        }
        if level.halt.load(Ordering::Relaxed) {
            let noted_only = |event: &&Event<F>| self.options.go_on && event.is_violation();
            let ends = hauls
                .iter()
                .flat_map(|h| &h.events)
                .filter(|e| !noted_only(e));
            if let Some(event) = ends.min_by_key(|e| e.key).cloned() {
                return LevelEnd::Event(event, hauls);
            }
        }
        if self.stop.reason().is_some() {
            LevelEnd::Stopped(hauls)
        } else {
            LevelEnd::Done(hauls)
        }
    }
}

/// The failure that a panic amounts to.
pub(crate) fn panicked(panic: &(dyn std::any::Any + Send)) -> Arc<Failure> {
    let text = panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "of unknown cause".to_owned());
    let mut failure = Failure::error("FC0502", format!("a worker panicked: {text}"));
    failure.hint =
        Some("this is a defect of fastcheck; please report it with the model".to_owned());
    Arc::new(failure)
}
