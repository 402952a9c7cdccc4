//! The model as a transition system: a proxy that passes every question to the thread that called `explore`.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use fastcheck_engine::liveness::Temporal;
use fastcheck_engine::system::PredicateId;
use fastcheck_engine::{Answer, Ask, Failure, Question, System, Variable};
use fastcheck_values::{Universe, Value};

use crate::errors::refused;
use crate::run::Run;

/// What the engine wants from Python, with the way back.
pub(crate) enum Request {
    Initial(Sender<Result<Vec<Vec<Value>>, Arc<Failure>>>),
    Answer(Vec<Ask>, Sender<Vec<Ask>>),
    Select(PredicateId, Vec<Value>, Sender<Vec<bool>>),
}

/// Answers questions by sending them to another thread and waiting. Knows no Python.
pub(crate) struct PySystem {
    universe: Arc<Universe>,
    variables: Vec<Variable>,
    actions: Vec<String>,
    questions: Vec<Question>,
    temporal: Temporal,
    requests: Sender<Request>,
}

impl PySystem {
    /// The proxy of `run`; whoever reads the other end of `requests` answers.
    pub(crate) fn new(run: &Run, requests: Sender<Request>) -> Self {
        PySystem {
            universe: run.codec.universe.clone(),
            variables: run.variables(),
            actions: run.actions.iter().map(|action| action.0.clone()).collect(),
            questions: run.questions(),
            temporal: run.temporal.clone(),
            requests,
        }
    }

    /// Sends a request and waits for its reply; `None` when nobody answers any more.
    fn call<T>(&self, request: impl FnOnce(Sender<T>) -> Request) -> Option<T> {
        let (reply, answer) = channel();
        self.requests.send(request(reply)).ok()?;
        answer.recv().ok()
    }
}

impl System for PySystem {
    fn universe(&self) -> &Arc<Universe> {
        &self.universe
    }

    fn variables(&self) -> &[Variable] {
        &self.variables
    }

    fn actions(&self) -> &[String] {
        &self.actions
    }

    fn questions(&self) -> &[Question] {
        &self.questions
    }

    fn temporal(&self) -> &Temporal {
        &self.temporal
    }

    fn initial(
        &self,
        sink: &mut dyn FnMut(&[Value]) -> ControlFlow<()>,
    ) -> Result<(), Arc<Failure>> {
        let states = self
            .call(Request::Initial)
            .unwrap_or_else(|| Err(refused()))?;
        // Whoever wants no more of them has what it wants.
        let _ = states.iter().try_for_each(|state| sink(state));
        Ok(())
    }

    fn answer(&self, asks: Vec<Ask>) -> Vec<Ask> {
        let (reply, answer) = channel();
        match self.requests.send(Request::Answer(asks, reply)) {
            // The calling thread gives up between requests only, so a reply comes unless it panicked; then the asks
            // are lost, and so is the run.
            Ok(()) => answer.recv().expect("the thread that answers is gone"),
            Err(unsent) => match unsent.0 {
                Request::Answer(asks, _) => asks.into_iter().map(refuse).collect(),
                _ => Vec::new(),
            },
        }
    }

    fn select(
        &self,
        predicate: PredicateId,
        elements: &[Value],
    ) -> Result<Vec<bool>, Arc<Failure>> {
        let decided = self.call(|reply| Request::Select(predicate, elements.to_vec(), reply));
        decided.ok_or_else(refused)
    }
}

/// Answers an ask without evaluating it, because the run was interrupted.
pub(crate) fn refuse(mut ask: Ask) -> Ask {
    ask.answer = Some(Answer::Failure(refused()));
    ask
}
