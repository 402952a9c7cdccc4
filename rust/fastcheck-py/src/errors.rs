//! The one place where errors become Python exceptions, and Python exceptions become failures of a question.

use std::sync::Arc;

use fastcheck_engine::{Failure, FailureKind};
use pyo3::exceptions::{PyAssertionError, PyKeyboardInterrupt};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTraceback, PyType};

/// The code of the failure that stands for "not asked any more"; it never reaches a report.
const REFUSED: &str = "FC0000";

/// The code of an evaluation of TLA+ that ended because the run was stopped.
const STOPPED: &str = fastcheck_tla::eval::code::STOPPED;

/// How long a value may be in a message.
const LONGEST_REPR: usize = 200;

/// A class of `fastcheck.errors`.
fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("fastcheck.errors")?.getattr(name)
}

/// An exception of class `name` in `fastcheck.errors`, or what went wrong while making it.
pub(crate) fn error(py: Python<'_>, name: &str, message: &str, hint: Option<&str>) -> PyErr {
    let make = || {
        let keywords = PyDict::new(py);
        keywords.set_item("hint", hint)?;
        class(py, name)?.call((message,), Some(&keywords))
    };
    make().map_or_else(|failed| failed, PyErr::from_value)
}

/// A `DeadView` with its own message and hint.
pub(crate) fn dead_view(py: Python<'_>) -> PyErr {
    let make = || class(py, "DeadView")?.call0();
    make().map_or_else(|failed| failed, PyErr::from_value)
}

/// A `TypeViolation`: `value` does not belong into `variable`.
pub(crate) fn type_violation(variable: &str, value: &Bound<'_, PyAny>, message: &str) -> PyErr {
    let make = || class(value.py(), "TypeViolation")?.call1((variable, value, message));
    make().map_or_else(|failed| failed, PyErr::from_value)
}

/// `repr(value)`, shortened; never fails.
pub(crate) fn repr(value: &Bound<'_, PyAny>) -> String {
    let Ok(text) = value.repr() else {
        return format!("<{} without a repr>", value.get_type());
    };
    let text = text.to_string_lossy();
    match text.char_indices().nth(LONGEST_REPR) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.into_owned(),
    }
}

/// The failure that answers what is asked after an interrupt.
pub(crate) fn refused() -> Arc<Failure> {
    Arc::new(Failure::error(REFUSED, "interrupted"))
}

/// Whether a failure only says that the run was interrupted.
pub(crate) fn is_refused(failure: &Failure) -> bool {
    failure.code == REFUSED || failure.code == STOPPED
}

/// Whether an exception is Ctrl-C.
pub(crate) fn is_interrupt(py: Python<'_>, raised: &PyErr) -> bool {
    raised.is_instance_of::<PyKeyboardInterrupt>(py)
}

/// What an exception that left the model's code says about the question `asked` (as in "action send(r=RM1)").
/// `location` is where the question is defined, as "file.py:12", for exceptions without a frame in the model.
///
/// For [`FailureKind::Type`] the failure's `detail` is the name of the variable, otherwise the traceback.
pub(crate) fn failure(py: Python<'_>, raised: &PyErr, asked: &str, location: &str) -> Failure {
    let value = raised.value(py);
    let own = class(py, "Error").is_ok_and(|base| value.is_instance(&base).unwrap_or(false));
    let read = |name: &str| {
        value
            .getattr(name)
            .ok()
            .filter(|attribute| own && !attribute.is_none())
    };
    let code: Option<String> = read("code").and_then(|code| code.extract().ok());
    let variable: Option<String> = read("variable").and_then(|name| name.extract().ok());
    let kind = match (code.as_deref(), own) {
        (Some("FC0306"), _) => FailureKind::Type,
        (_, false) if raised.is_instance_of::<PyAssertionError>(py) => FailureKind::Assertion,
        _ => FailureKind::Error,
    };
    let (file, line) = match (read("file"), read("line")) {
        (Some(file), line) => (
            file.extract().ok(),
            line.and_then(|line| line.extract().ok()),
        ),
        (None, _) => innermost(py, raised).unwrap_or_else(|| split_location(location)),
    };
    Failure {
        kind,
        code: code.unwrap_or_else(|| "FC0403".to_owned()),
        message: format!("{} in {asked}", headline(py, raised, own)),
        file,
        line,
        column: None,
        calls: Vec::new(),
        hint: read("hint").and_then(|hint| hint.extract().ok()),
        detail: if kind == FailureKind::Type {
            variable
        } else {
            traceback(py, raised)
        },
    }
}

/// The message of one of our errors; for others the class and its text, as Python prints them.
fn headline(py: Python<'_>, raised: &PyErr, own: bool) -> String {
    let value = raised.value(py);
    if own && let Ok(message) = value.getattr("message") {
        return message.to_string();
    }
    let class = value
        .get_type()
        .name()
        .map_or_else(|_| "exception".to_owned(), |name| name.to_string());
    match value.str().map(|text| text.to_string_lossy().into_owned()) {
        Ok(text) if !text.is_empty() => format!("{class}: {text}"),
        _ => class,
    }
}

/// File and line of the innermost frame outside this package.
fn innermost(py: Python<'_>, raised: &PyErr) -> Option<(Option<String>, Option<u32>)> {
    let package = package_folder(py).unwrap_or_default();
    let mut found = None;
    let mut next: Option<Bound<'_, PyAny>> =
        raised.traceback(py).map(Bound::<PyTraceback>::into_any);
    while let Some(entry) = next {
        let code = entry
            .getattr("tb_frame")
            .and_then(|frame| frame.getattr("f_code"));
        let file: Option<String> = code
            .and_then(|code| code.getattr("co_filename")?.extract())
            .ok();
        if file
            .as_ref()
            .is_some_and(|file| package.is_empty() || !file.starts_with(&package))
        {
            let line = entry
                .getattr("tb_lineno")
                .and_then(|line| line.extract())
                .ok();
            found = Some((file, line));
        }
        next = entry
            .getattr("tb_next")
            .ok()
            .filter(|entry| !entry.is_none());
    }
    found
}

/// The folder of the package with a separator behind it.
fn package_folder(py: Python<'_>) -> PyResult<String> {
    let path = py.import("os.path")?;
    let file = py.import("fastcheck.errors")?.getattr("__file__")?;
    path.call_method1("join", (path.call_method1("dirname", (file,))?, ""))?
        .extract()
}

fn split_location(location: &str) -> (Option<String>, Option<u32>) {
    match location.rsplit_once(':') {
        Some((file, line)) if line.parse::<u32>().is_ok() => {
            (Some(file.to_owned()), line.parse().ok())
        }
        _ if location.is_empty() => (None, None),
        _ => (Some(location.to_owned()), None),
    }
}

fn traceback(py: Python<'_>, raised: &PyErr) -> Option<String> {
    let lines = py
        .import("traceback")
        .and_then(|m| m.call_method1("format_exception", (raised.value(py),)));
    let lines: Vec<String> = lines.ok()?.extract().ok()?;
    Some(lines.concat())
}

/// The name of a class, for messages.
pub(crate) fn class_name(class: &Bound<'_, PyType>) -> String {
    class
        .name()
        .map_or_else(|_| "<class>".to_owned(), |name| name.to_string())
}
