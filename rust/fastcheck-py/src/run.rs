//! One run: the model's description as Rust sees it, and what its cursors share.

use std::sync::{Arc, Mutex};

use fastcheck_engine::liveness::Temporal;
use fastcheck_engine::system::PredicateId;
use fastcheck_engine::{Question, QuestionKind, Variable};
use fastcheck_values::{Universe, Value};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::codec::{Codec, lock, type_id};
use crate::errors::repr;
use crate::formula;
use crate::schema::{Schema, Type};

/// Everything that the code serving one run needs.
pub(crate) struct Run {
    pub(crate) codec: Codec,
    pub(crate) names: Vec<String>,
    pub(crate) types: Vec<Arc<Type>>,
    pub(crate) asked: Vec<Asked>,
    /// Name and location.
    pub(crate) actions: Vec<(String, String)>,
    pub(crate) temporal: Temporal,
    predicates: Mutex<Vec<Predicate>>,
    /// Predicate ids by key and element type.
    keys: Py<PyDict>,
}

/// A question as Python described it.
pub(crate) struct Asked {
    pub(crate) kind: QuestionKind,
    /// "action", "invariant", ...
    pub(crate) word: String,
    pub(crate) name: String,
    /// Name and arguments, as in `send(r=RM1)`.
    pub(crate) display: String,
    pub(crate) arguments: Vec<(String, Py<PyAny>)>,
    pub(crate) location: String,
    /// For a question per member of a set: the parameter, and the variable with the set.
    pub(crate) members: Option<(String, usize)>,
    direct: bool,
}

/// A predicate of the elements of a set.
struct Predicate {
    callable: Py<PyAny>,
    item: Arc<Type>,
}

type Described = (String, String, i64, Vec<(String, Py<PyAny>)>, String);

impl Run {
    /// Reads a `Description`, once.
    pub(crate) fn read(description: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = description.py();
        let variables: Vec<(String, Bound<'_, Schema>)> =
            description.getattr("variables")?.extract()?;
        let questions: Vec<Described> = description.getattr("questions")?.extract()?;
        let members = description.getattr("members")?;
        let direct = description.getattr("direct")?;
        let mut asked = Vec::with_capacity(questions.len());
        for (index, question) in questions.into_iter().enumerate() {
            let members = members.call_method1("get", (index,))?.extract()?;
            asked.push(Asked::read(py, question, members, direct.contains(index)?)?);
        }
        Ok(Run {
            codec: Codec::new(Arc::new(Universe::new())),
            names: variables
                .iter()
                .map(|variable| variable.0.clone())
                .collect(),
            types: variables
                .iter()
                .map(|variable| variable.1.get().inner.clone())
                .collect(),
            asked,
            actions: description.getattr("actions")?.extract()?,
            temporal: formula::read(description)?,
            predicates: Mutex::default(),
            keys: PyDict::new(py).unbind(),
        })
    }

    /// The variables, for the engine.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        let pairs = self.names.iter().zip(&self.types);
        pairs
            .map(|(name, ty)| Variable {
                name: name.clone(),
                hint: ty.hint(),
            })
            .collect()
    }

    /// The questions, for the engine.
    pub(crate) fn questions(&self) -> Vec<Question> {
        let question = |asked: &Asked| Question {
            kind: asked.kind,
            name: asked.display.clone(),
            over: asked.members.as_ref().map(|members| members.1),
            direct: asked.direct,
            impure: false,
        };
        self.asked.iter().map(question).collect()
    }

    /// The element of a question over a set, as an object.
    pub(crate) fn element(
        &self,
        py: Python<'_>,
        asked: &Asked,
        element: Option<Value>,
    ) -> PyResult<Option<Py<PyAny>>> {
        let set = asked
            .members
            .as_ref()
            .and_then(|members| self.types.get(members.1));
        match (element, set.and_then(|set| set.item())) {
            (Some(element), Some(item)) => self.codec.decode(py, item, element).map(Some),
            _ => Ok(None),
        }
    }

    /// The number of a predicate on elements of type `item`; equal keys are one predicate. Numbers start behind
    /// [`ALL`](fastcheck_engine::system::ALL).
    pub(crate) fn predicate(
        &self,
        key: &Bound<'_, PyAny>,
        callable: &Bound<'_, PyAny>,
        item: &Arc<Type>,
    ) -> PyResult<PredicateId> {
        let py = key.py();
        let keys = self.keys.bind(py);
        let key = PyTuple::new(
            py,
            [key.clone(), type_id(item).into_pyobject(py)?.into_any()],
        )?;
        if let Some(id) = keys.get_item(&key)? {
            return id.extract();
        }
        let id = {
            let mut predicates = lock(&self.predicates);
            predicates.push(Predicate {
                callable: callable.clone().unbind(),
                item: item.clone(),
            });
            PredicateId::try_from(predicates.len())?
        };
        keys.set_item(key, id)?;
        Ok(id)
    }

    /// Decides a predicate for one element, outside any question: with the function that first came under its key.
    pub(crate) fn decide(&self, py: Python<'_>, id: PredicateId, element: Value) -> PyResult<bool> {
        let (callable, item) = {
            let predicates = lock(&self.predicates);
            let known = (id as usize)
                .checked_sub(1)
                .and_then(|index| predicates.get(index));
            let known = known.ok_or_else(|| PyValueError::new_err(format!("no predicate {id}")))?;
            (known.callable.clone_ref(py), known.item.clone())
        };
        self.test(callable.bind(py), &item, element)
    }

    /// Calls a predicate on one element.
    pub(crate) fn test(
        &self,
        callable: &Bound<'_, PyAny>,
        item: &Type,
        element: Value,
    ) -> PyResult<bool> {
        let answer = callable.call1((self.codec.decode(callable.py(), item, element)?,))?;
        boolean(&answer).ok_or_else(|| not_boolean(&answer, "a predicate of set elements"))
    }
}

impl Asked {
    fn read(
        py: Python<'_>,
        described: Described,
        members: Option<(String, usize)>,
        direct: bool,
    ) -> PyResult<Self> {
        let (word, name, action, arguments, location) = described;
        let kind = match word.as_str() {
            "action" => QuestionKind::Action {
                action: usize::try_from(action)?,
            },
            "invariant" => QuestionKind::Invariant,
            "constraint" => QuestionKind::Constraint,
            "terminal" => QuestionKind::Terminal,
            "step_property" => QuestionKind::StepProperty,
            "predicate" => QuestionKind::StatePredicate,
            _ => {
                return Err(PyValueError::new_err(format!(
                    "no kind of question: {word}"
                )));
            }
        };
        let shown = arguments
            .iter()
            .map(|(name, value)| format!("{name}={}", repr(value.bind(py))));
        let shown: Vec<String> = shown
            .chain(members.iter().map(|members| members.0.clone()))
            .collect();
        let display = if shown.is_empty() {
            name.clone()
        } else {
            format!("{name}({})", shown.join(", "))
        };
        Ok(Asked {
            kind,
            word,
            name,
            display,
            arguments,
            location,
            members,
            direct,
        })
    }

    /// How messages name it, as in "action send(r=RM1)".
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.word.replace('_', " "), self.display)
    }

    /// Whether it may change the state.
    pub(crate) fn is_action(&self) -> bool {
        matches!(self.kind, QuestionKind::Action { .. })
    }
}

/// An exact bool; nothing else counts as an answer.
pub(crate) fn boolean(answer: &Bound<'_, PyAny>) -> Option<bool> {
    answer
        .cast_exact::<pyo3::types::PyBool>()
        .ok()
        .map(|answer| answer.is_true())
}

/// A `NotBoolean`: `what` answered something else.
pub(crate) fn not_boolean(answer: &Bound<'_, PyAny>, what: &str) -> PyErr {
    let message = format!("{what} gave {}, which is not a bool", repr(answer));
    crate::errors::error(
        answer.py(),
        "NotBoolean",
        &message,
        Some("make it a comparison, or bool(...)"),
    )
}
