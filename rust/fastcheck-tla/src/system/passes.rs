//! Exploring a specification: once, or twice where it has both SYMMETRY and temporal properties.
//!
//! Merging states under a symmetry is unsound for temporal properties (tlaplus/tlaplus#59): a lasso through merged states
//! need not exist, and fairness of one process becomes fairness of any. So safety is checked on the merged states, which
//! gives the counts, and temporal properties on all states. With a VIEW, states that are merged need not have the same
//! future, and all states may be infinitely many: the engine refuses that.

use std::ops::ControlFlow;
use std::sync::Arc;

use fastcheck_engine::liveness::{NOTHING, Temporal};
use fastcheck_engine::system::{PlainAsk, PredicateId, Replies};
use fastcheck_engine::{
    Ask, Failure, Options, Progress, Question, Report, StopToken, System, Variable, Verdict,
    explore,
};
use fastcheck_values::{Universe, Value};

use super::Specification;

impl Specification {
    /// Explores all states and checks all properties.
    #[must_use]
    pub fn explore(&self, options: &Options, stop: &StopToken, progress: &Progress) -> Report {
        let twice = self.symmetry.is_some()
            && self.view.is_none()
            && !self.temporal().properties.is_empty();
        if !twice {
            return explore(self, options, stop, progress);
        }
        let safety = explore(&Pass::merged(self), options, stop, progress);
        if safety.verdict != Verdict::Ok {
            return safety;
        }
        let temporal = explore(&Pass::whole(self), options, stop, &Progress::default());
        joined(safety, temporal)
    }
}

/// The report of both passes: counts of the merged states, and what was found on all of them.
fn joined(safety: Report, temporal: Report) -> Report {
    let mut warnings = safety.warnings;
    warnings.push(format!(
        "temporal properties were checked without SYMMETRY, on {} states: with it they could be answered wrongly",
        temporal.distinct
    ));
    warnings.extend(temporal.warnings);
    Report {
        verdict: temporal.verdict,
        stop: temporal.stop,
        found: temporal.found,
        temporal: temporal.temporal,
        temporal_seconds: temporal.temporal_seconds,
        seconds: safety.seconds + temporal.seconds,
        peak_memory: safety.peak_memory.max(temporal.peak_memory),
        collision_probability: safety
            .collision_probability
            .max(temporal.collision_probability),
        warnings,
        ..safety
    }
}

/// A specification as one of the passes sees it.
struct Pass<'a> {
    specification: &'a Specification,
    merged: bool,
}

impl<'a> Pass<'a> {
    fn merged(specification: &'a Specification) -> Self {
        Pass {
            specification,
            merged: true,
        }
    }

    fn whole(specification: &'a Specification) -> Self {
        Pass {
            specification,
            merged: false,
        }
    }
}

impl System for Pass<'_> {
    fn universe(&self) -> &Arc<Universe> {
        self.specification.universe()
    }

    fn variables(&self) -> &[Variable] {
        self.specification.variables()
    }

    fn actions(&self) -> &[String] {
        self.specification.actions()
    }

    fn questions(&self) -> &[Question] {
        self.specification.questions()
    }

    fn temporal(&self) -> &Temporal {
        match self.merged {
            true => &NOTHING,
            false => self.specification.temporal(),
        }
    }

    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>> {
        self.specification.initial(sink)
    }

    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask> {
        self.specification.answer(asks)
    }

    fn select(
        &self,
        predicate: PredicateId,
        elements: &[Value],
    ) -> Result<Vec<bool>, Arc<Failure>> {
        self.specification.select(predicate, elements)
    }

    fn accepts_plain(&self) -> bool {
        self.specification.accepts_plain()
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        self.specification.answer_plain(asks, replies);
    }

    fn has_identity(&self) -> bool {
        self.merged
    }

    fn identity(&self, state: &[Value]) -> Result<Option<Vec<Value>>, Arc<Failure>> {
        match self.merged {
            true => self.specification.identity(state),
            false => Ok(None),
        }
    }
}
