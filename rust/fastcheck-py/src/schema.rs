//! Declared types. Python builds a [`Schema`] once per model; it is immutable and belongs to no run.

use std::collections::HashMap;
use std::sync::Arc;

use fastcheck_engine::Hint;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyString, PyType};

use crate::errors::error;

/// A type and how the user wrote it.
pub(crate) struct Type {
    pub(crate) text: String,
    pub(crate) form: Form,
    /// Whether its Python values cannot change, so that one object may stand for a value.
    pub(crate) immutable: bool,
}

/// What a type contains.
pub(crate) enum Form {
    Boolean,
    Integer {
        low: i64,
        high: i64,
    },
    String,
    None,
    Literal(Vec<(Scalar, Py<PyAny>)>),
    Atoms {
        members: Vec<(String, Py<PyAny>)>,
        names: HashMap<String, usize>,
    },
    Tuple {
        items: Vec<Arc<Type>>,
        cls: Option<Py<PyType>>,
    },
    TupleAny(Arc<Type>),
    List(Arc<Type>),
    Set {
        item: Arc<Type>,
        frozen: bool,
    },
    Dict {
        key: Arc<Type>,
        value: Arc<Type>,
    },
    Record {
        cls: Py<PyType>,
        fields: Vec<(String, Arc<Type>)>,
    },
    Union(Vec<Arc<Type>>),
    Anything {
        /// Whether it is of elements of a set or keys of a dict, where equal objects must be equal values.
        hashed: bool,
    },
}

/// A value that a `Literal` may list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    Bool(bool),
    Int(i64),
    Str(String),
    Atom(String),
}

impl Scalar {
    /// Reads a bool, int, str, None or Enum member.
    fn of(value: &Bound<'_, PyAny>) -> PyResult<Self> {
        if value.is_none() {
            Ok(Scalar::Atom(NONE.to_owned()))
        } else if value.is_exact_instance_of::<PyBool>() {
            Ok(Scalar::Bool(value.extract()?))
        } else if value.is_exact_instance_of::<PyInt>() {
            Ok(Scalar::Int(value.extract()?))
        } else if value.is_exact_instance_of::<PyString>() {
            Ok(Scalar::Str(value.extract()?))
        } else if let Ok(name) = member_name(value) {
            Ok(Scalar::Atom(name))
        } else {
            let text = "a Literal holds bool, int, str, None and Enum members";
            Err(PyTypeError::new_err(text))
        }
    }

    fn text(&self) -> String {
        match self {
            Scalar::Bool(b) => b.to_string(),
            Scalar::Int(i) => i.to_string(),
            Scalar::Str(text) | Scalar::Atom(text) => text.clone(),
        }
    }
}

/// The name of an Enum or sort member, whatever its class makes of `name`.
pub(crate) fn member_name(member: &Bound<'_, PyAny>) -> PyResult<String> {
    let name = member
        .getattr("_name_")
        .or_else(|_| member.getattr("_name"))?;
    name.extract()
}

/// `Ambiguous`: two objects of one type would be one value.
fn same_value(py: Python<'_>, name: &str, text: &str) -> PyErr {
    let message = format!("two values of {text} would be the same value {name}");
    error(py, "Ambiguous", &message, Some("rename one of them"))
}

/// The atom that stands for Python's None.
pub(crate) const NONE: &str = "None";

impl Type {
    fn schema(form: Form, text: &str) -> Schema {
        let immutable = match &form {
            Form::List(_)
            | Form::Dict { .. }
            | Form::Set { frozen: false, .. }
            | Form::Anything { .. } => false,
            Form::Set { item, .. } => item.immutable,
            Form::Tuple { items, .. } | Form::Union(items) => {
                items.iter().all(|item| item.immutable)
            }
            Form::TupleAny(item) => item.immutable,
            Form::Record { fields, .. } => fields.iter().all(|field| field.1.immutable),
            _ => true,
        };
        Schema {
            inner: Arc::new(Type {
                text: text.to_owned(),
                form,
                immutable,
            }),
        }
    }

    /// One word for what it is; see the stub file.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.form {
            Form::Boolean => "boolean",
            Form::Integer { .. } => "integer",
            Form::String => "string",
            Form::None => "none",
            Form::Literal(_) => "literal",
            Form::Atoms { .. } => "atoms",
            Form::Tuple { .. } | Form::TupleAny(_) => "tuple",
            Form::List(_) => "list",
            Form::Set { .. } => "set",
            Form::Dict { .. } => "dict",
            Form::Record { .. } => "record",
            Form::Union(_) => "union",
            Form::Anything { .. } => "anything",
        }
    }

    /// How the engine should begin with a variable of this type.
    pub(crate) fn hint(&self) -> Hint {
        match self.form {
            Form::Tuple { .. }
            | Form::List(_)
            | Form::Set { .. }
            | Form::Dict { .. }
            | Form::Record { .. } => Hint::Split,
            _ => Hint::Whole,
        }
    }

    /// The type of the elements of a set, list or open tuple.
    pub(crate) fn item(&self) -> Option<&Arc<Type>> {
        match &self.form {
            Form::Set { item, .. } | Form::List(item) | Form::TupleAny(item) => Some(item),
            _ => None,
        }
    }
}

/// A declared type.
#[pyclass(frozen, module = "fastcheck._native")]
pub(crate) struct Schema {
    pub(crate) inner: Arc<Type>,
}

fn inner(schema: &Bound<'_, Schema>) -> Arc<Type> {
    schema.get().inner.clone()
}

fn inners(schemas: &[Bound<'_, Schema>]) -> Vec<Arc<Type>> {
    schemas.iter().map(inner).collect()
}

fn wrap(inner: &Arc<Type>) -> Schema {
    Schema {
        inner: inner.clone(),
    }
}

#[pymethods]
impl Schema {
    /// `bool`.
    #[staticmethod]
    fn boolean() -> Self {
        Type::schema(Form::Boolean, "bool")
    }

    /// `int`, with inclusive bounds.
    #[staticmethod]
    fn integer(low: Option<i64>, high: Option<i64>, text: &str) -> Self {
        let (low, high) = (low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX));
        Type::schema(Form::Integer { low, high }, text)
    }

    /// `str`.
    #[staticmethod]
    fn string() -> Self {
        Type::schema(Form::String, "str")
    }

    /// `None`.
    #[staticmethod]
    fn none() -> Self {
        Type::schema(Form::None, NONE)
    }

    /// `Literal[...]` of bool, int, str, None and Enum members.
    #[staticmethod]
    fn literal(py: Python<'_>, values: Vec<Bound<'_, PyAny>>, text: &str) -> PyResult<Self> {
        let read = |value: Bound<'_, PyAny>| Ok((Scalar::of(&value)?, value.unbind()));
        let values: Vec<_> = values.into_iter().map(read).collect::<PyResult<_>>()?;
        for (index, (scalar, _)) in values.iter().enumerate() {
            if values[..index].iter().any(|known| known.0 == *scalar) {
                return Err(same_value(py, &scalar.text(), text));
            }
        }
        Ok(Type::schema(Form::Literal(values), text))
    }

    /// A sort or an Enum, as its members with their names.
    #[staticmethod]
    fn atoms(py: Python<'_>, members: Vec<(String, Py<PyAny>)>, text: &str) -> PyResult<Self> {
        let mut names = HashMap::with_capacity(members.len());
        for (index, (name, _)) in members.iter().enumerate() {
            if names.insert(name.clone(), index).is_some() {
                return Err(same_value(py, name, text));
            }
        }
        Ok(Type::schema(Form::Atoms { members, names }, text))
    }

    /// `tuple[A, B]`, or a NamedTuple class.
    #[staticmethod]
    fn tuple_of(items: Vec<Bound<'_, Schema>>, cls: Option<Py<PyType>>, text: &str) -> Self {
        Type::schema(
            Form::Tuple {
                items: inners(&items),
                cls,
            },
            text,
        )
    }

    /// `tuple[T, ...]`.
    #[staticmethod]
    fn tuple_any(item: &Bound<'_, Schema>, text: &str) -> Self {
        Type::schema(Form::TupleAny(inner(item)), text)
    }

    /// `list[T]`.
    #[staticmethod]
    fn list_of(item: &Bound<'_, Schema>, text: &str) -> Self {
        Type::schema(Form::List(inner(item)), text)
    }

    /// `set[T]` or `frozenset[T]`.
    #[staticmethod]
    fn set_of(item: &Bound<'_, Schema>, frozen: bool, text: &str) -> Self {
        Type::schema(
            Form::Set {
                item: inner(item),
                frozen,
            },
            text,
        )
    }

    /// `dict[K, V]`.
    #[staticmethod]
    fn dict_of(key: &Bound<'_, Schema>, value: &Bound<'_, Schema>, text: &str) -> Self {
        Type::schema(
            Form::Dict {
                key: inner(key),
                value: inner(value),
            },
            text,
        )
    }

    /// A frozen dataclass.
    #[staticmethod]
    fn record(cls: Py<PyType>, fields: Vec<(String, Bound<'_, Schema>)>, text: &str) -> Self {
        let fields = fields
            .iter()
            .map(|(name, schema)| (name.clone(), inner(schema)))
            .collect();
        Type::schema(Form::Record { cls, fields }, text)
    }

    /// `A | B`.
    #[staticmethod]
    fn union(choices: Vec<Bound<'_, Schema>>, text: &str) -> Self {
        Type::schema(Form::Union(inners(&choices)), text)
    }

    /// `Any`: whatever a state can hold, read back by its structure. `hashed` where Python compares the values: in
    /// elements of a set and keys of a dict.
    #[staticmethod]
    #[pyo3(signature = (hashed=false))]
    fn anything(hashed: bool) -> Self {
        Type::schema(Form::Anything { hashed }, "Any")
    }

    /// The type as the user wrote it.
    #[getter]
    fn text(&self) -> &str {
        &self.inner.text
    }

    /// One word for what it is.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.kind()
    }

    /// The type of the elements of a set, list or open tuple.
    #[getter]
    fn item(&self) -> Option<Self> {
        self.inner.item().map(wrap)
    }

    /// The type of a dict's keys.
    #[getter]
    fn key(&self) -> Option<Self> {
        if let Form::Dict { key, .. } = &self.inner.form {
            Some(wrap(key))
        } else {
            None
        }
    }

    /// The type of a dict's values.
    #[getter]
    fn value(&self) -> Option<Self> {
        if let Form::Dict { value, .. } = &self.inner.form {
            Some(wrap(value))
        } else {
            None
        }
    }

    /// The types of a record's fields.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        if let Form::Record {
            fields: declared, ..
        } = &self.inner.form
        {
            for (name, field) in declared {
                fields.set_item(name, wrap(field))?;
            }
        }
        Ok(fields)
    }

    /// The alternatives of a union; the item types of a fixed tuple.
    #[getter]
    fn choices(&self) -> Vec<Self> {
        match &self.inner.form {
            Form::Union(choices) | Form::Tuple { items: choices, .. } => {
                choices.iter().map(wrap).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The class of a record or NamedTuple.
    #[getter]
    fn cls(&self, py: Python<'_>) -> Option<Py<PyType>> {
        match &self.inner.form {
            Form::Record { cls, .. } | Form::Tuple { cls: Some(cls), .. } => {
                Some(cls.clone_ref(py))
            }
            _ => None,
        }
    }

    /// Whether it is a frozenset.
    #[getter]
    fn frozen(&self) -> bool {
        matches!(self.inner.form, Form::Set { frozen: true, .. })
    }

    fn __repr__(&self) -> String {
        format!("<Schema {}>", self.inner.text)
    }
}
