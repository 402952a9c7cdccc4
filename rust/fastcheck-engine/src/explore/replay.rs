//! Counterexamples: the path to an event is executed again by the evaluator, step by step, before it is shown.

use std::ops::ControlFlow;
use std::sync::Arc;

use fastcheck_tables::Fingerprint;
use fastcheck_values::Value;

use super::evaluate::impure;
use super::event::{Event, EventKind, Problem, Subject};
use super::{Explorer, Noted};
use crate::report::{Finding, Found, TraceState};
use crate::system::{Answer, Failure, QuestionKind, System};

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
        let first = self
            .initial_state(numbers[0])
            .ok_or_else(|| lost(None, Vec::new()))?;
        let row = self.shared.write().encode(universe, &first);
        let mut walked = Walked {
            rows: vec![row],
            trace: Vec::new(),
        };
        walked.trace.push(TraceState {
            values: first,
            question: None,
            element: None,
        });
        for number in &numbers[1..] {
            let (position, index) = self.agenda.split(*number);
            let question = self.agenda.actions[position];
            let row = &walked.rows[walked.rows.len() - 1];
            match self.step(row, question, index, walked.rows.len() as u32) {
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
        let reached = self.fingerprint(&walked.rows[walked.rows.len() - 1]);
        match event.subject {
            Subject::Successor(expected) if F::from_u128(reached) != expected => Err(lost(
                walked.trace.last().and_then(|s| s.question),
                walked.trace,
            )),
            _ => Ok(walked),
        }
    }

    /// Executes the `index`-th successor of a question in a state.
    fn step(
        &self,
        row: &[u32],
        question: usize,
        index: u32,
        level: u32,
    ) -> Option<(Vec<u32>, Option<Value>)> {
        let mut index = index as usize;
        for element in self.elements(row, question) {
            let mut again = self.evaluate(question, element, [row, &[]], level)?;
            if index < again.successors.len() {
                return Some((again.successors.swap_remove(index), element));
            }
            if !again.answer.is_successors() {
                return None;
            }
            index -= again.successors.len();
        }
        None
    }

    /// An initial state by its number.
    fn initial_state(&self, number: u32) -> Option<Vec<Value>> {
        let mut left = number;
        let mut found = None;
        let mut take = |state: &[Value]| {
            if left == 0 {
                found = Some(state.to_vec());
                return ControlFlow::Break(());
            }
            left -= 1;
            ControlFlow::Continue(())
        };
        // A failure behind the state that is wanted does not matter.
        let _ = self.system.initial(&mut take);
        found
    }

    /// Whether the evaluator sees the problem at the end of the path.
    fn shows(&self, problem: &Problem, walked: &Walked) -> bool {
        let states = walked.rows.len();
        let last = &walked.rows[states - 1];
        let is_step = problem_question(problem).is_some_and(|q| {
            let kind = self.system.questions()[q].kind;
            matches!(
                kind,
                QuestionKind::StepProperty
                    | QuestionKind::ActionConstraint
                    | QuestionKind::StepPredicate
            )
        });
        let (rows, level): ([&[u32]; 2], usize) = if is_step && states > 1 {
            ([&walked.rows[states - 2], last], states - 1)
        } else {
            ([last, &[]], states)
        };
        let again = |question: usize| {
            let elements = self.elements(rows[0], question).into_iter();
            elements.map(move |element| self.evaluate(question, element, rows, level as u32))
        };
        let answers = |question: usize| -> Vec<Option<Answer>> {
            again(question).map(|again| Some(again?.answer)).collect()
        };
        match problem {
            Problem::False(question) => answers(*question) == [Some(Answer::Truth(false))],
            Problem::Failure(None, _) => true,
            // What fails differently each time is still shown as what it was.
            Problem::Failure(_, failure)
                if failure.code == "FC0401" || failure.code.starts_with("FC050") =>
            {
                true
            }
            // That what it ranges over is no set is told without asking it.
            Problem::Failure(Some(question), _) if self.ranges_over_no_set(last, *question) => true,
            Problem::Failure(Some(question), _) => answers(*question)
                .iter()
                .any(|a| matches!(a, Some(Answer::Failure(_)) | None)),
            Problem::Deadlock => {
                let none = |again: Option<super::again::Again>| {
                    again.is_some_and(|again| {
                        again.answer.is_successors() && again.successors.is_empty()
                    })
                };
                let alive = |q: &usize| answers(*q) == [Some(Answer::Truth(true))];
                let mut actions = self.agenda.actions.iter();
                actions.all(|q| again(*q).all(none)) && !self.agenda.terminals.iter().any(alive)
            }
        }
    }
}

fn problem_question(problem: &Problem) -> Option<usize> {
    match problem {
        Problem::False(question) => Some(*question),
        Problem::Failure(question, _) => *question,
        Problem::Deadlock => None,
    }
}
