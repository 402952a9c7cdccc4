//! The canonical order: total, and the same in every run.
//!
//! Booleans (`FALSE < TRUE`) < integers < strings < atoms < sets < functions. Strings and atoms
//! compare by bytes; sets by cardinality, then member by member; functions, tuples and records
//! included, by the size of the domain, then key by key, then value by value. Hence tuples compare
//! by length, then item by item.

use std::cmp::Ordering;

use crate::universe::Universe;
use crate::value::{Shape, Value};

/// A comparison, or two other values that compare alike.
enum Step {
    Done(Ordering),
    Same(Value, Value),
}

impl Universe {
    /// Compares two values in the canonical order; `Equal` exactly when `a == b`.
    ///
    /// It is a loop, not a recursion: equality is known from the handles, so only the first pair
    /// of differing children matters. The time is bounded by depth times width.
    #[must_use]
    pub fn compare(&self, mut a: Value, mut b: Value) -> Ordering {
        while a != b {
            match self.compare_step(self.shape(a), self.shape(b)) {
                Step::Done(ordering) => return ordering,
                Step::Same(x, y) => (a, b) = (x, y),
            }
        }
        Ordering::Equal
    }

    /// One step for two different values.
    fn compare_step(&self, a: Shape<'_>, b: Shape<'_>) -> Step {
        match (a, b) {
            (Shape::Bool(a), Shape::Bool(b)) => Step::Done(a.cmp(&b)),
            (Shape::Int(a), Shape::Int(b)) => Step::Done(a.cmp(&b)),
            (Shape::Str(a), Shape::Str(b)) | (Shape::Atom(a), Shape::Atom(b)) => {
                Step::Done(a.cmp(b))
            }
            (Shape::Set(a), Shape::Set(b)) | (Shape::Tuple(a), Shape::Tuple(b)) => {
                let children = a.iter().copied().zip(b.iter().copied());
                by_size_then(a.len(), b.len(), children)
            }
            _ => match (entries(a), entries(b)) {
                (Some(a), Some(b)) => {
                    let keys = a.keys().zip(b.keys());
                    by_size_then(a.len(), b.len(), keys.chain(a.values().zip(b.values())))
                }
                _ => Step::Done(rank(a).cmp(&rank(b))),
            },
        }
    }
}

/// Sizes first, then the first pair of children that differ.
fn by_size_then(a: usize, b: usize, mut children: impl Iterator<Item = (Value, Value)>) -> Step {
    match a.cmp(&b) {
        Ordering::Equal => match children.find(|(x, y)| x != y) {
            Some((x, y)) => Step::Same(x, y),
            None => Step::Done(Ordering::Equal),
        },
        ordering => Step::Done(ordering),
    }
}

/// Where the kinds stand among each other.
fn rank(shape: Shape<'_>) -> u8 {
    match shape {
        Shape::Bool(_) => 0,
        Shape::Int(_) => 1,
        Shape::Str(_) => 2,
        Shape::Atom(_) => 3,
        Shape::Set(_) => 4,
        Shape::Tuple(_) | Shape::Record(_) | Shape::Function(_) => 5,
    }
}

/// The entries of a function in the order of its keys; a tuple's keys are its positions.
#[derive(Copy, Clone)]
pub(crate) enum Entries<'u> {
    Items(&'u [Value]),
    Pairs(&'u [(Value, Value)]),
}

/// The entries of a shape that is a function.
pub(crate) fn entries(shape: Shape<'_>) -> Option<Entries<'_>> {
    match shape {
        Shape::Tuple(items) => Some(Entries::Items(items)),
        Shape::Record(pairs) | Shape::Function(pairs) => Some(Entries::Pairs(pairs)),
        _ => None,
    }
}

impl<'u> Entries<'u> {
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Items(items) => items.len(),
            Self::Pairs(pairs) => pairs.len(),
        }
    }

    /// The entry at a position below `len`.
    fn at(self, index: usize) -> (Value, Value) {
        match self {
            Self::Items(items) => (Value::of_position(index), items[index]),
            Self::Pairs(pairs) => pairs[index],
        }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = (Value, Value)> + use<'u> {
        (0..self.len()).map(move |index| self.at(index))
    }

    pub(crate) fn keys(self) -> impl Iterator<Item = Value> + use<'u> {
        self.iter().map(|(key, _)| key)
    }

    pub(crate) fn values(self) -> impl Iterator<Item = Value> + use<'u> {
        self.iter().map(|(_, value)| value)
    }
}
