//! Counterexamples: the path to an event is executed again by the evaluator, step by step, before it is shown.

use std::sync::Arc;

use fastcheck_tables::Fingerprint;
use fastcheck_values::{Shape, Value};

use super::evaluate::impure;
use super::event::{Event, EventKind, Problem, Subject};
use super::sample::filled;
use super::{Explorer, Noted};
use crate::access::{Access, Write};
use crate::knowledge::Deltas;
use crate::report::{Finding, Found, TraceState};
use crate::system::{Answer, Ask, Failure, System};

/// A path that could not be walked again, and how far it was walked.
struct Lost {
    at: Option<usize>,
    trace: Vec<TraceState>,
}

/// A state on the path: its row and what is shown of it.
struct Walked {
    rows: Vec<Vec<u32>>,
    trace: Vec<TraceState>,
}

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    /// The finding of an event, with its trace.
    pub(super) fn found(&self, noted: &Noted<F>) -> Option<Found> {
        let EventKind::Problem(problem) = &noted.event.kind else {
            return None;
        };
        let numbers = self.numbers(noted);
        let found = match self.walk(&numbers, &noted.event) {
            Ok(walked) if self.shows(problem, &walked) => Found {
                finding: Self::finding(problem.clone(), self.system),
                trace: walked.trace,
                lasso: None,
            },
            Ok(walked) => self.not_reproduced(problem_question(problem), walked.trace),
            Err(lost) => self.not_reproduced(lost.at.or(problem_question(problem)), lost.trace),
        };
        Some(found)
    }

    pub(super) fn not_reproduced(&self, question: Option<usize>, trace: Vec<TraceState>) -> Found {
        let failure = match question {
            Some(question) => impure(self.system, question),
            None => Arc::new(Failure::error(
                "FC0401",
                "evaluated again, the first states are not what they were: the model is not a function of its state",
            )),
        };
        Found {
            finding: Finding::Failure(question, failure),
            trace,
            lasso: None,
        }
    }

    /// The numbers of the steps from an initial state to the event's state: the initial state's own, then successors'.
    fn numbers(&self, noted: &Noted<F>) -> Vec<u32> {
        let mut numbers = Vec::new();
        let mut rank = (noted.event.key >> 32) as u32;
        if let (Subject::Successor(_), Some(_)) | (_, None) = (&noted.event.subject, noted.level) {
            numbers.push(noted.event.key as u32);
        }
        let Some(level) = noted.level else {
            return numbers;
        };
        for level in (0..=level).rev() {
            let step = self.paths.step(level, rank);
            numbers.push(if level == 0 {
                step
            } else {
                self.agenda.number_of_step(step)
            });
            rank = self.paths.parent(level, rank);
        }
        numbers.reverse();
        numbers
    }

    fn walk(&self, numbers: &[u32], event: &Event<F>) -> Result<Walked, Lost> {
        let lost = |at, trace| Lost { at, trace };
        let universe = &self.shared.universe;
        let states = self.system.initial().map_err(|_| lost(None, Vec::new()))?;
        let first = states
            .get(numbers[0] as usize)
            .ok_or_else(|| lost(None, Vec::new()))?;
        let row = self.shared.write().encode(universe, first);
        let mut walked = Walked {
            rows: vec![row],
            trace: Vec::new(),
        };
        walked.trace.push(TraceState {
            values: first.clone(),
            question: None,
            element: None,
        });
        for number in &numbers[1..] {
            let (position, index) = self.agenda.split(*number);
            let question = self.agenda.actions[position];
            let row = &walked.rows[walked.rows.len() - 1];
            match self.step(row, question, index) {
                Some((row, element)) => {
                    let values = self.values(&row);
                    walked.trace.push(TraceState {
                        values,
                        question: Some(question),
                        element,
                    });
                    walked.rows.push(row);
                }
                None => return Err(lost(Some(question), walked.trace)),
            }
        }
        let reached = self
            .shared
            .read()
            .fingerprint(&walked.rows[walked.rows.len() - 1]);
        match event.subject {
            Subject::Successor(expected) if F::from_u128(reached) != expected => Err(lost(
                walked.trace.last().and_then(|s| s.question),
                walked.trace,
            )),
            _ => Ok(walked),
        }
    }

    fn values(&self, row: &[u32]) -> Vec<Value> {
        let knowledge = self.shared.read();
        (0..self.names.len())
            .filter_map(|v| knowledge.variable(&self.shared.universe, v, row))
            .collect()
    }

    /// Executes the `index`-th successor of a question in a state.
    fn step(&self, row: &[u32], question: usize, index: u32) -> Option<(Vec<u32>, Option<Value>)> {
        let mut index = index as usize;
        for element in self.elements(row, question) {
            let ask = self.evaluate(question, element, [row, &[]])?;
            if ask.answer != Some(Answer::Successors) {
                return None;
            }
            let Some(writes) = ask.access.successors.get(index) else {
                index -= ask.access.successors.len();
                continue;
            };
            return Some((self.apply(row, writes)?, element));
        }
        None
    }

    /// A state's successor by what an evaluator wrote.
    pub(super) fn apply(&self, row: &[u32], writes: &[Write]) -> Option<Vec<u32>> {
        let mut knowledge = self.shared.write();
        let ops = knowledge.ops_of(&self.shared.universe, writes).ok()?;
        let mut deltas = Deltas::default();
        deltas.push(&ops);
        let mut next = row.to_vec();
        next.resize(knowledge.width(), 0);
        filled(&mut knowledge, &self.shared.universe, &deltas, 0, &next);
        deltas.apply(0, &knowledge, &mut next);
        next.resize(knowledge.width(), 0);
        Some(next)
    }

    /// What a question ranges over in a state: members in canonical order, or nothing once.
    pub(super) fn elements(&self, row: &[u32], question: usize) -> Vec<Option<Value>> {
        let Some(variable) = self.system.questions()[question].over else {
            return vec![None];
        };
        let universe = &self.shared.universe;
        let value = self.shared.read().variable(universe, variable, row);
        match value.map(|v| universe.shape(v)) {
            Some(Shape::Set(members)) => members.iter().map(|m| Some(*m)).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn evaluate(
        &self,
        question: usize,
        element: Option<Value>,
        rows: [&[u32]; 2],
    ) -> Option<Ask> {
        let access = Access::new(self.shared.clone(), rows[0].into(), rows[1].into());
        let ask = Ask {
            question,
            element,
            access,
            answer: None,
        };
        self.system
            .answer(vec![ask])
            .pop()
            .filter(|ask| ask.access.misfits.is_empty())
    }

    /// Whether the evaluator sees the problem at the end of the path.
    fn shows(&self, problem: &Problem, walked: &Walked) -> bool {
        let last = &walked.rows[walked.rows.len() - 1];
        let rows: [&[u32]; 2] = match problem_question(problem) {
            Some(q) if self.agenda.step_properties.contains(&q) && walked.rows.len() > 1 => {
                [&walked.rows[walked.rows.len() - 2], last]
            }
            _ => [last, &[]],
        };
        let answers = |question: usize| -> Vec<Option<Answer>> {
            let elements = self.elements(rows[0], question).into_iter();
            elements
                .map(|element| {
                    self.evaluate(question, element, rows)
                        .and_then(|ask| ask.answer)
                })
                .collect()
        };
        match problem {
            Problem::False(question) => answers(*question) == [Some(Answer::Truth(false))],
            // What fails differently each time is still shown as what it was.
            Problem::Failure(_, failure)
                if failure.code == "FC0401" || failure.code.starts_with("FC050") =>
            {
                true
            }
            Problem::Failure(question, _) => answers(*question)
                .iter()
                .any(|a| matches!(a, Some(Answer::Failure(_)) | None)),
            Problem::Deadlock => {
                let stuck = |q: &usize| {
                    self.elements(last, *q).into_iter().all(|element| {
                        self.evaluate(*q, element, rows).is_some_and(|ask| {
                            ask.answer == Some(Answer::Successors)
                                && ask.access.successors.is_empty()
                        })
                    })
                };
                let alive = |q: &usize| answers(*q) == [Some(Answer::Truth(true))];
                self.agenda.actions.iter().all(stuck) && !self.agenda.terminals.iter().any(alive)
            }
        }
    }
}

fn problem_question(problem: &Problem) -> Option<usize> {
    match problem {
        Problem::False(question) | Problem::Failure(question, _) => Some(*question),
        Problem::Deadlock => None,
    }
}
