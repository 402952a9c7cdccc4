//! [`System`] for [`Specification`]: every question goes to an evaluator.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fastcheck_engine::liveness::Temporal;
use fastcheck_engine::system::{PlainAsk, PredicateId, Replies};
use fastcheck_engine::{Answer, Ask, Failure, Question, System, Variable};
use fastcheck_values::{Universe, Value};

use super::Specification;
use super::questions::Asked;
use super::symmetry::Refused;
use crate::eval::{Eval, Evaluator, StateView};

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

    fn accepts_plain(&self) -> bool {
        true
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        self.with_evaluator(|evaluator| {
            for ask in asks {
                self.enter(evaluator, ask.level, ask.repeat);
                let found = self.plain(evaluator, ask, replies);
                replies.answer(self.as_answer(found));
            }
        });
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
    fn as_answer(&self, found: Eval<Answer>) -> Answer {
        found.unwrap_or_else(|error| Answer::Failure(self.failure(&error)))
    }

    /// Remembers that something is possible; that it is not true here is no violation.
    fn witness(&self, index: usize, found: Eval<bool>) -> Eval<Answer> {
        if found? {
            // Relaxed: see the field.
            self.possible[index].seen.store(true, Ordering::Relaxed);
        }
        Ok(Answer::Truth(true))
    }

    fn recorded(&self, evaluator: &mut Evaluator, ask: &mut Ask) -> Eval<Answer> {
        let view = StateView::Recorded(&mut ask.access);
        match &self.asked[ask.question] {
            Asked::Truth(formula) => evaluator.holds(formula, view).map(Answer::Truth),
            Asked::Possible(index, formula) => self.witness(*index, evaluator.truth(formula, view)),
            Asked::Action(instance) => {
                let sink = &mut |_: &[Value]| ControlFlow::Continue(());
                match ask.element {
                    Some(member) => evaluator.successors_over(instance, member, view, sink)?,
                    None => evaluator.successors(&instance.action, view, sink)?,
                }
                Ok(Answer::Successors)
            }
        }
    }

    fn plain(
        &self,
        evaluator: &mut Evaluator,
        ask: &PlainAsk<'_>,
        replies: &mut Replies,
    ) -> Eval<Answer> {
        let view = StateView::Plain {
            before: ask.before,
            after: ask.after,
        };
        match &self.asked[ask.question] {
            Asked::Truth(formula) => evaluator.holds(formula, view).map(Answer::Truth),
            Asked::Possible(index, formula) => self.witness(*index, evaluator.truth(formula, view)),
            Asked::Action(instance) => {
                let sink = &mut |values: &[Value]| {
                    replies.successor(values);
                    ControlFlow::Continue(())
                };
                match ask.element {
                    Some(member) => evaluator.successors_over(instance, member, view, sink)?,
                    None => evaluator.successors(&instance.action, view, sink)?,
                }
                Ok(Answer::Successors)
            }
        }
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
