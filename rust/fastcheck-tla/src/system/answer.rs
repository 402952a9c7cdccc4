//! [`System`] for [`Specification`]: every question goes to an evaluator.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fastcheck_engine::liveness::Temporal;
use fastcheck_engine::system::{PlainAsk, PredicateId, Replies};
use fastcheck_engine::{Answer, Ask, Failure, Question, QuestionKind, Side, System, Variable};
use fastcheck_values::{Universe, Value};

use super::questions::Asked;
use super::symmetry::Refused;
use super::{Specification, failure};
use crate::eval::{Eval, EvalError, Evaluator, Sink, StateView, code};
use crate::ir::{Expr, ExprId};
use crate::source::Span;

impl System for Specification {
    fn universe(&self) -> &Arc<Universe> {
        &self.shared.universe
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn actions(&self) -> &[String] {
        &self.action_names
    }

    fn questions(&self) -> &[Question] {
        &self.questions
    }

    fn temporal(&self) -> &Temporal {
        &self.temporal
    }

    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>> {
        if self.init.is_empty() {
            return Ok(());
        }
        let sink = &mut |state: &[Value]| {
            if let Some(history) = &self.history {
                history.begin(state);
            }
            sink(state)
        };
        self.at_level(0, false, |e| e.initial(&self.init, sink))
            .map_err(|error| self.failure(&error))
    }

    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask> {
        self.with_evaluator(|evaluator| {
            let answered = asks.into_iter().map(|mut ask| {
                self.enter(evaluator, ask.level, ask.repeat);
                let found = self.recorded(evaluator, &mut ask);
                ask.answer = Some(self.as_answer(found));
                ask
            });
            answered.collect()
        })
    }

    fn select(
        &self,
        predicate: PredicateId,
        elements: &[Value],
    ) -> Result<Vec<bool>, Arc<Failure>> {
        self.with_evaluator(|e| e.select(predicate, elements))
            .map_err(|error| self.failure(&error))
    }

    fn depends(&self, question: usize) -> Option<&[usize]> {
        self.depends[question].as_deref()
    }

    fn accepts_plain(&self) -> bool {
        true
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        self.with_evaluator(|evaluator| {
            for ask in asks {
                self.enter(evaluator, ask.level, ask.repeat);
                let found = self.plain(evaluator, ask, replies);
                if let Some(variable) = evaluator.looked_at() {
                    replies.decided_by(variable);
                }
                replies.answer(self.as_answer(found));
            }
        });
    }

    fn not_a_set(&self, question: usize, _variable: usize, value: Option<Value>) -> Failure {
        let mut error = match value {
            Some(value) => self.with_evaluator(|e| e.not_a_set(value)),
            None => EvalError::new(code::KIND, "a set was expected, but there is no value"),
        };
        if let Asked::Action(instance) = &self.asked[question] {
            error.span = Some(self.range_of(instance.action.expr, instance.location));
        }
        failure::failure(&self.sources, &self.shared.program, &error)
            .as_ref()
            .clone()
    }

    fn has_identity(&self) -> bool {
        self.symmetry.is_some() || self.view.is_some()
    }

    fn identity(&self, state: &[Value]) -> Result<Option<Vec<Value>>, Arc<Failure>> {
        let least = match &self.symmetry {
            Some(symmetry) => symmetry.least(self.values(), state).map_err(refused)?,
            None => state.to_vec(),
        };
        let Some(view) = &self.view else {
            return Ok(Some(least));
        };
        let states = StateView::Plain {
            before: &least,
            after: None,
        };
        let found = self.with_evaluator(|e| e.value(view, states));
        found
            .map(|value| Some(vec![value]))
            .map_err(|error| self.failure(&error))
    }
}

impl Specification {
    /// The place of the set that the quantifier in front of `body` ranges over.
    fn range_of(&self, body: ExprId, otherwise: Span) -> Span {
        let program = &self.shared.program;
        let mut quantifiers = program.exprs.iter().filter_map(|node| match &node.expr {
            Expr::Exists(bounds, inner) if *inner == body => bounds.first(),
            _ => None,
        });
        let set = quantifiers.next().map(|bound| program.node(bound.set).span);
        set.unwrap_or(otherwise)
    }

    fn as_answer(&self, found: Eval<Answer>) -> Answer {
        found.unwrap_or_else(|error| Answer::Failure(self.failure(&error)))
    }

    /// Counts where something is possible; that it is not true here excludes nothing.
    fn witness(&self, index: usize, found: Eval<bool>) -> Eval<Answer> {
        if found? {
            // Relaxed: see the field.
            self.possible[index].seen.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Answer::Truth(true))
    }

    fn recorded(&self, evaluator: &mut Evaluator, ask: &mut Ask) -> Eval<Answer> {
        let view = StateView::Recorded(&mut ask.access);
        let sink = &mut |_: &[Value]| ControlFlow::Continue(());
        let found = self.asked_of(evaluator, ask.question, ask.element, view, sink);
        found.map_err(|error| match error.code {
            code::STOPPED => error,
            _ => self.told_plainly(evaluator, ask, error),
        })
    }

    /// The same error as the evaluation of whole states tells it: there a part of the state that does not suit fails where
    /// it is looked up, here where it is needed.
    fn told_plainly(
        &self,
        evaluator: &mut Evaluator,
        ask: &Ask,
        error: Box<EvalError>,
    ) -> Box<EvalError> {
        if self.questions[ask.question].impure {
            return error;
        }
        let [before, after] =
            [Side::Before, Side::After].map(|side| ask.access.values_unrecorded(side));
        let view = StateView::Plain {
            before: &before,
            after: (!after.is_empty()).then_some(&after[..]),
        };
        self.enter(evaluator, ask.level, true);
        let sink = &mut |_: &[Value]| ControlFlow::Continue(());
        match self.asked_of(evaluator, ask.question, ask.element, view, sink) {
            Err(plain) if (plain.code, plain.kind) == (error.code, error.kind) => plain,
            _ => error,
        }
    }

    fn asked_of<'v>(
        &self,
        evaluator: &'v mut Evaluator,
        question: usize,
        element: Option<Value>,
        view: StateView<'v>,
        sink: Sink<'v>,
    ) -> Eval<Answer> {
        match &self.asked[question] {
            Asked::Truth(formula) => evaluator.holds(formula, view).map(Answer::Truth),
            Asked::Possible(index, formula) => self.witness(*index, evaluator.truth(formula, view)),
            Asked::Action(instance) => {
                let passed = match element {
                    Some(member) => evaluator.successors_over(instance, member, view, sink)?,
                    None => evaluator.successors(&instance.action, view, sink)?,
                };
                Ok(match passed {
                    0 => Answer::Successors,
                    passed => Answer::SuccessorsThrough(passed),
                })
            }
        }
    }

    fn plain(
        &self,
        evaluator: &mut Evaluator,
        ask: &PlainAsk<'_>,
        replies: &mut Replies,
    ) -> Eval<Answer> {
        let kind = self.questions[ask.question].kind;
        let view = StateView::Plain {
            before: ask.before,
            after: ask.after,
        };
        if let Some(history) = &self.history {
            self.show_trace(&history.path(kind, ask.before));
        }
        let sink = &mut |values: &[Value]| {
            if let Some(history) = &self.history {
                history.step(ask.before, values);
            }
            replies.successor(values);
            ControlFlow::Continue(())
        };
        let answer = self.asked_of(evaluator, ask.question, ask.element, view, sink)?;
        let constraint = matches!(
            kind,
            QuestionKind::Constraint | QuestionKind::ActionConstraint
        );
        if let (Some(history), true, Answer::Truth(false)) = (&self.history, constraint, &answer) {
            history.cut(ask.before, ask.after);
        }
        Ok(answer)
    }
}

fn refused(why: Refused) -> Arc<Failure> {
    let text = match why {
        Refused::NoPermutations => "SYMMETRY is not a set of permutations of model values",
        Refused::TooMany => "SYMMETRY generates too many permutations",
        Refused::TooDeep => "a value is nested too deep to be permuted",
    };
    Arc::new(Failure::error("FC1420", text))
}
