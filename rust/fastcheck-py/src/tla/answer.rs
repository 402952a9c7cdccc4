//! How a run ended, as the dict that Python makes a result of.

use fastcheck_engine::Report;
use fastcheck_engine::report::ActionCount;
use fastcheck_tla::system::Unmet;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::diagnostics::{self, set_place};
use super::labels::Labelled;
use super::run::{Done, Finished, Refused, nothing_explored};
use super::supervise::modules_list;
use crate::report;

/// Exit code of an assumption or postcondition that is not true.
const EXIT_ASSUMPTION: i32 = 10;

/// The answer as a dict; see the stub file for its keys.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    seconds: f64,
    done: &Done,
) -> PyResult<Bound<'py, PyDict>> {
    match done {
        Done::Refused(refused) => refused_to_python(py, refused),
        Done::Finished(finished) => finished_to_python(py, seconds, finished),
    }
}

fn refused_to_python<'py>(py: Python<'py>, refused: &Refused) -> PyResult<Bound<'py, PyDict>> {
    let sources = &refused.sources;
    let details = PyDict::new(py);
    details.set_item("modules", modules_list(py, &diagnostics::modules(sources))?)?;
    let answer = PyDict::new(py);
    answer.set_item("refused", true)?;
    answer.set_item("exit_code", refused.exit_code)?;
    answer.set_item(
        "errors",
        diagnostics::to_list(py, sources, &refused.diagnostics)?,
    )?;
    answer.set_item("details", details)?;
    Ok(answer)
}

fn finished_to_python<'py>(
    py: Python<'py>,
    seconds: f64,
    finished: &Finished,
) -> PyResult<Bound<'py, PyDict>> {
    let specification = &finished.specification;
    let nothing = nothing_explored();
    let report = finished.report.as_ref().unwrap_or(&nothing);
    let labelled = Labelled::new(specification);
    let answer = report::to_python(py, &labelled, &finished.options, seconds, report)?;
    answer.set_item("refused", false)?;
    answer.set_item("language", "tla+")?;
    answer.set_item("details", details(py, finished, report)?)?;
    let warnings = specification.warnings.iter();
    let mut warnings: Vec<&String> = warnings.map(|warning| &warning.message).collect();
    warnings.extend(&report.warnings);
    answer.set_item("warnings", warnings)?;
    if let Some(unmet) = &finished.assumption {
        // Nothing was explored, so nothing is known of any property.
        answer.set_item("properties", PyList::empty(py))?;
        violate(py, &answer, finished, "assumption", unmet)?;
    }
    // As TLC: a postcondition decides only where nothing worse was found.
    if let Some(unmet) = &finished.postcondition {
        violate(py, &answer, finished, "postcondition", unmet)?;
    }
    Ok(answer)
}

/// The modules, and the counts of initial states.
fn details<'py>(
    py: Python<'py>,
    finished: &Finished,
    report: &Report,
) -> PyResult<Bound<'py, PyDict>> {
    let by_actions = |count: fn(&ActionCount) -> u64| report.actions.iter().map(count).sum::<u64>();
    let details = PyDict::new(py);
    details.set_item("modules", modules_list(py, &finished.modules)?)?;
    if finished.report.is_some() {
        let initial = PyDict::new(py);
        let generated = report
            .generated
            .saturating_sub(by_actions(|count| count.generated));
        let distinct = report
            .distinct
            .saturating_sub(by_actions(|count| count.distinct));
        initial.set_item("generated", generated)?;
        initial.set_item("distinct", distinct)?;
        details.set_item("initial", initial)?;
    }
    Ok(details)
}

/// Enters an assumption or postcondition that is not true: a violation, or an error if it could not be evaluated.
fn violate<'py>(
    py: Python<'py>,
    answer: &Bound<'py, PyDict>,
    finished: &Finished,
    kind: &str,
    unmet: &Unmet,
) -> PyResult<()> {
    let sources = &finished.specification.sources;
    let place = match &unmet.failure {
        Some(failure) => report::failure_entry(py, failure)?,
        None => PyDict::new(py),
    };
    if unmet.failure.is_none() {
        place.set_item("code", "FC1421")?;
        place.set_item("message", format!("the {kind} is false"))?;
        set_place(&place, sources, unmet.span)?;
        place.set_item("excerpt", diagnostics::excerpt(sources, unmet.span))?;
    }
    let name = match &unmet.name {
        Some(name) => name.to_string(),
        None => diagnostics::location(sources, unmet.span),
    };
    let decided = answer
        .get_item("exit_code")?
        .map_or(Ok(0), |code| code.extract())?;
    if unmet.failure.is_some() {
        place.set_item("question", &name)?;
        list(answer, "errors")?.append(place)?;
    } else {
        let entry = PyDict::new(py);
        entry.set_item("kind", kind)?;
        entry.set_item("message", format!("the {kind} {name} is false"))?;
        entry.set_item("name", name)?;
        entry.set_item("place", place)?;
        let trace = PyDict::new(py);
        trace.set_item("states", PyList::empty(py))?;
        entry.set_item("trace", trace)?;
        list(answer, "violations")?.append(entry)?;
    }
    if decided == 0 {
        let verdict = if unmet.failure.is_some() {
            "error"
        } else {
            "violation"
        };
        answer.set_item("verdict", verdict)?;
        answer.set_item("exit_code", EXIT_ASSUMPTION)?;
    }
    Ok(())
}

fn list<'py>(answer: &Bound<'py, PyDict>, name: &str) -> PyResult<Bound<'py, PyList>> {
    let list = answer.as_any().get_item(name)?;
    Ok(list.cast_into::<PyList>()?)
}
