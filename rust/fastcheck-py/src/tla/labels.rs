//! A specification in reports.

use fastcheck_engine::{Finding, Found, QuestionKind, System};
use fastcheck_values::{Universe, Value};
use pyo3::prelude::*;

use super::Specification;
use super::decode;
use super::diagnostics::location;
use crate::describe::{Described, Property, Reached};
use crate::outcome::Violation;

/// A specification with the names that reports use.
pub(crate) struct Labelled<'s> {
    specification: &'s Specification,
    variables: Vec<String>,
    actions: Vec<(String, String)>,
}

impl<'s> Labelled<'s> {
    pub(crate) fn new(specification: &'s Specification) -> Self {
        let variables = specification.variables().iter();
        let actions = specification.actions_shown().iter();
        Labelled {
            specification,
            variables: variables.map(|variable| variable.name.clone()).collect(),
            actions: actions
                .map(|action| {
                    let place = location(&specification.sources, action.location);
                    (action.name.to_string(), place)
                })
                .collect(),
        }
    }

    /// What the configuration calls the property that a question belongs to.
    fn property(&self, question: usize) -> String {
        self.specification.shown(question).property.to_string()
    }

    /// How messages name a question.
    fn title(&self, question: usize) -> String {
        self.specification.questions()[question].name.clone()
    }
}

fn kind_of(kind: QuestionKind) -> Option<&'static str> {
    match kind {
        QuestionKind::Invariant => Some("invariant"),
        QuestionKind::StepProperty => Some("action_property"),
        QuestionKind::InitProperty => Some("init_property"),
        _ => None,
    }
}

impl Described for Labelled<'_> {
    fn universe(&self) -> &Universe {
        self.specification.values()
    }

    fn variables(&self) -> &[String] {
        &self.variables
    }

    fn actions(&self) -> &[(String, String)] {
        &self.actions
    }

    fn questions(&self) -> Vec<&str> {
        let questions = self.specification.questions().iter();
        questions.map(|question| question.name.as_str()).collect()
    }

    /// Each once, though several questions may be asked for it: for its conjuncts, or for the parts of a conjunction.
    fn properties(&self) -> Vec<Property<'_>> {
        let mut properties: Vec<Property<'_>> = Vec::new();
        for (question, asked) in self.specification.questions().iter().enumerate() {
            let Some(kind) = kind_of(asked.kind) else {
                continue;
            };
            let name: &str = &self.specification.shown(question).property;
            let same = |one: &&mut Property<'_>| one.name == name && one.kind == kind;
            match properties.iter_mut().find(same) {
                Some(property) => property.questions.push(question),
                None => properties.push(Property {
                    questions: vec![question],
                    name,
                    kind,
                }),
            }
        }
        properties
    }

    fn temporal(&self) -> Vec<&str> {
        let properties = self.specification.temporal().properties.iter();
        properties.map(|property| property.name.as_str()).collect()
    }

    fn fairness(&self) -> Vec<(&str, bool)> {
        let conditions = self.specification.temporal().fairness.iter();
        conditions
            .map(|condition| (condition.name.as_str(), condition.strong))
            .collect()
    }

    fn reached(
        &self,
        _: Python<'_>,
        question: Option<usize>,
        element: Option<Value>,
    ) -> PyResult<Reached> {
        let Some(question) = question else {
            return Ok(Reached {
                action: "Init".to_owned(),
                arguments: Vec::new(),
                location: None,
            });
        };
        let shown = self.specification.shown(question);
        let arguments = shown.args.iter().map(|argument| argument.1);
        let arguments = arguments.chain(element);
        let arguments: Vec<String> = arguments
            .map(|argument| self.universe().display(argument))
            .collect();
        let action = match arguments.as_slice() {
            [] => shown.name.to_string(),
            arguments => format!("{}({})", shown.name, arguments.join(", ")),
        };
        Ok(Reached {
            action,
            arguments: Vec::new(),
            location: Some(location(&self.specification.sources, shown.location)),
        })
    }

    fn shown(&self, found: &Found) -> Option<Vec<Option<Value>>> {
        let states: Vec<Vec<Value>> = found
            .trace
            .iter()
            .map(|state| state.values.clone())
            .collect();
        let back = found.lasso.as_ref().map(|lasso| lasso.loop_start);
        let shown = self.specification.alias(&states, back)?;
        Some(shown.into_iter().map(Result::ok).collect())
    }

    fn object(&self, py: Python<'_>, _: usize, value: Value) -> PyResult<Py<PyAny>> {
        decode::object(py, self.universe(), value).map(Bound::unbind)
    }

    fn violation(&self, found: &Found) -> Violation {
        let new = |kind, name: String, message, exit_code| Violation {
            kind,
            name,
            message,
            exit_code,
        };
        match &found.finding {
            Finding::Invariant(question) => {
                let name = self.property(*question);
                let message = format!("invariant {name} is violated");
                new("invariant", name, message, 12)
            }
            Finding::InitProperty(question) => {
                let name = self.property(*question);
                let message = format!("property {name} is violated by an initial state");
                new("init_property", name, message, 13)
            }
            Finding::StepProperty(question) => {
                let name = self.property(*question);
                let message = format!("step property {name} is violated");
                new("action_property", name, message, 13)
            }
            Finding::Deadlock => new(
                "deadlock",
                "deadlock".to_owned(),
                "a state without successors".to_owned(),
                11,
            ),
            Finding::Liveness(property) => {
                let name = self
                    .temporal()
                    .get(*property)
                    .copied()
                    .unwrap_or("a property");
                let message = format!("temporal property {name} is violated");
                // As TLC: what the trace decides, however it goes on, is a matter of safety.
                let exit_code = if found.lasso.is_some() { 13 } else { 12 };
                new("liveness", name.to_owned(), message, exit_code)
            }
            Finding::Failure(question, failure) => {
                let name = question.map_or_else(|| "Init".to_owned(), |asked| self.title(asked));
                new(
                    "assertion",
                    name,
                    failure.message.clone(),
                    self.exit_of_assertion(*question),
                )
            }
        }
    }

    /// As TLC: an invariant that cannot be evaluated is a failure of its own kind, unless in an initial state.
    fn exit_of_error(&self, found: &Found) -> i32 {
        let Finding::Failure(question, _) = &found.finding else {
            return 75;
        };
        match question.map(|question| self.specification.questions()[question].kind) {
            Some(QuestionKind::Invariant) if found.trace.len() > 1 => 76,
            _ => 75,
        }
    }

    fn place(&self, question: usize) -> Option<(String, Option<u32>)> {
        let (file, line, _) = self
            .specification
            .place(self.specification.shown(question).location);
        Some((file, Some(line)))
    }
}

impl Labelled<'_> {
    fn exit_of_assertion(&self, question: Option<usize>) -> i32 {
        match question.map(|question| self.specification.questions()[question].kind) {
            Some(QuestionKind::Invariant) => 76,
            _ => 14,
        }
    }
}
