//! Breadth-first exploration, level by level.
//!
//! While a level runs, the set of states of earlier levels ([`fastcheck_tables::SeenSet`]) does not change, and what the
//! level finds goes to a set of its own ([`fastcheck_tables::FreshSet`]). So a level that meets an event can simply be
//! thrown away and done again: by one worker, in order, up to the first event, which makes counts, verdict and
//! counterexample the same for any number of workers; or under a wider layout, when a value did not fit.
//!
//! A new state belongs to the smallest key (rank of its parent, number of the step) that reached it, whoever found it
//! first; ranks of the next level follow the keys.

mod again;
mod ask;
mod budget;
mod check;
mod commit;
mod evaluate;
mod event;
mod expand;
mod finish;
mod identity;
mod initial;
mod level;
mod local;
mod observe;
mod plain;
mod recheck;
mod record;
mod relayout;
mod replay;
mod rows;
mod sample;
mod steps;
mod sweep;
mod temporal;
mod worker;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, RwLock};
use std::time::Instant;

use fastcheck_tables::{Fingerprint, FreshSet, Paths, SeenSet};

use budget::Budget;
use event::{Event, EventKind, Problem};
use identity::Identity;
use level::{LevelEnd, panicked};
use observe::Observation;
use record::Recorder;
use steps::Agenda;
use worker::{Frontier, Haul};

use crate::knowledge::{Knowledge, Learn, Shared};
use crate::layout::Plan;
use crate::options::{Options, Progress, StopReason, StopToken};
use crate::report::{ActionCount, Finding, Learning, Report};
use crate::system::{Failure, System};

/// Explores every reachable state and checks everything that was asked for.
///
/// Never panics for what a model does: a panic in a worker becomes a [`Finding::Failure`] with code `FC0502`.
pub fn explore<S: System>(
    system: &S,
    options: &Options,
    stop: &StopToken,
    progress: &Progress,
) -> Report {
    if system.has_identity() && system.temporal().is_asked() {
        let text = "temporal properties cannot be checked where states are told apart by a symmetry or a view";
        return Report::failed(Arc::new(Failure::error("FC0505", text)));
    }
    let run = || match options.fingerprint_bits {
        128 => Explorer::<S, u128>::new(system, options, stop, progress).run(),
        _ => Explorer::<S, u64>::new(system, options, stop, progress).run(),
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| Report::failed(panicked(&*panic)))
}

/// An event and the level at whose expansion it happened; `None` for the initial states.
struct Noted<F> {
    level: Option<usize>,
    event: Event<F>,
}

struct Explorer<'a, S, F: Fingerprint> {
    system: &'a S,
    options: &'a Options,
    stop: &'a StopToken,
    progress: &'a Progress,
    agenda: Agenda,
    observation: Option<Observation>,
    /// Constraints that cut steps.
    cut: BTreeSet<usize>,
    budget: Budget,
    names: Vec<String>,
    /// How states are told apart, if not by their values.
    identity: Option<Identity>,
    /// Every variable is kept as one cell, and every question asked directly.
    whole: bool,
    shared: Arc<Shared>,
    seen: SeenSet<F>,
    fresh: RwLock<FreshSet<F>>,
    paths: Paths,
    frontier: Frontier,
    noted: Vec<Noted<F>>,
    /// A failure that belongs to no state.
    failure: Option<Arc<Failure>>,
    generated: u64,
    distinct: u64,
    left: u64,
    depth: u64,
    digest: u128,
    actions: Vec<ActionCount>,
    learning: Vec<Learning>,
    /// Questions asked, and of these answered by direct evaluation, when that was last looked at.
    looked: (u64, u64),
    recorder: Recorder<F>,
    warnings: Vec<String>,
    temporal_seconds: f64,
    started: Instant,
}

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    fn new(
        system: &'a S,
        options: &'a Options,
        stop: &'a StopToken,
        progress: &'a Progress,
    ) -> Self {
        let names: Vec<String> = system.variables().iter().map(|v| v.name.clone()).collect();
        let plans = vec![Plan::Cell; names.len()];
        let universe = system.universe();
        let knowledge = Knowledge::new(universe, &names, &plans, system.questions(), Learn::Never);
        let agenda = Agenda::new(system.questions());
        let observation = Observation::new(system.temporal(), &agenda, options);
        let recorder = Recorder::new(options, observation.as_ref(), system.variables().len());
        Explorer {
            system,
            options,
            stop,
            progress,
            observation,
            agenda,
            cut: BTreeSet::new(),
            identity: system.has_identity().then(|| Identity::new(&names)),
            whole: system.accepts_plain()
                && (!options.learn || system.questions().iter().all(|q| q.direct || q.impure)),
            budget: Budget::new(options.max_memory),
            shared: Shared::new(universe.clone(), knowledge),
            names,
            seen: if recorder.needs_ids() {
                SeenSet::with_ids()
            } else {
                SeenSet::new()
            },
            fresh: RwLock::new(FreshSet::with_capacity(1024)),
            paths: Paths::new(),
            frontier: Frontier::default(),
            noted: Vec::new(),
            failure: None,
            generated: 0,
            distinct: 0,
            left: 0,
            depth: 0,
            digest: 0,
            actions: vec![ActionCount::default(); system.actions().len()],
            learning: (0..system.questions().len())
                .map(|question| Learning {
                    question,
                    asked: 0,
                    evaluated: 0,
                    learned: true,
                })
                .collect(),
            looked: (0, 0),
            recorder,
            warnings: Vec::new(),
            temporal_seconds: 0.0,
            started: Instant::now(),
        }
    }

    fn run(mut self) -> Report {
        if self.initial() {
            while self.frontier.len() > 0 && self.expand_level() {}
        }
        self.finish()
    }

    /// Expands the frontier. Whether to go on.
    fn expand_level(&mut self) -> bool {
        if self.options.max_depth.is_some_and(|max| self.depth >= max) {
            self.left = self.frontier.len() as u64;
            self.stop.stop(StopReason::MaxDepth);
            return false;
        }
        let mut workers = self.options.workers.max(1);
        let mut first_event: Option<(Event<F>, Vec<Haul<F>>)> = None;
        let base = self.paths.levels() - 1;
        loop {
            match self.run_level(workers) {
                LevelEnd::Done(_) | LevelEnd::Stopped(_)
                    if first_event.is_some() && self.identity.is_none() =>
                {
                    // The event did not show again: its own worker's word stands. (Where states are told apart by something
                    // else than their values, it may have been about a state that is not the first found of its class.)
                    if let Some((event, hauls)) = first_event {
                        self.close_with(Some(base), event, hauls);
                    }
                    return false;
                }
                // Which event of a property comes first is only certain when one worker goes in order.
                LevelEnd::Done(hauls) if hauls.len() > 1 && self.has_new_event(&hauls) => {
                    self.reset_fresh();
                    workers = 1;
                }
                LevelEnd::Done(hauls) => return self.commit_level(hauls, Some(base)),
                LevelEnd::Event(event, hauls) if hauls.len() > 1 => {
                    self.reset_fresh();
                    first_event = Some((event, hauls));
                    workers = 1;
                }
                LevelEnd::Event(event, hauls) => {
                    self.close_with(Some(base), event, hauls);
                    return false;
                }
                LevelEnd::Misfit(misfits) => {
                    self.reset_fresh();
                    self.widen(&misfits);
                }
                LevelEnd::Stopped(hauls) => {
                    self.close_early(hauls, Some(base));
                    return false;
                }
                LevelEnd::Panic(failure) => {
                    self.failure = Some(failure);
                    return false;
                }
            }
        }
    }

    fn finding(problem: Problem, system: &S) -> Finding {
        use crate::system::QuestionKind;
        match problem {
            Problem::False(q) if system.questions()[q].kind == QuestionKind::StepProperty => {
                Finding::StepProperty(q)
            }
            Problem::False(q) if system.questions()[q].kind == QuestionKind::InitProperty => {
                Finding::InitProperty(q)
            }
            Problem::False(q) => Finding::Invariant(q),
            Problem::Failure(q, failure) => Finding::Failure(q, failure),
            Problem::Deadlock => Finding::Deadlock,
        }
    }

    fn has_new_event(&self, hauls: &[Haul<F>]) -> bool {
        hauls
            .iter()
            .flat_map(|h| &h.events)
            .any(|event| !self.is_noted(event))
    }

    /// Ends the run with an event: counts are those up to it.
    fn close_with(&mut self, level: Option<usize>, event: Event<F>, hauls: Vec<Haul<F>>) {
        if let EventKind::TooManyStates = event.kind {
            self.stop.stop(StopReason::MaxStates);
        } else if !self.is_noted(&event) {
            self.noted.push(Noted { level, event });
        }
        self.close_early(hauls, level);
    }

    /// Adds the counts and events of a level that did not end.
    fn close_early(&mut self, mut hauls: Vec<Haul<F>>, level: Option<usize>) {
        if self.options.go_on || self.stop.reason().is_some() {
            self.note_events(&mut hauls, level);
        }
        let expanded: u64 = hauls.iter().map(|h| h.expanded).sum();
        if self.identity.is_some() {
            self.drop_replaced(&mut hauls);
        }
        let found: u64 = hauls.iter().map(|h| h.entries.len() as u64).sum();
        self.left = (self.frontier.len() as u64).saturating_sub(expanded) + found;
        if found > 0 {
            self.depth += 1;
        }
        for haul in hauls {
            for entry in &haul.entries {
                self.count_distinct(entry.key, self.paths.levels() > 0);
            }
            self.add_counts(&haul);
        }
    }

    fn count_distinct(&mut self, key: u64, by_action: bool) {
        self.distinct += 1;
        if !by_action {
            return;
        }
        let position = self.agenda.split(key as u32).0;
        self.actions[self.agenda.action_of[position]].distinct += 1;
    }

    fn add_counts(&mut self, haul: &Haul<F>) {
        self.generated += haul.generated;
        self.digest = self.digest.wrapping_add(haul.digest);
        for (total, part) in self.actions.iter_mut().zip(&haul.by_action) {
            total.generated += part.generated;
        }
    }
}
