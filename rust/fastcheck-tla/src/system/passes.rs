//! Exploring a specification: once, or twice where it has temporal properties and SYMMETRY or a VIEW.
//!
//! Merging states is unsound for temporal properties (tlaplus/tlaplus#59): a lasso through merged states need not exist, and
//! fairness of one process becomes fairness of any. So safety is checked on the merged states, which gives the counts, and
//! temporal properties on all states.
//!
//! Without the VIEW there may be infinitely many states. So they are looked at in growing parts, each the states found first:
//! a violation found in a part is one, whatever lies beyond; that there is none is said only when there is no beyond.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use fastcheck_engine::liveness::{NOTHING, Temporal};
use fastcheck_engine::system::{PlainAsk, PredicateId, Replies};
use fastcheck_engine::{
    Ask, Failure, Options, Progress, Question, Report, StopReason, StopToken, System, Variable,
    Verdict, explore,
};
use fastcheck_values::{Universe, Value};

use super::Specification;

/// The first part of the states without the VIEW has so many, or twice as many as there are with it.
const FIRST_PART: u64 = 20_000;
/// How much larger each part is than the one before.
const GROWTH: u64 = 4;

impl Specification {
    /// Explores all states and checks all properties.
    #[must_use]
    pub fn explore(&self, options: &Options, stop: &Arc<StopToken>, progress: &Progress) -> Report {
        if self.temporal().properties.is_empty() || !self.has_identity() {
            return self.cut_refuted(explore(self, options, stop, progress));
        }
        let started = Instant::now();
        let safety = explore(&Pass::merged(self), options, stop, progress);
        if safety.verdict != Verdict::Ok {
            return safety;
        }
        let options = Options {
            max_time: options
                .max_time
                .map(|t| t.saturating_sub(started.elapsed())),
            ..options.clone()
        };
        let (temporal, merged_by) = match &self.view {
            Some(_) => (self.in_parts(&options, stop, safety.distinct), "VIEW"),
            None => {
                let pass = Pass::whole(self);
                (
                    explore(&pass, &options, stop, &Progress::default()),
                    "SYMMETRY",
                )
            }
        };
        joined(safety, self.cut_refuted(temporal), merged_by)
    }

    /// Checks the temporal properties on larger and larger parts of all states, until something is found or there are no
    /// more.
    fn in_parts(&self, options: &Options, stop: &Arc<StopToken>, merged: u64) -> Report {
        let started = Instant::now();
        let mut part = FIRST_PART.max(merged.saturating_mul(2));
        loop {
            let bound = options.max_states.map_or(part, |max| max.min(part));
            let options = Options {
                max_states: Some(bound),
                max_time: options
                    .max_time
                    .map(|t| t.saturating_sub(started.elapsed())),
                ..options.clone()
            };
            // What bounds a part stops nothing else.
            let stop = StopToken::below(stop.clone());
            let report = explore(&Pass::whole(self), &options, &stop, &Progress::default());
            let cut =
                report.verdict == Verdict::Incomplete && report.stop == Some(StopReason::MaxStates);
            if !cut || bound < part {
                return report;
            }
            part = part.saturating_mul(GROWTH);
        }
    }
}

/// The report of both passes: counts of the merged states, and what was found on all of them.
fn joined(safety: Report, temporal: Report, merged_by: &str) -> Report {
    let mut warnings = safety.warnings;
    let states = match temporal.verdict {
        Verdict::Incomplete => format!(
            "the first {} states, beyond which there are more",
            temporal.distinct
        ),
        _ => format!("{} states", temporal.distinct),
    };
    warnings.push(format!(
        "temporal properties were checked without {merged_by}, on {states}: with it they could be answered wrongly"
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

    fn depends(&self, question: usize) -> Option<&[usize]> {
        self.specification.depends(question)
    }

    fn accepts_plain(&self) -> bool {
        self.specification.accepts_plain()
    }

    fn answer_plain(&self, asks: &[PlainAsk<'_>], replies: &mut Replies) {
        self.specification.answer_plain(asks, replies);
    }

    fn not_a_set(&self, question: usize, variable: usize, value: Option<Value>) -> Failure {
        self.specification.not_a_set(question, variable, value)
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
