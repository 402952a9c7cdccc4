//! Temporal properties, after exploration: checked on the recorded graph, counterexamples executed again.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use fastcheck_tables::Fingerprint;
use fastcheck_values::Value;

use super::Explorer;
use crate::liveness::{
    Behaviour, Checker, Outcome, Patience, StateAtom, StateGraph, StepAtom, Unanswered, get,
};
use crate::options::StopReason;
use crate::report::{Checked, Finding, Found, Kept, Lasso, TraceState};
use crate::system::{Answer, Failure, QuestionKind, System};

/// A successor as the evaluator made it: question, member, row, fingerprint.
struct Next {
    question: usize,
    element: Option<Value>,
    row: Vec<u32>,
    fingerprint: u128,
}

/// A behaviour that was executed again.
struct Executed {
    /// For each level, the number of states up to its end.
    ends: Vec<u64>,
    rows: Vec<Vec<u32>>,
    fingerprints: Vec<u128>,
    /// All successors of each state.
    nexts: Vec<Vec<Next>>,
    trace: Vec<TraceState>,
}

impl Executed {
    /// The level of a state, initial states being level 1.
    fn level_of(&self, id: u32) -> u32 {
        let before = self.ends.partition_point(|end| *end <= u64::from(id));
        (before + 1).min(self.ends.len()) as u32
    }
}

/// The trace as far as it could be executed, and the question that answered otherwise.
struct Differs {
    question: Option<usize>,
    trace: Vec<TraceState>,
}

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// Checks every temporal property on what was explored. `complete`: that is everything.
    pub(super) fn check_temporal(
        &mut self,
        graph: &StateGraph,
        complete: bool,
    ) -> (Vec<Checked>, Vec<Found>) {
        let started = Instant::now();
        let outcomes = self.outcomes(graph);
        let mut checked = Vec::new();
        let mut found = Vec::new();
        for (property, outcome) in outcomes.into_iter().enumerate() {
            checked.push(match &outcome {
                Outcome::Holds if complete => Checked::Holds,
                Outcome::Violated(_) => Checked::Violated,
                _ => Checked::Undecided,
            });
            match outcome {
                Outcome::Holds => {}
                Outcome::Violated(behaviour) if found.is_empty() || self.options.go_on => {
                    found.push(self.found_lasso(graph, property, &behaviour));
                }
                Outcome::Violated(_) => {}
                Outcome::Unanswered(Unanswered::Stopped) => {}
                Outcome::Unanswered(Unanswered::Memory) => self.stop.stop(StopReason::Memory),
                Outcome::Unanswered(Unanswered::TooLarge) => {
                    self.failure = Some(self.too_large(property))
                }
                Outcome::Defect => self.failure = Some(self.defect(property)),
            }
        }
        self.warn_cut();
        self.temporal_seconds = started.elapsed().as_secs_f64();
        (checked, found)
    }

    /// The outcome of each property; several at a time, on the workers.
    fn outcomes(&self, graph: &StateGraph) -> Vec<Outcome> {
        let temporal = self.system.temporal();
        let until = self.options.max_time.map(|time| self.started + time);
        let patience = Patience::new(self.stop, until);
        let checker = Checker::new(graph, &temporal.fairness);
        checker.check_all(&temporal.properties, self.options.workers, &patience)
    }

    /// Names each constraint that cut steps off; one that comes apart into several questions once.
    fn warn_cut(&mut self) {
        let questions = self.system.questions();
        let names: BTreeSet<&str> = self
            .cut
            .iter()
            .map(|constraint| questions[*constraint].name.as_str())
            .collect();
        for name in names {
            self.warnings.push(format!(
                "constraint {name} cuts steps off: temporal properties were checked only on behaviours that stay within it"
            ));
        }
    }

    fn property_name(&self, property: usize) -> &str {
        &self.system.temporal().properties[property].name
    }

    fn too_large(&self, property: usize) -> Arc<Failure> {
        let name = self.property_name(property);
        let text =
            format!("temporal property {name} is too large to be checked on this many states");
        let mut failure = Failure::error("FC0507", text);
        failure.hint = Some("split it into several properties".to_owned());
        Arc::new(failure)
    }

    fn defect(&self, property: usize) -> Arc<Failure> {
        let name = self.property_name(property);
        let text =
            format!("the counterexample found for temporal property {name} does not violate it");
        let mut failure = Failure::error("FC0508", text);
        failure.hint =
            Some("this is a defect of fastcheck; please report it with the model".to_owned());
        Arc::new(failure)
    }

    /// The counterexample, executed again.
    fn found_lasso(&self, graph: &StateGraph, property: usize, behaviour: &Behaviour) -> Found {
        match self.execute(graph, behaviour) {
            Ok(again) => {
                let lasso = self.lasso(graph, behaviour, &again);
                Found {
                    finding: Finding::Liveness(property),
                    trace: again.trace,
                    lasso: Some(lasso),
                }
            }
            Err(differs) => self.not_reproduced(differs.question, differs.trace),
        }
    }

    /// Walks along a behaviour by executing every state's actions, and asks all its predicates once more.
    fn execute(&self, graph: &StateGraph, behaviour: &Behaviour) -> Result<Executed, Differs> {
        let mut again = Executed {
            ends: self.level_ends(),
            rows: Vec::new(),
            fingerprints: Vec::new(),
            nexts: Vec::new(),
            trace: Vec::new(),
        };
        let differs = |question, trace| Differs { question, trace };
        let Some(first) = self.initial_row(behaviour.states[0]) else {
            return Err(differs(None, again.trace));
        };
        self.enter(&mut again, behaviour.states[0], first, None);
        for (i, target) in behaviour.states.iter().enumerate().skip(1) {
            if *target == behaviour.states[i - 1] {
                // A step that changes nothing, which only formulas see that can count steps.
                let row = again.rows[i - 1].clone();
                self.enter(&mut again, *target, row, None);
                continue;
            }
            let next = again.nexts[i - 1]
                .iter()
                .find(|next| self.has_id(next.fingerprint, *target));
            let Some((row, by)) = next.map(|n| (n.row.clone(), (n.question, n.element))) else {
                return Err(differs(self.only_action(), again.trace));
            };
            self.enter(&mut again, *target, row, Some(by));
        }
        match self.unlike(graph, behaviour, &again) {
            Some(question) => Err(differs(question, again.trace)),
            None => Ok(again),
        }
    }

    fn enter(
        &self,
        again: &mut Executed,
        id: u32,
        row: Vec<u32>,
        by: Option<(usize, Option<Value>)>,
    ) {
        let level = again.level_of(id);
        again.trace.push(TraceState {
            values: self.values(&row),
            question: by.map(|(question, _)| question),
            element: by.and_then(|(_, element)| element),
        });
        again.fingerprints.push(self.fingerprint(&row));
        again.nexts.push(self.nexts(&row, level));
        again.rows.push(row);
    }

    fn has_id(&self, fingerprint: u128, id: u32) -> bool {
        self.seen.id_of(F::from_u128(fingerprint)) == Some(id)
    }

    /// For each level, the number of states up to its end.
    fn level_ends(&self) -> Vec<u64> {
        let levels = 0..self.paths.levels();
        levels
            .scan(0, |end, level| {
                *end += self.paths.level_len(level) as u64;
                Some(*end)
            })
            .collect()
    }

    fn initial_row(&self, id: u32) -> Option<Vec<u32>> {
        let mut found = None;
        let mut take = |state: &[Value]| {
            let row = self.shared.write().encode(&self.shared.universe, state);
            if self.has_id(self.fingerprint(&row), id) {
                found = Some(row);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        };
        // A failure behind the state that is wanted does not matter.
        let _ = self.system.initial(&mut take);
        found
    }

    /// All successors of a state.
    fn nexts(&self, row: &[u32], level: u32) -> Vec<Next> {
        let mut nexts = Vec::new();
        for question in self.agenda.actions.iter().copied() {
            for element in self.elements(row, question) {
                let again = self.evaluate(question, element, [row, &[]], level);
                for row in again.into_iter().flat_map(|again| again.successors) {
                    nexts.push(Next {
                        question,
                        element,
                        fingerprint: self.fingerprint(&row),
                        row,
                    });
                }
            }
        }
        nexts
    }

    /// A question whose answer along the behaviour is no longer what was recorded.
    fn unlike(
        &self,
        graph: &StateGraph,
        behaviour: &Behaviour,
        again: &Executed,
    ) -> Option<Option<usize>> {
        let atoms = &self.observation.as_ref()?.atoms;
        let len = behaviour.states.len();
        for i in 0..len {
            let next = if i + 1 < len {
                i + 1
            } else {
                behaviour.loop_start
            };
            let moves = behaviour.states[i] != behaviour.states[next];
            let own = again.fingerprints[i];
            let target = again.fingerprints[next];
            let level = again.level_of(behaviour.states[i]);
            let truth = |question: usize, rows: [&[u32]; 2]| {
                let again = self.evaluate(question, None, rows, level);
                again.is_some_and(|again| again.answer == Answer::Truth(true))
            };
            let class = graph.class(behaviour.states[i] as usize);
            let bits = graph.state_classes.get(class as u32);
            for (bit, atom) in atoms.states.iter().enumerate() {
                let (question, now) = match atom {
                    StateAtom::Question(q) => (Some(*q), truth(*q, [&again.rows[i], &[]])),
                    StateAtom::CanTake(questions) => {
                        let can =
                            |n: &Next| questions.contains(&n.question) && n.fingerprint != own;
                        (questions.first().copied(), again.nexts[i].iter().any(can))
                    }
                };
                if now != get(bits, bit) {
                    return Some(question);
                }
            }
            if !moves {
                continue;
            }
            let reached = again.nexts[i].iter().any(|n| n.fingerprint == target);
            let bits = graph.step_classes.get(behaviour.steps[i]);
            for (bit, atom) in atoms.steps.iter().enumerate() {
                let (question, now) = match atom {
                    StepAtom::Question { question, .. } => (
                        Some(*question),
                        truth(*question, [&again.rows[i], &again.rows[next]]),
                    ),
                    StepAtom::Taken(questions) => {
                        let takes =
                            |n: &Next| questions.contains(&n.question) && n.fingerprint == target;
                        (questions.first().copied(), again.nexts[i].iter().any(takes))
                    }
                };
                if !reached || now != get(bits, bit) {
                    return Some(question);
                }
            }
            if !reached {
                return Some(self.only_action());
            }
        }
        None
    }

    fn lasso(&self, graph: &StateGraph, behaviour: &Behaviour, again: &Executed) -> Lasso {
        let last = behaviour.states.len() - 1;
        let start = behaviour.loop_start;
        let back = again.nexts[last]
            .iter()
            .find(|next| next.fingerprint == again.fingerprints[start]);
        Lasso {
            loop_start: start,
            fairness: self.kept(graph, behaviour),
            back: back
                .filter(|_| behaviour.states[last] != behaviour.states[start])
                .map(|next| (next.question, next.element)),
            suggestions: self.suggestions(behaviour, again),
        }
    }

    /// How the behaviour satisfies each fairness condition.
    fn kept(&self, graph: &StateGraph, behaviour: &Behaviour) -> Vec<Kept> {
        let Some(observation) = &self.observation else {
            return Vec::new();
        };
        let last = behaviour.states.len() - 1;
        let kept = |fair: &crate::liveness::Fairness| {
            let action = observation.atoms.step(&fair.action);
            let enabled = observation.atoms.state(&fair.enabled);
            for i in behaviour.loop_start..=last {
                let bits = graph.step_classes.get(behaviour.steps[i]);
                if action.is_some_and(|bit| get(bits, bit)) {
                    return Kept::Taken(if i < last {
                        i + 1
                    } else {
                        behaviour.loop_start
                    });
                }
            }
            let disabled = |i: &usize| {
                let class = graph.class(behaviour.states[*i] as usize) as u32;
                let bits = graph.state_classes.get(class);
                enabled.is_some_and(|bit| !get(bits, bit))
            };
            match (behaviour.loop_start..=last).find(disabled) {
                Some(i) if !fair.strong => Kept::Disabled(i),
                _ => Kept::NeverEnabled,
            }
        };
        self.system.temporal().fairness.iter().map(kept).collect()
    }

    /// The actions that can be taken all through the cycle and never are.
    fn suggestions(&self, behaviour: &Behaviour, again: &Executed) -> Vec<usize> {
        let action_of = |next: &Next| match self.system.questions()[next.question].kind {
            QuestionKind::Action { action } => Some(action),
            _ => None,
        };
        let len = behaviour.states.len();
        let mut always: Option<BTreeSet<usize>> = None;
        let mut taken = BTreeSet::new();
        for i in behaviour.loop_start..len {
            let target = again.fingerprints[if i + 1 < len {
                i + 1
            } else {
                behaviour.loop_start
            }];
            let own = again.fingerprints[i];
            let changing = || again.nexts[i].iter().filter(|n| n.fingerprint != own);
            let can: BTreeSet<usize> = changing().filter_map(action_of).collect();
            taken.extend(
                changing()
                    .filter(|n| n.fingerprint == target)
                    .filter_map(action_of),
            );
            always = Some(match always {
                Some(before) => before.intersection(&can).copied().collect(),
                None => can,
            });
        }
        always
            .unwrap_or_default()
            .difference(&taken)
            .copied()
            .collect()
    }
}
