//! Values to Python objects, by declared type.

use std::sync::Arc;

use fastcheck_values::{Shape, Value};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PySet, PyString, PyTuple, PyType};

use crate::codec::Codec;
use crate::errors::{error, repr};
use crate::schema::{Form, NONE, Type};

pub(crate) type Decoded<'py> = PyResult<Bound<'py, PyAny>>;

impl Codec {
    /// The object that was written as `value`. Immutable ones are the same object each time.
    ///
    /// # Errors
    /// `Internal` if it cannot have been written as `ty`; what constructors of user classes raise.
    pub(crate) fn decode(&self, py: Python<'_>, ty: &Type, value: Value) -> PyResult<Py<PyAny>> {
        Ok(self.decode_part(py, ty, value)?.unbind())
    }

    /// Each of `values`, of the same type.
    pub(crate) fn decode_all(
        &self,
        py: Python<'_>,
        ty: &Type,
        values: &[Value],
    ) -> PyResult<Vec<Py<PyAny>>> {
        values
            .iter()
            .map(|value| self.decode(py, ty, *value))
            .collect()
    }

    fn decode_part<'py>(&self, py: Python<'py>, ty: &Type, value: Value) -> Decoded<'py> {
        match (&ty.form, self.universe.shape(value)) {
            (Form::Boolean, Shape::Bool(b)) => Ok(PyBool::new(py, b).to_owned().into_any()),
            (Form::Integer { .. }, Shape::Int(i)) => int(py, i),
            (Form::None, Shape::Atom(NONE)) => Ok(py.None().into_bound(py)),
            (Form::Literal(choices), _) => {
                let found = choices
                    .iter()
                    .find(|choice| self.is_scalar(value, &choice.0));
                found
                    .map(|choice| choice.1.bind(py).clone())
                    .ok_or_else(|| self.misread(py, ty, value))
            }
            (Form::Atoms { members, names }, Shape::Atom(name)) => match names.get(name) {
                Some(index) => Ok(members[*index].1.bind(py).clone()),
                None => Err(self.misread(py, ty, value)),
            },
            (Form::Union(choices), _) => {
                match choices.iter().find(|choice| self.admits(choice, value)) {
                    Some(choice) => self.decode_part(py, choice, value),
                    None => Err(self.misread(py, ty, value)),
                }
            }
            (Form::Anything { .. }, _) => self.decode_anything(py, ty, value),
            _ if ty.immutable => {
                if let Some(object) = self.cached(py, ty, value) {
                    return Ok(object.into_bound(py));
                }
                let object = self.decode_compound(py, ty, value)?;
                self.cache(ty, value, object.clone().unbind());
                Ok(object)
            }
            _ => self.decode_compound(py, ty, value),
        }
    }

    fn decode_compound<'py>(&self, py: Python<'py>, ty: &Type, value: Value) -> Decoded<'py> {
        let each = |values: &[Value], item: &Type| -> PyResult<Vec<Bound<'py, PyAny>>> {
            values
                .iter()
                .map(|value| self.decode_part(py, item, *value))
                .collect()
        };
        match (&ty.form, self.universe.shape(value)) {
            (Form::String, Shape::Str(s)) => Ok(PyString::new(py, s).into_any()),
            (Form::Tuple { items, cls }, Shape::Tuple(parts)) if items.len() == parts.len() => {
                let parts = items
                    .iter()
                    .zip(parts)
                    .map(|(item, part)| self.decode_part(py, item, *part));
                let tuple = PyTuple::new(py, parts.collect::<PyResult<Vec<_>>>()?)?;
                match cls {
                    Some(cls) => cls.bind(py).call_method1("_make", (tuple,)),
                    None => Ok(tuple.into_any()),
                }
            }
            (Form::TupleAny(item), Shape::Tuple(parts)) => {
                Ok(PyTuple::new(py, each(parts, item)?)?.into_any())
            }
            (Form::List(item), Shape::Tuple(parts)) => {
                Ok(PyList::new(py, each(parts, item)?)?.into_any())
            }
            (Form::Set { item, frozen: true }, Shape::Set(members)) => {
                self.frozen_set(py, each(members, item)?)
            }
            (
                Form::Set {
                    item,
                    frozen: false,
                },
                Shape::Set(members),
            ) => {
                let set = PySet::new(py, each(members, item)?)?;
                distinct(set.as_any(), set.len(), members.len())?;
                Ok(set.into_any())
            }
            (Form::Dict { key, value: entry }, _) => {
                let pairs = self
                    .universe
                    .pairs(value)
                    .ok_or_else(|| self.misread(py, ty, value))?;
                let dict = PyDict::new(py);
                for (k, v) in pairs {
                    dict.set_item(
                        self.decode_part(py, key, k)?,
                        self.decode_part(py, entry, v)?,
                    )?;
                }
                let size = self.universe.size(value).unwrap_or(dict.len());
                distinct(dict.as_any(), dict.len(), size)?;
                Ok(dict.into_any())
            }
            (Form::Record { cls, fields }, _) => {
                let part = |(name, field): &(String, Arc<Type>)| {
                    let part = self.universe.apply(value, self.universe.string(name));
                    let part = part.ok_or_else(|| self.misread(py, ty, value))?;
                    Ok((name.clone(), self.decode_part(py, field, part)?))
                };
                instance(cls.bind(py), fields.iter().map(part))
            }
            _ => Err(self.misread(py, ty, value)),
        }
    }

    /// A frozenset of members in canonical order, which iterates in that order.
    pub(crate) fn frozen_set<'py>(
        &self,
        py: Python<'py>,
        members: Vec<Bound<'py, PyAny>>,
    ) -> Decoded<'py> {
        let size = members.len();
        let set = canonical_set(py)?.call1((PyTuple::new(py, members)?,))?;
        distinct(&set, set.len()?, size)?;
        Ok(set)
    }

    pub(crate) fn misread(&self, py: Python<'_>, ty: &Type, value: Value) -> PyErr {
        let message = format!(
            "the value {} cannot be read as {}",
            self.universe.display(value),
            ty.text
        );
        error(py, "Internal", &message, None)
    }
}

/// The class of frozensets that are read from the state.
pub(crate) fn canonical_set(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "fastcheck._order", "CanonicalSet")
}

/// Refuses a set or dict in which Python took different values for the same: they were not all there to read.
pub(crate) fn distinct(read: &Bound<'_, PyAny>, found: usize, written: usize) -> PyResult<()> {
    if found == written {
        return Ok(());
    }
    let message = format!(
        "{} was written with {written} different values that Python takes for {found}",
        repr(read)
    );
    let hint = "do not mix types whose values are equal, such as bool and int";
    Err(error(read.py(), "Ambiguous", &message, Some(hint)))
}

pub(crate) fn int(py: Python<'_>, i: i64) -> Decoded<'_> {
    Ok(PyInt::new(py, i).into_any())
}

/// An instance of a frozen dataclass with all its fields, made without running its constructor: a restored value
/// has been through it already.
pub(crate) fn instance<'py>(
    cls: &Bound<'py, PyType>,
    parts: impl Iterator<Item = PyResult<(String, Bound<'py, PyAny>)>>,
) -> Decoded<'py> {
    let base = cls.py().import("builtins")?.getattr("object")?;
    let object = base.call_method1("__new__", (cls,))?;
    for part in parts {
        let (name, part) = part?;
        base.call_method1("__setattr__", (&object, name, part))?;
    }
    Ok(object)
}
