//! What the thread of a run does: load, decide the assumptions, decide the postconditions.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::SyncSender;

use fastcheck_engine::{
    Failure, Options, Progress, QuestionKind, Report, StopReason, StopToken, System, Verdict,
};
use fastcheck_tla::codes;
use fastcheck_tla::diag::{Diagnostic, Severity};
use fastcheck_tla::source::Sources;
use fastcheck_tla::system::{self, LoadFailure, Specification, Unmet};

use super::counterexample::counterexample;
use super::diagnostics::modules;
use super::loader::{self, Files};
use super::request::Request;
use super::supervise::Event;

/// Bytes of stack that an evaluation may use: threads of the engine have more.
const STACK: usize = 1_500_000;
/// Exit code of a specification that is not right.
const EXIT_SPECIFICATION: i32 = 150;
/// Exit code of a configuration that is not right.
const EXIT_CONFIGURATION: i32 = 151;
/// The code of a specification without a next-state relation.
const NO_STEPS: &str = "FC1422";
/// Exit code of what cannot be evaluated.
const EXIT_EVALUATION: i32 = 75;
/// How the codes of [`fastcheck_tla::eval::code`] begin.
const EVALUATION: &str = "FC14";
/// Exit code of an invariant that cannot be evaluated.
const EXIT_INVARIANT: i32 = 76;
/// Exit code of temporal properties that cannot be checked.
const EXIT_TEMPORAL: i32 = 77;

/// What is to be done.
pub(crate) struct Plan {
    pub(crate) request: Request,
    pub(crate) options: Options,
    /// Whether deadlocks are violations, where that was said.
    pub(crate) deadlock: Option<bool>,
    pub(crate) stop: Arc<StopToken>,
    /// Ends a long evaluation.
    pub(crate) interrupt: Arc<AtomicBool>,
}

/// A specification that is not checked.
pub(crate) struct Refused {
    pub(crate) exit_code: i32,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) sources: Sources,
}

/// A specification that was checked.
pub(crate) struct Finished {
    pub(crate) specification: Specification,
    pub(crate) options: Options,
    pub(crate) modules: Vec<(String, String)>,
    /// An assumption that is not true: then nothing was explored.
    pub(crate) assumption: Option<Unmet>,
    pub(crate) report: Option<Report>,
    pub(crate) postcondition: Option<Unmet>,
}

/// How a run ended.
pub(crate) enum Done {
    Refused(Refused),
    Finished(Box<Finished>),
}

impl Plan {
    /// Does it all.
    pub(crate) fn run(self, events: &SyncSender<Event>, numbers: Arc<Progress>) -> Done {
        match self.load(events) {
            Ok(specification) => {
                Done::Finished(Box::new(self.check(specification, events, numbers)))
            }
            Err(refused) => Done::Refused(*refused),
        }
    }

    fn load(&self, events: &SyncSender<Event>) -> Result<Specification, Box<Refused>> {
        let unreadable = |exit_code| {
            move |message: String| {
                Box::new(Refused {
                    exit_code,
                    diagnostics: vec![Diagnostic::error("FC1001", None, message)],
                    sources: Sources::default(),
                })
            }
        };
        let request = &self.request;
        let files =
            Files::open(&request.path, &request.library).map_err(unreadable(EXIT_SPECIFICATION))?;
        let config = request.config.as_deref().map(loader::configuration);
        let config = config.transpose().map_err(unreadable(EXIT_CONFIGURATION))?;
        let lines = events.clone();
        let specification = Specification::load(system::Request {
            root: files.root(),
            loader: &files,
            config,
            options: request.options.clone(),
            only_named: request.only_named,
            // Whoever does not listen any more has stopped the run.
            printer: Box::new(move |line| drop(lines.send(Event::Printed(line.to_owned())))),
            stop: self.stop.clone(),
            interrupt: self.interrupt.clone(),
            stack: STACK,
            compose: true,
        });
        specification.map_err(|failure| Box::new(refused(*failure)))
    }

    fn check(
        mut self,
        specification: Specification,
        events: &SyncSender<Event>,
        numbers: Arc<Progress>,
    ) -> Finished {
        let modules = modules(&specification.sources);
        // As above: nobody may be listening.
        let _ = events.send(Event::Loaded(modules.clone()));
        self.options.deadlock = self
            .deadlock
            .or(specification.check_deadlock)
            .unwrap_or(true);
        let mut finished = Finished {
            assumption: specification.check_assumptions().err(),
            specification,
            options: self.options,
            modules,
            report: None,
            postcondition: None,
        };
        if let Some(reason) = self.stop.reason() {
            finished.assumption = None;
            finished.report = Some(stopped(reason));
            return finished;
        }
        if finished.assumption.is_some() {
            return finished;
        }
        let specification = &finished.specification;
        let steps = has_actions(specification);
        // Without a next-state relation the first states, if any, are looked at; that they have no successors says nothing.
        finished.options.deadlock &= steps && specification.has_states();
        if specification.has_states() {
            let warnings = specification.warnings.iter();
            let warnings = warnings.map(|warning| warning.message.clone()).collect();
            let _ = events.send(Event::Exploring(warnings));
            specification.registers.watch(numbers.clone());
            let mut report = specification.explore(&finished.options, &self.stop, &numbers);
            if !steps && report.verdict == Verdict::Ok {
                report = without_steps(report);
            }
            if let Some(found) = report.found.first() {
                let value = counterexample(specification, found);
                specification.registers.give("counterexample", value);
            }
            finished.report = Some(report);
        }
        let ran = finished.report.as_ref();
        if ran.is_none_or(|report| !matches!(report.verdict, Verdict::Incomplete)) {
            finished.postcondition = finished.specification.check_postconditions().err();
        }
        finished
    }
}

fn has_actions(specification: &Specification) -> bool {
    let kinds = specification.questions().iter().map(|asked| asked.kind);
    kinds
        .into_iter()
        .any(|kind| matches!(kind, QuestionKind::Action { .. }))
}

/// The report of a run whose specification says nothing about steps: an error, though the initial states are fine.
fn without_steps(report: Report) -> Report {
    let mut failure = Failure::error(
        NO_STEPS,
        "there is no next-state relation, so nothing but the initial states was checked",
    );
    failure.hint = Some(
        "give one: NEXT in the configuration, or [][Next]_vars in the SPECIFICATION".to_owned(),
    );
    Report {
        verdict: Verdict::Error,
        found: Report::failed(Arc::new(failure)).found,
        ..report
    }
}

/// The report of a run that was stopped before there was anything to explore.
fn stopped(reason: StopReason) -> Report {
    Report {
        verdict: Verdict::Incomplete,
        stop: Some(reason),
        ..nothing_explored()
    }
}

/// The report of a run without states: everything that there is was looked at.
pub(crate) fn nothing_explored() -> Report {
    let failure = Failure::error("FC0503", "nothing was explored");
    Report {
        verdict: Verdict::Ok,
        found: Vec::new(),
        ..Report::failed(Arc::new(failure))
    }
}

fn refused(failure: LoadFailure) -> Refused {
    let mut diagnostics = failure.diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let first = diagnostics.first().map_or("", |first| first.code);
    Refused {
        // As TLC: what is no state predicate cannot be evaluated as an invariant, or as the initial predicate, and
        // what is evaluated before the exploration fails as it would in the first state.
        exit_code: match first {
            codes::INVARIANT_LEVEL => EXIT_INVARIANT,
            codes::FORMULA_LEVEL => EXIT_EVALUATION,
            codes::TAUTOLOGY => EXIT_TEMPORAL,
            code if code.starts_with(EVALUATION) => EXIT_EVALUATION,
            _ if failure.configuration => EXIT_CONFIGURATION,
            _ => EXIT_SPECIFICATION,
        },
        diagnostics,
        sources: failure.sources,
    }
}
