//! The calling thread: waits for questions without holding the interpreter, answers them, and watches for signals.
//!
//! **Invariant:** Python code of the model runs on this thread only, and nothing here outlives the call of `explore`.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};

use fastcheck_engine::{
    Answer, Ask, Failure, Options, Progress, Report, StopReason, StopToken, explore,
};
use fastcheck_values::Value;
use pyo3::prelude::*;

use crate::codec::lock;
use crate::cursor::Access;
use crate::errors::{failure, is_interrupt, refused};
use crate::run::{Asked, Run, boolean, not_boolean};
use crate::slot::Slot;
use crate::system::{PySystem, Request, refuse};
use crate::watch::{PATIENCE, Watch};

/// Stack of the thread that coordinates the run.
const STACK: usize = 64 << 20;

/// The engine's side of a run. Dropping it stops the engine and waits for its end, so no exit leaves it behind.
struct Coordinator {
    /// Behind a lock because waiting happens without the interpreter, for which a value must be shareable.
    requests: Option<Mutex<Receiver<Request>>>,
    thread: Option<JoinHandle<Report>>,
    stop: Arc<StopToken>,
}

/// What a wait ended with.
enum Event {
    Request(Request),
    Nothing,
    End,
}

impl Coordinator {
    fn start(
        run: &Run,
        options: Options,
        stop: Arc<StopToken>,
        progress: Arc<Progress>,
    ) -> PyResult<Self> {
        let (sender, requests) = channel();
        let system = PySystem::new(run, sender);
        let token = stop.clone();
        let work = move || explore(&system, &options, &token, &progress);
        let thread = Builder::new()
            .name("fastcheck".to_owned())
            .stack_size(STACK)
            .spawn(work)?;
        Ok(Coordinator {
            requests: Some(Mutex::new(requests)),
            thread: Some(thread),
            stop,
        })
    }

    /// The next request; at once if there is one, else detached from the interpreter for a moment.
    fn wait(&self, py: Python<'_>) -> Event {
        let Some(requests) = &self.requests else {
            return Event::End;
        };
        if let Ok(request) = lock(requests).try_recv() {
            return Event::Request(request);
        }
        match py.detach(|| lock(requests).recv_timeout(PATIENCE)) {
            Ok(request) => Event::Request(request),
            Err(RecvTimeoutError::Timeout) => Event::Nothing,
            Err(RecvTimeoutError::Disconnected) => Event::End,
        }
    }

    /// The engine's report, once it has ended.
    fn join(mut self, py: Python<'_>) -> Report {
        let thread = self.thread.take();
        match py.detach(|| thread.map(JoinHandle::join)) {
            Some(Ok(report)) => report,
            // `explore` catches panics; this is for what it cannot catch.
            _ => Report::failed(Arc::new(Failure::error(
                "FC0502",
                "the engine's thread failed",
            ))),
        }
    }
}

impl Drop for Coordinator {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.stop.stop(StopReason::Stopped);
            // Requests are refused from here on: see `PySystem`.
            self.requests = None;
            // Its panic, if any, is of no interest: another error is on its way to the caller.
            let _ = thread.join();
        }
    }
}

/// A model that begins nowhere: to call it ok would be to check nothing.
fn no_initial_state() -> Failure {
    let mut failure = Failure::error(
        "FC0409",
        "init gives no initial state: nothing would be checked",
    );
    failure.hint = Some("look at its fc.require(...) and at fc.oneof(...) over nothing".to_owned());
    failure
}

/// Answers questions of one run.
pub(crate) struct Server<'py> {
    py: Python<'py>,
    run: Arc<Run>,
    description: Bound<'py, PyAny>,
    watch: Watch<'py>,
}

impl<'py> Server<'py> {
    /// For a run described by `description`, with an optional progress callback.
    pub(crate) fn new(
        run: Arc<Run>,
        description: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        stop: Arc<StopToken>,
    ) -> Self {
        Server {
            py: description.py(),
            run,
            description: description.clone(),
            watch: Watch::new(description.py(), progress, stop),
        }
    }

    /// Runs the engine on a thread of its own and answers it until it ends.
    ///
    /// # Errors
    /// What the progress callback or a signal handler raised, except Ctrl-C, which only stops the run.
    pub(crate) fn explore(mut self, options: Options) -> PyResult<Report> {
        let (stop, numbers) = (self.watch.stop.clone(), self.watch.numbers.clone());
        let coordinator = Coordinator::start(&self.run, options, stop, numbers)?;
        loop {
            match coordinator.wait(self.py) {
                Event::Request(request) => self.serve(request),
                Event::Nothing => {}
                Event::End => break,
            }
            self.watch.look();
        }
        let report = coordinator.join(self.py);
        self.watch.finish(report)
    }

    fn serve(&mut self, request: Request) {
        // A reply that nobody waits for is of no interest: the engine is gone.
        let _ = match request {
            Request::Initial(reply) => reply.send(self.initial()).is_ok(),
            Request::Answer(asks, reply) => {
                let answered = asks.into_iter().map(|ask| self.answer(ask)).collect();
                reply.send(answered).is_ok()
            }
            Request::Select(id, elements, reply) => {
                let decided = elements
                    .into_iter()
                    .map(|element| self.select(id, element))
                    .collect();
                reply.send(decided).is_ok()
            }
        };
    }

    fn initial(&mut self) -> Result<Vec<Vec<Value>>, Arc<Failure>> {
        let slot = Slot::starting(self.run.clone());
        let access = Access {
            slot: slot.clone(),
            question: -1,
            element: None,
        };
        let done = self.description.call_method1("init", (access,));
        let states = slot.close_starting();
        match done {
            Ok(_) if states.is_empty() => Err(Arc::new(no_initial_state())),
            Ok(_) => Ok(states),
            Err(raised) => Err(self.failure(&raised, "init", "")),
        }
    }

    fn answer(&mut self, ask: Ask) -> Ask {
        self.watch.look();
        let run = self.run.clone();
        let Some(asked) = run.asked.get(ask.question) else {
            return refuse(ask);
        };
        if self.watch.interrupted {
            return refuse(ask);
        }
        let (question, element) = (ask.question, ask.element);
        let slot = Slot::asked(
            run.clone(),
            ask,
            (!asked.is_action()).then(|| asked.title()),
        );
        let answer = self.call(&slot, asked, question, element);
        let mut ask = slot
            .close()
            .expect("a slot keeps its ask until it is closed");
        ask.answer = Some(answer.unwrap_or_else(|raised| {
            Answer::Failure(self.failure(&raised, &asked.title(), &asked.location))
        }));
        ask
    }

    fn call(
        &self,
        slot: &Arc<Slot>,
        asked: &Asked,
        question: usize,
        element: Option<Value>,
    ) -> PyResult<Answer> {
        let element = self.run.element(self.py, asked, element)?;
        let access = Access {
            slot: slot.clone(),
            question: i64::try_from(question)?,
            element,
        };
        let answer = self.description.call_method1("answer", (access,))?;
        if asked.is_action() {
            return Ok(Answer::Successors);
        }
        let title = || asked.title();
        boolean(&answer)
            .map(Answer::Truth)
            .ok_or_else(|| not_boolean(&answer, &title()))
    }

    /// Decides a predicate for an element that need not be in any state at hand.
    ///
    /// Where it raises, the element counts as chosen; the question is not failed by an element that may be in no state
    /// it is asked for. That is sound: the engine tells states apart by who is chosen. In a state with such an element
    /// evaluation raises too, so nothing learned from a selection that went well is ever used for it.
    fn select(&mut self, id: u32, element: Value) -> bool {
        if self.watch.interrupted {
            return true;
        }
        let decided = self.run.decide(self.py, id, element);
        if let Err(raised) = &decided
            && is_interrupt(self.py, raised)
        {
            self.watch.interrupt();
        }
        decided.unwrap_or(true)
    }

    fn failure(&mut self, raised: &PyErr, asked: &str, location: &str) -> Arc<Failure> {
        if is_interrupt(self.py, raised) {
            self.watch.interrupt();
            return refused();
        }
        Arc::new(failure(self.py, raised, asked, location))
    }
}
