//! A Python model in reports.

use fastcheck_engine::{FailureKind, Finding, Found, QuestionKind};
use fastcheck_values::{Universe, Value};
use pyo3::prelude::*;

use crate::describe::{Described, Property, Reached};
use crate::outcome::Violation;
use crate::run::Run;

impl Described for Run {
    fn universe(&self) -> &Universe {
        &self.codec.universe
    }

    fn variables(&self) -> &[String] {
        &self.names
    }

    fn actions(&self) -> &[(String, String)] {
        &self.actions
    }

    fn questions(&self) -> Vec<&str> {
        let asked = self.asked.iter();
        asked.map(|asked| asked.display.as_str()).collect()
    }

    fn properties(&self) -> Vec<Property<'_>> {
        let kind = |kind| match kind {
            QuestionKind::Invariant => Some("invariant"),
            QuestionKind::StepProperty => Some("action_property"),
            QuestionKind::InitProperty => Some("init_property"),
            _ => None,
        };
        let asked = self.asked.iter().enumerate();
        asked
            .filter_map(|(question, asked)| {
                Some(Property {
                    questions: vec![question],
                    name: &asked.name,
                    kind: kind(asked.kind)?,
                })
            })
            .collect()
    }

    fn temporal(&self) -> Vec<&str> {
        let properties = self.temporal.properties.iter();
        properties.map(|property| property.name.as_str()).collect()
    }

    fn fairness(&self) -> Vec<(&str, bool)> {
        let fairness = self.temporal.fairness.iter();
        fairness
            .map(|fair| (fair.name.as_str(), fair.strong))
            .collect()
    }

    fn reached(
        &self,
        py: Python<'_>,
        question: Option<usize>,
        element: Option<Value>,
    ) -> PyResult<Reached> {
        let asked = question.and_then(|question| self.asked.get(question));
        let mut arguments = Vec::new();
        if let Some(asked) = asked {
            arguments.extend(
                asked
                    .arguments
                    .iter()
                    .map(|(name, value)| (name.clone(), value.clone_ref(py))),
            );
            let element = self.element(py, asked, element)?;
            arguments.extend(
                asked
                    .members
                    .as_ref()
                    .map(|members| members.0.clone())
                    .zip(element),
            );
        }
        let action = match asked.map(|asked| asked.kind) {
            Some(QuestionKind::Action { action }) => self.actions.get(action),
            _ => None,
        };
        Ok(Reached {
            action: action.map_or_else(|| "Init".to_owned(), |action| action.0.clone()),
            arguments,
            location: action.map(|action| action.1.clone()),
        })
    }

    fn object(&self, py: Python<'_>, variable: usize, value: Value) -> PyResult<Py<PyAny>> {
        self.codec.decode(py, &self.types[variable], value)
    }

    fn violation(&self, found: &Found) -> Violation {
        let name = |question: usize| {
            self.asked
                .get(question)
                .map_or_else(String::new, |asked| asked.name.clone())
        };
        let new = |kind, name, message, exit_code| Violation {
            kind,
            name,
            message,
            exit_code,
        };
        match &found.finding {
            Finding::Invariant(question) => {
                let name = name(*question);
                let message = format!("invariant {name} is violated");
                new("invariant", name, message, 12)
            }
            Finding::InitProperty(question) => {
                let name = name(*question);
                let message = format!("property {name} is violated by an initial state");
                new("init_property", name, message, 13)
            }
            Finding::StepProperty(question) => {
                let name = name(*question);
                let message = format!("step property {name} is violated");
                new("action_property", name, message, 13)
            }
            Finding::Deadlock => new(
                "deadlock",
                "deadlock".to_owned(),
                "a state without successors that is not terminal".to_owned(),
                11,
            ),
            Finding::Liveness(property) => {
                let names = self.temporal.properties.get(*property);
                let name = names.map_or_else(String::new, |property| property.name.clone());
                let message = format!("temporal property {name} is violated");
                new("liveness", name, message, 13)
            }
            Finding::Failure(question, failure) => match failure.kind {
                FailureKind::Type => {
                    let name = format!(
                        "type of {}",
                        failure.detail.as_deref().unwrap_or("a variable")
                    );
                    new("invariant", name, failure.message.clone(), 12)
                }
                _ => new(
                    "assertion",
                    question.map_or_else(|| "init".to_owned(), name),
                    failure.message.clone(),
                    14,
                ),
            },
        }
    }

    fn exit_of_error(&self, found: &Found) -> i32 {
        let question = match &found.finding {
            Finding::Failure(question, _) => *question,
            _ => None,
        };
        match question.and_then(|question| self.asked.get(question)) {
            Some(asked) if asked.kind == QuestionKind::StatePredicate => 77,
            Some(asked) if !asked.is_action() => 76,
            _ => 75,
        }
    }

    fn place(&self, question: usize) -> Option<(String, Option<u32>)> {
        let (file, line) = self.asked.get(question)?.location.rsplit_once(':')?;
        Some((file.to_owned(), line.parse().ok()))
    }
}
