//! What the calling thread does beside answering: it watches for signals and shows progress.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use fastcheck_engine::{Progress, StopReason, StopToken};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::is_interrupt;

/// Longest wait without a look at signals.
pub(crate) const PATIENCE: Duration = Duration::from_millis(20);
/// Between two calls of the progress callback.
const PROGRESS: Duration = Duration::from_millis(250);

/// Signals and progress of one run, looked at by the thread that called.
pub(crate) struct Watch<'py> {
    py: Python<'py>,
    progress: Option<Bound<'py, PyAny>>,
    pub(crate) numbers: Arc<Progress>,
    pub(crate) stop: Arc<StopToken>,
    started: Instant,
    reported: Instant,
    /// Nothing of the user's is called any more.
    pub(crate) interrupted: bool,
    /// What to raise once the engine has ended.
    raised: Option<PyErr>,
}

impl<'py> Watch<'py> {
    /// With an optional progress callback.
    pub(crate) fn new(
        py: Python<'py>,
        progress: Option<Bound<'py, PyAny>>,
        stop: Arc<StopToken>,
    ) -> Self {
        let now = Instant::now();
        Watch {
            py,
            progress,
            numbers: Arc::default(),
            stop,
            started: now,
            reported: now,
            interrupted: false,
            raised: None,
        }
    }

    /// Looks at signals, and calls the progress callback when it is time.
    pub(crate) fn look(&mut self) {
        let mut looked = self.py.check_signals();
        if looked.is_ok() && !self.interrupted && self.reported.elapsed() >= PROGRESS {
            self.reported = Instant::now();
            looked = self.report_progress();
        }
        if let Err(raised) = looked {
            self.raise(raised);
        }
    }

    /// Ctrl-C stops the run; anything else stops it and is raised at its end.
    pub(crate) fn raise(&mut self, raised: PyErr) {
        if is_interrupt(self.py, &raised) {
            self.interrupt();
        } else {
            self.interrupted = true;
            self.stop.stop(StopReason::Stopped);
            self.raised.get_or_insert(raised);
        }
    }

    /// Ctrl-C.
    pub(crate) fn interrupt(&mut self) {
        self.interrupted = true;
        self.stop.stop(StopReason::Interrupted);
    }

    /// The answer of the run, unless something was raised meanwhile.
    pub(crate) fn finish<T>(self, answer: T) -> PyResult<T> {
        self.raised.map_or(Ok(answer), Err)
    }

    fn report_progress(&self) -> PyResult<()> {
        let Some(progress) = &self.progress else {
            return Ok(());
        };
        let numbers = PyDict::new(self.py);
        numbers.set_item("generated", self.numbers.generated.load(Relaxed))?;
        numbers.set_item("distinct", self.numbers.distinct.load(Relaxed))?;
        numbers.set_item("left", self.numbers.left.load(Relaxed))?;
        numbers.set_item("depth", self.numbers.depth.load(Relaxed))?;
        numbers.set_item("seconds", self.started.elapsed().as_secs_f64())?;
        progress.call1((numbers,)).map(drop)
    }
}
