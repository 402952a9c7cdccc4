//! The verdict of a run, its exit code, and what violations are called.

use fastcheck_engine::{
    Failure, FailureKind, Finding, Found, Options, Report, StopReason, Verdict,
};

use crate::errors::is_refused;
use crate::run::{Asked, Run};

/// Exit code for failures of the machine or of fastcheck.
const EXIT_SYSTEM: i32 = 153;

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
    pub(crate) fn of(run: &Run, options: &Options, report: &'r Report) -> Self {
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
                Finding::Failure(_, failure) if failure.kind == FailureKind::Error => {
                    errors.push((*one, &**failure))
                }
                _ => violations.push(*one),
            }
        }
        let (verdict, exit_code) = match found.first() {
            Some(first) => verdict_of(run, first),
            None if report.verdict == Verdict::Ok && stop.is_none() => ("ok", 0),
            None => ("incomplete", exit_of_stop(stop)),
        };
        let whole = report.verdict == Verdict::Ok || (options.go_on && errors.is_empty());
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

fn verdict_of(run: &Run, found: &Found) -> (&'static str, i32) {
    match &found.finding {
        Finding::Failure(question, failure) if failure.kind == FailureKind::Error => (
            "error",
            exit_of_error(
                question.and_then(|question| run.asked.get(question)),
                failure,
            ),
        ),
        _ => ("violation", violation(run, found).exit_code),
    }
}

fn exit_of_error(asked: Option<&Asked>, failure: &Failure) -> i32 {
    match asked {
        _ if failure.code.starts_with("FC05") => EXIT_SYSTEM,
        Some(asked) if !asked.is_action() => 76,
        _ => 75,
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
    }
}

/// What kind of violation a finding is.
pub(crate) fn violation(run: &Run, found: &Found) -> Violation {
    let name = |question: usize| {
        run.asked
            .get(question)
            .map_or_else(String::new, |asked| asked.name.clone())
    };
    let new = |kind, name, message, exit_code| Violation {
        kind,
        name,
        message,
        exit_code,
    };
    match &found.finding {
        Finding::Invariant(question) => {
            let name = name(*question);
            let message = format!("invariant {name} is violated");
            new("invariant", name, message, 12)
        }
        Finding::StepProperty(question) => {
            let name = name(*question);
            let message = format!("step property {name} is violated");
            new("action_property", name, message, 13)
        }
        Finding::Deadlock => new(
            "deadlock",
            "deadlock".to_owned(),
            "a state without successors that is not terminal".to_owned(),
            11,
        ),
        Finding::Liveness(property) => {
            let name = format!("temporal property {}", property + 1);
            let message = format!("{name} is violated");
            new("liveness", name, message, 13)
        }
        Finding::Failure(question, failure) => match failure.kind {
            FailureKind::Type => {
                let name = format!(
                    "type of {}",
                    failure.detail.as_deref().unwrap_or("a variable")
                );
                new("invariant", name, failure.message.clone(), 12)
            }
            _ => new(
                "assertion",
                question.map_or_else(|| "init".to_owned(), name),
                failure.message.clone(),
                14,
            ),
        },
    }
}
