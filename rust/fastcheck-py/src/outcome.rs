//! The verdict of a run, its exit code, and what violations are called.

use fastcheck_engine::{Failure, Finding, Found, Options, Report, StopReason, Verdict};

use crate::describe::Described;
use crate::errors::is_refused;

/// Exit code for what is asked for and does not go together.
const EXIT_CONFIGURATION: i32 = 151;
/// Exit code for what is too large.
const EXIT_TOO_LARGE: i32 = 152;
/// Exit code for failures of the machine or of fastcheck.
pub(crate) const EXIT_SYSTEM: i32 = 153;

/// What happened, apart from refusals, which only say that the run was interrupted.
pub(crate) struct Outcome<'r> {
    pub(crate) verdict: &'static str,
    pub(crate) exit_code: i32,
    pub(crate) stop: Option<StopReason>,
    /// Everything was explored, though not everything may have held.
    pub(crate) complete: bool,
    pub(crate) violations: Vec<&'r Found>,
    pub(crate) errors: Vec<(&'r Found, &'r Failure)>,
}

/// A violation by its kind and name.
pub(crate) struct Violation {
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) message: String,
    pub(crate) exit_code: i32,
}

impl<'r> Outcome<'r> {
    /// Judges a report.
    pub(crate) fn of(model: &impl Described, options: &Options, report: &'r Report) -> Self {
        let refused = |found: &Found| matches!(&found.finding, Finding::Failure(_, failure) if is_refused(failure));
        let found: Vec<&Found> = report
            .found
            .iter()
            .filter(|found| !refused(found))
            .collect();
        let interrupted = found.len() < report.found.len();
        let stop = report
            .stop
            .or(interrupted.then_some(StopReason::Interrupted));
        let (mut violations, mut errors) = (Vec::new(), Vec::new());
        for one in &found {
            match &one.finding {
                Finding::Failure(_, failure) if failure.kind.is_error() => {
                    errors.push((*one, &**failure))
                }
                _ => violations.push(*one),
            }
        }
        let (verdict, exit_code) = match found.first() {
            Some(first) => verdict_of(model, first),
            None if report.verdict == Verdict::Ok && stop.is_none() => ("ok", 0),
            None => ("incomplete", exit_of_stop(stop)),
        };
        // Temporal properties come after everything else was checked on every state.
        let temporal = |found: &&Found| matches!(found.finding, Finding::Liveness(_));
        let whole = report.verdict == Verdict::Ok
            || (options.go_on && errors.is_empty())
            || (!found.is_empty() && found.iter().all(temporal));
        Outcome {
            verdict,
            exit_code,
            stop,
            complete: stop.is_none() && whole,
            violations,
            errors,
        }
    }
}

fn verdict_of(model: &impl Described, found: &Found) -> (&'static str, i32) {
    match &found.finding {
        Finding::Failure(_, failure) if failure.code == "FC0505" => ("error", EXIT_CONFIGURATION),
        Finding::Failure(_, failure) if failure.code == "FC0507" => ("error", EXIT_TOO_LARGE),
        Finding::Failure(_, failure) if failure.code.starts_with("FC05") => ("error", EXIT_SYSTEM),
        Finding::Failure(_, failure) if failure.kind.is_error() => {
            ("error", model.exit_of_error(found))
        }
        _ => ("violation", model.violation(found).exit_code),
    }
}

fn exit_of_stop(stop: Option<StopReason>) -> i32 {
    match stop {
        Some(StopReason::Interrupted) => 130,
        Some(StopReason::Memory) => 152,
        _ => 3,
    }
}

/// The name of a reason to stop, as Python knows it.
pub(crate) fn stop_name(stop: StopReason) -> &'static str {
    match stop {
        StopReason::Stopped => "stopped",
        StopReason::Interrupted => "interrupted",
        StopReason::MaxStates => "max_states",
        StopReason::MaxDepth => "max_depth",
        StopReason::MaxTime => "max_seconds",
        StopReason::Memory => "memory",
        StopReason::ExitRequested => "exit_requested",
    }
}
