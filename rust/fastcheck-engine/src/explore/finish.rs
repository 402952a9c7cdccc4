//! From what a run gathered to its report.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fastcheck_tables::Fingerprint;

use super::Explorer;
use super::level::panicked;
use super::record::transitions;
use crate::report::{Checked, Finding, Found, Report, Verdict};
use crate::system::System;

impl<'a, S: System, F: Fingerprint> Explorer<'a, S, F> {
    pub(super) fn finish(mut self) -> Report {
        self.gather_learning();
        // While a level runs, its successors count: the last level has none.
        self.progress
            .depth
            .store(self.depth as u32, Ordering::Relaxed);
        let seconds = self.started.elapsed().as_secs_f64();
        let mut found: Vec<Found> = Vec::new();
        for noted in &self.noted {
            match catch_unwind(AssertUnwindSafe(|| self.found(noted))) {
                Ok(shown) => found.extend(shown),
                Err(panic) => {
                    let finding = Finding::Failure(None, panicked(&*panic));
                    found.push(Found {
                        finding,
                        trace: Vec::new(),
                        lasso: None,
                    });
                }
            }
        }
        let complete = found.is_empty() && self.failure.is_none() && self.stop.reason().is_none();
        if complete && !self.agenda.impure {
            match catch_unwind(AssertUnwindSafe(|| self.changed())) {
                // Asked to stop meanwhile: the evaluator's silence says nothing.
                _ if self.stop.reason().is_some() => {}
                Ok(None) => {}
                Ok(Some(question)) => found.push(self.not_reproduced(question, Vec::new())),
                Err(panic) => self.failure = Some(panicked(&*panic)),
            }
        }
        let (states, recorded) = self.recorder.take();
        let mut temporal = vec![Checked::Undecided; self.system.temporal().properties.len()];
        // Not after something that could not be told, nor after a violation that ended the exploration.
        let goes_on = |f: &Found| self.options.go_on && !matches!(f.finding, Finding::Failure(..));
        if let Some(graph) = &recorded
            && !temporal.is_empty()
            && self.failure.is_none()
            && found.iter().all(goes_on)
        {
            let complete = self.stop.reason().is_none();
            match catch_unwind(AssertUnwindSafe(|| self.check_temporal(graph, complete))) {
                Ok((checked, more)) => {
                    temporal = checked;
                    found.extend(more);
                }
                Err(panic) => self.failure = Some(panicked(&*panic)),
            }
        }
        if let Some(failure) = self.failure.take() {
            found.push(Found {
                finding: Finding::Failure(None, failure),
                trace: Vec::new(),
                lasso: None,
            });
        }
        // With several findings an evaluation error outweighs violations: something was not checked.
        found.sort_by_key(|f| !is_error(&f.finding));
        let verdict = match (found.first(), self.stop.reason()) {
            (Some(first), _) if is_error(&first.finding) => Verdict::Error,
            (Some(_), _) => Verdict::Violation,
            (None, Some(_)) => Verdict::Incomplete,
            // Whatever was found or not: ok means that every temporal property was decided, too.
            (None, None) if temporal.iter().any(|checked| *checked != Checked::Holds) => {
                let text = "a temporal property was not decided";
                let failure = Arc::new(crate::system::Failure::error("FC0503", text));
                found.push(Found {
                    finding: Finding::Failure(None, failure),
                    trace: Vec::new(),
                    lasso: None,
                });
                Verdict::Error
            }
            (None, None) => Verdict::Ok,
        };
        self.warn_never_enabled(verdict);
        let recorded = recorded.map(Arc::new);
        let graph = recorded
            .as_ref()
            .filter(|_| self.options.record_graph)
            .map(|graph| transitions(graph));
        Report {
            verdict,
            stop: self.stop.reason(),
            found,
            generated: self.generated,
            distinct: self.distinct,
            left: self.left,
            depth: self.depth,
            digest: self.digest,
            collision_probability: collision_probability(self.distinct, F::BITS),
            seconds,
            peak_memory: self.budget.peak(),
            actions: self.actions,
            learning: self.learning,
            temporal,
            temporal_seconds: self.temporal_seconds,
            warnings: self.warnings,
            states,
            graph,
            recorded: recorded.filter(|_| !self.system.temporal().kept.is_empty()),
        }
    }

    fn warn_never_enabled(&mut self, verdict: Verdict) {
        if verdict != Verdict::Ok || self.distinct == 0 {
            return;
        }
        for (name, count) in self.system.actions().iter().zip(&self.actions) {
            if count.generated == 0 {
                self.warnings
                    .push(format!("action {name} was never enabled"));
            }
        }
    }
}

fn is_error(finding: &Finding) -> bool {
    matches!(finding, Finding::Failure(_, failure) if failure.kind.is_error())
}

/// The expected number of pairs of distinct states with equal fingerprints, an upper bound of the probability that any
/// state was lost: n (n - 1) / 2 pairs, each with probability 2^-bits.
fn collision_probability(distinct: u64, bits: u32) -> f64 {
    let n = distinct as f64;
    (n * (n - 1.0).max(0.0) / 2.0) * (-f64::from(bits)).exp2()
}
