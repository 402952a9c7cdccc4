//! Temporal properties that a beginning of a behaviour decides.
//!
//! A behaviour that violates a property goes on for ever. But where its first states exclude the property however it goes
//! on, and no fairness has a say in that, they are the counterexample, as in TLC. A formula is followed from state to state:
//! what it comes to is what must hold of the rest, and where that is false, nothing can save it.

use fastcheck_engine::liveness::{Formula, StateAtom};
use fastcheck_engine::report::TraceState;
use fastcheck_engine::{Finding, Found, Report, System};
use fastcheck_values::Value;

use super::Specification;
use super::questions::Asked;
use crate::eval::StateView;

/// A formula that has grown larger is not followed further.
const LARGEST: usize = 2_000;

impl Specification {
    /// Cuts counterexamples off behind the state that decides their property.
    pub(super) fn cut_refuted(&self, mut report: Report) -> Report {
        if self.temporal().fairness.is_empty() {
            for found in &mut report.found {
                self.cut(found);
            }
        }
        report
    }

    fn cut(&self, found: &mut Found) {
        let (Finding::Liveness(property), Some(lasso)) = (&found.finding, &found.lasso) else {
            return;
        };
        let Some(property) = self.temporal().properties.get(*property) else {
            return;
        };
        // The way around the cycle once more: what follows is nothing new.
        let mut around = found.trace[lasso.loop_start..].to_vec();
        if let Some(first) = around.first_mut() {
            (first.question, first.element) = match lasso.back {
                Some((question, element)) => (Some(question), element),
                None => (None, None),
            };
        }
        let stutters = lasso.back.is_none();
        let mut trace = found.trace.clone();
        trace.extend(around.into_iter().filter(|_| !stutters));
        if let Some(states) = self.deciding(&property.formula, &trace) {
            trace.truncate(states);
            found.trace = trace;
            found.lasso = None;
        }
    }

    /// How many of the states decide that a formula is false.
    fn deciding(&self, formula: &Formula, trace: &[TraceState]) -> Option<usize> {
        let mut rest = formula.clone();
        for (number, state) in trace.iter().enumerate() {
            rest = self.follow(&rest, number as u32 + 1, &state.values)?;
            if rest == Formula::Constant(false) {
                return Some(number + 1);
            }
            if size(&rest) > LARGEST {
                return None;
            }
        }
        None
    }

    /// What must hold of the rest of a behaviour that begins with this state. `None` where that is not told by the state.
    fn follow(&self, formula: &Formula, level: u32, state: &[Value]) -> Option<Formula> {
        let each = |parts: &[Formula]| -> Option<Vec<Formula>> {
            let followed = parts.iter().map(|part| self.follow(part, level, state));
            followed.collect()
        };
        let one = |part: &Formula| self.follow(part, level, state);
        Some(match formula {
            Formula::Constant(truth) => Formula::Constant(*truth),
            Formula::State(StateAtom::Question(question)) => {
                Formula::Constant(self.answer_of(*question, level, state)?)
            }
            Formula::State(StateAtom::CanTake(_)) | Formula::Step(_) => return None,
            Formula::Not(inner) => not(one(inner)?),
            Formula::And(parts) => joined(each(parts)?, false),
            Formula::Or(parts) => joined(each(parts)?, true),
            Formula::Implies(from, to) => joined(vec![not(one(from)?), one(to)?], true),
            Formula::Equiv(a, b) => {
                let (a, b) = (one(a)?, one(b)?);
                let both = joined(vec![a.clone(), b.clone()], false);
                let neither = joined(vec![not(a), not(b)], false);
                joined(vec![both, neither], true)
            }
            Formula::Always(inner) => joined(vec![one(inner)?, formula.clone()], false),
            Formula::Eventually(inner) => joined(vec![one(inner)?, formula.clone()], true),
            Formula::LeadsTo(from, to) => {
                let answered = joined(vec![one(to)?, (**to).clone().eventually()], true);
                let now = joined(vec![not(one(from)?), answered], true);
                joined(vec![now, formula.clone()], false)
            }
            Formula::Until(hold, end) => {
                let later = joined(vec![one(hold)?, formula.clone()], false);
                joined(vec![one(end)?, later], true)
            }
        })
    }

    fn answer_of(&self, question: usize, level: u32, state: &[Value]) -> Option<bool> {
        let Asked::Truth(conjunct) = &self.asked[question] else {
            return None;
        };
        let view = StateView::Plain {
            before: state,
            after: None,
        };
        self.at_level(level, true, |e| e.holds(conjunct, view)).ok()
    }
}

fn not(formula: Formula) -> Formula {
    match formula {
        Formula::Constant(truth) => Formula::Constant(!truth),
        Formula::Not(inner) => *inner,
        other => other.negate(),
    }
}

/// A disjunction (`or`) or conjunction, without what does not count, and each part once.
fn joined(parts: Vec<Formula>, or: bool) -> Formula {
    let mut kept: Vec<Formula> = Vec::new();
    for part in parts {
        match part {
            Formula::Constant(truth) if truth == or => return Formula::Constant(or),
            Formula::Constant(_) => {}
            Formula::Or(inner) if or => inner.into_iter().for_each(|p| add(&mut kept, p)),
            Formula::And(inner) if !or => inner.into_iter().for_each(|p| add(&mut kept, p)),
            other => add(&mut kept, other),
        }
    }
    match (kept.len(), or) {
        (0, _) => Formula::Constant(!or),
        (1, _) => kept.remove(0),
        (_, true) => Formula::Or(kept),
        (_, false) => Formula::And(kept),
    }
}

fn add(parts: &mut Vec<Formula>, part: Formula) {
    if !parts.contains(&part) {
        parts.push(part);
    }
}

fn size(formula: &Formula) -> usize {
    1 + match formula {
        Formula::Constant(_) | Formula::State(_) | Formula::Step(_) => 0,
        Formula::Not(a) | Formula::Always(a) | Formula::Eventually(a) => size(a),
        Formula::And(parts) | Formula::Or(parts) => parts.iter().map(size).sum(),
        Formula::Implies(a, b)
        | Formula::Equiv(a, b)
        | Formula::LeadsTo(a, b)
        | Formula::Until(a, b) => size(a) + size(b),
    }
}
