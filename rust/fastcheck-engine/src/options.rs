//! What a run is asked to do, how it is stopped, and how it is watched.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

/// Options of a run. Nothing here changes the meaning of the model; bounds make the answer `incomplete` when they bite.
#[derive(Clone, Debug)]
pub struct Options {
    /// Worker threads, at least 1. The answer is the same for any number.
    pub workers: usize,
    /// Levels with fewer states than this run on one worker: starting threads would cost more.
    pub parallel_from: usize,
    /// Report a state without successors, unless it is terminal.
    pub deadlock: bool,
    /// Learn answers. Off: every question is evaluated for every state.
    pub learn: bool,
    /// Go on after a violation; the first of each property is reported.
    pub go_on: bool,
    /// Stop when this many distinct states were found.
    pub max_states: Option<u64>,
    /// Do not expand states of this level or deeper; initial states are level 1.
    pub max_depth: Option<u64>,
    /// Stop after this time.
    pub max_time: Option<Duration>,
    /// Stop when the process would hold more bytes than this.
    pub max_memory: Option<u64>,
    /// 64 or 128.
    pub fingerprint_bits: u32,
    /// Keep all states, as columns.
    pub record_states: bool,
    /// Keep all transitions.
    pub record_graph: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            workers: 1,
            parallel_from: 256,
            deadlock: true,
            learn: true,
            go_on: false,
            max_states: None,
            max_depth: None,
            max_time: None,
            max_memory: None,
            fingerprint_bits: 64,
            record_states: false,
            record_graph: false,
        }
    }
}

/// Why a run ended before everything was explored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum StopReason {
    /// Somebody asked, through [`StopToken::stop`].
    Stopped = 1,
    /// Ctrl-C.
    Interrupted,
    /// [`Options::max_states`].
    MaxStates,
    /// [`Options::max_depth`].
    MaxDepth,
    /// [`Options::max_time`].
    MaxTime,
    /// [`Options::max_memory`], or the system has no more.
    Memory,
    /// The model itself asked to stop. What was begun is finished: the state that asked, with all its successors.
    ExitRequested,
}

impl StopReason {
    fn from_code(code: u8) -> Option<Self> {
        use StopReason::{
            ExitRequested, Interrupted, MaxDepth, MaxStates, MaxTime, Memory, Stopped,
        };
        [
            Stopped,
            Interrupted,
            MaxStates,
            MaxDepth,
            MaxTime,
            Memory,
            ExitRequested,
        ]
        .into_iter()
        .find(|r| *r as u8 == code)
    }
}

/// Asks one run to stop; owned by that run, polled per batch.
#[derive(Debug, Default)]
pub struct StopToken {
    /// The first reason given, as a code.
    first: AtomicU8,
    asked: AtomicU32,
    /// Whoever stops this one stops that one's part of the work, too.
    above: Option<Arc<StopToken>>,
}

impl StopToken {
    /// A token that nobody has stopped.
    pub fn new() -> Self {
        Self::default()
    }

    /// A token for a part of the work: it is stopped where the whole is, but its own bounds stop nothing else.
    pub fn below(above: Arc<StopToken>) -> Self {
        StopToken {
            above: Some(above),
            ..Self::default()
        }
    }

    /// Asks the run to stop; the first reason given stays.
    pub fn stop(&self, reason: StopReason) {
        // Relaxed: the flag carries no data with it; workers are joined before results are read.
        self.asked.fetch_add(1, Ordering::Relaxed);
        let _ = self
            .first
            .compare_exchange(0, reason as u8, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The reason to stop, if there is one.
    pub fn reason(&self) -> Option<StopReason> {
        let own = StopReason::from_code(self.first.load(Ordering::Relaxed));
        own.or_else(|| self.above.as_ref()?.reason())
    }

    /// How often somebody asked.
    pub(crate) fn asked(&self) -> u32 {
        let above = self.above.as_ref().map_or(0, |above| above.asked());
        above + self.asked.load(Ordering::Relaxed)
    }

    /// Whether to drop at once whatever was begun.
    pub(crate) fn is_urgent(&self) -> bool {
        self.reason()
            .is_some_and(|reason| reason != StopReason::ExitRequested)
    }
}

/// Numbers that grow while a run goes on, for whoever wants to draw them. All orderings are Relaxed: they are only shown.
#[derive(Debug, Default)]
pub struct Progress {
    /// States generated so far.
    pub generated: AtomicU64,
    /// Distinct states so far.
    pub distinct: AtomicU64,
    /// States of the running level not yet expanded, and states found for the next one.
    pub left: AtomicU64,
    /// Level being built.
    pub depth: AtomicU32,
    /// Initial states generated, once all are known.
    pub initial_generated: AtomicU64,
    /// Distinct initial states, once all are known; set before the above.
    pub initial_distinct: AtomicU64,
}

impl Progress {
    pub(crate) fn initial(&self, generated: u64, distinct: u64) {
        self.initial_distinct.store(distinct, Ordering::Relaxed);
        // Release: whoever sees it (Acquire) sees the number of distinct ones too.
        self.initial_generated.store(generated, Ordering::Release);
    }
}
