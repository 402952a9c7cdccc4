//! Values of TLA+ as Python objects; `fastcheck.values` says which.

use fastcheck_values::{Shape, Universe, Value};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyInt, PyString, PyTuple, PyType};

use crate::decode::canonical_set;

/// How deep a value may be to become an object: Python compares and hashes objects by recursion.
const DEEPEST: u32 = 200;

/// The object that stands for `value`; for one that is too deep, its text in TLA+ notation as a model value.
pub(crate) fn object<'py>(
    py: Python<'py>,
    universe: &Universe,
    value: Value,
) -> PyResult<Bound<'py, PyAny>> {
    if universe.depth(value) > DEEPEST {
        return model_value(py)?.call1((universe.display(value),));
    }
    part(py, universe, value)
}

fn part<'py>(py: Python<'py>, universe: &Universe, value: Value) -> PyResult<Bound<'py, PyAny>> {
    let each = |values: &[Value]| {
        let parts = values.iter().map(|value| part(py, universe, *value));
        PyTuple::new(py, parts.collect::<PyResult<Vec<_>>>()?)
    };
    let mapping = |pairs: &[(Value, Value)]| {
        let dict = PyDict::new(py);
        for (key, value) in pairs {
            dict.set_item(part(py, universe, *key)?, part(py, universe, *value)?)?;
        }
        Ok::<_, PyErr>(dict)
    };
    match universe.shape(value) {
        Shape::Bool(b) => Ok(PyBool::new(py, b).to_owned().into_any()),
        Shape::Int(i) => Ok(PyInt::new(py, i).into_any()),
        Shape::Str(s) => Ok(PyString::new(py, s).into_any()),
        Shape::Atom(name) => model_value(py)?.call1((name,)),
        Shape::Set(members) => canonical_set(py)?.call1((each(members)?,)),
        Shape::Tuple(items) => Ok(each(items)?.into_any()),
        Shape::Record(pairs) => record(py)?.call1((mapping(pairs)?,)),
        Shape::Function(pairs) => function(py)?.call1((mapping(pairs)?,)),
    }
}

fn model_value(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "fastcheck.values", "ModelValue")
}

fn record(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "fastcheck.values", "Record")
}

fn function(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "fastcheck.values", "Function")
}
