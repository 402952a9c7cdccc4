//! The second phase of a batch: which successors are new, and what holds in them.
//!
//! The order for one successor is TLC's: constraints, action constraints, insertion, invariants (also on states outside the
//! constraints), step properties; and deadlock after all of a state's successors.

use std::sync::{Arc, PoisonError};

use fastcheck_tables::{Fingerprint, Insertion};

use super::ask::{About, Which};
use super::event::Problem;
use super::worker::{Fate, Halt, NO_ROW, NO_SUCCESSOR, Successor, Worker};
use crate::knowledge::{DirectReaders, Knowledge, Leaf};
use crate::options::StopReason;
use crate::system::{Failure, System};

/// What a truth question says.
pub(super) enum Holds {
    Yes,
    No,
    Fails(Arc<Failure>),
}

impl<S: System, F: Fingerprint> Worker<'_, S, F> {
    /// Decides the fate of every successor and looks for problems.
    pub(crate) fn check(&mut self) -> Result<(), Halt> {
        let candidates = self.find_candidates();
        self.check_constraints(&candidates)?;
        self.check_action_constraints()?;
        self.insert(&candidates)?;
        self.check_invariants()?;
        self.check_step_properties()?;
        self.check_deadlock()
    }

    /// All successors of the batch, in the order of their keys.
    pub(super) fn all_successors(&self) -> impl Iterator<Item = usize> + use<S, F> {
        let segments: Vec<_> = self.segments.iter().flatten().cloned().collect();
        segments.into_iter().flatten()
    }

    /// The successors that earlier levels did not find, in the order of their keys.
    fn find_candidates(&mut self) -> Vec<usize> {
        let mut candidates = Vec::new();
        for segment in self.segments.iter().flatten() {
            for index in segment.clone() {
                let successor = &mut self.successors[index];
                if successor.fate != Fate::Candidate {
                    continue;
                }
                let fingerprint = F::from_u128(successor.fingerprint);
                if self.level.seen.contains(fingerprint) {
                    successor.fate = Fate::Known;
                } else {
                    candidates.push(index);
                }
            }
        }
        candidates
    }

    /// Runs a phase until nothing is missing: `visit` is called for every successor that it did not finish yet, with
    /// everything it needs to ask.
    pub(super) fn phase(
        &mut self,
        order: &[usize],
        mut visit: impl FnMut(&mut Self, &Knowledge, usize) -> bool,
    ) -> Result<(), Halt> {
        self.asker.forget();
        let mut pending = order.to_vec();
        loop {
            let shared = self.level.shared;
            let knowledge = shared.read();
            self.states.widen(knowledge.width());
            self.candidates.widen(knowledge.width());
            self.touched.0 = NO_SUCCESSOR;
            let system = self.level.system;
            self.direct = DirectReaders::new(&knowledge.learners, |q| system.depends(q));
            pending.retain(|index| !visit(self, &knowledge, *index));
            drop(knowledge);
            if pending.is_empty() {
                return Ok(());
            }
            self.resolve()?;
        }
    }

    /// A state that was found before satisfied the constraints. That says nothing where they look at more than the state
    /// that was explored.
    fn check_constraints(&mut self, candidates: &[usize]) -> Result<(), Halt> {
        let agenda = self.level.agenda;
        if agenda.constraints.is_empty() {
            return Ok(());
        }
        let questions = self.level.system.questions();
        let each = self.level.identity.is_some()
            || agenda
                .constraints
                .iter()
                .any(|q| questions[*q].direct || questions[*q].impure);
        let subjects: Vec<usize> = if each {
            let broken = |i: &usize| self.successors[*i].fate == Fate::Broken;
            self.all_successors().filter(|i| !broken(i)).collect()
        } else {
            candidates
                .iter()
                .copied()
                .filter(|i| !self.is_fresh(*i))
                .collect()
        };
        self.filter(
            &subjects,
            &agenda.constraints,
            |worker, knowledge, index, constraint| worker.holds(knowledge, index, constraint),
        )
    }

    fn check_action_constraints(&mut self) -> Result<(), Halt> {
        let agenda = self.level.agenda;
        if agenda.action_constraints.is_empty() || self.initial {
            return Ok(());
        }
        let inside = |i: &usize| matches!(self.successors[*i].fate, Fate::Candidate | Fate::Known);
        let subjects: Vec<usize> = self.all_successors().filter(inside).collect();
        self.filter(&subjects, &agenda.action_constraints, Self::holds_between)
    }

    /// Puts successors outside for which one of `constraints` is false.
    fn filter(
        &mut self,
        subjects: &[usize],
        constraints: &[usize],
        holds: impl Fn(&mut Self, &Knowledge, usize, usize) -> Option<Holds>,
    ) -> Result<(), Halt> {
        self.phase(subjects, |worker, knowledge, index| {
            for &constraint in constraints {
                match holds(worker, knowledge, index, constraint) {
                    Some(Holds::Yes) => {}
                    Some(Holds::No) => {
                        worker.successors[index].fate = Fate::Outside;
                        worker.haul.cut.insert(constraint);
                        break;
                    }
                    Some(Holds::Fails(failure)) => {
                        let problem = Problem::Failure(Some(constraint), failure);
                        worker.problems.insert(index, vec![problem]);
                        worker.build(knowledge, index);
                        worker.successors[index].fate = Fate::Broken;
                        break;
                    }
                    None => return false,
                }
            }
            true
        })
    }

    fn is_fresh(&self, index: usize) -> bool {
        let fresh = self
            .level
            .fresh
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        fresh
            .key_of(F::from_u128(self.successors[index].fingerprint))
            .is_some()
    }

    /// Enters the candidates into the fresh set, in order, and builds the rows of those that are new.
    fn insert(&mut self, order: &[usize]) -> Result<(), Halt> {
        let one_of_many = self.level.identity.is_some();
        let mut next = 0;
        while next < order.len() {
            let fresh = self
                .level
                .fresh
                .read()
                .unwrap_or_else(PoisonError::into_inner);
            for index in &order[next..] {
                let key = self.key(&self.successors[*index]);
                let successor = &mut self.successors[*index];
                if successor.fate == Fate::Candidate {
                    let fingerprint = F::from_u128(successor.fingerprint);
                    // Where different states are one, each is checked as long as it may be the one that is explored.
                    let comes_first = || one_of_many && fresh.key_of(fingerprint) == Some(key);
                    successor.fate = match fresh.insert(fingerprint, key) {
                        Insertion::New => Fate::New,
                        Insertion::Known if comes_first() => Fate::Earlier,
                        Insertion::Known => Fate::Known,
                        Insertion::Full => break,
                    };
                }
                next += 1;
            }
            drop(fresh);
            if next < order.len() {
                self.grow_fresh()?;
            }
        }
        let shared = self.level.shared;
        let knowledge = shared.read();
        self.states.widen(knowledge.width());
        self.candidates.widen(knowledge.width());
        for index in order {
            if matches!(self.successors[*index].fate, Fate::New | Fate::Earlier) {
                self.build(&knowledge, *index);
            }
        }
        Ok(())
    }

    fn grow_fresh(&self) -> Result<(), Halt> {
        let mut fresh = self
            .level
            .fresh
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have grown it meanwhile: half full is room enough.
        if fresh.len() * 2 < fresh.capacity() {
            return Ok(());
        }
        if self.level.budget.allows(fresh.bytes_after_grow()) && fresh.grow().is_ok() {
            return Ok(());
        }
        self.level.stop.stop(StopReason::Memory);
        Err(Halt::Stopped)
    }

    /// The row of a successor, built when first needed.
    pub(crate) fn build(&mut self, knowledge: &Knowledge, index: usize) -> usize {
        let Successor {
            state, delta, row, ..
        } = self.successors[index];
        if row != NO_ROW {
            return row as usize;
        }
        let row = self.candidates.push(self.states.get(state as usize));
        if let Some((deltas, delta)) = self.asker.deltas(knowledge, delta) {
            deltas.apply(delta, knowledge, self.candidates.get_mut(row));
        }
        self.successors[index].row = row as u32;
        row
    }

    /// Whether a predicate holds in a successor; `None` while that is not known.
    fn holds(&mut self, knowledge: &Knowledge, index: usize, question: usize) -> Option<Holds> {
        if self.touched.0 != index {
            self.find_open(knowledge, index);
        }
        if !self.touched.1.has(question) {
            return Some(Holds::Yes);
        }
        let row = self.build(knowledge, index);
        let rows = [self.candidates.get(row), &[]];
        let about = About::Candidate(row as u32);
        let leaf = self
            .asker
            .ask(knowledge, question, index as u32, Which::ONLY, about, rows)?;
        Some(truth(self.asker.leaf(knowledge, leaf)))
    }

    /// Finds the predicates that must be asked in a successor.
    ///
    /// A successor that differs from its state only in what a predicate never read has its state's answer, and the
    /// state, being on the frontier, satisfied it. What the value of one variable decides was decided before.
    fn find_open(&mut self, knowledge: &Knowledge, index: usize) {
        let row = self.build(knowledge, index);
        let delta = self.successors[index].delta;
        let (touched, open) = &mut self.touched;
        *touched = index;
        match self.asker.deltas(knowledge, delta) {
            Some((deltas, delta)) if knowledge.settled => {
                knowledge.touched(&self.direct, deltas.ops(delta), open);
            }
            _ => open.fill(knowledge.learners.len()),
        }
        knowledge.idle.of(self.candidates.get(row), &mut self.idle);
        open.remove_all(&self.idle);
    }

    /// Whether a predicate holds of a state and its successor; `None` while that is not known.
    pub(super) fn holds_between(
        &mut self,
        knowledge: &Knowledge,
        index: usize,
        question: usize,
    ) -> Option<Holds> {
        let row = self.build(knowledge, index);
        let state = self.successors[index].state;
        let rows = [self.states.get(state as usize), self.candidates.get(row)];
        let about = About::Pair(state, row as u32);
        self.asker
            .ask(knowledge, question, index as u32, Which::ONLY, about, rows)
            .map(|leaf| truth(self.asker.leaf(knowledge, leaf)))
    }

    fn check_invariants(&mut self) -> Result<(), Halt> {
        let agenda = self.level.agenda;
        let initial = self.initial.then_some(&agenda.init_properties);
        let questions = || {
            agenda
                .invariants
                .iter()
                .chain(initial.into_iter().flatten())
        };
        if questions().next().is_none() {
            return Ok(());
        }
        let asked = |fate| matches!(fate, Fate::New | Fate::Earlier | Fate::Outside);
        let subjects: Vec<usize> = self
            .all_successors()
            .filter(|i| asked(self.successors[*i].fate))
            .collect();
        let go_on = self.level.options.go_on;
        let names = self.level.system.questions();
        self.phase(&subjects, |worker, knowledge, index| {
            let mut problems = Vec::new();
            let mut wrong: Option<&str> = None;
            for &invariant in questions() {
                // What stands behind a false conjunct may have no value, or take for ever: it is not asked.
                let name = names[invariant].name.as_str();
                if wrong == Some(name) {
                    continue;
                }
                let Some(holds) = worker.holds(knowledge, index, invariant) else {
                    return false;
                };
                let found = problem(invariant, holds);
                wrong = found.is_some().then_some(name);
                problems.extend(found);
                // With `go_on` the state is expanded all the same: its children rely on every invariant having been asked.
                if !go_on && !problems.is_empty() {
                    break;
                }
            }
            worker.note(index, problems);
            true
        })
    }

    pub(super) fn note(&mut self, index: usize, problems: Vec<Problem>) {
        if !problems.is_empty() {
            self.problems.entry(index).or_default().extend(problems);
        }
    }

    fn check_step_properties(&mut self) -> Result<(), Halt> {
        let agenda = self.level.agenda;
        if agenda.step_properties.is_empty() || self.initial {
            return Ok(());
        }
        let go_on = self.level.options.go_on;
        let subjects: Vec<usize> = self
            .all_successors()
            .filter(|i| {
                self.successors[*i].fate != Fate::Broken
                    && (go_on || !self.problems.contains_key(i))
            })
            .collect();
        self.phase(&subjects, |worker, knowledge, index| {
            let mut problems = Vec::new();
            for &property in &agenda.step_properties {
                match worker.holds_between(knowledge, index, property) {
                    Some(holds) => problems.extend(problem(property, holds)),
                    None => return false,
                }
                if !go_on && !problems.is_empty() {
                    break;
                }
            }
            worker.note(index, problems);
            true
        })
    }

    /// Finds the states that have no successor and are not terminal.
    fn check_deadlock(&mut self) -> Result<(), Halt> {
        self.deadlocks.clear();
        self.broken_states.clear();
        if !self.level.options.deadlock || self.initial {
            return Ok(());
        }
        let stuck: Vec<usize> = (0..self.segments.len())
            .filter(|s| {
                self.segments[*s]
                    .as_ref()
                    .is_some_and(|segment| segment.is_empty())
            })
            .collect();
        let agenda = self.level.agenda;
        self.phase(&stuck, |worker, knowledge, state| {
            for &terminal in &agenda.terminals {
                let rows = [worker.states.get(state), &[]];
                let about = About::State(state as u32);
                let leaf =
                    worker
                        .asker
                        .ask(knowledge, terminal, state as u32, Which::ONLY, about, rows);
                match leaf.map(|leaf| truth(worker.asker.leaf(knowledge, leaf))) {
                    Some(Holds::Yes) => return true,
                    Some(Holds::No) => {}
                    Some(Holds::Fails(failure)) => {
                        worker.broken_states.push((state as u32, terminal, failure));
                        return true;
                    }
                    None => return false,
                }
            }
            worker.deadlocks.push(state as u32);
            true
        })
    }
}

pub(super) fn truth(leaf: &Leaf) -> Holds {
    match leaf {
        Leaf::Truth(true) => Holds::Yes,
        Leaf::Truth(false) => Holds::No,
        Leaf::Failure { failure, .. } => Holds::Fails(failure.clone()),
        Leaf::Successors { .. } => Holds::Fails(Arc::new(Failure::error(
            "FC0503",
            "a predicate was answered with successors",
        ))),
    }
}

fn problem(question: usize, holds: Holds) -> Option<Problem> {
    match holds {
        Holds::Yes => None,
        Holds::No => Some(Problem::False(question)),
        Holds::Fails(failure) => Some(Problem::Failure(Some(question), failure)),
    }
}
