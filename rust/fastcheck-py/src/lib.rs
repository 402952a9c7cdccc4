//! The Python module `fastcheck._native`: Python models as a transition system for the engine. Nothing else sees PyO3.
//!
//! - `schema`: declared types, as Python describes them.
//! - `codec`, `encode`, `decode`, `anything`: Python objects to values and back; what is written is read back the same, or refused.
//! - `run`: the description of one run, its questions and predicates.
//! - `slot`, `cursor`: the state of the question at hand, and how Python reads and writes it.
//! - `system`: the transition system that the engine sees: a proxy that passes every question on.
//! - `serve`: the calling thread, which answers them, watches for signals and shows progress.
//! - `watch`: signals and progress, looked at by the calling thread.
//! - `describe`, `labels`: what reports say about the parts of a model; `outcome`, `report`: the verdict, and the answer as a dict.
//! - `tla`: TLA+ specifications, which need no Python while they run.
//! - `options`: what a run is asked to do.
//! - `errors`: exceptions out of messages, failures out of exceptions.
//!
//! One state flows so: engine worker -> `system` -> channel -> `serve` -> Python -> `cursor` -> `slot` -> engine.

mod anything;
mod codec;
mod cursor;
mod decode;
mod describe;
mod encode;
mod errors;
mod formula;
mod labels;
mod options;
mod outcome;
mod recorded;
mod report;
mod run;
mod schema;
mod serve;
mod slot;
mod system;
mod tla;
mod watch;

use std::sync::Arc;
use std::time::Instant;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use recorded::Recorded;

/// Asks one run to stop; from any thread.
#[pyclass(frozen, module = "fastcheck._native")]
struct StopToken {
    inner: Arc<fastcheck_engine::StopToken>,
}

#[pymethods]
impl StopToken {
    #[new]
    fn new() -> Self {
        StopToken {
            inner: Arc::default(),
        }
    }

    /// Asks the run to stop; the first reason given stays.
    fn stop(&self) {
        self.inner.stop(fastcheck_engine::StopReason::Stopped);
    }
}

/// Explores a model; all its code runs on the calling thread. See the stub file for the answer.
#[pyfunction]
fn explore<'py>(
    description: &Bound<'py, PyAny>,
    options: &Bound<'py, PyDict>,
    progress: Option<Bound<'py, PyAny>>,
    stop: &StopToken,
) -> PyResult<Bound<'py, PyDict>> {
    let started = Instant::now();
    let options = options::read(options)?;
    let run = Arc::new(run::Run::read(description)?);
    let server = serve::Server::new(run.clone(), description, progress, stop.inner.clone());
    let answer = server.explore(options.clone())?;
    let result = report::to_python(
        description.py(),
        &*run,
        &options,
        started.elapsed().as_secs_f64(),
        &answer,
    )?;
    let keep = |graph| Recorded::new(graph, run.temporal.fairness.clone());
    result.set_item("recorded", answer.recorded.clone().map(keep))?;
    Ok(result)
}

/// Checks a TLA+ specification, on threads of its own. See the stub file for request and answer.
#[pyfunction]
fn check_specification<'py>(
    request: &Bound<'py, PyDict>,
    options: &Bound<'py, PyDict>,
    listener: Option<Bound<'py, PyAny>>,
    stop: &StopToken,
) -> PyResult<Bound<'py, PyDict>> {
    let deadlock = options.get_item("deadlock")?;
    let deadlock = deadlock.map_or(Ok(None), |given| given.extract())?;
    tla::check(
        request,
        options::read(options)?,
        deadlock,
        listener,
        stop.inner.clone(),
    )
}

/// The engine, for `fastcheck`; not for users.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::{Recorded, StopToken, check_specification, explore};
    #[pymodule_export]
    use crate::cursor::{Access, Cursor};
    #[pymodule_export]
    use crate::schema::Schema;
}
