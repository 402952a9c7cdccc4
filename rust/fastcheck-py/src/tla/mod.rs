//! TLA+ specifications: files in, a report out.
//!
//! - `request`: what Python asks; `loader`: where texts come from.
//! - `supervise`: the run on its own thread, and the calling thread beside it.
//! - `decode`: values as objects; `diagnostics`: places and errors as dicts.

mod decode;
mod diagnostics;
mod loader;
mod request;
mod supervise;

use std::sync::Arc;

use fastcheck_engine::{Options, StopToken};
use fastcheck_tla::diag::Diagnostic;
use fastcheck_tla::sema;
use fastcheck_tla::source::Sources;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use loader::Files;
use request::Request;
use supervise::{modules_list, supervise};

/// Exit code of a specification that is not right.
const EXIT_SPECIFICATION: i32 = 150;
/// Exit code of a configuration that is not right.
const EXIT_CONFIGURATION: i32 = 151;

/// A specification that is not checked.
struct Refused {
    exit_code: i32,
    errors: Vec<Diagnostic>,
}

/// Checks a specification; see the stub file.
pub(crate) fn check<'py>(
    request: &Bound<'py, PyDict>,
    options: Options,
    listener: Option<Bound<'py, PyAny>>,
    stop: Arc<StopToken>,
) -> PyResult<Bound<'py, PyDict>> {
    let py = request.py();
    let request = Request::read(request)?;
    let _ = options;
    let (sources, answer) = supervise(py, listener, stop, move |_events, _numbers| {
        let mut sources = Sources::default();
        let answer = load(&request, &mut sources);
        (sources, answer)
    })?;
    match answer {
        Ok(()) => refused(
            py,
            &sources,
            &Refused {
                exit_code: EXIT_SPECIFICATION,
                errors: Vec::new(),
            },
        ),
        Err(answer) => refused(py, &sources, &answer),
    }
}

fn load(request: &Request, sources: &mut Sources) -> Result<(), Refused> {
    let unreadable = |code, exit_code| {
        move |message: String| Refused {
            exit_code,
            errors: vec![Diagnostic::error(code, None, message)],
        }
    };
    let files = Files::open(&request.path, &request.library)
        .map_err(unreadable("FC0107", EXIT_SPECIFICATION))?;
    let config = request.config.as_deref().map(loader::configuration);
    let _config = config
        .transpose()
        .map_err(unreadable("FC0107", EXIT_CONFIGURATION))?;
    let _ = (&request.options, &request.selected);
    sema::load(sources, files.root(), &files).map_err(|errors| Refused {
        exit_code: EXIT_SPECIFICATION,
        errors,
    })?;
    Ok(())
}

fn refused<'py>(
    py: Python<'py>,
    sources: &Sources,
    refused: &Refused,
) -> PyResult<Bound<'py, PyDict>> {
    let details = PyDict::new(py);
    details.set_item("modules", modules_list(py, &[])?)?;
    let answer = PyDict::new(py);
    answer.set_item("refused", true)?;
    answer.set_item("exit_code", refused.exit_code)?;
    answer.set_item(
        "errors",
        diagnostics::to_list(py, sources, &refused.errors)?,
    )?;
    answer.set_item("details", details)?;
    Ok(answer)
}
