//! Places in a state, the questions one may ask about the value at a place, and the edits one may make there.
//!
//! A place is a variable and a path of function arguments (dict keys, sequence positions, record fields).
//! How the engine stores what is there is the business of [`crate::layout`]; evaluators only speak of places.

use fastcheck_values::{Shape, Universe, Value};

/// A variable and a path below it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Index into [`crate::System::variables`].
    pub variable: usize,
    /// Function arguments from the variable's value downwards.
    pub path: Vec<Value>,
}

impl Place {
    /// The whole value of a variable.
    pub fn root(variable: usize) -> Self {
        Place {
            variable,
            path: Vec::new(),
        }
    }

    /// The entry `key` of the function at this place.
    pub fn child(&self, key: Value) -> Self {
        let mut path = Vec::with_capacity(self.path.len() + 1);
        path.extend_from_slice(&self.path);
        path.push(key);
        Place {
            variable: self.variable,
            path,
        }
    }
}

/// What may be asked about one value. The finer the question, the more states share its answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// The value itself.
    Whole,
    /// Is there a value at all? Answers TRUE where there is.
    Present,
    /// Is this value a member of the set? Applies only where the set accepts it.
    Contains(Value),
    /// Could this value be a member of the set: can it be compared with the members? Answers TRUE; does not apply where it
    /// cannot ([`Universe::accepts`]).
    Accepts(Value),
    /// Is this argument in the function's domain? Applies only where it can be compared with the domain's members.
    Has(Value),
    /// Cardinality of a set, or of a function's domain, as an integer.
    Size,
    /// A function's domain, as a set.
    Domain,
    /// The last entry of a sequence.
    Last,
    /// What kind of value it is, down to its parts; see [`kind`].
    Kind,
}

impl Query {
    /// The answer for `value`; `None` where the question does not apply.
    pub fn answer(&self, universe: &Universe, value: Value) -> Option<Value> {
        match self {
            Query::Whole => Some(value),
            Query::Present => Some(universe.boolean(true)),
            Query::Contains(member) => match universe.contains(value, *member)? {
                false if !universe.accepts(value, *member)? => None,
                found => Some(universe.boolean(found)),
            },
            Query::Accepts(member) => universe
                .accepts(value, *member)?
                .then(|| universe.boolean(true)),
            Query::Has(key) => match universe.apply(value, *key) {
                None if !universe.accepts_key(value, *key)? => None,
                entry => Some(universe.boolean(entry.is_some())),
            },
            Query::Size => Some(universe.int(i64::try_from(universe.size(value)?).ok()?)),
            Query::Domain => Some(universe.set(universe.domain(value)?)),
            Query::Last => match universe.shape(value) {
                Shape::Tuple(items) => items.last().copied(),
                _ => None,
            },
            Query::Kind => Some(kind(universe, value, KIND_DEPTH)),
        }
    }
}

/// Below this depth a value is its own kind.
const KIND_DEPTH: usize = 4;

/// What tells kinds of values apart: 0 for integers, FALSE for booleans, 1 for strings, an atom for itself, a set of
/// kinds for a set, `<<{kinds}>>` for a sequence, a record of kinds for a record, `<<{kinds}, {kinds}>>` for another
/// function; and what lies too deep as it is, in `<<value, 0, 0>>`.
fn kind(universe: &Universe, value: Value, depth: usize) -> Value {
    let kinds = |values: &mut dyn Iterator<Item = Value>| {
        let kinds = values.map(|v| kind(universe, v, depth - 1)).collect();
        universe.set(kinds)
    };
    match universe.shape(value) {
        Shape::Int(_) => universe.int(0),
        Shape::Bool(_) => universe.boolean(false),
        Shape::Str(_) => universe.int(1),
        Shape::Atom(_) => value,
        _ if depth == 0 => universe.tuple(vec![value, universe.int(0), universe.int(0)]),
        Shape::Set(members) => kinds(&mut members.iter().copied()),
        Shape::Tuple(items) => universe.tuple(vec![kinds(&mut items.iter().copied())]),
        Shape::Record(fields) => {
            let fields = fields
                .iter()
                .map(|(name, v)| (*name, kind(universe, *v, depth - 1)));
            universe.function(fields.collect()).unwrap_or(value)
        }
        Shape::Function(pairs) => {
            let keys = kinds(&mut pairs.iter().map(|pair| pair.0));
            let values = kinds(&mut pairs.iter().map(|pair| pair.1));
            universe.tuple(vec![keys, values])
        }
    }
}

/// A question about what lies at a path below a cell's value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Projection {
    /// Function arguments below the cell.
    pub path: Vec<Value>,
    /// What is asked there.
    pub query: Query,
}

impl Projection {
    /// The answer for a cell that holds `value`; `None` where path or question do not apply.
    pub fn answer(&self, universe: &Universe, value: Value) -> Option<Value> {
        let target = self
            .path
            .iter()
            .try_fold(value, |f, key| universe.apply(f, *key))?;
        self.query.answer(universe, target)
    }
}

/// A change of one value that can be told without knowing the value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// Replace it.
    Assign(Value),
    /// Add a member to a set.
    Insert(Value),
    /// Take a member out of a set, if it is there.
    Remove(Value),
    /// Put an entry behind a sequence.
    Append(Value),
    /// Drop a sequence's first entry.
    PopFirst,
    /// Drop a sequence's last entry.
    PopLast,
    /// Drop an argument from a function's domain.
    Delete(Value),
}

impl Edit {
    fn apply(&self, universe: &Universe, value: Value) -> Option<Value> {
        match self {
            Edit::Assign(new) => Some(*new),
            Edit::Insert(member) if universe.accepts(value, *member)? => {
                universe.with_member(value, *member)
            }
            Edit::Remove(member) if universe.accepts(value, *member)? => {
                universe.without_member(value, *member)
            }
            Edit::Insert(_) | Edit::Remove(_) => None,
            Edit::Append(item) => universe.append(value, *item),
            Edit::PopFirst => universe.tail(value),
            Edit::PopLast => universe.init(value),
            Edit::Delete(key) => universe.without_entry(value, *key),
        }
    }
}

/// An edit at a path below a cell's value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Update {
    /// Function arguments below the cell; all but the last must exist, the last may be new when the edit assigns.
    pub path: Vec<Value>,
    /// What changes there.
    pub edit: Edit,
}

impl Update {
    /// The cell's value after the edit; `None` where it does not apply.
    pub fn apply(&self, universe: &Universe, value: Value) -> Option<Value> {
        Self::apply_below(universe, value, &self.path, &self.edit)
    }

    fn apply_below(
        universe: &Universe,
        value: Value,
        path: &[Value],
        edit: &Edit,
    ) -> Option<Value> {
        let Some((key, rest)) = path.split_first() else {
            return edit.apply(universe, value);
        };
        let entry = match (rest, edit) {
            ([], Edit::Assign(new)) => *new,
            _ => Self::apply_below(universe, universe.apply(value, *key)?, rest, edit)?,
        };
        universe.with_entry(value, *key, entry)
    }
}
