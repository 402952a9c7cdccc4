//! What Python holds while it answers a question: the question ([`Access`]) and places in its state ([`Cursor`]).

use std::sync::Arc;

use fastcheck_engine::system::{ALL, PredicateId};
use fastcheck_engine::{Edit, Place, Query, Side};
use fastcheck_values::{Shape, Value};
use pyo3::exceptions::{PyIndexError, PyKeyError, PyTypeError};
use pyo3::prelude::*;

use crate::schema::{Form, Schema, Type};
use crate::slot::{At, Slot, Trouble};

/// One question, put to Python.
#[pyclass(frozen, module = "fastcheck._native")]
pub(crate) struct Access {
    pub(crate) slot: Arc<Slot>,
    /// Index into the description's questions; -1 for the initial states.
    #[pyo3(get)]
    pub(crate) question: i64,
    pub(crate) element: Option<Py<PyAny>>,
}

/// A place in the state as the current run of a body sees it.
#[pyclass(frozen, module = "fastcheck._native")]
pub(crate) struct Cursor {
    slot: Arc<Slot>,
    at: At,
    ty: Arc<Type>,
}

impl Access {
    fn cursor(&self, variable: usize, side: Side) -> PyResult<Cursor> {
        let ty = self
            .slot
            .run
            .types
            .get(variable)
            .ok_or_else(|| PyIndexError::new_err(variable))?;
        let at = At {
            generation: self.slot.generation(),
            side,
            place: Place::root(variable),
        };
        Ok(Cursor {
            slot: self.slot.clone(),
            at,
            ty: ty.clone(),
        })
    }
}

#[pymethods]
impl Access {
    /// The element, for an action that ranges over the members of a set.
    #[getter]
    fn element(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.element.as_ref().map(|element| element.clone_ref(py))
    }

    /// The whole of a variable.
    fn root(&self, variable: usize) -> PyResult<Cursor> {
        self.cursor(variable, Side::Before)
    }

    /// The whole of a variable after the step; for step properties.
    fn root_after(&self, variable: usize) -> PyResult<Cursor> {
        self.cursor(variable, Side::After)
    }

    /// A new run of the body begins: writes since the last successor are forgotten, cursors are dead.
    fn begin(&self, py: Python<'_>) -> PyResult<()> {
        self.slot
            .begin()
            .map_err(|trouble| trouble.raise(py, &self.slot.run, "a new run"))
    }

    /// The run is complete: its writes are one successor. Cursors are dead.
    fn successor(&self, py: Python<'_>) -> PyResult<()> {
        self.slot
            .successor()
            .map_err(|trouble| trouble.raise(py, &self.slot.run, "the state"))
    }
}

impl Cursor {
    fn raise(&self, py: Python<'_>, trouble: Trouble) -> PyErr {
        trouble.raise(py, &self.slot.run, &self.path())
    }

    /// Asks what must have an answer, because Python asked first whether there is something.
    fn query(&self, py: Python<'_>, query: &Query) -> PyResult<Value> {
        let answer = self
            .slot
            .query(&self.at, query)
            .and_then(|answer| answer.ok_or(Trouble::Nothing));
        answer.map_err(|trouble| self.raise(py, trouble))
    }

    fn edit(&self, py: Python<'_>, edit: Edit) -> PyResult<()> {
        if self.at.side == Side::After {
            return Err(self.raise(py, Trouble::ReadOnly("a step property".to_owned())));
        }
        self.slot
            .edit(&self.at, edit)
            .map_err(|trouble| self.raise(py, trouble))
    }

    fn choose(
        &self,
        py: Python<'_>,
        id: PredicateId,
        decide: impl FnMut(Value) -> PyResult<bool>,
    ) -> PyResult<Vec<Py<PyAny>>> {
        let item = self.item(py)?;
        let chosen = self
            .slot
            .select(&self.at, id, decide)
            .map_err(|trouble| self.raise(py, trouble))?;
        self.slot.run.codec.decode_all(py, &item, &chosen)
    }

    /// The declared type; for a union, the choice that the value there now belongs to.
    fn resolved(&self, py: Python<'_>) -> PyResult<Arc<Type>> {
        if !matches!(self.ty.form, Form::Union(_)) {
            return Ok(self.ty.clone());
        }
        let value = self.query(py, &Query::Whole)?;
        let choice = self.slot.run.codec.choice(&self.ty, value).cloned();
        choice.ok_or_else(|| self.raise(py, Trouble::Nothing))
    }

    fn item(&self, py: Python<'_>) -> PyResult<Arc<Type>> {
        let ty = self.resolved(py)?;
        ty.item()
            .cloned()
            .ok_or_else(|| PyTypeError::new_err(format!("{} has no elements", ty.text)))
    }

    fn key_type(&self, py: Python<'_>) -> PyResult<Arc<Type>> {
        let ty = self.resolved(py)?;
        match &ty.form {
            Form::Dict { key, .. } => Ok(key.clone()),
            _ => Err(PyTypeError::new_err(format!("{} has no keys", ty.text))),
        }
    }

    /// The value of an object for `whose` place, as in "keys of ".
    fn encode(&self, object: &Bound<'_, PyAny>, ty: &Type, whose: &str) -> PyResult<Value> {
        let what = || format!("{whose}{}", self.path());
        self.slot
            .run
            .codec
            .encode(object, ty, self.variable(), what)
    }

    fn variable(&self) -> &str {
        &self.slot.run.names[self.at.place.variable]
    }

    /// Where the cursor stands, for messages.
    fn path(&self) -> String {
        let codec = &self.slot.run.codec;
        let keys = self
            .at
            .place
            .path
            .iter()
            .map(|key| format!("[{}]", codec.universe.display(*key)));
        format!("{}{}", self.variable(), keys.collect::<String>())
    }

    fn truth(&self, py: Python<'_>, query: &Query) -> PyResult<bool> {
        let answer = self.query(py, query)?;
        Ok(self.slot.run.codec.universe.shape(answer) == Shape::Bool(true))
    }
}

#[pymethods]
impl Cursor {
    /// The declared type of the place.
    #[getter]
    fn schema(&self) -> Schema {
        Schema {
            inner: self.ty.clone(),
        }
    }

    /// The whole value.
    fn load(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let value = self.query(py, &Query::Whole)?;
        self.slot.run.codec.decode(py, &self.ty, value)
    }

    /// Replaces the value.
    fn store(&self, py: Python<'_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let value = self.encode(value, &self.ty, "")?;
        self.edit(py, Edit::Assign(value))
    }

    /// The kind of the type; for a union, of the value there now.
    fn kind(&self, py: Python<'_>) -> PyResult<&'static str> {
        Ok(self.resolved(py)?.kind())
    }

    /// The entry of a dict, the item of a list or tuple from 0, the field of a record. It need not exist.
    fn child(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<Self> {
        let ty = self.resolved(py)?;
        let universe = &self.slot.run.codec.universe;
        let position = || -> PyResult<(usize, Value)> {
            let index: usize = key.extract()?;
            Ok((index, universe.int(i64::try_from(index)? + 1)))
        };
        let (key, child) = match &ty.form {
            Form::Dict { key: keys, value } => (self.encode(key, keys, "keys of ")?, value),
            Form::List(item) | Form::TupleAny(item) => (position()?.1, item),
            Form::Tuple { items, .. } => {
                let (index, key) = position()?;
                (
                    key,
                    items
                        .get(index)
                        .ok_or_else(|| PyIndexError::new_err(index))?,
                )
            }
            Form::Record { fields, .. } => {
                let name: String = key.extract()?;
                let field = fields.iter().find(|field| field.0 == name);
                (
                    universe.string(&name),
                    &field.ok_or_else(|| PyKeyError::new_err(name))?.1,
                )
            }
            _ => return Err(PyTypeError::new_err(format!("{} has no parts", ty.text))),
        };
        let at = At {
            generation: self.at.generation,
            side: self.at.side,
            place: self.at.place.child(key),
        };
        Ok(Cursor {
            slot: self.slot.clone(),
            at,
            ty: child.clone(),
        })
    }

    /// Whether a dict has the key.
    fn has(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        let keys = self.key_type(py)?;
        match self.slot.run.codec.encode_if(key, &keys)? {
            Some(key) => self.truth(py, &Query::Has(key)),
            None => Ok(false),
        }
    }

    /// How many elements, entries or items.
    fn size(&self, py: Python<'_>) -> PyResult<i64> {
        let size = self.query(py, &Query::Size)?;
        match self.slot.run.codec.universe.shape(size) {
            Shape::Int(size) => Ok(size),
            _ => Err(self.raise(py, Trouble::Nothing)),
        }
    }

    /// The keys of a dict in canonical order.
    fn keys(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        let keys = self.key_type(py)?;
        let domain = self.query(py, &Query::Domain)?;
        let codec = &self.slot.run.codec;
        match codec.universe.shape(domain) {
            Shape::Set(members) => codec.decode_all(py, &keys, members),
            _ => Err(self.raise(py, Trouble::Nothing)),
        }
    }

    /// Removes the entry of a dict, which must exist.
    fn delete(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        let key = self.encode(key, &*self.key_type(py)?, "keys of ")?;
        self.edit(py, Edit::Delete(key))
    }

    /// Whether a set contains the member; what cannot be a member is none, and nothing is read.
    fn contains(&self, py: Python<'_>, member: &Bound<'_, PyAny>) -> PyResult<bool> {
        let item = self.item(py)?;
        match self.slot.run.codec.encode_if(member, &item)? {
            Some(member) => self.truth(py, &Query::Contains(member)),
            None => Ok(false),
        }
    }

    /// Adds a member to a set.
    fn add(&self, py: Python<'_>, member: &Bound<'_, PyAny>) -> PyResult<()> {
        let member = self.encode(member, &*self.item(py)?, "elements of ")?;
        self.edit(py, Edit::Insert(member))
    }

    /// Removes a member from a set, if it is there.
    fn discard(&self, py: Python<'_>, member: &Bound<'_, PyAny>) -> PyResult<()> {
        match self.slot.run.codec.encode_if(member, &*self.item(py)?)? {
            Some(member) => self.edit(py, Edit::Remove(member)),
            None => Ok(()),
        }
    }

    /// The members of a set in canonical order.
    fn members(&self, py: Python<'_>) -> PyResult<Vec<Py<PyAny>>> {
        self.choose(py, ALL, |_| Ok(true))
    }

    /// The members that satisfy a predicate of the element alone; equal keys mean the same predicate.
    fn select(
        &self,
        py: Python<'_>,
        key: &Bound<'_, PyAny>,
        predicate: &Bound<'_, PyAny>,
    ) -> PyResult<Vec<Py<PyAny>>> {
        let run = &self.slot.run;
        let item = self.item(py)?;
        let id = run.predicate(key, predicate, &item)?;
        // The function passed now, not an equal one of before: if it looks at the state, it is at this one.
        self.choose(py, id, |member| run.test(predicate, &item, member))
    }

    /// Appends to a list.
    fn append(&self, py: Python<'_>, item: &Bound<'_, PyAny>) -> PyResult<()> {
        let item = self.encode(item, &*self.item(py)?, "items of ")?;
        self.edit(py, Edit::Append(item))
    }

    /// Drops the first item of a list, which must have one.
    fn pop_first(&self, py: Python<'_>) -> PyResult<()> {
        self.edit(py, Edit::PopFirst)
    }

    /// Drops the last item of a list, which must have one.
    fn pop_last(&self, py: Python<'_>) -> PyResult<()> {
        self.edit(py, Edit::PopLast)
    }

    fn __repr__(&self) -> String {
        format!("<Cursor {}>", self.path())
    }
}
