//! What reports say about the parts of a run, whichever front end wrote them.

use fastcheck_engine::Found;
use fastcheck_values::{Universe, Value};
use pyo3::prelude::*;

use crate::outcome::Violation;

/// A property that was asked for.
pub(crate) struct Property<'a> {
    /// Indexes of its questions.
    pub(crate) questions: Vec<usize>,
    pub(crate) name: &'a str,
    /// "invariant", "action_property", ...
    pub(crate) kind: &'static str,
}

/// How one state of a trace was reached.
pub(crate) struct Reached {
    pub(crate) action: String,
    pub(crate) arguments: Vec<(String, Py<PyAny>)>,
    pub(crate) location: Option<String>,
}

/// A model whose run is reported.
pub(crate) trait Described {
    fn universe(&self) -> &Universe;

    /// Names of the state variables.
    fn variables(&self) -> &[String];

    /// Name and location of every action.
    fn actions(&self) -> &[(String, String)];

    /// All questions by index, with their arguments, as in `send(r=RM1)` or `Send(r1)`.
    fn questions(&self) -> Vec<&str>;

    /// The properties that were asked for, in the order in which they are reported.
    fn properties(&self) -> Vec<Property<'_>>;

    /// The temporal properties that were asked for, by name.
    fn temporal(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The fairness conditions, by name, and whether each is strong.
    fn fairness(&self) -> Vec<(&str, bool)> {
        Vec::new()
    }

    /// How a state was reached that `question` made; `None`: it is initial.
    fn reached(
        &self,
        py: Python<'_>,
        question: Option<usize>,
        element: Option<Value>,
    ) -> PyResult<Reached>;

    /// What is shown in the place of a trace's states, a record for each; `None`: the states themselves.
    fn shown(&self, found: &Found) -> Option<Vec<Option<Value>>> {
        let _ = found;
        None
    }

    /// The value of a variable as an object.
    fn object(&self, py: Python<'_>, variable: usize, value: Value) -> PyResult<Py<PyAny>>;

    /// What kind of violation a finding is.
    fn violation(&self, found: &Found) -> Violation;

    /// The exit code of something that could not be evaluated.
    fn exit_of_error(&self, found: &Found) -> i32;

    /// Where `question` was written, as file and line.
    fn place(&self, question: usize) -> Option<(String, Option<u32>)>;
}
