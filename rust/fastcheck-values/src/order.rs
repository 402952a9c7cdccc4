//! The canonical order: total, and the same in every run.
//!
//! Booleans (`FALSE < TRUE`) < integers < strings < atoms < sets < functions. Strings and atoms
//! compare by bytes; sets by cardinality, then member by member; functions, tuples and records
//! included, by the size of the domain, then key by key, then value by value. Hence tuples compare
//! by length, then item by item.
//!
//! In a ranked universe ([`Universe::ranked`]) strings and atoms compare by rank first, and atoms are less than
//! everything else. That is TLC's order (`compareTo` of its values), where its values can be compared at all.

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
            match self.compare_step(a, b) {
                Step::Done(ordering) => return ordering,
                Step::Same(x, y) => (a, b) = (x, y),
            }
        }
        Ordering::Equal
    }

    /// One step for two different values.
    fn compare_step(&self, left: Value, right: Value) -> Step {
        let (a, b) = (self.shape(left), self.shape(right));
        match (a, b) {
            (Shape::Bool(a), Shape::Bool(b)) => Step::Done(a.cmp(&b)),
            (Shape::Int(a), Shape::Int(b)) => Step::Done(a.cmp(&b)),
            (Shape::Str(a), Shape::Str(b)) | (Shape::Atom(a), Shape::Atom(b)) => {
                let by_rank = self.rank(left).cmp(&self.rank(right));
                Step::Done(by_rank.then_with(|| a.cmp(b)))
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
                _ => Step::Done(self.kind(a).cmp(&self.kind(b))),
            },
        }
    }

    /// Where the kinds stand among each other.
    fn kind(&self, shape: Shape<'_>) -> u8 {
        match shape {
            Shape::Atom(_) if self.is_ranked() => 0,
            Shape::Bool(_) => 1,
            Shape::Int(_) => 2,
            Shape::Str(_) => 3,
            Shape::Atom(_) => 4,
            Shape::Set(_) => 5,
            Shape::Tuple(_) | Shape::Record(_) | Shape::Function(_) => 6,
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
