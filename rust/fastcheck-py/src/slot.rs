//! The state that one question is put for, for as long as the question lasts.

use std::sync::{Arc, Mutex};

use fastcheck_engine::place::{Projection, Update};
use fastcheck_engine::system::PredicateId;
use fastcheck_engine::{Ask, Edit, NotApplicable, Place, Query, Side};
use fastcheck_values::{Shape, Universe, Value};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

use crate::codec::lock;
use crate::errors::{dead_view, error};
use crate::run::Run;

/// What cursors look at. It outlives its question, empty.
pub(crate) struct Slot {
    pub(crate) run: Arc<Run>,
    inner: Mutex<Inner>,
}

struct Inner {
    /// Counts runs of the body; cursors of an earlier run are dead.
    generation: u64,
    content: Content,
    /// Why nothing may be written, if so: what is being evaluated.
    read_only: Option<String>,
}

enum Content {
    /// A question of the engine.
    Asked(Box<Ask>),
    /// The initial states are being made.
    Starting(Starting),
    /// A predicate of an element runs, which must not look at the state.
    Lent,
    /// The question was answered.
    Over,
}

/// Initial states, one variable after the other.
struct Starting {
    values: Vec<Option<Value>>,
    states: Vec<Vec<Value>>,
}

/// Where a cursor stands.
pub(crate) struct At {
    /// The run of the body that it belongs to.
    pub(crate) generation: u64,
    pub(crate) side: Side,
    pub(crate) place: Place,
}

/// Why nothing was read or written. It becomes an exception only when no lock is held any more.
pub(crate) enum Trouble {
    /// The run that the cursor belongs to is over.
    Dead,
    /// A predicate of set elements looks at the state.
    Lent,
    /// What is being evaluated may not change the state.
    ReadOnly(String),
    /// An initial state without a value for a variable, or one that is read too early.
    Unassigned { variable: usize, read: bool },
    /// There is nothing of that kind at the place.
    Nothing,
    /// The predicate raised.
    Raised(PyErr),
}

impl Trouble {
    /// As an exception; `what` names the place.
    pub(crate) fn raise(self, py: Python<'_>, run: &Run, what: &str) -> PyErr {
        match self {
            Trouble::Dead => dead_view(py),
            Trouble::Lent => {
                let message = format!("a predicate of set elements looks at the state: {what}");
                error(
                    py,
                    "StateRead",
                    &message,
                    Some("read what it needs before, into local variables"),
                )
            }
            Trouble::ReadOnly(who) => {
                let hint = "only actions and init change the state";
                error(
                    py,
                    "AssignedInPredicate",
                    &format!("{who} changes {what}"),
                    Some(hint),
                )
            }
            Trouble::Unassigned { variable, read } => {
                let does = if read {
                    "reads, before it assigns it,"
                } else {
                    "does not assign"
                };
                error(
                    py,
                    "Unassigned",
                    &format!("init {does} {}", run.names[variable]),
                    None,
                )
            }
            Trouble::Nothing => PyKeyError::new_err(format!("nothing of that kind at {what}")),
            Trouble::Raised(raised) => raised,
        }
    }
}

impl Slot {
    /// For a question; `read_only` names it if it must not write.
    pub(crate) fn asked(run: Arc<Run>, ask: Ask, read_only: Option<String>) -> Arc<Self> {
        Self::new(run, Content::Asked(Box::new(ask)), read_only)
    }

    /// For the initial states.
    pub(crate) fn starting(run: Arc<Run>) -> Arc<Self> {
        let values = vec![None; run.types.len()];
        Self::new(
            run,
            Content::Starting(Starting {
                values,
                states: Vec::new(),
            }),
            None,
        )
    }

    fn new(run: Arc<Run>, content: Content, read_only: Option<String>) -> Arc<Self> {
        Arc::new(Slot {
            run,
            inner: Mutex::new(Inner {
                generation: 0,
                content,
                read_only,
            }),
        })
    }

    /// The question is over: all cursors are dead. The ask, if there was one.
    pub(crate) fn close(&self) -> Option<Ask> {
        match self.take() {
            Content::Asked(ask) => Some(*ask),
            _ => None,
        }
    }

    /// The initial states are complete: all cursors are dead.
    pub(crate) fn close_starting(&self) -> Vec<Vec<Value>> {
        match self.take() {
            Content::Starting(starting) => starting.states,
            _ => Vec::new(),
        }
    }

    fn take(&self) -> Content {
        let mut inner = lock(&self.inner);
        inner.generation += 1;
        std::mem::replace(&mut inner.content, Content::Over)
    }

    /// The run of the body that is going on.
    pub(crate) fn generation(&self) -> u64 {
        lock(&self.inner).generation
    }

    /// A new run of the body begins.
    pub(crate) fn begin(&self) -> Result<(), Trouble> {
        let mut inner = lock(&self.inner);
        let inner = &mut *inner;
        match &mut inner.content {
            Content::Asked(ask) => ask.access.begin(),
            Content::Starting(starting) => starting.values.fill(None),
            Content::Lent => return Err(Trouble::Lent),
            Content::Over => return Err(Trouble::Dead),
        }
        inner.generation += 1;
        Ok(())
    }

    /// The run of the body is complete.
    pub(crate) fn successor(&self) -> Result<(), Trouble> {
        let mut inner = lock(&self.inner);
        let inner = &mut *inner;
        if let Some(what) = &inner.read_only {
            return Err(Trouble::ReadOnly(what.clone()));
        }
        match &mut inner.content {
            Content::Asked(ask) => ask.access.successor(),
            Content::Starting(starting) => starting.successor()?,
            Content::Lent => return Err(Trouble::Lent),
            Content::Over => return Err(Trouble::Dead),
        }
        inner.generation += 1;
        Ok(())
    }

    /// Asks about the value at a place.
    pub(crate) fn query(&self, at: &At, query: &Query) -> Result<Option<Value>, Trouble> {
        let mut inner = lock(&self.inner);
        match &mut inner.alive(at)?.content {
            Content::Asked(ask) => Ok(ask.access.query(at.side, &at.place, query)),
            Content::Starting(starting) => {
                starting.query(&self.run.codec.universe, &at.place, query)
            }
            Content::Lent | Content::Over => Err(Trouble::Dead),
        }
    }

    /// Changes the value at a place.
    pub(crate) fn edit(&self, at: &At, edit: Edit) -> Result<(), Trouble> {
        let mut inner = lock(&self.inner);
        let inner = inner.alive(at)?;
        if let Some(what) = &inner.read_only {
            return Err(Trouble::ReadOnly(what.clone()));
        }
        let done = match &mut inner.content {
            Content::Asked(ask) => ask.access.edit(&at.place, edit),
            Content::Starting(starting) => starting.edit(&self.run.codec.universe, &at.place, edit),
            Content::Lent | Content::Over => return Err(Trouble::Dead),
        };
        done.map_err(|_| Trouble::Nothing)
    }

    /// The members of the set at a place that satisfy a predicate, in canonical order. While `decide` runs, no lock
    /// is held and any look at the state is [`Trouble::Lent`].
    pub(crate) fn select(
        &self,
        at: &At,
        id: PredicateId,
        decide: impl FnMut(Value) -> PyResult<bool>,
    ) -> Result<Vec<Value>, Trouble> {
        let mut content =
            std::mem::replace(&mut lock(&self.inner).alive(at)?.content, Content::Lent);
        let chosen = match &mut content {
            Content::Asked(ask) => ask
                .access
                .select(at.side, &at.place, id, decide)
                .map_err(Trouble::Raised),
            Content::Starting(starting) => {
                starting.select(&self.run.codec.universe, &at.place, decide)
            }
            Content::Lent | Content::Over => Err(Trouble::Dead),
        };
        lock(&self.inner).content = content;
        chosen?.ok_or(Trouble::Nothing)
    }
}

impl Inner {
    /// Itself, if a cursor may look at it.
    fn alive(&mut self, at: &At) -> Result<&mut Self, Trouble> {
        match self.content {
            Content::Over => Err(Trouble::Dead),
            Content::Lent => Err(Trouble::Lent),
            _ if self.generation != at.generation => Err(Trouble::Dead),
            _ => Ok(self),
        }
    }
}

impl Starting {
    fn successor(&mut self) -> Result<(), Trouble> {
        if let Some(variable) = self.values.iter().position(Option::is_none) {
            return Err(Trouble::Unassigned {
                variable,
                read: false,
            });
        }
        self.states
            .push(self.values.iter().flatten().copied().collect());
        self.values.fill(None);
        Ok(())
    }

    fn query(
        &self,
        universe: &Universe,
        place: &Place,
        query: &Query,
    ) -> Result<Option<Value>, Trouble> {
        let unassigned = Trouble::Unassigned {
            variable: place.variable,
            read: true,
        };
        let value = self.values[place.variable].ok_or(unassigned)?;
        let projection = Projection {
            path: place.path.clone(),
            query: query.clone(),
        };
        Ok(projection.answer(universe, value))
    }

    fn edit(
        &mut self,
        universe: &Universe,
        place: &Place,
        edit: Edit,
    ) -> Result<(), NotApplicable> {
        let value = &mut self.values[place.variable];
        *value = Some(match (&edit, place.path.is_empty(), *value) {
            (Edit::Assign(new), true, _) => *new,
            (_, _, Some(old)) => {
                let update = Update {
                    path: place.path.clone(),
                    edit,
                };
                update.apply(universe, old).ok_or(NotApplicable)?
            }
            (_, _, None) => return Err(NotApplicable),
        });
        Ok(())
    }

    fn select(
        &self,
        universe: &Universe,
        place: &Place,
        mut decide: impl FnMut(Value) -> PyResult<bool>,
    ) -> Result<Option<Vec<Value>>, Trouble> {
        let Some(set) = self.query(universe, place, &Query::Whole)? else {
            return Ok(None);
        };
        let Shape::Set(members) = universe.shape(set) else {
            return Ok(None);
        };
        let mut chosen = Vec::new();
        for member in members {
            if decide(*member).map_err(Trouble::Raised)? {
                chosen.push(*member);
            }
        }
        Ok(Some(chosen))
    }
}
