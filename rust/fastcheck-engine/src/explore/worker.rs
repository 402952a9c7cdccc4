//! One worker's work on one level: its buffers and what it brings home.
//!
//! A batch of states goes through [`Worker::expand`] (actions), [`Worker::check`] (constraints, insertion, invariants, step
//! properties, deadlock) and [`Worker::sweep`] (counting, in order, up to the first event). Each phase walks tries under the
//! shared lock, gathers what is not known, lets go of the lock, asks the evaluator ([`Worker::resolve`]) and walks again.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use fastcheck_tables::{Fingerprint, FreshSet, PackedRows, SeenSet};

use super::ask::{About, Asker};
use super::budget::Budget;
use super::event::{Event, Problem};
use super::identity::{Identities, Identity, Parts};
use super::observe::{Observation, Observed, Steps};
use super::plain::Decoded;
use super::rows::Rows;
use super::steps::Agenda;
use crate::knowledge::{DirectReaders, Questions, Shared};
use crate::layout::Misfit;
use crate::options::{Options, Progress, StopReason, StopToken};
use crate::report::ActionCount;
use crate::system::{Failure, System};

/// What all workers of a level share.
pub(crate) struct Level<'a, S, F: Fingerprint> {
    pub(crate) system: &'a S,
    pub(crate) shared: &'a Arc<Shared>,
    pub(crate) options: &'a Options,
    pub(crate) agenda: &'a Agenda,
    pub(crate) budget: &'a Budget,
    pub(crate) stop: &'a StopToken,
    pub(crate) progress: &'a Progress,
    pub(crate) observation: Option<&'a Observation>,
    pub(crate) seen: &'a SeenSet<F>,
    pub(crate) fresh: &'a RwLock<FreshSet<F>>,
    pub(crate) frontier: &'a Frontier,
    /// Level of the frontier's states; 0 before the initial states.
    pub(crate) depth: u32,
    /// How states are told apart, if not by their values.
    pub(crate) identity: Option<&'a Identity>,
    /// The next state of the frontier that nobody took.
    pub(crate) cursor: AtomicUsize,
    pub(crate) batch: usize,
    /// Somebody met an event or a misfit: there is no point in going on.
    pub(crate) halt: AtomicBool,
    /// Distinct states found in this level.
    pub(crate) found: AtomicU64,
    pub(crate) misfits: Mutex<Vec<Misfit>>,
    /// One state in so many is evaluated again.
    pub(crate) sample_period: u64,
    pub(crate) started: Instant,
}

impl<S: System, F: Fingerprint> Level<'_, S, F> {
    /// Number of variables.
    pub(crate) fn width(&self) -> usize {
        self.system.variables().len()
    }

    /// The level of what a question is about; of a pair, of its first state.
    pub(crate) fn depth_of(&self, about: About) -> u32 {
        match about {
            About::State(_) | About::Pair(..) => self.depth,
            About::Candidate(_) => self.depth + 1,
        }
    }
}

/// The states of the level that is expanded, by rank.
#[derive(Default)]
pub(crate) struct Frontier {
    pub(crate) rows: PackedRows,
    /// Where each rank's row is; `None` when rows are in order.
    pub(crate) order: Option<Vec<u32>>,
}

impl Frontier {
    pub(crate) fn len(&self) -> usize {
        self.order.as_ref().map_or(self.rows.len(), Vec::len)
    }

    pub(crate) fn read(&self, rank: usize, row: &mut [u32]) {
        let index = self
            .order
            .as_ref()
            .map_or(rank, |order| order[rank] as usize);
        self.rows.read(index, row);
    }
}

/// A new state: its fingerprint and who reached it, as `rank << 32 | number`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<F> {
    pub(crate) fingerprint: F,
    pub(crate) key: u64,
}

/// What a worker found in a level.
pub(crate) struct Haul<F> {
    pub(crate) entries: Vec<Entry<F>>,
    pub(crate) rows: PackedRows,
    pub(crate) steps: Steps<F>,
    /// Constraints that a successor was outside of.
    pub(crate) cut: BTreeSet<usize>,
    pub(crate) generated: u64,
    pub(crate) by_action: Vec<ActionCount>,
    pub(crate) digest: u128,
    pub(crate) expanded: u64,
    pub(crate) events: Vec<Event<F>>,
}

impl<F> Haul<F> {
    pub(crate) fn new(actions: usize, observation: Option<&Observation>) -> Self {
        Haul {
            entries: Vec::new(),
            rows: PackedRows::new(),
            steps: Steps::new(observation),
            cut: BTreeSet::new(),
            generated: 0,
            by_action: vec![ActionCount::default(); actions],
            digest: 0,
            expanded: 0,
            events: Vec::new(),
        }
    }
}

/// Why a batch ends before its time.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The run is to stop; the batch is dropped.
    Stopped,
    /// A value does not fit the layout; the level is dropped.
    Misfit,
}

/// A successor on its way through a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Successor {
    pub(crate) fingerprint: u128,
    /// Index of its state within the batch.
    pub(crate) state: u32,
    /// See [`Agenda`].
    pub(crate) number: u32,
    pub(crate) delta: DeltaRef,
    /// Its row among the candidates' rows; [`NO_ROW`] until it is built.
    pub(crate) row: u32,
    pub(crate) fate: Fate,
}

/// The index of no successor.
pub(crate) const NO_SUCCESSOR: usize = usize::MAX;

/// No row was built.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// What became of a successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Not known yet.
    Candidate,
    /// Found before.
    Known,
    /// Found here first.
    New,
    /// Found before in this level, by a later key: of the states that are one, this one is explored.
    Earlier,
    /// It violates a constraint.
    Outside,
    /// No state: an evaluation failed.
    Broken,
}

/// A delta learned, or one of this batch alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeltaRef {
    Learned(u32),
    Local(u32),
    /// The row is given (initial states), or there is none (broken).
    None,
}

pub(crate) struct Worker<'a, S, F: Fingerprint> {
    pub(crate) level: &'a Level<'a, S, F>,
    pub(crate) haul: Haul<F>,
    /// Rank of the batch's first state.
    pub(crate) first: usize,
    /// The batch's states, and the candidates' rows.
    pub(crate) states: Rows,
    pub(crate) candidates: Rows,
    /// Their values, where whole values are asked for.
    pub(crate) state_values: Decoded,
    pub(crate) candidate_values: Decoded,
    pub(crate) successors: Vec<Successor>,
    /// Which successors are a state's, once all its questions are answered.
    pub(crate) segments: Vec<Option<Range<usize>>>,
    /// How many states were passed on the way to them.
    pub(crate) passed: Vec<u64>,
    pub(crate) asker: Asker,
    /// States of the batch without successors that are not terminal, by index.
    pub(crate) deadlocks: Vec<u32>,
    /// States of the batch of which something cannot be told: whether they are terminal, or a temporal predicate.
    pub(crate) broken_states: Vec<(u32, usize, Arc<Failure>)>,
    /// States of the batch for which a question gave another answer than before.
    pub(crate) impure: Vec<(u32, usize)>,
    /// What is wrong with a successor, by index.
    pub(crate) problems: HashMap<usize, Vec<Problem>>,
    /// The questions whose answers a successor's difference from its state may touch, and which successor.
    pub(crate) touched: (usize, Questions),
    /// The questions that are asked directly.
    pub(crate) direct: DirectReaders,
    /// The questions for which nothing need be done in the present state.
    pub(crate) idle: Questions,
    /// What each action ranges over, by position.
    pub(crate) over: Vec<Option<usize>>,
    pub(crate) numbers: Vec<u32>,
    /// Identities by fingerprint, as far as remembered.
    pub(crate) identities: Identities,
    pub(crate) identity_parts: Parts,
    /// Leaves of the batch's states by action, found ahead.
    pub(crate) ahead: Vec<u32>,
    pub(crate) observed: Observed,
    /// The successors are the initial states: they have no state they come from.
    pub(crate) initial: bool,
    batches: u64,
}

impl<'a, S: System, F: Fingerprint> Worker<'a, S, F> {
    pub(crate) fn new(level: &'a Level<'a, S, F>, widths: &[u8]) -> Self {
        let mut haul = Haul::new(level.system.actions().len(), level.observation);
        haul.rows = PackedRows::with_widths(widths);
        Worker {
            level,
            haul,
            first: 0,
            states: Rows::default(),
            candidates: Rows::default(),
            state_values: Decoded::default(),
            candidate_values: Decoded::default(),
            successors: Vec::new(),
            segments: Vec::new(),
            passed: Vec::new(),
            asker: Asker::new(&level.shared.read(), level.system.accepts_plain()),
            deadlocks: Vec::new(),
            broken_states: Vec::new(),
            impure: Vec::new(),
            problems: HashMap::new(),
            over: level
                .agenda
                .actions
                .iter()
                .map(|q| level.system.questions()[*q].over)
                .collect(),
            touched: (NO_SUCCESSOR, Questions::default()),
            direct: DirectReaders::default(),
            idle: Questions::default(),
            numbers: Vec::new(),
            identities: Identities::default(),
            identity_parts: Parts::default(),
            ahead: Vec::new(),
            observed: Observed::default(),
            initial: false,
            batches: 0,
        }
    }

    /// Works until the level is done, stopped or halted.
    pub(crate) fn run(mut self) -> Haul<F> {
        while !self.should_end() {
            let total = self.level.frontier.len();
            // Relaxed: each rank is handed out once; nothing else is published by it.
            let first = self
                .level
                .cursor
                .fetch_add(self.level.batch, Ordering::Relaxed);
            if first >= total {
                break;
            }
            let size = self.level.batch.min(total - first);
            if self.batch(first, size).is_err() {
                break;
            }
        }
        self.give_asked();
        self.haul
    }

    fn batch(&mut self, first: usize, size: usize) -> Result<(), Halt> {
        self.first = first;
        self.load(first, size);
        self.expand()?;
        self.identify()?;
        self.check()?;
        self.observe()?;
        self.sweep();
        Ok(())
    }

    /// Candidates' rows get a new meaning.
    pub(crate) fn reset_candidates(&mut self, width: usize) {
        self.candidates.reset(width);
        self.candidate_values.forget();
    }

    /// Whether to leave the level: asked to stop, out of time or memory, or somebody else met an event.
    pub(crate) fn should_end(&mut self) -> bool {
        let level = self.level;
        if self.batches.is_multiple_of(16) {
            if level
                .options
                .max_time
                .is_some_and(|limit| level.started.elapsed() >= limit)
            {
                level.stop.stop(StopReason::MaxTime);
            }
            if level.budget.is_spent() {
                level.stop.stop(StopReason::Memory);
            }
        }
        if self.batches.is_multiple_of(64) {
            self.give_asked();
        }
        self.batches += 1;
        // Relaxed: a halt seen late only costs a batch; results are read after the join.
        level.stop.reason().is_some() || level.halt.load(Ordering::Relaxed)
    }

    /// Adds how often questions were asked to what the learners know: they decide by it whether learning pays.
    pub(crate) fn give_asked(&mut self) {
        let nothing = |counts: &[u64]| counts.iter().all(|count| *count == 0);
        if nothing(&self.asker.asked) && nothing(&self.asker.evaluated) {
            return;
        }
        self.asker.give_asked(&mut self.level.shared.write());
    }

    fn load(&mut self, first: usize, size: usize) {
        self.state_values.forget();
        self.reset_candidates(self.level.shared.read().width());
        self.states.reset(self.level.shared.read().width());
        for rank in first..first + size {
            let index = self.states.push_zero();
            self.level.frontier.read(rank, self.states.get_mut(index));
        }
    }

    /// Notes values that do not fit; the level will be done again under a wider layout.
    pub(crate) fn misfit(&self, misfits: impl IntoIterator<Item = Misfit>) -> Halt {
        self.level
            .misfits
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(misfits);
        self.level.halt.store(true, Ordering::Relaxed);
        Halt::Misfit
    }

    /// The key of a successor: who reached it.
    pub(crate) fn key(&self, successor: &Successor) -> u64 {
        (self.first as u64 + u64::from(successor.state)) << 32 | u64::from(successor.number)
    }
}
