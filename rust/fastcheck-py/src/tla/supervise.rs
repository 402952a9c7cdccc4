//! Long work on a thread of its own, while the calling thread passes on what happens and watches for signals.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use fastcheck_engine::{Progress, StopReason, StopToken};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::codec::lock;
use crate::watch::{PATIENCE, Watch};

/// Stack of the thread that works: parsing and evaluation are bounded well below it.
const STACK: usize = 64 << 20;
/// So many events may wait to be passed on; then who has more waits too.
const EVENTS: usize = 1024;

/// What happens while a specification is checked.
pub(crate) enum Event {
    /// The modules were read; name and file of each.
    Loaded(Vec<(String, String)>),
    /// The initial states are about to be computed; warnings so far.
    Exploring(Vec<String>),
    /// The initial states are known.
    Initial { generated: u64, distinct: u64 },
    /// The specification printed a line.
    Printed(String),
    /// The work is done.
    Ended,
}

impl Event {
    fn tell(self, listener: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = listener.py();
        match self {
            Event::Loaded(modules) => {
                let content = PyDict::new(py);
                content.set_item("modules", modules_list(py, &modules)?)?;
                listener.call1(("loaded", content))
            }
            Event::Exploring(warnings) => {
                let content = PyDict::new(py);
                content.set_item("warnings", warnings)?;
                listener.call1(("exploring", content))
            }
            Event::Initial {
                generated,
                distinct,
            } => {
                let content = PyDict::new(py);
                content.set_item("generated", generated)?;
                content.set_item("distinct", distinct)?;
                listener.call1(("initial", content))
            }
            Event::Printed(line) => listener.call1(("print", line)),
            Event::Ended => return Ok(()),
        }
        .map(drop)
    }
}

/// What ends a run, also within a long evaluation, which asks nobody but the flag.
pub(crate) struct Limits {
    pub(crate) stop: Arc<StopToken>,
    pub(crate) interrupt: Arc<AtomicBool>,
    pub(crate) started: Instant,
    pub(crate) max_time: Option<Duration>,
}

impl Limits {
    /// Sets the flag when the run is to end.
    fn look(&self) {
        if self
            .max_time
            .is_some_and(|most| self.started.elapsed() > most)
        {
            self.stop.stop(StopReason::MaxTime);
        }
        let urgent = |reason| reason != StopReason::ExitRequested;
        if self.stop.reason().is_some_and(urgent) {
            // Relaxed: the flag carries no data with it.
            self.interrupt.store(true, Ordering::Relaxed);
        }
    }
}

/// Modules as a list of dicts.
pub(crate) fn modules_list<'py>(
    py: Python<'py>,
    modules: &[(String, String)],
) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for (name, file) in modules {
        let entry = PyDict::new(py);
        entry.set_item("name", name)?;
        entry.set_item("file", file)?;
        list.append(entry)?;
    }
    Ok(list)
}

/// The thread that works. Dropping it stops the run and waits for its end, so no exit leaves it behind.
struct Worker<T> {
    thread: Option<JoinHandle<T>>,
    limits: Limits,
}

impl<T> Drop for Worker<T> {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.limits.stop.stop(StopReason::Stopped);
            self.limits.look();
            // Its panic, if any, is of no interest: another error is on its way to the caller.
            let _ = thread.join();
        }
    }
}

/// Does `work` on a thread of its own and returns what it answers. `listener` is called with a kind and a content for
/// every event, and for progress.
///
/// # Errors
/// What the listener or a signal handler raised, except Ctrl-C, which only stops the run; a panic of the work.
pub(crate) fn supervise<T: Send + 'static>(
    py: Python<'_>,
    listener: Option<Bound<'_, PyAny>>,
    run: Limits,
    work: impl FnOnce(SyncSender<Event>, Arc<Progress>) -> T + Send + 'static,
) -> PyResult<T> {
    let progress = match &listener {
        Some(listener) => {
            let partial = py.import("functools")?.getattr("partial")?;
            Some(partial.call1((listener, "progress"))?)
        }
        None => None,
    };
    let mut watch = Watch::new(py, progress, run.stop.clone());
    let (sender, events) = sync_channel(EVENTS);
    let numbers = watch.numbers.clone();
    let thread = Builder::new()
        .name("fastcheck".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let answer = work(sender.clone(), numbers);
            // The answer may hold a sender of its own, so the channel's end does not tell.
            let _ = sender.send(Event::Ended);
            answer
        })?;
    let mut worker = Worker {
        thread: Some(thread),
        limits: run,
    };
    // Behind a lock because waiting happens without the interpreter, for which a value must be shareable.
    let events = Mutex::new(events);
    // Whether the initial states are being computed.
    let mut awaited = false;
    while let Some(event) = next(py, &events) {
        awaited |= matches!(event, Some(Event::Exploring(_)));
        if let (Some(event), Some(listener)) = (event, &listener)
            && !watch.interrupted
            && let Err(raised) = event.tell(listener)
        {
            watch.raise(raised);
        }
        if let (true, Some(listener)) = (awaited, &listener)
            && let Some(event) = initial(&watch.numbers)
        {
            awaited = false;
            if let Err(raised) = event.tell(listener) {
                watch.raise(raised);
            }
        }
        watch.look();
        worker.limits.look();
    }
    let thread = worker.thread.take();
    let answer = py.detach(|| thread.map(JoinHandle::join));
    match answer {
        Some(Ok(answer)) => watch.finish(answer),
        _ => Err(PyRuntimeError::new_err("the thread of the run failed")),
    }
}

/// That the initial states are known, once they are.
fn initial(numbers: &Progress) -> Option<Event> {
    let generated = numbers.initial_generated.load(Ordering::Acquire);
    (generated > 0).then(|| Event::Initial {
        generated,
        distinct: numbers.initial_distinct.load(Ordering::Relaxed),
    })
}

/// The next event; `Some(None)` if there was none for a moment, `None` at the end.
fn next(py: Python<'_>, events: &Mutex<Receiver<Event>>) -> Option<Option<Event>> {
    match py.detach(|| lock(events).recv_timeout(PATIENCE)) {
        Ok(Event::Ended) => None,
        Ok(event) => Some(Some(event)),
        Err(RecvTimeoutError::Timeout) => Some(None),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}
