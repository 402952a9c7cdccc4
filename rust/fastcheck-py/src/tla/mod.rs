//! TLA+ specifications: files in, a report out.
//!
//! - `request`: what Python asks; `loader`: where texts come from.
//! - `supervise`: the run on its own thread, and the calling thread beside it; `run`: what that thread does.
//! - `labels`: the specification in reports; `counterexample`: a violation as a value; `answer`: the report as a dict.
//! - `decode`: values as objects; `diagnostics`: places and errors as dicts.

mod answer;
mod counterexample;
mod decode;
mod diagnostics;
mod labels;
mod loader;
mod request;
mod run;
mod supervise;

use std::sync::Arc;
use std::time::Instant;

use fastcheck_engine::{Options, StopToken};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use fastcheck_tla::system::Specification;
use request::Request;

/// Checks a specification; see the stub file.
pub(crate) fn check<'py>(
    request: &Bound<'py, PyDict>,
    options: Options,
    deadlock: Option<bool>,
    listener: Option<Bound<'py, PyAny>>,
    stop: Arc<StopToken>,
) -> PyResult<Bound<'py, PyDict>> {
    let started = Instant::now();
    let py = request.py();
    let request = Request::read(request)?;
    let limits = supervise::Limits {
        stop,
        interrupt: Arc::default(),
        started,
        max_time: options.max_time,
    };
    let plan = run::Plan {
        request,
        options,
        deadlock,
        stop: limits.stop.clone(),
        interrupt: limits.interrupt.clone(),
    };
    let done = supervise::supervise(py, listener, limits, move |events, numbers| {
        plan.run(&events, numbers)
    })?;
    answer::to_python(py, started.elapsed().as_secs_f64(), &done)
}
