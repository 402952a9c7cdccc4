//! The engine's report as the dict that Python makes a result of.

use fastcheck_engine::report::{Column, Graph, TraceState};
use fastcheck_engine::{Checked, Failure, Finding, Found, Kept, Lasso, Options, Report};
use fastcheck_values::{Shape, Universe, Value};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};

use crate::describe::Described;
use crate::outcome::{Outcome, stop_name};

/// The report as a dict; see the stub file for its keys.
pub(crate) fn to_python<'py>(
    py: Python<'py>,
    run: &impl Described,
    options: &Options,
    seconds: f64,
    report: &Report,
) -> PyResult<Bound<'py, PyDict>> {
    let outcome = Outcome::of(run, options, report);
    let result = PyDict::new(py);
    result.set_item("verdict", outcome.verdict)?;
    result.set_item("exit_code", outcome.exit_code)?;
    result.set_item("stop_reason", outcome.stop.map(stop_name))?;
    result.set_item("violations", violations(py, run, &outcome)?)?;
    result.set_item("errors", errors(py, run, &outcome)?)?;
    result.set_item(
        "properties",
        properties(py, run, options, report, &outcome)?,
    )?;
    result.set_item("stats", stats(py, options, seconds, report)?)?;
    result.set_item("actions", actions(py, run, report)?)?;
    result.set_item("warnings", &report.warnings)?;
    result.set_item("learning", learning(py, run, report)?)?;
    let columns = report
        .states
        .as_ref()
        .map(|(columns, depth)| states(py, run, columns, depth))
        .transpose()?;
    result.set_item("states", columns)?;
    let edges = report
        .graph
        .as_ref()
        .map(|edges| graph(py, run, edges))
        .transpose()?;
    result.set_item("graph", edges)?;
    Ok(result)
}

fn violations<'py>(
    py: Python<'py>,
    run: &impl Described,
    outcome: &Outcome<'_>,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for found in &outcome.violations {
        let violation = run.violation(found);
        let entry = PyDict::new(py);
        entry.set_item("kind", violation.kind)?;
        entry.set_item("name", violation.name)?;
        entry.set_item("message", violation.message)?;
        if let Finding::Failure(_, failure) = &found.finding {
            entry.set_item("place", failed(py, run, found, failure)?)?;
        }
        entry.set_item("trace", trace(py, run, found)?)?;
        list.append(entry)?;
    }
    Ok(list)
}

fn errors<'py>(
    py: Python<'py>,
    run: &impl Described,
    outcome: &Outcome<'_>,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for (found, failure) in &outcome.errors {
        let entry = failed(py, run, found, failure)?;
        let trace = if found.trace.is_empty() {
            None
        } else {
            Some(trace(py, run, found)?)
        };
        entry.set_item("trace", trace)?;
        list.append(entry)?;
    }
    Ok(list)
}

/// A failure as a dict: what, where, and the calls that led there.
fn failed<'py>(
    py: Python<'py>,
    run: &impl Described,
    found: &Found,
    failure: &Failure,
) -> PyResult<Bound<'py, PyDict>> {
    let entry = failure_entry(py, failure)?;
    let (file, line) = place(run, &found.finding, failure);
    entry.set_item("file", file)?;
    entry.set_item("line", line)?;
    if let Finding::Failure(Some(question), _) = &found.finding {
        let properties = run.properties();
        let property = properties
            .iter()
            .find(|one| one.questions.contains(question));
        entry.set_item("question", property.map(|property| property.name))?;
    }
    Ok(entry)
}

/// A failure that belongs to no question, as a dict.
pub(crate) fn failure_entry<'py>(
    py: Python<'py>,
    failure: &Failure,
) -> PyResult<Bound<'py, PyDict>> {
    let notes = PyList::empty(py);
    for call in &failure.calls {
        let note = PyDict::new(py);
        note.set_item("message", format!("in {}, called here", call.name))?;
        note.set_item("file", &call.file)?;
        note.set_item("line", call.line)?;
        note.set_item("column", call.column)?;
        notes.append(note)?;
    }
    let entry = PyDict::new(py);
    entry.set_item("code", &failure.code)?;
    entry.set_item("message", &failure.message)?;
    entry.set_item("file", &failure.file)?;
    entry.set_item("line", failure.line)?;
    entry.set_item("column", failure.column)?;
    entry.set_item("hint", &failure.hint)?;
    entry.set_item("detail", &failure.detail)?;
    entry.set_item("notes", notes)?;
    Ok(entry)
}

/// Where a failure happened; one without a place of its own is where the question that failed was written.
fn place(
    run: &impl Described,
    finding: &Finding,
    failure: &Failure,
) -> (Option<String>, Option<u32>) {
    let asked = match finding {
        Finding::Failure(Some(question), _) if failure.file.is_none() => run.place(*question),
        _ => None,
    };
    match asked {
        Some((file, line)) => (Some(file), line),
        None => (failure.file.clone(), failure.line),
    }
}

fn trace<'py>(
    py: Python<'py>,
    run: &impl Described,
    found: &Found,
) -> PyResult<Bound<'py, PyDict>> {
    let states = PyList::empty(py);
    let shown = run.shown(found);
    for (index, step) in found.trace.iter().enumerate() {
        let shown = shown.as_ref().and_then(|shown| shown.get(index).copied());
        states.append(trace_state(py, run, index + 1, step, shown.flatten())?)?;
    }
    let trace = PyDict::new(py);
    trace.set_item("states", states)?;
    if let Some(lasso) = &found.lasso {
        let names = run.actions();
        let suggested = lasso.suggestions.iter().filter_map(|at| names.get(*at));
        let suggested: Vec<&String> = suggested.map(|action| &action.0).collect();
        trace.set_item("loop_start", lasso.loop_start + 1)?;
        trace.set_item("back", back(py, run, lasso)?)?;
        trace.set_item("fairness", fairness(run, lasso))?;
        trace.set_item("suggestions", suggested)?;
    }
    Ok(trace)
}

/// The step back to where the cycle begins: action and arguments. `None` when it stays in its last state.
fn back<'py>(
    py: Python<'py>,
    run: &impl Described,
    lasso: &Lasso,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some((question, element)) = lasso.back else {
        return Ok(None);
    };
    let reached = run.reached(py, Some(question), element)?;
    let back = PyDict::new(py);
    back.set_item("action", reached.action)?;
    back.set_item("arguments", reached.arguments)?;
    back.set_item("location", reached.location)?;
    Ok(Some(back))
}

/// How the behaviour satisfies each fairness condition: its name, "weak" or "strong", in which way, and at which state.
fn fairness<'r>(
    run: &'r impl Described,
    lasso: &Lasso,
) -> Vec<(&'r str, &'static str, &'static str, Option<usize>)> {
    let kept = |((name, strong), kept): ((&'r str, bool), &Kept)| {
        let (way, state) = match kept {
            Kept::Taken(state) => ("taken", Some(state + 1)),
            Kept::Disabled(state) => ("disabled", Some(state + 1)),
            Kept::NeverEnabled => ("never enabled", None),
        };
        (name, if strong { "strong" } else { "weak" }, way, state)
    };
    run.fairness()
        .into_iter()
        .zip(&lasso.fairness)
        .map(kept)
        .collect()
}

fn trace_state<'py>(
    py: Python<'py>,
    run: &impl Described,
    number: usize,
    step: &TraceState,
    shown: Option<Value>,
) -> PyResult<Bound<'py, PyDict>> {
    let reached = run.reached(py, step.question, step.element)?;
    let (values, json) = (PyDict::new(py), PyDict::new(py));
    let fields = shown.and_then(|record| run.universe().pairs(record));
    if let Some(fields) = fields {
        for (name, value) in fields {
            let name = text_of(run.universe(), name);
            values.set_item(&name, run.object(py, 0, value)?)?;
            json.set_item(&name, to_json(py, run, value)?)?;
        }
    } else {
        for (variable, (name, value)) in run.variables().iter().zip(&step.values).enumerate() {
            values.set_item(name, run.object(py, variable, *value)?)?;
            json.set_item(name, to_json(py, run, *value)?)?;
        }
    }
    let state = PyDict::new(py);
    state.set_item("number", number)?;
    state.set_item("action", reached.action)?;
    state.set_item("arguments", reached.arguments)?;
    state.set_item("location", reached.location)?;
    state.set_item("values", values)?;
    state.set_item("json", json)?;
    Ok(state)
}

/// The name that a field of a shown state has.
fn text_of(universe: &Universe, name: Value) -> String {
    match universe.shape(name) {
        Shape::Str(text) => text.to_owned(),
        _ => universe.display(name),
    }
}

/// A value as what `json.loads` gives. Values from Python are never so deep that this could fail.
fn to_json<'py>(
    py: Python<'py>,
    run: &impl Described,
    value: Value,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?
        .call_method1("loads", (run.universe().json(value).to_string(),))
}

/// Every property that was asked for, and deadlock if it was, with what is known of it.
fn properties<'py>(
    py: Python<'py>,
    run: &impl Described,
    options: &Options,
    report: &Report,
    outcome: &Outcome<'_>,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for asked in run.properties() {
        let about = |finding: &Finding| match finding {
            Finding::Invariant(q)
            | Finding::InitProperty(q)
            | Finding::StepProperty(q)
            | Finding::Failure(Some(q), _) => asked.questions.contains(q),
            _ => false,
        };
        list.append(property(py, asked.name, asked.kind, outcome, about)?)?;
    }
    for (index, name) in run.temporal().into_iter().enumerate() {
        let checked = report.temporal.get(index).copied();
        let entry = PyDict::new(py);
        entry.set_item("name", name)?;
        entry.set_item("kind", "liveness")?;
        entry.set_item("verdict", checked_name(checked))?;
        list.append(entry)?;
    }
    if options.deadlock {
        let about = |finding: &Finding| *finding == Finding::Deadlock;
        list.append(property(py, "deadlock", "deadlock", outcome, about)?)?;
    }
    Ok(list)
}

fn checked_name(checked: Option<Checked>) -> &'static str {
    match checked {
        Some(Checked::Holds) => "ok",
        Some(Checked::Violated) => "violated",
        Some(Checked::Undecided) | None => "unknown",
    }
}

fn property<'py>(
    py: Python<'py>,
    name: &str,
    kind: &str,
    outcome: &Outcome<'_>,
    about: impl Fn(&Finding) -> bool,
) -> PyResult<Bound<'py, PyDict>> {
    let verdict = if outcome.violations.iter().any(|found| about(&found.finding)) {
        "violated"
    } else if outcome
        .errors
        .iter()
        .any(|(found, _)| about(&found.finding))
    {
        "error"
    } else if outcome.complete {
        "ok"
    } else {
        "unknown"
    };
    let entry = PyDict::new(py);
    entry.set_item("name", name)?;
    entry.set_item("kind", kind)?;
    entry.set_item("verdict", verdict)?;
    Ok(entry)
}

fn stats<'py>(
    py: Python<'py>,
    options: &Options,
    seconds: f64,
    report: &Report,
) -> PyResult<Bound<'py, PyDict>> {
    let stats = PyDict::new(py);
    stats.set_item("generated", report.generated)?;
    stats.set_item("distinct", report.distinct)?;
    stats.set_item("left", report.left)?;
    stats.set_item("depth", report.depth)?;
    stats.set_item("workers", options.workers)?;
    stats.set_item("seconds", seconds)?;
    stats.set_item("explore_seconds", report.seconds)?;
    stats.set_item("temporal_seconds", report.temporal_seconds)?;
    stats.set_item("peak_memory_bytes", report.peak_memory)?;
    stats.set_item("collision_probability", report.collision_probability)?;
    stats.set_item("digest", format!("{:032x}", report.digest))?;
    Ok(stats)
}

fn actions<'py>(
    py: Python<'py>,
    run: &impl Described,
    report: &Report,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for (index, (name, location)) in run.actions().iter().enumerate() {
        let count = report.actions.get(index).cloned().unwrap_or_default();
        let entry = PyDict::new(py);
        entry.set_item("name", name)?;
        entry.set_item("generated", count.generated)?;
        entry.set_item("distinct", count.distinct)?;
        entry.set_item("enabled", count.generated > 0)?;
        entry.set_item("location", location)?;
        list.append(entry)?;
    }
    Ok(list)
}

fn learning<'py>(
    py: Python<'py>,
    run: &impl Described,
    report: &Report,
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    let questions = run.questions();
    for learned in &report.learning {
        let entry = PyDict::new(py);
        entry.set_item("question", questions.get(learned.question))?;
        entry.set_item("asked", learned.asked)?;
        entry.set_item("evaluated", learned.evaluated)?;
        entry.set_item("mode", if learned.learned { "learned" } else { "direct" })?;
        list.append(entry)?;
    }
    Ok(list)
}

fn states<'py>(
    py: Python<'py>,
    run: &impl Described,
    columns: &[Column],
    depth: &[u32],
) -> PyResult<Bound<'py, PyDict>> {
    let by_name = PyDict::new(py);
    for (variable, (name, column)) in run.variables().iter().zip(columns).enumerate() {
        let objects = column.values.iter();
        let objects = objects.map(|value| run.object(py, variable, *value));
        let entry = PyDict::new(py);
        entry.set_item("codes", words(py, column.codes.iter().copied()))?;
        entry.set_item("values", objects.collect::<PyResult<Vec<_>>>()?)?;
        by_name.set_item(name, entry)?;
    }
    let states = PyDict::new(py);
    states.set_item("columns", by_name)?;
    states.set_item("depth", words(py, depth.iter().copied()))?;
    Ok(states)
}

fn graph<'py>(
    py: Python<'py>,
    run: &impl Described,
    edges: &Graph,
) -> PyResult<Bound<'py, PyDict>> {
    let graph = PyDict::new(py);
    graph.set_item("src", words(py, edges.src.iter().copied()))?;
    graph.set_item("dst", words(py, edges.dst.iter().copied()))?;
    graph.set_item("action", words(py, edges.question.iter().copied()))?;
    graph.set_item("initial", words(py, 0..edges.initial))?;
    graph.set_item("questions", run.questions())?;
    Ok(graph)
}

/// Numbers as little-endian words of 32 bits.
fn words(py: Python<'_>, numbers: impl Iterator<Item = u32>) -> Bound<'_, PyBytes> {
    let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
    PyBytes::new(py, &bytes)
}
