//! Python objects to values: nothing is written that would not be read back the same.

use std::sync::Arc;

use fastcheck_values::Value;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple, PyType};

use crate::codec::Codec;
use crate::decode::canonical_set;
use crate::errors::{error, repr, type_violation};
use crate::schema::{Form, NONE, Scalar, Type};

/// Why an object is not encoded.
pub(crate) enum Refusal {
    /// It is not of the type: what is not, of what.
    Mismatch { found: Py<PyAny>, text: String },
    /// An exception.
    Raised(PyErr),
}

impl From<PyErr> for Refusal {
    fn from(raised: PyErr) -> Self {
        Refusal::Raised(raised)
    }
}

pub(crate) type Encoded = Result<Value, Refusal>;

impl Codec {
    /// The value of an object to be written to `variable`; `what` names the place in it, for messages.
    ///
    /// # Errors
    /// `TypeViolation` when it is not of type `ty`; `Ambiguous`, `UnsupportedValue`.
    pub(crate) fn encode(
        &self,
        object: &Bound<'_, PyAny>,
        ty: &Type,
        variable: &str,
        what: impl FnOnce() -> String,
    ) -> PyResult<Value> {
        self.encode_part(object, ty, false)
            .map_err(|refusal| match refusal {
                Refusal::Raised(raised) => raised,
                Refusal::Mismatch { found, text } => {
                    let whole = repr(object);
                    let found = repr(found.bind(object.py()));
                    let part = if found == whole {
                        String::new()
                    } else {
                        format!(": {found} is not {text}")
                    };
                    let message = format!(
                        "{whole} is outside the declared type {} of {}{part}",
                        ty.text,
                        what()
                    );
                    type_violation(variable, object, &message)
                }
            })
    }

    /// The value of an object, if it is of type `ty`.
    ///
    /// # Errors
    /// Any exception but that of a mismatch.
    pub(crate) fn encode_if(
        &self,
        object: &Bound<'_, PyAny>,
        ty: &Type,
    ) -> PyResult<Option<Value>> {
        match self.encode_part(object, ty, false) {
            Ok(value) => Ok(Some(value)),
            Err(Refusal::Mismatch { .. }) => Ok(None),
            Err(Refusal::Raised(raised)) => Err(raised),
        }
    }

    /// `exact`: a set is not taken for a frozenset, nor the other way round, because a union may contain both.
    fn encode_part(&self, object: &Bound<'_, PyAny>, ty: &Type, exact: bool) -> Encoded {
        match &ty.form {
            Form::Boolean if object.is_exact_instance_of::<PyBool>() => {
                Ok(self.universe.boolean(object.extract()?))
            }
            Form::Integer { low, high } if object.is_exact_instance_of::<PyInt>() => {
                match object.extract::<i64>() {
                    Ok(i) if (*low..=*high).contains(&i) => Ok(self.universe.int(i)),
                    _ => Err(mismatch(object, ty)),
                }
            }
            Form::String if object.is_exact_instance_of::<PyString>() => self.string(object),
            Form::None if object.is_none() => Ok(self.universe.atom(NONE)),
            Form::Literal(choices) => self.literal(object, ty, choices),
            Form::Atoms { members, .. } => self.member(object, ty, members),
            Form::Union(choices) => self.union(object, ty, choices),
            Form::Anything { .. } => self.anything(object, ty, 0),
            _ => self.compound(object, ty, exact),
        }
    }

    fn compound(&self, object: &Bound<'_, PyAny>, ty: &Type, exact: bool) -> Encoded {
        match &ty.form {
            Form::Tuple { items, cls } => self.fixed_tuple(object, ty, items, cls.as_ref(), exact),
            Form::TupleAny(item) => match object.cast_exact::<PyTuple>() {
                Ok(parts) => self.sequence(parts.iter(), item, exact),
                Err(_) => Err(mismatch(object, ty)),
            },
            Form::List(item) => match object.cast_exact::<PyList>() {
                Ok(parts) => self.sequence(parts.iter(), item, exact),
                Err(_) => Err(mismatch(object, ty)),
            },
            Form::Set { item, frozen } if is_set(object, *frozen, exact)? => {
                let members = object
                    .try_iter()?
                    .map(|member| self.encode_part(&member?, item, exact));
                Ok(self.universe.set(members.collect::<Result<_, _>>()?))
            }
            Form::Dict { key, value } => match object.cast_exact::<PyDict>() {
                Ok(entries) => self.dict(entries, key, value, exact),
                Err(_) => Err(mismatch(object, ty)),
            },
            Form::Record { cls, fields } if object.get_type().is(cls) => {
                let mut pairs = Vec::with_capacity(fields.len());
                for (name, field) in fields {
                    let part = object.getattr(name.as_str())?;
                    pairs.push((
                        self.universe.string(name),
                        self.encode_part(&part, field, exact)?,
                    ));
                }
                self.function(object, pairs)
            }
            _ => Err(mismatch(object, ty)),
        }
    }

    pub(crate) fn string(&self, object: &Bound<'_, PyAny>) -> Encoded {
        Ok(self.universe.string(
            object
                .cast_exact::<PyString>()
                .map_err(PyErr::from)?
                .to_str()?,
        ))
    }

    fn literal(
        &self,
        object: &Bound<'_, PyAny>,
        ty: &Type,
        choices: &[(Scalar, Py<PyAny>)],
    ) -> Encoded {
        match position(choices, object)? {
            Some(index) => Ok(match &choices[index].0 {
                Scalar::Bool(b) => self.universe.boolean(*b),
                Scalar::Int(i) => self.universe.int(*i),
                Scalar::Str(s) => self.universe.string(s),
                Scalar::Atom(name) => self.universe.atom(name),
            }),
            None => Err(mismatch(object, ty)),
        }
    }

    fn member(
        &self,
        object: &Bound<'_, PyAny>,
        ty: &Type,
        members: &[(String, Py<PyAny>)],
    ) -> Encoded {
        match position(members, object)? {
            Some(index) => Ok(self.universe.atom(&members[index].0)),
            None => Err(mismatch(object, ty)),
        }
    }

    /// The first choice that accepts the object, which must be the one that reads it back.
    fn union(&self, object: &Bound<'_, PyAny>, ty: &Type, choices: &[Arc<Type>]) -> Encoded {
        for (index, choice) in choices.iter().enumerate() {
            let value = match self.encode_part(object, choice, true) {
                Err(Refusal::Mismatch { .. }) => continue,
                encoded => encoded?,
            };
            return match choices.iter().position(|choice| self.admits(choice, value)) {
                Some(first) if first != index => {
                    let message = format!(
                        "{} as {} in {} would be read back as {}",
                        repr(object),
                        choice.text,
                        ty.text,
                        choices[first].text
                    );
                    let hint = "give each choice a field such as kind: Literal[\"a\"], or reorder the choices";
                    Err(error(object.py(), "Ambiguous", &message, Some(hint)).into())
                }
                _ => Ok(value),
            };
        }
        Err(mismatch(object, ty))
    }

    fn fixed_tuple(
        &self,
        object: &Bound<'_, PyAny>,
        ty: &Type,
        items: &[Arc<Type>],
        cls: Option<&Py<PyType>>,
        exact: bool,
    ) -> Encoded {
        let class_fits = match cls {
            Some(cls) => object.get_type().is(cls),
            None => object.is_exact_instance_of::<PyTuple>(),
        };
        match object.cast::<PyTuple>() {
            Ok(parts) if class_fits && parts.len() == items.len() => {
                let parts = parts
                    .iter()
                    .zip(items)
                    .map(|(part, item)| self.encode_part(&part, item, exact));
                Ok(self.universe.tuple(parts.collect::<Result<_, _>>()?))
            }
            _ => Err(mismatch(object, ty)),
        }
    }

    fn sequence<'py>(
        &self,
        parts: impl Iterator<Item = Bound<'py, PyAny>>,
        item: &Type,
        exact: bool,
    ) -> Encoded {
        let parts = parts.map(|part| self.encode_part(&part, item, exact));
        Ok(self.universe.tuple(parts.collect::<Result<_, _>>()?))
    }

    fn dict(&self, entries: &Bound<'_, PyDict>, key: &Type, value: &Type, exact: bool) -> Encoded {
        let mut pairs = Vec::with_capacity(entries.len());
        for (k, v) in entries.iter() {
            pairs.push((
                self.encode_part(&k, key, exact)?,
                self.encode_part(&v, value, exact)?,
            ));
        }
        self.function(entries.as_any(), pairs)
    }

    pub(crate) fn function(
        &self,
        object: &Bound<'_, PyAny>,
        pairs: Vec<(Value, Value)>,
    ) -> Encoded {
        self.universe.function(pairs).map_err(|duplicate| {
            let key = self.universe.display(duplicate.key);
            let message = format!("two keys of {} are the same value {key}", repr(object));
            error(object.py(), "Ambiguous", &message, None).into()
        })
    }
}

/// Which of the known objects this is, or is equal to and of the same class.
///
/// Looks for the object itself first: equality may be Python code.
fn position<T>(known: &[(T, Py<PyAny>)], object: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
    if let Some(index) = known.iter().position(|(_, known)| known.is(object)) {
        return Ok(Some(index));
    }
    let cls = object.get_type();
    for (index, (_, known)) in known.iter().enumerate() {
        let known = known.bind(object.py());
        if known.get_type().is(&cls) && known.eq(object)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Whether it is a frozenset, of Python's class or read from a state.
pub(crate) fn is_frozen_set(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.is_exact_instance_of::<PyFrozenSet>()
        || object.get_type().is(canonical_set(object.py())?))
}

fn is_set(object: &Bound<'_, PyAny>, frozen: bool, exact: bool) -> PyResult<bool> {
    let is_open = object.is_exact_instance_of::<PySet>();
    if exact && !frozen {
        Ok(is_open)
    } else {
        Ok((is_open && !exact) || is_frozen_set(object)?)
    }
}

fn mismatch(object: &Bound<'_, PyAny>, ty: &Type) -> Refusal {
    Refusal::Mismatch {
        found: object.clone().unbind(),
        text: ty.text.clone(),
    }
}
