//! Python objects and values of one run: what both directions share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastcheck_values::{Shape, Universe, Value};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString, PyType};

use crate::errors::{class_name, error, repr};
use crate::schema::{Form, NONE, Scalar, Type};

/// So many decoded objects are kept; then all are forgotten.
const CACHED: usize = 1 << 16;

/// Translates between Python objects and values of one universe.
///
/// **Invariant:** no lock is held while Python code runs.
pub(crate) struct Codec {
    pub(crate) universe: Arc<Universe>,
    /// Immutable objects by type and value, so that reading twice gives the same object.
    cache: Mutex<HashMap<(TypeId, Value), Py<PyAny>>>,
    /// What values of each `Any` were made of.
    registries: Mutex<HashMap<TypeId, Registry>>,
}

/// A type, told from others by its address; the run keeps all its types alive.
pub(crate) type TypeId = usize;

/// The address of a type.
pub(crate) fn type_id(ty: &Type) -> TypeId {
    std::ptr::from_ref(ty).addr()
}

/// The classes that were written to one `Any`, by what a value tells of them.
#[derive(Default)]
struct Registry {
    atoms: HashMap<String, Py<PyAny>>,
    records: HashMap<Vec<String>, Fields>,
    /// The classes of numbers and of texts, where equal objects must be equal values.
    compared: [Option<Py<PyType>>; 2],
}

/// What a function on field names was.
pub(crate) enum Fields {
    Dict,
    Dataclass(Py<PyType>),
    NamedTuple(Py<PyType>),
}

impl Fields {
    fn clone_ref(&self, py: Python<'_>) -> Self {
        match self {
            Fields::Dict => Fields::Dict,
            Fields::Dataclass(cls) => Fields::Dataclass(cls.clone_ref(py)),
            Fields::NamedTuple(cls) => Fields::NamedTuple(cls.clone_ref(py)),
        }
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Fields::Dict, Fields::Dict) => true,
            (Fields::Dataclass(a), Fields::Dataclass(b))
            | (Fields::NamedTuple(a), Fields::NamedTuple(b)) => a.is(b),
            _ => false,
        }
    }

    fn name(&self, py: Python<'_>) -> String {
        match self {
            Fields::Dict => "dict".to_owned(),
            Fields::Dataclass(cls) | Fields::NamedTuple(cls) => class_name(cls.bind(py)),
        }
    }
}

/// A lock whose data stay valid if a holder panicked: every critical section is one insertion or removal.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Codec {
    pub(crate) fn new(universe: Arc<Universe>) -> Self {
        Codec {
            universe,
            cache: Mutex::default(),
            registries: Mutex::default(),
        }
    }

    pub(crate) fn cached(&self, py: Python<'_>, ty: &Type, value: Value) -> Option<Py<PyAny>> {
        lock(&self.cache)
            .get(&(type_id(ty), value))
            .map(|object| object.clone_ref(py))
    }

    pub(crate) fn cache(&self, ty: &Type, value: Value, object: Py<PyAny>) {
        let forgotten = {
            let mut cache = lock(&self.cache);
            let full = cache.len() >= CACHED;
            let forgotten = if full {
                std::mem::take(&mut *cache)
            } else {
                HashMap::new()
            };
            cache.insert((type_id(ty), value), object);
            forgotten
        };
        // Dropped without the lock: the last reference to an object may run its finaliser.
        drop(forgotten);
    }

    /// Remembers which object an atom of an `Any` is.
    ///
    /// # Errors
    /// `Ambiguous` if another object has the same name there.
    pub(crate) fn register_atom(
        &self,
        ty: &Type,
        name: &str,
        object: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let py = object.py();
        let known = {
            let mut registries = lock(&self.registries);
            let atoms = &mut registries.entry(type_id(ty)).or_default().atoms;
            match atoms.get(name) {
                Some(known) => known.clone_ref(py),
                None => atoms
                    .entry(name.to_owned())
                    .or_insert(object.clone().unbind())
                    .clone_ref(py),
            }
        };
        let known = known.bind(py);
        if known.is(object) || (known.get_type().is(object.get_type()) && known.eq(object)?) {
            return Ok(());
        }
        let whose = |object: &Bound<'_, PyAny>| class_name(&object.get_type());
        let message = format!(
            "{name} of {} and {name} of {} would be the same value",
            whose(known),
            whose(object)
        );
        Err(error(
            py,
            "Ambiguous",
            &message,
            Some("rename one of them, or declare the type instead of Any"),
        ))
    }

    /// Remembers which class a function on these names is, for an `Any`.
    ///
    /// # Errors
    /// `Ambiguous` if another class has the same field names there.
    pub(crate) fn register_fields(
        &self,
        py: Python<'_>,
        ty: &Type,
        mut names: Vec<String>,
        fields: Fields,
    ) -> PyResult<()> {
        names.sort_unstable();
        let known = {
            let mut registries = lock(&self.registries);
            let records = &mut registries.entry(type_id(ty)).or_default().records;
            records
                .entry(names)
                .or_insert_with(|| fields.clone_ref(py))
                .clone_ref(py)
        };
        if known.same(&fields) {
            return Ok(());
        }
        let message = format!(
            "a {} and a {} with the same fields would be the same value",
            known.name(py),
            fields.name(py)
        );
        let hint = "rename a field, or give each a field such as kind: Literal[\"a\"] and declare the type";
        Err(error(py, "Ambiguous", &message, Some(hint)))
    }

    /// Remembers of which class the numbers are, and the texts, among the elements of a set or the keys of a dict.
    ///
    /// # Errors
    /// `Ambiguous` if they are of another class there: Python takes `True` and `1` for the same element.
    pub(crate) fn register_compared(&self, ty: &Type, object: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = object.py();
        let family = usize::from(object.is_instance_of::<PyString>());
        if family == 0 && !object.is_instance_of::<PyInt>() {
            return Ok(());
        }
        let cls = object.get_type();
        let known = {
            let mut registries = lock(&self.registries);
            let compared = &mut registries.entry(type_id(ty)).or_default().compared[family];
            compared
                .get_or_insert_with(|| cls.clone().unbind())
                .clone_ref(py)
        };
        if known.is(&cls) {
            return Ok(());
        }
        let message = format!(
            "{} in a set or as a key, beside a {}: Python takes some for the same",
            repr(object),
            class_name(known.bind(py))
        );
        Err(error(
            py,
            "Ambiguous",
            &message,
            Some("use one class of numbers, and one of texts"),
        ))
    }

    pub(crate) fn registered_atom(
        &self,
        py: Python<'_>,
        ty: &Type,
        name: &str,
    ) -> Option<Py<PyAny>> {
        let registries = lock(&self.registries);
        registries
            .get(&type_id(ty))?
            .atoms
            .get(name)
            .map(|object| object.clone_ref(py))
    }

    pub(crate) fn registered_fields(
        &self,
        py: Python<'_>,
        ty: &Type,
        mut names: Vec<String>,
    ) -> Option<Fields> {
        names.sort_unstable();
        let registries = lock(&self.registries);
        registries
            .get(&type_id(ty))?
            .records
            .get(&names)
            .map(|fields| fields.clone_ref(py))
    }

    /// Whether `value` is written `scalar`.
    pub(crate) fn is_scalar(&self, value: Value, scalar: &Scalar) -> bool {
        match (self.universe.shape(value), scalar) {
            (Shape::Bool(a), Scalar::Bool(b)) => a == *b,
            (Shape::Int(a), Scalar::Int(b)) => a == *b,
            (Shape::Str(a), Scalar::Str(b)) | (Shape::Atom(a), Scalar::Atom(b)) => a == b,
            _ => false,
        }
    }

    /// Whether a value could have been written as `ty`. Of a union, a value is read back as the first choice that admits it.
    pub(crate) fn admits(&self, ty: &Type, value: Value) -> bool {
        let all =
            |values: &[Value], item: &Type| values.iter().all(|value| self.admits(item, *value));
        match (&ty.form, self.universe.shape(value)) {
            (Form::Boolean, Shape::Bool(_))
            | (Form::String, Shape::Str(_))
            | (Form::Anything { .. }, _) => true,
            (Form::Integer { low, high }, Shape::Int(i)) => (*low..=*high).contains(&i),
            (Form::None, Shape::Atom(name)) => name == NONE,
            (Form::Literal(choices), _) => choices
                .iter()
                .any(|choice| self.is_scalar(value, &choice.0)),
            (Form::Atoms { names, .. }, Shape::Atom(name)) => names.contains_key(name),
            (Form::Tuple { items, .. }, Shape::Tuple(parts)) => {
                items.len() == parts.len()
                    && items
                        .iter()
                        .zip(parts)
                        .all(|(item, part)| self.admits(item, *part))
            }
            (Form::TupleAny(item) | Form::List(item), Shape::Tuple(parts)) => all(parts, item),
            (Form::Set { item, .. }, Shape::Set(members)) => all(members, item),
            (Form::Dict { key, value: entry }, _) => {
                self.universe.pairs(value).is_some_and(|pairs| {
                    pairs
                        .iter()
                        .all(|(k, v)| self.admits(key, *k) && self.admits(entry, *v))
                })
            }
            (Form::Record { fields, .. }, _) => {
                self.universe.size(value) == Some(fields.len())
                    && fields.iter().all(|(name, field)| {
                        let part = self.universe.apply(value, self.universe.string(name));
                        part.is_some_and(|part| self.admits(field, part))
                    })
            }
            (Form::Union(choices), _) => choices.iter().any(|choice| self.admits(choice, value)),
            _ => false,
        }
    }

    /// The choice of a union as which a value is read back; the type itself if it is no union.
    pub(crate) fn choice<'t>(&self, ty: &'t Arc<Type>, value: Value) -> Option<&'t Arc<Type>> {
        match &ty.form {
            Form::Union(choices) => {
                let choice = choices.iter().find(|choice| self.admits(choice, value))?;
                self.choice(choice, value)
            }
            _ => Some(ty),
        }
    }
}
