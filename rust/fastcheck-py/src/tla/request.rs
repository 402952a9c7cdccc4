//! What Python asks: a specification, its configuration, and what is said instead of it.

use fastcheck_tla::sema::Options;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A specification to check; see the stub file for its keys.
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) config: Option<String>,
    pub(crate) library: Vec<String>,
    /// What the configuration is to be read with.
    pub(crate) options: Options,
    /// Only the invariants and properties of the options are checked.
    pub(crate) only_named: bool,
}

impl Request {
    /// Reads a dict.
    ///
    /// # Errors
    /// A key that is missing or has another type.
    pub(crate) fn read(dict: &Bound<'_, PyDict>) -> PyResult<Self> {
        let invariants: Option<Vec<String>> = get(dict, "invariants")?.extract()?;
        let properties: Option<Vec<String>> = get(dict, "properties")?.extract()?;
        let only_named = invariants.is_some() || properties.is_some();
        Ok(Request {
            path: get(dict, "path")?.extract()?,
            config: get(dict, "config")?.extract()?,
            library: get(dict, "library")?.extract()?,
            options: Options {
                constants: get(dict, "constants")?.extract()?,
                specification: get(dict, "specification")?.extract()?,
                init: get(dict, "init")?.extract()?,
                next: get(dict, "next")?.extract()?,
                invariants: invariants.unwrap_or_default(),
                properties: properties.unwrap_or_default(),
                ..Options::default()
            },
            only_named,
        })
    }
}

fn get<'py>(dict: &Bound<'py, PyDict>, name: &'static str) -> PyResult<Bound<'py, PyAny>> {
    dict.get_item(name)?
        .ok_or_else(|| PyKeyError::new_err(name))
}
