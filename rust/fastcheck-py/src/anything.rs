//! Values under an `Any`: written by their structure, and read back as the classes that were written there.

use fastcheck_values::{Shape, Value};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PySet, PyString, PyTuple};

use crate::codec::{Codec, Fields};
use crate::decode::{Decoded, distinct, instance, int};
use crate::encode::{Encoded, is_frozen_set};
use crate::errors::{class_name, error, repr};
use crate::schema::{Form, NONE, Type, member_name};

/// How deep values may be nested under an `Any`; declared types bound their depth by themselves.
const DEEPEST: usize = 200;

impl Codec {
    /// The value of an object by its structure, which is remembered for reading it back.
    pub(crate) fn anything(&self, object: &Bound<'_, PyAny>, ty: &Type, depth: usize) -> Encoded {
        let py = object.py();
        if depth > DEEPEST {
            let message = format!("a value nested more than {DEEPEST} deep");
            return Err(error(py, "UnsupportedValue", &message, None).into());
        }
        if let Form::Anything { hashed: true } = ty.form {
            self.register_compared(ty, object)?;
        }
        let part = |part: &Bound<'_, PyAny>| self.anything(part, ty, depth + 1);
        if object.is_none() {
            self.register_atom(ty, NONE, object)?;
            Ok(self.universe.atom(NONE))
        } else if object.is_exact_instance_of::<PyBool>() {
            Ok(self.universe.boolean(object.extract()?))
        } else if object.is_exact_instance_of::<PyInt>() {
            object
                .extract::<i64>()
                .map(|i| self.universe.int(i))
                .map_err(|_| {
                    let message = format!("{} does not fit 64 bits", repr(object));
                    error(py, "UnsupportedValue", &message, None).into()
                })
        } else if object.is_exact_instance_of::<PyString>() {
            self.string(object)
        } else if let Ok(items) = object.cast_exact::<PyTuple>() {
            Ok(self.universe.tuple(
                items
                    .iter()
                    .map(|item| part(&item))
                    .collect::<Result<_, _>>()?,
            ))
        } else if is_frozen_set(object)? {
            let members = object.try_iter()?.map(|member| part(&member?));
            Ok(self.universe.set(members.collect::<Result<_, _>>()?))
        } else if let Ok(entries) = object.cast_exact::<PyDict>() {
            self.free_dict(entries, ty, depth)
        } else {
            self.instance(object, ty, depth)
        }
    }

    /// A dict under an `Any`: refused where it would be read back as a tuple.
    fn free_dict(&self, entries: &Bound<'_, PyDict>, ty: &Type, depth: usize) -> Encoded {
        let mut pairs = Vec::with_capacity(entries.len());
        let mut names = Some(Vec::new());
        for (key, value) in entries.iter() {
            names = names
                .zip(key.extract::<String>().ok())
                .map(|(mut names, name)| {
                    names.push(name);
                    names
                });
            pairs.push((
                self.anything(&key, ty, depth + 1)?,
                self.anything(&value, ty, depth + 1)?,
            ));
        }
        let value = self.function(entries.as_any(), pairs)?;
        if let Shape::Tuple(_) = self.universe.shape(value) {
            return Err(
                ambiguous(entries.as_any(), "a tuple", "declare the type: dict[K, V]").into(),
            );
        }
        if let Some(names) = names {
            self.register_fields(entries.py(), ty, names, Fields::Dict)?;
        }
        Ok(value)
    }

    /// A member of an Enum or sort, a frozen dataclass or a NamedTuple under an `Any`.
    fn instance(&self, object: &Bound<'_, PyAny>, ty: &Type, depth: usize) -> Encoded {
        let py = object.py();
        if is_member(object)? {
            let name = member_name(object)?;
            self.register_atom(ty, &name, object)?;
            return Ok(self.universe.atom(&name));
        }
        let (names, fields) = match fields_of(object)? {
            Some(found) => found,
            None => return Err(unsupported(object).into()),
        };
        if names.is_empty() {
            return Err(ambiguous(object, "an empty tuple", "give the class a field").into());
        }
        let mut pairs = Vec::with_capacity(names.len());
        for name in &names {
            let part = object.getattr(name.as_str())?;
            pairs.push((
                self.universe.string(name),
                self.anything(&part, ty, depth + 1)?,
            ));
        }
        self.register_fields(py, ty, names, fields)?;
        self.function(object, pairs)
    }

    /// The object that was written as `value` under this `Any`.
    pub(crate) fn decode_anything<'py>(
        &self,
        py: Python<'py>,
        ty: &Type,
        value: Value,
    ) -> Decoded<'py> {
        let each = |values: &[Value]| -> PyResult<Vec<Bound<'py, PyAny>>> {
            values
                .iter()
                .map(|value| self.decode_anything(py, ty, *value))
                .collect()
        };
        match self.universe.shape(value) {
            Shape::Bool(b) => Ok(PyBool::new(py, b).to_owned().into_any()),
            Shape::Int(i) => int(py, i),
            Shape::Str(s) => Ok(PyString::new(py, s).into_any()),
            Shape::Atom(name) => match self.registered_atom(py, ty, name) {
                Some(object) => Ok(object.into_bound(py)),
                None => Err(self.misread(py, ty, value)),
            },
            Shape::Set(members) => self.frozen_set(py, each(members)?),
            Shape::Tuple(items) => Ok(PyTuple::new(py, each(items)?)?.into_any()),
            Shape::Function(pairs) => self.free_dict_back(py, ty, pairs),
            Shape::Record(pairs) => {
                let names = pairs.iter().map(|pair| self.name(pair.0)).collect();
                let part = |pair: &(Value, Value)| {
                    Ok((self.name(pair.0), self.decode_anything(py, ty, pair.1)?))
                };
                match self.registered_fields(py, ty, names) {
                    Some(Fields::Dict) => self.free_dict_back(py, ty, pairs),
                    Some(Fields::Dataclass(cls)) => instance(cls.bind(py), pairs.iter().map(part)),
                    Some(Fields::NamedTuple(cls)) => {
                        let keywords = PyDict::new(py);
                        for (name, part) in pairs.iter().map(part).collect::<PyResult<Vec<_>>>()? {
                            keywords.set_item(name, part)?;
                        }
                        cls.bind(py).call((), Some(&keywords))
                    }
                    None => Err(self.misread(py, ty, value)),
                }
            }
        }
    }

    fn free_dict_back<'py>(
        &self,
        py: Python<'py>,
        ty: &Type,
        pairs: &[(Value, Value)],
    ) -> Decoded<'py> {
        let dict = PyDict::new(py);
        for (key, value) in pairs {
            dict.set_item(
                self.decode_anything(py, ty, *key)?,
                self.decode_anything(py, ty, *value)?,
            )?;
        }
        distinct(dict.as_any(), dict.len(), pairs.len())?;
        Ok(dict.into_any())
    }

    /// The text of a string; of other values their notation.
    fn name(&self, value: Value) -> String {
        match self.universe.shape(value) {
            Shape::Str(name) => name.to_owned(),
            _ => self.universe.display(value),
        }
    }
}

/// Whether it is a member of an Enum or of a sort.
fn is_member(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = object.py();
    Ok(object.is_instance(&py.import("enum")?.getattr("Enum")?)?
        || object.is_instance(&py.import("fastcheck.sorts")?.getattr("FiniteSort")?)?)
}

/// The field names of a frozen dataclass or NamedTuple.
fn fields_of(object: &Bound<'_, PyAny>) -> PyResult<Option<(Vec<String>, Fields)>> {
    let cls = object.get_type();
    let plainly = || -> PyResult<()> {
        let alike = object.py().import("fastcheck._alike")?;
        if alike
            .call_method1("compares_plainly", (&cls,))?
            .is_truthy()?
        {
            return Ok(());
        }
        let message = format!(
            "a state cannot hold a {} that does not compare and hash by all its fields",
            class_name(&cls)
        );
        let hint = "no compare=False, hash=False, __eq__ or __hash__";
        Err(error(object.py(), "UnsupportedValue", &message, Some(hint)))
    };
    if object.is_instance_of::<PyTuple>() && cls.hasattr("_fields")? {
        plainly()?;
        return Ok(Some((
            cls.getattr("_fields")?.extract()?,
            Fields::NamedTuple(cls.unbind()),
        )));
    }
    if !cls.hasattr("__dataclass_fields__")?
        || !cls
            .getattr("__dataclass_params__")?
            .getattr("frozen")?
            .is_truthy()?
    {
        return Ok(None);
    }
    plainly()?;
    let fields = object
        .py()
        .import("dataclasses")?
        .call_method1("fields", (&cls,))?;
    let names = fields
        .try_iter()?
        .map(|field| field?.getattr("name")?.extract());
    Ok(Some((
        names.collect::<PyResult<_>>()?,
        Fields::Dataclass(cls.unbind()),
    )))
}

fn ambiguous(object: &Bound<'_, PyAny>, as_what: &str, hint: &str) -> PyErr {
    let message = format!("{} would be read back as {as_what}", repr(object));
    error(object.py(), "Ambiguous", &message, Some(hint))
}

fn unsupported(object: &Bound<'_, PyAny>) -> PyErr {
    if object.is_exact_instance_of::<PySet>() {
        return ambiguous(
            object,
            "a frozenset",
            "use frozenset, or declare the type: set[T]",
        );
    }
    if object.is_exact_instance_of::<PyList>() {
        return ambiguous(
            object,
            "a tuple",
            "use a tuple, or declare the type: list[T]",
        );
    }
    let hint = if object.is_instance_of::<PyFloat>() {
        "use int, or str: floating-point numbers are never equal when they should be"
    } else {
        "use bool, int, str, None, tuple, frozenset, Enum members or frozen dataclasses"
    };
    let message = format!(
        "a state cannot hold {}, a {}",
        repr(object),
        class_name(&object.get_type())
    );
    error(object.py(), "UnsupportedValue", &message, Some(hint))
}
