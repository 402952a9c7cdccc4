//! The options of a run, as Python passes them.

use std::time::Duration;

use fastcheck_engine::Options;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Reads a dict of options; see the stub file.
///
/// # Errors
/// A negative or unknown option, or a value of the wrong type. Options that are not there have their defaults.
pub(crate) fn read(dict: &Bound<'_, PyDict>) -> PyResult<Options> {
    let mut options = Options::default();
    for (name, value) in dict.iter() {
        let name: String = name.extract()?;
        match name.as_str() {
            "workers" => options.workers = value.extract::<usize>()?.max(1),
            "deadlock" => options.deadlock = value.extract::<Option<bool>>()?.unwrap_or(true),
            "learn" => options.learn = value.extract()?,
            "continue_" => options.go_on = value.extract()?,
            "max_states" => options.max_states = value.extract()?,
            "max_depth" => options.max_depth = value.extract()?,
            "max_seconds" => {
                options.max_time = value.extract::<Option<f64>>()?.map(seconds).transpose()?
            }
            "memory" => options.max_memory = value.extract()?,
            "fingerprint" => options.fingerprint_bits = fingerprint(value.extract()?)?,
            "states" => options.record_states = value.extract()?,
            "graph" => options.record_graph = value.extract()?,
            // The description says what is to be kept.
            "keep" => {}
            _ => return Err(PyKeyError::new_err(format!("no option {name}"))),
        }
    }
    Ok(options)
}

fn seconds(seconds: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(seconds)
        .map_err(|error| PyValueError::new_err(format!("max_seconds: {error}")))
}

fn fingerprint(bits: u32) -> PyResult<u32> {
    match bits {
        64 | 128 => Ok(bits),
        _ => Err(PyValueError::new_err(format!(
            "fingerprint: 64 or 128 bits, not {bits}"
        ))),
    }
}
