//! The recorded graph of a run, for more temporal properties after it.

use std::sync::Arc;

use fastcheck_engine::StopToken;
use fastcheck_engine::liveness::{Fairness, Property, StateGraph, check};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::formula;

/// States and steps by number, and what holds of them.
#[pyclass(frozen, module = "fastcheck._native")]
pub(crate) struct Recorded {
    graph: Arc<StateGraph>,
    fairness: Vec<Fairness>,
}

impl Recorded {
    pub(crate) fn new(graph: Arc<StateGraph>, fairness: Vec<Fairness>) -> Self {
        Recorded { graph, fairness }
    }
}

#[pymethods]
impl Recorded {
    /// A fair behaviour that violates the formula, if there is one: the numbers of its states, and the index of the one
    /// that follows the last.
    fn check(
        &self,
        py: Python<'_>,
        name: String,
        described: &Bound<'_, PyTuple>,
    ) -> PyResult<Option<(Vec<u32>, usize)>> {
        let property = [Property {
            name,
            formula: formula::parse(described)?,
        }];
        let run = || check(&self.graph, &property, &self.fairness, 1, &StopToken::new());
        let mut found = py.detach(run).map_err(PyValueError::new_err)?;
        let found = found.pop().flatten();
        Ok(found.map(|violation| (violation.states, violation.loop_start)))
    }
}
